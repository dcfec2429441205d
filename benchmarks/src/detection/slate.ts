/**
 * A slate: fixtures with markets at the exchange and the same questions at sportsbooks, priced around
 * a fair probability with the margins that venues have. Nothing pays, but for a share of the markets
 * in which one book is off.
 * @module
 */
import {
  type AllInTable,
  americanOdds,
  centicontracts,
  Decimal,
  kalshiRoundingAt,
  kalshiTakerCosts,
  kalshiTakerTable,
  OrderBook,
  type PriceLevel,
  priceTicks,
  type Proposition,
  type Rational,
  type Rng,
} from '@arbkit/core'

/** One question: contracts at the exchange, both sides at each book. */
export interface SlateMarket {
  readonly question: Proposition
  readonly book: OrderBook
  /** By book, what 1 staked on YES and on NO returns. */
  readonly bets: readonly Readonly<Record<'yes' | 'no', Rational>>[]
}

/** How large a slate is. */
export interface SlateSize {
  readonly fixtures: number
  readonly marketsPerFixture: number
  readonly books: number
  /** Share of the markets in which one book is off. */
  readonly shareOff: number
}

const TERMS = {
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
} as const

/** What contracts cost, looked up: what is timed. */
export const TABLE: AllInTable = kalshiTakerTable(TERMS)
/** What contracts cost, by decimal arithmetic: what is right. */
export const COSTS = kalshiTakerCosts(TERMS)

/** Most that a book takes. */
export const STAKE_MAX_CENTS = 50_000

/** Returns the markets of a slate, fixture by fixture. */
export function createSlate(rng: Rng, size: SlateSize): readonly SlateMarket[] {
  const { fixtures, marketsPerFixture, books, shareOff } = size
  const count = fixtures * marketsPerFixture
  const off = offMarkets(rng, count, Math.round(count * shareOff))
  return Array.from({ length: count }, (_, index) => {
    const fair = 0.15 + 0.7 * rng.next()
    const offBook = off.has(index) ? Math.floor(rng.next() * books) : -1
    return {
      question: questionOf(index % marketsPerFixture),
      book: bookAround(rng, fair),
      bets: Array.from({ length: books }, (_unused, number) =>
        betsAround(rng, fair, number === offBook),
      ),
    }
  })
}

function offMarkets(rng: Rng, count: number, most: number): ReadonlySet<number> {
  const chosen = new Set<number>()
  while (chosen.size < most) chosen.add(Math.floor(rng.next() * count))
  return chosen
}

/** A moneyline, then spreads and totals at half points. */
function questionOf(number: number): Proposition {
  const period = 'full-game'
  if (number === 0) return { tag: 'moneyline', period, team: 'home' }
  if (number % 2 === 1) return { tag: 'spread', period, team: 'home', line: 0.5 - number }
  return { tag: 'total', period, direction: 'over', line: 40.5 + number }
}

const LEVELS = 8

/** Bids of both sides two or three cents apart, deeper ones a cent each. */
function bookAround(rng: Rng, fair: number): OrderBook {
  const middle = Math.round(fair * 100)
  const gap = 1 + Math.floor(rng.next() * 2)
  const bidsBelow = (best: number): PriceLevel[] =>
    Array.from({ length: Math.min(LEVELS, best) }, (_, depth) => ({
      price: priceTicks((best - depth) * 100),
      size: centicontracts(100 * (10 + Math.floor(rng.next() * 150))),
    }))
  return OrderBook.of({
    yesBids: bidsBelow(middle - gap),
    noBids: bidsBelow(100 - middle - 1),
  })
}

/** A book's two prices with 4 % to 8 % between them; one that is off gives 9 % on one side. */
function betsAround(rng: Rng, fair: number, isOff: boolean): SlateMarket['bets'][number] {
  const margin = 1.02 + 0.02 * rng.next()
  const [yes, no] = [fair * margin, (1 - fair) * margin]
  const given = 0.91
  if (!isOff) return { yes: returnOf(yes), no: returnOf(no) }
  return rng.next() < 0.5
    ? { yes: returnOf(fair * given), no: returnOf(no) }
    : { yes: returnOf(yes), no: returnOf((1 - fair) * given) }
}

/** What the American price nearest to a probability returns. */
function returnOf(probability: number): Rational {
  const odds =
    probability >= 0.5
      ? -Math.round((100 * probability) / (1 - probability))
      : Math.round((100 * (1 - probability)) / probability)
  return americanOdds(odds).returnRatio
}
