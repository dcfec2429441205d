/**
 * How a paper trade begins: sized to the limits, its chances drawn, everything that decides it in one place.
 * @module
 */
import {
  type AskLadder,
  type Cents,
  drawPaperChances,
  type FillProbability,
  fillProbability,
  type PaperTradeAccounts,
  startPaperTrade,
} from '@arbkit/core'
import type { Candidate } from '../scan/priced-candidate.ts'
import type { PaperDeskOptions } from './paper-options.ts'
import { type PaperTradeView, type TradedBet, tradeAccountsOf } from './paper-trade-view.ts'
import { type Tradable, tradableOf } from './trade-plan.ts'
import { tradeRng } from './trade-seed.ts'
import { sizedTrade, type Skip, type Standing } from './trade-size.ts'

/** What a trade begins with beside its opportunity. */
export interface TradeStart {
  readonly tradeId: string
  /** Unix ms. */
  readonly atMs: number
  /** What the side can be bought at, less what paper orders took. */
  readonly ladder: AskLadder
  /** What trades that are not over have at stake on the same bet, cents. */
  readonly stakedOn: (bet: TradedBet) => number
  readonly options: PaperDeskOptions
  /** What of the limits is taken already. */
  readonly standingOf: (accounts: PaperTradeAccounts) => Standing
}

/** A trade that was begun. */
export interface BegunTrade {
  readonly view: PaperTradeView
  /** Stake as planned. */
  readonly stakeCents: Cents
  /** How likely both legs are filled as planned. */
  readonly chance: FillProbability
}

/** Returns the trade, or why there is none. */
export function beginTrade(candidate: Candidate, start: TradeStart): BegunTrade | Skip {
  const { tradeId, atMs, ladder, stakedOn, options, standingOf } = start
  const { limits, seed, models, minProfit, whenNaked } = options
  const tradable = tradableOf(candidate, ladder, stakedOn(betOf(candidate)))
  if (tradable === undefined) return { code: 'no-size', detail: 'it does not pay' }
  const about = aboutOf(tradable)
  const standing = standingOf(tradeAccountsOf(about))
  const sized = sizedTrade(tradable, { tradeId, atMs, minProfit, whenNaked }, { limits, standing })
  if ('code' in sized) return sized
  const { plan, stakeCents } = sized
  const chances = drawPaperChances(models, tradeRng(seed, tradeId))
  const { trade } = startPaperTrade(plan, chances)
  const chance = fillProbability(plan, models, {
    returnRatio: candidate.returnRatio,
    ageMs: Math.max(candidate.betAgeMs, 0),
    stakeMaxCents: tradable.stakeMax,
  })
  return { view: { trade, ...about }, stakeCents, chance }
}

/** What a trade of it would be about. */
function aboutOf({ candidate, terms }: Tradable): Omit<PaperTradeView, 'trade'> {
  const { id, pair, side, market, contract } = candidate
  return {
    opportunityId: id,
    labels: {
      league: pair.fixture.league,
      book: market.book,
      marketType: pair.yes.tag,
      fixtureId: pair.fixture.id,
    },
    contract: {
      marketId: pair.contract.marketId,
      side,
      // A market that says nothing of a shard is on the first.
      shard: contract.market?.exchangeIndex ?? 0,
    },
    bet: betOf(candidate),
    outcomes: terms.regular,
    isBetUndecided: false,
  }
}

function betOf({ pair, market, outcome, commission }: Candidate): TradedBet {
  return {
    oddsEventId: pair.odds.eventId,
    book: market.book,
    marketKey: market.marketKey,
    outcome: outcome.name,
    participant: outcome.participant,
    point: outcome.point,
    commission,
  }
}
