/**
 * Pricing one candidate: the ladder with its fees against the bet with its limits. The finding is
 * core's, the verdict is the judge's.
 * @module
 */
import {
  type AllInTable,
  type AskLadder,
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  type ContractSide,
  type DecisionState,
  cents,
  type Finding,
  findingStands,
  findTwoLeg,
  foundBefore,
  InvalidInputError,
  type KalshiFeeRate,
  kalshiRoundingAt,
  kalshiTakerTable,
} from '@arbkit/core'
import type { ContractBook } from '../session/market-book.ts'
import type { ContractState, MarketState } from '../session/market-state.ts'
import type { BetStanding, LastFinding } from './bet-standing.ts'
import { bookReasons, profitReasons, reasonsAgain, reasonsOf } from './judge.ts'
import { NEAR_MISS_RETURN, type ScanOptions } from './options.ts'
import type { Candidate, CandidateInput } from './priced-candidate.ts'
import type { Reason } from './reasons.ts'

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
  /** What is wrong with the book, for whoever buys a side. */
  readonly bookReasons: (side: ContractSide) => readonly Reason[]
}

/** Reads what a contract is bought at; undefined where no book of it is known. */
export function pricedAgainst(marketId: string, state: MarketState): PricedAgainst | undefined {
  const contract = state.contractOf(marketId)
  const book = contract?.book
  if (contract === undefined || book === undefined) return undefined
  const quoted = { ...contract, book }
  let feeRate: KalshiFeeRate | undefined
  let costs: AllInTable | 'not-believed' | undefined
  const ladders: Partial<Record<ContractSide, AskLadder>> = {}
  const reasons: Partial<Record<ContractSide, readonly Reason[]>> = {}
  return {
    contract: quoted,
    feeRate: () => (feeRate ??= state.feeRateOf(quoted)),
    costs: () => {
      costs ??= believedCosts(quoted, state)
      return costs === 'not-believed' ? undefined : costs
    },
    ladder: (side) => (ladders[side] ??= book.levels.askLadder(side)),
    bookReasons: (side) => (reasons[side] ??= bookReasons(quoted, side)),
  }
}

function believedCosts(
  quoted: PricedAgainst['contract'],
  state: MarketState,
): AllInTable | 'not-believed' {
  try {
    return takerTableOf(state.feeRateOf(quoted), quoted.book.asOfMs)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return 'not-believed'
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

/** Returns the candidate, or `far` where it is further from paying than a near miss. */
export function pricedCandidate(
  standing: BetStanding,
  { against, context }: { readonly against: PricedAgainst; readonly context: ScanContext },
): Candidate | 'far' {
  const { input, id, returnRatio, stakeMax } = standing
  const { state, options } = context
  const { contract } = against
  const feeRate = against.feeRate()
  const last = sizedNow(standing, takerTableOf(feeRate, contract.book.asOfMs), against)
  const { finding } = last.found
  if (!isNearMiss(finding)) return 'far'
  const priced = {
    ...input,
    id,
    contract,
    finding,
    feeRate,
    returnRatio,
    stakeMax,
    ...agesOf(input, contract.book, context),
    oddsArrival: state.oddsArrivalOf(input.pair.odds.eventId),
  }
  const lasting = standing.reasons()
  const about = { book: against.bookReasons(input.side), lasting, profit: last.reasons, options }
  return { ...priced, reasons: reasonsOf(priced, about) }
}

/** What it came to the last time, where the ladder and the costs are sure to give the same again. */
function sizedNow(
  standing: BetStanding,
  costs: AllInTable,
  { contract, ladder: ladderOf }: PricedAgainst,
): LastFinding {
  const { input, options, returnRatio, stakeMax, last } = standing
  const { pair, side, market } = input
  const { levels } = contract.book
  const version = levels.ladderVersion(side)
  const isKnown = last?.levels === levels && last.costs === costs
  if (isKnown && last.version === version) return last
  const ladder = ladderOf(side)
  if (isKnown && findingStands(last.found, ladder, costs)) {
    last.version = version
    return last
  }
  const step = centicontracts(CENTICONTRACTS_PER_CONTRACT)
  const twoLegs = {
    league: pair.fixture.league,
    question: pair.yes,
    contract: { venue: 'kalshi', side, ladder, costs, step },
    bet: { book: market.book, returnRatio, stakeMax, stakeStep: cents(1) },
    bankroll: options.bankroll,
  } as const
  const finding = findTwoLeg(twoLegs)
  const found = foundBefore(twoLegs, finding)
  const made = { levels, version, costs, found, reasons: profitReasons(finding, options) }
  standing.last = made
  return made
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
