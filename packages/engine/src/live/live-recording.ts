/**
 * Records a live session while it happens, in a folder named after its beginning. What a crash leaves can
 * be read up to its last second.
 * @module
 */
import { createSessionWriter, type Every, type NewFrame, type SessionManifest } from '@arbkit/store'
import { newSessionFolder, oneLine } from '../recording/session-name.ts'
import type { FrameRecorder } from './live-session.ts'

/** Where and by whom. */
export interface LiveRecordingOptions {
  /** The folder of all sessions, `logs`. */
  readonly parent: string
  /** Program and version, for the manifest. */
  readonly createdBy: string
  /** Unix ms. */
  readonly nowMs: number
  /** Flushes in real time; absent: only at the end. */
  readonly every?: Every | undefined
}

/** A recording under way. */
export interface LiveRecording {
  /** The session's own folder. */
  readonly dir: string
  readonly record: FrameRecorder
  /** Returns why frames are no longer written, one line; undefined while they are. */
  problem(): string | undefined
  /**
   * Ends it in any case: no timer goes on, no file stays open. What came until now is durable afterwards,
   * or, where something could not be written, as a crash leaves it.
   * @throws {ArbError} the first that could not be written, as {@link LiveRecording.problem} says.
   */
  close(): Promise<SessionManifest>
}

/**
 * Begins a recording, in a folder of its own: of several of one second the later ones are `-2`, `-3`.
 * @throws {SessionError} the folder can not be made.
 */
export async function createLiveRecording(options: LiveRecordingOptions): Promise<LiveRecording> {
  const { parent, createdBy, nowMs, every } = options
  const dir = await newSessionFolder(parent, nowMs)
  const writer = await createSessionWriter({
    dir,
    createdBy,
    startedAtMs: nowMs,
    ...(every === undefined ? {} : { every }),
  })
  let failure: { readonly error: unknown } | undefined
  // Frames are handed over in their order; after the first that fails none is.
  let written: Promise<void> = Promise.resolve()
  const append = async (frame: NewFrame): Promise<void> => {
    if (failure !== undefined) return
    try {
      await writer.append(frame)
    } catch (error) {
      failure = { error }
    }
  }
  return {
    dir,
    record: (frame: NewFrame) => {
      written = written.then(async () => append(frame))
    },
    problem: () => (failure === undefined ? undefined : oneLine(failure.error)),
    close: async () => {
      await written
      if (failure === undefined) return writer.close()
      await writer.flush().catch(() => undefined)
      await writer.abort()
      throw failure.error
    },
  }
}
