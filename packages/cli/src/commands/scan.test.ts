import { type ScanReport, scanReportSchema } from '@arbkit/engine'
import { describe, expect, it } from 'vitest'
import { smallSession } from '../small-session.test.ts'
import { runProgram } from '../program.ts'

/** Runs `arb scan --demo` with more arguments. */
async function demo(args: readonly string[] = [], isColoured = false) {
  let [out, err] = ['', '']
  const code = await runProgram(['scan', '--demo', ...args], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured,
    version: '1.2.3',
    now: () => 0,
    randomId: () => 'abc',
    openDemo: smallSession,
  })
  return { code, out, err }
}
async function report(...args: readonly string[]): Promise<ScanReport> {
  const { code, out, err } = await demo(['--json', ...args])
  expect([code, err]).toEqual([0, ''])
  return scanReportSchema.parse(JSON.parse(out))
}
const idsOf = ({ opportunities }: ScanReport): string[] => opportunities.map(({ id }) => id)
const codesOf = ({ rejected = [] }: ScanReport): string[] => rejected.map(({ reason }) => reason)
const longLines = (text: string): string[] => text.split('\n').filter((line) => line.length > 80)

describe('the demo', () => {
  it('shows at least one of everything that a person has to tell apart', async () => {
    const { opportunities, rejected = [], mismatches = [] } = await report('--rejected')
    const kinds = opportunities.map(({ kind, exceptions }) => [
      kind,
      ...exceptions.map(({ outcome }) => outcome),
    ])
    expect(kinds).toEqual(expect.arrayContaining([['locked'], ['conditional', 'tie']]))
    for (const cause of ['fees', 'rounding', 'stale']) {
      const [first] = rejected.filter(
        ({ reasons }) => reasons.length === 1 && reasons[0]?.code === cause,
      )
      expect(first?.reason).toBe(cause)
    }
    expect(mismatches.map(({ reason }) => reason)).toContain('start-differs')
  })

  it('has a locked opportunity that its fees and rounding are taken off', async () => {
    const [best] = (await report()).opportunities
    expect(best).toMatchObject({ kind: 'locked', exceptions: [], rank: 1 })
    expect(Number(best?.guaranteedProfit)).toBeGreaterThan(0)
    expect(Number(best?.legs[0].fees)).toBeGreaterThan(0)
  })

  it('says that fees were taken from the files and not assumed', async () => {
    const { opportunities, notes } = await report()
    expect(opportunities.map(({ legs: [contract] }) => contract.feeOrigin)).not.toContain('assumed')
    expect(notes).toEqual([])
  })
})

describe('--json', () => {
  it('is the same twice, byte for byte, and is never coloured', async () => {
    const [first, second, coloured] = [
      await demo(['--json']),
      await demo(['--json']),
      await demo(['--json'], true),
    ]
    expect(second.out).toBe(first.out)
    expect(coloured.out).toBe(first.out)
    expect(first.out.endsWith('}\n')).toBe(true)
  })

  it('holds rejections and mismatches only where they are asked for', async () => {
    expect(Object.keys(await report())).not.toContain('rejected')
    const full = await report('--rejected')
    expect(full.rejected).toHaveLength(full.counts.rejected)
    expect(full.counts.rejected).toBeGreaterThan(5)
  })
})

describe('flags', () => {
  it('--limit lists the best and says how many more there are', async () => {
    const all = await report()
    const one = await report('--limit', '1')
    expect(idsOf(one)).toEqual(idsOf(all).slice(0, 1))
    expect(one.counts).toEqual({ ...all.counts, beyondLimit: all.counts.opportunities - 1 })
    expect((await demo(['--limit', '1'])).out).toContain(
      `${one.counts.beyondLimit} more beyond --limit.`,
    )
    expect((await report('--limit', '99')).counts.beyondLimit).toBe(0)
  })

  it('--min-profit and --min-return turn down what earns less', async () => {
    expect(codesOf(await report('--min-profit', '10', '--rejected'))).toContain('below-min-profit')
    expect(idsOf(await report('--min-profit', '10'))).toHaveLength(1)
    expect(codesOf(await report('--min-return', '1%', '--rejected'))).toContain('below-min-return')
    expect(idsOf(await report('--min-return', '1%'))).toEqual(
      idsOf(await report('--min-return', '0.01')),
    )
    expect(idsOf(await report('--min-return', '50%'))).toEqual([])
  })

  it('--max-return turns down what is too good', async () => {
    const { opportunities, rejected = [] } = await report('--max-return', '1%', '--rejected')
    expect(opportunities.every(({ returnOnCost }) => Number(returnOnCost) <= 0.01)).toBe(true)
    expect(rejected.map(({ reason }) => reason)).toContain('too-good')
  })

  it('--max-stake and --bankroll bound a position', async () => {
    const stakes = (await report('--max-stake', '100')).opportunities.map(({ legs: [, bet] }) =>
      Number(bet.stake),
    )
    expect(Math.max(...stakes)).toBeLessThanOrEqual(100)
    const poor = (await report('--bankroll', '50')).opportunities
    expect(poor.length).toBeGreaterThan(0)
    expect(Math.max(...poor.map(({ totalCost }) => Number(totalCost)))).toBeLessThanOrEqual(50)
  })

  it('--max-age holds for every leg', async () => {
    expect(idsOf(await report('--max-age', '1d')).length).toBeGreaterThan(
      idsOf(await report()).length,
    )
    expect(idsOf(await report('--max-age', '1s'))).toEqual([])
    expect(new Set(codesOf(await report('--max-age', '1s', '--rejected')))).toContain('stale')
  })

  it('--books takes what is named, exchanges with their commission only', async () => {
    const venues = async (books: string) => {
      const { opportunities, rejected = [], notes } = await report('--books', books, '--rejected')
      const bets = (entries: typeof opportunities | typeof rejected) => [
        ...new Set(entries.map(({ legs: [, bet] }) => `${bet.venue} ${bet.odds.commission}`)),
      ]
      return { bets: bets(opportunities), near: bets(rejected), notes }
    }
    expect((await venues('draftkings')).bets).toEqual(['draftkings 0'])
    expect((await venues('novig')).bets).toEqual([])
    expect((await venues('novig')).near).toEqual(['novig null'])
    expect((await venues('novig=1%')).bets).toEqual(['novig 0.01'])
    expect((await venues('nobody')).notes).toEqual(['book nobody quotes nothing in this session'])
  })

  it('--until leaves out what came later', async () => {
    expect((await report('--until', '2026-11-22T17:29:54Z')).counts.frames).toBeLessThan(
      (await report()).counts.frames,
    )
    const { code, err } = await demo(['--until', '2020-01-01T00:00:00Z'])
    expect([code, err]).toEqual([3, 'error: demo: no frame until 2020-01-01T00:00:00.000Z\n'])
  })
})

describe('--explain', () => {
  const titles = [
    'Game and pairing',
    'Quotes',
    'Prices',
    'Contracts and fees',
    'Size',
    'Every regular outcome',
    'Verdict',
  ]

  it('goes from the wire to the result, for every opportunity and near miss', async () => {
    const { opportunities, rejected = [] } = await report('--rejected')
    for (const entry of [...opportunities, ...rejected]) {
      const { code, out } = await demo(['--explain', entry.id])
      expect(code).toBe(0)
      for (const title of titles) expect(out).toContain(`${title}\n`)
      expect(out).toContain(entry.legs[0].marketId)
      expect(out).toMatch(
        'reason' in entry ? new RegExp(`rejected +${entry.reason}`) : /verdict +opportunity/,
      )
      expect(longLines(out)).toEqual([])
    }
  })

  it('names the exception among the outcomes of a conditional one', async () => {
    const entry = (await report()).opportunities.find(({ kind }) => kind === 'conditional')!
    const { out } = await demo(['--explain', entry.id])
    expect(out).toMatch(/Every regular outcome\n[^]*\n  tie +-\d+\.\d+\n +not guaranteed: /)
  })

  it('comes as data too', async () => {
    const [entry] = (await report()).opportunities
    const { out } = await demo(['--explain', entry!.id, '--json'])
    const data = JSON.parse(out) as {
      schema: string
      candidate: unknown
      sections: { title: string }[]
    }
    expect(data.schema).toBe('arbkit.explanation/1')
    expect(data.candidate).toEqual(entry)
    expect(data.sections.map(({ title }) => title)).toEqual(expect.arrayContaining(titles))
  })

  it('knows an id that is cut off by --limit, and refuses one that it does not know', async () => {
    const last = idsOf(await report()).at(-1)!
    expect((await demo(['--limit', '1', '--explain', last])).code).toBe(0)
    const { code, out, err } = await demo(['--explain', 'nothing'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toBe(
      'error: no opportunity or near miss nothing in this scan (see arb scan --rejected)\n',
    )
  })
})

describe('the text', () => {
  const VARIANTS = [
    [],
    ['--rejected'],
    ['--limit', '1'],
    ['--min-profit', '9999'],
    [
      '--max-stake',
      '90000000',
      '--rejected',
      '--max-age',
      '1000d',
      '--books',
      'nobody,draftkings,fanduel',
    ],
  ]

  it.each(VARIANTS.map((args) => [args]))(
    'fits 80 columns, without colour unless asked: %j',
    async (args) => {
      const { out } = await demo(args)
      const { out: coloured } = await demo(args, true)
      expect(longLines(out)).toEqual([])
      expect(out).not.toContain('\u001b')
      expect(coloured).toContain('\u001b[1m')
      expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(out)
      expect(out.split('\n').filter((line) => /\s$/.test(line))).toEqual([])
    },
  )

  it('is the same twice', async () => {
    expect((await demo(['--rejected'])).out).toBe((await demo(['--rejected'])).out)
  })

  it('says so where nothing pays', async () => {
    const { code, out } = await demo(['--min-profit', '9999'])
    expect(code).toBe(0)
    expect(out).toMatch(/^0 locked, 0 conditional, \d+ near misses\n/)
    expect(out).toContain('\nNo opportunity.\n')
  })
})
