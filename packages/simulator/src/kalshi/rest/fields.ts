/**
 * Fields of a request body and parameters of a query, read with the venue's bounds. What can not be
 * read is refused with 400 and the field's name.
 * @module
 */
import {
  type Centicontracts,
  InvalidInputError,
  isRecord,
  parseCenticontracts,
  parsePriceTicks,
  type PriceTicks,
} from '@arbkit/core'
import { invalid } from './answer.ts'

/** Highest subaccount; 0 is the primary one (OpenAPI 3.28.0). */
export const SUBACCOUNT_MAX = 63

/** A body that is an object. */
export class Fields {
  private readonly record: Readonly<Record<string, unknown>>

  /** @throws {Refusal} for anything but an object. */
  constructor(body: unknown) {
    if (!isRecord(body)) throw invalid('request body must be an object')
    this.record = body
  }

  /** A text of 1 to 200 characters. @throws {Refusal} */
  text(name: string): string {
    return this.optionalText(name) ?? missing(name)
  }

  /** An empty text counts as none. @throws {Refusal} */
  optionalText(name: string): string | undefined {
    const value = this.value(name)
    if (value === undefined || value === '') return undefined
    if (typeof value === 'string' && value.length <= 200) return value
    throw invalid(`${name} must be a string`)
  }

  /** @throws {Refusal} */
  word<Word extends string>(name: string, words: readonly Word[]): Word {
    const found = words.find((word) => word === this.value(name))
    if (found !== undefined) return found
    throw invalid(`${name} must be one of ${words.join(', ')}`)
  }

  /** False where it is left out. @throws {Refusal} */
  flag(name: string): boolean {
    const value = this.value(name) ?? false
    if (typeof value === 'boolean') return value
    throw invalid(`${name} must be a boolean`)
  }

  /** @throws {Refusal} */
  requiredFlag(name: string): boolean {
    return this.value(name) === undefined ? missing(name) : this.flag(name)
  }

  /** A whole number from `least` to `most`. @throws {Refusal} */
  optionalWhole(name: string, least: number, most: number): number | undefined {
    const value = this.value(name)
    if (value === undefined) return undefined
    if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) {
      return Number(value)
    }
    throw invalid(`${name} must be a whole number from ${least} to ${most}`)
  }

  /** @throws {Refusal} */
  whole(name: string, least: number, most: number): number {
    return this.optionalWhole(name, least, most) ?? missing(name)
  }

  /** Dollars as text, finer than a tick refused. @throws {Refusal} */
  price(name: string): PriceTicks {
    return this.parsed(name, parsePriceTicks) ?? missing(name)
  }

  /** Contracts as text, 0 or more. @throws {Refusal} */
  optionalCount(name: string): Centicontracts | undefined {
    return this.parsed(name, parseCenticontracts)
  }

  /** @throws {Refusal} */
  count(name: string): Centicontracts {
    return this.optionalCount(name) ?? missing(name)
  }

  /** A list of objects, not empty. @throws {Refusal} */
  list(name: string): readonly Fields[] {
    const value = this.value(name)
    if (!Array.isArray(value) || value.length === 0) throw invalid(`${name} must not be empty`)
    return (value as readonly unknown[]).map((each) => new Fields(each))
  }

  /** A list of objects, or none. @throws {Refusal} */
  emptyableList(name: string): readonly Fields[] {
    const value = this.value(name)
    if (!Array.isArray(value)) throw invalid(`${name} must be a list`)
    return (value as readonly unknown[]).map((each) => new Fields(each))
  }

  /** Null counts as left out. */
  private value(name: string): unknown {
    return this.record[name] ?? undefined
  }

  private parsed<Value>(name: string, parse: (text: string) => Value): Value | undefined {
    const text = this.value(name)
    if (text === undefined) return undefined
    if (typeof text !== 'string') throw invalid(`${name} must be a string`)
    try {
      return parse(text)
    } catch (error) {
      if (error instanceof InvalidInputError) throw invalid(`${name}: ${error.message}`)
      throw error
    }
  }
}

/** A whole number of a query, undefined where it is left out. @throws {Refusal} */
export function wholeOf(
  query: URLSearchParams,
  name: string,
  most: number = Number.MAX_SAFE_INTEGER,
  least = 0,
): number | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw invalid(`${name} must be a whole number from ${least} to ${most}`)
}

/** A moment of a query in Unix seconds, as ms. @throws {Refusal} */
export function momentMsOf(query: URLSearchParams, name: string): number | undefined {
  const seconds = wholeOf(query, name, 10_000_000_000)
  return seconds === undefined ? undefined : seconds * 1000
}

/** A `true` or `false` of a query; undefined where it is left out. @throws {Refusal} */
export function flagOf(query: URLSearchParams, name: string): boolean | undefined {
  const word = wordOf(query, name, ['true', 'false'])
  return word === undefined ? undefined : word === 'true'
}

/** One of some words of a query. @throws {Refusal} */
export function wordOf<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const found = words.find((word) => word === text)
  if (found === undefined) throw invalid(`${name} must be one of ${words.join(', ')}`)
  return found
}

/**
 * Values that are separated by commas, undefined where the parameter is left out.
 * @throws {Refusal} more than `most`.
 */
export function commaListOf(
  query: URLSearchParams,
  name: string,
  most = Infinity,
): ReadonlySet<string> | undefined {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  const values = text.split(',')
  if (values.length > most) throw invalid(`${name} must be at most ${most} values`)
  return new Set(values)
}

function missing(name: string): never {
  throw invalid(`${name} is required`)
}
