/**
 * The configuration out of its layers: flags before variables before `.env` before the file before the
 * profile before the defaults. Every layer is read, so that every problem is told at once. Reads no file
 * and no process: what they hold comes as arguments.
 * @module
 */
import { type Config, configOf } from './config.ts'
import { checkTogether } from './config-checks.ts'
import {
  CONFIG_PATHS,
  configKeyOf,
  type ConfigPath,
  type ConfigValues,
  type ProfileName,
} from './config-keys.ts'
import {
  type ConfigPlace,
  type ConfigProblem,
  sortedProblems,
  whereText,
} from './config-problem.ts'
import { type ConfigReading, readText, readTree, type SetValue } from './config-reading.ts'
import { oddsKeyOf, type SecretInput, secretsOf, type SecretState } from './config-secrets.ts'
import { readEnvFile, setText } from './env-file.ts'
import { placedPath } from './placed-path.ts'
import { readYaml } from './yaml-tree.ts'

/** What a configuration is made from. */
export interface LoadConfigInput extends SecretInput {
  /** The file; undefined where there is none, and everything else still counts. */
  readonly text: string | Uint8Array | undefined
  /** Name of the file: for messages, and names of files inside it are as seen from its folder. */
  readonly path: string
  /** Texts by the path of the key. */
  readonly flags?: ReadonlyMap<ConfigPath, string>
  /** What `~` stands for in names of files. */
  readonly userHome?: string | undefined
}

/** Where a value comes from. */
export interface ConfigSource {
  readonly from: ConfigPlace['from'] | 'profile' | 'default'
  /** `arb.config.yaml:12`, `ARBKIT_MIN_PROFIT`, `--min-profit`, `balanced`; empty for a default. */
  readonly where: string
  /** The value as a flag would say it; undefined where nothing is set. Never a secret. */
  readonly value: string | undefined
}

/** What came of it. */
export interface LoadedConfig {
  /** Undefined where a problem is an error. */
  readonly config: Config | undefined
  readonly problems: readonly ConfigProblem[]
  /** Of every key whose value could be read. */
  readonly sources: ReadonlyMap<ConfigPath, ConfigSource>
  readonly secrets: readonly SecretState[]
}

/** Loads a configuration. Never throws for what a user wrote. */
export function loadConfig(input: LoadConfigInput): LoadedConfig {
  const layers = layersOf(input)
  const problems = [...layers.problems]
  const set = new Map<ConfigPath, SetValue>()
  // The first layer wins.
  for (const value of layers.values) if (!set.has(value.path)) set.set(value.path, value)
  const profile = (set.get('profile')?.value ?? PROFILE_DEFAULT) as ProfileName
  const values = valuesOf(set, profile, input)
  const placeOf = (path: ConfigPath): ConfigPlace | undefined => set.get(path)?.place
  const broken = new Set(
    CONFIG_PATHS.filter((path) => problems.some(({ key }) => isAbout(key, path))),
  )
  problems.push(...checkTogether(values, { placeOf, broken }))
  const odds = oddsKeyOf(input, values['venues.odds.keyFile'])
  problems.push(...odds.problems)
  const isBroken = problems.some(({ severity }) => severity === 'error')
  const isMaxStakeDefault = !set.has('stakes.maxStake') && !set.has('profile')
  const config = isBroken ? undefined : configOf(values, { oddsKey: odds.key, isMaxStakeDefault })
  return {
    config,
    problems: sortedProblems(problems),
    sources: sourcesOf(values, set, profile),
    secrets: secretsOf(values, odds, placeOf),
  }
}

/** True for a problem of the key, of a part of its value, or of a group that holds it. */
const isAbout = (key: string, path: ConfigPath): boolean =>
  key === path ||
  key.startsWith(`${path}.`) ||
  key.startsWith(`${path}[`) ||
  path.startsWith(`${key}.`)

const PROFILE_DEFAULT = configKeyOf('profile').initial as ProfileName

/** What is set, the strongest layer first. */
function layersOf(input: LoadConfigInput): ConfigReading {
  const readings: ConfigReading[] = []
  for (const [path, text] of input.flags ?? []) {
    readings.push(readText(path, text, { from: 'flag', name: `--${configKeyOf(path).flag}` }))
  }
  for (const path of CONFIG_PATHS) {
    const name = configKeyOf(path).variable
    const text = setText(input.environment[name])
    if (text !== undefined) readings.push(readText(path, text, { from: 'environment', name }))
  }
  if (input.envFile !== undefined) readings.push(readEnvFile(input.envFile))
  if (input.text !== undefined) {
    const { tree, problems } = readYaml(input.text, input.path)
    readings.push({ values: [], problems })
    if (tree !== undefined) readings.push(readTree(tree, input.path))
  }
  return {
    values: readings.flatMap(({ values }) => values),
    problems: readings.flatMap(({ problems }) => problems),
  }
}

/** What is set nowhere is the profile's, or the default. */
function valuesOf(
  set: ReadonlyMap<ConfigPath, SetValue>,
  profile: ProfileName,
  input: LoadConfigInput,
): ConfigValues {
  const values = CONFIG_PATHS.map((path) => {
    const { kind } = configKeyOf(path)
    const own = set.get(path)
    const value = own === undefined ? defaultOf(path, profile) : own.value
    if (value === undefined || value === null || kind.withPlace === undefined) {
      return [path, value] as const
    }
    const from = own?.place.from
    // A shell shows names as seen from where one stands; a file, as seen from itself.
    const isFromShell = from === 'flag' || from === 'environment'
    const base = isFromShell ? undefined : input.path
    return [
      path,
      kind.withPlace(value, (name) => placedPath(name, { base, userHome: input.userHome })),
    ] as const
  })
  return Object.fromEntries(values) as unknown as ConfigValues
}

function defaultOf(path: ConfigPath, profile: ProfileName): unknown {
  const { kind, initial } = configKeyOf(path)
  if (initial === undefined) return undefined
  return kind.schema.parse(kind.rawOf(typeof initial === 'string' ? initial : initial[profile]))
}

function sourcesOf(
  values: ConfigValues,
  set: ReadonlyMap<ConfigPath, SetValue>,
  profile: ProfileName,
): ReadonlyMap<ConfigPath, ConfigSource> {
  const sources = new Map<ConfigPath, ConfigSource>()
  for (const path of CONFIG_PATHS) {
    const { kind, initial } = configKeyOf(path)
    const value = values[path] === undefined ? undefined : kind.print(values[path])
    const place = set.get(path)?.place
    if (place !== undefined) {
      sources.set(path, { from: place.from, where: whereText(place), value })
    } else if (typeof initial === 'object') {
      sources.set(path, { from: 'profile', where: profile, value })
    } else sources.set(path, { from: 'default', where: '', value })
  }
  return sources
}
