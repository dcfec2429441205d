import { microdollars } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { decisionLine, decisionSchema } from '../turns/decision.ts'
import {
  eventsFrame,
  MADE_UP_GAMES,
  MADE_UP_MS,
  type MadeUpFrame,
  marketOf,
  oddsEventOf,
  orderBookFrame,
  tickerOf,
} from '../turns/test-support/made-up-frames.ts'
import type { PaperDecision } from './paper-decision.ts'
import { PAPER_TRADES_MAX, RESUME_WAIT_MS } from './paper-desk.ts'
import {
  GAME,
  HEARD,
  lifecycle,
  lists,
  type MadeUpRun,
  noOdds,
  odds,
  startMadeUp,
  SURE_DESK,
  SURE_MODELS,
  TAKES_ALL,
  TICK,
  TICKER,
} from './test-support/made-up-desk.ts'

type Step = Extract<PaperDecision, { tag: 'paper-step' }>

const dollars = (amount: number) => microdollars(Math.round(amount * 1_000_000))
const refusing = {
  ...SURE_MODELS,
  acceptance: { ...TAKES_ALL, acceptProbability: 0 },
}
/** 50 contracts of New York at 46 cents against Boston at +108: $2.09 either way. */
const open = (run: MadeUpRun): readonly PaperDecision[] =>
  run.take(0, lists(), odds(108), run.book(54, 42))
/** `tag event-or-code-or-leg stage`. */
const told = (decisions: readonly PaperDecision[]): readonly string[] =>
  decisions.map((each) => {
    if (each.tag === 'paper-started') return 'started'
    if (each.tag === 'paper-skipped') return `skipped ${each.code}`
    if (each.tag === 'paper-settled') return `settled ${each.leg} ${each.stage}`
    return `${each.event} ${each.stage}`
  })
const steps = (decisions: readonly PaperDecision[]): readonly Step[] =>
  decisions.filter((each) => each.tag === 'paper-step')
const settledAt = (value: string): readonly MadeUpFrame[] => [
  lifecycle(TICKER, 'determined', { result: 'whatever', settlement_value: value }),
  lifecycle(TICKER, 'settled'),
]

describe('a trade that goes as planned', () => {
  it('says with what it is started: limits, stakes, chances', () => {
    const [started] = open(startMadeUp())
    // Half of the $2.08 above the least profit may go by the price: 50 at 48 cents cost $24.8736, at 49
    // cents $25.3747, and with $24.04 that leaves $1.0864 and $0.5853; half by the odds.
    expect(started).toMatchObject({
      tag: 'paper-started',
      turn: 1,
      t: MADE_UP_MS,
      fixture: 'nba:2026-11-22:bos@nyk',
      legs: [
        {
          marketId: TICKER,
          side: 'yes',
          bestPrice: '0.4600',
          limitPrice: '0.4800',
          contracts: '50.00',
        },
        { venue: 'draftkings', odds: '2.080000', minimumOdds: '1.993700', stake: '24.04' },
      ],
      guaranteed: '2.09',
      // 50 at 48 cents, $0.0002 for rounding, and $25.08 at 1.9937.
      reserved: '49.9552',
      chances: { prepareMs: 2_000, orderMs: 100, commitMs: 3_000, unwindMs: 100 },
    })
    const line = decisionLine(started as PaperDecision)
    expect(line).not.toContain('\n')
    expect(decisionSchema.parse(JSON.parse(line))).toEqual(started)
  })

  it('fills both legs, each at its own time, and tells of it when the turn ends', () => {
    const run = startMadeUp()
    open(run)
    expect(run.take(1_999, TICK)).toEqual([])
    expect(told(run.take(2_000, TICK))).toEqual(['bet-prepared sent'])
    const rest = run.take(9_000, TICK)
    expect(told(rest)).toEqual(['order-arrived committing', 'bet-asked both'])
    expect(steps(rest).map(({ atMs }) => atMs - MADE_UP_MS)).toEqual([2_100, 5_100])
    // 50 × 0.46, the fee of 0.07 × 50 × 0.46 × 0.54, and 24.04 × 2.08 = 50.0032.
    expect(steps(rest)[0]?.fill).toEqual({
      ordered: '50.00',
      filled: '50.00',
      value: '23.00',
      fee: '0.8694',
      levels: [{ price: '0.4600', contracts: '50.00' }],
    })
    expect(steps(rest)[1]).toMatchObject({
      bet: { isAccepted: true, asked: '24.04', stake: '24.04', payout: '50.00' },
      guaranteed: '2.0906',
      realised: null,
      isOver: false,
    })
    expect(run.desk.view()).toEqual({
      finished: 0,
      underWay: 0,
      open: 1,
      realised: 0,
      realisedToday: 0,
      exposure: dollars(47.9094),
      guaranteedOpen: dollars(2.0906),
      naked: 0,
    })
  })

  it('says each kind of decision in its schema, on one line, keys in order', () => {
    const run = startMadeUp()
    open(run)
    run.take(9_000, ...settledAt('1.0000'))
    expect(run.decisions.filter(({ tag }) => tag.startsWith('paper-'))).toHaveLength(6)
    for (const decision of run.decisions) {
      expect(decisionSchema.parse(JSON.parse(decisionLine(decision)))).toEqual(decision)
      expect(Object.keys(decision).slice(0, 3)).toEqual(['tag', 'turn', 't'])
    }
  })
})

describe('a market that moves while the order is under way', () => {
  it('fills in part: the bet is sized to what filled', () => {
    const run = startMadeUp()
    open(run)
    run.take(2_050, run.change('no', 54, -30))
    // 20 × 0.46 and a fee of 0.34776, rounded up to $0.0001; 9.62 × 2.08 = 20.0096.
    expect(steps(run.take(9_000, TICK))).toMatchObject([
      { event: 'order-arrived', fill: { filled: '20.00', value: '9.20', fee: '0.3478' } },
      { event: 'bet-asked', stage: 'both', bet: { stake: '9.62', payout: '20.00' } },
    ])
    expect(run.desk.view().guaranteedOpen).toBe(dollars(20 - 9.2 - 0.3478 - 9.62))
  })

  it('is met as it stands when the order arrives, not as it stands when that is told', () => {
    const run = startMadeUp()
    open(run)
    // The level is there at 2.1 s and gone at 2.2 s; the frame of 2.2 s comes first.
    const late = run.take(2_200, run.change('no', 54, -50))
    expect(steps(late).at(-1)).toMatchObject({ event: 'order-arrived', fill: { filled: '50.00' } })
  })

  it('leaves nothing where it went past the limit: nothing was bought', () => {
    const run = startMadeUp()
    open(run)
    const dropped = run.take(2_050, run.book(51, 42))
    expect(told(dropped)).toEqual(['bet-prepared sent'])
    expect(steps(run.take(9_000, TICK))).toMatchObject([
      {
        event: 'order-arrived',
        stage: 'dropped',
        dropped: 'not-filled',
        fill: { filled: '0.00', levels: [] },
        realised: '0.00',
        isOver: true,
      },
    ])
    expect(run.desk.trades()).toEqual([])
    expect(run.desk.view()).toMatchObject({ finished: 1, open: 0, exposure: 0 })
  })

  it.each<readonly [string, (run: MadeUpRun) => MadeUpFrame]>([
    ['misses updates', (run) => (run.change('no', 20, 1), run.change('no', 20, 1))],
    ['does not trade', () => lifecycle(TICKER, 'deactivated')],
    [
      'is of an exchange that stands still',
      () => ({
        shape: 'kalshi-exchange-status',
        body: { exchange_active: true, trading_active: false },
      }),
    ],
    ['is crossed', (run) => run.book(54, 47)],
  ])('has nothing to take where its book %s', (_, frame) => {
    const run = startMadeUp()
    open(run)
    run.take(2_050, frame(run))
    expect(steps(run.take(9_000, TICK))).toMatchObject([{ dropped: 'not-filled' }])
  })

  it('has nothing to take where its book is older than the limit, to the millisecond', () => {
    const arrives = (bookAgeMsMax: number): string | undefined => {
      const run = startMadeUp({ bookAgeMsMax })
      open(run)
      return steps(run.take(2_100, TICK)).at(-1)?.fill?.filled
    }
    expect([arrives(2_099), arrives(2_100)]).toEqual(['0.00', '50.00'])
  })
})

describe('a bet that is not as it was', () => {
  it('ends it before anything is bought where the feed lists it no more', () => {
    const run = startMadeUp()
    open(run)
    run.take(1_000, noOdds())
    const [step] = steps(run.take(2_000, TICK))
    expect(step).toMatchObject({ stage: 'dropped', dropped: 'not-quoted', shown: null })
  })

  it('ends it where the odds moved below the least while nobody looked', () => {
    // The chance of this trade is +0.41627 deviations; half a point a minute times a hundred.
    const models = { ...SURE_MODELS, oddsDriftPerMinute: 0.5 }
    const run = startMadeUp({ models })
    const [started] = open(run)
    expect(started).toMatchObject({ chances: { driftPrepare: '0.416270' } })
    // 1 ÷ 2.08 + 0.5 × √(2 ÷ 60) × 0.41627 = 0.51877: the slip shows 1.9276.
    expect(steps(run.take(9_000, TICK))).toMatchObject([
      {
        stage: 'dropped',
        dropped: 'odds-below-minimum',
        shown: { odds: '2.080000' },
        slipOdds: '1.927600',
      },
    ])
  })

  it('takes the odds that the feed shows when it asks', () => {
    const run = startMadeUp()
    open(run)
    run.take(3_000, odds(105, 3_000))
    // 24.04 × 2.05 = 49.282: still a profit, $0.7226 above what it would have been without.
    expect(steps(run.take(9_000, TICK))).toMatchObject([
      { stage: 'both', bet: { odds: '2.050000', payout: '49.28' }, guaranteed: '1.3706' },
    ])
  })

  it('leaves the contracts naked where it is refused: they are sold back at a loss', () => {
    const run = startMadeUp({ models: refusing })
    open(run)
    const decided = steps(run.take(9_000, TICK))
    expect(told(decided)).toEqual([
      'bet-prepared sent',
      'order-arrived committing',
      'bet-asked unwinding',
      'unwind-arrived unwound',
    ])
    expect(decided[2]).toMatchObject({
      bet: { isAccepted: false, reason: 'not-accepted', stake: '0.00' },
      naked: '50.00',
      guaranteed: '-23.8694',
    })
    // 50 × 0.42 less 0.07 × 50 × 0.42 × 0.58 = 0.8526 came back of 23.8694.
    expect(decided[3]).toMatchObject({
      atMs: MADE_UP_MS + 5_200,
      fill: { filled: '50.00', value: '21.00', fee: '0.8526' },
      naked: '0.00',
      realised: '-3.722',
      isOver: true,
    })
    expect(run.desk.view()).toMatchObject({ realised: dollars(-3.722), realisedToday: -3_722_000 })
    expect(run.desk.accounts().realisedByDay).toEqual({ '2026-11-22': -3_722_000 })
  })

  it('and held where nobody buys them within the loss that is allowed; the result pays them', () => {
    const run = startMadeUp({ models: refusing })
    run.take(0, lists(), odds(108), run.book(54, 40))
    // 46 − 5 cents at least: 40 are bid, twice.
    const decided = steps(run.take(9_000, TICK))
    expect(told(decided).slice(3)).toEqual(['unwind-arrived unwinding', 'unwind-arrived held'])
    expect(decided.at(-1)).toMatchObject({ atMs: MADE_UP_MS + 6_300, fill: { filled: '0.00' } })
    expect(run.desk.view()).toMatchObject({ open: 1, naked: 1, guaranteedOpen: 0 })
    const paid = run.take(10_000, ...settledAt('0.0000'))
    expect(paid).toMatchObject([
      { leg: 'contract', payout: '0.00', realised: '-23.8694', isOver: true },
    ])
  })
})

describe('results', () => {
  const filled = (): MadeUpRun => {
    const run = startMadeUp()
    open(run)
    run.take(9_000, TICK)
    return run
  }

  it('pay a side that wins, and the bet on the other loses', () => {
    const run = filled()
    expect(run.take(10_000, ...settledAt('1.0000'))).toMatchObject([
      { tag: 'paper-settled', leg: 'contract', payout: '50.00', realised: null },
      { tag: 'paper-settled', leg: 'bet', payout: '0.00', realised: '2.0906', isOver: true },
    ])
    expect(run.desk.view()).toMatchObject({ finished: 1, open: 0, realised: dollars(2.0906) })
  })

  it('pay the bet where the side loses', () => {
    expect(filled().take(10_000, ...settledAt('0.0000'))).toMatchObject([
      { leg: 'contract', payout: '0.00' },
      { leg: 'bet', pays: { quantity: '1.000000' }, payout: '50.00', realised: '2.0906' },
    ])
  })

  it('of a fraction pay just that, and leave a bet open that it does not decide: said once', () => {
    const run = filled()
    expect(run.take(10_000, ...settledAt('0.3700'))).toMatchObject([
      { leg: 'contract', pays: { quantity: '0.370000' }, payout: '18.50', isOver: false },
      { tag: 'paper-step', event: 'bet-undecided', stage: 'both', realised: null },
    ])
    const other = lifecycle('OTHER', 'settled', { settlement_value: '1.0000' })
    expect(run.take(11_000, ...settledAt('0.3700'), other)).toEqual([])
    expect(run.desk.view()).toMatchObject({ open: 1, finished: 0, realised: -5_369_400 })
  })

  it('are not what is determined, nor what a word would mean: only a value that stands', () => {
    const run = filled()
    const determined = lifecycle(TICKER, 'determined', {
      result: 'yes',
      settlement_value: '0.0000',
    })
    expect(run.take(10_000, determined)).toEqual([])
    // The result of another market makes it no more final.
    const other = lifecycle('OTHER', 'settled', { settlement_value: '1.0000' })
    expect(run.take(11_000, other)).toEqual([])
    const amended = lifecycle(TICKER, 'determined', { settlement_value: '1.0000' })
    expect(run.take(12_000, amended)).toEqual([])
    expect(run.take(13_000, lifecycle(TICKER, 'settled'))).toMatchObject([
      { leg: 'contract', payout: '50.00' },
      { leg: 'bet', payout: '0.00' },
    ])
  })

  it('that come while the book is asked settle the contract at once and the bet when it stands', () => {
    const run = startMadeUp()
    open(run)
    const early = run.take(3_000, TICK, ...settledAt('1.0000'))
    expect(told(early)).toEqual([
      'bet-prepared sent',
      'order-arrived committing',
      'settled contract committing',
    ])
    expect(told(run.take(9_000, TICK))).toEqual(['bet-asked both', 'settled bet settled'])
    expect(run.desk.view()).toMatchObject({ finished: 1, realised: dollars(2.0906) })
  })
})

describe('a game that may end in a tie', () => {
  const [nfl] = MADE_UP_GAMES
  const ticker = `${nfl.event}-PHI`
  const result = (value: string) => [
    lifecycle(ticker, 'determined', { settlement_value: value }),
    lifecycle(ticker, 'settled'),
  ]
  const filled = (): MadeUpRun => {
    const run = startMadeUp()
    const [started] = run.take(0, lists(nfl), odds(170, 0, nfl), run.book(40, 42, ticker))
    // 50 at 60 cents, a fee of 0.84 and $18.52 at 2.70; a tie would lose $5.84. What is guaranteed leaves the tie out, as the opportunity did.
    expect(started).toMatchObject({ tag: 'paper-started', guaranteed: '0.64' })
    expect(steps(run.take(9_000, TICK)).at(-1)).toMatchObject({
      stage: 'both',
      guaranteed: '0.64',
    })
    return run
  }

  it('pays half a contract on a tie, and the stake comes back', () => {
    expect(filled().take(10_000, ...result('0.5000'))).toMatchObject([
      { leg: 'contract', payout: '25.00' },
      {
        leg: 'bet',
        pays: { quantity: '0.000000', cost: '1.000000' },
        payout: '18.52',
        realised: '-5.84',
      },
    ])
  })

  it('and in full otherwise', () => {
    const run = filled()
    expect(run.take(10_000, ...result('1.0000')).at(-1)).toMatchObject({ realised: '0.64' })
  })
})

describe('accounts', () => {
  it('are of the shard that the market is on, and of the book; cash comes when it is needed', () => {
    const run = startMadeUp({ cash: dollars(100) })
    expect(run.desk.accounts().accounts).toEqual({})
    const market = marketOf(GAME, 1, {
      yesBid: 30,
      yesAsk: 70,
      status: 'active',
      waiver: undefined,
    })
    const listed = eventsFrame(GAME, [{ ...(market as object), exchange_index: 2 }])
    expect(run.take(0, listed, odds(108), run.book(54, 42))).toMatchObject([
      { tag: 'paper-started', legs: [{ shard: 2 }, {}] },
    ])
    expect(Object.keys(run.desk.accounts().accounts)).toEqual(['kalshi/2', 'draftkings/'])
    expect(run.desk.accounts().deposited).toBe(dollars(200))
  })

  it("take what a book's limit allows, the one of then", () => {
    const run = startMadeUp()
    const limited = (limit: number, stampedMs: number): MadeUpFrame => {
      const text = JSON.stringify(odds(108, stampedMs).body)
      const body: unknown = JSON.parse(text.replaceAll('"price":', `"bet_limit":${limit},"price":`))
      return { ...odds(108, stampedMs), body }
    }
    const [started] = run.take(0, lists(), limited(20, 0), run.book(54, 42))
    // $20 at 2.08 cover 41 contracts.
    expect(started).toMatchObject({ legs: [{ contracts: '41.00' }, { stakeMax: '20.00' }] })
    run.take(1_000, limited(10, 1_000))
    // $10 at 2.08 cover 20 contracts.
    expect(steps(run.take(2_200, TICK))).toMatchObject([
      { shown: { stakeMax: '10.00' } },
      { fill: { ordered: '20.00' } },
    ])
  })
})

describe('a limit of a book', () => {
  /** $20 at 2.08 against either contract of the game: it is one bet, and the book takes it once. */
  const limited = (): MadeUpFrame => {
    const text = JSON.stringify(odds(108).body)
    const body: unknown = JSON.parse(text.replaceAll('"price":', '"bet_limit":20,"price":'))
    return { ...odds(108), body }
  }
  /** NO of Boston is New York at the same price. */
  const other = (run: MadeUpRun): MadeUpFrame => run.book(42, 54, tickerOf(GAME, 0))

  it('is of the bet, not of each contract that it is set against', () => {
    const run = startMadeUp()
    const decisions = run.take(0, lists(), limited(), run.book(54, 42), other(run))
    expect(told(decisions)).toEqual(['started', 'skipped bet-limit'])
    expect(decisions[1]).toMatchObject({ detail: "$0.00 of the book's limit is left" })
  })
})

describe('several orders', () => {
  const both = (first: number, second: number): MadeUpFrame => {
    const quotes = [
      { book: 'draftkings', prices: [first, -first - 20] as const, updatedMs: MADE_UP_MS },
      { book: 'fanduel', prices: [second, -second - 20] as const, updatedMs: MADE_UP_MS },
    ]
    return { ...odds(first), body: [oddsEventOf(GAME, quotes)] }
  }
  const booksOf = (decisions: readonly PaperDecision[]) =>
    decisions.flatMap((each) => (each.tag === 'paper-started' ? [each.legs[1].venue] : []))

  it('do not take the same contracts twice: the better one is first', () => {
    const run = startMadeUp()
    const started = run.take(0, lists(), both(106, 108), run.book(54, 42))
    expect(booksOf(started)).toEqual(['fanduel', 'draftkings'])
    const [first, second] = started
    const filled = steps(run.take(9_000, TICK)).filter(({ fill }) => fill !== null)
    expect(filled).toMatchObject([
      { id: first?.id, fill: { filled: '50.00' } },
      { id: second?.id, fill: { filled: '0.00' }, dropped: 'not-filled' },
    ])
  })

  it('find what is left for as long as a level stands, and all of it once it has changed', () => {
    const run = startMadeUp({ limits: { ...SURE_DESK.limits, perGame: dollars(30) } })
    // The game's limit leaves 30 of 50 contracts.
    expect(open(run)).toMatchObject([{ legs: [{ contracts: '30.00' }, {}] }])
    run.take(5_200, ...settledAt('1.0000'))
    run.take(6_000, run.book(40, 42))
    const [again] = run.take(6_100, lists(), run.book(54, 42), odds(108, 6_100))
    expect(again).toMatchObject({ tag: 'paper-started', legs: [{ contracts: '20.00' }, {}] })
    expect(steps(run.take(8_200, TICK)).at(-1)).toMatchObject({ fill: { filled: '20.00' } })
    run.take(20_000, run.book(40, 42))
    const none = run.take(20_050, run.book(54, 42), odds(108, 20_050))
    expect(told(none)).toEqual(['skipped no-size'])
    run.take(20_100, run.book(40, 42))
    // One more than before: it is another level.
    run.take(20_200, run.change('no', 54, 51), odds(108, 20_200))
    expect(run.desk.trades()).toMatchObject([{ trade: { plan: { contract: { count: 3_000 } } } }])
  })

  it('of one opportunity are one at a time', () => {
    const run = startMadeUp()
    open(run)
    run.take(9_000, TICK, run.book(40, 42))
    expect(told(run.take(9_500, run.book(54, 42), odds(108, 9_500)))).toEqual([
      'skipped already-open',
    ])
    run.take(9_700, ...settledAt('1.0000'))
    expect(run.desk.trades()).toEqual([])
  })

  it('may be of an opportunity again once the first was dropped; what was taken is taken', () => {
    const run = startMadeUp({ models: refusing })
    open(run)
    // Sold back to 42: the bid is taken too.
    run.take(9_000, TICK, run.book(40, 42))
    expect(told(run.take(9_500, run.book(54, 42), odds(108, 9_500)))).toEqual(['skipped no-size'])
    run.take(9_600, run.book(40, 42))
    // Ten more at the price: the level has changed.
    run.take(9_700, run.change('no', 54, 60))
    expect(run.desk.trades()).toMatchObject([{ trade: { plan: { contract: { count: 6_000 } } } }])
  })
})

describe('limits', () => {
  const skipped = (given: Parameters<typeof startMadeUp>[0]) => open(startMadeUp(given))
  const limits = SURE_DESK.limits

  it.each([
    ['per-game', { limits: { ...limits, perGame: dollars(0.5) } }],
    ['at-risk', { limits: { ...limits, atRisk: dollars(0.5) } }],
    ['per-day', { limits: { ...limits, perDay: dollars(0.5) } }],
    ['cash', { cash: dollars(0.3) }],
  ] as const)('leave no contract: %s', (code, given) => {
    expect(skipped(given)).toMatchObject([{ tag: 'paper-skipped', code }])
  })

  it('make a trade smaller: as many contracts as can cost no more at worst', () => {
    const [started] = skipped({ limits: { ...limits, perGame: dollars(30) } })
    // A contract and its bet cost a dollar at worst, $0.9991 with what is to be left: 30.
    expect(started).toMatchObject({ legs: [{ contracts: '30.00' }, { stake: '14.42' }] })
    expect(Number((started as { reserved: string }).reserved)).toBeLessThanOrEqual(30)
  })

  it('say what is left, and what a smaller trade would not be worth', () => {
    const minProfit = dollars(2)
    // 31 of 50: 14.26, fees of 0.5394 at most and a stake of 14.91 against 31.00.
    expect(skipped({ minProfit, limits: { ...limits, atRisk: dollars(30) } })).toEqual([
      expect.objectContaining({
        code: 'at-risk',
        detail: 'what the limits leave guarantees $1.2906',
      }),
    ])
    expect(skipped({ limits: { ...limits, perDay: dollars(0.5) } })).toEqual([
      expect.objectContaining({ detail: 'needs $49.9552, $0.50 of the limit of a day is left' }),
    ])
  })

  it('count what is set aside and what is held, by game, and what was paid today', () => {
    const run = startMadeUp({
      limits: { perGame: dollars(60), atRisk: dollars(80), perDay: dollars(10_000) },
    })
    const [nfl] = MADE_UP_GAMES
    open(run)
    const other = run.take(
      1_000,
      lists(nfl),
      odds(108, 0, nfl),
      run.book(54, 42, `${nfl.event}-PHI`),
    )
    expect(other).toMatchObject([{ tag: 'paper-started', legs: [{ contracts: '30.00' }, {}] }])
    run.take(9_000, TICK)
    const { exposure, open: trades } = run.desk.view()
    expect(trades).toBe(2)
    expect(exposure).toBeLessThanOrEqual(dollars(80))
  })

  it('of a day count what is set aside for trades under way', () => {
    const run = startMadeUp({ limits: { ...limits, perDay: dollars(60) } })
    const [nfl] = MADE_UP_GAMES
    open(run)
    const more = [lists(nfl), odds(108, 0, nfl), run.book(54, 42, `${nfl.event}-PHI`)]
    // $49.9552 of 60 are set aside: ten contracts are left.
    expect(run.take(1_000, ...more)).toMatchObject([{ legs: [{ contracts: '10.00' }, {}] }])
  })

  it('of a day are free again at midnight UTC', () => {
    const run = startMadeUp({ limits: { ...limits, perDay: dollars(50) } })
    open(run)
    run.take(9_000, ...settledAt('1.0000'))
    // What came back does not count: 23 and a fee of 0.8694 for contracts, 24.04 for the bet.
    expect(run.desk.snapshot().stakedByDay).toEqual({ '2026-11-22': dollars(47.9094) })
    run.take(9_100, run.book(40, 42))
    // 48 of 50 are paid: two contracts are left.
    const [same] = run.take(9_200, lists(), run.book(55, 42), odds(108, 9_200))
    expect(same).toMatchObject({ legs: [{ contracts: '2.00' }, {}] })
    const midnight = Date.UTC(2026, 10, 23) - MADE_UP_MS
    run.take(midnight - 1_000, run.book(40, 42))
    const [next] = run.take(midnight, run.book(56, 42), odds(108, midnight), HEARD)
    expect(next).toMatchObject({ tag: 'paper-started', legs: [{ contracts: '50.00' }, {}] })
    expect(Object.keys(run.desk.snapshot().stakedByDay)).toEqual(['2026-11-22'])
  })

  it('are of the number of trades too', () => {
    const first = startMadeUp()
    open(first)
    first.take(9_000, TICK)
    const snapshot = first.desk.snapshot()
    const [one] = snapshot.trades as [{ trade: { plan: object }; opportunityId: string }]
    const trades = Array.from({ length: PAPER_TRADES_MAX }, (_, index) => ({
      ...one,
      opportunityId: `other ${index}`,
      trade: { ...one.trade, plan: { ...one.trade.plan, id: `trade ${index}` } },
    }))
    const run = startMadeUp({ from: { ...snapshot, trades, startedNow: [] } })
    expect(told(run.take(20_000, lists(), odds(108, 20_000), run.book(54, 42)))).toEqual([
      'skipped too-many',
    ])
  })
})

describe('a desk that goes on from another', () => {
  it('has plain JSON for it, and comes to the same', () => {
    const [whole, first] = [startMadeUp(), startMadeUp()]
    for (const run of [whole, first]) open(run)
    const snapshot = first.desk.snapshot()
    const read = JSON.parse(JSON.stringify(snapshot)) as typeof snapshot
    expect(read).toEqual(snapshot)
    const second = startMadeUp({ from: read })
    expect(JSON.stringify(second.desk.snapshot())).toBe(JSON.stringify(snapshot))
    expect(second.desk.nextDueMs).toBe(-Infinity)
    second.desk.advance(MADE_UP_MS + 1, first.engine.state)
    expect(second.desk.nextDueMs).toBe(MADE_UP_MS + 2_000)
    const untilMs = MADE_UP_MS + 9_000
    expect(second.desk.advance(untilMs, first.engine.state)).toEqual(
      whole.desk.advance(untilMs, whole.engine.state),
    )
    expect(second.desk.accounts()).toEqual(whole.desk.accounts())
  })

  it('knows what was taken of the books, what was paid and what is over', () => {
    const first = startMadeUp({ models: refusing })
    open(first)
    first.take(9_000, TICK)
    const snapshot = first.desk.snapshot()
    expect(snapshot).toMatchObject({
      schema: 'arbkit.paper/1',
      atMs: MADE_UP_MS + 9_000,
      trades: [],
      finished: 1,
      stakedByDay: { '2026-11-22': dollars(23.8694) },
      // Bought from whoever bids 54 for NO, sold to whoever bids 42 for YES.
      taken: [
        { marketId: TICKER, side: 'no', price: 5_400, shown: 5_000, taken: 5_000 },
        { marketId: TICKER, side: 'yes', price: 4_200, shown: 5_000, taken: 5_000 },
      ],
    })
    const run = startMadeUp({ from: snapshot })
    expect(told(run.take(20_000, lists(), odds(108, 20_000), run.book(54, 42)))).toEqual([
      'skipped no-size',
    ])
    expect(run.desk.view()).toMatchObject({ finished: 1, realised: dollars(-3.722) })
  })

  it('lets trades of an earlier run wait until the markets may be known again', () => {
    const first = startMadeUp()
    open(first)
    const run = startMadeUp({ from: first.desk.snapshot() })
    const beganMs = 3_600_000
    expect(run.take(beganMs, lists())).toEqual([])
    run.take(beganMs + 1_000, odds(108, beganMs), run.book(54, 42))
    expect(run.take(beganMs + RESUME_WAIT_MS - 1, HEARD)).toEqual([])
    expect(told(run.take(beganMs + RESUME_WAIT_MS + 9_000, HEARD))).toEqual([
      'bet-prepared sent',
      'order-arrived committing',
      'bet-asked both',
    ])
    expect(run.desk.snapshot()).toMatchObject({
      resumed: { firstMs: MADE_UP_MS + beganMs, untilMs: MADE_UP_MS + beganMs + RESUME_WAIT_MS },
    })
  })

  it('refuses a snapshot that is none', () => {
    const first = startMadeUp()
    open(first)
    const snapshot = first.desk.snapshot()
    const [one] = snapshot.trades as [object]
    const from = { ...snapshot, trades: [{ ...one, labels: {} }] }
    expect(() => startMadeUp({ from })).toThrow(/trades/)
  })
})

it('waits for nothing where nothing is traded', () => {
  const run = startMadeUp()
  expect(run.desk.nextDueMs).toBe(Infinity)
  expect(run.take(0, lists(), orderBookFrame(TICKER, 40, 40))).toEqual([])
  expect(run.desk.view()).toMatchObject({ finished: 0, open: 0, underWay: 0 })
  expect(run.desk.nextDueMs).toBe(Infinity)
})
