import { describe, expect, test } from 'vitest'
import {
  easternDateOf,
  type ContractListing,
  MATCH_CONFIDENCE_MIN,
  type MarketPair,
  matchMarkets,
  type MatchResult,
  type OddsListing,
} from '@arbkit/core'
import {
  contractOfRow,
  type LabelledRow,
  type LabelledTarget,
  oddsOfRow,
  readLabelledRows,
} from './support/labelled-pairs.ts'

const LEAGUES = ['MLB', 'NFL', 'NBA', 'NHL', 'WNBA']
const RECALL_MIN = 0.95

const rows = readLabelledRows(LEAGUES)
if (rows === undefined) {
  process.stderr.write('WARNING: no labelled pairs beside this checkout: matching not evaluated\n')
}

/** Each labelled row looked up in what was paired. */
interface Verdict {
  /** Paired where the label says no, or on another outcome or game than the labels say. */
  readonly wrong: readonly string[]
  readonly hits: readonly LabelledRow[]
  readonly missed: readonly LabelledRow[]
}

function judge(all: readonly LabelledRow[], pairs: readonly MarketPair[]): Verdict {
  const byTicker = groupBy(pairs, ({ contract }) => contract.marketId)
  const eventKey = (ticker: string, eventId: string): string => `${ticker} ${eventId}`
  const trueEvents = new Set(
    all
      .filter(({ label }) => label === 'match')
      .map(({ kalshi, odds }) => eventKey(kalshi.market_ticker, odds.id)),
  )
  const wrong: string[] = []
  const hits: LabelledRow[] = []
  const missed: LabelledRow[] = []
  for (const row of all) {
    const ticker = row.kalshi.market_ticker
    const found = byTicker.get(ticker) ?? []
    const here = found.filter(({ odds }) => odds.eventId === row.odds.id)
    const isTarget = here.some((pair) => isTargetOf(pair, row.target))
    const text = `${row.id} ${row.category} ${ticker}: ${row.why}`
    if (row.label === 'no_match') {
      if (row.target === null ? here.length > 0 : isTarget) wrong.push(text)
      continue
    }
    const isElsewhere = found.some(({ odds }) => !trueEvents.has(eventKey(ticker, odds.eventId)))
    if (isElsewhere || (here.length > 0 && !isTarget)) wrong.push(text)
    if (isTarget) hits.push(row)
    else missed.push(row)
  }
  return { wrong, hits, missed }
}

function isTargetOf({ target }: MarketPair, labelled: LabelledTarget | null): boolean {
  return (
    target.marketKey === labelled?.market_key &&
    target.outcome === labelled.outcome &&
    target.point === labelled.point
  )
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** Matches all records of some rows at once: every contract and every odds event once. */
function matchRows(some: readonly LabelledRow[]): MatchResult {
  const contracts = new Map<string, ContractListing>()
  const odds = new Map<string, OddsListing>()
  for (const row of some) {
    contracts.set(row.kalshi.market_ticker, contractOfRow(row))
    const listing = oddsOfRow(row)
    odds.set(row.odds.id, withMarketsOf(listing, odds.get(row.odds.id)))
  }
  return matchMarkets({ contracts: [...contracts.values()], odds: [...odds.values()] })
}

/** The rows of one odds event hold different books of it: the event has them all. */
function withMarketsOf(listing: OddsListing, other: OddsListing | undefined): OddsListing {
  const markets = [...listing.markets, ...(other?.markets ?? [])]
  const once = new Map(markets.map((market) => [JSON.stringify(market), market]))
  return { ...listing, markets: [...once.values()] }
}

function report(title: string, verdicts: readonly Verdict[]): void {
  const hits = verdicts.flatMap((verdict) => verdict.hits)
  const missed = verdicts.flatMap((verdict) => verdict.missed)
  const wrong = verdicts.flatMap((verdict) => verdict.wrong)
  const leagues = LEAGUES.map((league) => {
    const count = (list: readonly LabelledRow[]): number =>
      list.filter((row) => row.league === league).length
    return `${league} ${count(hits)}/${count(hits) + count(missed)}`
  })
  const precision = hits.length / Math.max(1, hits.length + wrong.length)
  const recall = recallOf(verdicts)
  process.stderr.write(
    `matching ${title}: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)} ` +
      `(${leagues.join(', ')}), wrong ${wrong.length}\n`,
  )
}

function recallOf(verdicts: readonly Verdict[]): number {
  const hits = verdicts.reduce((sum, verdict) => sum + verdict.hits.length, 0)
  const missed = verdicts.reduce((sum, verdict) => sum + verdict.missed.length, 0)
  return hits / Math.max(1, hits + missed)
}

describe.skipIf(rows === undefined)('labelled pairs of the five leagues', () => {
  const all = rows ?? []

  test('are as many as the README says', () => {
    expect(all).toHaveLength(972)
    expect(all.filter(({ label }) => label === 'match')).toHaveLength(547)
  })

  test('all records at once: no wrong pair, and hardly a match missed', () => {
    const result = matchRows(all)
    const verdict = judge(all, result.pairs)
    report('all at once', [verdict])
    expect(verdict.wrong).toEqual([])
    expect(recallOf([verdict])).toBeGreaterThanOrEqual(RECALL_MIN)
    // What is missed was postponed or delayed by hours: a person has to say so.
    expect(new Set(verdict.missed.map(({ kalshi }) => kalshi.event_ticker))).toEqual(
      new Set([
        'KXMLBGAME-26JUL101840MILPIT',
        'KXMLBGAME-26JUL181610PITCLE',
        'KXMLBGAME-26JUL211905PITNYY',
      ]),
    )
    for (const { confidence } of result.suggestions) {
      expect(confidence).toBeLessThan(MATCH_CONFIDENCE_MIN)
    }
  })

  test('league by league and day by day: the same', () => {
    const days = groupBy(
      all,
      ({ league, odds }) => `${league} ${easternDateOf(Date.parse(odds.commence_time))}`,
    )
    const verdicts = [...days.values()].map((day) => judge(day, matchRows(day).pairs))
    report('by league and day', verdicts)
    expect(verdicts.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(recallOf(verdicts)).toBeGreaterThanOrEqual(RECALL_MIN)
  })

  test('the judge sees a wrong side, a wrong game and a hard negative', () => {
    const { pairs } = matchRows(all)
    const flipped = pairs.map((pair) => ({ ...pair, target: { ...pair.target, outcome: 'X' } }))
    expect(judge(all, flipped).wrong.length).toBeGreaterThan(500)
    const moved = pairs.map((pair) => ({ ...pair, odds: { ...pair.odds, eventId: 'X' } }))
    expect(judge(all, moved).wrong.length).toBeGreaterThan(500)
    const negative = all.find(({ category }) => category === 'same_teams_other_date')
    const [pair] = pairs
    if (negative === undefined || pair === undefined) throw new Error('no rows')
    const forged = {
      ...pair,
      contract: { ...pair.contract, marketId: negative.kalshi.market_ticker },
      odds: { ...pair.odds, eventId: negative.odds.id },
    }
    expect(judge(all, [...pairs, forged]).wrong).not.toEqual([])
  })
})
