/**
 * One contract of a session as something that relations can be checked on: both ladders with their
 * fees, or the reasons why its prices are not to be believed.
 * @module
 */
import {
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  type ContractStrike,
  kalshiRoundingAt,
  kalshiTakerTable,
  type RelationMarket,
} from '@arbkit/core'
import { orderBookReasons, tradingReasons } from '../scan/bad-data.ts'
import { formatDuration } from '../scan/duration.ts'
import { CLOCK_SKEW_MAX_MS } from '../scan/options.ts'
import { byPrecedence, type Reason } from '../scan/reasons.ts'
import type { ContractState, MarketState } from '../session/market-state.ts'

/** A contract with prices. */
export interface QuotedMarket {
  /** The contract of the session; undefined for prices that someone typed in. */
  readonly contract: ContractState | undefined
  readonly market: Omit<RelationMarket, 'settledAs'>
  readonly strike: ContractStrike | undefined
  /** Undefined for prices that someone typed in. */
  readonly ageMs: number | undefined
  /** Why the fee had to be assumed; undefined where the venue said it. */
  readonly feeAssumedBecause: string | undefined
  /** What speaks against its prices; empty where nothing does. */
  readonly reasons: readonly Reason[]
}

/** When prices count as fresh. */
export interface QuoteCheck {
  readonly nowMs: number
  /** Oldest order book that is believed, milliseconds. */
  readonly exchangeAgeMsMax: number
}

/** Returns a contract's prices, or undefined where the session holds none. */
export function quotedMarketOf(
  contract: ContractState,
  state: MarketState,
  check: QuoteCheck,
): QuotedMarket | undefined {
  const { book, market, listing } = contract
  if (book === undefined) return undefined
  const ageMs = check.nowMs - book.asOfMs
  const exchangeIndex = market?.exchangeIndex
  const rate = state.feeRateOf(contract)
  return {
    contract,
    market: {
      id: listing.marketId,
      account: exchangeIndex === undefined ? listing.venue : `${listing.venue}/${exchangeIndex}`,
      yesLadder: book.levels.askLadder('yes'),
      noLadder: book.levels.askLadder('no'),
      costs: kalshiTakerTable({
        rate,
        rounding: kalshiRoundingAt(book.asOfMs),
        membership: 'direct',
      }),
      step: centicontracts(CENTICONTRACTS_PER_CONTRACT),
    },
    strike: market?.strike,
    ageMs,
    feeAssumedBecause: rate.assumedBecause,
    reasons: byPrecedence([
      ...tradingReasons(contract),
      ...ageReasons(ageMs, check),
      ...bookReasons(contract),
    ]),
  }
}

function ageReasons(ageMs: number, { exchangeAgeMsMax }: QuoteCheck): Reason[] {
  if (ageMs < -CLOCK_SKEW_MAX_MS) {
    return [
      { code: 'clock-skew', detail: `stamped ${formatDuration(-ageMs)} after the last frame` },
    ]
  }
  if (ageMs <= exchangeAgeMsMax) return []
  const [age, limit] = [ageMs, exchangeAgeMsMax].map((ms) => formatDuration(ms))
  return [{ code: 'stale', detail: `${age} old (limit ${limit})` }]
}

/**
 * Unlike a bet against a book, a side that nobody bids for is no placeholder here: long lists of
 * unlikely winners have none. What is crossed or off its grid is still not believed.
 */
function bookReasons({ book, market }: ContractState): Reason[] {
  if (book === undefined) return []
  const outOfSync: Reason[] = book.isInSync
    ? []
    : [{ code: 'out-of-sync', detail: 'updates of the order book were missed' }]
  const both = (['yes', 'no'] as const).flatMap((side) =>
    orderBookReasons(book.levels, side, market?.priceGrid),
  )
  const named = both.filter(({ code }) => code !== 'placeholder')
  return [...outOfSync, ...new Map(named.map((reason) => [reason.detail, reason])).values()]
}
