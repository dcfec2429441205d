/**
 * Whether the canary's last report allows trading. Anything short of a fresh report in which every
 * required check was made and did not fail refuses. Pure.
 * @module
 */
import { CANARY_CHECK_IDS, type CanaryCheckId } from './canary-check.ts'
import type { CanaryReport, CanaryResult } from './canary.ts'

/** How old a report may be, from the start of its run, ms: an hour, and half of one for a run that failed. */
export const CANARY_AGE_MS_MAX = 90 * 60_000

/** Checks without which nothing is traded; the others are about what is listed, not about money. */
export const REQUIRED_CHECKS: readonly CanaryCheckId[] = CANARY_CHECK_IDS.filter(
  (id) => id !== 'combo-filter' && id !== 'milestone-limit',
)

/** The answer, with what a person should know. */
export type TradingGate =
  | { readonly tag: 'open'; readonly warnings: readonly string[] }
  | {
      readonly tag: 'refused'
      /** One line each: check, finding, cure. At least one. */
      readonly reasons: readonly string[]
    }

/** Returns whether trading is allowed at `nowMs`; undefined for a report that was never made. */
export function tradingGate(report: CanaryReport | undefined, nowMs: number): TradingGate {
  if (report === undefined) return { tag: 'refused', reasons: ['the canary has not run yet'] }
  const reasons = [
    ...ageReasons(report, nowMs),
    ...REQUIRED_CHECKS.filter((id) => !report.results.some((result) => result.id === id)).map(
      (id) => `${id}: was not checked`,
    ),
    ...report.results.filter(isBlocking).flatMap((result) => linesOf(result)),
  ]
  if (reasons.length > 0) return { tag: 'refused', reasons }
  return { tag: 'open', warnings: report.results.flatMap((result) => linesOf(result)) }
}

/** True where every required check passed, or only warned: then the next run is due in an hour. */
export function isCanaryHealthy(report: CanaryReport): boolean {
  return tradingGate(report, report.startedMs).tag === 'open'
}

function ageReasons({ startedMs }: CanaryReport, nowMs: number): readonly string[] {
  if (startedMs > nowMs) return ['the report of the canary is of the future: the clock went back']
  const ageMs = nowMs - startedMs
  if (ageMs <= CANARY_AGE_MS_MAX) return []
  return [`the report of the canary is ${Math.floor(ageMs / 60_000)} minutes old`]
}

/** Required by the result or by the list: neither can be talked out of it. */
function isBlocking({ id, isRequired, judgement }: CanaryResult): boolean {
  return judgement.tag === 'fail' && (isRequired || REQUIRED_CHECKS.includes(id))
}

function linesOf({ id, judgement }: CanaryResult): readonly string[] {
  if (judgement.tag === 'pass') return []
  return judgement.findings.map((finding) => `${id}: ${finding} (${judgement.cure})`)
}
