import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, zstdCompressSync } from 'node:zlib'
import { fc, test as prop } from '@fast-check/vitest'
import { SessionError } from '@arbkit/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFileSink } from './file-sink.ts'
import { createLineReader, type LineFileEnding } from './line-reader.ts'
import { createLineWriter } from './line-writer.ts'

/** Fixed, so that every run is the same; a change of it must not matter. */
const SEED = 20260807

let folder: string
let fileCount = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arbkit-lines-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

function freshPath(): string {
  fileCount += 1
  return join(folder, `${fileCount}.zst`)
}

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = freshPath()
  await writeFile(path, bytes)
  return path
}

/** Bytes of a file with these lines, flushed after each where told. */
async function written(lines: readonly string[], flushEach = false): Promise<Buffer> {
  const path = freshPath()
  const writer = createLineWriter(await openFileSink(path))
  for (const line of lines) {
    await writer.append(line)
    if (flushEach) await writer.flush()
  }
  await writer.close()
  return readFile(path)
}

interface ReadResult extends LineFileEnding {
  readonly lines: readonly string[]
}

async function read(path: string, lineLengthMax?: number): Promise<ReadResult> {
  const reader = createLineReader(path, lineLengthMax === undefined ? {} : { lineLengthMax })
  const lines: string[] = []
  for await (const line of reader.lines()) lines.push(line)
  return { lines, ...reader.ending() }
}

const anyLines = fc.array(
  fc.string({ unit: 'grapheme', maxLength: 50 }).map((text) => text.replaceAll('\n', ' ')),
  { maxLength: 50 },
)

describe('a file of lines', () => {
  prop.prop([anyLines, fc.boolean()], { seed: SEED, numRuns: 50 })(
    'reads as written',
    async (lines, flush) => {
      expect(await read(await fileOf(await written(lines, flush)))).toEqual({
        lines,
        lineCount: lines.length,
        isTorn: false,
        zstdFrameCount: 1,
      })
    },
  )

  it('holds lines far longer than a block and a batch, of any compressibility', async () => {
    let state = 1
    const noise = Array.from({ length: 300_000 }, () => {
      state = (state * 48_271) % 2_147_483_647
      return String.fromCodePoint(33 + (state % 90))
    }).join('')
    const lines = [noise, 'a', 'é'.repeat(1_000_000), '', noise]
    expect((await read(await fileOf(await written(lines)))).lines).toEqual(lines)
  })

  it('comes in batches, none of them empty, that hold the same lines', async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `${index} ${'é'.repeat(index % 90)}`)
    const reader = createLineReader(await fileOf(await written(lines)))
    const batches: (readonly string[])[] = []
    for await (const batch of reader.batches()) batches.push(batch)
    expect(batches.flat()).toEqual(lines)
    expect(batches.every(({ length }) => length > 0)).toBe(true)
    expect(batches.length).toBeLessThan(lines.length / 10)
    expect(reader.ending().lineCount).toBe(lines.length)
  })

  it('can be left before its end, and the file is let go', async () => {
    const path = await fileOf(await written(['a', 'b', 'c']))
    for await (const line of createLineReader(path).lines()) {
      expect(line).toBe('a')
      break
    }
    await rm(path)
  })

  it('has everything that was flushed in it before it is closed', async () => {
    const path = freshPath()
    const writer = createLineWriter(await openFileSink(path))
    await writer.append('one')
    await writer.flush()
    const afterOne = await readFile(path)
    await writer.flush()
    expect(await readFile(path)).toEqual(afterOne)
    await writer.append('two')
    await writer.append('three')
    await writer.flush()
    expect(await read(path)).toEqual({
      lines: ['one', 'two', 'three'],
      lineCount: 3,
      isTorn: true,
      zstdFrameCount: 0,
    })
    await writer.abandon()
  })
})

describe('a torn file', () => {
  it('gives the whole lines before the tear, wherever it is, and says so', async () => {
    const lines = ['{"a":1}', '{"b":"é😀"}', '', '{"c":"ccccccccccccccccccccccccccccccccc"}', 'd']
    const bytes = await written(lines, true)
    const counts = new Set<number>()
    for (let length = 0; length < bytes.length; length += 1) {
      const result = await read(await fileOf(bytes.subarray(0, length)))
      expect(result.isTorn).toBe(true)
      expect(result.lines).toEqual(lines.slice(0, result.lineCount))
      counts.add(result.lineCount)
    }
    // Not trivially: every number of lines was met.
    expect([...counts]).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('does not give the start of a line', async () => {
    const bytes = zstdCompressSync('whole\nhal', {
      params: { [constants.ZSTD_c_checksumFlag]: 1 },
    })
    const result = await read(await fileOf(bytes.subarray(0, -1)))
    expect(result).toMatchObject({ lines: ['whole'], isTorn: true })
  })
})

describe('a file of several zstd frames', () => {
  const parts = ['a\nb', 'b\nc\n', '', 'd\n'].map((text) => zstdCompressSync(text))

  it('is read to its end, also where a line goes on in the next one', async () => {
    expect(await read(await fileOf(Buffer.concat(parts)))).toEqual({
      lines: ['a', 'bb', 'c', 'd'],
      lineCount: 4,
      isTorn: false,
      zstdFrameCount: 4,
    })
  })

  it('may be torn in a later one', async () => {
    expect(await read(await fileOf(Buffer.concat(parts).subarray(0, -1)))).toMatchObject({
      lines: ['a', 'bb', 'c'],
      isTorn: true,
      zstdFrameCount: 3,
    })
  })

  it('is an error where something else follows', async () => {
    const bytes = Buffer.concat([...parts, Buffer.from('junk')])
    const offset = bytes.length - 4
    await expect(read(await fileOf(bytes))).rejects.toThrow(
      `not readable as zstd at byte ${offset}: no zstd frame starts there`,
    )
  })
})

describe('a file that is wrong', () => {
  it('is an error where a byte in the middle was changed', async () => {
    const lines = Array.from(
      { length: 200 },
      (_, index) => `{"seq":${index},"text":"${index * 7}"}`,
    )
    const bytes = await written(lines, true)
    const wrong = Buffer.from(bytes)
    const middle = Math.floor(wrong.length / 2)
    wrong[middle] = wrong[middle]! ^ 0x10
    await expect(read(await fileOf(wrong))).rejects.toThrow(SessionError)
  })

  it('is an error where only the checksum tells', async () => {
    const bytes = await written(['a', 'b'])
    bytes[bytes.length - 1] = bytes.at(-1)! ^ 1
    await expect(read(await fileOf(bytes))).rejects.toThrow(/damaged: /)
  })

  it.each([
    ['text', Buffer.from('{"seq":1}\n'), 'no zstd frame starts there'],
    ['a reserved header bit', Buffer.from('28b52ffd0858', 'hex'), 'reserved bit'],
    ['a reserved block type', Buffer.from('28b52ffd0058070000', 'hex'), 'reserved block type'],
    ['an endless block', Buffer.from('28b52ffd0058fdffff', 'hex'), 'block of 2097151 bytes'],
  ])('is an error when it holds %s', async (_name, bytes, what) => {
    await expect(read(await fileOf(bytes))).rejects.toThrow(SessionError)
    await expect(read(await fileOf(bytes))).rejects.toThrow(what)
  })

  it('is an error when a line is over the bound, with its number', async () => {
    const path = await fileOf(await written(['12345678', '123456789']))
    await expect(read(path, 8)).rejects.toThrow(`${path}:2: line longer than 8 bytes`)
    expect((await read(path, 9)).lines).toHaveLength(2)
  })

  it('is an error when a line among many is over the bound, or a line that goes on is', async () => {
    const lines = ['1', '22', '333', '4444', '55555', '6']
    const path = await fileOf(await written(lines))
    await expect(read(path, 4)).rejects.toThrow(`${path}:5: line longer than 4 bytes`)
    expect((await read(path, 5)).lines).toEqual(lines)
    const inParts = await fileOf(
      Buffer.concat(['a\n123', '456', '789\nb\n'].map((text) => zstdCompressSync(text))),
    )
    await expect(read(inParts, 8)).rejects.toThrow(`${inParts}:2: line longer than 8 bytes`)
    expect((await read(inParts, 9)).lines).toEqual(['a', '123456789', 'b'])
  })

  it('gives the lines before one that is not UTF-8, and its number among many', async () => {
    const path = await fileOf(zstdCompressSync(Buffer.from('a\nb\nc\xff\nd\n', 'latin1')))
    const lines: string[] = []
    const reading = async (): Promise<void> => {
      for await (const line of createLineReader(path).lines()) lines.push(line)
    }
    await expect(reading()).rejects.toThrow(`${path}:3: not UTF-8 text`)
    expect(lines).toEqual(['a', 'b'])
  })

  it('is an error when it is not UTF-8, with the line number', async () => {
    const path = await fileOf(zstdCompressSync(Buffer.from([0x61, 0x0a, 0xff, 0x0a])))
    await expect(read(path)).rejects.toThrow(`${path}:2: not UTF-8 text`)
  })

  it('is an error when it is not there', async () => {
    await expect(read(join(folder, 'none.zst'))).rejects.toThrow(
      /none\.zst: can not be read: ENOENT/,
    )
  })
})

describe('a zstd file of another program', () => {
  it.each([
    ['with its size in the header', zstdCompressSync('a\nb\n'.repeat(100_000))],
    ['with runs of one byte', zstdCompressSync(`${'a'.repeat(400_000)}\n`)],
    ['without a last newline', zstdCompressSync('a\nb')],
    ['of nothing', zstdCompressSync('')],
  ])('is read: %s', async (_name, bytes) => {
    expect(await read(await fileOf(bytes))).toMatchObject({ isTorn: false, zstdFrameCount: 1 })
  })

  it('loses no line that lacks its newline at the end of a whole file', async () => {
    expect((await read(await fileOf(zstdCompressSync('a\nb')))).lines).toEqual(['a', 'b'])
  })
})
