/**
 * The payoff table: what each claim may pay in each outcome, regular and irregular, by the
 * settlement rules of its venue. Sizing reads the regular rows, tail exposure the others.
 * @module
 */
import { assertInput, assertInvariant } from '../assert.ts'
import { ArbError, InvalidInputError } from '../errors.ts'
import { type Grade, otherGrade } from '../settlement/grade.ts'
import { irregularStatesOf, SCORED_STATES } from '../settlement/irregular-states.ts'
import { type GameState, IRREGULAR_STATES, type SettlementRule } from '../settlement/rule.ts'
import { type LeagueOrSport, type SettlementMarketType, sportOf } from '../settlement/scope.ts'
import { type ClaimPayoffs, type Instrument, settlementPayoffsOf } from './claim.ts'
import type { GradedOutcome, GradedSpace } from './graded-space.ts'

/** One row: a way it can end. */
export interface TableOutcome {
  /** Unique in its table. */
  readonly id: string
  readonly kind: 'regular' | 'irregular'
  readonly state: GameState
}

/** What every claim may pay in every outcome. */
export interface PayoffTable {
  /** Regular ones first. */
  readonly outcomes: readonly TableOutcome[]
  /** By outcome, then by claim. */
  readonly payoffs: readonly (readonly ClaimPayoffs[])[]
}

/** One side of one statement, as sold by one venue. */
export interface TableClaim {
  /** `kalshi`, `polymarket` or a bookmaker's key. */
  readonly venue: string
  readonly instrument: Instrument
  /** The league, or the sport alone. */
  readonly scope: LeagueOrSport
  readonly marketType: SettlementMarketType
  /** Index into the space's statements. */
  readonly statement: number
  /** `no` is the opposite of the statement: a contract's NO, or the bet against it. */
  readonly side: 'yes' | 'no'
  /**
   * Which way the statement itself counts, where it is about a total or a player's number. Without
   * it a rule that honours what is already decided is reckoned with in both directions.
   */
  readonly direction?: 'over' | 'under'
}

/** What to make a table of. */
export interface PayoffTableInput {
  readonly space: GradedSpace
  /** At least one. */
  readonly claims: readonly TableClaim[]
  /** Rules to settle by; the whole table of this package where left out. */
  readonly rules?: readonly SettlementRule[]
}

/**
 * Most rows of a table: four times the outcomes of the largest space, itself and a game that was
 * postponed, shortened or given up in each of them.
 */
export const PAYOFF_TABLE_ROWS_MAX = 16_384

/** Claims over this space have more than {@link PAYOFF_TABLE_ROWS_MAX} ways to end. */
export class TooManyTableRowsError extends ArbError {
  override readonly name = 'TooManyTableRowsError'
  override readonly resend = 'never'

  constructor(rowCount: number) {
    super(`a payoff table has at most ${PAYOFF_TABLE_ROWS_MAX} rows, got ${rowCount}`, {
      context: { rowCount, rowsMax: PAYOFF_TABLE_ROWS_MAX },
    })
  }
}

/**
 * Returns what each claim may pay in each outcome.
 *
 * One regular row for each outcome of the space, in its order and with its id. Then, for each
 * irregular state that can occur for any of the claims: one row for each outcome, `shortened /
 * <outcome id>`, where the state leaves a score, else one row whose id is the state. A claim that a
 * state can not touch (the game's total, when a player named elsewhere does not play) is settled as
 * if the state were regular; such a state has a row for each outcome too.
 *
 * In a regular row a claim has one payoff wherever the venue's rule is known.
 * @throws {InvalidInputError} no claim; a statement that the space does not have; a contract at a
 *   venue without rules for contracts, or one that is to end level or by half where none does; or
 *   outcome ids that are not unique.
 * @throws {TooManyTableRowsError} more than {@link PAYOFF_TABLE_ROWS_MAX} rows.
 */
export function payoffTableOf({ space, claims, rules }: PayoffTableInput): PayoffTable {
  assertInput(claims.length > 0, 'a payoff table is about at least one claim, got none')
  assertInput(space.outcomes.length > 0, 'a space has at least one outcome, got none')
  const rows = rowsOf(space, claims)
  const ids = new Set(rows.map(({ outcome }) => outcome.id))
  assertInput(ids.size === rows.length, 'outcomes of a payoff table need ids of their own')
  const settlers = claims.map((claim) => settlerOf(claim, rules))
  return {
    outcomes: rows.map(({ outcome }) => outcome),
    payoffs: rows.map((row) => settlers.map((settle) => settle(row))),
  }
}

/** A row before it is settled. */
interface Row {
  readonly outcome: TableOutcome
  /** The regular outcome that it stands for; undefined where one row stands for all of them. */
  readonly ending: GradedOutcome['state'] | undefined
  /** By statement; undefined with the ending. */
  readonly grades: readonly Grade[] | undefined
  /** Rows of one group differ in nothing but grades. */
  readonly group: string
}

function rowsOf({ outcomes, grades }: GradedSpace, claims: readonly TableClaim[]): readonly Row[] {
  const touching = claims.map(statesOf)
  const states = IRREGULAR_STATES.filter((state) => touching.some((of) => of.has(state)))
  const byOutcome = new Set(
    states.filter((state) => SCORED_STATES.has(state) || !touching.every((of) => of.has(state))),
  )
  const rowCount = (1 + byOutcome.size) * outcomes.length + (states.length - byOutcome.size)
  if (rowCount > PAYOFF_TABLE_ROWS_MAX) throw new TooManyTableRowsError(rowCount)
  const regular = outcomes.map(
    ({ id, state }, index): Row => ({
      outcome: { id, kind: 'regular', state },
      ending: state,
      grades: grades[index] ?? [],
      group: state,
    }),
  )
  const irregular = states.flatMap((state): readonly Row[] => {
    const kind = 'irregular'
    if (!byOutcome.has(state)) {
      const outcome = { id: state, kind, state } as const
      return [{ outcome, ending: undefined, grades: undefined, group: state }]
    }
    return regular.map(({ outcome: { id }, ending, ...rest }) => ({
      ...rest,
      outcome: { id: `${state} / ${id}`, kind, state },
      ending,
      group: `${state} ${ending}`,
    }))
  })
  return [...regular, ...irregular]
}

function statesOf({ scope, marketType }: TableClaim): ReadonlySet<GameState> {
  return new Set(irregularStatesOf(sportOf(scope), marketType))
}

/** Returns what settles one claim in any row: each group and grade is looked up once. */
function settlerOf(
  claim: TableClaim,
  rules: readonly SettlementRule[] | undefined,
): (row: Row) => ClaimPayoffs {
  const touching = statesOf(claim)
  const known = new Map<string, Map<Grade | undefined, ClaimPayoffs>>()
  return (row) => {
    const grade = row.grades?.[claim.statement]
    if (row.grades !== undefined && grade === undefined) {
      throw new InvalidInputError(`the space has no statement ${claim.statement}`)
    }
    const ofGroup = known.get(row.group) ?? new Map<Grade | undefined, ClaimPayoffs>()
    known.set(row.group, ofGroup)
    const found = ofGroup.get(grade) ?? settle(claim, { row, grade, touching, rules })
    ofGroup.set(grade, found)
    return found
  }
}

function settle(
  claim: TableClaim,
  {
    row: { outcome, ending },
    grade,
    touching,
    rules,
  }: {
    readonly row: Row
    readonly grade: Grade | undefined
    readonly touching: ReadonlySet<GameState>
    readonly rules: readonly SettlementRule[] | undefined
  },
): ClaimPayoffs {
  const { side, direction } = claim
  const isTouched = outcome.kind === 'irregular' && touching.has(outcome.state)
  const state = isTouched ? outcome.state : ending
  assertInvariant(state !== undefined, 'a state that touches only some claims leaves an ending', {
    outcome,
  })
  const hasScore = !isTouched || SCORED_STATES.has(state)
  const scored = hasScore ? grade : undefined
  return settlementPayoffsOf(
    {
      ...claim,
      state,
      ending,
      grade: scored === undefined || side === 'yes' ? scored : otherGrade(scored),
      direction: direction === undefined || side === 'yes' ? direction : OTHER_WAY[direction],
    },
    rules,
  )
}

/** The opposite of an Over is an Under. */
const OTHER_WAY = { over: 'under', under: 'over' } as const
