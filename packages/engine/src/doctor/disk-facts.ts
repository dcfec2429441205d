/**
 * Looks at a disk: the one place of the doctor that touches the file system, and it writes nothing.
 * @module
 */
import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { InvalidInputError, printable } from '@arbkit/core'
import type { DiskFacts } from './doctor-ports.ts'

/**
 * Returns what is known of where a folder is, or would be made.
 * @throws {InvalidInputError} it can not be looked at, or something that is no folder is in its place.
 */
export async function lookAtDisk(folder: string): Promise<DiskFacts> {
  const nearest = await nearestThere(resolve(folder))
  try {
    const { bavail, bsize } = await statfs(nearest, { bigint: true })
    return {
      folder: nearest,
      freeBytes: Number(bavail * bsize),
      isWritable: await mayWrite(nearest),
    }
  } catch (error) {
    throw refusal(nearest, error)
  }
}

/** The folder itself, or the nearest above it that is there. */
async function nearestThere(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      if ((await stat(at)).isDirectory()) return at
      throw new InvalidInputError(`${printable(at)} is no folder`)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || at === dirname(at)) throw refusal(at, error)
    }
  }
}

async function mayWrite(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function refusal(folder: string, error: unknown): InvalidInputError {
  if (error instanceof InvalidInputError) return error
  return new InvalidInputError(`${printable(folder)} can not be looked at (${codeOf(error)})`, {
    cause: error,
  })
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'no code'
}
