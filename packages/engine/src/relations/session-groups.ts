/**
 * Which contracts of a session depend on one another, by what the venue itself says: all that are
 * about one game, the markets of a mutually exclusive event, and rungs of one ladder of strikes.
 * Nothing is guessed: two contracts are of one ladder only where their tickers and labels differ in
 * the number alone.
 * @module
 */
import {
  exclusiveEvent,
  gameEvent,
  LEAGUES,
  type RelationEvent,
  type ResolvedContract,
  resolveContract,
  strikeEvent,
  type VenueGame,
  venueGamesOf,
} from '@arbkit/core'
import type { ContractState, EventState, MarketState } from '../session/market-state.ts'
import { type QuoteCheck, type QuotedMarket, quotedMarketOf } from './relation-market.ts'

/** Contracts that depend on one another. */
export interface RelationGroup {
  readonly id: string
  readonly kind: 'game' | 'exclusive' | 'strikes' | 'declared'
  /** For people. */
  readonly title: string
  /** What makes them depend on one another, in words. */
  readonly relation: string
  /** One for each statement of the space, in its order. */
  readonly quotes: readonly QuotedMarket[]
  readonly event: RelationEvent
}

/** A quoted market that the session lists. */
type ListedQuote = QuotedMarket & { readonly contract: ContractState }

/** Returns every group of a session with two quoted markets or more, by id. */
export function sessionGroupsOf(state: MarketState, check: QuoteCheck): readonly RelationGroup[] {
  const resolved: ResolvedContract[] = []
  const others: ListedQuote[] = []
  const quotes = new Map<string, QuotedMarket>()
  for (const listing of state.contractListings()) {
    const contract = state.contractOf(listing.marketId)
    if (contract === undefined) continue
    const quote = quotedMarketOf(contract, state, check)
    if (quote === undefined) continue
    quotes.set(listing.marketId, quote)
    const resolution = resolveContract(listing)
    if (resolution.tag === 'resolved') resolved.push(resolution)
    else others.push({ ...quote, contract })
  }
  const events = new Map(state.contractEvents().map((event) => [event.eventId, event]))
  const groups = [
    ...venueGamesOf(resolved).flatMap((game) => gameGroup(game, quotes)),
    ...[...byKey(others, (quote) => quote.contract.listing.eventId)].flatMap(([eventId, list]) =>
      eventGroups(eventId, list, events.get(eventId)),
    ),
  ]
  return groups.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function gameGroup(
  { league, away, home, easternDate, gameNumber, contracts }: VenueGame,
  quotes: ReadonlyMap<string, QuotedMarket>,
): readonly RelationGroup[] {
  const members = contracts.flatMap(({ contract, yes }) => {
    const quote = quotes.get(contract.marketId)
    return quote === undefined ? [] : [{ quote, statement: yes }]
  })
  if (members.length < 2) return []
  const codes = [away, home].map((team) => team.kalshiCodes[0] ?? team.nickname).join('@')
  return [
    {
      id: [league, easternDate, codes, ...(gameNumber === undefined ? [] : [gameNumber])].join(':'),
      kind: 'game',
      title: `${codes.replace('@', ' @ ')}  ${LEAGUES[league].name}  ${easternDate}`,
      relation: 'one final score',
      quotes: members.map(({ quote }) => quote),
      event: gameEvent({
        league,
        markets: members.map(({ quote, statement }) => ({ ...quote.market, statement })),
      }),
    },
  ]
}

function eventGroups(
  eventId: string,
  quotes: readonly ListedQuote[],
  event: EventState | undefined,
): readonly RelationGroup[] {
  if (event?.isMutuallyExclusive === true) return exclusiveGroup(event, quotes)
  return [...byKey(quotes, ladderKeyOf)].flatMap(([key, rungs]): RelationGroup[] => {
    if (key === undefined || rungs.length < 2) return []
    const markets = rungs.flatMap(({ market, strike }) =>
      strike === undefined ? [] : [{ ...market, ...OUTRIGHT, strike }],
    )
    return [
      {
        id: `${eventId}${key}`,
        kind: 'strikes',
        title: `${event?.title ?? eventId}  ${rungs.length} strikes`,
        relation: 'strikes of one number',
        quotes: rungs,
        event: strikeEvent({
          markets,
          decimals: 'any',
          between: { includesFloor: true, includesCap: true },
          returnsCollateral: false,
        }),
      },
    ]
  })
}

/** Questions that are no game of ours: settled by the venue's general rules. */
export const OUTRIGHT = { settledAs: { scope: 'other', marketType: 'outright' } } as const

/** `mutually_exclusive` says that at most one comes true, never that one will (OpenAPI 3.28.0). */
function exclusiveGroup(
  { eventId, title, collateralReturnType }: EventState,
  quotes: readonly QuotedMarket[],
): readonly RelationGroup[] {
  if (quotes.length < 2) return []
  const returnsCollateral =
    (collateralReturnType ?? '') !== '' &&
    new Set(quotes.map(({ market }) => market.account)).size === 1
  return [
    {
      id: eventId,
      kind: 'exclusive',
      title: `${title}  ${quotes.length} markets`,
      relation: 'at most one comes true',
      quotes,
      event: exclusiveEvent({
        markets: quotes.map(({ market }) => ({ ...market, ...OUTRIGHT })),
        kind: 'at-most',
        returnsCollateral,
      }),
    },
  ]
}

/** The number at the end of a ticker's suffix, `SEAJRODRIGUEZ44-2`, `T70000`, `9`. */
const RUNG = /-?\d+(?:\.\d+)?$/
const NUMBERS = /\d[\d,]*(?:\.\d+)?/g
/** Ladders whose rungs contain each other. Brackets are a list of which at most one comes true. */
const NESTED: ReadonlySet<string> = new Set([
  'greater',
  'greater_or_equal',
  'less',
  'less_or_equal',
])

/** Equal for rungs of one ladder of an event: the suffix and the label without their numbers, and the kind of strike. */
function ladderKeyOf({ contract, strike }: ListedQuote): string | undefined {
  const { outcomeCode, yesLabel } = contract.listing
  if (strike === undefined || !NESTED.has(strike.type) || !RUNG.test(outcomeCode)) return undefined
  const label = (yesLabel ?? '').replaceAll(NUMBERS, '#')
  return `-${outcomeCode.replace(RUNG, '')}*/${strike.type}/${label}`
}

function byKey<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
