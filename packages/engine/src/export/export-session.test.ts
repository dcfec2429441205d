import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { InvalidInputError, SessionError } from '@arbkit/core'
import { type NewFrame, writeSession } from '@arbkit/store'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importSession } from '../import/import-session.ts'
import { bare, book, EVENT, row, side, tableOf } from '../import/test-support/made-up-table.ts'
import { EXPORT_COLUMNS, EXPORT_TABLES } from './export-columns.ts'
import { exportSession } from './export-session.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-export-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

const session = (): string => path.join(root, 'session')
const out = (): string => path.join(root, 'tables')
const exported = (more: Partial<Parameters<typeof exportSession>[0]> = {}) =>
  exportSession({
    session: session(),
    dir: out(),
    isForced: false,
    createdBy: 'test',
    tempId: 'abc',
    ...more,
  })
const bytesOf = async (table: string): Promise<ArrayBuffer> =>
  new Uint8Array(await readFile(path.join(out(), `${table}.parquet`))).buffer
const rowsOf = async (table: string): Promise<Record<string, unknown>[]> =>
  parquetReadObjects({ file: await bytesOf(table) })
/** Columns of a table, a row a line. */
const linesOf = async (table: string, ...names: readonly string[]): Promise<string[]> =>
  (await rowsOf(table)).map((each) => names.map((name) => String(each[name])).join(' '))

async function record(frames: readonly NewFrame[]): Promise<void> {
  await writeSession(
    { dir: session(), createdBy: 'test', startedAtMs: 1, atomic: { tempId: 'abc' } },
    async (writer) => {
      for (const frame of frames) await writer.append(frame)
      return {}
    },
  )
}
const STREAM = { file: 'stream', path: '$', timeSource: 'received', shape: 'kalshi-ws-stream' }
const stream = (turn: number, message: object): NewFrame => ({
  turn,
  t: 1000 + turn,
  source: 'kalshi/ws',
  request: STREAM,
  payload: JSON.stringify(message),
})
const snapshot = (seq: number, yes: readonly string[][], no: readonly string[][]) => ({
  type: 'orderbook_snapshot',
  sid: 1,
  seq,
  msg: {
    market_ticker: `${EVENT}-SEA`,
    market_id: 'm',
    yes_dollars_fp: yes,
    no_dollars_fp: no,
  },
})
const delta = (seq: number, side: string, price: string, change: string) => ({
  type: 'orderbook_delta',
  sid: 1,
  seq,
  msg: {
    market_ticker: `${EVENT}-SEA`,
    market_id: 'm',
    price_dollars: price,
    delta_fp: change,
    side,
    ts: '2026-08-07T22:45:00Z',
  },
})
const LATER = { captured_at: '2026-08-07T22:50:00Z', odds_feed_last_poll: '2026-08-07T22:48:00Z' }
async function importTable(text: string): Promise<void> {
  await writeFile(path.join(root, 't.jsonl'), text)
  await importSession({
    paths: [path.join(root, 't.jsonl')],
    dir: session(),
    hints: { atByFile: new Map(), at: undefined, oddsFormats: new Map() },
    createdBy: 'test',
    nowMs: 1,
    tempId: 'abc',
  })
}

describe('the tables of a session', () => {
  it('hold its frames, quotes and odds to the last digit', async () => {
    await importTable(tableOf(row()))
    const report = await exported()
    expect(report.files.map(({ name, rows }) => `${name} ${rows}`)).toEqual([
      'frames.parquet 2',
      'quotes.parquet 2',
      'odds.parquet 4',
      'decisions.parquet 0',
    ])
    expect(report.problems).toEqual([])
    const t = BigInt(Date.parse('2026-08-07T22:45:00Z'))
    expect((await rowsOf('frames'))[1]).toEqual({
      seq: 2n,
      turn: 1n,
      t_ms: t,
      source: 'the-odds-api/rest',
      shape: 'odds-event',
      file: 't.jsonl',
      path: 'line 1',
      body_bytes: expect.any(BigInt) as bigint,
    })
    expect((await rowsOf('quotes'))[0]).toEqual({
      seq: 1n,
      t_ms: t,
      market_id: `${EVENT}-SEA`,
      event_id: EVENT,
      league: 'mlb',
      fixture_id: 'mlb:2026-08-07:tb@sea:2145',
      yes_bid_ticks: 5800,
      yes_bid_centicontracts: 9000n,
      yes_ask_ticks: 6000,
      yes_ask_centicontracts: 7725n,
      origin: 'best-quotes',
      is_in_sync: true,
    })
    expect((await rowsOf('odds'))[1]).toEqual({
      seq: 2n,
      t_ms: t,
      sport_key: 'baseball_mlb',
      event_id: 'odds-tb-sea',
      home: 'Seattle Mariners',
      away: 'Tampa Bay Rays',
      start_ms: BigInt(Date.parse('2026-08-08T01:46:00Z')),
      book: 'draftkings',
      market_key: 'h2h',
      outcome: 'Tampa Bay Rays',
      participant: null,
      point_thousandths: null,
      american: 126,
      price_text: '+126',
      price_format: 'american',
      last_update_ms: BigInt(Date.parse('2026-08-07T22:38:00Z')),
      bet_limit_cents: null,
    })
  })

  it('say how many bytes a payload takes', async () => {
    await record([
      stream(1, { type: 'ok', sid: 1, seq: 1, id: 2 }),
      stream(1, snapshot(2, [['0.4000', '5.00']], [])),
    ])
    await exported()
    const bytes = JSON.stringify(snapshot(2, [['0.4000', '5.00']], [])).length
    expect(await linesOf('frames', 'seq', 'body_bytes')).toEqual(['1 36', `2 ${bytes}`])
  })

  it('have a row where best quotes change, and no other', async () => {
    await record([
      stream(1, snapshot(1, [['0.4000', '5.00']], [['0.5000', '7.00']])),
      stream(2, delta(2, 'yes', '0.3000', '9.00')),
      stream(3, delta(3, 'yes', '0.4000', '1.50')),
      stream(4, delta(4, 'no', '0.5500', '2.00')),
      stream(5, delta(5, 'no', '0.5000', '-7.00')),
      stream(6, delta(7, 'no', '0.1000', '1.00')),
      stream(7, snapshot(8, [], [['0.5500', '2.00']])),
    ])
    await exported()
    const names = EXPORT_COLUMNS.quotes.slice(6).map(({ name }) => name)
    expect(await linesOf('quotes', 'seq', 't_ms', ...names)).toEqual([
      '1 1001 4000 500 5000 700 stream true',
      '3 1003 4000 650 5000 700 stream true',
      '4 1004 4000 650 4500 200 stream true',
      '6 1006 4000 650 4500 200 stream false',
      '7 1007 null null 4500 200 stream true',
    ])
    expect(await linesOf('quotes', 'league', 'fixture_id', 'event_id')).toContain(
      `mlb null ${EVENT}`,
    )
  })

  it('hold points, decimal prices, limits and players of the feed', async () => {
    const market = (key: string, outcomes: readonly object[]) => ({
      key: 'betmgm',
      title: 'x',
      last_update: '2026-08-07T22:00:00Z',
      markets: [{ key, last_update: '2026-08-07T22:00:00Z', outcomes }],
    })
    const event = {
      id: 'e',
      sport_key: 'baseball_mlb',
      commence_time: '2026-08-08T01:46:00Z',
      home_team: 'Seattle Mariners',
      away_team: 'Tampa Bay Rays',
    }
    const odds = (
      turn: number,
      oddsFormat: string,
      ...bookmakers: readonly object[]
    ): NewFrame => ({
      turn,
      t: turn,
      source: 'the-odds-api/rest',
      request: { shape: 'odds-event', file: 'o', path: '$', timeSource: 'file', oddsFormat },
      payload: JSON.stringify({ ...event, bookmakers }),
    })
    const over = { name: 'Over', point: -1.25, bet_limit: 500.25, description: 'A. Player' }
    await record([
      odds(
        1,
        'decimal',
        market('totals', [
          { ...over, price: 1.91 },
          { ...over, price: 2 },
        ]),
      ),
      odds(2, 'american', market('totals', [{ name: 'Under', point: 8.5, price: -110 }])),
    ])
    await exported()
    const names = EXPORT_COLUMNS.odds.slice(9).map(({ name }) => name)
    const updated = Date.parse('2026-08-07T22:00:00Z')
    expect(await linesOf('odds', ...names)).toEqual([
      `Over A. Player -1250 null 1.91 decimal ${updated} 50025`,
      `Over A. Player -1250 null 2 decimal ${updated} 50025`,
      `Under null 8500 -110 -110 american ${updated} null`,
    ])
    const [fine] = [
      odds(1, 'american', market('totals', [{ ...over, point: 0.00025, price: 105 }])),
    ]
    await rm(session(), { recursive: true })
    await record([fine])
    await expect(exported({ isForced: true })).rejects.toThrow(
      'frame 1: betmgm totals: expected a point in whole thousandths, got 0.00025',
    )
  })

  it('keep their columns where there is nothing to say', async () => {
    await record([])
    await exported()
    for (const table of EXPORT_TABLES) {
      const { schema } = parquetMetadata(await bytesOf(table))
      expect(schema.slice(1).map(({ name }) => name)).toEqual(
        EXPORT_COLUMNS[table].map(({ name }) => name),
      )
      expect(await rowsOf(table)).toEqual([])
    }
  })

  it('are cut into row groups', async () => {
    await importTable(tableOf(row(), row(LATER)))
    await exported({ rowGroupRows: 3 })
    const groups = parquetMetadata(await bytesOf('odds')).row_groups
    expect(groups.map(({ num_rows: rows }) => Number(rows))).toEqual([3, 3, 2])
  })
})

it('tells the fixture of quotes that come before the odds of their moment', async () => {
  const empty = { books: {} }
  const moved = (bid: string) => ({
    kalshi: { home: side(`${EVENT}-SEA`, { bid, ask: '0.99', sizes: ['1', '1'] }) },
  })
  const text = tableOf(
    row({ ...empty, ...moved('0.1') }),
    row({ ...LATER, ...moved('0.2') }),
    row({ ...LATER, captured_at: '2026-08-07T22:55:00Z', ...moved('0.3'), ...empty }),
  )
  await importTable(text)
  await exported()
  const id = 'mlb:2026-08-07:tb@sea:2145'
  expect(await linesOf('quotes', 'yes_bid_ticks', 'fixture_id')).toEqual([
    '1000 null',
    `2000 ${id}`,
    `3000 ${id}`,
  ])
})

describe('decisions', () => {
  const put = async (name: string, text: string, cut = 0): Promise<void> => {
    const packed = zstdCompressSync(text)
    await writeFile(path.join(session(), name), packed.subarray(0, packed.length - cut))
  }
  const decision = (turn: number, more: object = {}): string =>
    `${JSON.stringify({ tag: 'opened', turn, t: 5, id: `c${turn}`, ...more })}\n`

  it('are in the order of their files', async () => {
    await importTable(tableOf(row()))
    await put('decisions-0002.ndjson.zst', decision(3))
    await put(
      'decisions-0001.ndjson.zst',
      decision(1) + decision(2, { id: undefined, price: '0.10' }),
    )
    await exported()
    expect(await rowsOf('decisions')).toEqual([
      { line: 1n, turn: 1n, t_ms: 5n, tag: 'opened', id: 'c1', decision_json: decision(1).trim() },
      {
        line: 2n,
        turn: 2n,
        t_ms: 5n,
        tag: 'opened',
        id: null,
        decision_json: '{"tag":"opened","turn":2,"t":5,"price":"0.10"}',
      },
      { line: 3n, turn: 3n, t_ms: 5n, tag: 'opened', id: 'c3', decision_json: decision(3).trim() },
    ])
  })

  it('of a torn file are read as far as they go, and that is said', async () => {
    await importTable(tableOf(row()))
    const many = Array.from({ length: 30_000 }, (_, turn) => decision(turn, { x: Math.sin(turn) }))
    await put('decisions-0001.ndjson.zst', many.join(''), 1000)
    const { files, problems } = await exported()
    expect(problems).toEqual([
      'decisions-0001.ndjson.zst is torn: read as far as it goes, the rest is lost',
    ])
    const rows = files.find(({ name }) => name === 'decisions.parquet')?.rows ?? 0
    expect(rows).toBeGreaterThan(1000)
    expect(rows).toBeLessThan(30_000)
  })

  it.each([
    ['{"turn": 1}', 'expected turn, t, tag and an id'],
    ['{"turn": 1, "t": 1, "tag": "x", "id": 5}', 'expected turn, t, tag and an id'],
    ['[]', 'expected turn, t, tag and an id'],
    ['{"turn"', 'expected turn, t, tag and an id'],
  ])('that are none are refused by file and line: %s', async (line, message) => {
    await importTable(tableOf(row()))
    await put('decisions-0001.ndjson.zst', `${decision(1)}${line}\n`)
    const exporting = exported()
    await expect(exporting).rejects.toThrow(SessionError)
    await expect(exporting).rejects.toThrow(
      `decisions-0001.ndjson.zst:2: not a decision: ${message}`,
    )
    expect(await readdir(out())).toEqual([])
  })

  it('in damaged bytes are refused', async () => {
    await importTable(tableOf(row()))
    await writeFile(path.join(session(), 'decisions-0001.ndjson.zst'), 'no zstd at all')
    await expect(exported()).rejects.toThrow(/^decisions-0001\.ndjson\.zst: can not be read: /)
  })
})

describe('files that are there', () => {
  it('are replaced only when that is asked for, all of them', async () => {
    await importTable(tableOf(row()))
    await mkdir(out())
    await writeFile(path.join(out(), 'odds.parquet'), 'mine')
    const exporting = exported()
    await expect(exporting).rejects.toThrow(InvalidInputError)
    await expect(exporting).rejects.toThrow(/odds\.parquet: already there; --force replaces it/)
    expect(await readdir(out())).toEqual(['odds.parquet'])
    expect(await readFile(path.join(out(), 'odds.parquet'), 'utf8')).toBe('mine')
    await exported({ isForced: true })
    expect((await readdir(out())).toSorted()).toEqual(
      EXPORT_TABLES.map((table) => `${table}.parquet`).toSorted(),
    )
    expect(await rowsOf('odds')).toHaveLength(4)
  })

  it('stay as they are when the session turns out to be damaged', async () => {
    const broken = {
      turn: 1,
      t: 1,
      source: 'kalshi/rest',
      request: { shape: 'kalshi-events', file: 'f', path: '$', timeSource: 'file' },
      payload: '{"events": [{}]}',
    }
    await record([broken])
    await mkdir(out())
    await writeFile(path.join(out(), 'odds.parquet'), 'mine')
    await expect(exported({ isForced: true })).rejects.toThrow('event_ticker')
    expect(await readdir(out())).toEqual(['odds.parquet'])
    expect(await readFile(path.join(out(), 'odds.parquet'), 'utf8')).toBe('mine')
  })

  it('are not made for what is no session', async () => {
    await expect(exported()).rejects.toThrow('no such session')
    await expect(readdir(out())).rejects.toThrow('ENOENT')
  })
})

it('says what was incomplete about the session', async () => {
  await importTable(
    tableOf(
      row({
        books: { draftkings: book('-150', '126.0', '2026-08-07T20:00:00Z') },
        odds_feed_age_s: bare('1'),
      }),
    ),
  )
  await rm(path.join(session(), 'manifest.json'))
  const { problems } = await exported()
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/has no manifest/)
})
