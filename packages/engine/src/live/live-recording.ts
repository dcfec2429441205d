/**
 * Records a live session while it happens, in a folder named after its beginning. What a crash leaves can
 * be read up to its last second.
 * @module
 */
import { join } from 'node:path'
import { createSessionWriter, type Every, type NewFrame, type SessionManifest } from '@arbkit/store'
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
  /**
   * Ends it; what came until now is durable afterwards.
   * @throws {SessionError} something of it could not be written.
   */
  close(): Promise<SessionManifest>
}

/** Begins a recording. @throws {SessionError} the folder can not be made, or is in use. */
export async function createLiveRecording(options: LiveRecordingOptions): Promise<LiveRecording> {
  const { parent, createdBy, nowMs, every } = options
  const dir = join(parent, folderName(nowMs))
  const writer = await createSessionWriter({
    dir,
    createdBy,
    startedAtMs: nowMs,
    ...(every === undefined ? {} : { every }),
  })
  // Frames are handed over in their order; the first that fails ends the recording, and says so at the end.
  let written: Promise<unknown> = Promise.resolve()
  return {
    dir,
    record: (frame: NewFrame) => {
      written = written.then(async () => writer.append(frame))
      written.catch(() => undefined)
    },
    close: async () => {
      await written
      return writer.close()
    },
  }
}

/** `2026-08-07T134900Z`: sorts by time, and every file system takes it. */
function folderName(nowMs: number): string {
  return new Date(nowMs)
    .toISOString()
    .replaceAll(':', '')
    .replace(/\.\d+Z$/, 'Z')
}
