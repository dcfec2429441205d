/**
 * Key files of this machine: the one place of `auth` that touches the file system.
 * @module
 */
import { open } from 'node:fs/promises'
import type { KeyFiles } from './private-key.ts'

/**
 * Returns the machine's files. `platform` is Node's `process.platform`: on `win32` modes say nothing
 * about who may read, so none is given.
 */
export function createKeyFiles(platform: string): KeyFiles {
  return {
    async open(path) {
      const handle = await open(path, 'r')
      const stats = await handle.stat()
      return {
        isFile: stats.isFile(),
        bytes: stats.size,
        mode: platform === 'win32' ? undefined : stats.mode,
        readText: async () => handle.readFile('utf8'),
        close: async () => handle.close(),
      }
    },
  }
}
