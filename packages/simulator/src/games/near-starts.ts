/**
 * Starts for a session of minutes, whatever the hour: of every league some games are in play at its
 * beginning, one is about to start, and the others follow until its end. The hours at which the league
 * usually plays do not count.
 * @module
 */
import type { Rng } from '@arbkit/core'
import type { SportModel } from './sport-model.ts'

/** When games of a league are to start on one day. */
export interface NearStartsInput {
  readonly model: SportModel
  readonly speed: number
  readonly rng: Rng
  /** Games that teams are there for. */
  readonly count: number
  /** The session's part of a day at the venue, Unix ms. */
  readonly fromMs: number
  readonly toMs: number
  /** True for the first part: games are in play when it begins. */
  readonly isFirst: boolean
}

const MINUTE_MS = 60_000
const SECOND_MS = 1000
/** The one that is about to start does so within this long. */
const SOON_MS = 45_000
/** At most this share of the games are in play at the beginning. */
const IN_PLAY_SHARE_MAX = 0.5
/** Shares of a game that are over at the beginning. */
const OVER_SHARE = { least: 0.1, most: 0.6 }

/** Returns how long a game takes at the venue without overtime, ms. */
export function lengthMsOf({ turns, turnMs, pauses }: SportModel, speed: number): number {
  const pausesMs = pauses.reduce((sum, { pauseMs }) => sum + pauseMs, 0)
  return (turns.length * turnMs + pausesMs) / speed
}

/** Returns the starts, Unix ms: whole minutes at speed 1, else whole seconds. */
export function nearStartsOf(input: NearStartsInput): readonly number[] {
  const { model, speed, rng, count, fromMs, toMs, isFirst } = input
  const lengthMs = lengthMsOf(model, speed)
  const share = lengthMs / (lengthMs + toMs - fromMs)
  const inPlay = isFirst ? Math.max(1, Math.round(count * Math.min(IN_PLAY_SHARE_MAX, share))) : 0
  const spread = (part: number, parts: number): number => (part + rng.next()) / parts
  return Array.from({ length: count }, (_, index) => {
    if (index < inPlay) {
      const over = OVER_SHARE.least + spread(index, inPlay) * (OVER_SHARE.most - OVER_SHARE.least)
      return roundedUp(fromMs - over * lengthMs, speed)
    }
    const isNext = isFirst && index === inPlay
    const atMs = spread(index - inPlay, count - inPlay) * (toMs - fromMs)
    return roundedUp(fromMs + 1 + (isNext ? Math.min(atMs, SOON_MS) : atMs), speed)
  })
}

function roundedUp(ms: number, speed: number): number {
  const stepMs = speed === 1 ? MINUTE_MS : SECOND_MS
  return Math.ceil(ms / stepMs) * stepMs
}
