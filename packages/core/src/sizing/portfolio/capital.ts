/**
 * Capital that comes back at once, so that it need not be there to hold the portfolio to its end.
 * @module
 */
import { MICRODOLLARS_PER_CENT } from '../../units/money.ts'
import type { CapitalReturn, PortfolioPart } from './portfolio.ts'

/** What comes back to whom. */
export interface ReturnedCapital {
  readonly account: string
  readonly microdollars: number
}

/**
 * Returns what each capital return gives back for these quantities, in their order.
 *
 * Pairs go first and are gone: a NO that left with its YES does not also count in its group of
 * mutually exclusive markets. That order gives most: one pair less returns a dollar less there, and
 * at most a dollar more in the group.
 */
export function returnedCapital(
  parts: readonly PortfolioPart[],
  capitalReturns: readonly CapitalReturn[],
  quantities: readonly number[],
): readonly ReturnedCapital[] {
  if (capitalReturns.length === 0) return []
  const left = [...quantities]
  const returned = new Map<CapitalReturn, number>()
  for (const pair of capitalReturns) {
    if (pair.tag !== 'pair') continue
    const size = Math.min(left[pair.yes] as number, left[pair.no] as number)
    left[pair.yes] = (left[pair.yes] as number) - size
    left[pair.no] = (left[pair.no] as number) - size
    returned.set(pair, size)
  }
  for (const group of capitalReturns) {
    if (group.tag !== 'exclusive') continue
    let [sum, largest] = [0, 0]
    for (const index of group.noParts) {
      const size = left[index] as number
      sum += size
      if (size > largest) largest = size
    }
    returned.set(group, sum - largest)
  }
  return capitalReturns.map((capitalReturn) => ({
    account: accountOf(parts, capitalReturn),
    // A centicontract that is sure to win pays one cent.
    microdollars: (returned.get(capitalReturn) as number) * MICRODOLLARS_PER_CENT,
  }))
}

/** Returns the account a capital return goes to; its parts share one. */
export function accountOf(parts: readonly PortfolioPart[], capitalReturn: CapitalReturn): string {
  const first = capitalReturn.tag === 'pair' ? capitalReturn.yes : capitalReturn.noParts[0]
  return (parts[first as number] as PortfolioPart).account
}
