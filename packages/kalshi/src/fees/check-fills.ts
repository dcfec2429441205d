/**
 * The account's fills against the fees that its records predict: each order as a whole, because
 * rounding goes back and forth between its fills, and the drift of all of them by series. Pure.
 * @module
 */
import { kalshiRoundingAt, type Membership, type Microdollars, microdollars } from '@arbkit/core'
import { outcomeSideOf } from '../orders/yes-book.ts'
import type { AccountFill } from '../to-core/fill.ts'
import { listingOfTicker } from '../to-core/listing.ts'
import type { AccountOrder } from '../to-core/order.ts'
import { type ChargedFill, checkOrderFees, type FeeCheck } from './charged-fee.ts'
import { feeAsOf, type FeeMarket } from './fee-as-of.ts'
import { type FeeDriftReport, feeDriftOf } from './fee-drift.ts'
import type { FeeRecords } from './fee-records.ts'

/** What is checked, and against what. */
export interface FillsToCheck {
  /** In any order; one that came twice counts once. */
  readonly fills: readonly AccountFill[]
  /**
   * Orders of theirs, where they are known: an order whose fills are all here is predicted exactly,
   * another one only within a range.
   */
  readonly orders?: readonly AccountOrder[] | undefined
  readonly records: FeeRecords
  readonly membership: Membership
  /** Event and series of a market; read off its ticker where this is left out. */
  readonly marketOf?: ((marketId: string) => FeeMarket) | undefined
}

/** How one order came out. */
export interface OrderFeeCheck {
  readonly orderId: string
  readonly marketId: string
  /** By time. */
  readonly fills: readonly FeeCheck[]
  /** Sum of the fills' predictions; the two are the same where every one is exact. */
  readonly predicted: { readonly least: Microdollars; readonly most: Microdollars }
  /** Sum of what the fills were charged. */
  readonly charged: Microdollars
  /** Signed sum of what was charged too much: 0 where every charge is one that was predicted. */
  readonly drift: Microdollars
  /** True where no fill of the order is missing, as far as its own count says. */
  readonly isWhole: boolean
  /** What the order itself states as its fees, taker and maker together; undefined where it is not known. */
  readonly statedFees: Microdollars | undefined
}

/** How all came out. */
export interface FillsCheck {
  /** In the order of their first fills. */
  readonly orders: readonly OrderFeeCheck[]
  readonly drift: FeeDriftReport
  /** Fills of which the venue does not say when they were: nothing can be predicted of them. */
  readonly undatedFillIds: readonly string[]
}

/** A fill whose time is known. */
type DatedFill = AccountFill & { readonly filledMs: number }

/**
 * Checks fills, order by order.
 * @throws {InvalidInputError} a multiplier of the records that is not believed, or a fill at a price or of
 *   a count that no fill has.
 */
export function checkFills(input: FillsToCheck): FillsCheck {
  const byId = new Map(input.fills.map((fill) => [fill.fillId, fill]))
  const dated = [...byId.values()].filter(isDated).toSorted(byTime)
  const byOrder = new Map<string, DatedFill[]>()
  for (const fill of dated) {
    // An order is of one market; the key says so, whatever is reported.
    const key = `${fill.orderId} ${fill.marketId}`
    const own = byOrder.get(key)
    if (own === undefined) byOrder.set(key, [fill])
    else own.push(fill)
  }
  const undated = new Set(
    input.fills.filter((fill) => !isDated(fill)).map(({ orderId }) => orderId),
  )
  const orders = [...byOrder.values()].map((fills) => orderCheck(input, fills, undated))
  return {
    orders,
    drift: feeDriftOf(orders.flatMap(({ fills }) => fills)),
    undatedFillIds: [...byId.values()].filter((fill) => !isDated(fill)).map(({ fillId }) => fillId),
  }
}

const isDated = (fill: AccountFill): fill is DatedFill => fill.filledMs !== undefined

function byTime(a: DatedFill, b: DatedFill): number {
  return a.filledMs - b.filledMs || (a.fillId < b.fillId ? -1 : 1)
}

function orderCheck(
  { orders = [], records, membership, marketOf = marketOfTicker }: FillsToCheck,
  fills: readonly DatedFill[],
  undatedOrders: ReadonlySet<string>,
): OrderFeeCheck {
  const [first] = fills as readonly [DatedFill]
  const { orderId, marketId } = first
  const order = orders.find((each) => each.orderId === orderId)
  const filled = fills.reduce((sum, { count }) => sum + count, 0)
  const isWhole = order?.filledCount === filled && !undatedOrders.has(orderId)
  const market = marketOf(marketId)
  const charged = fills.map((fill): ChargedFill => {
    const { filledMs: atMs } = fill
    const { rate } = feeAsOf(records, market, atMs)
    return {
      fillId: fill.fillId,
      orderId,
      seriesId: market.seriesId,
      liquidity: fill.isTaker ? 'taker' : 'maker',
      outcomeSide: outcomeSideOf(fill.bookSide),
      yesPrice: fill.yesPrice,
      count: fill.count,
      charged: fill.fee,
      atMs,
      terms: { rate, rounding: kalshiRoundingAt(atMs), membership },
    }
  })
  // Of an order with holes nobody knows what its other fills left over: each fill for itself.
  const checks = isWhole
    ? checkOrderFees({ fills: charged, isFromFirstFill: true })
    : charged.flatMap((fill) => checkOrderFees({ fills: [fill], isFromFirstFill: false }))
  const sumOf = (valueOf: (check: FeeCheck) => number): Microdollars =>
    microdollars(checks.reduce((sum, check) => sum + valueOf(check), 0))
  return {
    orderId,
    marketId,
    fills: checks,
    predicted: {
      least: sumOf(({ predicted }) => predicted.least),
      most: sumOf(({ predicted }) => predicted.most),
    },
    charged: sumOf(({ fill }) => fill.charged),
    drift: sumOf(({ drift }) => drift),
    isWhole,
    statedFees: order === undefined ? undefined : microdollars(order.takerFees + order.makerFees),
  }
}

function marketOfTicker(marketId: string): FeeMarket {
  const { eventId, seriesId } = listingOfTicker(marketId)
  return { marketId, eventId, seriesId }
}
