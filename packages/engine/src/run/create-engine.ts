/**
 * The engine that runs. It begins with what an earlier run left, reads its sources, decides turn by turn,
 * writes down what it decided, tells those who follow it, and ends in order.
 * @module
 */
import {
  type Clock,
  decisionStateOf,
  InvalidInputError,
  isArbError,
  type PairDecision,
} from '@arbkit/core'
import type { Lease } from '@arbkit/store'
import { createLedger } from '../ledger/create-ledger.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { tickFrame } from '../live/answer-frames.ts'
import { createPaperDesk, type PaperDesk } from '../paper/paper-desk.ts'
import { createSessionRecording } from '../recording/create-session-recording.ts'
import { recordingNoteText } from '../recording/recording-note.ts'
import type { SessionRecording } from '../recording/session-recording.ts'
import { engineRequest, engineStartText } from '../replay/engine-start.ts'
import { pairDecisionsText } from '../replay/pair-decisions-frame.ts'
import { ENGINE } from '../session/frame-request.ts'
import { decisionLine } from '../turns/decision.ts'
import { createTurnEngine, type TurnEngine } from '../turns/turn-engine.ts'
import type { Engine } from './engine.ts'
import { EngineBoard } from './engine-board.ts'
import { DECISIONS_EVERY_MS, type EngineOptions, TICK_EVERY_MS } from './engine-options.ts'
import type { EnginePort } from './engine-source.ts'
import { type EngineView, NO_PAPER } from './engine-view.ts'
import { Followers } from './followers.ts'
import { keepLease, type KeptLease } from './lease-keeping.ts'
import { type DecidedTurn, TurnLoop } from './turn-loop.ts'

/** Returns an engine that does not run yet. */
export function createEngine(options: EngineOptions): Engine {
  return new RunningEngine(options)
}

/** What is open while it runs, as far as it got. */
interface Opened {
  lease?: KeptLease | undefined
  ledger?: Ledger | undefined
  recording?: SessionRecording | undefined
  desk?: PaperDesk | undefined
  engine?: TurnEngine
  loop?: TurnLoop
}

/** What decides, once it is there. */
interface Deciding {
  readonly engine: TurnEngine
  readonly loop: TurnLoop
}

class RunningEngine implements Engine {
  private readonly options: EngineOptions
  private readonly clock: Clock
  private readonly followers = new Followers()
  private readonly board: EngineBoard
  private readonly stopping = new AbortController()
  private readonly matchListeners = new Set<() => void>()
  private readonly opened: Opened = {}
  private failure: { readonly error: unknown } | undefined
  private people: readonly PairDecision[] = []
  /** Everything that has to be durable before it is told; in order. */
  private written: Promise<void> = Promise.resolve()
  private hasRun = false

  constructor(options: EngineOptions) {
    this.options = options
    this.clock = options.time.clock
    this.board = new EngineBoard({
      clock: this.clock,
      feeds: options.sources.flatMap(({ feeds }) => feeds),
      tell: (event) => this.followers.tell(event),
    })
  }

  async run(): Promise<void> {
    if (this.hasRun) throw new InvalidInputError('an engine runs once')
    this.hasRun = true
    const stops: (() => void)[] = []
    try {
      const deciding = await this.open()
      this.begin(deciding, stops)
      await this.readSources(deciding)
    } catch (error) {
      this.fail(error)
    }
    for (const stop of stops) stop()
    await this.close()
    if (this.failure !== undefined) throw this.failure.error
  }

  stop(): void {
    this.stopping.abort()
  }

  events(): ReturnType<Engine['events']> {
    return this.followers.follow()
  }

  view(): EngineView {
    const { engine, desk } = this.opened
    const candidates = engine?.candidates() ?? []
    const opportunities = candidates
      .filter(({ reasons }) => reasons.length === 0)
      .toSorted((a, b) => b.finding.margin.returnOnCost.comparedTo(a.finding.margin.returnOnCost))
    return {
      ...this.board.view(),
      opportunities,
      nearMisses: candidates.length - opportunities.length,
      paper: desk?.view() ?? NO_PAPER,
    }
  }

  /** Opens what is written to, in the order in which it is needed. */
  private async open(): Promise<Deciding> {
    const { options, opened } = this
    const { decisions, version, scan, rules } = options
    opened.lease = await this.takeLease()
    opened.ledger = this.ledgerOf(opened.lease)
    const left = await opened.ledger?.restore()
    this.people = (await decisions?.store.read()) ?? []
    const paper = options.paper && {
      ...options.paper,
      from: left ?? options.paper.from,
    }
    opened.desk = paper && createPaperDesk(paper)
    const engine = this.engineOf(opened.desk)
    const loop = this.loopOf(engine)
    opened.recording = await this.record()
    Object.assign(opened, { engine, loop })
    const { overrides } = decisions ?? {}
    loop.note({
      source: ENGINE,
      request: engineRequest('engine-start'),
      receivedMs: Math.floor(this.clock.now()),
      text: engineStartText({ version, scan, rules, decisions: this.people, overrides, paper }),
    })
    return { engine, loop }
  }

  private ledgerOf(lease: KeptLease | undefined): Ledger | undefined {
    const { store } = this.options
    if (store === undefined || lease === undefined) return undefined
    const { database } = store
    const current = (): Lease => lease.current()
    return createLedger({ database, lease: current, mode: 'dry-run', clock: this.clock })
  }

  private async takeLease(): Promise<KeptLease | undefined> {
    const { store, time } = this.options
    if (store === undefined) return undefined
    return keepLease({
      leases: store.database.leases,
      holder: store.holder,
      every: time.every,
      clock: this.clock,
      onLost: (error) => this.fail(error),
    })
  }

  private engineOf(desk: PaperDesk | undefined): TurnEngine {
    const { scan, rules, decisions } = this.options
    return createTurnEngine({
      options: scan,
      rules,
      decisions: decisionStateOf(this.people, decisions?.overrides ?? []),
      paper: desk,
      onTurn: ({ work }) => {
        if (work.isMatched) this.matched()
      },
    })
  }

  private async record(): Promise<SessionRecording | undefined> {
    const { recording, time } = this.options
    if (recording === undefined) return undefined
    return createSessionRecording({
      ...recording,
      clock: this.clock,
      every: time.every,
      onNote: (note) => {
        const text = recordingNoteText(note)
        if (note.tag === 'stopped') this.board.problems('recording: stopped', [text])
        else this.followers.tell({ tag: 'note', atMs: this.clock.now(), where: 'recording', text })
      },
    })
  }

  private loopOf(engine: TurnEngine): TurnLoop {
    const { soon, stopwatch } = this.options.time
    return new TurnLoop({
      engine,
      soon,
      stopwatch,
      onFrame: (frame) => {
        this.board.noteFrame()
        this.opened.recording?.frame(frame)
      },
      onTurn: (turn) => this.decided(turn),
      onFailure: (error) => this.fail(error),
    })
  }

  private begin({ loop }: Deciding, stops: (() => void)[]): void {
    const { time, decisions } = this.options
    const session = this.opened.recording?.dir
    const resumedTrades = this.opened.desk?.trades().length ?? 0
    this.followers.tell({ tag: 'started', atMs: this.clock.now(), session, resumedTrades })
    stops.push(
      time.every(TICK_EVERY_MS, () => {
        loop.note(tickFrame(Math.floor(this.clock.now())))
        this.board.problems('engine: unread', loop.problems())
      }),
    )
    if (decisions === undefined) return
    let reading: Promise<void> | undefined
    stops.push(
      time.every(DECISIONS_EVERY_MS, () => {
        // One look at a time: an older answer never comes after a newer one.
        reading ??= this.readDecisions(loop).finally(() => {
          reading = undefined
        })
      }),
    )
  }

  /** What people decided meanwhile is a frame like any other. */
  private async readDecisions(loop: TurnLoop): Promise<void> {
    try {
      const { store, overrides } = this.options.decisions ?? {}
      const people = (await store?.read()) ?? []
      this.board.problems('store: decisions', [])
      const text = pairDecisionsText({ decisions: people, overrides })
      if (text === pairDecisionsText({ decisions: this.people, overrides })) return
      this.people = people
      const receivedMs = Math.floor(this.clock.now())
      loop.note({ source: ENGINE, request: engineRequest('pair-decisions'), text, receivedMs })
    } catch (error) {
      this.board.problems('store: decisions', [`decisions can not be read: ${messageOf(error)}`])
    }
  }

  private async readSources({ loop, engine }: Deciding): Promise<void> {
    const { signal } = this.stopping
    const port: EnginePort = {
      session: loop,
      heard: (feed) => this.board.heard(feed),
      lost: (feed, detail) => this.board.lost(feed, detail),
      problems: (kind, lines) => this.board.problems(kind, lines),
      discovered: (sports) => this.board.discovered(sports),
      planned: (plan) => this.board.planned(plan),
      creditsLeft: (count) => this.board.creditsLeft(count),
      matched: () => engine.matched(),
      onMatched: (listener) => {
        this.matchListeners.add(listener)
        return () => this.matchListeners.delete(listener)
      },
      candidates: () => engine.candidates(),
      heldMarkets: () => heldMarketsOf(this.opened.desk),
    }
    const running = this.options.sources.map(async (source) => {
      try {
        await source.run(port, signal)
      } catch (error) {
        // One that fails ends all of them; what is cut short by the end is no failure.
        if (!signal.aborted || !isArbError(error)) this.fail(error)
      }
    })
    await Promise.all(running)
  }

  private matched(): void {
    const { engine } = this.opened
    if (engine === undefined) return
    const { state } = engine
    this.board.noteMatched(engine.matched(), {
      contracts: state.contractListings().length,
      oddsEvents: state.oddsListings().length,
    })
    for (const listener of this.matchListeners) listener()
  }

  /** Writes a turn down and tells of it: of paper trades when they are durable. */
  private decided(turn: DecidedTurn): void {
    this.board.noteTurn(turn)
    const { decisions, t } = turn
    if (decisions.length === 0) return
    const { recording, ledger, desk } = this.opened
    for (const decision of decisions) {
      recording?.decision(decisionLine(decision), { turn: turn.turn, t })
    }
    const paper = decisions.filter(({ tag }) => tag.startsWith('paper-'))
    for (const decision of decisions) {
      if (!paper.includes(decision)) this.followers.tell({ tag: 'decision', atMs: t, decision })
    }
    const snapshot = paper.length === 0 ? undefined : desk?.snapshot()
    const durable = ledger?.record({ turn: turn.turn, t, decisions, paper: snapshot })
    const told = this.written.then(async () => {
      await durable
      for (const decision of paper) this.followers.tell({ tag: 'decision', atMs: t, decision })
    })
    this.written = told.catch((error: unknown) => this.fail(error))
  }

  /** What can not be recorded is said, and is no failure of the run. */
  private async closeRecording(recording: SessionRecording | undefined): Promise<void> {
    try {
      await recording?.close()
    } catch (error) {
      this.board.problems('recording: stopped', [messageOf(error)])
    }
  }

  private fail(error: unknown): void {
    this.failure ??= { error }
    this.stopping.abort()
  }

  /** Ends everything in any case; the first thing that failed is what is thrown. */
  private async close(): Promise<void> {
    this.stopping.abort()
    const { loop, ledger, recording, lease } = this.opened
    const end = async (work: () => void | Promise<unknown>): Promise<void> => {
      try {
        await work()
      } catch (error) {
        this.fail(error)
      }
    }
    await end(() => loop?.finish())
    await end(async () => this.written)
    await end(async () => ledger?.close())
    await this.closeRecording(recording)
    await end(async () => lease?.release())
    const because = this.failure === undefined ? 'asked' : 'failed'
    const atMs = this.clock.now()
    this.followers.tell({ tag: 'stopped', atMs, because, session: recording?.dir })
    this.followers.end()
  }
}

/** Contracts of trades that are not over. */
function heldMarketsOf(desk: PaperDesk | undefined): readonly string[] {
  return [...new Set(desk?.trades().map(({ contract }) => contract.marketId))]
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ')
