/**
 * From an opportunity to what a paper trade sets out to do: as many contracts as it asks for, at limits that
 * leave its least profit, against the same outcomes that its guarantee is over.
 * @module
 */
import {
  type AskLadder,
  type Centicontracts,
  centicontracts,
  cents,
  CENTICONTRACTS_PER_CONTRACT,
  type Cents,
  floorTimes,
  FREE_OF_FEES,
  kalshiRoundingAt,
  ladderCostOf,
  ladderSize,
  type Microdollars,
  microdollars,
  type NakedPolicy,
  type PaperFees,
  type PaperPlan,
  priceTicks,
  takeFromBook,
  takenLevels,
  TICKS_PER_DOLLAR,
  tradeLimitsOf,
  type TwoLegTerms,
  twoLegTermsOf,
} from '@arbkit/core'
import type { Candidate } from '../scan/priced-candidate.ts'

/** An opportunity as a desk looks at it. */
export interface Tradable {
  readonly candidate: Candidate
  readonly terms: TwoLegTerms
  /** What the book shows less what earlier paper orders took. */
  readonly ladder: AskLadder
  /** What the book takes on this bet beside what paper trades have bet on it already. */
  readonly stakeMax: Cents
  /** Whole contracts: what the opportunity asks for, of what is left at its prices and of the bet. */
  readonly countMost: Centicontracts
}

/** What is the same for every size. */
export interface PlanTerms {
  readonly tradeId: string
  /** Unix ms. */
  readonly atMs: number
  readonly minProfit: Microdollars
  readonly whenNaked: NakedPolicy
}

/** A plan, and the stake that is planned with it. */
export interface PlannedTrade {
  readonly plan: PaperPlan
  readonly stakeCents: Cents
}

const STEP = centicontracts(CENTICONTRACTS_PER_CONTRACT)
const STAKE_STEP = cents(1)

/**
 * Returns what can be traded of a candidate; undefined where it does not pay.
 * @param staked what paper trades that are not over have bet on it, or are about to.
 */
export function tradableOf(
  candidate: Candidate,
  left: AskLadder,
  staked: number,
): Tradable | undefined {
  const { finding, pair, side, market, contract, returnRatio } = candidate
  if (finding.tag === 'miss' || contract.book === undefined) return undefined
  const shown = contract.book.levels.askLadder(side)
  const last = takenLevels(ladderCostOf(shown, FREE_OF_FEES), finding.position.size).at(-1)
  const there = ladderSize(left.filter(({ price }) => price <= (last?.price ?? 0)))
  const stakeMax = cents(Math.max(candidate.stakeMax - staked, 0))
  // A centicontract pays a cent: what the bet pays out is what it covers.
  const covered = staked === 0 ? Infinity : floorTimes(stakeMax, returnRatio)
  const count = Math.floor(Math.min(there, covered, finding.position.size) / STEP) * STEP
  const { league } = pair.fixture
  const terms = twoLegTermsOf({
    league,
    question: pair.yes,
    venue: 'kalshi',
    side,
    book: market.book,
  })
  return { candidate, terms, ladder: left, stakeMax, countMost: centicontracts(count) }
}

/** Returns the plan for so many contracts, above 0; undefined where no stake goes with them. */
export function plannedTrade(
  { candidate, terms, ladder, stakeMax }: Tradable,
  count: Centicontracts,
  { tradeId, atMs, minProfit, whenNaked }: PlanTerms,
): PlannedTrade | undefined {
  const { finding, feeRate, returnRatio, contract } = candidate
  const fees: PaperFees = {
    tag: 'kalshi',
    terms: { rate: feeRate, rounding: kalshiRoundingAt(atMs), membership: 'direct' },
  }
  const highest = priceTicks(TICKS_PER_DOLLAR - 1)
  const order = { action: 'buy', timeInForce: 'fok', count, limitPrice: highest } as const
  const taking = takeFromBook(order, ladder, fees)
  const last = taking.fills.at(-1)
  if (last === undefined) return undefined
  const outcomes = finding.tag === 'locked' ? terms.regular : terms.decided
  const bet = { returnRatio, stakeMaxCents: stakeMax, stakeStepCents: STAKE_STEP }
  const limits = tradeLimitsOf({
    contract: {
      count,
      step: STEP,
      allIn: microdollars(taking.value + taking.feeMost),
      lastPrice: last.price,
      fees,
      grid: contract.market?.priceGrid,
    },
    bet,
    outcomes,
    profitMin: minProfit,
  })
  if (limits === undefined) return undefined
  const { limitPrice, minimumOdds, stakeCents, guaranteed } = limits
  const plan: PaperPlan = {
    id: tradeId,
    atMs,
    contract: { ladder, count, limitPrice, timeInForce: 'ioc', step: STEP, fees },
    bet: { returnRatio, minimumOdds, stakeMaxCents: stakeMax, stakeStepCents: STAKE_STEP },
    outcomes,
    guaranteed,
    whenNaked,
  }
  return { plan, stakeCents }
}
