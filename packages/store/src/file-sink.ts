/**
 * Files as a recording needs them: appended to, made durable, never overwritten by accident.
 * @module
 */
import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** An append-only file. Calls must not overlap. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>
  /** Resolves when everything written survives a power loss. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Opens a new file; rejects with `EEXIST` when there is one. */
export type OpenSink = (path: string) => Promise<ByteSink>

/** {@link OpenSink} on the disk. */
export const openFileSink: OpenSink = async (path) => {
  const handle = await open(path, 'wx')
  return {
    async write(bytes) {
      await handle.writeFile(bytes)
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}

/** Makes the names inside a folder survive a power loss, where the system can do so. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    // Windows does not open folders; its file system journals names by itself.
    if (!isSystemError(error, ['EISDIR', 'EPERM', 'EACCES', 'EINVAL'])) throw error
  }
}

/** Creates a file that must not exist yet, durably. @throws `EEXIST` when it does. */
export async function createFileDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(dirname(path))
}

/** Replaces a file in one step: a reader, or a crash, sees the old text or the new one. */
export async function replaceFileDurably(path: string, text: string): Promise<void> {
  const fresh = join(dirname(path), '.replacement.tmp')
  const handle = await open(fresh, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, path)
  await syncFolder(dirname(path))
}

/** True for an error of the operating system with one of these codes (`ENOENT`, ...). */
export function isSystemError(error: unknown, codes: readonly string[]): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.includes(error.code)
  )
}

/** The one-line reason of any thrown value, for a message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
