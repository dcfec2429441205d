/**
 * Records a running engine. Keeps the folder of all sessions within its bound, and never fails the run:
 * what can not be recorded is told once.
 * @module
 */
import { type Clock, SessionError } from '@arbkit/core'
import {
  createSessionWriter,
  type DecisionTime,
  type Every,
  FLUSH_INTERVAL_MS,
  type NewFrame,
  type SessionManifest,
  type SessionWriter,
} from '@arbkit/store'
import { lookAtDisk } from '../doctor/disk-facts.ts'
import { DISK_FREE_BYTES_MIN } from '../doctor/machine-checks.ts'
import { createMeter, type Meter } from './disk-meter.ts'
import { createDiskRoom, type DiskRoom } from './disk-room.ts'
import { type RecordingNote, RecordingStoppedError } from './recording-note.ts'
import { newSessionFolder, oneLine } from './session-name.ts'
import type { SessionRecording, SessionRecordingOptions } from './session-recording.ts'
import { finishDeletions, HEARTBEAT_EVERY_MS, lookAtShelf, showHeartbeat } from './session-shelf.ts'

/** Most bytes that may wait to be written; more means that the disk does not keep up. */
export const RECORDING_PENDING_BYTES_MAX = 256 * 1024 * 1024

/**
 * Begins a recording in a folder of its own, named after now. What deletions an earlier process has left
 * undone is finished, and sessions that were left behind are told.
 * @throws {RecordingStoppedError} there is no room for it: nothing was made.
 * @throws {SessionError} the folder can not be made.
 */
export async function createSessionRecording(
  options: SessionRecordingOptions,
): Promise<SessionRecording> {
  const { parent, createdBy, clock, rotateEveryMs, onNote = () => undefined } = options
  const program = createdBy.split(' ')[0] ?? ''
  const room = createDiskRoom({
    parent,
    program,
    clock,
    ids: options.ids,
    maxDiskBytes: options.maxDiskBytes,
    minFreeBytes: options.minFreeBytes ?? DISK_FREE_BYTES_MIN,
    freeBytes: options.freeBytes ?? (async (folder) => (await lookAtDisk(folder)).freeBytes),
    onNote,
  })
  const meter = createMeter()
  await tidy({ parent, program, nowMs: clock.now() }, onNote)
  await room.take({ dir: undefined, ...meter.own(0) })
  const dir = await newSessionFolder(parent, clock.now())
  const writer = await createSessionWriter({
    dir,
    createdBy,
    startedAtMs: clock.now(),
    rotateEveryMs,
    openSink: meter.openSink,
  })
  const { every, pendingBytesMax = RECORDING_PENDING_BYTES_MAX } = options
  return new RunningRecording({ dir, writer, meter, room, clock, onNote, every, pendingBytesMax })
}

async function tidy(
  view: Parameters<typeof lookAtShelf>[0],
  onNote: (note: RecordingNote) => void,
): Promise<void> {
  try {
    await finishDeletions(view.parent)
    const shelf = await lookAtShelf(view)
    const lastComplete = shelf.findLastIndex(({ state }) => state === 'deletable')
    const left = shelf.slice(lastComplete + 1).filter(({ state }) => state === 'left')
    const dirs = left.map(({ dir }) => dir).toReversed()
    if (dirs.length > 0) onNote({ tag: 'left-behind', dirs })
  } catch (error) {
    const problem = `${view.parent}: no session can be recorded there: ${oneLine(error)}`
    throw new SessionError(problem, { cause: error })
  }
}

interface RecordingParts {
  readonly dir: string
  readonly writer: SessionWriter
  readonly meter: Meter
  readonly room: DiskRoom
  readonly clock: Clock
  readonly onNote: (note: RecordingNote) => void
  readonly every: Every | undefined
  readonly pendingBytesMax: number
}

/** What became of a recording that ended before its run. */
type Ending =
  | { readonly tag: 'closed'; readonly manifest: SessionManifest }
  | { readonly tag: 'failed'; readonly error: unknown }

class RunningRecording implements SessionRecording {
  readonly dir: string
  private readonly parts: RecordingParts
  private readonly stopTimer: (() => void) | undefined
  /** Everything taken is handed to the writer in its order; after the first that fails nothing is. */
  private tail: Promise<unknown> = Promise.resolve()
  private pendingBytes = 0
  private beatMs: number
  private isFlushing = false
  private reason: string | undefined
  private ending: Ending | undefined

  constructor(parts: RecordingParts) {
    this.parts = parts
    this.dir = parts.dir
    this.beatMs = parts.clock.now()
    this.stopTimer = parts.every?.(FLUSH_INTERVAL_MS, () => this.stroke())
  }

  frame(frame: NewFrame): void {
    const { writer } = this.parts
    this.take(Buffer.byteLength(frame.payload) + FRAME_HEAD_BYTES, () => writer.append(frame))
  }

  decision(line: string, made: DecisionTime): void {
    const { writer } = this.parts
    this.take(Buffer.byteLength(line) + 1, () => writer.decide(line, made))
  }

  problem(): string | undefined {
    return this.reason
  }

  async flush(): Promise<void> {
    await this.tail
    if (this.ending === undefined) await this.parts.meter.flushing(this.parts.writer)
  }

  async close(): Promise<SessionManifest> {
    this.stopTimer?.()
    await this.tail
    if (this.ending === undefined) return this.parts.writer.close()
    if (this.ending.tag === 'failed') throw this.ending.error
    return this.ending.manifest
  }

  private take(bytes: number, write: () => Promise<unknown>): void {
    if (this.reason !== undefined) return
    const { pendingBytesMax } = this.parts
    if (this.pendingBytes + bytes > pendingBytesMax) {
      const waits = `over ${pendingBytesMax} bytes wait to be written`
      this.later(() => this.end(new SessionError(`${this.dir}: ${waits}: the disk is too slow`)))
      return
    }
    this.pendingBytes += bytes
    this.later(async () => {
      try {
        if (this.ending === undefined) await this.write(bytes, write)
      } catch (error) {
        await this.end(error)
      } finally {
        this.pendingBytes -= bytes
      }
    })
  }

  private later(work: () => Promise<void>): void {
    this.tail = this.tail.then(work)
  }

  private async write(bytes: number, write: () => Promise<unknown>): Promise<void> {
    const { meter, room, writer } = this.parts
    if (!room.hasRoom(meter.own(bytes).neededBytes)) {
      // What is on its way shrinks on the way: only now it is known how far.
      await meter.flushing(writer)
      if (!room.hasRoom(meter.own(bytes).neededBytes)) {
        await room.take({ dir: this.dir, ...meter.own(bytes) })
      }
    }
    meter.add(bytes)
    await write()
  }

  /** Ends the recording before its run: in order where only room is missing. */
  private async end(error: unknown): Promise<void> {
    if (this.ending !== undefined) return
    const { writer, onNote } = this.parts
    this.stopTimer?.()
    this.reason = oneLine(error)
    this.ending = await endingOf(writer, error)
    onNote({ tag: 'stopped', problem: this.reason })
  }

  private stroke(): void {
    const nowMs = this.parts.clock.now()
    if (Math.abs(nowMs - this.beatMs) >= HEARTBEAT_EVERY_MS) {
      this.beatMs = nowMs
      void showHeartbeat(this.dir, nowMs)
    }
    if (this.isFlushing) return
    this.isFlushing = true
    this.later(async () => {
      try {
        if (this.ending === undefined) await this.parts.meter.flushing(this.parts.writer)
      } catch (error) {
        await this.end(error)
      } finally {
        this.isFlushing = false
      }
    })
  }
}

/** A frame's line is longer than its payload by its head: at most, but for what was asked. */
const FRAME_HEAD_BYTES = 1024

async function endingOf(writer: SessionWriter, error: unknown): Promise<Ending> {
  if (error instanceof RecordingStoppedError) {
    try {
      return { tag: 'closed', manifest: await writer.close() }
    } catch (worse) {
      return { tag: 'failed', error: worse }
    }
  }
  await writer.flush().catch(() => undefined)
  await writer.abort()
  return { tag: 'failed', error }
}
