/**
 * Reads one zstd file of lines. A file that ends in the middle of a zstd frame (the writer was
 * killed, the file was cut) gives every whole line before the tear, and the tear is said; bytes
 * that are wrong before that are an error; a file of several zstd frames is read to its end.
 * @module
 */
import { type FileHandle, open } from 'node:fs/promises'
import { createZstdDecompress } from 'node:zlib'
import { SessionError } from '@arbkit/core'
import { type BytePump, createBytePump } from './byte-pump.ts'
import { reasonOf } from './file-sink.ts'
import { LINE_LENGTH_MAX } from './line-writer.ts'
import { oneByOne } from './one-by-one.ts'
import { createZstdUnitCutter, type ZstdUnit } from './zstd-units.ts'

/** How a file ended. */
export interface LineFileEnding {
  /** Whole lines read. */
  readonly lineCount: number
  /** The file ends inside a zstd frame: what followed line `lineCount` is lost. */
  readonly isTorn: boolean
  /** Whole zstd frames in the file: 1 as we write them, 0 or 1 when torn. */
  readonly zstdFrameCount: number
}

/** One file being read. */
export interface LineReader {
  /**
   * The lines in order, without their newlines. To be read once.
   * @throws {SessionError} damaged bytes, a line over the bound, text that is not UTF-8.
   */
  lines(): AsyncIterableIterator<string>
  /** The same lines, as many at a time as come out of the decompressor; never none. */
  batches(): AsyncGenerator<readonly string[], void, undefined>
  /** Meaningful once `lines` has ended. */
  ending(): LineFileEnding
}

/** How much of the file is held at a time. */
const READ_BYTES = 64 * 1024
/** Blocks handed to the decompressor at a time: each holds up to 128 KiB of text. */
const BLOCKS_MAX = 8
/** Text comes out of the decompressor in pieces of this size. */
const TEXT_BYTES = 64 * 1024
const NEWLINE = 0x0a

/** Returns a reader of the file at `path`, which is opened when reading starts. */
export function createLineReader(
  path: string,
  { lineLengthMax = LINE_LENGTH_MAX }: { readonly lineLengthMax?: number } = {},
): LineReader {
  const cutter = createZstdUnitCutter(path)
  const splitter = createLineSplitter(path, lineLengthMax)

  async function* batches(): AsyncGenerator<readonly string[], void, undefined> {
    const handle = await openForReading(path)
    const decoder = createDecoder(path)
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES)
        if (bytesRead === 0) break
        for (const run of runsOf(cutter.push(buffer.subarray(0, bytesRead)))) {
          for (const bytes of await decoder.decode(run)) yield* splitter.push(bytes)
        }
      }
    } finally {
      decoder.destroy()
      await handle.close()
    }
    // Without a tear the text is complete, so a last line without a newline is a line.
    if (cutter.isWhole()) yield* splitter.end()
  }

  return {
    lines: () => oneByOne(batches()),
    batches,
    ending: () => ({
      lineCount: splitter.lineCount(),
      isTorn: !cutter.isWhole(),
      zstdFrameCount: cutter.frameCount(),
    }),
  }
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw new SessionError(`${path}: can not be read: ${reasonOf(error)}`, { cause: error })
  }
}

/** Puts units of one zstd frame together: a call of the decompressor costs more than a small block. */
function runsOf(units: readonly ZstdUnit[]): readonly (readonly ZstdUnit[])[] {
  const runs: ZstdUnit[][] = []
  for (const unit of units) {
    const run = runs.at(-1)
    if (run === undefined || unit.startsFrame || run.length >= BLOCKS_MAX) runs.push([unit])
    else run.push(unit)
  }
  return runs
}

/** Decompresses run by run, with a new decompressor for each zstd frame. */
function createDecoder(path: string) {
  let pump: BytePump | undefined
  return {
    async decode(run: readonly ZstdUnit[]): Promise<readonly Buffer[]> {
      if (run[0]?.startsFrame === true) {
        pump?.destroy()
        pump = createBytePump(createZstdDecompress({ chunkSize: TEXT_BYTES }))
      }
      try {
        return (await pump?.push(Buffer.concat(run.map(({ bytes }) => bytes)))) ?? []
      } catch (error) {
        throw new SessionError(`${path}: damaged: ${reasonOf(error)}`, { cause: error })
      }
    },
    destroy: () => pump?.destroy(),
  }
}

/** Cuts bytes into lines at newlines; a line may come in many pieces. */
function createLineSplitter(path: string, lineLengthMax: number) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let pieces: Buffer[] = []
  let length = 0
  let lineCount = 0

  const add = (piece: Buffer) => {
    length += piece.length
    if (length > lineLengthMax) {
      throw new SessionError(`${path}:${lineCount + 1}: line longer than ${lineLengthMax} bytes`)
    }
    pieces.push(piece)
  }
  const take = (): string => {
    const [only] = pieces
    const bytes = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces)
    pieces = []
    length = 0
    lineCount += 1
    try {
      return decoder.decode(bytes)
    } catch (error) {
      throw new SessionError(`${path}:${lineCount}: not UTF-8 text`, { cause: error })
    }
  }
  /** Whole lines, each looked at by itself: what is wrong with one is said with its number. */
  const oneLineAtATime = function* (bytes: Buffer): Generator<readonly string[], void, undefined> {
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      add(bytes.subarray(start, end))
      yield [take()]
      start = end + 1
    }
  }
  /** Whole lines decoded at once; undefined where one of them may be wrong. */
  const allAtOnce = (bytes: Buffer): readonly string[] | undefined => {
    if (bytes.length > lineLengthMax) return undefined
    try {
      return decoder.decode(bytes.subarray(0, -1)).split('\n')
    } catch {
      return undefined
    }
  }

  return {
    *push(bytes: Buffer): Generator<readonly string[], void, undefined> {
      const first = pieces.length === 0 ? 0 : bytes.indexOf(NEWLINE) + 1
      if (first > 0) yield* oneLineAtATime(bytes.subarray(0, first))
      const last = bytes.lastIndexOf(NEWLINE) + 1
      if (last > first) {
        const whole = bytes.subarray(first, last)
        const lines = allAtOnce(whole)
        if (lines === undefined) yield* oneLineAtATime(whole)
        else {
          lineCount += lines.length
          yield lines
        }
      }
      if (last < bytes.length) add(bytes.subarray(last))
    },
    *end(): Generator<readonly string[], void, undefined> {
      if (pieces.length > 0) yield [take()]
    },
    lineCount: () => lineCount,
  }
}
