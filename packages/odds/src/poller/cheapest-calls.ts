/**
 * The cheapest calls that bring given markets of given fixtures of one sport.
 * @module
 */
import { type BookScope, oddsCost } from '../credits/cost.ts'
import { FEATURED_MARKETS } from '../rest/endpoints/parameters.ts'
import type { EventOddsCall, SportOddsCall } from './world.ts'

/** Markets of one fixture. */
export interface FixtureMarkets {
  readonly eventId: string
  readonly markets: readonly string[]
}

/** Whose prices of which sport. */
export interface SportBooks {
  readonly sportKey: string
  readonly books: BookScope
}

/**
 * Returns the calls of least cost that bring every wanted market of every fixture. A credit is paid a
 * market and region, so each market is decided alone: a featured one costs the sport's call once and
 * the events' calls once a fixture, so the sport's is never dearer, and at equal cost it refreshes the
 * other fixtures too; any other market has events' calls only.
 */
export function cheapestCalls(
  { sportKey, books }: SportBooks,
  wanted: readonly FixtureMarkets[],
): readonly (SportOddsCall | EventOddsCall)[] {
  const featured = new Set<string>()
  const additional = new Map<string, Set<string>>()
  for (const { eventId, markets } of wanted) {
    for (const market of markets) {
      if (FEATURED_MARKETS.includes(market)) featured.add(market)
      else additional.set(eventId, (additional.get(eventId) ?? new Set()).add(market))
    }
  }
  const priced = (markets: ReadonlySet<string>) => {
    const sorted = [...markets].toSorted()
    return { sportKey, markets: sorted, books, cost: oddsCost({ markets: sorted, books }) }
  }
  return [
    ...(featured.size === 0 ? [] : [{ kind: 'sport-odds' as const, ...priced(featured) }]),
    ...[...additional].map(([eventId, markets]) => ({
      kind: 'event-odds' as const,
      eventId,
      ...priced(markets),
    })),
  ]
}
