/**
 * Asks a person at a terminal, a line at a time. Lines that were typed ahead or pasted answer what is asked
 * next.
 * @module
 */
import { createInterface, type Interface } from 'node:readline'
import type { Host } from '../host.ts'

/** A stream that may be a terminal. */
type Terminal<Stream> = Stream & { readonly isTTY?: boolean }

/** Returns what asks; undefined where nobody could read the question or answer it. */
export function createTerminalAsk(
  input: Terminal<NodeJS.ReadableStream>,
  output: Terminal<NodeJS.WritableStream>,
): Host['ask'] {
  if (input.isTTY !== true || output.isTTY !== true) return undefined
  const ahead: string[] = []
  let reader: Interface | undefined
  let isAtEnd = false
  let answer: ((line: string | undefined) => void) | undefined
  const settle = (line: string | undefined): void => {
    const waiting = answer
    answer = undefined
    // Nothing is read while nothing is asked, so that the program can end.
    if (!isAtEnd) reader?.pause()
    waiting?.(line)
  }
  const opened = (): Interface => {
    const made = createInterface({ input, output })
    made.on('line', (line) => (answer === undefined ? ahead.push(line) : settle(line)))
    // Ctrl-C and Ctrl-D end the asking, not the program: nothing is half-written.
    made.on('SIGINT', () => made.close())
    made.on('close', () => {
      isAtEnd = true
      settle(undefined)
    })
    return made
  }
  return async (question) =>
    new Promise((resolve) => {
      const line = ahead.shift()
      if (line !== undefined || isAtEnd) {
        output.write(`${question}${line ?? ''}\n`)
        resolve(line)
        return
      }
      answer = resolve
      reader ??= opened()
      reader.setPrompt(question)
      reader.prompt()
    })
}
