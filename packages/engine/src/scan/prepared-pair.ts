/**
 * A pair made ready: which bets it offers against which side of its contract, worked out once while its
 * quotes stand.
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
import { returnRatioOf } from './bet-terms.ts'
import { bookPolicyOf } from './book-policy.ts'
import type { ScanOptions } from './options.ts'
import type { CandidateInput } from './priced-candidate.ts'

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

/** One bet of a pair. */
export interface PreparedBet extends Pick<CandidateInput, 'side' | 'outcome' | 'commission'> {
  readonly quote: PairedQuote
  readonly returnRatio: Rational
}

/** Both sides of a contract. */
export const SIDES: readonly ContractSide[] = ['yes', 'no']

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

/** Returns what is said of a record with impossible figures: it is left out, and never ends the scan. */
export function refusalOf(
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

/** Settlement rules on record are about whole games: a part or a player is paired, not priced. */
function isPriceable({ yes }: DecidedPair): boolean {
  return isWholeGame(yes.period) && yes.tag !== 'player-prop'
}

/** Returns the bet against a side: NO's outcome beside YES contracts, where one outcome is that. */
export function betOutcome(quote: PairedQuote, side: ContractSide): BookOutcome | undefined {
  return side === 'yes' ? quote.noOutcome : quote.yesOutcome
}

function exclude(excluded: Map<string, number>, why: string): void {
  excluded.set(why, (excluded.get(why) ?? 0) + 1)
}
