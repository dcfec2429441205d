/**
 * Plants a locked opportunity now and then, where a seed has it: one price of one book that is too good for
 * a while. What it planted, and nothing else, is there to be found.
 * @module
 */
import { CENTICONTRACTS_PER_CONTRACT, type ContractSide, InvalidInputError } from '@arbkit/core'
import type { Exchange } from '../exchange/exchange.ts'
import type { Plant } from '../feed/plant.ts'
import { rngOf, wholeChoice } from '../games/seeded-choice.ts'
import type { World } from '../games/world.ts'

/** How often, how long and how much. */
export interface PlanterOptions {
  readonly seed: number
  /** Books that are made to err, by the feed's keys; one at least. */
  readonly books: readonly string[]
  /** From one plant to the next, ms. */
  readonly everyMs: number
  /** How long a price is too good, ms, least and most. */
  readonly lastsMs: readonly [least: number, most: number]
  /** Contracts that stand at the price planted against, at least. */
  readonly contractsMin: number
  /** Profit a dollar paid out, least and most, in tenths of a percent. */
  readonly edgeTenths: readonly [least: number, most: number]
}

/** Every second minute for half a minute to three, at 0.5 % to 3 %. */
export const USUAL_PLANTS: Omit<PlanterOptions, 'seed'> = {
  books: ['draftkings', 'fanduel', 'betmgm'],
  everyMs: 120_000,
  lastsMs: [30_000, 180_000],
  contractsMin: 50,
  edgeTenths: [5, 30],
}

/** What a planter works on. */
export interface PlantedWorld {
  readonly world: Pick<World, 'catalog' | 'plantLocked'>
  readonly exchange: Pick<Exchange, 'bookOf'>
}

/** Markets that are tried before a moment is given up: many are over, or quoted by nobody. */
export const PLANT_TRIES_MAX = 200

/** Plants when it is due. */
export interface Planter {
  /** Returns what was planted, undefined before it is due and where nothing can be. */
  plant(nowMs: number): Plant | undefined
}

/** Returns a planter whose first plant is due at `startMs`. */
export function createPlanter(
  { world, exchange }: PlantedWorld,
  options: PlanterOptions,
  startMs: number,
): Planter {
  const rng = rngOf(options.seed, 'plants')
  const tickers = [...world.catalog.markets.keys()]
  let dueMs = startMs
  const attempt = (nowMs: number): Plant | undefined => {
    const ticker = tickers[wholeChoice(rng, 0, tickers.length - 1)]
    const book = options.books[wholeChoice(rng, 0, options.books.length - 1)]
    const side: ContractSide = wholeChoice(rng, 0, 1) === 0 ? 'yes' : 'no'
    const edge = wholeChoice(rng, ...options.edgeTenths) / 1000
    const untilMs = nowMs + wholeChoice(rng, ...options.lastsMs)
    if (ticker === undefined || book === undefined) return undefined
    const { yesBids, noBids } = exchange.bookOf(ticker) ?? { yesBids: [], noBids: [] }
    const [best] = side === 'yes' ? noBids : yesBids
    const least = options.contractsMin * CENTICONTRACTS_PER_CONTRACT
    if (best === undefined || best.size < least) return undefined
    try {
      return world.plantLocked({ ticker, side, book, edge, fromMs: nowMs, untilMs }, exchange)
    } catch (error) {
      // Nothing is asked there, or the game is over: somewhere else, then.
      if (error instanceof InvalidInputError) return undefined
      throw error
    }
  }
  return {
    plant: (nowMs) => {
      if (nowMs < dueMs) return undefined
      dueMs = Math.max(nowMs, dueMs + options.everyMs)
      for (let tries = 0; tries < PLANT_TRIES_MAX; tries += 1) {
        const plant = attempt(nowMs)
        if (plant !== undefined) return plant
      }
      return undefined
    },
  }
}
