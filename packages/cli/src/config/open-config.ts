/**
 * The configuration of a command: the file, variables and flags put together; what is wrong is told line by
 * line, all of it, before anything is done.
 * @module
 */
import { type ConfigProblem, type ConfigPath, type ReadConfig, readConfig } from '@arbkit/engine'
import type { Host } from '../host.ts'

/** What the command line says. */
export interface ConfigRequest {
  /** `--config`; undefined for the file of the current folder, if there is one. */
  readonly file?: string | undefined
  readonly flags: ReadonlyMap<ConfigPath, string>
}

/** Reads the configuration, problems and all. @throws {InvalidInputError} a file that can not be read. */
export function readConfigOf({ file, flags }: ConfigRequest, host: Host): ReadConfig {
  const { environment = {}, userHome } = host.network ?? {}
  return readConfig({ file, flags, environment, userHome })
}

/** Returns `3 problems in arb.config.yaml`; warnings do not count. */
export function countText(problems: readonly ConfigProblem[], path: string): string {
  const count = problems.filter(({ severity }) => severity === 'error').length
  return `${count} ${count === 1 ? 'problem' : 'problems'} in the configuration (${path})`
}
