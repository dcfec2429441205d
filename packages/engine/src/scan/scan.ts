/**
 * The scan: every approved pair, both sides, every book, once. Pure over a market state and a moment.
 * @module
 */
import {
  type BookOutcome,
  type ContractSide,
  type DecidedMatch,
  type DecidedPair,
  InvalidInputError,
  isWholeGame,
  NO_DECISIONS,
  type PairedQuote,
} from '@arbkit/core'
import { matchWithDecisions } from '../decisions/match-with-decisions.ts'
import { bookPolicyOf } from './book-policy.ts'
import { evaluateCandidate, isNearMiss, type ScanContext } from './candidate.ts'
import type { Candidate, CandidateInput } from './priced-candidate.ts'

/** What a scan found. */
export interface ScanResult {
  /** With people's decisions applied. */
  readonly matching: DecidedMatch
  /** Best first: locked before conditional, then by guaranteed profit. */
  readonly opportunities: readonly Candidate[]
  /** Candidates that pay or nearly do, each with its reasons; best margin first. */
  readonly rejected: readonly Candidate[]
  /** Two-leg candidates priced. */
  readonly candidates: number
  /** Candidates further from paying than a near miss. */
  readonly farFromPaying: number
  /** Candidates whose figures are out of every bound, one line each; the others are not held up. */
  readonly unpriceable: readonly string[]
  /** Prices not looked at, by why. */
  readonly excludedQuotes: Readonly<Record<string, number>>
}

/** Scans a market state at a moment. */
export function scanMarkets(context: ScanContext): ScanResult {
  const matching = matchWithDecisions(
    { contracts: context.state.contractListings(), odds: context.state.oddsListings() },
    context.decisions ?? NO_DECISIONS,
  )
  const excluded = new Map<string, number>()
  const opportunities: Candidate[] = []
  const rejected: Candidate[] = []
  const unpriceable: string[] = []
  let candidates = 0
  let farFromPaying = 0
  const inputs = [
    ...matching.pairs.flatMap((pair) => inputsOf(pair, true, context, excluded)),
    ...matching.suggestions.flatMap((pair) => inputsOf(pair, false, context, excluded)),
  ]
  for (const input of inputs) {
    const candidate = pricedOr(input, context, unpriceable)
    if (candidate === undefined) continue
    candidates += 1
    if (candidate.reasons.length === 0) opportunities.push(candidate)
    else if (isNearMiss(candidate)) rejected.push(candidate)
    else farFromPaying += 1
  }
  return {
    matching,
    opportunities: opportunities.toSorted(byGuarantee),
    rejected: rejected.toSorted(byMargin),
    candidates,
    farFromPaying,
    unpriceable,
    excludedQuotes: Object.fromEntries([...excluded].toSorted(byKey)),
  }
}

/** One record with impossible figures is named and left out; it never ends the scan. */
function pricedOr(
  input: CandidateInput,
  context: ScanContext,
  unpriceable: string[],
): Candidate | undefined {
  try {
    return evaluateCandidate(input, context)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const { pair, side, market } = input
    unpriceable.push(`${pair.contract.marketId} ${side} against ${market.book}: ${error.message}`)
    return undefined
  }
}

/** Settlement rules on record are about whole games: a part or a player is paired, not priced. */
function isPriceable({ yes }: DecidedPair): boolean {
  return isWholeGame(yes.period) && yes.tag !== 'player-prop'
}

function inputsOf(
  pair: DecidedPair,
  isPaired: boolean,
  { options, nowMs }: ScanContext,
  excluded: Map<string, number>,
): CandidateInput[] {
  const { withinMs = Infinity } = options
  if (pair.odds.startMs > nowMs + withinMs) return exclude(excluded, 'begins too late: --within')
  if (!isPriceable(pair))
    return exclude(excluded, `no settlement rules: ${pair.yes.tag}, ${pair.yes.period}`)
  return pair.quotes.flatMap((quote): CandidateInput[] => {
    const { market } = quote
    if (market.action === 'lay') return exclude(excluded, `lay: ${market.book}`)
    const policy = bookPolicyOf(market.book, options.books)
    if (policy.tag === 'excluded') return exclude(excluded, `not selected: ${market.book}`)
    const commission = policy.tag === 'leg' ? policy.commission : undefined
    const common = { pair, isPaired, market, outcomes: quote.outcomes, commission }
    return (['yes', 'no'] as const).flatMap((side): CandidateInput[] => {
      const outcome = betOutcome(quote, side)
      if (outcome === undefined) return exclude(excluded, `no single bet: ${market.marketKey}`)
      return [{ ...common, side, outcome, others: othersOf(pair, quote, side) }]
    })
  })
}

/** The bet stands against the contract: NO's outcome beside YES contracts, where one outcome is that. */
function betOutcome(quote: PairedQuote, side: ContractSide): BookOutcome | undefined {
  return side === 'yes' ? quote.noOutcome : quote.yesOutcome
}

function othersOf(pair: DecidedPair, own: PairedQuote, side: ContractSide): BookOutcome[] {
  return pair.quotes
    .filter((quote) => quote !== own && quote.market.action === 'back')
    .flatMap((quote) => betOutcome(quote, side) ?? [])
}

function exclude(excluded: Map<string, number>, why: string): [] {
  excluded.set(why, (excluded.get(why) ?? 0) + 1)
  return []
}

function byKey([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1
}

function byGuarantee(a: Candidate, b: Candidate): number {
  return rankOf(a) - rankOf(b) || guaranteedOf(b) - guaranteedOf(a) || (a.id < b.id ? -1 : 1)
}

function byMargin(a: Candidate, b: Candidate): number {
  return b.finding.margin.returnOnCost.cmp(a.finding.margin.returnOnCost) || (a.id < b.id ? -1 : 1)
}

function rankOf({ finding }: Candidate): number {
  return finding.tag === 'locked' ? 0 : 1
}

function guaranteedOf({ finding }: Candidate): number {
  return finding.tag === 'miss' ? 0 : finding.position.guaranteed
}
