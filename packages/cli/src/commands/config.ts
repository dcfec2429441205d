/**
 * `arb config`: looks at the configuration: what is wrong with it, what is in force and from where, and how
 * a file may look. Parses flags, calls the engine, prints.
 * @module
 */
import { configJsonSchema, problemText, type ReadConfig } from '@arbkit/engine'
import { Command } from 'commander'
import { configFlagsOf, withConfigFlags } from '../config/config-flags.ts'
import { countText, readConfigOf } from '../config/open-config.ts'
import { showText } from '../config/show-text.ts'
import { createPaint } from '../format/columns.ts'
import type { Host } from '../host.ts'
import { subcommand } from './pairs/subcommand.ts'
import { UsageError } from './session-flags.ts'

/** Returns the command. */
export function configCommand(host: Host): Command {
  return new Command('config')
    .description('Check and show the configuration: arb.config.yaml, variables and flags.')
    .addCommand(checkCommand(host))
    .addCommand(showCommand(host))
    .addCommand(schemaCommand(host))
}

const KEY_FLAGS = `
Every key of the configuration is also a flag, such as --min-profit $5; arb
config schema tells the keys, each with its flag and its variable.`

interface ConfigFlags {
  readonly config?: string
  readonly json?: boolean
}

function withFile(command: Command): Command {
  return withConfigFlags(command, { isHidden: true })
    .option('--config <file>', 'the file (default: arb.config.yaml, if there is one)')
    .option('--json', 'print data')
    .addHelpText('after', KEY_FLAGS)
}

function checkCommand(host: Host): Command {
  return withFile(
    subcommand('check', host).description('Say ok, or everything that is wrong.'),
  ).action((flags: ConfigFlags, command: Command) => {
    const read = readConfigOf({ file: flags.config, flags: configFlagsOf(command) }, host)
    host.write(flags.json === true ? jsonText(checkJson(read)) : checkText(read))
    failIfBroken(read)
  })
}

function showCommand(host: Host): Command {
  return withFile(
    subcommand('show', host).description('Show what is in force, and where each value comes from.'),
  ).action((flags: ConfigFlags, command: Command) => {
    const read = readConfigOf({ file: flags.config, flags: configFlagsOf(command) }, host)
    if (flags.json === true) host.write(jsonText(showJson(read)))
    else {
      for (const problem of read.problems) host.writeError(`${problemText(problem)}\n`)
      if (read.config !== undefined) host.write(showText(read, createPaint(host.isColoured)))
    }
    failIfBroken(read)
  })
}

function schemaCommand(host: Host): Command {
  return subcommand('schema', host)
    .description('Print the JSON Schema of the file, for editors.')
    .option('--json', 'print data, as always here')
    .action(() => {
      host.write(jsonText(configJsonSchema()))
    })
}

const jsonText = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`

function checkText(read: ReadConfig): string {
  const lines = read.problems.map(problemText)
  const about = read.isFileThere ? '' : ` (no ${read.path} here: defaults, variables and flags)`
  const end = read.config === undefined ? [] : [`ok${about}`]
  return `${[...lines, ...end].join('\n')}\n`
}

const checkJson = ({ config, isFileThere, path, problems }: ReadConfig) => ({
  schema: 'arbkit.config-check/1',
  file: isFileThere ? path : null,
  ok: config !== undefined,
  problems,
})

const showJson = (read: ReadConfig) => ({
  ...checkJson(read),
  schema: 'arbkit.config/1',
  values: Object.fromEntries(
    [...read.sources].map(([path, { value, from, where }]) => [
      path,
      { value: value ?? null, from, where },
    ]),
  ),
  secrets: read.secrets,
})

/** @throws {UsageError} there are problems, which were printed. */
function failIfBroken({ config, path, problems }: ReadConfig): void {
  if (config === undefined) throw new UsageError(countText(problems, path))
}
