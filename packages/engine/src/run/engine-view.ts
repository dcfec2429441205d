/**
 * A running engine at a glance: what a terminal, a dashboard or a health check shows. Plain data.
 * @module
 */
import { type Microdollars, microdollars } from '@arbkit/core'
import type { Candidate } from '../scan/priced-candidate.ts'
import type { FeedName, FeedStatus } from './engine-event.ts'

/** A feed at a glance. */
export interface FeedView {
  readonly feed: FeedName
  readonly status: FeedStatus
  /** Since the last frame of it, ms; undefined before the first. */
  readonly ageMs: number | undefined
  readonly frames: number
  /** Times it went down since the start. */
  readonly outages: number
  /** Why it is down, one line. */
  readonly detail: string | undefined
}

/** Paper money at a glance. */
export interface PaperView {
  /** Trades that ended, that wait for a fill or an answer, and that wait for their results. */
  readonly finished: number
  readonly underWay: number
  readonly open: number
  /** Earned by sales and settlements. */
  readonly realised: Microdollars
  /** Today, US Eastern. */
  readonly realisedToday: Microdollars
  /** Guaranteed by trades that are open with both legs. */
  readonly guaranteedOpen: Microdollars
  /** What is held cost, fees included. */
  readonly exposure: Microdollars
  /** Trades with contracts that no bet covers now. */
  readonly naked: number
}

/** Where nothing is traded. */
export const NO_PAPER: PaperView = {
  finished: 0,
  underWay: 0,
  open: 0,
  realised: microdollars(0),
  realisedToday: microdollars(0),
  guaranteedOpen: microdollars(0),
  exposure: microdollars(0),
  naked: 0,
}

/** The engine at a glance. */
export interface EngineView {
  readonly atMs: number
  readonly startedMs: number
  readonly feeds: readonly FeedView[]
  readonly contracts: number
  readonly oddsEvents: number
  readonly pairs: number
  /** What pays now, best return first. */
  readonly opportunities: readonly Candidate[]
  readonly nearMisses: number
  readonly paper: PaperView
  /** Left of the account's credits; undefined where no answer said so. */
  readonly creditsLeft: number | undefined
  /** Last problems that are not over, latest first, at most {@link VIEW_PROBLEMS_MAX}. */
  readonly problems: readonly {
    readonly atMs: number
    readonly where: string
    readonly text: string
  }[]
  readonly frames: number
  readonly turns: number
  readonly decisions: number
  /** Turns' own time, milliseconds: the latest hundred thousand at most. */
  readonly turnMs: { readonly p50: number; readonly p99: number; readonly max: number }
}

/** Problems that a view shows. */
export const VIEW_PROBLEMS_MAX = 5
