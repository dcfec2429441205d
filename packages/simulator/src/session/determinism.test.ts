import { createHash } from 'node:crypto'
import { microdollars } from '@arbkit/core'
import { expect, it } from 'vitest'
import type { Fault } from '../kalshi/faults/fault.ts'
import { BOT_ACCOUNT, recordOf, startBot } from './recorded-bot.test.ts'
import { createSimulation } from './simulation.ts'
import type { SimulationFaults } from './simulated-venues.ts'

const START_MS = Date.UTC(2026, 10, 21, 17)
const MINUTE_MS = 60_000
const MINUTES = 8

const stream = (
  probability: number,
  trouble: Extract<Fault, { on: 'stream' }>['trouble'],
): Fault => ({
  on: 'stream',
  probability,
  trouble,
})
const rest = (probability: number, trouble: Extract<Fault, { on: 'rest' }>['trouble']): Fault => ({
  on: 'rest',
  probability,
  trouble,
})

const FAULTS: SimulationFaults = {
  kalshi: [
    stream(0.005, { tag: 'drop' }),
    stream(0.01, { tag: 'duplicate' }),
    stream(0.002, { tag: 'disconnect' }),
    stream(0.005, { tag: 'gap', by: 2 }),
    stream(0.05, { tag: 'latency', ms: 10, jitterMs: 3000 }),
    stream(0.002, { tag: 'wrong', rewrite: () => '{"type":' }),
    rest(0.2, { tag: 'latency', ms: 50, jitterMs: 4000 }),
    rest(0.05, { tag: 'status', status: 429 }),
    rest(0.05, { tag: 'status', status: 500 }),
    rest(0.05, { tag: 'torn' }),
    rest(0.05, { tag: 'slow', ms: 200 }),
    rest(0.03, { tag: 'lost-answer' }),
    { on: 'clock', ms: -3000, fromMs: START_MS + 4 * MINUTE_MS },
    { on: 'exchange', fromMs: START_MS + 6 * MINUTE_MS, untilMs: START_MS + 7 * MINUTE_MS },
  ],
  odds: [
    { on: 'request', probability: 0.3, trouble: { tag: 'latency', ms: 0, jitterMs: 2000 } },
    { on: 'request', probability: 0.3, trouble: { tag: 'torn' } },
  ],
}

/** Every byte of a session, both ways, and what the exchange came to. */
async function played(seed: number): Promise<readonly string[]> {
  const simulation = createSimulation({
    seed,
    startMs: START_MS,
    leagues: ['nhl'],
    gamesPerDay: 2,
    accounts: [BOT_ACCOUNT],
    faults: FAULTS,
  })
  const { exchange, kalshi } = simulation
  await simulation.advance(START_MS + 1000)
  for (const { exchangeIndex } of exchange.shards()) {
    const amount = microdollars(1_000_000_000)
    kalshi.apply({ kind: 'deposit', accountId: 'bot', exchangeIndex, amount })
  }
  const transcript = recordOf(simulation)
  const client = startBot(simulation, { transcript, seed })
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    await simulation.advance(START_MS + minute * MINUTE_MS)
  }
  const ends = [exchange.totals(), exchange.ordersOf('bot'), exchange.fillsOf('bot')]
  void client.close()
  return [...transcript.lines, JSON.stringify([...ends, client.counts()])]
}

const hashOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex')

it('the same seed is the same session, byte for byte, and another is another', async () => {
  const one = await played(1)
  // At the same real time, turn by turn: neither that nor the order of their turns is in it.
  const [again, other] = await Promise.all([played(1), played(2)])
  // Line by line first: that says where they part.
  const apart = one.findIndex((line, index) => line !== again[index])
  expect([apart, one[apart]]).toEqual([apart, again[apart]])
  expect(hashOf(again)).toBe(hashOf(one))
  expect(hashOf(other)).not.toBe(hashOf(one))

  // It was not quiet: whoever could act did, and was disturbed.
  const text = one.join('\n')
  for (const seen of [
    /"POST" "[^"]+\/portfolio\/events\/orders"/,
    /"DELETE" /,
    /\\"type\\":\\"orderbook_snapshot\\"/,
    /\\"type\\":\\"orderbook_delta\\"/,
    /\\"type\\":\\"fill\\"/,
    /\\"type\\":\\"ticker\\"/,
    /"closed" /,
    / "ping" /,
    / 429 /,
    / 500 /,
    /body !/,
    /fetch failed/,
    /"https:\/\/odds\.invalid\/v4/,
  ]) {
    expect(text).toMatch(seen)
  }
  expect(one.length).toBeGreaterThan(1000)
})
