/**
 * The half-lives of many edges in one figure. Edges that were above half when last seen have no
 * half-life yet; they are the lasting ones, and a median that left them out would call edges shorter
 * than they are. So they are counted, and a second median takes them for as long as they are known
 * to have lasted.
 * @module
 */
import { medianOf } from '../odds/robust.ts'
import { Decimal } from '../units/decimal.ts'
import type { EdgeDecay } from './edge-decay.ts'

/** The median of half-lives that are intervals: it lies within these bounds, milliseconds. */
export interface MedianHalfLife {
  readonly lowerMs: Decimal
  /** Undefined where too many have not halved to know one. */
  readonly upperMs: Decimal | undefined
}

/** What the lives of edges come to. `halved` + `censored` = all of them. */
export interface DecaySummary {
  /** Edges that were seen at half of their best or less, or gone. */
  readonly halved: number
  /** Edges that were not: their half-life is longer than what was seen. */
  readonly censored: number
  /** Of the halved ones alone; undefined where there are none. Too short where many are censored. */
  readonly medianOfHalved: MedianHalfLife | undefined
  /** Of all, a censored one lasting from its best to its last sighting at least; undefined for none. */
  readonly medianOfAll: MedianHalfLife | undefined
}

/** Returns the summary; the mean of the two middle values where their number is even. */
export function decaySummaryOf(decays: readonly EdgeDecay[]): DecaySummary {
  const all = decays.map(({ best, lastSeen, halfLife }) =>
    halfLife === undefined
      ? { lowerMs: lastSeen.atMs - best.atMs, upperMs: Number.POSITIVE_INFINITY }
      : halfLife,
  )
  const halved = decays.flatMap(({ halfLife }) => halfLife ?? [])
  return {
    halved: halved.length,
    censored: all.length - halved.length,
    medianOfHalved: medianHalfLifeOf(halved),
    medianOfAll: medianHalfLifeOf(all),
  }
}

/** Bounds keep their order under a median, so the medians of the bounds are bounds of the median. */
function medianHalfLifeOf(
  halfLives: readonly { readonly lowerMs: number; readonly upperMs: number }[],
): MedianHalfLife | undefined {
  if (halfLives.length === 0) return undefined
  const upperMs = medianOf(halfLives.map((each) => new Decimal(each.upperMs)))
  return {
    lowerMs: medianOf(halfLives.map((each) => new Decimal(each.lowerMs))),
    upperMs: upperMs.isFinite() ? upperMs : undefined,
  }
}
