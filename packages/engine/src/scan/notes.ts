/**
 * What a person should know about a session before reading its scan: fees that had to be assumed,
 * sports without a registry, chosen books that quote nothing, book markets that could not be read.
 * @module
 */
import { InvalidInputError, type MatchResult } from '@arbkit/core'
import type { ContractState, MarketState } from '../session/market-state.ts'
import type { NotTrading } from '../session/trading-book.ts'
import { COPIED_VENUES } from './book-policy.ts'
import type { ScanOptions } from './options.ts'
import type { ScanResult } from './scan.ts'

/** Returns the notes, one line each. */
export function notesOf(
  state: MarketState,
  {
    result,
    options,
  }: {
    readonly result: Pick<ScanResult, 'matching' | 'unpriceable'>
    readonly options: ScanOptions
  },
): string[] {
  return [
    ...pausedExchange(state, result.matching),
    ...assumedFees(state, result.matching),
    ...unknownSports(state),
    ...silentBooks(state, options),
    ...unreadMarkets(result.matching),
    ...result.unpriceable.map((line) => `not priced: ${line}`),
  ]
}

/** Nothing that is paired could be bought: a person must not take it for a quiet hour. */
function pausedExchange(state: MarketState, { pairs }: MatchResult): string[] {
  const paused = pairs.filter(
    ({ contract }) => state.contractOf(contract.marketId)?.lastEvent?.eventType === EXCHANGE_PAUSED,
  )
  if (paused.length === 0) return []
  return [
    `kalshi: trading is paused or closed: no order is taken for ${paused.length} paired contracts`,
  ]
}

const EXCHANGE_PAUSED: NotTrading = 'exchange-paused'

function assumedFees(state: MarketState, { pairs }: MatchResult): string[] {
  const bySeries = new Map<string, string>()
  for (const { contract } of pairs) {
    const known = state.contractOf(contract.marketId)
    if (known?.book === undefined) continue
    const because = assumedBecause(state, known)
    if (because !== undefined) bySeries.set(contract.seriesId, because)
  }
  return [...bySeries]
    .toSorted(byKey)
    .map(([series, because]) => `fee assumed for ${series}, multiplier 1: ${because}`)
}

/** A record that is not believed is no assumption: it stands under what was not priced. */
function assumedBecause(state: MarketState, contract: ContractState): string | undefined {
  try {
    return state.feeRateOf(contract).assumedBecause
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined
    throw error
  }
}

function unknownSports(state: MarketState): string[] {
  const counts = new Map<string, number>()
  for (const { league, sportKey } of state.oddsListings()) {
    if (league === undefined) counts.set(sportKey, (counts.get(sportKey) ?? 0) + 1)
  }
  return [...counts]
    .toSorted(byKey)
    .map(
      ([sport, count]) =>
        `unknown sport ${sport}: no team registry, its ${count} events are not paired`,
    )
}

function silentBooks(state: MarketState, { books }: ScanOptions): string[] {
  const quoting = new Set(
    state.oddsListings().flatMap(({ markets }) => markets.map(({ book }) => book)),
  )
  return (books ?? []).flatMap(({ key, commission }) => {
    if (!quoting.has(key)) return [`book ${key} quotes nothing in this session`]
    if (commission === undefined || !COPIED_VENUES.has(key)) return []
    return [`book ${key}: the feed's quotes are a late copy of the venue's own book`]
  })
}

function unreadMarkets({ rejectedMarkets }: MatchResult): string[] {
  const counts = new Map<string, number>()
  for (const { reason, market } of rejectedMarkets) {
    const key = `${market.book} ${market.marketKey}: ${reason}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .toSorted(byKey)
    .map(([what, count]) => `${count} book market(s) not read, ${what}`)
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
