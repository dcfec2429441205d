import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fc, test as prop } from '@fast-check/vitest'
import { InvariantError, SessionError } from '@arbkit/core'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Cell, type Column, createParquetFile } from './parquet-file.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-parquet-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

const COLUMNS: readonly Column[] = [
  { name: 'n', kind: 'int32' },
  { name: 't_ms', kind: 'int64', isOptional: true },
  { name: 'name', kind: 'text', isOptional: true },
  { name: 'is_so', kind: 'flag' },
  { name: 'body', kind: 'text' },
]
const at = (name = 'x.parquet'): string => path.join(root, name)
const begin = (more: Partial<Parameters<typeof createParquetFile>[0]> = {}) =>
  createParquetFile({ path: at(), columns: COLUMNS, tempId: 'abc', createdBy: 'test 1', ...more })
const bytesOf = async (name?: string): Promise<ArrayBuffer> => {
  const file = await readFile(at(name))
  return new Uint8Array(file).buffer
}
const cellsOf = async (): Promise<unknown[][]> => {
  const file = await bytesOf()
  const rows = await parquetReadObjects({ file, utf8: true })
  return rows.map((row) => Object.values(row))
}

const anyRow = fc.tuple(
  fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }),
  fc.option(fc.maxSafeInteger()),
  fc.option(fc.string({ unit: 'grapheme' })),
  fc.boolean(),
  fc.constantFrom('{"a":1}', '[]', '"x"', '1'),
)
prop.prop([fc.array(anyRow, { maxLength: 30 }), fc.integer({ min: 1, max: 40 })], {
  seed: 5,
  numRuns: 60,
})('what goes in comes out, whatever the row groups', async (rows, rowGroupRows) => {
  const file = await begin({ rowGroupRows })
  for (const row of rows) await file.append(row)
  const size = await file.finish()
  await file.publish()
  expect(file.rows()).toBe(rows.length)
  expect((await bytesOf()).byteLength).toBe(size)
  expect(await cellsOf()).toEqual(
    rows.map(([n, t, name, isSo, body]) => [n, t === null ? null : BigInt(t), name, isSo, body]),
  )
})

describe('row groups', () => {
  const ROW: readonly Cell[] = [1, 2, 'x'.repeat(100), true, '{}']
  const groupsOf = async (): Promise<number[]> =>
    parquetMetadata(await bytesOf()).row_groups.map(({ num_rows: rows }) => Number(rows))
  const write = async (count: number, more: Parameters<typeof begin>[0]): Promise<void> => {
    const file = await begin(more)
    for (let row = 0; row < count; row += 1) await file.append(ROW)
    await file.finish()
    await file.publish()
  }

  it('hold so many rows, or so much text, at most', async () => {
    await write(25, { rowGroupRows: 10 })
    expect(await groupsOf()).toEqual([10, 10, 5])
    await write(25, { rowGroupCharacters: 1000 })
    expect(await groupsOf()).toEqual([10, 10, 5])
    await write(0, {})
    expect(await groupsOf()).toEqual([])
  })

  it('reach the disk one by one', async () => {
    const file = await begin({ rowGroupRows: 10 })
    const sizes: number[] = []
    for (let row = 0; row < 30; row += 1) {
      await file.append(ROW)
      if (row % 10 !== 8 && row % 10 !== 9) continue
      sizes.push((await readFile(at('.x.parquet.abc.tmp'))).length)
    }
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = sizes
    expect([a, b > a, c, d > c, e, f > e]).toEqual([0, true, b, true, d, true])
    await file.abort()
  })

  it('say who wrote them, and are packed', async () => {
    await write(3, {})
    const { created_by: createdBy, row_groups: groups } = parquetMetadata(await bytesOf())
    expect(createdBy).toBe('test 1')
    expect(groups[0]?.columns.map(({ meta_data: meta }) => meta?.codec)).toEqual(
      COLUMNS.map(() => 'SNAPPY'),
    )
  })
})

describe('the name', () => {
  it('is there once the file is whole, and nothing else is left', async () => {
    const file = await begin()
    await file.append([1, null, null, false, '1'])
    expect(await readdir(root)).toEqual(['.x.parquet.abc.tmp'])
    await file.finish()
    expect(await readdir(root)).toEqual(['.x.parquet.abc.tmp'])
    await file.publish()
    expect(await readdir(root)).toEqual(['x.parquet'])
  })

  it('is never there of a file that was given up', async () => {
    const file = await begin()
    await file.abort()
    const finished = await begin()
    await finished.finish()
    await finished.abort()
    expect(await readdir(root)).toEqual([])
  })

  it('of another writer is not taken', async () => {
    await writeFile(at('.x.parquet.abc.tmp'), 'mine')
    await expect(begin()).rejects.toThrow(SessionError)
    await expect(begin()).rejects.toThrow('x.parquet: can not be written: EEXIST')
  })
})

it.each<[string, readonly Cell[]]>([
  ['n', [1.5, null, null, true, '1']],
  ['n', [2 ** 31, null, null, true, '1']],
  ['n', [null, null, null, true, '1']],
  ['n', ['1', null, null, true, '1']],
  ['t_ms', [1, 2 ** 53, null, true, '1']],
  ['name', [1, null, 5, true, '1']],
  ['is_so', [1, null, null, 'true', '1']],
  ['body', [1, null, null, true, null]],
  ['a row', [1, null, null, true]],
])('refuses a cell of %s that does not fit: %j', async (name, row) => {
  const file = await begin()
  await expect(file.append(row)).rejects.toThrow(InvariantError)
  await expect(file.append(row)).rejects.toThrow(name)
  await file.abort()
})
