/**
 * The folder of the log of credits: made when a scan begins, and tried by the doctor, who leaves no trace.
 * @module
 */
import { open, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError, printable } from '@arbkit/core'
import { makeFolder } from '@arbkit/engine'
import { VARIABLES } from '../settings.ts'

/** What is spent is nobody else's business. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/**
 * Makes the folder, and those above it that are not there.
 * @throws {InvalidInputError} it can not be made. One line: what, where, why.
 */
export async function makeCreditsFolder(folder: string): Promise<void> {
  await make(folder, () => undefined)
}

/**
 * Makes the folder, writes a file into it, and takes away what it made. `fileName` must be nobody else's.
 * @throws {InvalidInputError} the folder can not be made, or not be written to. One line.
 */
export async function tryCreditsFolder(folder: string, fileName: string): Promise<void> {
  const made: string[] = []
  try {
    await make(folder, (path) => made.push(path))
    await write(folder, join(folder, fileName))
  } finally {
    // One that somebody else has filled meanwhile stays.
    for (const path of made.toReversed()) await rmdir(path).catch(() => undefined)
  }
}

async function make(folder: string, onMade: (path: string) => void): Promise<void> {
  try {
    await makeFolder(folder, { mode: FOLDER_MODE, onMade })
  } catch (error) {
    throw refusal(folder, 'made', error)
  }
}

async function write(folder: string, file: string): Promise<void> {
  try {
    const opened = await open(file, 'wx', FILE_MODE)
    try {
      await opened.write('\n')
    } finally {
      await opened.close()
      await rm(file)
    }
  } catch (error) {
    throw refusal(folder, 'written to', error)
  }
}

function refusal(folder: string, what: 'made' | 'written to', error: unknown): InvalidInputError {
  return new InvalidInputError(
    `folder of the credit log ${printable(folder)} can not be ${what}: ${problemOf(error)}; ` +
      `expected ${VARIABLES.home} to name a folder that you may write to`,
    { cause: error },
  )
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  ENOENT: 'nothing can be made there',
  EEXIST: 'something that is no folder is in its place',
}

function problemOf(error: unknown): string {
  if (error instanceof InvalidInputError) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code'
  return REASONS[code] ?? code
}
