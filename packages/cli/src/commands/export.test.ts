import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runProgram } from '../program.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-cli-export-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

async function arb(...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await runProgram(args, {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => 0,
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
  })
  return { code, out, err }
}
const session = (): string => path.join(root, 'session')
const tables = (): string => path.join(root, 'a', 'tables')
const TOP = {
  captured_at: '2026-08-07T12:00:00Z',
  payload: { ticker: 'X', fee_type: 'quadratic', fee_multiplier: 1 },
}
async function record(): Promise<void> {
  await writeFile(path.join(root, 'x.json'), JSON.stringify(TOP))
  expect((await arb('import', path.join(root, 'x.json'), '--out', session())).code).toBe(0)
}
const NAMES = ['decisions.parquet', 'frames.parquet', 'odds.parquet', 'quotes.parquet']

it('writes the tables and says how large they are', async () => {
  await record()
  const { code, out, err } = await arb('export', '--parquet', tables(), '--from', session())
  expect([code, err]).toEqual([0, ''])
  expect((await readdir(tables())).toSorted()).toEqual(NAMES)
  expect(out.replaceAll(/\n */g, '')).toContain(`4 files in ${tables()}`)
  expect(out).toMatch(
    /\n {2}FILE +ROWS +BYTES\n {2}frames\.parquet +1 +\d+\n {2}quotes\.parquet +0 +\d+\n/,
  )
  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
})

it('comes as data with --json, and says what was incomplete', async () => {
  await record()
  await rm(path.join(session(), 'manifest.json'))
  const args = ['export', '--parquet', tables(), '--from', session()]
  const { out } = await arb(...args, '--json')
  const data = JSON.parse(out) as { files: { name: string; rows: number }[]; problems: string[] }
  expect(data).toMatchObject({ schema: 'arbkit.export/1', out: tables() })
  expect(data.files.map(({ name, rows }) => `${name} ${rows}`)).toEqual([
    'frames.parquet 1',
    'quotes.parquet 0',
    'odds.parquet 0',
    'decisions.parquet 0',
  ])
  expect(data.problems).toEqual([expect.stringContaining('has no manifest')])
  expect((await arb(...args, '--force')).out).toContain('\nnote: the session has no manifest')
})

it('replaces nothing without --force', async () => {
  await record()
  const args = ['export', '--parquet', tables(), '--from', session()]
  expect((await arb(...args)).code).toBe(0)
  const { code, out, err } = await arb(...args)
  expect([code, out]).toEqual([3, ''])
  expect(err).toMatch(/^error: .*frames\.parquet: already there; --force replaces it/)
  expect((await arb(...args, '--force')).code).toBe(0)
})

it.each([
  [['--from', 'x'], 2, /--parquet/],
  [['--parquet', 'x'], 2, /--from/],
])('wants both folders: %j', async (flags, code, message) => {
  const answer = await arb('export', ...flags)
  expect(answer.code).toBe(code)
  expect(answer.err).toMatch(message)
})

it('says on one line that there is no such session', async () => {
  const { code, err } = await arb(
    'export',
    '--parquet',
    tables(),
    '--from',
    path.join(root, 'gone'),
  )
  expect([code, err]).toEqual([3, `error: ${path.join(root, 'gone')}: no such session\n`])
  expect(await readdir(root)).toEqual([])
})
