/**
 * Orders without a view: small ones that rest near the touch for some seconds and go again, and small
 * ones that take. Never better than what a contract is worth while they rest.
 * @module
 */
import {
  type BookSnapshot,
  type Centicontracts,
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  complementTicks,
  type PriceGrid,
  type PriceTicks,
  type Rng,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { BookSide } from '../exchange/protocol.ts'
import { normalChoice, wholeChoice } from '../games/seeded-choice.ts'
import { priceAtLeast, priceAtMost } from './grid-steps.ts'
import type { TraderProfile } from './trader-profile.ts'

/** An order of noise. */
export interface NoiseOrder {
  readonly side: BookSide
  readonly price: PriceTicks
  readonly count: Centicontracts
  /** Milliseconds after which it is gone; undefined: it takes at once or not at all. */
  readonly restsMs: number | undefined
}

/** What noise looks at. */
export interface NoiseQuestion {
  readonly profile: TraderProfile
  /** Prices that the market takes. */
  readonly grid: PriceGrid
  readonly book: BookSnapshot
  /** What a YES contract is worth, 0 to 1. */
  readonly fair: number
  readonly rng: Rng
}

/** Sizes that were seen to flicker, contracts (recorded 2026-08-07); one in six was no whole number. */
const FLICKER = { medianContracts: 25, sd: 2.1, mostContracts: 30_000, fractions: 1 / 6 }
const FLICKER_MS = { least: 400, most: 15_000 }
/** Cents behind the best price, each as likely as the next. */
const CENTS_BACK = [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 6, 7]
const TICKS_PER_CENT = 100
/** Sizes that took, contracts (minutes an hour before games, 2026-08-07). */
const TAKER = { medianContracts: 28, sd: 1.9 }
/** A taker takes at most this share of the best level: books are rarely swept. */
const TAKEN_SHARE_MAX = 0.2
const MINUTE_MS = 60_000

/** Returns the milliseconds to the next order of noise: Poisson arrivals at the profile's rate. */
export function nextNoiseMs(profile: TraderProfile, activity: number, rng: Rng): number {
  const perMinute = (profile.flickersPerMinute + profile.takersPerMinute) * activity
  if (perMinute <= 0) return Infinity
  return Math.max(1, Math.round((-Math.log(1 - rng.next()) * MINUTE_MS) / perMinute))
}

/** Returns the next order of noise, or undefined where a side of the book is empty. */
export function noiseOrder({
  profile,
  grid,
  book,
  fair,
  rng,
}: NoiseQuestion): NoiseOrder | undefined {
  const [bid] = book.yesBids
  const [noBid] = book.noBids
  if (bid === undefined || noBid === undefined) return undefined
  const side: BookSide = rng.next() < 0.5 ? 'bid' : 'ask'
  const ask = complementTicks(noBid.price)
  const { flickersPerMinute, takersPerMinute } = profile
  const isTaker = rng.next() * (flickersPerMinute + takersPerMinute) < takersPerMinute
  if (isTaker) {
    const there = side === 'bid' ? noBid.size : bid.size
    return {
      side,
      price: side === 'bid' ? ask : bid.price,
      count: takenOf(there, rng),
      restsMs: undefined,
    }
  }
  const back = (CENTS_BACK[wholeChoice(rng, 0, CENTS_BACK.length - 1)] ?? 0) * TICKS_PER_CENT
  // Somebody else may rest at a price that is too good: this one stays at or behind what it is worth.
  const worth = fair * TICKS_PER_DOLLAR
  const price =
    side === 'bid'
      ? priceAtMost(grid, Math.min(bid.price, worth) - back)
      : priceAtLeast(grid, Math.max(ask, worth) + back)
  if (price === undefined || price < TICKS_PER_CENT || price > 99 * TICKS_PER_CENT) return undefined
  return {
    side,
    price,
    count: flickerOf(rng),
    restsMs: wholeChoice(rng, FLICKER_MS.least, FLICKER_MS.most),
  }
}

function flickerOf(rng: Rng): Centicontracts {
  const { medianContracts, sd, mostContracts, fractions } = FLICKER
  const size = Math.min(mostContracts, medianContracts * Math.exp(sd * normalChoice(rng)))
  const isFraction = rng.next() < fractions
  const count = isFraction
    ? Math.round(size * CENTICONTRACTS_PER_CONTRACT)
    : Math.round(size) * CENTICONTRACTS_PER_CONTRACT
  return centicontracts(Math.max(isFraction ? 1 : CENTICONTRACTS_PER_CONTRACT, count))
}

/** Many small ones and a few large, whole contracts where there is one. */
function takenOf(there: Centicontracts, rng: Rng): Centicontracts {
  const size = TAKER.medianContracts * Math.exp(TAKER.sd * normalChoice(rng))
  const most = Math.min(size, (there * TAKEN_SHARE_MAX) / CENTICONTRACTS_PER_CONTRACT)
  return centicontracts(Math.max(1, Math.floor(most)) * CENTICONTRACTS_PER_CONTRACT)
}
