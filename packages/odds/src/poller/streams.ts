/**
 * What is polled as one: the featured markets of a sport, or the additional markets of a fixture; and
 * how fast each deserves to go, piece by piece, until the horizon.
 * @module
 */
import { type BookScope, regionCountOf } from '../credits/cost.ts'
import { FEATURED_MARKETS } from '../rest/endpoints/parameters.ts'
import { grouped } from './grouped.ts'
import { levelSpans, type PollLevel, SOURCE_BOUNDS, type SourceBounds } from './rhythm.ts'
import { isExchangeScope } from './scope.ts'
import {
  eventQuoteKey,
  type PollerWorld,
  type PollFixture,
  type PollSport,
  sportQuoteKey,
} from './world.ts'

/** A time in which nothing changes about a stream. */
export interface Piece {
  readonly fromMs: number
  readonly toMs: number
  /** Squares of {@link PollLevel.steady}, summed over the fixtures, a region. */
  readonly steady: number
  /** Squares of {@link PollLevel.perishable}, summed over the fixtures, a region. */
  readonly perishable: number
  /** Most polls a millisecond that tell anything new. */
  readonly capPerMs: number
}

/** What is polled as one. */
export interface PollStream {
  readonly sportKey: string
  /** Where it is about one fixture. */
  readonly eventId: string | undefined
  readonly markets: readonly string[]
  readonly books: BookScope
  /** Of all its markets, for one poll. */
  readonly costCredits: number
  /** Who wants it. */
  readonly fixtures: readonly PollFixture[]
  readonly quoteKeys: readonly string[]
  readonly bounds: SourceBounds
  /** When it was last polled, Unix ms. */
  readonly lastMs: number | undefined
  /** From where waiting counts, Unix ms. */
  readonly sinceMs: number
  /** In order, from `sinceMs` to the horizon; none where nothing is to be polled. */
  readonly pieces: readonly Piece[]
}

/**
 * What was never asked for counts as asked for so long before polling began: at once where there are
 * credits, in its turn where there are few.
 */
export const UNPOLLED_AGE_MS = 24 * 60 * 60_000

/** Returns the streams of a world, in the order of its sports, with pieces until `horizonMs`. */
export function streamsOf(world: PollerWorld, horizonMs: number): PollStream[] {
  const bySport = grouped(world.fixtures, ({ sportKey }) => sportKey)
  return world.sports.flatMap((sport) => {
    const fixtures = bySport.get(sport.sportKey) ?? []
    const quotes = rememberedQuotes(world.fixtures, keyOf(sport), () => [
      ...featuredQuotes(sport, fixtures),
      ...additionalQuotes(sport, fixtures),
    ])
    const together = grouped(quotes, (quote) => togetherKey(quote, world.polled))
    return [...together.values()].flatMap((group) => streamOf(group, world, horizonMs) ?? [])
  })
}

/** Returns the markets that are wanted of a fixture. */
export function marketsOf(fixture: PollFixture, sport: PollSport): readonly string[] {
  return fixture.markets ?? sport.markets
}

/** One market, of a sport or of one fixture. */
interface Quote {
  readonly sport: PollSport
  readonly eventId: string | undefined
  readonly market: string
  readonly quoteKey: string
  readonly fixtures: readonly PollFixture[]
  /** The same for markets that the same fixtures want. */
  readonly wantedBy: string
}

function featuredQuotes(sport: PollSport, fixtures: readonly PollFixture[]): Quote[] {
  const byWish = grouped(fixtures, (fixture) => {
    const wish = marketsOf(fixture, sport).filter((market) => FEATURED_MARKETS.includes(market))
    return [...new Set(wish)].toSorted().join(' ')
  })
  return FEATURED_MARKETS.flatMap((market) => {
    const wishes = [...byWish].filter(([wish]) => wish.split(' ').includes(market))
    if (wishes.length === 0) return []
    return {
      sport,
      eventId: undefined,
      market,
      quoteKey: sportQuoteKey(sport.sportKey, market),
      fixtures: wishes.flatMap(([, wanting]) => wanting),
      wantedBy: wishes.map(([wish]) => wish).join(','),
    }
  })
}

function additionalQuotes(sport: PollSport, fixtures: readonly PollFixture[]): Quote[] {
  return fixtures.flatMap((fixture) => {
    const wish = marketsOf(fixture, sport).filter((market) => !FEATURED_MARKETS.includes(market))
    return [...new Set(wish)].map((market) => ({
      sport,
      eventId: fixture.eventId,
      market,
      quoteKey: eventQuoteKey(fixture.eventId, market),
      fixtures: [fixture],
      wantedBy: `#${fixture.eventId}`,
    }))
  })
}

/** Returns the bounds of a market, of a scope that may be of exchanges only. */
function boundsOf({ sport, eventId, market }: Quote): SourceBounds {
  if (eventId !== undefined) return SOURCE_BOUNDS.additional
  if (market === 'outrights') return SOURCE_BOUNDS.outrights
  return isExchangeScope(sport.books) ? SOURCE_BOUNDS.exchange : SOURCE_BOUNDS.featured
}

/** What goes together: the same fixtures, the same bounds, and last asked for at the same time. */
function togetherKey(quote: Quote, polled: ReadonlyMap<string, number>): string {
  const { preMatchMs, inPlayMs } = boundsOf(quote)
  return [quote.wantedBy, preMatchMs, inPlayMs, polled.get(quote.quoteKey)].join('|')
}

/** Returns the stream of quotes that go together; undefined where nothing is to come of it. */
function streamOf(
  group: readonly Quote[],
  world: PollerWorld,
  horizonMs: number,
): PollStream | undefined {
  const [first] = group
  if (first === undefined) return undefined
  const { sport, eventId, fixtures } = first
  const source = boundsOf(first)
  const bounds = {
    preMatchMs: Math.max(source.preMatchMs, world.cacheTtlMs),
    inPlayMs: Math.max(source.inPlayMs, world.cacheTtlMs),
  }
  const lastMs = world.polled.get(first.quoteKey)
  const sinceMs = lastMs ?? world.startedMs - UNPOLLED_AGE_MS
  const regions = regionCountOf(sport.books)
  const whole = rememberedPieces(world.fixtures, wholeKey(first, bounds), () =>
    piecesOf({ fixtures, bounds, regions }),
  )
  const pieces = clipped(whole, sinceMs, horizonMs)
  // Over: what it waited for is not set aside, nor lost should another fixture come.
  if ((pieces.at(-1)?.toMs ?? 0) <= world.nowMs) return undefined
  return {
    sportKey: sport.sportKey,
    eventId,
    markets: group.map(({ market }) => market),
    books: sport.books,
    costCredits: group.length * regions,
    fixtures,
    quoteKeys: group.map(({ quoteKey }) => quoteKey),
    bounds,
    lastMs,
    sinceMs,
    pieces,
  }
}

/** What the pace of a stream depends on. */
interface Pace {
  readonly fixtures: readonly PollFixture[]
  readonly bounds: SourceBounds
  readonly regions: number
}

/**
 * What was made of a list of fixtures, by whatever else it depends on: making it is most of the work of
 * a plan, and from one plan to the next the fixtures are mostly the same.
 */
function remembering<T>() {
  const byFixtures = new WeakMap<readonly PollFixture[], Map<string, readonly T[]>>()
  return (all: readonly PollFixture[], key: string, make: () => readonly T[]): readonly T[] => {
    const known = byFixtures.get(all) ?? new Map<string, readonly T[]>()
    byFixtures.set(all, known)
    const things = known.get(key) ?? make()
    known.set(key, things)
    return things
  }
}

const rememberedQuotes = remembering<Quote>()
const rememberedPieces = remembering<Piece>()

function keyOf({ sportKey, markets, books }: PollSport): string {
  return JSON.stringify([sportKey, markets, books])
}

function wholeKey({ sport, wantedBy }: Quote, { preMatchMs, inPlayMs }: SourceBounds): string {
  return [keyOf(sport), wantedBy, preMatchMs, inPlayMs].join('|')
}

/** Returns the parts of pieces between two moments. */
function clipped(pieces: readonly Piece[], fromMs: number, toMs: number): Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.fromMs >= toMs || piece.toMs <= fromMs) return []
    if (piece.fromMs >= fromMs && piece.toMs <= toMs) return piece
    return {
      ...piece,
      fromMs: Math.max(piece.fromMs, fromMs),
      toMs: Math.min(piece.toMs, toMs),
    }
  })
}

/**
 * Returns the pieces of all time. Rates go by the root of what is wanted over what it costs: of all
 * ways to spend the same, that makes the quotes youngest, each fixture weighing as much as the square
 * of the rate it deserves alone.
 */
function piecesOf(pace: Pace): Piece[] {
  const turns = pace.fixtures.flatMap((fixture) =>
    levelSpans(fixture, -Infinity, Infinity).flatMap(({ level, ...span }) => [
      { atMs: span.fromMs, level, change: 1 },
      { atMs: span.toMs, level, change: -1 },
    ]),
  )
  const counts = new Map<PollLevel, number>()
  let atMs = -Infinity
  const pieces: Piece[] = []
  for (const turn of turns.toSorted((a, b) => (a.atMs === b.atMs ? 0 : a.atMs - b.atMs))) {
    if (turn.atMs > atMs) {
      const piece = pieceOf(pace, counts)
      if (piece !== undefined) pieces.push({ fromMs: atMs, toMs: turn.atMs, ...piece })
      atMs = turn.atMs
    }
    counts.set(turn.level, (counts.get(turn.level) ?? 0) + turn.change)
  }
  return pieces
}

function pieceOf(
  { bounds, regions }: Pace,
  counts: ReadonlyMap<PollLevel, number>,
): Omit<Piece, 'fromMs' | 'toMs'> | undefined {
  let steady = 0
  let perishable = 0
  let capPerMs = 0
  for (const [level, count] of counts) {
    if (count > 0) {
      const boundMs = level.phase === 'in-play' ? bounds.inPlayMs : bounds.preMatchMs
      steady += (count * level.steady ** 2) / regions
      perishable += (count * level.perishable ** 2) / regions
      capPerMs = Math.max(capPerMs, 1 / Math.max(boundMs, level.idealMs))
    }
  }
  return capPerMs === 0 ? undefined : { steady, perishable, capPerMs }
}
