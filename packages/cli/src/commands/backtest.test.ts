import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { backtestReportSchema, sweepReportSchema } from '@arbkit/engine'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runProgram } from '../program.ts'

const FILES = path.join(import.meta.dirname, '../../fixtures/small-session')

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arb-backtest-'))
  const names = ['kalshi-events', 'kalshi-order-books', 'kalshi-series', 'odds-nba', 'odds-nfl']
  const files = names.map((name) => path.join(FILES, `${name}.json`))
  expect((await arb('import', ...files, '--out', path.join(root, 'small'))).code).toBe(0)
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

async function arb(...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await runProgram(args, {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => Date.UTC(2026, 10, 23),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
  })
  return { code, out, err }
}

describe('arb backtest', () => {
  it('finds in a session what a scan of it finds, and says what it can not know', async () => {
    const session = path.join(root, 'small')
    const { code, out, err } = await arb('backtest', session, '--json')
    expect([code, err]).toEqual([0, ''])
    const report = backtestReportSchema.parse(JSON.parse(out))
    const scan = JSON.parse((await arb('scan', '--from', session, '--json')).out) as {
      counts: { opportunities: number }
    }
    expect(report.figures.taken).toBe(scan.counts.opportunities)
    expect(report.figures.taken).toBeGreaterThan(0)
    expect(report.head.sessions.map(({ name }) => name)).toEqual(['small'])
    const codes = report.warnings.map(({ code: each }) => each)
    expect(codes).toEqual(expect.arrayContaining(['assumed-models', 'no-results']))
    expect(report.trades.length).toBeGreaterThan(0)
    const found = await arb('backtest', session, '--json', '--no-paper')
    const untraded = backtestReportSchema.parse(JSON.parse(found.out))
    expect(untraded.trades).toEqual([])
    expect(untraded.warnings.map(({ code: each }) => each)).toContain('no-paper-trades')
  })

  it('says the same twice, byte for byte, and of two sessions together', async () => {
    const session = path.join(root, 'small')
    const first = await arb('backtest', session, '--json')
    expect((await arb('backtest', session, '--json')).out).toBe(first.out)
    const copy = path.join(root, 'copy')
    await cp(session, copy, { recursive: true })
    const both = backtestReportSchema.parse(
      JSON.parse((await arb('backtest', session, copy, '--json')).out),
    )
    expect(both.head.sessions).toHaveLength(2)
    // A trade that two sessions tell of, as where one goes on with what the other left, is one trade.
    expect(both.trades).toHaveLength(
      backtestReportSchema.parse(JSON.parse(first.out)).trades.length,
    )
  })

  it('refuses a session that is named twice', async () => {
    const session = path.join(root, 'small')
    const { code, err } = await arb('backtest', session, path.join(root, '.', 'small/'))
    expect([code, err]).toEqual([
      2,
      `error: ${path.join(root, 'small/')}: named twice, and would count twice\n`,
    ])
  })

  it('fits 80 columns', async () => {
    const { code, out } = await arb('backtest', path.join(root, 'small'))
    expect(code).toBe(0)
    expect(out).toContain('Backtest of 1 session')
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  it('writes one page, and never over another', async () => {
    const page = path.join(root, 'report.html')
    const args = ['backtest', path.join(root, 'small'), '--html', page]
    expect((await arb(...args)).code).toBe(0)
    const html = await readFile(page, 'utf8')
    expect(html).toMatch(/^<!doctype html>/i)
    expect(html).toContain('<svg')
    const again = await arb(...args)
    expect([again.code, again.out]).toEqual([3, ''])
    expect(again.err).toMatch(
      /^error: [^\n]*report\.html: can not be written: it is there already\n$/,
    )
  })

  it('sweeps options side by side, in every form', async () => {
    const page = path.join(root, 'sweep.html')
    const args = ['backtest', path.join(root, 'small'), '--sweep', 'minEdge=0%,50%,latencyMs=50']
    const { code, out, err } = await arb(...args, '--html', page)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('Sweep of 2 combinations over 1 session')
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(await readFile(page, 'utf8')).toContain('<svg')
    const report = sweepReportSchema.parse(
      JSON.parse((await arb(...args, '--json', '--jobs', '2')).out),
    )
    const [all, none] = report.cells
    expect(all?.taken).toBeGreaterThan(0)
    expect(none?.taken).toBe(0)
  }, 60_000)

  it('refuses a sweep that is none, and jobs without one', async () => {
    const session = path.join(root, 'small')
    for (const args of [
      ['--sweep', 'edge=1'],
      ['--jobs', '2'],
      ['--sweep', 'minEdge=1%', '--jobs', '0'],
    ]) {
      const { code, out, err } = await arb('backtest', session, ...args)
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(/^[^\n]+\n$/)
    }
  })

  it('refuses what is no session, in one line', async () => {
    const { code, out, err } = await arb('backtest', path.join(root, 'gone'))
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(/^error: [^\n]+\n$/)
  })
})
