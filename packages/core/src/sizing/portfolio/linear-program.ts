/**
 * A linear program while it is written, in the form that the solver reads fastest: rows and variables
 * by number, entries as pairs.
 * @module
 */
import { type Model, solve } from 'yalps'
import { ArbError } from '../../errors.ts'

/** A row and a figure in it. */
export type Entry = [row: number, figure: number]

/** The entries of one variable, which is at least 0. */
export type Variable = Entry[]

/** Row number of the objective, which is maximised. */
export const OBJECTIVE = 0

/** A program to write to. */
export interface LinearProgram {
  /** Adds a variable of 0 or more; entries are pushed to it. Variables count from 0. */
  variable(): Variable
  /** Adds the row "sum of entries ≤ most" and returns its number. */
  row(most: number): number
  readonly model: Model<number, number>
}

/**
 * What the solver takes for zero. Programs are scaled to figures of at most 1, of which doubles keep
 * five digits below this.
 */
const SOLVER_PRECISION = 1e-12

/** Most pivots of one program; far above what a portfolio within its bounds needs. */
export const PIVOTS_MAX = 20_000

/** The solver ended without an answer. Nothing is known of the portfolio: no figure is returned. */
export class RelaxationError extends ArbError {
  override readonly name = 'RelaxationError'
  override readonly resend = 'never'
}

/** Returns an empty program whose rows each allow a little more than they say: half of `slack` to all of it. */
export function linearProgram(slack: number): LinearProgram {
  const variables: [number, Variable][] = []
  const constraints: [number, { readonly max: number }][] = []
  return {
    variable: () => {
      const entries: Variable = []
      variables.push([variables.length, entries])
      return entries
    },
    row: (most) => {
      const number = constraints.length + 1
      constraints.push([number, { max: most + slack * spread(number) }])
      return number
    },
    model: { direction: 'maximize', objective: OBJECTIVE, constraints, variables },
  }
}

/** Returns a share from a half to 1 that is far from those of the numbers around it. */
function spread(number: number): number {
  return 0.5 + ((number * GOLDEN_SHARE) % 1) / 2
}

/** Multiples of it fall as evenly between whole numbers as any number's. */
const GOLDEN_SHARE = (Math.sqrt(5) - 1) / 2

/** `infeasible`: no values satisfy the rows. `unbounded`: no highest. `cycled`: the pivots ran out. */
export interface ProgramFailure {
  readonly tag: 'infeasible' | 'unbounded' | 'cycled'
}

/** How a program ended. `values`: by variable number, those above 0. */
export type ProgramEnd =
  | {
      readonly tag: 'optimal'
      readonly value: number
      readonly values: ReadonlyMap<number, number>
    }
  | ProgramFailure

/** Solves a program as far as `pivotsMax` pivots go; `cycled` where they did not suffice. */
export function solveProgram({ model }: LinearProgram, pivotsMax: number): ProgramEnd {
  const { status, result, variables } = solve(model, {
    maxPivots: pivotsMax,
    precision: SOLVER_PRECISION,
  })
  if (status === 'optimal') return { tag: 'optimal', value: result, values: new Map(variables) }
  return { tag: status === 'timedout' ? 'cycled' : status }
}
