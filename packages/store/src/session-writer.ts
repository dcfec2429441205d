/**
 * Writes a recorded session: numbers the frames, keeps the order of turns, flushes in time, and
 * writes the manifest. Time and randomness are arguments.
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
import { encodeFrame, type NewFrame } from './frame.ts'
import { LINE_LENGTH_MAX } from './line-writer.ts'
import {
  type ImportRecord,
  MANIFEST_NAME,
  newManifest,
  parseManifest,
  printManifest,
  type SessionFile,
  type SessionManifest,
} from './manifest.ts'
import { createRecordFiles, type RecordFile, type RecordFiles } from './record-files.ts'
import {
  createFolderAside,
  createFolderInPlace,
  type SessionFolder,
  takenError,
} from './session-folder.ts'

/** How long a frame may wait before its flush is begun. */
export const FLUSH_INTERVAL_MS = 1000
/** Stream name of the frames. */
export const FRAMES_PREFIX = 'frames'

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
  /** Opens the files of frames; for tests. */
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
  /** Resolves when every frame so far can be read from the files, even after a kill. */
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
  const folder = await (atomic === undefined
    ? createFolderInPlace(dir)
    : createFolderAside(dir, atomic.tempId))
  await claim(folder, { dir, manifest: initial })
  const files = createRecordFiles({
    dir: folder.path,
    prefix: FRAMES_PREFIX,
    fileBytesMax: options.fileBytesMax,
    openSink: options.openSink,
  })
  const stopTimer = every?.(FLUSH_INTERVAL_MS, flushInBackground(files))
  let lastTurn = 0
  let frames: SessionManifest['frames'] = { count: 0 }
  let isOpen = true

  const giveUp = async () => {
    await files.abandon()
    await folder.discard()
  }

  return {
    async append(frame) {
      assertInput(isOpen, 'the session is closed')
      const { turn, t } = frame
      assertInput(turn >= lastTurn, 'turn must not fall', { turn, lastTurn })
      const seq = frames.count + 1
      const line = encodeFrame(seq, frame)
      assertInput(
        Buffer.byteLength(line) <= LINE_LENGTH_MAX,
        `a frame takes at most ${LINE_LENGTH_MAX} bytes`,
      )
      lastTurn = turn
      frames = { count: seq, firstMs: frames.firstMs ?? t, lastMs: t }
      await files.append({ line, t })
      return seq
    },
    async flush() {
      assertInput(isOpen, 'the session is closed')
      await files.flush()
    },
    async close({ imports } = {}) {
      assertInput(isOpen, 'the session is closed')
      isOpen = false
      stopTimer?.()
      try {
        const finished = sessionFiles(await files.close())
        const text = printManifest({ ...initial, complete: true, frames, files: finished, imports })
        const manifest = parseManifest(text, MANIFEST_NAME)
        await replaceFileDurably(join(folder.path, MANIFEST_NAME), text)
        await folder.publish()
        return manifest
      } catch (error) {
        await giveUp()
        throw asSessionError(dir, error)
      }
    },
    async abort() {
      if (!isOpen) return
      isOpen = false
      stopTimer?.()
      await giveUp()
    },
  }
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
function flushInBackground(files: RecordFiles): () => void {
  let isFlushing = false
  const flush = async () => {
    isFlushing = true
    await files.flush().catch(() => undefined)
    isFlushing = false
  }
  return () => {
    if (!isFlushing) void flush()
  }
}

function sessionFiles(files: readonly RecordFile[]): readonly SessionFile[] {
  let nextSeq = 1
  return files.map(({ name, recordCount }) => {
    const firstSeq = nextSeq
    nextSeq += recordCount
    return { name, frames: recordCount, firstSeq, lastSeq: nextSeq - 1 }
  })
}

function asSessionError(dir: string, error: unknown): SessionError {
  if (error instanceof SessionError) return error
  return new SessionError(`${dir}: can not be written: ${reasonOf(error)}`, { cause: error })
}
