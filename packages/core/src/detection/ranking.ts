/**
 * Putting opportunities in order: by guaranteed dollars, by return, by return a day of locked
 * capital, or by risk-adjusted score. The order is total and depends on the opportunities alone, not
 * on how they were listed; ratios are compared exactly, without a division.
 * @module
 */
import { assertInput, assertNever } from '../assert.ts'
import { Decimal } from '../units/decimal.ts'
import {
  RISK_ASSUMPTIONS,
  type RiskAssumptions,
  type RiskInput,
  riskScoreOf,
} from './risk-score.ts'

/** What is ranked. */
export interface Rankable extends RiskInput {
  /** Names the opportunity; no two are the same. */
  readonly id: string
  /**
   * From now until the capital is expected back, whole milliseconds: below 0 where that is past. Less
   * than {@link LOCK_MS_MIN} counts as that.
   */
  readonly lockedMs: number
}

/**
 * Shortest lock that is counted, an hour: bets and contracts are settled some time after a game and
 * what they pay can not be placed again at once, so a return a day of a game about to end would be
 * a fiction; nor is anything divided by 0.
 */
export const LOCK_MS_MIN = 3_600_000
/** Milliseconds in a day of locked capital. */
export const DAY_MS = 86_400_000

/** By what opportunities are ranked, highest first. */
export type RankBy = 'guaranteed' | 'return-on-capital' | 'return-per-day' | 'risk-adjusted'

/** Returns guaranteed profit over capital, at 40 digits. @throws {InvalidInputError} capital of 0 or less. */
export function returnOnCapitalOf({
  guaranteed,
  capital,
}: Pick<Rankable, 'guaranteed' | 'capital'>): Decimal {
  checkCapital(capital)
  return new Decimal(guaranteed).div(capital)
}

/**
 * Returns the return on capital over the days it is locked, at 40 digits: simple, not compounded,
 * since nothing says that the next opportunity will be there. {@link LOCK_MS_MIN} at least.
 * @throws {InvalidInputError} capital of 0 or less, or a lock that is not whole milliseconds.
 */
export function returnPerDayOf(
  item: Pick<Rankable, 'guaranteed' | 'capital' | 'lockedMs'>,
): Decimal {
  return returnOnCapitalOf(item).times(DAY_MS).div(countedLockMs(item.lockedMs))
}

/**
 * Returns the opportunities, best first; equal ones in the order of their ids (by code unit).
 * @param assumptions of the risk-adjusted score; the others do not look at them.
 * @throws {InvalidInputError} an id twice, capital of 0 or less, a lock that is not whole milliseconds
 *   where they are ranked by it, or for the risk-adjusted score what `riskScoreOf` refuses.
 */
export function rankOpportunities<Item extends Rankable>(
  items: readonly Item[],
  by: RankBy,
  assumptions: RiskAssumptions = RISK_ASSUMPTIONS,
): readonly Item[] {
  const ids = items.map(({ id }) => id)
  assertInput(new Set(ids).size === ids.length, 'an opportunity is ranked twice', { ids })
  for (const { capital } of items) checkCapital(capital)
  const compare = comparisonOf(items, by, assumptions)
  return items.toSorted((a, b) => compare(b, a) || (a.id < b.id ? -1 : 1))
}

type Comparison = (a: Rankable, b: Rankable) => number

/** Below 0, 0 or above 0 as the first is worse than, equal to or better than the second. */
function comparisonOf(
  items: readonly Rankable[],
  by: RankBy,
  assumptions: RiskAssumptions,
): Comparison {
  switch (by) {
    case 'guaranteed':
      return (a, b) => a.guaranteed - b.guaranteed
    case 'return-on-capital':
      return (a, b) => compareQuotients([a.guaranteed, a.capital], [b.guaranteed, b.capital])
    case 'return-per-day': {
      const lockOf = keyed(items, ({ lockedMs }) => countedLockMs(lockedMs))
      return (a, b) =>
        compareQuotients([a.guaranteed, a.capital, lockOf(a)], [b.guaranteed, b.capital, lockOf(b)])
    }
    case 'risk-adjusted': {
      const scoreOf = keyed(items, (item) => riskScoreOf(item, assumptions).scoreDollars)
      return (a, b) => scoreOf(a).cmp(scoreOf(b))
    }
    default:
      return assertNever(by)
  }
}

/** Computes a figure once for each item, before any two are compared. */
function keyed<Key>(
  items: readonly Rankable[],
  keyOf: (item: Rankable) => Key,
): (item: Rankable) => Key {
  const keys = new Map(items.map((item) => [item.id, keyOf(item)]))
  return ({ id }) => keys.get(id) as Key
}

/** A whole number, and the ones above 0 that it is divided by. */
type Quotient = readonly [above: number, ...below: number[]]

function compareQuotients([above, ...below]: Quotient, [other, ...otherBelow]: Quotient): number {
  const left = otherBelow.reduce((product, factor) => product * BigInt(factor), BigInt(above))
  const right = below.reduce((product, factor) => product * BigInt(factor), BigInt(other))
  if (left === right) return 0
  return left < right ? -1 : 1
}

function checkCapital(capital: number): void {
  assertInput(capital > 0, `capital must be above 0 microdollars, got ${capital}`)
}

function countedLockMs(lockedMs: number): number {
  assertInput(Number.isSafeInteger(lockedMs), `a lock must be whole milliseconds, got ${lockedMs}`)
  return Math.max(lockedMs, LOCK_MS_MIN)
}
