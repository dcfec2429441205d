/**
 * What the data can not support, as data with a sentence each: a report shows them before its figures,
 * not after.
 * @module
 */
import { assertNever } from '../../assert.ts'
import { quantileOf } from './bootstrap.ts'
import type { EdgeSurvival } from './edge-survival.ts'
import type { CandidateRecord, TradeRecord } from './records.ts'

/** What is known of the data beside its records. */
export interface SourceFacts {
  /** False where books were recorded at their top only: what stands behind it is not known. */
  readonly hasDepth: boolean
  /** False where no result of a game is known, so that nothing could be settled. */
  readonly hasResults: boolean
  /** Names the latencies and probabilities that trades were simulated with. */
  readonly modelsId: string
  /** True where those were assumed, not measured. */
  readonly areModelsAssumed: boolean
}

/** Something a figure must not be believed for. */
export type FigureWarning =
  | { readonly tag: 'no-depth' }
  | { readonly tag: 'assumed-models'; readonly modelsId: string }
  | { readonly tag: 'no-results' }
  | { readonly tag: 'few-trades'; readonly trades: number; readonly tradesMin: number }
  | { readonly tag: 'few-fixtures'; readonly fixtures: number; readonly fixturesMin: number }
  | { readonly tag: 'open-trades'; readonly open: number; readonly trades: number }
  | { readonly tag: 'look-gap'; readonly horizonMs: number; readonly gapMs: number | undefined }
  | { readonly tag: 'heavy-censoring'; readonly censored: number; readonly total: number }
  | { readonly tag: 'no-closing-line'; readonly missing: number; readonly total: number }
  | { readonly tag: 'stale-quotes'; readonly medianAgeMs: number; readonly ageMsMax: number }

/** Fewer trades than this support no figure about trades. */
export const WARN_TRADES_MIN = 30
/** Fewer games than this are a few anecdotes. */
export const WARN_FIXTURES_MIN = 20
/** Share above which a thing that is missing is warned of. */
export const WARN_SHARE_MAX = 0.5
/** Quotes older than this, by their median, were mostly gone when they were found. */
export const WARN_QUOTE_AGE_MS_MAX = 60_000

/** Returns every warning, those about the source first; none twice. */
export function figureWarningsOf(input: {
  readonly source: SourceFacts
  readonly candidates: readonly CandidateRecord[]
  readonly trades: readonly TradeRecord[]
  readonly survival: EdgeSurvival
}): readonly FigureWarning[] {
  const { source, candidates, trades, survival } = input
  const warnings: FigureWarning[] = []
  if (!source.hasDepth) warnings.push({ tag: 'no-depth' })
  if (source.areModelsAssumed) {
    warnings.push({ tag: 'assumed-models', modelsId: source.modelsId })
  }
  if (!source.hasResults) warnings.push({ tag: 'no-results' })
  if (trades.length < WARN_TRADES_MIN) {
    warnings.push({ tag: 'few-trades', trades: trades.length, tradesMin: WARN_TRADES_MIN })
  }
  const fixtures = new Set([...candidates, ...trades].map(({ fixtureId }) => fixtureId)).size
  if (fixtures < WARN_FIXTURES_MIN) {
    warnings.push({ tag: 'few-fixtures', fixtures, fixturesMin: WARN_FIXTURES_MIN })
  }
  const open = trades.filter(({ realised }) => realised === undefined).length
  if (open > 0) {
    warnings.push({ tag: 'open-trades', open, trades: trades.length })
  }
  warnings.push(...candidateWarnings(candidates, survival))
  return warnings
}

/** Returns a warning as a sentence, without its end. */
export function warningText(warning: FigureWarning): string {
  switch (warning.tag) {
    case 'no-depth':
      return 'only the best price of each book was recorded: sizes and slippage beyond it are not known'
    case 'assumed-models':
      return `latencies and the books' answers are assumed, not measured (${warning.modelsId})`
    case 'no-results':
      return 'no result of a game is known: nothing was settled, and profits are those guaranteed'
    case 'few-trades':
      return `${warning.trades} trades, fewer than ${warning.tradesMin}: no figure about trades is sure`
    case 'few-fixtures':
      return `${warning.fixtures} games, fewer than ${warning.fixturesMin}: another week may look different`
    case 'open-trades':
      return `${warning.open} of ${warning.trades} trades have no result in the data: their profit is the guarantee, not a payout`
    case 'look-gap':
      return warning.gapMs === undefined
        ? `no candidate was seen to end: survival at ${spanText(warning.horizonMs)} is not known`
        : `looks were ${spanText(warning.gapMs)} apart: survival at ${spanText(warning.horizonMs)} is not known`
    case 'heavy-censoring':
      return `${warning.censored} of ${warning.total} candidates were still there at the end: half-lives are too short or unknown`
    case 'no-closing-line':
      return `${warning.missing} of ${warning.total} candidates have no closing price: closing-line value is about the others`
    case 'stale-quotes':
      return `quotes were ${spanText(warning.medianAgeMs)} old (median) when found, more than ${spanText(warning.ageMsMax)}: most edges were probably gone`
    default:
      return assertNever(warning)
  }
}

/** A span as a person says it, one digit after the point where it is not whole. */
function spanText(ms: number): string {
  const units = [
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ] as const
  const unit = units.find(([unitMs]) => ms >= unitMs)
  if (unit === undefined) return `${Math.round(ms)} ms`
  return `${Math.round((ms / unit[0]) * 10) / 10} ${unit[1]}`
}

function candidateWarnings(
  candidates: readonly CandidateRecord[],
  survival: EdgeSurvival,
): readonly FigureWarning[] {
  const warnings: FigureWarning[] = []
  const total = candidates.length
  if (total === 0) return warnings
  for (const { horizonMs, isSupported } of survival.horizons) {
    if (!isSupported) warnings.push({ tag: 'look-gap', horizonMs, gapMs: survival.gapMs })
  }
  if (isMost(survival.censored, total)) {
    warnings.push({ tag: 'heavy-censoring', censored: survival.censored, total })
  }
  const missing = candidates.filter(
    ({ closingOdds, closingPrice }) => closingOdds === undefined || closingPrice === undefined,
  ).length
  if (isMost(missing, total)) warnings.push({ tag: 'no-closing-line', missing, total })
  const ages = candidates.map(({ quoteAgeMs }) => quoteAgeMs).toSorted((a, b) => a - b)
  const medianAgeMs = quantileOf(ages, 0.5)
  if (medianAgeMs > WARN_QUOTE_AGE_MS_MAX) {
    warnings.push({ tag: 'stale-quotes', medianAgeMs, ageMsMax: WARN_QUOTE_AGE_MS_MAX })
  }
  return warnings
}

function isMost(part: number, whole: number): boolean {
  return part > whole * WARN_SHARE_MAX
}
