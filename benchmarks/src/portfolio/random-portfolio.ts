/**
 * Sizing problems of any size: exactly one of so many outcomes happens, every part pays in a run of
 * them, half of the parts are contracts with a ladder and half are bets. Prices are a little below
 * what the outcomes are worth, so that there is something to buy.
 * @module
 */
import {
  centicontracts,
  cents,
  type ContractCosts,
  exactDecimalOdds,
  ladderCostOf,
  LOSE,
  microdollars,
  type PortfolioPart,
  type PortfolioProblem,
  priceTicks,
  type Rng,
  WIN,
} from '@arbkit/core'

/** How large a problem is. */
export interface ProblemSize {
  readonly parts: number
  readonly outcomes: number
  /** Price levels of each ladder. */
  readonly levels: number
}

interface Run {
  readonly from: number
  /** Not included. */
  readonly to: number
}

/** What all outcomes together cost where the market is wrong: the rest is what can be locked. */
const WORTH = 0.9

/** Returns a random problem; `costs` prices its contracts. */
export function randomPortfolio(
  rng: Rng,
  { parts, outcomes, levels }: ProblemSize,
  costs: ContractCosts,
): PortfolioProblem {
  const chances = chancesOf(rng, outcomes)
  const runs = Array.from({ length: parts }, (_, index) =>
    // The first three cover everything between them: a guarantee exists.
    index < 3 ? thirdOf(outcomes, index) : anyRun(rng, outcomes),
  )
  return {
    parts: runs.map((run, index) => {
      const chance = chances.slice(run.from, run.to).reduce((sum, each) => sum + each, 0)
      const price = Math.min(0.97, Math.max(0.03, chance * (0.99 + 0.04 * rng.next())))
      const id = `part ${index}`
      return index % 2 === 0 ? contractOf(rng, { id, price, levels, costs }) : betOf(rng, id, price)
    }),
    outcomes: Array.from({ length: outcomes }, (_, number) => ({
      id: `outcome ${number}`,
      payoffs: runs.map(({ from, to }) => [number >= from && number < to ? WIN : LOSE]),
    })),
    cash: new Map(),
    // More than any part alone can cost: a limit that is not a whole step of anything.
    bankroll: microdollars(3_000_000_000),
    capitalReturns: [],
  }
}

function contractOf(
  rng: Rng,
  {
    id,
    price,
    levels,
    costs,
  }: {
    readonly id: string
    readonly price: number
    readonly levels: number
    readonly costs: ContractCosts
  },
): PortfolioPart {
  const first = Math.min(Math.round(price * 100), 99 - levels)
  const ladder = Array.from({ length: levels }, (_, level) => ({
    price: priceTicks((first + level) * 100),
    size: centicontracts(100 * (20 + Math.floor(rng.next() * 500))),
  }))
  return {
    tag: 'contract',
    id,
    account: 'kalshi',
    cost: ladderCostOf(ladder, costs),
    step: centicontracts(100),
    payoutStepMicrodollars: 1,
  }
}

function betOf(rng: Rng, id: string, price: number): PortfolioPart {
  return {
    tag: 'bet',
    id,
    account: id,
    returnRatio: exactDecimalOdds((1 / price).toFixed(2)).returnRatio,
    stakeStep: cents(1),
    stakeMin: cents(0),
    stakeMax: cents(10_000 + Math.floor(rng.next() * 40_000)),
    isFreeBet: false,
  }
}

function chancesOf(rng: Rng, outcomes: number): readonly number[] {
  const weights = Array.from({ length: outcomes }, () => 0.2 + rng.next())
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (WORTH * weight) / total)
}

function thirdOf(outcomes: number, index: number): Run {
  const cut = (third: number): number => Math.round((outcomes * third) / 3)
  return { from: cut(index), to: cut(index + 1) }
}

function anyRun(rng: Rng, outcomes: number): Run {
  const from = Math.floor(rng.next() * outcomes)
  const length = 1 + Math.floor((rng.next() * outcomes) / 2)
  return { from, to: Math.min(outcomes, from + length) }
}
