/**
 * The lines of a text file that may be packed with gzip, one after the other and never the whole file.
 * @module
 */
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { InvalidInputError } from '@arbkit/core'
import { inputError } from './input-error.ts'

/** Longest line, characters: 1 Mi. */
export const TEXT_LINE_CHARACTERS_MAX = 1024 * 1024

/** A line, without its end. */
export interface TextLine {
  /** Counted from 1. */
  readonly number: number
  readonly text: string
}

/**
 * Gives the lines of a file that hold anything. `name` stands for the file in errors.
 * @throws {InvalidInputError} a file that can not be read, is cut off or not UTF-8, or a line that is too long.
 */
export function textLines(path: string, name: string): AsyncGenerator<TextLine> {
  return linesOf(unpacked(path, name), name)
}

/** Gives the lines that hold anything in bytes of UTF-8. @throws {InvalidInputError} as {@link textLines}. */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<TextLine> {
  let number = 0
  let rest = ''
  for await (const text of decoded(bytes, name)) {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      number += 1
      yield* lineOf(part, { name, number })
    }
    checkLength(rest, { name, number: number + 1 })
  }
  yield* lineOf(rest, { name, number: number + 1 })
}

function* lineOf(text: string, place: Place): Generator<TextLine> {
  checkLength(text, place)
  const trimmed = text.trim()
  if (trimmed !== '') yield { number: place.number, text: trimmed }
}

interface Place {
  readonly name: string
  readonly number: number
}

function checkLength(text: string, { name, number }: Place): void {
  if (text.length <= TEXT_LINE_CHARACTERS_MAX) return
  throw new InvalidInputError(
    `${name}: line ${number}: longer than ${TEXT_LINE_CHARACTERS_MAX} characters`,
  )
}

/**
 * Returns the first line that holds anything; undefined where there is none of that length, or the path is
 * no plain file: what can be read only once is not looked at.
 */
export async function firstLine(path: string, name: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isFile()) return undefined
    for await (const { text } of textLines(path, name)) return text
  } catch {
    // Whoever reads the file says what is wrong with it.
  }
  return undefined
}

async function* decoded(packed: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
    } catch (error) {
      throw new InvalidInputError(`${name}: not UTF-8 text`, { cause: error })
    }
  }
  for await (const bytes of packed) yield decode(bytes)
  yield decode()
}

async function* unpacked(path: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    const isPacked = await isGzip(path)
    const file = createReadStream(path)
    const bytes = isPacked ? file.pipe(createGunzip()) : file
    // A pipe passes no error on.
    file.on('error', (error) => bytes.destroy(error))
    try {
      for await (const chunk of bytes) yield chunk as Uint8Array
    } finally {
      file.destroy()
      bytes.destroy()
    }
  } catch (error) {
    throw inputError(name, error)
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}
