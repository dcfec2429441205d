/**
 * Which contracts of a session depend on one another, by what the venue itself says: all that are
 * about one game, the markets of a mutually exclusive event, and rungs of one ladder of strikes.
 * Nothing is guessed: two contracts are of one ladder only where their tickers and labels differ in
 * the number alone.
 * @module
 */
import {
  confidenceOf,
  exclusiveEvent,
  gameEvent,
  type GameStatement,
  InvalidInputError,
  isWholeGame,
  LEAGUES,
  MATCH_CONFIDENCE_MIN,
  type Proposition,
  type RelationEvent,
  type ResolvedContract,
  resolveContract,
  strikeEvent,
  teamShortName,
  type VenueGame,
  venueGamesOf,
} from '@arbkit/core'
import type { ContractState, EventState, MarketState } from '../session/market-state.ts'
import { ladderKeyOf, strikeNumberOf } from './strike-ladder.ts'
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
  /** Statements on whose truth declared relations leave no choice, by index. */
  readonly decided: ReadonlySet<number>
}

/** The groups of a session, and what could not be made one. */
export interface SessionGroups {
  readonly groups: readonly RelationGroup[]
  /** One line each. */
  readonly notes: readonly string[]
}

/** What a person says of their account. */
export interface AccountTerms {
  /**
   * True where collateral of mutually exclusive NO comes back at once. It is a choice of each
   * subaccount (Kalshi help, 2026-08-22), so nothing is assumed.
   */
  readonly returnsCollateral: boolean
}

/** A quoted market that the session lists. */
type ListedQuote = QuotedMarket & { readonly contract: ContractState }

/** Returns every group of a session with two quoted markets or more, by id. */
export function sessionGroupsOf(
  state: MarketState,
  check: QuoteCheck,
  terms: AccountTerms,
): SessionGroups {
  const notes: string[] = []
  const resolved: ResolvedContract[] = []
  const others: ListedQuote[] = []
  const quotes = new Map<string, QuotedMarket>()
  for (const listing of state.contractListings()) {
    const contract = state.contractOf(listing.marketId)
    if (contract === undefined) continue
    const quote = quotedOr(contract, { state, check, notes })
    if (quote === undefined) continue
    quotes.set(listing.marketId, quote)
    const resolution = resolveContract(listing)
    const isSure =
      resolution.tag === 'resolved' && confidenceOf(resolution.evidence) >= MATCH_CONFIDENCE_MIN
    if (isSure) resolved.push(resolution)
    else others.push({ ...quote, contract })
  }
  const events = new Map(state.contractEvents().map((event) => [event.eventId, event]))
  const groups = [
    ...venueGamesOf(resolved).flatMap((game) => gameGroups(game, quotes)),
    ...[...byKey(others, (quote) => quote.contract.listing.eventId)].flatMap(([eventId, list]) =>
      eventGroups(list, events.get(eventId), { eventId, terms }),
    ),
  ]
  return { groups: groups.toSorted((a, b) => (a.id < b.id ? -1 : 1)), notes }
}

/** One record with impossible figures is named and left out. */
function quotedOr(
  contract: ContractState,
  {
    state,
    check,
    notes,
  }: { readonly state: MarketState; readonly check: QuoteCheck; readonly notes: string[] },
): QuotedMarket | undefined {
  try {
    return quotedMarketOf(contract, state, check)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    notes.push(`not priced: ${contract.listing.marketId}: ${error.message}`)
    return undefined
  }
}

/** The game's own part of an event id, `26AUG072145TBSEA`: all series of one game share it. */
function gameKeyOf(eventId: string): string {
  return eventId.slice(eventId.indexOf('-') + 1)
}

/** Two tickers of one meeting are two games, until the venue says which of them counts. */
function gameGroups(
  game: VenueGame,
  quotes: ReadonlyMap<string, QuotedMarket>,
): readonly RelationGroup[] {
  const byTicker = byKey(game.contracts, ({ contract }) => gameKeyOf(contract.eventId))
  return [...byTicker].flatMap(([key, contracts]) => gameGroup({ ...game, contracts }, key, quotes))
}

function gameGroup(
  game: VenueGame,
  key: string,
  quotes: ReadonlyMap<string, QuotedMarket>,
): readonly RelationGroup[] {
  const members = game.contracts.flatMap(({ contract, yes }) => {
    const quote = quotes.get(contract.marketId)
    const statement = wholeGameStatement(yes)
    return quote === undefined || statement === undefined ? [] : [{ quote, statement }]
  })
  const byPeriod = byKey(members, ({ statement }) => statement.period)
  return [...byPeriod.values()].flatMap((same) =>
    same.length < 2 ? [] : [onePeriodGroup(game, key, same)],
  )
}

/** Settlement rules on record are about whole games: parts of one and players are left out. */
function wholeGameStatement(yes: Proposition): GameStatement | undefined {
  return yes.tag === 'player-prop' || !isWholeGame(yes.period) ? undefined : yes
}

function onePeriodGroup(
  { league, away, home, easternDate }: VenueGame,
  key: string,
  members: readonly { readonly quote: QuotedMarket; readonly statement: GameStatement }[],
): RelationGroup {
  const codes = [away, home].map(teamShortName).join('@')
  return {
    id: `${league}:${key}`,
    kind: 'game',
    title: `${codes.replace('@', ' @ ')}  ${LEAGUES[league].name}  ${easternDate}  ${key}`,
    decided: new Set(),
    relation: 'one final score',
    quotes: members.map(({ quote }) => quote),
    event: gameEvent({
      league,
      markets: members.map(({ quote, statement }) => ({ ...quote.market, statement })),
    }),
  }
}

function eventGroups(
  quotes: readonly ListedQuote[],
  event: EventState | undefined,
  { eventId, terms }: { readonly eventId: string; readonly terms: AccountTerms },
): readonly RelationGroup[] {
  if (event?.isMutuallyExclusive === true) return exclusiveGroup(event, quotes, terms)
  return [
    ...byKey(quotes, ({ contract, strike }) => ladderKeyOf(contract.listing, strike)),
  ].flatMap(([key, rungs]): RelationGroup[] => {
    const isLadder =
      new Set(rungs.map(({ strike }) => strikeNumberOf(strike))).size === rungs.length
    if (key === undefined || rungs.length < 2 || !isLadder) return []
    const markets = rungs.flatMap(({ market, strike }) =>
      strike === undefined ? [] : [{ ...market, ...OUTRIGHT, strike }],
    )
    return [
      {
        id: `${eventId}${key}`,
        kind: 'strikes',
        title: `${event?.title ?? eventId}  ${rungs.length} strikes`,
        relation: 'strikes of one number',
        decided: new Set(),
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
  terms: AccountTerms,
): readonly RelationGroup[] {
  if (quotes.length < 2) return []
  const returnsCollateral =
    terms.returnsCollateral &&
    (collateralReturnType ?? '') !== '' &&
    new Set(quotes.map(({ market }) => market.account)).size === 1
  return [
    {
      id: eventId,
      kind: 'exclusive',
      title: `${title}  ${quotes.length} markets`,
      relation: 'at most one comes true',
      decided: new Set(),
      quotes,
      event: exclusiveEvent({
        markets: quotes.map(({ market }) => ({ ...market, ...OUTRIGHT })),
        kind: 'at-most',
        returnsCollateral,
      }),
    },
  ]
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
