/**
 * What is truly locked at a moment: every contract's either side against every price of the feed that
 * pays where it does not, evaluated exactly by core over the exchange's real asks. It knows which
 * market is which, and asks no matcher.
 * @module
 */
import {
  americanOdds,
  type AskLadder,
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  cents,
  type ContractSide,
  type Finding,
  findTwoLeg,
  microdollars,
  oppositeOf,
  propositionKey,
  type Proposition,
} from '@arbkit/core'
import type { ApiEvent, ApiOutcome } from '@arbkit/odds/testing'
import type { Catalog, CatalogMarket } from '../games/catalog.ts'
import type { Game } from '../games/game.ts'
import { propositionOf, sellsDraw } from '../games/market-question.ts'
import { takerCostsOf } from './taker-costs.ts'
import { feedEventIdOf, type FeedInput, oddsFeedAt } from './odds-feed.ts'

/** A contract's side and a bet that together pay in every regular outcome. */
export interface LockedPair {
  readonly ticker: string
  /** To buy. */
  readonly side: ContractSide
  readonly gameId: string
  readonly eventId: string
  readonly book: string
  readonly marketKey: string
  /** As the feed names it. */
  readonly outcome: string
  readonly point: number | undefined
  readonly american: number
  readonly finding: Finding
}

/** What is asked. */
export interface TruthInput {
  readonly feed: FeedInput
  readonly catalog: Catalog
  /** What is offered on one side of a market, cheapest first; empty where nothing is. */
  readonly askLadderOf: (ticker: string, side: ContractSide) => AskLadder
  readonly nowMs: number
}

/** Enough for any size that an exchange's books hold here. */
const BANKROLL = microdollars(1_000_000_000_000)
const STAKE_MAX_CENTS = 10_000_000

/** Returns every locked pair, by ticker, side and book. */
export function lockedPairsOf(input: TruthInput): readonly LockedPair[] {
  return pairsOf(input).filter(({ finding }) => finding.tag === 'locked')
}

/** Returns every pair of a contract's side and a price against it, whatever it comes to. */
export function pairsOf(input: TruthInput): readonly LockedPair[] {
  const { feed, catalog, nowMs } = input
  const events = new Map((oddsFeedAt(feed, nowMs).events ?? []).map((event) => [event.id, event]))
  const listed = new Map(
    feed.games.flatMap((game) => {
      const event = events.get(feedEventIdOf(feed.seed, game, nowMs))
      return event ? [[game.id, { game, event, bets: betsByStatement(game, event) }]] : []
    }),
  )
  const pairs = [...catalog.markets.values()].flatMap((market) => {
    const { game, event, bets } = listed.get(market.gameId) ?? {}
    if (game === undefined || event === undefined) return []
    const yes = propositionOf(game.league, market.question)
    return (['yes', 'no'] as const).flatMap((side) => {
      const wanted = propositionKey(side === 'yes' ? oppositeOf(yes) : yes)
      return (bets?.get(wanted) ?? []).flatMap(
        (bet) => pairOf(bet, { market, side, game, event }, input) ?? [],
      )
    })
  })
  const keyOf = (pair: LockedPair): string => `${pair.ticker} ${pair.side} ${pair.book}`
  return pairs.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

interface Bet {
  readonly book: string
  readonly marketKey: string
  readonly outcome: ApiOutcome
}

/** What an event's books quote, by what each price says. */
function betsByStatement(game: Game, event: ApiEvent): ReadonlyMap<string, readonly Bet[]> {
  const bets = new Map<string, Bet[]>()
  for (const { key: book, markets } of event.bookmakers) {
    for (const { key: marketKey, outcomes } of markets) {
      for (const outcome of outcomes) {
        const key = propositionKey(statedBy(outcome, marketKey, game))
        bets.set(key, [...(bets.get(key) ?? []), { book, marketKey, outcome }])
      }
    }
  }
  return bets
}

/** What an outcome of the feed says. */
function statedBy({ name, point = 0 }: ApiOutcome, marketKey: string, game: Game): Proposition {
  const period = sellsDraw(game.league) ? 'regulation' : 'full-game'
  const team = name === game.home.fullName ? 'home' : 'away'
  if (marketKey === 'spreads') return { tag: 'spread', period, team, line: point }
  if (marketKey === 'totals') {
    return { tag: 'total', period, direction: name === 'Over' ? 'over' : 'under', line: point }
  }
  if (!sellsDraw(game.league)) return { tag: 'moneyline', period, team }
  return { tag: 'three-way', period, result: name === 'Draw' ? 'draw' : team }
}

interface PairPlace {
  readonly market: CatalogMarket
  readonly side: ContractSide
  readonly game: Game
  readonly event: ApiEvent
}

function pairOf(
  { book, marketKey, outcome }: Bet,
  { market, side, game, event }: PairPlace,
  { askLadderOf, nowMs }: TruthInput,
): LockedPair | undefined {
  const ladder = askLadderOf(market.ticker, side)
  if (ladder.length === 0) return undefined
  const limit = outcome.bet_limit ?? undefined
  const finding = findTwoLeg({
    league: game.league,
    question: propositionOf(game.league, market.question),
    contract: {
      venue: 'kalshi',
      side,
      ladder,
      costs: takerCostsOf(market, nowMs),
      step: centicontracts(CENTICONTRACTS_PER_CONTRACT),
    },
    bet: {
      book,
      returnRatio: americanOdds(outcome.price).returnRatio,
      stakeMax: cents(limit === undefined ? STAKE_MAX_CENTS : limit * 100),
      stakeStep: cents(1),
    },
    bankroll: BANKROLL,
  })
  return {
    ticker: market.ticker,
    side,
    gameId: game.id,
    eventId: event.id,
    book,
    marketKey,
    outcome: outcome.name,
    point: outcome.point,
    american: outcome.price,
    finding,
  }
}
