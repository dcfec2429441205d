/**
 * A flag for every key of the configuration, of the same meaning, and what was given of them.
 * @module
 */
import { CONFIG_PATHS, configKeyOf, type ConfigPath } from '@arbkit/engine'
import { type Command, Option } from 'commander'

/** How the flags are added. */
export interface ConfigFlagRules {
  /** Keys that have a flag; all unless said. */
  readonly paths?: readonly ConfigPath[]
  /** True where the help does not list them. */
  readonly isHidden?: boolean
  /** Those that the help lists; all unless said. */
  readonly shown?: readonly ConfigPath[]
}

/** Adds the flags. Their values stay text: they are read with the rest of the configuration. */
export function withConfigFlags(
  command: Command,
  { paths = CONFIG_PATHS, isHidden = false, shown = paths }: ConfigFlagRules = {},
): Command {
  for (const path of paths) {
    const { flag, text } = configKeyOf(path)
    // A switch needs no value: --ui is --ui true.
    const form = SWITCHES.has(path) ? `--${flag} [true|false]` : `--${flag} <value>`
    const option = new Option(form, text)
    command.addOption(isHidden || !shown.includes(path) ? option.hideHelp() : option)
  }
  return command
}

const SWITCHES: ReadonlySet<ConfigPath> = new Set(['recording.enabled', 'ui'] as const)

/** Returns the flags that were given, by the path of the key. */
export function configFlagsOf(command: Command): ReadonlyMap<ConfigPath, string> {
  const options: Readonly<Record<string, unknown>> = command.opts()
  const flags = new Map<ConfigPath, string>()
  for (const path of CONFIG_PATHS) {
    const name = configKeyOf(path).flag.replaceAll(/-([a-z])/g, (_, letter: string) =>
      letter.toUpperCase(),
    )
    const value = options[name]
    if (typeof value === 'string') flags.set(path, value)
    else if (value === true) flags.set(path, 'true')
  }
  return flags
}
