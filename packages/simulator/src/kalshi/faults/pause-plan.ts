/**
 * Pauses of trading by the clock: which have to begin or end now. Each happens once.
 * @module
 */
import { isWithin } from '@arbkit/http/testing'
import type { PauseFault } from './fault.ts'
import { FAULTS_MAX } from './fault-plan.ts'

/** Trading of a shard, or of all where it is undefined, stops or goes on. */
export interface PauseChange {
  readonly exchangeIndex: number | undefined
  readonly isActive: boolean
  readonly isTrading: boolean
}

interface Planned {
  readonly fault: PauseFault
  isOn: boolean
}

/** Pauses that were asked for, and are not over. */
export class PausePlan {
  private planned: readonly Planned[] = []

  /** How many are kept: those that are not over, and those that are on and still have to end. */
  get size(): number {
    return this.planned.length
  }

  /**
   * Forgets what is over by `nowMs` and never began, and adds. What is on stays until {@link due} ends
   * it, and does not count once it is over. @throws {RangeError} too many.
   */
  add(fault: PauseFault, nowMs: number): void {
    const isAhead = ({ fault: { untilMs = Infinity } }: Planned): boolean => nowMs < untilMs
    this.planned = this.planned.filter((each) => each.isOn || isAhead(each))
    if (this.planned.filter(isAhead).length >= FAULTS_MAX) {
      throw new RangeError(`at most ${FAULTS_MAX} pauses`)
    }
    this.planned = [...this.planned, { fault, isOn: false }]
  }

  /** Returns what has come due and counts it as done: ends first, then what still or newly stands. */
  due(nowMs: number): readonly PauseChange[] {
    const ended = this.planned.filter((each) => each.isOn && !isWithin(each.fault, nowMs))
    const begun = this.planned.filter((each) => !each.isOn && isWithin(each.fault, nowMs))
    if (ended.length + begun.length === 0) return []
    for (const each of begun) each.isOn = true
    this.planned = this.planned.filter(({ fault: { untilMs = Infinity } }) => nowMs < untilMs)
    // The end of one pause must not end another that covers the same shard.
    const standing = ended.length === 0 ? begun : this.planned.filter(({ isOn }) => isOn)
    return [...ended.map((each) => changeOf(each, true)), ...stops(standing)]
  }

  /** Returns the ends of those that are on; no pause is left. */
  clear(): readonly PauseChange[] {
    const on = this.planned.filter(({ isOn }) => isOn)
    this.planned = []
    return on.map((each) => changeOf(each, true))
  }
}

/** What closes comes last: it holds where both do. */
function stops(planned: readonly Planned[]): readonly PauseChange[] {
  return planned
    .map((each) => changeOf(each, false))
    .toSorted((a, b) => Number(b.isActive) - Number(a.isActive))
}

function changeOf({ fault }: Planned, isTrading: boolean): PauseChange {
  const { exchangeIndex, isClosed = false } = fault
  return { exchangeIndex, isActive: isTrading || !isClosed, isTrading }
}
