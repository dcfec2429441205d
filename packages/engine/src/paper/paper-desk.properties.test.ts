import { paperExposureOf } from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import type { Frame } from '@arbkit/store'
import { expect, it } from 'vitest'
import { anySession } from '../turns/any-session.test.ts'
import { decisionLine, decisionSchema } from '../turns/decision.ts'
import {
  frameAt,
  MADE_UP_GAMES,
  MADE_UP_MS,
  orderBookFrame,
  tickerOf,
} from '../turns/test-support/made-up-frames.ts'
import { MADE_UP_OPTIONS } from '../turns/test-support/made-up-options.ts'
import { createTurnEngine, type TurnEngine } from '../turns/turn-engine.ts'
import { createPaperDesk, type PaperDesk } from './paper-desk.ts'
import type { PaperDeskOptions } from './paper-options.ts'
import type { PaperSnapshot } from './paper-snapshot.ts'
import {
  isPaper,
  lifecycle,
  SURE_DESK,
  SURE_MODELS,
  TAKES_ALL,
  TICK,
} from './test-support/made-up-desk.ts'

const RUNS = process.env['ARBKIT_LONG'] === '1' ? 2000 : 120

/** Everything is left to chance, and limits are met soon. */
const anyOptions: fc.Arbitrary<PaperDeskOptions> = fc
  .record({
    seed: fc.nat(),
    prepareMs: fc.constantFrom(0, 500, 3_000),
    orderMs: fc.constantFrom(0, 200),
    accept: fc.constantFrom(0, 0.5, 1),
    cap: fc.constantFrom(0, 0.5),
    drift: fc.constantFrom(0, 0.02),
    perGame: fc.constantFrom(20, 60, 500),
    atRisk: fc.constantFrom(30, 90, 500),
    perDay: fc.constantFrom(100, 5_000),
    cash: fc.constantFrom(15, 500),
    whenNaked: fc.constantFrom<PaperDeskOptions['whenNaked']>(
      { tag: 'hold' },
      SURE_DESK.whenNaked,
      { tag: 'unwind', lossTicksMax: 2_000, attemptsMax: 3, retryAfterMs: 700 },
    ),
  })
  .map((made) => ({
    ...SURE_DESK,
    models: {
      ...SURE_MODELS,
      prepareLatency:
        made.prepareMs === 0
          ? { tag: 'fixed', latencyMs: 0 }
          : { tag: 'lognormal', p50Ms: made.prepareMs, p99Ms: made.prepareMs * 4 },
      orderLatency: { tag: 'fixed', latencyMs: made.orderMs },
      acceptance: {
        ...TAKES_ALL,
        acceptProbability: made.accept,
        changeProbability: made.cap,
        capProbability: made.cap,
      },
      oddsDriftPerMinute: made.drift,
    },
    seed: made.seed,
    limits: {
      perGame: (made.perGame * 1_000_000) as PaperDeskOptions['cash'],
      atRisk: (made.atRisk * 1_000_000) as PaperDeskOptions['cash'],
      perDay: (made.perDay * 1_000_000) as PaperDeskOptions['cash'],
    },
    cash: (made.cash * 1_000_000) as PaperDeskOptions['cash'],
    whenNaked: made.whenNaked,
  }))

/** A session in which some markets get results. */
const anyResultSession = fc
  .tuple(
    anySession(60),
    fc.array(
      fc.record({
        at: fc.nat(),
        game: fc.constantFrom(...MADE_UP_GAMES),
        side: fc.constantFrom<0 | 1>(0, 1),
        value: fc.constantFrom('0.0000', '1.0000', '0.5000', '0.3700'),
      }),
      { maxLength: 3 },
    ),
  )
  .map(([frames, results]) => {
    const turns = turnsOf(frames)
    for (const { at, game, side, value } of results) {
      const turn = turns[at % turns.length] as Frame[]
      const { t } = turn.at(-1) as Frame
      const ticker = tickerOf(game, side)
      const told = [
        lifecycle(ticker, 'determined', { settlement_value: value }),
        lifecycle(ticker, 'settled'),
      ]
      turn.push(...told.map((frame) => frameAt(frame, { seq: 0, turn: 0, t })))
    }
    return turns
  })

function turnsOf(frames: readonly Frame[]): Frame[][] {
  const turns: Frame[][] = []
  for (const [index, frame] of frames.entries()) {
    if (index === 0 || frames[index - 1]?.turn !== frame.turn) turns.push([])
    turns.at(-1)?.push(frame)
  }
  return turns
}

/** Time passes, until nothing is under way any more. */
const LATER: readonly Frame[] = [
  frameAt(TICK, { seq: 0, turn: 0, t: MADE_UP_MS + 100 * 3_600_000 }),
]

/** Lines without the time of the turn that tells them. */
function untimed(lines: readonly (readonly string[])[]): readonly unknown[] {
  return lines.flat().map((line) => ({ ...(JSON.parse(line) as object), t: 0 }))
}

interface Run {
  readonly engine: TurnEngine
  readonly desk: PaperDesk
  /** Lines of paper decisions of each turn, without its number. */
  readonly lines: string[][]
}

/** Runs turns; `see` is told after each. */
function run(
  turns: readonly (readonly Frame[])[],
  options: PaperDeskOptions,
  see: (run: Run) => void = () => {},
): Run {
  const desk = createPaperDesk(options)
  const engine = createTurnEngine({ options: MADE_UP_OPTIONS, paper: desk })
  const made: Run = { engine, desk, lines: [] }
  for (const [index, frames] of turns.entries()) {
    goOn(made, frames, index)
    see(made)
  }
  return made
}

function goOn({ engine, lines }: Run, frames: readonly Frame[], index: number): void {
  for (const frame of frames) engine.note({ ...frame, turn: index + 1 })
  const decided = engine.endTurn().filter(isPaper)
  for (const decision of decided) {
    expect(decisionSchema.parse(JSON.parse(decisionLine(decision)))).toEqual(decision)
  }
  lines.push(decided.map((decision) => decisionLine({ ...decision, turn: 0 })))
}

/** What is set aside for trades, by game. */
function setAside(desk: PaperDesk): ReadonlyMap<string, number> {
  const byGame = new Map<string, number>()
  for (const { reserved } of Object.values(desk.accounts().accounts)) {
    for (const { trade, labels } of desk.trades()) {
      const { fixtureId } = labels
      const amount = reserved[trade.plan.id] ?? 0
      byGame.set(fixtureId, (byGame.get(fixtureId) ?? 0) + amount)
    }
  }
  return byGame
}

let started = 0
let ended = 0

prop.prop([anyResultSession, anyOptions], { seed: 21, numRuns: RUNS })(
  'after every turn money adds up, nothing is overdrawn and no limit is passed',
  (turns, options) => {
    run(turns, options, ({ desk, lines }) => {
      const accounts = desk.accounts()
      const cash = Object.values(accounts.accounts).reduce((sum, each) => sum + each.cash, 0)
      const { total, byFixture } = paperExposureOf(accounts)
      const { realised, exposure, open, underWay, finished } = desk.view()
      expect(exposure).toBe(total)
      expect(cash + total).toBe(accounts.deposited + realised)
      expect(open + underWay).toBe(desk.trades().length)
      const aside = setAside(desk)
      const asideAll = [...aside.values()].reduce((sum, amount) => sum + amount, 0)
      expect(total + asideAll).toBeLessThanOrEqual(options.limits.atRisk)
      for (const game of new Set([...aside.keys(), ...Object.keys(byFixture)])) {
        const onGame = (aside.get(game) ?? 0) + (byFixture[game] ?? 0)
        expect(onGame).toBeLessThanOrEqual(options.limits.perGame)
      }
      for (const paid of Object.values(desk.snapshot().stakedByDay)) {
        expect(paid).toBeLessThanOrEqual(options.limits.perDay)
      }
      for (const { cash: left, reserved } of Object.values(accounts.accounts)) {
        const kept = Object.values(reserved).reduce((sum, amount) => sum + amount, 0)
        expect(left - kept).toBeGreaterThanOrEqual(0)
        // Nothing is set aside for what is over.
        const ids = desk.trades().map(({ trade }) => trade.plan.id)
        expect(Object.keys(reserved).filter((id) => !ids.includes(id))).toEqual([])
      }
      const all = lines.flat()
      expect(all.filter((line) => line.includes('"isOver":true'))).toHaveLength(finished)
    })
  },
  600_000,
)

prop.prop([anyResultSession, anyOptions], { seed: 22, numRuns: RUNS })(
  'the same seed and frames give the same lines, and later frames change none of them',
  (turns, options) => {
    const { lines } = run(turns, options)
    for (const line of lines.flat()) {
      if (line.includes('paper-started')) started += 1
      if (line.includes('"isOver":true')) ended += 1
    }
    const again = JSON.parse(JSON.stringify(turns)) as Frame[][]
    expect(run(again, options).lines).toEqual(lines)
    const middle = Math.floor(turns.length / 2)
    expect(run(turns.slice(0, middle), options).lines).toEqual(lines.slice(0, middle))
  },
  600_000,
)

prop.prop([anyResultSession, anyOptions, fc.array(fc.nat(), { maxLength: 5 })], {
  seed: 23,
  numRuns: RUNS,
})(
  'frames about something else, in turns of their own, change no trade',
  (turns, options, places) => {
    const { lines } = run([...turns, LATER], options)
    const mixed: (readonly Frame[])[] = [...turns]
    for (const place of places) {
      const at = 1 + (place % (mixed.length - 1 || 1))
      const t = Math.max(
        ...mixed
          .slice(0, at)
          .flat()
          .map((frame) => frame.t),
      )
      const told = orderBookFrame('KXOTHER-26NOV22AAABBB-AAA', 30 + (place % 30), 40)
      mixed.splice(at, 0, [frameAt(told, { seq: 0, turn: 0, t })])
    }
    // A frame more tells sooner of what has happened: when it did is not another.
    expect(untimed(run([...mixed, LATER], options).lines)).toEqual(untimed(lines))
  },
  600_000,
)

prop.prop([anyResultSession, anyOptions, fc.nat()], { seed: 24, numRuns: RUNS })(
  'a desk that goes on from a snapshot in the middle comes to the same lines',
  (turns, options, at) => {
    const whole = run(turns, options)
    let acting = createPaperDesk(options)
    const desk: PaperDesk = {
      get nextDueMs() {
        return acting.nextDueMs
      },
      advance: (untilMs, state) => acting.advance(untilMs, state),
      endTurn: (turn, state) => acting.endTurn(turn, state),
      trades: () => acting.trades(),
      view: () => acting.view(),
      accounts: () => acting.accounts(),
      snapshot: () => acting.snapshot(),
    }
    const engine = createTurnEngine({ options: MADE_UP_OPTIONS, paper: desk })
    const going: Run = { engine, desk, lines: [] }
    for (const [index, frames] of turns.entries()) {
      if (index === at % turns.length) {
        const from = JSON.parse(JSON.stringify(acting.snapshot())) as PaperSnapshot
        acting = createPaperDesk({ ...options, from })
        expect(acting.snapshot()).toEqual(from)
      }
      goOn(going, frames, index)
    }
    expect(going.lines).toEqual(whole.lines)
    expect(acting.snapshot()).toEqual(whole.desk.snapshot())
  },
  600_000,
)

it('saw trades begin and end', () => {
  expect(started).toBeGreaterThan(20)
  expect(ended).toBeGreaterThan(10)
})
