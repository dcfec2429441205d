/**
 * Evaluates the matcher on labelled pairs the way it runs: once over all records of a league and
 * US-Eastern day. Precision, recall and F1, by league and market type; how well confidence is
 * calibrated; every error with its evidence.
 * @module
 */
import {
  type ContractListing,
  easternDateOf,
  type MarketPair,
  matchMarkets,
  type MatchResult,
  type OddsListing,
} from '@arbkit/core'
import { judge, type Judgement } from './judge.ts'
import { contractOfRow, type LabelledRow, oddsOfRow } from './labelled-pairs.ts'

/** Counts and what follows from them; shares are rounded to four decimals. */
export interface Score {
  readonly right: number
  readonly wrong: number
  readonly missed: number
  /** Right over right and wrong; 1 where nothing was paired. */
  readonly precision: number
  /** Right over all labels that say `match`; 1 where there are none. */
  readonly recall: number
  readonly f1: number
}

/** One error, with what a person needs to see why. */
export interface EvaluationError {
  readonly id: string
  readonly league: string
  readonly category: string
  readonly ticker: string
  readonly oddsEventId: string
  /** What the label says. */
  readonly why: string
  /** What was paired instead: outcome, confidence, evidence. Null for a miss. */
  readonly paired: {
    readonly outcome: string
    readonly confidence: number
    readonly evidence: readonly string[]
  } | null
  /** For a miss: why the contract has no pair, as far as the matcher says. */
  readonly reason: string | null
}

/** Pairs and suggestions of one range of confidence, and how many of those with a label were right. */
export interface CalibrationBin {
  /** Included. */
  readonly from: number
  /** Not included, but for the last bin. */
  readonly to: number
  readonly count: number
  readonly right: number
  readonly meanConfidence: number
}

/** The whole evaluation. */
export interface Evaluation extends Score {
  readonly rows: number
  readonly byLeague: Readonly<Record<string, Score>>
  readonly byMarketType: Readonly<Record<string, Score>>
  readonly calibration: readonly CalibrationBin[]
  readonly wrongPairs: readonly EvaluationError[]
  readonly missedPairs: readonly EvaluationError[]
}

/** Returns the evaluation of all rows, by league and day. */
export function evaluateMatching(rows: readonly LabelledRow[]): Evaluation {
  const days = groupBy(
    rows,
    ({ league, odds }) => `${league} ${easternDateOf(Date.parse(odds.commence_time))}`,
  )
  const judged: Judgement[] = []
  const doubted: Judgement[] = []
  const reasons = new Map<string, string>()
  for (const day of days.values()) {
    const result = matchRows(day)
    for (const { contract, reason, detail } of result.unpaired) {
      reasons.set(contract.marketId, detail === '' ? reason : `${reason}: ${detail}`)
    }
    judged.push(...judge(day, result.pairs))
    doubted.push(...judge(day, result.suggestions))
  }
  const errorsOf = (verdict: Judgement['verdict']): EvaluationError[] =>
    judged.filter((each) => each.verdict === verdict).map((each) => errorOf(each, reasons))
  return {
    rows: rows.length,
    ...scoreOf(judged),
    byLeague: scoresBy(judged, ({ league }) => league),
    byMarketType: scoresBy(judged, ({ target }) => target?.market_key ?? 'none'),
    calibration: calibrationOf([...judged, ...doubted]),
    wrongPairs: errorsOf('wrong'),
    missedPairs: errorsOf('missed'),
  }
}

/** Matches all records of some rows at once: every contract and every odds event once. */
export function matchRows(some: readonly LabelledRow[]): MatchResult {
  const contracts = new Map<string, ContractListing>()
  const odds = new Map<string, OddsListing>()
  for (const row of some) {
    contracts.set(row.kalshi.market_ticker, contractOfRow(row))
    odds.set(row.odds.id, withMarketsOf(oddsOfRow(row), odds.get(row.odds.id)))
  }
  return matchMarkets({ contracts: [...contracts.values()], odds: [...odds.values()] })
}

/** The rows of one odds event hold different books of it: the event has them all. */
function withMarketsOf(listing: OddsListing, other: OddsListing | undefined): OddsListing {
  const markets = [...listing.markets, ...(other?.markets ?? [])]
  const once = new Map(markets.map((market) => [JSON.stringify(market), market]))
  return { ...listing, markets: [...once.values()] }
}

function scoreOf(judged: readonly Judgement[]): Score {
  const count = (verdict: Judgement['verdict']): number =>
    judged.filter((each) => each.verdict === verdict).length
  const [right, wrong, missed] = [count('right'), count('wrong'), count('missed')]
  const wrongMatches = judged.filter(
    ({ verdict, row }) => verdict === 'wrong' && row.label === 'match',
  ).length
  const precision = shareOf(right, right + wrong)
  const recall = shareOf(right, right + missed + wrongMatches)
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { right, wrong, missed, precision, recall, f1: rounded(f1) }
}

function scoresBy(
  judged: readonly Judgement[],
  keyOf: (row: LabelledRow) => string,
): Readonly<Record<string, Score>> {
  const groups = groupBy(judged, ({ row }) => keyOf(row))
  return Object.fromEntries(
    [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, list]) => [key, scoreOf(list)]),
  )
}

const BIN_EDGES = [0, 0.5, 0.7, 0.85, 0.9, 0.95, 0.98, 1] as const

/** Only pairs that a label speaks about count: of the others nobody knows. */
function calibrationOf(judged: readonly Judgement[]): readonly CalibrationBin[] {
  const known = new Map<MarketPair, boolean>()
  for (const { pair, verdict } of judged) {
    if (pair !== undefined) known.set(pair, verdict === 'right' && known.get(pair) !== false)
  }
  return BIN_EDGES.slice(0, -1).map((from, index): CalibrationBin => {
    const to = BIN_EDGES[index + 1] ?? 1
    const inside = [...known].filter(
      ([{ confidence }]) =>
        confidence >= from && (confidence < to || (to === 1 && confidence === 1)),
    )
    const sum = inside.reduce((total, [{ confidence }]) => total + confidence, 0)
    return {
      from,
      to,
      count: inside.length,
      right: inside.filter(([, isRight]) => isRight).length,
      meanConfidence: inside.length === 0 ? 0 : rounded(sum / inside.length),
    }
  })
}

function errorOf({ row, pair }: Judgement, reasons: ReadonlyMap<string, string>): EvaluationError {
  const { id, league, category, why, kalshi, odds } = row
  return {
    id,
    league,
    category,
    ticker: kalshi.market_ticker,
    oddsEventId: odds.id,
    why,
    paired:
      pair === undefined
        ? null
        : {
            outcome: [pair.target.marketKey, pair.target.outcome, pair.target.point ?? '']
              .join(' ')
              .trim(),
            confidence: pair.confidence,
            evidence: pair.evidence.map(({ part, score, detail }) => `${part} ${score}: ${detail}`),
          },
    reason: pair === undefined ? (reasons.get(kalshi.market_ticker) ?? null) : null,
  }
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 1 : rounded(part / whole)
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** Returns items by key, in the order in which the keys first came. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
