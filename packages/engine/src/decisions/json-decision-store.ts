/**
 * Decisions in a file, a line each. A line is appended in one write at the end of the file, wherever
 * that is by then, so that several processes never lose each other's lines; what is written is
 * durable before it counts.
 * @module
 */
import { type FileHandle, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { checkPairDecision, InvalidInputError, type PairDecision } from '@arbkit/core'
import { appendedText, readDecisionLog } from './decision-log.ts'
import type { DecisionStore } from './decision-store.ts'

/** Largest log, bytes: some hundred thousand decisions. */
export const DECISION_LOG_BYTES_MAX = 64 * 1024 * 1024
/** Longer than any line that is ever written. */
const LINE_BYTES_MAX = 64 * 1024
/** Only its owner reads a new log: reasons are nobody else's business. */
const FILE_MODE = 0o600

/** A {@link DecisionStore} on a file. */
export interface JsonDecisionStore extends DecisionStore {
  /** What was cut off, one line each; asked after {@link DecisionStore.read}. */
  problems(): readonly string[]
  /** True where the file was there; asked after {@link DecisionStore.read}. */
  isThere(): boolean
}

/** Returns the store on a file, which need not be there yet. `path` stands in messages as given. */
export function jsonDecisionStore(path: string): JsonDecisionStore {
  let problems: readonly string[] = []
  let isThere = false
  const read = async () => {
    const bytes = await bytesOf(path)
    isThere = bytes !== undefined
    const log = readDecisionLog(bytes ?? new Uint8Array(), path)
    problems = log.problems
    return log.decisions
  }
  return {
    read,
    async append(decisions) {
      for (const decision of decisions) checkPairDecision(decision)
      // What is no log of decisions is not written to.
      await read()
      if (decisions.length > 0) await appendTo(path, decisions)
    },
    problems: () => problems,
    isThere: () => isThere,
  }
}

/** Undefined where there is no such file. */
async function bytesOf(path: string): Promise<Uint8Array | undefined> {
  try {
    const { size } = await stat(path)
    if (size > DECISION_LOG_BYTES_MAX) {
      throw new InvalidInputError(`${path}: larger than ${DECISION_LOG_BYTES_MAX} bytes`)
    }
    return await readFile(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw problemOf(path, 'read', error)
  }
}

/**
 * Writes a new file that only its owner reads, whole or not at all.
 * @throws {InvalidInputError} there is one already, or it can not be written.
 */
export async function writeNewFile(path: string, text: string): Promise<void> {
  try {
    const file = await open(path, 'wx', FILE_MODE)
    try {
      await file.writeFile(text)
      await file.sync()
    } catch (error) {
      await unlink(path)
      throw error
    } finally {
      await file.close()
    }
    await syncFolder(dirname(path))
  } catch (error) {
    throw problemOf(path, 'written', error)
  }
}

async function appendTo(path: string, decisions: readonly PairDecision[]): Promise<void> {
  try {
    const file = await open(path, 'a+', FILE_MODE)
    try {
      const { size } = await file.stat()
      const bytes = Buffer.from(appendedText(await tailOf(file, size), decisions))
      // One call: the system puts all of it behind whatever others have appended.
      const { bytesWritten } = await file.write(bytes)
      if (bytesWritten < bytes.length) throw new InvalidInputError(`${path}: the disk is full`)
      await file.sync()
      if (size === 0) await syncFolder(dirname(path))
    } finally {
      await file.close()
    }
  } catch (error) {
    throw problemOf(path, 'written', error)
  }
}

/** The last line, where it has no end. */
async function tailOf(file: FileHandle, size: number): Promise<Uint8Array> {
  const start = Math.max(0, size - LINE_BYTES_MAX)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
  const bytes = buffer.subarray(0, bytesRead)
  return bytes.subarray(bytes.lastIndexOf(0x0a) + 1)
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

function problemOf(path: string, what: 'read' | 'written', error: unknown): unknown {
  const code = codeOf(error)
  if (code === '') return error
  const reasons: Readonly<Record<string, string>> = {
    EISDIR: 'it is a folder',
    EEXIST: 'there is such a file already',
    EACCES: 'no permission',
    EPERM: 'no permission',
    ENOENT: 'no such folder',
    ENOTDIR: 'its folder is a file',
    ENOSPC: 'the disk is full',
  }
  const reason = reasons[code] ?? code
  return new InvalidInputError(`${path}: can not be ${what}: ${reason}`, { cause: error })
}

/** The system's code of an error, empty where it is none of the system's. */
function codeOf(error: unknown): string {
  const isSystem = error instanceof Error && 'code' in error && 'syscall' in error
  return isSystem ? String(error.code) : ''
}
