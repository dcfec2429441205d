/**
 * The relaxation of one box of quantities. A program is given the points of the curves and the outcomes
 * that matter where its solution lies, and more of either until none is missing.
 * @module
 */
import {
  columnOf,
  type CurveChoice,
  curveChoice,
  nearerChoice,
  wholeCurve,
} from './curve-points.ts'
import { type ProgramFailure, solveProgram } from './linear-program.ts'
import { leastPayoutIn, type RelaxationFrame } from './relaxation-frame.ts'
import { type Column, relaxationModel } from './relaxation-model.ts'
import type { CurvePoint } from './relaxed-part.ts'

/** Between which quantities each part is looked for; whole steps, by part. */
export interface QuantityBox {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** The optimum within a box, unrounded. */
export interface BoxOptimum {
  readonly tag: 'optimal'
  /** Microdollars; an upper bound with the margin of its frame added. */
  readonly guaranteed: number
  readonly quantities: readonly number[]
}

/** Outcomes a program begins with; the others are added where a solution pays less in them. */
const ACTIVE_OUTCOMES_FIRST = 40
/** Outcomes added at once. */
const ACTIVE_OUTCOMES_MORE = 10
/** Rounds of choosing points and outcomes; after them the program gets them all. */
const ROUNDS_MAX = 40

/**
 * Returns the optimum within a box, or how the solver ended without one: `infeasible` where nothing in
 * the box is within the budgets.
 */
export function relaxBox(
  frame: RelaxationFrame,
  { low, high }: QuantityBox,
  pivotsMax: number,
): BoxOptimum | ProgramFailure {
  let active = frame.rows.map((_, number) => number).slice(0, ACTIVE_OUTCOMES_FIRST)
  let choices = frame.parts.map((part, index) =>
    curveChoice(part, { low: low[index] as number, high: high[index] as number }),
  )
  for (let round = 1; ; round += 1) {
    const solved = solveOver(frame, { choices, active, pivotsMax })
    if (solved.tag !== 'optimal') return solved
    const { worst, points } = solved
    const short = shortOutcomes(frame, { worst, points, active })
    let isComplete = short.length === 0
    active = [...active, ...short]
    choices = choices.map((choice, index) => {
      const nearer = nearerChoice(choice, points[index]?.winPayout ?? 0)
      if (nearer === undefined) return choice
      isComplete = false
      return round < ROUNDS_MAX ? nearer : wholeCurve(choice)
    })
    if (isComplete) {
      const cost = points.reduce((sum, { allIn }) => sum + allIn, 0)
      return {
        tag: 'optimal',
        guaranteed: worst - cost,
        quantities: points.map(({ quantity }) => quantity),
      }
    }
  }
}

interface Solved {
  readonly tag: 'optimal'
  /** What the worst of the outcomes in the program pays, microdollars. */
  readonly worst: number
  readonly points: readonly CurvePoint[]
}

interface ProgramTerms {
  readonly choices: readonly CurveChoice[]
  readonly active: readonly number[]
  readonly pivotsMax: number
}

/** Solves one program. A solution that does not keep its own rows is none: the next slack is tried. */
function solveOver(
  frame: RelaxationFrame,
  { choices, active, pivotsMax }: ProgramTerms,
): Solved | ProgramFailure {
  const columns = choices.map(columnOf)
  for (const slack of SLACKS) {
    const end = solveProgram(relaxationModel(frame, { columns, active, slack }), pivotsMax)
    // No figure of a portfolio is unbounded: a solver that says so slipped.
    if (end.tag === 'cycled' || end.tag === 'unbounded') continue
    if (end.tag !== 'optimal') return end
    const points = pointsOf(columns, end.values)
    const spent = points.reduce(
      (sum, { allIn }, index) => sum + allIn - (columns[index] as Column).base.allIn,
      0,
    )
    const worst = end.value * frame.unit + spent
    if (holds(frame, { worst, points, active })) return { tag: 'optimal', worst, points }
  }
  return { tag: 'cycled' }
}

/**
 * Slack of the rows, units; the later ones are for where the solver walks in circles or slips. Every
 * portfolio starts at a corner where all outcomes pay the same nothing: without a little of its own in
 * each row it does so often. It raises the optimum by less than that little, never lowers it.
 */
const SLACKS = [1e-10, 1e-9, 1e-8]

/** Returns the mixture that each part's shares make of its points. */
function pointsOf(
  columns: readonly Column[],
  values: ReadonlyMap<number, number>,
): readonly CurvePoint[] {
  let first = 0
  return columns.map(({ base, points }) => {
    const mixture = { ...base }
    for (const [index, target] of points.entries()) {
      const share = values.get(first + index) ?? 0
      mixture.quantity += share * (target.quantity - base.quantity)
      mixture.winPayout += share * (target.winPayout - base.winPayout)
      mixture.price += share * (target.price - base.price)
      mixture.allIn += share * (target.allIn - base.allIn)
    }
    first += points.length
    return mixture
  })
}

/** Says whether every outcome in the program pays what its worst is said to, but for rounding. */
function holds(
  frame: RelaxationFrame,
  { worst, points, active }: Omit<Solved, 'tag'> & { readonly active: readonly number[] },
): boolean {
  const least = worst - frame.unit * HOLDING_TOLERANCE
  return active.every(
    (number) => leastPayoutIn(frame, frame.rows[number] as readonly number[], points) >= least,
  )
}

/** Above the largest slack, and far below what a solver that slipped is off by; units. */
const HOLDING_TOLERANCE = 1e-7

/** The outcomes not in the program that pay less than its worst, worst first. */
function shortOutcomes(
  frame: RelaxationFrame,
  {
    worst,
    points,
    active,
  }: {
    readonly worst: number
    readonly points: readonly CurvePoint[]
    readonly active: readonly number[]
  },
): readonly number[] {
  if (active.length === frame.rows.length) return []
  const used = new Set(active)
  return frame.rows
    .flatMap((row, number) => {
      if (used.has(number)) return []
      const payout = leastPayoutIn(frame, row, points)
      return payout < worst - frame.unit * ROW_TOLERANCE ? [{ number, payout }] : []
    })
    .toSorted((a, b) => a.payout - b.payout)
    .slice(0, ACTIVE_OUTCOMES_MORE)
    .map(({ number }) => number)
}

/** An outcome that is short by less than this, units, is not. */
const ROW_TOLERANCE = 1e-9
