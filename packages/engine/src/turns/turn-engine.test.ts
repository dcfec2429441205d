import {
  decisionStateOf,
  EMISSION_RULES,
  type EmissionRules,
  type PairDecision,
} from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPaperDesk } from '../paper/paper-desk.ts'
import { SURE_DESK } from '../paper/test-support/made-up-desk.ts'
import { ENGINE } from '../session/frame-request.ts'
import { type Decision, decisionLine, decisionSchema } from './decision.ts'
import {
  eventsFrame,
  frameAt,
  MADE_UP_GAMES,
  MADE_UP_MS,
  type MadeUpFrame,
  marketOf,
  oddsEventOf,
  snapshotFrame,
  streamFrame,
  deltaFrame,
  tickerOf,
} from './test-support/made-up-frames.ts'
import { MADE_UP_OPTIONS } from './test-support/made-up-options.ts'
import { createTurnEngine, type TurnEngine } from './turn-engine.ts'

const [, GAME] = MADE_UP_GAMES
const TICKER = tickerOf(GAME, 1)

let engine: TurnEngine
let seq = 0
let turn = 0
let numbers = 0

const begin = (rules: EmissionRules = EMISSION_RULES): void => {
  engine = createTurnEngine({ options: MADE_UP_OPTIONS, rules })
  seq = 0
  turn = 0
  numbers = 0
}
beforeEach(() => begin())

/** A turn of frames, so many seconds after the beginning. */
const take = (seconds: number, ...frames: readonly MadeUpFrame[]): readonly Decision[] => {
  turn += 1
  for (const each of frames) {
    seq += 1
    engine.note(frameAt(each, { seq, turn, t: MADE_UP_MS + seconds * 1000 }))
  }
  return engine.endTurn()
}

const MARKET = { yesBid: 30, yesAsk: 70, status: 'active', waiver: undefined }
const LISTS = eventsFrame(GAME, [marketOf(GAME, 0, MARKET), marketOf(GAME, 1, MARKET)])
/** New York at `100 - noBid` cents. */
const book = (noBid: number): MadeUpFrame => {
  numbers += 1
  return snapshotFrame('one', numbers, { ticker: TICKER, yesBid: 40, noBid })
}
const more = (price: number, contracts: number): MadeUpFrame => {
  numbers += 1
  return deltaFrame('one', numbers, { ticker: TICKER, side: 'no', price, contracts })
}
const TICK: MadeUpFrame = { shape: 'tick', body: {} }
const HEARD = streamFrame('one', { type: 'heartbeat', sid: 9 })
const odds = (away: number, seconds = 0): MadeUpFrame => {
  const quote = {
    book: 'draftkings',
    prices: [away, -away - 20] as const,
    updatedMs: MADE_UP_MS + seconds * 1000,
  }
  return {
    shape: 'odds-list',
    body: [oddsEventOf(GAME, [quote])],
    request: { oddsFormat: 'american' },
  }
}
/** `tag reason reason`, what was counted left out. */
const told = (decisions: readonly Decision[]): readonly string[] =>
  decisions.flatMap((decision) => {
    if (decision.tag === 'counted' || !('reasons' in decision)) return []
    const reasons = decision.reasons.map((each) => (typeof each === 'string' ? each : each.code))
    return [[decision.tag, ...('cause' in decision ? [decision.cause] : []), ...reasons].join(' ')]
  })

describe('the life of an opportunity', () => {
  it('opens with its figures, legs and ages', () => {
    const [opened, ...others] = take(2, LISTS, odds(108), book(54))
    expect(others).toMatchObject([{ tag: 'counted', evaluated: 2 }])
    expect(opened).toEqual({
      tag: 'opened',
      turn: 1,
      t: MADE_UP_MS + 2000,
      id: opened?.tag === 'opened' ? opened.id : '',
      legs: [
        {
          venue: 'kalshi',
          marketId: TICKER,
          side: 'yes',
          bestPrice: '0.4600',
          limitPrice: '0.4600',
          contracts: '50.00',
          ageMs: 0,
        },
        {
          venue: 'draftkings',
          oddsEventId: GAME.oddsId,
          marketKey: 'h2h',
          outcome: 'Boston Celtics',
          point: null,
          odds: '+108',
          stake: '24.04',
          ageMs: 2000,
        },
      ],
      figures: {
        kind: 'locked',
        guaranteed: '2.09',
        cost: '47.91',
        returnOnCost: '0.043623',
        marginReturn: '0.043657',
      },
      reasons: ['new'],
    })
  })

  it('is told again where its profit is another, and not where it is about the same', () => {
    take(0, LISTS, odds(108), book(54))
    expect(told(take(1, more(54, 1)))).toEqual([])
    expect(told(take(2, more(54, 40)))).toEqual(['updated profit'])
    expect(told(take(3, HEARD))).toEqual([])
  })

  it('ends when its prices do, and returns with them', () => {
    take(0, LISTS, odds(108), book(54))
    expect(told(take(1, book(40)))).toEqual(['expired gone'])
    expect(told(take(2, book(54)))).toEqual(['opened returned'])
  })

  it('ends stale where nothing is heard of the exchange, and returns when it is', () => {
    take(0, LISTS, odds(108), book(54), HEARD)
    expect(told(take(30, { shape: 'tick', body: {} }))).toEqual([])
    expect(told(take(31, { shape: 'tick', body: {} }))).toEqual([
      'expired stale stale',
      'near-miss stale',
    ])
    expect(told(take(32, { shape: 'tick', body: {} }))).toEqual([])
    expect(told(take(33, HEARD))).toEqual(['opened returned'])
  })

  it('ends with the reason where the exchange stops', () => {
    take(0, LISTS, odds(108), book(54))
    const status = { exchange_active: true, trading_active: false }
    expect(told(take(1, { shape: 'kalshi-exchange-status', body: status }))).toEqual([
      'expired gone not-trading',
      'near-miss not-trading',
    ])
  })

  it('ends with the reason where the stream says that the contract stops', () => {
    take(0, LISTS, odds(108), book(54))
    const msg = { market_ticker: TICKER, event_type: 'deactivated' }
    const stops = streamFrame('two', { type: 'market_lifecycle_v2', sid: 5, msg })
    expect(told(take(1, stops))).toEqual(['expired gone not-trading', 'near-miss not-trading'])
  })

  it('ends and begins as fees change at their time, the dearer of the book and of now', () => {
    const series = { ticker: GAME.series, fee_type: 'quadratic', fee_multiplier: 1 }
    const change = (seconds: number, fee_multiplier: number) => ({
      id: `at ${seconds}`,
      series_ticker: GAME.series,
      fee_type: 'quadratic',
      fee_multiplier,
      scheduled_ts: new Date(MADE_UP_MS + seconds * 1000).toISOString(),
    })
    const changes = { series_fee_change_arr: [change(10, 2), change(20, 1)] }
    const fees: readonly MadeUpFrame[] = [
      { shape: 'kalshi-series', body: { series: [series] } },
      { shape: 'kalshi-fee-changes', body: changes },
    ]
    expect(told(take(0, ...fees, LISTS, odds(108), book(51), HEARD))).toEqual(['opened new'])
    expect(told(take(9, HEARD))).toEqual([])
    expect(told(take(10, TICK))).toEqual(['expired gone fees', 'near-miss fees'])
    expect(told(take(15, HEARD))).toEqual([])
    // The book is of before the change: then it was dearer.
    expect(told(take(21, TICK))).toEqual([])
    expect(told(take(22, HEARD))).toEqual(['opened returned'])
  })

  it('ends when a waiver of fees does', () => {
    const waiver = new Date(MADE_UP_MS + 10_000).toISOString()
    const waived = eventsFrame(GAME, [marketOf(GAME, 1, { ...MARKET, waiver })])
    expect(told(take(0, waived, odds(108), book(49), HEARD))).toEqual(['opened new'])
    expect(told(take(9, TICK))).toEqual([])
    expect(told(take(10, TICK))).toEqual(['expired gone fees', 'near-miss fees'])
  })

  it('begins when its game comes near enough to be looked at', () => {
    const startS = (GAME.startMs - MADE_UP_MS) / 1000
    const withinMs = 60_000
    engine = createTurnEngine({ options: { ...MADE_UP_OPTIONS, withinMs } })
    expect(told(take(startS - 61, LISTS, odds(108, startS - 61), book(54)))).toEqual([])
    expect(told(take(startS - 60, TICK))).toEqual(['opened new'])
  })

  it('is not forgotten while it stands, however long nothing changes', () => {
    take(0, LISTS, odds(108), book(54))
    const all: string[] = []
    for (let seconds = 25; seconds <= 600; seconds += 25) {
      all.push(...told(take(seconds, odds(108, seconds), HEARD)))
    }
    expect(all).toEqual([])
    expect(told(take(601, book(40)))).toEqual(['expired gone'])
  })

  it('is not forgotten either where nothing of its own is heard', () => {
    begin({ ...EMISSION_RULES, memoryMs: 20_000 })
    take(0, LISTS, odds(108), book(54))
    const all = [9, 18, 27, 36, 45, 54, 63, 72].flatMap((seconds) => told(take(seconds, HEARD)))
    expect(all).toEqual([])
    expect(told(take(75, book(40)))).toEqual(['expired gone'])
  })

  it('gives way where more cannot be kept in mind, and is told as ended', () => {
    begin({ ...EMISSION_RULES, idsMax: 1 })
    take(0, LISTS, odds(108), book(54))
    const other = streamFrame('one', {
      type: 'orderbook_snapshot',
      sid: 2,
      seq: 1,
      msg: {
        market_ticker: tickerOf(GAME, 0),
        yes_dollars_fp: [['0.5400', '50.00']],
        no_dollars_fp: [['0.4000', '50.00']],
      },
    })
    expect(told(take(1, other))).toEqual(['expired evicted', 'opened new'])
  })
})

describe('near misses', () => {
  it('are told once, and again where the reason is another', () => {
    expect(told(take(0, LISTS, odds(108), book(58)))).toEqual(['near-miss too-good'])
    expect(told(take(1, book(58)))).toEqual([])
    expect(told(take(2, book(49)))).toEqual(['near-miss fees'])
    expect(told(take(3, book(30)))).toEqual([])
    expect(told(take(4, book(49)))).toEqual(['near-miss fees'])
    expect(told(take(5, book(54)))).toEqual(['opened new'])
  })

  it('are counted, not told, where they are further away', () => {
    const [counted, ...others] = take(0, LISTS, odds(108), book(30))
    expect(others).toEqual([])
    expect(counted).toEqual({
      tag: 'counted',
      turn: 1,
      t: MADE_UP_MS,
      evaluated: 2,
      farFromPaying: 4,
      unpriceable: 0,
    })
  })
})

describe('turns', () => {
  it('without a frame decide nothing', () => {
    expect(engine.endTurn()).toEqual([])
    take(0, LISTS, odds(108), book(54))
    expect(engine.endTurn()).toEqual([])
  })

  it('judge only what stands at their end', () => {
    expect(told(take(0, LISTS, odds(108), book(54), book(30)))).toEqual([])
  })

  it('let go through what a frame can not be, with its error', () => {
    const frame: Frame = frameAt({ shape: 'nothing', body: {} }, { seq: 1, turn: 1, t: 1 })
    expect(() => engine.note(frame)).toThrow('frame 1 has an unknown shape: "nothing"')
  })
})

describe('what people decide while it runs', () => {
  const decision: PairDecision = {
    id: 'd1',
    action: 'reject',
    subject: {
      contract: { venue: 'kalshi', marketId: TICKER, eventId: GAME.event },
      odds: { feed: 'the-odds-api', eventId: GAME.oddsId },
    },
    atMs: MADE_UP_MS,
    by: 'somebody',
    reason: 'another game',
  }

  it('makes the pairs anew when the turn ends', () => {
    expect(told(take(0, LISTS, odds(108), book(54)))).toEqual(['opened new'])
    engine.setDecisions(decisionStateOf([decision]))
    expect(told(take(1, TICK))).toEqual(['expired gone'])
    engine.setDecisions(decisionStateOf([]))
    expect(told(take(2, TICK))).toEqual(['opened returned'])
    expect(told(take(3, TICK))).toEqual([])
  })

  it('may be a frame, and only a frame of an engine', () => {
    take(0, LISTS, odds(108), book(54))
    const frame = (source: string, turn: number): Frame => ({
      ...frameAt(
        { shape: 'pair-decisions', body: { decisions: [decision] } },
        { seq: turn, turn, t: MADE_UP_MS + turn * 1000 },
      ),
      source,
    })
    engine.note(frame('made-up', 2))
    expect(told(engine.endTurn())).toEqual([])
    engine.note(frame(ENGINE, 3))
    expect(told(engine.endTurn())).toEqual(['expired gone'])
  })

  it('is refused where it is none, and nothing of the frame is taken', () => {
    take(0, LISTS, odds(108), book(54))
    const { frames } = engine.state
    const body = { decisions: [{ ...decision, action: 'hope' }] }
    const place = { seq: 2, turn: 2, t: MADE_UP_MS + 1000 }
    const frame = { ...frameAt({ shape: 'pair-decisions', body }, place), source: ENGINE }
    expect(() => engine.note(frame)).toThrow(/action/)
    expect(engine.state.frames).toBe(frames)
  })
})

describe('paper trades', () => {
  it('come after everything else of a turn, and are told apart, of turns that have some', () => {
    const heard: string[] = []
    const desk = createPaperDesk(SURE_DESK)
    engine = createTurnEngine({
      options: MADE_UP_OPTIONS,
      paper: desk,
      onPaper: (news, { turn: number, t }) => {
        const words = news.map(({ word }) => word.tag)
        heard.push(`${number} ${t - MADE_UP_MS} ${words.join()}`)
        expect(news.map(({ trade }) => trade?.trade.stage)).not.toContain(undefined)
      },
    })
    const first = take(0, LISTS, odds(108), book(54))
    expect(first.map(({ tag }) => tag)).toEqual(['opened', 'counted', 'paper-started'])
    expect(take(1, TICK)).toEqual([])
    expect(take(3, TICK).map(({ tag }) => tag)).toEqual(['paper-step', 'paper-step'])
    expect(heard).toEqual(['1 0 paper-started', '3 3000 paper-step,paper-step'])
  })

  it('happen by the time of the session, which a frame that is stamped earlier leaves', () => {
    const desk = createPaperDesk(SURE_DESK)
    engine = createTurnEngine({ options: MADE_UP_OPTIONS, paper: desk })
    take(0, LISTS, odds(108), book(54))
    take(2, TICK)
    expect(take(1, TICK)).toEqual([])
    expect(desk.trades()).toMatchObject([{ trade: { stage: 'sent' } }])
    const prepareLatency = { tag: 'fixed', latencyMs: 0 } as const
    const models = { ...SURE_DESK.models, prepareLatency }
    const atOnce = createPaperDesk({ ...SURE_DESK, models })
    begin()
    engine = createTurnEngine({ options: MADE_UP_OPTIONS, paper: atOnce })
    take(5, LISTS, odds(108, 5), book(54))
    expect(take(3, TICK)).toMatchObject([{ event: 'bet-prepared', atMs: MADE_UP_MS + 5000 }])
  })

  it('that wait go on waiting where a frame can not be read, and are told later', () => {
    engine = createTurnEngine({ options: MADE_UP_OPTIONS, paper: createPaperDesk(SURE_DESK) })
    take(0, LISTS, odds(108), book(54))
    const place = { seq: 9, turn: 2, t: MADE_UP_MS + 2000 }
    expect(() => engine.note(frameAt({ shape: 'nothing', body: {} }, place))).toThrow('shape')
    expect(engine.endTurn()).toEqual([])
    expect(take(2, TICK)).toMatchObject([{ event: 'bet-prepared', atMs: MADE_UP_MS + 2000 }])
  })
})

it('every decision is one line that its schema takes', () => {
  const all = [
    ...take(0, LISTS, odds(108), book(54)),
    ...take(1, more(54, 40)),
    ...take(2, book(49)),
    ...take(3, book(30)),
  ]
  expect(new Set(all.map(({ tag }) => tag))).toEqual(
    new Set(['opened', 'updated', 'expired', 'near-miss', 'counted']),
  )
  for (const decision of all) {
    const line = decisionLine(decision)
    expect(line).not.toContain('\n')
    expect(decisionSchema.parse(JSON.parse(line))).toEqual(decision)
  }
})
