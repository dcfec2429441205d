import { fc, test as prop } from '@fast-check/vitest'
import { expect } from 'vitest'
import { HALF, LOSE, REFUND, WIN } from '../settlement/payoff.ts'
import type { TwoLegOutcome } from '../sizing/two-leg-problem.ts'
import {
  levelsOf,
  type MarketThen,
  paperFees,
  PLAN,
  quoteOf,
  stepsOf,
  TAKES_ALL,
  WIN_OR_LOSE,
} from '../testing/made-up-trades.ts'
import { createSeededRng } from '../testing/seeded-rng.ts'
import {
  centicontracts,
  cents,
  type Microdollars,
  microdollars,
  priceTicks,
} from '../units/money.ts'
import { compareRational, floorTimes, rational } from '../units/rational.ts'
import type { FillModels } from './fill-assumptions.ts'
import { NO_PAPER_ACCOUNTS, type PaperAccounts } from './paper-account-state.ts'
import { stepPaperAccounts } from './paper-account.ts'
import { paperEntriesOf } from './paper-entries.ts'
import { isPaperTradeOver, openPaperLegs, paperGuaranteedOf } from './paper-holding.ts'
import { paperOutcomeOf } from './paper-outcome.ts'
import { drawPaperChances, type PaperPlan, paperReserveOf } from './paper-plan.ts'
import type { PaperEvent, PaperStep, PaperTrade } from './paper-state.ts'
import { stepPaperTrade } from './paper-trade.ts'

const WITH_TIE: readonly TwoLegOutcome[] = [
  ...WIN_OR_LOSE,
  { id: 'tie', contract: HALF, bet: REFUND },
]

const anyPlan: fc.Arbitrary<PaperPlan> = fc
  .record({
    contracts: fc.integer({ min: 1, max: 120 }),
    step: fc.constantFrom(1, 100),
    limit: fc.integer({ min: 4_000, max: 7_500 }),
    seen: fc.integer({ min: 150, max: 400 }),
    lower: fc.nat(40),
    stakeMax: fc.integer({ min: 100, max: 30_000 }),
    stakeStep: fc.constantFrom(1, 100, 500),
    multiplier: fc.constantFrom('0', '0.5', '1'),
    membership: fc.constantFrom('direct' as const, 'non-direct' as const),
    outcomes: fc.constantFrom(WIN_OR_LOSE, WITH_TIE),
    timeInForce: fc.constantFrom('ioc' as const, 'fok' as const),
    whenNaked: fc.constantFrom<PaperPlan['whenNaked']>(
      { tag: 'hold' },
      { tag: 'unwind', lossTicksMax: 300, attemptsMax: 3, retryAfterMs: 500 },
    ),
  })
  .map((made) => ({
    ...PLAN,
    contract: {
      ...PLAN.contract,
      count: centicontracts(made.contracts * 100),
      step: centicontracts(made.step),
      limitPrice: priceTicks(made.limit),
      timeInForce: made.timeInForce,
      fees: paperFees(made.multiplier, made.membership),
    },
    bet: {
      returnRatio: rational(made.seen, 100),
      minimumOdds: rational(made.seen - made.lower, 100),
      stakeMaxCents: cents(made.stakeMax),
      stakeStepCents: cents(made.stakeStep),
    },
    outcomes: made.outcomes,
    whenNaked: made.whenNaked,
  }))

const anyQuote = fc.option(
  fc
    .tuple(fc.integer({ min: 130, max: 420 }), fc.integer({ min: 0, max: 40_000 }))
    .map(([hundredths, stakeMax]) => quoteOf(hundredths, stakeMax)),
  { nil: undefined, freq: 8 },
)
const anyBook = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 40, max: 75 }), fc.integer({ min: 1, max: 60 })), {
    selector: ([price]) => price,
    maxLength: 4,
  })
  .map((levels) => levels.toSorted(([a], [b]) => a - b).map(([p, s]) => [p * 100, s] as const))

const anyMarket: fc.Arbitrary<MarketThen> = fc.record({
  prepared: anyQuote,
  asks: anyBook.map((levels) => levelsOf(...levels)),
  answered: anyQuote,
  bids: anyBook.map((levels) => levelsOf(...levels.toReversed())),
})

const MODELS: FillModels = {
  id: 'any',
  isAssumed: true,
  prepareLatency: { tag: 'lognormal', p50Ms: 500, p99Ms: 3_000 },
  orderLatency: { tag: 'lognormal', p50Ms: 50, p99Ms: 300 },
  commitLatency: { tag: 'fixed', latencyMs: 2_000 },
  acceptance: {
    ...TAKES_ALL,
    acceptProbability: 0.7,
    changeProbability: 0.3,
    capProbability: 0.3,
  },
  contractHalfLifeMs: 1_000,
  oddsHalfLifeMs: 1_000,
  oddsDriftPerMinute: 0.02,
}

const anyPayoff = fc.constantFrom(WIN, LOSE, HALF, REFUND)
const chancesOf = (seed: number) => drawPaperChances(MODELS, createSeededRng(seed))
const last = (steps: readonly PaperStep[]) => steps.at(-1) as PaperStep

prop.prop([anyPlan, anyMarket, fc.nat()], { numRuns: 500 })(
  'a trade ends bounded: no more is bought, staked or sold than there is to',
  (plan, market, seed) => {
    const steps = stepsOf(plan, chancesOf(seed), market)
    const { trade } = last(steps)
    const { holding, guaranteed, realised } = paperOutcomeOf(trade)
    const reserve = paperReserveOf(plan)
    expect(['both', 'unwound', 'held', 'dropped']).toContain(trade.stage)
    expect(trade.dueMs).toBeUndefined()
    expect(holding.bought).toBeLessThanOrEqual(trade.ordered)
    expect(trade.ordered).toBeLessThanOrEqual(plan.contract.count)
    expect(holding.held).toBeGreaterThanOrEqual(trade.naked)
    expect(trade.nakedAtFirst - trade.naked).toBe(holding.sold)
    expect(holding.contractCost + holding.contractFees).toBeLessThanOrEqual(reserve.contract)
    expect(holding.stakeCents).toBeLessThanOrEqual(reserve.stakeCents)
    expect(holding.bought === 0).toBe(trade.stage === 'dropped')
    if (trade.stage === 'dropped') expect([guaranteed, realised]).toEqual([0, 0])
    if (trade.receipt?.tag === 'accepted') {
      expect(
        compareRational(trade.receipt.returnRatio, plan.bet.minimumOdds),
      ).toBeGreaterThanOrEqual(0)
    }
    for (const { commands, trade: at } of steps) {
      for (const command of commands) expect(command.atMs).toBeGreaterThanOrEqual(at.atMs)
    }
  },
)

prop.prop([anyPlan, anyMarket, fc.nat()])(
  'is the same under the same seed',
  (plan, market, seed) => {
    expect(stepsOf(plan, chancesOf(seed), market)).toEqual(stepsOf(plan, chancesOf(seed), market))
  },
)

prop.prop([anyPlan, anyMarket, fc.nat()], { numRuns: 200 })(
  'asks for the stake that no other one beats in the worst outcome',
  (plan, market, seed) => {
    const asked = stepsOf(plan, chancesOf(seed), market).find(
      ({ trade }) => trade.stage === 'committing',
    )?.trade
    if (asked?.askedStakeCents === undefined || asked.prepared === undefined) return
    const { returnRatio, stakeMaxCents } = asked.prepared
    const worstWith = (stake: number): Microdollars =>
      paperGuaranteedOf({
        ...asked,
        receipt: {
          tag: 'accepted',
          returnRatio,
          stakeCents: cents(stake),
          payoutCents: cents(floorTimes(stake, returnRatio)),
          isChanged: false,
          isCapped: false,
        },
      })
    const best = worstWith(asked.askedStakeCents)
    const step = plan.bet.stakeStepCents
    const most = Math.min(stakeMaxCents, paperReserveOf(plan).stakeCents)
    for (let stake = step as number; stake <= most; stake += step) {
      expect(worstWith(stake)).toBeLessThanOrEqual(best)
    }
  },
)

/** The accounts of one trade with cash enough, after every step of it. */
function booked(
  steps: readonly PaperStep[],
  payoffs: { readonly contract: typeof WIN; readonly bet: typeof WIN },
): { readonly accounts: PaperAccounts; readonly trade: PaperTrade } {
  const ids = {
    contract: { venue: 'kalshi', shard: 0 },
    bet: { venue: 'draftkings', shard: undefined },
    fixtureId: 'game',
  }
  let accounts = NO_PAPER_ACCOUNTS
  for (const account of [ids.contract, ids.bet]) {
    const amount = microdollars(1_000_000_000)
    accounts = stepPaperAccounts(accounts, { tag: 'deposited', atMs: PLAN.atMs, account, amount })
  }
  let before: PaperTrade | undefined
  const book = (after: PaperTrade, payoff?: typeof WIN) => {
    for (const entry of paperEntriesOf({ before, after }, ids, payoff)) {
      accounts = stepPaperAccounts(accounts, entry)
    }
    before = after
  }
  for (const { trade } of steps) book(trade)
  let { trade } = last(steps)
  for (const leg of openPaperLegs(trade)) {
    const payoff = payoffs[leg]
    const event: PaperEvent = { tag: 'leg-settled', atMs: trade.atMs + 60_000, leg, payoff }
    trade = stepPaperTrade(trade, event).trade
    book(trade, payoff)
  }
  return { accounts, trade }
}

prop.prop([anyPlan, anyMarket, fc.nat(), fc.record({ contract: anyPayoff, bet: anyPayoff })], {
  numRuns: 500,
})(
  'trade and accounts agree on what was earned, to the microdollar',
  (plan, market, seed, payoffs) => {
    const { accounts, trade } = booked(stepsOf(plan, chancesOf(seed), market), payoffs)
    expect(isPaperTradeOver(trade)).toBe(true)
    const cash = Object.values(accounts.accounts).reduce((sum, account) => sum + account.cash, 0)
    const earned = cash - accounts.deposited
    const { realised } = paperOutcomeOf(trade)
    // A contract that is paid its own cost back may have had that cost split by the sale of a part.
    const slack = trade.unwinds.length > 0 && payoffs.contract === REFUND ? 200 : 0
    expect(Math.abs(earned - (realised as number))).toBeLessThanOrEqual(slack)
    expect(Object.values(accounts.realisedByDay).reduce((sum, day) => sum + day, 0)).toBe(earned)
    expect(accounts.positions).toEqual({})
    expect(Object.values(accounts.accounts).map(({ reserved }) => reserved)).toEqual([{}, {}])
  },
)

prop.prop([anyPlan, anyMarket, fc.nat(), fc.constantFrom(...WITH_TIE)], { numRuns: 500 })(
  'earns in each outcome what was said of it beforehand, and never less than the guarantee',
  (plan, market, seed, outcome) => {
    const before = last(stepsOf(plan, chancesOf(seed), market)).trade
    const said = paperOutcomeOf(before)
    const expected = said.outcomes.find(({ id }) => id === outcome.id)
    if (expected === undefined) return
    const { trade } = booked(stepsOf(plan, chancesOf(seed), market), outcome)
    const { realised } = paperOutcomeOf(trade)
    expect(realised).toBe(expected.profit)
    expect(realised).toBeGreaterThanOrEqual(said.guaranteed)
  },
)
