import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import {
  createTurnEngine,
  DEFAULT_MAX_AGE,
  decisionLine,
  engineRequest,
  engineStartText,
  openReplay,
  UNLIMITED_BANKROLL,
} from '@arbkit/engine'
import { cents, microdollars, rational } from '@arbkit/core'
import { createSessionWriter, type NewFrame } from '@arbkit/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runProgram } from '../program.ts'

const FILES = path.join(import.meta.dirname, '../../fixtures/small-session')
const SCAN = {
  books: undefined,
  maxAge: DEFAULT_MAX_AGE,
  maxStake: { amount: cents(50_000), isDefault: true },
  bankroll: UNLIMITED_BANKROLL,
  minProfit: microdollars(10_000),
  minReturn: rational(0),
  maxReturn: rational(7, 100),
  limit: undefined,
}

let root: string
let day: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arb-replay-'))
  day = path.join(root, 'day')
  const names = ['kalshi-events', 'kalshi-order-books', 'kalshi-series', 'odds-nba', 'odds-nfl']
  const files = names.map((name) => path.join(FILES, `${name}.json`))
  expect((await arb('import', ...files, '--out', path.join(root, 'small'))).code).toBe(0)
  await record(path.join(root, 'small'), day)
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
    now: () => Date.UTC(2026, 10, 23),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
  })
  return { code, out, err }
}

/** Copies a session as an engine would have recorded it. */
async function record(from: string, to: string): Promise<void> {
  const source = await openReplay(from, 'small')
  const engine = createTurnEngine({ options: SCAN })
  const writer = await createSessionWriter({ dir: to, createdBy: 'a test', startedAtMs: 0 })
  const payload = engineStartText({ version: '1.2.3', scan: SCAN, decisions: [] })
  let seq = 0
  const append = async (frame: NewFrame): Promise<void> => {
    seq = await writer.append(frame)
    const { payload: text, ...header } = frame
    engine.note({ ...header, seq, body: JSON.parse(text) as unknown })
  }
  let last: { readonly turn: number; readonly t: number } | undefined
  const endTurn = async (): Promise<void> => {
    for (const decision of engine.endTurn()) {
      const { turn, t } = decision
      await writer.decide(decisionLine(decision), { turn, t })
    }
  }
  for await (const frame of source.frames()) {
    const { turn, t, source: origin, request } = frame
    if (seq === 0) {
      const own = { source: 'arbkit/engine', request: engineRequest('engine-start'), payload }
      await append({ turn, t, ...own })
    }
    if (last !== undefined && last.turn !== turn) await endTurn()
    if (!('body' in frame) || request === undefined) throw new Error('not one of ours')
    await append({ turn, t, source: origin, request, payload: JSON.stringify(frame.body) })
    last = { turn, t }
  }
  await endTurn()
  await writer.close()
}

/** Writes other decisions into the recorded session. */
async function redecide(change: (text: string) => string): Promise<void> {
  const [name = ''] = (await readdir(day)).filter((each) => each.startsWith('decisions-'))
  const file = path.join(day, name)
  const text = zstdDecompressSync(await readFile(file)).toString()
  expect(change(text)).not.toBe(text)
  await writeFile(file, zstdCompressSync(change(text)))
}

describe('arb replay', () => {
  it('prints the decisions as they were recorded, line by line', async () => {
    const { code, out, err } = await arb('replay', day, '--json')
    expect([code, err]).toEqual([0, ''])
    const [name = ''] = (await readdir(day)).filter((each) => each.startsWith('decisions-'))
    const recorded = zstdDecompressSync(await readFile(path.join(day, name))).toString()
    expect(out).toBe(recorded)
    const words = await arb('replay', day)
    expect(words.code).toBe(0)
    expect(words.out).toMatch(/^\d{4}-\d{2}-\d{2}T\S+Z turn \d+ /)
  })

  it('says that they are the same', async () => {
    const { code, out, err } = await arb('replay', day, '--diff')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^same decisions as recorded: \d+\n$/)
    const data = JSON.parse((await arb('replay', day, '--diff', '--json')).out) as object
    expect(data).toMatchObject({ schema: 'arbkit.parity/1', isSame: true, difference: null })
    const report = JSON.parse((await arb('backtest', day, '--json')).out) as {
      head: { sessions: [{ parity: { verdict: string } }] }
    }
    expect(report.head.sessions[0].parity.verdict).toBe('same')
  })

  it('prints the first difference, and ends with 3', async () => {
    await redecide((text) => text.replace(/"guaranteed":"(\d+)\./, '"guaranteed":"9$1.'))
    const { code, out, err } = await arb('replay', day, '--diff')
    expect(code).toBe(3)
    expect(err).toBe('error: day: the decisions are not those that were recorded\n')
    expect(out).toMatch(
      /decision \d+ differs in figures\.guaranteed: turn \d+, .*, frames \d+ to \d+/,
    )
    expect(out).toMatch(/\n- \{"tag".*\n\+ \{"tag".*\n {2}figures\.guaranteed: "9/)
    const data = JSON.parse((await arb('replay', day, '--diff', '--json')).out) as object
    expect(data).toMatchObject({
      isSame: false,
      difference: { fields: [{ path: 'figures.guaranteed' }] },
    })
    const backtest = await arb('backtest', day)
    expect(backtest.code).toBe(0)
    expect(backtest.out.replaceAll(/\s+/g, ' ')).toContain('differs in figures.guaranteed')
  })

  it('has nothing to compare of a session that an import wrote', async () => {
    const { code, out, err } = await arb('replay', path.join(root, 'small'), '--diff')
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(
      /^error: small: the session does not say with what its engine began[^\n]*\n$/,
    )
    expect((await arb('replay', path.join(root, 'small'))).code).toBe(0)
  })

  it('goes no further than it is told, and not with --diff', async () => {
    expect((await arb('replay', day, '--json', '--until', '2020-01-01T00:00:00Z')).code).toBe(3)
    expect((await arb('replay', day, '--json', '--until', '2030-01-01T00:00:00Z')).out).not.toBe('')
    expect((await arb('replay', day, '--diff', '--until', '2030-01-01T00:00:00Z')).code).toBe(2)
  })

  it('tells of a session that was cut off', async () => {
    const cut = path.join(root, 'cut')
    const writer = await createSessionWriter({ dir: cut, createdBy: 'a test', startedAtMs: 0 })
    await writer.abort()
    for (const name of await readdir(day)) {
      if (name !== 'manifest.json') await copyFile(path.join(day, name), path.join(cut, name))
    }
    const { code, out, err } = await arb('replay', cut, '--diff')
    expect(code).toBe(0)
    expect(out).toMatch(
      /^same decisions as recorded: \d+; the session is torn: compared up to turn 4, .*Z\n$/,
    )
    expect(err).toContain('note: the session was never closed')
  })
})
