import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync, zstdDecompressSync } from 'node:zlib'
import { InvalidInputError, SessionError } from '@arbkit/core'
import { openSession } from '@arbkit/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importSession, readInputs } from './import-session.ts'

const AT = '2026-08-07T12:00:00Z'
const SERIES = `{
  "ticker": "KXMLBGAME", "fee_type": "quadratic", "fee_multiplier": 1.0,
  "last_updated_ts": "${AT}"
}`

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-import-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  const at = path.join(root, name)
  await mkdir(path.dirname(at), { recursive: true })
  await writeFile(at, content)
  return at
}
const importTo = (dir: string, ...paths: string[]) =>
  importSession({
    paths,
    dir: path.join(root, dir),
    hints: { atByFile: new Map(), at: undefined, oddsFormats: new Map() },
    createdBy: 'test',
    nowMs: 1000,
    tempId: 'abc',
  })
const bodiesOf = async (dir: string): Promise<unknown[]> => {
  const session = await openSession(path.join(root, dir))
  const frames = await Array.fromAsync(session.frames())
  expect(session.problems()).toEqual([])
  return frames.map((frame) => ('body' in frame ? frame.body : frame.text))
}

describe('reading files', () => {
  it('unpacks gzip whatever the name, and takes off a byte order mark', async () => {
    const files = await readInputs([
      await put('plain.json', '[1]'),
      await put('packed.json.gz', gzipSync('[2]')),
      await put('packed-too.json', gzipSync('\uFEFF[3]')),
      await put('marked.json', '\uFEFF[4]'),
    ])
    expect(files.map(({ text }) => text)).toEqual(['[1]', '[2]', '[3]', '[4]'])
  })

  it('tells files of one name apart, whatever they are called', async () => {
    const paths = await Promise.all(['a/x', 'b/x', 'c/x#2', 'd/x'].map((name) => put(name, name)))
    const files = await readInputs(paths)
    expect(files.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'x a/x',
      'x#2 b/x',
      'x#2#2 c/x#2',
      'x#3 d/x',
    ])
  })

  it.each([
    ['missing.json', undefined, 'missing.json: can not be read: no such file'],
    ['.', undefined, /: can not be read: it is a folder$/],
    ['bad.json', Uint8Array.of(0x5b, 0xff, 0x5d), 'bad.json: not UTF-8 text'],
    ['cut.gz', gzipSync('[1, 2, 3]').subarray(0, 15), /^cut\.gz: can not be read: \w+$/],
  ])('says on one line what is wrong with %s', async (name, content, message) => {
    if (content !== undefined) await put(name, content)
    const reading = readInputs([path.join(root, name)])
    await expect(reading).rejects.toThrow(InvalidInputError)
    await expect(reading).rejects.toThrow(message)
  })
})

describe('an import', () => {
  it('is a session whose frames hold what the files held', async () => {
    const { report, manifest } = await importTo(
      'logs/day',
      await put('a.json.gz', gzipSync(SERIES)),
      await put('b.json', `\uFEFF${SERIES}`),
    )
    expect(await bodiesOf('logs/day')).toEqual([JSON.parse(SERIES), JSON.parse(SERIES)])
    const packed = await readFile(path.join(root, 'logs/day/frames-0001.ndjson.zst'))
    const lines = zstdDecompressSync(packed).toString().trim().split('\n')
    // Digits and spaces as they stood, newlines aside.
    const body = `,"body":${SERIES.replaceAll('\n', ' ')}}`
    expect(lines.map((line) => line.slice(-body.length))).toEqual([body, body])
    expect(report.frames).toBe(2)
    expect(manifest).toMatchObject({ complete: true, createdBy: 'test', imports: report.imports })
    expect(manifest.startedAt).toBe(new Date(1000).toISOString())
  })

  it('may go into an empty folder', async () => {
    await mkdir(path.join(root, 'logs'))
    await importTo('logs', await put('a.json', SERIES))
    expect(await bodiesOf('logs')).toHaveLength(1)
  })

  it.each([
    ['an unreadable file', 'x.json', '{'],
    ['a payload of the wrong shape', 'x.json', SERIES.replace('1.0', '"1"')],
    ['an unknown shape alone', 'x.json', '{"a":1}'],
    ['a time before 1970', 'x.json', `{"captured_ms": -5, "payload": ${SERIES}}`],
  ])('leaves nothing behind that fails over %s', async (_name, name, content) => {
    const bad = await put(name, content)
    const before = await readdir(root)
    await expect(importTo('logs/2026/day', bad)).rejects.toThrow(/x\.json/)
    expect(await readdir(root)).toEqual(before)
  })

  it('leaves nothing behind that fails while it writes', async () => {
    const files = [await put('a.json', SERIES), await put('b.json', SERIES)]
    const before = await readdir(root)
    await expect(importTo('x'.repeat(300), ...files)).rejects.toThrow(/ENAMETOOLONG/)
    expect(await readdir(root)).toEqual(before)
  })

  it('never touches what is there', async () => {
    const file = await put('a.json', SERIES)
    await importTo('logs', file)
    await expect(importTo('logs', file)).rejects.toThrow(SessionError)
    await expect(importTo('a.json', file)).rejects.toThrow(SessionError)
    expect(await bodiesOf('logs')).toHaveLength(1)
    expect((await readdir(root)).toSorted()).toEqual(['a.json', 'logs'])
  })
})
