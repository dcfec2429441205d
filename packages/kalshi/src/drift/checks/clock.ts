/**
 * Does our clock agree with the venue's? Signatures carry our time, and the age of every quote is
 * measured with it. The venue's `Date` header counts whole seconds, so the skew is known between bounds.
 * @module
 */
import { answerOf, type CanaryCheck, judgementOf, observe, silences } from '../canary-check.ts'

/** Skew from which quotes can no longer be dated, ms. */
export const CLOCK_SKEW_MS_MAX = 2_000

/** Skew from which a person should look, ms. */
export const CLOCK_SKEW_MS_WARN = 500

/** The longest that the answer may take for its header to say anything, ms. */
export const CLOCK_ANSWER_MS_MAX = 5_000

/** The header's resolution, ms. */
const HEADER_MS = 1_000

/** How far our clock is ahead of the venue's, ms; negative where it is behind. */
export interface ClockSkew {
  readonly least: number
  readonly most: number
}

/** The check. */
export const CLOCK_CHECK: CanaryCheck = {
  id: 'clock',
  question: "Does our clock agree with the venue's?",
  isRequired: true,
  probe: async ({ clock, readDate }) => ({
    date: await observe(clock, readDate),
  }),
  judge: (observation) => {
    const answer = answerOf(observation, 'date')
    const cure = 'set the clock of the machine by NTP'
    if (answer.tag !== 'answered') {
      return judgementOf({ failures: silences(observation, ['date']), cure })
    }
    const { body, askedMs, answeredMs } = answer
    const dateMs = typeof body === 'string' ? Date.parse(body) : Number.NaN
    if (Number.isNaN(dateMs)) {
      return judgementOf({ failures: ['the answer has no Date header that can be read'], cure })
    }
    const skew = clockSkewOf({ dateMs, askedMs, answeredMs })
    const off = provenSkewMs(skew)
    const finding = `our clock is ${skew.least} to ${skew.most} ms ahead of the venue's`
    return judgementOf({
      failures: off > CLOCK_SKEW_MS_MAX ? [finding] : [],
      warnings: [
        ...(off > CLOCK_SKEW_MS_WARN && off <= CLOCK_SKEW_MS_MAX ? [finding] : []),
        ...(answeredMs - askedMs > CLOCK_ANSWER_MS_MAX
          ? [`the answer took ${answeredMs - askedMs} ms: it tells too little`]
          : []),
      ],
      cure,
    })
  },
}

/** Returns the bounds: the venue's second began at `dateMs`, somewhere between asking and answer. */
export function clockSkewOf(reading: {
  readonly dateMs: number
  readonly askedMs: number
  readonly answeredMs: number
}): ClockSkew {
  const { dateMs, askedMs, answeredMs } = reading
  return { least: askedMs - (dateMs + HEADER_MS - 1), most: answeredMs - dateMs }
}

/** The least that the clock is off, either way: 0 where the bounds hold 0. */
function provenSkewMs({ least, most }: ClockSkew): number {
  return Math.max(0, least, -most)
}
