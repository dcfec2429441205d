/**
 * Trouble that was asked for, before there is a start to count from.
 * @module
 */
import type { FaultName } from './fault-names.ts'

/** One fault. What is left out is no condition. */
export interface FaultItem {
  readonly name: FaultName
  /** Share of what fits, above 0, at most 1: all where it is left out. */
  readonly share?: number
  /** Least latency, wait before each piece, or how far a clock is off, ms. */
  readonly ms?: number
  /** Most latency, ms. */
  readonly mostMs?: number
  /** What is wrong with an answer, one word. */
  readonly wrong?: string
  /** Ms after the start, included. */
  readonly fromMs?: number
  /** Ms after the start, not included. */
  readonly untilMs?: number
  /** Hits at most. */
  readonly times?: number
  /** Start of the path: at Kalshi behind `/trade-api/v2`. */
  readonly path?: string
  /** Of the request. */
  readonly method?: string
  /** `type` of the message. */
  readonly type?: string
}

/** Trouble. */
export interface FaultSchedule {
  readonly items: readonly FaultItem[]
  /** Number in each hour, of each: Kalshi's stream, its REST interface, the feed. 0 for none. */
  readonly outagesPerHour: number
}
