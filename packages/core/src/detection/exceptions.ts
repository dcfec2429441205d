/**
 * What a conditional position may leave open. A position that loses in a common outcome is no
 * arbitrage, so nothing is left out for convenience: only the tie of a sport that hardly knows one,
 * which venues settle by rules of their own, and events that the caller names.
 * @module
 */
import { assertInput } from '../assert.ts'
import { printable } from '../errors.ts'
import type { TableClaim, TableOutcome } from '../outcomes/payoff-table.ts'
import { type Sport, sportOf } from '../settlement/scope.ts'

/** Something that may happen in which a conditional position need not pay. */
export interface ExceptionEvent {
  /** `a total of exactly 47`; `tie` is taken. */
  readonly name: string
  /** Ids of regular outcomes in which it happens; at least one. */
  readonly outcomes: readonly string[]
}

/** Most events a caller may name: each doubles the number of combinations tried. */
export const EXCEPTION_EVENTS_MAX = 4

/** Name of the event that consists of all regular outcomes of state `tied`. */
export const TIE_EVENT = 'tie'

/** What decides what may be left out. */
export interface ExceptionQuery {
  /** The regular outcomes of the table. */
  readonly regular: readonly TableOutcome[]
  readonly claims: readonly TableClaim[]
  readonly mayExcept: readonly ExceptionEvent[]
}

/**
 * Returns the sets of outcome ids to leave out, in the order to try them: none first, then fewer
 * events before more, fewer outcomes before more, the tie before named ones. A set that leaves
 * nothing to cover is not among them.
 *
 * The tie is an event of its own where a claim is a moneyline of a sport that hardly knows ties, and
 * none is three-way or draw-no-bet:
 * where draws are sold they are an ordinary result, and a position that loses on one is a bet.
 * @throws {InvalidInputError} more than {@link EXCEPTION_EVENTS_MAX} events, a name given twice or
 *   taken, an event without outcomes, or an outcome that is no regular one.
 */
export function exceptionSetsOf({
  regular,
  claims,
  mayExcept,
}: ExceptionQuery): readonly ReadonlySet<string>[] {
  checkEvents(regular, mayExcept)
  const tied = isTieRare(claims)
    ? regular.filter(({ state }) => state === 'tied').map(({ id }) => id)
    : []
  const events = tied.length === 0 ? mayExcept : [{ name: TIE_EVENT, outcomes: tied }, ...mayExcept]
  const combinations: { readonly count: number; readonly outcomes: ReadonlySet<string> }[] = []
  for (let chosen = 0; chosen < 2 ** events.length; chosen += 1) {
    const taken = events.filter((_, index) => (chosen >> index) % 2 === 1)
    const outcomes = new Set(taken.flatMap((event) => event.outcomes))
    if (outcomes.size < regular.length) combinations.push({ count: taken.length, outcomes })
  }
  return combinations
    .toSorted((a, b) => a.count - b.count || a.outcomes.size - b.outcomes.size)
    .map(({ outcomes }) => outcomes)
}

/** Sports in which a regular game hardly ever ends level. */
const RARELY_TIED: ReadonlySet<Sport> = new Set([
  'american-football',
  'baseball',
  'basketball',
  'ice-hockey',
  'mma',
])

function isTieRare(claims: readonly TableClaim[]): boolean {
  const types = new Set<string>(claims.map(({ marketType }) => marketType))
  const sellsDraws = types.has('three-way') || types.has('draw-no-bet')
  const isRare = claims.every(({ scope }) => RARELY_TIED.has(sportOf(scope)))
  return types.has('moneyline') && !sellsDraws && isRare
}

function checkEvents(regular: readonly TableOutcome[], events: readonly ExceptionEvent[]): void {
  assertInput(
    events.length <= EXCEPTION_EVENTS_MAX,
    `at most ${EXCEPTION_EVENTS_MAX} events may be excepted, got ${events.length}`,
  )
  const ids = new Set(regular.map(({ id }) => id))
  const names = new Set([TIE_EVENT])
  for (const { name, outcomes } of events) {
    assertInput(!names.has(name), `excepted event ${printable(name)} is named twice`)
    names.add(name)
    assertInput(outcomes.length > 0, `excepted event ${printable(name)} has no outcome`)
    const unknown = outcomes.find((id) => !ids.has(id))
    assertInput(
      unknown === undefined,
      `excepted event ${printable(name)} has no regular outcome ${printable(unknown)}`,
    )
  }
}
