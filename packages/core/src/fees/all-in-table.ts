/**
 * All-in costs looked up instead of computed: one entry a price, made once for all markets with the
 * same terms. Beside each cost stands the least cost at that price or any higher one, which is what
 * a best ask tells about its whole ladder: off the grid of the balance a price may cost more than
 * the next one on it.
 *
 * Invariant: every entry equals what the costs it was made from say. Tables are never changed.
 * @module
 */
import { assertInput } from '../assert.ts'
import { Decimal } from '../units/decimal.ts'
import { type PriceTicks, TICKS_PER_DOLLAR } from '../units/money.ts'
import type { ContractCosts } from './contract-costs.ts'
import { allInPerCenticontract, type KalshiFeeTerms } from './kalshi.ts'
import { BALANCE_PRECISION_MICRODOLLARS, KALSHI_BASE_RATES } from './kalshi-schedule.ts'

/** Costs by price, as a venue charges them. */
export interface AllInTable extends ContractCosts {
  /**
   * Returns the least that 0.01 contract costs at this price or any higher one, whole microdollars;
   * at a dollar, where little is sold, that is the dollar. `NaN` for what is no price of 0 to
   * 10,000 ticks: on a hot path the caller tests the cost once, and nothing is made for a message.
   */
  leastFrom(price: number): number
}

/** Most tables of Kalshi terms that are kept; past it the oldest one is made anew when asked for. */
export const KALSHI_TABLES_MAX = 64

/**
 * Returns the table of any costs. Every price is asked for once, here: tens of milliseconds where a
 * price takes decimal arithmetic. Kalshi's terms have {@link kalshiTakerTable}.
 * @throws {InvalidInputError} costs that are no whole number of microdollars, or below the price.
 */
export function allInTableOf(costs: ContractCosts): AllInTable {
  const perPrice = new Int32Array(TICKS_PER_DOLLAR + 1)
  for (let price = 1; price < TICKS_PER_DOLLAR; price += 1) {
    const cost = costs.perCenticontract(price as PriceTicks)
    assertInput(
      Number.isInteger(cost) && cost >= price && cost <= COST_MAX,
      'an all-in cost is a whole number of microdollars, not below the price',
      { price, cost },
    )
    perPrice[price] = cost
  }
  return tableOf(perPrice, costs)
}

/**
 * Returns the table of a Kalshi taker order: the same object for the same rate, rounding and
 * membership. The costs of `kalshiTakerCosts`, without its decimal arithmetic at each price.
 */
export function kalshiTakerTable(terms: KalshiFeeTerms): AllInTable {
  const { rate, rounding, membership } = terms
  const base = KALSHI_BASE_RATES[rate.feeType].taker
  const step = rounding.tradeFeeStepMicrodollars
  const key = [base.toString(), rate.multiplier.toString(), step, membership].join(' ')
  const known = kalshiTables.get(key)
  if (known !== undefined) return known
  const made = tableOf(kalshiCosts(terms), {
    perCenticontract: (price) => allInPerCenticontract(terms, 'taker', price),
    totalStepMicrodollars: BALANCE_PRECISION_MICRODOLLARS[membership],
  })
  const [oldest] = kalshiTables.keys()
  if (kalshiTables.size >= KALSHI_TABLES_MAX && oldest !== undefined) kalshiTables.delete(oldest)
  kalshiTables.set(key, made)
  return made
}

const kalshiTables = new Map<string, AllInTable>()

/** Far above a contract of a dollar with any fee that is believed, and inside a 32-bit integer. */
const COST_MAX = 1_000_000_000

/** Decimals of a rate with which the fee of every price is a quotient of safe integers. */
const RATE_DECIMALS_MAX = 8
const RATE_SCALE = 10 ** RATE_DECIMALS_MAX

/** By price in ticks; 0 at both ends, where nothing is sold. */
function kalshiCosts(terms: KalshiFeeTerms): Int32Array {
  const { rate, rounding, membership } = terms
  const perPrice = new Int32Array(TICKS_PER_DOLLAR + 1)
  const product = KALSHI_BASE_RATES[rate.feeType].taker.times(rate.multiplier)
  if (product.decimalPlaces() > RATE_DECIMALS_MAX || product.gt(1)) {
    for (let price = 1; price < TICKS_PER_DOLLAR; price += 1) {
      perPrice[price] = allInPerCenticontract(terms, 'taker', price as PriceTicks)
    }
    return perPrice
  }
  // 0.01 contract at t ticks is charged rate × t × (10,000 − t) / 10,000 microdollars, rounded up.
  const scaledRate = Number(product.times(new Decimal(RATE_SCALE)).toFixed(0))
  const step = rounding.tradeFeeStepMicrodollars
  const divisor = RATE_SCALE * TICKS_PER_DOLLAR * step
  const precision = BALANCE_PRECISION_MICRODOLLARS[membership]
  for (let price = 1; price < TICKS_PER_DOLLAR; price += 1) {
    const dividend = scaledRate * price * (TICKS_PER_DOLLAR - price)
    const remainder = dividend % divisor
    const steps = (dividend - remainder) / divisor + (remainder > 0 ? 1 : 0)
    const roundingMost = price % precision === 0 ? 0 : precision - 1
    perPrice[price] = price + steps * step + roundingMost
  }
  return perPrice
}

/** What is no price of 1 to 9,999 ticks is left to the costs themselves, and to what they refuse. */
function tableOf(perPrice: Int32Array, costs: ContractCosts): AllInTable {
  const least = new Int32Array(TICKS_PER_DOLLAR + 1)
  let lowest = TICKS_PER_DOLLAR
  least[TICKS_PER_DOLLAR] = lowest
  for (let price = TICKS_PER_DOLLAR - 1; price > 0; price -= 1) {
    lowest = Math.min(lowest, perPrice[price] as number)
    least[price] = lowest
  }
  least[0] = lowest
  return {
    perCenticontract: (price) => perPrice[price] || costs.perCenticontract(price),
    totalStepMicrodollars: costs.totalStepMicrodollars,
    leastFrom: (price) => least[price] ?? Number.NaN,
  }
}
