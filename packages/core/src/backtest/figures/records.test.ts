import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { LOSE, WIN } from '../../settlement/payoff.ts'
import { PLAN, stepsOf, SURE_CHANCES, TAKES_ALL, TRADE_MS } from '../../testing/made-up-trades.ts'
import { microdollars } from '../../units/money.ts'
import type { PaperTrade } from '../paper-state.ts'
import { stepPaperTrade } from '../paper-trade.ts'
import { edgePpmOf, tradeRecordOf } from './records.ts'

const LABELS = {
  candidateId: 'candidate-9',
  league: 'nba',
  book: 'draftkings',
  marketType: 'moneyline',
  fixtureId: 'game-9',
}
const planned = stepsOf(PLAN, SURE_CHANCES).at(-1)?.trade as PaperTrade

describe('the record of a trade', () => {
  it('holds its labels and its money', () => {
    expect(tradeRecordOf(planned, LABELS)).toEqual({
      ...LABELS,
      id: 'trade-1',
      atMs: TRADE_MS,
      closedMs: undefined,
      stage: 'both',
      dropReason: undefined,
      planned: 10_000,
      filled: 10_000,
      naked: 0,
      paid: 98_720_000,
      plannedGuaranteed: 1_280_000,
      guaranteed: 1_280_000,
      priceSlippage: 0,
      oddsSlippage: 0,
      nakedCost: 0,
      realised: undefined,
    })
  })

  it('is closed by its last result', () => {
    const settle = (trade: PaperTrade, leg: 'contract' | 'bet', atMs: number) =>
      stepPaperTrade(trade, {
        tag: 'leg-settled',
        atMs,
        leg,
        payoff: leg === 'bet' ? WIN : LOSE,
      }).trade
    const settled = settle(settle(planned, 'bet', TRADE_MS + 8_000), 'contract', TRADE_MS + 9_000)
    expect(tradeRecordOf(settled, LABELS)).toMatchObject({
      closedMs: TRADE_MS + 9_000,
      stage: 'settled',
      realised: 1_280_000,
    })
  })

  it('says what was naked at first, though it was sold back', () => {
    const refusing = { ...SURE_CHANCES, acceptance: { ...TAKES_ALL, acceptProbability: 0 } }
    const trade = stepsOf(PLAN, refusing).at(-1)?.trade as PaperTrade
    expect(tradeRecordOf(trade, LABELS)).toMatchObject({
      naked: 10_000,
      nakedCost: 4_373_300,
      paid: 61_680_000,
      realised: -4_373_300,
      closedMs: TRADE_MS + 5_200,
    })
  })

  it('says why it was dropped', () => {
    const dropped = stepsOf(PLAN, SURE_CHANCES, { asks: [] }).at(-1)?.trade as PaperTrade
    expect(tradeRecordOf(dropped, LABELS)).toMatchObject({
      dropReason: 'not-filled',
      realised: 0,
      paid: 0,
    })
  })
})

describe('an edge in millionths', () => {
  it('is floored, also below zero', () => {
    expect(edgePpmOf(microdollars(1_280_000), microdollars(98_720_000))).toBe(12_965)
    expect(edgePpmOf(microdollars(-1_280_000), microdollars(98_720_000))).toBe(-12_966)
    expect(edgePpmOf(microdollars(-1), microdollars(1))).toBe(-1_000_000)
  })

  it.each([0, -5])('needs a cost, not %d', (cost) => {
    expect(() => edgePpmOf(microdollars(1), microdollars(cost))).toThrow(InvalidInputError)
  })

  it('is refused where it would not be exact', () => {
    expect(() => edgePpmOf(microdollars(10 ** 15), microdollars(1))).toThrow('too large')
  })
})

prop.prop([
  fc.integer({ min: -(10 ** 15), max: 10 ** 15 }),
  fc.integer({ min: 1_000_000, max: 10 ** 15 }),
])('an edge is the largest whole number of millionths within the profit', (profit, cost) => {
  const ppm = BigInt(edgePpmOf(microdollars(profit), microdollars(cost)))
  expect(ppm * BigInt(cost) <= BigInt(profit) * 1_000_000n).toBe(true)
  expect((ppm + 1n) * BigInt(cost) > BigInt(profit) * 1_000_000n).toBe(true)
})
