/**
 * Which odds event is which game, where names are all there is: inside one league and day, every
 * candidate scored by both competitors' names, and the best assignment of them as a whole.
 * @module
 */
import { type LeagueId, LEAGUES } from '../../fixtures/league.ts'
import type { OddsListing } from '../../fixtures/listing.ts'
import { easternDateOf } from '../../fixtures/eastern-time.ts'
import type { EasternDate } from '../../fixtures/fixture.ts'
import { assignOptimally } from '../assignment.ts'
import { confidenceOf, evidenceOf, type MatchEvidence, START_CLOSE_MS } from '../confidence.ts'
import { isStartMs } from '../contract-start.ts'
import { isoOf } from '../fixture-link.ts'
import { fitOf } from './competitor-fit.ts'
import { NameMemory } from './name-memory.ts'
import type { NamedGame } from './named-game.ts'
import type { Candidate, NamedLink, NamedOdds } from './named-link.ts'

/**
 * Most games, and most odds events, of one league and day that are compared by name: a day of tennis
 * has some two hundred.
 */
export const NAMED_GAMES_MAX = 500

/** At most this many odds events of one game are named as rivals. */
export const RIVALS_MAX = 8

const DAY_MS = 86_400_000

/** Returns an odds event with its day; undefined where its time is none. */
export function namedOddsOf(odds: OddsListing): NamedOdds | undefined {
  return isStartMs(odds.startMs) ? { odds, easternDate: easternDateOf(odds.startMs) } : undefined
}

/**
 * Returns the links of games of one league: each game and each odds event at most once. Of a day on
 * which more are listed than {@link NAMED_GAMES_MAX} on either side none is linked.
 * @param memory what earlier calls about the league found out.
 */
export function matchByName(
  games: readonly NamedGame[],
  events: readonly NamedOdds[],
  memory: NameMemory = new NameMemory(),
): readonly NamedLink[] {
  if (games.length === 0) return []
  const days = memory.daysOf(events)
  const gamesOn = positionsBy(games, ({ easternDate }) => easternDate)
  const rightOf = new Map(events.map((event, right) => [event, right]))
  const placed: Placed[] = []
  for (const [left, game] of games.entries()) {
    if ((gamesOn.get(game.easternDate)?.length ?? 0) > NAMED_GAMES_MAX) continue
    for (const date of datesOf(game)) {
      const day = days.get(date)
      if (day === undefined || day.events.length > NAMED_GAMES_MAX) continue
      for (const candidate of memory.candidatesOf(game, day, candidateOf)) {
        const right = rightOf.get(candidate.event) ?? 0
        placed.push({ candidate, left, right, score: candidate.score })
      }
    }
  }
  return linksOf(placed, memory)
}

/** A candidate with the positions of its game and its odds event. */
interface Placed {
  readonly candidate: Candidate
  readonly left: number
  readonly right: number
  readonly score: number
}

function linksOf(placed: readonly Placed[], memory: NameMemory): readonly NamedLink[] {
  const ofGame = positionsBy(placed, ({ left }) => left)
  const ofEvent = positionsBy(placed, ({ right }) => right)
  return assignOptimally(placed).flatMap(({ left, right }) => {
    const near = [...(ofGame.get(left) ?? []), ...(ofEvent.get(right) ?? [])]
    const around = near.flatMap((position) => placed[position] ?? [])
    const own = around.find((other) => other.left === left && other.right === right)
    if (own === undefined) return []
    const rivals = around
      .filter((other) => other.left !== left || other.right !== right)
      .map(({ candidate }) => candidate)
    return [memory.linkOf(own.candidate, rivals, withRivals)]
  })
}

/**
 * Returns the link that a person ordered, whatever the days; none where the names do not tell who is
 * who.
 */
export function linkByOrder(game: NamedGame, odds: OddsListing): readonly NamedLink[] {
  const fits = fitsOf(game, odds)
  if (fits === undefined) return []
  const detail = `${game.easternDate}, odds ${isoOf(odds.startMs)}: by order`
  const evidence = [...fits.evidence, evidenceOf('start', 'startMoved', detail)]
  return [{ game, odds, isFirstHome: fits.isFirstHome, evidence }]
}

function positionsBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly number[]> {
  const positions = new Map<Key, number[]>()
  for (const [position, item] of items.entries()) {
    const key = keyOf(item)
    const known = positions.get(key)
    if (known === undefined) positions.set(key, [position])
    else known.push(position)
  }
  return positions
}

/** The days under which the feed may list a game. */
function datesOf({ league, easternDate }: NamedGame): readonly EasternDate[] {
  const { dayTolerance = 0 } = LEAGUES[league]
  if (dayTolerance === 0) return [easternDate]
  const noon = Date.parse(`${easternDate}T12:00:00Z`)
  return Array.from({ length: 2 * dayTolerance + 1 }, (_, index) =>
    new Date(noon + (index - dayTolerance) * DAY_MS).toISOString().slice(0, 10),
  )
}

function candidateOf(game: NamedGame, event: NamedOdds): Candidate | undefined {
  const fits = fitsOf(game, event.odds)
  if (fits === undefined) return undefined
  const start = startEvidenceOf(game, event)
  if (start === undefined) return undefined
  const { odds } = event
  const { isFirstHome } = fits
  const evidence = [
    ...fits.evidence,
    ...game.startEvidence,
    ...start,
    ...sidesOf(game, isFirstHome),
  ]
  return { game, odds, isFirstHome, evidence, event, score: confidenceOf(evidence) }
}

interface Fits {
  readonly isFirstHome: boolean
  readonly evidence: readonly MatchEvidence[]
}

function fitsOf({ league, competitors }: NamedGame, odds: OddsListing): Fits | undefined {
  const [first, second] = competitors
  const straight = bothFit(league, [first, odds.homeName], [second, odds.awayName])
  const crossed = bothFit(league, [first, odds.awayName], [second, odds.homeName])
  // Two who could be either of the two: nobody knows who is who.
  if (straight !== undefined && crossed !== undefined) return undefined
  const evidence = straight ?? crossed
  return evidence && { isFirstHome: straight !== undefined, evidence }
}

function bothFit(
  league: LeagueId,
  ...pairs: readonly (readonly [NamedGame['competitors'][0], string])[]
): readonly MatchEvidence[] | undefined {
  const fits: MatchEvidence[] = []
  for (const [competitor, printed] of pairs) {
    const fit = fitOf(league, competitor, printed)
    if (fit === undefined) return undefined
    fits.push(fit)
  }
  return fits
}

function startEvidenceOf(
  { league, easternDate, startMs }: NamedGame,
  { odds, easternDate: oddsDate }: NamedOdds,
): readonly MatchEvidence[] | undefined {
  const detail = `${startMs === undefined ? easternDate : isoOf(startMs)}, odds ${isoOf(odds.startMs)}`
  if (startMs === undefined) {
    const kind = oddsDate === easternDate ? 'startDayOnly' : 'startDayBeside'
    return [evidenceOf('start', kind, detail)]
  }
  const difference = Math.abs(odds.startMs - startMs)
  if (difference > LEAGUES[league].startToleranceMs) return undefined
  return [
    evidenceOf('start', difference <= START_CLOSE_MS ? 'certain' : 'startWithinTolerance', detail),
  ]
}

/** Where games have a home, it has to be the same one. */
function sidesOf({ league }: NamedGame, isFirstHome: boolean): readonly MatchEvidence[] {
  const { namedFirst } = LEAGUES[league]
  if (namedFirst === 'any') return []
  const isSwapped = isFirstHome !== (namedFirst === 'home')
  const detail = isSwapped ? 'the other way round at the feed' : 'as named'
  return [evidenceOf('home-away', isSwapped ? 'swapped' : 'certain', detail)]
}

function withRivals(own: Candidate, rivals: readonly Candidate[]): NamedLink {
  const { game, odds, isFirstHome } = own
  const kind = rivals.length === 0 ? 'certain' : 'severalCandidates'
  const named = rivals.slice(0, RIVALS_MAX).map((rival) => rival.odds.eventId)
  const detail =
    rivals.length === 0
      ? 'no other game or odds event could be meant'
      : `could also be ${named.join(', ')}`
  const evidence = [...own.evidence, evidenceOf('only-candidate', kind, detail)]
  return { game, odds, isFirstHome, evidence }
}
