/** `arb scan` against both venues' stand-ins: what it finds, what it pays, and what it says of trouble. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Fetch } from '@arbkit/core'
import { type ScanReport, scanReportSchema } from '@arbkit/engine'
import { createUndiciFetch } from '@arbkit/http'
import { startLoopbackServer } from '@arbkit/http/testing'
import { standInPayloads } from '@arbkit/kalshi/testing'
import { TEST_API_KEY } from '@arbkit/odds/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GAMES, startTwoVenues, type TwoVenues } from './support/two-venues.ts'

let venues: TwoVenues
beforeEach(async () => {
  venues = await startTwoVenues()
})
afterEach(async () => {
  await venues.close()
})

const reportOf = (out: string): ScanReport => scanReportSchema.parse(JSON.parse(out))
const paidCalls = (): readonly string[] =>
  venues.odds.calls().flatMap((call) => (call.path.endsWith('/odds') ? [call.path] : []))
/** An address where nobody listens any more. */
async function deadAddress(): Promise<string> {
  const server = await startLoopbackServer(() => undefined)
  await server.close()
  return server.url
}

describe('a live scan', () => {
  it('finds what pays between the venues, from full books', async () => {
    const { code, out, err } = await venues.arb(['scan', '--json'])
    const report = reportOf(out)
    expect([code, report.session, report.counts.locked]).toEqual([0, 'live', 1])
    expect(report.counts).toMatchObject({ contracts: 4, oddsEvents: 2, pairs: 4 })
    const [found] = report.opportunities
    expect(found?.legs.map(({ venue }) => venue)).toEqual(['kalshi', 'draftkings'])
    // The link, the selection id and the limit travel with the bet.
    expect(found?.legs[1]).toMatchObject({
      link: 'https://draftkings.example/?outcomes=0ML1',
      linkOpens: 'bet-slip',
      selectionId: '0ML1',
      stakeMax: '500.00',
    })
    expect(report.notes).toEqual([])
    expect(err).toContain('the-odds-api: odds of nfl, nba: up to 6 credits')
    expect(err).toContain('the-odds-api: odds 2 of 2, 494 credits left')
    expect(venues.odds.usage().remaining).toBe(494)
  })

  it('asks for milestones before anything else of the games, and reads books last', async () => {
    await venues.arb(['scan'])
    const paths = venues.kalshi.received.map(({ url }) => url.replace('/trade-api/v2', ''))
    const first = (part: string): number => paths.findIndex((url) => url.includes(part))
    expect(first('/milestones?limit=500')).toBeLessThan(first('/markets?'))
    const books = paths.flatMap((url, at) => (url.endsWith('/orderbook') ? [at] : []))
    expect(books.length).toBeGreaterThan(0)
    expect(Math.min(...books)).toBeGreaterThan(
      paths.findLastIndex((url) => !url.endsWith('/orderbook')),
    )
  })

  it('pays only for the sports, markets and regions that were asked for', async () => {
    const { code } = await venues.arb(['scan', '--sports', 'nba', '--markets', 'h2h'])
    expect([code, paidCalls()]).toEqual([0, ['/v4/sports/basketball_nba/odds']])
    expect(venues.odds.usage().used).toBe(1)
  })

  it('shows no game that begins later', async () => {
    const { out } = await venues.arb(['scan', '--json', '--within', '3h'])
    expect(reportOf(out).counts.locked).toBe(0)
  })

  it('pays nothing where no game begins in time', async () => {
    const { code, out, err } = await venues.arb(['scan', '--within', '1h'])
    expect([code, paidCalls()]).toEqual([0, []])
    expect(err).toContain('no sport has games at both venues: nothing to pay for')
    expect(out).toContain('No opportunity.')
  })

  it('asks for the books that were named, by name', async () => {
    await venues.arb(['scan', '--books', 'fanduel,draftkings'])
    const call = venues.odds.calls().find(({ path: at }) => at.endsWith('nba/odds'))
    expect(Object.fromEntries(call?.query ?? [])).toMatchObject({
      bookmakers: 'draftkings,fanduel',
    })
  })

  it('takes from the recording what it took from the venues', async () => {
    const logs = path.join(venues.folder, 'logs')
    const live = await venues.arb(['scan', '--json', '--rejected', '--record', logs])
    const [session = ''] = await readdir(logs)
    expect(live.err).toContain(`recorded: ${path.join(logs, session)}, `)
    const again = await venues.arb([
      'scan',
      '--json',
      '--rejected',
      '--from',
      path.join(logs, session),
    ])
    expect(again.code).toBe(0)
    const { session: _live, ...ofVenues } = reportOf(live.out)
    const { session: _name, ...ofRecording } = reportOf(again.out)
    expect(ofRecording).toEqual(ofVenues)
  })

  it('shows the key nowhere: not in what it prints, not in what it keeps', async () => {
    const logs = path.join(venues.folder, 'logs')
    const { out, err } = await venues.arb(['scan', '--record', logs])
    const kept = await readdir(venues.folder, { recursive: true, withFileTypes: true })
    const files = kept.filter((entry) => entry.isFile())
    expect(files.length).toBeGreaterThan(2)
    for (const { parentPath, name } of files) {
      const bytes = await readFile(path.join(parentPath, name))
      expect(bytes.includes(TEST_API_KEY)).toBe(false)
    }
    expect(`${out}${err}`).not.toContain(TEST_API_KEY)
  })
})

describe('trouble: one line, exit code 4, and what can be done without', () => {
  const lastLine = (err: string): string => err.trimEnd().split('\n').at(-1) ?? ''

  it('no key', async () => {
    const { code, out, err } = await venues.arb(['scan'], { environment: { ODDS_API_KEY: '' } })
    expect([code, out]).toEqual([4, ''])
    expect(err).toBe(
      'error: no key for The Odds API: set ODDS_API_KEY (the-odds-api.com gives one); without it: arb scan --demo, arb scan --from <session>, arb relations, arb calc\n',
    )
    expect(venues.kalshi.received).toEqual([])
  })

  it('a wrong key: Kalshi is read all the same', async () => {
    const environment = { ODDS_API_KEY: 'f'.repeat(32) }
    const { code, out, err } = await venues.arb(['scan'], { environment })
    expect(code).toBe(4)
    expect(lastLine(err)).toMatch(/^error: the-odds-api could not be read: .*INVALID_KEY/)
    expect(out).toContain('4 contracts, 0 odds events')
    expect(out).toContain('note: the-odds-api could not be read')
  })

  it('no network', async () => {
    const nowhere = await deadAddress()
    const environment = { ODDS_API_URL: nowhere, KALSHI_HOST: `${nowhere}/trade-api/v2` }
    const { code, out, err } = await venues.arb(['scan'], { environment })
    expect([code, out]).toEqual([4, ''])
    expect(lastLine(err)).toMatch(
      /^error: kalshi could not be read: .*ECONNREFUSED.*; and the-odds-api could not be read: .*ECONNREFUSED/,
    )
  })

  it('Kalshi alone is down: the odds are listed, and nothing is paid for', async () => {
    venues.kalshi.fail({ tag: 'status', status: 500 })
    const { code, out, err } = await venues.arb(['scan'])
    expect([code, paidCalls()]).toEqual([4, []])
    expect(lastLine(err)).toMatch(
      /^error: kalshi could not be read: GET \/exchange\/status: status 500/,
    )
    expect(out).toContain('note: kalshi could not be read')
  })

  it('no credits left at the account', async () => {
    venues.odds.setCredits(0)
    const { code, out, err } = await venues.arb(['scan'])
    expect(code).toBe(4)
    expect(lastLine(err)).toMatch(/the account leaves 0; free again at 2026-12-01/)
    expect(out).toContain('4 contracts, 0 odds events')
    // Each call that was under way is refused once; none is repeated.
    expect(paidCalls().length).toBeLessThanOrEqual(2)
  })

  it('too few credits allowed: nothing is sent that costs', async () => {
    const { code, err } = await venues.arb(['scan', '--credits-per-day', '2'])
    expect([code, paidCalls()]).toEqual([4, []])
    expect(lastLine(err)).toContain('the limit of a day (2) leaves 2')
  })

  it('credits are shared with the process before', async () => {
    const allowed = ['--credits-per-day', '12', '--markets', 'h2h']
    expect((await venues.arb(['scan', ...allowed])).code).toBe(0)
    const rest = await venues.arb(['scan', '--credits-per-day', '3', '--markets', 'h2h'])
    expect(rest.code).toBe(4)
    expect(lastLine(rest.err)).toContain('the limit of a day (3) leaves 0')
  })

  it.each([
    [10_000, 'ahead of'],
    [-10_000, 'behind'],
  ])('a clock that is %i ms off', async (skewMs, where) => {
    const { code, out, err } = await venues.arb(['scan'], { skewMs })
    expect([code, out]).toEqual([4, ''])
    expect(lastLine(err)).toMatch(
      new RegExp(
        `^error: this machine's clock is \\d+ s ${where} .*: quotes can not be dated; set it by NTP$`,
      ),
    )
    expect(paidCalls()).toEqual([])
  })

  it('a venue that stumbles is asked again', async () => {
    venues.odds.failNext('server-error', 'rate-limited')
    venues.kalshi.fail({ tag: 'torn' }, { path: '/milestones', times: 1 })
    venues.kalshi.fail({ tag: 'not-json' }, { path: '/markets', times: 1 })
    const { code, out } = await venues.arb(['scan', '--json'])
    expect([code, reportOf(out).counts.locked]).toEqual([0, 1])
  })

  it('books that can not be read: listings are scanned, and the venue is said to fail', async () => {
    const path = '/markets/KXNBAGAME-26NOV21BOSLAL-BOS/orderbook'
    venues.kalshi.fail({ tag: 'status', status: 500 }, { path })
    venues.kalshi.fail({ tag: 'status', status: 500 }, { path: path.replace('-BOS/', '-LAL/') })
    const { code, err } = await venues.arb(['scan'])
    expect(code).toBe(4)
    expect(lastLine(err)).toMatch(/^error: kalshi could not be read: .*orderbook: status 500/)
  })

  it('an exchange that takes no orders: nothing is offered, live and from the recording', async () => {
    const open = standInPayloads(GAMES)
    const exchangeStatus = { ...open.exchangeStatus, trading_active: false }
    venues.kalshi.setPayloads({ ...open, exchangeStatus })
    const logs = path.join(venues.folder, 'logs')
    const { out } = await venues.arb(['scan', '--json', '--rejected', '--record', logs])
    const [session = ''] = await readdir(logs)
    const again = await venues.arb([
      'scan',
      '--json',
      '--rejected',
      '--from',
      path.join(logs, session),
    ])
    for (const report of [reportOf(out), reportOf(again.out)]) {
      expect(report.counts.locked).toBe(0)
      expect(JSON.stringify(report.rejected)).toContain('the exchange takes no orders now')
    }
  })

  it('stopped: nothing is shown as if it were all', async () => {
    const stop = new AbortController()
    venues.kalshi.fail({ tag: 'silent' }, { path: '/milestones' })
    const ended = venues.arb(['scan'], { network: { stop: stop.signal } })
    while (!venues.kalshi.received.some(({ url }) => url.includes('/milestones'))) await pause(5)
    stop.abort()
    const { code, out, err } = await ended
    expect([code, out]).toEqual([130, ''])
    expect(lastLine(err)).toBe('error: stopped before the scan was made')
  })

  it('stopped: what its calls cost stands in the log of credits when it ends', async () => {
    const stop = new AbortController()
    const plain = createUndiciFetch()
    const stopping: Fetch = async (url, init) => {
      if (/\/odds\?/.test(url)) stop.abort()
      return plain(url, init)
    }
    const run = await venues.arb(['scan'], { network: { stop: stop.signal, fetch: stopping } })
    // What another address than the service's counts has a folder of its own.
    const own = new URL(venues.odds.url).host.replace(':', '-')
    const folder = path.join(venues.folder, '.arbkit', 'credits', own)
    const [name = ''] = await readdir(folder)
    const lines = await readFile(path.join(folder, name), 'utf8')
    const kinds = lines
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind)
    const ended = kinds.filter((kind) => kind === 'settle' || kind === 'withdraw')
    const reserved = kinds.filter((kind) => kind === 'reserve')
    expect([run.code, reserved.length > 0]).toEqual([130, true])
    expect(ended).toHaveLength(reserved.length)
  })

  it('a series that fails is named, and the others are scanned', async () => {
    venues.kalshi.fail({ tag: 'status', status: 403 }, { path: '/series/KXNFLGAME' })
    const { code, out } = await venues.arb(['scan', '--json'])
    const report = reportOf(out)
    expect([code, report.counts.locked]).toEqual([0, 1])
    expect(report.notes.join('\n')).toMatch(
      /kalshi: KXNFLGAME: GET \/series\/KXNFLGAME: status 403/,
    )
  })
})

describe('flags', () => {
  it.each([
    [['scan', '--demo', '--record', 'x'], '--record asks the venues: leave --from and --demo out'],
    [['scan', '--demo', '--credits-per-day', '1'], '--credits-per-day asks the venues'],
    [['scan', '--until', '2026-08-07T13:49:00Z'], '--until needs a recorded session'],
    [['scan', '--sports', 'nfl,cricket'], 'expected leagues of '],
    [['scan', '--markets', 'player_points'], 'expected markets of h2h, spreads, totals'],
    [['scan', '--regions', 'mars'], 'expected regions of us, '],
  ])('%j is refused', async (args, problem) => {
    const { code, out, err } = await venues.arb(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(problem)
    expect(venues.odds.calls()).toEqual([])
  })

  it.each([
    [{ KALSHI_KEY_ID: 'a' }, 'KALSHI_PRIVATE_KEY_FILE: not set, and KALSHI_KEY_ID is'],
    [
      { KALSHI_HOST: 'http://example.com/trade-api/v2' },
      'KALSHI_HOST: REST address: expected https://',
    ],
    [{ ODDS_API_URL: 'nowhere' }, 'ODDS_API_URL: '],
    [{ ODDS_API_KEY: 'short' }, 'ODDS_API_KEY: API key: expected'],
  ])('of the environment: %j', async (environment, problem) => {
    const { code, err } = await venues.arb(['scan'], { environment })
    expect([code, err.split('\n').length]).toEqual([3, 2])
    expect(err).toContain(problem)
  })
})
