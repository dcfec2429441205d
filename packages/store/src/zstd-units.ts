/**
 * Cuts a zstd file into the units it is made of (frame header, block, checksum), by structure
 * alone, so that three things never depend on the Node version: where one zstd frame ends and the
 * next begins, whether the file ends in the middle of one, and which bytes before such a tear are
 * whole. It must not decompress. Format: RFC 8878, section 3.1.1.
 * @module
 */
import { SessionError } from '@arbkit/core'

/** A run of bytes that a decompressor can take whole. */
export interface ZstdUnit {
  readonly bytes: Buffer
  /** True for a header: a new decompressor must take it from here. */
  readonly startsFrame: boolean
  /** True for the last unit of a zstd frame. */
  readonly endsFrame: boolean
}

/** The state of one file's cut. */
export interface ZstdUnitCutter {
  /**
   * Takes the next bytes of the file; returns the units that are whole by now.
   * @throws {SessionError} bytes that are not zstd.
   */
  push(chunk: Uint8Array): readonly ZstdUnit[]
  /** True when every byte so far belongs to a whole zstd frame, and there was at least one. */
  isWhole(): boolean
  /** Zstd frames seen whole. */
  frameCount(): number
}

const MAGIC = 0xfd_2f_b5_28
const MAGIC_BYTES = 4
const BLOCK_HEADER_BYTES = 3
const CHECKSUM_BYTES = 4
/** The format's own bound on one block, compressed or not. */
const BLOCK_BYTES_MAX = 131_072
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const

type Expected = 'header' | 'block' | 'checksum'

/** Returns a cutter at the start of a file; `file` is its name for messages. */
export function createZstdUnitCutter(file: string): ZstdUnitCutter {
  let pending: Buffer = Buffer.alloc(0)
  let expected: Expected = 'header'
  let hasChecksum = false
  let frameCount = 0
  let offset = 0

  /** The length of the unit at the start of `bytes`, and what it says; undefined: more needed. */
  const measure = (bytes: Buffer) => {
    if (expected === 'header') return measureHeader(bytes, { file, offset })
    if (expected === 'block') return measureBlock(bytes, { file, offset })
    return { length: CHECKSUM_BYTES, isLast: true, hasChecksum }
  }

  const next = (bytes: Buffer): ZstdUnit | undefined => {
    const unit = measure(bytes)
    if (unit === undefined || bytes.length < unit.length) return undefined
    const startsFrame = expected === 'header'
    if (startsFrame) hasChecksum = unit.hasChecksum
    if (startsFrame) expected = 'block'
    else if (expected === 'block' && unit.isLast) expected = hasChecksum ? 'checksum' : 'header'
    else if (expected === 'checksum') expected = 'header'
    const endsFrame = expected === 'header'
    if (endsFrame) frameCount += 1
    offset += unit.length
    return { bytes: bytes.subarray(0, unit.length), startsFrame, endsFrame }
  }

  return {
    push(chunk) {
      pending = Buffer.concat([pending, chunk])
      const units: ZstdUnit[] = []
      for (let unit = next(pending); unit !== undefined; unit = next(pending)) {
        units.push(unit)
        pending = pending.subarray(unit.bytes.length)
      }
      return units
    },
    isWhole: () => frameCount > 0 && expected === 'header' && pending.length === 0,
    frameCount: () => frameCount,
  }
}

interface Place {
  readonly file: string
  readonly offset: number
}

interface Measure {
  readonly length: number
  readonly isLast: boolean
  readonly hasChecksum: boolean
}

function measureHeader(bytes: Buffer, place: Place): Measure | undefined {
  if (bytes.length < MAGIC_BYTES) return undefined
  if (bytes.readUInt32LE(0) !== MAGIC) throw notZstd(place, 'no zstd frame starts there')
  const descriptor = bytes[MAGIC_BYTES]
  if (descriptor === undefined) return undefined
  if ((descriptor & 0b1000) !== 0) throw notZstd(place, 'reserved bit set in a frame header')
  const isSingleSegment = (descriptor & 0b10_0000) !== 0
  const contentSizeFlag = descriptor >> 6
  const contentSizeBytes =
    contentSizeFlag === 0 && isSingleSegment ? 1 : (CONTENT_SIZE_BYTES[contentSizeFlag] ?? 0)
  const dictionaryIdBytes = DICTIONARY_ID_BYTES[descriptor & 0b11] ?? 0
  const windowBytes = isSingleSegment ? 0 : 1
  return {
    length: MAGIC_BYTES + 1 + windowBytes + dictionaryIdBytes + contentSizeBytes,
    isLast: false,
    hasChecksum: (descriptor & 0b100) !== 0,
  }
}

function measureBlock(bytes: Buffer, place: Place): Measure | undefined {
  if (bytes.length < BLOCK_HEADER_BYTES) return undefined
  const header = bytes.readUIntLE(0, BLOCK_HEADER_BYTES)
  const type = (header >> 1) & 0b11
  const size = header >> 3
  if (type === 3) throw notZstd(place, 'reserved block type')
  if (size > BLOCK_BYTES_MAX) throw notZstd(place, `block of ${size} bytes`)
  // A run-length block says how often its single byte repeats.
  const contentBytes = type === 1 ? 1 : size
  return {
    length: BLOCK_HEADER_BYTES + contentBytes,
    isLast: (header & 1) === 1,
    hasChecksum: false,
  }
}

function notZstd({ file, offset }: Place, what: string): SessionError {
  return new SessionError(`${file}: not readable as zstd at byte ${offset}: ${what}`, {
    context: { file, offset },
  })
}
