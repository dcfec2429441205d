/**
 * How often a fixture deserves to be asked about, by how far its start is and how near to paying it
 * was: the rhythm of plenty, which scarcity stretches.
 * @module
 */
import type { NearEdge, PollFixture } from './world.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Where a fixture stands: more than 6 h before its start, 6 h to 1 h, the last hour, in play, over. */
export type PollPhase = 'far' | 'ramp' | 'last-hour' | 'in-play' | 'finished'

/** The least time between two refreshes at the source, ms. */
export interface SourceBounds {
  readonly preMatchMs: number
  readonly inPlayMs: number
}

/**
 * How often the source itself asks, as its page of update intervals has it (read 2026-07-06; the slower
 * of two captures where they differ).
 */
export const SOURCE_BOUNDS = {
  featured: { preMatchMs: 60 * SECOND_MS, inPlayMs: 40 * SECOND_MS },
  additional: { preMatchMs: 60 * SECOND_MS, inPlayMs: 60 * SECOND_MS },
  outrights: { preMatchMs: 5 * MINUTE_MS, inPlayMs: 60 * SECOND_MS },
  exchange: { preMatchMs: 30 * SECOND_MS, inPlayMs: 20 * SECOND_MS },
} as const satisfies Readonly<Record<string, SourceBounds>>

/** A quote older than this told nothing useful in its phase: who is asked more rarely is starved. */
export const LEAST_USEFUL_MS: Readonly<Record<Exclude<PollPhase, 'finished'>, number>> = {
  far: 24 * HOUR_MS,
  ramp: 3 * HOUR_MS,
  'last-hour': 15 * MINUTE_MS,
  'in-play': 5 * MINUTE_MS,
}

/** Longest usual games, from scheduled start to end, by what the sport key begins with. */
const LONGEST_GAME_MS: readonly (readonly [prefix: string, ms: number])[] = [
  ['americanfootball_', 4.5 * HOUR_MS],
  ['basketball_', 3.5 * HOUR_MS],
  ['icehockey_', 3.5 * HOUR_MS],
  ['baseball_', 5 * HOUR_MS],
  ['soccer_', 3 * HOUR_MS],
]

/** Of every other sport: tennis of five sets, a night of fights. */
const LONGEST_OTHER_MS = 6 * HOUR_MS

/** Returns how long after its start a game is taken to be in play where nobody says it is over, ms. */
export function longestGameMs(sportKey: string): number {
  return LONGEST_GAME_MS.find(([prefix]) => sportKey.startsWith(prefix))?.[1] ?? LONGEST_OTHER_MS
}

/** Returns when a fixture is over, Unix ms; never before its start. */
export function endMsOf({ startMs, endedMs, sportKey }: PollFixture): number {
  const longest = startMs + longestGameMs(sportKey)
  return endedMs === undefined ? longest : Math.max(startMs, Math.min(endedMs, longest))
}

/** How a fixture is polled for as long as nothing about it changes. */
export interface PollLevel {
  readonly phase: Exclude<PollPhase, 'finished'>
  /** Time between two polls where credits do not matter, ms; the source's bounds come on top. */
  readonly idealMs: number
  /** Polls a millisecond, of prices that keep: scarcity divides it by the stretch. */
  readonly steady: number
  /**
   * Polls a millisecond, of prices that only help while fresh: scarcity divides it by the stretch
   * twice, so that what is too little for a game in play is left to those about to start.
   */
  readonly perishable: number
}

/** How many times the rate of a fixture near an edge is doubled at most. */
export const HEAT_MAX = 4

/** What is missed by more than this does not count as near, in hundredths of a percent. */
export const NEAR_EDGE_BPS_MAX = 200

/** After this long the rate of a fixture near an edge is halved, ms. */
export const HEAT_STEP_MS = 5 * MINUTE_MS

const DISTANT_MS = 3 * HOUR_MS
const FAR_MS = 30 * MINUTE_MS

/** From how long before the start, and what holds then; in order. */
const STAGES: readonly { readonly beforeMs: number; readonly levels: readonly PollLevel[] }[] = [
  stage(Infinity, 'far', DISTANT_MS),
  stage(48 * HOUR_MS, 'far', FAR_MS),
  stage(6 * HOUR_MS, 'ramp', 20 * MINUTE_MS),
  stage(5 * HOUR_MS, 'ramp', 12 * MINUTE_MS),
  stage(4 * HOUR_MS, 'ramp', 8 * MINUTE_MS),
  stage(3 * HOUR_MS, 'ramp', 5 * MINUTE_MS),
  stage(2 * HOUR_MS, 'ramp', 3 * MINUTE_MS),
  stage(HOUR_MS, 'last-hour', MINUTE_MS),
  stage(0, 'in-play', 40 * SECOND_MS),
]

/** Returns a stage: its levels by heat, from 0 to {@link HEAT_MAX}. */
function stage(beforeMs: number, phase: PollLevel['phase'], baseMs: number) {
  const levels = Array.from({ length: HEAT_MAX + 1 }, (_, heat): PollLevel => {
    const times = 2 ** heat
    const isInPlay = phase === 'in-play'
    return {
      phase,
      idealMs: baseMs / times,
      // A game in play keeps what it had when it was far: it is never asked about less than then.
      steady: times / (isInPlay ? FAR_MS : baseMs),
      perishable: isInPlay ? times / baseMs : 0,
    }
  })
  return { beforeMs, levels }
}

/** A time in which one level holds, from included to not included, Unix ms. */
export interface LevelSpan {
  readonly fromMs: number
  readonly toMs: number
  readonly level: PollLevel
}

/** Returns where a fixture stands. */
export function phaseOf(fixture: PollFixture, nowMs: number): PollPhase {
  return levelAt(fixture, nowMs)?.phase ?? 'finished'
}

/** Returns the level of a fixture at a moment; undefined once it is over. */
export function levelAt(fixture: PollFixture, atMs: number): PollLevel | undefined {
  if (atMs >= endMsOf(fixture)) return undefined
  const beforeMs = fixture.startMs - atMs
  // From 6 h before is included; so is the start itself.
  const stageNow = STAGES.findLast((each) => beforeMs <= each.beforeMs)
  return stageNow?.levels[heatAt(fixture.nearEdge, atMs)]
}

/** Returns how hot a fixture is, 0 to {@link HEAT_MAX}: by what was missed, cooling with time. */
export function heatAt(edge: NearEdge | undefined, atMs: number): number {
  if (edge === undefined || atMs < edge.atMs) return 0
  const nearness = 1 - Math.max(0, edge.missBps) / NEAR_EDGE_BPS_MAX
  const first = Math.ceil(HEAT_MAX * Math.min(1, nearness))
  return Math.max(0, first - Math.floor((atMs - edge.atMs) / HEAT_STEP_MS))
}

/** Returns the levels of a fixture between two moments, in order, without what comes after its end. */
export function levelSpans(fixture: PollFixture, fromMs: number, toMs: number): LevelSpan[] {
  const lastMs = Math.min(toMs, endMsOf(fixture))
  const { startMs, nearEdge } = fixture
  const turns = [
    ...STAGES.slice(1).map(({ beforeMs }) => startMs - beforeMs),
    ...(nearEdge === undefined
      ? []
      : Array.from({ length: HEAT_MAX + 1 }, (_, step) => nearEdge.atMs + step * HEAT_STEP_MS)),
  ]
  const inside = turns.filter((atMs) => atMs > fromMs && atMs < lastMs).toSorted((a, b) => a - b)
  const edges = [fromMs, ...inside, lastMs]
  return edges.slice(1).flatMap((end, index) => {
    const begin = edges[index] ?? end
    const level = begin < end ? levelAt(fixture, begin) : undefined
    return level === undefined ? [] : [{ fromMs: begin, toMs: end, level }]
  })
}
