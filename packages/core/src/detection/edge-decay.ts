/**
 * How long an edge lasts: a pure reducer over the sightings of one opportunity, keeping when it was
 * first and last seen, its best, and how long after its best it was worth half or less. Only what was
 * seen counts: between two sightings nothing is assumed, so a half-life is an interval.
 *
 * Always: first ≤ best ≤ last seen; no edge seen exceeds the best; the state does not grow.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Decimal } from '../units/decimal.ts'

/** Something learnt of one opportunity at `atMs`, Unix ms, whole; in the order of times. */
export type EdgeEvent =
  | {
      readonly tag: 'seen'
      readonly atMs: number
      /** Above 0, in the same unit each time: dollars a contract, as a rule. */
      readonly edgeDollars: Decimal
    }
  /**
   * It was looked for and nothing of its edge is left, or it can no longer be bought. Not where it
   * only fell below a profile's edge: then it is seen with the edge it has; not where nobody looked.
   */
  | { readonly tag: 'gone'; readonly atMs: number }

/** An edge at the time it was seen. */
export interface EdgeSighting {
  readonly atMs: number
  readonly edgeDollars: Decimal
}

/**
 * Time from the best edge until it was half of it or less, milliseconds: above `lowerMs`, where it was
 * last seen above half, and at most `upperMs`, where it was first seen no more so. `lowerMs` ≤ `upperMs`.
 */
export interface HalfLife {
  readonly lowerMs: number
  readonly upperMs: number
}

/** The life of an edge so far. */
export interface EdgeDecay {
  readonly firstSeenMs: number
  /** The highest edge, when it was first seen. */
  readonly best: EdgeSighting
  readonly lastSeen: EdgeSighting
  /** When it was first found gone; undefined while it is there. */
  readonly goneMs: number | undefined
  /** Of the best so far; undefined while more than half of it is seen: how long it will take is not known. */
  readonly halfLife: HalfLife | undefined
  /** How often it came: 1, and 1 for each time it was seen again after it was gone. */
  readonly appearances: number
  /** Time of the last event: no event may be older. */
  readonly atMs: number
}

/**
 * Returns the life of an edge after one more event. A new best begins the half-life anew. Gone twice
 * is gone once.
 * @param decay what is known so far; undefined before the first sighting.
 * @throws {InvalidInputError} a time that is not whole or before that of the last event, an edge that
 *   is not above 0 and finite, or gone before it was seen.
 */
export function stepEdgeDecay(decay: EdgeDecay | undefined, event: EdgeEvent): EdgeDecay {
  const { atMs } = event
  assertInput(Number.isSafeInteger(atMs), `times must be whole milliseconds, got ${atMs}`)
  if (event.tag === 'seen') {
    const { edgeDollars } = event
    assertInput(
      edgeDollars.isFinite() && edgeDollars.gt(0),
      `an edge that is seen must be above 0, got ${edgeDollars.toString()}`,
    )
    const sighting = { atMs, edgeDollars }
    return decay === undefined ? firstSeen(sighting) : seenAgain(inOrder(decay, atMs), sighting)
  }
  assertInput(decay !== undefined, 'an edge can not be gone before it was seen')
  return gone(inOrder(decay, atMs), atMs)
}

function inOrder(decay: EdgeDecay, atMs: number): EdgeDecay {
  assertInput(
    atMs >= decay.atMs,
    `events come in the order of time, got ${atMs} after ${decay.atMs}`,
  )
  return decay
}

function firstSeen(sighting: EdgeSighting): EdgeDecay {
  return {
    firstSeenMs: sighting.atMs,
    best: sighting,
    lastSeen: sighting,
    goneMs: undefined,
    halfLife: undefined,
    appearances: 1,
    atMs: sighting.atMs,
  }
}

function seenAgain(decay: EdgeDecay, sighting: EdgeSighting): EdgeDecay {
  const { atMs, edgeDollars } = sighting
  const isBest = edgeDollars.gt(decay.best.edgeDollars)
  const isHalved = edgeDollars.times(2).lte(decay.best.edgeDollars)
  return {
    firstSeenMs: decay.firstSeenMs,
    best: isBest ? sighting : decay.best,
    lastSeen: sighting,
    goneMs: undefined,
    halfLife: isBest ? undefined : halfLifeAt(decay, atMs, isHalved),
    appearances: decay.appearances + (decay.goneMs === undefined ? 0 : 1),
    atMs,
  }
}

function gone(decay: EdgeDecay, atMs: number): EdgeDecay {
  return {
    ...decay,
    goneMs: decay.goneMs ?? atMs,
    halfLife: halfLifeAt(decay, atMs, true),
    atMs,
  }
}

/** Until the first halving every sighting was above half, so the last one is the lower bound. */
function halfLifeAt(
  { best, lastSeen, halfLife }: EdgeDecay,
  atMs: number,
  isHalved: boolean,
): HalfLife | undefined {
  if (halfLife !== undefined || !isHalved) return halfLife
  return { lowerMs: lastSeen.atMs - best.atMs, upperMs: atMs - best.atMs }
}
