/**
 * Kinds of values in a configuration: how one is written, read and printed. A value is text until here, also
 * where YAML would make a number of it: money never passes through a float, `no` is no boolean and `010`
 * no eight.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import { z } from 'zod'
import { nearestNames } from '../pairs/name-search.ts'

/** One kind of value. */
export interface Kind<T> {
  /** What is expected, for messages: `dollars such as $25 or 37.04`. */
  readonly expected: string
  /** Reads what stands in a file: text, lists and maps of text. */
  readonly schema: z.ZodType<T>
  /** Turns the text of a flag or a variable into what would stand in a file. */
  readonly rawOf: (text: string) => unknown
  /** As `rawOf` reads it back. */
  readonly print: (value: T) => string
  /** True where the value is, or holds, the name of a file. */
  readonly withPlace?: (value: T, resolve: (path: string) => string) => T
  /** True where a text that looks like a key is none. */
  readonly allowsKeyText?: boolean
}

/** What is said beside the expectation, as parameters of an issue. */
export interface IssueFacts {
  readonly expected: string
  readonly hint?: string | undefined
}

/** How a value stands in the published schema. */
export interface Shape {
  readonly type: string | readonly string[]
  readonly [key: string]: unknown
}

/** A kind of one text. */
export interface ScalarRules<T> {
  readonly expected: string
  readonly shape: Shape
  /** @throws {InvalidInputError} other text. */
  readonly read: (text: string) => T
  readonly print: (value: T) => string
  /** The only texts there are, to suggest one of. */
  readonly options?: readonly string[]
}

/** Returns a kind of one text. */
export function scalar<T>({ expected, shape, read, print, options }: ScalarRules<T>): Kind<T> {
  const schema = z
    .unknown()
    .transform((raw, context): T => {
      try {
        if (typeof raw === 'string') return read(raw)
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error
      }
      const hint = typeof raw === 'string' ? hintOf(raw, options) : undefined
      const params: IssueFacts = { expected, hint }
      context.issues.push({ code: 'custom', message: expected, input: raw, params })
      return z.NEVER
    })
    .meta({ ...shape })
  return { expected, schema, rawOf: (text) => text.trim(), print }
}

/** Names that are longer are no slip of the hand. */
const SUGGESTED_LENGTH_MAX = 40

const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_ .]/g, '')

/** Returns `did you mean x?` for a name near one that exists. */
export function suggestionOf(name: string, names: Iterable<string>): string | undefined {
  if (name.length > SUGGESTED_LENGTH_MAX) return undefined
  const all = [...names]
  const nearest = all.find((each) => plain(each) === plain(name)) ?? nearestNames(name, all)[0]
  return nearest === undefined ? undefined : `did you mean ${nearest}?`
}

/** What people write who know another language of configuration. */
function hintOf(text: string, options: readonly string[] | undefined): string | undefined {
  if (options?.includes('true') === true) {
    if (/^(?:y|yes|on|1)$/i.test(text)) return 'write true'
    if (/^(?:n|no|off|0)$/i.test(text)) return 'write false'
  }
  if (options !== undefined) return suggestionOf(text, options)
  if (/^\$?\d{1,3}(?:,\d{3})+/.test(text)) return 'write numbers without commas'
  if (/^\$?\d[\d.]*_/.test(text)) return 'write numbers without underscores'
  if (/^\$?0\d/.test(text)) return 'write numbers without zeros before them'
  if (/^0[xob]/i.test(text)) return 'write numbers with the digits 0 to 9'
  if (/^\$?\d[\d.]*e[-+]?\d/i.test(text)) return 'write numbers without an exponent'
  return undefined
}

/** Rules of a list. */
export interface ListRules<T extends string> {
  readonly expected: string
  readonly isOne: (text: string) => text is T
  readonly options: readonly string[]
}

/** Returns a kind of a list of names, each once: `[nfl, nba]` or `nfl,nba`. */
export function list<T extends string>(rules: ListRules<T>): Kind<readonly T[]> {
  const { expected, isOne, options } = rules
  const schema = z
    .unknown()
    .transform((raw, context): readonly T[] => {
      const entries: readonly unknown[] = typeof raw === 'string' ? splitList(raw) : listed(raw)
      const report = (input: unknown, at: readonly number[], hint?: string): void => {
        const params: IssueFacts = { expected, hint }
        context.issues.push({ code: 'custom', message: expected, input, path: [...at], params })
      }
      if (entries.length === 0) report(raw, [])
      for (const [index, entry] of entries.entries()) {
        const at = typeof raw === 'string' ? [] : [index]
        if (typeof entry !== 'string' || !isOne(entry)) {
          report(entry, at, typeof entry === 'string' ? suggestionOf(entry, options) : undefined)
        } else if (entries.indexOf(entry) < index) report(entry, at, 'named twice')
      }
      return entries as readonly T[]
    })
    .meta({
      anyOf: [
        { type: 'string' },
        { type: 'array', items: { enum: [...options] }, minItems: 1, uniqueItems: true },
      ],
    })
  return {
    expected,
    schema,
    rawOf: splitList,
    print: (value) => value.join(','),
  }
}

const splitList = (text: string): readonly string[] => text.split(',').map((entry) => entry.trim())

const listed = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : [])
