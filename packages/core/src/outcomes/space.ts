/**
 * The outcome space of one question about one game: every way it can end, regular and irregular.
 * Regular outcomes are the ones a guarantee has to cover; irregular ones are its tail.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { League } from '../fixtures/league.ts'
import { isWholeGame } from '../fixtures/period.ts'
import { isWholeLine, type Proposition } from '../fixtures/proposition.ts'
import { irregularStatesOf, SCORED_STATES } from '../settlement/irregular-states.ts'
import type { GameState } from '../settlement/rule.ts'
import { isDrawSold } from '../settlement/scope.ts'

/** Which side of the question came true; `neither` where a level score stands that none asks for. */
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

/**
 * Returns the outcome space of a two-sided market without pushes. A level score is a regular outcome
 * where the league plays to one: it is on neither side of a moneyline, on one of the two of a
 * three-way result, and not told apart in half-point spreads and totals.
 * @throws {InvalidInputError} a line that is no half point: it could push; a moneyline where the draw
 *   is sold: it has three sides; a draw that can not happen; a part of a game or a player's prop: the
 *   settlement rules on record are about whole games.
 */
export function twoSidedSpace(league: League, question: Proposition): OutcomeSpace {
  checkQuestion(league, question)
  const irregular = irregularStatesOf(league.sport, question.tag).flatMap((state): Outcome[] => {
    const kind = 'irregular'
    if (!SCORED_STATES.has(state)) return [{ id: state, kind, state, result: undefined }]
    return [
      { id: `${state}/yes`, kind, state, result: 'yes' },
      { id: `${state}/no`, kind, state, result: 'no' },
    ]
  })
  return [...regularOutcomes(league, question), ...irregular]
}

function checkQuestion(league: League, question: Proposition): void {
  assertInput(
    !('line' in question) || isHalfPointLine(question.line),
    'a market without pushes has a half-point line',
    { question },
  )
  assertInput(
    question.tag !== 'moneyline' || !isDrawSold(league.id),
    `a moneyline of ${league.name} has three sides: the draw is sold`,
    { question },
  )
  const asksForDraw = question.tag === 'three-way' || question.tag === 'draw-no-bet'
  const canDraw = league.canTie || question.period === 'regulation'
  assertInput(!asksForDraw || canDraw, `no game of ${league.name} ends in a draw`, { question })
  assertInput(
    isWholeGame(question.period) && question.tag !== 'player-prop',
    'only whole games have settlement rules here, no part of one and no player',
    { question },
  )
}

function regularOutcomes(league: League, question: Proposition): readonly Outcome[] {
  const decided: readonly Outcome[] = [
    { id: 'yes', kind: 'regular', state: 'completed', result: 'yes' },
    { id: 'no', kind: 'regular', state: 'completed', result: 'no' },
  ]
  const tie = { id: 'tie', kind: 'regular', state: 'tied' } as const
  if (question.tag === 'three-way') {
    switch (question.result) {
      case 'draw':
        return [
          { ...tie, result: 'yes' },
          { id: 'no', kind: 'regular', state: 'completed', result: 'no' },
        ]
      case 'not-draw':
        return [
          { id: 'yes', kind: 'regular', state: 'completed', result: 'yes' },
          { ...tie, result: 'no' },
        ]
      default:
        return [...decided, { ...tie, result: question.result.startsWith('not-') ? 'yes' : 'no' }]
    }
  }
  const isOpen = question.tag === 'moneyline' || question.tag === 'draw-no-bet'
  return league.canTie && isOpen ? [...decided, { ...tie, result: 'neither' }] : decided
}

function isHalfPointLine(line: number): boolean {
  return isWholeLine(line * 2) && !isWholeLine(line)
}
