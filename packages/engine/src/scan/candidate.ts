/**
 * Pricing one candidate: the ladder with its fees against the bet with its limits. The finding is
 * core's, the verdict is the judge's.
 * @module
 */
import {
  type AllInTable,
  type AskLadder,
  type BookOutcome,
  type Cents,
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  type ContractSide,
  type DecisionState,
  cents,
  type Finding,
  findTwoLeg,
  InvalidInputError,
  type KalshiFeeRate,
  kalshiRoundingAt,
  kalshiTakerTable,
  type Rational,
  returnAfterCommission,
} from '@arbkit/core'
import type { ContractBook } from '../session/contract-books.ts'
import type { ContractState, MarketState } from '../session/market-state.ts'
import { reasonsAgain, reasonsOf } from './judge.ts'
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

/** What all candidates of a pair are priced against, read once. */
export interface PricedAgainst {
  readonly contract: ContractState & { readonly book: ContractBook }
  /** Asked for each candidate: @throws {InvalidInputError} a fee that is not believed. */
  readonly feeRate: () => KalshiFeeRate
  /** What an order costs all in; undefined where the fee is not believed. */
  readonly costs: () => AllInTable | undefined
  readonly ladder: (side: ContractSide) => AskLadder
}

/** Reads what a contract is bought at; undefined where no book of it is known. */
export function pricedAgainst(marketId: string, state: MarketState): PricedAgainst | undefined {
  const contract = state.contractOf(marketId)
  const book = contract?.book
  if (contract === undefined || book === undefined) return undefined
  const quoted = { ...contract, book }
  let feeRate: KalshiFeeRate | undefined
  const ladders: Partial<Record<ContractSide, AskLadder>> = {}
  return {
    contract: quoted,
    feeRate: () => (feeRate ??= state.feeRateOf(quoted)),
    costs: () => {
      try {
        feeRate ??= state.feeRateOf(quoted)
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error
        return undefined
      }
      return takerTableOf(feeRate, book.asOfMs)
    },
    ladder: (side) => (ladders[side] ??= book.levels.askLadder(side)),
  }
}

/** Tables by rate and rounding: a rate stands for as long as fees do. */
const tables = new WeakMap<
  KalshiFeeRate,
  { readonly rounding: string; readonly table: AllInTable }
>()

function takerTableOf(rate: KalshiFeeRate, atMs: number): AllInTable {
  const rounding = kalshiRoundingAt(atMs)
  const known = tables.get(rate)
  if (known?.rounding === rounding.id) return known.table
  const table = kalshiTakerTable({ rate, rounding, membership: 'direct' })
  tables.set(rate, { rounding: rounding.id, table })
  return table
}

/** The return per 1 staked, the commission taken off where it is known. */
export function returnRatioOf({ price }: BookOutcome, commission: Rational | undefined): Rational {
  return commission === undefined
    ? price.returnRatio
    : returnAfterCommission(price.returnRatio, commission)
}

/** Returns the candidate, or `far` where it is further from paying than a near miss. */
export function pricedCandidate(
  input: CandidateInput,
  returnRatio: Rational,
  { against, context }: { readonly against: PricedAgainst; readonly context: ScanContext },
): Candidate | 'far' {
  const { state, options } = context
  const { pair, side, outcome, market } = input
  const { contract } = against
  const feeRate = against.feeRate()
  const stakeMax = stakeLimit(outcome, options)
  const finding = findTwoLeg({
    league: pair.fixture.league,
    question: pair.yes,
    contract: {
      venue: 'kalshi',
      side,
      ladder: against.ladder(side),
      costs: takerTableOf(feeRate, contract.book.asOfMs),
      step: centicontracts(CENTICONTRACTS_PER_CONTRACT),
    },
    bet: { book: market.book, returnRatio, stakeMax, stakeStep: cents(1) },
    bankroll: options.bankroll,
  })
  if (!isNearMiss(finding)) return 'far'
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
    ...agesOf(input, contract.book, context),
    oddsArrival: state.oddsEventOf(pair.odds.eventId)?.arrival,
  }
  return { ...priced, reasons: reasonsOf(priced, options) }
}

/**
 * Returns what {@link pricedCandidate} says of a candidate now, where nothing has changed since but the
 * time, the time its book is right for, and what the venue lets trade.
 */
export function candidateNow(candidate: Candidate, context: ScanContext): Candidate {
  const contract = context.state.contractOf(candidate.pair.contract.marketId)
  const book = contract?.book
  if (contract === undefined || book === undefined) return candidate
  const priced = {
    ...candidate,
    contract: { ...contract, book },
    ...agesOf(candidate, book, context),
  }
  return { ...priced, reasons: reasonsAgain(priced, candidate.reasons, context.options) }
}

function agesOf(
  { pair, market }: CandidateInput,
  { asOfMs }: ContractBook,
  { nowMs }: ScanContext,
): Pick<Candidate, 'isInPlay' | 'contractAgeMs' | 'betAgeMs'> {
  return {
    isInPlay: nowMs >= Math.min(pair.fixture.startMs, pair.odds.startMs),
    contractAgeMs: nowMs - asOfMs,
    betAgeMs: nowMs - market.updatedMs,
  }
}

/**
 * True for a candidate worth listing although it was turned down: it pays, its prices cross before
 * fees and rounding, or it misses by 1 % or less.
 */
function isNearMiss(finding: Finding): boolean {
  if (finding.tag !== 'miss' || finding.cause === 'fees' || finding.cause === 'rounding')
    return true
  return finding.margin.returnOnCost.gte(NEAR_MISS_RETURN)
}

function stakeLimit({ betLimit }: BookOutcome, { maxStake }: ScanOptions): Cents {
  if (betLimit === undefined) return maxStake.amount
  return maxStake.isDefault ? betLimit : (Math.min(maxStake.amount, betLimit) as Cents)
}
