/**
 * Names of recorded sessions: the time of their beginning, so that they sort by it and every file system
 * takes them.
 * @module
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { printable, SessionError } from '@arbkit/core'
import { makeFolder } from '../make-folder.ts'

/** Recordings that may begin in one second. */
export const SAME_SECOND_MAX = 100

const RECORDED = /^\d{4}-\d{2}-\d{2}T\d{6}Z(?:-(\d{1,3}))?$/

/** True for a name that {@link newSessionFolder} gives; a folder that a person renamed has another. */
export function isRecordedName(name: string): boolean {
  return RECORDED.test(name)
}

/** Orders names of recordings by their beginning: `-2` before `-10`. */
export function compareRecordedNames(one: string, other: string): number {
  const [a, b] = [one.slice(0, 18), other.slice(0, 18)]
  if (a !== b) return a < b ? -1 : 1
  return Number(RECORDED.exec(one)?.[1] ?? 1) - Number(RECORDED.exec(other)?.[1] ?? 1)
}

/**
 * Makes a folder for a session that begins now: of several of one second the later ones are `-2`, `-3`.
 * Making it is the claim.
 * @throws {SessionError} it can not be made.
 */
export async function newSessionFolder(parent: string, nowMs: number): Promise<string> {
  const name = folderName(nowMs)
  try {
    await makeFolder(parent)
    for (let number = 1; number <= SAME_SECOND_MAX; number += 1) {
      const dir = join(parent, number === 1 ? name : `${name}-${number}`)
      if (await isMade(dir)) return dir
    }
  } catch (error) {
    const problem = `${printable(parent)}: no session can be recorded there: ${oneLine(error)}`
    throw new SessionError(problem, { cause: error })
  }
  throw new SessionError(`${printable(join(parent, name))}: already there, and so are the next`)
}

/** The reason of anything thrown, on one line. */
export const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ')

/** False where something of this name is there already. */
async function isMade(path: string): Promise<boolean> {
  try {
    await mkdir(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** `2026-08-07T134900Z`. */
function folderName(nowMs: number): string {
  return new Date(nowMs)
    .toISOString()
    .replaceAll(':', '')
    .replace(/\.\d+Z$/, 'Z')
}
