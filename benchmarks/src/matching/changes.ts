/**
 * One change after another to a matcher that knows the whole slate, each timed by the clock: until the
 * candidates of a contract are known again, or until the whole result is.
 * @module
 */
import { performance } from 'node:perf_hooks'
import {
  type ContractListing,
  createMatcher,
  type ListingChanges,
  MATCH_CONFIDENCE_MIN,
  type Matcher,
  type MatchInput,
  type OddsListing,
  type Rng,
} from '@arbkit/core'
import { oneOf } from './draw.ts'
import { repriced } from './odds-side.ts'
import type { ListedGame, MatchingSlate } from './slate.ts'

/** Kinds of change. */
export const CHANGES = [
  'one contract',
  'one odds event',
  'one game added',
  'one game gone',
] as const

/** What is waited for after a change. */
export type Until = 'candidates' | 'result'

/** One change, made several times: milliseconds of each. */
type Times = readonly number[]

/** Every change that was timed, by kind. */
export type ChangeTimes = Readonly<Record<(typeof CHANGES)[number], readonly Times[]>>

/** A matcher with what it was told last. */
export interface LiveSlate {
  readonly matcher: Matcher
  readonly contracts: Map<string, ContractListing>
  readonly odds: Map<string, OddsListing>
  /** Candidates after a change that are another game's, or of odds that are no more. */
  wrong: number
}

/** Returns a matcher that has matched a slate. */
export function liveSlate({ contracts, odds }: MatchInput): LiveSlate {
  const matcher = createMatcher()
  matcher.update({ contracts, odds })
  matcher.result()
  return {
    matcher,
    contracts: new Map(contracts.map((contract) => [contract.marketId, contract])),
    odds: new Map(odds.map((event) => [event.eventId, event])),
    wrong: 0,
  }
}

/** How often a change is made: what else the machine does slows some of them down. */
export const REPEATS = 5

/** Makes `count` changes of each kind, {@link REPEATS} times each, and returns how long they took. */
export function timeChanges(
  rng: Rng,
  { games, spare }: Pick<MatchingSlate, 'games' | 'spare'>,
  live: LiveSlate,
  { count, until }: { readonly count: number; readonly until: Until },
): ChangeTimes {
  const listed = games.filter(isListed)
  const others = spare.filter(isListed)
  const times = {
    'one contract': [] as Times[],
    'one odds event': [] as Times[],
    'one game added': [] as Times[],
    'one game gone': [] as Times[],
  }
  const changed = (changes: ListingChanges, about: ContractListing): number =>
    timed(live, changes, about, until)
  for (let number = 0; number < count; number += 1) {
    const game = oneOf(rng, listed)
    const own = oneOf(rng, game.contracts)
    times['one contract'].push(
      repeated(() => changed({ contracts: [restarted(knownOf(live, own), game.startMs)] }, own)),
    )
    times['one odds event'].push(
      repeated(() => changed({ odds: [repriced(rng, game.event)] }, own)),
    )
    const other = oneOf(rng, others)
    const ofOther = oneOf(rng, other.contracts)
    const added = { contracts: other.contracts, odds: [other.event] }
    const gone = {
      goneContracts: other.contracts.map(({ marketId }) => marketId),
      goneOdds: [other.event.eventId],
    }
    const both = repeated(() => [changed(added, ofOther), changed(gone, ofOther)] as const)
    times['one game added'].push(both.map(([adding]) => adding))
    times['one game gone'].push(both.map(([, going]) => going))
  }
  return times
}

function repeated<T>(run: () => T): readonly T[] {
  return Array.from({ length: REPEATS }, run)
}

function knownOf({ contracts }: LiveSlate, { marketId }: ContractListing): ContractListing {
  const known = contracts.get(marketId)
  if (known === undefined) throw new Error(`never told: ${marketId}`)
  return known
}

function isListed(game: ListedGame): game is ListedGame & { readonly event: OddsListing } {
  return game.event !== undefined
}

/** The rules begin to state the clock, or no longer do. */
function restarted(contract: ContractListing, startMs: number): ContractListing {
  const { start, otherStarts } = contract
  if (start === undefined || otherStarts.length > 0) return { ...contract, otherStarts: [] }
  const { easternDate, startMs: own = startMs } = start
  return { ...contract, otherStarts: [{ easternDate, startMs: own, source: 'rules' }] }
}

function timed(
  live: LiveSlate,
  changes: ListingChanges,
  { marketId }: ContractListing,
  until: Until,
): number {
  const { matcher } = live
  const before = performance.now()
  matcher.update(changes)
  const candidates = matcher.candidatesOf(marketId)
  if (until === 'result') matcher.result()
  const spent = performance.now() - before
  remember(live, changes)
  // A pair has to be of the odds that were told last: the old ones hold prices that are no more.
  const stale = candidates.filter(
    ({ odds, confidence }) =>
      confidence >= MATCH_CONFIDENCE_MIN && live.odds.get(odds.eventId) !== odds,
  )
  live.wrong += stale.length
  return spent
}

function remember(
  live: LiveSlate,
  { contracts = [], odds = [], goneContracts = [], goneOdds = [] }: ListingChanges,
): void {
  for (const id of goneContracts) live.contracts.delete(id)
  for (const id of goneOdds) live.odds.delete(id)
  for (const contract of contracts) live.contracts.set(contract.marketId, contract)
  for (const event of odds) live.odds.set(event.eventId, event)
}
