/**
 * A recorded session decides again what it decided, byte for byte; where one byte of it was another, the
 * first difference is named, at its turn.
 */
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { EMISSION_RULES, microdollars, NO_DECISIONS, rational } from '@arbkit/core'
import {
  checkParity,
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MAX_STAKE,
  DEFAULT_MIN_PROFIT,
  type EngineStart,
  openReplay,
  ownSettings,
  type ScanOptions,
  UNLIMITED_BANKROLL,
  usualPaper,
} from '@arbkit/engine'
import type { SimulatedLeague } from '@arbkit/simulator'
import type { NewFrame } from '@arbkit/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ParityCheck } from '../packages/engine/src/replay/parity-check.ts'
import { SessionReplay } from '../packages/engine/src/replay/session-replay.ts'
import { recordDecided } from './support/recorded-session.ts'
import { recordSimulatedSession } from './support/simulated-session.ts'

const IS_LONG = process.env['ARBKIT_LONG'] === '1'
const SEEDS = IS_LONG ? 100 : 4
const ROUNDS = IS_LONG ? 240 : 12
const LEAGUES: readonly (readonly SimulatedLeague[])[] = [['nhl'], ['nba'], ['mlb'], ['nfl']]

const HOUR_MS = 3_600_000

const SCAN: ScanOptions = {
  books: undefined,
  maxAge: DEFAULT_MAX_AGE,
  maxStake: { amount: DEFAULT_MAX_STAKE, isDefault: true },
  bankroll: UNLIMITED_BANKROLL,
  minProfit: DEFAULT_MIN_PROFIT,
  minReturn: rational(0),
  maxReturn: DEFAULT_MAX_RETURN,
  limit: undefined,
}
const START: EngineStart = {
  version: '1.2.3',
  scan: SCAN,
  paper: { ...usualPaper(SCAN), whenNaked: { tag: 'hold' }, seed: 11 },
  rules: { ...EMISSION_RULES, profitChangeMax: microdollars(100_000) },
  decisions: [],
}

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arb-parity-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

/** A payload changed by hand. */
function changed(
  frames: readonly NewFrame[],
  isMeant: (frame: NewFrame) => boolean,
  change: (payload: string) => string,
): { readonly frames: readonly NewFrame[]; readonly turn: number } {
  const at = frames.findIndex((frame) => isMeant(frame) && change(frame.payload) !== frame.payload)
  const frame = frames[at]
  if (frame === undefined) throw new Error('no such frame')
  return { frames: frames.with(at, { ...frame, payload: change(frame.payload) }), turn: frame.turn }
}

async function simulated(seed: number, rounds = ROUNDS): Promise<readonly NewFrame[]> {
  return recordSimulatedSession({
    seed,
    leagues: LEAGUES[seed % LEAGUES.length] ?? ['nhl'],
    gamesPerDay: 1,
    startsWithinMs: 600_000,
    scan: SCAN,
    rounds,
    roundMs: 20_000,
  })
}

const parityOf = async (dir: string) => checkParity(await openReplay(dir, 'session'))

describe.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('seed %i', (seed) => {
  it('decides again what it decided', async () => {
    const dir = path.join(root, 'day')
    const lines = await recordDecided({ dir, start: START, frames: await simulated(seed) })
    expect(lines.length).toBeGreaterThan(20)
    expect(lines.filter((line) => line.startsWith('{"tag":"paper-step"')).length).toBeGreaterThan(3)
    expect(await parityOf(dir)).toMatchObject({
      same: lines.length,
      isWhole: true,
      difference: undefined,
    })
  }, 600_000)
})

it('decides again what it decided on a day from noon to noon', async () => {
  const frames = await recordSimulatedSession({
    seed: 9,
    leagues: ['nhl'],
    gamesPerDay: 2,
    startsWithinMs: 12 * HOUR_MS,
    activity: 0.02,
    scan: SCAN,
    rounds: 96,
    roundMs: HOUR_MS / 4,
  })
  const dir = path.join(root, 'day')
  const lines = await recordDecided({ dir, start: START, frames })
  const [first, last] = [frames[0]?.t ?? 0, frames.at(-1)?.t ?? 0]
  expect(last - first).toBeGreaterThan(23 * HOUR_MS)
  expect(lines.filter((line) => line.startsWith('{"tag":"paper-settled"')).length).toBeGreaterThan(
    0,
  )
  expect(await parityOf(dir)).toMatchObject({
    same: lines.length,
    isWhole: true,
    difference: undefined,
  })
}, 600_000)

describe('a recording that was changed by hand', () => {
  /** Frames of one session with the decisions of another. */
  async function mixed(frames: readonly NewFrame[], decided: readonly NewFrame[]): Promise<string> {
    const dir = path.join(root, 'mixed')
    await recordDecided({ dir: path.join(root, 'own'), start: START, frames: decided })
    await recordDecided({ dir, start: START, frames })
    for (const name of await readdir(dir)) {
      if (name.startsWith('decisions-')) await rm(path.join(dir, name))
    }
    const own = path.join(root, 'own')
    const decisions = (await readdir(own)).filter((name) => name.startsWith('decisions-'))
    for (const name of decisions) await copyFile(path.join(own, name), path.join(dir, name))
    const manifest = async (folder: string) =>
      JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as object
    const both = { ...(await manifest(dir)), decisions: await decisionsOf(own, manifest) }
    await writeFile(path.join(dir, 'manifest.json'), JSON.stringify(both))
    return dir
  }
  const decisionsOf = async (dir: string, manifest: (dir: string) => Promise<object>) =>
    ((await manifest(dir)) as { readonly decisions?: object }).decisions

  it('differs first at the turn of a frame with another price', async () => {
    const frames = await simulated(2)
    const isOdds = ({ source, turn }: NewFrame) => source === 'the-odds-api/rest' && turn > 40
    const other = changed(frames, isOdds, (payload) =>
      payload.replaceAll(/"price":(-?\d+)/g, (_, price) => `"price":${Number(price) - 1}`),
    )
    const { difference, same } = await parityOf(await mixed(other.frames, frames))
    expect(difference?.turn).toBe(other.turn)
    expect(same).toBeGreaterThan(0)
    const seqs = other.frames.flatMap(({ turn }, index) => (turn === other.turn ? [index + 2] : []))
    expect(difference?.frames).toEqual({ firstSeq: seqs[0], lastSeq: seqs.at(-1) })
    expect(difference?.recorded).not.toBe(difference?.replayed)
  })

  it('differs where an option is another one', async () => {
    const frames = await simulated(2)
    const dir = path.join(root, 'optioned')
    const own = await recordDecided({ dir: path.join(root, 'a'), start: START, frames })
    const later = { ...START, scan: { ...SCAN, minProfit: microdollars(20_000_000) } }
    const lines = await recordDecided({ dir, start: later, frames })
    expect(lines).not.toEqual(own)
    const first = lines.findIndex((line, index) => line !== own[index])
    // What was recorded with the usual options, replayed as if with others.
    const check = new ParityCheck(Readable.from(own) as AsyncIterable<string>)
    const source = await openReplay(dir, 'session')
    const replay = new SessionReplay(ownSettings({ scan: SCAN, decisions: NO_DECISIONS }))
    for await (const frame of source.frames()) {
      const ended = replay.note(frame)
      if (ended !== undefined) await check.take(ended)
    }
    await check.take(replay.end())
    const { difference } = await check.finish(() => source.ends())
    expect(difference).toMatchObject({ decision: first + 1, recorded: own[first] })
    expect(difference?.replayed).toBe(lines[first])
  })

  it('is the same as far as it is whole, where it was cut off', async () => {
    const frames = await simulated(3)
    const dir = path.join(root, 'cut')
    const lines = await recordDecided({ dir, start: START, frames, isCut: true })
    const { same, isWhole, difference, until } = await parityOf(dir)
    expect([difference, isWhole]).toEqual([undefined, false])
    // All but the last turn, which is not known to be whole.
    const last = frames.at(-1)?.turn ?? 0
    expect(until?.turn).toBeLessThan(last)
    const before = lines.filter((line) => !line.includes(`"turn":${last},`))
    expect(same).toBe(before.length)
  })
})
