/**
 * What The Odds API answers to an address, and what it charges: pure, from given data. By the guide of
 * 2025-09-10; prices in American odds and times in ISO text only.
 * @module
 */
import { ApiRefusal, demand } from './api-refusal.ts'
import {
  bareEvent,
  booksOf,
  checkDateFormat,
  checkFormats,
  eventById,
  eventFilter,
  eventIdsOf,
  isOn,
  marketsOf,
  returnedCount,
  type Shown,
  shownEvent,
  timeOf,
} from './asked-for.ts'
import { type ApiEvent, type ApiSnapshot, type OddsApiData, sportsOf } from './feed-data.ts'

/** A success and its price. */
export interface ApiAnswer {
  readonly body: unknown
  /** Credits. */
  readonly cost: number
}

/** Where an answer is made from. */
interface Asked {
  readonly data: OddsApiData
  readonly query: URLSearchParams
  readonly sport: string
  readonly eventId: string
  readonly nowMs: number
}

const UPCOMING = 'upcoming'
/** Events to come that `upcoming` lists, beside those that are live. */
const UPCOMING_COUNT = 8
const HISTORY_FACTOR = 10
const DAY_MS = 86_400_000

const ROUTES: readonly (readonly [path: RegExp, answer: (asked: Asked) => ApiAnswer])[] = [
  [/^\/v4\/sports$/, sportsAnswer],
  [/^\/v4\/sports\/(?<sport>[^/]+)\/events$/, eventsAnswer],
  [/^\/v4\/sports\/(?<sport>[^/]+)\/odds$/, oddsAnswer],
  [/^\/v4\/sports\/(?<sport>[^/]+)\/scores$/, scoresAnswer],
  [/^\/v4\/sports\/(?<sport>[^/]+)\/participants$/, participantsAnswer],
  [/^\/v4\/sports\/(?<sport>[^/]+)\/events\/(?<eventId>[^/]+)\/odds$/, eventOddsAnswer],
  [/^\/v4\/sports\/(?<sport>[^/]+)\/events\/(?<eventId>[^/]+)\/markets$/, eventMarketsAnswer],
  [/^\/v4\/historical\/sports\/(?<sport>[^/]+)\/odds$/, (asked) => past(asked, oddsAnswer)],
  [/^\/v4\/historical\/sports\/(?<sport>[^/]+)\/events$/, (asked) => past(asked, pastEvents)],
  [
    /^\/v4\/historical\/sports\/(?<sport>[^/]+)\/events\/(?<eventId>[^/]+)\/odds$/,
    (asked) => past(asked, eventOddsAnswer),
  ],
]

/** Returns the answer. @throws {ApiRefusal} */
export function answerTo(data: OddsApiData, url: URL, nowMs: number): ApiAnswer {
  for (const [path, answer] of ROUTES) {
    const match = path.exec(url.pathname)
    if (match === null) continue
    const { sport = '', eventId = '' } = match.groups ?? {}
    if (sport !== '') checkSport(data, sport)
    return answer({ data, query: url.searchParams, sport, eventId, nowMs })
  }
  throw new ApiRefusal(404, 'NOT_FOUND', 'Not found')
}

function checkSport(data: OddsApiData, sport: string): void {
  const past = (data.snapshots ?? []).flatMap(({ events }) => events)
  const keys = [...sportsOf(data).map(({ key }) => key), ...past.map((event) => event.sport_key)]
  if (sport !== UPCOMING && !keys.includes(sport)) {
    throw new ApiRefusal(404, 'UNKNOWN_SPORT', 'Unknown sport')
  }
}

function sportsAnswer({ data, query }: Asked): ApiAnswer {
  const isAll = isOn(query, 'all', 'INVALID_ALL_SPORTS_PARAM')
  return { body: sportsOf(data).filter(({ active }) => isAll || active), cost: 0 }
}

function eventsAnswer({ data, query, sport }: Asked): ApiAnswer {
  checkDateFormat(query)
  const passes = eventFilter(query)
  const events = ofSport(data.events, sport).filter(passes)
  return { body: events.map((event) => bareEvent(event, query)), cost: 0 }
}

function pastEvents(asked: Asked): ApiAnswer {
  const { body } = eventsAnswer(asked)
  return { body, cost: (body as readonly unknown[]).length === 0 ? 0 : 1 }
}

function oddsAnswer({ data, query, sport, nowMs }: Asked): ApiAnswer {
  const shown = shownOf(query, false)
  const isUpcoming = sport === UPCOMING
  const passes = eventFilter(query, isUpcoming)
  const listed = isUpcoming ? upcoming(data.events ?? [], nowMs) : ofSport(data.events, sport)
  const events = listed.filter(passes)
  const cost = events.length === 0 ? 0 : shown.markets.size * shown.books.regionCount
  return { body: events.map((event) => shownEvent(event, shown)), cost }
}

function eventOddsAnswer({ data, query, sport, eventId }: Asked): ApiAnswer {
  const shown = shownOf(query, true)
  const event = eventById(data.events ?? [], sport, eventId)
  const cost = returnedCount(event, shown) * shown.books.regionCount
  return { body: shownEvent(event, shown), cost }
}

function shownOf(query: URLSearchParams, isOneEvent: boolean): Shown {
  checkFormats(query)
  return { books: booksOf(query), markets: marketsOf(query, !isOneEvent), query, isOneEvent }
}

function eventMarketsAnswer({ data, query, sport, eventId }: Asked): ApiAnswer {
  checkDateFormat(query)
  const books = booksOf(query)
  const event = eventById(data.events ?? [], sport, eventId)
  const bookmakers = event.bookmakers
    .filter(({ key }) => books.has(key))
    .map(({ key, title, markets }) => ({
      key,
      title,
      markets: markets.map((market) => ({ key: market.key, last_update: market.last_update })),
    }))
  return { body: { ...bareEvent(event, query), bookmakers }, cost: 1 }
}

function scoresAnswer({ data, query, sport, nowMs }: Asked): ApiAnswer {
  checkDateFormat(query)
  const days = query.get('daysFrom')
  demand(
    days === null || /^[1-3]$/.test(days),
    'INVALID_SCORES_DAYS_FROM',
    'Invalid daysFrom parameter. Accepted values are 1 to 3',
  )
  const ids = eventIdsOf(query)
  const sinceMs = days === null ? Infinity : nowMs - Number(days) * DAY_MS
  const scores = ofSport(data.scores, sport).filter(({ id, completed, commence_time: time }) => {
    const isRecent = !completed || Date.parse(time) >= sinceMs
    return isRecent && (ids === undefined || ids.has(id))
  })
  return { body: scores, cost: days === null ? 1 : 2 }
}

function participantsAnswer({ data, sport }: Asked): ApiAnswer {
  const rows = ofSport(data.participants, sport)
  return { body: rows.map(({ id, full_name }) => ({ id, full_name })), cost: 1 }
}

/** Answers from the closest snapshot at or before the moment, ten times as dear where it is odds. */
function past(asked: Asked, answer: (asked: Asked) => ApiAnswer): ApiAnswer {
  const { query, data } = asked
  demand(query.has('date'), 'MISSING_HISTORICAL_TIMESTAMP', 'Missing date parameter')
  const atMs = timeOf(query, 'date', 'INVALID_HISTORICAL_TIMESTAMP') ?? 0
  const snapshots = data.snapshots ?? []
  const index = snapshots.findLastIndex(({ timestamp }) => Date.parse(timestamp) <= atMs)
  const snapshot: ApiSnapshot | undefined = snapshots[index]
  if (snapshot === undefined) {
    throw new ApiRefusal(
      422,
      'HISTORICAL_MARKETS_UNAVAILABLE_AT_DATE',
      'Historical odds are not available at this date',
    )
  }
  const { body, cost } = answer({ ...asked, data: { ...data, events: snapshot.events } })
  return {
    body: {
      timestamp: snapshot.timestamp,
      previous_timestamp: snapshots[index - 1]?.timestamp ?? null,
      next_timestamp: snapshots[index + 1]?.timestamp ?? null,
      data: body,
    },
    cost: answer === pastEvents ? cost : cost * HISTORY_FACTOR,
  }
}

/** What is live, and the next to come, over all sports, by their start. */
function upcoming(events: readonly ApiEvent[], nowMs: number): readonly ApiEvent[] {
  const sorted = events.toSorted((a, b) => startOf(a) - startOf(b))
  const live = sorted.filter((event) => startOf(event) <= nowMs)
  return sorted.slice(0, live.length + UPCOMING_COUNT)
}

const startOf = (event: ApiEvent): number => Date.parse(event.commence_time)

function ofSport<T extends { readonly sport_key: string }>(
  rows: readonly T[] | undefined,
  sport: string,
): readonly T[] {
  return (rows ?? []).filter(({ sport_key: key }) => key === sport)
}
