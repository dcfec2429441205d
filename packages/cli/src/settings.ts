/**
 * Settings of the venues, from the environment: where they are reached, and with which keys. Secrets come
 * from there or from files, never from flags, which others on the machine can see.
 * @module
 */
import { join } from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import { customHost, DEMO_HOST, type KalshiHost, PRODUCTION_HOST } from '@arbkit/kalshi'
import { customOddsHost, OddsApiKey, type OddsApiHost, PRODUCTION_ODDS_HOST } from '@arbkit/odds'
import { isKeyText } from './live/key-text.ts'

/** Names of the variables. */
export const VARIABLES = {
  oddsKey: 'ODDS_API_KEY',
  oddsUrl: 'ODDS_API_URL',
  kalshiKeyId: 'KALSHI_KEY_ID',
  kalshiKeyFile: 'KALSHI_PRIVATE_KEY_FILE',
  kalshiHost: 'KALSHI_HOST',
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

/** Ends of a REST address, and what stands in their place for the stream. */
const STREAM_OF_REST = [/^http(s?:.*)\/trade-api\/v2\/?$/, 'ws$1/trade-api/ws/v2'] as const

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
  return {
    kalshi: {
      host: named(VARIABLES.kalshiHost, () => kalshiHostOf(valueOf(VARIABLES.kalshiHost))),
      key: kalshiKeyOf(valueOf(VARIABLES.kalshiKeyId), valueOf(VARIABLES.kalshiKeyFile)),
    },
    odds: {
      host: named(VARIABLES.oddsUrl, () =>
        url === undefined ? PRODUCTION_ODDS_HOST : customOddsHost(url),
      ),
      creditsFolder: join(valueOf(VARIABLES.home) ?? join(userHome, '.arbkit'), 'credits'),
      key: named(VARIABLES.oddsKey, () => (key === undefined ? undefined : new OddsApiKey(key))),
    },
  }
}

function kalshiHostOf(text = 'production'): KalshiHost {
  if (text === 'production') return PRODUCTION_HOST
  if (text === 'demo') return DEMO_HOST
  // What is no address is not shown: it may be a secret that was put into the wrong variable.
  if (!/^https?:\/\//.test(text)) {
    throw new InvalidInputError(
      'expected production, demo, or an address that ends in /trade-api/v2, got none of them',
    )
  }
  return customHost({ restUrl: text, streamUrl: text.replace(...STREAM_OF_REST) })
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
