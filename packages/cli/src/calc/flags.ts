/**
 * The flags of `arb calc` and their values: each parsed once, each refused with what was expected.
 * @module
 */
import {
  type Cents,
  Decimal,
  DEVIG_METHODS,
  type DevigMethod,
  type Microdollars,
  printable,
} from '@arbkit/core'
import { InvalidArgumentError } from 'commander'

/** The flags of `arb calc`. */
export interface CalcFlags {
  readonly total?: Microdollars
  readonly stake?: string
  readonly payout?: Microdollars
  readonly round?: Cents
  readonly fractional?: boolean
  readonly bias?: readonly number[]
  readonly printed?: boolean
  readonly prob?: readonly Decimal[]
  readonly fair?: string
  readonly devig?: DevigMethod
  readonly bankroll?: Microdollars
  readonly kelly?: Decimal
  readonly json?: boolean
}

/** Parses probabilities, `0.55,0.45` or `55%,45%`. */
export function parseProbabilities(text: string): readonly Decimal[] {
  return text.split(',').map((entry) => {
    const match = /^(\d{0,3}(?:\.\d{1,12})?)(%?)$/.exec(entry)
    const figure = match?.[1] ?? ''
    const value = /\d/.test(figure)
      ? new Decimal(figure).div(match?.[2] === '%' ? 100 : 1)
      : undefined
    if (value === undefined || value.lte(0) || value.gte(1)) {
      throw new InvalidArgumentError(
        `expected probabilities between 0 and 1, such as 0.55,0.45 or 55%,45%, got ${printable(text)}`,
      )
    }
    return value
  })
}

/** Parses the name of a devig method. */
export function parseDevigMethod(text: string): DevigMethod {
  const methods = Object.keys(DEVIG_METHODS) as readonly DevigMethod[]
  const method = methods.find((name) => name === text)
  if (method !== undefined) return method
  throw new InvalidArgumentError(`expected one of ${methods.join(', ')}, got ${printable(text)}`)
}

/** Parses a share of full Kelly, above 0 and at most 1. */
export function parseKellyShare(text: string): Decimal {
  const value = /^(?:\d(?:\.\d{1,6})?|\.\d{1,6})$/.test(text) ? new Decimal(text) : undefined
  if (value !== undefined && value.gt(0) && value.lte(1)) return value
  throw new InvalidArgumentError(
    `expected a share of full Kelly above 0 and at most 1, such as 0.25, got ${printable(text)}`,
  )
}

/** Parses numbers of legs, each once: `1` or `1,2`. */
export function parseLegNumbers(text: string): readonly number[] {
  const numbers = text.split(',').map((entry) => (/^[1-9]$/.test(entry) ? Number(entry) : 0))
  if (numbers.every((value) => value > 0) && new Set(numbers).size === numbers.length)
    return numbers
  throw new InvalidArgumentError(
    `expected numbers of legs, such as 1 or 1,2, got ${printable(text)}`,
  )
}
