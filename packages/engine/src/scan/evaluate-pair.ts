/**
 * One pair at a moment: every price of every book of it against both sides of the contract.
 * @module
 */
import {
  type BookOutcome,
  type ContractSide,
  type DecidedPair,
  InvalidInputError,
  isWholeGame,
  type PairedQuote,
  type Rational,
} from '@arbkit/core'
import { bookPolicyOf } from './book-policy.ts'
import {
  type PricedAgainst,
  pricedAgainst,
  pricedCandidate,
  returnRatioOf,
  type ScanContext,
} from './candidate.ts'
import { isFarFromPaying } from './far-bound.ts'
import type { ScanOptions } from './options.ts'
import type { Candidate, CandidateInput } from './priced-candidate.ts'

/** What a pair came to. */
export interface PairEvaluation {
  /** Those that pay or nearly do. */
  readonly candidates: readonly Candidate[]
  /** Candidates further from paying than a near miss. */
  readonly farFromPaying: number
  /** Candidates whose figures are out of every bound, one line each. */
  readonly unpriceable: readonly string[]
  /** Prices not looked at, by why. */
  readonly excludedQuotes: ReadonlyMap<string, number>
}

/** What of a pair stands while its quotes do: made once, read at every change of the contract's book. */
export interface PreparedPair {
  readonly pair: DecidedPair
  /** False for a suggestion. */
  readonly isPaired: boolean
  readonly bets: readonly PreparedBet[]
  /** The highest return on each side: where it is far from paying, all are. */
  readonly bestReturn: Readonly<Record<ContractSide, Rational | undefined>>
  readonly betsOf: Readonly<Record<ContractSide, number>>
  readonly excludedQuotes: ReadonlyMap<string, number>
  /** Prices that make no bet, with what to say of each. */
  readonly refusals: readonly string[]
}

interface PreparedBet extends Pick<CandidateInput, 'side' | 'outcome' | 'commission'> {
  readonly quote: PairedQuote
  readonly returnRatio: Rational
}

const SIDES: readonly ContractSide[] = ['yes', 'no']

/** Prepares a pair; `isPaired` is false for a suggestion. */
export function preparePair(
  pair: DecidedPair,
  isPaired: boolean,
  options: ScanOptions,
): PreparedPair {
  const excludedQuotes = new Map<string, number>()
  const [bets, refusals]: [PreparedBet[], string[]] = [[], []]
  const bestReturn: Record<ContractSide, Rational | undefined> = { yes: undefined, no: undefined }
  const betsOf: Record<ContractSide, number> = { yes: 0, no: 0 }
  if (isPriceable(pair)) {
    for (const { quote, side, outcome, commission } of choicesOf(pair, options, excludedQuotes)) {
      try {
        const returnRatio = returnRatioOf(outcome, commission)
        bets.push({ quote, side, outcome, commission, returnRatio })
        betsOf[side] += 1
        bestReturn[side] = higher(bestReturn[side], returnRatio)
      } catch (error) {
        refusals.push(refusalOf(error, { pair, side, book: quote.market.book }))
      }
    }
  } else {
    exclude(excludedQuotes, `no settlement rules: ${pair.yes.tag}, ${pair.yes.period}`)
  }
  return { pair, isPaired, bets, bestReturn, betsOf, excludedQuotes, refusals }
}

/** Evaluates a pair. */
export function evaluatePair(prepared: PreparedPair, context: ScanContext): PairEvaluation {
  if (isTooLate(prepared.pair, context)) return TOO_LATE
  const { pair, bets, excludedQuotes, refusals, bestReturn, betsOf } = prepared
  const against = pricedAgainst(pair.contract.marketId, context.state)
  const none = { candidates: [], farFromPaying: 0, unpriceable: refusals, excludedQuotes }
  if (against === undefined || bets.length === 0) return none
  const candidates: Candidate[] = []
  const unpriceable = [...refusals]
  let farFromPaying = 0
  const { levels } = against.contract.book
  const isOpen = { yes: false, no: false }
  for (const side of SIDES) {
    const bestAsk = levels.bestAsk(side)
    const best = bestReturn[side]
    if (bestAsk === undefined || best === undefined) continue
    const costs = against.costs()
    // Also of a candidate that is far a fee that is not believed is told.
    const isFar = costs !== undefined && isFarFromPaying(bestAsk, best, costs.leastFrom(bestAsk))
    if (isFar) farFromPaying += betsOf[side]
    else isOpen[side] = true
  }
  if (!isOpen.yes && !isOpen.no) return { ...none, farFromPaying }
  for (const bet of bets) {
    if (!isOpen[bet.side]) continue
    try {
      const candidate = candidateOf(prepared, bet, { against, context })
      if (candidate === 'far') farFromPaying += 1
      else candidates.push(candidate)
    } catch (error) {
      unpriceable.push(refusalOf(error, { pair, side: bet.side, book: bet.quote.market.book }))
    }
  }
  return { candidates, farFromPaying, unpriceable, excludedQuotes }
}

const TOO_LATE: PairEvaluation = {
  candidates: [],
  farFromPaying: 0,
  unpriceable: [],
  excludedQuotes: new Map([['begins too late: --within', 1]]),
}

function candidateOf(
  { pair, isPaired }: PreparedPair,
  { quote, side, outcome, commission, returnRatio }: PreparedBet,
  { against, context }: { readonly against: PricedAgainst; readonly context: ScanContext },
): Candidate | 'far' {
  const bestAsk = against.contract.book.levels.bestAsk(side)
  const costs = against.costs()
  if (bestAsk === undefined) return 'far'
  if (costs !== undefined && isFarFromPaying(bestAsk, returnRatio, costs.leastFrom(bestAsk))) {
    return 'far'
  }
  const { market, outcomes } = quote
  const others = othersOf(pair, quote, side)
  const input = { pair, isPaired, side, market, outcome, outcomes, others, commission }
  return pricedCandidate(input, returnRatio, { against, context })
}

/** One record with impossible figures is named and left out; it never ends the scan. */
function refusalOf(
  error: unknown,
  {
    pair,
    side,
    book,
  }: { readonly pair: DecidedPair; readonly side: string; readonly book: string },
): string {
  if (!(error instanceof InvalidInputError)) throw error
  return `${pair.contract.marketId} ${side} against ${book}: ${error.message}`
}

function higher(a: Rational | undefined, b: Rational): Rational {
  if (a === undefined) return b
  const [left, right] = [
    BigInt(b.numerator) * BigInt(a.denominator),
    BigInt(a.numerator) * BigInt(b.denominator),
  ]
  return left > right ? b : a
}

/** What may be bet, quote by quote. */
function choicesOf(
  pair: DecidedPair,
  options: ScanOptions,
  excluded: Map<string, number>,
): readonly Omit<PreparedBet, 'returnRatio'>[] {
  const choices: Omit<PreparedBet, 'returnRatio'>[] = []
  for (const quote of pair.quotes) {
    const { market } = quote
    const policy = market.action === 'lay' ? undefined : bookPolicyOf(market.book, options.books)
    if (policy === undefined) {
      exclude(excluded, `lay: ${market.book}`)
      continue
    }
    if (policy.tag === 'excluded') {
      exclude(excluded, `not selected: ${market.book}`)
      continue
    }
    const commission = policy.tag === 'leg' ? policy.commission : undefined
    for (const side of SIDES) {
      const outcome = betOutcome(quote, side)
      if (outcome === undefined) exclude(excluded, `no single bet: ${market.marketKey}`)
      else choices.push({ quote, side, outcome, commission })
    }
  }
  return choices
}

/** True where a game begins too late to be looked at yet. */
export function isTooLate(pair: DecidedPair, { options, nowMs }: ScanContext): boolean {
  const { withinMs = Infinity } = options
  return pair.odds.startMs > nowMs + withinMs
}

/** Settlement rules on record are about whole games: a part or a player is paired, not priced. */
function isPriceable({ yes }: DecidedPair): boolean {
  return isWholeGame(yes.period) && yes.tag !== 'player-prop'
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

function exclude(excluded: Map<string, number>, why: string): void {
  excluded.set(why, (excluded.get(why) ?? 0) + 1)
}
