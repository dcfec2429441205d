/**
 * A listing: what a market is about, before it is known which fixture that is. From a whole record,
 * or from a bare ticker, which is all that a stream gives.
 *
 * The start comes from the ticker and the rules. `occurrence_datetime` and `close_time` are never
 * used: they lie hours to days behind the start, differently by league (captures of 2026-08-08).
 * @module
 */
import type { ContractListing, ContractSubject, ScheduledStart } from '@arbkit/core'
import { subjectOfSeries } from '../series-table.ts'
import { parseTicker, startOfGameCode, type Ticker } from '../ticker.ts'
import type { WireEvent } from '../wire/event.ts'
import type { WireMarket } from '../wire/market.ts'
import {
  parseYesLabel,
  startOfRules,
  type TeamNames,
  teamNamesOfRules,
  teamNamesOfTitle,
} from './labels.ts'
import { strikeOfMarket, strikeOfSuffix } from './strike.ts'

/** The part of an event that its markets' listings need. */
export type EventHead = Pick<WireEvent, 'event_ticker' | 'series_ticker' | 'title'>

/**
 * Returns the listing of a market known by its ticker alone. Names and labels are undefined, and the
 * strike of a spread or total is the one its suffix states.
 */
export function listingOfTicker(marketTicker: string, eventTicker?: string): ContractListing {
  const ticker = parseTicker(marketTicker, eventTicker === undefined ? {} : { eventTicker })
  const subject = subjectOf(ticker)
  return {
    venue: 'kalshi',
    marketId: marketTicker,
    eventId: ticker.eventId,
    seriesId: ticker.seriesId,
    subject,
    start: ticker.game && startOfGameCode(ticker.game),
    otherStarts: [],
    teamCodes: ticker.game?.teamCodes,
    teamNames: undefined,
    outcomeCode: ticker.outcomeCode,
    yesLabel: undefined,
    yesTeamName: undefined,
    strike: strikeOfSuffix(subject, ticker.outcomeCode),
  }
}

/** Returns the listing of a market of which the record is known, and perhaps the event's. */
export function listingOfMarket(market: WireMarket, event?: EventHead): ContractListing {
  const ticker = parseTicker(market.ticker, {
    eventTicker: market.event_ticker,
    ...(event === undefined ? {} : { seriesTicker: event.series_ticker }),
  })
  const isOfEvent = event === undefined || event.event_ticker === market.event_ticker
  const stated = isOfEvent ? subjectOf(ticker) : mismatched(subjectOfSeries(ticker.seriesId))
  const subject = paysADollar(market) ? stated : rejected(stated, 'not-a-dollar-contract')
  const label = parseYesLabel(market.yes_sub_title)
  const teamNames = ticker.game && teamNamesOf(market, event)
  const verdict = strikeOfMarket(subject, {
    strikeType: market.strike_type ?? undefined,
    floorStrike: market.floor_strike ?? undefined,
    outcomeCode: ticker.outcomeCode,
    labelNumber: label.number,
  })
  return {
    venue: 'kalshi',
    marketId: market.ticker,
    eventId: market.event_ticker,
    seriesId: ticker.seriesId,
    subject: verdict.tag === 'rejected' ? rejected(subject, verdict.reason) : subject,
    start: ticker.game && startOfGameCode(ticker.game),
    otherStarts: statedStarts(market),
    teamCodes: ticker.game?.teamCodes,
    teamNames,
    outcomeCode: ticker.outcomeCode,
    yesLabel: market.yes_sub_title,
    yesTeamName: isTeam(label.team, subject, teamNames) ? label.team : undefined,
    strike: verdict.tag === 'strike' ? verdict.strike : undefined,
  }
}

/** The series decides; a ticker that contradicts its own event or series is not a game of ours. */
function subjectOf(ticker: Ticker): ContractSubject {
  const subject = subjectOfSeries(ticker.seriesId)
  return ticker.isConsistent ? subject : mismatched(subject)
}

function mismatched(subject: ContractSubject): ContractSubject {
  return rejected(subject, 'ticker-mismatch')
}

function rejected(subject: ContractSubject, reason: string): ContractSubject {
  return subject.tag === 'game' ? { tag: 'other', league: subject.league, reason } : subject
}

/**
 * False for a contract that may pay anything but $1 or nothing by its own terms: scalar markets, other
 * notional values, settlement floors (docs.kalshi.com/getting_started/settlement_bounds, 2026-10-01).
 */
function paysADollar(market: WireMarket): boolean {
  const { market_type: type, notional_value_dollars: notional } = market
  const isDollar = notional === null || notional === undefined || /^1(\.0+)?$/.test(notional)
  return (type ?? 'binary') === 'binary' && isDollar && market.settlement_bounds_type !== 'floor'
}

/** Outside the series we know, a label is a team's name only where the event names that team. */
function isTeam(
  name: string | undefined,
  subject: ContractSubject,
  teamNames: TeamNames | undefined,
): boolean {
  return subject.tag === 'game' || teamNames?.some((team) => team === name) === true
}

/** Starts of both rules, each different one once. */
function statedStarts(market: WireMarket): readonly ScheduledStart[] {
  const primary = startOfRules(market.rules_primary)
  const secondary = startOfRules(market.rules_secondary)
  if (primary === undefined) return secondary === undefined ? [] : [secondary]
  if (secondary === undefined || isSameStart(primary, secondary)) return [primary]
  return [primary, secondary]
}

function isSameStart(a: ScheduledStart, b: ScheduledStart): boolean {
  return a.easternDate === b.easternDate && a.startMs === b.startMs
}

/** The event's title first: it is the one text that is always `A vs B`. */
function teamNamesOf(market: WireMarket, event: EventHead | undefined): TeamNames | undefined {
  return (
    (event && teamNamesOfTitle(event.title)) ??
    teamNamesOfTitle(market.title ?? '') ??
    teamNamesOfRules(market.rules_primary)
  )
}
