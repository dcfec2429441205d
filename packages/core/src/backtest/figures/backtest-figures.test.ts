import { describe, expect, it } from 'vitest'
import { CANDIDATE, copiesOf, TRADE } from '../../testing/made-up-records.ts'
import { createSeededRng } from '../../testing/seeded-rng.ts'
import { centicontracts, microdollars } from '../../units/money.ts'
import {
  backtestFigures,
  type BacktestFiguresInput,
  edgeDistributionOf,
} from './backtest-figures.ts'

const REJECTED = ['stale', 'too-small', 'stale'].map((reason, index) => ({
  ...CANDIDATE,
  id: `rejected-${index}`,
  edgePpm: 500 + index,
  state: { tag: 'rejected' as const, reason },
}))

const input = (seed = 1): BacktestFiguresInput => ({
  candidates: [...copiesOf(CANDIDATE, 25, (index) => ({ edgePpm: 1_000 * index })), ...REJECTED],
  trades: [
    ...copiesOf(TRADE, 25, (index) => ({
      closedMs: TRADE.atMs + index,
      realised: microdollars(index % 3 === 0 ? -1_000 : 2_000),
    })),
    { ...TRADE, id: 'open', closedMs: undefined, realised: undefined },
    {
      ...TRADE,
      id: 'dropped',
      stage: 'dropped',
      filled: centicontracts(0),
      realised: microdollars(0),
    },
  ],
  source: { hasDepth: true, hasResults: true, modelsId: 'assumed', areModelsAssumed: true },
  rng: createSeededRng(seed),
  resamples: 200,
})

describe('the figures of a report', () => {
  const figures = backtestFigures(input())

  it('count candidates, and why they were not taken', () => {
    expect(figures).toMatchObject({ candidates: 28, taken: 25 })
    expect(figures.rejections).toEqual([
      { reason: 'stale', count: 2 },
      { reason: 'too-small', count: 1 },
    ])
  })

  it('draw equity from trades that are over and bought something', () => {
    expect(figures.equity.points).toHaveLength(25)
    expect(figures.equity.final).toBe(9 * -1_000 + 16 * 2_000)
    const started = backtestFigures({ ...input(), startCash: microdollars(500) })
    expect(started.equity).toMatchObject({ start: 500, final: 23_500 })
  })

  it('hold every part', () => {
    expect(figures.survival.total).toBe(28)
    expect(figures.closing.taken.odds.count).toBe(25)
    expect(figures.closing.rejected.odds.count).toBe(3)
    expect(figures.fills.trades).toBe(27)
    expect(figures.tables.byLeague).toHaveLength(1)
    expect(figures.warnings.map(({ tag }) => tag)).toEqual([
      'assumed-models',
      'few-trades',
      'open-trades',
    ])
  })

  it('are the same under the same seed; another moves intervals alone', () => {
    expect(backtestFigures(input())).toEqual(figures)
    const other = backtestFigures(input(2))
    expect(other.fills.realisedMean.mean).toBe(figures.fills.realisedMean.mean)
    expect(other.fills.realisedMean.interval).not.toEqual(figures.fills.realisedMean.interval)
    expect(figures.fills.realisedMean.interval?.resamples).toBe(200)
  })

  it('hold nothing, and do not fail, where there is nothing', () => {
    const empty = backtestFigures({ ...input(), candidates: [], trades: [] })
    expect(empty).toMatchObject({ candidates: 0, rejections: [], equity: { final: 0 } })
    expect(empty.survival.horizons.map(({ latest }) => latest.share)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

it('spreads taken and rejected edges over the same bins', () => {
  const { all, taken, rejected } = edgeDistributionOf(input().candidates)
  expect(taken.bins.map(({ from }) => from)).toEqual(all.bins.map(({ from }) => from))
  expect(rejected.total + taken.total).toBe(all.total)
  for (const [index, { count }] of all.bins.entries()) {
    expect((taken.bins[index]?.count ?? 0) + (rejected.bins[index]?.count ?? 0)).toBe(count)
  }
  expect(rejected.bins[0]?.count).toBe(3)
})
