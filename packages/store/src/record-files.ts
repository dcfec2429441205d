/**
 * A stream of timed lines in a folder, cut into files `<prefix>-NNNN.ndjson.zst`: a new file per
 * hour (or another span) of the lines' own time and at a size bound, each one zstd frame, because some Node versions
 * silently read only the first zstd frame of a longer file.
 * @module
 */
import { join } from 'node:path'
import { assertInput, SessionError } from '@arbkit/core'
import { openFileSink, type OpenSink, syncFolder } from './file-sink.ts'
import { createLineWriter, LINE_LENGTH_MAX, type LineWriter } from './line-writer.ts'
import { createWriteQueue } from './write-queue.ts'

/** A file is ended when it holds this much text, before compression. */
export const FILE_BYTES_MAX = 128 * 1024 * 1024
/** Files of one stream: over a year of hours. The number in the name has four digits. */
export const FILES_MAX = 9999

/** How often a new file is begun, by the lines' own time, where nothing else is said. */
export const ROTATE_EVERY_MS = 3_600_000
/** The shortest span of one file: below, folders are all names. */
export const ROTATE_EVERY_MS_MIN = 1000

/** One finished or open file of a stream. */
export interface RecordFile {
  /** Base name. */
  readonly name: string
  /** Lines handed to it; at least 1. */
  readonly recordCount: number
}

/** A line and the time that decides which file it goes to. */
export interface TimedLine {
  readonly line: string
  /** Unix ms. */
  readonly t: number
}

/** A stream being written. Calls may overlap; they are worked off in order. */
export interface RecordFiles {
  /**
   * Adds a line of at most LINE_LENGTH_MAX bytes; wait for it, or memory is the only buffer.
   * @throws {SessionError} it could not be written, or an earlier line could not.
   */
  append(record: TimedLine): Promise<void>
  /** Resolves when every line so far can be read from the files, even after a kill. */
  flush(): Promise<void>
  /** Finishes the last file; everything is durable afterwards. Returns all files in order. */
  close(): Promise<readonly RecordFile[]>
  /** Lets go of the open file as it is. Never rejects; later calls do. */
  abandon(): Promise<void>
}

/** Where and how a stream is written. */
export interface RecordFilesOptions {
  /** An existing folder. */
  readonly dir: string
  /** Start of the file names. */
  readonly prefix: string
  /** Bytes of text a file takes before the next is begun; default {@link FILE_BYTES_MAX}. */
  readonly fileBytesMax?: number | undefined
  /** Files it may grow to; default {@link FILES_MAX}. */
  readonly filesMax?: number | undefined
  /** Span of one file, ms; default {@link ROTATE_EVERY_MS}, at least {@link ROTATE_EVERY_MS_MIN}. */
  readonly rotateEveryMs?: number | undefined
  /** Default: the disk. */
  readonly openSink?: OpenSink | undefined
}

interface OpenFile {
  readonly name: string
  readonly writer: LineWriter
  /** The latest span of a line in it; a line of an earlier span does not end the file. */
  readonly span: number
  bytes: number
  recordCount: number
}

/** The name of file `number` (1 to {@link FILES_MAX}) of a stream. */
export function recordFileName(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(4, '0')}.ndjson.zst`
}

/** @throws {InvalidInputError} a span that is not whole milliseconds, or too short. */
export function checkRotation(rotateEveryMs: number): void {
  assertInput(
    Number.isSafeInteger(rotateEveryMs) && rotateEveryMs >= ROTATE_EVERY_MS_MIN,
    `a file spans whole milliseconds, at least ${ROTATE_EVERY_MS_MIN}, got ${rotateEveryMs}`,
  )
}

/**
 * Returns a stream without files; the first line opens the first one.
 * @throws {InvalidInputError} a span that is not whole milliseconds, or too short.
 */
export function createRecordFiles({
  dir,
  prefix,
  fileBytesMax = FILE_BYTES_MAX,
  filesMax = FILES_MAX,
  rotateEveryMs = ROTATE_EVERY_MS,
  openSink = openFileSink,
}: RecordFilesOptions): RecordFiles {
  checkRotation(rotateEveryMs)
  const queue = createWriteQueue(join(dir, prefix))
  const finished: RecordFile[] = []
  let current: OpenFile | undefined

  const openNext = async (span: number): Promise<OpenFile> => {
    const number = finished.length + 1
    if (number > filesMax) throw new SessionError(`more than ${filesMax} files`)
    const name = recordFileName(prefix, number)
    const writer = createLineWriter(await openSink(join(dir, name)))
    current = { name, writer, span, bytes: 0, recordCount: 0 }
    return current
  }
  const finish = async (file: OpenFile) => {
    await file.writer.close()
    await syncFolder(dir)
    current = undefined
    finished.push({ name: file.name, recordCount: file.recordCount })
  }
  const fileFor = async (span: number, bytes: number): Promise<OpenFile> => {
    if (current === undefined) return openNext(span)
    if (span <= current.span && current.bytes + bytes <= fileBytesMax) return current
    await finish(current)
    return openNext(span)
  }

  return {
    async append({ line, t }) {
      const bytes = Buffer.byteLength(line)
      assertInput(bytes <= LINE_LENGTH_MAX, `a line takes at most ${LINE_LENGTH_MAX} bytes`)
      await queue.runHolding(bytes, async () => {
        const file = await fileFor(Math.floor(t / rotateEveryMs), bytes + 1)
        file.bytes += bytes + 1
        file.recordCount += 1
        await file.writer.append(line)
      })
    },
    flush: () => queue.run(async () => current?.writer.flush()),
    close: () =>
      queue.run(async () => {
        if (current !== undefined) await finish(current)
        return finished
      }),
    async abandon() {
      await queue.stop(new SessionError(`${join(dir, prefix)}: given up`))
      // The file is lost to us either way: what matters is that the handle is let go.
      await current?.writer.abandon().catch(() => undefined)
      current = undefined
    },
  }
}
