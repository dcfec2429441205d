/**
 * What a recording of a running engine is, as types: the frames it is made from and the decisions it makes,
 * in a session of its own inside the folder of all sessions.
 * @module
 */
import type { Clock, Ids } from '@arbkit/core'
import type { DecisionTime, Every, NewFrame, SessionManifest } from '@arbkit/store'
import type { RecordingNote } from './recording-note.ts'

/** Where, by whom, and how much. */
export interface SessionRecordingOptions {
  /** The folder of all sessions, `logs`; made where it is not there. */
  readonly parent: string
  /** Program, version and command, for example `arb 0.1.0 run`. */
  readonly createdBy: string
  readonly clock: Clock
  /** Names what is being deleted, so that two processes never meet. */
  readonly ids: Ids
  /** Flushes every second and shows that the session is being written; absent: only at the end. */
  readonly every?: Every | undefined
  /** A new file at least this often by the frames' own time, ms, from a second on; default an hour. */
  readonly rotateEveryMs?: number | undefined
  /** Most bytes of all sessions in `parent`; without it there is no bound. */
  readonly maxDiskBytes?: number | undefined
  /** Bytes of the disk that stay free; default 500 MB. */
  readonly minFreeBytes?: number | undefined
  /** Returns the bytes of the disk that a folder has left; default: the system's word. */
  readonly freeBytes?: ((folder: string) => Promise<number>) | undefined
  /** Most bytes that may wait to be written; default 256 MiB. */
  readonly pendingBytesMax?: number | undefined
  /** Told of what a person should know; must not throw. */
  readonly onNote?: ((note: RecordingNote) => void) | undefined
}

/** A recording under way. */
export interface SessionRecording {
  /** The session's own folder. */
  readonly dir: string
  /** Takes the next frame; never throws, what goes wrong is {@link SessionRecording.problem}. */
  frame(frame: NewFrame): void
  /** Takes the line of a decision, after all frames it was made from; never throws. */
  decision(line: string, made: DecisionTime): void
  /** Returns why nothing is recorded any more, one line; undefined while all is well. */
  problem(): string | undefined
  /** Resolves when everything taken so far can be read from the files, even after a kill. */
  flush(): Promise<void>
  /**
   * Ends it in any case: no timer goes on, no file stays open. Where room had run out, the session was
   * closed by then and is returned as it stands.
   * @throws {ArbError} something could not be written: the session is as a crash leaves it.
   */
  close(): Promise<SessionManifest>
}
