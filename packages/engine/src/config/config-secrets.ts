/**
 * The secrets of a configuration: found in variables, in `.env` or in files of their own, checked without
 * being shown, and wrapped.
 * @module
 */
import { InvalidInputError, Secret } from '@arbkit/core'
import { OddsApiKey } from '@arbkit/odds'
import { type ConfigPath, type ConfigValues, VENUE_VARIABLES } from './config-keys.ts'
import { type ConfigPlace, type ConfigProblem, whereText } from './config-problem.ts'
import {
  type EnvFile,
  type Environment,
  envFileVariables,
  setText,
  spotOfVariable,
} from './env-file.ts'

/** A file that holds a secret and nothing else. */
export type SecretFile =
  | { readonly text: string; readonly isOpenToOthers: boolean }
  /** One line, without what the file holds. */
  | { readonly problem: string }

/** A secret: whether it is there, and where. */
export interface SecretState {
  readonly name: string
  readonly isSet: boolean
  /** Empty where it is not. */
  readonly where: string
}

/** Where secrets are looked for. */
export interface SecretInput {
  readonly environment: Environment
  readonly envFile?: EnvFile | undefined
  /** Reads the file of a secret; without it such a file counts as not there. */
  readonly readSecretFile?: (path: string) => SecretFile
}

/** The key of the feed, as far as there is one. */
export interface OddsKey {
  readonly key: Secret | undefined
  readonly where: string
  readonly problems: readonly ConfigProblem[]
}

/** The key of the feed: a variable, `.env`, or a file of its own. */
export function oddsKeyOf(input: SecretInput, keyFile: string | undefined): OddsKey {
  const name = VENUE_VARIABLES.oddsKey
  const own = setText(input.environment[name])
  if (own !== undefined) return checkedOddsKey(own, { from: 'environment', name })
  const { envFile } = input
  const filed = setText(envFile === undefined ? undefined : envFileVariables(envFile.text)?.[name])
  if (envFile !== undefined && filed !== undefined) {
    const spot = spotOfVariable(envFile.text, name)
    return checkedOddsKey(filed, { from: 'env-file', name: envFile.name, ...spot })
  }
  if (keyFile === undefined || input.readSecretFile === undefined) {
    return { key: undefined, where: '', problems: [] }
  }
  const place: ConfigPlace = { from: 'file', name: keyFile }
  const file = input.readSecretFile(keyFile)
  const key = 'venues.odds.keyFile'
  if ('problem' in file) {
    const problem: ConfigProblem = { severity: 'error', place, key, message: file.problem }
    return { key: undefined, where: '', problems: [problem] }
  }
  const checked = checkedOddsKey(file.text, place)
  if (!file.isOpenToOthers) return checked
  const message = `other users of this machine may read it: chmod 600 ${keyFile}`
  return {
    ...checked,
    problems: [...checked.problems, { severity: 'warning', place, key, message }],
  }
}

function checkedOddsKey(text: string, place: ConfigPlace): OddsKey {
  try {
    // Only looked at: its messages never show the key.
    void new OddsApiKey(text)
    return { key: new Secret(text.trim()), where: whereText(place), problems: [] }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const message = error.message
    const problem: ConfigProblem = {
      severity: 'error',
      place,
      key: VENUE_VARIABLES.oddsKey,
      message,
    }
    return { key: undefined, where: '', problems: [problem] }
  }
}

/** Returns which secrets are set. */
export function secretsOf(
  values: ConfigValues,
  odds: OddsKey,
  placeOf: (path: ConfigPath) => ConfigPlace | undefined,
): readonly SecretState[] {
  const keyPlace = placeOf('venues.kalshi.keyFile')
  const storePlace = placeOf('store')
  const isStoreSecret = values.store.tag === 'postgres' && values.store.hasPassword
  return [
    { name: "The Odds API's key", isSet: odds.key !== undefined, where: odds.where },
    {
      name: "Kalshi's private key",
      isSet: keyPlace !== undefined,
      where: keyPlace === undefined ? '' : whereText(keyPlace),
    },
    {
      name: "the store's password",
      isSet: isStoreSecret,
      where: isStoreSecret && storePlace !== undefined ? whereText(storePlace) : '',
    },
  ]
}
