/**
 * Pauses of trading by the clock: which have to begin or end now. Each happens once.
 * @module
 */
import type { PauseFault } from './fault.ts'
import { isWithin } from './fault-plan.ts'

/** Trading of a shard, or of all where it is undefined, stops or goes on. */
export interface PauseChange {
  readonly exchangeIndex: number | undefined
  readonly isTrading: boolean
}

interface Planned {
  readonly fault: PauseFault
  state: 'ahead' | 'on' | 'over'
}

/** Pauses that were asked for. */
export class PausePlan {
  private readonly planned: Planned[] = []

  add(fault: PauseFault): void {
    this.planned.push({ fault, state: 'ahead' })
  }

  /** Returns what has come due, oldest pause first, and counts it as done. */
  due(nowMs: number): readonly PauseChange[] {
    const changes: PauseChange[] = []
    for (const each of this.planned) {
      const isOn = isWithin(each.fault, nowMs)
      const begins = each.state === 'ahead' && isOn
      const ends = each.state === 'on' && !isOn
      if (!begins && !ends) continue
      each.state = begins ? 'on' : 'over'
      changes.push({ exchangeIndex: each.fault.exchangeIndex, isTrading: ends })
    }
    return changes
  }

  /** Returns the ends of those that are on; no pause is left. */
  clear(): readonly PauseChange[] {
    const on = this.planned.splice(0).filter(({ state }) => state === 'on')
    return on.map(({ fault }) => ({ exchangeIndex: fault.exchangeIndex, isTrading: true }))
  }
}
