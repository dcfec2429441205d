/**
 * What a portfolio is sure to earn, added up the long way: hundredth of a contract by hundredth, cent
 * by cent, outcome by outcome. For checking; nothing is shared with what is timed.
 * @module
 */
import type { ContractCosts, PortfolioPart, PortfolioProblem } from '@arbkit/core'

/** Returns the least profit over the outcomes, microdollars, of problems where parts win or lose. */
export function slowGuarantee(
  { parts, outcomes }: PortfolioProblem,
  quantities: readonly number[],
  costs: ContractCosts,
): number {
  const spent = parts.map((part, index) => costOf(part, quantities[index] as number, costs))
  const total = spent.reduce((sum, cost) => sum + cost, 0)
  const profits = outcomes.map(({ payoffs }) =>
    parts.reduce((sum, part, index) => {
      const isWon = payoffs[index]?.[0]?.quantity.numerator === 1
      return isWon ? sum + payoutOf(part, quantities[index] as number) : sum
    }, -total),
  )
  return Math.min(...profits)
}

function costOf(part: PortfolioPart, quantity: number, costs: ContractCosts): number {
  if (part.tag === 'bet') return quantity * 10_000
  let exact = 0
  let left = quantity
  for (const { price, from, to } of part.cost.segments) {
    const unit = costs.perCenticontract(price)
    for (let size = from; size < to && left > 0; size += 1, left -= 1) exact += unit
  }
  return Math.ceil(exact / costs.totalStepMicrodollars) * costs.totalStepMicrodollars
}

function payoutOf(part: PortfolioPart, quantity: number): number {
  if (part.tag === 'contract') return quantity * 10_000
  const { numerator, denominator } = part.returnRatio
  return Number((BigInt(quantity) * BigInt(numerator)) / BigInt(denominator)) * 10_000
}
