/**
 * Where a watched fixture lies in the ledger: one bound a space, and the places of each claim strung
 * together, since one price may stand in several spaces.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { assertRoom, type BoundLedger } from './bound-ledger.ts'
import { type BoundMatrix, boundMatrixOf } from './bound-matrix.ts'
import type { WatchedFixture, WatchedSpace } from './watched-fixture.ts'
import { type PlacedBound, placeBound } from './state-price-bound.ts'

/** One space of a fixture. */
export interface SpacePlaces<Fixture, Space> {
  readonly space: Space
  readonly fixture: Fixture
  readonly bound: PlacedBound
}

/** Where a claim stands: once for each of its spaces. */
export interface ClaimPlaces {
  /** Its place in the ledger; −1 where it stands nowhere. */
  place: number
  space: number
  next: ClaimPlaces | undefined
}

/** Where a claim stands that is in no space, or no longer watched. */
export const NOWHERE: ClaimPlaces = { place: -1, space: -1, next: undefined }

/** A fixture's claims and spaces. */
export interface FixturePlaces<Fixture, Space, Claim> {
  readonly claims: readonly Claim[]
  readonly spaces: readonly SpacePlaces<Fixture, Space>[]
}

/**
 * Places a fixture, and tells each claim its places, in the order of the spaces. All of it is checked before any of it is
 * placed: a fixture that is refused leaves nothing behind.
 * @throws {InvalidInputError} an index of no claim or twice in a space, payoffs of another number of
 *   claims, payoffs that `boundMatrixOf` refuses, or a ledger without room.
 */
export function placeFixture<Fixture, Space, Claim extends ClaimPlaces>(
  ledger: BoundLedger,
  { fixture, spaces }: WatchedFixture<Fixture, Space>,
  claims: readonly Claim[],
): FixturePlaces<Fixture, Space, Claim> {
  const matrices = spaces.map((watched) => matrixOf(watched, claims.length))
  assertRoom(
    ledger,
    matrices.reduce((sum, { groupOf }) => sum + groupOf.length, 0),
  )
  const placed = spaces.map(({ space }, index) => ({
    space,
    fixture,
    bound: placeBound(ledger, matrices[index] as BoundMatrix),
  }))
  // From the last space back: each claim's places then begin with its first space.
  for (const [index, { claims: members }] of [...spaces.entries()].toReversed()) {
    const { firstPlace, space } = (placed[index] as SpacePlaces<Fixture, Space>).bound.placed
    for (const [at, member] of members.entries()) {
      const claim = claims[member] as Claim
      const { place, space: other, next } = claim
      claim.next = place < 0 ? undefined : { place, space: other, next }
      claim.place = firstPlace + at
      claim.space = space
    }
  }
  return { claims, spaces: placed }
}

function matrixOf<Space>(
  { claims, payoffs }: WatchedSpace<Space>,
  claimCount: number,
): BoundMatrix {
  const unknown = claims.find(
    (claim) => !(Number.isInteger(claim) && claim >= 0 && claim < claimCount),
  )
  assertInput(unknown === undefined, 'a space is about claims of its fixture', { unknown })
  assertInput(new Set(claims).size === claims.length, 'a space has each claim once', { claims })
  const matrix = boundMatrixOf(payoffs)
  assertInput(
    matrix.groupOf.length === claims.length,
    'a space has payoffs for each of its claims',
    { claims: claims.length, payoffs: matrix.groupOf.length },
  )
  return matrix
}
