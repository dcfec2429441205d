/**
 * Why a file could not be read, in the system's own words without the path: it may be of one machine.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'

/** Returns the error; one that is ours already stays as it is. */
export function inputError(name: string, error: unknown): InvalidInputError {
  if (error instanceof InvalidInputError) return error
  return new InvalidInputError(`${name}: can not be read: ${reasonOf(error)}`, { cause: error })
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'no permission'
  return code === '' ? error.message : code
}
