/**
 * What the venue charged for a fill against what its published algorithm says, to the microdollar.
 * Rounding goes back and forth between the fills of one order, so an order is checked as a whole.
 * Where its first fills or their sequence are not known, the prediction is a range. Pure.
 * @module
 */
import {
  assertInput,
  type Centicontracts,
  complementTicks,
  type KalshiFeeTerms,
  type KalshiFill,
  type Liquidity,
  type Microdollars,
  microdollars,
  type PriceTicks,
} from '@arbkit/core'
import {
  afterCharge,
  type FeeRange,
  feeRangeOf,
  type GatheredRounding,
  NOTHING_GATHERED,
  roundingOf,
  UNKNOWN_GATHERED,
} from './gathered-rounding.ts'

/** A fill as the venue reports it. */
export interface ChargedFill {
  readonly fillId: string
  readonly orderId: string
  readonly seriesId: string
  readonly liquidity: Liquidity
  /** The side that the fill made the account longer of: a sale of YES is a purchase of NO. */
  readonly outcomeSide: 'yes' | 'no'
  /** `yes_price_dollars`, whatever the side. */
  readonly yesPrice: PriceTicks
  readonly count: Centicontracts
  /** `fee_cost`. */
  readonly charged: Microdollars
  /** Unix ms. */
  readonly atMs: number
  /** What was in force then. */
  readonly terms: KalshiFeeTerms
}

/** How one fill came out. */
export interface FeeCheck {
  readonly fill: ChargedFill
  /** What the algorithm charges at least and at most; the two are the same where it is exact. */
  readonly predicted: { readonly least: Microdollars; readonly most: Microdollars }
  /** Charged less the nearest charge that is possible: 0 where it is one, above 0 where it cost more. */
  readonly drift: Microdollars
  readonly isExact: boolean
  /** Why the fee of the market had to be assumed; a drift is then no proof against the algorithm. */
  readonly assumedBecause: string | undefined
}

/** The fills of one order. */
export interface ChargedOrder {
  /** In the order of their times; fills of the same millisecond may be any way round. */
  readonly fills: readonly ChargedFill[]
  /** True where no earlier fill of the order is missing. */
  readonly isFromFirstFill: boolean
}

/**
 * Checks the fills of one order, taker and maker ones together.
 * @throws {InvalidInputError} fills of several orders, fills that go back in time, or a price or a
 *   count that no fill has.
 */
export function checkOrderFees({ fills, isFromFirstFill }: ChargedOrder): readonly FeeCheck[] {
  let gathered = isFromFirstFill ? NOTHING_GATHERED : UNKNOWN_GATHERED
  const checks: FeeCheck[] = []
  for (const moment of momentsOf(fills)) {
    const before = moment.length === 1 ? gathered : withinMoment(moment, gathered)
    const checked = moment.map((fill) => checkFill(fill, before))
    gathered = afterMoment(checked, gathered)
    checks.push(...checked)
  }
  return checks
}

/**
 * Returns the fill as the algorithm sees it. Selling YES at p and buying NO at 1 − p differ by a dollar
 * a contract, which is whole cents for every count, so both are rounded alike.
 */
export function feeFillOf({
  outcomeSide,
  yesPrice,
  count,
  liquidity,
}: Pick<ChargedFill, 'outcomeSide' | 'yesPrice' | 'count' | 'liquidity'>): KalshiFill {
  const price = outcomeSide === 'yes' ? yesPrice : complementTicks(yesPrice)
  return { action: 'buy', liquidity, price, count }
}

/** Checks one fill whose order had gathered something between two bounds. */
export function checkFill(fill: ChargedFill, gathered: GatheredRounding): FeeCheck {
  const range = feeRangeOf(fill.terms, feeFillOf(fill), gathered)
  return {
    fill,
    predicted: { least: range.least, most: range.most },
    drift: microdollars(fill.charged - nearestCharge(range, fill.charged)),
    isExact: range.least === range.most,
    assumedBecause: fill.terms.rate.assumedBecause,
  }
}

/** Charges lie whole steps below the most. */
function nearestCharge({ least, most, step }: FeeRange, charged: number): number {
  const inside = Math.min(Math.max(charged, least), most)
  return most - Math.round((most - inside) / step) * step
}

/** Of several fills of one moment each may have come after any of the others. */
function withinMoment(
  moment: readonly ChargedFill[],
  { most }: GatheredRounding,
): GatheredRounding {
  return { least: 0, most: most + roundingSum(moment) }
}

function afterMoment(checked: readonly FeeCheck[], gathered: GatheredRounding): GatheredRounding {
  const fills = checked.map(({ fill }) => fill)
  const added = roundingSum(fills)
  const [first, ...others] = checked
  if (first !== undefined && others.length === 0 && first.drift === 0) {
    const { fill } = first
    return afterCharge(fill.terms, feeFillOf(fill), { gathered, charged: fill.charged })
  }
  // After a charge that the algorithm can not explain, anything may be left.
  if (checked.some(({ drift }) => drift !== 0)) return { least: 0, most: gathered.most + added }
  const rebated = fills.reduce((sum, fill) => sum + grossFeeOf(fill) - fill.charged, 0)
  return {
    least: Math.max(0, gathered.least + added - rebated),
    most: Math.max(0, gathered.most + added - rebated),
  }
}

function roundingSum(fills: readonly ChargedFill[]): number {
  return fills.reduce((sum, fill) => sum + roundingOf(fill.terms, feeFillOf(fill)), 0)
}

/** What is charged where nothing is given back. */
function grossFeeOf(fill: ChargedFill): number {
  return feeRangeOf(fill.terms, feeFillOf(fill), NOTHING_GATHERED).most
}

function momentsOf(fills: readonly ChargedFill[]): readonly (readonly ChargedFill[])[] {
  const moments: ChargedFill[][] = []
  let last: ChargedFill | undefined
  for (const fill of fills) {
    assertInput(
      last === undefined || fill.orderId === last.orderId,
      'fills are of several orders',
      {
        orderIds: [last?.orderId, fill.orderId],
      },
    )
    assertInput(last === undefined || fill.atMs >= last.atMs, 'fills go back in time', {
      orderId: fill.orderId,
    })
    if (last !== undefined && fill.atMs === last.atMs) moments.at(-1)?.push(fill)
    else moments.push([fill])
    last = fill
  }
  return moments
}
