/**
 * From the unrounded optimum to portfolios in whole steps: branch and bound. Each relaxation says what
 * a box of quantities can earn at most; its optimum is rounded up and down, priced exactly and improved
 * step by step; then the box is cut at the part whose rounding moves most money. So the coarsest steps
 * are swept first, multiple by multiple, with the other parts balanced anew around each.
 *
 * The result is never worse than every quantity rounded down, and never above the relaxed bound.
 * @module
 */
import { type Candidate, type Pricer, pricerOf } from './candidate.ts'
import { stepOf, winCentsOf } from './holding.ts'
import { leastStake, type PreparedPortfolio } from './prepare-portfolio.ts'
import { type BoxOptimum, type QuantityBox, relaxBox } from './relax-box.ts'
import { boundOf, relaxationMargin } from './relax-portfolio.ts'
import type { RelaxationFrame } from './relaxation-frame.ts'
import { type CandidateBudget, climb, neighboursOf, roundings } from './roundings.ts'

/** Most portfolios priced for one problem. */
export const ROUNDING_CANDIDATES_MAX = 20_000
/** Most boxes relaxed for one problem. */
export const ROUNDING_BOXES_MAX = 200

/** What was found. */
export interface RoundedPortfolio {
  readonly best: Candidate
  /** True where no portfolio in whole steps guarantees more. */
  readonly isProvenBest: boolean
}

/** What to search, and how far. */
export interface RoundingTerms {
  readonly prepared: PreparedPortfolio
  readonly frame: RelaxationFrame
  /** The relaxation over everything. */
  readonly root: BoxOptimum
  /** Most portfolios priced. */
  readonly candidatesMax: number
  /** Most boxes relaxed besides the root. */
  readonly boxesMax: number
  /** Most pivots of one relaxation. */
  readonly pivotsMax: number
}

/** A box with what it can earn at most. */
interface Box extends QuantityBox {
  readonly optimum: BoxOptimum
  /** Microdollars, whole profit steps. */
  readonly bound: number
}

interface Search extends RoundingTerms, CandidateBudget {
  readonly pricer: Pricer
  best: Candidate
}

/** Returns the best portfolio found: at least holding nothing, which guarantees 0. */
export function roundPortfolio(terms: RoundingTerms): RoundedPortfolio {
  const { prepared, frame, root, candidatesMax } = terms
  const nothing = prepared.most.map(() => 0)
  const search: Search = {
    ...terms,
    pricer: pricerOf(prepared),
    best: { quantities: nothing, guaranteed: 0, totalCost: 0 },
    candidatesLeft: candidatesMax,
  }
  const negligible = MARGINS_NEGLIGIBLE * relaxationMargin(frame)
  const open: Box[] = []
  let boxesLeft = terms.boxesMax
  let isComplete = true
  let box: Box | undefined = boxOf(search, { low: nothing, high: prepared.most }, root)
  while (box !== undefined && box.bound > search.best.guaranteed) {
    tryRoundings(search, box)
    const gap = box.bound - search.best.guaranteed
    if (gap <= 0 || (search.best.guaranteed <= 0 && gap <= negligible)) {
      isComplete &&= gap <= 0
      box = takeHighest(open)
      continue
    }
    if (boxesLeft <= 0 || search.candidatesLeft <= 0) {
      return { best: search.best, isProvenBest: false }
    }
    const pieces: Box[] = []
    for (const piece of split(prepared, box)) {
      boxesLeft -= 1
      const optimum = relaxBox(frame, piece, terms.pivotsMax)
      // What a box without an answer holds is unknown: it is left, and nothing is proven any more.
      if (optimum.tag !== 'infeasible') isComplete &&= optimum.tag === 'optimal'
      if (optimum.tag !== 'optimal') continue
      const next = boxOf(search, piece, optimum)
      if (next.bound > search.best.guaranteed) pieces.push(next)
    }
    // Down to a single portfolio first, then back to the box that promises most.
    box = takeHighest(pieces)
    open.push(...pieces)
    box ??= takeHighest(open)
  }
  return { best: search.best, isProvenBest: isComplete }
}

/**
 * Where nothing gains, the relaxed figure still is its own margin above 0. A box that promises less than
 * this many margins is not searched further; nor is it called disproved.
 */
const MARGINS_NEGLIGIBLE = 3

/** No profit lies between two profit steps, so no bound need to. */
function boxOf({ frame, pricer }: Search, box: QuantityBox, optimum: BoxOptimum): Box {
  const { profitStep } = pricer
  return { ...box, optimum, bound: Math.floor(boundOf(frame, optimum) / profitStep) * profitStep }
}

function takeHighest(open: Box[]): Box | undefined {
  let at = 0
  for (const [index, { bound }] of open.entries()) if (bound > (open[at] as Box).bound) at = index
  return open.splice(at, 1)[0]
}

/** Prices what a box's optimum rounds to, and climbs from the best of it. */
function tryRoundings(search: Search, { optimum }: Box): void {
  const { prepared, pricer } = search
  let first: Candidate | undefined
  for (const quantities of roundings(prepared, optimum.quantities)) {
    if (search.candidatesLeft <= 0) break
    search.candidatesLeft -= 1
    const candidate = pricer.price(quantities, first?.guaranteed)
    if (candidate === undefined) continue
    if (first === undefined || pricer.isBetter(candidate, first)) first = candidate
  }
  if (first === undefined || first.guaranteed < search.best.guaranteed) return
  const top = climb(prepared, pricer, { start: first, budget: search })
  if (pricer.isBetter(top, search.best)) search.best = top
}

/**
 * Cuts a box so that its optimum is in no piece but its own: at the part with the most money between
 * its two neighbours; where all are whole, the part with the most money to move is cut around its
 * quantity. Nothing that can be held is lost; empty where the box holds one portfolio.
 */
function split(prepared: PreparedPortfolio, { low, high, optimum }: Box): readonly QuantityBox[] {
  let chosen: Cut | undefined
  for (const [index, from] of low.entries()) {
    const to = high[index] as number
    const cut = from < to ? cutOf(prepared, index, { from, to, optimum }) : undefined
    if (cut === undefined) continue
    const isFirst = chosen === undefined || (chosen.isWhole && !cut.isWhole)
    if (isFirst || (cut.isWhole === chosen?.isWhole && cut.worth > chosen.worth)) chosen = cut
  }
  if (chosen === undefined) return []
  const { index, pieces } = chosen
  return pieces.flatMap(([a, b]) =>
    a > b ? [] : [{ low: low.with(index, a), high: high.with(index, b) }],
  )
}

/** How one part of a box would be cut. */
interface Cut {
  readonly index: number
  readonly isWhole: boolean
  /** Money moved by it, in no particular unit. */
  readonly worth: number
  /** First and last quantity of each piece; empty where the last is below the first. */
  readonly pieces: readonly (readonly [from: number, to: number])[]
}

function cutOf(
  prepared: PreparedPortfolio,
  index: number,
  {
    from,
    to,
    optimum,
  }: { readonly from: number; readonly to: number; readonly optimum: BoxOptimum },
): Cut {
  const part = prepared.problem.parts[index] as (typeof prepared.problem.parts)[number]
  const quantity = optimum.quantities[index] as number
  const { down, up } = neighboursOf(prepared, index, quantity)
  const each = winCentsOf(part, 1)
  if (down < up) {
    const worth = each * Math.min(quantity - down, up - quantity)
    return {
      index,
      isWhole: false,
      worth,
      pieces: [
        [from, down],
        [up, to],
      ],
    }
  }
  const [step, least] = [stepOf(part), leastStake(part)]
  const before = down - step < least ? 0 : down - step
  const pieces: Cut['pieces'] = [
    [from, down === 0 ? -1 : before],
    [down, down],
    [Math.max(down + step, least), to],
  ]
  return { index, isWhole: true, worth: each * (to - from), pieces }
}
