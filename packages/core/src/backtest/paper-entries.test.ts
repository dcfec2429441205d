import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { LOSE } from '../settlement/payoff.ts'
import {
  levelsOf,
  PLAN,
  stepsOf,
  SURE_CHANCES,
  TAKES_ALL,
  TRADE_MS,
} from '../testing/made-up-trades.ts'
import { paperEntriesOf, paperPositionId } from './paper-entries.ts'
import type { PaperStep, PaperTrade } from './paper-state.ts'
import { stepPaperTrade } from './paper-trade.ts'

const ACCOUNTS = {
  contract: { venue: 'kalshi', shard: 1 },
  bet: { venue: 'draftkings', shard: undefined },
  fixtureId: 'game-1',
}

const entriesOf = (steps: readonly PaperStep[]) =>
  steps.map(({ trade }, index) =>
    paperEntriesOf({ before: steps[index - 1]?.trade, after: trade }, ACCOUNTS),
  )

describe('what a trade does to paper money', () => {
  it('is to set aside, buy, buy, release', () => {
    const entries = entriesOf(stepsOf(PLAN, SURE_CHANCES))
    expect(entries.map((each) => each.map(({ tag }) => tag))).toEqual([
      ['reserved', 'reserved'],
      [],
      ['bought'],
      ['bought', 'released'],
    ])
    // 100 contracts at 0.61 with fees of 1.67 at most and $0.0002 for rounding; $38.47 covers them at 2.60.
    expect(entries[0]).toMatchObject([
      { account: ACCOUNTS.contract, amount: 62_670_200 },
      { account: ACCOUNTS.bet, amount: 38_470_000 },
    ])
    expect(entries[2]).toEqual([
      {
        tag: 'bought',
        atMs: TRADE_MS + 2_100,
        tradeId: 'trade-1',
        fixtureId: 'game-1',
        account: ACCOUNTS.contract,
        positionId: 'trade-1/contract',
        instrument: 'contract',
        winPayout: 100_000_000,
        cost: 60_000_000,
        fee: 1_680_000,
      },
    ])
    expect(entries[3]?.[0]).toMatchObject({
      account: ACCOUNTS.bet,
      positionId: 'trade-1/bet',
      instrument: 'bet',
      winPayout: 100_000_000,
      cost: 37_040_000,
      fee: 0,
    })
  })

  it('is to release at once what was never used', () => {
    const entries = entriesOf(stepsOf(PLAN, SURE_CHANCES, { prepared: undefined }))
    expect(entries.at(-1)).toEqual([
      { tag: 'released', atMs: TRADE_MS + 2_000, tradeId: 'trade-1' },
    ])
  })

  it('is to sell what is naked, attempt by attempt; one that sold nothing is none', () => {
    const refusing = { ...SURE_CHANCES, acceptance: { ...TAKES_ALL, acceptProbability: 0 } }
    const whenNaked = { tag: 'unwind', lossTicksMax: 300, attemptsMax: 2, retryAfterMs: 0 } as const
    const plan = { ...PLAN, whenNaked }
    const sold = entriesOf(stepsOf(plan, refusing, { bids: levelsOf([5_900, 60]) }))
    expect(sold.slice(4).flat()).toMatchObject([
      { tag: 'sold', winPayout: 60_000_000, proceeds: 35_400_000 },
      { tag: 'sold', winPayout: 40_000_000, proceeds: 23_600_000 },
    ])
    const unsold = entriesOf(stepsOf(plan, refusing, { bids: [] }))
    expect(unsold.slice(4).flat()).toEqual([])
  })

  it('is to settle each leg with its payoff', () => {
    const before = stepsOf(PLAN, SURE_CHANCES).at(-1)?.trade as PaperTrade
    const atMs = TRADE_MS + 9_000
    const event = { tag: 'leg-settled', atMs, leg: 'bet', payoff: LOSE } as const
    const after = stepPaperTrade(before, event).trade
    expect(paperEntriesOf({ before, after }, ACCOUNTS, LOSE)).toEqual([
      { tag: 'settled', atMs, positionId: paperPositionId('trade-1', 'bet'), payoff: LOSE },
    ])
    expect(() => paperEntriesOf({ before, after }, ACCOUNTS)).toThrow(InvalidInputError)
  })

  it('is not told of two different trades', () => {
    const [first] = stepsOf(PLAN, SURE_CHANCES)
    const [other] = stepsOf({ ...PLAN, id: 'trade-2' }, SURE_CHANCES)
    const [before, after] = [first?.trade as PaperTrade, other?.trade as PaperTrade]
    expect(() => paperEntriesOf({ before, after }, ACCOUNTS)).toThrow('two trades')
  })
})
