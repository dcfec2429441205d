/**
 * Checks that both venues answer, how fast, and whether our clock agrees with theirs.
 * @module
 */
import { RateLimitedError } from '@arbkit/core'
import {
  CLOCK_ANSWER_MS_MAX,
  CLOCK_SKEW_MS_MAX,
  CLOCK_SKEW_MS_WARN,
  clockSkewOf,
  type KalshiHost,
} from '@arbkit/kalshi'
import { type OddsApiHost, OddsApiError } from '@arbkit/odds'
import type { DoctorSettings } from './doctor-ports.ts'
import { fail, type Finding, pass, skip, warn } from './finding.ts'
import type { SeenAnswer } from './seen-answers.ts'
import type { Probe } from './venue-probes.ts'

/** Answer time from which prices grow old on the way, ms. */
export const ANSWER_MS_WARN = 2_000

/** Judges whether Kalshi answers. */
export function kalshiFinding(probe: Probe<unknown>, { kalshiHost }: DoctorSettings): Finding {
  return reachFinding(probe, kalshiHost.tag === 'set' ? placeOf(kalshiHost.value) : '')
}

/** Judges whether The Odds API answers; what it thinks of the key is told with the credits. */
export function oddsApiFinding(probe: Probe<unknown>, { oddsHost }: DoctorSettings): Finding {
  const isRefusal = probe.tag === 'failed' && probe.error instanceof OddsApiError
  const place = oddsHost.tag === 'set' ? placeOf(oddsHost.value) : ''
  return reachFinding(isRefusal ? { ...probe, tag: 'answered', value: undefined } : probe, place)
}

function reachFinding(probe: Probe<unknown>, place: string): Finding {
  if (probe.tag === 'not-asked') return skip(`not asked: ${probe.because}`)
  const { seen } = probe
  if (probe.tag === 'failed') {
    const what = `${place}: ${probe.error.message}`
    if (probe.error instanceof RateLimitedError) return warn(what, 'wait a minute')
    return seen === undefined
      ? fail(what, "check the network, its proxy or firewall, and the venue's status page")
      : fail(what, 'it answers, but not as documented: wait, or look for something in between')
  }
  if (seen === undefined) return pass(`${place}: answered`)
  const tookMs = Math.round(seen.answeredMs - seen.askedMs)
  const what = `${place}: answered in ${tookMs} ms`
  return tookMs > ANSWER_MS_WARN
    ? warn(what, 'prices grow old on the way: use a faster connection')
    : pass(what)
}

/** `production`, or the address of one's own choice. */
function placeOf(host: KalshiHost | OddsApiHost): string {
  if (host.name !== 'custom') return host.name
  return 'restUrl' in host ? host.restUrl : host.url
}

/** Judges our clock by the date of an answer, which counts whole seconds: the skew is known between bounds. */
export function clockFinding(probe: Probe<unknown>, venue: string): Finding {
  if (probe.tag === 'not-asked') return skip(`${venue}: not asked: ${probe.because}`)
  if (probe.seen === undefined) return skip(`${venue}: no answer to tell the time by`)
  const { dateMs, askedMs, answeredMs } = probe.seen
  if (dateMs === undefined) {
    return warn(
      `${venue}: its answer has no date, so our clock was not compared`,
      'look for a proxy that takes the Date header away',
    )
  }
  const { least, most } = clockSkewOf({ dateMs, askedMs, answeredMs })
  const offMs = Math.max(0, least, -most)
  const what = `${venue}: our clock ${skewText(Math.round(least), Math.round(most))}`
  const cure = 'set the clock of this machine by NTP: quotes are dated and calls signed with it'
  if (offMs > CLOCK_SKEW_MS_MAX) return fail(what, cure)
  if (offMs > CLOCK_SKEW_MS_WARN) return warn(what, cure)
  return isSlow(probe.seen)
    ? warn(`${what}: the answer was too slow to tell`, 'run arb doctor again')
    : pass(what)
}

/** The skew between its bounds; where they hold 0, how far it may be off at most, in whole seconds. */
function skewText(leastMs: number, mostMs: number): string {
  if (mostMs < 0) return `is ${-mostMs} to ${-leastMs} ms behind`
  if (leastMs > 0) return `is ${leastMs} to ${mostMs} ms ahead`
  return `agrees within ${Math.max(1, Math.ceil(Math.max(-leastMs, mostMs) / SECOND_MS))} s`
}

const SECOND_MS = 1_000

const isSlow = ({ askedMs, answeredMs }: SeenAnswer): boolean =>
  answeredMs - askedMs > CLOCK_ANSWER_MS_MAX
