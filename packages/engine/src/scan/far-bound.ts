/**
 * The quick no: prices so far from crossing that no size or rounding could make a near miss of them.
 * @module
 */
import { type PriceTicks, type Rational, TICKS_PER_DOLLAR } from '@arbkit/core'

/** Hundredths of the cost that may be missing from a near miss: 1 % of it. */
const MISSING_PERCENT = 1

/**
 * Returns whether a contract at its best price and the stake that returns a dollar cost so much that less
 * than 99 % of it comes back: then the return on cost is below -1 %, and no price is better than the best.
 * Prices that cross before fees are near whatever the fees are. In whole numbers, exact.
 * @param leastCost the least that a contract costs all in at this price or any higher one, in 1/10,000
 *   dollar; the price itself where fees are left out.
 */
export function isFarFromPaying(
  bestAsk: PriceTicks,
  returnRatio: Rational,
  leastCost: number = bestAsk,
): boolean {
  if (compareToDollar(leastCost, returnRatio, 100 - MISSING_PERCENT) <= 0) return false
  return leastCost === bestAsk || compareToDollar(bestAsk, returnRatio, 100) >= 0
}

/** Returns the sign of: so many percent of what a contract at a cost and its stake come to, less a dollar. */
function compareToDollar(
  contractCost: number,
  { numerator, denominator }: Rational,
  percent: number,
): number {
  const cost = (contractCost * numerator + TICKS_PER_DOLLAR * denominator) * percent
  const dollar = TICKS_PER_DOLLAR * numerator * 100
  if (Number.isSafeInteger(cost) && Number.isSafeInteger(dollar)) return cost - dollar
  const left = BigInt(contractCost) * BigInt(numerator)
  const exact = (left + BigInt(TICKS_PER_DOLLAR) * BigInt(denominator)) * BigInt(percent)
  return Number(exact - BigInt(TICKS_PER_DOLLAR) * BigInt(numerator) * 100n)
}
