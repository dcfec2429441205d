import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runProgram } from '@arbkit/cli'
import { isArbError } from '@arbkit/core'
import {
  type PairReport,
  pairSchema,
  planImport,
  readInputs,
  type ScanReport,
  scanReportSchema,
  unpairedSchema,
} from '@arbkit/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const DATA = path.join(import.meta.dirname, '../../shared/data')
const hasData = existsSync(DATA)
if (!hasData) {
  process.stderr.write('WARNING: no recordings beside this checkout: the main job is not tested\n')
}

const RECORDINGS = [
  'kalshi/events_sports_nested.json',
  'kalshi/ws_orderbook_stream.json',
  'kalshi/series_fee_fields.json',
  'oddsapi/mlb_20260807_us_eu_h2h_spreads_totals.json',
]

/** What YES of each paired contract is at the feed. Nothing else may pair. */
const PAIRS: Readonly<
  Record<string, readonly [side: string, line: number | null, outcome: string]>
> = {
  'KXMLBGAME-26AUG071840NYMPIT-NYM': ['away', null, 'New York Mets'],
  'KXMLBGAME-26AUG071840TORPHI-PHI': ['home', null, 'Philadelphia Phillies'],
  'KXMLBGAME-26AUG071905ATLNYY-ATL': ['away', null, 'Atlanta Braves'],
  'KXMLBGAME-26AUG071905ATLNYY-NYY': ['home', null, 'New York Yankees'],
  'KXMLBGAME-26AUG071910ATHBOS-BOS': ['home', null, 'Boston Red Sox'],
  'KXMLBGAME-26AUG071910LAAMIA-MIA': ['home', null, 'Miami Marlins'],
  'KXMLBGAME-26AUG071940MINMIL-MIL': ['home', null, 'Milwaukee Brewers'],
  'KXMLBGAME-26AUG071940MINMIL-MIN': ['away', null, 'Minnesota Twins'],
  'KXMLBGAME-26AUG072140HOUSD-SD': ['home', null, 'San Diego Padres'],
  'KXMLBGAME-26AUG072140LADAZ-LAD': ['away', null, 'Los Angeles Dodgers'],
  'KXMLBGAME-26AUG072145TBSEA-TB': ['away', null, 'Tampa Bay Rays'],
  'KXMLBSPREAD-26AUG072015COLSTL-STL2': ['home', -1.5, 'St. Louis Cardinals'],
  'KXMLBSPREAD-26AUG072140HOUSD-HOU2': ['away', -1.5, 'Houston Astros'],
  'KXMLBSPREAD-26AUG072140HOUSD-SD2': ['home', -1.5, 'San Diego Padres'],
  'KXMLBSPREAD-26AUG072145TBSEA-SEA2': ['home', -1.5, 'Seattle Mariners'],
  'KXMLBSPREAD-26AUG072145TBSEA-TB2': ['away', -1.5, 'Tampa Bay Rays'],
  'KXMLBTOTAL-26AUG072015COLSTL-9': ['over', 8.5, 'Over'],
  'KXMLBTOTAL-26AUG072140HOUSD-8': ['over', 7.5, 'Over'],
  'KXMLBTOTAL-26AUG072140HOUSD-9': ['over', 8.5, 'Over'],
  'KXMLBTOTAL-26AUG072145TBSEA-7': ['over', 6.5, 'Over'],
  'KXMLBTOTAL-26AUG072145TBSEA-8': ['over', 7.5, 'Over'],
}
const EXCHANGES = new Set(['betfair_ex_eu', 'matchbook', 'novig', 'prophetx'])
const MARKET_KEYS: Readonly<Record<string, string>> = {
  moneyline: 'h2h',
  spread: 'spreads',
  total: 'totals',
}

async function arb(...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await runProgram(args, {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '0.0.0',
    now: () => Date.UTC(2026, 10, 21),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
  })
  expect([code, err]).toEqual([0, ''])
  return out
}

let root: string
let session: string
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'arbkit-acceptance-'))
  session = path.join(root, 'logs', '2026-08-07')
})
afterAll(async () => {
  await rm(root, { recursive: true })
})

const scanText = (...args: readonly string[]) => arb('scan', '--from', session, ...args)
async function scan(...args: readonly string[]): Promise<ScanReport> {
  return scanReportSchema.parse(JSON.parse(await scanText('--json', '--rejected', ...args)))
}

describe.skipIf(!hasData)('three recordings of 2026-08-07, hours apart', () => {
  let pairs: readonly PairReport[]
  let imported: string

  beforeAll(async () => {
    imported = await arb(
      'import',
      ...RECORDINGS.map((name) => path.join(DATA, name)),
      '--out',
      session,
      '--json',
    )
    pairs = pairSchema.array().parse(JSON.parse(await arb('pairs', '--from', session, '--json')))
  })

  test('import: every frame, with the time it was captured', () => {
    const { frames, imports, unrecognised } = JSON.parse(imported) as {
      frames: number
      imports: { file: string; frames: number; timeSource: string }[]
      unrecognised: string[]
    }
    expect([frames, unrecognised]).toEqual([275, []])
    expect(
      imports.map(({ file, frames: count, timeSource }) => `${file} ${count} ${timeSource}`),
    ).toEqual([
      'events_sports_nested.json 1 inferred',
      'ws_orderbook_stream.json 269 file',
      'series_fee_fields.json 4 file',
      'mlb_20260807_us_eu_h2h_spreads_totals.json 1 inferred',
    ])
  })

  test('pairs: the 21 that are one and the same, with the right side and line, and no other', () => {
    const found = pairs.map(({ kalshiTicker, side, line, target }) => [
      kalshiTicker,
      [side, line, target.outcome],
    ])
    expect(Object.fromEntries(found)).toEqual(PAIRS)
    expect(pairs).toHaveLength(21)
    for (const {
      marketType,
      period,
      target,
      line,
      confidence,
      books,
      fixture,
      kalshiTicker,
    } of pairs) {
      expect([period, target.marketKey, target.point]).toEqual([
        'full-game',
        MARKET_KEYS[marketType],
        line,
      ])
      expect(confidence).toBeGreaterThanOrEqual(0.85)
      expect(books.length).toBeGreaterThan(0)
      expect(fixture.league).toBe('MLB')
      expect(kalshiTicker).toContain('-26AUG07')
    }
  })

  test('pairs: home and away are those of the ticker, and each fixture one odds event', () => {
    const events = new Map<string, Set<string>>()
    for (const { kalshiTicker, fixture, oddsEventId } of pairs) {
      const codes = /-26AUG07\d{4}([A-Z]+)-/.exec(kalshiTicker)?.[1]
      expect(fixture.shortName.replace(' @ ', '')).toBe(codes)
      events.set(fixture.id, (events.get(fixture.id) ?? new Set()).add(oddsEventId))
    }
    expect(events.size).toBe(10)
    expect([...events.values()].map((ids) => ids.size)).toEqual(Array.from({ length: 10 }, () => 1))
  })

  test('pairs: not one market of the Aug 9 games of the same teams', async () => {
    const text = await arb('pairs', '--from', session, '--unpaired', '--json')
    const later = unpairedSchema
      .array()
      .parse(JSON.parse(text))
      .filter(({ kalshiTicker }) => kalshiTicker.includes('-26AUG09'))
    const ofMlb = later.filter(({ kalshiTicker }) => kalshiTicker.startsWith('KXMLB'))
    expect(ofMlb.map(({ kalshiTicker, reason }) => `${kalshiTicker} ${reason}`)).toEqual([
      'KXMLBGAME-26AUG091610LADAZ-AZ start-differs',
      'KXMLBGAME-26AUG091610LADAZ-LAD start-differs',
      'KXMLBGAME-26AUG091610TBSEA-SEA start-differs',
      'KXMLBGAME-26AUG091610TBSEA-TB start-differs',
      'KXMLBGAME-26AUG092020HOUSD-HOU start-differs',
      'KXMLBGAME-26AUG092020HOUSD-SD start-differs',
    ])
    const { mismatches = [] } = await scan()
    expect(mismatches).toEqual(ofMlb)
  })

  test.each([
    ['as recorded', [], '2026-08-20T17:37:36Z', true],
    [
      'until the odds were captured',
      ['--until', '2026-08-07T14:00:00Z'],
      '2026-08-07T13:49:13Z',
      true,
    ],
    ['taking any age', ['--max-age', '1000d'], '2026-08-20T17:37:36Z', false],
    [
      'taking any age, until the odds',
      ['--max-age', '1000d', '--until', '2026-08-07T14:00:00Z'],
      '2026-08-07T13:49:13Z',
      false,
    ],
  ])(
    'scan %s: no opportunity, and each near miss with its reason',
    async (_name, args, now, isStale) => {
      const { opportunities, rejected = [], counts, now: at } = await scan(...args)
      expect(opportunities).toEqual([])
      expect(Math.floor(Date.parse(at) / 1000)).toBe(Date.parse(now) / 1000)
      expect(counts).toMatchObject({
        pairs: 21,
        opportunities: 0,
        locked: 0,
        conditional: 0,
        rejected: 23,
      })
      for (const {
        reason,
        reasons,
        legs: [contract, bet],
        marks,
      } of rejected) {
        const isExchange = EXCHANGES.has(bet.venue)
        const codes = reasons.map(({ code }) => code)
        const first = isExchange ? 'commission-unknown' : isStale ? 'stale' : 'fees'
        expect([reason, codes[0]]).toEqual([first, first])
        expect(codes.includes('stale')).toBe(isStale)
        expect(codes).not.toContain('out-of-sync')
        expect(bet.odds.commission).toBe(isExchange ? null : '0')
        expect(contract.feeOrigin).toBe('assumed')
        expect(marks).toContain('fee assumed')
      }
      expect(new Set(rejected.map(({ legs: [, bet] }) => EXCHANGES.has(bet.venue)))).toEqual(
        new Set([true, false]),
      )
    },
  )

  test('scan: the fees that had to be assumed are said, series by series', async () => {
    const later = 'every fee record of this series is later than the quote'
    expect((await scan()).notes).toEqual([
      `fee assumed for KXMLBGAME, multiplier 1: ${later}`,
      `fee assumed for KXMLBSPREAD, multiplier 1: ${later}`,
      'fee assumed for KXMLBTOTAL, multiplier 1: no fee record of this series',
    ])
  })

  test('scan: the same twice and in two sessions, byte for byte; the text within 80 columns', async () => {
    const first = await scanText('--json', '--rejected')
    expect(await scanText('--json', '--rejected')).toBe(first)
    const again = path.join(root, 'again', '2026-08-07')
    await arb('import', ...RECORDINGS.map((name) => path.join(DATA, name)), '--out', again)
    expect(await arb('scan', '--from', again, '--json', '--rejected')).toBe(first)
    const text = await scanText('--rejected')
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(await scanText('--rejected')).toBe(text)
  })

  test('the session keeps what was recorded, and says where from', async () => {
    const manifest = JSON.parse(await readFile(path.join(session, 'manifest.json'), 'utf8')) as {
      complete: boolean
      imports: { file: string }[]
    }
    expect(manifest.complete).toBe(true)
    expect(manifest.imports.map(({ file }) => file)).toEqual(
      RECORDINGS.map((name) => path.basename(name)),
    )
  })
})

describe.skipIf(!hasData)('every recording there is', () => {
  const files = ['kalshi', 'oddsapi'].flatMap((folder) =>
    (hasData ? readdirSync(path.join(DATA, folder), { recursive: true, withFileTypes: true }) : [])
      .filter((entry) => entry.isFile() && /\.json(\.gz)?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  )

  /** Why a file is refused; undefined where it is imported. */
  const refusalOf = async (file: string): Promise<string | undefined> => {
    const hints = { atByFile: new Map(), at: undefined, oddsFormats: new Map() }
    try {
      planImport(await readInputs([file]), hints)
      return undefined
    } catch (error) {
      if (!isArbError(error)) throw error
      return error.message
    }
  }

  test('is imported, or refused on one line that names it', async () => {
    const refused: string[] = []
    for (const file of files) refused.push((await refusalOf(file)) ?? '')
    expect(files.length).toBeGreaterThan(200)
    expect(refused.filter((message) => message !== '').toSorted()).toEqual([
      'combo_orderbooks.json: no time inside; say when it was captured: --at combo_orderbooks.json=ISO',
      // Notes of people about responses, not responses.
      'nothing to import: no known response in fee_vectors.json',
      'nothing to import: no known response in occurrence_datetime_probe.json',
      'nothing to import: no known response in price_grids.json',
      'nothing to import: no known response in team_names_seen.json',
    ])
  })

  test('makes one session that scans', async () => {
    const all = path.join(root, 'all')
    const report = JSON.parse(
      await arb(
        'import',
        ...files,
        '--at',
        'combo_orderbooks.json=2026-08-07T12:00:00Z',
        '--out',
        all,
        '--json',
      ),
    ) as { unrecognised: string[] }
    expect(report.unrecognised).toHaveLength(4)
    const found = scanReportSchema.parse(JSON.parse(await arb('scan', '--from', all, '--json')))
    expect(found.opportunities).toEqual([])
    expect(found.notes.filter((note) => note.startsWith('unknown sport'))).toEqual([])
  })
})
