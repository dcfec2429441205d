/**
 * Where a database is, read from what a user wrote. A password never gets into a message: what can not
 * be read is not repeated.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import type { DatabaseLocation } from './database.ts'

/** How the connection to a server is protected; `verify`: by a certificate that is checked. */
export type Encryption = 'none' | 'verify' | 'no-verify'

/** A server to connect to. */
export interface ServerAddress {
  readonly tag: 'postgres'
  /** `postgres://user@host:5432/name`: for messages. */
  readonly name: string
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  /** Wrapped, so that nothing prints it by accident; undefined where there is none. */
  readonly password: (() => string) | undefined
  readonly encryption: Encryption
}

/** A file, or `:memory:`. */
export interface FileAddress {
  readonly tag: 'sqlite'
  readonly name: string
  readonly file: string
}

export type DatabaseAddress = FileAddress | ServerAddress

const ENCRYPTION: Readonly<Record<string, Encryption>> = {
  disable: 'none',
  'no-verify': 'no-verify',
  // Stricter than libpq: encryption without a check keeps nobody out.
  require: 'verify',
  'verify-ca': 'verify',
  'verify-full': 'verify',
}

/** Two letters or more: one is a drive. */
const SCHEME = /^([a-z][a-z0-9+.-]+):/i
const POSTGRES_PORT = 5432

/**
 * Returns where a database is: `sqlite:path` or a path, `postgres://user:password@host:port/name`
 * with `?sslmode=disable|require|verify-full|no-verify` (default: disable).
 * @throws {InvalidInputError} neither; the message repeats no more than the scheme or a parameter's name.
 */
export function databaseAddressOf(location: DatabaseLocation): DatabaseAddress {
  if (typeof location !== 'string') return fileAddress(location.sqliteFile)
  const scheme = SCHEME.exec(location)?.[1]?.toLowerCase()
  if (scheme === undefined) return fileAddress(location)
  if (scheme === 'sqlite') return fileAddress(location.slice('sqlite:'.length))
  if (scheme === 'postgres' || scheme === 'postgresql') return serverAddress(location)
  throw new InvalidInputError(
    `database: expected a file, sqlite:<file> or postgres://<address>, got ${scheme}:`,
  )
}

function fileAddress(file: string): FileAddress {
  if (file === '' || file.includes('\0')) throw new InvalidInputError('database: no file is named')
  return { tag: 'sqlite', name: file, file }
}

function serverAddress(text: string): ServerAddress {
  const url = urlOf(text)
  const [host, port] = [url.hostname, url.port === '' ? POSTGRES_PORT : Number(url.port)]
  const [user, database] = [decoded(url.username), decoded(url.pathname.slice(1))]
  const password = decoded(url.password)
  // A password with a slash in it ends up behind the host.
  if (/[@/]/.test(database)) {
    throw new InvalidInputError(
      'database: the name after the host holds @ or /; write @ as %40 and / as %2F in a password',
    )
  }
  if (host === '' || user === '' || database === '') {
    throw new InvalidInputError('database: expected postgres://user:password@host:port/name')
  }
  return {
    tag: 'postgres',
    name: `postgres://${encodeURIComponent(user)}@${host}:${port}/${encodeURIComponent(database)}`,
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port,
    user,
    database,
    password: password === '' ? undefined : () => password,
    encryption: encryptionOf(url),
  }
}

function urlOf(text: string): URL {
  try {
    return new URL(text)
  } catch {
    // Without a cause: the platform's error holds the text, and with it the password.
    throw new InvalidInputError(
      'database: expected postgres://user:password@host:port/name, got another address (not shown: it may hold a password)',
    )
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new InvalidInputError('database: a % in the address is not followed by two digits')
  }
}

function encryptionOf(url: URL): Encryption {
  let encryption: Encryption = 'none'
  for (const [key, value] of url.searchParams) {
    if (key !== 'sslmode') {
      throw new InvalidInputError(`database: unknown parameter ${key} (known: sslmode)`)
    }
    const found = Object.hasOwn(ENCRYPTION, value) ? ENCRYPTION[value] : undefined
    if (found === undefined) {
      const known = Object.keys(ENCRYPTION).join(', ')
      throw new InvalidInputError(`database: sslmode must be one of ${known}`)
    }
    encryption = found
  }
  return encryption
}
