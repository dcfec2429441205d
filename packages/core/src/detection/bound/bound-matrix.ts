/**
 * The payoffs that a bound reads, as whole numbers: claims that pay alike in every outcome are one
 * group, outcomes that pay alike for every group are one row.
 *
 * Where a rule leaves several payoffs open, one of them stands here. That is enough: full evaluation
 * takes the worst joint choice, so it never finds more than with any single choice.
 * @module
 */
import { assertInput } from '../../assert.ts'
import type { Payoff } from '../../settlement/payoff.ts'
import { compareRational, type Rational } from '../../units/rational.ts'

/** By outcome, then by claim: every payoff to be reckoned with, at least one. */
export type BoundPayoffs = readonly (readonly (readonly Payoff[])[])[]

/** Payoffs of groups in rows: `(quantities[i] × quantity + costs[i] × cost) / denominators[group]`. */
export interface BoundMatrix {
  readonly groupCount: number
  readonly rowCount: number
  /** By claim, the group it belongs to. */
  readonly groupOf: Int32Array
  /** By group; at most {@link BOUND_DENOMINATOR_MAX}. */
  readonly denominators: Int32Array
  /** At `group × rowCount + row`: 0 to the group's denominator. Never below the payoff. */
  readonly quantities: Int32Array
  /** At `group × rowCount + row`: 0 to the group's denominator. Never below the payoff. */
  readonly costs: Int32Array
}

/** Largest denominator that is kept; shares finer than that are rounded up to its parts. */
export const BOUND_DENOMINATOR_MAX = 1_000_000
/** Most payoffs of one bound, outcomes times claims. */
export const BOUND_PAYOFFS_MAX = 10_000_000

/**
 * Returns the matrix of some payoffs.
 * @throws {InvalidInputError} no outcome, rows of different lengths, a claim without a payoff, a
 *   coefficient outside 0 to 1, or more than {@link BOUND_PAYOFFS_MAX}.
 */
export function boundMatrixOf(payoffs: BoundPayoffs): BoundMatrix {
  const claimCount = payoffs[0]?.length ?? 0
  assertInput(payoffs.length > 0, 'a bound covers at least one outcome, got none')
  assertInput(
    payoffs.length * claimCount <= BOUND_PAYOFFS_MAX,
    `a bound has at most ${BOUND_PAYOFFS_MAX} payoffs`,
    { outcomes: payoffs.length, claims: claimCount },
  )
  const chosen = payoffs.map((row) => {
    assertInput(row.length === claimCount, 'every outcome pays the same claims')
    return row.map(leastOf)
  })
  const groups = distinct(columnsOf(chosen, claimCount), columnKey)
  const rows = distinct(rowsOf(groups.items, payoffs.length), columnKey)
  const [groupCount, rowCount] = [groups.items.length, rows.items.length]
  const quantities = new Int32Array(groupCount * rowCount)
  const costs = new Int32Array(groupCount * rowCount)
  const denominators = new Int32Array(groupCount)
  for (let group = 0; group < groupCount; group += 1) {
    const column = rows.items.map((row) => row[group] as Payoff)
    const denominator = commonDenominator(column)
    denominators[group] = denominator
    for (const [row, { quantity, cost }] of column.entries()) {
      quantities[group * rowCount + row] = partsUp(quantity, denominator)
      costs[group * rowCount + row] = partsUp(cost, denominator)
    }
  }
  return {
    groupCount,
    rowCount,
    groupOf: Int32Array.from(groups.indices),
    denominators,
    quantities,
    costs,
  }
}

/** Of several payoffs the one with the least quantity, then the least cost. */
function leastOf(possible: readonly Payoff[]): Payoff {
  const [first] = possible
  assertInput(first !== undefined, 'a claim has at least one payoff in each outcome')
  const least = possible.reduce((a, b) => (isBelow(b, a) ? b : a), first)
  for (const { numerator, denominator } of [least.quantity, least.cost]) {
    assertInput(
      numerator >= 0 && numerator <= denominator,
      `a payoff's share must be from 0 to 1, got ${numerator}/${denominator}`,
    )
  }
  return least
}

function isBelow(a: Payoff, b: Payoff): boolean {
  const byQuantity = compareRational(a.quantity, b.quantity)
  return byQuantity < 0 || (byQuantity === 0 && compareRational(a.cost, b.cost) < 0)
}

type Column = readonly Payoff[]

function columnsOf(rows: readonly Column[], claimCount: number): readonly Column[] {
  return Array.from({ length: claimCount }, (_, claim) => rows.map((row) => row[claim] as Payoff))
}

function rowsOf(columns: readonly Column[], rowCount: number): readonly Column[] {
  return Array.from({ length: rowCount }, (_, row) => columns.map((of) => of[row] as Payoff))
}

function columnKey(column: Column): string {
  return column
    .map(
      ({ quantity: q, cost: c }) =>
        `${q.numerator}/${q.denominator}+${c.numerator}/${c.denominator}`,
    )
    .join(' ')
}

/** Each item once, in the order of its first, and by item the index of its like. */
function distinct<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly indices: readonly number[] } {
  const items: T[] = []
  const known = new Map<string, number>()
  const indices = all.map((item) => {
    const key = keyOf(item)
    const index = known.get(key) ?? items.push(item) - 1
    known.set(key, index)
    return index
  })
  return { items, indices }
}

function commonDenominator(column: Column): number {
  let common = 1
  for (const { quantity, cost } of column) {
    for (const { denominator } of [quantity, cost]) {
      common = (common / greatestCommonDivisor(common, denominator)) * denominator
      if (common > BOUND_DENOMINATOR_MAX) return BOUND_DENOMINATOR_MAX
    }
  }
  return common
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y !== 0) [x, y] = [y, x % y]
  return x
}

/** Rounded up: exact where the denominator is a multiple of the share's own. */
function partsUp({ numerator, denominator }: Rational, parts: number): number {
  return Number(
    (BigInt(numerator) * BigInt(parts) + BigInt(denominator) - 1n) / BigInt(denominator),
  )
}
