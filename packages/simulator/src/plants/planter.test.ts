import { expect, it } from 'vitest'
import { createExchange } from '../exchange/exchange.ts'
import { createWorld } from '../games/world.ts'
import { createPlanter, type PlanterOptions, USUAL_PLANTS } from './planter.ts'

const START_MS = Date.UTC(2026, 10, 21, 17)
const MINUTE_MS = 60_000

/** A world of one league ten minutes after its beginning. */
function begun(seed: number) {
  const world = createWorld({ seed, startMs: START_MS, leagues: ['nhl'], gamesPerDay: 2 })
  const exchange = createExchange()
  const go = (toMs: number): void => {
    for (const command of world.advance(toMs, exchange)) exchange.apply(command)
  }
  const fromMs = START_MS + 10 * MINUTE_MS
  go(fromMs)
  return { world, exchange, fromMs }
}

const options = (seed: number, more: Partial<PlanterOptions> = {}): PlanterOptions => ({
  ...USUAL_PLANTS,
  seed,
  ...more,
})

const keyOf = ({ ticker, side, book }: { ticker: string; side: string; book: string }): string =>
  `${ticker} ${side} ${book}`

it('what it plants is truly locked, and lasts as long as it was told', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const { world, exchange, fromMs } = begun(seed)
    expect(world.truthOf(fromMs, exchange)).toEqual([])
    const plant = createPlanter({ world, exchange }, options(seed), fromMs).plant(fromMs)
    if (plant === undefined) throw new Error(`nothing was planted: seed ${seed}`)
    expect(world.truthOf(fromMs, exchange).map(keyOf)).toContain(keyOf(plant))
    const lastsMs = plant.untilMs - plant.fromMs
    expect([lastsMs >= 30_000, lastsMs <= 180_000]).toEqual([true, true])
    expect(USUAL_PLANTS.books).toContain(plant.book)
    expect(world.truthOf(plant.untilMs, exchange)).toEqual([])
  }
})

it('plants when it is due, and not again before the next time', () => {
  const { world, exchange, fromMs } = begun(1)
  const dueMs = fromMs + MINUTE_MS
  const planter = createPlanter({ world, exchange }, options(1, { everyMs: MINUTE_MS }), dueMs)
  expect(planter.plant(dueMs - 1)).toBeUndefined()
  expect(planter.plant(dueMs)).toBeDefined()
  expect(planter.plant(dueMs + MINUTE_MS - 1)).toBeUndefined()
  expect(planter.plant(dueMs + MINUTE_MS)).toBeDefined()
  expect(world.plants).toHaveLength(2)
})

it('plants against nothing smaller than it was told', () => {
  const { world, exchange, fromMs } = begun(2)
  const huge = options(2, { contractsMin: 10_000_000 })
  expect(createPlanter({ world, exchange }, huge, fromMs).plant(fromMs)).toBeUndefined()
  expect(world.plants).toEqual([])
})

it('the same seed plants the same', () => {
  const plantsOf = (seed: number): unknown => {
    const { world, exchange, fromMs } = begun(3)
    const planter = createPlanter({ world, exchange }, options(seed), fromMs)
    planter.plant(fromMs)
    planter.plant(fromMs + 2 * MINUTE_MS)
    return world.plants
  }
  expect(plantsOf(7)).toEqual(plantsOf(7))
  expect(plantsOf(8)).not.toEqual(plantsOf(7))
})
