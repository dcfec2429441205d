/**
 * Writes one zstd file of lines: one compressed frame, with a checksum, begun on creation and
 * finished on close. Calls must not overlap; the record stream above queues them.
 * @module
 */
import { constants, createZstdCompress } from 'node:zlib'
import { createBytePump } from './byte-pump.ts'
import type { ByteSink } from './file-sink.ts'

/** Longest line, in bytes of UTF-8 without its newline. An odds answer is some megabytes. */
export const LINE_LENGTH_MAX = 64 * 1024 * 1024

/** Lines are handed to the compressor in batches of about this size. */
const BATCH_BYTES = 64 * 1024
/** zstd's default: JSON shrinks about tenfold at some hundred megabytes a second. */
const COMPRESSION_LEVEL = 3

/** One file being written. */
export interface LineWriter {
  /** Adds one line; `line` holds no newline. Waits when the compressor is behind. */
  append(line: string): Promise<void>
  /** Resolves when every line so far is in the file and readable from it, even after a kill. */
  flush(): Promise<void>
  /** Flushes, finishes the zstd frame, makes the file durable and closes it. */
  close(): Promise<void>
  /** Closes the file as it is, torn. */
  abandon(): Promise<void>
}

/** Returns a writer into a fresh `sink`. */
export function createLineWriter(sink: ByteSink): LineWriter {
  const pump = createBytePump(
    createZstdCompress({
      params: {
        [constants.ZSTD_c_compressionLevel]: COMPRESSION_LEVEL,
        [constants.ZSTD_c_checksumFlag]: 1,
      },
    }),
  )
  let batch = ''
  let isFlushed = true

  const writeAll = async (chunks: readonly Buffer[]) => {
    for (const chunk of chunks) await sink.write(chunk)
  }
  const pushBatch = async () => {
    if (batch === '') return
    const bytes = Buffer.from(batch)
    batch = ''
    await writeAll(await pump.push(bytes))
  }

  return {
    async append(line) {
      batch += `${line}\n`
      isFlushed = false
      if (batch.length >= BATCH_BYTES) await pushBatch()
    },
    async flush() {
      if (isFlushed) return
      await pushBatch()
      await writeAll(await pump.flush())
      isFlushed = true
    },
    async close() {
      await pushBatch()
      await writeAll(await pump.end())
      await sink.sync()
      await sink.close()
    },
    async abandon() {
      pump.destroy()
      await sink.close()
    },
  }
}
