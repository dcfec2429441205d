/**
 * Values of keys out of a file's tree, or out of one text: each read by its kind, each problem with its
 * place. A value that looks like a secret is refused unread.
 * @module
 */
import type { z } from 'zod'
import { CONFIG_KEYS, CONFIG_PATHS, configKeyOf, type ConfigPath } from './config-keys.ts'
import { type ConfigPlace, type ConfigProblem, mismatch, shownKey } from './config-problem.ts'
import { type IssueFacts, suggestionOf } from './kind.ts'
import { isSecretName, looksSecret } from './secret-text.ts'
import { BOOK_KEY_NAMES } from './venue-kinds.ts'
import type { Spot } from './config-text.ts'
import { isRefused, keySpotAt, rawOf, spotAt, type Tree, type TreeEntry } from './yaml-tree.ts'

/** A value that was set somewhere. */
export interface SetValue {
  readonly path: ConfigPath
  readonly place: ConfigPlace
  readonly value: unknown
}

/** Values and what is wrong with others. */
export interface ConfigReading {
  readonly values: readonly SetValue[]
  readonly problems: readonly ConfigProblem[]
}

const GROUPS: ReadonlySet<string> = new Set(
  CONFIG_PATHS.flatMap((path) => {
    const parts = path.split('.').slice(0, -1)
    return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
  }),
)

const isPath = (path: string): path is ConfigPath => Object.hasOwn(CONFIG_KEYS, path)

/** Returns the names of what stands directly in a group. */
function namesIn(group: string): readonly string[] {
  const before = group === '' ? '' : `${group}.`
  const within = CONFIG_PATHS.filter((path) => path.startsWith(before))
  return [...new Set(within.map((path) => path.slice(before.length).split('.')[0] ?? ''))]
}

/** Reads a file's tree. */
export function readTree(tree: Tree, file: string): ConfigReading {
  const values: SetValue[] = []
  const problems: ConfigProblem[] = []
  const placeOf = (spot: Spot): ConfigPlace => ({ from: 'file', name: file, ...spot })
  const readGroup = (group: string, at: Tree): void => {
    if (at.tag === 'nothing' || at.tag === 'refused') return
    if (at.tag !== 'map') {
      const expected = `keys (${namesIn(group).join(', ')}), each with a value`
      problems.push(mismatch({ place: placeOf(at.spot), key: group, expected, raw: rawOf(at) }))
      return
    }
    for (const entry of at.entries) {
      const path = group === '' ? entry.key : `${group}.${entry.key}`
      if (GROUPS.has(path)) readGroup(path, entry.value)
      else if (isPath(path)) readLeaf(path, entry)
      else problems.push(unknownKey(group, entry, placeOf(entry.spot)))
    }
  }
  const readLeaf = (path: ConfigPath, { value }: TreeEntry): void => {
    const secret = secretIn(value, path)
    if (secret !== undefined) {
      problems.push(secretProblem(path, placeOf(secret)))
      return
    }
    if (isRefused(value)) return
    const reading = readRaw(path, rawOf(value), (steps, what) =>
      placeOf(what === 'key' ? keySpotAt(value, steps) : spotAt(value, steps)),
    )
    values.push(...reading.values)
    problems.push(...reading.problems)
  }
  readGroup('', tree)
  return { values, problems }
}

/** Reads the text of a flag or a variable. */
export function readText(path: ConfigPath, text: string, place: ConfigPlace): ConfigReading {
  const { kind } = configKeyOf(path)
  const isVisible = place.from === 'flag'
  const mayBeKey = kind.allowsKeyText !== true && looksSecret(text)
  if (mayBeKey && (isVisible || path.endsWith('File'))) {
    return { values: [], problems: [secretProblem(path, place)] }
  }
  return readRaw(path, kind.rawOf(text), () => place)
}

/** The place of a part of a value, or of the key before it. */
type PlaceOf = (steps: readonly PropertyKey[], what: 'key' | 'value') => ConfigPlace

function readRaw(path: ConfigPath, raw: unknown, placeOf: PlaceOf): ConfigReading {
  const { kind } = configKeyOf(path)
  const place = placeOf([], 'value')
  if (raw === null) {
    const hint = 'leave the line out for the default'
    return {
      values: [],
      problems: [mismatch({ place, key: path, expected: kind.expected, raw, hint })],
    }
  }
  const result = kind.schema.safeParse(raw)
  if (result.success) return { values: [{ path, place, value: result.data }], problems: [] }
  const problems = result.error.issues.flatMap((issue) =>
    problemsOf(issue, { path, raw, placeOf, expected: kind.expected }),
  )
  return { values: [], problems }
}

interface IssueContext {
  readonly path: ConfigPath
  readonly raw: unknown
  readonly placeOf: PlaceOf
  readonly expected: string
}

function problemsOf(
  issue: z.core.$ZodIssue,
  { path, raw, placeOf, expected }: IssueContext,
): readonly ConfigProblem[] {
  const steps = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  const key = [path, ...steps.map((step) => (typeof step === 'number' ? step : shownKey(step)))]
    .join('.')
    .replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]')
  const at = { place: placeOf(steps, 'value'), key, raw: valueAt(raw, steps) }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({
      severity: 'error',
      place: placeOf([...steps, name], 'key'),
      key: `${key}.${shownKey(name)}`,
      message: unknownText(name, BOOK_KEY_NAMES),
      expected: BOOK_KEY_NAMES.join(', '),
    }))
  }
  if (issue.code === 'invalid_key') {
    const name = String(steps.at(-1))
    return [
      mismatch({
        ...at,
        place: placeOf(steps, 'key'),
        expected: "each book once, by the feed's key such as draftkings",
        raw: name,
      }),
    ]
  }
  if (issue.code === 'custom') {
    const { expected: own = expected, hint } = (issue.params ?? {}) as Partial<IssueFacts>
    return [mismatch({ ...at, expected: own, hint })]
  }
  const inside = steps.length === 0 ? expected : 'a map such as {maxStake: $250}, or {}'
  return [mismatch({ ...at, expected: inside })]
}

function valueAt(raw: unknown, steps: readonly PropertyKey[]): unknown {
  let at = raw
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return at
    at = (at as Record<PropertyKey, unknown>)[step]
  }
  return at
}

function unknownText(name: string, names: readonly string[]): string {
  const suggestion = suggestionOf(name, names) ?? `there are ${names.join(', ')}`
  return `no such key; ${suggestion}`
}

function unknownKey(group: string, entry: TreeEntry, place: ConfigPlace): ConfigProblem {
  const key = group === '' ? shownKey(entry.key) : `${group}.${shownKey(entry.key)}`
  const isSecret =
    isSecretName(entry.key) || looksSecret(entry.key) || secretIn(entry.value) !== undefined
  if (isSecret) return secretProblem(key, place)
  const names = namesIn(group)
  const elsewhere = CONFIG_PATHS.filter((path) => path.split('.').at(-1) === entry.key)
  const hint = elsewhere.length === 0 ? unknownText(entry.key, names) : undefined
  return {
    severity: 'error',
    place,
    key,
    message: hint ?? `no such key here; did you mean ${elsewhere.join(' or ')}?`,
    expected: names.join(', '),
  }
}

/** Where in a tree a text stands that looks like a secret. */
function secretIn(tree: Tree, path?: ConfigPath): Spot | undefined {
  if (path !== undefined && configKeyOf(path).kind.allowsKeyText === true) return undefined
  switch (tree.tag) {
    case 'nothing':
    case 'refused':
      return undefined
    case 'text':
      return looksSecret(tree.text) ? tree.spot : undefined
    case 'list':
      return tree.items.map((item) => secretIn(item)).find((spot) => spot !== undefined)
    case 'map':
      return tree.entries
        .map(({ key, spot, value }) => (looksSecret(key) ? spot : secretIn(value)))
        .find((spot) => spot !== undefined)
  }
}

/** What to do with a secret, by the key that it stands at. */
function cureOf(key: string): string {
  if (key.startsWith('venues.kalshi')) {
    return 'keep the private key in a file of its own (mode 0600) and name it as venues.kalshi.keyFile'
  }
  if (key === 'store') return 'put the address into the variable ARBKIT_STORE, or into .env'
  if (/odds/i.test(key)) {
    return 'put the key into the variable ODDS_API_KEY, or into .env beside this file'
  }
  return 'secrets stand in the environment, in .env, or in files of their own'
}

function secretProblem(key: string, place: ConfigPlace): ConfigProblem {
  return {
    severity: 'error',
    place,
    key,
    message: `this looks like a secret, which does not belong here (its text is not shown); ${cureOf(key)}`,
    expected: 'no secret',
    got: '(hidden)',
  }
}
