/**
 * The text of a new `arb.config.yaml`: every key with what it means, those that were chosen set, the others
 * behind a `#` with their defaults.
 * @module
 */
import {
  CONFIG_GROUPS,
  CONFIG_PATHS,
  configKeyOf,
  type ConfigPath,
  type ProfileName,
} from '@arbkit/engine'
import { stringify } from 'yaml'
import { WIDTH, wrap } from '../format/columns.ts'

/** Values as flags say them, by the path of the key. */
export type Answers = ReadonlyMap<ConfigPath, string>

const HEAD = `# Configuration of arb. arb init wrote it; change it as you like.
#
# A line behind "# " is a default: take the "# " away to set another value.
# Units are part of a value: 30s, $500, 2%. To see what is wrong: arb config
# check. What is in force, and from where: arb config show. Each key has a
# flag and a variable of the same meaning, which come before this file.
#
# No key and no password stands here: they come from the environment, from
# .env beside this file, or from files of their own.
`

/** Returns the text, at most 80 columns wide, ending in a line end. */
export function configFileText(answers: Answers, profile: ProfileName): string {
  const lines: string[] = []
  const open = new Set<string>()
  for (const path of CONFIG_PATHS) {
    const parts = path.split('.')
    for (let depth = 1; depth < parts.length; depth += 1) {
      const group = parts.slice(0, depth).join('.')
      if (open.has(group)) continue
      open.add(group)
      const indent = '  '.repeat(depth - 1)
      const about = CONFIG_GROUPS[group] ?? ''
      lines.push('', ...comment(about, indent), `${indent}${parts[depth - 1] ?? ''}:`)
    }
    if (parts.length === 1) lines.push('')
    lines.push(...keyLines(path, answers.get(path), profile))
  }
  return `${HEAD}${lines.join('\n')}\n`
}

const comment = (text: string, indent: string): readonly string[] =>
  text === '' ? [] : wrap(text, { width: WIDTH, indent: `${indent}# ` })

function keyLines(
  path: ConfigPath,
  answer: string | undefined,
  profile: ProfileName,
): readonly string[] {
  const parts = path.split('.')
  const indent = '  '.repeat(parts.length - 1)
  const { text, initial, unset, sample } = configKeyOf(path)
  const defaults =
    typeof initial === 'object'
      ? ` By profile: ${Object.values(initial).join(', ')}.`
      : unset === undefined
        ? ''
        : ` Without it: ${unset}.`
  const fallback = typeof initial === 'object' ? initial[profile] : (initial ?? sample ?? '')
  const yaml = yamlLines(parts.at(-1) ?? '', answer ?? fallback, path)
  const before = answer === undefined ? `${indent}# ` : indent
  return [...comment(`${text}${defaults}`, indent), ...yaml.map((line) => before + line)]
}

/** As a person would write it: text plain where YAML allows it, lists in one line, books one a line. */
function yamlLines(name: string, text: string, path: ConfigPath): readonly string[] {
  const raw = configKeyOf(path).kind.rawOf(text)
  const isList = Array.isArray(raw)
  const yaml = stringify(
    { [name]: raw },
    { schema: 'failsafe', lineWidth: 0, collectionStyle: isList ? 'flow' : 'any' },
  ).trimEnd()
  // A list in one line would put the key into braces too.
  const lines = isList ? [`${name}: [${raw.join(', ')}]`] : yaml.split('\n')
  return lines
}

/** The text of `.env.example`: which variables hold secrets, and not the secrets. */
export const ENV_EXAMPLE_TEXT = `# Secrets of arb. Copy this file to .env, fill it in, and let nobody else read
# or commit it:
#   cp .env.example .env && chmod 600 .env && echo .env >> .gitignore

# Key of The Odds API (the-odds-api.com gives one).
ODDS_API_KEY=

# A PostgreSQL store whose address holds a password, in place of the key store.
# ARBKIT_STORE=

# Kalshi's private key stays in a file of its own (mode 0600); its name is in
# arb.config.yaml.
`
