/**
 * Matching by likeness alone: a contract's title against both names of every event of its league, the
 * likest taken, and of several the nearest in time. Sides, lines and books are not even looked for.
 * @module
 */
import type { ContractListing, OddsListing, Rng } from '@arbkit/core'
import { importPeer, versionOf } from '../runner/peer.ts'
import { inAnyOrder } from './draw.ts'
import type { MatchingSlate, Truth } from './slate.ts'

/** One way to find the event of a contract by likeness. */
export interface NaiveMatcher {
  readonly name: string
  /** Returns the event that is taken for the contract's; undefined where none is like enough. */
  readonly eventOf: (contract: ContractListing) => OddsListing | undefined
}

/** How alike a title has to be to count at all, of 100 (fuzzball's examples). */
const CUT_OFF = 80

const FUZZBALL = 'fuzzball/dist/esm/fuzzball.esm.min.js'
const FUSE = 'fuse.js/dist/fuse.mjs'

type EventsOf = (contract: ContractListing) => readonly OddsListing[]

interface FuseIndex {
  search(text: string): readonly { readonly refIndex: number; readonly score?: number }[]
}
interface FuseModule {
  readonly default: new (
    texts: readonly string[],
    options: { readonly includeScore: boolean },
  ) => FuseIndex
}
type TokenSetRatio = (a: string, b: string) => number
interface FuzzballModule {
  readonly token_set_ratio: TokenSetRatio
}

/** Returns the matchers of a slate. */
export async function naiveMatchers({ odds }: MatchingSlate): Promise<readonly NaiveMatcher[]> {
  const byLeague = Map.groupBy(odds, ({ league }) => league)
  const eventsOf: EventsOf = ({ subject }) =>
    subject.tag === 'game' ? (byLeague.get(subject.league) ?? []) : []
  const { token_set_ratio: tokenSetRatio } = await importPeer<FuzzballModule>(FUZZBALL)
  const { default: Fuse } = await importPeer<FuseModule>(FUSE)
  return [byTokens(eventsOf, tokenSetRatio), bySearch(eventsOf, Fuse)]
}

function byTokens(eventsOf: EventsOf, tokenSetRatio: TokenSetRatio): NaiveMatcher {
  return {
    name: `fuzzball ${versionOf('fuzzball')}`,
    eventOf: (contract) => {
      const title = titleOf(contract)
      let best = CUT_OFF
      let likest: OddsListing[] = []
      for (const event of eventsOf(contract)) {
        const likeness = tokenSetRatio(title, namesOf(event))
        if (likeness < best) continue
        if (likeness > best) likest = []
        best = likeness
        likest.push(event)
      }
      return nearest(contract, likest)
    },
  }
}

function bySearch(eventsOf: EventsOf, Fuse: FuseModule['default']): NaiveMatcher {
  const indexes = new Map<readonly OddsListing[], FuseIndex>()
  return {
    name: `fuse.js ${versionOf('fuse.js')}`,
    eventOf: (contract) => {
      const events = eventsOf(contract)
      const index = indexes.get(events) ?? new Fuse(events.map(namesOf), { includeScore: true })
      indexes.set(events, index)
      const found = index.search(titleOf(contract))
      const likest = found.filter(({ score }) => score === found[0]?.score)
      return nearest(
        contract,
        likest.flatMap(({ refIndex }) => events[refIndex] ?? []),
      )
    },
  }
}

function titleOf({ teamNames = ['', ''] }: ContractListing): string {
  return teamNames.join(' ')
}

/** In the order of the title, as far as that is known: away first. */
function namesOf({ homeName, awayName }: OddsListing): string {
  return `${awayName} ${homeName}`
}

function nearest(
  { start }: ContractListing,
  events: readonly OddsListing[],
): OddsListing | undefined {
  const evening = Date.parse(`${start?.easternDate ?? ''}T23:30:00Z`)
  const startMs = start?.startMs ?? evening
  const distance = (event: OddsListing): number => Math.abs(event.startMs - startMs)
  return events.toSorted((a, b) => distance(a) - distance(b))[0]
}

/** A contract of a game, with its truth. */
export interface Sample {
  readonly contract: ContractListing
  readonly truth: Truth
}

/** Returns some of the contracts of games between known competitors. */
export function sampleOf(rng: Rng, { contracts, truths }: MatchingSlate, size: number): Sample[] {
  return inAnyOrder(rng, contracts)
    .flatMap((contract) => {
      const truth = truths.get(contract.marketId)
      return truth?.sought !== undefined && truth.isKnown ? [{ contract, truth }] : []
    })
    .slice(0, size)
}

/** Returns how many of a sample get an event that is another game's, and how many none though there is one. */
export function mistakesOf(
  { eventOf }: NaiveMatcher,
  sample: readonly Sample[],
): { readonly wrong: number; readonly missed: number } {
  const found = sample.map(({ contract, truth }) => ({ own: truth.eventId, is: eventOf(contract) }))
  return {
    wrong: found.filter(({ own, is }) => is !== undefined && is.eventId !== own).length,
    missed: found.filter(({ own, is }) => is === undefined && own !== undefined).length,
  }
}
