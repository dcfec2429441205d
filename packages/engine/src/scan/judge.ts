/**
 * The verdict on a candidate: every reason that keeps it from being an opportunity.
 * @module
 */
import {
  type ContractSide,
  Decimal,
  type Finding,
  MATCH_CONFIDENCE_MIN,
  rationalToDecimal,
} from '@arbkit/core'
import { bookKindOf } from '@arbkit/odds'
import { orderBookReasons, outlierReasons, tradingReasons, underroundReasons } from './bad-data.ts'
import { formatDuration } from './duration.ts'
import type { ContractState } from '../session/market-state.ts'
import { CLOCK_SKEW_MAX_MS, type ScanOptions } from './options.ts'
import type { CandidateInput, PricedCandidate } from './priced-candidate.ts'
import { byPrecedence, type Reason, type ReasonCode } from './reasons.ts'

/**
 * Returns every reason against a candidate, most fundamental first; empty where there is none.
 * @param about what {@link bookReasons}, {@link lastingReasons} and {@link profitReasons} say of it.
 */
export function reasonsOf(
  candidate: PricedCandidate,
  {
    book,
    lasting,
    profit,
    options,
  }: {
    readonly book: readonly Reason[]
    readonly lasting: readonly Reason[]
    readonly profit: readonly Reason[]
    readonly options: ScanOptions
  },
): readonly Reason[] {
  return byPrecedence([...passingReasons(candidate, options), ...book, ...lasting, ...profit])
}

/** Returns the reasons that lie in the pair and in the bet's quotes: they stand while those do. */
export function lastingReasons(input: CandidateInput): readonly Reason[] {
  const { outcome, outcomes, others } = input
  const prices = others.map(({ price }) => price)
  return [
    ...venueReasons(input),
    ...underroundReasons(outcomes),
    ...outlierReasons(outcome.price, prices),
  ]
}

/** Codes of reasons that come and go while prices stand: with time, and with what the venue lets trade. */
const PASSING_CODES: ReadonlySet<ReasonCode> = new Set(['clock-skew', 'stale', 'not-trading'])

/** Returns what {@link reasonsOf} says of a candidate that was judged before, at the same prices. */
export function reasonsAgain(
  candidate: PricedCandidate,
  before: readonly Reason[],
  options: ScanOptions,
): readonly Reason[] {
  const standing = before.filter(({ code }) => !PASSING_CODES.has(code))
  return byPrecedence([...passingReasons(candidate, options), ...standing])
}

function passingReasons(candidate: PricedCandidate, options: ScanOptions): Reason[] {
  return [
    ...clockReasons(candidate),
    ...staleReasons(candidate, options),
    ...tradingReasons(candidate.contract),
  ]
}

const NONE: readonly Reason[] = []

function venueReasons({ commission, market, pair, isPaired }: CandidateInput): Reason[] {
  const reasons: Reason[] = []
  if (commission === undefined) {
    reasons.push({
      code: 'commission-unknown',
      detail: commissionDetail(market.book),
    })
  }
  if (!isPaired) {
    const isLow = pair.confidence < MATCH_CONFIDENCE_MIN
    reasons.push({
      code: 'match-unsure',
      detail: isLow
        ? `confidence ${pair.confidence} is below ${MATCH_CONFIDENCE_MIN}`
        : 'a decision speaks against it',
    })
  }
  return reasons
}

function clockReasons({ market, contractAgeMs, betAgeMs }: PricedCandidate): readonly Reason[] {
  if (Math.min(contractAgeMs, betAgeMs) >= -CLOCK_SKEW_MAX_MS) return NONE
  return [
    { name: 'kalshi', ageMs: contractAgeMs },
    { name: market.book, ageMs: betAgeMs },
  ]
    .filter(({ ageMs }) => ageMs < -CLOCK_SKEW_MAX_MS)
    .map(({ name, ageMs }) => ({
      code: 'clock-skew',
      detail: `${name} is stamped ${formatDuration(-ageMs)} later than the scan`,
    }))
}

function staleReasons(
  { market, contractAgeMs, betAgeMs, isInPlay }: PricedCandidate,
  { maxAge }: ScanOptions,
): readonly Reason[] {
  const feedMax = isInPlay ? maxAge.feedInPlayMs : maxAge.feedPreGameMs
  if (contractAgeMs <= maxAge.exchangeMs && betAgeMs <= feedMax) return NONE
  const legs = [
    { name: 'kalshi', ageMs: contractAgeMs, maxMs: maxAge.exchangeMs },
    { name: market.book, ageMs: betAgeMs, maxMs: feedMax },
  ].filter(({ ageMs, maxMs }) => ageMs > maxMs)
  const detail = legs
    .map(
      ({ name, ageMs, maxMs }) =>
        `${name} ${formatDuration(ageMs)} old (limit ${formatDuration(maxMs)})`,
    )
    .join(', ')
  return [{ code: 'stale', detail }]
}

/** Returns the reasons that lie in the book from which a side would be bought. */
export function bookReasons(
  { book, market }: ContractState,
  side: ContractSide,
): readonly Reason[] {
  if (book === undefined) return NONE
  const outOfSync: Reason[] = book.isInSync
    ? []
    : [{ code: 'out-of-sync', detail: 'updates of the order book were missed' }]
  return [...outOfSync, ...orderBookReasons(book.levels, side, market?.priceGrid)]
}

/** Returns the reasons that lie in what a position would earn. */
export function profitReasons(finding: Finding, options: ScanOptions): readonly Reason[] {
  if (finding.tag === 'miss') {
    const percent = finding.margin.returnOnCost.times(100).toFixed(2)
    return [{ code: finding.cause, detail: `return before rounding ${percent} %` }]
  }
  const reasons: Reason[] = []
  const { minProfit } = options
  const { minReturn, maxReturn } = returnBounds(options)
  if (finding.returnOnCost.gt(maxReturn)) {
    const most = maxReturn.times(100).toFixed()
    reasons.push({
      code: 'too-good',
      detail: `return ${percentOf(finding.returnOnCost)} % is above ${most} % (--max-return)`,
    })
  }
  if (finding.position.guaranteed < minProfit) {
    const profit = new Decimal(finding.position.guaranteed).div(1_000_000).toFixed(2)
    reasons.push({ code: 'below-min-profit', detail: `guaranteed $${profit}` })
  }
  if (finding.returnOnCost.lt(minReturn)) {
    reasons.push({
      code: 'below-min-return',
      detail: `return ${percentOf(finding.returnOnCost)} %`,
    })
  }
  return reasons
}

function percentOf(share: Decimal): string {
  return share.times(100).toFixed(2)
}

interface ReturnBounds {
  readonly minReturn: Decimal
  readonly maxReturn: Decimal
}

/** Bounds as decimals: options stand for a whole scan. */
const bounds = new WeakMap<ScanOptions, ReturnBounds>()

function returnBounds(options: ScanOptions): ReturnBounds {
  const known = bounds.get(options)
  if (known !== undefined) return known
  const { minReturn, maxReturn } = options
  const made = {
    minReturn: rationalToDecimal(minReturn),
    maxReturn: rationalToDecimal(maxReturn),
  }
  bounds.set(options, made)
  return made
}

function commissionDetail(book: string): string {
  return bookKindOf(book) === undefined
    ? `${book} is no book known here; name its commission (${book}=0% for none)`
    : `${book} charges a commission the feed does not show; shown here without it`
}
