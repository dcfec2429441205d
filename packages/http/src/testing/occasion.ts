/**
 * When and how often something goes wrong on purpose, and the plan that picks what hits: shared by every
 * stand-in whose faults are data. The same list, the same questions and the same randomness give the same
 * trouble.
 * @module
 */
import type { Rng } from '@arbkit/core'

/** When and how often. Everything left out is no condition. */
export interface Occasion {
  /** From this moment, venue time, Unix ms. */
  readonly fromMs?: number
  /** Before this moment. */
  readonly untilMs?: number
  /** How many hits at most. */
  readonly times?: number
  /** Hits this share of what fits, 0 to 1, by the server's randomness. */
  readonly probability?: number
}

/** Held back by `ms`, and by up to `jitterMs` more by chance. */
export interface Latency {
  readonly tag: 'latency'
  readonly ms: number
  readonly jitterMs?: number
}

/** What goes wrong, and on which occasion. */
export interface Mishap extends Occasion {
  readonly trouble: { readonly tag: string }
}

/** What hits: how long it is held back, and what goes wrong besides. */
export interface Hit<Trouble extends { readonly tag: string }> {
  readonly delayMs: number
  readonly trouble: Exclude<Trouble, { tag: 'latency' }> | undefined
}

/** Returns whether `nowMs` is within the occasion; its end is not included. */
export function isWithin(
  { fromMs, untilMs }: Pick<Occasion, 'fromMs' | 'untilMs'>,
  nowMs: number,
): boolean {
  return (fromMs === undefined || nowMs >= fromMs) && (untilMs === undefined || nowMs < untilMs)
}

interface Planned<Kind> {
  readonly mishap: Kind
  /** Place in the list as it was given. */
  readonly rank: number
  left: number
}

/** Mishaps of one kind, in the order they were added, each used up as often as it says. */
export class MishapPlan<Kind extends Mishap> {
  private readonly rng: Rng
  private added = 0
  /** Earliest beginning first. */
  private ahead: Planned<Kind>[] = []
  /** Begun and neither over nor used up, by rank. */
  private current: Planned<Kind>[] = []

  constructor(rng: Rng) {
    this.rng = rng
  }

  /** How many are ahead or not over yet. */
  get size(): number {
    return this.ahead.length + this.current.length
  }

  add(mishap: Kind): void {
    this.ahead.push({ mishap, rank: this.added, left: mishap.times ?? Infinity })
    this.added += 1
    this.ahead.sort((a, b) => beginOf(a) - beginOf(b) || a.rank - b.rank)
  }

  /** Forgets what is over or used up, as {@link hit} does: for a plan that is added to and never asked. */
  forgetOver(nowMs: number): void {
    const isLeft = (each: Planned<Kind>): boolean => !isOver(each, nowMs)
    this.ahead = this.ahead.filter(isLeft)
    this.current = this.current.filter(isLeft)
  }

  clear(): void {
    this.ahead = []
    this.current = []
  }

  /**
   * Returns what hits, and counts it: every latency that fits, and the first of the rest. Chance is asked
   * of each in turn, so that one that is left out leaves room for the next. What is over is forgotten,
   * and does not come back should the time be set back.
   */
  hit(nowMs: number, isOf: (mishap: Kind) => boolean): Hit<Kind['trouble']> {
    this.moveOn(nowMs)
    let delayMs = 0
    let trouble: Exclude<Kind['trouble'], { tag: 'latency' }> | undefined
    for (const each of this.current) {
      const { probability = 1, trouble: own }: Kind = each.mishap
      const isLate = isLatency(own)
      if (!isLate && trouble !== undefined) continue
      if (!isWithin(each.mishap, nowMs) || !isOf(each.mishap)) continue
      if (probability < 1 && this.rng.next() >= probability) continue
      each.left -= 1
      if (isLate) delayMs += this.delayMs(own)
      else trouble = own as Exclude<Kind['trouble'], { tag: 'latency' }>
    }
    return { delayMs, trouble }
  }

  private moveOn(nowMs: number): void {
    if (this.current.some((each) => isOver(each, nowMs))) {
      this.current = this.current.filter((each) => !isOver(each, nowMs))
    }
    const waiting = this.ahead.findIndex((each) => beginOf(each) > nowMs)
    const begun = this.ahead.splice(0, waiting === -1 ? this.ahead.length : waiting)
    if (begun.length === 0) return
    const lasting = begun.filter((each) => !isOver(each, nowMs))
    this.current = [...this.current, ...lasting].toSorted((a, b) => a.rank - b.rank)
  }

  /** From `ms` to `ms + jitterMs`, both included, in whole ms. */
  private delayMs({ ms, jitterMs = 0 }: Latency): number {
    return ms + (jitterMs === 0 ? 0 : Math.floor(this.rng.next() * (jitterMs + 1)))
  }
}

const isLatency = (trouble: { readonly tag: string }): trouble is Latency =>
  trouble.tag === 'latency'

const beginOf = ({ mishap }: Planned<Mishap>): number => mishap.fromMs ?? -Infinity

const isOver = ({ mishap, left }: Planned<Mishap>, nowMs: number): boolean =>
  left <= 0 || (mishap.untilMs !== undefined && nowMs >= mishap.untilMs)
