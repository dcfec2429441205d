/**
 * A listing: what a market is about, before it is known which fixture that is. From a whole record,
 * or from a bare ticker, which is all that a stream gives.
 *
 * The start comes from the ticker and the rules. `occurrence_datetime` and `close_time` are never
 * used: they lie hours to days behind the start, differently by league (captures of 2026-08-08).
 * @module
 */
import type { ContractListing, ContractSubject, ScheduledStart } from '@arbkit/core'
import { happensOnce, subjectOfSeries } from '../series-table.ts'
import { parseTicker, startOfGameCode, type Ticker } from '../ticker.ts'
import type { WireEvent } from '../wire/event.ts'
import type { WireMarket } from '../wire/market.ts'
import { startOfRules, type TeamNames, teamNamesOfRules, teamNamesOfTitle } from './labels.ts'
import { strikeOfMarket, strikeOfSuffix, type StrikeSuffix } from './strike.ts'
import { parseYesLabel, type YesLabel } from './yes-label.ts'

/** The part of an event that its markets' listings need. */
export type EventHead = Pick<WireEvent, 'event_ticker' | 'series_ticker' | 'title'>

/**
 * Returns the listing of a market known by its ticker alone. Names and labels are undefined, and the
 * strike of a line is the one its suffix states, where that reads in one way only.
 */
export function listingOfTicker(marketTicker: string, eventTicker?: string): ContractListing {
  const eventId = eventTicker ?? eventOfPlayerMarket(marketTicker)
  const ticker = parseTicker(marketTicker, eventId === undefined ? {} : { eventTicker: eventId })
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
    strike: strikeOfSuffix(subject, suffixOf(ticker)),
  }
}

/**
 * A player's market has two segments behind its event, `…STLCHC-CHCMBOYD16-2`, or one where it prints no
 * number: the event is what stands before the second hyphen.
 */
function eventOfPlayerMarket(marketTicker: string): string | undefined {
  const [seriesId = '', game = '', ...outcome] = marketTicker.split('-')
  const subject = subjectOfSeries(seriesId)
  const isOfPlayer = subject.tag === 'game' && subject.marketType === 'player-prop'
  return isOfPlayer && outcome.length > 0 ? `${seriesId}-${game}` : undefined
}

function suffixOf(ticker: Ticker): StrikeSuffix {
  return {
    outcomeCode: ticker.outcomeCode,
    easternDate: ticker.game?.easternDate,
    happensOnce: happensOnce(ticker.seriesId),
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
  const label = parseYesLabel(market.yes_sub_title, subject)
  const teamNames = ticker.game && teamNamesOf(market, event)
  const verdict = strikeOfMarket(subject, {
    ...suffixOf(ticker),
    strikeType: market.strike_type ?? undefined,
    floorStrike: market.floor_strike ?? undefined,
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
    ...playerOf(label),
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

function playerOf({ player }: YesLabel): Pick<ContractListing, 'yesPlayerName'> {
  return player === undefined ? {} : { yesPlayerName: player }
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
