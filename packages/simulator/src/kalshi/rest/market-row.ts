/**
 * Markets, events, series and books as the venue writes them: the exchange's figures over the
 * catalog's words (OpenAPI 3.28.0 of 2026-08-22 with the differences of 3.34.0).
 * @module
 */
import {
  type BookSnapshot,
  complementTicks,
  formatPriceTicks,
  type PriceGrid,
  priceTicks,
  TICKS_PER_DOLLAR,
} from '@arbkit/core'
import type { MarketResult } from '../../exchange/protocol.ts'
import type { MarketView } from '../../exchange/views.ts'
import type { Catalog } from '../catalog.ts'
import { countText, priceText, timeText } from '../wire-text.ts'
import type { WireRow } from './answer.ts'

const ZERO = formatPriceTicks(priceTicks(0))
const ONE = formatPriceTicks(priceTicks(TICKS_PER_DOLLAR))
const NO_SIZE = '0.00'
const LEGACY_DAY_MS = 86_400_000

/** Best quotes of a book; a side without bids is told as 0 and 1 with no size (captures of 2026). */
export function quotesOf({
  yesBids,
  noBids,
}: BookSnapshot): Readonly<
  Record<'yesBid' | 'yesAsk' | 'noBid' | 'noAsk' | 'yesBidSize' | 'yesAskSize', string>
> {
  const [yes] = yesBids
  const [no] = noBids
  return {
    yesBid: yes === undefined ? ZERO : priceText(yes.price),
    yesAsk: no === undefined ? ONE : priceText(complementTicks(no.price)),
    noBid: no === undefined ? ZERO : priceText(no.price),
    noAsk: yes === undefined ? ONE : priceText(complementTicks(yes.price)),
    yesBidSize: yes === undefined ? NO_SIZE : countText(yes.size),
    yesAskSize: no === undefined ? NO_SIZE : countText(no.size),
  }
}

/** `yes`, `no`, `scalar`, or nothing yet. */
export const resultText = (result: MarketResult | undefined): string => result?.kind ?? ''

/** Returns a market. */
export function marketRow(view: MarketView, book: BookSnapshot, catalog: Catalog): WireRow {
  const { config, settlementValue, settledMs } = view
  const quotes = quotesOf(book)
  const waiverMs = config.fees.waiverUntilMs
  const words = catalog.markets?.[config.marketId] ?? {}
  return {
    title: config.marketId,
    yes_sub_title: config.marketId,
    no_sub_title: config.marketId,
    can_close_early: true,
    rules_primary: '',
    rules_secondary: '',
    latest_expiration_time: timeText(config.closesMs + LEGACY_DAY_MS),
    ...words,
    ticker: config.marketId,
    event_ticker: config.eventId,
    market_type: 'binary',
    exchange_index: config.exchangeIndex,
    status: view.status,
    created_time: timeText(config.opensMs),
    updated_time: timeText(view.updatedMs),
    open_time: timeText(config.opensMs),
    close_time: timeText(view.closedMs ?? config.closesMs),
    settlement_timer_seconds: Math.floor((config.settlementTimerMs ?? 0) / 1000),
    notional_value_dollars: ONE,
    yes_bid_dollars: quotes.yesBid,
    yes_ask_dollars: quotes.yesAsk,
    no_bid_dollars: quotes.noBid,
    no_ask_dollars: quotes.noAsk,
    yes_bid_size_fp: quotes.yesBidSize,
    yes_ask_size_fp: quotes.yesAskSize,
    last_price_dollars: view.lastPrice === undefined ? ZERO : priceText(view.lastPrice),
    previous_yes_bid_dollars: ZERO,
    previous_yes_ask_dollars: ZERO,
    previous_price_dollars: ZERO,
    volume_fp: countText(view.volume),
    volume_24h_fp: countText(view.volume),
    open_interest_fp: countText(view.openInterest),
    result: resultText(view.result),
    expiration_value: resultText(view.result),
    ...(settlementValue !== undefined && { settlement_value_dollars: priceText(settlementValue) }),
    ...(settledMs !== undefined && { settlement_ts: timeText(settledMs) }),
    ...(waiverMs !== undefined && { fee_waiver_expiration_time: timeText(waiverMs) }),
    price_level_structure: structureOf(config.grid),
    price_ranges: config.grid.map(({ start, end, step }) => ({
      start: priceText(start),
      end: priceText(end),
      step: priceText(step),
    })),
    settlement_bounds_type: 'default',
  }
}

/** Words of a step in the label of a grid (docs.kalshi.com, fixed point migration, 2026-08-22). */
const STEPS: Readonly<Record<number, string>> = {
  1: 'centi',
  10: 'deci',
  20: 'quint',
  50: 'half',
  100: 'whole',
}

/** Returns the venue's label of a grid: only a name, the ranges say what holds. */
export function structureOf(grid: PriceGrid): string {
  const edge = grid[0]?.step ?? 0
  const centre = grid[Math.floor(grid.length / 2)]?.step ?? 0
  if (edge === centre && centre === 100) return 'linear_cent'
  if (edge === centre && centre === 10) return 'deci_cent'
  if (edge === 10 && centre === 100) return 'tapered_deci_cent'
  return `center_${STEPS[centre] ?? 'centi'}_edge_${STEPS[edge] ?? 'centi'}_cent`
}

/** Returns an event; its markets are those that are given. */
export function eventRow(
  views: readonly MarketView[],
  catalog: Catalog,
  markets?: readonly WireRow[],
): WireRow {
  const [first] = views
  if (first === undefined) throw new RangeError('an event has a market')
  const { eventId, seriesId, exchangeIndex, isMutuallyExclusive, fees } = first.config
  const override = first.feeRate.origin === 'event-override' ? first.feeRate : fees.eventOverride
  const updatedMs = Math.max(...views.map((view) => view.updatedMs))
  const multiplier =
    override === undefined
      ? null
      : Number('multiplier' in override ? override.multiplier.toString() : override.feeMultiplier)
  return {
    title: eventId,
    sub_title: '',
    category: 'Sports',
    collateral_return_type: isMutuallyExclusive ? 'MECNET' : '',
    settlement_sources: [],
    // Gone since 2026-09-10; the specification of August still asks for it.
    available_on_brokers: false,
    ...catalog.events?.[eventId],
    event_ticker: eventId,
    series_ticker: seriesId,
    mutually_exclusive: isMutuallyExclusive,
    last_updated_ts: timeText(updatedMs),
    fee_type_override: override?.feeType ?? null,
    fee_multiplier_override: multiplier,
    exchange_index: exchangeIndex,
    ...(markets !== undefined && { markets }),
  }
}

/** Returns a series; the fee is the newest of its records that holds at `nowMs`. */
export function seriesRow(view: MarketView, catalog: Catalog, nowMs: number): WireRow {
  const { seriesId, fees, exchangeIndex } = view.config
  const record = (fees.series ?? [])
    .filter(({ knownFromMs }) => knownFromMs <= nowMs)
    .toSorted((a, b) => b.knownFromMs - a.knownFromMs)[0]
  return {
    title: seriesId,
    frequency: 'custom',
    category: 'Sports',
    tags: [],
    settlement_sources: [],
    contract_url: '',
    contract_terms_url: '',
    additional_prohibitions: [],
    ...catalog.series?.[seriesId],
    ticker: seriesId,
    fee_type: record?.feeType ?? 'quadratic',
    fee_multiplier: Number(record?.feeMultiplier ?? '1'),
    exchange_index: exchangeIndex,
  }
}

/** Returns a book: the best level last, `depth` levels a side at most, 0 for all. */
export function bookRow({ yesBids, noBids }: BookSnapshot, depth = 0): WireRow {
  const side = (levels: BookSnapshot['yesBids']): readonly (readonly string[])[] =>
    (depth === 0 ? levels : levels.slice(0, depth))
      .map(({ price, size }) => [priceText(price), countText(size)])
      .toReversed()
  return { yes_dollars: side(yesBids), no_dollars: side(noBids) }
}
