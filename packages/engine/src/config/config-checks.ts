/**
 * What has to hold between keys: each may be right by itself and wrong beside another.
 * @module
 */
import { centsToMicrodollars, compareRational, MICRODOLLARS_PER_DOLLAR } from '@arbkit/core'
import { BOOKS } from '@arbkit/odds'
import { bookPolicyOf } from '../scan/book-policy.ts'
import { configKeyOf, type ConfigPath, type ConfigValues } from './config-keys.ts'
import type { ConfigPlace, ConfigProblem } from './config-problem.ts'
import { suggestionOf } from './kind.ts'

/** Where a value comes from; undefined for a default. */
export type PlaceOf = (path: ConfigPath) => ConfigPlace | undefined

/** A problem, and the keys it is about. */
interface Conflict {
  readonly paths: readonly ConfigPath[]
  readonly problem: ConfigProblem
}

/** What is known of the values. */
export interface CheckContext {
  readonly placeOf: PlaceOf
  /** Keys whose own value could not be read: what stands in its place says nothing. */
  readonly broken: ReadonlySet<string>
}

/** Returns what does not go together. */
export function checkTogether(
  values: ConfigValues,
  { placeOf, broken }: CheckContext,
): readonly ConfigProblem[] {
  const conflicts = [
    ...kalshiKeyProblems(values, placeOf),
    ...returnProblems(values, placeOf),
    ...limitProblems(values, placeOf),
    ...bookProblems(values, placeOf),
  ]
  return conflicts
    .filter(({ paths }) => !paths.some((path) => broken.has(path)))
    .map(({ problem }) => problem)
}

const NOWHERE: ConfigPlace = { from: 'file', name: 'defaults' }

/** The key that was set is the one to tell about; where both were, the one that is asked for first. */
function problem(
  severity: ConfigProblem['severity'],
  paths: readonly [ConfigPath, ...ConfigPath[]],
  { placeOf, message }: { readonly placeOf: PlaceOf; readonly message: string },
): Conflict {
  const key = paths.find((path) => placeOf(path) !== undefined) ?? paths[0]
  return { paths, problem: { severity, place: placeOf(key) ?? NOWHERE, key, message } }
}

/** Half a key is a mistake: calls that were to be signed would go unsigned. */
function kalshiKeyProblems(values: ConfigValues, placeOf: PlaceOf): readonly Conflict[] {
  const paths = ['venues.kalshi.keyId', 'venues.kalshi.keyFile'] as const
  const missing = paths.filter((path) => values[path] === undefined)
  const [path] = missing
  if (path === undefined || missing.length === paths.length) return []
  const message = `a key needs both: ${path} is not set (variable ${configKeyOf(path).variable})`
  return [problem('error', paths, { placeOf, message })]
}

function returnProblems(values: ConfigValues, placeOf: PlaceOf): readonly Conflict[] {
  const paths = ['thresholds.minReturn', 'thresholds.maxReturn'] as const
  const [least, most] = [values[paths[0]], values[paths[1]]]
  const shown = (path: ConfigPath): string => configKeyOf(path).kind.print(values[path] as {})
  const isReachable = compareRational(least, most) < 0
  const wrong = isReachable
    ? []
    : [
        problem('error', paths, {
          placeOf,
          message: `nothing can be found: the least return, ${shown(paths[0])}, is not below the largest believed, ${shown(paths[1])}`,
        }),
      ]
  if (values['thresholds.value.minEdge'] < MICRODOLLARS_PER_DOLLAR) return wrong
  const message = 'expected less than $1 a contract, which is all that one can pay'
  return [...wrong, problem('error', ['thresholds.value.minEdge'], { placeOf, message })]
}

/** Each is part of the next; one above the next is never reached. */
const LIMITS = [
  'stakes.maxStake',
  'stakes.bankroll',
  'stakes.perGame',
  'stakes.atRisk',
  'stakes.perDay',
] as const

function limitProblems(values: ConfigValues, placeOf: PlaceOf): readonly Conflict[] {
  const amount = (path: (typeof LIMITS)[number]): number =>
    path === 'stakes.maxStake' ? centsToMicrodollars(values[path]) : values[path]
  return LIMITS.slice(1).flatMap((larger, index) => {
    const smaller = LIMITS[index] ?? larger
    if (amount(smaller) <= amount(larger)) return []
    const shown = configKeyOf(larger).kind.print(values[larger])
    const message = `never reached: ${larger} allows ${shown} only`
    return [problem('warning', [smaller, larger], { placeOf, message })]
  })
}

function bookProblems({ books }: ConfigValues, placeOf: PlaceOf): readonly Conflict[] {
  return (books ?? []).flatMap(({ key }) => {
    if (bookPolicyOf(key, books).tag !== 'commission-unknown') return []
    const isKnown = BOOKS.has(key)
    const suggestion = suggestionOf(key, BOOKS.keys()) ?? 'name its commission if it is one'
    const message = isKnown
      ? `${key} charges a commission: without one it is looked at and never a leg`
      : `${key} is no book that arb knows, and never a leg without a commission; ${suggestion}`
    return [problem('warning', ['books'], { placeOf, message })]
  })
}
