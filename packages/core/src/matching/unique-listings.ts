/**
 * Each market and each odds event once: a recording holds many snapshots of one. Which one stays does
 * not depend on the order in which they came.
 * @module
 */
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'

/**
 * Returns contracts once per venue and market, by venue and id: of several the one that says most about
 * itself.
 */
export function uniqueContracts(contracts: readonly ContractListing[]): readonly ContractListing[] {
  const venues = new Set(contracts.map(({ venue }) => venue))
  return [...venues].toSorted(compareText).flatMap((venue) => {
    const ofVenue = venues.size === 1 ? contracts : contracts.filter((each) => each.venue === venue)
    return unique(ofVenue, ({ marketId }) => marketId, fullness)
  })
}

/** Returns odds events once per id, by id: of several the one with the newest market. */
export function uniqueOdds(odds: readonly OddsListing[]): readonly OddsListing[] {
  return unique(odds, ({ eventId }) => eventId, newestMs)
}

/** Sorted, equal ids stand side by side: no table of all of them is needed. */
function unique<T extends object>(
  items: readonly T[],
  idOf: (item: T) => string,
  rankOf: (item: T) => number,
): readonly T[] {
  const kept: T[] = []
  let last: string | undefined
  for (const item of items.toSorted((a, b) => compareText(idOf(a), idOf(b)))) {
    const id = idOf(item)
    const rival = kept.at(-1)
    if (rival === undefined || id !== last) kept.push(item)
    else if (isBefore(item, rival, rankOf)) kept[kept.length - 1] = item
    last = id
  }
  return kept
}

function compareText(a: string, b: string): number {
  if (a < b) return -1
  return a > b ? 1 : 0
}

function isBefore<T>(item: T, rival: T, rankOf: (item: T) => number): boolean {
  const difference = rankOf(item) - rankOf(rival)
  return difference === 0 ? JSON.stringify(item) < JSON.stringify(rival) : difference > 0
}

/** How many of the optional statements a contract makes. */
function fullness(contract: ContractListing): number {
  const { start, otherStarts, teamCodes, teamNames, yesLabel, yesTeamName, strike } = contract
  const stated = [start, teamCodes, teamNames, yesLabel, yesTeamName, strike]
  return stated.filter((value) => value !== undefined).length + otherStarts.length
}

function newestMs({ markets }: OddsListing): number {
  return markets.reduce((newest, { updatedMs }) => (updatedMs > newest ? updatedMs : newest), 0)
}
