import { describe, expect, it } from 'vitest'
import { CANDIDATE, copiesOf, TRADE } from '../../testing/made-up-records.ts'
import { TRADE_MS } from '../../testing/made-up-trades.ts'
import { centicontracts, microdollars } from '../../units/money.ts'
import { type GroupRow, groupTablesOf } from './group-tables.ts'

const HOUR_MS = 3_600_000
const NHL = { league: 'nhl', book: 'betmgm', marketType: 'total' }
const candidates = [
  ...copiesOf(CANDIDATE, 3, (index) => ({ edgePpm: 1_000 * (index + 1) })),
  ...copiesOf(CANDIDATE, 2, () => ({
    ...NHL,
    state: { tag: 'rejected' as const, reason: 'stale' },
    foundMs: TRADE_MS + HOUR_MS,
    lastSeenMs: TRADE_MS + HOUR_MS,
    endedMs: undefined,
  })),
]
const trades = [
  TRADE,
  {
    ...TRADE,
    ...NHL,
    id: 'naked',
    atMs: TRADE_MS + HOUR_MS,
    filled: centicontracts(2_500),
    naked: centicontracts(2_500),
    nakedCost: microdollars(70),
    realised: undefined,
  },
]
const tables = groupTablesOf(candidates, trades)

describe('tables', () => {
  it('hold the figures of each league', () => {
    expect(tables.byLeague).toEqual([
      {
        key: 'nba',
        candidates: 3,
        taken: 3,
        medianEdgePpm: 2_000,
        trades: 1,
        both: 1,
        naked: 0,
        filledShare: 1,
        plannedGuaranteed: 1_280_000,
        realised: 1_280_000,
        nakedCost: 0,
      },
      {
        key: 'nhl',
        candidates: 2,
        taken: 0,
        medianEdgePpm: 12_966,
        trades: 1,
        both: 0,
        naked: 1,
        filledShare: 0.25,
        plannedGuaranteed: 1_280_000,
        realised: 0,
        nakedCost: 70,
      },
    ])
  })

  it('are made by book, market type and US-Eastern hour too', () => {
    const counts = (rows: typeof tables.byBook) => rows.map((row) => [row.key, row.candidates])
    expect(counts(tables.byBook)).toEqual([
      ['draftkings', 3],
      ['betmgm', 2],
    ])
    expect(counts(tables.byMarketType)).toEqual([
      ['moneyline', 3],
      ['total', 2],
    ])
    // 20:00 UTC on a November Saturday is three in the afternoon.
    expect(counts(tables.byHour)).toEqual([
      ['15', 3],
      ['16', 2],
    ])
    expect(tables.byHour.map((row) => row.trades)).toEqual([1, 1])
  })

  it('have the most candidates first, equal ones by name; hours in their order', () => {
    const two = [
      { ...CANDIDATE, league: 'wnba' },
      { ...CANDIDATE, league: 'mlb' },
    ]
    expect(groupTablesOf(two, []).byLeague.map(({ key }) => key)).toEqual(['mlb', 'wnba'])
    const hours = [20, 14, 14].map((hour) => ({
      ...CANDIDATE,
      foundMs: Date.UTC(2026, 10, 21, hour),
    }))
    expect(groupTablesOf(hours, []).byHour.map(({ key }) => key)).toEqual(['09', '15'])
  })

  it('have a row for trades whose candidates are not there', () => {
    expect(groupTablesOf([], [TRADE]).byBook).toMatchObject([
      { key: 'draftkings', candidates: 0, medianEdgePpm: undefined, trades: 1 },
    ])
    expect(groupTablesOf([CANDIDATE], []).byBook[0]?.filledShare).toBeUndefined()
    expect(groupTablesOf([], []).byHour).toEqual([])
  })

  it('hold each record once', () => {
    for (const rows of Object.values<readonly GroupRow[]>({ ...tables })) {
      expect(rows.reduce((sum, row) => sum + row.candidates, 0)).toBe(candidates.length)
      expect(rows.reduce((sum, row) => sum + row.trades, 0)).toBe(trades.length)
    }
  })
})
