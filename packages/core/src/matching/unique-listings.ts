/**
 * Each market and each odds event once: a recording holds many snapshots of one. Which one stays does
 * not depend on the order in which they came.
 * @module
 */
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'

/**
 * Returns contracts once per venue and market, by id: of several the one that says most about itself.
 */
export function uniqueContracts(contracts: readonly ContractListing[]): readonly ContractListing[] {
  return unique(contracts, ({ venue, marketId }) => `${marketId}|${venue}`, fullness)
}

/** Returns odds events once per id, by id: of several the one with the newest market. */
export function uniqueOdds(odds: readonly OddsListing[]): readonly OddsListing[] {
  return unique(odds, ({ eventId }) => eventId, newestMs)
}

function unique<T extends object>(
  items: readonly T[],
  keyOf: (item: T) => string,
  rankOf: (item: T) => number,
): readonly T[] {
  const kept = new Map<string, T>()
  for (const item of items) {
    const key = keyOf(item)
    const rival = kept.get(key)
    if (rival === undefined || isBefore(item, rival, rankOf)) kept.set(key, item)
  }
  return [...kept.keys()].toSorted().flatMap((key) => kept.get(key) ?? [])
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
