/**
 * What of a candidate stands while its bet does: worked out when it first comes near paying, and kept, so
 * that a change of the contract's book costs nothing but what it changes.
 * @module
 */
import type { AllInTable, Cents, FoundBefore, OrderBook, Rational } from '@arbkit/core'
import { stakeLimit } from './bet-terms.ts'
import { lastingReasons } from './judge.ts'
import { opportunityId } from './opportunity-id.ts'
import type { ScanOptions } from './options.ts'
import { betOutcome, type PreparedBet, type PreparedPair } from './prepared-pair.ts'
import type { CandidateInput } from './priced-candidate.ts'
import type { Reason } from './reasons.ts'

/** A bet against one side, with what stands while it does. */
export interface BetStanding {
  readonly input: CandidateInput
  readonly options: ScanOptions
  readonly id: string
  readonly returnRatio: Rational
  readonly stakeMax: Cents
  /** Those that lie in the pair and in the bet's quotes. @throws {InvalidInputError} a quote that is no odds. */
  readonly reasons: () => readonly Reason[]
  /** What it last came to. */
  last: LastFinding | undefined
}

/** What a bet came to, and the book and the costs that it was reckoned from. */
export interface LastFinding {
  readonly levels: OrderBook
  /** Of the book's ladder, when it was last looked at. */
  version: number
  readonly costs: AllInTable
  readonly found: FoundBefore
  /** Those against it that lie in what it would earn. */
  readonly reasons: readonly Reason[]
}

const standings = new WeakMap<PreparedBet, BetStanding>()

/** Returns what stands of a bet: the same object while the pair and the options are the same. */
export function standingOf(
  { pair, isPaired }: PreparedPair,
  bet: PreparedBet,
  options: ScanOptions,
): BetStanding {
  const known = standings.get(bet)
  if (known?.input.pair === pair && known.options === options) return known
  const { quote, side, outcome, commission, returnRatio } = bet
  const { market, outcomes } = quote
  const others = pair.quotes
    .filter((each) => each !== quote && each.market.action === 'back')
    .flatMap((each) => betOutcome(each, side) ?? [])
  const input = { pair, isPaired, side, market, outcome, outcomes, others, commission }
  let reasons: readonly Reason[] | undefined
  const made: BetStanding = {
    input,
    options,
    id: opportunityId([
      pair.contract.marketId,
      pair.odds.eventId,
      side,
      market.book,
      market.marketKey,
      outcome.name,
      String(outcome.point ?? ''),
    ]),
    returnRatio,
    stakeMax: stakeLimit(outcome, market.book, options),
    reasons: () => (reasons ??= lastingReasons(input)),
    last: undefined,
  }
  standings.set(bet, made)
  return made
}
