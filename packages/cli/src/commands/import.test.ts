import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runProgram } from '../program.ts'

const AT = '2026-08-07T12:00:00Z'
type Json = Record<string, unknown>

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-cli-import-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

async function arb(args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await runProgram(args, {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => Date.parse(AT),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
  })
  return { code, out, err }
}
async function put(name: string, content: unknown): Promise<string> {
  const at = path.join(root, name)
  await mkdir(path.dirname(at), { recursive: true })
  const isRaw = typeof content === 'string' || content instanceof Uint8Array
  await writeFile(at, isRaw ? content : JSON.stringify(content))
  return at
}
const out = (): string => path.join(root, 'logs', 'day')
const importTo = (...args: readonly string[]) => arb(['import', ...args, '--out', out()])

const odds = (price: number, changes: Json = {}) => [
  {
    id: 'e1',
    sport_key: 'baseball_mlb',
    commence_time: '2026-08-08T01:45:00Z',
    home_team: 'Seattle Mariners',
    away_team: 'Tampa Bay Rays',
    bookmakers: [
      {
        key: 'draftkings',
        title: 'DraftKings',
        last_update: AT,
        markets: [
          {
            key: 'h2h',
            outcomes: [
              { name: 'Seattle Mariners', price },
              { name: 'Tampa Bay Rays', price: -110 },
            ],
          },
        ],
      },
    ],
    ...changes,
  },
]
const book = (price: string, size: string) => ({
  captured_at: AT,
  payload: {
    orderbooks: [
      {
        ticker: 'KXMLBGAME-26AUG072145TBSEA-TB',
        orderbook_fp: { yes_dollars: [[price, size]], no_dollars: [] },
      },
    ],
  },
})
const exactly = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[.[\]$()]/g, String.raw`\$&`)}$`)
const longLines = (text: string): string[] => text.split('\n').filter((line) => line.length > 80)

describe('bad input', () => {
  const CASES: readonly (readonly [string, string, unknown, string | RegExp])[] = [
    [
      'truncated JSON',
      'a.json',
      JSON.stringify(odds(-110)).slice(0, -20),
      /^a\.json: not valid JSON, perhaps cut off: /,
    ],
    [
      'a truncated .gz',
      'a.json.gz',
      gzipSync(JSON.stringify(odds(-110))).subarray(0, 40),
      /^a\.json\.gz: can not be read: /,
    ],
    ['an empty file', 'a.json', '', 'a.json: the file is empty'],
    ['NaN as JSON', 'a.json', '{"price": NaN}', /^a\.json: not valid JSON/],
    [
      'a book with a NaN price',
      'a.json',
      book('NaN', '5.00'),
      'a.json: payload.orderbooks[0].orderbook_fp.yes_dollars[0][0]: expected a price in dollars from 0 to 1, got "NaN"',
    ],
    [
      'a price above a dollar',
      'a.json',
      book('1.01', '5.00'),
      /yes_dollars\[0\]\[0\]: expected a price in dollars from 0 to 1, got "1\.01"$/,
    ],
    [
      'a negative size',
      'a.json',
      book('0.40', '-5.00'),
      'a.json: payload.orderbooks[0].orderbook_fp.yes_dollars[0][1]: expected a count of contracts of 0 or more, got "-5.00"',
    ],
    [
      'odds of 0',
      'a.json',
      odds(0),
      /outcomes\[0\]\.price: expected American odds of 100 or more either way, got 0$/,
    ],
    [
      'odds of 50',
      'a.json',
      odds(50),
      /outcomes\[0\]\.price: expected American odds of 100 or more either way, got 50$/,
    ],
    [
      'odds of -50',
      'a.json',
      odds(-50),
      /outcomes\[0\]\.price: expected American odds of 100 or more either way, got -50$/,
    ],
    [
      'a price that is text',
      'a.json',
      [
        {
          ...odds(-110)[0],
          bookmakers: [
            {
              key: 'b',
              title: '',
              last_update: AT,
              markets: [{ key: 'h2h', outcomes: [{ name: 'x', price: '-110' }] }],
            },
          ],
        },
      ],
      /price: expected number, got "-110"$/,
    ],
    [
      'a time without a zone',
      'a.json',
      odds(-110, { commence_time: '2026-08-08T01:45:00' }),
      /commence_time: expected a time with its zone/,
    ],
    [
      'nothing known',
      'a.json',
      { hello: 'world' },
      'nothing to import: no known response in a.json',
    ],
    [
      'no time at all',
      'a.json',
      { ...book('0.40', '5.00'), captured_at: undefined },
      'a.json: no time inside; say when it was captured: --at a.json=ISO',
    ],
    ['a bomb of brackets', 'a.json', '['.repeat(100_000), 'a.json: nested deeper than 100'],
  ]

  it.each(CASES)(
    '%s: one line, exit code 3, nothing left',
    async (_name, name, content, expected) => {
      const file = await put(name, content)
      const before = await readdir(root)
      const { code, out: text, err } = await importTo(file)
      expect([code, text]).toEqual([3, ''])
      expect(err).toMatch(/^error: [^\n]+\n$/)
      expect(err).not.toMatch(/\bat .+:\d+:\d+/)
      const message = err.slice('error: '.length, -1)
      expect(message).toMatch(typeof expected === 'string' ? exactly(expected) : expected)
      expect(await readdir(root)).toEqual(before)
    },
  )

  it('a missing file and a folder', async () => {
    expect(await importTo(path.join(root, 'gone.json'))).toEqual({
      code: 3,
      out: '',
      err: 'error: gone.json: can not be read: no such file\n',
    })
    await mkdir(path.join(root, 'sub'))
    expect(await importTo(path.join(root, 'sub'))).toEqual({
      code: 3,
      out: '',
      err: 'error: sub: can not be read: it is a folder\n',
    })
    expect(await readdir(root)).toEqual(['sub'])
  })

  it('an --out that is there already stays as it is', async () => {
    const file = await put('a.json', odds(-110))
    await put('logs/day/mine.txt', 'mine')
    const { code, err } = await importTo(file)
    expect([code, err]).toEqual([
      3,
      `error: ${out()}: already there and not empty; nothing was written\n`,
    ])
    expect(await readdir(out())).toEqual(['mine.txt'])
    expect(await readdir(path.dirname(out()))).toEqual(['day'])
  })

  it('an unknown sport is named, imported and scanned, exit code 0', async () => {
    const file = await put('a.json', odds(-110, { sport_key: 'curling_world' }))
    const { code, out: text } = await importTo(file)
    expect(code).toBe(0)
    expect(text).toContain(
      'unknown sport curling_world: no team registry, 1 event will not be paired',
    )
    const scan = await arb(['scan', '--from', out()])
    expect(scan.code).toBe(0)
    expect(scan.out).toContain('unknown sport curling_world: no team registry')
  })
})

describe('what it says', () => {
  it('lists each file with shape, frames and time, within 80 columns', async () => {
    const long = 'x'.repeat(120)
    const files = await Promise.all([
      put('odds.json', odds(-110)),
      put(`${long}.json`, book('0.40', '5.00')),
      put('other.json', {}),
      put('sport.json', odds(-110, { sport_key: `curling_${long}` })),
    ])
    const { code, out: text } = await importTo(...files, '--at', `sport.json=${AT}`)
    expect(code).toBe(0)
    expect(longLines(text)).toEqual([])
    expect(text.replaceAll(/\n */g, '')).toContain(`3 frames into ${out()}`)
    expect(text).toContain(
      '\n  odds.json\n    odds-list, 1 frame, 2026-08-07 12:00:00Z (inferred)\n',
    )
    expect(text).toContain('    kalshi-order-books, 1 frame, 2026-08-07 12:00:00Z\n')
    expect(text).toContain('    odds-list, 1 frame, 2026-08-07 12:00:00Z (flag)\n')
    expect(text).toContain('\n  other.json: not recognised, left out\n')
  })

  it('comes as data with --json', async () => {
    const { out: text } = await importTo(
      await put('odds.json', odds(-110)),
      await put('other.json', {}),
      '--json',
    )
    const time = Date.parse(AT)
    expect(JSON.parse(text)).toEqual({
      schema: 'arbkit.import/1',
      out: out(),
      frames: 1,
      imports: [
        {
          file: 'odds.json',
          shape: 'odds-list',
          frames: 1,
          firstMs: time,
          lastMs: time,
          timeSource: 'inferred',
        },
      ],
      unrecognised: ['other.json'],
      unknownSports: {},
    })
  })

  it('takes --at and --odds-format for a file by its path, its name, or its number', async () => {
    const [a, b] = [await put('a/o.json', odds(150)), await put('b/o.json', odds(-150))]
    const times = ['--at', `${a}=2026-08-07T13:00Z`, '--at', `${b}=2026-08-07T14:00Z`]
    for (const [name, told] of [
      ['o.json#2', 'o.json#2'],
      [b, 'o.json#2'],
      ['o.json', 'o.json'],
    ]) {
      const { err } = await importTo(a, b, ...times, '--odds-format', `${name}=decimal`)
      expect(err).toMatch(new RegExp(`^error: ${told}: .*expected decimal odds above 1, got -1`))
    }
    const { out: text } = await importTo(a, b, ...times, '--json')
    const { imports } = JSON.parse(text) as { imports: { file: string; firstMs: number }[] }
    expect(
      imports.map(({ file, firstMs }) => `${file} ${new Date(firstMs).toISOString()}`),
    ).toEqual(['o.json 2026-08-07T13:00:00.000Z', 'o.json#2 2026-08-07T14:00:00.000Z'])
  })

  it.each([
    [['--at', 'yesterday'], /^error: option '--at <time>' argument 'yesterday' is invalid/],
    [['--at', `b.json=${AT}`], /^error: no file named b\.json is being imported/],
    [['--at', AT, '--at', AT], /^error: --at without a file name may be given once/],
    [
      ['--odds-format', 'american'],
      /^error: option '--odds-format <file=format>' argument 'american' is invalid/,
    ],
  ])('refuses %j on one line', async (flags, message) => {
    const { code, err } = await importTo(await put('a.json', odds(-110)), ...flags)
    expect([2, 3]).toContain(code)
    expect(err).toMatch(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(await readdir(root)).toEqual(['a.json'])
  })
})

describe('a joined table', () => {
  const line = (changes: Json = {}) =>
    `${JSON.stringify({
      captured_at: '2026-08-07T22:45:00Z',
      kalshi_event: 'KXMLBGAME-26AUG072145TBSEA',
      odds_event_id: 'e1',
      sport_key: 'baseball_mlb',
      commence_time: '2026-08-08T01:46:00Z',
      home_team: 'Seattle Mariners',
      away_team: 'Tampa Bay Rays',
      odds_feed_last_poll: '2026-08-07T22:38:00Z',
      kalshi: {
        home: {
          ticker: 'KXMLBGAME-26AUG072145TBSEA-SEA',
          yes_bid: 0.39,
          yes_ask: 0.4,
          yes_bid_size: 500,
          yes_ask_size: 500,
        },
        away: { ticker: 'KXMLBGAME-26AUG072145TBSEA-TB', yes_bid: 0.39, yes_ask: 0.4 },
      },
      books: {
        draftkings: { home: 100, away: 100, changed: '2026-08-07T20:00:00Z' },
        fanduel: { home: 100, away: 100, changed: '2026-08-07T22:38:00Z' },
      },
      ...changes,
    })}\n`

  it('is told by its lines, says what it does not hold, and scans as stale', async () => {
    const { code, out: text } = await importTo(await put('t.jsonl.gz', gzipSync(line())))
    expect(code).toBe(0)
    expect(longLines(text)).toEqual([])
    expect(text).toContain('\n    joined-table, 2 frames, 2026-08-07 22:45:00Z\n')
    expect(text).toContain('1 of 1 rows say no sizes, no depth: nothing can be bought there')
    expect(text).toContain('books last polled 420 to 420 s before')
    const { out: scan } = await arb(['scan', '--from', out(), '--rejected'])
    expect(scan).toMatch(/^0 locked, 0 conditional, 2 near misses\n/)
    expect(scan).toContain('stale: draftkings 7 min old')
    expect(scan).not.toMatch(/kalshi \d+ \w+ old/)
    // Of the side without sizes nothing can be bought, though its price would pay.
    expect(scan).not.toContain('(TB)')
  })

  it('takes a size that is assumed, and says so', async () => {
    const file = await put('t.jsonl', line())
    const { out: text } = await importTo(file, '--assume-contracts', '10')
    expect(text).toContain('1 of 1 rows say no sizes, 10.00 contracts assumed there')
    const { out: scan } = await arb(['scan', '--from', out(), '--rejected', '--max-age', '10m'])
    expect(scan).toContain('(TB)')
  })

  it.each(['0', '-1', '1.5', 'all'])('refuses an assumed size of %s', async (count) => {
    const { code } = await importTo(await put('t.jsonl', line()), '--assume-contracts', count)
    expect(code).toBe(2)
  })

  it('is refused by file, line and field', async () => {
    const text = `${line()}${line({ home_team: undefined })}`
    expect(await importTo(await put('t.jsonl', text))).toEqual({
      code: 3,
      out: '',
      err: 'error: t.jsonl: line 2.home_team: expected string, got nothing\n',
    })
    expect(await readdir(root)).toEqual(['t.jsonl'])
  })
})
