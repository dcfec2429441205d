import { createSeededRng } from '@arbkit/core/testing'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { BacktestReport } from './backtest-report-schema.ts'
import {
  backtestReportText,
  TEXT_COLUMNS_MIN,
  TEXT_ROWS_MAX,
  TEXT_TRADES_MAX,
} from './backtest-report-text.ts'
import { madeUpReport } from './test-support/made-up-report.ts'
import { barText, columnsText, wrapText } from './text-lines.ts'
import { profitText } from './values.ts'

const report = madeUpReport({ candidates: 150 }, createSeededRng(2))
const text = backtestReportText(report, { columns: 80 })

describe('the text of a report', () => {
  test.prop(
    [
      fc.integer(),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: TEXT_COLUMNS_MIN, max: 160 }),
      fc.string({ unit: 'binary' }),
    ],
    { numRuns: 40 },
  )(
    'has lines of its width and no control characters, whatever the names',
    (seed, candidates, columns, name) => {
      const notes = { fixture: name, question: name }
      const made = madeUpReport({ candidates, notes }, createSeededRng(seed))
      const head = { ...made.head, sessions: [{ ...report.head.sessions[0]!, name }] }
      const lines = backtestReportText({ ...made, head }, { columns }).split('\n')
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns)
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    },
  )

  it('says what the data can not support before any figure', () => {
    const at = (words: string) => text.indexOf(words)
    expect(at('What this data can not support')).toBeGreaterThan(0)
    expect(at('What this data can not support')).toBeLessThan(at('\nResult\n'))
    expect(text).toContain('only the best price of each book was recorded')
  })

  it('has every figure', () => {
    const { fills } = report.figures
    expect(text).toContain(`realised ${profitText(fills.realised)} by`)
    expect(text).toContain(`both legs: ${fills.both} of ${fills.trades}`)
    for (const row of report.figures.tables.byBook) {
      expect(text).toMatch(new RegExp(`${row.key} +${row.candidates} +${row.taken} `))
    }
    for (const { reason, count } of report.rejected) {
      expect(text).toMatch(new RegExp(`${reason} +${count} `))
    }
    for (const { from, taken, rejected } of report.figures.edges.bins) {
      const edge = `${Number(from) * 100 < 0 ? '−' : ''}${Math.abs(Number(from) * 100).toFixed(2)} %`
      expect(text).toMatch(new RegExp(`from ${edge} +${taken} +${rejected}`))
    }
    expect(text).toContain('seed 7; arbkit 0.0.0')
  })

  it('counts edges that lie outside the bins, and has no line where none do', () => {
    const edges = {
      bins: [{ from: '0.000000', to: '0.010000', taken: 4, rejected: 2 }],
      below: { taken: 0, rejected: 1 },
      above: { taken: 0, rejected: 0 },
    }
    const said = backtestReportText(
      { ...report, figures: { ...report.figures, edges } },
      { columns: 80 },
    )
    expect(said).toMatch(/below 0\.00 % +0 +1 /)
    expect(said).not.toContain('from 1.00 %')
  })

  it('shows so many trades and rows, and counts the rest', () => {
    expect(report.trades.length).toBeGreaterThan(TEXT_TRADES_MAX)
    expect(text).toContain(`${report.trades.length - TEXT_TRADES_MAX} more are in the page`)
    const [row] = report.figures.tables.byBook
    const byBook = Array.from({ length: TEXT_ROWS_MAX + 3 }, () => row!)
    const tables = { ...report.figures.tables, byBook }
    const many: BacktestReport = { ...report, figures: { ...report.figures, tables } }
    expect(backtestReportText(many, { columns: 80 })).toContain('  and 3 more\n')
    const sessions = Array.from({ length: TEXT_ROWS_MAX + 2 }, () => report.head.sessions[0]!)
    const long = { ...report, head: { ...report.head, sessions } }
    expect(backtestReportText(long, { columns: 80 })).toContain('and 2 more sessions')
  })

  it('says that there are no trades', () => {
    const none = madeUpReport({ candidates: 0 }, createSeededRng(1))
    const said = backtestReportText(none, { columns: 80 })
    expect(said).toContain('0 candidates, no trades')
    expect(said).toContain('Trades\n  no trades\n')
    expect(said).toContain('Rejected\n  nothing was rejected\n')
    expect(said).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('needs some columns', () => {
    expect(() => backtestReportText(report, { columns: TEXT_COLUMNS_MIN - 1 })).toThrow(/columns/)
  })
})

describe('lines', () => {
  it('wrap at spaces, and words that are too long anywhere', () => {
    expect(wrapText('one two three abcdefghijklm', { columns: 10, indent: '! ' })).toEqual([
      '! one two',
      '  three',
      '  abcdefgh',
      '  ijklm',
    ])
  })

  it('in columns give way at the widest that is aligned left', () => {
    const rows = [
      ['a long name here', '1'],
      ['b', '22'],
    ]
    expect(columnsText(['name', 'n'], rows, { columns: 16, left: [0] })).toEqual([
      '  name         n',
      '  a long na…   1',
      '  b           22',
    ])
    expect(columnsText(['name', 'n'], rows, { columns: 40, left: [0] })[1]).toBe(
      '  a long name here   1',
    )
  })

  it('of bars show all parts that there are', () => {
    expect(barText([5, 5], 10, 20)).toBe(`${'#'.repeat(10)}${'.'.repeat(10)}`)
    expect(barText([1, 0], 1_000, 20)).toBe('#')
    expect(barText([0, 0], 0, 20)).toBe('')
  })
})
