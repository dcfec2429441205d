/**
 * The engine that runs: sources bring frames, a turn ends as soon as nothing more is waiting, decisions go
 * to the store, to the recording and to whoever follows.
 * @module
 */
import type { EngineEvent } from './engine-event.ts'
import type { EngineView } from './engine-view.ts'

/** An engine. */
export interface Engine {
  /**
   * Runs until {@link Engine.stop} is called, or something ends it. May be called once. When it resolves,
   * the last frame is flushed, the store is closed for writing and every connection is gone.
   * @throws {ArbError} what ended it; everything is closed by then.
   */
  run(): Promise<void>
  /** Stops it in order: the turn is finished, the files are flushed and closed. Again: the same stop. */
  stop(): void
  /** Follows it from now on: ends with `stopped`. Each follower has its own bounded queue. */
  events(): AsyncIterable<EngineEvent>
  /** Returns it at a glance. */
  view(): EngineView
}
