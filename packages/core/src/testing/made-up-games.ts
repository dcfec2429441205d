/**
 * Made-up games for properties of matching, from choices that a generator makes: of several leagues, of
 * teams and of persons, each listed by both venues, by one or by none.
 * @module
 */
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import type { Team } from '../fixtures/team.ts'
import { teamsOf } from '../fixtures/team-registry.ts'
import { foldName } from '../names/fold-name.ts'
import {
  bookMarket,
  contractAbout,
  oddsOf,
  outcomeOf,
  personContract,
  winnerMarket,
} from './listings.ts'
import {
  type Asked,
  codeOfGame,
  contractsOfTeams,
  marketsOfTeams,
  scoreIn,
} from './made-up-markets.ts'

/** What both venues list of a game, and whether they do. */
export interface Game {
  readonly asked: readonly Asked[]
  /** The venue's home as the feed prints it; of persons the one that the venue names first. */
  readonly home: string
  readonly odds: OddsListing
  readonly hasOdds: boolean
  readonly hasContracts: boolean
}

/** Leagues with and without a home, with and without draws, of teams and of persons. */
export const GAME_LEAGUES = ['mlb', 'nba', 'epl', 'national-men', 'atp', 'ufc'] as const

/** What a generator chooses of a game; numbers of competitors are taken modulo how many there are. */
export interface GameChoice {
  readonly league: (typeof GAME_LEAGUES)[number]
  readonly one: number
  readonly other: number
  /** 0 to 2. */
  readonly day: number
  /** 0 to 30. */
  readonly minute: number
  /** Minutes by which the feed's clock is off, within 30. */
  readonly jitter: number
  /** True where the feed has home and away the other way round; heeded only where there is no home. */
  readonly isSwapped: boolean
  readonly hasTitle: boolean
  readonly hasOdds: boolean
  readonly hasContracts: boolean
}

/** Two lists of competitors that have nobody in common. */
export type Pool = 'own' | 'other'

/** Noon in New York on the first day, Unix ms. */
export const FIRST_NOON_MS = Date.parse('2026-08-03T16:00:00Z')

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const POOL_SIZE = 6
/** Brothers, marks, particles, a son. */
const PERSONS: Readonly<Record<Pool, readonly string[]>> = {
  own: [
    'Carlos Alcaraz',
    'Félix Auger-Aliassime',
    'Francisco Cerundolo',
    'Juan Manuel Cerundolo',
    'Martin Damm Jr.',
    'Alex de Minaur',
    "Christopher O'Connell",
    'Alexander Zverev',
    'Mischa Zverev',
    'Marin Čilić',
  ],
  other: ['Jannik Sinner', 'Taylor Fritz', 'Holger Rune', 'Casper Ruud', 'Stan Wawrinka'],
}

/**
 * Returns the games of choices. Persons play once, teams once a day against each other: a choice that
 * says otherwise is left out, and so is somebody against himself.
 */
export function gamesOf(choices: readonly GameChoice[], pool: Pool = 'own'): readonly Game[] {
  const seen = new Set<string>()
  return choices.flatMap((choice) => {
    const { league, day } = choice
    const isOfPersons = LEAGUES[league].competitors === 'persons'
    const names = isOfPersons ? PERSONS[pool] : teamsOfPool(league, pool).map((t) => t.fullName)
    const [one, other] = [choice.one, choice.other].map((at) => names[at % names.length])
    if (one === undefined || other === undefined || one === other) return []
    const keys = isOfPersons ? [one, other] : [[day, ...[one, other].toSorted()].join()]
    if (keys.some((key) => seen.has(`${league} ${key}`))) return []
    for (const key of keys) seen.add(`${league} ${key}`)
    return [isOfPersons ? gameOfPersons(choice, [one, other]) : gameOfTeams(choice, one, other)]
  })
}

/** Returns what the venues list of games. */
export function listedOf(games: readonly Game[]): {
  readonly contracts: readonly ContractListing[]
  readonly odds: readonly OddsListing[]
} {
  return {
    contracts: games.flatMap(({ asked, hasContracts }) =>
      hasContracts ? asked.map(({ contract }) => contract) : [],
    ),
    odds: games.flatMap(({ odds, hasOdds }) => (hasOdds ? [odds] : [])),
  }
}

/**
 * Returns a person's code in a ticker: the beginning of the surname, or the initial and that where the
 * opponent's would be the same.
 */
export function codeOfPerson(name: string, opponent = ''): string {
  const [own, other] = [name, opponent].map((text) => surnameOf(text).slice(0, 3))
  return (own === other ? `${name[0]}${own}`.slice(0, 3) : (own ?? '')).toUpperCase()
}

function surnameOf(name: string): string {
  const words = foldName(name.replaceAll(/ Jr\.|['-]/g, '')).split(' ')
  return words.slice(words.includes('de') ? 1 : -1).join('')
}

function teamsOfPool(league: LeagueId, pool: Pool): readonly Team[] {
  const coded = teamsOf(league).filter(({ kalshiCodes }) => kalshiCodes.length > 0)
  return pool === 'own' ? coded.slice(0, POOL_SIZE) : coded.slice(POOL_SIZE, 2 * POOL_SIZE)
}

/** The feed's ids are its own: one name may play in two leagues at once. */
function idOf(
  league: LeagueId,
  { away, home, start }: { readonly away: string; readonly home: string; readonly start: string },
): string {
  return `${league} ${away}@${home}@${start}`
}

function gameOfTeams(choice: GameChoice, home: string, away: string): Game {
  const { league, day, minute, jitter, hasOdds, hasContracts } = choice
  const codeOf = (name: string): string =>
    teamsOf(league).find(({ fullName }) => fullName === name)?.kalshiCodes[0] ?? ''
  const hasHome = LEAGUES[league].namedFirst !== 'any'
  const isSwapped = choice.isSwapped && !hasHome
  const startMs = FIRST_NOON_MS + day * DAY_MS + minute * MINUTE_MS
  const game = {
    league,
    home,
    away,
    homeCode: codeOf(home),
    awayCode: codeOf(away),
    startMs,
    isSwapped,
    // Swapped sides and a ticker alone are too much doubt for a pair.
    hasTitle: choice.hasTitle || !hasHome,
  }
  const start = new Date(startMs + jitter * MINUTE_MS).toISOString()
  const sides = isSwapped ? { away: home, home: away } : { away, home }
  const id = idOf(league, { ...sides, start })
  const odds = oddsOf(league, { ...sides, start, id }, marketsOfTeams(game))
  return { asked: contractsOfTeams(game), home, odds, hasOdds, hasContracts }
}

function gameOfPersons(choice: GameChoice, names: readonly [string, string]): Game {
  const league = choice.league === 'ufc' ? 'ufc' : 'atp'
  const { day, isSwapped, hasTitle, hasOdds, hasContracts } = choice
  const [first, second] = names
  const codes = [codeOfPerson(first, second), codeOfPerson(second, first)] as const
  const startMs = FIRST_NOON_MS + day * DAY_MS
  const key = codeOfGame(league, startMs, codes.join(''))
  const series = `KX${league.toUpperCase()}`
  const winner = (side: 0 | 1): Asked => {
    const own = personContract(league, `${series}MATCH-${key}-${codes[side]}`, names, names[side])
    return {
      contract: hasTitle ? own : { ...own, teamNames: undefined },
      pays: (score) => {
        const [one, other] = scoreIn(score, 'full-game')
        return side === 0 ? one > other : other > one
      },
    }
  }
  const total: Asked = {
    contract: contractAbout({ league, marketType: 'total' }, `${series}TOTAL-${key}-9`, {
      teamNames: names,
    }),
    pays: (score) => scoreIn(score, 'full-game').reduce((sum, own) => sum + own) >= 9,
  }
  const [home, away] = isSwapped ? [second, first] : names
  const listed = { away, home, start: new Date(startMs).toISOString() }
  const markets = [
    winnerMarket(away, home),
    winnerMarket(away, home, { book: 'set', period: 'first-set' }),
    bookMarket('totals', [outcomeOf('Over', 8.5), outcomeOf('Under', 8.5)]),
    bookMarket('totals', [outcomeOf('Over', 9), outcomeOf('Under', 9)], { book: 'whole' }),
  ]
  return {
    asked: hasTitle ? [winner(0), winner(1), total] : [winner(0), winner(1)],
    home: first,
    odds: oddsOf(league, { ...listed, id: idOf(league, listed) }, markets),
    hasOdds,
    hasContracts,
  }
}
