/**
 * How much of an answer is read: all of it, up to a bound that no honest answer comes near.
 * @module
 */
import type { FetchResponse } from '@arbkit/core'

/**
 * Most bytes of a body. A full page of events with their markets is some 3 MB; two hundred events of a
 * hundred markets each would be 50 MB and have to be asked for in smaller pages.
 */
export const BODY_BYTES_MAX = 32 * 1024 * 1024

/** Thrown where a body is longer than {@link BODY_BYTES_MAX}. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

/**
 * Returns the whole body.
 * @throws {BodyTooLargeError} by what the header says, before anything is read; or by what came.
 */
export async function readBody(response: FetchResponse): Promise<string> {
  if (Number(response.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) {
    throw new BodyTooLargeError()
  }
  const text = await response.text()
  if (Buffer.byteLength(text) > BODY_BYTES_MAX) throw new BodyTooLargeError()
  return text
}

/** Returns a stream of bytes as UTF-8 text, read no further than the bound. */
export async function textWithin(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.byteLength
    if (length > BODY_BYTES_MAX) throw new BodyTooLargeError()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
