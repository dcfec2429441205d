/**
 * Carries an order out: what it would do is planned and priced first, refused where the account can
 * not pay for it, and only then done. So a refused order has changed nothing.
 * @module
 */
import { type Centicontracts, type Microdollars, TICKS_PER_DOLLAR } from '@arbkit/core'
import { freedBy } from './collateral-return.ts'
import type { FillFee } from './fill-fees.ts'
import { triggerGroup } from './group-limit.ts'
import {
  availableOf,
  closingCount,
  expose,
  exposureOf,
  feeBudgetOf,
  fillFeeOf,
  restingCostOf,
  sidePriceOf,
} from './ledger.ts'
import { type MatchPlan, planMatch, type PlanTerms } from './match-plan.ts'
import type { OrderOutcome, Refusal } from './protocol.ts'
import { refusal } from './refusal.ts'
import { cancelResting, endOrder, rest, tellOrder } from './resting.ts'
import type { Order, State } from './state.ts'
import { bookTrade } from './trade.ts'
import type { OrderReason } from './views.ts'

/** What an order will do, and what its own fills are charged. */
export interface PreparedOrder {
  readonly plan: MatchPlan
  /** One for each trade of the plan, in order. */
  readonly fees: readonly FillFee[]
  /** What comes to rest. */
  readonly restCount: number
  /** Cash kept for the fees of what comes to rest. */
  readonly feeBudget: number
}

/** The terms an order is to have. */
export interface OrderTerms extends PlanTerms {
  /** The order itself, where it rests already and is to be amended. */
  readonly replaced?: Order | undefined
}

/** Returns what an order would do at these terms. */
export function prepareOrder(order: Order, terms: OrderTerms): PreparedOrder | Refusal {
  const { placed, market } = order
  const { price, count } = terms
  const { timeInForce } = placed
  if (placed.isPostOnly === true && market.book.wouldMeet(placed.side, price)) {
    return refusal('invalid_order', 'post only cross')
  }
  const plan = planMatch(market.book, order, terms)
  if (timeInForce === 'fill_or_kill' && plan.fillCount < count && plan.stop === undefined) {
    const message = 'fill or kill: not enough rests at the price'
    return refusal('fill_or_kill_insufficient_resting_volume', message)
  }
  const isResting = timeInForce === 'good_till_canceled' && plan.stop === undefined
  const restCount = isResting ? count - plan.fillCount : 0
  const feeBudget = restCount === 0 ? 0 : feeBudgetOf(order, price, restCount)
  const prepared = { plan, fees: feesOf(order, plan), restCount, feeBudget }
  if (!canAfford(order, terms, prepared)) {
    return refusal(
      'insufficient_balance',
      'available balance does not cover the order and its fees',
    )
  }
  return prepared
}

function feesOf(order: Order, { steps }: MatchPlan): FillFee[] {
  const fees: FillFee[] = []
  let { overpaid } = order
  for (const step of steps) {
    if (step.kind !== 'trade') continue
    const { maker, count } = step
    const fee = fillFeeOf(order, { liquidity: 'taker', price: maker.price, count }, overpaid)
    fees.push(fee)
    overpaid = fee.overpaid
  }
  return fees
}

/** True where the account's free cash stays at 0 or more once the order is carried out. */
function canAfford(
  order: Order,
  { price, replaced }: OrderTerms,
  { plan, fees, restCount, feeBudget }: PreparedOrder,
): boolean {
  const { holding, placed } = order
  const { side } = placed
  const after = exposureOf(holding)
  let cash = TICKS_PER_DOLLAR * closingCount(holding.position, side, plan.fillCount)
  for (const step of plan.steps) {
    if (step.kind === 'trade') cash -= sidePriceOf(side, step.maker.price) * step.count
    else if (step.kind === 'cancel-own' && step.maker.holding === holding) {
      expose(after, step.maker.placed.side, -step.maker.remaining, -restingCostOf(step.maker))
    }
  }
  if (replaced !== undefined) expose(after, side, -replaced.remaining, -restingCostOf(replaced))
  for (const fee of fees) cash -= fee.netFee
  if (restCount > 0) {
    expose(after, side, restCount, sidePriceOf(side, price) * restCount + feeBudget)
  }
  after.position += side === 'bid' ? plan.fillCount : -plan.fillCount
  return availableOf(holding.purse) + cash + freedBy(holding, after) >= 0
}

/** Does what was prepared; the order must not rest. `reason` is told where nothing else happens to it. */
export function executeOrder(
  state: State,
  order: Order,
  prepared: PreparedOrder,
  reason: OrderReason,
): OrderOutcome {
  const { plan, fees } = prepared
  let yesValue = 0
  let charged = 0
  let trades = 0
  for (const step of plan.steps) {
    if (step.kind === 'cancel-own') {
      cancelResting(state, step.maker, 'self-trade')
    } else if (step.kind === 'trigger') {
      triggerGroup(state, step.group)
    } else {
      const fee = fees[trades] as FillFee
      trades += 1
      yesValue += step.maker.price * step.count
      charged += fee.netFee
      bookTrade(state, { taker: order, maker: step.maker, count: step.count, fee })
    }
  }
  order.remaining -= plan.fillCount
  settleRemainder(state, order, prepared, reason)
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
  { plan, restCount, feeBudget }: PreparedOrder,
  reason: OrderReason,
): void {
  if (restCount > 0) {
    rest(state, order, feeBudget)
    tellOrder(state, order, order.fillCount > 0 && reason === 'placed' ? 'filled' : reason)
    return
  }
  const isFilled = order.remaining === 0
  order.remaining = 0
  endOrder(state, order, isFilled ? 'executed' : 'canceled')
  tellOrder(state, order, isFilled ? 'filled' : (plan.stop ?? 'not-filled'))
}
