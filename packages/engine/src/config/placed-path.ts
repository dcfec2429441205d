/**
 * Names of files inside a configuration: as seen from the folder of the file that holds them, so that a
 * command finds the same ones from wherever it is run.
 * @module
 */
import { dirname, isAbsolute, join } from 'node:path'

/** From where a name is seen. */
export interface PathBase {
  /** Name of the file that holds it; undefined where it was typed. */
  readonly base: string | undefined
  /** What `~` stands for. */
  readonly userHome: string | undefined
}

/** Returns the name as the program opens it. */
export function placedPath(name: string, { base, userHome }: PathBase): string {
  if (userHome !== undefined && /^~(?:\/|$)/.test(name)) return join(userHome, name.slice(1))
  if (base === undefined || isAbsolute(name)) return name
  return join(dirname(base), name)
}
