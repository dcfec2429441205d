/**
 * The outcome space of a game: the regular scores it can end in, as far as the statements that are
 * asked about tell them apart. Moneylines alone make two or three outcomes, spreads and totals a
 * grid, with pushes and half wins as cells of their own.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Grade } from '../settlement/grade.ts'
import {
  type GameStatement,
  gradeOfValue,
  questionOf,
  type ScoreAxis,
  type ScoreQuestion,
} from './game-statement.ts'
import type { GradedOutcome, GradedSpace } from './graded-space.ts'
import type { ScoreCell } from './score-cell.ts'
import { scoreGrid } from './score-grid.ts'
import { scoreLabel } from './score-label.ts'

/** Statements about one game, and whether it can end level. */
export interface GameQuestions {
  /** At least one; the same one may be asked more than once. */
  readonly statements: readonly GameStatement[]
  /** True where a regular game can end level: the league's `canTie`. */
  readonly canTie: boolean
  /**
   * True where every statement about the full game counts the same play. Elsewhere three-way and
   * draw-no-bet markets end with regulation and the others with overtime, so that their legs only
   * seem to cover each other. False where left out: then the two kinds are not mixed. Statements
   * about regulation say so themselves.
   */
  readonly isOnePeriod?: boolean
}

/** A regular way a game can end: any one of a set of scores. */
export interface GameOutcome extends GradedOutcome {
  /** The scores that it stands for. */
  readonly cell: ScoreCell
}

/** A graded space whose outcomes are sets of scores. */
export interface GameSpace extends GradedSpace {
  readonly outcomes: readonly GameOutcome[]
}

/**
 * Returns the outcome space of a game. Every score of whole numbers that the league allows is in
 * exactly one outcome, every outcome holds at least one such score, and each statement has one grade
 * in it: the one that `gradeOfStatement` gives to any score of it. The state is `tied` for a margin
 * of 0, which is told apart where a statement asks about the margin; a space of totals alone leaves
 * level scores among the others.
 * @throws {InvalidInputError} no statement; statements about different parts of the game; a line that is not a multiple of 0.25 within
 *   ±{@link LINE_ABS_MAX}; or a three-way or draw-no-bet statement about a game that can not end level:
 *   such a market is about some other period, and its legs would seem to cover one another; the same
 *   beside other statements unless `isOnePeriod` says that they count the same play.
 * @throws {TooManyOutcomesError} more than {@link SPACE_OUTCOMES_MAX} outcomes.
 */
export function gameSpace(game: GameQuestions): GameSpace {
  const { statements, canTie } = game
  checkStatements(game)
  const questions = statements.map(questionOf)
  const { cells, axes } = scoreGrid(questions, canTie)
  return {
    outcomes: cells.map((cell) => outcomeOf(cell, axes)),
    grades: cells.map((cell) => gradesIn(cell, questions)),
  }
}

function checkStatements({ statements, canTie, isOnePeriod = false }: GameQuestions): void {
  const [first] = statements
  assertInput(first !== undefined, 'a space is about at least one statement, got none')
  const apart = statements.find(({ period }) => period !== first.period)
  assertInput(apart === undefined, `${first.period} and ${apart?.period} are not one score`)
  const drawn = statements.find(({ tag }) => tag === 'three-way' || tag === 'draw-no-bet')
  if (drawn === undefined) return
  assertInput(canTie, `${drawn.tag} asks for a draw that can not happen`, { statement: drawn })
  const other = statements.find(({ tag }) => tag !== 'three-way' && tag !== 'draw-no-bet')
  assertInput(
    isOnePeriod || first.period === 'regulation' || other === undefined,
    `${drawn.tag} ends with regulation and ${other?.tag} with overtime, unless isOnePeriod says not`,
    { drawn, other },
  )
}

function outcomeOf(cell: ScoreCell, axes: ReadonlySet<ScoreAxis>): GameOutcome {
  const isLevel = cell.margin.every(({ low, high }) => low === 0 && high === 0)
  return { id: scoreLabel(cell, axes), state: isLevel ? 'tied' : 'completed', cell }
}

/**
 * Along an axis that is asked about all values of a cell have the same grade: its lowest will do, also
 * where that is −Infinity, which lies below every threshold.
 */
function gradesIn(cell: ScoreCell, questions: readonly ScoreQuestion[]): readonly Grade[] {
  const sample: Readonly<Record<ScoreAxis, number>> = {
    margin: cell.margin[0]?.low ?? 0,
    total: cell.total.low,
    home: cell.home.low,
    away: cell.away.low,
  }
  return questions.map((question) => gradeOfValue(question, sample[question.axis]))
}
