/**
 * A slate as a session holds it: two contracts on each game at Kalshi, the same games at the feed, a whole
 * order book of every contract, then changes of books and polls of odds. Names and codes are the
 * registries', everything else is drawn.
 * @module
 */
import { easternCivilTime, LEAGUES, type Rng } from '@arbkit/core'
// The teams are not exported by name.
import { teamsOf } from '../../../packages/core/src/fixtures/team-registry.ts'

/** What is drawn. */
export interface SlateFramesSize {
  readonly games: number
  /** Books that quote each game. */
  readonly books: number
  /** Of all games: the feed stands so far off that a side pays, or nearly does. */
  readonly shareOff: number
}

/** A frame as a session's reader gives it. */
export interface SlateFrame {
  readonly seq: number
  readonly turn: number
  readonly t: number
  readonly source: string
  readonly request: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** A slate that goes on. Every frame follows the one before it. */
export interface SlateFrames {
  readonly marketIds: readonly string[]
  /** Lists, odds and books: a turn each kind. */
  opening(): readonly SlateFrame[]
  /** A change of one book near its best price, a turn of its own. */
  delta(): SlateFrame
  /** A change of every book, in one turn. */
  deltasOfAll(): readonly SlateFrame[]
  /** Every game's odds told anew by all books, in one turn. */
  odds(): readonly SlateFrame[]
}

const LEAGUE_IDS = ['mlb', 'nba', 'nhl', 'nfl'] as const
const SERIES = { mlb: 'KXMLBGAME', nba: 'KXNBAGAME', nhl: 'KXNHLGAME', nfl: 'KXNFLGAME' } as const
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const FIRST_DAY_MS = Date.UTC(2026, 6, 1, 23, 5)
const DAY_MS = 86_400_000
const FROM_MS = FIRST_DAY_MS - DAY_MS
/** Frames are this far apart: 5,000 a second. */
const FRAMES_PER_MS = 5
const LEVELS = 12

interface Side {
  readonly code: string
  readonly place: string
  readonly fullName: string
}

type SideIndex = 0 | 1
const SIDES: readonly SideIndex[] = [0, 1]

interface Game {
  readonly league: (typeof LEAGUE_IDS)[number]
  readonly eventId: string
  readonly oddsId: string
  readonly startMs: number
  /** As the league names them: the away team first. */
  readonly sides: readonly [Side, Side]
  /** Of the first side, in cents. */
  fair: number
  readonly isOff: boolean
}

/** Returns a slate at its beginning. */
export function createSlateFrames(rng: Rng, size: SlateFramesSize): SlateFrames {
  return new DrawnSlate(rng, size)
}

class DrawnSlate implements SlateFrames {
  readonly marketIds: readonly string[]
  private readonly rng: Rng
  private readonly books: number
  private readonly games: readonly Game[]
  private seq = 0
  private turn = 0
  private streamSeq = 0

  constructor(rng: Rng, size: SlateFramesSize) {
    this.rng = rng
    this.books = size.books
    this.games = gamesOf(rng, size)
    this.marketIds = this.games.flatMap((game) => SIDES.map((side) => tickerOf(game, side)))
  }

  opening(): readonly SlateFrame[] {
    this.turn += 1
    const lists = LEAGUE_IDS.map((league) =>
      this.frame('kalshi-markets', {
        markets: this.gamesIn(league).flatMap(marketsOf),
        cursor: '',
      }),
    )
    return [...lists, ...this.odds(), ...this.ofAll((game, side) => this.snapshot(game, side))]
  }

  delta(): SlateFrame {
    this.turn += 1
    const game = this.games[this.whole(0, this.games.length - 1)] as Game
    return this.change(game, this.rng.next() < 0.5 ? 0 : 1)
  }

  deltasOfAll(): readonly SlateFrame[] {
    this.turn += 1
    return this.ofAll((game, side) => this.change(game, side))
  }

  odds(): readonly SlateFrame[] {
    this.turn += 1
    const { books } = this
    const atMs = FROM_MS + Math.floor(this.seq / FRAMES_PER_MS)
    const whole = (least: number, most: number): number => this.whole(least, most)
    return LEAGUE_IDS.map((league) =>
      this.frame(
        'odds-list',
        this.gamesIn(league).map((game) => oddsOf(game, { books, atMs, whole })),
      ),
    )
  }

  private frame(shape: string, body: unknown): SlateFrame {
    this.seq += 1
    const { seq, turn } = this
    const request = { shape, file: 'slate', path: '$', timeSource: 'received' }
    const t = FROM_MS + Math.floor(seq / FRAMES_PER_MS)
    return { seq, turn, t, source: 'slate', request, body }
  }

  private stream(type: string, msg: unknown): SlateFrame {
    this.streamSeq += 1
    return this.frame('kalshi-ws-stream', { type, sid: 1, seq: this.streamSeq, msg })
  }

  /** From bid to ask are three cents. */
  private snapshot(game: Game, side: SideIndex): SlateFrame {
    const whole = (least: number, most: number): number => this.whole(least, most)
    return this.stream('orderbook_snapshot', {
      market_ticker: tickerOf(game, side),
      yes_dollars_fp: ladderBelow(yesBidOf(game, side), whole),
      no_dollars_fp: ladderBelow(noBidOf(game, side), whole),
    })
  }

  private change(game: Game, side: SideIndex): SlateFrame {
    const book = this.rng.next() < 0.5 ? 'yes' : 'no'
    const best = book === 'yes' ? yesBidOf(game, side) : noBidOf(game, side)
    return this.stream('orderbook_delta', {
      market_ticker: tickerOf(game, side),
      price_dollars: dollars(Math.max(1, best - this.whole(0, 5))),
      delta_fp: `${this.whole(-40, 60)}.00`,
      side: book,
    })
  }

  private gamesIn(league: Game['league']): readonly Game[] {
    return this.games.filter((game) => game.league === league)
  }

  private ofAll(frameOf: (game: Game, side: SideIndex) => SlateFrame): readonly SlateFrame[] {
    return this.games.flatMap((game) => SIDES.map((side) => frameOf(game, side)))
  }

  private whole(least: number, most: number): number {
    return least + Math.floor(this.rng.next() * (most - least + 1))
  }
}

/** Each league's teams meet round by round, a round a day. */
function gamesOf(rng: Rng, { games: count, shareOff }: SlateFramesSize): Game[] {
  const games: Game[] = []
  for (let day = 0; games.length < count; day += 1) {
    for (const league of LEAGUE_IDS) {
      const teams = teamsOf(league).filter(({ kalshiCodes }) => kalshiCodes.length > 0)
      const startMs = FIRST_DAY_MS + day * DAY_MS
      for (const [away, home] of roundOf(teams, day)) {
        if (games.length >= count) break
        const sides = [sideOf(away), sideOf(home)] as const
        const eventId = `${SERIES[league]}-${dateCode(startMs, league === 'mlb')}${sides[0].code}${sides[1].code}`
        const fair = 15 + Math.floor(rng.next() * 70)
        const isOff = rng.next() < shareOff
        games.push({ league, eventId, oddsId: `odds-${games.length}`, startMs, sides, fair, isOff })
      }
    }
  }
  return games
}

/** The circle method: the first stands, the others go around. */
function roundOf<Team>(teams: readonly Team[], round: number): readonly (readonly [Team, Team])[] {
  const even = teams.length - (teams.length % 2)
  const others = even - 1
  const at = (place: number): Team =>
    teams[place === 0 ? 0 : 1 + ((place - 1 + round) % others)] as Team
  return Array.from({ length: even / 2 }, (_, index) => [at(index), at(even - 1 - index)] as const)
}

function sideOf(team: ReturnType<typeof teamsOf>[number]): Side {
  return { code: team.kalshiCodes[0] ?? '', place: team.city, fullName: team.fullName }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function dateCode(startMs: number, hasClock: boolean): string {
  const { year, month, day, hour, minute } = easternCivilTime(startMs)
  const date = `${two(year % 100)}${MONTHS[month - 1] ?? ''}${two(day)}`
  return hasClock ? `${date}${two(hour)}${two(minute)}` : date
}

function tickerOf({ eventId, sides }: Game, side: SideIndex): string {
  return `${eventId}-${sides[side].code}`
}

function yesBidOf({ fair }: Game, side: SideIndex): number {
  return (side === 0 ? fair : 100 - fair) - 1
}

function noBidOf(game: Game, side: SideIndex): number {
  return 97 - yesBidOf(game, side)
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(4)
}

function ladderBelow(
  best: number,
  whole: (least: number, most: number) => number,
): readonly (readonly [string, string])[] {
  return Array.from({ length: Math.min(LEVELS, best) }, (_, index) => [
    dollars(best - index),
    `${whole(50, 900)}.00`,
  ])
}

function marketsOf(game: Game): readonly unknown[] {
  const { eventId, sides } = game
  return SIDES.map((side) => {
    const yesBid = yesBidOf(game, side)
    return {
      ticker: tickerOf(game, side),
      event_ticker: eventId,
      market_type: 'binary',
      status: 'active',
      title: `${sides[0].place} vs ${sides[1].place} Winner?`,
      yes_sub_title: sides[side].place,
      strike_type: 'structured',
      yes_bid_dollars: dollars(yesBid),
      yes_ask_dollars: dollars(yesBid + 3),
      yes_bid_size_fp: '100.00',
      yes_ask_size_fp: '100.00',
      rules_primary: `If ${sides[side].place} wins, then the market resolves to Yes.`,
      rules_secondary: '',
      price_ranges: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
    }
  })
}

/** Books keep three cents in a hundred; where the feed stands off, one of them stands far off. */
function oddsOf(
  { league, oddsId, startMs, sides, fair, isOff }: Game,
  {
    books,
    atMs,
    whole,
  }: {
    readonly books: number
    readonly atMs: number
    readonly whole: (least: number, most: number) => number
  },
): unknown {
  return {
    id: oddsId,
    sport_key: LEAGUES[league].oddsApiSportKeys[0],
    commence_time: new Date(startMs).toISOString(),
    away_team: sides[0].fullName,
    home_team: sides[1].fullName,
    bookmakers: BOOKS.slice(0, books).map((key, index) => {
      const first = fair + 1.5 + whole(-10, 10) / 20 + (isOff && index === 0 ? -6 : 0)
      const prices = [first, 103 - first].map((cents) => american(cents / 100))
      return {
        key,
        title: key,
        last_update: new Date(atMs).toISOString(),
        markets: [
          {
            key: 'h2h',
            outcomes: sides.map(({ fullName: name }, side) => ({ name, price: prices[side] })),
          },
        ],
      }
    }),
  }
}

const BOOKS = [
  'draftkings',
  'fanduel',
  'betmgm',
  'williamhill_us',
  'betrivers',
  'espnbet',
  'fanatics',
  'hardrockbet',
  'ballybet',
  'betparx',
]

function american(probability: number): number {
  const ratio =
    probability > 0.5 ? -probability / (1 - probability) : (1 - probability) / probability
  const price = Math.round(ratio * 100)
  return Math.abs(price) < 100 ? 100 : price
}
