import { fc, test as prop } from '@fast-check/vitest'
import {
  cents,
  DECISION_ACTIONS,
  decisionStateOf,
  EMISSION_RULES,
  FILL_ASSUMPTIONS,
  InvalidInputError,
  microdollars,
  needsOddsEvent,
  NO_PAPER_ACCOUNTS,
  type PairDecision,
  rational,
  SessionError,
  WireFormatError,
} from '@arbkit/core'
import type { Frame } from '@arbkit/store'
import { describe, expect, it } from 'vitest'
import { PAPER_NAKED_POLICY, type PaperDeskOptions } from '../paper/paper-options.ts'
import { PAPER_SNAPSHOT_FORM, type PaperSnapshot } from '../paper/paper-snapshot.ts'
import { ENGINE } from '../session/frame-request.ts'
import { MADE_UP_OPTIONS } from '../turns/test-support/made-up-options.ts'
import {
  type EngineStart,
  engineRequest,
  engineStartOf,
  engineStartText,
  parseEngineStart,
} from './engine-start.ts'
import { pairDecisionsOf, pairDecisionsText } from './pair-decisions-frame.ts'

const AT = { source: 'frame 1', path: '$' }
const PLAIN: EngineStart = { version: '1.2.3', scan: MADE_UP_OPTIONS, decisions: [] }

const money = fc.integer({ min: -1_000_000_000_000_000, max: 1_000_000_000_000_000 })
const share = fc
  .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([numerator, denominator]) => rational(numerator, denominator))
const ms = fc.integer({ min: 0, max: 10_000_000_000 })
const word = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '')
const orUndefined = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const scan = fc.record({
  books: orUndefined(
    fc.array(fc.record({ key: word, commission: orUndefined(share) }), { maxLength: 4 }),
  ),
  maxAge: fc.record({ feedPreGameMs: ms, feedInPlayMs: ms, exchangeMs: ms }),
  maxStake: fc.record({ amount: ms.map(cents), isDefault: fc.boolean() }),
  bankroll: money.map(microdollars),
  minProfit: money.map(microdollars),
  minReturn: share,
  maxReturn: share,
  withinMs: orUndefined(ms),
  limit: orUndefined(fc.integer({ min: 1, max: 100 })),
})
const rules = fc.record({
  profitChangeMax: money.map(microdollars),
  profitChangeShareMax: share,
  decisionAgeMsMax: ms,
  memoryMs: ms,
  idsMax: fc.integer({ min: 1, max: 1000 }),
})
const decision: fc.Arbitrary<PairDecision> = fc
  .record({
    id: word,
    action: fc.constantFrom(...DECISION_ACTIONS),
    marketId: orUndefined(word),
    eventId: word,
    odds: orUndefined(word),
    orientation: orUndefined(fc.constantFrom('same' as const, 'swapped' as const)),
    atMs: ms,
    by: word,
    reason: word,
  })
  .map(({ marketId, eventId, odds, orientation, action, ...rest }) => ({
    ...rest,
    action,
    subject: {
      contract: { venue: 'kalshi', marketId, eventId },
      odds:
        odds === undefined && !needsOddsEvent(action)
          ? undefined
          : { feed: 'the-odds-api', eventId: odds ?? 'odds' },
      orientation,
    },
  }))
const PAPER: PaperDeskOptions = {
  models: FILL_ASSUMPTIONS,
  seed: 7,
  limits: {
    perGame: microdollars(1_000_000_000),
    atRisk: microdollars(5_000_000_000),
    perDay: microdollars(20_000_000_000),
  },
  whenNaked: PAPER_NAKED_POLICY,
  cash: microdollars(1_000_000_000),
  minProfit: microdollars(10_000),
  bookAgeMsMax: 2_000,
}
const delayMs = fc.integer({ min: 0, max: 600_000 })
const latency = fc.oneof(
  fc.record({ tag: fc.constant('fixed' as const), latencyMs: delayMs }),
  fc.record({ tag: fc.constant('lognormal' as const), p50Ms: delayMs, p99Ms: delayMs }),
  fc.record({
    tag: fc.constant('empirical' as const),
    quantiles: fc.array(
      fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), latencyMs: delayMs }),
      { maxLength: 3 },
    ),
  }),
)
const NO_TRADES: PaperSnapshot = {
  schema: PAPER_SNAPSHOT_FORM,
  atMs: 5,
  accounts: NO_PAPER_ACCOUNTS,
  trades: [],
  stakedByDay: { '2026-11-21': microdollars(5) },
  finished: 3,
  taken: [],
  startedNow: ['a'],
}
const paper: fc.Arbitrary<PaperDeskOptions> = fc
  .record({
    latencies: fc.tuple(latency, latency, latency),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    limits: fc.record({
      perGame: ms.map(microdollars),
      atRisk: ms.map(microdollars),
      perDay: ms.map(microdollars),
    }),
    whenNaked: fc.constantFrom(PAPER_NAKED_POLICY, { tag: 'hold' as const }),
    cash: ms.map(microdollars),
    minProfit: money.map(microdollars),
    bookAgeMsMax: ms,
    from: orUndefined(fc.constant(NO_TRADES)),
  })
  .map(({ latencies: [prepareLatency, orderLatency, commitLatency], ...rest }) => ({
    ...rest,
    models: { ...FILL_ASSUMPTIONS, prepareLatency, orderLatency, commitLatency },
  }))

const start = fc.record(
  {
    version: word,
    scan,
    rules: orUndefined(rules),
    decisions: fc.array(decision, { maxLength: 3 }),
    overrides: orUndefined(fc.array(decision, { maxLength: 3 })),
    paper: orUndefined(paper),
  },
  { requiredKeys: ['version', 'scan', 'decisions'] },
)

describe('the start of an engine', () => {
  prop.prop([start], { seed: 1, numRuns: 300 })('comes back as it was', (given) => {
    const text = engineStartText(given)
    const read = parseEngineStart(JSON.parse(text), AT)
    expect(read).toEqual(given)
    expect(engineStartText(read)).toBe(text)
  })

  it('writes money as whole numbers and shares as fractions, and leaves out what is not set', () => {
    const body = JSON.parse(engineStartText({ ...PLAIN, rules: EMISSION_RULES })) as {
      scan: Record<string, unknown>
    }
    expect(body.scan['minProfit']).toBe(10_000)
    expect(body.scan['maxReturn']).toEqual({ numerator: 7, denominator: 100 })
    expect(Object.keys(body.scan)).not.toContain('books')
    expect(Object.keys(body)).toEqual(['schema', 'version', 'scan', 'rules', 'decisions'])
  })

  it("keeps a book's own largest bet", () => {
    const book = { key: 'fanduel', commission: undefined, maxStakeCents: cents(100) }
    const text = engineStartText({ ...PLAIN, scan: { ...MADE_UP_OPTIONS, books: [book] } })
    expect(parseEngineStart(JSON.parse(text), AT).scan.books).toEqual([book])
  })

  it('is found in its own frame and in no other', () => {
    const body: unknown = JSON.parse(engineStartText(PLAIN))
    const frame: Frame = {
      seq: 1,
      turn: 1,
      t: 5,
      source: ENGINE,
      request: engineRequest('engine-start'),
      body,
    }
    expect(engineStartOf(frame)).toEqual(PLAIN)
    expect(engineStartOf({ ...frame, request: engineRequest('pair-decisions') })).toBeUndefined()
    expect(engineStartOf({ ...frame, source: 'kalshi/ws' })).toBeUndefined()
  })

  it('says in one line that a newer arb wrote it', () => {
    const body = { schema: 'arbkit.engine-start/2', version: '9.0.0', scan: 7 }
    const read = () => parseEngineStart(body, AT)
    expect(read).toThrow(SessionError)
    expect(read).toThrow(
      /^frame 1: the engine's start is of the form "arbkit.engine-start\/2", written by arb "9.0.0"; this version reads arbkit.engine-start\/1: a newer arb is needed$/,
    )
  })

  it('refuses what is not of its form, with its place', () => {
    const body = JSON.parse(engineStartText(PLAIN)) as Record<string, Record<string, unknown>>
    const refused = (changed: object) => () => parseEngineStart({ ...body, ...changed }, AT)
    expect(refused({ more: 1 })).toThrow(WireFormatError)
    expect(refused({ scan: { ...body['scan'], minProfit: '1' } })).toThrow(/scan\.minProfit/)
    expect(refused({ scan: { ...body['scan'], bankroll: 2 ** 52 } })).toThrow(WireFormatError)
    expect(refused({ scan: { ...body['scan'], minEdge: 1 } })).toThrow(WireFormatError)
    expect(refused({ rules: { ...EMISSION_RULES, idsMax: 0 } })).toThrow(/rules\.idsMax/)
    expect(refused({ decisions: [{ id: 'a' }] })).toThrow(/decisions\[0\]/)
    expect(refused({ paper: { seed: 1 } })).toThrow(/paper\.models/)
    const { limits } = PAPER
    expect(refused({ paper: { ...PAPER, more: 1 } })).toThrow(/paper/)
    expect(refused({ paper: { ...PAPER, seed: 2 ** 32 } })).toThrow(/paper\.seed/)
    expect(refused({ paper: { ...PAPER, limits: { ...limits, perGame: 0.5 } } })).toThrow(
      /paper\.limits\.perGame/,
    )
    expect(refused({ paper: { ...PAPER, from: { schema: 'arbkit.paper/9' } } })).toThrow(/paper/)
    expect(refused({ schema: undefined })).toThrow(/schema/)
  })

  it('is not written where it could not be read', () => {
    const unread = (scanned: object) => () =>
      engineStartText({ ...PLAIN, scan: { ...MADE_UP_OPTIONS, ...scanned } })
    expect(unread({ withinMs: Infinity })).toThrow(InvalidInputError)
    expect(unread({ bankroll: 1.5 })).toThrow(InvalidInputError)
  })
})

describe('decisions while an engine runs', () => {
  prop.prop([fc.array(decision, { maxLength: 4 }), fc.array(decision, { maxLength: 2 })], {
    seed: 3,
    numRuns: 100,
  })('stand as they were said', (decisions, overrides) => {
    const frame: Frame = {
      seq: 2,
      turn: 1,
      t: 5,
      source: ENGINE,
      request: engineRequest('pair-decisions'),
      body: JSON.parse(pairDecisionsText({ decisions, overrides })) as unknown,
    }
    expect(pairDecisionsOf(frame)).toEqual(decisionStateOf(decisions, overrides))
    expect(pairDecisionsOf({ ...frame, request: engineRequest('engine-start') })).toBeUndefined()
  })

  it('refuses what is none', () => {
    const frame: Frame = {
      seq: 2,
      turn: 1,
      t: 5,
      source: ENGINE,
      request: engineRequest('pair-decisions'),
      body: { decisions: [{ id: '' }] },
    }
    expect(() => pairDecisionsOf(frame)).toThrow(/decisions\[0\]/)
  })
})
