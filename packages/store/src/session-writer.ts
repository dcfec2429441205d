/**
 * Writes a recorded session: numbers the frames, keeps the order of turns, puts decisions beside the
 * frames they were made from, flushes in time, and writes the manifest. Time and randomness are
 * arguments.
 * @module
 */
import { join } from 'node:path'
import { assertInput, SessionError } from '@arbkit/core'
import {
  createFileDurably,
  isSystemError,
  type OpenSink,
  reasonOf,
  replaceFileDurably,
} from './file-sink.ts'
import type { NewFrame } from './frame.ts'
import {
  closedManifest,
  type ImportRecord,
  MANIFEST_NAME,
  newManifest,
  parseManifest,
  printManifest,
  type SessionManifest,
} from './manifest.ts'
import { checkRotation, ROTATE_EVERY_MS } from './record-files.ts'
import {
  createFolderAside,
  createFolderInPlace,
  type SessionFolder,
  takenError,
} from './session-folder.ts'
import { createSessionLines, type DecisionTime } from './session-lines.ts'
import { createSessionStreams } from './session-streams.ts'

/** How long a frame may wait before its flush is begun. */
export const FLUSH_INTERVAL_MS = 1000

/** Calls `run` every `intervalMs` until the returned function is called. */
export type Every = (intervalMs: number, run: () => void) => () => void

/** What a session is written with. */
export interface SessionWriterOptions {
  /** The session's folder: absent or empty; its parents are created. */
  readonly dir: string
  /** Program, version and command, for example `arb 0.1.0 import`. */
  readonly createdBy: string
  /** Unix ms. */
  readonly startedAtMs: number
  /**
   * Present: `dir` comes into being on `close`, whole, and nothing is left of a session that is
   * not closed. `tempId` (letters, digits, hyphens) names the folder meanwhile: make it random.
   * Absent: `dir` is filled in place, and what a crash leaves is readable.
   */
  readonly atomic?: { readonly tempId: string }
  /** Present: flushes every {@link FLUSH_INTERVAL_MS} by itself. Absent: call `flush`. */
  readonly every?: Every
  /** Bytes of text a file takes before the next is begun; for tests. */
  readonly fileBytesMax?: number
  /** A new file at least this often by the frames' own time, ms; default {@link ROTATE_EVERY_MS}. */
  readonly rotateEveryMs?: number | undefined
  /** Opens the files of frames and decisions; default: the disk. */
  readonly openSink?: OpenSink
}

/** What is known about a session at its end. */
export interface CloseOptions {
  readonly imports?: readonly ImportRecord[]
}

/** A session being written. Calls may overlap; frames are written in the order of the calls. */
export interface SessionWriter {
  /**
   * Adds a frame and returns its `seq`. Wait for it, or memory is the only buffer.
   * @throws {InvalidInputError} the frame is out of bounds, or its turn falls; more may follow.
   * @throws {SessionError} it could not be written, or an earlier one could not: give up.
   */
  append(frame: NewFrame): Promise<number>
  /**
   * Adds a decision: one line of JSON without its end, made at the end of a turn whose frames were all
   * appended. It reaches the disk after them, with the next flush.
   * @throws {InvalidInputError} of a turn of which there is no frame, or before the last decision's.
   * @throws {SessionError} as {@link SessionWriter.append}.
   */
  decide(line: string, made: DecisionTime): Promise<void>
  /** Resolves when every frame and decision so far can be read from the files, even after a kill. */
  flush(): Promise<void>
  /**
   * Finishes the files and the manifest, durably, and puts the session in its place.
   * @throws {SessionError} it could not; an atomic session is then gone.
   */
  close(options?: CloseOptions): Promise<SessionManifest>
  /** Gives up: nothing is left of an atomic session, another one stays as after a crash. */
  abort(): Promise<void>
}

/**
 * Begins a session.
 * @throws {SessionError} the folder is not empty, can not be created, or has another writer.
 */
export async function createSessionWriter(options: SessionWriterOptions): Promise<SessionWriter> {
  const { dir, atomic, every } = options
  const initial = newManifest(options)
  checkRotation(options.rotateEveryMs ?? ROTATE_EVERY_MS)
  const folder = await (atomic === undefined
    ? createFolderInPlace(dir)
    : createFolderAside(dir, atomic.tempId))
  await claim(folder, { dir, manifest: initial })
  const { fileBytesMax, rotateEveryMs, openSink } = options
  const streams = createSessionStreams({
    dir: folder.path,
    fileBytesMax,
    rotateEveryMs,
    openSink,
  })
  const stopTimer = every?.(
    FLUSH_INTERVAL_MS,
    inBackground(() => streams.flush()),
  )
  const lines = createSessionLines()
  let isOpen = true
  const assertOpen = () => assertInput(isOpen, 'the session is closed')
  const end = (): void => {
    isOpen = false
    stopTimer?.()
  }
  const giveUp = async () => {
    await streams.abandon()
    await folder.discard()
  }
  return {
    async append(frame) {
      assertOpen()
      const { seq, line } = lines.ofFrame(frame)
      await streams.append({ line, t: frame.t })
      return seq
    },
    async decide(line, made) {
      assertOpen()
      lines.checkDecision(line, made)
      await streams.decide({ line, t: made.t })
    },
    async flush() {
      assertOpen()
      await streams.flush()
    },
    async close({ imports } = {}) {
      assertOpen()
      end()
      try {
        const written = { ...(await streams.close()), frames: lines.frames(), imports }
        return await finish(folder, closedManifest(initial, written))
      } catch (error) {
        await giveUp()
        throw asSessionError(dir, error)
      }
    },
    async abort() {
      if (!isOpen) return
      end()
      await giveUp()
    },
  }
}

/** Writes the manifest of a session whose files are finished, and puts the session in its place. */
async function finish(folder: SessionFolder, closed: SessionManifest): Promise<SessionManifest> {
  const text = printManifest(closed)
  const manifest = parseManifest(text, MANIFEST_NAME)
  await replaceFileDurably(join(folder.path, MANIFEST_NAME), text)
  await folder.publish()
  return manifest
}

/**
 * Writes a whole session: closes it when `fill` resolves, with the `imports` it returned, and
 * aborts it when `fill` throws.
 * @throws whatever `fill` throws, and {@link SessionError} as {@link SessionWriter} does.
 */
export async function writeSession(
  options: SessionWriterOptions,
  fill: (writer: SessionWriter) => Promise<CloseOptions>,
): Promise<SessionManifest> {
  const writer = await createSessionWriter(options)
  let ending: CloseOptions
  try {
    ending = await fill(writer)
  } catch (error) {
    await writer.abort()
    throw error
  }
  return writer.close(ending)
}

/** Creating the manifest is the claim: of two writers on one folder, one finds it there. */
async function claim(
  folder: SessionFolder,
  { dir, manifest }: { readonly dir: string; readonly manifest: SessionManifest },
): Promise<void> {
  try {
    await createFileDurably(join(folder.path, MANIFEST_NAME), printManifest(manifest))
  } catch (error) {
    await folder.discard()
    throw isSystemError(error, ['EEXIST']) ? takenError(dir, error) : asSessionError(dir, error)
  }
}

/** A failed flush is not lost: the next append, flush or close reports it. */
function inBackground(flush: () => Promise<void>): () => void {
  let isFlushing = false
  const run = async () => {
    isFlushing = true
    await flush().catch(() => undefined)
    isFlushing = false
  }
  return () => {
    if (!isFlushing) void run()
  }
}

function asSessionError(dir: string, error: unknown): SessionError {
  if (error instanceof SessionError) return error
  return new SessionError(`${dir}: can not be written: ${reasonOf(error)}`, { cause: error })
}
