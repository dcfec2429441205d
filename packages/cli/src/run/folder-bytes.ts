/**
 * How large a recorded session is on the disk.
 * @module
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Returns the bytes of the files in a folder; undefined where it can not be read. */
export async function bytesIn(folder: string): Promise<number | undefined> {
  try {
    const names = await readdir(folder)
    const sizes = await Promise.all(
      // One that was renamed or deleted meanwhile counts nothing.
      names.map(async (name) =>
        stat(join(folder, name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    )
    return sizes.reduce((sum, size) => sum + size, 0)
  } catch {
    return undefined
  }
}
