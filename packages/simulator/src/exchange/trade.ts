/**
 * One trade, booked for both orders: book, cash, position, fees, events.
 * @module
 */
import type { Centicontracts, KalshiFillFee, Liquidity, PriceTicks } from '@arbkit/core'
import { countMatch } from './group-limit.ts'
import { bookFill, fillFeeOf, release, reserve, sidePriceOf } from './ledger.ts'
import { endOrder, forgetResting, groupOf, tellDelta, tellOrder } from './resting.ts'
import type { Group, Order, State } from './state.ts'
import { toPositionView } from './to-view.ts'

/** Two orders that meet. */
export interface OneTrade {
  readonly taker: Order
  readonly maker: Order
  readonly count: number
  /** What the taker is charged. */
  readonly fee: KalshiFillFee
  /** Groups whose orders were matched are added. */
  readonly groups: Set<Group>
}

/** One trade at the resting order's price. */
export function bookTrade(state: State, { taker, maker, count, fee, groups }: OneTrade): void {
  const { market } = taker
  const { price } = maker
  const tradeId = state.tradeIds.next()
  const makerFee = fillFeeOf(maker, { liquidity: 'maker', price, count })
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
  market.trades.push(told)
  state.events.push({ kind: 'trade', trade: told })
  fill(state, { order: taker, tradeId, price, count, fee, liquidity: 'taker' })
  fill(state, { order: maker, tradeId, price, count, fee: makerFee, liquidity: 'maker' })
  if (maker.remaining === 0) {
    forgetResting(maker)
    endOrder(state, maker, 'executed')
  }
  tellOrder(state, maker, 'filled')
  for (const order of [taker, maker]) {
    const group = groupOf(order)
    if (group !== undefined) {
      countMatch(group, state.nowMs, count)
      groups.add(group)
    }
  }
}

interface OneFill {
  readonly order: Order
  readonly tradeId: string
  readonly price: number
  readonly count: number
  readonly fee: KalshiFillFee
  readonly liquidity: Liquidity
}

/** One order's part in a trade. */
function fill(state: State, { order, tradeId, price, count, fee, liquidity }: OneFill): void {
  const { placed, holding, account } = order
  const cost = sidePriceOf(placed.side, price) * count
  order.accumulator = fee.accumulator
  order.fillCount += count
  if (liquidity === 'taker') {
    order.takerFillCost += cost
    order.takerFees += fee.netFee
  } else {
    order.makerFillCost += cost
    order.makerFees += fee.netFee
  }
  bookFill(state, holding, { side: placed.side, price, count, fee: fee.netFee })
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
    fee: fee.netFee,
    isTaker: liquidity === 'taker',
    postPosition: holding.position as Centicontracts,
    atMs: state.nowMs,
  }
  account.fills.push(told)
  state.events.push({ kind: 'fill', fill: told })
  state.events.push({ kind: 'position-changed', position: toPositionView(holding) })
}
