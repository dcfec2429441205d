/**
 * Telling of opportunities once, for those who see thousands of them a second: the reducer of
 * `emission.ts` over a state that it keeps and changes in place.
 * @module
 */
import type { EmissionEvent, EmissionStep, ToldOpportunity } from './emission-event.ts'
import { applyEmission, checkRules, type EmissionRules } from './emission.ts'

/** What was told so far. */
export class EmissionBook {
  private readonly rules: EmissionRules
  private readonly known = new Map<string, ToldOpportunity>()
  private atMs = -Infinity

  /** @throws {InvalidInputError} rules out of range. */
  constructor(rules: EmissionRules) {
    checkRules(rules)
    this.rules = rules
  }

  /**
   * Takes an event, and returns what is to be told: the same as `stepEmission`, event by event.
   * @throws {InvalidInputError} as `stepEmission`; the book is not to be used after that.
   */
  step(event: EmissionEvent): Omit<EmissionStep, 'state'> {
    const { rules, known, atMs } = this
    const step = applyEmission({ rules, known, atMs }, event)
    this.atMs = event.atMs
    return step
  }
}
