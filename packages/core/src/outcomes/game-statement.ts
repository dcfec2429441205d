/**
 * Statements about the score of one game: the propositions that are traded on both sides, and those
 * that only books sell. Each is graded by the score alone; what a venue makes of a tie or of a game
 * that is called early is the settlement table's business.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'
import { checkLine, type Proposition, type ThreeWayResult } from '../fixtures/proposition.ts'
import type { HomeAway } from '../fixtures/team.ts'
import type { Grade } from '../settlement/grade.ts'

/**
 * A statement about the score of a game: every proposition but those about a player. Lines are
 * multiples of 0.25; a quarter line is two half bets. A level score pushes a moneyline and a draw no
 * bet; where the draw is one of three results it pushes nothing.
 */
export type GameStatement = Exclude<Proposition, { readonly tag: 'player-prop' }>

/** A final score: whole numbers, 0 or more. */
export interface GameScore {
  readonly home: number
  readonly away: number
}

/** A number that statements turn on: home − away, home + away, or the score of one team. */
export type ScoreAxis = 'margin' | 'total' | HomeAway

/** What a statement says about one number. */
export type ScoreQuestion =
  /** The number is above the threshold (direction 1) or below it (−1); a multiple of 0.25. */
  | {
      readonly tag: 'beyond'
      readonly axis: ScoreAxis
      readonly direction: 1 | -1
      readonly threshold: number
    }
  /** The margin is 0, or it is anything else. */
  | { readonly tag: 'level'; readonly axis: 'margin'; readonly isNegated: boolean }

/**
 * Returns how a statement about the full game ends at a final score.
 * @throws {InvalidInputError} scores that are not whole numbers of 0 or more, or a line that is not a
 *   multiple of 0.25 within ±{@link LINE_ABS_MAX}.
 */
export function gradeOfStatement(statement: GameStatement, score: GameScore): Grade {
  assertInput(isPoints(score.home) && isPoints(score.away), 'scores are whole numbers, 0 or more', {
    score,
  })
  const question = questionOf(statement)
  return gradeOfValue(question, valueOn(question.axis, score))
}

function isPoints(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

/** Returns the number that an axis measures. */
export function valueOn(axis: ScoreAxis, { home, away }: GameScore): number {
  switch (axis) {
    case 'margin':
      return home - away
    case 'total':
      return home + away
    case 'home':
      return home
    case 'away':
      return away
    default:
      return assertNever(axis)
  }
}

/**
 * Returns what a statement says about which number.
 * @throws {InvalidInputError} a line that is not a multiple of 0.25 within ±{@link LINE_ABS_MAX}.
 */
export function questionOf(statement: GameStatement): ScoreQuestion {
  switch (statement.tag) {
    case 'moneyline':
    case 'draw-no-bet':
      return marginBeyond(statement.team, 0)
    case 'spread':
      return marginBeyond(statement.team, checkLine(statement.line))
    case 'three-way':
      return resultQuestion(statement.result)
    case 'total':
      return pointsBeyond('total', statement)
    case 'team-total':
      return pointsBeyond(statement.team, statement)
    default:
      return assertNever(statement)
  }
}

/** A team wins outright, or does not: then its opponent does with half a goal on top. */
function resultQuestion(result: ThreeWayResult): ScoreQuestion {
  switch (result) {
    case 'draw':
      return { tag: 'level', axis: 'margin', isNegated: false }
    case 'not-draw':
      return { tag: 'level', axis: 'margin', isNegated: true }
    case 'home':
    case 'away':
      return marginBeyond(result, -0.5)
    case 'not-home':
      return marginBeyond('away', 0.5)
    case 'not-away':
      return marginBeyond('home', 0.5)
    default:
      return assertNever(result)
  }
}

/** The team's margin plus `line` is above 0; the margin of the axis is home's. */
function marginBeyond(team: HomeAway, line: number): ScoreQuestion {
  const direction = team === 'home' ? 1 : -1
  return { tag: 'beyond', axis: 'margin', direction, threshold: -direction * line }
}

function pointsBeyond(
  axis: ScoreAxis,
  { direction, line }: { readonly direction: 'over' | 'under'; readonly line: number },
): ScoreQuestion {
  const sign = direction === 'over' ? 1 : -1
  return { tag: 'beyond', axis, direction: sign, threshold: checkLine(line) }
}

/**
 * Returns how a question ends at a whole number. A quarter line lies 0.25 from the whole number on
 * which one of its two half bets pushes.
 */
export function gradeOfValue(question: ScoreQuestion, value: number): Grade {
  if (question.tag === 'level') return (value === 0) === question.isNegated ? 'lose' : 'win'
  const beyond = question.direction * (value - question.threshold)
  if (beyond === 0) return 'push'
  if (beyond === 0.25) return 'half-win'
  if (beyond === -0.25) return 'half-lose'
  return beyond > 0 ? 'win' : 'lose'
}

/** Returns the whole numbers at which the grade changes: each is the first one of a new grade. */
export function cutsOf(question: ScoreQuestion): readonly number[] {
  if (question.tag === 'level') return [0, 1]
  const { threshold } = question
  const isBetweenWholes = Math.abs(threshold % 1) === 0.5
  if (isBetweenWholes) return [Math.ceil(threshold)]
  const nearest = Math.round(threshold)
  return [nearest, nearest + 1]
}
