import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { HALF, LOSE, REFUND, WIN } from '../settlement/payoff.ts'
import {
  levelsOf,
  type MarketThen,
  PLAN,
  quoteOf,
  stepsOf,
  SURE_CHANCES,
  TAKES_ALL,
  TRADE_MS,
} from '../testing/made-up-trades.ts'
import { centicontracts, cents, priceTicks } from '../units/money.ts'
import { rational } from '../units/rational.ts'
import { isPaperTradeOver, openPaperLegs } from './paper-holding.ts'
import { paperOutcomeOf } from './paper-outcome.ts'
import {
  checkPaperPlan,
  type PaperChances,
  type PaperPlan,
  UNWIND_ATTEMPTS_MAX,
} from './paper-plan.ts'
import type { PaperEvent, PaperStep, PaperTrade } from './paper-state.ts'
import { startPaperTrade, stepPaperTrade } from './paper-trade.ts'

const ran = (
  market: MarketThen = {},
  plan: PaperPlan = PLAN,
  chances: PaperChances = SURE_CHANCES,
): PaperTrade => (stepsOf(plan, chances, market).at(-1) as PaperStep).trade

const settle = (trade: PaperTrade, leg: 'contract' | 'bet', payoff = WIN): PaperTrade =>
  stepPaperTrade(trade, { tag: 'leg-settled', atMs: trade.atMs + 1, leg, payoff }).trade

const refusing = { ...SURE_CHANCES, acceptance: { ...TAKES_ALL, acceptProbability: 0 } }

describe('a trade that goes as planned', () => {
  const steps = stepsOf(PLAN, SURE_CHANCES)

  it('prepares the bet, sends the order, asks for the bet, each after its latency', () => {
    expect(steps.map(({ trade }) => trade.stage)).toEqual([
      'preparing',
      'sent',
      'committing',
      'both',
    ])
    expect(steps.flatMap(({ commands }) => commands)).toEqual([
      { tag: 'prepare-bet', atMs: TRADE_MS + 2_000 },
      {
        tag: 'order-arrives',
        atMs: TRADE_MS + 2_100,
        count: 10_000,
        limitPrice: 6_100,
        timeInForce: 'ioc',
      },
      {
        tag: 'ask-bet',
        atMs: TRADE_MS + 5_100,
        stakeCents: 3_704,
        minimumOdds: rational(26, 10),
      },
    ])
  })

  it('makes what was planned, to the microdollar, either way', () => {
    const outcome = paperOutcomeOf(ran())
    expect(outcome).toMatchObject({
      guaranteed: 1_280_000,
      shortfall: 0,
      priceSlippage: 0,
      oddsSlippage: 0,
      nakedCost: 0,
      realised: undefined,
      holding: { contractCost: 60_000_000, contractFees: 1_680_000, stakeCents: 3_704 },
    })
    expect(outcome.outcomes.map(({ id, profit }) => [id, profit])).toEqual([
      ['yes', 1_280_000],
      ['no', 1_280_000],
    ])
  })

  it('earns it when both legs have their result', () => {
    expect(openPaperLegs(ran())).toEqual(['contract', 'bet'])
    const one = settle(ran(), 'contract', WIN)
    expect(one.stage).toBe('both')
    expect(paperOutcomeOf(one).realised).toBeUndefined()
    const two = settle(one, 'bet', LOSE)
    expect(two.stage).toBe('settled')
    expect(isPaperTradeOver(two)).toBe(true)
    expect(paperOutcomeOf(two).realised).toBe(1_280_000)
  })

  it('earns what irregular results pay: half a contract, a refunded bet, a fair price', () => {
    const tie = settle(settle(ran(), 'contract', HALF), 'bet', REFUND)
    expect(paperOutcomeOf(tie).realised).toBe(50_000_000 + 37_040_000 - 98_720_000)
    const fair = { quantity: rational(61, 100), cost: rational(0) }
    const atFairPrice = settle(settle(ran(), 'bet', REFUND), 'contract', fair)
    expect(paperOutcomeOf(atFairPrice).realised).toBe(61_000_000 + 37_040_000 - 98_720_000)
    const paidBack = settle(settle(ran(), 'bet', REFUND), 'contract', REFUND)
    expect(paperOutcomeOf(paidBack).realised).toBe(-1_680_000)
  })
})

describe('a book that moved while the order was under way', () => {
  it('is bought at what stands there on arrival', () => {
    const better = paperOutcomeOf(ran({ asks: levelsOf([5_900, 100]) }))
    expect(better).toMatchObject({ priceSlippage: -1_000_000, guaranteed: 2_266_700 })
    const worse = paperOutcomeOf(ran({ asks: levelsOf([6_100, 100]) }))
    expect(worse).toMatchObject({ priceSlippage: 1_000_000 })
    expect(worse.shortfall).toBe(1_280_000 - worse.guaranteed)
  })

  it('fills in part: the bet is sized to what filled', () => {
    const trade = ran({ asks: levelsOf([6_000, 40], [6_200, 60]) })
    expect(trade).toMatchObject({ stage: 'both', askedStakeCents: 1_482, naked: 0 })
    expect(paperOutcomeOf(trade)).toMatchObject({
      guaranteed: 508_000,
      holding: { bought: 4_000, stakeCents: 1_482, contractFees: 672_000 },
    })
  })

  it('leaves nothing where it went past the limit, and the slip is released', () => {
    const steps = stepsOf(PLAN, SURE_CHANCES, { asks: levelsOf([6_200, 100]) })
    const last = steps.at(-1) as PaperStep
    expect(last.trade).toMatchObject({ stage: 'dropped', dropReason: 'not-filled' })
    expect(last.commands).toEqual([{ tag: 'release-bet', atMs: TRADE_MS + 2_100 }])
    expect(paperOutcomeOf(last.trade)).toMatchObject({ guaranteed: 0, realised: 0 })
    expect(isPaperTradeOver(last.trade)).toBe(true)
  })

  it('leaves nothing of a fill-or-kill order that is short', () => {
    const fok = { ...PLAN, contract: { ...PLAN.contract, timeInForce: 'fok' as const } }
    expect(ran({ asks: levelsOf([6_000, 99]) }, fok).dropReason).toBe('not-filled')
  })

  it('counts what was never seen at the limit, so that no gain is made of it', () => {
    const plan = { ...PLAN, contract: { ...PLAN.contract, ladder: levelsOf([6_000, 40]) } }
    expect(paperOutcomeOf(ran({}, plan)).priceSlippage).toBe(-600_000)
  })
})

describe('a bet slip that shows something else', () => {
  it.each([
    [undefined, 'not-quoted'],
    [quoteOf(259), 'odds-below-minimum'],
    [quoteOf(270, 36), 'stake-limit'],
  ] as const)('ends it before anything is bought (%#)', (prepared, dropReason) => {
    const steps = stepsOf(PLAN, SURE_CHANCES, { prepared })
    const last = steps.at(-1) as PaperStep
    expect(last.trade).toMatchObject({ stage: 'dropped', dropReason })
    expect(last.commands).toEqual([{ tag: 'release-bet', atMs: TRADE_MS + 2_000 }])
  })

  it('makes the order smaller where the book takes less', () => {
    // $20 at 2.70 covers 54 contracts.
    const trade = ran({ prepared: quoteOf(270, 2_000) })
    expect(trade).toMatchObject({ ordered: 5_400, askedStakeCents: 2_000, stage: 'both' })
    expect(ran({ prepared: quoteOf(270, 37) }).ordered).toBe(0)
    expect(ran({ prepared: quoteOf(270, 38) }).ordered).toBe(100)
  })

  it('does not hide how far the odds moved since the opportunity was seen', () => {
    const byDrift = { bands: [{ upTo: 0.01, factor: 1 }], beyond: 0 }
    const chances = { ...SURE_CHANCES, acceptance: { ...TAKES_ALL, byDrift } }
    const moved = { prepared: quoteOf(265), answered: quoteOf(265) }
    expect(ran(moved, PLAN, chances).receipt).toMatchObject({ reason: 'not-accepted' })
    expect(ran({}, PLAN, chances).receipt).toMatchObject({ tag: 'accepted' })
  })

  it('asks for the stake that its own odds need', () => {
    expect(ran({ prepared: quoteOf(265) }).askedStakeCents).toBe(3_774)
    expect(ran({ prepared: quoteOf(280) }).askedStakeCents).toBe(3_572)
  })
})

describe('a bet that is not there when it is asked for', () => {
  it('leaves the contracts naked: an alert at once, then they are sold back', () => {
    const steps = stepsOf(PLAN, refusing)
    expect(steps.at(-2)?.commands).toEqual([
      { tag: 'alert-naked', atMs: TRADE_MS + 5_100, count: 10_000 },
      {
        tag: 'unwind-arrives',
        atMs: TRADE_MS + 5_200,
        count: 10_000,
        limitPrice: 5_700,
      },
    ])
    const trade = ran({}, PLAN, refusing)
    expect(trade).toMatchObject({ stage: 'unwound', nakedAtFirst: 10_000, naked: 0 })
    // 61.68 paid; 59 less 1.6933 came back.
    expect(paperOutcomeOf(trade)).toMatchObject({
      nakedCost: 4_373_300,
      guaranteed: -4_373_300,
      realised: -4_373_300,
    })
    expect(isPaperTradeOver(trade)).toBe(true)
  })

  it.each([
    [quoteOf(259), 'odds-below-minimum'],
    [undefined, 'not-quoted'],
  ] as const)('so too where the quote went (%#)', (answered, reason) => {
    const trade = ran({ answered })
    expect(trade.receipt).toMatchObject({ tag: 'refused', reason })
    expect(trade.stage).toBe('unwound')
  })

  it('are sold no lower than the loss that the policy allows, the rest is held', () => {
    const trade = ran({ bids: levelsOf([5_800, 30], [5_700, 20], [5_600, 50]) }, PLAN, refusing)
    expect(trade).toMatchObject({ stage: 'held', naked: 5_000, nakedAtFirst: 10_000 })
    expect(openPaperLegs(trade)).toEqual(['contract'])
    const lost = settle(trade, 'contract', LOSE)
    expect(lost.stage).toBe('settled')
    expect(paperOutcomeOf(lost).realised).toBe(paperOutcomeOf(trade).guaranteed)
    expect(paperOutcomeOf(settle(trade, 'contract', WIN)).realised).toBe(
      paperOutcomeOf(trade).guaranteed + 50_000_000,
    )
  })

  it('are tried again as often as the policy says', () => {
    const whenNaked = {
      tag: 'unwind',
      lossTicksMax: 300,
      attemptsMax: 3,
      retryAfterMs: 1_000,
    } as const
    const steps = stepsOf({ ...PLAN, whenNaked }, refusing, { bids: levelsOf([5_900, 45]) })
    expect(steps.map(({ trade }) => trade.naked)).toEqual([0, 0, 0, 10_000, 5_500, 1_000, 0])
    expect(steps.map(({ trade }) => trade.dueMs).slice(3)).toEqual([
      TRADE_MS + 5_200,
      TRADE_MS + 6_300,
      TRADE_MS + 7_400,
      undefined,
    ])
    const short = stepsOf({ ...PLAN, whenNaked }, refusing, { bids: levelsOf([5_900, 10]) })
    expect(short.at(-1)?.trade).toMatchObject({ stage: 'held', naked: 7_000 })
    expect(short.at(-1)?.trade.unwinds).toHaveLength(3)
  })

  it('are kept where the policy is to hold', () => {
    const steps = stepsOf({ ...PLAN, whenNaked: { tag: 'hold' } }, refusing)
    expect(steps.at(-1)?.trade).toMatchObject({ stage: 'held', naked: 10_000 })
    expect(steps.at(-1)?.commands).toEqual([
      { tag: 'alert-naked', atMs: TRADE_MS + 5_100, count: 10_000 },
    ])
  })

  it('are sold for a tick at worst, however much may be lost', () => {
    const whenNaked = {
      tag: 'unwind',
      lossTicksMax: 9_999,
      attemptsMax: 1,
      retryAfterMs: 0,
    } as const
    const trade = ran({ bids: levelsOf([1, 100]) }, { ...PLAN, whenNaked }, refusing)
    expect(trade.stage).toBe('unwound')
  })
})

describe('a bet for less', () => {
  const capped = {
    ...SURE_CHANCES,
    acceptance: { ...TAKES_ALL, capProbability: 1, capShare: 0.5 },
  }

  it('leaves naked what it does not cover; what it covers stays', () => {
    // $18.52 at 2.70 pays $50.00: 50 contracts are covered.
    const trade = ran({}, PLAN, capped)
    expect(trade).toMatchObject({ stage: 'unwound', nakedAtFirst: 5_000, naked: 0 })
    expect(openPaperLegs(trade)).toEqual(['contract', 'bet'])
    const outcome = paperOutcomeOf(trade)
    expect(outcome.holding).toMatchObject({ held: 5_000, sold: 5_000, stakeCents: 1_852 })
    // Half of 61.68 was paid for what went for 29.50 less 0.84665, floored to $0.0001.
    expect(outcome.nakedCost).toBe(30_840_000 - 29_500_000 + 846_700)
    expect(outcome.guaranteed).toBe(50_000_000 - 30_840_000 - 18_520_000 - outcome.nakedCost)
  })

  it('at worse odds that still pay is a smaller profit, no naked leg', () => {
    const trade = ran({ answered: quoteOf(267) })
    expect(trade).toMatchObject({ stage: 'both', naked: 0, nakedAtFirst: 0 })
    // 37.04 × 2.67 = 98.8968.
    expect(paperOutcomeOf(trade)).toMatchObject({
      guaranteed: 98_890_000 - 98_720_000,
      oddsSlippage: 1_110_000,
    })
  })

  it('at worse odds that do not pay leaves whole steps of contracts naked', () => {
    // 37.04 × 2.62 = 97.0448: 97 contracts are covered, 2.96 are not; only whole ones are sold.
    const trade = ran({ answered: quoteOf(262) })
    expect(trade).toMatchObject({ stage: 'unwound', nakedAtFirst: 200 })
  })

  it('as asked is no naked leg, even where the price slipped into a loss', () => {
    const plan = { ...PLAN, contract: { ...PLAN.contract, limitPrice: priceTicks(6_500) } }
    const trade = ran({ asks: levelsOf([6_500, 100]) }, plan)
    expect(trade).toMatchObject({ stage: 'both', naked: 0 })
    expect(paperOutcomeOf(trade).guaranteed).toBeLessThan(0)
  })
})

describe('a result that comes early', () => {
  const committing = (stepsOf(PLAN, refusing)[2] as PaperStep).trade

  it('is kept, and nothing is sold any more', () => {
    const settled = stepPaperTrade(committing, {
      tag: 'leg-settled',
      atMs: TRADE_MS + 3_000,
      leg: 'contract',
      payoff: WIN,
    }).trade
    expect(settled.stage).toBe('committing')
    const { trade, commands } = stepPaperTrade(settled, {
      tag: 'bet-asked',
      atMs: TRADE_MS + 5_100,
      quote: undefined,
    })
    expect(trade.stage).toBe('settled')
    expect(commands.map(({ tag }) => tag)).toEqual(['alert-naked'])
    expect(paperOutcomeOf(trade).realised).toBe(100_000_000 - 61_680_000)
  })

  it('while a sale is under way leaves nothing to sell', () => {
    const unwinding = (stepsOf(PLAN, refusing)[3] as PaperStep).trade
    const settled = settle(unwinding, 'contract', LOSE)
    expect(settled.stage).toBe('unwinding')
    const { trade } = stepPaperTrade(settled, {
      tag: 'unwind-arrived',
      atMs: TRADE_MS + 5_200,
      bids: levelsOf([5_900, 100]),
    })
    expect(trade).toMatchObject({ stage: 'settled', unwinds: [] })
    expect(paperOutcomeOf(trade).realised).toBe(-61_680_000)
  })
})

it('sells everything back at once where the book takes no stake at all', () => {
  const plan = { ...PLAN, bet: { ...PLAN.bet, stakeStepCents: cents(1_000) } }
  const tiny = stepsOf(plan, SURE_CHANCES, { asks: levelsOf([6_000, 1]), prepared: quoteOf(270) })
  const asked = (tiny[2] as PaperStep).trade
  // One contract and a step of $10: the only stake there is.
  expect(asked.askedStakeCents).toBe(1_000)
  const start = tiny[1] as PaperStep
  const noStake = stepPaperTrade(
    { ...start.trade, prepared: quoteOf(270, 999) },
    { tag: 'order-arrived', atMs: TRADE_MS + 2_100, asks: levelsOf([6_000, 1]) },
  )
  expect(noStake.trade).toMatchObject({ stage: 'unwinding', naked: 100 })
  expect(noStake.commands.map(({ tag }) => tag)).toEqual([
    'release-bet',
    'alert-naked',
    'unwind-arrives',
  ])
})

describe('what it refuses', () => {
  const { trade } = startPaperTrade(PLAN, SURE_CHANCES)
  const quote = quoteOf(270)

  it.each<PaperEvent>([
    { tag: 'bet-prepared', atMs: TRADE_MS + 1_999, quote },
    { tag: 'bet-prepared', atMs: TRADE_MS - 1, quote },
    { tag: 'bet-prepared', atMs: TRADE_MS + 2_000.5, quote },
    { tag: 'order-arrived', atMs: TRADE_MS + 3_000, asks: [] },
    { tag: 'bet-asked', atMs: TRADE_MS + 6_000, quote },
    { tag: 'unwind-arrived', atMs: TRADE_MS + 6_000, bids: [] },
    { tag: 'leg-settled', atMs: TRADE_MS + 6_000, leg: 'bet', payoff: WIN },
  ])('$tag out of its turn (%#)', (event) => {
    expect(() => stepPaperTrade(trade, event)).toThrow(InvalidInputError)
  })

  it('a leg that is settled twice', () => {
    expect(() => settle(settle(ran(), 'bet'), 'bet')).toThrow('nothing to settle')
  })

  it.each<PaperPlan>([
    { ...PLAN, atMs: 0.5 },
    { ...PLAN, outcomes: [] },
    { ...PLAN, contract: { ...PLAN.contract, count: centicontracts(0) } },
    { ...PLAN, contract: { ...PLAN.contract, count: centicontracts(150) } },
    { ...PLAN, contract: { ...PLAN.contract, step: centicontracts(0) } },
    { ...PLAN, bet: { ...PLAN.bet, stakeStepCents: cents(0) } },
    { ...PLAN, bet: { ...PLAN.bet, minimumOdds: rational(28, 10) } },
    { ...PLAN, bet: { ...PLAN.bet, minimumOdds: rational(1) } },
    ...[0, UNWIND_ATTEMPTS_MAX + 1, 1.5].map((attemptsMax) => ({
      ...PLAN,
      whenNaked: { tag: 'unwind' as const, lossTicksMax: 0, attemptsMax, retryAfterMs: 0 },
    })),
    ...[-1, 0.5].map((bad) => ({
      ...PLAN,
      whenNaked: { tag: 'unwind' as const, lossTicksMax: bad, attemptsMax: 1, retryAfterMs: 0 },
    })),
    ...[-1, 0.5].map((bad) => ({
      ...PLAN,
      whenNaked: { tag: 'unwind' as const, lossTicksMax: 0, attemptsMax: 1, retryAfterMs: bad },
    })),
  ])('a plan that is none (%#)', (plan) => {
    expect(() => startPaperTrade(plan, SURE_CHANCES)).toThrow(InvalidInputError)
  })

  it('but not as many attempts as there may be', () => {
    const whenNaked = {
      tag: 'unwind',
      lossTicksMax: 0,
      attemptsMax: UNWIND_ATTEMPTS_MAX,
      retryAfterMs: 0,
    } as const
    const plan = { ...PLAN, whenNaked }
    expect(checkPaperPlan(plan)).toBe(plan)
  })
})
