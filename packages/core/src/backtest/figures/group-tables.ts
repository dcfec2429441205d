/**
 * The same figures by league, book, market type and US-Eastern hour of the day.
 * @module
 */
import { easternCivilTime } from '../../fixtures/eastern-time.ts'
import type { Microdollars } from '../../units/money.ts'
import { quantileOf } from './bootstrap.ts'
import { filledShareOf, hasBothLegs, sumOf } from './fill-figures.ts'
import type { CandidateRecord, TradeRecord } from './records.ts'

/** One row. */
export interface GroupRow {
  /** League, book, market type, or hour from `00` to `23`. */
  readonly key: string
  readonly candidates: number
  readonly taken: number
  /** Median edge of its candidates, millionths; undefined where there are none. */
  readonly medianEdgePpm: number | undefined
  readonly trades: number
  readonly both: number
  readonly naked: number
  /** Contracts bought over contracts planned; undefined where there is no trade. */
  readonly filledShare: number | undefined
  readonly plannedGuaranteed: Microdollars
  /** Realised by the trades that are over. */
  readonly realised: Microdollars
  readonly nakedCost: Microdollars
}

/** The tables. Most candidates first, then by key; hours in their order. */
export interface GroupTables {
  readonly byLeague: readonly GroupRow[]
  readonly byBook: readonly GroupRow[]
  readonly byMarketType: readonly GroupRow[]
  readonly byHour: readonly GroupRow[]
}

/** Returns the tables. Each record is in exactly one row of each; a key without records has no row. */
export function groupTablesOf(
  candidates: readonly CandidateRecord[],
  trades: readonly TradeRecord[],
): GroupTables {
  const by = (label: 'league' | 'book' | 'marketType') =>
    rowsOf(candidates, trades, {
      ofCandidate: (candidate) => candidate[label],
      ofTrade: (trade) => trade[label],
    }).toSorted((a, b) => b.candidates - a.candidates || (a.key < b.key ? -1 : 1))
  return {
    byLeague: by('league'),
    byBook: by('book'),
    byMarketType: by('marketType'),
    byHour: rowsOf(candidates, trades, {
      ofCandidate: ({ foundMs }) => hourOf(foundMs),
      ofTrade: ({ atMs }) => hourOf(atMs),
    }).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  }
}

function hourOf(atMs: number): string {
  return String(easternCivilTime(atMs).hour).padStart(2, '0')
}

interface Group {
  readonly candidates: CandidateRecord[]
  readonly trades: TradeRecord[]
}

function rowsOf(
  candidates: readonly CandidateRecord[],
  trades: readonly TradeRecord[],
  keys: {
    readonly ofCandidate: (candidate: CandidateRecord) => string
    readonly ofTrade: (trade: TradeRecord) => string
  },
): readonly GroupRow[] {
  const groups = new Map<string, Group>()
  const groupAt = (key: string): Group => {
    const known = groups.get(key)
    if (known !== undefined) return known
    const made: Group = { candidates: [], trades: [] }
    groups.set(key, made)
    return made
  }
  for (const candidate of candidates) {
    groupAt(keys.ofCandidate(candidate)).candidates.push(candidate)
  }
  for (const trade of trades) groupAt(keys.ofTrade(trade)).trades.push(trade)
  return [...groups].map(([key, group]) => rowOf(key, group))
}

function rowOf(key: string, { candidates, trades }: Group): GroupRow {
  const edges = candidates.map(({ edgePpm }) => edgePpm).toSorted((a, b) => a - b)
  return {
    key,
    candidates: candidates.length,
    taken: candidates.filter(({ state }) => state.tag === 'taken').length,
    medianEdgePpm: edges.length === 0 ? undefined : quantileOf(edges, 0.5),
    trades: trades.length,
    both: trades.filter(hasBothLegs).length,
    naked: trades.filter(({ naked }) => naked > 0).length,
    filledShare: filledShareOf(trades),
    plannedGuaranteed: sumOf(trades, ({ plannedGuaranteed }) => plannedGuaranteed),
    realised: sumOf(trades, ({ realised }) => realised ?? 0),
    nakedCost: sumOf(trades, ({ nakedCost }) => nakedCost),
  }
}
