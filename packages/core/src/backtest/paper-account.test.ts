import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../settlement/payoff.ts'
import { TRADE_MS } from '../testing/made-up-trades.ts'
import { microdollars } from '../units/money.ts'
import { rational } from '../units/rational.ts'
import {
  availableCash,
  NO_PAPER_ACCOUNTS,
  type PaperAccountEvent,
  type PaperAccountId,
  paperAccountKey,
  type PaperAccounts,
  paperExposureOf,
} from './paper-account-state.ts'
import { stepPaperAccounts } from './paper-account.ts'

const KALSHI: PaperAccountId = { venue: 'kalshi', shard: 2 }
const BOOK: PaperAccountId = { venue: 'draftkings', shard: undefined }
const DAY_MS = 86_400_000

const deposit = (account: PaperAccountId, amount: number, atMs = TRADE_MS): PaperAccountEvent => ({
  tag: 'deposited',
  atMs,
  account,
  amount: microdollars(amount),
})
const reserve = (account: PaperAccountId, amount: number, tradeId = 't1'): PaperAccountEvent => ({
  tag: 'reserved',
  atMs: TRADE_MS,
  account,
  tradeId,
  amount: microdollars(amount),
})
const buyContracts = (cost: number, fee: number, winPayout = 1_000_000): PaperAccountEvent => ({
  tag: 'bought',
  atMs: TRADE_MS,
  account: KALSHI,
  tradeId: 't1',
  positionId: 't1/contract',
  fixtureId: 'game-1',
  instrument: 'contract',
  winPayout: microdollars(winPayout),
  cost: microdollars(cost),
  fee: microdollars(fee),
})
const BUY_BET: PaperAccountEvent = {
  tag: 'bought',
  atMs: TRADE_MS,
  account: BOOK,
  tradeId: 't1',
  positionId: 't1/bet',
  fixtureId: 'game-1',
  instrument: 'bet',
  winPayout: microdollars(1_010_000),
  cost: microdollars(370_000),
  fee: microdollars(0),
}
const settle = (positionId: string, payoff: Payoff, atMs = TRADE_MS): PaperAccountEvent => ({
  tag: 'settled',
  atMs,
  positionId,
  payoff,
})

const after = (...events: readonly PaperAccountEvent[]): PaperAccounts =>
  events.reduce(stepPaperAccounts, NO_PAPER_ACCOUNTS)
const cashOf = (state: PaperAccounts, id: PaperAccountId) =>
  state.accounts[paperAccountKey(id)]?.cash

const FUNDED = [deposit(KALSHI, 5_000_000), deposit(BOOK, 2_000_000)]
const HOLDING = [...FUNDED, buyContracts(600_000, 16_800), BUY_BET]

describe('accounts', () => {
  it('are told apart by venue and shard', () => {
    expect([paperAccountKey(KALSHI), paperAccountKey(BOOK)]).toEqual(['kalshi/2', 'draftkings/'])
    const other = { venue: 'kalshi', shard: 0 }
    const state = after(...FUNDED, deposit(other, 7))
    expect(cashOf(state, other)).toBe(7)
    expect(cashOf(state, KALSHI)).toBe(5_000_000)
    expect(state.deposited).toBe(7_000_007)
  })

  it('pay for what is bought, fees included', () => {
    const state = after(...HOLDING)
    expect(cashOf(state, KALSHI)).toBe(5_000_000 - 616_800)
    expect(cashOf(state, BOOK)).toBe(2_000_000 - 370_000)
    expect(state.positions['t1/contract']).toMatchObject({ cost: 600_000, fees: 16_800 })
  })

  it('never fall below zero', () => {
    expect(() => after(...FUNDED, buyContracts(5_000_000, 1))).toThrow('not enough cash')
    expect(() => after(...FUNDED, deposit(BOOK, -2_000_001))).toThrow('not enough cash')
    expect(cashOf(after(...FUNDED, deposit(BOOK, -2_000_000)), BOOK)).toBe(0)
  })
})

describe('what is set aside', () => {
  it('is not available to others', () => {
    const state = after(...FUNDED, reserve(KALSHI, 4_000_000), reserve(BOOK, 1))
    expect(availableCash(state, KALSHI)).toBe(1_000_000)
    expect(availableCash(state, BOOK)).toBe(1_999_999)
    expect(availableCash(state, { venue: 'betmgm', shard: undefined })).toBe(0)
    expect(() => stepPaperAccounts(state, reserve(KALSHI, 1_000_001, 't2'))).toThrow('not enough')
    expect(() => stepPaperAccounts(state, deposit(KALSHI, -1_000_001))).toThrow('not enough')
  })

  it('is replaced by what is set aside anew', () => {
    const state = after(...FUNDED, reserve(KALSHI, 4_000_000), reserve(KALSHI, 3_000_000))
    expect(availableCash(state, KALSHI)).toBe(2_000_000)
  })

  it('is used first by its trade, and free again when that needs no more', () => {
    const bought = after(...FUNDED, reserve(KALSHI, 4_000_000), buyContracts(600_000, 16_800))
    expect(availableCash(bought, KALSHI)).toBe(1_000_000)
    const released = stepPaperAccounts(bought, { tag: 'released', atMs: TRADE_MS, tradeId: 't1' })
    expect(availableCash(released, KALSHI)).toBe(5_000_000 - 616_800)
  })

  it('of one trade is not released by another', () => {
    const state = after(...FUNDED, reserve(KALSHI, 10), reserve(KALSHI, 20, 't2'), {
      tag: 'released',
      atMs: TRADE_MS,
      tradeId: 't1',
    })
    expect(availableCash(state, KALSHI)).toBe(5_000_000 - 20)
  })
})

describe('settlement', () => {
  it.each([
    ['t1/contract', WIN, 1_000_000, 383_200],
    ['t1/contract', LOSE, 0, -616_800],
    ['t1/contract', HALF, 500_000, -116_800],
    ['t1/contract', REFUND, 600_000, -16_800],
    ['t1/contract', { quantity: rational(61, 100), cost: rational(0) }, 610_000, -6_800],
    ['t1/bet', WIN, 1_010_000, 640_000],
    ['t1/bet', LOSE, 0, -370_000],
    ['t1/bet', REFUND, 370_000, 0],
    // Half of $1.01 is floored to the cent, a third of a contract to $0.0001.
    ['t1/bet', HALF, 500_000, 130_000],
    ['t1/contract', { quantity: rational(1, 3), cost: rational(0) }, 333_300, -283_500],
  ])('of %s under %j pays %d', (positionId, payoff, paid, profit) => {
    const before = after(...HOLDING)
    const state = stepPaperAccounts(before, settle(positionId, payoff))
    const account = positionId === 't1/bet' ? BOOK : KALSHI
    expect((cashOf(state, account) ?? 0) - (cashOf(before, account) ?? 0)).toBe(paid)
    expect(state.realisedByDay).toEqual({ '2026-11-21': profit })
    expect(Object.keys(state.positions)).toHaveLength(1)
  })

  it('counts by US-Eastern day: half past midnight in London is the day before', () => {
    const midnightMs = Date.UTC(2026, 10, 22, 5)
    const state = after(
      ...HOLDING,
      settle('t1/contract', LOSE, midnightMs - 1),
      settle('t1/bet', WIN, midnightMs),
    )
    expect(state.realisedByDay).toEqual({ '2026-11-21': -616_800, '2026-11-22': 640_000 })
  })
})

describe('a sale of a part', () => {
  const sale = (winPayout: number, proceeds: number, fee: number): PaperAccountEvent => ({
    tag: 'sold',
    atMs: TRADE_MS,
    positionId: 't1/contract',
    winPayout: microdollars(winPayout),
    proceeds: microdollars(proceeds),
    fee: microdollars(fee),
  })

  it('takes its share of the cost with it', () => {
    const state = after(...HOLDING, sale(250_000, 140_000, 4_000))
    expect(state.realisedByDay['2026-11-21']).toBe(140_000 - 4_000 - 150_000 - 4_200)
    expect(state.positions['t1/contract']).toMatchObject({
      winPayout: 750_000,
      cost: 450_000,
      fees: 12_600,
    })
  })

  it('leaves what rounding left to the last one', () => {
    const state = after(
      ...FUNDED,
      buyContracts(100, 10, 30_000),
      sale(10_000, 0, 0),
      sale(10_000, 0, 0),
      sale(10_000, 0, 0),
    )
    expect(state.positions).toEqual({})
    expect(state.realisedByDay['2026-11-21']).toBe(-110)
  })

  it('can not be of more than is held', () => {
    expect(() => after(...HOLDING, sale(1_000_001, 1, 0))).toThrow('more than is held')
    expect(() => after(...HOLDING, sale(0, 1, 0))).toThrow(InvalidInputError)
    expect(() => after(...HOLDING, sale(10, -1, 0))).toThrow(InvalidInputError)
  })
})

it('adds a second purchase to its position', () => {
  const state = after(...HOLDING, buyContracts(300_000, 8_000, 500_000))
  expect(state.positions['t1/contract']).toMatchObject({
    winPayout: 1_500_000,
    cost: 900_000,
    fees: 24_800,
  })
})

it('tells what could be lost, by account and by game', () => {
  const other = { ...BUY_BET, positionId: 't2/bet', fixtureId: 'game-2' } as PaperAccountEvent
  expect(paperExposureOf(after(...HOLDING, other))).toEqual({
    total: 616_800 + 740_000,
    byAccount: { 'kalshi/2': 616_800, 'draftkings/': 740_000 },
    byFixture: { 'game-1': 986_800, 'game-2': 370_000 },
  })
  expect(paperExposureOf(NO_PAPER_ACCOUNTS).total).toBe(0)
})

it.each<readonly PaperAccountEvent[]>([
  [BUY_BET],
  [reserve(KALSHI, 1)],
  [...FUNDED, reserve(KALSHI, -1)],
  [...FUNDED, settle('t1/bet', WIN)],
  [...HOLDING, settle('t1/bet', WIN, TRADE_MS - 1)],
  [...FUNDED, buyContracts(-1, 0)],
  [...FUNDED, buyContracts(1, -1)],
  [...FUNDED, buyContracts(1, 0, 0)],
  [...HOLDING, { ...BUY_BET, positionId: 't1/contract' }],
])('refuses what can not be (%#)', (...events) => {
  expect(() => after(...events)).toThrow(InvalidInputError)
})

const anyAmount = fc.integer({ min: 1, max: 400_000 })
const anyEvent: fc.Arbitrary<PaperAccountEvent> = fc.oneof(
  fc.tuple(anyAmount, anyAmount, fc.nat(9_999)).map(([w, c, f]) => buyContracts(c, f, w)),
  fc.constant(BUY_BET),
  fc.tuple(anyAmount, anyAmount, fc.nat(999)).map(([winPayout, proceeds, fee]) => ({
    tag: 'sold' as const,
    atMs: TRADE_MS,
    positionId: 't1/contract',
    winPayout: microdollars(winPayout),
    proceeds: microdollars(proceeds),
    fee: microdollars(fee),
  })),
  fc
    .tuple(fc.constantFrom('t1/contract', 't1/bet'), fc.constantFrom(WIN, LOSE, HALF, REFUND))
    .map(([positionId, payoff]) => settle(positionId, payoff)),
  anyAmount.map((amount) => reserve(KALSHI, amount)),
  fc.constant({ tag: 'released' as const, atMs: TRADE_MS, tradeId: 't1' }),
  anyAmount.map((amount) => deposit(BOOK, amount - 200_000)),
)

prop.prop([fc.array(fc.tuple(anyEvent, fc.nat(DAY_MS)), { maxLength: 40 })], { numRuns: 300 })(
  'cash and cost of what is held is what was paid in and earned; nothing falls below zero',
  (events) => {
    let state = after(...FUNDED)
    for (const [event, waitMs] of events) {
      try {
        state = stepPaperAccounts(state, { ...event, atMs: state.atMs + waitMs })
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError)
        continue
      }
      const cash = Object.values(state.accounts).reduce((sum, account) => sum + account.cash, 0)
      const earned = Object.values(state.realisedByDay).reduce((sum, day) => sum + day, 0)
      expect(cash + paperExposureOf(state).total).toBe(state.deposited + earned)
      for (const account of [KALSHI, BOOK]) {
        expect(availableCash(state, account)).toBeGreaterThanOrEqual(0)
      }
    }
  },
)
