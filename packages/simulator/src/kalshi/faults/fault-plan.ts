/**
 * Which fault hits what: the list that was given and what was added since, in order, each used up as
 * often as it says.
 * @module
 */
import type { Rng } from '@arbkit/core'
import { type Hit, isWithin, MishapPlan } from '@arbkit/http/testing'
import type { ClockFault, RestFault, RestTrouble, StreamFault, StreamTrouble } from './fault.ts'

/** Faults that may be in a plan at once; what is over does not count. Ours. */
export const FAULTS_MAX = 1000

/** Faults of requests, of messages and of the clock. */
export class FaultPlan {
  private readonly rest: MishapPlan<RestFault>
  private readonly stream: MishapPlan<StreamFault>
  private clocks: readonly ClockFault[] = []

  constructor(rng: Rng) {
    this.rest = new MishapPlan(rng)
    this.stream = new MishapPlan(rng)
  }

  /** Forgets what is over by `nowMs`, nothing where no time is given, and adds. @throws {RangeError} too many. */
  add(fault: RestFault | StreamFault | ClockFault, nowMs = -Infinity): void {
    this.rest.forgetOver(nowMs)
    this.stream.forgetOver(nowMs)
    this.clocks = this.clocks.filter(({ untilMs = Infinity }) => nowMs < untilMs)
    if (this.rest.size + this.stream.size + this.clocks.length >= FAULTS_MAX) {
      throw new RangeError(`at most ${FAULTS_MAX} faults`)
    }
    if (fault.on === 'rest') this.rest.add(fault)
    else if (fault.on === 'stream') this.stream.add(fault)
    else this.clocks = [...this.clocks, fault]
  }

  /** No more faults. */
  clear(): void {
    this.rest.clear()
    this.stream.clear()
    this.clocks = []
  }

  /** Returns what hits a request, and counts it. */
  ofRequest(method: string, path: string, nowMs: number): Hit<RestTrouble> {
    return this.rest.hit(
      nowMs,
      (fault) =>
        (fault.method === undefined || fault.method === method) &&
        (fault.path === undefined || path.startsWith(fault.path)),
    )
  }

  /** Returns what hits a message, and counts it. */
  ofMessage(type: string, nowMs: number): Hit<StreamTrouble> {
    return this.stream.hit(nowMs, (fault) => fault.type === undefined || fault.type === type)
  }

  /** Returns how far the venue's clock is off, ms. */
  skewMs(nowMs: number): number {
    return this.clocks
      .filter((fault) => isWithin(fault, nowMs))
      .reduce((total, { ms }) => total + ms, 0)
  }
}
