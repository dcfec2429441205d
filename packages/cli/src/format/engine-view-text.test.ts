import { fc, test as prop } from '@fast-check/vitest'
import { type EngineView, runScan } from '@arbkit/engine'
import { beforeAll, describe, expect, it } from 'vitest'
import { scanOptionsOf } from '../commands/pricing-flags.ts'
import { AT_MS, feed, viewOf } from '../run/test-support.test.ts'
import { smallSession } from '../small-session.test.ts'
import { displayWidth } from './display-width.ts'
import { engineViewText } from './engine-view-text.ts'

let opportunities: EngineView['opportunities'] = []
beforeAll(async () => {
  const run = await runScan(await smallSession(), scanOptionsOf({}), { withRejected: false })
  opportunities = run.result.opportunities
})

const PROBLEMS: EngineView['problems'] = [
  { atMs: AT_MS - 61_000, where: 'the-odds-api', text: 'odds of basketball_nba: status 500' },
  { atMs: AT_MS - 3_700_000, where: 'recording', text: 'the disk is full\u001b[2J' },
]
const full = (): EngineView => viewOf({ opportunities, problems: PROBLEMS })
const page = (columns: number, rows: number, view = full()): string[] =>
  engineViewText(view, { columns, rows, isColoured: false }).split('\n')

describe('the page', () => {
  it('shows feeds, markets, money, credits, what pays and what is wrong', () => {
    const lines = page(80, 24)
    expect(lines[0]).toMatch(
      /^arb run --dry-run: paper trades only +up 2h14m   2026-11-21 14:03:22Z$/,
    )
    const text = lines.join('\n')
    expect(text).toContain('Kalshi          up              3s       1,204        0\n')
    expect(text).toMatch(/\nThe Odds API    down            1m       1,204        2  status 500\n/)
    expect(text).toContain('markets   1,204 contracts, 96 odds events, 410 pairs, 12 near misses')
    // Profits down, costs up.
    expect(text).toContain('profit    +$12.40 realised, -$3.11 today, +$5.20 guaranteed by open')
    expect(text).toContain(
      'trades    23 finished, 1 under way, 4 open, 0 naked; $1,204.11 at stake',
    )
    expect(text).toContain('credits   19,204 left')
    expect(text).toContain('p50 0.2 ms, p99 0.9 ms, longest 12.0 ms')
    expect(opportunities.length).toBeGreaterThan(1)
    expect(text).toContain(`${opportunities.length} opportunities now`)
    expect(text).toMatch(/\n +\d+\.\d\d % +\+\$[\d.,]+ +\$[\d.,]+ {2}\w+ @ \w+: (?:YES|NO) \(/)
    expect(text).toContain('2 problems, the latest first\n      1m  the-odds-api: odds of')
    expect(lines.at(-1)).toBe('Ctrl-C stops it in order; a second one at once.')
  })

  it('shows ages of quotes where there is room for them', () => {
    expect(page(120, 40).join('\n')).toMatch(/COST +AGES {2}\d+ opportunities now/)
    expect(page(99, 40).join('\n')).not.toMatch(/COST +AGES/)
  })

  it('is short where there are few lines, and still shows the best', () => {
    const lines = page(80, 14)
    expect(lines).toHaveLength(14)
    expect(lines).not.toContain('')
    expect(lines.join('\n')).not.toContain('work ')
    expect(lines.filter((line) => / @ \w+(?: \(cond\.\))?: /.test(line))).toHaveLength(1)
    expect(lines.some((line) => line.startsWith('  and '))).toBe(false)
  })

  it('says what is not there', () => {
    const text = page(80, 24, viewOf({ creditsLeft: undefined })).join('\n')
    expect(text).toContain('no opportunity now')
    expect(text).toContain('no problem')
    expect(text).toContain('credits   not known yet')
  })

  it('leaves out a feed that is not used, and an age that is not known', () => {
    const feeds = [feed('kalshi/rest', 'waiting', undefined), feed('kalshi/ws', 'off', undefined)]
    const text = page(80, 24, viewOf({ feeds })).join('\n')
    expect(text).toContain('Kalshi          waiting                  1,204        0\n')
    expect(text).not.toContain('stream')
  })

  it('counts what has no room', () => {
    const many = Array.from({ length: 40 }, () => opportunities)
      .flat()
      .slice(0, 40)
    const lines = page(80, 24, viewOf({ opportunities: many, problems: PROBLEMS }))
    const shown = lines.filter((line) => / @ \w+(?: \(cond\.\))?: /.test(line)).length
    expect(shown).toBeGreaterThan(1)
    expect(lines).toContain(`  and ${40 - shown} more`)
    expect(lines).toHaveLength(24)
    expect(lines.join('\n')).toContain('the latest first\n')
  })

  it('steers nothing, and is coloured only where asked', () => {
    const coloured = engineViewText(full(), { columns: 80, rows: 24, isColoured: true })
    const plain = page(80, 24).join('\n')
    expect(plain).not.toContain('\u001b')
    expect(coloured).toContain('\u001b[31mdown')
    expect(coloured).toContain('\u001b[32mup')
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain)
  })

  it('warns of a naked leg', () => {
    const { paper } = viewOf()
    const view = viewOf({ paper: { ...paper, naked: 1 } })
    const coloured = engineViewText(view, { columns: 80, rows: 24, isColoured: true })
    expect(coloured).toMatch(/\u001b\[33m23 finished.*1 naked/)
  })

  prop.prop(
    [fc.integer({ min: 1, max: 160 }), fc.integer({ min: 1, max: 60 }), fc.nat(60), fc.nat(5)],
    {
      seed: 3,
      numRuns: 300,
    },
  )('never has more lines or cells than the terminal', (columns, rows, found, wrong) => {
    const view = viewOf({
      opportunities: Array.from(
        { length: found },
        (_, at) => opportunities[at % opportunities.length]!,
      ),
      problems: Array.from({ length: wrong }, (_, at) => ({
        atMs: AT_MS,
        where: 'kalshi',
        text: `${at} 東京 `.repeat(30),
      })),
    })
    const lines = page(columns, rows, view)
    expect(lines.length).toBeLessThanOrEqual(rows)
    expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([])
    expect(lines.every((line) => line === line.trimEnd())).toBe(true)
  })
})
