/**
 * A made-up Saturday in November with the Sunday behind it: so many games, at the hours at which they
 * are played, for simulations and examples.
 * @module
 */
import type { Rng } from '@arbkit/core'
import { longestGameMs } from './rhythm.ts'
import type { PollFixture, PollSport } from './world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Games that start together: hours after midnight UTC, and how many. */
type Slots = readonly (readonly [hour: number, games: number])[]

const SLOTS: Readonly<Record<string, Slots>> = {
  americanfootball_ncaaf: [
    [0.5, 2],
    [17, 16],
    [18, 3],
    [20.5, 18],
    [21, 4],
    [24, 8],
    [24.5, 9],
    [27.5, 4],
  ],
  americanfootball_nfl: [
    [42, 8],
    [45.1, 2],
    [45.4, 3],
    [49.3, 1],
    [73.25, 1],
  ],
  basketball_nba: [
    [0, 3],
    [0.5, 4],
    [3, 2],
    [22, 1],
    [24, 3],
    [24.5, 3],
    [25, 1],
    [27.5, 2],
    [42.5, 2],
    [47, 4],
  ],
  icehockey_nhl: [
    [0, 4],
    [3, 2],
    [18, 2],
    [20, 1],
    [24, 7],
    [27, 3],
    [42, 3],
    [48, 2],
  ],
  soccer_epl: [
    [12.5, 1],
    [15, 6],
    [17.5, 1],
    [38, 2],
    [40.5, 1],
  ],
}

const BOOKMAKERS = [
  'betmgm',
  'betrivers',
  'draftkings',
  'espnbet',
  'fanatics',
  'fanduel',
  'hardrockbet',
  'williamhill_us',
]

/** Sports, and what is really played of them. */
export interface MadeUpSaturday {
  readonly sports: readonly PollSport[]
  readonly schedule: readonly PollFixture[]
}

/**
 * Returns five sports, their three main markets at eight books (3 credits a call), and their games from
 * midnight UTC on for three days; games end up to a third before the longest of their sport.
 */
export function madeUpSaturday(midnightMs: number, rng: Rng): MadeUpSaturday {
  const schedule = Object.entries(SLOTS).flatMap(([sportKey, slots]) =>
    slots.flatMap(([hour, games]) =>
      Array.from({ length: games }, (_, game): PollFixture => {
        const startMs = midnightMs + hour * HOUR_MS + Math.floor(rng.next() * 8) * MINUTE_MS
        const lengthMs = longestGameMs(sportKey) * (1 - rng.next() / 3)
        const eventId = `${sportKey}-${hour}-${game}`
        return { eventId, sportKey, startMs, endedMs: startMs + Math.ceil(lengthMs) }
      }),
    ),
  )
  const sports = Object.keys(SLOTS).map((sportKey) => ({
    sportKey,
    markets: ['h2h', 'spreads', 'totals'],
    books: { bookmakers: BOOKMAKERS },
  }))
  return { sports, schedule }
}
