/**
 * The fee of a fill in whole numbers: what the core's decimal arithmetic says, to the microdollar, at a
 * hundredth of its cost. Whatever does not fit into the safe integers is left to the core.
 * @module
 */
import {
  BALANCE_PRECISION_MICRODOLLARS,
  type Centicontracts,
  feeOfFill,
  KALSHI_BASE_RATES,
  type KalshiFeeRate,
  type KalshiFeeTerms,
  type KalshiRounding,
  type Liquidity,
  maximumFee,
  type Membership,
  type Microdollars,
  type PriceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'

/** What one fill is charged, microdollars. */
export interface FillFee {
  /** Trade fee + rounding − rebate: 0 or more. */
  readonly netFee: number
  /** Rounding that the order overpaid so far: what its next fill begins with. */
  readonly overpaid: number
}

/** One fill: price of the side that is bought, strictly between 0 and 1, and a count above 0. */
export interface PricedFill {
  readonly liquidity: Liquidity
  readonly price: number
  readonly count: number
}

/** A base rate times the multiplier, as `dividend` ÷ `divisor` microdollars a unit of count × p × (1 − p). */
interface WholeRate {
  readonly dividend: number
  readonly divisor: number
}

/** Decimals of a rate times its multiplier with which quotients stay inside the safe integers. */
const RATE_DECIMALS_MAX = 8

/** Fees of one kind of member in one market, while its rate and rounding hold. */
export class FillFees {
  private readonly terms: KalshiFeeTerms
  private readonly precision: number
  private readonly maker: WholeRate | undefined
  private readonly taker: WholeRate | undefined

  constructor(rate: KalshiFeeRate, rounding: KalshiRounding, membership: Membership) {
    this.terms = { rate, rounding, membership }
    this.precision = BALANCE_PRECISION_MICRODOLLARS[membership]
    this.maker = wholeRate(this.terms, 'maker')
    this.taker = wholeRate(this.terms, 'taker')
  }

  /** Returns what a buying fill is charged, `overpaid` being what its order's fills before left. */
  feeOf(fill: PricedFill, overpaid: number): FillFee {
    const tradeFee = this.tradeFeeOf(fill)
    if (tradeFee === undefined) return this.coreFeeOf(fill, overpaid)
    const { precision } = this
    const { rebateStepMicrodollars, rebateNeedsMore, rebateStepsMax } = this.terms.rounding
    const step = rebateStepMicrodollars ?? precision
    const over = (fill.price * fill.count + tradeFee) % precision
    const fee = over === 0 ? tradeFee : tradeFee + precision - over
    const gathered = overpaid + fee - tradeFee
    const ripe = rebateNeedsMore && gathered <= step ? 0 : Math.floor(gathered / step)
    const rebate = Math.min(ripe, Math.floor(fee / step), rebateStepsMax) * step
    return { netFee: fee - rebate, overpaid: gathered - rebate }
  }

  /** Returns the most that `count` resting contracts bought at `price` may be charged, microdollars. */
  budgetOf(price: number, count: number): number {
    const smallest = this.tradeFeeOf({ liquidity: 'maker', price, count: 1 })
    if (smallest === undefined) {
      const level = { price: price as PriceTicks, count: count as Centicontracts }
      return maximumFee(this.terms, 'maker', [level])
    }
    const { precision } = this
    const roundingMost = price % precision === 0 ? 0 : precision - 1
    const allIn = (price + smallest + roundingMost) * count
    return Math.ceil(allIn / precision) * precision - price * count
  }

  /** The model's fee rounded up; undefined: a sum that is no safe integer. */
  private tradeFeeOf({ liquidity, price, count }: PricedFill): number | undefined {
    const rate = liquidity === 'maker' ? this.maker : this.taker
    if (rate === undefined) return undefined
    const dividend = rate.dividend * count * price * (TICKS_PER_DOLLAR - price)
    if (dividend > Number.MAX_SAFE_INTEGER) return undefined
    const remainder = dividend % rate.divisor
    const steps = (dividend - remainder) / rate.divisor + (remainder > 0 ? 1 : 0)
    return steps * this.terms.rounding.tradeFeeStepMicrodollars
  }

  private coreFeeOf({ liquidity, price, count }: PricedFill, overpaid: number): FillFee {
    const accumulator = { roundingMicrodollars: overpaid as Microdollars }
    const fee = feeOfFill(this.terms, accumulator, {
      action: 'buy',
      liquidity,
      price: price as PriceTicks,
      count: count as Centicontracts,
    })
    return { netFee: fee.netFee, overpaid: fee.accumulator.roundingMicrodollars }
  }
}

/** count × p × q ÷ 10,000 microdollars at a rate of 1: hundredths of a contract, two prices in ticks. */
function wholeRate(
  { rate, rounding }: KalshiFeeTerms,
  liquidity: Liquidity,
): WholeRate | undefined {
  const product = KALSHI_BASE_RATES[rate.feeType][liquidity].times(rate.multiplier)
  const decimals = product.decimalPlaces()
  if (decimals > RATE_DECIMALS_MAX) return undefined
  const scale = 10 ** decimals
  return {
    dividend: Number(product.times(scale).toFixed(0)),
    divisor: scale * TICKS_PER_DOLLAR * rounding.tradeFeeStepMicrodollars,
  }
}

/** Returns the fees of a market for every kind of member. */
export function fillFeesOf(
  rate: KalshiFeeRate,
  rounding: KalshiRounding,
): Readonly<Record<Membership, FillFees>> {
  return {
    direct: new FillFees(rate, rounding, 'direct'),
    'non-direct': new FillFees(rate, rounding, 'non-direct'),
  }
}
