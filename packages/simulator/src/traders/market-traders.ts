/**
 * The traders of one market: a maker that knows what a contract is worth, and noise. They remember what
 * they have resting and turn what they want into commands.
 * @module
 */
import {
  type Centicontracts,
  CENTICONTRACTS_PER_CONTRACT,
  MICRODOLLARS_PER_DOLLAR,
  microdollars,
} from '@arbkit/core'
import type { Exchange } from '../exchange/exchange.ts'
import type { ExchangeCommand, PlaceOrder } from '../exchange/protocol.ts'
import type { CatalogMarket } from '../games/catalog.ts'
import type { Game } from '../games/game.ts'
import { normalChoice, rngOf } from '../games/seeded-choice.ts'
import { toldSpanMs } from '../games/pace.ts'
import { makerQuotes, type Quote, requote, type RestingQuote } from './maker-quotes.ts'
import { nextNoiseMs, noiseOrder } from './noise-orders.ts'
import {
  MAKER_LAG,
  MAKER_LAG_MS_MAX,
  profileAhead,
  profileOf,
  type TraderProfile,
} from './trader-profile.ts'

/** What the traders read. */
export type TradersView = Pick<Exchange, 'bookOf' | 'orderOf' | 'positionsOf'>

/** Commands, each to be carried out before the next is asked for. */
export type Commands<T = void> = Generator<ExchangeCommand, T, undefined>

/** The traders of a market. */
export interface MarketTraders {
  /** Opens their accounts. */
  open(nowMs: number): Commands
  /** Turns the maker's orders into what it wants at a worth; noise that rests is taken away first. */
  requote(fair: number, nowMs: number, view: TradersView): Commands
  /** One order of noise; returns whether it takes. */
  noise(fair: number, nowMs: number, view: TradersView): Commands<boolean>
  /** Milliseconds to the next order of noise; infinite where there is none. */
  nextNoiseMs(nowMs: number): number
  /** Milliseconds at the venue by which they learn late what has happened. */
  readonly lagMs: number
}

/** Whose traders. */
export interface MarketTradersOptions {
  readonly seed: number
  readonly activity: number
  /** Of the world. */
  readonly speed: number
  readonly market: CatalogMarket
  readonly game: Game
}

/** Markets differ in how busy they are: of twelve recorded, one was twelve times the median, two a tenth. */
const BUSYNESS_SD = 1.2
/** Spreads last this long. */
const SPELL_MS = 600_000
/** Largest levels that the funds are for: enough for a whole ladder and what it comes to hold. */
const NEAR_LEVELS_FUNDED = 3
const FAR_LEVELS_FUNDED = 20
/** Dollars for all of noise. */
const NOISE_DOLLARS = 250_000
const HOUR_MS = 3_600_000

/** Returns the traders of a market, with nothing resting. */
export function createMarketTraders(options: MarketTradersOptions): MarketTraders {
  const { seed, activity, speed, market, game } = options
  const { ticker: marketId, question } = market
  const { grid } = market.config
  const profile = profileOf(game.league, question)
  const isWinner = question.tag === 'winner' || question.tag === 'tie'
  const profileAtMs = (nowMs: number): TraderProfile =>
    isWinner ? profileAhead(profile, ((game.startMs - nowMs) * speed) / HOUR_MS) : profile
  const rng = rngOf(seed, `traders of ${marketId}`)
  const busyness = Math.exp(normalChoice(rng) * BUSYNESS_SD)
  const accounts = { maker: `sim-maker-${marketId}`, noise: `sim-noise-${marketId}` }
  let resting: readonly RestingQuote[] = []
  let orders = 0
  const nextId = (accountId: string): string => {
    orders += 1
    return `${accountId}-${orders}`
  }
  return {
    *open(nowMs) {
      const { exchangeIndex } = market.config
      const noiseFunds = microdollars(NOISE_DOLLARS * MICRODOLLARS_PER_DOLLAR)
      const funds = [
        [accounts.maker, fundsOf(profile)],
        [accounts.noise, noiseFunds],
      ] as const
      for (const [accountId, amount] of funds) {
        yield { kind: 'deposit', nowMs, accountId, exchangeIndex, amount }
      }
    },
    *requote(fair, nowMs, view) {
      yield { kind: 'cancel-all', nowMs, accountId: accounts.noise, marketId }
      const left = resting.flatMap((quote) => stillResting(quote, view))
      const [position] = view.positionsOf(accounts.maker)
      const wanted = makerQuotes({
        name: `${seed} ${marketId}`,
        fair,
        grid,
        profile: profileAtMs(nowMs),
        spell: Math.floor((nowMs * speed) / SPELL_MS),
        inventory: Math.trunc((position?.position ?? 0) / CENTICONTRACTS_PER_CONTRACT),
      })
      const { cancel, place } = requote(wanted, left)
      for (const orderId of cancel) {
        yield { kind: 'cancel', nowMs, accountId: accounts.maker, orderId }
      }
      const gone = new Set(cancel)
      const placed = place.map((quote) => ({ ...quote, orderId: nextId(accounts.maker) }))
      resting = [...left.filter(({ orderId }) => !gone.has(orderId)), ...placed]
      for (const quote of placed) {
        yield placeOf(quote, { nowMs, marketId, accountId: accounts.maker })
      }
    },
    *noise(fair, nowMs, view) {
      const book = view.bookOf(marketId)
      const order = book && noiseOrder({ profile, grid, book, fair, rng })
      if (order === undefined) return false
      const { restsMs } = order
      const orderId = nextId(accounts.noise)
      const place = { nowMs, marketId, accountId: accounts.noise }
      const placing = placeOf({ ...order, orderId }, place)
      yield restsMs === undefined
        ? { ...placing, timeInForce: 'immediate_or_cancel', isPostOnly: false }
        : { ...placing, expiresMs: nowMs + toldSpanMs(speed, restsMs) }
      return restsMs === undefined
    },
    nextNoiseMs: (nowMs) => nextNoiseMs(profileAtMs(nowMs), activity * busyness * speed, rng),
    lagMs: Math.floor(makerLagMs(seed, marketId) / speed),
  }
}

/** Drawn once for a market: in the world's time. */
function makerLagMs(seed: number, marketId: string): number {
  const { medianMs, sd, leastMs } = MAKER_LAG
  const drawn = medianMs * Math.exp(normalChoice(rngOf(seed, `lag of ${marketId}`)) * sd)
  return Math.min(MAKER_LAG_MS_MAX, Math.max(leastMs, drawn))
}

function placeOf(
  { orderId, side, price, count }: Quote & { readonly orderId: string },
  place: Pick<PlaceOrder, 'nowMs' | 'marketId' | 'accountId'>,
): PlaceOrder {
  return {
    kind: 'place',
    ...place,
    orderId,
    side,
    price,
    count,
    timeInForce: 'good_till_canceled',
    selfTradePrevention: 'taker_at_cross',
    isPostOnly: true,
  }
}

/** What is left of an order, if anything is. */
function stillResting(quote: RestingQuote, view: TradersView): readonly RestingQuote[] {
  const left: Centicontracts | undefined = view.orderOf(quote.orderId)?.remainingCount
  return left === undefined || left <= 0 ? [] : [{ ...quote, count: left }]
}

/** A ladder of the largest sizes, and as much again. */
function fundsOf({ best, near, far }: TraderProfile): ReturnType<typeof microdollars> {
  const nearest = best.mostContracts + NEAR_LEVELS_FUNDED * near.mostContracts
  const dollars = 1000 + nearest + FAR_LEVELS_FUNDED * far.mostContracts
  return microdollars(Math.round(dollars) * MICRODOLLARS_PER_DOLLAR)
}
