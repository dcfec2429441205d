/**
 * Frames into a turn engine as they arrive, and the end of each turn as soon as nothing more is waiting:
 * what comes in one go is decided on once.
 * @module
 */
import { isArbError } from '@arbkit/core'
import type { NewFrame } from '@arbkit/store'
import type { LiveAnswer, LiveSession } from '../live/live-session.ts'
import type { MarketState } from '../session/market-state.ts'
import type { Decision } from '../turns/decision.ts'
import type { TurnEngine } from '../turns/turn-engine.ts'

/** A turn that was decided. */
export interface DecidedTurn {
  readonly turn: number
  /** Session time, Unix ms. */
  readonly t: number
  readonly decisions: readonly Decision[]
  /** What deciding took, ms. */
  readonly tookMs: number
}

/** What the loop is made of. */
export interface TurnLoopOptions {
  readonly engine: TurnEngine
  /** Runs something when what is under way is over: `setImmediate`. */
  readonly soon: (run: () => void) => void
  /** Milliseconds of a clock that only measures. */
  readonly stopwatch: () => number
  /** Told of each frame that was applied, before its turn ends. */
  readonly onFrame: (frame: NewFrame) => void
  readonly onTurn: (turn: DecidedTurn) => void
  /** Told of what can not go on: a bug, or a state that is not one. */
  readonly onFailure: (error: unknown) => void
}

/** The session of a running engine. */
export class TurnLoop implements LiveSession {
  private readonly options: TurnLoopOptions
  /** By the call: one that succeeds is forgiven. */
  private readonly unread = new Map<string, string>()
  private turn = 0
  private hasFrames = false
  private isScheduled = false
  private isEnding = false
  /** What came while a turn ended: it is of the next one. */
  private readonly late: LiveAnswer[] = []
  private isOver = false

  constructor(options: TurnLoopOptions) {
    this.options = options
  }

  get state(): MarketState {
    return this.options.engine.state
  }

  /** The number of the turn under way. */
  get turnNumber(): number {
    return this.turn
  }

  note(answer: LiveAnswer): void {
    if (this.isOver) return
    if (this.isEnding) this.late.push(answer)
    else this.take(answer)
  }

  private take({ source, request, text, receivedMs }: LiveAnswer): void {
    const { engine, onFrame } = this.options
    const frame = { turn: this.turn, t: receivedMs, source, request }
    try {
      engine.note({ ...frame, seq: engine.state.frames + 1, body: JSON.parse(text) as unknown })
    } catch (error) {
      if (!isArbError(error) && !(error instanceof SyntaxError)) throw error
      // What can not be applied is left out of the recording too: it would replay to something else.
      this.unread.set(request.file, `${request.file}: ${error.message}`)
      return
    }
    this.unread.delete(request.file)
    this.hasFrames = true
    onFrame({ ...frame, payload: text })
    this.schedule()
  }

  /** Turns end by themselves. */
  nextTurn(): void {
    this.schedule()
  }

  problems(): readonly string[] {
    return [...this.unread.values()]
  }

  /** Ends the turn under way, and takes nothing any more. */
  finish(): void {
    this.endTurn()
    this.isOver = true
  }

  private schedule(): void {
    if (this.isScheduled) return
    this.isScheduled = true
    this.options.soon(() => {
      this.isScheduled = false
      try {
        this.endTurn()
      } catch (error) {
        this.options.onFailure(error)
      }
    })
  }

  private endTurn(): void {
    if (!this.hasFrames || this.isOver) return
    this.hasFrames = false
    this.isEnding = true
    const { engine, stopwatch, onTurn } = this.options
    const beganMs = stopwatch()
    const decisions = engine.endTurn()
    const tookMs = stopwatch() - beganMs
    const { turn } = this
    this.turn += 1
    onTurn({ turn, t: engine.state.nowMs, decisions, tookMs })
    this.isEnding = false
    for (const answer of this.late.splice(0)) this.take(answer)
  }
}
