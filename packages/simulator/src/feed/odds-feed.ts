/**
 * The games as The Odds API shows them at a moment: events with the bookmakers' markets, and scores. A
 * function of the games and the time; nothing is remembered.
 * @module
 */
import { type League, LEAGUES } from '@arbkit/core'
import type {
  ApiBookmaker,
  ApiEvent,
  ApiMarket,
  ApiOutcome,
  ApiScore,
  OddsApiData,
} from '@arbkit/odds/testing'
import type { Game } from '../games/game.ts'
import { endMsOf, momentOf } from '../games/game-truth.ts'
import { hashOf, hexOf } from '../games/seeded-choice.ts'
import { linkOf } from './book-links.ts'
import { bookOffersOf, type BookOffer, type BookOffers, standingsOf } from './book-market.ts'
import { BOOK_PROFILES, type BookProfile, FEED_MARKET_KEYS } from './book-profile.ts'
import { withPlant } from './plant.ts'
import type { PlantIndex } from './plant-index.ts'

/** What is fed. */
export interface FeedInput {
  readonly seed: number
  readonly games: readonly Game[]
  /** {@link BOOK_PROFILES} unless given. */
  readonly books?: readonly BookProfile[] | undefined
  readonly plants?: PlantIndex | undefined
  /** Of the world, 1 unless given: looks, lags and moves are so many times as fast. */
  readonly speed?: number | undefined
}

const SECOND_MS = 1000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Games are listed so long before their start, and scores so long after their end. */
const LISTED_BEFORE_MS = 7 * 24 * HOUR_MS
const SCORES_AFTER_MS = 24 * HOUR_MS
/** A look at a book fails at times, and its last one stands: 10 in a row never do. */
const LOOK_FAILS = 0.15
const FAILS_MAX = 10
const LIMIT_STEP = 50

/** Returns everything that the feed knows at a moment, Unix ms. */
export function oddsFeedAt(input: FeedInput, nowMs: number): OddsApiData {
  const leagues = [...new Set(input.games.map(({ league }) => league))]
  return {
    sports: leagues.map((league) => ({
      key: sportKeyOf(LEAGUES[league]),
      group: GROUPS[LEAGUES[league].sport] ?? '',
      title: LEAGUES[league].name,
      description: LEAGUES[league].name,
      active: true,
      has_outrights: false,
    })),
    events: input.games.flatMap((game) => eventAt(game, input, nowMs) ?? []),
    scores: input.games.flatMap((game) => scoreAt(game, input, nowMs) ?? []),
    participants: participantsOf(input.games),
  }
}

const GROUPS: Readonly<Record<string, string>> = {
  'american-football': 'American Football',
  baseball: 'Baseball',
  basketball: 'Basketball',
  'ice-hockey': 'Ice Hockey',
  soccer: 'Soccer',
}

/** Returns the id of a game's event: 32 hexadecimal digits, another one once it was postponed. */
export function feedEventIdOf(seed: number, game: Game, nowMs: number): string {
  const isMoved = game.fate.tag === 'postponed' && nowMs >= game.fate.knownMs
  return hexOf(`${seed} event ${game.id}${isMoved ? ' moved' : ''}`, 32)
}

function participantsOf(games: readonly Game[]): NonNullable<OddsApiData['participants']> {
  const teams = new Map(games.flatMap(({ home, away }) => [home, away].map((one) => [one.id, one])))
  return [...teams.values()].map((team) => ({
    sport_key: sportKeyOf(LEAGUES[team.league]),
    id: `par_${hexOf(team.id, 26)}`,
    full_name: team.fullName,
  }))
}

function sportKeyOf({ oddsApiSportKeys: [key = ''] }: League): string {
  return key
}

/** What an event and its scores have in common. */
function frameOf(
  game: Game,
  { seed, speed = 1 }: FeedInput,
  nowMs: number,
): Omit<ApiEvent, 'bookmakers'> {
  const { fate, league } = game
  const isMoved = fate.tag === 'postponed' && nowMs >= fate.knownMs
  const startMs = isMoved ? fate.newStartMs : game.startMs
  // The feed's start is off by up to four minutes, more often by none.
  const jitter = Math.max(0, (hashOf(`${seed} start ${game.id}`) % 480) - 240) * SECOND_MS
  return {
    id: feedEventIdOf(seed, game, nowMs),
    sport_key: sportKeyOf(LEAGUES[league]),
    sport_title: LEAGUES[league].name,
    commence_time: textOf(startMs + jitter / speed),
    home_team: game.home.fullName,
    away_team: game.away.fullName,
  }
}

function eventAt(game: Game, input: FeedInput, nowMs: number): ApiEvent | undefined {
  const { status } = momentOf(game, nowMs)
  const isListed = nowMs >= game.startMs - LISTED_BEFORE_MS
  if (!isListed || status === 'final' || status === 'cancelled') return undefined
  const { books = BOOK_PROFILES } = input
  const frame = frameOf(game, input, nowMs)
  const rotation = 100 + (hashOf(frame.id) % 800)
  const isRotated = LEAGUES[game.league].sport !== 'soccer'
  return {
    ...frame,
    ...(isRotated ? { away_rotation: rotation, home_rotation: rotation + 1 } : {}),
    bookmakers: books.flatMap((book) => bookmakerAt(game, book, { input, nowMs }) ?? []),
  }
}

interface Feed {
  readonly input: FeedInput
  readonly nowMs: number
}

function bookmakerAt(game: Game, book: BookProfile, feed: Feed): ApiBookmaker | undefined {
  const { input, nowMs } = feed
  const { seed, speed = 1 } = input
  const lookMs = lookMsOf(seed, book, { nowMs, isLive: isLive(game, nowMs), speed })
  const updated = textOf(lookMs)
  const markets = FEED_MARKET_KEYS.flatMap((marketKey): readonly ApiMarket[] => {
    const plant = input.plants?.liveAt({ gameId: game.id, book: book.key, marketKey }, nowMs)
    const offers =
      plant === undefined
        ? bookOffersOf({ seed, game, book, marketKey, lookMs, nowMs, speed })
        : withPlant(plant, game, standingsOf(game, { seenMs: lookMs, nowMs, speed }))
    if (offers === undefined) return []
    return [{ ...NO_LINK, ...marketOf(offers, { game, book, feed }), last_update: updated }]
  })
  if (markets.length === 0) return undefined
  return { key: book.key, title: book.title, last_update: updated, ...NO_LINK, markets }
}

/** Links stand at the outcome here: event and market have none. */
const NO_LINK = { link: null, sid: null } as const

function isLive(game: Game, nowMs: number): boolean {
  return momentOf(game, nowMs).status !== 'scheduled'
}

interface LookedAt {
  readonly nowMs: number
  readonly isLive: boolean
  readonly speed?: number
}

/**
 * Returns when the feed last looked at a book: one clock for all games that are live, one for the
 * others, whole seconds of the world. Not the time of a price change.
 */
export function lookMsOf(
  seed: number,
  book: BookProfile,
  { nowMs, isLive: live, speed = 1 }: LookedAt,
): number {
  const everyMs = live ? book.scrapeMs.live : book.scrapeMs.pregame
  const name = `${seed} look ${book.key} ${everyMs}`
  const phaseMs = hashOf(name) % everyMs
  let turn = Math.floor((nowMs * speed - phaseMs) / everyMs)
  for (let fails = 0; fails < FAILS_MAX; fails += 1) {
    if (hashOf(`${name} ${turn}`) / 2 ** 32 >= LOOK_FAILS) break
    turn -= 1
  }
  return (Math.floor((turn * everyMs + phaseMs) / SECOND_MS) * SECOND_MS) / speed
}

interface MarketPlace {
  readonly game: Game
  readonly book: BookProfile
  readonly feed: Feed
}

function marketOf(
  { marketKey, offers }: BookOffers,
  place: MarketPlace,
): Pick<ApiMarket, 'key' | 'outcomes'> {
  const outcomes = offers.map((offer) => outcomeOf(offer, marketKey, place))
  // Home is first about half of the time.
  const isTurned = hashOf(`${place.book.key} ${place.game.id} order`) % 2 === 0
  return { key: marketKey, outcomes: isTurned ? outcomes.toReversed() : outcomes }
}

function outcomeOf(
  { result, point, american }: BookOffer,
  marketKey: BookOffers['marketKey'],
  { game, book, feed }: MarketPlace,
): ApiOutcome {
  const eventId = feedEventIdOf(feed.input.seed, game, feed.nowMs)
  const limits = book.limitDollars
  return {
    name: nameOf(result, game),
    price: american,
    ...(point === undefined ? {} : { point: point === 0 ? 0 : point }),
    ...linkOf(book.links, { eventId, marketKey, result, point }),
    ...(limits === undefined
      ? { bet_limit: null }
      : { bet_limit: limitOf(limits, `${book.key} ${eventId} ${marketKey} ${result}`) }),
  }
}

/** Steps of $50. */
function limitOf([least, most]: readonly [number, number], name: string): number {
  const steps = Math.floor((most - least) / LIMIT_STEP)
  return least + (hashOf(`limit ${name}`) % (steps + 1)) * LIMIT_STEP
}

function nameOf(result: BookOffer['result'], { home, away }: Game): string {
  switch (result) {
    case 'home':
      return home.fullName
    case 'away':
      return away.fullName
    case 'draw':
      return 'Draw'
    case 'over':
      return 'Over'
    case 'under':
      return 'Under'
  }
}

function scoreAt(game: Game, input: FeedInput, nowMs: number): ApiScore | undefined {
  const moment = momentOf(game, nowMs)
  const isGone = moment.status === 'cancelled' || nowMs > endMsOf(game) + SCORES_AFTER_MS
  if (isGone || nowMs < game.startMs - LISTED_BEFORE_MS) return undefined
  const isBefore = moment.status === 'scheduled'
  return {
    ...frameOf(game, input, nowMs),
    completed: moment.status === 'final',
    scores: isBefore
      ? null
      : [
          { name: game.home.fullName, score: String(moment.home) },
          { name: game.away.fullName, score: String(moment.away) },
        ],
    last_update: isBefore
      ? null
      : textOf(Math.max(moment.sinceMs, nowMs - (30 * SECOND_MS) / (input.speed ?? 1))),
  }
}

function textOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
