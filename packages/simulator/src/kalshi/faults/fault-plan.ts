/**
 * Which fault hits what: the list that was given and what was added since, in order, each used up as
 * often as it says.
 * @module
 */
import type { Rng } from '@arbkit/core'
import type {
  ClockFault,
  Fault,
  RestFault,
  RestTrouble,
  StreamFault,
  StreamTrouble,
} from './fault.ts'

/** Faults that may be in a plan at once. Ours. */
export const FAULTS_MAX = 1000

/** What hits: how long it is held back, and what goes wrong besides. */
export interface Hit<Trouble extends { readonly tag: string }> {
  readonly delayMs: number
  readonly trouble: Exclude<Trouble, { tag: 'latency' }> | undefined
}

interface Planned<Kind extends Fault> {
  readonly fault: Kind
  left: number
}

/** Returns whether `nowMs` is within the occasion; its end is not included. */
export function isWithin(
  { fromMs, untilMs }: { readonly fromMs?: number; readonly untilMs?: number },
  nowMs: number,
): boolean {
  return (fromMs === undefined || nowMs >= fromMs) && (untilMs === undefined || nowMs < untilMs)
}

/** Faults of requests, of messages and of the clock. */
export class FaultPlan {
  private readonly rng: Rng
  private readonly rest: Planned<RestFault>[] = []
  private readonly stream: Planned<StreamFault>[] = []
  private readonly clocks: ClockFault[] = []

  constructor(rng: Rng) {
    this.rng = rng
  }

  /** @throws {RangeError} too many. */
  add(fault: RestFault | StreamFault | ClockFault): void {
    if (this.rest.length + this.stream.length + this.clocks.length >= FAULTS_MAX) {
      throw new RangeError(`at most ${FAULTS_MAX} faults`)
    }
    if (fault.on === 'rest') this.rest.push({ fault, left: fault.times ?? Infinity })
    else if (fault.on === 'stream') this.stream.push({ fault, left: fault.times ?? Infinity })
    else this.clocks.push(fault)
  }

  /** No more faults. */
  clear(): void {
    for (const list of [this.rest, this.stream, this.clocks]) list.length = 0
  }

  /** Returns what hits a request, and counts it. */
  ofRequest(method: string, path: string, nowMs: number): Hit<RestTrouble> {
    return this.hit(
      this.rest,
      (fault: RestFault) =>
        (fault.method === undefined || fault.method === method) &&
        (fault.path === undefined || path.startsWith(fault.path)),
      nowMs,
    )
  }

  /** Returns what hits a message, and counts it. */
  ofMessage(type: string, nowMs: number): Hit<StreamTrouble> {
    return this.hit(
      this.stream,
      (fault: StreamFault) => fault.type === undefined || fault.type === type,
      nowMs,
    )
  }

  /** Returns how far the venue's clock is off, ms. */
  skewMs(nowMs: number): number {
    return this.clocks
      .filter((fault) => isWithin(fault, nowMs))
      .reduce((total, { ms }) => total + ms, 0)
  }

  /**
   * Every latency that fits, and the first of the rest. Chance is asked of each in turn, so that one
   * that is left out leaves room for the next.
   */
  private hit<Kind extends RestFault | StreamFault>(
    planned: readonly Planned<Kind>[],
    isOf: (fault: Kind) => boolean,
    nowMs: number,
  ): Hit<Kind['trouble']> {
    let delayMs = 0
    let trouble: Exclude<Kind['trouble'], { tag: 'latency' }> | undefined
    for (const each of planned) {
      const { probability = 1, trouble: own }: Kind = each.fault
      const isLatency = own.tag === 'latency'
      if (each.left <= 0 || (!isLatency && trouble !== undefined)) continue
      if (!isWithin(each.fault, nowMs) || !isOf(each.fault)) continue
      if (probability < 1 && this.rng.next() >= probability) continue
      each.left -= 1
      if (isLatency) delayMs += this.delayMs(own)
      else trouble = own as Exclude<Kind['trouble'], { tag: 'latency' }>
    }
    return { delayMs, trouble }
  }

  /** From `ms` to `ms + jitterMs`, both included, in whole ms. */
  private delayMs({
    ms,
    jitterMs = 0,
  }: {
    readonly ms: number
    readonly jitterMs?: number
  }): number {
    return ms + (jitterMs === 0 ? 0 : Math.floor(this.rng.next() * (jitterMs + 1)))
  }
}
