/**
 * Between nouns, which leave out what is absent, and rows, which hold null; and texts within bounds.
 * @module
 */
import { assertInput, InvalidInputError, printable } from '@arbkit/core'

/** Longest JSON text of one column, characters. */
export const BODY_LENGTH_MAX = 1_000_000
/** Longest name, id or key, characters. */
export const ID_LENGTH_MAX = 200
/** Longest sentence for a person, characters. */
export const TEXT_LENGTH_MAX = 2_000

/** What null is to a noun: not there. */
export type WithoutNulls<Row> = {
  readonly [Key in keyof Row]: null extends Row[Key]
    ? Exclude<Row[Key], null> | undefined
    : Row[Key]
}

/** What a noun is to a row: every key, with null for what is absent. */
export type OrNull<Noun> = {
  [Key in keyof Noun]-?: undefined extends Noun[Key]
    ? Exclude<Noun[Key], undefined> | null
    : Noun[Key]
}

/** Returns a row without its nulls; their keys are absent. */
export function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  const entries = Object.entries(row).filter(([, value]) => value !== null)
  return Object.fromEntries(entries) as WithoutNulls<Row>
}

/** Returns the columns named, null for what the noun leaves out. */
export function columnsOf<Noun extends object, Key extends keyof Noun>(
  noun: Noun,
  keys: readonly Key[],
): OrNull<Required<Pick<Noun, Key>>> & OrNull<Pick<Noun, Key>> {
  return Object.fromEntries(keys.map((key) => [key, noun[key] ?? null])) as never
}

/**
 * Returns a value as JSON text.
 * @throws {InvalidInputError} JSON can not say it, or longer than `most` characters.
 */
export function jsonText(value: unknown, what: string, most: number = BODY_LENGTH_MAX): string {
  const text: string | undefined = JSON.stringify(value)
  assertInput(text !== undefined, `${what}: expected what JSON can say, got ${printable(value)}`)
  assertInput(
    text.length <= most,
    `${what}: at most ${most} characters of JSON, got ${text.length}`,
  )
  return text
}

/** Returns what {@link jsonText} was made of. */
export function jsonOf(text: string): unknown {
  return JSON.parse(text) as unknown
}

/** @throws {InvalidInputError} blank, or longer than `most` characters. */
export function checkText(text: string, what: string, most: number = ID_LENGTH_MAX): string {
  if (text.trim() !== '' && text.length <= most) return text
  throw new InvalidInputError(
    `${what}: expected 1 to ${most} characters that are not all blank, got ${printable(text)}`,
  )
}

/** @throws {InvalidInputError} not whole milliseconds from 1970 on. */
export function checkTime(atMs: number, what: string): number {
  assertInput(
    Number.isSafeInteger(atMs) && atMs >= 0,
    `${what}: expected whole Unix milliseconds, got ${atMs}`,
  )
  return atMs
}

/**
 * Returns the keys in which two objects differ, of those named.
 */
export function differingKeys<Noun extends object>(
  one: Noun,
  other: Noun,
  keys: readonly (keyof Noun & string)[],
): readonly string[] {
  return keys.filter((key) => (one[key] ?? null) !== (other[key] ?? null))
}
