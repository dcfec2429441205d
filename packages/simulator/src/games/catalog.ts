/**
 * What the exchange lists about the games: events with their markets, milestones, structured targets
 * and series, in the venue's own field names, and what each market asks.
 * @module
 */
import type { KalshiFeeRecord } from '@arbkit/core'
import type { MarketConfig } from '../exchange/protocol.ts'
import { marketTextOf } from './catalog-text.ts'
import {
  codeOf,
  gameKeyOf,
  LEAGUE_WORDS,
  teamsInOrder,
  venueNameOf,
  wireTime,
} from './catalog-words.ts'
import { expectedScoreOf } from './forecast.ts'
import type { Game } from './game.ts'
import { endMsOf } from './game-truth.ts'
import { type GridLabel, MARKET_GRIDS, wireRangesOf } from './market-grid.ts'
import { type MarketQuestion, sellsDraw } from './market-question.ts'
import { hexOf } from './seeded-choice.ts'
import { SPORT_MODELS, type SimulatedLeague } from './sport-model.ts'

/** Fields of an answer, as they are before they are JSON. */
export type WireFields = Readonly<Record<string, unknown>>

/** A market. */
export interface CatalogMarket {
  readonly ticker: string
  readonly gameId: string
  readonly question: MarketQuestion
  /** What the exchange is told to list. */
  readonly config: MarketConfig
  /** All of the market's fields that do not change: texts, times, strike, price grid. */
  readonly fields: WireFields
}

/** An event: the markets of one kind about one game. */
export interface CatalogEvent {
  readonly eventId: string
  readonly seriesId: string
  readonly gameId: string
  /** All of the event's fields but its markets. */
  readonly fields: WireFields
  readonly markets: readonly CatalogMarket[]
}

/** Everything that is listed. Of each kind in the order of the games. */
export interface Catalog {
  readonly series: readonly WireFields[]
  readonly events: readonly CatalogEvent[]
  readonly milestones: readonly WireFields[]
  readonly structuredTargets: readonly WireFields[]
  /** By ticker. */
  readonly markets: ReadonlyMap<string, CatalogMarket>
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const OPEN_BEFORE_MS = 7 * DAY_MS
const CLOSE_AFTER_MS = 3 * DAY_MS
const LASTS_MS = 3 * HOUR_MS
/** Smallest rung: a team wins by over 1.5. */
const RUNG_MIN = 2
/** Shards of the recorded game markets. */
const EXCHANGE_INDEX = 0

/** How games are listed. */
export interface CatalogOptions {
  /** Price grids by league; whole cents where left out. */
  readonly grids?: Readonly<Partial<Record<SimulatedLeague, GridLabel>>> | undefined
}

/** Returns what is listed about games. */
export function catalogOf(games: readonly Game[], { grids = {} }: CatalogOptions = {}): Catalog {
  const events = games.flatMap((game) => eventsOf(game, grids[game.league] ?? 'linear_cent'))
  const leagues = [...new Set(games.map(({ league }) => league))]
  const targets = new Map(
    games.flatMap((game) =>
      [game.home, game.away].map((team) => [team.id, targetOf(game, team)] as const),
    ),
  )
  return {
    series: leagues.flatMap((league) =>
      KINDS.map(({ rest, title }) => ({
        ticker: `${LEAGUE_WORDS[league].prefix}${rest}`,
        title: `${LEAGUE_WORDS[league].competition} ${title}`,
        category: 'Sports',
        frequency: 'custom',
        tags: [LEAGUE_WORDS[league].competition],
        settlement_sources: [],
        contract_url: '',
        contract_terms_url: '',
        additional_prohibitions: [],
        fee_type: 'quadratic_with_maker_fees',
        fee_multiplier: LEAGUE_WORDS[league].feeMultiplier,
      })),
    ),
    events,
    milestones: games.map(milestoneOf),
    structuredTargets: [...targets.values()],
    markets: new Map(events.flatMap(({ markets }) => markets.map((one) => [one.ticker, one]))),
  }
}

const KINDS = [
  { rest: 'GAME', title: 'Game', scope: 'Game' },
  { rest: 'SPREAD', title: 'Spread', scope: 'Spread' },
  { rest: 'TOTAL', title: 'Total', scope: 'Point Total' },
] as const

function eventsOf(game: Game, grid: GridLabel): readonly CatalogEvent[] {
  return KINDS.map((kind) => {
    const seriesId = `${LEAGUE_WORDS[game.league].prefix}${kind.rest}`
    const eventId = `${seriesId}-${gameKeyOf(game)}`
    const isGame = kind.rest === 'GAME'
    const [first, second] = teamsInOrder(game)
    const title = `${venueNameOf(first)} vs ${venueNameOf(second)}`
    return {
      eventId,
      seriesId,
      gameId: game.id,
      fields: {
        event_ticker: eventId,
        series_ticker: seriesId,
        title: isGame ? title : `${title}: ${kind.title}`,
        sub_title: `${codeOf(first)} vs ${codeOf(second)}`,
        category: 'Sports',
        mutually_exclusive: isGame,
        collateral_return_type: isGame ? 'MECNET' : '',
        strike_period: '',
        settlement_sources: [],
        available_on_brokers: true,
        exchange_index: EXCHANGE_INDEX,
        last_updated_ts: wireTime(game.startMs - OPEN_BEFORE_MS),
        product_metadata: {
          competition: LEAGUE_WORDS[game.league].competition,
          competition_scope: kind.scope,
        },
      },
      markets: questionsOf(game, kind.rest).map((question) =>
        marketOf(game, { seriesId, eventId, question, grid }),
      ),
    }
  })
}

function questionsOf(game: Game, kind: (typeof KINDS)[number]['rest']): readonly MarketQuestion[] {
  const words = LEAGUE_WORDS[game.league]
  const { home, away } = expectedScoreOf(SPORT_MODELS[game.league], game.rates)
  if (kind === 'GAME') {
    const tie = sellsDraw(game.league) ? [{ tag: 'tie' } as const] : []
    return [{ tag: 'winner', team: 'away' }, { tag: 'winner', team: 'home' }, ...tie]
  }
  if (kind === 'TOTAL') {
    const rungs = words.totalRungs.map((offset) => Math.round(home + away) + offset)
    return rungs.filter((rung) => rung > 0).map((rung) => ({ tag: 'total', line: rung - 0.5 }))
  }
  return (['away', 'home'] as const).flatMap((team) => {
    const center = Math.round(team === 'home' ? home - away : away - home)
    const rungs = words.spreadRungs.map((offset) => Math.max(center, 0) + offset)
    const listed = rungs.filter((rung) => rung >= RUNG_MIN)
    return listed.map((rung) => ({ tag: 'spread', team, line: rung - 0.5 }) as const)
  })
}

interface MarketPlace {
  readonly seriesId: string
  readonly eventId: string
  readonly question: MarketQuestion
  readonly grid: GridLabel
}

function suffixOf(game: Game, question: MarketQuestion): string {
  if (question.tag === 'tie') return 'TIE'
  if (question.tag === 'total') return String(question.line + 0.5)
  const code = codeOf(game[question.team])
  return question.tag === 'winner' ? code : `${code}${question.line + 0.5}`
}

function marketOf(game: Game, { seriesId, eventId, question, grid }: MarketPlace): CatalogMarket {
  const words = LEAGUE_WORDS[game.league]
  const ticker = `${eventId}-${suffixOf(game, question)}`
  const openMs = game.startMs - OPEN_BEFORE_MS
  const closeMs = Math.max(game.startMs + CLOSE_AFTER_MS, endMsOf(game) + HOUR_MS)
  const hasTeam = question.tag === 'winner' || question.tag === 'spread'
  const target = hasTeam ? { [words.target]: targetIdOf(game[question.team].id) } : undefined
  const hasLine = 'line' in question
  return {
    ticker,
    gameId: game.id,
    question,
    config: {
      marketId: ticker,
      eventId,
      seriesId,
      grid: MARKET_GRIDS[grid],
      opensMs: openMs,
      closesMs: closeMs,
      exchangeIndex: EXCHANGE_INDEX,
      fees: { series: [feeRecordOf(words.feeMultiplier, openMs)] },
      isMutuallyExclusive: !hasLine,
      settlementTimerMs: words.settlementTimerSeconds * 1000,
    },
    fields: {
      ticker,
      event_ticker: eventId,
      market_type: 'binary',
      ...marketTextOf(game, question),
      can_close_early: true,
      created_time: wireTime(openMs - HOUR_MS),
      open_time: wireTime(openMs),
      close_time: wireTime(closeMs),
      expiration_time: wireTime(closeMs),
      latest_expiration_time: wireTime(closeMs),
      expected_expiration_time: wireTime(game.startMs + LASTS_MS),
      occurrence_datetime: wireTime(game.startMs + LASTS_MS),
      settlement_timer_seconds: words.settlementTimerSeconds,
      settlement_bounds_type: 'default',
      exchange_index: EXCHANGE_INDEX,
      strike_type: hasLine ? 'greater' : 'structured',
      ...(hasLine ? { floor_strike: question.line } : {}),
      ...(target === undefined ? {} : { custom_strike: target }),
      price_level_structure: grid,
      price_ranges: wireRangesOf(MARKET_GRIDS[grid]),
      notional_value_dollars: '1.0000',
    },
  }
}

function feeRecordOf(multiplier: number, knownFromMs: number): KalshiFeeRecord {
  return {
    feeType: 'quadratic_with_maker_fees',
    feeMultiplier: String(multiplier),
    knownFromMs,
  }
}

function milestoneOf(game: Game): WireFields {
  const words = LEAGUE_WORDS[game.league]
  const tickers = KINDS.map(({ rest }) => `${words.prefix}${rest}-${gameKeyOf(game)}`)
  return {
    id: idOf(`milestone ${game.id}`),
    category: 'Sports',
    title: teamsInOrder(game).map(venueNameOf).join(' vs '),
    type: words.milestone,
    start_date: wireTime(game.startMs),
    last_updated_ts: wireTime(game.startMs - OPEN_BEFORE_MS),
    notification_message: '',
    details: {
      league: game.league.toUpperCase(),
      status: 'scheduled',
      main_game_event_ticker: tickers[0],
      home_team_id: targetIdOf(game.home.id),
      away_team_id: targetIdOf(game.away.id),
    },
    primary_event_tickers: tickers,
    related_event_tickers: tickers,
  }
}

function targetOf(game: Game, team: Game['home']): WireFields {
  return {
    id: targetIdOf(team.id),
    name: venueNameOf(team),
    type: LEAGUE_WORDS[game.league].target,
    details: {},
    last_updated_ts: wireTime(0),
  }
}

function targetIdOf(teamId: string): string {
  return idOf(`target ${teamId}`)
}

/** As the venue's ids are written: hexadecimal in five groups. */
function idOf(name: string): string {
  const hex = hexOf(name, 32)
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)]
  return `${groups.join('-')}-${hex.slice(20)}`
}
