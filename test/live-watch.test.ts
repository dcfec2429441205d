/** `arb scan --watch` against both venues' stand-ins: it goes on, it sees what changes, it stops when told. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sleep } from '@arbkit/http'
import { type ArbResult, startTwoVenues, type TwoVenues } from './support/two-venues.ts'

let venues: TwoVenues
beforeEach(async () => {
  venues = await startTwoVenues()
})
afterEach(async () => {
  await venues.close()
})

/** A watch under way: what it wrote until now, and how to stop it. */
function begin(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const stop = new AbortController()
  let [out, err] = ['', '']
  const ended: Promise<ArbResult> = venues.arb(['scan', '--watch', '1s', ...args], {
    environment,
    network: { stop: stop.signal, sleep: async (ms, signal) => sleep(Math.min(ms, 50), signal) },
    host: { write: (text) => (out += text), writeError: (text) => (err += text) },
  })
  return { ended, stop: () => stop.abort(), out: () => out, err: () => err }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(10)
}

it('shows what is new, as it comes, until it is stopped', async () => {
  const watch = begin([])
  await until(() => watch.out().includes('1 locked'))
  const before = watch.out()
  await pause(300)
  // Nothing new: nothing is said again.
  expect(watch.out()).toBe(before)
  watch.stop()
  expect((await watch.ended).code).toBe(0)
  expect(watch.err()).toContain('odds of nfl, nba')
  expect(watch.err()).toMatch(/sport +>6h/)
})

it('goes on while a venue is down, says so, and finds again when it is back', async () => {
  const watch = begin([])
  await until(() => watch.out().includes('1 locked'))
  venues.kalshi.fail({ tag: 'status', status: 503 })
  await until(() => watch.out().includes('note: kalshi'))
  venues.kalshi.heal()
  watch.stop()
  expect((await watch.ended).code).toBe(0)
})

it('ends where the key is refused', async () => {
  const watch = begin([], { ODDS_API_KEY: 'f'.repeat(32) })
  await until(() => watch.err().includes('INVALID_KEY'))
  watch.stop()
  expect((await watch.ended).out).toBe('')
})

it('never spends more than it is allowed', async () => {
  const watch = begin(['--credits-per-day', '7'])
  await until(() => venues.odds.usage().used >= 3)
  await pause(500)
  watch.stop()
  await watch.ended
  expect(venues.odds.usage().used).toBeLessThanOrEqual(7)
})
