/**
 * What a report is made from: one record a candidate that was found, taken or not, and one a trade.
 * Plain arrays of these are all that the figures read; where they come from is not their business.
 * @module
 */
import { assertInput } from '../../assert.ts'
import {
  type Centicontracts,
  centsToMicrodollars,
  type Microdollars,
  microdollars,
  type PriceTicks,
} from '../../units/money.ts'
import type { Rational } from '../../units/rational.ts'
import { paperOutcomeOf } from '../paper-outcome.ts'
import type { PaperDropReason, PaperStage, PaperTrade } from '../paper-state.ts'

/** What tables are made by. */
export interface FigureLabels {
  readonly league: string
  /** Bookmaker's key of the bet leg. */
  readonly book: string
  readonly marketType: string
  /** Records of one game hang together: intervals are drawn game by game. */
  readonly fixtureId: string
}

/** What became of a candidate. */
export type CandidateState =
  | { readonly tag: 'taken' }
  | { readonly tag: 'rejected'; readonly reason: string }

/** One candidate, from its first sighting to its last. Times are Unix ms. */
export interface CandidateRecord extends FigureLabels {
  readonly id: string
  readonly foundMs: number
  /** When it was last seen to be there; `foundMs` or later. */
  readonly lastSeenMs: number
  /** When it was first looked for and not there any more; undefined where the data ended before. */
  readonly endedMs: number | undefined
  /** Guaranteed profit over cost when it was found, millionths, see {@link edgePpmOf}. */
  readonly edgePpm: number
  readonly state: CandidateState
  /** Age of its oldest quote when it was found. */
  readonly quoteAgeMs: number
  /** Return per 1 staked when it was found. */
  readonly odds: Rational
  /** The last return quoted before the game began; undefined where there is none. */
  readonly closingOdds: Rational | undefined
  /** Price of the contract when it was found. */
  readonly price: PriceTicks
  /** The last price it could be bought at before the game began; undefined where there is none. */
  readonly closingPrice: PriceTicks | undefined
}

/** One trade, dropped ones included. Times are Unix ms. */
export interface TradeRecord extends FigureLabels {
  readonly id: string
  readonly candidateId: string
  readonly atMs: number
  /** Time of its last event where it is over; undefined while something is open. */
  readonly closedMs: number | undefined
  readonly stage: PaperStage
  readonly dropReason: PaperDropReason | undefined
  readonly planned: Centicontracts
  readonly filled: Centicontracts
  /** Contracts left without a bet when the book had answered. */
  readonly naked: Centicontracts
  /** Contracts, fees and stake: what was paid before anything came back. */
  readonly paid: Microdollars
  readonly plannedGuaranteed: Microdollars
  /** After the fills; below 0 where a leg is naked. */
  readonly guaranteed: Microdollars
  readonly priceSlippage: Microdollars
  readonly oddsSlippage: Microdollars
  readonly nakedCost: Microdollars
  /** Undefined while something is open. */
  readonly realised: Microdollars | undefined
}

/** Millionths in one. */
const PPM = 1_000_000n

/**
 * Returns profit over cost in millionths, floored: 0.0128 is 12,800.
 * @throws {InvalidInputError} a cost of 0 or less, or an edge past the safe integers.
 */
export function edgePpmOf(profit: Microdollars, cost: Microdollars): number {
  assertInput(cost > 0, `a cost must be above 0, got ${cost}`)
  const scaled = BigInt(profit) * PPM
  const whole = scaled / BigInt(cost)
  const floored = Number(scaled % BigInt(cost) < 0n ? whole - 1n : whole)
  assertInput(Number.isSafeInteger(floored), `an edge of ${floored} millionths is too large`)
  return floored
}

/** Returns the record of a paper trade as it stands. */
export function tradeRecordOf(
  trade: PaperTrade,
  labels: FigureLabels & { readonly candidateId: string },
): TradeRecord {
  const { league, book, marketType, fixtureId, candidateId } = labels
  const { plan, stage, dropReason, nakedAtFirst, atMs } = trade
  const { holding, guaranteed, realised, priceSlippage, oddsSlippage, nakedCost } =
    paperOutcomeOf(trade)
  const { contractCost, contractFees, stakeCents } = holding
  return {
    league,
    book,
    marketType,
    fixtureId,
    candidateId,
    id: plan.id,
    atMs: plan.atMs,
    closedMs: realised === undefined ? undefined : atMs,
    stage,
    dropReason,
    planned: plan.contract.count,
    filled: holding.bought,
    naked: nakedAtFirst,
    paid: microdollars(contractCost + contractFees + centsToMicrodollars(stakeCents)),
    plannedGuaranteed: plan.guaranteed,
    guaranteed,
    priceSlippage,
    oddsSlippage,
    nakedCost,
    realised,
  }
}
