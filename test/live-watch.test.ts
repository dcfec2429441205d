/** `arb scan --watch` against both venues' stand-ins: it goes on, it sees what changes, it stops when told. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { standInPayloads } from '@arbkit/kalshi/testing'
import {
  type ArbResult,
  GAMES,
  type HostChanges,
  startTwoVenues,
  type TwoVenues,
} from './support/two-venues.ts'

let venues: TwoVenues
beforeEach(async () => {
  venues = await startTwoVenues()
})
afterEach(async () => {
  await venues.close()
})

/** A watch under way: what it wrote until now, and how to stop it. Beats are short, timeouts are not. */
function begin(args: readonly string[], changes: HostChanges = {}) {
  const stop = new AbortController()
  let [out, err] = ['', '']
  const ended: Promise<ArbResult> = venues.arb(['scan', '--watch', '1s', ...args], {
    ...changes,
    network: { stop: stop.signal, ...changes.network },
    host: { write: (text) => (out += text), writeError: (text) => (err += text) },
  })
  return { ended, stop: () => stop.abort(), out: () => out, err: () => err }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(10)
}

const scansOf = (): number =>
  venues.kalshi.received.filter(({ url }) => url.endsWith('/exchange/status')).length

it('shows what is new, as it comes, until it is stopped', async () => {
  const watch = begin([])
  await until(() => watch.out().includes('1 locked'))
  const [before, scans] = [watch.out(), scansOf()]
  // Two more scans that find nothing new say nothing.
  await until(() => scansOf() >= scans + 2)
  expect(watch.out()).toBe(before)
  watch.stop()
  expect((await watch.ended).code).toBe(0)
  expect(watch.err()).toContain('odds of nfl, nba')
  // The plan is of games that are known.
  expect(watch.err()).toMatch(/basketball_nba +\. +1 /)
})

it('says that a market is paused as soon as the venue no longer lists it as open', async () => {
  const watch = begin([], { skewMs: 0 })
  await until(() => watch.out().includes('1 locked'))
  const open = standInPayloads(GAMES)
  const events = open.events.map((event) => ({
    ...event,
    markets: (event['markets'] as readonly object[]).map((market) => ({
      ...market,
      status: 'inactive',
    })),
  }))
  venues.kalshi.setPayloads({ ...open, events })
  venues.advance(20_000)
  await until(() => watch.out().includes('0 locked'))
  watch.stop()
  expect((await watch.ended).code).toBe(0)
})

it('says that the exchange takes no orders', async () => {
  const watch = begin([])
  await until(() => watch.out().includes('1 locked'))
  const open = standInPayloads(GAMES)
  const exchangeStatus = { ...open.exchangeStatus, trading_active: false }
  venues.kalshi.setPayloads({ ...open, exchangeStatus })
  await until(() => watch.out().includes('0 locked'))
  watch.stop()
  expect((await watch.ended).code).toBe(0)
})

it('lets quotes age while both venues are silent, and finds again when they are back', async () => {
  venues.odds.setCredits(1_000_000)
  const watch = begin([])
  await until(() => watch.out().includes('1 locked'))
  venues.kalshi.fail({ tag: 'status', status: 503 })
  await until(() => watch.err().includes('kalshi could not be read'))
  venues.advance(200_000)
  await until(() => watch.out().includes('0 locked'))
  venues.advance(1_800_000)
  venues.refreshFeed()
  const before = watch.out().length
  venues.kalshi.heal()
  await until(() => watch.out().slice(before).includes('1 locked'))
  watch.stop()
  expect((await watch.ended).code).toBe(0)
})

it('looks again soon where a venue could not be asked at first', async () => {
  venues.kalshi.fail({ tag: 'status', status: 503 }, { path: '/exchange/status', times: 3 })
  const watch = begin([])
  await until(() => watch.err().includes('kalshi could not be asked'))
  venues.advance(16_000)
  await until(() => watch.out().includes('1 locked'))
  watch.stop()
  expect((await watch.ended).code).toBe(0)
})

it('ends by itself where the key is refused', async () => {
  const { code, err } = await venues.arb(['scan', '--watch', '1s'], {
    environment: { ODDS_API_KEY: 'f'.repeat(32) },
  })
  expect(code).toBe(4)
  expect(err).toMatch(/error: the-odds-api could not be read: .*INVALID_KEY/)
})

it('pays as planned, also when it looks anew at what is listed', async () => {
  const watch = begin([])
  await until(() => watch.out().includes('1 locked'))
  const lists = (): number =>
    venues.kalshi.received.filter(({ url }) => url.includes('/milestones')).length
  for (let round = 1; round <= 3; round += 1) {
    const before = lists()
    venues.advance(601_000)
    await until(() => lists() > before)
    // The look is over when another scan was made, and one more.
    const scans = scansOf()
    await until(() => scansOf() >= scans + 3)
  }
  watch.stop()
  await watch.ended
  // Six at first, and half an hour of a plan of two an hour; six each time would be 24.
  expect(venues.odds.usage().used).toBeLessThanOrEqual(12)
})
