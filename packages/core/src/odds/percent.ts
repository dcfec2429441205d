/**
 * Odds as a percentage: the implied probability, margin included. `52.4%` is what a stake must win
 * more often than to pay. Exact where a person wrote it; as a page prints it, it is an interval.
 * @module
 */
import { assertInput } from '../assert.ts'
import { InvalidInputError, printable } from '../errors.ts'
import { rational } from '../units/rational.ts'
import type { OddsPrice } from './price.ts'

/** Decimals a page shows at least, where it drops zeros: DraftKings prints `50%` for 50.0 (2026-09-22). */
export const PRINTED_PERCENT_DECIMALS_MIN = 1
/** Longest fraction accepted. */
export const PERCENT_DECIMALS_MAX = 9

const PERCENT_TEXT = /^(\d{1,3})(?:\.(\d{1,15}))?\s*%$/

/**
 * Returns the price of an implied probability that is exact as written: `52.4%` returns 1000/524.
 * @throws {InvalidInputError} not a plain percentage, or not strictly between 0 and 100.
 */
export function exactPercentOdds(text: string): OddsPrice<'percent'> {
  const { figure, unit } = parsePercentText(text)
  return priceOf({ returned: 100n * unit, staked: figure, text, exactness: 'exact' })
}

/**
 * Returns the price of a percentage as a page prints it, at the lowest return that prints so. Pages
 * truncate (DraftKings: −115 is `53.4%`, really 53.488), so the next figure above is taken: `53.4%`
 * returns 100/53.5.
 * @throws {InvalidInputError} not a plain percentage, or so near 100 that no win is sure.
 */
export function printedPercentOdds(text: string): OddsPrice<'percent'> {
  const { figure, unit, decimals } = parsePercentText(text)
  const finer = 10n ** BigInt(Math.max(PRINTED_PERCENT_DECIMALS_MIN - decimals, 0))
  const next = figure * finer + 1n
  assertInput(
    next < 100n * unit * finer,
    `a percentage too close to 100 to be sure of any return: ${printable(text)}`,
  )
  return priceOf({ returned: 100n * unit * finer, staked: next, text, exactness: 'lowest' })
}

interface PercentFigure {
  readonly returned: bigint
  readonly staked: bigint
  readonly text: string
  readonly exactness: 'exact' | 'lowest'
}

function priceOf({ returned, staked, text, exactness }: PercentFigure): OddsPrice<'percent'> {
  return { returnRatio: rational(returned, staked), original: text, format: 'percent', exactness }
}

/** The figure as `figure / unit` per cent. */
function parsePercentText(text: string): { figure: bigint; unit: bigint; decimals: number } {
  const match = PERCENT_TEXT.exec(text)
  if (match === null) throw new InvalidInputError(`not a percentage: ${printable(text)}`)
  const [, whole = '', fraction = ''] = match
  assertInput(
    fraction.length <= PERCENT_DECIMALS_MAX,
    `a percentage has more than ${PERCENT_DECIMALS_MAX} decimals: ${printable(text)}`,
  )
  const unit = 10n ** BigInt(fraction.length)
  const figure = BigInt(whole + fraction)
  assertInput(
    figure > 0n && figure < 100n * unit,
    `a probability must lie between 0 and 100 %, got ${printable(text)}`,
  )
  return { figure, unit, decimals: fraction.length }
}
