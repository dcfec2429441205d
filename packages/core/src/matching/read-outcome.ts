/**
 * One outcome of a book's market as a proposition about the odds event's game, by the market's kind:
 * `Over` 8.5 of the game, of a team or of a player, a team at −1.5, the draw, home or draw.
 * @module
 */
import { assertNever } from '../assert.ts'
import type { BookMarket, BookOutcome } from '../fixtures/listing.ts'
import { playerKeyOf } from '../fixtures/player-key.ts'
import {
  checkLine,
  LINE_ABS_MAX,
  type MarketType,
  type OverUnder,
  type Proposition,
  type ThreeWayResult,
} from '../fixtures/proposition.ts'
import { type HomeAway, otherSide } from '../fixtures/team.ts'
import { resolveTeamName } from '../fixtures/team-registry.ts'
import type { ResolvedOdds } from './resolve-odds.ts'

/** An outcome with what it says. */
export interface ReadOutcome {
  readonly outcome: BookOutcome
  readonly proposition: Proposition
}

/** A market whose kind is known. */
export type TypedMarket = BookMarket & { readonly marketType: MarketType }

/** Between two results of a double chance, `Home or Draw`, `Draw/Away`. */
const EITHER = [/\s+or\s+/i, /\s*\/\s*/]

/** True where an outcome's name is the draw. */
export function isDrawName(name: string): boolean {
  const word = name.trim()
  // Most names are longer: a team's, and then there is nothing to turn to lower case.
  if (word.length > 'draw'.length) return false
  const lower = word.toLowerCase()
  return lower === 'draw' || lower === 'tie'
}

/** Returns what an outcome says; undefined where it is none of its market's kind. */
export function readOutcome(
  odds: ResolvedOdds,
  { marketType, period, stat }: TypedMarket,
  outcome: BookOutcome,
): Proposition | undefined {
  const { name, point } = outcome
  switch (marketType) {
    case 'moneyline':
    case 'draw-no-bet': {
      const team = point === undefined ? sideOfName(odds, name) : undefined
      return team && { tag: marketType, period, team }
    }
    case 'three-way': {
      const result = point === undefined ? resultOf(odds, name) : undefined
      return result && { tag: marketType, period, result }
    }
    case 'spread': {
      const team = sideOfName(odds, name)
      if (team === undefined || !isLine(point)) return undefined
      return { tag: marketType, period, team, line: checkLine(point) }
    }
    case 'total': {
      const direction = directionOf(name)
      if (direction === undefined || !isLine(point)) return undefined
      return { tag: marketType, period, direction, line: checkLine(point) }
    }
    case 'team-total': {
      const direction = directionOf(name)
      const team = sideOfName(odds, outcome.participant ?? '')
      if (direction === undefined || team === undefined || !isLine(point)) return undefined
      return { tag: marketType, period, team, direction, line: checkLine(point) }
    }
    case 'player-prop': {
      const player = playerKeyOf(outcome.participant ?? '')
      const said = countOf(name, point)
      if (player === undefined || stat === undefined || said === undefined) return undefined
      return { tag: marketType, period, player, stat, ...said }
    }
    default:
      return assertNever(marketType)
  }
}

/** `Yes` and `No` of a prop without a line are over and under a half. */
function countOf(
  name: string,
  point: number | undefined,
): { readonly direction: OverUnder; readonly line: number } | undefined {
  const direction = directionOf(name)
  if (direction !== undefined) {
    return isLine(point) ? { direction, line: checkLine(point) } : undefined
  }
  if (point !== undefined) return undefined
  const word = name.trim().toLowerCase()
  if (word === 'yes') return { direction: 'over', line: 0.5 }
  return word === 'no' ? { direction: 'under', line: 0.5 } : undefined
}

function directionOf(name: string): OverUnder | undefined {
  if (name === 'Over') return 'over'
  if (name === 'Under') return 'under'
  const direction = name.trim().toLowerCase()
  return direction === 'over' || direction === 'under' ? direction : undefined
}

/** One of three results, or two of them: then it is not the third. */
function resultOf(odds: ResolvedOdds, name: string): ThreeWayResult | undefined {
  const single = singleResultOf(odds, name)
  if (single !== undefined) return single
  // A club's own name may hold a slash, `Bodø/Glimt or Draw`: the word comes first.
  const separator = EITHER.find((pattern) => pattern.test(name)) ?? /$^/
  const [first, second, ...more] = name.split(separator).map((part) => singleResultOf(odds, part))
  if (first === undefined || second === undefined || more.length > 0) return undefined
  if (first === second) return undefined
  if (first !== 'draw' && second !== 'draw') return 'not-draw'
  const team = first === 'draw' ? second : first
  return team === 'draw' ? undefined : `not-${otherSide(team)}`
}

function singleResultOf(odds: ResolvedOdds, name: string): HomeAway | 'draw' | undefined {
  if (isDrawName(name)) return 'draw'
  const word = name.trim().toLowerCase()
  if (word === 'home' || word === 'away') return word
  return sideOfName(odds, name)
}

function isLine(point: number | undefined): point is number {
  return point !== undefined && Number.isInteger(point * 4) && Math.abs(point) <= LINE_ABS_MAX
}

function sideOfName(
  { odds, league, home, away }: ResolvedOdds,
  name: string,
): HomeAway | undefined {
  if (name === odds.homeName) return 'home'
  if (name === odds.awayName) return 'away'
  const found = resolveTeamName(league, name)
  if (found.tag !== 'team') return undefined
  if (found.team === home) return 'home'
  return found.team === away ? 'away' : undefined
}
