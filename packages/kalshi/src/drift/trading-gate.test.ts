import { describe, expect, it } from 'vitest'
import type { CanaryCheckId, Judgement } from './canary-check.ts'
import { canaryChecks, type CanaryReport } from './canary.ts'
import { CANARY_AGE_MS_MAX, isCanaryHealthy, REQUIRED_CHECKS, tradingGate } from './trading-gate.ts'

const START = Date.UTC(2026, 10, 21, 18)
const fail: Judgement = { tag: 'fail', findings: ['it broke'], cure: 'mend it' }
const warn: Judgement = { tag: 'warn', findings: ['it creaks'], cure: 'oil it' }

function reportOf(
  judgements: Partial<Record<CanaryCheckId, Judgement>> = {},
  without: readonly CanaryCheckId[] = [],
): CanaryReport {
  const results = canaryChecks()
    .filter(({ id }) => !without.includes(id))
    .map(({ id, question, isRequired }) => ({
      id,
      question,
      isRequired,
      judgement: judgements[id] ?? ({ tag: 'pass' } as const),
    }))
  return { startedMs: START, endedMs: START + 2000, results }
}

describe('the trading gate', () => {
  it('is open on a fresh report without failures, and passes warnings on', () => {
    expect(tradingGate(reportOf(), START + 2000)).toEqual({ tag: 'open', warnings: [] })
    expect(tradingGate(reportOf({ units: warn }), START)).toEqual({
      tag: 'open',
      warnings: ['units: it creaks (oil it)'],
    })
  })

  it('refuses without a report', () => {
    expect(tradingGate(undefined, START)).toEqual({
      tag: 'refused',
      reasons: ['the canary has not run yet'],
    })
  })

  it('refuses a report that is too old, or of the future', () => {
    expect(tradingGate(reportOf(), START + CANARY_AGE_MS_MAX).tag).toBe('open')
    expect(tradingGate(reportOf(), START + CANARY_AGE_MS_MAX + 1)).toEqual({
      tag: 'refused',
      reasons: ['the report of the canary is 90 minutes old'],
    })
    expect(tradingGate(reportOf(), START - 1).tag).toBe('refused')
  })

  it.each(REQUIRED_CHECKS)('refuses where %s failed, or was not made', (id) => {
    expect(tradingGate(reportOf({ [id]: fail }), START)).toEqual({
      tag: 'refused',
      reasons: [`${id}: it broke (mend it)`],
    })
    expect(tradingGate(reportOf({}, [id]), START)).toEqual({
      tag: 'refused',
      reasons: [`${id}: was not checked`],
    })
    expect(isCanaryHealthy(reportOf({ [id]: fail }))).toBe(false)
  })

  it('needs what the checks themselves call required, and no less', () => {
    const required = canaryChecks().filter(({ isRequired }) => isRequired)
    expect(required.map(({ id }) => id).toSorted()).toEqual([...REQUIRED_CHECKS].toSorted())
  })

  it.each(['combo-filter', 'milestone-limit'] as const)('only warns where %s failed', (id) => {
    const gate = tradingGate(reportOf({ [id]: fail }), START)
    expect(gate).toEqual({ tag: 'open', warnings: [`${id}: it broke (mend it)`] })
    expect(tradingGate(reportOf({}, [id]), START).tag).toBe('open')
  })
})
