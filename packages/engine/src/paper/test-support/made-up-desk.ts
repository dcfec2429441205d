/**
 * A made-up engine with a paper desk: frames at their milliseconds in, decisions out.
 * @module
 */
import { type BetAcceptanceModel, cents, type FillModels, microdollars } from '@arbkit/core'
import type { ScanOptions } from '../../scan/options.ts'
import type { Decision } from '../../turns/decision.ts'
import {
  deltaFrame,
  eventsFrame,
  frameAt,
  MADE_UP_GAMES,
  MADE_UP_MS,
  type MadeUpFrame,
  type MadeUpGame,
  marketOf,
  oddsEventOf,
  snapshotFrame,
  streamFrame,
  tickerOf,
} from '../../turns/test-support/made-up-frames.ts'
import { MADE_UP_OPTIONS } from '../../turns/test-support/made-up-options.ts'
import { createTurnEngine, type TurnEngine } from '../../turns/turn-engine.ts'
import type { PaperDecision } from '../paper-decision.ts'
import { createPaperDesk, type PaperDesk } from '../paper-desk.ts'
import type { PaperDeskOptions } from '../paper-options.ts'

/** A book that takes every bet as it is asked. */
export const TAKES_ALL: BetAcceptanceModel = {
  id: 'takes-all',
  asOf: '2026-11-22',
  source: 'made up',
  acceptProbability: 1,
  byDrift: { bands: [], beyond: 1 },
  byAgeMs: { bands: [], beyond: 1 },
  byStakeShare: { bands: [], beyond: 1 },
  changeProbability: 0,
  changeBasisPoints: 500,
  capProbability: 0,
  capShare: 0.5,
  stakeMinCents: cents(1),
}

/** Models in which nothing is left to chance. */
export const SURE_MODELS: FillModels = {
  id: 'sure',
  isAssumed: false,
  prepareLatency: { tag: 'fixed', latencyMs: 2_000 },
  orderLatency: { tag: 'fixed', latencyMs: 100 },
  commitLatency: { tag: 'fixed', latencyMs: 3_000 },
  acceptance: TAKES_ALL,
  contractHalfLifeMs: 10_000,
  oddsHalfLifeMs: 60_000,
  oddsDriftPerMinute: 0,
}

/** Nothing is left to chance: slip after 2 s, order after 100 ms more, answer after 3 s more. */
export const SURE_DESK: PaperDeskOptions = {
  models: SURE_MODELS,
  seed: 1,
  limits: {
    perGame: microdollars(1_000_000_000),
    atRisk: microdollars(2_000_000_000),
    perDay: microdollars(5_000_000_000),
  },
  whenNaked: { tag: 'unwind', lossTicksMax: 500, attemptsMax: 2, retryAfterMs: 1_000 },
  cash: microdollars(2_000_000_000),
  minProfit: microdollars(10_000),
  bookAgeMsMax: 30_000,
}

/** Opportunities of the tests are of this game: it knows no tie. */
export const GAME: MadeUpGame = MADE_UP_GAMES[1]
/** New York wins. */
export const TICKER = tickerOf(GAME, 1)

const MARKET = { yesBid: 30, yesAsk: 70, status: 'active', waiver: undefined }

/** Lists a game's two contracts, far apart. */
export function lists(game: MadeUpGame = GAME): MadeUpFrame {
  return eventsFrame(game, [marketOf(game, 0, MARKET), marketOf(game, 1, MARKET)])
}

/** Something is heard of a stream. */
export const HEARD: MadeUpFrame = streamFrame('one', { type: 'heartbeat', sid: 9 })
/** Time passes. */
export const TICK: MadeUpFrame = { shape: 'tick', body: {} }

/** DraftKings on the away team, American; stamped so many ms after the beginning. */
export function odds(away: number, stampedMs = 0, game: MadeUpGame = GAME): MadeUpFrame {
  const updatedMs = MADE_UP_MS + stampedMs
  const quote = { book: 'draftkings', prices: [away, -away - 20] as const, updatedMs }
  return {
    shape: 'odds-list',
    body: [oddsEventOf(game, [quote])],
    request: { oddsFormat: 'american' },
  }
}

/** A whole feed without a quote of the game. */
export function noOdds(game: MadeUpGame = GAME): MadeUpFrame {
  return {
    shape: 'odds-list',
    body: [oddsEventOf({ ...game, oddsId: 'another' }, [])],
    request: {
      oddsFormat: 'american',
      asked: { sportKey: game.sport, markets: ['h2h'], regions: ['us'] },
    },
  }
}

/** The stream tells a market's life. */
export function lifecycle(
  ticker: string,
  event_type: string,
  more: Readonly<Record<string, unknown>> = {},
): MadeUpFrame {
  const msg = { market_ticker: ticker, event_type, ...more }
  return streamFrame('two', { type: 'market_lifecycle_v2', sid: 5, msg })
}

/** A running engine of the tests. */
export interface MadeUpRun {
  readonly engine: TurnEngine
  readonly desk: PaperDesk
  /** Ends a turn that is so many ms after the beginning; returns what paper trades did. */
  take(ms: number, ...frames: readonly MadeUpFrame[]): readonly PaperDecision[]
  /** New York's book: a level a side, 50 contracts, bids in cents; an ask of YES is 100 − the NO bid. */
  book(noBid: number, yesBid?: number, ticker?: string): MadeUpFrame
  /** More or less at a price of a side's bids, contracts. */
  change(side: 'yes' | 'no', price: number, contracts: number): MadeUpFrame
  /** Everything that was decided. */
  readonly decisions: readonly Decision[]
}

/** Returns an engine that has seen nothing. */
export function startMadeUp(
  given: Partial<PaperDeskOptions> = {},
  scan: Partial<ScanOptions> = {},
): MadeUpRun {
  const desk = createPaperDesk({ ...SURE_DESK, ...given })
  const maxStake = { amount: cents(50_000), isDefault: true }
  const options = { ...MADE_UP_OPTIONS, maxStake, ...scan }
  const engine = createTurnEngine({ options, paper: desk })
  const decisions: Decision[] = []
  let [seq, turn, numbers] = [0, 0, 0]
  const next = (): number => {
    numbers += 1
    return numbers
  }
  return {
    engine,
    desk,
    decisions,
    take(ms, ...frames) {
      turn += 1
      for (const each of frames) {
        seq += 1
        engine.note(frameAt(each, { seq, turn, t: MADE_UP_MS + ms }))
      }
      const decided = engine.endTurn()
      decisions.push(...decided)
      return decided.filter(isPaper)
    },
    book: (noBid, yesBid = 40, ticker = TICKER) =>
      snapshotFrame('one', next(), { ticker, yesBid, noBid }),
    change: (side, price, contracts) =>
      deltaFrame('one', next(), { ticker: TICKER, side, price, contracts }),
  }
}

/** Returns whether a decision is one of a paper trade. */
export function isPaper(decision: Decision): decision is PaperDecision {
  return decision.tag.startsWith('paper-')
}
