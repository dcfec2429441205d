/**
 * How busy and how deep the books of each kind of market are, tuned to recordings: twelve winners' books
 * streamed for 56 s on 2026-08-07, 300 listed markets of 2026-08-07 to 08-09, best prices and sizes of 900
 * winners' moments in 2026-07, and trades by the minute an hour before three games of 2026-08-07.
 * @module
 */
import type { MarketQuestion } from '../games/market-question.ts'
import type { SimulatedLeague } from '../games/sport-model.ts'

/** Contracts at a level: half of the levels have more, and their logarithms spread by `sd`. */
export interface SizeSpread {
  readonly medianContracts: number
  readonly sd: number
  /** Never more: recorded sizes end abruptly. */
  readonly mostContracts: number
}

/** The traders of one market. */
export interface TraderProfile {
  /** At the best price, at the few behind it, and further away. */
  readonly best: SizeSpread
  readonly near: SizeSpread
  readonly far: SizeSpread
  /** Contracts bid for at one cent: tickets for a dream. */
  readonly pennyContracts: number
  /** Cents between best bid and best ask, 1 or more: half of the time less, its logarithm spread by `spreadSd`. */
  readonly spreadCents: number
  readonly spreadSd: number
  /** Share of cents at which somebody rests. */
  readonly levelShare: number
  /** Small orders that come and go, a minute. */
  readonly flickersPerMinute: number
  /** Orders that take, a minute. */
  readonly takersPerMinute: number
}

/**
 * Milliseconds by which makers run behind a game: nearly all of thirteen automated ones were seen to
 * requote within 200 ms (2026-08), stale quotes lived for about 400.
 */
export const MAKER_LAG = { medianMs: 150, sd: 0.8, leastMs: 20 } as const
/** No maker is slower. */
export const MAKER_LAG_MS_MAX = 2000

const WINNER: TraderProfile = {
  best: { medianContracts: 140_000, sd: 2.2, mostContracts: 720_000 },
  near: { medianContracts: 140_000, sd: 0.7, mostContracts: 400_000 },
  far: { medianContracts: 5500, sd: 1.7, mostContracts: 120_000 },
  pennyContracts: 1_000_000,
  spreadCents: 1.05,
  spreadSd: 0.05,
  levelShare: 0.94,
  flickersPerMinute: 7,
  takersPerMinute: 3,
}

const LINE: TraderProfile = {
  best: { medianContracts: 2100, sd: 1.3, mostContracts: 20_000 },
  near: { medianContracts: 2000, sd: 0.7, mostContracts: 10_000 },
  far: { medianContracts: 400, sd: 1, mostContracts: 4000 },
  pennyContracts: 2000,
  spreadCents: 1.25,
  spreadSd: 0.4,
  levelShare: 0.6,
  flickersPerMinute: 1,
  takersPerMinute: 0.05,
}

/** Basketball lines were thinner than baseball's and far apart; football's are taken to be alike. */
const THIN_LINE: TraderProfile = {
  ...LINE,
  best: { medianContracts: 32, sd: 2.9, mostContracts: 2500 },
  near: { medianContracts: 200, sd: 1.2, mostContracts: 2500 },
  far: { medianContracts: 60, sd: 1.2, mostContracts: 1000 },
  spreadCents: 6,
  spreadSd: 1.6,
  levelShare: 0.3,
}

/**
 * Soccer's were recorded eleven days before the games only; on the day they are taken to be as much
 * deeper as baseball's.
 */
const SOCCER_WINNER: TraderProfile = {
  ...WINNER,
  best: { medianContracts: 6000, sd: 1.6, mostContracts: 60_000 },
  near: { medianContracts: 3000, sd: 1, mostContracts: 30_000 },
  far: { medianContracts: 800, sd: 1.2, mostContracts: 8000 },
  pennyContracts: 20_000,
  spreadCents: 1.5,
  spreadSd: 0.3,
}

/** Returns how a market is traded in the hours before its game and during it. */
export function profileOf(league: SimulatedLeague, question: MarketQuestion): TraderProfile {
  const isWinner = question.tag === 'winner' || question.tag === 'tie'
  if (league === 'epl' || league === 'mls') return isWinner ? SOCCER_WINNER : THIN_LINE
  if (isWinner) return WINNER
  return league === 'mlb' ? LINE : THIN_LINE
}

/** How much of the day's depth is there so many hours before a start, and how far apart prices are. */
const STAGES = [
  { fromHours: 48, depth: 0.008, best: 0.008, bestSd: 1.2, spread: 2.2, activity: 0.05 },
  { fromHours: 24, depth: 0.02, best: 0.015, bestSd: 1.4, spread: 1.15, activity: 0.2 },
  { fromHours: 6, depth: 0.6, best: 0.45, bestSd: 1.25, spread: 1, activity: 0.35 },
] as const

/**
 * Returns a winner's profile so many hours before the game, below 0 in it: books fill within the last day.
 * Lines were recorded on the day only and stay as they are.
 */
export function profileAhead(profile: TraderProfile, hours: number): TraderProfile {
  const stage = STAGES.find(({ fromHours }) => hours >= fromHours)
  if (stage === undefined) return profile
  const { best, near, far } = profile
  return {
    ...profile,
    best: {
      ...best,
      medianContracts: best.medianContracts * stage.best,
      sd: best.sd * stage.bestSd,
      mostContracts: best.mostContracts * Math.sqrt(stage.best),
    },
    near: { ...near, medianContracts: near.medianContracts * stage.depth },
    far: { ...far, medianContracts: far.medianContracts * Math.max(stage.depth, 0.1) },
    spreadCents: profile.spreadCents * stage.spread,
    flickersPerMinute: profile.flickersPerMinute * stage.activity,
    takersPerMinute: profile.takersPerMinute * stage.activity,
  }
}
