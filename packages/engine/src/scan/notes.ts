/**
 * What a person should know about a session before reading its scan: fees that had to be assumed,
 * sports without a registry, chosen books that quote nothing, book markets that could not be read.
 * @module
 */
import { kalshiFeeRateAt, type MatchResult } from '@arbkit/core'
import type { MarketState } from '../session/market-state.ts'
import type { ScanOptions } from './options.ts'

/** Returns the notes, one line each. */
export function notesOf(
  state: MarketState,
  {
    result,
    options,
  }: { readonly result: { readonly matching: MatchResult }; readonly options: ScanOptions },
): string[] {
  return [
    ...assumedFees(state, result.matching),
    ...unknownSports(state),
    ...silentBooks(state, options),
    ...unreadMarkets(result.matching),
  ]
}

function assumedFees(state: MarketState, { pairs }: MatchResult): string[] {
  const bySeries = new Map<string, string>()
  for (const { contract } of pairs) {
    const known = state.contractOf(contract.marketId)
    if (known?.book === undefined) continue
    const rate = kalshiFeeRateAt(state.feeSourcesOf(known), known.book.asOfMs)
    if (rate.assumedBecause !== undefined) bySeries.set(contract.seriesId, rate.assumedBecause)
  }
  return [...bySeries]
    .toSorted(byKey)
    .map(([series, because]) => `fee assumed for ${series}, multiplier 1: ${because}`)
}

function unknownSports(state: MarketState): string[] {
  const counts = new Map<string, number>()
  for (const { league, sportKey } of state.oddsListings()) {
    if (league === undefined) counts.set(sportKey, (counts.get(sportKey) ?? 0) + 1)
  }
  return [...counts].map(
    ([sport, count]) =>
      `unknown sport ${sport}: no team registry, its ${count} events are not paired`,
  )
}

function silentBooks(state: MarketState, { books }: ScanOptions): string[] {
  const quoting = new Set(
    state.oddsListings().flatMap(({ markets }) => markets.map(({ book }) => book)),
  )
  return (books ?? [])
    .filter(({ key }) => !quoting.has(key))
    .map(({ key }) => `book ${key} quotes nothing in this session`)
}

function unreadMarkets({ rejectedMarkets }: MatchResult): string[] {
  const counts = new Map<string, number>()
  for (const { reason, market } of rejectedMarkets) {
    const key = `${market.book} ${market.marketKey}: ${reason}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].toSorted(byKey).map(([what, count]) => `${count} book market(s) not read, ${what}`)
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
