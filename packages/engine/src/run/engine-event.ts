/**
 * What a running engine tells those who follow it: plain data, in the order in which it happened.
 * @module
 */
import type { PollPlan } from '@arbkit/odds'
import type { Decision } from '../turns/decision.ts'

/** What is read: each is up or down by itself. */
export const FEEDS = ['kalshi/rest', 'kalshi/ws', 'the-odds-api'] as const

/** One of {@link FEEDS}. */
export type FeedName = (typeof FEEDS)[number]

/** Whether a feed is heard; `waiting` before its first answer, `off` where it is not used. */
export type FeedStatus = 'off' | 'waiting' | 'up' | 'down'

/** One thing that happened. Times are Unix ms by the engine's clock. */
export type EngineEvent =
  /** The engine runs; `session` is the folder that it records in, if it does. */
  | {
      readonly tag: 'started'
      readonly atMs: number
      readonly session: string | undefined
      /** Paper trades that an earlier run left under way or open, and go on. */
      readonly resumedTrades: number
    }
  /**
   * A decision. Those of paper trades (`paper-…`) are told once they are durable in the store; of
   * opportunities at once.
   */
  | { readonly tag: 'decision'; readonly atMs: number; readonly decision: Decision }
  /** A feed went up or down; `detail` says why it is down, one line; `outageMs` how long it had been. */
  | {
      readonly tag: 'feed'
      readonly atMs: number
      readonly feed: FeedName
      readonly status: FeedStatus
      readonly detail: string | undefined
      readonly outageMs: number | undefined
    }
  /** What the venues list was looked at. */
  | {
      readonly tag: 'discovered'
      readonly atMs: number
      /** Contracts and odds events that are known, and pairs made of them. */
      readonly contracts: number
      readonly oddsEvents: number
      readonly pairs: number
      /** Feed's keys of the sports that are polled. */
      readonly sports: readonly string[]
    }
  /** How credits are going to be spent. */
  | { readonly tag: 'poll-plan'; readonly atMs: number; readonly plan: PollPlan }
  /** Something went wrong and the engine goes on; told once until it is over. One line. */
  | {
      readonly tag: 'problem'
      readonly atMs: number
      /** `kalshi`, `the-odds-api`, `recording`, `store`, `engine`. */
      readonly where: string
      readonly text: string
    }
  /** What was a problem is none any more. */
  | {
      readonly tag: 'recovered'
      readonly atMs: number
      readonly where: string
      readonly text: string
    }
  /** Something worth knowing that is no problem. One line. */
  | { readonly tag: 'note'; readonly atMs: number; readonly where: string; readonly text: string }
  /** This follower was too slow: so many events were left out. */
  | { readonly tag: 'left-out'; readonly atMs: number; readonly count: number }
  /** The last event: everything is written and closed. */
  | {
      readonly tag: 'stopped'
      readonly atMs: number
      readonly because: 'asked' | 'failed'
      readonly session: string | undefined
    }
