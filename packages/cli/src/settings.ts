/**
 * Settings of the venues, from the environment: where they are reached, and with which keys. Secrets come
 * from there or from files, never from flags, which others on the machine can see.
 * @module
 */
import { join } from 'node:path'
import { InvalidInputError, reveal } from '@arbkit/core'
import { type Config, parseKalshiHost, VENUE_VARIABLES } from '@arbkit/engine'
import type { KalshiHost } from '@arbkit/kalshi'
import { customOddsHost, OddsApiKey, type OddsApiHost, PRODUCTION_ODDS_HOST } from '@arbkit/odds'
import { isKeyText } from './live/key-text.ts'

/** Names of the variables. */
export const VARIABLES = {
  oddsKey: VENUE_VARIABLES.oddsKey,
  oddsUrl: VENUE_VARIABLES.oddsUrl,
  kalshiKeyId: VENUE_VARIABLES.kalshiKeyId,
  kalshiKeyFile: VENUE_VARIABLES.kalshiKeyFile,
  kalshiHost: VENUE_VARIABLES.kalshiHost,
  home: 'ARBKIT_HOME',
} as const

/** Settings as they stand. */
export interface Settings {
  readonly kalshi: {
    readonly host: KalshiHost
    /** Undefined where calls go unsigned: prices are public. */
    readonly key: { readonly id: string; readonly file: string } | undefined
  }
  readonly odds: {
    readonly host: OddsApiHost
    /** Undefined where there is none. */
    readonly key: OddsApiKey | undefined
    /** Where the log of credits stands, shared by every process of this user. */
    readonly creditsFolder: string
  }
}

/**
 * Reads the settings. An empty variable is one that is not set.
 * @param userHome the user's own folder, in which `.arbkit` stands unless `ARBKIT_HOME` names another
 * @throws {InvalidInputError} a value that can not be: which variable, what was expected.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  userHome: string,
): Settings {
  const valueOf = (name: string): string | undefined => {
    const value = environment[name]?.trim()
    return value === '' ? undefined : value
  }
  const key = valueOf(VARIABLES.oddsKey)
  const url = valueOf(VARIABLES.oddsUrl)
  const oddsHost = named(VARIABLES.oddsUrl, () =>
    url === undefined ? PRODUCTION_ODDS_HOST : customOddsHost(url),
  )
  return {
    kalshi: {
      host: named(VARIABLES.kalshiHost, () =>
        parseKalshiHost(valueOf(VARIABLES.kalshiHost) ?? 'production'),
      ),
      key: kalshiKeyOf(valueOf(VARIABLES.kalshiKeyId), valueOf(VARIABLES.kalshiKeyFile)),
    },
    odds: {
      host: oddsHost,
      creditsFolder: creditsFolderOf(oddsHost, valueOf(VARIABLES.home), userHome),
      key: named(VARIABLES.oddsKey, () => (key === undefined ? undefined : new OddsApiKey(key))),
    },
  }
}

/**
 * Where the log of credits stands: it is the user's, whatever the configuration. What a simulation or a
 * proxy counts is no part of the account at the service, and has a folder of its own.
 */
function creditsFolderOf(host: OddsApiHost, home: string | undefined, userHome: string): string {
  const folder = join(home ?? join(userHome, '.arbkit'), 'credits')
  if (host.name === 'production') return folder
  return join(folder, new URL(host.url).host.replaceAll(/[^\w.-]/g, '-'))
}

/** Returns the settings that a configuration comes to: the venues are opened with them. */
export function settingsOfConfig(
  { kalshi, odds }: Pick<Config, 'kalshi' | 'odds'>,
  environment: Readonly<Record<string, string | undefined>>,
  userHome: string,
): Settings {
  const home = environment[VARIABLES.home]?.trim()
  return {
    kalshi,
    odds: {
      host: odds.host,
      key: odds.key === undefined ? undefined : new OddsApiKey(reveal(odds.key)),
      creditsFolder: creditsFolderOf(odds.host, home === '' ? undefined : home, userHome),
    },
  }
}

/** Half a key is a mistake: calls that were to be signed would go unsigned. */
function kalshiKeyOf(id: string | undefined, file: string | undefined): Settings['kalshi']['key'] {
  if (file !== undefined && isKeyText(file)) {
    throw new InvalidInputError(
      `${VARIABLES.kalshiKeyFile}: expected the name of a file, got what looks like a key`,
    )
  }
  if (id !== undefined && file !== undefined) return { id, file }
  if (id === undefined && file === undefined) return undefined
  const [set, missing] =
    id === undefined
      ? [VARIABLES.kalshiKeyFile, VARIABLES.kalshiKeyId]
      : [VARIABLES.kalshiKeyId, VARIABLES.kalshiKeyFile]
  throw new InvalidInputError(`${missing}: not set, and ${set} is; a key needs both`)
}

function named<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    throw new InvalidInputError(`${name}: ${error.message}`, { cause: error })
  }
}
