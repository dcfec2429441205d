/**
 * Counts what a session takes of the disk: what was written, and at most how much is on its way.
 * @module
 */
import { type OpenSink, openFileSink, type SessionWriter } from '@arbkit/store'

/** What ending a session takes at most, beside its files' share: what zstd holds back, and the manifest. */
export const ENDING_BYTES = 64 * 1024
/** A file's own share of that: its frame of zstd, and its entry in the manifest. */
export const ENDING_BYTES_PER_FILE = 512

/** The count of one session. */
export interface Meter {
  /** Opens its files. */
  readonly openSink: OpenSink
  /** Notes text that is handed to the writer. */
  add(bytes: number): void
  /** Flushes the writer: what was handed over until now is on the disk then, and counted as it is. */
  flushing(writer: SessionWriter): Promise<void>
  /** Returns what is on the disk, and what is there at most once `moreBytes` of text are and it is ended. */
  own(moreBytes: number): { readonly writtenBytes: number; readonly neededBytes: number }
}

/** Returns the count of a session without files. */
export function createMeter(): Meter {
  let [writtenBytes, unflushedBytes, fileCount] = [0, 0, 0]
  return {
    openSink: async (path) => {
      const sink = await openFileSink(path)
      fileCount += 1
      return {
        write: async (bytes) => {
          await sink.write(bytes)
          writtenBytes += bytes.length
        },
        sync: () => sink.sync(),
        close: () => sink.close(),
      }
    },
    add: (bytes) => {
      unflushedBytes += bytes
    },
    flushing: async (writer) => {
      const flushed = unflushedBytes
      await writer.flush()
      unflushedBytes -= flushed
    },
    own: (moreBytes) => {
      // The next line may begin a new file of either stream.
      const endingBytes = ENDING_BYTES + (fileCount + 2) * ENDING_BYTES_PER_FILE
      return { writtenBytes, neededBytes: writtenBytes + unflushedBytes + moreBytes + endingBytes }
    },
  }
}
