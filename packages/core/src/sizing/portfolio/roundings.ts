/**
 * Whole steps around an unrounded portfolio: each quantity down and up, and from the best of those one
 * step here or there as long as that helps.
 * @module
 */
import type { Candidate, Pricer } from './candidate.ts'
import { stepOf, winCentsOf } from './holding.ts'
import { leastStake, type PreparedPortfolio } from './prepare-portfolio.ts'

/** Most parts that go up and down independently of each other; 2 to the power of it combinations. */
export const ROUNDED_FREELY_MAX = 3
/** Most parts whose steps are tried two at a time. */
export const STEPPED_IN_PAIRS_MAX = 12
/** A quantity this near to whole steps, in steps, is whole: far above what a solver is off by. */
export const WHOLE_TOLERANCE = 1e-4

/** What a search may still spend. */
export interface CandidateBudget {
  candidatesLeft: number
}

/** A part's quantities on either side of an unrounded one. */
export interface Neighbours {
  readonly down: number
  readonly up: number
}

/**
 * Returns the nearest quantities that can be held: the same one twice where it is whole. Between 0 and
 * the least stake there is none.
 */
export function neighboursOf(
  { problem, most }: PreparedPortfolio,
  index: number,
  unrounded: number,
): Neighbours {
  const part = problem.parts[index] as (typeof problem.parts)[number]
  const [step, least, highest] = [stepOf(part), leastStake(part), most[index] as number]
  const quantity = Math.min(Math.max(unrounded, 0), highest)
  const down = Math.floor(quantity / step + WHOLE_TOLERANCE) * step
  const up = Math.ceil(quantity / step - WHOLE_TOLERANCE) * step
  return {
    down: down < least ? 0 : Math.min(down, highest),
    up: up === 0 ? 0 : Math.min(Math.max(up, least), highest),
  }
}

/**
 * Returns the ways to round a portfolio: all down first, then every combination of the parts whose
 * steps are worth most, with the others all down and all up.
 */
export function roundings(
  prepared: PreparedPortfolio,
  unrounded: readonly number[],
): readonly (readonly number[])[] {
  const neighbours = unrounded.map((quantity, index) => neighboursOf(prepared, index, quantity))
  const worthOf = (index: number): number => {
    const part = prepared.problem.parts[index] as (typeof prepared.problem.parts)[number]
    return winCentsOf(part, stepOf(part))
  }
  const free = neighbours
    .flatMap(({ down, up }, index) => (down === up ? [] : [{ index, worth: worthOf(index) }]))
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, ROUNDED_FREELY_MAX)
    .map(({ index }) => index)
  const bases = [neighbours.map(({ down }) => down), neighbours.map(({ up }) => up)]
  const found = new Map<string, readonly number[]>()
  for (let bits = 0; bits < 1 << free.length; bits += 1) {
    for (const base of bases) {
      const quantities = [...base]
      for (const [order, index] of free.entries()) {
        const { down, up } = neighbours[index] as Neighbours
        quantities[index] = ((bits >> order) & 1) === 0 ? down : up
      }
      found.set(quantities.join(), quantities)
    }
  }
  return [...found.values()]
}

/**
 * Returns the portfolio that no single step, and no two steps at once, improve; or how far the budget
 * went.
 */
export function climb(
  prepared: PreparedPortfolio,
  pricer: Pricer,
  { start, budget }: { readonly start: Candidate; readonly budget: CandidateBudget },
): Candidate {
  const moves = movesOf(prepared)
  let top = start
  let stride = 1
  for (let since = 0, next = 0; since < moves.length; ) {
    const moved = movedBy(prepared, top.quantities, { move: moves[next] as Move, stride })
    if (moved !== undefined && budget.candidatesLeft <= 0) return top
    if (moved !== undefined) budget.candidatesLeft -= 1
    const candidate = moved && pricer.price(moved, top.guaranteed)
    if (candidate !== undefined && pricer.isBetter(candidate, top)) {
      top = candidate
      since = 0
      stride *= 2
    } else if (stride > 1) {
      stride = 1
    } else {
      since += 1
      next = (next + 1) % moves.length
    }
  }
  return top
}

/** Part numbers with one step up or down each. */
type Move = readonly (readonly [index: number, direction: 1 | -1])[]

function movesOf(prepared: PreparedPortfolio): readonly Move[] {
  const parts = prepared.most.flatMap((most, index) => (most > 0 ? [index] : []))
  const singles = parts.flatMap((index): Move[] => [[[index, 1]], [[index, -1]]])
  if (parts.length > STEPPED_IN_PAIRS_MAX) return singles
  const doubles = singles.flatMap((first, order) =>
    singles.slice(order + 1).flatMap((second): Move[] => {
      const [[a], [b]] = [first[0] as Move[number], second[0] as Move[number]]
      return a === b ? [] : [[...first, ...second]]
    }),
  )
  return [...singles, ...doubles]
}

function movedBy(
  { problem, most }: PreparedPortfolio,
  quantities: readonly number[],
  { move, stride }: { readonly move: Move; readonly stride: number },
): readonly number[] | undefined {
  const moved = [...quantities]
  for (const [index, direction] of move) {
    const part = problem.parts[index] as (typeof problem.parts)[number]
    const least = leastStake(part)
    const from = moved[index] as number
    let to = from + direction * stride * stepOf(part)
    if (to < least) to = direction > 0 ? least : 0
    if (to === from || to < 0 || to > (most[index] as number)) return undefined
    moved[index] = to
  }
  return moved
}
