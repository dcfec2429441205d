/**
 * The odds event of one game: three to six books, each with the winner, most with a main line, two
 * with ladders, parts of the game and players.
 * @module
 */
import {
  americanOdds,
  type BookMarket,
  type BookOutcome,
  type OddsListing,
  type Rng,
} from '@arbkit/core'
import { drawnId, happens, inAnyOrder, oneOf, wholeFrom } from './draw.ts'
import { type Questions, rungsAround } from './questions.ts'
import type { ScheduledGame } from './schedule.ts'

const BOOKS =
  'draftkings fanduel betmgm betrivers espnbet williamhill_us fanatics bovada lowvig pinnacle'.split(
    ' ',
  )
const BOOKS_LEAST = 3
const BOOKS_MOST = 6
/** So many of them sell more than the main markets. */
const DEEP_BOOKS = 2
const MINUTE_MS = 60_000
/** By so many minutes the feed's start differs from the venue's. */
const SHIFTS = [0, 0, 0, 0, 5, 10, -5, 20] as const
const UPDATED_MS = Date.UTC(2026, 9, 23, 18)

/** Returns the odds event of a game. */
export function oddsEventOf(rng: Rng, game: ScheduledGame, questions: Questions): OddsListing {
  const { plan, home, away, startMs } = game
  return {
    feed: 'the-odds-api',
    eventId: drawnId(rng),
    sportKey: plan.sportKey ?? '',
    league: plan.league,
    homeName: home.feedName,
    awayName: away.feedName,
    startMs: startMs + oneOf(rng, SHIFTS) * MINUTE_MS,
    markets: marketsOf(rng, game, questions),
  }
}

/** Returns an event of a sport that is none of ours. */
export function strangeEventOf(rng: Rng, home: string, away: string, startMs: number): OddsListing {
  const outcomes = [outcomeOf(rng, home), outcomeOf(rng, away)]
  const market = { marketKey: 'h2h', marketType: undefined, period: 'full-game', outcomes } as const
  return {
    feed: 'the-odds-api',
    eventId: drawnId(rng),
    sportKey: 'cricket_test_match',
    league: undefined,
    homeName: home,
    awayName: away,
    startMs,
    markets: [{ ...market, book: 'betmgm', action: 'back', updatedMs: UPDATED_MS }],
  }
}

/** Returns the event as its books price it a minute later. */
export function repriced(rng: Rng, event: OddsListing): OddsListing {
  const markets = event.markets.map((market) => ({
    ...market,
    updatedMs: market.updatedMs + MINUTE_MS,
    outcomes: market.outcomes.map((outcome) => ({ ...outcome, price: priceOf(rng) })),
  }))
  return { ...event, markets }
}

type Sold = Pick<BookMarket, 'marketKey' | 'marketType' | 'period' | 'stat' | 'outcomes'>

function marketsOf(rng: Rng, game: ScheduledGame, questions: Questions): readonly BookMarket[] {
  const books = inAnyOrder(rng, BOOKS).slice(0, wholeFrom(rng, BOOKS_LEAST, BOOKS_MOST))
  return books.flatMap((book, index) => {
    const main = mainMarkets(rng, game, questions)
    const sold = index < DEEP_BOOKS ? [...main, ...deepMarkets(rng, game, questions)] : main
    const updatedMs = UPDATED_MS + wholeFrom(rng, 0, 59) * 1000
    return sold.map((market) => ({ book, action: 'back', updatedMs, ...market }))
  })
}

function mainMarkets(rng: Rng, game: ScheduledGame, questions: Questions): readonly Sold[] {
  const { sport } = game.plan
  const { spread, total } = questions
  const period = sport.whole
  const names = [game.home.feedName, game.away.feedName]
  const winner = sport.winner === 'three-way' ? [...names, 'Draw'] : names
  const markets: Sold[] = [
    {
      marketKey: 'h2h',
      marketType: sport.winner,
      period,
      outcomes: winner.map((name) => outcomeOf(rng, name)),
    },
  ]
  // A book may move its main line by a half or a whole.
  const moved = (line: number): number =>
    line + (happens(rng, 0.3) ? oneOf(rng, [-1, -0.5, 0.5, 1]) : 0)
  if (spread !== undefined) {
    const outcomes = spreadOutcomes(rng, game, moved(spread))
    markets.push({ marketKey: 'spreads', marketType: 'spread', period, outcomes })
  }
  if (total !== undefined) {
    const outcomes = overUnder(rng, moved(total))
    markets.push({ marketKey: 'totals', marketType: 'total', period, outcomes })
  }
  return markets
}

function deepMarkets(rng: Rng, game: ScheduledGame, questions: Questions): readonly Sold[] {
  const { sport } = game.plan
  const { spread, total, teamTotals, isPartAsked, players } = questions
  const period = sport.whole
  const markets: Sold[] = []
  if (spread !== undefined) {
    const lines = rungsAround(spread, sport.spread?.step ?? 1, 2)
    const outcomes = lines.flatMap((line) => spreadOutcomes(rng, game, line))
    markets.push({ marketKey: 'alternate_spreads', marketType: 'spread', period, outcomes })
  }
  if (total !== undefined) {
    const lines = rungsAround(total, sport.total?.step ?? 1, 2).filter((line) => line > 0)
    const outcomes = lines.flatMap((line) => overUnder(rng, line))
    markets.push({ marketKey: 'alternate_totals', marketType: 'total', period, outcomes })
  }
  if (teamTotals !== undefined) {
    const outcomes = (['home', 'away'] as const).flatMap((side) =>
      overUnder(rng, teamTotals[side], game[side].feedName),
    )
    markets.push({ marketKey: 'team_totals', marketType: 'team-total', period, outcomes })
  }
  if (isPartAsked && sport.part !== undefined) {
    const names = [game.home.feedName, game.away.feedName, 'Draw']
    markets.push({
      marketKey: sport.part.marketKey,
      marketType: 'three-way',
      period: sport.part.period,
      outcomes: names.map((name) => outcomeOf(rng, name)),
    })
  }
  if (players.length > 0 && sport.prop !== undefined) {
    const { marketKey, stat } = sport.prop
    const outcomes = players.flatMap(({ name, line }) =>
      overUnder(rng, line, `${name.given} ${name.surname}`),
    )
    markets.push({ marketKey, marketType: 'player-prop', period, stat, outcomes })
  }
  return markets
}

/** The home team at a line, and the other at its opposite. */
function spreadOutcomes(rng: Rng, game: ScheduledGame, line: number): readonly BookOutcome[] {
  return [
    outcomeOf(rng, game.home.feedName, line),
    outcomeOf(rng, game.away.feedName, line === 0 ? 0 : -line),
  ]
}

function overUnder(rng: Rng, line: number, participant?: string): readonly BookOutcome[] {
  return ['Over', 'Under'].map((name) => outcomeOf(rng, name, line, participant))
}

function outcomeOf(rng: Rng, name: string, point?: number, participant?: string): BookOutcome {
  const outcome = { name, price: priceOf(rng), point, betLimit: undefined, link: undefined }
  return participant === undefined ? outcome : { ...outcome, participant }
}

function priceOf(rng: Rng): BookOutcome['price'] {
  return americanOdds(happens(rng, 0.5) ? -wholeFrom(rng, 101, 260) : wholeFrom(rng, 100, 240))
}
