/**
 * What a market maker wants to rest: bids at or below what a contract is worth and asks at or above,
 * a size at most cents of either side. Pure: the same question gives the same ladder.
 * @module
 */
import {
  assertInput,
  type Centicontracts,
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  type PriceGrid,
  type PriceTicks,
  priceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { BookSide } from '../exchange/protocol.ts'
import { hashOf } from '../games/seeded-choice.ts'
import { priceAtLeast, priceAtMost } from './grid-steps.ts'
import type { TraderProfile } from './trader-profile.ts'

/** One order that is wanted or rests. */
export interface Quote {
  readonly side: BookSide
  /** Of YES. */
  readonly price: PriceTicks
  readonly count: Centicontracts
}

/** What quotes depend on. */
export interface MakerQuestion {
  /** Names the market's habits: sizes by price. */
  readonly name: string
  /** What a YES contract is worth, 0 to 1. */
  readonly fair: number
  /** Prices that the market takes. */
  readonly grid: PriceGrid
  readonly profile: TraderProfile
  /** Spreads change from one to the next of these. */
  readonly spell: number
  /** Contracts held, below 0 for NO; a maker that holds many backs off from more. */
  readonly inventory: number
}

const TICKS_PER_CENT = 100
/** Prices behind the best one that count as near. */
const NEAR_LEVELS = 3
/** Best levels' worth of contracts after which a maker backs off by a cent. */
const INVENTORY_LEVELS = 5
/** Float noise of a chance that is a whole cent. */
const NOISE = 1e-9

/**
 * Returns the quotes, best first, bids before asks. No bid is above what a contract is worth, no ask
 * below; all are on the market's grid.
 * @throws {InvalidInputError} a worth outside of 0 to 1.
 */
export function makerQuotes(question: MakerQuestion): readonly Quote[] {
  const { fair, grid } = question
  assertInput(fair >= 0 && fair <= 1, `a contract is worth 0 to 1, got ${fair}`)
  const ticks = fair * TICKS_PER_DOLLAR
  const { bidBack, askBack } = backOffs(question)
  const lowest = priceAtMost(grid, ticks)
  const highest = priceAtLeast(grid, ticks)
  const isMeeting = lowest === highest
  const bid = lowest && priceAtMost(grid, lowest - (isMeeting ? 1 : 0) - bidBack * TICKS_PER_CENT)
  const ask = highest && priceAtLeast(grid, highest + askBack * TICKS_PER_CENT)
  return [...ladder(question, 'bid', bid), ...ladder(question, 'ask', ask)]
}

const CHEAPEST = priceTicks(TICKS_PER_CENT)
const DEAREST = priceTicks(TICKS_PER_DOLLAR - TICKS_PER_CENT)

/** Whole cents by which each side stands back from the nearest price. */
function backOffs({ name, fair, profile, spell, inventory }: MakerQuestion): {
  bidBack: number
  askBack: number
} {
  const share = (what: string): number => hashOf(`${name} ${what} ${spell}`) / 2 ** 32
  const spread = profile.spreadCents * Math.exp(profile.spreadSd * deviationAt(share('spread')))
  const wider = Math.max(0, spread - 1)
  const extra = Math.floor(wider) + (share('wide') < wider % 1 ? 1 : 0)
  const bidExtra = Math.floor(extra / 2 + share('side'))
  const heavy = Math.abs(inventory) > INVENTORY_LEVELS * profile.near.medianContracts ? 1 : 0
  const cents = Math.floor(fair * 100 + NOISE)
  return {
    // However wide, somebody bids and somebody asks.
    bidBack: Math.min(bidExtra + (inventory > 0 ? heavy : 0), Math.max(0, cents - 2)),
    askBack: Math.min(extra - bidExtra + (inventory < 0 ? heavy : 0), Math.max(0, 97 - cents)),
  }
}

/** Normal deviations by a share of 0 to 1, nearly (logistic). */
function deviationAt(share: number): number {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, share))
  return Math.log(inside / (1 - inside)) / 1.702
}

/** From the best price on: a few on the grid's steps, then whole cents. */
function ladder(
  question: MakerQuestion,
  side: BookSide,
  best: PriceTicks | undefined,
): readonly Quote[] {
  const { name, grid, profile } = question
  const quotes: Quote[] = []
  const sign = side === 'bid' ? -1 : 1
  const nextOf = side === 'bid' ? priceAtMost : priceAtLeast
  let price = best
  for (let level = 0; price !== undefined; level += 1) {
    const shown = String(price / TICKS_PER_CENT)
    const isPenny = price === (side === 'bid' ? CHEAPEST : DEAREST)
    const share = hashOf(`${name} ${side} ${shown}`) / 2 ** 32
    if (level === 0 || isPenny || share < profile.levelShare) {
      const size = isPenny ? profile.pennyContracts : sizeAt(question, { side, level, shown })
      const count = centicontracts(Math.max(1, Math.round(size)) * CENTICONTRACTS_PER_CONTRACT)
      quotes.push({ side, price, count })
    }
    const isFar = level >= NEAR_LEVELS
    const cents = (isFar ? Math.round(price / TICKS_PER_CENT) * TICKS_PER_CENT : price) + sign
    const next = nextOf(isFar ? CENT_STEPS : grid, cents)
    price = next
  }
  return quotes
}

const CENT_STEPS: PriceGrid = [
  { start: priceTicks(0), end: priceTicks(TICKS_PER_DOLLAR), step: priceTicks(TICKS_PER_CENT) },
]

interface Level {
  readonly side: BookSide
  /** 0 at the best price. */
  readonly level: number
  /** In cents. */
  readonly shown: string
}

function sizeAt({ name, profile }: MakerQuestion, { side, level, shown }: Level): number {
  const { best, near, far } = profile
  const spread = level === 0 ? best : level <= NEAR_LEVELS - 1 ? near : far
  const share = hashOf(`${name} size ${level === 0 ? 'best ' : ''}${side} ${shown}`) / 2 ** 32
  const size = spread.medianContracts * Math.exp(spread.sd * deviationAt(share))
  return Math.min(spread.mostContracts, size)
}

/** An order of the maker that may still rest. */
export interface RestingQuote extends Quote {
  readonly orderId: string
}

/** What takes a maker from what rests to what it wants. */
export interface Requote {
  /** First. */
  readonly cancel: readonly string[]
  readonly place: readonly Quote[]
}

/** An order is renewed when less than this share of it is left, or it is this much too large. */
const RENEW_BELOW = 0.5
const RENEW_ABOVE = 2

/** Returns the cancels and orders that turn what rests into what is wanted; sizes that will do stay. */
export function requote(wanted: readonly Quote[], resting: readonly RestingQuote[]): Requote {
  const keyOf = ({ side, price }: Quote): string => `${side} ${price}`
  const wantedCounts = new Map(wanted.map((quote) => [keyOf(quote), quote.count]))
  const kept = new Set<string>()
  const cancel: string[] = []
  for (const quote of resting) {
    const key = keyOf(quote)
    const count = wantedCounts.get(key)
    const isFine =
      count !== undefined &&
      !kept.has(key) &&
      quote.count >= count * RENEW_BELOW &&
      quote.count <= count * RENEW_ABOVE
    if (isFine) kept.add(key)
    else cancel.push(quote.orderId)
  }
  return { cancel, place: wanted.filter((quote) => !kept.has(keyOf(quote))) }
}
