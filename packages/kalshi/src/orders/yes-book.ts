/**
 * The one place where buying and selling YES and NO becomes a side and a price of the venue's single
 * book, and back. Orders are always on the YES book: buy YES at p is a bid at p, sell YES an ask at p,
 * buy NO at q an ask at 1 − q, sell NO a bid at 1 − q (docs.kalshi.com, order direction and create
 * order V2, 2026-10-09).
 * @module
 */
import {
  assertInput,
  type Centicontracts,
  CENTICONTRACTS_MAX,
  complementTicks,
  type ContractSide,
  costMicrodollars,
  formatPriceTicks,
  InvalidInputError,
  isOnGrid,
  type Microdollars,
  type PriceGrid,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'

/** Whether contracts are bought or sold. */
export type TradeAction = 'buy' | 'sell'

/** Side of the YES book: `bid` wants YES, `ask` wants NO. */
export type BookSide = 'bid' | 'ask'

/** What is to be done with one side of a contract. */
export interface ContractTrade {
  readonly action: TradeAction
  readonly side: ContractSide
  /** Of that side: of NO where `side` is `no`. Between 0 and 1 dollar, both not included. */
  readonly price: PriceTicks
}

/** The same on the YES book. */
export interface YesBookQuote {
  readonly bookSide: BookSide
  /** Of YES, whichever side was meant. */
  readonly yesPrice: PriceTicks
}

/** Fewest contracts an order may be for, 0.01 (docs.kalshi.com, fixed point, 2026-10-09). */
export const ORDER_COUNT_MIN = 1

/** Returns where the trade stands on the YES book. @throws {InvalidInputError} a price of 0 or 1. */
export function toYesBook({ action, side, price }: ContractTrade): YesBookQuote {
  checkTradable(price)
  const isBid = (action === 'buy') === (side === 'yes')
  return {
    bookSide: isBid ? 'bid' : 'ask',
    yesPrice: side === 'yes' ? price : complementTicks(price),
  }
}

/**
 * Returns the trade that a quote is, said of the side named: a bid buys YES and, which is the same,
 * sells NO. The inverse of {@link toYesBook}. @throws {InvalidInputError} a price of 0 or 1.
 */
export function fromYesBook(
  { bookSide, yesPrice }: YesBookQuote,
  side: ContractSide,
): ContractTrade {
  checkTradable(yesPrice)
  return {
    action: outcomeSideOf(bookSide) === side ? 'buy' : 'sell',
    side,
    price: side === 'yes' ? yesPrice : complementTicks(yesPrice),
  }
}

/** Returns the side that gains by a fill: `bid` is YES, `ask` is NO. */
export function outcomeSideOf(bookSide: BookSide): ContractSide {
  return bookSide === 'bid' ? 'yes' : 'no'
}

/**
 * Returns what the account must hold for an order that opens a position, fees not included: a bid its
 * price, an ask 1 − its price. Exact.
 */
export function collateralOf(
  { bookSide, yesPrice }: YesBookQuote,
  count: Centicontracts,
): Microdollars {
  const price = bookSide === 'bid' ? yesPrice : complementTicks(yesPrice)
  return costMicrodollars(price, checkOrderCount(count))
}

/**
 * Returns the quote. @throws {InvalidInputError} its price is not on the market's grid, which is one of
 * YES prices: an order there is rejected.
 */
export function checkOnGrid(quote: YesBookQuote, grid: PriceGrid): YesBookQuote {
  if (isOnGrid(grid, quote.yesPrice)) return quote
  const price = formatPriceTicks(quote.yesPrice)
  throw new InvalidInputError(`price must be on the market's grid, got ${price} of YES`)
}

/** Returns the count. @throws {InvalidInputError} below 0.01 contracts, not whole hundredths, too large. */
export function checkOrderCount(count: Centicontracts, parameter = 'count'): Centicontracts {
  assertInput(
    Number.isInteger(count) && count >= ORDER_COUNT_MIN && count <= CENTICONTRACTS_MAX,
    `${parameter} must be a whole number of centicontracts from ${ORDER_COUNT_MIN} to ${CENTICONTRACTS_MAX}, got ${count}`,
  )
  return count
}

function checkTradable(price: PriceTicks): void {
  assertInput(
    Number.isInteger(price) && price > 0 && price < TICKS_PER_DOLLAR,
    `price must be a whole number of ticks between 0 and ${TICKS_PER_DOLLAR}, got ${price}`,
  )
}
