/**
 * What polls of an odds feed say about its books: the same for recorded and simulated ones.
 * @module
 */
import { addTo, deviationOf, impliedOf, type Samples } from './samples.ts'

/** An event of the feed, as far as it is looked at. */
export interface PolledEvent {
  readonly id: string
  readonly commence_time: string
  readonly home_team: string
  readonly bookmakers: readonly {
    readonly key: string
    readonly last_update?: string
    readonly markets: readonly PolledMarket[]
  }[]
}

/** A market of a book. */
interface PolledMarket {
  readonly key: string
  readonly last_update?: string | null
  readonly outcomes: readonly {
    readonly name: string
    readonly price: number
    readonly point?: number
  }[]
}

const KINDS = ['h2h', 'spreads', 'totals'] as const
/** Books of both sides; a few agree by chance. */
const BOOKS_MIN = 4
const LIVE_AFTER_MS = 300_000
/** Exchanges have broken quotes in the recordings. */
const SPORTSBOOKS = new Set(['draftkings', 'fanduel', 'betmgm', 'betrivers', 'williamhill_us'])

/** Adds what one poll says. @param nowMs when it was made, Unix ms. */
export function addPoll(samples: Samples, events: readonly PolledEvent[], nowMs: number): void {
  const known = events.flatMap(({ bookmakers }) => bookmakers.map(({ key }) => key))
  const books = new Set(known.filter((key) => SPORTSBOOKS.has(key)))
  const kinds = KINDS.filter((kind) => marketsOf(events).some(({ key }) => key === kind))
  for (const event of events) {
    const isLive = Date.parse(event.commence_time) < nowMs - LIVE_AFTER_MS
    for (const kind of kinds) {
      addMarkets(samples, event, { kind, books, isLive, nowMs })
      if (!isLive) addDisagreement(samples, event, { kind, books })
    }
  }
}

const marketsOf = (events: readonly PolledEvent[]): readonly PolledMarket[] =>
  events.flatMap(({ bookmakers }) => bookmakers.flatMap(({ markets }) => markets))

interface Asked {
  readonly kind: (typeof KINDS)[number]
  readonly books: ReadonlySet<string>
}

function addMarkets(
  samples: Samples,
  { bookmakers }: PolledEvent,
  { kind, books, isLive, nowMs }: Asked & { readonly isLive: boolean; readonly nowMs: number },
): void {
  for (const key of books) {
    const book = bookmakers.find((one) => one.key === key)
    const market = book?.markets.find((one) => one.key === kind)
    const isMissing = market === undefined ? 100 : 0
    addTo(samples, isLive ? 'markets missing in play, %' : 'markets missing before, %', isMissing)
    if (market === undefined) continue
    const sum = market.outcomes.reduce((total, { price }) => total + impliedOf(price), 0)
    const margin = 100 * (sum - 1)
    addTo(samples, isLive ? `${kind} margin in play, points` : `${kind} margin, points`, margin)
    const updated = market.last_update ?? book?.last_update
    if (updated === undefined || updated === null) continue
    const ageSeconds = (nowMs - Date.parse(updated)) / 1000
    addTo(samples, isLive ? 'age of a quote in play, s' : 'age of a quote, s', ageSeconds)
  }
}

/** How far books are apart that quote the same line, margins taken off. */
function addDisagreement(
  samples: Samples,
  { bookmakers, home_team: home }: PolledEvent,
  { kind, books }: Asked,
): void {
  const byLine = new Map<number | undefined, number[]>()
  for (const { key, markets } of bookmakers) {
    const outcomes = markets.find((one) => one.key === kind)?.outcomes ?? []
    const own = outcomes.find(({ name }) => name === home || name === 'Over')
    if (!books.has(key) || own === undefined || outcomes.length !== 2) continue
    const sum = outcomes.reduce((total, { price }) => total + impliedOf(price), 0)
    const chance = impliedOf(own.price) / sum
    byLine.set(own.point, [...(byLine.get(own.point) ?? []), Math.log(chance / (1 - chance))])
  }
  for (const views of byLine.values()) {
    if (views.length >= BOOKS_MIN) {
      addTo(samples, `${kind} disagreement, log-odds`, deviationOf(views))
    }
  }
}

/** Adds how much changed between two polls. */
export function addChanges(
  samples: Samples,
  before: readonly PolledEvent[],
  { after, seconds }: { readonly after: readonly PolledEvent[]; readonly seconds: 60 | 300 | 900 },
): void {
  const later = pricesOf(after)
  for (const [key, prices] of pricesOf(before)) {
    const now = later.get(key)
    if (now === undefined) continue
    const common = [...prices].filter(([outcome]) => now.has(outcome))
    const moves = common.map(([outcome, price]) =>
      Math.abs(impliedOf(now.get(outcome) ?? price) - impliedOf(price)),
    )
    const isChanged = common.length < prices.size || moves.some((move) => move > 0)
    addTo(samples, `markets changed within ${seconds} s, %`, isChanged ? 100 : 0)
    const most = Math.max(0, ...moves)
    if (most > 0) addTo(samples, 'move of a price, points', 100 * most)
  }
}

/** Prices by outcome, by event, book and market. */
function pricesOf(
  events: readonly PolledEvent[],
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(
    events.flatMap(({ id, bookmakers }) =>
      bookmakers.flatMap(({ key, markets }) =>
        markets
          .filter(() => SPORTSBOOKS.has(key))
          .map(({ key: kind, outcomes }) => [
            `${id} ${key} ${kind}`,
            new Map(outcomes.map(({ name, price, point }) => [`${name} ${point ?? ''}`, price])),
          ]),
      ),
    ),
  )
}
