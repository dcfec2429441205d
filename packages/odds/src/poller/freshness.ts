/**
 * How young quotes were while they mattered: the share of games' last hour and of their play in which
 * the newest quote was at most so old.
 * @module
 */
import { endMsOf } from './rhythm.ts'
import type { PlannedCall, PollFixture } from './world.ts'

/**
 * How old a quote is when it comes: the median of recordings of 2020 to 2026 lies between 18 and 33 s.
 */
export const SOURCE_AGE_MS = 25_000

/** Quotes that came. */
export interface Receipt {
  readonly atMs: number
  readonly call: PlannedCall
}

/** Of all time in a phase, over all fixtures. */
export interface PhaseFreshness {
  /** How much there was, ms. */
  readonly totalMs: number
  /** Share with a quote of at most 60 s, 0 to 1. */
  readonly within60s: number
  /** Share with a quote of at most 120 s. */
  readonly within120s: number
  /** Share with a quote of at most 15 minutes. */
  readonly within15min: number
}

const HOUR_MS = 60 * 60_000

/** Returns the freshness of fixtures between two moments; shares of no time are 0. */
export function freshnessOf(
  fixtures: readonly PollFixture[],
  receipts: readonly Receipt[],
  span: { readonly fromMs: number; readonly toMs: number },
): Readonly<Record<'last-hour' | 'in-play', PhaseFreshness>> {
  const moments = new Map<string, number[]>()
  for (const { atMs, call } of receipts) {
    if (call.kind !== 'events') {
      const key = call.kind === 'sport-odds' ? call.sportKey : `#${call.eventId}`
      const known = moments.get(key)
      if (known === undefined) moments.set(key, [atMs])
      else known.push(atMs)
    }
  }
  const share = (phaseOf: (fixture: PollFixture) => readonly [number, number]): PhaseFreshness => {
    const parts = fixtures.map((fixture) => {
      const [from, to] = phaseOf(fixture)
      const fromMs = Math.max(from, span.fromMs)
      const toMs = Math.max(fromMs, Math.min(to, span.toMs))
      const atMs = [
        ...(moments.get(fixture.sportKey) ?? []),
        ...(moments.get(`#${fixture.eventId}`) ?? []),
      ].toSorted((a, b) => a - b)
      return { atMs, fromMs, toMs }
    })
    const totalMs = parts.reduce((sum, part) => sum + part.toMs - part.fromMs, 0)
    const within = (ageMs: number): number => {
      const fresh = parts.reduce((sum, part) => sum + freshMs(part, ageMs - SOURCE_AGE_MS), 0)
      return totalMs === 0 ? 0 : fresh / totalMs
    }
    return {
      totalMs,
      within60s: within(60_000),
      within120s: within(120_000),
      within15min: within(15 * 60_000),
    }
  }
  return {
    'last-hour': share(({ startMs }) => [startMs - HOUR_MS, startMs]),
    'in-play': share((fixture) => [fixture.startMs, endMsOf(fixture)]),
  }
}

/** Returns the time between two moments that is at most `keepMs` after the last of some, ms. */
function freshMs(
  part: { readonly atMs: readonly number[]; readonly fromMs: number; readonly toMs: number },
  keepMs: number,
): number {
  return part.atMs.reduce((sum, atMs, index) => {
    const nextMs = part.atMs[index + 1] ?? Infinity
    const fromMs = Math.max(part.fromMs, atMs)
    const toMs = Math.min(part.toMs, nextMs, atMs + keepMs)
    return sum + Math.max(0, toMs - fromMs)
  }, 0)
}
