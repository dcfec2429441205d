/**
 * The private key comes from a file and from nowhere else: not from an argument, not from the
 * environment, where other programs and shell histories would see it. A file that others can read is
 * refused before its content is touched.
 * @module
 */
import { assertInput, InvalidInputError, printable } from '@arbkit/core'
import { parseSigningKey, type SigningKey } from './signing-key.ts'

/** Largest file read, in bytes; an RSA key of 16,384 bits takes 13 KB. */
export const KEY_FILE_BYTES_MAX = 64 * 1024

/** Permission bits of group and others: read, write and execute. */
const OTHERS_MASK = 0o077
const MODE_MASK = 0o777

/** An open file; what is asked of it and what is read is one and the same file. */
export interface OpenKeyFile {
  readonly isFile: boolean
  readonly bytes: number
  /** POSIX mode; undefined where the system has none (Windows). */
  readonly mode: number | undefined
  readText(): Promise<string>
  close(): Promise<void>
}

/** Files as an argument. */
export interface KeyFiles {
  /** Opens for reading. @throws what the system throws, with its `code`. */
  open(path: string): Promise<OpenKeyFile>
}

/** A key, and whether its file is known to be its owner's alone. */
export interface LoadedKey {
  readonly key: SigningKey
  /** `not-checked` on systems without POSIX modes: say so to the user. Access lists are never seen. */
  readonly permissions: 'owner-only' | 'not-checked'
}

/**
 * Returns the key in a PEM file.
 * @throws {InvalidInputError} for a file that can not be opened, is no file, is too large, is open to
 * group or others, or holds no key that the venue takes. One line; the path is in it, content never.
 */
export async function loadPrivateKey(path: string, files: KeyFiles): Promise<LoadedKey> {
  const file = await openFile(path, files)
  try {
    const { isFile, bytes, mode } = file
    assertInput(isFile, `key file ${printable(path)}: expected a regular file`)
    assertInput(
      bytes <= KEY_FILE_BYTES_MAX,
      `key file ${printable(path)}: ${bytes} bytes, expected at most ${KEY_FILE_BYTES_MAX}`,
    )
    if (mode !== undefined) assertOwnerOnly(path, mode)
    const key = keyOf(path, await readFile(path, file))
    return { key, permissions: mode === undefined ? 'not-checked' : 'owner-only' }
  } finally {
    await file.close()
  }
}

function assertOwnerOnly(path: string, mode: number): void {
  const shown = `0${(mode & MODE_MASK).toString(8).padStart(3, '0')}`
  assertInput(
    (mode & OTHERS_MASK) === 0,
    `key file ${printable(path)}: mode ${shown}, expected 0600 or 0400`,
  )
}

async function openFile(path: string, files: KeyFiles): Promise<OpenKeyFile> {
  try {
    return await files.open(path)
  } catch (error) {
    throw refusal(path, `can not be opened${codeOf(error)}`)
  }
}

async function readFile(path: string, file: OpenKeyFile): Promise<string> {
  try {
    return await file.readText()
  } catch (error) {
    throw refusal(path, `can not be read${codeOf(error)}`)
  }
}

function keyOf(path: string, pem: string): SigningKey {
  try {
    return parseSigningKey(pem)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    throw refusal(path, error.message)
  }
}

const refusal = (path: string, problem: string): InvalidInputError =>
  new InvalidInputError(`key file ${printable(path)}: ${problem}`)

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? ` (${code})` : ''
}
