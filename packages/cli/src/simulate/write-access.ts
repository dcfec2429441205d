/**
 * The addresses and keys of a simulation as files that a shell and `arb` read: made anew, for their owner's
 * eyes only, though the keys open nothing else.
 * @module
 */
import { rename, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import { environmentText } from '../format/simulate-text.ts'
import type { SimulatedAccess } from './simulate-session.ts'

const MODE = 0o600

/**
 * Writes `file`, and the signing key as `file.key.pem` beside it, and returns the key's path. `tempId` must
 * be nobody else's.
 * @throws {InvalidInputError} they can not be written.
 */
export async function writeAccess(
  file: string,
  access: SimulatedAccess,
  tempId: string,
): Promise<string> {
  const keyFile = resolve(`${file}.key.pem`)
  await replace(keyFile, access.kalshiPrivateKey, tempId)
  await replace(resolve(file), environmentText(access, keyFile), tempId)
  return keyFile
}

/** Whoever reads meanwhile sees the old file or the new one, whole; what stands there is never written into. */
async function replace(path: string, text: string, tempId: string): Promise<void> {
  const temporary = `${path}.${tempId}.new`
  try {
    await writeFile(temporary, text, { mode: MODE, flag: 'wx', flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new InvalidInputError(`${path}: can not be written: ${code}`, { cause: error })
  }
}
