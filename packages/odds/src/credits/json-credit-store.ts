/**
 * The log of credits in files, one for each month, a line for each entry. Lines are appended in one write
 * at the end of the file, wherever that is by then, so that several processes never lose each other's; what
 * is written is durable before it counts. Files hold credits and endpoints: no key, no query.
 * @module
 */
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assertInput, InvalidInputError } from '@arbkit/core'
import type { CreditMonth } from './credit-calendar.ts'
import type { CreditEntry } from './credit-entry.ts'
import { appendedLines, readCreditLines } from './credit-log.ts'
import type { CreditPosition, CreditStore } from './credit-store.ts'

/** Largest log of a month, bytes: about half a million calls that were charged. */
export const CREDIT_LOG_BYTES_MAX = 256 * 1024 * 1024
/** Longer than any line that is ever written. */
const LINE_BYTES_MAX = 64 * 1024
/** Only its owner reads a log: what is spent is nobody else's business. */
const FILE_MODE = 0o600
const NEWLINE = 0x0a

/** A {@link CreditStore} in a folder. */
export interface JsonCreditStore extends CreditStore {
  /** What was found cut off so far, one line each. */
  problems(): readonly string[]
}

/**
 * Returns the store in a folder, which must be there, its files `credits-2026-11.ndjson` need not. A
 * position is a byte of a file. `folder` stands in messages as given. It throws `InvalidInputError` for a
 * file that can not be read or written, is too large, or is shorter than what was read of it, and
 * `WireFormatError`, naming file and line, for a line that is no entry.
 */
export function jsonCreditStore(folder: string): JsonCreditStore {
  const problems = new Set<string>()
  /** Where the last read of a file ended, and how many lines stand before. */
  const ends = new Map<string, { readonly at: CreditPosition; readonly lines: number }>()
  const pathOf = (month: CreditMonth): string => {
    assertInput(/^\d{4}-\d{2}$/.test(month), `credits: expected a month, got ${month}`)
    return join(folder, `credits-${month}.ndjson`)
  }
  return {
    async read(month, from) {
      const path = pathOf(month)
      return named(path, 'read', async () => {
        const end = ends.get(path)
        const linesBefore = end?.at === from ? end.lines : await lineCount(path, from)
        const part = readCreditLines(await bytesFrom(path, from), { path, linesBefore })
        for (const problem of part.problems) problems.add(problem)
        const next = from + part.bytes
        ends.set(path, { at: next, lines: linesBefore + part.lines })
        return { entries: part.entries, next }
      })
    },
    async append(month, entries) {
      if (entries.length === 0) return
      const path = pathOf(month)
      await named(path, 'written', async () => appendTo(path, entries))
    },
    problems: () => [...problems],
  }
}

/** Lines that end before a byte. */
async function lineCount(path: string, to: CreditPosition): Promise<number> {
  if (to === 0) return 0
  const bytes = (await bytesFrom(path, 0)).subarray(0, to)
  return bytes.reduce((count, byte) => (byte === NEWLINE ? count + 1 : count), 0)
}

/** Everything from a byte on; nothing where there is no such file, and there was none. */
async function bytesFrom(path: string, from: CreditPosition): Promise<Uint8Array> {
  const file = await openedOr(path, from)
  if (file === undefined) return new Uint8Array()
  try {
    const { size } = await file.stat()
    assertInput(size <= CREDIT_LOG_BYTES_MAX, `${path}: larger than ${CREDIT_LOG_BYTES_MAX} bytes`)
    assertInput(size >= from, `${path}: shorter than before, so credits were spent that it lost`)
    return await filled(file, from, size - from)
  } finally {
    await file.close()
  }
}

async function openedOr(path: string, from: CreditPosition): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || from > 0) throw error
    return undefined
  }
}

/** Reads so many bytes, or those there are. */
async function filled(file: FileHandle, from: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(length)
  let taken = 0
  while (taken < length) {
    const { bytesRead } = await file.read(bytes, taken, length - taken, from + taken)
    if (bytesRead === 0) break
    taken += bytesRead
  }
  return bytes.subarray(0, taken)
}

async function appendTo(path: string, entries: readonly CreditEntry[]): Promise<void> {
  const file = await open(path, 'a+', FILE_MODE)
  try {
    const { size } = await file.stat()
    const bytes = Buffer.from(appendedLines(await tailOf(file, size), entries))
    // One call: the system puts all of it behind whatever others have appended.
    const { bytesWritten } = await file.write(bytes)
    assertInput(bytesWritten === bytes.length, `${path}: the disk is full`)
    await file.sync()
    if (size === 0) await syncFolder(dirname(path))
  } finally {
    await file.close()
  }
}

/** The last line, where it has no end. */
async function tailOf(file: FileHandle, size: number): Promise<Uint8Array> {
  const start = Math.max(0, size - LINE_BYTES_MAX)
  const bytes = await filled(file, start, size - start)
  return bytes.subarray(bytes.lastIndexOf(NEWLINE) + 1)
}

/** Makes the name of a new file survive a power loss, where the system can do so. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(codeOf(error))) throw error
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'its folder is a file',
  ENOSPC: 'the disk is full',
}

/** Puts what the system says of a file into one line. */
async function named<T>(
  path: string,
  what: 'read' | 'written',
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    if (code === '') throw error
    const reason = REASONS[code] ?? code
    throw new InvalidInputError(`${path}: can not be ${what}: ${reason}`, { cause: error })
  }
}

/** The system's code of an error, empty where it is none of the system's. */
function codeOf(error: unknown): string {
  const isSystem = error instanceof Error && 'code' in error && 'syscall' in error
  return isSystem ? String(error.code) : ''
}
