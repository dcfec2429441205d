/**
 * The outcomes that a bound has to look at: those that full evaluation requires to pay, however it
 * calls the finding. A conditional one may leave out a tie, so a tie never counts towards a
 * rejection of what only pays without it.
 * @module
 */
import { LEAGUES, type LeagueId } from '../../fixtures/league.ts'
import type { Proposition } from '../../fixtures/proposition.ts'
import { type Claim, payoffsOf } from '../../outcomes/claim.ts'
import type { PayoffTable, TableClaim } from '../../outcomes/payoff-table.ts'
import { twoSidedSpace } from '../../outcomes/space.ts'
import { type ExceptionEvent, exceptionSetsOf } from '../exceptions.ts'
import type { BoundPayoffs } from './bound-matrix.ts'

/** One claim on a question. */
export type QuestionClaim = Pick<Claim, 'venue' | 'instrument' | 'wins'>

/**
 * Returns what claims on one question pay where a side of it came true: the outcomes that
 * `findTwoLeg` requires of any pair of them.
 * @throws {InvalidInputError} a spread or total whose line is no half point.
 */
export function questionPayoffsOf(
  league: LeagueId,
  question: Proposition,
  claims: readonly QuestionClaim[],
): BoundPayoffs {
  return twoSidedSpace(LEAGUES[league], question)
    .filter(({ kind, result }) => kind === 'regular' && (result === 'yes' || result === 'no'))
    .map((outcome) =>
      claims.map(
        (claim) => payoffsOf({ ...claim, league, marketType: question.tag }, outcome).possible,
      ),
    )
}

/** Claims over a space, and what a finding may leave out. */
export interface TablePayoffsQuery {
  readonly table: PayoffTable
  /** Those of the table, in its order. */
  readonly claims: readonly TableClaim[]
  /** What the full evaluation is told; none where left out. */
  readonly mayExcept?: readonly ExceptionEvent[]
}

/**
 * Returns the payoffs to bound: nothing that `findPortfolio` finds can pay while the bounds of all of
 * them reject. One entry, without any outcome that may be left out; only where that would leave
 * nothing, one for each choice of what to leave out.
 * @throws {InvalidInputError} an exception that `findPortfolio` refuses.
 */
export function tablePayoffsOf({
  table,
  claims,
  mayExcept = [],
}: TablePayoffsQuery): readonly BoundPayoffs[] {
  const regular = table.outcomes.filter(({ kind }) => kind === 'regular')
  const sets = exceptionSetsOf({ regular, claims, mayExcept })
  const payoffsWithout = (left: ReadonlySet<string>) =>
    table.outcomes.flatMap(({ id, kind }, row) =>
      kind === 'regular' && !left.has(id)
        ? [(table.payoffs[row] ?? []).map(({ possible }) => possible)]
        : [],
    )
  const without = payoffsWithout(new Set(sets.flatMap((set) => [...set])))
  return without.length > 0 ? [without] : sets.map(payoffsWithout)
}
