/**
 * Replay parity: the decisions of a replay held against those that were recorded, line by line and byte by
 * byte, in memory that does not grow with the session. The first difference is kept, and ends the check.
 * @module
 */
import { isRecord } from '@arbkit/core'
import { decisionLine } from '../turns/decision.ts'
import type { ReplayedTurn } from './session-replay.ts'

/** Most fields of a difference that are told. */
export const PARITY_FIELDS_MAX = 20

/** A field in which two lines differ; undefined where a line has no such field. */
export interface ParityField {
  /** `figures.guaranteed`, `legs[0].limitPrice`; `$` where a line is no JSON object. */
  readonly path: string
  readonly recorded: unknown
  readonly replayed: unknown
}

/** Where recording and replay part. */
export interface ParityDifference {
  /** Number of the decision, from 1. */
  readonly decision: number
  readonly turn: number
  /** Session time at the end of the turn, Unix ms. */
  readonly t: number
  /** The lines; undefined where one of both has none there. */
  readonly recorded: string | undefined
  readonly replayed: string | undefined
  /** At most {@link PARITY_FIELDS_MAX}; none where there is one line only. */
  readonly fields: readonly ParityField[]
  /** Frames of that turn by `seq`; undefined where the session has no frame of it. */
  readonly frames: ReplayedTurn['frames'] | undefined
}

/** What a check came to. */
export interface Parity {
  /** Decisions that are the same, byte for byte. */
  readonly same: number
  /** The last turn that was compared, its time in Unix ms; undefined where none was. */
  readonly until: { readonly turn: number; readonly t: number } | undefined
  /** False where frames or decisions are torn: what is not whole was not compared. */
  readonly isWhole: boolean
  readonly difference: ParityDifference | undefined
}

/** How complete the two sides are; known once they were read. */
export interface ParityEnds {
  /** The session was closed, and every frame of it is there. */
  readonly areFramesWhole: boolean
  readonly areDecisionsWhole: boolean
}

/** Compares while a session is replayed. */
export class ParityCheck {
  private readonly recorded: AsyncIterator<string>
  private peeked: string | undefined
  private isOver = false
  private same = 0
  private until: Parity['until']
  private difference: ParityDifference | undefined
  /** What the recording has no line for; a difference unless its end is torn. */
  private unanswered: ParityDifference | undefined

  /** @param recorded the recorded lines, without their ends, in order. */
  constructor(recorded: AsyncIterable<string>) {
    this.recorded = recorded[Symbol.asyncIterator]()
  }

  /** True where nothing more needs to be compared. */
  get isDone(): boolean {
    return this.difference !== undefined || this.unanswered !== undefined
  }

  /** Takes a turn of the replay; those after the first difference are not looked at. */
  async take(replayed: ReplayedTurn): Promise<void> {
    if (this.isDone) return
    for (const decision of replayed.decisions) {
      const own = decisionLine(decision)
      const line = await this.peek()
      if (line === undefined) {
        this.unanswered = this.differenceAt(replayed, undefined, own)
        return
      }
      if (line !== own) {
        const turn = turnOf(line)
        const [isLater, isEarlier] = [turn > replayed.turn, turn < replayed.turn]
        this.difference = this.differenceAt(
          replayed,
          isLater ? undefined : line,
          isEarlier ? undefined : own,
        )
        return
      }
      this.peeked = undefined
      this.same += 1
    }
    const next = await this.peek()
    if (next !== undefined && !(turnOf(next) > replayed.turn)) {
      this.difference = this.differenceAt(replayed, next, undefined)
      return
    }
    this.until = { turn: replayed.turn, t: replayed.t }
  }

  /**
   * Ends the check: what is recorded of turns after the last one is a difference where all frames are there.
   * The recording is read no further than that.
   */
  async finish(ends: () => ParityEnds): Promise<Parity> {
    const next = this.isDone ? undefined : await this.peek()
    const { areFramesWhole, areDecisionsWhole } = ends()
    if (next !== undefined && areFramesWhole) {
      const { turn, t } = this.until ?? { turn: 0, t: 0 }
      this.difference = this.differenceAt({ turn, t, frames: undefined }, next, undefined)
    }
    if (this.unanswered !== undefined && areDecisionsWhole) this.difference = this.unanswered
    await this.recorded.return?.()
    const { same, until, difference } = this
    return { same, until, difference, isWhole: areFramesWhole && areDecisionsWhole }
  }

  private async peek(): Promise<string | undefined> {
    if (this.peeked === undefined && !this.isOver) {
      const { done, value } = await this.recorded.next()
      if (done === true) this.isOver = true
      else this.peeked = value
    }
    return this.peeked
  }

  private differenceAt(
    { turn, t, frames }: Pick<ReplayedTurn, 'turn' | 't'> & Pick<ParityDifference, 'frames'>,
    recorded: string | undefined,
    replayed: string | undefined,
  ): ParityDifference {
    const said = recorded === undefined ? undefined : objectOf(recorded)
    const isElsewhere = said !== undefined && replayed === undefined && said['turn'] !== turn
    const own = isElsewhere ? numberOr(said['turn'], turn) : turn
    return {
      decision: this.same + 1,
      turn: own,
      t: isElsewhere ? numberOr(said['t'], t) : t,
      recorded,
      replayed,
      fields: recorded === undefined || replayed === undefined ? [] : fieldsOf(recorded, replayed),
      frames: isElsewhere ? undefined : frames,
    }
  }
}

const numberOr = (value: unknown, other: number): number =>
  typeof value === 'number' ? value : other

/** The turn of a line; not a number of one that names none. A quote inside a text is written `\"`. */
function turnOf(line: string): number {
  return Number(/"turn":(\d+)/.exec(line)?.[1])
}

function objectOf(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function fieldsOf(recorded: string, replayed: string): readonly ParityField[] {
  const fields: ParityField[] = []
  collect(objectOf(recorded) ?? recorded, objectOf(replayed) ?? replayed, { path: '', fields })
  // Lines that say the same are written otherwise: by another version.
  return fields.length === 0 ? [{ path: '$', recorded, replayed }] : fields
}

function collect(
  recorded: unknown,
  replayed: unknown,
  { path, fields }: { readonly path: string; readonly fields: ParityField[] },
): void {
  if (fields.length >= PARITY_FIELDS_MAX || Object.is(recorded, replayed)) return
  const areAlike = Array.isArray(recorded) === Array.isArray(replayed)
  if (!isParts(recorded) || !isParts(replayed) || !areAlike) {
    fields.push({ path: path === '' ? '$' : path, recorded, replayed })
    return
  }
  const isList = Array.isArray(recorded)
  for (const key of new Set([...Object.keys(recorded), ...Object.keys(replayed)])) {
    const inner = isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    collect(recorded[key], replayed[key], { path: inner, fields })
  }
}

type Parts = Readonly<Record<string, unknown>>

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null
}
