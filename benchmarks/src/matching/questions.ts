/**
 * What is asked about one game, in words that neither venue owns: the same questions become Kalshi's
 * contracts and, some of them, the books' outcomes.
 * @module
 */
import type { Rng } from '@arbkit/core'
import { happens, wholeFrom } from './draw.ts'
import type { LinePlan } from './league-plan.ts'
import { type PersonName, personNames } from './made-up-names.ts'
import type { ScheduledGame } from './schedule.ts'

/** A player with what is usual for him. */
export interface SlatePlayer {
  readonly name: PersonName
  readonly side: 'home' | 'away'
  /** The books' line; he is over it at one more than its half. */
  readonly line: number
}

/** The lines and players of one game; undefined where nothing of the kind is asked. */
export interface Questions {
  /** The home team's usual spread. */
  readonly spread: number | undefined
  readonly total: number | undefined
  readonly teamTotals: { readonly home: number; readonly away: number } | undefined
  readonly isPartAsked: boolean
  readonly players: readonly SlatePlayer[]
}

/** Returns a source of questions. */
export function questionsOf(rng: Rng): (game: ScheduledGame) => Questions {
  const nextName = personNames(rng)
  return ({ plan: { sport }, isKnown }) => {
    const { spread, total, teamTotal, part, prop } = sport
    const hasLines = happens(rng, 0.6)
    const players = prop === undefined || !isKnown || !happens(rng, 0.2) ? 0 : 4
    return {
      spread: spread && isKnown && hasLines ? usualLine(rng, spread) : undefined,
      total: total && hasLines ? usualLine(rng, total) : undefined,
      teamTotals:
        teamTotal && isKnown && happens(rng, 0.25)
          ? { home: usualLine(rng, teamTotal), away: usualLine(rng, teamTotal) }
          : undefined,
      isPartAsked: part !== undefined && isKnown && happens(rng, 0.25),
      players: Array.from({ length: players }, (_, index) => ({
        name: nextName(),
        side: index % 2 === 0 ? ('home' as const) : ('away' as const),
        line: wholeFrom(rng, ...(prop?.counts ?? [0, 0])) - 0.5,
      })),
    }
  }
}

/** Returns rungs around a line, lowest first. */
export function rungsAround(line: number, step: number, eachWay: number): readonly number[] {
  return Array.from({ length: 2 * eachWay + 1 }, (_, index) => line + (index - eachWay) * step)
}

function usualLine(rng: Rng, { least, most }: LinePlan): number {
  return least + wholeFrom(rng, 0, most - least)
}
