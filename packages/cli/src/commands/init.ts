/**
 * `arb init`: asks a few questions and writes a configuration that explains itself. Secrets are never asked
 * for and never written; it says where they go.
 * @module
 */
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InvalidInputError } from '@arbkit/core'
import { CONFIG_FILE, type LoadedConfig, loadConfig, makeFolder, problemText } from '@arbkit/engine'
import { Command } from 'commander'
import { configFlagsOf, withConfigFlags } from '../config/config-flags.ts'
import { type Answers, configFileText, ENV_EXAMPLE_TEXT } from '../config/file-text.ts'
import { countText } from '../config/open-config.ts'
import { askQuestions } from '../config/questions.ts'
import type { Host } from '../host.ts'
import { UsageError } from './session-flags.ts'

interface InitFlags {
  readonly config: string
  readonly yes?: boolean
  readonly force?: boolean
  readonly json?: boolean
}

/** Returns the command. */
export function initCommand(host: Host): Command {
  const command = new Command('init')
    .description('Ask a few questions and write arb.config.yaml, with every key explained.')
    .option('--config <file>', 'the file to write', CONFIG_FILE)
    .option('--yes', 'ask nothing: defaults, and what flags say')
    .option('--force', 'write over a file that is there')
    .option('--json', 'print data')
    .addHelpText('after', HELP)
  return withConfigFlags(command, { isHidden: true }).action(async (flags: InitFlags) => {
    const isThere = await isFile(flags.config)
    if (isThere && flags.force !== true) {
      throw new UsageError(`${flags.config} is there already: --force writes over it`)
    }
    const answers = await answersOf(configFlagsOf(command), flags, host)
    const { profile, text } = checkedText(answers, flags.config, host)
    await writeWhole(flags.config, text, { isOver: flags.force === true, host })
    const example = join(dirname(flags.config), '.env.example')
    const hasExample = await writeUnlessThere(example)
    const written = [flags.config, ...(hasExample ? [example] : [])]
    host.write(
      flags.json === true
        ? `${JSON.stringify({ schema: 'arbkit.init/1', profile, written }, null, 2)}\n`
        : doneText(written),
    )
  })
}

const HELP = `
Every key of the configuration is also a flag here, such as --profile
conservative: it is written into the file, and not asked for.`

async function answersOf(given: Answers, flags: InitFlags, host: Host): Promise<Answers> {
  if (flags.yes === true) return given
  const { ask } = host
  if (ask === undefined) {
    throw new UsageError('arb init asks at a terminal: arb init --yes takes the defaults')
  }
  return askQuestions(given, { ask, say: (text) => host.writeError(text) })
}

/**
 * Returns a text that loads. The file alone counts: what the variables hold now may be another's tomorrow.
 * @throws {UsageError} answers that do not go together; each problem was printed.
 */
function checkedText(
  answers: Answers,
  file: string,
  host: Host,
): { readonly profile: string; readonly text: string } {
  // As flags first: nothing that is refused, a secret for instance, becomes part of a file.
  const asFlags = loadConfig({ text: undefined, path: file, environment: {}, flags: answers })
  const { profile } = usable(asFlags, file, host)
  const text = configFileText(answers, profile)
  usable(loadConfig({ text, path: file, environment: {} }), file, host)
  return { profile, text }
}

function usable(
  { config, problems }: LoadedConfig,
  file: string,
  host: Host,
): NonNullable<LoadedConfig['config']> {
  if (config !== undefined) return config
  for (const problem of problems) host.writeError(`${problemText(problem)}\n`)
  throw new UsageError(`${countText(problems, file)}: nothing was written`)
}

async function isFile(path: string): Promise<boolean> {
  try {
    await (await open(path, 'r')).close()
    return true
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false
    throw new InvalidInputError(`${path}: can not be written (${codeOf(error)})`, { cause: error })
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

const isCode = (error: unknown, code: string): boolean => codeOf(error) === code

/** Whole or not at all; a file that came meanwhile stays, unless it is to be written over. */
async function writeWhole(
  path: string,
  text: string,
  { isOver, host }: { readonly isOver: boolean; readonly host: Host },
): Promise<void> {
  const part = isOver ? `${path}.${host.randomId()}.part` : path
  try {
    await makeFolder(dirname(path))
    const file = await open(part, 'wx', 0o644)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    if (isOver) await rename(part, path)
  } catch (error) {
    if (isOver) await rm(part, { force: true })
    if (error instanceof InvalidInputError) throw error
    throw new InvalidInputError(`${path}: can not be written (${codeOf(error)})`, { cause: error })
  }
}

/** Says whether it was written. */
async function writeUnlessThere(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o644)
    await file.writeFile(ENV_EXAMPLE_TEXT)
    await file.close()
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw new InvalidInputError(`${path}: can not be written (${codeOf(error)})`, { cause: error })
  }
}

const doneText = (written: readonly string[]): string =>
  `${written.map((file) => `wrote ${file}`).join('\n')}
Next: put the key of The Odds API into .env (see .env.example), and keep .env out
of version control; arb config check; arb doctor; arb scan.
`
