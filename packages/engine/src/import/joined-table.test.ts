import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { centicontracts, InvalidInputError, NO_DECISIONS, WireFormatError } from '@arbkit/core'
import { type Frame, openSession } from '@arbkit/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { matchWithDecisions } from '../decisions/match-with-decisions.ts'
import { MarketState } from '../session/market-state.ts'
import type { ImportHints } from './import-plan.ts'
import { importSession } from './import-session.ts'
import { bare, book, EVENT, row, side, tableOf } from './test-support/made-up-table.ts'
import { TEXT_LINE_CHARACTERS_MAX } from './text-lines.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-table-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(path.join(root, name), content)
  return path.join(root, name)
}
let imports = 0
async function imported(paths: readonly string[], hints: Partial<ImportHints> = {}) {
  imports += 1
  const dir = path.join(root, `session-${imports}`)
  const { report, manifest } = await importSession({
    paths,
    dir,
    hints: { atByFile: new Map(), at: undefined, oddsFormats: new Map(), ...hints },
    createdBy: 'test',
    nowMs: 1000,
    tempId: 'abc',
  })
  const frames = await Array.fromAsync((await openSession(dir)).frames())
  return { report, manifest, frames }
}
const oneTable = async (text: string, hints?: Partial<ImportHints>) =>
  imported([await put('table.jsonl', text)], hints)

const LATER = { captured_at: '2026-08-07T22:50:00Z', odds_feed_last_poll: '2026-08-07T22:48:00Z' }
const OTHER = 'KXMLBGAME-26AUG072210ATHLAA'
const other = (changes: Parameters<typeof row>[0] = {}) =>
  row({
    kalshi_event: OTHER,
    odds_event_id: 'odds-ath-laa',
    commence_time: '2026-08-08T02:10:00Z',
    home_team: 'Los Angeles Angels',
    away_team: 'Athletics',
    kalshi: { home: side(`${OTHER}-LAA`, { bid: '0.50', ask: '0.52' }) },
    ...changes,
  })

const saying = ({ seq, turn, source, request }: Frame): string =>
  `${seq} ${turn} ${source} ${String(request?.['shape'])} ${String(request?.['path'])}`
const stateAfter = (frames: readonly Frame[]): MarketState => {
  const state = new MarketState()
  for (const frame of frames) state.apply(frame)
  return state
}
const pairsIn = (state: MarketState) =>
  matchWithDecisions(
    { contracts: state.contractListings(), odds: state.oddsListings() },
    NO_DECISIONS,
  ).pairs

describe('a table', () => {
  it('is a session: two frames a row, a turn a moment, each with its line', async () => {
    const { frames, report, manifest } = await oneTable(
      `\n${tableOf(row(), other())}\n\n${tableOf(row(LATER), other(LATER))}`,
    )
    expect(frames.map(saying)).toEqual([
      '1 1 kalshi/rest kalshi-events line 2',
      '2 1 the-odds-api/rest odds-event line 2',
      '3 1 kalshi/rest kalshi-events line 3',
      '4 1 the-odds-api/rest odds-event line 3',
      '5 2 the-odds-api/rest odds-gone line 6',
      '6 2 kalshi/rest kalshi-events line 6',
      '7 2 the-odds-api/rest odds-event line 6',
      '8 2 kalshi/rest kalshi-events line 7',
      '9 2 the-odds-api/rest odds-event line 7',
    ])
    expect(frames.map(({ t }) => t)).toEqual([
      ...Array.from({ length: 4 }, () => Date.parse('2026-08-07T22:45:00Z')),
      ...Array.from({ length: 5 }, () => Date.parse('2026-08-07T22:50:00Z')),
    ])
    expect(report).toMatchObject({ frames: 9, unrecognised: [] })
    expect(manifest.imports).toEqual([
      {
        file: 'table.jsonl',
        shape: 'joined-table',
        frames: 9,
        firstMs: Date.parse('2026-08-07T22:45:00Z'),
        lastMs: Date.parse('2026-08-07T22:50:00Z'),
        timeSource: 'file',
        note: '2 of 4 rows say no sizes, no depth: nothing can be bought there; books last polled 120 to 420 s before',
      },
    ])
  })

  it('comes packed or not, under any name', async () => {
    const text = tableOf(row(), row(LATER))
    const plain = await imported([await put('a', `\uFEFF${text}`)])
    const packed = await imported([await put('b.json', gzipSync(text))])
    expect(packed.frames).toHaveLength(5)
    expect(plain.frames.map(saying)).toEqual(packed.frames.map(saying))
  })

  it('pairs its games by the ticker alone, and dates each quote', async () => {
    const { frames } = await oneTable(tableOf(row(), other()))
    const state = stateAfter(frames)
    const pairs = pairsIn(state)
    expect(pairs.map(({ contract, odds }) => `${contract.marketId} ${odds.eventId}`)).toEqual([
      `${EVENT}-SEA odds-tb-sea`,
      `${EVENT}-TB odds-tb-sea`,
      `${OTHER}-LAA odds-ath-laa`,
    ])
    const [pair] = pairs
    expect(JSON.stringify(pair?.evidence)).toContain("by the ticker's codes alone")
    expect(pair?.quotes.map(({ market }) => state.nowMs - market.updatedMs)).toEqual([
      420_000, 420_000,
    ])
  })

  it('tells the two games of a day apart', async () => {
    const game = (n: 1 | 2, start: string) => {
      const event = `KXMLBGAME-26AUG07${n === 1 ? '1310' : '1910'}TBSEA`
      return row({
        kalshi_event: event,
        odds_event_id: `odds-game-${n}`,
        commence_time: start,
        kalshi: { home: side(`${event}-SEA`, { bid: '0.50', ask: '0.52' }) },
        captured_at: '2026-08-07T16:00:00Z',
        odds_feed_last_poll: '2026-08-07T15:59:00Z',
      })
    }
    const { frames } = await oneTable(
      tableOf(game(1, '2026-08-07T17:10:00Z'), game(2, '2026-08-07T23:10:00Z')),
    )
    expect(
      pairsIn(stateAfter(frames)).map(({ contract, odds }) => [contract.eventId, odds.eventId]),
    ).toEqual([
      ['KXMLBGAME-26AUG071310TBSEA', 'odds-game-1'],
      ['KXMLBGAME-26AUG071910TBSEA', 'odds-game-2'],
    ])
  })

  it('keeps a game whose listing moved to another day apart from its contract', async () => {
    const moved = { commence_time: '2026-08-08T17:00:00Z', rescheduled_to_makeup: true }
    const { frames } = await oneTable(tableOf(row(moved)))
    expect(stateAfter(frames).oddsListings()).toHaveLength(1)
    expect(pairsIn(stateAfter(frames))).toEqual([])
  })
})

describe('what a later moment does not quote', () => {
  const quotedAfter = async (...rows: readonly ReturnType<typeof row>[]) => {
    const { frames } = await oneTable(tableOf(...rows))
    return stateAfter(frames)
      .oddsListings()
      .flatMap(({ eventId, markets }) => markets.map(({ book: key }) => `${eventId} ${key}`))
  }
  const draftkings = { draftkings: book('-150', '126', '2026-08-07T20:00:00Z') }

  it('is gone: a book, a game, a side', async () => {
    expect(await quotedAfter(row(), row({ ...LATER, books: draftkings }))).toEqual([
      'odds-tb-sea draftkings',
    ])
    expect(await quotedAfter(row(), other(), row({ ...LATER, books: draftkings }))).toEqual([
      'odds-tb-sea draftkings',
    ])
    const { frames } = await oneTable(
      tableOf(row(), row({ ...LATER, kalshi: { home: { ticker: `${EVENT}-SEA` } } })),
    )
    expect(stateAfter(frames).contractOf(`${EVENT}-SEA`)?.book?.levels.isEmpty()).toBe(true)
  })

  it('is still there where rows of one look are seconds apart, and gone a moment after', async () => {
    const soon = { captured_at: '2026-08-07T22:46:00Z', books: draftkings }
    expect(await quotedAfter(row({ books: draftkings }), other(soon))).toEqual([
      'odds-tb-sea draftkings',
      'odds-ath-laa draftkings',
    ])
    const late = { captured_at: '2026-08-07T22:46:01Z', books: draftkings }
    expect(await quotedAfter(row({ books: draftkings }), other(late))).toEqual([
      'odds-ath-laa draftkings',
    ])
  })
})

describe('sizes that are assumed', () => {
  it('are marked in the frame and in the manifest', async () => {
    const { frames, manifest } = await oneTable(tableOf(other(), row(LATER)), {
      assumedSize: centicontracts(10_000),
    })
    expect(frames.map(({ request }) => request?.['assumedSize'])).toEqual([
      '100.00',
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(frames[0]?.request).toMatchObject({ quotesWithoutSize: 2 })
    expect(manifest.imports?.[0]?.note).toMatch(
      /^1 of 2 rows say no sizes, 100\.00 contracts assumed there;/,
    )
  })
})

describe('beside other files', () => {
  const SERIES = (at: string) =>
    JSON.stringify({
      captured_at: at,
      payload: { ticker: 'KXMLBGAME', fee_type: 'quadratic', fee_multiplier: 1 },
    })

  it('stands in order of time, raw answers first at one moment', async () => {
    const { frames, report } = await imported([
      await put('t1.jsonl', tableOf(row(), row(LATER))),
      await put('fees.json', SERIES('2026-08-07T22:50:00Z')),
      await put('odd.json', '{"a": 1}'),
      await put('t2.jsonl', tableOf(other({ captured_at: '2026-08-07T22:47:00Z' }))),
    ])
    expect(frames.map(saying)).toEqual([
      '1 1 kalshi/rest kalshi-events line 1',
      '2 1 the-odds-api/rest odds-event line 1',
      '3 2 kalshi/rest kalshi-events line 1',
      '4 2 the-odds-api/rest odds-event line 1',
      '5 3 kalshi/rest kalshi-series payload',
      '6 3 the-odds-api/rest odds-gone line 2',
      '7 3 kalshi/rest kalshi-events line 2',
      '8 3 the-odds-api/rest odds-event line 2',
    ])
    expect(report.imports.map(({ file, frames: count }) => `${file} ${count}`)).toEqual([
      't1.jsonl 5',
      'fees.json 1',
      't2.jsonl 2',
    ])
    expect(report.unrecognised).toEqual(['odd.json'])
  })

  it.each<[Partial<ImportHints>, RegExp]>([
    [{ atByFile: new Map([['table.jsonl', 5]]) }, /^table\.jsonl: each line says when/],
    [{ oddsFormats: new Map([['table.jsonl', 'decimal']]) }, /^table\.jsonl: .*American odds$/],
    [{ yesPrices: new Set(['table.jsonl']) }, /^table\.jsonl: holds no stream/],
    [{ atByFile: new Map([['gone.json', 5]]) }, /^no file named gone\.json/],
  ])('refuses the hint %o', async (hints, message) => {
    await expect(oneTable(tableOf(row()), hints)).rejects.toThrow(message)
  })

  it('lets pass a hint that is right, or about other files', async () => {
    const hints = { at: 5, oddsFormats: new Map([['table.jsonl', 'american' as const]]) }
    expect((await oneTable(tableOf(row()), hints)).frames[0]?.t).toBe(
      Date.parse('2026-08-07T22:45:00Z'),
    )
  })
})

describe('a broken table', () => {
  const good = tableOf(row())
  it.each([
    [
      'torn',
      `${good}${good.slice(0, -30)}`,
      InvalidInputError,
      /^table\.jsonl: line 2: not valid JSON/,
    ],
    [
      'torn in its first line',
      good.slice(0, -30),
      InvalidInputError,
      /^table\.jsonl: line 1: not valid/,
    ],
    [
      'with a broken row',
      `${good}${tableOf(row({ ...LATER, sport_key: undefined }))}`,
      WireFormatError,
      'table.jsonl: line 2.sport_key: expected string, got nothing',
    ],
    [
      'out of order',
      tableOf(row(LATER), row()),
      WireFormatError,
      'table.jsonl: line 2.captured_at: expected a time from 2026-08-07T22:50:00.000Z on, as the lines before it, got "2026-08-07T22:45:00.000Z"',
    ],
    [
      'with another document behind',
      `${good}[1, 2]\n`,
      WireFormatError,
      'table.jsonl: line 2: expected object, got [',
    ],
    [
      'nested deeply',
      `${good}${'['.repeat(200)}\n`,
      InvalidInputError,
      'table.jsonl: line 2: nested deeper than 100',
    ],
    [
      'with an endless line',
      `${good}${' x'.repeat(TEXT_LINE_CHARACTERS_MAX)}`,
      InvalidInputError,
      `table.jsonl: line 2: longer than ${TEXT_LINE_CHARACTERS_MAX} characters`,
    ],
  ])(
    '%s is refused by file and line, and no session comes of it',
    async (_name, text, kind, message) => {
      const importing = oneTable(text)
      await expect(importing).rejects.toThrow(kind)
      await expect(importing).rejects.toThrow(message)
      await expect(openSession(path.join(root, `session-${imports}`))).rejects.toThrow(
        'no such session',
      )
    },
  )

  it('cut inside its gzip is refused', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => row({ odds_event_id: `odds-${n * 7919}` }))
    const packed = gzipSync(tableOf(...rows))
    const file = await put('t.jsonl.gz', packed.subarray(0, packed.length - 2000))
    await expect(imported([file])).rejects.toThrow(/^t\.jsonl\.gz: can not be read: /)
  })

  it('with bytes that are no text is refused', async () => {
    const bytes = Buffer.concat([Buffer.from(good), Uint8Array.of(0xff, 0x0a)])
    await expect(imported([await put('t.jsonl', bytes)])).rejects.toThrow('t.jsonl: not UTF-8 text')
  })
})

it('takes a number with all its digits, also one that no float holds', async () => {
  const kalshi = {
    home: side(`${EVENT}-SEA`, { bid: '0.10', ask: '0.30', sizes: ['0.07', '87654321.35'] }),
  }
  const { frames } = await oneTable(tableOf(row({ kalshi, odds_feed_age_s: bare('1e400') })))
  expect(stateAfter(frames).contractOf(`${EVENT}-SEA`)?.book?.levels.snapshot()).toEqual({
    yesBids: [{ price: 1000, size: 7 }],
    noBids: [{ price: 7000, size: 8_765_432_135 }],
  })
})
