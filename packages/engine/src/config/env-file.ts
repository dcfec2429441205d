/**
 * Variables: of the process, and of a `.env` file, which stands beside a configuration and is read like one.
 * @module
 */
import { parseEnv } from 'node:util'
import { CONFIG_PATHS, configKeyOf, VENUE_VARIABLES } from './config-keys.ts'
import type { ConfigPlace, ConfigProblem } from './config-problem.ts'
import { type ConfigReading, readText, type SetValue } from './config-reading.ts'
import { suggestionOf } from './kind.ts'
import { CONFIG_BYTES_MAX } from './config-text.ts'

/** Variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A `.env` file. */
export interface EnvFile {
  readonly name: string
  readonly text: string
  /** True where other users of the machine may read it. */
  readonly isOpenToOthers: boolean
}

/** An empty variable is one that is not set. */
export const setText = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.trim()

/** Variables of ours that are no keys of the configuration. */
const OTHER_VARIABLES: readonly string[] = ['ARBKIT_HOME', VENUE_VARIABLES.oddsKey]

/** Reads the variables that are keys of the configuration. */
export function readEnvFile({ name: file, text, isOpenToOthers }: EnvFile): ConfigReading {
  const place = (variable: string): ConfigPlace => ({
    from: 'env-file',
    name: file,
    ...spotOfVariable(text, variable),
  })
  const problems: ConfigProblem[] = []
  if (isOpenToOthers) {
    problems.push({
      severity: 'warning',
      place: { from: 'env-file', name: file },
      key: '',
      message: `other users of this machine may read it: chmod 600 ${file}`,
    })
  }
  const variables = envFileVariables(text)
  if (variables === undefined) {
    const message = `larger than ${CONFIG_BYTES_MAX} characters: not read`
    return {
      values: [],
      problems: [{ severity: 'error', place: { from: 'env-file', name: file }, key: '', message }],
    }
  }
  const values: SetValue[] = []
  for (const path of CONFIG_PATHS) {
    const { variable } = configKeyOf(path)
    const own = setText(variables[variable])
    if (own === undefined) continue
    const reading = readText(path, own, place(variable))
    values.push(...reading.values)
    problems.push(...reading.problems)
  }
  const known = [...CONFIG_PATHS.map((path) => configKeyOf(path).variable), ...OTHER_VARIABLES]
  for (const name of Object.keys(variables)) {
    if (!name.startsWith('ARBKIT_') || known.includes(name)) continue
    const suggestion = suggestionOf(name, known)
    const message = `arb knows no variable ${name}${suggestion === undefined ? '' : `; ${suggestion}`}`
    problems.push({ severity: 'warning', place: place(name), key: '', message })
  }
  return { values, problems }
}

/** Undefined where it is too large to be one. */
export function envFileVariables(text: string): Environment | undefined {
  return text.length > CONFIG_BYTES_MAX ? undefined : parseEnv(text.replace(/^\ufeff/, ''))
}

/** The last line that sets it, which is the one that counts. */
export function spotOfVariable(text: string, variable: string): { line: number; column: number } {
  const lines = text.split(/\r\n|[\r\n]/)
  const at = lines.findLastIndex((line) => {
    const [, name] = /^\ufeff?\s*(?:export\s+)?([^\s=]+)\s*=/.exec(line) ?? []
    return name === variable
  })
  return { line: Math.max(0, at) + 1, column: 1 }
}
