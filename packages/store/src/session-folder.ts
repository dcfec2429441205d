/**
 * The folder of a session while it is being written: claimed by one writer, and either filled in
 * place (a recording: what a crash leaves is readable) or beside its place and moved there whole
 * (an import: all or nothing).
 * @module
 */
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { assertInput, SessionError } from '@arbkit/core'
import { isSystemError, reasonOf, syncFolder } from './file-sink.ts'

/** A folder that holds nothing yet and that this writer alone may fill. */
export interface SessionFolder {
  /** Where the files go for now. */
  readonly path: string
  /** Puts the filled folder in its place. @throws {SessionError} the place was taken meanwhile. */
  publish(): Promise<void>
  /** Removes what may not be left half-written; nothing in place of a recording. Never rejects. */
  discard(): Promise<void>
}

const UNFINISHED = /^\..+\.unfinished-[A-Za-z0-9-]+$/

/** True for the base name of a folder that an interrupted import left behind; safe to delete. */
export function isUnfinishedSessionName(name: string): boolean {
  return UNFINISHED.test(name)
}

/**
 * Returns the folder `dir` itself, created with its parents.
 * @throws {SessionError} it exists and is not an empty folder.
 */
export async function createFolderInPlace(dir: string): Promise<SessionFolder> {
  await assertFree(dir)
  await mkdir(dir, { recursive: true })
  await syncFolder(dirname(resolve(dir)))
  return {
    path: dir,
    publish: async () => undefined,
    discard: async () => undefined,
  }
}

/**
 * Returns a hidden folder beside `dir` which `publish` renames to `dir`; parents are created.
 * `tempId`, letters, digits and hyphens, must differ between writers.
 * @throws {SessionError} `dir` exists and is not an empty folder.
 */
export async function createFolderAside(dir: string, tempId: string): Promise<SessionFolder> {
  const target = resolve(dir)
  const parent = dirname(target)
  const path = join(parent, `.${basename(target)}.unfinished-${tempId}`)
  assertInput(isUnfinishedSessionName(basename(path)), 'tempId: letters, digits and hyphens only', {
    tempId,
  })
  await assertFree(dir)
  const firstCreated = await mkdir(parent, { recursive: true })
  const removeParents = async () => {
    if (firstCreated !== undefined) await removeEmpty(parent, resolve(firstCreated))
  }
  try {
    await mkdir(path)
  } catch (error) {
    await removeParents()
    throw new SessionError(`${path}: can not be created: ${reasonOf(error)}`, { cause: error })
  }
  return {
    path,
    async publish() {
      await assertFree(dir)
      // An empty folder in the way is removed first: Windows does not rename over one.
      await rmdir(target).catch(ignoring(['ENOENT']))
      await rename(path, target)
      await syncFolder(parent)
    },
    async discard() {
      await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
      await removeParents()
    },
  }
}

/** The message of a folder that can not be claimed. */
export function takenError(dir: string, cause?: unknown): SessionError {
  return new SessionError(`${dir}: already there and not empty; nothing was written`, { cause })
}

async function assertFree(dir: string): Promise<void> {
  let names: readonly string[]
  try {
    names = await readdir(dir)
  } catch (error) {
    if (isSystemError(error, ['ENOENT'])) return
    throw new SessionError(`${dir}: can not be used as a folder: ${reasonOf(error)}`, {
      cause: error,
    })
  }
  if (names.length > 0) throw takenError(dir)
}

/** Removes empty folders from `folder` up to `top`, which lies above it. */
async function removeEmpty(folder: string, top: string): Promise<void> {
  for (let path = folder; path.length >= top.length; path = dirname(path)) {
    try {
      await rmdir(path)
    } catch {
      return
    }
  }
}

function ignoring(codes: readonly string[]) {
  return (error: unknown) => {
    if (!isSystemError(error, codes)) throw error
  }
}
