/**
 * A planted opportunity: one price of one book that is too good against what the exchange asks, and
 * how it changes what that book quotes.
 * @module
 */
import {
  assertInput,
  CENTICONTRACTS_PER_CONTRACT,
  type ContractCosts,
  MICRODOLLARS_PER_DOLLAR,
  otherSide,
  type PriceTicks,
} from '@arbkit/core'
import type { Forecast } from '../games/forecast.ts'
import type { Game } from '../games/game.ts'
import { type MarketQuestion, sellsDraw } from '../games/market-question.ts'
import type { SimulatedLeague } from '../games/sport-model.ts'
import { americanAtLeast, IMPLIED_MAX, impliedOf } from './american-price.ts'
import {
  type BookOffer,
  type BookOffers,
  type BookSide,
  CHANCE_MIN,
  FAIR_DISTANCE_MIN,
  fairSpanOf,
  type FeedResult,
  spreadSides,
  totalSides,
  winnerSides,
} from './book-market.ts'
import type { FeedMarketKey } from './book-profile.ts'

/** A price that was planted. */
export interface Plant {
  /** The contract that it locks with, and the side of it to buy. */
  readonly ticker: string
  readonly side: 'yes' | 'no'
  readonly gameId: string
  /** The feed's key. */
  readonly book: string
  readonly marketKey: FeedMarketKey
  readonly result: FeedResult
  readonly point: number | undefined
  readonly american: number
  /** Unix ms, included. */
  readonly fromMs: number
  /** Unix ms, not included. */
  readonly untilMs: number
}

/** What a book stands to win by all its prices together stays near its usual margin. */
const OVERROUND = 1.04

/**
 * Returns the American odds that leave a share of profit against an ask, fees included.
 * @param edge profit a dollar paid out, above 0, below 0.2.
 */
export function plantedPrice(ask: PriceTicks, costs: ContractCosts, edge: number): number {
  assertInput(edge > 0 && edge < 0.2, `an edge must be above 0 and below 0.2, got ${edge}`)
  const cost = costs.perCenticontract(ask) * CENTICONTRACTS_PER_CONTRACT
  const implied = 1 - edge - cost / MICRODOLLARS_PER_DOLLAR
  assertInput(
    implied > CHANCE_MIN && implied <= IMPLIED_MAX,
    'the ask leaves nothing to plant against',
  )
  return shortestWithin(implied)
}

/** The nearest odds that imply at most a probability: rounded in the bettor's favour. */
function shortestWithin(implied: number): number {
  let american = americanAtLeast(implied, true)
  while (impliedOf(american) > implied) american = american === -101 ? 100 : american + 1
  return american
}

/** Returns the bet on the other side of a contract: what pays where the contract's side does not. */
export function betAgainst(
  league: SimulatedLeague,
  question: MarketQuestion,
  side: 'yes' | 'no',
): { readonly marketKey: FeedMarketKey; readonly result: FeedResult; readonly point?: number } {
  switch (question.tag) {
    case 'winner': {
      assertInput(side === 'no' || !sellsDraw(league), 'no single bet covers two of three results')
      const result = side === 'no' ? question.team : otherSide(question.team)
      return { marketKey: 'h2h', result }
    }
    case 'tie':
      assertInput(side === 'no', 'no single bet covers two of three results')
      return { marketKey: 'h2h', result: 'draw' }
    case 'spread':
      return side === 'no'
        ? { marketKey: 'spreads', result: question.team, point: -question.line }
        : { marketKey: 'spreads', result: otherSide(question.team), point: question.line }
    case 'total':
      return {
        marketKey: 'totals',
        result: side === 'no' ? 'over' : 'under',
        point: question.line,
      }
  }
}

/**
 * Returns a book's market with the planted price in it. The other prices pay for it, so that the book
 * has its margin: each in proportion to its chance, and worse than fair.
 * @param standings forecasts that no other price may be better than, the last one that of now.
 */
export function withPlant(
  { marketKey, result, point, american }: Plant,
  game: Game,
  standings: readonly Forecast[],
): BookOffers {
  const sides = sidesAt(game, marketKey, { result, point })
  const others = sides
    .filter((side) => side.result !== result)
    .map((side) => ({ ...side, fair: fairSpanOf(side, standings.slice(-1)).most }))
  const rest = others.reduce((sum, { fair }) => sum + fair, 0)
  const share = (OVERROUND - impliedOf(american)) / Math.max(rest, CHANCE_MIN)
  const offers = sides.map((side): BookOffer => {
    if (side.result === result) return { result, point, american }
    const fair = fairSpanOf(side, standings.slice(-1)).most
    const least = fairSpanOf(side, standings).most + FAIR_DISTANCE_MIN
    const implied = Math.max(least, fair * share)
    const price = americanAtLeast(Math.min(IMPLIED_MAX, Math.max(CHANCE_MIN, implied)), false)
    return { result: side.result, point: side.point, american: price }
  })
  return { marketKey, offers }
}

function sidesAt(
  game: Game,
  marketKey: FeedMarketKey,
  { result, point = 0 }: { readonly result: FeedResult; readonly point: number | undefined },
): readonly BookSide[] {
  if (marketKey === 'h2h') return winnerSides(game)
  if (marketKey === 'totals') return totalSides(point)
  return spreadSides(result === 'home' ? -point : point)
}
