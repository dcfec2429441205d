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
  type PriceTicks,
  priceTicks,
} from '@arbkit/core'
import type { BookSide } from '../exchange/protocol.ts'
import { hashOf } from '../games/seeded-choice.ts'
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
  readonly profile: TraderProfile
  /** Spreads change from one to the next of these. */
  readonly spell: number
  /** Contracts held, below 0 for NO; a maker that holds many backs off from more. */
  readonly inventory: number
}

const TICKS_PER_CENT = 100
/** Cents from the best price that count as near. */
const NEAR_CENTS = 4
/** Levels' worth of contracts after which a maker backs off by a cent. */
const INVENTORY_LEVELS = 5
/** Float noise of a chance that is a whole cent. */
const NOISE = 1e-9

/**
 * Returns the quotes, best first, bids before asks. No bid is above what a contract is worth, no ask
 * below.
 * @throws {InvalidInputError} a worth outside of 0 to 1.
 */
export function makerQuotes(question: MakerQuestion): readonly Quote[] {
  const { fair } = question
  assertInput(fair >= 0 && fair <= 1, `a contract is worth 0 to 1, got ${fair}`)
  const { bidBack, askBack } = backOffs(question)
  const bestBid = Math.floor(fair * 100 + NOISE) - bidBack
  const bestAsk = Math.ceil(fair * 100 - NOISE) + askBack
  return [
    ...ladder(question, 'bid', Math.min(bestBid, 99)),
    ...ladder(question, 'ask', Math.max(bestAsk, 1)),
  ]
}

/** Cents by which each side stands back from the nearest cent. */
function backOffs({ name, fair, profile, spell, inventory }: MakerQuestion): {
  bidBack: number
  askBack: number
} {
  const share = (what: string): number => hashOf(`${name} ${what} ${spell}`) / 2 ** 32
  const isWhole = Math.abs(fair * 100 - Math.round(fair * 100)) < NOISE
  const wider = profile.spreadCents - 1
  const extra = Math.floor(wider) + (share('wide') < wider % 1 ? 1 : 0)
  const bidExtra = Math.floor(extra / 2 + share('side'))
  const heavy = Math.abs(inventory) > INVENTORY_LEVELS * profile.nearContracts ? 1 : 0
  // Worth a whole cent: one side has to stand back, or both would meet.
  const apart = isWhole ? 1 : 0
  return {
    bidBack: bidExtra + (inventory > 0 ? heavy : 0) + apart,
    askBack: extra - bidExtra + (inventory < 0 ? heavy : 0),
  }
}

function ladder({ name, profile }: MakerQuestion, side: BookSide, best: number): readonly Quote[] {
  const quotes: Quote[] = []
  const step = side === 'bid' ? -1 : 1
  for (let cents = best; cents >= 1 && cents <= 99; cents += step) {
    const share = hashOf(`${name} ${side} ${cents}`) / 2 ** 32
    if (cents !== best && share >= profile.levelShare) continue
    const distance = Math.abs(cents - best)
    const usual = distance < NEAR_CENTS ? profile.nearContracts : profile.farContracts
    // Between a tenth and nearly twice the usual.
    const size = usual * (0.1 + 1.8 * (hashOf(`${name} size ${side} ${cents}`) / 2 ** 32))
    quotes.push({
      side,
      price: priceTicks(cents * TICKS_PER_CENT),
      count: centicontracts(Math.max(1, Math.round(size)) * CENTICONTRACTS_PER_CONTRACT),
    })
  }
  return quotes
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
