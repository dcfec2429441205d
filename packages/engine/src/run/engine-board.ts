/**
 * What a running engine knows of itself: feeds, problems, credits, counts. Whatever changes is told, and all
 * of it is shown at a glance.
 * @module
 */
import type { Clock, DecidedMatch } from '@arbkit/core'
import type { PollPlan } from '@arbkit/odds'
import type { EngineEvent, FeedName } from './engine-event.ts'
import { type EngineView, VIEW_PROBLEMS_MAX } from './engine-view.ts'
import { type FeedChange, FeedHealth } from './feed-health.ts'
import { ProblemBook } from './problem-book.ts'
import type { DecidedTurn } from './turn-loop.ts'
import { TurnTimes } from './turn-times.ts'

/** What the board is made of. */
export interface EngineBoardOptions {
  readonly clock: Clock
  /** Feeds that are read. */
  readonly feeds: readonly FeedName[]
  readonly tell: (event: EngineEvent) => void
}

/** What is counted where pairs are made. */
export interface ListedCounts {
  readonly contracts: number
  readonly oddsEvents: number
}

/** The part of a view that the board knows. */
export type BoardView = Omit<EngineView, 'opportunities' | 'nearMisses' | 'paper'>

/** The board. */
export class EngineBoard {
  private readonly clock: Clock
  private readonly tell: (event: EngineEvent) => void
  private readonly health: FeedHealth
  private readonly book = new ProblemBook()
  private readonly times = new TurnTimes()
  private readonly startedMs: number
  private counts: ListedCounts = { contracts: 0, oddsEvents: 0 }
  private pairs = 0
  private credits: number | undefined
  private frames = 0
  private turns = 0
  private decisions = 0

  constructor({ clock, feeds, tell }: EngineBoardOptions) {
    this.clock = clock
    this.tell = tell
    this.startedMs = clock.now()
    this.health = new FeedHealth(feeds, this.startedMs)
  }

  heard(feed: FeedName): void {
    this.tellFeed(this.health.heard(feed, this.clock.now()))
  }

  lost(feed: FeedName, detail: string): void {
    this.tellFeed(this.health.lost(feed, this.clock.now(), detail))
  }

  /** Says all problems of a kind; its name begins with whom it is about, `kalshi: listings`. */
  problems(kind: string, lines: readonly string[]): void {
    const atMs = this.clock.now()
    const where = kind.split(':', 1)[0] ?? kind
    const { begun, over } = this.book.set(kind, { where, lines, atMs })
    for (const { text } of begun) this.tell({ tag: 'problem', atMs, where, text })
    for (const { text } of over) this.tell({ tag: 'recovered', atMs, where, text })
  }

  discovered(sports: readonly string[]): void {
    const { contracts, oddsEvents } = this.counts
    const atMs = this.clock.now()
    this.tell({ tag: 'discovered', atMs, contracts, oddsEvents, pairs: this.pairs, sports })
  }

  planned(plan: PollPlan): void {
    this.tell({ tag: 'poll-plan', atMs: this.clock.now(), plan })
  }

  creditsLeft(count: number): void {
    this.credits = count
  }

  noteFrame(): void {
    this.frames += 1
  }

  noteTurn({ decisions, tookMs }: DecidedTurn): void {
    this.turns += 1
    this.decisions += decisions.length
    this.times.note(tookMs)
  }

  noteMatched({ pairs }: DecidedMatch, counts: ListedCounts): void {
    this.pairs = pairs.length
    this.counts = counts
  }

  view(): BoardView {
    const atMs = this.clock.now()
    const { startedMs, pairs, frames, turns, decisions } = this
    return {
      atMs,
      startedMs,
      feeds: this.health.views(atMs),
      ...this.counts,
      pairs,
      creditsLeft: this.credits,
      problems: this.book.list().slice(0, VIEW_PROBLEMS_MAX),
      frames,
      turns,
      decisions,
      turnMs: this.times.figures(),
    }
  }

  private tellFeed(change: FeedChange | undefined): void {
    if (change !== undefined) this.tell({ tag: 'feed', atMs: this.clock.now(), ...change })
  }
}
