/**
 * The slow answer for two legs: every number of contracts, every stake that could be best for it.
 * Integers and a loop; nothing is shared with the search, the ladders or the bound that are timed.
 * @module
 */
import { type OrderBook, otherContractSide, type Rational } from '@arbkit/core'
import { COSTS, STAKE_MAX_CENTS } from './slate.ts'

/** What the first `n` whole contracts of one side cost, all in, microdollars: index 0 is 0. */
export type CostOfContracts = readonly number[]

/** Returns the costs of every whole number of contracts that can be bought. */
export function costsOfContracts(book: OrderBook, side: 'yes' | 'no'): CostOfContracts {
  const costs = [0]
  let exact = 0
  let centicontracts = 0
  for (const { price, size } of book.bidLevels(otherContractSide(side))) {
    const unit = unitCost(10_000 - price)
    for (let left: number = size; left > 0; left -= 1) {
      exact += unit
      centicontracts += 1
      if (centicontracts % 100 === 0) costs.push(Math.ceil(exact / 100) * 100)
    }
  }
  return costs
}

const known = new Map<number, number>()

function unitCost(ticks: number): number {
  let cost = known.get(ticks)
  if (cost === undefined) {
    cost = COSTS.perCenticontract(ticks as Parameters<typeof COSTS.perCenticontract>[0])
    known.set(ticks, cost)
  }
  return cost
}

/**
 * Returns the largest profit that is sure whichever side wins, microdollars; below 0 where every
 * position loses, -Infinity where there is nothing to buy. At least one contract and one cent.
 */
export function bestGuarantee(
  costs: CostOfContracts,
  { numerator, denominator }: Rational,
): number {
  let best = Number.NEGATIVE_INFINITY
  for (let contracts = 1; contracts < costs.length; contracts += 1) {
    const covering = Math.ceil((contracts * 100 * denominator) / numerator)
    for (const wanted of [covering - 1, covering, covering + 1]) {
      const stake = Math.min(STAKE_MAX_CENTS, Math.max(1, wanted))
      const payout = Math.floor((stake * numerator) / denominator)
      const worst = Math.min(contracts * 100, payout) - stake
      best = Math.max(best, worst * 10_000 - (costs[contracts] as number))
    }
  }
  return best
}
