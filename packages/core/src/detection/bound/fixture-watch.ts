/**
 * The watch: fixtures, what can be bought on them, and which of them an update left worth a full
 * evaluation. A price goes in at the cost of a few comparisons and touches its own fixture alone;
 * a burst of them is looked at once, when the turn asks.
 *
 * Invariants: a fixture that is not handed out has no space in which full evaluation would find a
 * profit, and had none when it was last handed out; an update that leaves its spaces rejected
 * allocates nothing.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { InvalidInputError } from '../../errors.ts'
import type { AllInTable } from '../../fees/all-in-table.ts'
import type { Rational } from '../../units/rational.ts'
import type { BoundPayoffs } from './bound-matrix.ts'
import { createStatePriceBound, type StatePriceBound } from './state-price-bound.ts'
import { betUnitCost, contractUnitCost, NOT_OFFERED } from './unit-cost.ts'

/** What kind of thing is sold, and for a contract what it costs by price. */
export type WatchedInstrument =
  | { readonly tag: 'contract'; readonly costs: AllInTable }
  | { readonly tag: 'bet' }

/** Claims over outcomes that a full evaluation looks at together: a question, or a whole event. */
export interface WatchedSpace<Space> {
  /** The caller's own name or object for it. */
  readonly space: Space
  /** Indices into the claims of the fixture, in the order of `payoffs`; each at most once. */
  readonly claims: readonly number[]
  /** By outcome that full evaluation requires, then by claim. */
  readonly payoffs: BoundPayoffs
}

/** A fixture to watch. */
export interface WatchedFixture<Fixture, Space> {
  /** The caller's own name or object for it. */
  readonly fixture: Fixture
  readonly claims: readonly WatchedInstrument[]
  readonly spaces: readonly WatchedSpace<Space>[]
}

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
   * @throws {InvalidInputError} a fixture that is watched already, an index of no claim or twice in
   *   a space, as many payoffs as claims it has not, or what {@link createStatePriceBound} refuses.
   */
  add(watched: WatchedFixture<Fixture, Space>): readonly WatchedClaim[]
  /** Forgets a fixture; false where it was not watched. Updates of its claims change nothing any more. */
  remove(fixture: Fixture): boolean
  /**
   * Takes the best ask of a contract, and returns true where {@link takeDirty} has to look. To be
   * told of any change of the ladder, also of depth alone: where the fixture may pay, it is
   * evaluated anew.
   * @param bestAskTicks 1 to 10,000; undefined where nothing is offered.
   * @throws {InvalidInputError} no price, or a claim that is a bet.
   */
  setContractAsk(claim: WatchedClaim, bestAskTicks: number | undefined): boolean
  /**
   * Takes the price of a bet, and returns true where {@link takeDirty} has to look. To be told of any
   * change of the bet, also of its limit alone.
   * @param returnRatio what 1 staked returns, commission taken off; undefined where it is withdrawn.
   * @throws {InvalidInputError} a ratio of 0 or less.
   */
  setBet(claim: WatchedClaim, returnRatio: Rational | undefined): boolean
  /**
   * Takes the least that a dollar of a claim costs, microdollars, for what is neither: a free bet.
   * Returns true where {@link takeDirty} has to look.
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

interface SpaceEntry<Fixture, Space> {
  readonly space: Space
  readonly owner: Fixture
  readonly bound: StatePriceBound
  isQueued: boolean
  /** Whether it was handed out as one that may pay, and not yet as rejected. */
  isOpen: boolean
}

interface ClaimEntry<Fixture, Space> extends WatchedClaim {
  readonly costs: AllInTable | undefined
  /** The claim's places: spaces, and its index in each. */
  spaces: readonly SpaceEntry<Fixture, Space>[]
  readonly indices: readonly number[]
}

/** Returns a watch of nothing yet. Fixtures are told apart as the keys of a map are. */
export function createFixtureWatch<Fixture, Space>(): FixtureWatch<Fixture, Space> {
  type Entry = SpaceEntry<Fixture, Space>
  const claimsByFixture = new Map<Fixture, readonly ClaimEntry<Fixture, Space>[]>()
  // Filled up to a count and used again, so that what turns out rejected leaves nothing behind.
  let queue: Entry[] = []
  let queued = 0

  const set = (entry: ClaimEntry<Fixture, Space>, unitCost: number): boolean => {
    const { spaces, indices } = entry
    let isQueued = false
    for (let at = 0; at < spaces.length; at += 1) {
      const space = spaces[at] as Entry
      const isRejected = space.bound.update(indices[at] as number, unitCost)
      if (!isRejected || space.isOpen) {
        if (!space.isQueued) {
          queue[queued] = space
          queued += 1
        }
        space.isQueued = true
      }
      isQueued ||= space.isQueued
    }
    return isQueued
  }

  return {
    add: (watched) => {
      const { fixture } = watched
      assertInput(!claimsByFixture.has(fixture), 'a fixture is watched once')
      const claims = claimEntriesOf(watched)
      claimsByFixture.set(fixture, claims)
      return claims
    },
    remove: (fixture) => {
      const claims = claimsByFixture.get(fixture)
      if (claims === undefined) return false
      claimsByFixture.delete(fixture)
      for (const claim of claims) claim.spaces = []
      queue = queue.slice(0, queued).filter(({ owner }) => owner !== fixture)
      queued = queue.length
      return true
    },
    setContractAsk: (claim, bestAskTicks) => {
      const entry = claim as ClaimEntry<Fixture, Space>
      if (entry.costs === undefined) throw new InvalidInputError('a bet has no ask, but a return')
      return set(entry, contractUnitCost(entry.costs, bestAskTicks))
    },
    setBet: (claim, returnRatio) =>
      set(claim as ClaimEntry<Fixture, Space>, betUnitCost(returnRatio)),
    setUnitCost: (claim, unitCost) => set(claim as ClaimEntry<Fixture, Space>, unitCost),
    unitCostOf: (claim) => {
      const { spaces, indices } = claim as ClaimEntry<Fixture, Space>
      return spaces[0]?.bound.unitCostOf(indices[0] as number) ?? NOT_OFFERED
    },
    takeDirty: () => {
      let found: Found<Fixture, Space> | undefined
      for (let at = 0; at < queued; at += 1) {
        const entry = queue[at] as Entry
        entry.isQueued = false
        const isRejected = entry.bound.refresh()
        if (isRejected && !entry.isOpen) continue
        entry.isOpen = !isRejected
        found ??= new Map()
        add(found, entry.owner, { space: entry.space, isRejected })
      }
      queued = 0
      if (found === undefined) return NOTHING
      return [...found].map(([fixture, spaces]) => ({ fixture, spaces }))
    },
  }
}

type Found<Fixture, Space> = Map<Fixture, DirtySpace<Space>[]>

function add<Fixture, Space>(
  found: Found<Fixture, Space>,
  fixture: Fixture,
  space: DirtySpace<Space>,
): void {
  const spaces = found.get(fixture)
  if (spaces === undefined) found.set(fixture, [space])
  else spaces.push(space)
}

const NOTHING: readonly never[] = []

function claimEntriesOf<Fixture, Space>({
  fixture,
  claims,
  spaces,
}: WatchedFixture<Fixture, Space>): readonly ClaimEntry<Fixture, Space>[] {
  const entries = claims.map((instrument) => ({
    costs: instrument.tag === 'contract' ? instrument.costs : undefined,
    spaces: [] as SpaceEntry<Fixture, Space>[],
    indices: [] as number[],
  }))
  for (const { space, claims: members, payoffs } of spaces) {
    assertInput(new Set(members).size === members.length, 'a space has each claim once', {
      members,
    })
    const bound = createStatePriceBound(payoffs)
    assertInput(bound.claimCount === members.length, 'a space has payoffs for each of its claims', {
      claims: members.length,
      payoffs: bound.claimCount,
    })
    const place = { space, owner: fixture, bound, isQueued: false, isOpen: false }
    for (const [index, member] of members.entries()) {
      const entry = entries[member]
      assertInput(entry !== undefined, 'a space is about claims of its fixture', { member })
      entry.spaces.push(place)
      entry.indices.push(index)
    }
  }
  return entries
}
