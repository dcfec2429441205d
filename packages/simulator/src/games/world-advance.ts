/**
 * What happens in a world, one thing after the other, as commands for its exchange: listings, what
 * makers and noise do, news, and how the markets end.
 * @module
 */
import type { Exchange } from '../exchange/exchange.ts'
import type { ExchangeCommand } from '../exchange/protocol.ts'
import type { BookProfile } from '../feed/book-profile.ts'
import {
  type Commands,
  createMarketTraders,
  type MarketTraders,
} from '../traders/market-traders.ts'
import type { Catalog, CatalogMarket, CatalogOptions } from './catalog.ts'
import { createEventQueue, type EventQueue } from './event-queue.ts'
import type { Game } from './game.ts'
import { endMsOf, finalScoreOf, forecastAt, momentOf, pointIndexAt } from './game-truth.ts'
import { fairPriceOf, fairValueOf, resultOf } from './market-question.ts'
import { checkSpeed, toldSpanMs } from './pace.ts'
import type { ScheduleOptions } from './schedule-options.ts'
import type { SimulatedLeague } from './sport-model.ts'

/** How a world is made. */
export interface WorldOptions extends Omit<ScheduleOptions, 'leagues'> {
  /** Every league that has a model unless given. */
  readonly leagues?: readonly SimulatedLeague[] | undefined
  readonly books?: readonly BookProfile[] | undefined
  /** How busy noise traders are, 1 as recorded; 0: only makers. At a speed of 60 sixty times as busy. */
  readonly activity?: number | undefined
  /** Price grids finer than cents, by league: these leagues' markets were recorded on whole cents only. */
  readonly grids?: CatalogOptions['grids']
}

/** What the traders read of the exchange. */
export type WorldExchange = Pick<Exchange, 'bookOf' | 'orderOf' | 'positionsOf' | 'nowMs'>

/** A market of the catalog with its game. */
interface WorldMarket {
  readonly market: CatalogMarket
  readonly game: Game
}

type WorldEvent =
  | { readonly tag: 'list' | 'open'; readonly on: WorldMarket }
  | { readonly tag: 'noise' | 'refill'; readonly on: WorldMarket }
  | { readonly tag: 'news' | 'end'; readonly game: Game; readonly markets: readonly WorldMarket[] }

/** A market's traders at work. */
interface Desk {
  readonly traders: MarketTraders
  /** What happened before is known to them from the first. */
  readonly openedMs: number
}

/** What is to come, and whose traders are about. */
interface Session {
  readonly options: WorldOptions
  readonly queue: EventQueue<WorldEvent>
  /** By ticker, while the market is open. */
  readonly desks: Map<string, Desk>
  readonly speed: number
}

/** A maker looks again so long after somebody took. */
const REFILL_MS = 900

/** Returns what tells the exchange, time after time, what has happened since. */
export function createAdvance(
  options: WorldOptions,
  games: readonly Game[],
  catalog: Catalog,
): (toMs: number, exchange: WorldExchange) => Commands {
  const speed = checkSpeed(options.speed)
  const session: Session = { options, queue: createEventQueue(), desks: new Map(), speed }
  schedule(session, games, catalog)
  return function* advance(toMs, exchange) {
    for (;;) {
      const next = session.queue.takeUntil(toMs)
      if (next === undefined) return
      // Somebody else may have told the exchange of a later time already.
      const nowMs = Math.max(next.atMs, exchange.nowMs())
      yield* handle(session, { ...next, nowMs, exchange })
    }
  }
}

function schedule(
  { options: { startMs }, queue }: Session,
  games: readonly Game[],
  catalog: Catalog,
): void {
  const byGame = new Map(games.map((game) => [game.id, { game, markets: [] as WorldMarket[] }]))
  for (const market of catalog.markets.values()) {
    const { game, markets } = byGame.get(market.gameId) ?? {}
    if (game === undefined || endMsOf(game) <= startMs) continue
    const on = { market, game }
    markets?.push(on)
    queue.add(startMs, { tag: 'list', on })
    queue.add(Math.max(startMs, market.config.opensMs), { tag: 'open', on })
  }
  for (const { game, markets } of byGame.values()) {
    for (const { atMs } of game.points) {
      if (atMs > startMs) queue.add(atMs, { tag: 'news', game, markets })
    }
    if (endMsOf(game) > startMs) queue.add(endMsOf(game), { tag: 'end', game, markets })
  }
}

/** One thing that happens. */
interface Happening {
  readonly event: WorldEvent
  /** When it happens, and when the exchange is told, Unix ms. */
  readonly atMs: number
  readonly nowMs: number
  readonly exchange: WorldExchange
}

function* handle(session: Session, happening: Happening): Commands {
  const { event, atMs, nowMs } = happening
  switch (event.tag) {
    case 'list':
      yield { kind: 'list-market', nowMs, market: event.on.market.config }
      return
    case 'open':
      yield* open(session, happening, event.on)
      return
    case 'noise':
    case 'refill':
      yield* trade(session, happening, event)
      return
    case 'news':
      for (const on of event.markets) {
        const own = session.desks.get(on.market.ticker)
        // Makers look a moment later: what they have resting is stale until then.
        if (own !== undefined) session.queue.add(atMs + own.traders.lagMs, { tag: 'refill', on })
      }
      return
    case 'end':
      for (const on of event.markets) {
        session.desks.delete(on.market.ticker)
        yield determination(on, nowMs)
      }
  }
}

function* open(session: Session, { atMs, nowMs, exchange }: Happening, on: WorldMarket): Commands {
  const { speed, options } = session
  const { seed, activity = 1 } = options
  const { market, game } = on
  const traders = createMarketTraders({ seed, activity, speed, market, game })
  session.desks.set(market.ticker, { traders, openedMs: atMs })
  yield* traders.open(nowMs)
  yield* traders.requote(fairAt(on, atMs), nowMs, exchange)
  session.queue.add(atMs + traders.nextNoiseMs(atMs), { tag: 'noise', on })
}

function* trade(
  { queue, desks, speed }: Session,
  { atMs, nowMs, exchange }: Happening,
  { tag, on }: Extract<WorldEvent, { readonly tag: 'noise' | 'refill' }>,
): Commands {
  const own = desks.get(on.market.ticker)
  if (own === undefined) return
  const { traders, openedMs } = own
  const fair = fairAt(on, Math.max(openedMs, atMs - traders.lagMs))
  if (tag === 'refill') {
    yield* traders.requote(fair, nowMs, exchange)
    return
  }
  const isTaken = yield* traders.noise(fair, nowMs, exchange)
  if (isTaken) queue.add(atMs + toldSpanMs(speed, REFILL_MS), { tag: 'refill', on })
  queue.add(atMs + traders.nextNoiseMs(atMs), { tag: 'noise', on })
}

function fairAt({ market, game }: WorldMarket, atMs: number): number {
  const { forecast } = momentOf(game, atMs)
  return Math.min(1, Math.max(0, fairValueOf(game.league, market.question, forecast)))
}

/** A game that is not played pays what its contracts were worth when that was told. */
function determination({ market, game }: WorldMarket, nowMs: number): ExchangeCommand {
  const { ticker: marketId, question } = market
  const score = finalScoreOf(game)
  if (score !== undefined) {
    const result = resultOf(game.league, question, score)
    return { kind: 'determine-market', nowMs, marketId, result }
  }
  const forecast = forecastAt(game, pointIndexAt(game, endMsOf(game)))
  const value = fairPriceOf(Math.min(1, fairValueOf(game.league, question, forecast)))
  return { kind: 'determine-market', nowMs, marketId, result: { kind: 'scalar', value } }
}
