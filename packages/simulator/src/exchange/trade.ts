/**
 * One trade, booked for both orders: book, cash, position, fees, events.
 * @module
 */
import type { Centicontracts, Liquidity, Microdollars, PriceTicks } from '@arbkit/core'
import { updateHolding } from './collateral-return.ts'
import type { FillFee } from './fill-fees.ts'
import { countMatch } from './group-limit.ts'
import { bookFill, fillFeeOf, sidePriceOf } from './ledger.ts'
import { groupOf } from './order-group.ts'
import { endOrder, forgetResting, release, reserve, tellDelta, tellOrder } from './resting.ts'
import { rememberTrade } from './retention.ts'
import type { Order, State } from './state.ts'
import { toPositionView } from './to-view.ts'

/** Two orders that meet. */
export interface OneTrade {
  readonly taker: Order
  readonly maker: Order
  readonly count: number
  /** What the taker is charged. */
  readonly fee: FillFee
}

/** One trade at the resting order's price. */
export function bookTrade(state: State, { taker, maker, count, fee }: OneTrade): void {
  const { market } = taker
  const { price } = maker
  const tradeId = state.tradeIds.next()
  const makerFee = fillFeeOf(maker, { liquidity: 'maker', price, count }, maker.overpaid)
  release(state, maker)
  tellDelta(state, maker, -count)
  market.book.shrink(maker, count)
  maker.feeBudget = maker.remaining === 0 ? 0 : Math.max(0, maker.feeBudget - makerFee.netFee)
  reserve(state, maker)
  market.volume += count
  market.lastPrice = price
  market.lastCount = count
  market.updatedMs = state.nowMs
  const told = {
    tradeId,
    marketId: market.config.marketId,
    yesPrice: price as PriceTicks,
    count: count as Centicontracts,
    takerSide: taker.placed.side,
    atMs: state.nowMs,
  }
  rememberTrade(state, market, told)
  state.events.push({ kind: 'trade', trade: told })
  fill(state, { order: taker, tradeId, price, count, fee, liquidity: 'taker' })
  fill(state, { order: maker, tradeId, price, count, fee: makerFee, liquidity: 'maker' })
  if (maker.remaining === 0) {
    forgetResting(maker)
    endOrder(state, maker, 'executed')
  }
  tellOrder(state, maker, 'filled')
  countInGroup(state, taker, count)
  countInGroup(state, maker, count)
}

function countInGroup(state: State, order: Order, count: number): void {
  const group = groupOf(order)
  if (group !== undefined) countMatch(group, state.nowMs, count)
}

interface OneFill {
  readonly order: Order
  readonly tradeId: string
  readonly price: number
  readonly count: number
  readonly fee: FillFee
  readonly liquidity: Liquidity
}

/** One order's part in a trade. */
function fill(state: State, { order, tradeId, price, count, fee, liquidity }: OneFill): void {
  const { placed, holding, account } = order
  const cost = sidePriceOf(placed.side, price) * count
  order.overpaid = fee.overpaid
  order.fillCount += count
  if (liquidity === 'taker') {
    order.takerFillCost += cost
    order.takerFees += fee.netFee
  } else {
    order.makerFillCost += cost
    order.makerFees += fee.netFee
  }
  bookFill(state, holding, { side: placed.side, price, count, fee: fee.netFee })
  updateHolding(state, holding)
  const told = {
    tradeId,
    accountId: account.accountId,
    orderId: placed.orderId,
    clientOrderId: order.clientOrderId,
    marketId: placed.marketId,
    exchangeIndex: order.market.config.exchangeIndex,
    side: placed.side,
    yesPrice: price as PriceTicks,
    count: count as Centicontracts,
    fee: fee.netFee as Microdollars,
    isTaker: liquidity === 'taker',
    postPosition: holding.position as Centicontracts,
    atMs: state.nowMs,
  }
  account.fills.push(told)
  state.events.push({ kind: 'fill', fill: told })
  state.events.push({ kind: 'position-changed', position: toPositionView(holding) })
}
