import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createTerminalAsk } from './terminal-ask.ts'

const terminal = () => Object.assign(new PassThrough(), { isTTY: true })

function read(stream: PassThrough): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  return () => text
}

describe('asking at a terminal', () => {
  it('shows the question and returns the line, one after the other', async () => {
    const [input, output] = [terminal(), terminal()]
    const shown = read(output)
    const ask = createTerminalAsk(input, output)!
    const first = ask('one? ')
    input.write('a b\n')
    expect(await first).toBe('a b')
    const second = ask('two? ')
    input.write('\n')
    expect(await second).toBe('')
    expect(shown()).toContain('one? ')
    expect(shown()).toContain('two? ')
  })

  it('takes lines that were typed ahead, and nothing after the end', async () => {
    const [input, output] = [terminal(), terminal()]
    const shown = read(output)
    const ask = createTerminalAsk(input, output)!
    const first = ask('one? ')
    input.write('a\nb\n\n')
    expect([await first, await ask('two? '), await ask('three? ')]).toEqual(['a', 'b', ''])
    expect(shown()).toContain('two? b')
    const last = ask('four? ')
    input.end()
    expect([await last, await ask('five? ')]).toEqual([undefined, undefined])
  })

  it.each([
    ['the end of the input', (input: PassThrough) => input.end()],
    ['Ctrl-C', (input: PassThrough) => input.write('\u0003')],
    ['Ctrl-D', (input: PassThrough) => input.write('\u0004')],
  ])('returns nothing at %s', async (_name, stop) => {
    const [input, output] = [terminal(), terminal()]
    read(output)
    const answer = createTerminalAsk(input, output)!('one? ')
    stop(input)
    expect(await answer).toBeUndefined()
  })

  it('is not there where either is no terminal', () => {
    expect(createTerminalAsk(new PassThrough(), terminal())).toBeUndefined()
    expect(createTerminalAsk(terminal(), new PassThrough())).toBeUndefined()
  })
})
