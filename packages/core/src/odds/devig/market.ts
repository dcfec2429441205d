/**
 * From the prices of a market to implied probabilities that may be devigged: every outcome priced
 * once, all on the lines that are asked for. Prices that do not belong together are named, since
 * their sum would pass for a margin.
 * @module
 */
import { assertInput, assertNever } from '../../assert.ts'
import type { Decimal } from '../../units/decimal.ts'
import { impliedProbabilityOf, type OddsNotation, type OddsPrice } from '../price.ts'
import { MissingOutcomeError, MixedLinesError } from './errors.ts'

/** One way a market can end, as the book names it. */
export interface MarketOutcome {
  /** `Los Angeles Rams`, `Over`, `Draw`. */
  readonly name: string
  /** Spread of that team, or the total; undefined on a moneyline. In points, exact as a float. */
  readonly line: number | undefined
}

/** Every outcome of one market. */
export interface MarketShape {
  /** What lines it has: none, opposite ones of two teams (−3 and +3), or one that all share. */
  readonly type: 'moneyline' | 'spread' | 'total'
  readonly outcomes: readonly MarketOutcome[]
}

/** A price for one of them. */
export interface PricedOutcome extends MarketOutcome {
  readonly price: OddsPrice<OddsNotation>
}

/**
 * Returns the implied probabilities of a market, margin included, in the order of `market.outcomes`.
 * Prices of other lines (alternate spreads) may stand beside those that are asked for.
 * @throws {MissingOutcomeError} an outcome has no price.
 * @throws {MixedLinesError} an outcome is priced on other lines only, or the lines of `market` do not
 *   belong together.
 * @throws {InvalidInputError} fewer than two outcomes, one named twice, or one priced twice.
 */
export function impliedOfMarket(market: MarketShape, prices: readonly PricedOutcome[]): Decimal[] {
  checkMarket(market)
  return market.outcomes.map((outcome) => impliedProbabilityOf(priceOf(outcome, prices)))
}

/**
 * Checks that the outcomes can be one market.
 * @throws {MixedLinesError} lines that do not belong together.
 * @throws {InvalidInputError} fewer than two outcomes, or one named twice.
 */
export function checkMarket({ type, outcomes }: MarketShape): void {
  assertInput(outcomes.length >= 2, `a market needs two outcomes or more, got ${outcomes.length}`)
  const names = new Set(outcomes.map(({ name }) => name))
  assertInput(names.size === outcomes.length, 'a market names an outcome twice', { outcomes })
  if (
    belongTogether(
      type,
      outcomes.map(({ line }) => line),
    )
  )
    return
  const labels = outcomes.map(labelOf).join(', ')
  throw new MixedLinesError(`not the lines of one ${type}: ${labels}`)
}

function belongTogether(
  type: MarketShape['type'],
  lines: readonly (number | undefined)[],
): boolean {
  const [first, second, third] = lines
  switch (type) {
    case 'moneyline':
      return lines.every((line) => line === undefined)
    case 'spread':
      return first !== undefined && second !== undefined && third === undefined && first === -second
    case 'total':
      return first !== undefined && lines.every((line) => line === first)
    default:
      return assertNever(type)
  }
}

function priceOf(outcome: MarketOutcome, prices: readonly PricedOutcome[]): PricedOutcome['price'] {
  const named = prices.filter(({ name }) => name === outcome.name)
  const [found, other] = named.filter(({ line }) => line === outcome.line)
  assertInput(other === undefined, `${labelOf(outcome)} is priced twice`)
  if (found !== undefined) return found.price
  if (named.length === 0) throw new MissingOutcomeError(`no price for ${labelOf(outcome)}`)
  const offered = named.map(labelOf).join(', ')
  throw new MixedLinesError(`${labelOf(outcome)} is not priced, only ${offered}`)
}

function labelOf({ name, line }: MarketOutcome): string {
  return line === undefined ? name : `${name} ${line}`
}
