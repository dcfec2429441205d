/**
 * How far this machine's clock is from the venues', by the `Date` header of their answers. The age of every
 * quote is measured with it: a clock that is behind makes old quotes look fresh.
 * @module
 */
import { ArbError } from '@arbkit/core'
import { CLOCK_SKEW_MS_MAX, type ClockSkew, clockSkewOf } from '@arbkit/kalshi'
import type { LiveVenue } from './progress.ts'

/** An answer with the venue's time. */
export interface DatedAnswer {
  /** By the header, Unix ms in whole seconds. */
  readonly venueMs: number
  /** When it was asked for and when it came, Unix ms by our clock. */
  readonly sentMs: number
  readonly receivedMs: number
}

/** The clock of this machine can not date quotes. */
export class ClockSkewError extends ArbError {
  override readonly name = 'ClockSkewError'
  override readonly resend = 'safe'
}

/** Watches the answers of all venues. */
export interface SkewWatch {
  note(venue: LiveVenue, answer: DatedAnswer): void
  /** @throws {ClockSkewError} the clock is certainly further away than quotes can be dated with. */
  check(): void
}

/**
 * Returns a watch. An answer out of a cache on the way carries an old date, which makes our clock look
 * ahead: that it is ahead is believed only when every late answer says so, that it is behind from one.
 */
export function createSkewWatch(): SkewWatch {
  const recent = new Map<LiveVenue, readonly ClockSkew[]>()
  const skewOf = (venue: LiveVenue): ClockSkew | undefined => {
    const skews = recent.get(venue) ?? []
    if (skews.length === 0) return undefined
    return {
      least: Math.min(...skews.map(({ least }) => least)),
      most: Math.min(...skews.map(({ most }) => most)),
    }
  }
  return {
    note: (venue, { venueMs, sentMs, receivedMs }) => {
      const one = clockSkewOf({ dateMs: venueMs, askedMs: sentMs, answeredMs: receivedMs })
      recent.set(venue, [...(recent.get(venue) ?? []), one].slice(-ANSWERS_KEPT))
    },
    check: () => {
      for (const venue of recent.keys()) {
        const skew = skewOf(venue)
        if (skew !== undefined) checkSkew(venue, skew)
      }
    },
  }
}

/** Answers of a venue that are looked at: the latest, since a clock may jump. */
const ANSWERS_KEPT = 20

function checkSkew(venue: LiveVenue, { least, most }: ClockSkew): void {
  const isAhead = least > CLOCK_SKEW_MS_MAX
  const isBehind = most < -CLOCK_SKEW_MS_MAX
  if (!isAhead && !isBehind) return
  const seconds = Math.round((isAhead ? least : -most) / 1000)
  const where = isAhead ? 'ahead of' : 'behind'
  throw new ClockSkewError(
    `this machine's clock is ${seconds} s ${where} ${venue}'s: quotes can not be dated; set it by NTP`,
    { context: { venue, least, most } },
  )
}
