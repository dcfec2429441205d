/**
 * Reads a configuration from the disk: the file, `.env` beside it, and files that hold a secret. Bounded,
 * and only plain files: what is no file, or far too large for one of these, is said and not read.
 * @module
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import type { ConfigPath } from './config-keys.ts'
import type { SecretFile } from './config-secrets.ts'
import type { EnvFile, Environment } from './env-file.ts'
import { loadConfig, type LoadedConfig } from './load-config.ts'
import { CONFIG_BYTES_MAX } from './config-text.ts'

/** Name of the file where none is given. */
export const CONFIG_FILE = 'arb.config.yaml'
/** Name of the file with variables, beside it. */
export const ENV_FILE = '.env'
/** Largest file of one secret, bytes. */
export const SECRET_FILE_BYTES_MAX = 1024

/** What is read, and from where. */
export interface ReadConfigOptions {
  /** Undefined: {@link CONFIG_FILE} in the current folder, if it is there. */
  readonly file?: string | undefined
  readonly environment: Environment
  readonly flags?: ReadonlyMap<ConfigPath, string>
  readonly userHome?: string | undefined
}

/** A configuration as read. */
export interface ReadConfig extends LoadedConfig {
  /** Name of the file. */
  readonly path: string
  /** False where there is none, which is fine unless it was named. */
  readonly isFileThere: boolean
}

/**
 * Reads a configuration.
 * @throws {InvalidInputError} a file that was named and is not there, or one that can not be read.
 */
export function readConfig(options: ReadConfigOptions): ReadConfig {
  const path = options.file ?? CONFIG_FILE
  const file = readBounded(path, CONFIG_BYTES_MAX)
  if (file === undefined && options.file !== undefined) {
    throw new InvalidInputError(`${path}: no such file; arb init writes one`)
  }
  const loaded = loadConfig({
    text: file?.bytes,
    path,
    environment: options.environment,
    userHome: options.userHome,
    readSecretFile,
    envFile: readEnv(join(dirname(path), ENV_FILE)),
    ...(options.flags === undefined ? {} : { flags: options.flags }),
  })
  return { ...loaded, path, isFileThere: file !== undefined }
}

function readEnv(name: string): EnvFile | undefined {
  const file = readBounded(name, CONFIG_BYTES_MAX)
  if (file === undefined) return undefined
  return { name, text: textOf(file.bytes), isOpenToOthers: file.isOpenToOthers }
}

function readSecretFile(path: string): SecretFile {
  try {
    const file = readBounded(path, SECRET_FILE_BYTES_MAX)
    if (file === undefined) return { problem: 'no such file' }
    if (file.bytes.length > SECRET_FILE_BYTES_MAX) {
      return { problem: `larger than ${SECRET_FILE_BYTES_MAX} bytes: expected one key` }
    }
    return { text: textOf(file.bytes).trim(), isOpenToOthers: file.isOpenToOthers }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return { problem: error.message.slice(`${path}: `.length) }
  }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** A pipe without a writer would be waited for for ever. Not on every system. */
const OPEN_NOW = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

interface BoundedFile {
  /** One byte more than the bound where the file is larger. */
  readonly bytes: Uint8Array
  readonly isOpenToOthers: boolean
}

/** Bits of a mode that let the group or others read. */
const OTHERS_READ = 0o044

/** Undefined where there is no such file. @throws {InvalidInputError} it is none, or can not be read. */
function readBounded(path: string, bytesMax: number): BoundedFile | undefined {
  let handle: number | undefined
  try {
    handle = openSync(path, OPEN_NOW)
    const stats = fstatSync(handle)
    if (!stats.isFile()) throw new InvalidInputError(`${path}: not a file`)
    const bytes = new Uint8Array(bytesMax + 1)
    let length = 0
    for (let got = -1; got !== 0 && length < bytes.length; length += got) {
      got = readSync(handle, bytes, length, bytes.length - length, null)
    }
    // Where names of folders are parted otherwise, modes say nothing.
    const isOpenToOthers = sep === '/' && (stats.mode & OTHERS_READ) !== 0
    return { bytes: bytes.subarray(0, length), isOpenToOthers }
  } catch (error) {
    if (error instanceof InvalidInputError) throw error
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new InvalidInputError(`${path}: can not be read (${code})`, { cause: error })
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
