/**
 * Moments as venues print them: ISO 8601 with a time zone, to Unix milliseconds.
 * @module
 */
import { InvalidInputError, printable } from '../errors.ts'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** True for an ISO 8601 time with its zone. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text))
}

/**
 * Returns the moment of an ISO 8601 time, Unix ms; fractions of a millisecond are cut.
 * @throws {InvalidInputError} other text, or a time without a zone.
 */
export function parseInstant(text: string): number {
  if (!isInstant(text)) throw new InvalidInputError(`not a time with its zone: ${printable(text)}`)
  return Date.parse(text)
}
