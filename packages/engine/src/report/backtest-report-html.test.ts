import { createSeededRng } from '@arbkit/core/testing'
import { fc, test } from '@fast-check/vitest'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { backtestReportHtml } from './backtest-report-html.ts'
import type { BacktestReport } from './backtest-report-schema.ts'
import { madeUpReport } from './test-support/made-up-report.ts'
import { byClass, elementsOf, readMarkup, skeletonOf, textOf } from './test-support/read-markup.ts'
import { EXPLANATION_LINES_MAX, TRADES_CHARACTERS_MAX, TRADES_SHOWN_MAX } from './trade-list.ts'
import { ROWS_SHOWN_MAX } from './report-tables.ts'

const SHAPE = { candidates: 60 }
const report = madeUpReport(SHAPE, createSeededRng(21))
const html = backtestReportHtml(report)
const page = readMarkup(html.trimEnd())

/** The report with every text that comes from outside replaced. */
function named(made: BacktestReport, name: string): BacktestReport {
  const { figures, head } = made
  const rename = <Row extends { readonly key: string }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, key: name }))
  return {
    ...made,
    head: {
      ...head,
      sessions: head.sessions.map((session) => ({ ...session, name })),
      options: [{ name, value: name, origin: name }],
      assumptions: [{ what: name, value: name, asOf: name, source: name, isMeasured: false }],
      seed: name,
      versions: [{ name, version: name }],
    },
    warnings: [{ code: name, text: name }],
    rejected: made.rejected.map((row) => ({ ...row, reason: name, meaning: name })),
    figures: {
      ...figures,
      tables: {
        byLeague: rename(figures.tables.byLeague),
        byBook: rename(figures.tables.byBook),
        byMarketType: rename(figures.tables.byMarketType),
        byHour: rename(figures.tables.byHour),
      },
    },
    trades: made.trades.map((trade) => ({
      ...trade,
      id: name,
      candidateId: name,
      league: name,
      book: name,
      marketType: name,
      fixtureId: name,
      fixture: name,
      question: name,
      explanation: [{ title: name, lines: [{ what: name, value: name, why: name }] }],
    })),
  }
}

const HOSTILE = [
  '</style><script>document.title = 1</script>',
  '"><img src=x onerror="document.title = 2">',
  "' onload='x",
  '</svg></details><h1>&amp;&lt;',
  '<!-- ]]> <![CDATA[',
  'a & b < c > d',
  '\u202eesrever\u2066',
  '\u0000\u000b\ud800',
]
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'<>"\'&;/=- a\n') }),
)

describe('the page', () => {
  it('is one file that asks for nothing', () => {
    const [policy] = elementsOf(page, ({ attributes }) => 'http-equiv' in attributes)
    expect(policy?.attributes['content']).toBe("default-src 'none'; style-src 'unsafe-inline'")
    expect(html).not.toMatch(/https?:|<script|<link|<img|@import|url\(|\bon[a-z]+=|src=|href=/)
    expect(html.startsWith('<!doctype html>\n<html lang="en">')).toBe(true)
  })

  it('is light or dark by the reader’s setting, light on paper, and fits a telephone', () => {
    expect(html).toContain('@media screen and (prefers-color-scheme:dark)')
    expect(html).toContain('@media print')
    expect(html).toContain('content="width=device-width, initial-scale=1"')
    expect(html).toContain('@media (max-width:600px)')
  })

  it('has every picture, named for those who do not see it', () => {
    const drawings = byClass(page, 'svg', 'drawing')
    expect(drawings.map(({ attributes }) => attributes['aria-label']?.split(':')[0])).toEqual([
      'Equity',
      'Equity',
      'Edges when found',
      'Edge decay',
      'Closing-line value of the bet',
      'Closing-line value of the contract',
      'Fill rate',
      'Slippage',
      'Cost of naked legs',
    ])
    for (const drawing of drawings) {
      expect(drawing.attributes['role']).toBe('img')
      expect(drawing.attributes['aria-label']).toMatch(/: .*\d/)
      expect(byClass(drawing, 'text', 'axis').length).toBeGreaterThan(0)
    }
  })

  it('says what the data can not support before any figure, and at the pictures it is about', () => {
    const [warnings] = byClass(page, 'section', 'warnings')
    expect(html.indexOf('class="warnings"')).toBeLessThan(html.indexOf('class="tiles"'))
    const items = elementsOf(warnings!, ({ name }) => name === 'li')
    expect(items.map(textOf)).toEqual(report.warnings.map((warning) => warning.text))
    const doubtful = elementsOf(page, ({ name }) => name === 'figure').filter((figure) =>
      textOf(figure).includes('Not sure: see'),
    )
    const titles = doubtful.map((figure) =>
      textOf(elementsOf(figure, ({ name }) => name === 'h3')[0]!),
    )
    expect(titles).toEqual(['Equity', 'Fill rate', 'Slippage', 'Cost of naked legs'])
    const sure = backtestReportHtml({ ...report, warnings: [] })
    expect(sure).not.toContain('class="warnings"')
    expect(sure).not.toContain('Not sure')
  })

  it('has every trade, its explanation beneath it', () => {
    const trades = byClass(page, 'details', 'trade')
    expect(trades).toHaveLength(report.trades.length)
    for (const [index, trade] of report.trades.entries()) {
      const said = textOf(trades[index]!)
      expect(said).toContain(trade.id)
      expect(said).toContain(trade.fixture)
      expect(said).toContain('step 6')
    }
  })

  it('has tables by league, book, market type and hour, what was assumed and what was read', () => {
    const rows = elementsOf(page, ({ name }) => name === 'tr').map(textOf)
    const { tables } = report.figures
    for (const { key, candidates } of Object.values(tables).flat()) {
      expect(rows.some((row) => row.startsWith(`${key}${candidates}`))).toBe(true)
    }
    for (const { what, source } of report.head.assumptions) {
      expect(rows.some((row) => row.startsWith(what) && row.includes(source))).toBe(true)
    }
    expect(rows).toContain('seed7')
  })

  it('has bars in its tables as long as their share of the longest', () => {
    const [meter] = elementsOf(page, ({ attributes }) => attributes['class'] === 'meter')
    expect(elementsOf(meter!, ({ name }) => name === 'rect')[0]?.attributes['width']).toBe('70')
    const section = elementsOf(page, ({ name }) => name === 'section').find((each) =>
      textOf(each).startsWith('By book'),
    )!
    const widths = byClass(section, 'svg', 'meter')
      .map((each) => elementsOf(each, ({ name }) => name === 'rect')[0]!)
      .map(({ attributes }) => Number(attributes['width']))
    const { byBook } = report.figures.tables
    const most = Math.max(...byBook.map(({ realised }) => Math.abs(Number(realised))))
    for (const [index, { candidates, realised }] of byBook.entries()) {
      expect(widths[2 * index]).toBeCloseTo((candidates / byBook[0]!.candidates) * 70, 1)
      expect(widths[2 * index + 1]).toBeCloseTo((Math.abs(Number(realised)) / most) * 35, 1)
    }
  })

  it('is the same for the same report', () => {
    expect(backtestReportHtml(madeUpReport(SHAPE, createSeededRng(21)))).toBe(html)
  })

  it('says "no trades" of nothing, and holds no number that is none', () => {
    const none = backtestReportHtml(madeUpReport({ candidates: 0 }, createSeededRng(1)))
    expect(readMarkup(none.trimEnd()).name).toBe('html')
    expect(none.match(/no trades/g)?.length).toBeGreaterThan(3)
    const one = backtestReportHtml(
      madeUpReport({ candidates: 1, takenShare: 1 }, createSeededRng(1)),
    )
    for (const text of [none, one, html]) expect(text).not.toMatch(/NaN|undefined|Infinity|null/)
  })
})

describe('names from outside', () => {
  const small = madeUpReport({ candidates: 4, takenShare: 0.5 }, createSeededRng(8))
  const plain = skeletonOf(readMarkup(backtestReportHtml(named(small, 'plain')).trimEnd()))

  test.prop([hostile], { numRuns: 60 })('change no element and no attribute', (name) => {
    const read = readMarkup(backtestReportHtml(named(small, name)).trimEnd())
    expect(skeletonOf(read)).toBe(name === '' ? skeletonOf(read) : plain)
  })

  it('are read as they were written', () => {
    const read = readMarkup(backtestReportHtml(named(small, HOSTILE[0]!)).trimEnd())
    const titles = elementsOf(read, ({ name }) => name === 'h4').map(textOf)
    expect(titles.every((title) => title === HOSTILE[0])).toBe(true)
  })
})

describe('a page of very many trades', () => {
  it('shows those that won or lost most, in order of time, and counts the rest', () => {
    const many = madeUpReport(
      { candidates: TRADES_SHOWN_MAX + 200, takenShare: 1 },
      createSeededRng(2),
    )
    const read = readMarkup(backtestReportHtml(many).trimEnd())
    const shown = byClass(read, 'details', 'trade').map(textOf)
    expect(shown).toHaveLength(TRADES_SHOWN_MAX)
    expect(shown.map((each) => each.slice(0, 19))).toEqual(
      shown.map((each) => each.slice(0, 19)).toSorted(),
    )
    const heaviest = many.trades.toSorted(
      (a, b) =>
        Math.abs(Number(b.realised ?? b.guaranteed)) - Math.abs(Number(a.realised ?? a.guaranteed)),
    )
    expect(shown.some((each) => each.includes(`trade${heaviest[0]!.id}`))).toBe(true)
    expect(shown.some((each) => each.includes(`trade${heaviest.at(-1)!.id}candidate`))).toBe(false)
    expect(textOf(read)).toContain('200 are not shown here')
  })

  it('is bounded in characters, and each explanation in lines', () => {
    const why = 'x'.repeat(100_000)
    const explanation = [{ title: 'Steps', lines: [{ what: 'a', value: 'b', why }] }]
    const long = madeUpReport(
      { candidates: 100, takenShare: 1, notes: { explanation } },
      createSeededRng(2),
    )
    const text = backtestReportHtml(long)
    expect(text.length).toBeLessThan(TRADES_CHARACTERS_MAX + 1_000_000)
    const shown = text.match(/<details/g)?.length ?? 0
    expect(shown).toBeGreaterThan(70)
    expect(text).toContain(`${100 - shown} are not shown here`)
    const lineCount = EXPLANATION_LINES_MAX + 7
    const wordy = madeUpReport({ candidates: 1, takenShare: 1, lineCount }, createSeededRng(1))
    const said = backtestReportHtml(wordy)
    expect(said).toContain(`step ${EXPLANATION_LINES_MAX}<`)
    expect(said).not.toContain(`step ${EXPLANATION_LINES_MAX + 1}<`)
    expect(said).toContain('7 more lines of explanation')
  })

  it('is bounded in rows of a table', () => {
    const sessions = Array.from({ length: ROWS_SHOWN_MAX + 5 }, () => report.head.sessions[0]!)
    const text = backtestReportHtml({ ...report, head: { ...report.head, sessions } })
    expect(text).toContain('5 more rows are not shown')
  })
})

const chromium = process.env['ARBKIT_CHROMIUM'] ?? '/usr/bin/chromium'
const hasChromium = existsSync(chromium)
if (!hasChromium) console.warn(`SKIPPED: no browser at ${chromium} (ARBKIT_CHROMIUM names another)`)

/** Returns the page as a browser has it once it is read. */
function domOf(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'arbkit-report-'))
  const file = path.join(folder, 'page.html')
  try {
    writeFileSync(file, text)
    const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run']
    const quiet = [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ]
    const profile = `--user-data-dir=${path.join(folder, 'profile')}`
    return execFileSync(chromium, [...flags, ...quiet, profile, '--dump-dom', `file://${file}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
      maxBuffer: 50_000_000,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a browser writes of a tree: names of elements, without text. */
const tagsOf = (dom: string): readonly string[] => dom.match(/<\/?[a-z][a-z0-9]*/gi) ?? []

describe('a browser', () => {
  it.skipIf(!hasChromium)(
    'reads the same elements whatever the names, and runs nothing',
    () => {
      const small = madeUpReport({ candidates: 4, takenShare: 0.5 }, createSeededRng(8))
      const wanted = tagsOf(domOf(backtestReportHtml(named(small, 'plain'))))
      const dom = domOf(backtestReportHtml(named(small, HOSTILE.join(' '))))
      expect(wanted.length).toBeGreaterThan(500)
      expect(tagsOf(dom)).toEqual(wanted)
      expect(dom).toContain('<title>Backtest</title>')
      expect(dom).toContain('a &amp; b &lt; c &gt; d')
    },
    180_000,
  )
})
