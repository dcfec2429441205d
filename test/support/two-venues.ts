/**
 * Two stand-ins that list the same games, and a host of `arb` that reaches nothing but them.
 * @module
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Clock } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { type Host, type Network, runProgram } from '@arbkit/cli'
import { createUndiciFetch, type Sleep, sleep } from '@arbkit/http'
import { createKeyFiles } from '@arbkit/kalshi'
import { ODDS_ANSWER_TIMEOUT_MS } from '@arbkit/odds'
import {
  type KalshiStandIn,
  type MadeUpGame,
  standInPayloads,
  startKalshiStandIn,
} from '@arbkit/kalshi/testing'
import {
  type ApiBookmaker,
  type ApiEvent,
  type OddsApiData,
  type OddsApiServer,
  startOddsApiServer,
  TEST_API_KEY,
} from '@arbkit/odds/testing'

/** The moment of these tests. */
export const NOW_MS = Date.UTC(2026, 10, 21, 20, 0, 30)
const HOUR_MS = 3_600_000

const EAGLES: MadeUpGame = {
  league: 'NFL',
  startMs: NOW_MS + 24 * HOUR_MS,
  away: {
    code: 'DAL',
    name: 'Dallas',
    book: { yes: [['0.4300', '500.00']], no: [['0.5600', '800.00']] },
  },
  home: {
    code: 'PHI',
    name: 'Philadelphia',
    book: { yes: [['0.5500', '800.00']], no: [['0.4400', '500.00']] },
  },
}
const LAKERS: MadeUpGame = {
  league: 'NBA',
  startMs: NOW_MS + 4 * HOUR_MS,
  away: {
    code: 'BOS',
    name: 'Boston',
    book: { yes: [['0.5800', '300.00']], no: [['0.4100', '300.00']] },
  },
  home: {
    code: 'LAL',
    name: 'Los Angeles L',
    book: { yes: [['0.4000', '300.00']], no: [['0.5900', '300.00']] },
  },
}

/** The games of both venues. */
export const GAMES: readonly MadeUpGame[] = [EAGLES, LAKERS]

/** The feed as it stands when all books were looked at 20 s ago. */
function feedAt(nowMs: number): OddsApiData {
  const text = JSON.stringify(FEED).replaceAll(stamp(NOW_MS - 20_000), stamp(nowMs - 20_000))
  return JSON.parse(text) as OddsApiData
}

const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

function winner(
  key: string,
  title: string,
  prices: Readonly<Record<string, number>>,
): ApiBookmaker {
  const last_update = stamp(NOW_MS - 20_000)
  const outcomes = Object.entries(prices).map(([name, price], index) => {
    const sid = `0ML${index + 1}`
    return { name, price, sid, link: `https://${key}.example/?outcomes=${sid}`, bet_limit: 500 }
  })
  return { key, title, last_update, markets: [{ key: 'h2h', last_update, outcomes }] }
}

const event = (
  id: string,
  sport: readonly [key: string, title: string],
  {
    startMs,
    teams,
    books,
  }: {
    startMs: number
    teams: readonly [home: string, away: string]
    books: readonly ApiBookmaker[]
  },
): ApiEvent => ({
  id: id.padEnd(32, '0'),
  sport_key: sport[0],
  sport_title: sport[1],
  commence_time: stamp(startMs),
  home_team: teams[0],
  away_team: teams[1],
  bookmakers: books,
})

/** The feed: the Lakers at a book pay more than Kalshi's price leaves room for. */
export const FEED: OddsApiData = {
  sports: [
    ['americanfootball_nfl', 'American Football', 'NFL'],
    ['basketball_nba', 'Basketball', 'NBA'],
    ['curling_world', 'Curling', 'World'],
  ].map(([key = '', group = '', title = '']) => ({
    key,
    group,
    title,
    description: title,
    active: true,
    has_outrights: false,
  })),
  events: [
    event('a1', ['americanfootball_nfl', 'NFL'], {
      startMs: EAGLES.startMs,
      teams: ['Philadelphia Eagles', 'Dallas Cowboys'],
      books: [
        winner('draftkings', 'DraftKings', { 'Philadelphia Eagles': -130, 'Dallas Cowboys': 110 }),
        winner('fanduel', 'FanDuel', { 'Philadelphia Eagles': -132, 'Dallas Cowboys': 112 }),
      ],
    }),
    event('b2', ['basketball_nba', 'NBA'], {
      startMs: LAKERS.startMs,
      teams: ['Los Angeles Lakers', 'Boston Celtics'],
      books: [
        winner('draftkings', 'DraftKings', { 'Los Angeles Lakers': 155, 'Boston Celtics': -175 }),
        winner('fanduel', 'FanDuel', { 'Los Angeles Lakers': 150, 'Boston Celtics': -170 }),
      ],
    }),
  ],
}

/** Both venues, and `arb` beside them. */
export interface TwoVenues {
  readonly kalshi: KalshiStandIn
  readonly odds: OddsApiServer
  /** A folder for whatever is written. */
  readonly folder: string
  /** Moves the time of both venues and of this machine on. */
  advance(ms: number): void
  /** The feed looked at all books just now. */
  refreshFeed(): void
  /** Runs `arb`. */
  arb(args: readonly string[], changes?: HostChanges): Promise<ArbResult>
  close(): Promise<void>
}

/** What is other than usual. */
export interface HostChanges {
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** How far this machine's clock is ahead of the venues', ms. */
  readonly skewMs?: number
  readonly sleep?: Sleep
  readonly network?: Partial<Network>
  readonly host?: Partial<Host>
}

/** How `arb` ended, and all that it wrote. */
export interface ArbResult {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Time that passes as it does, from the moment of these tests on: limits wait by it. It can be moved on. */
function runningClock(): Clock & { readonly advance: (ms: number) => void } {
  const startedMs = performance.now()
  let aheadMs = 0
  return {
    now: () => NOW_MS + aheadMs + Math.floor(performance.now() - startedMs),
    advance: (ms) => {
      aheadMs += ms
    },
  }
}

/** Waits between attempts are cut short; the time after which an answer is given up is not. */
const shortSleep: Sleep = async (ms, signal) =>
  sleep(ms < ODDS_ANSWER_TIMEOUT_MS ? Math.min(ms, WAIT_MS_MAX) : ms, signal)
const WAIT_MS_MAX = 5

/** Starts both. */
export async function startTwoVenues(): Promise<TwoVenues> {
  const clock = runningClock()
  const kalshi = await startKalshiStandIn({ payloads: standInPayloads(GAMES), clock })
  const odds = await startOddsApiServer({ data: FEED, clock })
  const folder = await mkdtemp(path.join(tmpdir(), 'arbkit-live-'))
  return {
    kalshi,
    odds,
    folder,
    advance: clock.advance,
    refreshFeed: () => odds.setData(feedAt(clock.now())),
    arb: async (args, changes = {}) => runArb({ kalshi, odds, folder, clock }, args, changes),
    close: async () => {
      await Promise.all([kalshi.close(), odds.close()])
      await rm(folder, { recursive: true })
    },
  }
}

async function runArb(
  {
    kalshi,
    odds,
    folder,
    clock,
  }: Pick<TwoVenues, 'kalshi' | 'odds' | 'folder'> & { readonly clock: Clock },
  args: readonly string[],
  changes: HostChanges,
): Promise<ArbResult> {
  let [out, err] = ['', '']
  const network: Network = {
    environment: {
      ODDS_API_KEY: TEST_API_KEY,
      ODDS_API_URL: odds.url,
      KALSHI_HOST: kalshi.host.restUrl,
      ...changes.environment,
    },
    userHome: folder,
    fetch: createUndiciFetch(),
    sleep: changes.sleep ?? shortSleep,
    rng: createSeededRng(1),
    ids: { next: () => randomUUID() },
    keyFiles: createKeyFiles('linux'),
    stop: new AbortController().signal,
    ...changes.network,
  }
  const code = await runProgram(args, {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => clock.now() + (changes.skewMs ?? 0),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
    network,
    ...changes.host,
  })
  return { code, out, err }
}
