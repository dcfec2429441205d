/**
 * A world of games: the same seed gives the same games, orders and odds. It keeps what its traders
 * have resting and tells the exchange, command by command, what happens until a time; the feed and the
 * truth are functions of the time alone.
 * @module
 */
import { assertInput, complementTicks, type ContractSide } from '@arbkit/core'
import type { OddsApiData } from '@arbkit/odds/testing'
import type { Exchange } from '../exchange/exchange.ts'
import type { ExchangeCommand } from '../exchange/protocol.ts'
import { type LockedPair, lockedPairsOf, type TruthInput } from '../feed/locked-truth.ts'
import { type FeedInput, oddsFeedAt } from '../feed/odds-feed.ts'
import { betAgainst, type Plant, plantedPrice } from '../feed/plant.ts'
import { PlantIndex } from '../feed/plant-index.ts'
import { takerCostsOf } from '../feed/taker-costs.ts'
import { type Catalog, catalogOf } from './catalog.ts'
import type { Game } from './game.ts'
import { scheduleOf } from './schedule.ts'
import { SIMULATED_LEAGUES } from './sport-model.ts'
import { createAdvance, type WorldExchange, type WorldOptions } from './world-advance.ts'

export type { WorldExchange, WorldOptions } from './world-advance.ts'

/** What is to be planted. */
export interface PlantRequest {
  /** A market of the catalog; of soccer's winners and ties only `no` can be locked by one bet. */
  readonly ticker: string
  readonly side: ContractSide
  /** The feed's key of a book of this world. */
  readonly book: string
  /** Profit a dollar paid out, before rounding, fees included: 0.02. */
  readonly edge: number
  /** Unix ms: from now on, and not included. */
  readonly fromMs: number
  readonly untilMs: number
}

/** A world. */
export interface World {
  readonly games: readonly Game[]
  readonly catalog: Catalog
  /**
   * What happens up to a time, Unix ms, included, in order. Apply each command before taking the next
   * one: traders look at what the last one did. Times never go backwards, nor behind the exchange.
   */
  readonly advance: (
    toMs: number,
    exchange: WorldExchange,
  ) => Generator<ExchangeCommand, void, undefined>
  /** The odds feed at a time, plants included. */
  readonly feedData: (nowMs: number) => OddsApiData
  /**
   * Makes one book's price too good against what the exchange asks now.
   * @throws {InvalidInputError} no such market or book, nothing asked, or nothing left to plant against.
   */
  readonly plantLocked: (request: PlantRequest, exchange: Pick<Exchange, 'bookOf'>) => Plant
  /** All that were planted, in order, those that are over too. */
  readonly plants: readonly Plant[]
  /** Every pair of a contract's side and one bet that is truly locked at a time. */
  readonly truthOf: (nowMs: number, exchange: Pick<Exchange, 'bookOf'>) => readonly LockedPair[]
  /** What {@link truthOf} looks at: for the pairs that are not locked. */
  readonly truthInput: (nowMs: number, exchange: Pick<Exchange, 'bookOf'>) => TruthInput
}

/** Returns a world at its beginning: nothing is listed yet. */
export function createWorld(options: WorldOptions): World {
  const { seed, startMs, books, speed, leagues = SIMULATED_LEAGUES } = options
  const games = scheduleOf({ ...options, leagues })
  const catalog = catalogOf(games, { grids: options.grids })
  const plants = new PlantIndex()
  const feed: FeedInput = { seed, games, books, plants, speed }
  const truthInput: World['truthInput'] = (nowMs, exchange) => ({
    feed,
    catalog,
    nowMs,
    askLadderOf: (ticker, side) => asksOf(exchange, ticker, side),
  })
  const advance = createAdvance(options, games, catalog)
  return {
    games,
    catalog,
    plants: plants.all,
    advance,
    feedData: (nowMs) => oddsFeedAt(feed, nowMs),
    truthInput,
    truthOf: (nowMs, exchange) => lockedPairsOf(truthInput(nowMs, exchange)),
    plantLocked(request, exchange) {
      const plant = plantOf(request, { catalog, games, exchange })
      const isFed = oddsFeedAt(feed, Math.max(startMs, request.fromMs)).events?.some(
        ({ bookmakers }) => bookmakers.some(({ key }) => key === request.book),
      )
      assertInput(isFed === true, `no such book: ${request.book}`)
      plants.add(plant)
      return plant
    },
  }
}

interface PlantPlace {
  readonly catalog: Catalog
  readonly games: readonly Game[]
  readonly exchange: Pick<Exchange, 'bookOf'>
}

function plantOf(request: PlantRequest, { catalog, games, exchange }: PlantPlace): Plant {
  const { ticker, side, book, edge, fromMs, untilMs } = request
  const market = catalog.markets.get(ticker)
  const game = games.find(({ id }) => id === market?.gameId)
  assertInput(market !== undefined && game !== undefined, `no such market: ${ticker}`)
  const [ask] = asksOf(exchange, ticker, side)
  assertInput(ask !== undefined, `nothing is asked: ${ticker} ${side}`)
  const costs = takerCostsOf(market, fromMs)
  const bet = betAgainst(game.league, market.question, side)
  return {
    ticker,
    side,
    gameId: game.id,
    book,
    marketKey: bet.marketKey,
    result: bet.result,
    point: bet.point,
    american: plantedPrice(ask.price, costs, edge),
    fromMs,
    untilMs,
  }
}

/** Bids of one side are the asks of the other, at what is left of a dollar. */
function asksOf(
  exchange: Pick<Exchange, 'bookOf'>,
  ticker: string,
  side: ContractSide,
): ReturnType<TruthInput['askLadderOf']> {
  const book = exchange.bookOf(ticker)
  if (book === undefined) return []
  const bids = side === 'yes' ? book.noBids : book.yesBids
  return bids.map(({ price, size }) => ({ price: complementTicks(price), size }))
}
