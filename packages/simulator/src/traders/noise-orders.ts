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
  type PriceTicks,
  priceTicks,
  type Rng,
} from '@arbkit/core'
import type { BookSide } from '../exchange/protocol.ts'
import { wholeChoice } from '../games/seeded-choice.ts'
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
  readonly book: BookSnapshot
  /** What a YES contract is worth, 0 to 1. */
  readonly fair: number
  readonly rng: Rng
}

/** Sizes that were seen to flicker, contracts (recorded 2026-08-07). */
const FLICKER_SIZES = [10, 20, 25, 25, 25, 50, 100, 140]
const FLICKER_MS = { least: 400, most: 15_000 }
const CENTS_BACK_MAX = 2
const TICKS_PER_CENT = 100
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
export function noiseOrder({ profile, book, fair, rng }: NoiseQuestion): NoiseOrder | undefined {
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
  const back = wholeChoice(rng, 0, CENTS_BACK_MAX) * TICKS_PER_CENT
  // Somebody else may rest at a price that is too good: this one stays at or behind what it is worth.
  const price =
    side === 'bid'
      ? Math.min(bid.price, Math.floor(fair * 100 + 1e-9) * TICKS_PER_CENT) - back
      : Math.max(ask, Math.ceil(fair * 100 - 1e-9) * TICKS_PER_CENT) + back
  if (price < TICKS_PER_CENT || price > 99 * TICKS_PER_CENT) return undefined
  const size = FLICKER_SIZES[wholeChoice(rng, 0, FLICKER_SIZES.length - 1)] ?? 25
  return {
    side,
    price: priceTicks(price),
    count: centicontracts(size * CENTICONTRACTS_PER_CONTRACT),
    restsMs: wholeChoice(rng, FLICKER_MS.least, FLICKER_MS.most),
  }
}

/** Many small ones and a few large, whole contracts where there is one. */
function takenOf(there: Centicontracts, rng: Rng): Centicontracts {
  const most = Math.floor(there * TAKEN_SHARE_MAX * rng.next() ** 4)
  const whole = Math.floor(most / CENTICONTRACTS_PER_CONTRACT) * CENTICONTRACTS_PER_CONTRACT
  return centicontracts(Math.max(CENTICONTRACTS_PER_CONTRACT, whole))
}
