/**
 * What both venues list of a made-up game of two teams: contracts that say what they pay in a score,
 * told apart from the code under test, and book markets with near misses beside each.
 * @module
 */
import { easternCivilTime } from '../fixtures/eastern-time.ts'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { BookMarket, ContractListing } from '../fixtures/listing.ts'
import type { Period } from '../fixtures/period.ts'
import { foldName } from '../names/fold-name.ts'
import { isDrawSold } from '../settlement/scope.ts'
import {
  bookMarket,
  contractAbout,
  outcomeOf,
  playerMarket,
  type TestQuestion,
  threeWayMarket,
  winnerMarket,
} from './listings.ts'

/** What happened in a game. */
export interface Score {
  /** By part, the venue's home first, or whom it names first. */
  readonly parts: Readonly<Partial<Record<Period, readonly [home: number, away: number]>>>
  /** Hits by folded name. */
  readonly players: Readonly<Record<string, number>>
}

/** A contract, with what it says of a score as the venue's rules have it. */
export interface Asked {
  readonly contract: ContractListing
  readonly pays: (score: Score) => boolean
}

/** A game of two teams. */
export interface TeamGame {
  readonly league: LeagueId
  readonly home: string
  readonly away: string
  readonly homeCode: string
  readonly awayCode: string
  readonly startMs: number
  readonly hasTitle: boolean
  /** True where the feed has home and away the other way round. */
  readonly isSwapped: boolean
}

/** Two players of every baseball game, of like names. */
export const PLAYERS = ['José Ramírez', 'Jose Ramirez Jr.'] as const

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** Returns the score of a part; level at nothing where none was told. */
export function scoreIn({ parts }: Score, period: Period): readonly [number, number] {
  return parts[period] ?? [0, 0]
}

/** Returns the game's part of a ticker, `26AUG031200TBSEA`; only baseball's has a clock. */
export function codeOfGame(league: LeagueId, startMs: number, codes: string): string {
  const { year, month, day, hour, minute } = easternCivilTime(startMs)
  const clock = league === 'mlb' ? `${twoDigits(hour)}${twoDigits(minute)}` : ''
  return `${year % 100}${MONTHS[month - 1]}${twoDigits(day)}${clock}${codes}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** What a league's games are asked about. */
interface LeagueShape {
  readonly whole: Period
  readonly part: Period
  /** Rungs: a team's total and the game's, "K or more". */
  readonly teamRung: number
  readonly rung: number
}

function shapeOf(league: LeagueId): LeagueShape {
  if (isDrawSold(league)) return { whole: 'regulation', part: 'first-half', teamRung: 2, rung: 3 }
  const part = league === 'mlb' ? 'first-5-innings' : 'first-half'
  return { whole: 'full-game', part, teamRung: 4, rung: 9 }
}

/** A question with its ticker's suffix, what the label names, and what it pays. */
type Row = readonly [
  question: Omit<TestQuestion, 'league'>,
  suffix: string,
  label: string | undefined,
  pays: (home: number, away: number) => boolean,
]

/** Returns the contracts of a game: winners and the draw, lines of the whole and of a part, players. */
export function contractsOfTeams(game: TeamGame): readonly Asked[] {
  const { league, home, away, homeCode, awayCode } = game
  const { whole, part, teamRung, rung } = shapeOf(league)
  const winner = { marketType: isDrawSold(league) ? 'three-way' : 'moneyline' } as const
  const draw = { marketType: 'three-way' } as const
  const rows: readonly Row[] = [
    [winner, homeCode, home, (own, other) => own > other],
    [winner, awayCode, away, (other, own) => own > other],
    [{ marketType: 'spread' }, `${homeCode}2`, home, (own, other) => own - other >= 2],
    [{ marketType: 'spread' }, `${awayCode}3`, away, (other, own) => own - other >= 3],
    [{ marketType: 'total' }, String(rung), undefined, (a, b) => a + b >= rung],
    [{ marketType: 'total', period: part }, String(rung), undefined, (a, b) => a + b >= rung],
    [{ marketType: 'team-total' }, `${homeCode}${teamRung}`, home, (own) => own >= teamRung],
    [{ ...draw, period: part }, 'TIE', 'Tie', (a, b) => a === b],
    ...(isDrawSold(league) ? [[draw, 'TIE', 'Tie', (a, b) => a === b] satisfies Row] : []),
  ]
  const asked = rows.map(([question, suffix, label, pays]): Asked => {
    const isName = label === home || label === away
    const printed = game.hasTitle
      ? { yesLabel: label, yesTeamName: isName ? label : undefined }
      : { yesLabel: undefined, yesTeamName: undefined }
    return {
      contract: contractIn(game, question, suffix, printed),
      pays: (score) => pays(...scoreIn(score, question.period ?? whole)),
    }
  })
  return league === 'mlb' ? [...asked, ...propsOf(game)] : asked
}

function propsOf(game: TeamGame): readonly Asked[] {
  const question = { marketType: 'player-prop', stat: 'hits' } as const
  return PLAYERS.map((player, index) => ({
    contract: contractIn(game, question, `${game.homeCode}P${index}-2`, { yesPlayerName: player }),
    pays: ({ players }) => (players[foldName(player)] ?? 0) >= 2,
  }))
}

/** A spread's label would say its line; a name alone is enough here. What has a line has its title. */
function contractIn(
  { league, home, away, homeCode, awayCode, startMs, hasTitle }: TeamGame,
  question: Omit<TestQuestion, 'league'>,
  suffix: string,
  printed: Partial<ContractListing>,
): ContractListing {
  const isHomeFirst = LEAGUES[league].namedFirst !== 'away'
  const codes = isHomeFirst ? homeCode + awayCode : awayCode + homeCode
  const title = isHomeFirst ? ([home, away] as const) : ([away, home] as const)
  const isWinner = question.marketType === 'moneyline' || question.marketType === 'three-way'
  const series = `${league}${question.marketType}${question.period ?? ''}`.replaceAll('-', '')
  return contractAbout(
    { league, ...question },
    `KX${series.toUpperCase()}-${codeOfGame(league, startMs, codes)}-${suffix}`,
    { teamNames: hasTitle || !isWinner ? title : undefined, ...printed },
  )
}

function over(line: number, more: Partial<BookMarket>): BookMarket {
  return bookMarket('totals', [outcomeOf('Under', line), outcomeOf('Over', line)], more)
}

/** Returns every market of a game, and those near it: other lines, parts, teams, players, ways to end. */
export function marketsOfTeams({ league, home, away, isSwapped }: TeamGame): readonly BookMarket[] {
  const [first, second] = isSwapped ? [away, home] : [home, away]
  const { whole: period, part, teamRung, rung } = shapeOf(league)
  const [ofTeam, line] = [teamRung - 0.5, rung - 0.5]
  const spread = (margin: number, book: string): BookMarket =>
    bookMarket('spreads', [outcomeOf(home, -margin), outcomeOf(away, margin)], { period, book })
  const teamTotal = (team: string, book: string): BookMarket =>
    bookMarket('team_totals', [outcomeOf('Over', ofTeam, team), outcomeOf('Under', ofTeam, team)], {
      period,
      book,
    })
  const either = [`${home} or Draw`, `Draw or ${away}`, `${away} or ${home}`]
  return [
    isDrawSold(league) ? threeWayMarket(away, home) : winnerMarket(away, home),
    winnerMarket(second, first, { book: 'part', period: part }),
    threeWayMarket(second, first, { book: 'three', marketKey: 'h2h_3_way' }),
    threeWayMarket(second, first, { book: 'three', marketKey: 'h2h_3_way_h1', period: part }),
    spread(1.5, 'home'),
    spread(-2.5, 'away'),
    spread(2.5, 'steeper'),
    spread(1, 'whole'),
    spread(1.25, 'quarter'),
    over(line, { period }),
    over(line, { period: part, book: 'part' }),
    over(rung, { period, book: 'whole' }),
    over(line + 1, { period, book: 'higher' }),
    teamTotal(home, 'home'),
    teamTotal(away, 'away'),
    bookMarket('draw_no_bet', [outcomeOf(home), outcomeOf(away)], {
      marketType: 'draw-no-bet',
      period,
    }),
    bookMarket(
      'double_chance',
      either.map((name) => outcomeOf(name)),
      { marketType: 'three-way', period },
    ),
    ...(league === 'mlb' ? playerMarkets() : []),
  ]
}

function playerMarkets(): readonly BookMarket[] {
  const [one, other] = PLAYERS
  return [
    playerMarket('hits', [
      [one, 1.5],
      [other, 0.5],
    ]),
    playerMarket('hits', [[other, 1.5]], { book: 'other' }),
    playerMarket('total-bases', [[one, 1.5]], { book: 'bases' }),
    bookMarket('player_hits_alternate', [outcomeOf('Over', 1.5, one)], {
      marketType: 'player-prop',
      stat: 'hits',
    }),
  ]
}
