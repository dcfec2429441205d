/**
 * The linear program of a portfolio: choose a point on every part's curve so that the worst outcome
 * pays most above cost.
 *
 * A point of a curve is a mixture of the ends of its levels, with shares that sum to at most 1: as
 * many variables as with one for each level, but one row for each part and not one for each level, and
 * a dense simplex works by rows times columns. The mixtures contain every true point of the curve, and
 * more: where a later level costs less all in than an earlier one (fees, at prices between whole
 * cents) they skip the earlier one, which no order can. The program is a relaxation for that too.
 * @module
 */
import { type LinearProgram, linearProgram, OBJECTIVE, type Variable } from './linear-program.ts'
import type { RelaxationFrame } from './relaxation-frame.ts'
import { type CurvePoint, leastOfTerms, type PayoffTerm } from './relaxed-part.ts'

/** A part in one program: where it begins, and the points beyond that may be mixed with the base. */
export interface Column {
  readonly base: CurvePoint
  readonly points: readonly CurvePoint[]
}

/** What a program is written from. */
export interface ModelTerms {
  /** By part. */
  readonly columns: readonly Column[]
  /** Outcomes that count, by their number in the frame. */
  readonly active: readonly number[]
  /** What each row allows beyond its limit, at most; units. */
  readonly slack: number
}

/** A part's column with its variables, one for each point. */
interface WrittenColumn extends Column {
  readonly shares: readonly Variable[]
  readonly bent: Map<number, Variable>
}

/**
 * Returns the program. Its first variables are the shares of the points, part by part; its objective
 * leaves out the cost of the bases. Figures are in the frame's unit.
 */
export function relaxationModel(frame: RelaxationFrame, terms: ModelTerms): LinearProgram {
  const program = linearProgram(terms.slack)
  const written = terms.columns.map(
    (column): WrittenColumn => ({
      ...column,
      shares: column.points.map(() => program.variable()),
      bent: new Map(),
    }),
  )
  for (const { base, points, shares } of written) {
    if (points.length === 0) continue
    const whole = program.row(1)
    for (const [index, point] of points.entries()) {
      const cost = (point.allIn - base.allIn) / frame.unit
      shares[index]?.push([OBJECTIVE, -cost], [whole, 1])
    }
  }
  const worst = program.variable()
  worst.push([OBJECTIVE, 1])
  for (const number of terms.active) {
    writeOutcome(program, frame, {
      written,
      worst,
      sets: frame.rows[number] as readonly number[],
    })
  }
  if (frame.budgets.length > 0) writeBudgets(program, frame, written)
  return program
}

/** The worst payout is at most what the parts pay in this outcome. */
function writeOutcome(
  program: LinearProgram,
  { parts, unit }: RelaxationFrame,
  {
    written,
    worst,
    sets,
  }: {
    readonly written: readonly WrittenColumn[]
    readonly worst: Variable
    readonly sets: readonly number[]
  },
): void {
  const termsOf = (part: number) =>
    parts[part]?.terms[sets[part] as number] as readonly PayoffTerm[]
  const isBent = (part: number) =>
    termsOf(part).length > 1 && (written[part] as WrittenColumn).points.length > 0
  const before = written.map(({ base }, part) =>
    isBent(part) ? 0 : leastOfTerms(termsOf(part), base),
  )
  const row = program.row(before.reduce((sum, payout) => sum + payout, 0) / unit)
  worst.push([row, 1])
  for (const [part, column] of written.entries()) {
    if (isBent(part)) {
      bentPayout(program, { column, set: sets[part] as number, terms: termsOf(part), unit }).push([
        row,
        -1,
      ])
      continue
    }
    for (const [index, point] of column.points.entries()) {
      const payout = leastOfTerms(termsOf(part), point) - (before[part] as number)
      if (payout !== 0) column.shares[index]?.push([row, -payout / unit])
    }
  }
}

/**
 * A payoff set whose least changes from one payoff to another along the curve: a variable that is at
 * most each of them. The least of linear functions is concave, so this is exact; a straight line
 * between two points would lie below it, and the program would no longer be an upper bound.
 */
function bentPayout(
  program: LinearProgram,
  {
    column,
    set,
    terms,
    unit,
  }: {
    readonly column: WrittenColumn
    readonly set: number
    readonly terms: readonly PayoffTerm[]
    readonly unit: number
  },
): Variable {
  const known = column.bent.get(set)
  if (known !== undefined) return known
  const payout = program.variable()
  column.bent.set(set, payout)
  for (const term of terms) {
    const before = leastOfTerms([term], column.base)
    const row = program.row(before / unit)
    payout.push([row, 1])
    for (const [index, point] of column.points.entries()) {
      column.shares[index]?.push([row, (before - leastOfTerms([term], point)) / unit])
    }
  }
  return payout
}

/** Capital within each budget, with a variable for what each capital return gives back. */
function writeBudgets(
  program: LinearProgram,
  { budgets, returns, unit }: RelaxationFrame,
  written: readonly WrittenColumn[],
): void {
  const returned = returns.map(() => program.variable())
  for (const { parts, returns: counted, limit } of budgets) {
    const spent = parts.reduce((sum, part) => sum + (written[part]?.base.allIn ?? 0), 0)
    const row = program.row((limit - spent) / unit)
    for (const part of parts) {
      const { base, points, shares } = written[part] as WrittenColumn
      for (const [index, point] of points.entries()) {
        shares[index]?.push([row, (point.allIn - base.allIn) / unit])
      }
    }
    for (const number of counted) returned[number]?.push([row, -1])
  }
  const pairs = new Map<number, Variable>()
  for (const [number, capitalReturn] of returns.entries()) {
    if (capitalReturn.tag !== 'pair') continue
    const paired = returned[number] as Variable
    for (const part of [capitalReturn.yes, capitalReturn.no]) {
      pairs.set(part, paired)
      atMostSizes(program, { variable: paired, parts: [part], pairs: new Map(), written, unit })
    }
  }
  for (const [number, capitalReturn] of returns.entries()) {
    if (capitalReturn.tag !== 'exclusive') continue
    const { noParts } = capitalReturn
    for (const largest of noParts) {
      const parts = noParts.filter((part) => part !== largest)
      atMostSizes(program, { variable: returned[number] as Variable, parts, pairs, written, unit })
    }
  }
}

/** The variable is at most the dollars that these parts would pay, less what left in pairs. */
function atMostSizes(
  program: LinearProgram,
  {
    variable,
    parts,
    pairs,
    written,
    unit,
  }: {
    readonly variable: Variable
    readonly parts: readonly number[]
    readonly pairs: ReadonlyMap<number, Variable>
    readonly written: readonly WrittenColumn[]
    readonly unit: number
  },
): void {
  const columns = parts.map((part) => written[part] as WrittenColumn)
  const before = columns.reduce((sum, { base }) => sum + base.winPayout, 0)
  const row = program.row(before / unit)
  variable.push([row, 1])
  for (const { base, points, shares } of columns) {
    for (const [index, point] of points.entries()) {
      shares[index]?.push([row, (base.winPayout - point.winPayout) / unit])
    }
  }
  // No two parts of a group are of one pair: no entry is written twice.
  for (const part of parts) pairs.get(part)?.push([row, 1])
}
