/**
 * A made-up paper trade in round numbers: 100 contracts at $0.60 against $37.04 at 2.70, which makes
 * $1.28 either way, and what becomes of it when it is told how everything goes.
 * @module
 */
import type { AskLadder, PriceLevel } from '../book/ladder.ts'
import type { BetAcceptanceModel, PaperQuote } from '../backtest/bet-acceptance.ts'
import type { FillModels } from '../backtest/fill-assumptions.ts'
import type { PaperChances, PaperPlan } from '../backtest/paper-plan.ts'
import type { PaperEvent, PaperStep } from '../backtest/paper-state.ts'
import { startPaperTrade, stepPaperTrade } from '../backtest/paper-trade.ts'
import type { PaperFees } from '../backtest/taking.ts'
import { kalshiRoundingAt, type Membership } from '../fees/kalshi-schedule.ts'
import type { Rng } from '../ports.ts'
import { LOSE, WIN } from '../settlement/payoff.ts'
import type { TwoLegOutcome } from '../sizing/two-leg-problem.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import { rational } from '../units/rational.ts'

/** A moment of a Saturday afternoon in New York, daylight time over. */
export const TRADE_MS = Date.UTC(2026, 10, 21, 20)

/** Kalshi's fees at a multiplier. */
export function paperFees(multiplier: string, membership: Membership = 'direct'): PaperFees {
  return {
    tag: 'kalshi',
    terms: {
      rate: {
        feeType: 'quadratic_with_maker_fees',
        multiplier: new Decimal(multiplier),
        origin: 'series',
        assumedBecause: undefined,
      },
      rounding: kalshiRoundingAt(TRADE_MS),
      membership,
    },
  }
}

/** Levels from ticks and whole contracts, in the order given. */
export function levelsOf(
  ...levels: readonly (readonly [ticks: number, contracts: number])[]
): readonly PriceLevel[] {
  return levels.map(([ticks, contracts]) => ({
    price: priceTicks(ticks),
    size: centicontracts(Math.round(contracts * 100)),
  }))
}

/** Nobody ties. */
export const WIN_OR_LOSE: readonly TwoLegOutcome[] = [
  { id: 'yes', contract: WIN, bet: LOSE },
  { id: 'no', contract: LOSE, bet: WIN },
]

/** A book that takes every bet as it is asked. */
export const TAKES_ALL: BetAcceptanceModel = {
  id: 'takes-all',
  asOf: '2026-11-21',
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

/** The chances that those models give, whatever is drawn. */
export const SURE_CHANCES: PaperChances = {
  prepareMs: 2_000,
  orderMs: 100,
  commitMs: 3_000,
  unwindMs: 100,
  bet: { accept: 0.5, change: 0.5, cap: 0.5 },
  acceptance: TAKES_ALL,
  drift: { perMinute: 0, prepare: 0.5, commit: -0.5 },
}

/** The trade of the header. */
export const PLAN: PaperPlan = {
  id: 'trade-1',
  atMs: TRADE_MS,
  contract: {
    ladder: levelsOf([6000, 100]),
    count: centicontracts(10_000),
    limitPrice: priceTicks(6100),
    timeInForce: 'ioc',
    step: centicontracts(100),
    fees: paperFees('1'),
  },
  bet: {
    returnRatio: rational(27, 10),
    minimumOdds: rational(26, 10),
    stakeMaxCents: cents(50_000),
    stakeStepCents: cents(1),
  },
  outcomes: WIN_OR_LOSE,
  guaranteed: microdollars(1_280_000),
  whenNaked: { tag: 'unwind', lossTicksMax: 300, attemptsMax: 1, retryAfterMs: 1_000 },
}

/** A quote of hundredths of decimal odds. */
export function quoteOf(hundredths: number, stakeMaxCents = 50_000): PaperQuote {
  return {
    returnRatio: rational(hundredths, 100),
    ageMs: 5_000,
    stakeMaxCents: cents(stakeMaxCents),
  }
}

/** What the market shows a trade, each at the time it asks. */
export interface MarketThen {
  readonly prepared?: PaperQuote | undefined
  readonly asks?: AskLadder
  readonly answered?: PaperQuote | undefined
  readonly bids?: readonly PriceLevel[]
}

/** As it was planned. */
export const AS_PLANNED: Required<MarketThen> = {
  prepared: quoteOf(270),
  asks: levelsOf([6000, 100]),
  answered: quoteOf(270),
  bids: levelsOf([5900, 100]),
}

/** Every step of a trade until only results are left, each event at the moment it is due. */
export function stepsOf(
  plan: PaperPlan,
  chances: PaperChances,
  market: MarketThen = {},
): readonly PaperStep[] {
  const then = { ...AS_PLANNED, ...market }
  const steps = [startPaperTrade(plan, chances)]
  for (;;) {
    const { trade } = steps.at(-1) as PaperStep
    const event = nextEvent(trade.stage, trade.dueMs ?? trade.atMs, then)
    if (event === undefined) return steps
    steps.push(stepPaperTrade(trade, event))
  }
}

function nextEvent(
  stage: string,
  atMs: number,
  then: Required<MarketThen>,
): PaperEvent | undefined {
  switch (stage) {
    case 'preparing':
      return { tag: 'bet-prepared', atMs, quote: then.prepared }
    case 'sent':
      return { tag: 'order-arrived', atMs, asks: then.asks }
    case 'committing':
      return { tag: 'bet-asked', atMs, quote: then.answered }
    case 'unwinding':
      return { tag: 'unwind-arrived', atMs, bids: then.bids }
    default:
      return undefined
  }
}

/** A source that gives these numbers, over and over, and counts how many were taken. */
export function rngOf(...numbers: readonly number[]): Rng & { readonly taken: () => number } {
  let taken = 0
  return {
    next() {
      const number = numbers[taken % numbers.length] as number
      taken += 1
      return number
    },
    taken: () => taken,
  }
}
