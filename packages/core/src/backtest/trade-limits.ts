/**
 * How far price and odds may slip before a trade is not worth it: the worst price and the worst odds at
 * which the contracts planned, with the best stake, still leave enough. What is planned to be earned
 * above the least profit is shared out: half of it may go by the price, half by the odds, so that both at
 * their worst still leave about the least profit. Exact for each by itself; rounding apart for both.
 * @module
 */
import { assertInput } from '../assert.ts'
import { isOnGrid, type PriceGrid } from '../book/price-grid.ts'
import { betterAtSize, guaranteedBy } from '../sizing/two-leg-candidate.ts'
import { prepareProblem, type TwoLegOutcome } from '../sizing/two-leg-problem.ts'
import {
  type Centicontracts,
  type Cents,
  type Microdollars,
  microdollars,
  MICRODOLLARS_MAX,
  type PriceTicks,
  priceTicks,
  TICKS_PER_DOLLAR,
} from '../units/money.ts'
import { floorTimes, type Rational, rational } from '../units/rational.ts'
import { NOTHING_TO_BUY } from './paper-stake.ts'
import { costMost, type PaperFees } from './taking.ts'

/** What is planned. */
export interface TradeLimitsQuery {
  readonly contract: {
    /** Above 0, a multiple of `step`. */
    readonly count: Centicontracts
    readonly step: Centicontracts
    /** What they cost as the book was seen, fees at most. */
    readonly allIn: Microdollars
    /** The worst price that takes from what was seen. */
    readonly lastPrice: PriceTicks
    readonly fees: PaperFees
    /** Prices that the market accepts; undefined: any tick. */
    readonly grid?: PriceGrid | undefined
  }
  readonly bet: {
    readonly returnRatio: Rational
    readonly stakeMaxCents: Cents
    readonly stakeStepCents: Cents
  }
  readonly outcomes: readonly TwoLegOutcome[]
  /** Least profit. */
  readonly profitMin: Microdollars
}

/** What a trade is limited by. */
export interface TradeLimits {
  /** `lastPrice` or worse, on the grid. */
  readonly limitPrice: PriceTicks
  /** Four decimals, or the odds as seen; at most those. */
  readonly minimumOdds: Rational
  /** As planned. */
  readonly stakeCents: Cents
  /** Profit in the worst outcome as planned. */
  readonly guaranteed: Microdollars
}

const ODDS_STEPS = 10_000

/**
 * Returns the limits; undefined where not one step may be staked.
 * @throws {InvalidInputError} a count, step or price out of range, or a payoff that sizing does not know.
 */
export function tradeLimitsOf(query: TradeLimitsQuery): TradeLimits | undefined {
  const { contract, bet, profitMin } = query
  assertInput(contract.count > 0, `a count must be above 0, got ${contract.count}`)
  const planned = bestStake(query, contract.allIn, bet.returnRatio)
  if (planned === undefined) return undefined
  const guaranteed = guaranteedBy(planned)
  const spare = Math.max(guaranteed - profitMin, 0)
  const enough = guaranteed - Math.floor(spare / 2)
  const leaves = (allIn: number, odds: Rational): boolean => {
    const found = bestStake(query, allIn, odds)
    return found !== undefined && guaranteedBy(found) >= enough
  }
  const limit = limitOf(contract, (allIn) => leaves(allIn, bet.returnRatio))
  const seenSteps = floorTimes(ODDS_STEPS, bet.returnRatio)
  const given = lastThat(0, seenSteps - ODDS_STEPS - 1, (steps) =>
    leaves(contract.allIn, rational(seenSteps - steps, ODDS_STEPS)),
  )
  const isGiven = given > 0 || leaves(contract.allIn, rational(seenSteps, ODDS_STEPS))
  return {
    limitPrice: limit,
    minimumOdds: isGiven ? rational(seenSteps - given, ODDS_STEPS) : bet.returnRatio,
    stakeCents: planned.stake,
    guaranteed: microdollars(guaranteed),
  }
}

/**
 * The worst price on the grid that leaves enough. Fees at most are dearer between whole cents, where the
 * balance may be rounded at every fill: whole cents are looked through first, then what lies above the last.
 */
function limitOf(
  { lastPrice, count, fees, grid }: TradeLimitsQuery['contract'],
  leavesEnough: (allIn: number) => boolean,
): PriceTicks {
  const holds = (ticks: number): boolean =>
    leavesEnough(costMost(fees, { limitPrice: priceTicks(ticks), count }))
  const firstCent = Math.ceil(lastPrice / CENT_TICKS)
  const cent = lastThat(firstCent - 1, TICKS_PER_DOLLAR / CENT_TICKS - 1, (each) =>
    holds(each * CENT_TICKS),
  )
  const from = Math.max(lastPrice, cent * CENT_TICKS)
  const nextCent = (Math.floor(from / CENT_TICKS) + 1) * CENT_TICKS
  let limit = lastThat(from, nextCent - 1, holds)
  const isTaken = (ticks: number) => grid === undefined || isOnGrid(grid, priceTicks(ticks))
  while (limit > lastPrice && !isTaken(limit)) limit -= 1
  return priceTicks(limit)
}

const CENT_TICKS = 100

/** The best stake of these contracts at a cost, at these odds. */
function bestStake({ contract, bet, outcomes }: TradeLimitsQuery, allIn: number, odds: Rational) {
  const problem = prepareProblem({
    contracts: NOTHING_TO_BUY,
    contractStep: contract.step,
    betReturn: odds,
    stakeStep: bet.stakeStepCents,
    stakeMax: bet.stakeMaxCents,
    bankroll: microdollars(MICRODOLLARS_MAX),
    outcomes,
  })
  return betterAtSize(problem, { size: contract.count, allIn }, undefined)
}

/** The largest of `from` to `to` that holds, where those that hold come first; `from` where none after it does. */
function lastThat(from: number, to: number, holds: (value: number) => boolean): number {
  let [low, high] = [from, Math.max(from, to)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (holds(middle)) low = middle
    else high = middle - 1
  }
  return low
}
