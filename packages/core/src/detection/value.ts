/**
 * Detection of value: one contract that costs less, fees included, than several books without their
 * margin hold it to be worth. It is a bet and may lose all that it costs: there is no guaranteed
 * figure here, and every expected one is what the books' consensus would make it, a model's.
 * @module
 */
import { assertInput } from '../assert.ts'
import { type Agreement, agreementOf } from '../odds/agreement.ts'
import { type Consensus, type ConsensusInput, consensusOf } from '../odds/consensus.ts'
import { kellyLadder, type KellyLadderSize } from '../sizing/kelly/kelly-ladder.ts'
import { type KellyContractPlan, lambdaOf, spendLimitOf } from '../sizing/kelly/kelly-plan.ts'
import { type LadderCost, ladderCostOf } from '../sizing/ladder-cost.ts'
import { Decimal } from '../units/decimal.ts'
import { type Centicontracts, type Microdollars, MICRODOLLARS_PER_CENT } from '../units/money.ts'
import { type ConsensusSpread, consensusSpreadOf } from './consensus-spread.ts'
import { type TradingProfile, tradingProfile } from './profile.ts'
import type { ContractLeg } from './two-leg.ts'
import { expectedProfitDollars, type ValuePosition, valuePositionOf } from './value-position.ts'

/** A contract, the books that are asked about it, and the money at hand. */
export interface ValueInput {
  /**
   * The market and its quotes, and how the consensus is made of them. The venue of the contract must
   * not be among the books: a price is no witness to itself.
   */
  readonly books: ConsensusInput
  /** Which outcome the contract pays on: its place in `books.market.outcomes`, from 0. */
  readonly outcomeIndex: number
  readonly contract: Pick<ContractLeg, 'ladder' | 'costs' | 'step'>
  readonly profile: TradingProfile
  /** Above 0; the profile's lambda is a share of what Kelly makes of it. */
  readonly bankroll: Microdollars
  /** Most that may be spent, price and fees; the bankroll if left out. */
  readonly spendMax?: Microdollars
}

/** How far the finding rests on the choice of a devig method. */
export interface ValueUncertainty extends ConsensusSpread {
  /** Edge a contract at the best ask by the method that sees least in it, dollars. */
  readonly edgeAtLowestDollars: Decimal
  /** True if even that is the profile's edge or more. */
  readonly isEdgeAtLowestEnough: boolean
  /** Expected profit of the position by that method, dollars; it may be a loss. */
  readonly expectedProfitAtLowestDollars: Decimal
}

/** What every contract with an ask and a consensus is judged by. */
export interface ValueFigures {
  readonly profile: TradingProfile
  readonly consensus: Extract<Consensus, { tag: 'consensus' }>
  /** Consensus probability that the contract pays, in (0, 1): a model's. */
  readonly probability: Decimal
  /**
   * What a contract costs at the best level, price and fee, at most, dollars. The order's total is
   * rounded up once more: that is in what the position spends.
   */
  readonly askDollars: Decimal
  /** Probability less ask, dollars a contract; below 0 where the contract is dear. */
  readonly edgeDollars: Decimal
  readonly agreement: Agreement
}

/**
 * Why a contract is no value. `no-ask`: nothing is offered; `too-few-books`: no consensus; `edge`:
 * not cheap enough; `agreement`: too few books bear it out; `size`: Kelly, the limit or the depth
 * leaves less than one step.
 */
export type ValueMissCause = ValueMiss['cause']

/** Contracts that are no value, with what shows how near they were. */
export type ValueMiss =
  | {
      readonly tag: 'miss'
      readonly cause: 'no-ask'
      readonly profile: TradingProfile
      readonly consensus: Consensus
    }
  | {
      readonly tag: 'miss'
      readonly cause: 'too-few-books'
      readonly profile: TradingProfile
      readonly consensus: Extract<Consensus, { tag: 'too-few-books' }>
      readonly askDollars: Decimal
      readonly agreement: Agreement
    }
  | ({
      readonly tag: 'miss'
      readonly cause: 'edge' | 'agreement'
      /** Edge that is missing, dollars a contract; 0 where it is enough. */
      readonly shortEdgeDollars: Decimal
      /** Books that are missing; 0 where there are enough. */
      readonly shortBooks: number
    } & ValueFigures)
  | ({
      readonly tag: 'miss'
      readonly cause: 'size'
      /** Size 0; its `edge` is that of one step, undefined where not even one is offered. */
      readonly kelly: KellyLadderSize
      /** Contracts on offer at the profile's edge. */
      readonly offered: Centicontracts
    } & ValueFigures)

/** What a contract comes to. */
export type ValueFinding =
  | ({
      readonly tag: 'value'
      readonly position: ValuePosition
      readonly uncertainty: ValueUncertainty
    } & ValueFigures)
  | ValueMiss

/**
 * Returns whether a contract is value by the profile, and how many to buy. Levels are taken cheapest
 * first while each still has the profile's edge: a level without it ends them, since an order can
 * not pass it over. Of those, as many as let the bankroll grow fastest at the profile's lambda.
 * @throws {InvalidInputError} no such outcome, a profile, bankroll, limit or step out of range, a
 *   ladder out of order, or what `consensusOf` refuses.
 * @throws {MixedLinesError} the lines of the market do not belong together.
 * @throws {NoConvergenceError} the chosen devig method did not end.
 * @throws {KellyInputError} `probability-out-of-range`: a consensus within 1e-25 of 1.
 */
export function findValue(input: ValueInput): ValueFinding {
  const { books, outcomeIndex, contract } = input
  const profile = tradingProfile(input.profile)
  const plan = planOf(input)
  const outcomes = books.market.outcomes.length
  assertInput(
    Number.isInteger(outcomeIndex) && outcomeIndex >= 0 && outcomeIndex < outcomes,
    `no outcome ${outcomeIndex} in a market of ${outcomes}`,
  )
  const ladder = ladderCostOf(contract.ladder, contract.costs)
  const consensus = consensusOf(books)
  const [best] = ladder.segments
  if (best === undefined) return { tag: 'miss', cause: 'no-ask', profile, consensus }
  const askDollars = dollarsOf(best.unitCost)
  const { edgeDollars: edgeMin, panel } = profile
  const question = { outcomeIndex, askDollars, edgeDollars: edgeMin, panel }
  const agreement = agreementOf(consensus, question)
  if (consensus.tag === 'too-few-books') {
    return { tag: 'miss', cause: 'too-few-books', profile, consensus, askDollars, agreement }
  }
  const probability = consensus.probabilities[outcomeIndex] as Decimal
  const edgeDollars = probability.minus(askDollars)
  const figures = { profile, consensus, probability, askDollars, edgeDollars, agreement }
  return missOf(figures) ?? sizedValue({ figures, ladder, plan, input })
}

function planOf({ profile, contract, bankroll, spendMax }: ValueInput): KellyContractPlan {
  const plan = { bankroll, lambda: profile.lambda, contractStep: contract.step }
  const limited = spendMax === undefined ? plan : { ...plan, spendMax }
  lambdaOf(limited)
  spendLimitOf(limited)
  return limited
}

/** All-in cost of 0.01 contract, microdollars, as dollars a contract. */
function dollarsOf(unitCost: number): Decimal {
  return new Decimal(unitCost).div(MICRODOLLARS_PER_CENT)
}

function missOf(figures: ValueFigures): ValueMiss | undefined {
  const { profile, edgeDollars, agreement } = figures
  const shortEdgeDollars = Decimal.max(profile.edgeDollars.minus(edgeDollars), 0)
  const shortBooks = Math.max(profile.agreementMin - agreement.count, 0)
  const short = { shortEdgeDollars, shortBooks, ...figures }
  if (shortEdgeDollars.gt(0)) return { tag: 'miss', cause: 'edge', ...short }
  if (shortBooks > 0) return { tag: 'miss', cause: 'agreement', ...short }
  return undefined
}

function sizedValue({
  figures,
  ladder,
  plan,
  input,
}: {
  readonly figures: ValueFigures
  readonly ladder: LadderCost
  readonly plan: KellyContractPlan
  readonly input: ValueInput
}): ValueFinding {
  const { profile, probability, askDollars } = figures
  const offered = levelsAtEdge(ladder, probability.minus(profile.edgeDollars))
  const kelly = kellyLadder({ contracts: offered, probability }, plan)
  if (kelly.size === 0) {
    return { tag: 'miss', cause: 'size', kelly, offered: offered.depth, ...figures }
  }
  const position = valuePositionOf({ kelly, ladder, offered, plan, probability })
  const spread = consensusSpreadOf(input.books, input.outcomeIndex, probability)
  const edgeAtLowestDollars = spread.lowest.minus(askDollars)
  const uncertainty: ValueUncertainty = {
    ...spread,
    edgeAtLowestDollars,
    isEdgeAtLowestEnough: edgeAtLowestDollars.gte(profile.edgeDollars),
    expectedProfitAtLowestDollars: expectedProfitDollars(position, spread.lowest),
  }
  return { tag: 'value', position, uncertainty, ...figures }
}

/** The levels from the cheapest on that cost `dollarsMax` a contract or less, up to the first that does not. */
function levelsAtEdge(ladder: LadderCost, dollarsMax: Decimal): LadderCost {
  const end = ladder.segments.findIndex(({ unitCost }) => dollarsOf(unitCost).gt(dollarsMax))
  const segments = end === -1 ? ladder.segments : ladder.segments.slice(0, end)
  return { ...ladder, segments, depth: (segments.at(-1)?.to ?? 0) as Centicontracts }
}
