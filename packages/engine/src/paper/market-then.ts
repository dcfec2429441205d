/**
 * What a paper trade meets at a moment, read off the state as it stands: what can be bought, what can be
 * sold back, what the feed shows of the bet.
 * @module
 */
import {
  cents,
  compareRational,
  InvalidInputError,
  type OrderBook,
  type PaperQuote,
  type PriceLevel,
  rational,
} from '@arbkit/core'
import { tradingReasons } from '../scan/bad-data.ts'
import { returnRatioOf } from '../scan/bet-terms.ts'
import type { MarketState } from '../session/market-state.ts'
import type { PaperTradeView } from './paper-trade-view.ts'

/** The state, and when it is looked at. */
export interface Moment {
  readonly state: MarketState
  /** Unix ms. */
  readonly atMs: number
  /** A contract's book that is older has nothing to take, ms. */
  readonly bookAgeMsMax: number
}

/** Returns what the side that is bought can be had at, cheapest first; nothing where no order would be taken. */
export function asksAt({ contract }: PaperTradeView, moment: Moment): readonly PriceLevel[] {
  return tradedBook(contract.marketId, moment)?.askLadder(contract.side) ?? []
}

/** Returns what is bid for the side that is held, best first. */
export function bidsAt({ contract }: PaperTradeView, moment: Moment): readonly PriceLevel[] {
  return tradedBook(contract.marketId, moment)?.bidLevels(contract.side) ?? []
}

/** A book that misses updates, does not trade, is too old or can not be right has nothing to take. */
function tradedBook(
  marketId: string,
  { state, atMs, bookAgeMsMax }: Moment,
): OrderBook | undefined {
  const contract = state.contractOf(marketId)
  const book = contract?.book
  if (contract === undefined || book === undefined || !book.isInSync) return undefined
  if (tradingReasons(contract).length > 0 || book.levels.isCrossed()) return undefined
  return atMs - book.asOfMs > bookAgeMsMax ? undefined : book.levels
}

const NO_WINNINGS = rational(1)

/** Returns what the feed shows of the bet; undefined where it lists it no more, or at no odds that can be. */
export function quoteAt(
  { bet, trade }: PaperTradeView,
  { state, atMs }: Moment,
): PaperQuote | undefined {
  const market = state
    .oddsEventOf(bet.oddsEventId)
    ?.listing.markets.find(
      (each) => each.book === bet.book && each.marketKey === bet.marketKey && each.action !== 'lay',
    )
  const outcome = market?.outcomes.find(
    ({ name, point, participant }) =>
      name === bet.outcome && point === bet.point && participant === bet.participant,
  )
  if (market === undefined || outcome === undefined) return undefined
  const { stakeMaxCents } = trade.plan.bet
  const { betLimit = stakeMaxCents } = outcome
  try {
    const returnRatio = returnRatioOf(outcome, bet.commission)
    if (compareRational(returnRatio, NO_WINNINGS) <= 0) return undefined
    return {
      returnRatio,
      ageMs: Math.max(atMs - market.updatedMs, 0),
      stakeMaxCents: cents(Math.min(stakeMaxCents, betLimit)),
    }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return undefined
  }
}
