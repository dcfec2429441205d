/**
 * Kalshi's contracts on one game, with what each of them should come to: written down beside it when
 * it is made, and never read back from it.
 * @module
 */
import { easternCivilTime, LEAGUES } from '@arbkit/core'
import type { ContractListing, ContractSubject, Rng, ScheduledStart } from '@arbkit/core'
import { happens } from './draw.ts'
import { type Questions, rungsAround, type SlatePlayer } from './questions.ts'
import type { Competitor, ScheduledGame } from './schedule.ts'

/** The book's outcome that pays with YES. */
export interface Sought {
  readonly marketType: string
  readonly period: string
  readonly name: string
  readonly point: number | undefined
  readonly participant: string | undefined
}

/** A contract and its outcome at the books, whether or not one sells it. */
export interface MadeContract {
  readonly contract: ContractListing
  readonly sought: Sought
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
/** Leagues whose tickers have a clock. */
const CLOCKED: ReadonlySet<string> = new Set(['mlb'])

/** What one market adds to what all markets of a game have in common. */
interface Leg {
  readonly series: string
  readonly subject: Omit<Extract<ContractSubject, { readonly tag: 'game' }>, 'tag' | 'league'>
  readonly suffix: string
  readonly label: string
  readonly team?: string
  readonly player?: string
  readonly floor?: number
  readonly outcome: string
  readonly participant?: string
  readonly point?: number
}

/** Returns the contracts of a game; none where Kalshi has no code for one of the two. */
export function contractsOf(
  rng: Rng,
  game: ScheduledGame,
  questions: Questions,
): readonly MadeContract[] {
  const { plan, home, away } = game
  if (home.code === undefined || away.code === undefined) return []
  const { namedFirst } = LEAGUES[plan.league]
  const isHomeFirst = namedFirst === 'any' ? happens(rng, 0.5) : namedFirst === 'home'
  const [first, second] = isHomeFirst ? [home, away] : [away, home]
  const starts = startsOf(rng, game)
  const glued = `${first.code}${second.code}`
  const code = `${tickerDate(game, starts.start.startMs)}${glued}`
  const inCommon = {
    venue: 'kalshi',
    start: starts.start,
    otherStarts: starts.others,
    teamCodes: glued,
    teamNames: [first.printed, second.printed],
  } as const
  return legsOf(game, questions).map((leg) => {
    const eventId = `${plan.prefix}${leg.series}-${code}`
    const { marketType, period } = leg.subject
    return {
      contract: {
        ...inCommon,
        marketId: `${eventId}-${leg.suffix}`,
        eventId,
        seriesId: `${plan.prefix}${leg.series}`,
        subject: { tag: 'game', league: plan.league, ...leg.subject },
        outcomeCode: leg.suffix,
        yesLabel: leg.label,
        yesTeamName: leg.team,
        ...(leg.player === undefined ? {} : { yesPlayerName: leg.player }),
        strike: leg.floor === undefined ? undefined : { tag: 'greater', floor: leg.floor },
      },
      sought: {
        marketType,
        period,
        name: leg.outcome,
        point: leg.point,
        participant: leg.participant,
      },
    }
  })
}

function legsOf(game: ScheduledGame, questions: Questions): readonly Leg[] {
  return [
    ...winnerLegs(game),
    ...spreadLegs(game, questions),
    ...totalLegs(game, questions),
    ...teamTotalLegs(game, questions),
    ...partLegs(game, questions),
    ...questions.players.flatMap((player) => propLegs(game, player)),
  ]
}

function winnerLegs(game: ScheduledGame): readonly Leg[] {
  const { winnerSeries: series, sport } = game.plan
  const subject = { marketType: sport.winner, period: sport.whole } as const
  const teams = teamsOf(game).map((team) => winnerLeg(series, subject, team))
  return sport.winner === 'three-way' ? [...teams, drawLeg(series, subject)] : teams
}

function partLegs(game: ScheduledGame, { isPartAsked }: Questions): readonly Leg[] {
  const { part } = game.plan.sport
  if (!isPartAsked || part === undefined) return []
  const subject = { marketType: 'three-way', period: part.period } as const
  return [
    ...teamsOf(game).map((team) => winnerLeg(part.series, subject, team)),
    drawLeg(part.series, subject),
  ]
}

function winnerLeg(series: string, subject: Leg['subject'], team: CodedTeam): Leg {
  const { code, printed, feedName } = team
  return { series, subject, suffix: code, label: printed, team: printed, outcome: feedName }
}

function drawLeg(series: string, subject: Leg['subject']): Leg {
  return { series, subject, suffix: 'TIE', label: 'Tie', outcome: 'Draw' }
}

/** Rungs around the favourite's line, and the least two of the other one. */
function spreadLegs(game: ScheduledGame, { spread }: Questions): readonly Leg[] {
  const { sport } = game.plan
  if (spread === undefined || sport.spread === undefined) return []
  const { step } = sport.spread
  return teamsOf(game).flatMap(({ side, code, printed, feedName }) => {
    const own = side === 'home' ? -spread : spread
    const floors =
      own > 0 ? rungsAround(own, step, 1).filter((floor) => floor > 0) : [1.5, 1.5 + step]
    return floors.map((floor) => ({
      series: 'SPREAD',
      subject: { marketType: 'spread' as const, period: sport.whole },
      suffix: `${code}${floor + 0.5}`,
      label: `${printed} wins by over ${floor} ${sport.unit}`,
      team: printed,
      floor,
      outcome: feedName,
      point: -floor,
    }))
  })
}

function totalLegs({ plan }: ScheduledGame, { total }: Questions): readonly Leg[] {
  const { sport } = plan
  if (total === undefined || sport.total === undefined) return []
  const series = plan.sport.unit === 'games' ? 'GTOTAL' : 'TOTAL'
  return rungsAround(total, sport.total.step, 2)
    .filter((floor) => floor > 0)
    .map((floor) => ({
      series,
      subject: { marketType: 'total', period: sport.whole },
      suffix: `${floor + 0.5}`,
      label: `Over ${floor} ${sport.unit} scored`,
      floor,
      outcome: 'Over',
      point: floor,
    }))
}

function teamTotalLegs(game: ScheduledGame, { teamTotals }: Questions): readonly Leg[] {
  const { sport } = game.plan
  if (teamTotals === undefined || sport.teamTotal === undefined) return []
  const { step } = sport.teamTotal
  return teamsOf(game).flatMap(({ side, code, printed, feedName }) =>
    [teamTotals[side], teamTotals[side] + step].map((floor) => ({
      series: 'TEAMTOTAL',
      subject: { marketType: 'team-total' as const, period: sport.whole },
      suffix: `${code}${floor + 0.5}`,
      label: `${printed} over ${floor} ${sport.unit} scored`,
      team: printed,
      floor,
      outcome: 'Over',
      participant: feedName,
      point: floor,
    })),
  )
}

function propLegs(game: ScheduledGame, { name, side, line }: SlatePlayer): readonly Leg[] {
  const { prop, whole } = game.plan.sport
  if (prop === undefined) return []
  const player = `${name.given} ${name.surname}`
  const code = `${game[side].code}${name.given.slice(0, 1)}${name.surname.toUpperCase()}`
  return [line, line + 1].map((floor) => ({
    series: prop.series,
    subject: { marketType: 'player-prop', period: whole, stat: prop.stat },
    suffix: `${code}-${floor + 0.5}`,
    label: `${player}: ${floor + 0.5}+`,
    player,
    floor,
    outcome: 'Over',
    participant: player,
    point: floor,
  }))
}

type CodedTeam = Competitor & { readonly side: 'home' | 'away'; readonly code: string }

function teamsOf({ home, away }: ScheduledGame): readonly CodedTeam[] {
  return [
    { ...home, side: 'home', code: home.code ?? '' },
    { ...away, side: 'away', code: away.code ?? '' },
  ]
}

interface Starts {
  readonly start: ScheduledStart
  readonly others: readonly ScheduledStart[]
}

/** The ticker's day, with a clock in baseball; the rules of every second game give the clock too. */
function startsOf(rng: Rng, { plan, easternDate, startMs }: ScheduledGame): Starts {
  const rules = { easternDate, startMs, source: 'rules' }
  const others = happens(rng, 0.5) ? [rules] : []
  const start = { easternDate, source: 'ticker' }
  return { start: CLOCKED.has(plan.league) ? { ...start, startMs } : start, others }
}

function tickerDate({ easternDate }: ScheduledGame, startMs: number | undefined): string {
  const [year = '', month = '', day = ''] = easternDate.split('-')
  const date = `${year.slice(2)}${MONTHS[Number(month) - 1] ?? ''}${day}`
  if (startMs === undefined) return date
  const { hour, minute } = easternCivilTime(startMs)
  return `${date}${String(hour).padStart(2, '0')}${String(minute).padStart(2, '0')}`
}
