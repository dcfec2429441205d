/**
 * Makes a folder with all that is missing above it, one after the other: in a place like `/proc` Node.js
 * never ends what it is told to make at once (seen with 24.21, 2026-11).
 * @module
 */
import { mkdir, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { lookAtDisk } from './doctor/disk-facts.ts'

/** How it is made. */
export interface MakeFolderOptions {
  /** Mode of the folders that are made; the system's default where it is left out. */
  readonly mode?: number
  /** Told of each folder that was not there, from above. */
  readonly onMade?: (path: string) => void
}

/** Makes the folder; one that is there is left as it is. @throws {Error} the system's, or it can not be looked at. */
export async function makeFolder(
  folder: string,
  { mode, onMade }: MakeFolderOptions = {},
): Promise<void> {
  const { folder: nearest } = await lookAtDisk(folder)
  let path = nearest
  for (const name of relative(nearest, resolve(folder)).split(sep)) {
    if (name === '') continue
    path = join(path, name)
    if (await isMadeHere(path, mode)) onMade?.(path)
  }
}

/** False where it is there already: another process may have been faster. */
async function isMadeHere(path: string, mode: number | undefined): Promise<boolean> {
  try {
    await mkdir(path, mode === undefined ? {} : { mode })
    return true
  } catch (error) {
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (isThere) return false
    throw error
  }
}
