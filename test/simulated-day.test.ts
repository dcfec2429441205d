/** A small simulated day: an hour of a hundred markets, with the faults of `pnpm eval:day`. */
import { expect, it } from 'vitest'
import { runSimulatedDay } from '../evaluation/simulated-day/simulated-day.ts'

it('no book that is in sync is another than the exchange has, whatever goes wrong', async () => {
  const figures = await runSimulatedDay({
    seed: 1,
    markets: 100,
    hours: 1,
    activity: 0.2,
    heapBytes: () => 0,
  })
  expect([figures.divergences, figures.rest?.diverged]).toEqual([[], []])
  expect(figures.healedMs).toBeDefined()
  // It was looked at, and it was not quiet.
  expect(figures.markets).toBe(100)
  expect(figures.comparisons).toBeGreaterThan(4000)
  expect(figures.rest?.compared).toBeGreaterThan(1000)
  expect(figures.messages).toBeGreaterThan(2000)
  const met = [...figures.met.keys(), ...(figures.rest?.met.keys() ?? [])]
  for (const what of ['fault gap', 'invalid disconnected', 'reconnect', 'status 429', 'torn']) {
    expect(met).toContain(what)
  }
}, 300_000)
