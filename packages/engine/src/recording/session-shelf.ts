/**
 * The folder of all sessions: what stands in it, what of that a process is writing, and what may be
 * deleted to make room. A session is only ever deleted where everything about it says that it is a
 * finished recording of this program: its name, its manifest, its files.
 *
 * Who writes a session touches its manifest every few seconds, so that another process can tell it from
 * one whose writer was killed.
 * @module
 */
import { lstat, readdir, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { isArbError } from '@arbkit/core'
import { MANIFEST_NAME, openSession, type SessionManifest } from '@arbkit/store'
import { compareRecordedNames, isRecordedName } from './session-name.ts'

/** How often the writer of a session shows that it is alive. */
export const HEARTBEAT_EVERY_MS = 5_000
/** Silence after which the writer of a session counts as killed: a machine may be busy, or have slept. */
export const HEARTBEAT_LOST_MS = 60_000

/**
 * What a session is. `deletable`: a finished recording of this program. `written`: a process is writing
 * it. `left`: its writer was killed. `kept`: an import, a folder that a person renamed or put something
 * into, or damaged.
 */
export type ShelvedState = 'deletable' | 'written' | 'left' | 'kept'

/** One session in the folder. */
export interface ShelvedSession {
  readonly name: string
  readonly dir: string
  readonly bytes: number
  readonly state: ShelvedState
}

/** Where to look, and as whom. */
export interface ShelfView {
  readonly parent: string
  /** First word of `createdBy`: whose sessions may be deleted. */
  readonly program: string
  /** Unix ms, by the clock that heartbeats are made with. */
  readonly nowMs: number
}

/** Files of a recording, and what a writer that was killed may leave. */
const SESSION_FILE =
  /^(?:manifest\.json|\.replacement\.tmp|(?:frames|decisions)-\d{4}\.ndjson\.zst)$/
const BEING_DELETED = /^\.\d{4}-\d{2}-\d{2}T\d{6}Z(?:-\d{1,3})?\.deleted-[A-Za-z0-9-]+$/

/** Returns the sessions of a folder, the oldest recording first; nothing where there is no folder. */
export async function lookAtShelf(view: ShelfView): Promise<readonly ShelvedSession[]> {
  const sessions: ShelvedSession[] = []
  for (const name of await namesIn(view.parent)) {
    const session = await shelved(name, view)
    if (session !== undefined) sessions.push(session)
  }
  return sessions.toSorted((a, b) => compareRecordedNames(a.name, b.name))
}

/**
 * Deletes a session: first it is no session any more, in one step, then its files go. Of two processes
 * that delete the same one, one does.
 * @param tempId letters, digits and hyphens, unlike any other.
 * @returns false where it was gone.
 */
export async function deleteShelved(
  { name, dir }: ShelvedSession,
  { parent, tempId }: { readonly parent: string; readonly tempId: string },
): Promise<boolean> {
  const aside = join(parent, `.${name}.deleted-${tempId}`)
  try {
    await rename(dir, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
  await rm(aside, { recursive: true, force: true, maxRetries: 3 })
  return true
}

/** Removes what a process that was killed while it deleted has left of sessions. */
export async function finishDeletions(parent: string): Promise<void> {
  for (const name of await namesIn(parent)) {
    if (!BEING_DELETED.test(name)) continue
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Shows that the session in `dir` is being written. A failure is no reason to stop: nothing is lost by it. */
export async function showHeartbeat(dir: string, nowMs: number): Promise<void> {
  await utimes(join(dir, MANIFEST_NAME), nowMs / 1000, nowMs / 1000).catch(() => undefined)
}

/** Undefined for what is no session. */
async function shelved(name: string, view: ShelfView): Promise<ShelvedSession | undefined> {
  const dir = join(view.parent, name)
  if (name.startsWith('.') || !(await isFolder(dir))) return undefined
  const files = await namesIn(dir)
  if (!files.some((file) => file !== '.replacement.tmp' && SESSION_FILE.test(file))) {
    return undefined
  }
  let [bytes, lastMs] = [0, 0]
  for (const file of files) {
    // A file may go while one looks: another process deletes too.
    const found = await lstat(join(dir, file)).catch(() => undefined)
    bytes += found?.size ?? 0
    if (file === MANIFEST_NAME) lastMs = Math.max(lastMs, found?.mtimeMs ?? 0)
  }
  const isOurs = isRecordedName(name) && files.every((file) => SESSION_FILE.test(file))
  const state = isOurs ? stateOf(await openedManifest(dir), lastMs, view) : 'kept'
  return { name, dir, bytes, state }
}

function stateOf(
  manifest: SessionManifest | 'none' | 'damaged',
  lastMs: number,
  { program, nowMs }: ShelfView,
): ShelvedState {
  if (manifest === 'damaged') return 'kept'
  if (manifest !== 'none') {
    const isOurs = manifest.createdBy.split(' ')[0] === program && manifest.imports === undefined
    if (!isOurs) return 'kept'
    if (manifest.complete) return 'deletable'
  }
  return nowMs - lastMs < HEARTBEAT_LOST_MS ? 'written' : 'left'
}

/** `none`: its writer was killed, or is about to write it. */
async function openedManifest(dir: string): Promise<SessionManifest | 'none' | 'damaged'> {
  try {
    return (await openSession(dir)).manifest ?? 'none'
  } catch (error) {
    if (isArbError(error)) return 'damaged'
    throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  // Not through a link: what it leads to is not in this folder.
  return lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
