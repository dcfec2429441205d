/**
 * The options behind a price in a leg of `arb calc`: `,commission=2%,limit=500,lay`. Read by name,
 * each once, each refused with what was expected.
 * @module
 */
import {
  type Centicontracts,
  Decimal,
  InvalidInputError,
  parseCenticontracts,
  printable,
  type Rational,
} from '@arbkit/core'
import { InvalidArgumentError } from 'commander'
import { parseReturn } from '../flags.ts'

/** Every option of a leg. */
export const LEG_OPTIONS = [
  'commission',
  'fee',
  'fractional',
  'free',
  'lay',
  'limit',
  'name',
  'round',
  'stake',
]
/** Longest name of a leg. */
export const LEG_NAME_LENGTH_MAX = 40

/** The options of a leg; undefined for one without a value. */
export type LegOptions = ReadonlyMap<string, string | undefined>

/**
 * Parses the options of a leg.
 * @throws {InvalidInputError} one that is not known, or said twice.
 */
export function parseLegOptions(entries: readonly string[]): LegOptions {
  const options = new Map<string, string | undefined>()
  for (const entry of entries) {
    const at = entry.indexOf('=')
    const key = at === -1 ? entry : entry.slice(0, at)
    if (!LEG_OPTIONS.includes(key))
      throw expected(`an option, one of ${LEG_OPTIONS.join(', ')}`, entry)
    if (options.has(key)) throw new InvalidInputError(`${key} is said twice`)
    options.set(key, at === -1 ? undefined : entry.slice(at + 1))
  }
  return options
}

/** Returns the name told, without surrounding spaces. @throws {InvalidInputError} empty, too long, or not printable. */
export function nameOption(options: LegOptions): string | undefined {
  return valueOption(options, 'name', (text) => {
    const isShown = /^[^\p{C}]+$/u.test(text) && text.trim() !== ''
    if (isShown && text.length <= LEG_NAME_LENGTH_MAX) return text.trim()
    throw expected(`a name of 1 to ${LEG_NAME_LENGTH_MAX} printable characters`, text)
  })
}

/** Returns the parsed value of an option, undefined where it is not told. @throws {InvalidInputError} told without a value. */
export function valueOption<T>(
  options: LegOptions,
  key: string,
  parse: (text: string) => T,
): T | undefined {
  if (!options.has(key)) return undefined
  const text = options.get(key)
  if (text === undefined) throw new InvalidInputError(`${key} needs a value: ${key}=…`)
  return parse(text)
}

/** Returns true where an option is told. @throws {InvalidInputError} told with a value. */
export function flagOption(options: LegOptions, key: string): boolean {
  if (options.get(key) !== undefined) throw new InvalidInputError(`${key} takes no value`)
  return options.has(key)
}

/** @throws {InvalidInputError} one of these options is told; `why` follows its name. */
export function refuseOptions(options: LegOptions, keys: readonly string[], why: string): void {
  const key = keys.find((candidate) => options.has(candidate))
  if (key !== undefined) throw new InvalidInputError(`${key} ${why}`)
}

/** Parses a share of net winnings, 0 to below 1. @throws {InvalidInputError} anything else. */
export function parseCommission(text: string): Rational {
  try {
    const commission = parseReturn(text)
    if (commission.numerator < commission.denominator) return commission
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
  }
  throw expected('a commission below 100%, such as 5% or 0.05', text)
}

/** Parses a count of contracts above 0. @throws {InvalidInputError} anything else. */
export function parseContracts(text: string): Centicontracts {
  try {
    const count = parseCenticontracts(text)
    if (count > 0) return count
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
  }
  throw expected('a count of contracts above 0, such as 100', text)
}

/** Parses a fee multiplier or rate, 0 to `most`. @throws {InvalidInputError} anything else. */
export function parseFee(text: string, most: number): Decimal {
  const value = /^\d{1,2}(\.\d{1,6})?$/.test(text) ? new Decimal(text) : undefined
  if (value?.lte(most) === true) return value
  throw expected(`a number from 0 to ${most}`, text)
}

/** Returns the error of something that is not what was expected. */
export function expected(what: string, got: string): InvalidInputError {
  return new InvalidInputError(`expected ${what}, got ${printable(got)}`)
}
