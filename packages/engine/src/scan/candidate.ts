/**
 * One candidate: a side of a contract against one price of one book, priced and judged. The finding
 * is core's; the reasons say what keeps it from being an opportunity.
 * @module
 */
import {
  type BookMarket,
  type BookOutcome,
  type ContractSide,
  cents,
  type Cents,
  centicontracts,
  CENTICONTRACTS_PER_CONTRACT,
  Decimal,
  type Finding,
  findTwoLeg,
  type KalshiFeeRate,
  kalshiFeeRateAt,
  kalshiRoundingAt,
  kalshiTakerCosts,
  type MarketPair,
  MATCH_CONFIDENCE_MIN,
  type Rational,
  rationalToDecimal,
  returnAfterCommission,
} from '@arbkit/core'
import type { ContractState, MarketState } from '../session/market-state.ts'
import { orderBookReasons, outlierReasons, underroundReasons } from './bad-data.ts'
import { formatDuration } from './duration.ts'
import { NEAR_MISS_RETURN, type ScanOptions } from './options.ts'
import { opportunityId } from './opportunity-id.ts'
import { byPrecedence, type Reason } from './reasons.ts'

/** One price of one book against one side of a contract. */
export interface CandidateInput {
  readonly pair: MarketPair
  readonly side: ContractSide
  readonly market: BookMarket
  /** What is bet on: the opposite of the contract's side. */
  readonly outcome: BookOutcome
  /** Both outcomes of the book's market. */
  readonly outcomes: readonly BookOutcome[]
  /** The same outcome at the other books. */
  readonly others: readonly BookOutcome[]
  /** Commission on net winnings; undefined where it is not known. */
  readonly commission: Rational | undefined
}

/** A candidate with everything that went into it. */
export interface Candidate extends CandidateInput {
  readonly id: string
  readonly contract: ContractState
  readonly finding: Finding
  readonly feeRate: KalshiFeeRate
  readonly returnRatio: Rational
  readonly stakeMax: Cents
  readonly isInPlay: boolean
  readonly contractAgeMs: number
  readonly betAgeMs: number
  /** Most fundamental first; empty for an opportunity. */
  readonly reasons: readonly Reason[]
}

/** Moment and options of a scan. */
export interface ScanContext {
  readonly state: MarketState
  readonly nowMs: number
  readonly options: ScanOptions
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
  const feeRate = kalshiFeeRateAt(state.feeSourcesOf(contract), contract.book.asOfMs)
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
      costs: kalshiTakerCosts({
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
    isInPlay: nowMs >= pair.fixture.startMs,
    contractAgeMs: Math.max(0, nowMs - contract.book.asOfMs),
    betAgeMs: Math.max(0, nowMs - market.updatedMs),
  }
  return { ...priced, reasons: byPrecedence(reasonsOf(priced, options)) }
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

type Priced = Omit<Candidate, 'reasons'>

function reasonsOf(candidate: Priced, options: ScanOptions): Reason[] {
  return [
    ...venueReasons(candidate),
    ...staleReasons(candidate, options),
    ...dataReasons(candidate),
    ...profitReasons(candidate, options),
  ]
}

function venueReasons({ commission, market, pair, contract }: Priced): Reason[] {
  const reasons: Reason[] = []
  if (commission === undefined) {
    reasons.push({
      code: 'commission-unknown',
      detail: `${market.book} charges a commission the feed does not show; shown here without it`,
    })
  }
  if (pair.confidence < MATCH_CONFIDENCE_MIN) {
    reasons.push({
      code: 'match-unsure',
      detail: `confidence ${pair.confidence} is below ${MATCH_CONFIDENCE_MIN}`,
    })
  }
  if (contract.market !== undefined && !contract.market.isTrading) {
    reasons.push({ code: 'not-trading', detail: `status ${contract.market.status}` })
  }
  return reasons
}

function staleReasons(
  { market, contractAgeMs, betAgeMs, isInPlay }: Priced,
  { maxAge }: ScanOptions,
): Reason[] {
  const feedMax = isInPlay ? maxAge.feedInPlayMs : maxAge.feedPreGameMs
  const legs = [
    { name: 'kalshi', ageMs: contractAgeMs, maxMs: maxAge.exchangeMs },
    { name: market.book, ageMs: betAgeMs, maxMs: feedMax },
  ].filter(({ ageMs, maxMs }) => ageMs > maxMs)
  if (legs.length === 0) return []
  const detail = legs
    .map(
      ({ name, ageMs, maxMs }) =>
        `${name} ${formatDuration(ageMs)} old (limit ${formatDuration(maxMs)})`,
    )
    .join(', ')
  return [{ code: 'stale', detail }]
}

function dataReasons({ contract, side, outcome, outcomes, others }: Priced): Reason[] {
  const { book, market } = contract
  if (book === undefined) return []
  const outOfSync: Reason[] = book.isInSync
    ? []
    : [{ code: 'out-of-sync', detail: 'updates of the order book were missed' }]
  return [
    ...outOfSync,
    ...orderBookReasons(book.levels, side, market?.priceGrid),
    ...underroundReasons(outcomes),
    ...outlierReasons(
      outcome.price,
      others.map((other) => other.price),
    ),
  ]
}

function profitReasons({ finding }: Priced, { minProfit, minReturn, maxReturn }: ScanOptions): Reason[] {
  if (finding.tag === 'miss') {
    const percent = finding.margin.returnOnCost.times(100).toFixed(2)
    return [{ code: finding.cause, detail: `return before rounding ${percent} %` }]
  }
  const reasons: Reason[] = []
  const percent = finding.returnOnCost.times(100).toFixed(2)
  if (finding.returnOnCost.gt(rationalToDecimal(maxReturn))) {
    const most = rationalToDecimal(maxReturn).times(100).toFixed()
    reasons.push({ code: 'too-good', detail: `return ${percent} % is above ${most} % (--max-return)` })
  }
  if (finding.position.guaranteed < minProfit) {
    const profit = new Decimal(finding.position.guaranteed).div(1_000_000).toFixed(2)
    reasons.push({ code: 'below-min-profit', detail: `guaranteed $${profit}` })
  }
  if (finding.returnOnCost.lt(rationalToDecimal(minReturn))) {
    reasons.push({ code: 'below-min-return', detail: `return ${percent} %` })
  }
  return reasons
}
