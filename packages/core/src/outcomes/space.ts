/**
 * The outcome space of one question about one game: every way it can end, regular and irregular.
 * Regular outcomes are the ones a guarantee has to cover; irregular ones are its tail.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { League } from '../fixtures/league.ts'
import { isWholeLine, type Proposition } from '../fixtures/proposition.ts'
import type { GameState } from '../settlement/rule.ts'
import { isDrawSold } from '../settlement/scope.ts'

/** Which side of the question came true; `neither` for a tied moneyline. */
export type Result = 'yes' | 'no' | 'neither'

/** One way it can end. */
export interface Outcome {
  /** `yes`, `no`, `tie`, `postponed-and-played/yes`, ... */
  readonly id: string
  readonly kind: 'regular' | 'irregular'
  readonly state: GameState
  /** Undefined where no result was reached. */
  readonly result: Result | undefined
}

/** All of them, regular ones first; ids are unique. */
export type OutcomeSpace = readonly Outcome[]

const IRREGULAR_PLAYED: readonly GameState[] = ['postponed-and-played', 'shortened']

/**
 * Returns the outcome space of a two-sided market without pushes. A tie is a regular outcome of a
 * moneyline in the leagues that play to one; in half-point spreads and totals a level score falls
 * on one of the two sides.
 * @throws {InvalidInputError} a spread or total whose line is no half point: it could push; a
 *   moneyline where the draw is sold: it has three sides.
 */
export function twoSidedSpace(league: League, question: Proposition): OutcomeSpace {
  assertInput(
    question.tag === 'moneyline' || isHalfPointLine(question.line),
    'a market without pushes has a half-point line',
    { question },
  )
  assertInput(
    question.tag !== 'moneyline' || !isDrawSold(league.id),
    `a moneyline of ${league.name} has three sides: the draw is sold`,
    { question },
  )
  const regular: Outcome[] = [
    { id: 'yes', kind: 'regular', state: 'completed', result: 'yes' },
    { id: 'no', kind: 'regular', state: 'completed', result: 'no' },
  ]
  if (league.canTie && question.tag === 'moneyline') {
    regular.push({ id: 'tie', kind: 'regular', state: 'tied', result: 'neither' })
  }
  const irregular = IRREGULAR_PLAYED.flatMap((state): Outcome[] => [
    { id: `${state}/yes`, kind: 'irregular', state, result: 'yes' },
    { id: `${state}/no`, kind: 'irregular', state, result: 'no' },
  ])
  return [
    ...regular,
    ...irregular,
    { id: 'cancelled', kind: 'irregular', state: 'cancelled', result: undefined },
  ]
}

function isHalfPointLine(line: number): boolean {
  return isWholeLine(line * 2) && !isWholeLine(line)
}
