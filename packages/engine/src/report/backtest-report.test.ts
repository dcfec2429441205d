import { backtestFigures, FILL_ASSUMPTIONS } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { backtestReportOf } from './backtest-report.ts'
import { backtestReportSchema } from './backtest-report-schema.ts'
import { fillAssumptionsOf } from './fill-assumptions-of.ts'
import {
  madeUpHead,
  madeUpRecords,
  madeUpReport,
  type MadeUpShape,
  reportOfRecords,
} from './test-support/made-up-report.ts'
import { decimalOf, millionthsOf } from './values.ts'

const SHAPE: MadeUpShape = { candidates: 150 }
const records = madeUpRecords(SHAPE, createSeededRng(9))
const report = reportOfRecords(records, { ...SHAPE, rng: createSeededRng(1) })
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

describe('the report of a backtest', () => {
  test.prop([fc.integer(), fc.integer({ min: 0, max: 60 }), fc.constantFrom(0, 0.5, 1)], {
    numRuns: 40,
  })('is what its schema says, before and after JSON', (seed, candidates, takenShare) => {
    const made = madeUpReport({ candidates, takenShare }, createSeededRng(seed))
    expect(backtestReportSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made)
  })

  it('has the sums of its records, exactly', () => {
    const { fills, taken, candidates } = report.figures
    expect(candidates).toBe(150)
    expect(taken).toBe(records.trades.length)
    expect(millionthsOf(fills.realised)).toBe(sumOf(records.trades.map((t) => t.realised ?? 0)))
    expect(millionthsOf(fills.nakedCost)).toBe(sumOf(records.trades.map((t) => t.nakedCost)))
    expect(millionthsOf(fills.oddsSlippage)).toBe(sumOf(records.trades.map((t) => t.oddsSlippage)))
    expect(report.trades).toHaveLength(records.trades.length)
    expect(sumOf(report.rejected.map(({ count }) => count))).toBe(candidates - taken)
    expect(report.rejected[0]?.meaning).toMatch(/./)
  })

  it('has means and shares in its own units', () => {
    const filled = records.trades.filter((trade) => trade.filled > 0)
    const mean = sumOf(filled.map((t) => t.priceSlippage + t.oddsSlippage)) / filled.length
    expect(report.figures.fills.slippage.mean).toBe(decimalOf(Math.round(mean)))
    const closed = records.candidates.flatMap(({ state, price, closingPrice }) =>
      state.tag === 'taken' && closingPrice !== undefined ? [closingPrice - price] : [],
    )
    const ticks = sumOf(closed) / closed.length
    expect(report.figures.closing.taken.price.mean).toBe(decimalOf(Math.round(ticks * 100)))
    const gone = records.candidates.filter(
      ({ endedMs, foundMs }) => endedMs !== undefined && endedMs - foundMs <= 100,
    ).length
    const left = Number(report.figures.survival.horizons[0]!.latest.share)
    expect(Math.abs(left - (1 - gone / 150))).toBeLessThan(0.02)
    expect(report.figures.fills.fillRate.interval).toMatchObject({ level: 0.95, resamples: 200 })
  })

  it('counts every record in each picture', () => {
    const { edges, survival, fills } = report.figures
    const inBins = [...edges.bins, edges.below, edges.above]
    expect(sumOf(inBins.map(({ taken, rejected }) => taken + rejected))).toBe(150)
    expect(sumOf(inBins.map(({ taken }) => taken))).toBe(report.figures.taken)
    expect(sumOf(survival.censoredAt.map(({ count }) => count))).toBe(survival.censored)
    const { spread } = fills.slippage
    expect(spread.total).toBe(fills.filled)
    expect(sumOf(spread.bins.map(({ count }) => count)) + spread.below + spread.above).toBe(
      fills.filled,
    )
    expect(fills.nakedCosts.spread.total).toBe(fills.naked)
  })

  it('has trades in order of time, each with its explanation', () => {
    const times = report.trades.map(({ at }) => at)
    expect(times).toEqual(times.toSorted())
    const [trade] = report.trades
    const record = records.trades.find(({ id }) => id === trade?.id)!
    expect(trade).toMatchObject({
      at: new Date(record.atMs).toISOString(),
      realised: record.realised === undefined ? null : decimalOf(record.realised),
      question: 'BB wins',
    })
    expect(trade?.explanation[0]?.lines).toHaveLength(6)
  })

  it('tells the warnings of the figures, then those it is given', () => {
    const given = { code: 'polling-gap', text: 'no polls for 3 h' }
    const figures = backtestFigures({
      ...records,
      source: { hasDepth: true, hasResults: false, modelsId: 'm', areModelsAssumed: false },
      rng: createSeededRng(1),
      resamples: 200,
    })
    const made = backtestReportOf({
      ...records,
      figures,
      head: madeUpHead(SHAPE),
      notesOf: () => ({ fixture: 'a', question: 'b', explanation: [] }),
      warnings: [given],
    })
    expect(made.warnings.map(({ code }) => code)).toEqual([
      'no-results',
      'open-trades',
      'polling-gap',
    ])
    expect(made.warnings[0]?.text).toContain('nothing was settled')
  })

  it('is not made of figures of other records', () => {
    const figures = backtestFigures({
      ...records,
      source: { hasDepth: true, hasResults: true, modelsId: 'm', areModelsAssumed: false },
      rng: createSeededRng(1),
      resamples: 200,
    })
    const input = {
      head: madeUpHead(SHAPE),
      figures,
      notesOf: () => ({ fixture: '', question: '', explanation: [] }),
    }
    expect(() => backtestReportOf({ ...input, ...records, trades: [] })).toThrow(/figures of/)
    expect(() => backtestReportOf({ ...input, ...records, candidates: [] })).toThrow(/figures of/)
  })
})

describe('assumptions', () => {
  it('have a row for each model, with its day and source, marked as not measured', () => {
    const rows = fillAssumptionsOf(FILL_ASSUMPTIONS)
    expect(rows).toHaveLength(13)
    expect(
      rows.every(
        ({ asOf, source, isMeasured }) => asOf === '2026-11-21' && source !== '' && !isMeasured,
      ),
    ).toBe(true)
    expect(rows[0]?.value).toBe('half within 3000 ms, 99 % within 12000 ms')
    expect(rows.find(({ what }) => what === 'least stake')?.value).toBe('$1.00')
    expect(rows.find(({ what }) => what === 'a bet is taken')?.value).toBe('95 %')
  })

  it('that were measured say so', () => {
    const [fixed, empirical] = fillAssumptionsOf(
      {
        ...FILL_ASSUMPTIONS,
        isAssumed: false,
        prepareLatency: { tag: 'fixed', latencyMs: 5 },
        orderLatency: { tag: 'empirical', quantiles: [{ probability: 1, latencyMs: 9 }] },
      },
      { asOf: '2031-01-01', source: 'own receipts' },
    )
    expect(fixed).toMatchObject({ value: '5 ms', asOf: '2031-01-01', isMeasured: true })
    expect(empirical?.value).toBe('measured, 1 quantiles, at most 9 ms')
  })
})
