import { fc, test as prop } from '@fast-check/vitest'
import { InvalidInputError } from '@arbkit/core'
import { expect, it } from 'vitest'
import { firstLine, linesOf, TEXT_LINE_CHARACTERS_MAX } from './text-lines.ts'

async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0
  for (const size of [...sizes, bytes.length]) {
    yield bytes.subarray(from, from + size)
    from += size
  }
}

prop.prop(
  [
    fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', ' ', '\r', '\u2028') })),
    fc.array(fc.nat(5), { maxLength: 20 }),
  ],
  { seed: 5, numRuns: 300 },
)('gives the lines that hold anything, however the bytes are cut', async (lines, sizes) => {
  const bytes = Buffer.from(lines.join('\n'))
  const given = await Array.fromAsync(linesOf(pieces(bytes, sizes), 'x'))
  const expected = lines
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== '')
  expect(given).toEqual(expected)
})

it('bounds a line, also one that never ends', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.alloc(65_536, 'x')
  }
  await expect(Array.fromAsync(linesOf(endless(), 'x'))).rejects.toThrow(
    `x: line 1: longer than ${TEXT_LINE_CHARACTERS_MAX} characters`,
  )
  const longest = 'y'.repeat(TEXT_LINE_CHARACTERS_MAX)
  const given = await Array.fromAsync(linesOf(pieces(Buffer.from(`${longest}\n`), []), 'x'))
  expect(given.map(({ text }) => text.length)).toEqual([TEXT_LINE_CHARACTERS_MAX])
})

it('refuses half a character at the end', async () => {
  const cut = Buffer.from('€').subarray(0, 2)
  const reading = Array.fromAsync(linesOf(pieces(cut, []), 'x'))
  await expect(reading).rejects.toThrow(InvalidInputError)
  await expect(reading).rejects.toThrow('x: not UTF-8 text')
})

it('looks at no first line of what is not there, or is no plain file', async () => {
  expect(await firstLine('/', 'root')).toBeUndefined()
  expect(await firstLine('/dev/null', 'null')).toBeUndefined()
  expect(await firstLine(`${import.meta.filename}.gone`, 'gone')).toBeUndefined()
  expect(await firstLine(import.meta.filename, 'this')).toMatch(/^import /)
})
