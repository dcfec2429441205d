/**
 * What a paper trade sets out to do, and the chances that decide how it goes. Everything random is
 * drawn once, when the trade begins, in a fixed number and order: how two trades interleave then
 * changes neither of them, and from then on a trade holds everything that decides it.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { AskLadder } from '../book/ladder.ts'
import { BALANCE_PRECISION_MICRODOLLARS } from '../fees/kalshi-schedule.ts'
import type { Rng } from '../ports.ts'
import type { TwoLegOutcome } from '../sizing/two-leg-problem.ts'
import {
  type Centicontracts,
  type Cents,
  cents,
  type Microdollars,
  microdollars,
  type PriceTicks,
} from '../units/money.ts'
import { ceilDivide, compareRational, type Rational } from '../units/rational.ts'
import {
  type BetAcceptanceModel,
  type BetChances,
  checkBetAcceptance,
  drawBetChances,
} from './bet-acceptance.ts'
import type { FillModels } from './fill-assumptions.ts'
import { drawLatencyMs } from './latency.ts'
import { drawOddsDrift, type OddsDrift } from './odds-drift.ts'
import { costMost, type PaperFees, type TimeInForce } from './taking.ts'

/** The contract leg. */
export interface PlannedContract {
  /** What stood in the book when the trade was decided: slippage is counted from it. */
  readonly ladder: AskLadder
  /** Contracts to buy, above 0. */
  readonly count: Centicontracts
  /** The worst price that still leaves the minimum profit. */
  readonly limitPrice: PriceTicks
  readonly timeInForce: TimeInForce
  /** Counts are cut to multiples of this, above 0. */
  readonly step: Centicontracts
  readonly fees: PaperFees
}

/** The bet leg. */
export interface PlannedBet {
  /** Return per 1 staked as seen, commission taken off. Quotes that come later are to be alike. */
  readonly returnRatio: Rational
  /** Below it no bet is made; at most `returnRatio`. */
  readonly minimumOdds: Rational
  readonly stakeMaxCents: Cents
  /** Stakes are multiples of this, above 0. */
  readonly stakeStepCents: Cents
}

/** What to do with contracts that no bet covers. */
export type NakedPolicy =
  | { readonly tag: 'hold' }
  /** Sell them back at once, as long as a contract loses no more than this against its mean price. */
  | {
      readonly tag: 'unwind'
      readonly lossTicksMax: number
      /** Attempts before the rest is held, 1 to {@link UNWIND_ATTEMPTS_MAX}. */
      readonly attemptsMax: number
      /** Pause between attempts, milliseconds. */
      readonly retryAfterMs: number
    }

/** Most attempts to sell back what is naked. */
export const UNWIND_ATTEMPTS_MAX = 20

/** A trade of two legs: contracts first, then a bet sized to what filled. */
export interface PaperPlan {
  readonly id: string
  /** When it was decided, Unix ms. */
  readonly atMs: number
  readonly contract: PlannedContract
  readonly bet: PlannedBet
  /** The outcomes that the guarantee covers; of a conditional opportunity without its exceptions. */
  readonly outcomes: readonly TwoLegOutcome[]
  /** The profit in the worst of them, as planned. */
  readonly guaranteed: Microdollars
  readonly whenNaked: NakedPolicy
}

/** The chances of one trade. All of them are part of its record. */
export interface PaperChances {
  readonly prepareMs: number
  readonly orderMs: number
  readonly commitMs: number
  /** Of an order that sells back; the same for each attempt. */
  readonly unwindMs: number
  readonly bet: BetChances
  readonly acceptance: BetAcceptanceModel
  readonly drift: OddsDrift
}

/** Random numbers that one trade takes. */
export const TRADE_CHANCES = 9

/** Returns the chances of one trade. Takes {@link TRADE_CHANCES} numbers whatever the models. */
export function drawPaperChances(models: FillModels, rng: Rng): PaperChances {
  const prepareMs = drawLatencyMs(models.prepareLatency, rng)
  const orderMs = drawLatencyMs(models.orderLatency, rng)
  const commitMs = drawLatencyMs(models.commitLatency, rng)
  const unwindMs = drawLatencyMs(models.orderLatency, rng)
  const bet = drawBetChances(rng)
  const acceptance = checkBetAcceptance(models.acceptance)
  const drift = drawOddsDrift(models.oddsDriftPerMinute, rng)
  return { prepareMs, orderMs, commitMs, unwindMs, bet, acceptance, drift }
}

/** Returns the plan itself. @throws {InvalidInputError} a count, step, stake or policy out of range. */
export function checkPaperPlan(plan: PaperPlan): PaperPlan {
  const { contract, bet, whenNaked, outcomes } = plan
  assertInput(Number.isSafeInteger(plan.atMs), `times must be whole ms, got ${plan.atMs}`)
  assertInput(contract.step > 0, `contract step must be above 0, got ${contract.step}`)
  assertInput(
    contract.count > 0 && contract.count % contract.step === 0,
    `a count must be a multiple of ${contract.step} above 0, got ${contract.count}`,
  )
  assertInput(bet.stakeStepCents > 0, `stake step must be above 0, got ${bet.stakeStepCents}`)
  assertInput(
    compareRational(bet.minimumOdds, bet.returnRatio) <= 0 &&
      bet.minimumOdds.numerator > bet.minimumOdds.denominator,
    'minimum odds must be above 1 and no better than those seen',
  )
  assertInput(outcomes.length > 0, 'a plan needs at least one outcome')
  if (whenNaked.tag === 'hold') return plan
  const { lossTicksMax, attemptsMax, retryAfterMs } = whenNaked
  assertInput(
    Number.isInteger(attemptsMax) && attemptsMax >= 1 && attemptsMax <= UNWIND_ATTEMPTS_MAX,
    `attempts to unwind must be 1 to ${UNWIND_ATTEMPTS_MAX}, got ${attemptsMax}`,
  )
  assertInput(
    Number.isInteger(lossTicksMax) && lossTicksMax >= 0,
    `a loss must be a whole number of ticks of 0 or more, got ${lossTicksMax}`,
  )
  assertInput(
    Number.isInteger(retryAfterMs) && retryAfterMs >= 0,
    `a pause must be whole ms of 0 or more, got ${retryAfterMs}`,
  )
  return plan
}

/** What has to be in each account before the trade begins. */
export interface PaperReserve {
  /** Every contract at the limit, fees at most, and what the rounding of several fills may add. */
  readonly contract: Microdollars
  /** The stake that covers every contract at the minimum odds, within the book's limit. */
  readonly stakeCents: Cents
}

/** Levels below the limit are fills of their own: each is rounded, and all but one step is given back. */
function roundingMost({ fees }: PlannedContract): number {
  return fees.tag === 'none' ? 0 : 2 * BALANCE_PRECISION_MICRODOLLARS[fees.terms.membership]
}

/** Returns the most that each leg can cost. */
export function paperReserveOf({ contract, bet }: PaperPlan): PaperReserve {
  const covering = ceilDivide(contract.count, bet.minimumOdds)
  const stepped = Math.ceil(covering / bet.stakeStepCents) * bet.stakeStepCents
  return {
    contract: microdollars(costMost(contract.fees, contract) + roundingMost(contract)),
    stakeCents: cents(Math.min(stepped, bet.stakeMaxCents)),
  }
}
