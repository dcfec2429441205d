/**
 * The watch: fixtures, what can be bought on them, and which of them an update left worth a full
 * evaluation. A price goes in at the cost of a few comparisons and touches its own fixture alone;
 * a burst of them is looked at once, when the turn asks.
 *
 * Invariants: where full evaluation would find a profit, the space was handed out after the last
 * update of its claims; one that was handed out so is handed out once more when nothing pays there
 * any longer; an update that leaves its spaces rejected allocates nothing.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { InvalidInputError } from '../../errors.ts'
import type { AllInTable } from '../../fees/all-in-table.ts'
import type { Rational } from '../../units/rational.ts'
import {
  type BoundLedger,
  createBoundLedger,
  giveBack,
  PLACE,
  PLACE_STRIDE,
  SPACE,
  SPACE_STRIDE,
  updatePlace,
} from './bound-ledger.ts'
import { betUnitCost, contractUnitCost, NOT_OFFERED } from './unit-cost.ts'
import type { WatchedFixture } from './watched-fixture.ts'
import {
  type ClaimPlaces,
  type FixturePlaces,
  NOWHERE,
  placeFixture,
  type SpacePlaces,
} from './watched-places.ts'

declare const handle: unique symbol
/** A claim of a watched fixture: what prices are told by. */
export interface WatchedClaim {
  readonly [handle]?: 'WatchedClaim'
}

/** A fixture to evaluate. */
export interface DirtyFixture<Fixture, Space> {
  readonly fixture: Fixture
  /** Those to evaluate; no other space of the fixture can pay, nor could it before. */
  readonly spaces: readonly DirtySpace<Space>[]
}

/** A space to evaluate. */
export interface DirtySpace<Space> {
  readonly space: Space
  /** True where nothing pays for sure any more: what was found in it before is gone. */
  readonly isRejected: boolean
}

/** Fixtures under watch. */
export interface FixtureWatch<Fixture, Space> {
  /**
   * Adds a fixture, nothing offered on it yet, and returns its claims in their order.
   * @throws {InvalidInputError} a fixture that is watched already; a space with a claim that there is
   *   not, or twice, or with payoffs of another number of claims; payoffs that no bound takes; or more
   *   claims in all than `LEDGER_PLACES_MAX`.
   */
  add(watched: WatchedFixture<Fixture, Space>): readonly WatchedClaim[]
  /** Forgets a fixture; false where it was not watched. Updates of its claims change nothing any more. */
  remove(fixture: Fixture): boolean
  /**
   * Takes the best ask of a contract, and returns true where {@link FixtureWatch.takeDirty} has to look. To be
   * told of any change of the ladder, also of depth alone: where the fixture may pay, it is
   * evaluated anew.
   * @param bestAskTicks 1 to 10,000; undefined where nothing is offered.
   * @throws {InvalidInputError} no price, or a claim that is a bet.
   */
  setContractAsk(claim: WatchedClaim, bestAskTicks: number | undefined): boolean
  /**
   * Takes the price of a bet, and returns true where {@link FixtureWatch.takeDirty} has to look. To be told of any
   * change of the bet, also of its limit alone.
   * @param returnRatio what 1 staked returns, commission taken off; undefined where it is withdrawn.
   * @throws {InvalidInputError} a ratio of 0 or less.
   */
  setBet(claim: WatchedClaim, returnRatio: Rational | undefined): boolean
  /**
   * Takes the least that a dollar of a claim costs, microdollars, for what is neither: a free bet.
   * Returns true where {@link FixtureWatch.takeDirty} has to look.
   * @throws {InvalidInputError} a cost below 0 or no number.
   */
  setUnitCost(claim: WatchedClaim, unitCost: number): boolean
  /** Returns the unit cost of a claim, microdollars; Infinity where it is not offered. */
  unitCostOf(claim: WatchedClaim): number
  /**
   * Returns the fixtures to evaluate since it was asked last, in the order in which they were
   * touched first; each once, however many updates there were.
   */
  takeDirty(): readonly DirtyFixture<Fixture, Space>[]
}

interface ClaimEntry extends WatchedClaim, ClaimPlaces {
  readonly costs: AllInTable | undefined
}

/** Spaces to look at, by index: filled up to a count and used again, so that looking leaves nothing behind. */
interface Queue {
  spaces: number[]
  count: number
}

interface WatchState<Fixture, Space> {
  readonly ledger: BoundLedger
  readonly queue: Queue
  readonly fixtures: Map<Fixture, FixturePlaces<Fixture, Space, ClaimEntry>>
  /** By index in the ledger. */
  readonly spaces: (SpacePlaces<Fixture, Space> | undefined)[]
}

/** Returns a watch of nothing yet. Fixtures are told apart as the keys of a map are. */
export function createFixtureWatch<Fixture, Space>(): FixtureWatch<Fixture, Space> {
  const ledger = createBoundLedger()
  const queue: Queue = { spaces: [], count: 0 }
  const state: WatchState<Fixture, Space> = { ledger, queue, fixtures: new Map(), spaces: [] }
  const set = (claim: WatchedClaim, unitCost: number): boolean =>
    setUnitCost(ledger, queue, claim as ClaimEntry, unitCost)
  return {
    add: (watched) => add(state, watched),
    remove: (fixture) => remove(state, fixture),
    setContractAsk: (claim, bestAskTicks) => {
      const { costs } = claim as ClaimEntry
      if (costs === undefined) throw new InvalidInputError('a bet has no ask, but a return')
      return set(claim, contractUnitCost(costs, bestAskTicks))
    },
    setBet: (claim, returnRatio) => set(claim, betUnitCost(returnRatio)),
    setUnitCost: set,
    unitCostOf: (claim) => {
      const { place } = claim as ClaimEntry
      if (place < 0) return NOT_OFFERED
      return ledger.places[place * PLACE_STRIDE + PLACE.cost] ?? NOT_OFFERED
    },
    takeDirty: () => takeDirty(state),
  }
}

function add<Fixture, Space>(
  { ledger, fixtures, spaces }: WatchState<Fixture, Space>,
  watched: WatchedFixture<Fixture, Space>,
): readonly WatchedClaim[] {
  const { fixture } = watched
  assertInput(!fixtures.has(fixture), 'a fixture is watched once')
  const claims = watched.claims.map(
    (instrument): ClaimEntry => ({
      costs: instrument.tag === 'contract' ? instrument.costs : undefined,
      ...NOWHERE,
    }),
  )
  const added = placeFixture(ledger, watched, claims)
  fixtures.set(fixture, added)
  for (const entry of added.spaces) spaces[entry.bound.placed.space] = entry
  return claims
}

function remove<Fixture, Space>(
  { ledger, queue, fixtures, spaces }: WatchState<Fixture, Space>,
  fixture: Fixture,
): boolean {
  const removed = fixtures.get(fixture)
  if (removed === undefined) return false
  fixtures.delete(fixture)
  for (const claim of removed.claims) Object.assign(claim, NOWHERE)
  queue.spaces = queue.spaces
    .slice(0, queue.count)
    .filter((space) => spaces[space]?.fixture !== fixture)
  queue.count = queue.spaces.length
  for (const { bound } of removed.spaces) {
    spaces[bound.placed.space] = undefined
    giveBack(ledger, bound.placed)
  }
  return true
}

/** Takes a cost in every place of a claim, and says whether one of their spaces has to be looked at. */
function setUnitCost(
  ledger: BoundLedger,
  queue: Queue,
  claim: ClaimEntry,
  unitCost: number,
): boolean {
  if (!(unitCost >= 0)) throw new InvalidInputError(`no price: a unit cost of ${unitCost}`)
  if (claim.place < 0) return false
  let isQueued = false
  let at: ClaimPlaces | undefined = claim
  while (at !== undefined) {
    const isRejected = updatePlace(ledger, at, unitCost)
    const flags = at.space * SPACE_STRIDE
    if (ledger.spaces[flags + SPACE.isQueued] === 1) {
      isQueued = true
    } else if (!isRejected || ledger.spaces[flags + SPACE.isOpen] === 1) {
      ledger.spaces[flags + SPACE.isQueued] = 1
      queue.spaces[queue.count] = at.space
      queue.count += 1
      isQueued = true
    }
    at = at.next
  }
  return isQueued
}

function takeDirty<Fixture, Space>({
  ledger,
  queue,
  spaces,
}: WatchState<Fixture, Space>): readonly DirtyFixture<Fixture, Space>[] {
  let found: Map<Fixture, DirtySpace<Space>[]> | undefined
  for (let index = 0; index < queue.count; index += 1) {
    const space = queue.spaces[index] as number
    const entry = spaces[space] as SpacePlaces<Fixture, Space>
    const at = space * SPACE_STRIDE
    const isRejected = entry.bound.refresh()
    const wasOpen = ledger.spaces[at + SPACE.isOpen] === 1
    ledger.spaces[at + SPACE.isQueued] = 0
    ledger.spaces[at + SPACE.isOpen] = isRejected ? 0 : 1
    if (isRejected && !wasOpen) continue
    found ??= new Map()
    const ofFixture = found.get(entry.fixture) ?? []
    found.set(entry.fixture, ofFixture)
    ofFixture.push({ space: entry.space, isRejected })
  }
  queue.count = 0
  if (found === undefined) return NOTHING
  return [...found].map(([fixture, dirty]) => ({ fixture, spaces: dirty }))
}

const NOTHING: readonly never[] = []
