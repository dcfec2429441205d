/**
 * Checks that name bad data before it is mistaken for profit.
 * @module
 */
import {
  type BookOutcome,
  Decimal,
  exactDecimalOdds,
  impliedProbabilityOf,
  isOnGrid,
  type OddsPrice,
  type OrderBook,
  otherContractSide,
  overroundOf,
  type ContractSide,
  type PriceGrid,
  formatPriceTicks,
} from '@arbkit/core'
import type { ContractState } from '../session/market-state.ts'
import { OUTLIER_OTHERS_MIN, OUTLIER_PROBABILITY_GAP } from './options.ts'
import type { Reason } from './reasons.ts'

/** Returns why no order could be placed, where the venue said so. */
export function tradingReasons({ lastEvent, market }: ContractState): Reason[] {
  if (lastEvent !== undefined) {
    if (lastEvent.isTrading) return []
    return [{ code: 'not-trading', detail: detailOf(lastEvent.eventType) }]
  }
  if (market === undefined || market.isTrading) return []
  return [{ code: 'not-trading', detail: `status ${market.status}` }]
}

/** Returns what is wrong with an order book from which `side` would be bought. */
export function orderBookReasons(
  book: OrderBook,
  side: ContractSide,
  grid: PriceGrid | undefined,
): Reason[] {
  const reasons: Reason[] = []
  if (book.isCrossed()) {
    reasons.push({
      code: 'crossed-book',
      detail: `YES bid ${priceText(book, 'yes')} and NO bid ${priceText(book, 'no')} add up to a dollar or more`,
    })
  }
  if (book.bestBid(side) === undefined) {
    reasons.push({ code: 'placeholder', detail: `nobody bids for ${side.toUpperCase()}` })
  }
  const bad =
    grid && book.bidLevels(otherContractSide(side)).find((level) => !isOnGrid(grid, level.price))
  if (bad !== undefined) {
    reasons.push({
      code: 'off-grid',
      detail: `price ${formatPriceTicks(bad.price)} is off the grid`,
    })
  }
  return reasons
}

/**
 * Returns a reason where a book quotes all outcomes together at less than 100 %, as printed. None are
 * given where it does not price all of them.
 */
export function underroundReasons(outcomes: readonly BookOutcome[]): Reason[] {
  if (outcomes.length === 0) return []
  const overround = overroundOf(outcomes.map(({ price }) => impliedProbabilityOf(asPrinted(price))))
  if (overround.gte(0)) return []
  const sum = overround.plus(1).times(100).toFixed(2)
  return [{ code: 'underround', detail: `both sides together at ${sum} %` }]
}

/** Returns a reason where a price stands far from the median of the other books' for the same outcome. */
export function outlierReasons(price: OddsPrice, others: readonly OddsPrice[]): Reason[] {
  if (others.length < OUTLIER_OTHERS_MIN) return []
  const own = impliedProbabilityOf(price)
  const median = medianOf(others.map(impliedProbabilityOf))
  if (own.minus(median).abs().lte(OUTLIER_PROBABILITY_GAP)) return []
  const [a, b] = [own, median].map((value) => value.times(100).toFixed(1))
  return [
    { code: 'outlier', detail: `implies ${a} %, the median of ${others.length} others is ${b} %` },
  ]
}

/** A feed's decimal at face value: for judging the book, not for pricing a bet. */
function asPrinted(price: OddsPrice): OddsPrice {
  if (price.format !== 'decimal') return price
  // Digits past the ninth do not change the judgement, and a double may print sixteen.
  return exactDecimalOdds(price.original.replace(/(\.\d{9})\d+$/, '$1'))
}

function medianOf(values: readonly Decimal[]): Decimal {
  const sorted = values.toSorted((a, b) => a.cmp(b))
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? new Decimal(0)
  if (sorted.length % 2 === 1) return upper
  return upper.plus(sorted[middle - 1] ?? upper).div(2)
}

function priceText(book: OrderBook, side: ContractSide): string {
  const price = book.bestBid(side)
  return price === undefined ? 'none' : formatPriceTicks(price)
}

/** What the venue's lists and state say is told apart from what its stream said. */
function detailOf(eventType: string): string {
  if (eventType === 'unlisted') return 'not among the open markets that the venue lists'
  if (eventType === 'exchange-paused') return 'the exchange takes no orders now'
  return `the stream said ${eventType}`
}
