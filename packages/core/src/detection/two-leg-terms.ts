/**
 * What the settlement rules make of two legs, whatever they cost: the regular outcomes that a
 * guarantee covers and the rows of the tail. It is worked out once for each kind of question and pair
 * of venues, and kept.
 * @module
 */
import { LEAGUES, type LeagueId } from '../fixtures/league.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { payoffsOf } from '../outcomes/claim.ts'
import { type OutcomeSpace, twoSidedSpace } from '../outcomes/space.ts'
import type { TwoLegOutcome } from '../sizing/two-leg-problem.ts'
import { type TailRow, tailRowsOf, type TwoClaims } from './tail.ts'

/** What decides how two legs settle. */
export interface TwoLegTermsQuery {
  readonly league: LeagueId
  readonly question: Proposition
  /** Where the contract is bought. */
  readonly venue: string
  /** Side of the question that the contract is on; the bet is on the other one. */
  readonly side: 'yes' | 'no'
  /** Bookmaker's key. */
  readonly book: string
}

/** How two legs settle. */
export interface TwoLegTerms {
  /** Every regular outcome; one entry for each joint payoff where a rule leaves it open. */
  readonly regular: readonly TwoLegOutcome[]
  /** Those in which one side of the question came true; `regular` itself where that is all of them. */
  readonly decided: readonly TwoLegOutcome[]
  readonly tailRows: readonly TailRow[]
}

/** Most kinds that are kept; past it the oldest one is worked out anew when asked for. */
export const TWO_LEG_TERMS_MAX = 4096

/**
 * Returns how two legs settle: the same object for the same kind of question and venues.
 * @throws {InvalidInputError} a question without a two-sided space, see `twoSidedSpace`.
 */
export function twoLegTermsOf(query: TwoLegTermsQuery): TwoLegTerms {
  const { league, question, venue, side, book } = query
  // Which team or direction makes no difference to how two legs settle; a draw does. The book comes
  // last: it is the one part that may hold a space.
  const result =
    question.tag === 'three-way' ? question.result : 'line' in question ? question.line : ''
  const key = `${league} ${question.period} ${question.tag} ${result} ${venue} ${side} ${book}`
  const known = termsByKey.get(key)
  if (known !== undefined) return known
  const made = termsOf(query)
  const [oldest] = termsByKey.keys()
  if (termsByKey.size >= TWO_LEG_TERMS_MAX && oldest !== undefined) termsByKey.delete(oldest)
  termsByKey.set(key, made)
  return made
}

const termsByKey = new Map<string, TwoLegTerms>()

function termsOf({ league, question, venue, side, book }: TwoLegTermsQuery): TwoLegTerms {
  const space = twoSidedSpace(LEAGUES[league], question)
  const common = { league, marketType: question.tag }
  const claims: TwoClaims = {
    contract: { ...common, venue, instrument: 'contract', wins: side },
    bet: { ...common, venue: book, instrument: 'bet', wins: side === 'yes' ? 'no' : 'yes' },
  }
  const regular = regularOutcomes(space, claims)
  const open = new Set(space.filter(({ result }) => result === 'neither').map(({ id }) => id))
  const decided = regular.filter(({ id }) => !open.has(id))
  return {
    regular,
    decided: decided.length === regular.length ? regular : decided,
    tailRows: tailRowsOf(claims, space),
  }
}

function regularOutcomes(space: OutcomeSpace, claims: TwoClaims): readonly TwoLegOutcome[] {
  return space
    .filter((outcome) => outcome.kind === 'regular')
    .flatMap((outcome) => {
      const contracts = payoffsOf(claims.contract, outcome).possible
      const bets = payoffsOf(claims.bet, outcome).possible
      return contracts.flatMap((contract) => bets.map((bet) => ({ id: outcome.id, contract, bet })))
    })
}
