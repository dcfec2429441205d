/**
 * A session's frames through an engine, turn by turn, as they came. Nothing but the frames and the settings
 * decides: the same of both give the same decisions.
 * @module
 */
import { SessionError } from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { createPaperDesk, type PaperDesk, type PaperNews } from '../paper/paper-desk.ts'
import type { Decision } from '../turns/decision.ts'
import { createTurnEngine, type EndedTurn, type TurnEngine } from '../turns/turn-engine.ts'
import { engineStartOf } from './engine-start.ts'
import type { ChosenSettings, SettingsOf } from './replay-settings.ts'

/** A turn that was replayed. */
export interface ReplayedTurn {
  /** Number of the turn in its session. */
  readonly turn: number
  /** Session time at its end, Unix ms. */
  readonly t: number
  /** Its frames, by `seq`, both included. */
  readonly frames: { readonly firstSeq: number; readonly lastSeq: number }
  readonly decisions: readonly Decision[]
}

/** Who is told what while a session is replayed. */
export interface ReplayHooks {
  /** Each turn's end, before its decisions are made. */
  readonly onTurn?: (turn: EndedTurn, engine: TurnEngine) => void
  /** What paper trades did in a turn. */
  readonly onPaper?: (
    news: readonly PaperNews[],
    when: { readonly turn: number; readonly t: number },
    engine: TurnEngine,
  ) => void
}

/** Replays one session. */
export class SessionReplay {
  private readonly settingsOf: SettingsOf
  private readonly hooks: ReplayHooks
  private made: TurnEngine | undefined
  private paper: PaperDesk | undefined
  private chosen: ChosenSettings | undefined
  private turn = 0
  private firstSeq = 0
  private lastSeq = 0

  constructor(settingsOf: SettingsOf, hooks: ReplayHooks = {}) {
    this.settingsOf = settingsOf
    this.hooks = hooks
  }

  /** What it is replayed with; undefined before the first frame. */
  get settings(): ChosenSettings | undefined {
    return this.chosen
  }

  /** The paper desk; undefined where nothing is traded, and before the first frame. */
  get desk(): PaperDesk | undefined {
    return this.paper
  }

  /** The engine. @throws {SessionError} before the first frame. */
  get engine(): TurnEngine {
    if (this.made === undefined) throw new SessionError('the session holds no frame')
    return this.made
  }

  /**
   * Takes the next frame, and returns the turn that ended before it, if it is of another one.
   * @throws {WireFormatError} its payload is not of the shape it was recorded as.
   * @throws {SessionError} a frame this version can not read.
   */
  note(frame: Frame): ReplayedTurn | undefined {
    const engine = this.made ?? this.begin(frame)
    const ended = frame.turn === this.turn ? undefined : this.ended(engine)
    if (ended !== undefined) this.firstSeq = frame.seq
    this.turn = frame.turn
    this.lastSeq = frame.seq
    engine.note(frame)
    return ended
  }

  /** Ends the last turn, and returns it. @throws {SessionError} no frame has come. */
  end(): ReplayedTurn {
    return this.ended(this.engine)
  }

  private begin(frame: Frame): TurnEngine {
    const settings = this.settingsOf(engineStartOf(frame))
    const { scan: options, decisions, rules } = settings
    this.chosen = settings
    this.paper = settings.paper === undefined ? undefined : createPaperDesk(settings.paper)
    const { onTurn, onPaper } = this.hooks
    const engine: TurnEngine = createTurnEngine({
      options,
      decisions,
      rules,
      paper: this.paper,
      onTurn: onTurn && ((turn) => onTurn(turn, engine)),
      onPaper: onPaper && ((news, when) => onPaper(news, when, engine)),
    })
    this.made = engine
    this.turn = frame.turn
    this.firstSeq = frame.seq
    return engine
  }

  private ended(engine: TurnEngine): ReplayedTurn {
    const { turn, firstSeq, lastSeq } = this
    const decisions = engine.endTurn()
    return { turn, t: engine.state.nowMs, frames: { firstSeq, lastSeq }, decisions }
  }
}
