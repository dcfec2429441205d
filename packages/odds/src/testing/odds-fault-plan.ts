/**
 * Which fault hits what, and what the API's clock and the account look like at a moment.
 * @module
 */
import type { Rng } from '@arbkit/core'
import { type Hit, isWithin, MishapPlan } from '@arbkit/http/testing'
import type {
  OddsAccountFault,
  OddsClockFault,
  OddsFault,
  OddsRequestFault,
  OddsTrouble,
} from './odds-fault.ts'

/** Faults that may be in a plan at once; what is over does not count. Ours. */
export const ODDS_FAULTS_MAX = 1000

/** Faults of requests, of the clock and of the account. */
export class OddsFaultPlan {
  private readonly requests: MishapPlan<OddsRequestFault>
  private spans: readonly (OddsClockFault | OddsAccountFault)[] = []

  constructor(rng: Rng) {
    this.requests = new MishapPlan(rng)
  }

  /** Forgets what is over by `nowMs`, and adds. @throws {RangeError} too many. */
  add(fault: OddsFault, nowMs: number): void {
    this.requests.forgetOver(nowMs)
    this.spans = this.spans.filter(({ untilMs = Infinity }) => nowMs < untilMs)
    if (this.requests.size + this.spans.length >= ODDS_FAULTS_MAX) {
      throw new RangeError(`at most ${ODDS_FAULTS_MAX} faults`)
    }
    if (fault.on === 'request') this.requests.add(fault)
    else this.spans = [...this.spans, fault]
  }

  /** No more faults. */
  clear(): void {
    this.requests.clear()
    this.spans = []
  }

  /** Returns what hits a request, and counts it. */
  ofRequest(path: string, nowMs: number): Hit<OddsTrouble> {
    return this.requests.hit(
      nowMs,
      (fault) => fault.path === undefined || path.startsWith(fault.path),
    )
  }

  /** Returns how far what is shown is off, ms. */
  skewMs(shown: 'date' | 'last-update', nowMs: number): number {
    return this.spans.reduce((total, fault) => {
      const isOf = fault.on === 'clock' && (fault.shows ?? shown) === shown
      return isOf && isWithin(fault, nowMs) ? total + fault.ms : total
    }, 0)
  }

  /** Returns whether the account is in a state. */
  isAccount(state: OddsAccountFault['state'], nowMs: number): boolean {
    return this.spans.some(
      (fault) => fault.on === 'account' && fault.state === state && isWithin(fault, nowMs),
    )
  }
}
