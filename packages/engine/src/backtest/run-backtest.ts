/**
 * A backtest: a session's frames through the engine, turn by turn, as they came. What a turn decides rests
 * on the frames up to its end and on nothing else. Where the session was recorded with its decisions, and
 * nothing was changed, they are compared.
 * @module
 */
import { type DecaySummary, decaySummaryOf, SessionError } from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { paperDecisionOf } from '../paper/paper-decision.ts'
import { type Parity, ParityCheck } from '../replay/parity-check.ts'
import type { ChosenSettings, SettingsOf } from '../replay/replay-settings.ts'
import { isReplaySource, type ReadPosition } from '../replay/replay-source.ts'
import { type ReplayedTurn, type ReplayHooks, SessionReplay } from '../replay/session-replay.ts'
import type { FrameSource } from '../scan/run-scan.ts'
import type { Decision } from '../turns/decision.ts'
import type { TurnWork } from '../turns/incremental-scan.ts'
import { CandidateCollector, type CollectedCandidates } from './candidate-collector.ts'
import { type CollectedTrades, type TradeBounds, TradeCollector } from './trade-collector.ts'

/** What a backtest is told. */
export interface BacktestOptions extends TradeBounds {
  /** What to replay with. */
  readonly settings: SettingsOf
  /** Told of every decision, in order. */
  readonly onDecision?: ((decision: Decision) => void) | undefined
  /** Most candidates that are kept. */
  readonly candidatesMax?: number | undefined
}

/** How far a backtest is. */
export interface BacktestProgress {
  readonly frames: number
  readonly turns: number
  /** Session time, Unix ms. */
  readonly t: number
  /** Undefined where it is not known how much there is. */
  readonly position: ReadPosition | undefined
}

/** What a backtest came to. */
export interface BacktestRun extends CollectedCandidates, CollectedTrades {
  readonly frames: number
  readonly turns: number
  readonly decisions: number
  /** Times of the first frame and at the end, Unix ms. */
  readonly startMs: number
  readonly endMs: number
  readonly decay: DecaySummary
  /** What it was replayed with. */
  readonly settings: ChosenSettings
  /** Undefined where there is nothing to compare with, or settings were changed. */
  readonly parity: Parity | undefined
  /** What was incomplete about the session. */
  readonly problems: readonly string[]
}

/** Frames from one word of progress to the next. */
export const PROGRESS_FRAMES = 4096

/**
 * Runs a backtest: yields how far it is, and returns what it came to.
 * @throws {SessionError} no frame, or one this version can not read.
 * @throws {WireFormatError} a payload that is not of the shape it was recorded as.
 */
export async function* runBacktest(
  source: FrameSource,
  given: BacktestOptions,
): AsyncGenerator<BacktestProgress, BacktestRun, undefined> {
  const collector = new CandidateCollector(given.candidatesMax)
  const trades = new TradeCollector(given)
  const replay = new SessionReplay(given.settings, hooksOf(collector, trades))
  const position = (frames: number) =>
    isReplaySource(source) ? source.positionAfter(frames) : undefined
  const parity = new BacktestParity(source)
  let [frames, turns, decided, startMs] = [0, 0, 0, 0]
  const count = ({ decisions }: ReplayedTurn): void => {
    turns += 1
    decided += decisions.length
    if (given.onDecision !== undefined) for (const each of decisions) given.onDecision(each)
  }
  for await (const batch of batchesOf(source)) {
    for (const frame of batch) {
      if (frames === 0) startMs = frame.t
      const ended = replay.note(frame)
      if (frames === 0) parity.begin(replay.settings)
      frames += 1
      if (ended !== undefined) {
        count(ended)
        if (parity.isGoing) await parity.take(ended)
      }
      if (frames % PROGRESS_FRAMES === 0) {
        yield { frames, turns, t: replay.engine.state.nowMs, position: position(frames) }
      }
    }
  }
  const { settings } = replay
  if (settings === undefined) throw new SessionError(`${source.name}: the session holds no frame`)
  const last = replay.end()
  count(last)
  const collected = collector.finish(replay.engine.candidates(), last.t)
  return {
    ...collected,
    ...trades.finish(replay.desk?.trades() ?? []),
    frames,
    turns,
    decisions: decided,
    startMs,
    endMs: last.t,
    decay: decaySummaryOf(collected.candidates.flatMap(({ decay }) => decay ?? [])),
    settings,
    parity: await parity.finish(last),
    problems: source.problems(),
  }
}

/** Frames many at a time where the source has them so: to wait for each takes longer than many turns. */
async function* batchesOf(source: FrameSource): AsyncGenerator<Iterable<Frame>, void, undefined> {
  if (source.frameBatches !== undefined) yield* source.frameBatches()
  else for await (const frame of source.frames()) yield [frame]
}

function hooksOf(collector: CandidateCollector, trades: TradeCollector): ReplayHooks {
  let pairs: TurnWork['pairs'] = []
  return {
    onTurn: (turn, { state }) => {
      pairs = turn.work.pairs
      collector.take(turn, state)
    },
    onPaper: (news, when, { state }) => {
      const opportunityOf = (id: string) => {
        const candidate = pairs.flatMap(({ after }) => after).find((each) => each.id === id)
        return candidate && { candidate, state }
      }
      for (const { word, trade } of news) {
        trades.take(paperDecisionOf(word, when), trade, opportunityOf)
      }
    },
  }
}

/** The check of a session that says what was decided, as it is replayed. */
class BacktestParity {
  private readonly source: FrameSource
  private check: ParityCheck | undefined

  constructor(source: FrameSource) {
    this.source = source
  }

  /** True as long as there is something to compare. */
  get isGoing(): boolean {
    return this.check !== undefined && !this.check.isDone
  }

  begin(settings: ChosenSettings | undefined): void {
    const isOwn = settings?.isRecorded === true && settings.changed.length === 0
    if (isOwn && isReplaySource(this.source)) this.check = new ParityCheck(this.source.decisions())
  }

  async take(turn: ReplayedTurn): Promise<void> {
    await this.check?.take(turn)
  }

  /** Of a torn session the last turn is not known to be whole. */
  async finish(last: ReplayedTurn): Promise<Parity | undefined> {
    const { source, check } = this
    if (check === undefined || !isReplaySource(source)) return undefined
    if (source.ends().areFramesWhole) await check.take(last)
    return check.finish(() => source.ends())
  }
}
