/**
 * Carries an order out: what it would do is planned and priced first, refused where the account can
 * not pay for it, and only then done. So a refused order has changed nothing.
 * @module
 */
import {
  type Centicontracts,
  feeOfFill,
  type KalshiFillFee,
  type Microdollars,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import { triggerReached } from './group-limit.ts'
import {
  availableOf,
  closingCount,
  type Exposure,
  expose,
  feeBudgetOf,
  feeTermsOf,
  reserveFor,
  restingCostOf,
  sidePriceOf,
} from './ledger.ts'
import { type MatchPlan, planMatch, type PlanStep } from './match-plan.ts'
import type { OrderOutcome, Refusal } from './protocol.ts'
import { refusal } from './refusal.ts'
import { cancelResting, endOrder, groupOf, rest, tellOrder } from './resting.ts'
import type { Group, Order, State } from './state.ts'
import { bookTrade } from './trade.ts'
import type { OrderReason } from './views.ts'

type TradeStep = Extract<PlanStep, { kind: 'trade' }>

/** What an order will do, and what its own fills are charged. */
export interface PreparedOrder {
  readonly plan: MatchPlan
  /** One for each trade of the plan, in order. */
  readonly fees: readonly KalshiFillFee[]
  /** What comes to rest. */
  readonly restCount: number
}

/**
 * Returns what an order at `price` for `count` would do.
 * @param replaced the order itself, where it rests already and is to be amended.
 */
export function prepareOrder(
  order: Order,
  { price, count, replaced }: { price: number; count: number; replaced?: Order | undefined },
): PreparedOrder | Refusal {
  const { placed, market, account } = order
  const { timeInForce } = placed
  if (placed.isPostOnly === true && market.book.wouldMeet(placed.side, price)) {
    return refusal('invalid_order', 'post only cross')
  }
  const plan = planMatch(market.book, { ...placed, price, count, ownerId: account.ownerId })
  if (timeInForce === 'fill_or_kill' && plan.fillCount < count && !plan.isStopped) {
    const message = 'fill or kill: not enough rests at the price'
    return refusal('fill_or_kill_insufficient_resting_volume', message)
  }
  const isResting = timeInForce === 'good_till_canceled' && !plan.isStopped
  const restCount = isResting ? count - plan.fillCount : 0
  const prepared = { plan, fees: feesOf(order, plan), restCount }
  if (!canAfford(order, price, prepared, replaced)) {
    return refusal(
      'insufficient_balance',
      'available balance does not cover the order and its fees',
    )
  }
  return prepared
}

function tradesOf(plan: MatchPlan): TradeStep[] {
  return plan.steps.filter((step) => step.kind === 'trade')
}

function feesOf(order: Order, plan: MatchPlan): KalshiFillFee[] {
  const terms = feeTermsOf(order.market, order.account)
  let { accumulator } = order
  return tradesOf(plan).map(({ maker, count }) => {
    const fee = feeOfFill(terms, accumulator, {
      action: 'buy',
      liquidity: 'taker',
      price: sidePriceOf(order.placed.side, maker.price) as PriceTicks,
      count: count as Centicontracts,
    })
    accumulator = fee.accumulator
    return fee
  })
}

/** True where the account's free cash stays at 0 or more once the order is carried out. */
function canAfford(
  order: Order,
  price: number,
  { plan, fees, restCount }: PreparedOrder,
  replaced: Order | undefined,
): boolean {
  const { holding, placed } = order
  const { side } = placed
  const released = plan.steps.flatMap((step) => (step.kind === 'cancel-own' ? [step.maker] : []))
  if (replaced !== undefined) released.push(replaced)
  let after: Exposure = holding
  for (const own of released) {
    if (own.holding !== holding) continue
    const size = { count: -own.remaining, cost: -restingCostOf(own) }
    after = expose(after, own.placed.side, size)
  }
  let cash = TICKS_PER_DOLLAR * closingCount(holding.position, side, plan.fillCount)
  for (const { maker, count } of tradesOf(plan)) cash -= sidePriceOf(side, maker.price) * count
  for (const fee of fees) cash -= fee.netFee
  if (restCount > 0) {
    const cost = sidePriceOf(side, price) * restCount + feeBudgetOf(order, price, restCount)
    after = expose(after, side, { count: restCount, cost })
  }
  const moved = side === 'bid' ? plan.fillCount : -plan.fillCount
  const reserved = reserveFor({ ...after, position: holding.position + moved })
  return availableOf(holding.purse) + cash + holding.reserved - reserved >= 0
}

/** Does what was prepared; the order must not rest. `reason` is told where nothing else happens to it. */
export function executeOrder(
  state: State,
  order: Order,
  { plan, fees, restCount }: PreparedOrder,
  reason: OrderReason,
): OrderOutcome {
  const groups = new Set<Group>()
  let yesValue = 0
  let charged = 0
  let trades = 0
  for (const step of plan.steps) {
    if (step.kind === 'cancel-own') {
      cancelResting(state, step.maker, 'self-trade')
      continue
    }
    const fee = fees[trades] as KalshiFillFee
    trades += 1
    yesValue += step.maker.price * step.count
    charged += fee.netFee
    bookTrade(state, { taker: order, maker: step.maker, count: step.count, fee, groups })
  }
  order.remaining -= plan.fillCount
  triggerReached(state, groups)
  settleRemainder(state, order, { restCount, isStopped: plan.isStopped, reason })
  return {
    orderId: order.placed.orderId,
    clientOrderId: order.clientOrderId,
    fillCount: plan.fillCount as Centicontracts,
    remainingCount: order.remaining as Centicontracts,
    yesValue: yesValue as Microdollars,
    fees: charged as Microdollars,
  }
}

/** Lets the rest of an order rest, or ends it. */
function settleRemainder(
  state: State,
  order: Order,
  { restCount, isStopped, reason }: { restCount: number; isStopped: boolean; reason: OrderReason },
): void {
  const isTriggered = groupOf(order)?.isTriggered === true
  if (restCount > 0 && !isTriggered) {
    rest(state, order)
    tellOrder(state, order, order.fillCount > 0 && reason === 'placed' ? 'filled' : reason)
    return
  }
  const isFilled = order.remaining === 0
  order.remaining = 0
  endOrder(state, order, isFilled ? 'executed' : 'canceled')
  const cause = isStopped ? 'self-trade' : isTriggered ? 'group-triggered' : 'not-filled'
  tellOrder(state, order, isFilled ? 'filled' : cause)
}
