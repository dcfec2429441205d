import type * as kalshi from '@arbkit/kalshi'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../exchange/exchange.ts'
import { BUF, NBA, startVenue } from './started-venue.test.ts'

/** What the client is to say, by what the exchange knows. */
interface Known {
  readonly exchange: Exchange
}

/** The market as the exchange has it, in the client's nouns. */
export function marketTruth({ exchange }: Known, marketId: string): object {
  const view = exchange.marketOf(marketId)
  const { yesBids = [], noBids = [] } = exchange.bookOf(marketId) ?? {}
  return {
    listing: expect.objectContaining({ marketId }),
    status: view?.status,
    isTrading: view?.status === 'active',
    priceGrid: view?.config.grid,
    exchangeIndex: view?.config.exchangeIndex,
    topOfBook: { yesBids: yesBids.slice(0, 1), noBids: noBids.slice(0, 1) },
  }
}

/** A book in the client's nouns: the best level last. */
export const bookTruth = ({ exchange }: Known, marketId: string): object => {
  const { yesBids = [], noBids = [] } = exchange.bookOf(marketId) ?? {}
  return { marketId, book: { yesBids: yesBids.toReversed(), noBids: noBids.toReversed() } }
}

/** What the client says of a position, by what the exchange says. */
export const positionTruth = (
  view: ReturnType<Exchange['positionsOf']>[number],
): kalshi.MarketPosition => ({
  marketId: view.marketId,
  exchangeIndex: view.exchangeIndex,
  count: view.position,
  exposure: view.cost,
  traded: view.totalTraded,
  realizedProfit: view.realizedPnl,
  fees: view.feesPaid,
  updatedMs: view.updatedMs,
})

/** A fill in the client's nouns. */
export const fillTruth = (view: ReturnType<Exchange['fillsOf']>[number]): kalshi.AccountFill => ({
  fillId: `${view.tradeId}:${view.orderId}`,
  orderId: view.orderId,
  marketId: view.marketId,
  exchangeIndex: view.exchangeIndex,
  bookSide: view.side,
  yesPrice: view.yesPrice,
  count: view.count,
  isTaker: view.isTaker,
  fee: view.fee,
  filledMs: view.atMs,
  subaccount: 0,
})

/** An order in the client's nouns. */
export function orderTruth(view: ReturnType<Exchange['ordersOf']>[number]): kalshi.AccountOrder {
  return {
    orderId: view.orderId,
    clientOrderId: view.clientOrderId,
    marketId: view.marketId,
    exchangeIndex: view.exchangeIndex,
    status: view.status,
    bookSide: view.side,
    yesPrice: view.price,
    initialCount: view.initialCount,
    filledCount: view.fillCount,
    remainingCount: view.remainingCount,
    takerCost: view.takerFillCost,
    makerCost: view.makerFillCost,
    takerFees: view.takerFees,
    makerFees: view.makerFees,
    expiresMs: view.expiresMs,
    createdMs: view.createdMs,
    updatedMs: view.updatedMs,
    orderGroupId: view.groupId,
    subaccount: 0,
  }
}

describe('what is true', () => {
  it('is what the exchange says', async () => {
    const { exchange } = await startVenue()
    expect(marketTruth({ exchange }, BUF)).toMatchObject({ status: 'active', exchangeIndex: 0 })
    expect(bookTruth({ exchange }, NBA)).toEqual({
      marketId: NBA,
      book: { yesBids: [], noBids: [] },
    })
  })
})
