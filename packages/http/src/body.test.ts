import type { FetchResponse } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { BODY_BYTES_MAX, BodyTooLargeError, readBody, textWithin } from './body.ts'

/** Says what was read of it. */
function response(length: string | null, body: string): FetchResponse & { readonly reads: number } {
  let reads = 0
  return {
    status: 200,
    headers: { get: (name) => (name === 'content-length' ? length : null) },
    text: async () => {
      reads += 1
      return body
    },
    get reads() {
      return reads
    },
  }
}

async function* chunksOf(bytes: Uint8Array, count: number, counter = { taken: 0 }) {
  for (let index = 0; index < count; index += 1) {
    counter.taken += 1
    yield bytes
  }
}

describe('readBody', () => {
  it('reads the whole body', async () => {
    expect(await readBody(response('2', '{}'))).toBe('{}')
    expect(await readBody(response(null, ''))).toBe('')
    expect(await readBody(response(String(BODY_BYTES_MAX), 'x'))).toBe('x')
  })

  it('refuses by the header before it reads, and by what came', async () => {
    const announced = response(String(BODY_BYTES_MAX + 1), 'x')
    await expect(readBody(announced)).rejects.toThrow(BodyTooLargeError)
    expect(announced.reads).toBe(0)
    // Two bytes a letter: too long in bytes though not in letters.
    const long = response(null, 'é'.repeat(BODY_BYTES_MAX / 2 + 1))
    await expect(readBody(long)).rejects.toThrow(BodyTooLargeError)
    const just = 'é'.repeat(BODY_BYTES_MAX / 2)
    expect((await readBody(response(null, just))).length).toBe(just.length)
  })
})

describe('textWithin', () => {
  it('joins what was cut within a letter', async () => {
    const bytes = new TextEncoder().encode('é€')
    async function* one() {
      for (const byte of bytes) yield Uint8Array.of(byte)
    }
    expect(await textWithin(one())).toBe('é€')
  })

  it('stops at the bound', async () => {
    const mebibyte = new Uint8Array(1024 * 1024).fill(32)
    const counter = { taken: 0 }
    await expect(textWithin(chunksOf(mebibyte, 1_000, counter))).rejects.toThrow(BodyTooLargeError)
    expect(counter.taken).toBe(33)
    expect(await textWithin(chunksOf(mebibyte, 32))).toHaveLength(BODY_BYTES_MAX)
  })
})
