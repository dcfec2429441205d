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
import { type ProgramEnd, type ProgramFailure, solveProgram } from './linear-program.ts'
import { leastPayoutIn, type RelaxationFrame } from './relaxation-frame.ts'
import { relaxationModel } from './relaxation-model.ts'
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

/** Solves one program; the worst payout and the point of each part, microdollars. */
function solveOver(
  frame: RelaxationFrame,
  {
    choices,
    active,
    pivotsMax,
  }: {
    readonly choices: readonly CurveChoice[]
    readonly active: readonly number[]
    readonly pivotsMax: number
  },
):
  | ProgramFailure
  | {
      readonly tag: 'optimal'
      readonly worst: number
      readonly points: readonly CurvePoint[]
    } {
  const columns = choices.map(columnOf)
  let end: ProgramEnd = { tag: 'cycled' }
  for (const slack of SLACKS) {
    end = solveProgram(relaxationModel(frame, { columns, active, slack }), pivotsMax)
    if (end.tag !== 'cycled') break
  }
  if (end.tag !== 'optimal') return end
  const { value, values } = end
  let first = 0
  let cost = 0
  const points = columns.map(({ base, points: given }) => {
    const point = { ...base }
    for (const [index, target] of given.entries()) {
      const share = values.get(first + index) ?? 0
      point.quantity += share * (target.quantity - base.quantity)
      point.winPayout += share * (target.winPayout - base.winPayout)
      point.price += share * (target.price - base.price)
      point.allIn += share * (target.allIn - base.allIn)
    }
    first += given.length
    cost += point.allIn - base.allIn
    return point
  })
  return { tag: 'optimal', worst: value * frame.unit + cost, points }
}

/**
 * Slack of the rows, units; the second is for where the solver cycles. Every portfolio starts at a
 * corner where all outcomes pay the same nothing: without a little of its own in each row the solver
 * walks in circles there. It raises the optimum by less than that little, never lowers it.
 */
const SLACKS = [1e-10, 1e-8]

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
