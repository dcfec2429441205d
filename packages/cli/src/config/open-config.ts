/**
 * The configuration of a command: the file, variables and flags put together; what is wrong is told line by
 * line, all of it, before anything is done.
 * @module
 */
import {
  type Config,
  type ConfigProblem,
  type ConfigPath,
  problemText,
  type ReadConfig,
  readConfig,
} from '@arbkit/engine'
import { UsageError } from '../commands/session-flags.ts'
import type { Host } from '../host.ts'

/** What the command line says. */
export interface ConfigRequest {
  /** `--config`; undefined for the file of the current folder, if there is one. */
  readonly file?: string | undefined
  readonly flags: ReadonlyMap<ConfigPath, string>
  /** Variables that are looked at; all that there are where left out. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined
}

/** Reads the configuration, problems and all. @throws {InvalidInputError} a file that can not be read. */
export function readConfigOf(request: ConfigRequest, host: Host): ReadConfig {
  const { file, flags, environment = host.network?.environment ?? {} } = request
  return readConfig({ file, flags, environment, userHome: host.network?.userHome })
}

/**
 * Returns a configuration that can be used; warnings go to standard error.
 * @throws {UsageError} it has problems, which were printed. @throws {InvalidInputError} a file that can not
 * be read.
 */
export function openConfig(request: ConfigRequest, host: Host): Config {
  const { config, problems, path } = readConfigOf(request, host)
  for (const problem of problems) host.writeError(`${problemText(problem)}\n`)
  if (config === undefined) throw new UsageError(countText(problems, path))
  return config
}

/** Returns `3 problems in arb.config.yaml`; warnings do not count. */
export function countText(problems: readonly ConfigProblem[], path: string): string {
  const count = problems.filter(({ severity }) => severity === 'error').length
  return `${count} ${count === 1 ? 'problem' : 'problems'} in the configuration (${path})`
}
