/**
 * Pricing one candidate: the ladder with its fees against the bet with its limits. The finding is
 * core's, the verdict is the judge's.
 * @module
 */
import {
  type BookOutcome,
  type Cents,
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  type DecisionState,
  cents,
  findTwoLeg,
  kalshiRoundingAt,
  kalshiTakerTable,
  returnAfterCommission,
} from '@arbkit/core'
import type { MarketState } from '../session/market-state.ts'
import { reasonsOf } from './judge.ts'
import { opportunityId } from './opportunity-id.ts'
import { NEAR_MISS_RETURN, type ScanOptions } from './options.ts'
import type { Candidate, CandidateInput } from './priced-candidate.ts'

/** Moment and options of a scan. */
export interface ScanContext {
  readonly state: MarketState
  readonly nowMs: number
  readonly options: ScanOptions
  /** What people decided about pairs; nothing where left out. */
  readonly decisions?: DecisionState
}

/** Returns the candidate, or undefined where nothing is offered on that side of the contract. */
export function evaluateCandidate(
  input: CandidateInput,
  { state, nowMs, options }: ScanContext,
): Candidate | undefined {
  const { pair, side, outcome, market } = input
  const contract = state.contractOf(pair.contract.marketId)
  if (contract?.book === undefined) return undefined
  const ladder = contract.book.levels.askLadder(side)
  if (ladder.length === 0) return undefined
  const feeRate = state.feeRateOf(contract)
  const returnRatio =
    input.commission === undefined
      ? outcome.price.returnRatio
      : returnAfterCommission(outcome.price.returnRatio, input.commission)
  const stakeMax = stakeLimit(outcome, options)
  const finding = findTwoLeg({
    league: pair.fixture.league,
    question: pair.yes,
    contract: {
      venue: 'kalshi',
      side,
      ladder,
      costs: kalshiTakerTable({
        rate: feeRate,
        rounding: kalshiRoundingAt(contract.book.asOfMs),
        membership: 'direct',
      }),
      step: centicontracts(CENTICONTRACTS_PER_CONTRACT),
    },
    bet: { book: market.book, returnRatio, stakeMax, stakeStep: cents(1) },
    bankroll: options.bankroll,
  })
  const priced = {
    ...input,
    id: opportunityId([
      pair.contract.marketId,
      pair.odds.eventId,
      side,
      market.book,
      market.marketKey,
      outcome.name,
      String(outcome.point ?? ''),
    ]),
    contract,
    finding,
    feeRate,
    returnRatio,
    stakeMax,
    isInPlay: nowMs >= Math.min(pair.fixture.startMs, pair.odds.startMs),
    contractAgeMs: nowMs - contract.book.asOfMs,
    betAgeMs: nowMs - market.updatedMs,
    oddsArrival: state.oddsEventOf(pair.odds.eventId)?.arrival,
  }
  return { ...priced, reasons: reasonsOf(priced, options) }
}

/**
 * True for a candidate worth listing although it was turned down: it pays, its prices cross before
 * fees and rounding, or it misses by 1 % or less.
 */
export function isNearMiss({ finding }: Candidate): boolean {
  if (finding.tag !== 'miss' || finding.cause === 'fees' || finding.cause === 'rounding')
    return true
  return finding.margin.returnOnCost.gte(NEAR_MISS_RETURN)
}

function stakeLimit({ betLimit }: BookOutcome, { maxStake }: ScanOptions): Cents {
  if (betLimit === undefined) return maxStake.amount
  return maxStake.isDefault ? betLimit : (Math.min(maxStake.amount, betLimit) as Cents)
}
