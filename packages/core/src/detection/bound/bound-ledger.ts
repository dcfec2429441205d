/**
 * The memory of bounds: what every claim costs and from what cost on it does not pay, side by side
 * for all of them. Prices come in for any fixture at any moment, so most of what an update costs is
 * fetching memory; here it is one place and one count, whatever is watched.
 *
 * Invariant: a space's violations are how many of its places cost less than their threshold.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { NOT_OFFERED } from './unit-cost.ts'

/** Places and spaces of some bounds. A place is a claim in one space; those of a space are neighbours. */
export interface BoundLedger {
  /** {@link PLACE_STRIDE} numbers a place: what it costs, and from what cost on it does not pay. */
  places: Float64Array
  /** {@link SPACE_STRIDE} numbers a space: violations, then flags of 0 or 1. */
  spaces: Int32Array
  placeCount: number
  spaceCount: number
  /** Places given back, by how many they were together. */
  readonly freePlaces: Map<number, number[]>
  readonly freeSpaces: number[]
}

/** A place, and the space that it belongs to. */
export interface PlaceOfSpace {
  readonly place: number
  readonly space: number
}

/** Where a space lies. */
export interface LedgerSpace {
  readonly space: number
  readonly firstPlace: number
  readonly placeCount: number
}

/** Numbers of a place. */
export const PLACE_STRIDE = 2
/** Offsets within a place. */
export const PLACE = { cost: 0, threshold: 1 } as const
/** Numbers of a space. */
export const SPACE_STRIDE = 4
/**
 * Offsets within a space. `isHopeless`: no weights were found, and no cost has risen since. `isOpen`
 * and `isQueued` are the watch's own.
 */
export const SPACE = { violations: 0, isHopeless: 1, isOpen: 2, isQueued: 3 } as const

/** Most places of one ledger: 32 megabytes. */
export const LEDGER_PLACES_MAX = 2_000_000

/** Returns an empty ledger. */
export function createBoundLedger(): BoundLedger {
  return {
    places: new Float64Array(0),
    spaces: new Int32Array(0),
    placeCount: 0,
    spaceCount: 0,
    freePlaces: new Map(),
    freeSpaces: [],
  }
}

/**
 * Says whether so many more places fit, those given back not counted.
 * @throws {InvalidInputError} more than {@link LEDGER_PLACES_MAX} in all.
 */
export function assertRoom({ placeCount }: BoundLedger, more: number): void {
  const count = placeCount + more
  assertInput(count <= LEDGER_PLACES_MAX, `at most ${LEDGER_PLACES_MAX} claims are bounded`, {
    count,
  })
}

/**
 * Returns a new space of so many places: nothing offered, no threshold.
 * @throws {InvalidInputError} more than {@link LEDGER_PLACES_MAX} places in all.
 */
export function takeSpace(ledger: BoundLedger, placeCount: number): LedgerSpace {
  let firstPlace = ledger.freePlaces.get(placeCount)?.pop()
  if (firstPlace === undefined) {
    firstPlace = ledger.placeCount
    assertRoom(ledger, placeCount)
    const count = firstPlace + placeCount
    const grown = grownTo(ledger.places.length, count * PLACE_STRIDE)
    if (grown > ledger.places.length) ledger.places = copied(new Float64Array(grown), ledger.places)
    ledger.placeCount = count
  }
  let space = ledger.freeSpaces.pop()
  if (space === undefined) {
    space = ledger.spaceCount
    const grown = grownTo(ledger.spaces.length, (space + 1) * SPACE_STRIDE)
    if (grown > ledger.spaces.length) ledger.spaces = copied(new Int32Array(grown), ledger.spaces)
    ledger.spaceCount = space + 1
  }
  ledger.spaces.fill(0, space * SPACE_STRIDE, (space + 1) * SPACE_STRIDE)
  for (let place = firstPlace; place < firstPlace + placeCount; place += 1) {
    ledger.places.set([NOT_OFFERED, 0], place * PLACE_STRIDE)
  }
  return { space, firstPlace, placeCount }
}

/** Gives a space back, to be taken again: nothing may refer to it any more. */
export function giveBack(
  ledger: BoundLedger,
  { space, firstPlace, placeCount }: LedgerSpace,
): void {
  ledger.freeSpaces.push(space)
  const free = ledger.freePlaces.get(placeCount)
  if (free === undefined) ledger.freePlaces.set(placeCount, [firstPlace])
  else free.push(firstPlace)
}

/**
 * Takes what a place of a space costs now, 0 or more, and returns true where no place of the space
 * costs less than its threshold. Allocates nothing.
 */
export function updatePlace(
  { places, spaces }: BoundLedger,
  { place, space }: PlaceOfSpace,
  unitCost: number,
): boolean {
  const at = place * PLACE_STRIDE
  const counts = space * SPACE_STRIDE
  const before = places[at + PLACE.cost] as number
  const threshold = places[at + PLACE.threshold] as number
  let violations = spaces[counts + SPACE.violations] as number
  if (unitCost < threshold) violations += 1
  if (before < threshold) violations -= 1
  if (unitCost > before) spaces[counts + SPACE.isHopeless] = 0
  places[at + PLACE.cost] = unitCost
  spaces[counts + SPACE.violations] = violations
  return violations === 0
}

/** Doubled, so that growing one by one copies each number once or twice. */
function grownTo(length: number, needed: number): number {
  return needed <= length ? length : Math.max(needed, length * 2)
}

function copied<T extends Float64Array | Int32Array>(into: T, from: T): T {
  into.set(from)
  return into
}
