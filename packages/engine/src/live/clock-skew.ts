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
  /** How far our clock is ahead of a venue's; undefined before its first dated answer. */
  skewOf(venue: LiveVenue): ClockSkew | undefined
  /** @throws {ClockSkewError} the clock is certainly further away than quotes can be dated with. */
  check(): void
}

/**
 * Returns a watch. An answer out of a cache on the way carries an old date, which makes our clock look
 * ahead: that it is ahead is believed only when every answer says so, that it is behind from one.
 */
export function createSkewWatch(): SkewWatch {
  const skews = new Map<LiveVenue, ClockSkew>()
  return {
    note: (venue, { venueMs, sentMs, receivedMs }) => {
      const one = clockSkewOf({ dateMs: venueMs, askedMs: sentMs, answeredMs: receivedMs })
      const known = skews.get(venue) ?? one
      skews.set(venue, {
        least: Math.min(known.least, one.least),
        most: Math.min(known.most, one.most),
      })
    },
    skewOf: (venue) => skews.get(venue),
    check: () => {
      for (const [venue, skew] of skews) checkSkew(venue, skew)
    },
  }
}

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
