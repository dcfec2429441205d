/**
 * What was paired, as data: what `arb pairs --json` prints, one object a pair.
 * @module
 */
import {
  checkLine,
  MATCH_CONFIDENCE_MIN,
  type MarketPair,
  type MatchResult,
  type Proposition,
  type UnpairedContract,
} from '@arbkit/core'
import { z } from 'zod'
import { fixtureOf } from '../scan/report.ts'

const evidence = z.strictObject({
  part: z.string(),
  agrees: z.boolean(),
  score: z.number(),
  detail: z.string(),
})

/** One pair. */
export const pairSchema = z.strictObject({
  kalshiTicker: z.string(),
  oddsEventId: z.string(),
  fixture: z.strictObject({
    id: z.string(),
    league: z.string(),
    away: z.string(),
    home: z.string(),
    shortName: z.string(),
    start: z.iso.datetime(),
    inPlay: z.boolean(),
  }),
  marketType: z.enum(['moneyline', 'spread', 'total']),
  period: z.literal('full-game'),
  /** What YES means at the book: a team, or over. */
  side: z.enum(['home', 'away', 'over', 'under']),
  /** The line YES corresponds to there: -1.5, 8.5; null on a moneyline. */
  line: z.number().nullable(),
  /** The outcome of the feed that YES corresponds to. */
  target: z.strictObject({
    marketKey: z.string(),
    outcome: z.string(),
    point: z.number().nullable(),
  }),
  /** Books that quote it. */
  books: z.array(z.string()),
  confidence: z.number().min(0).max(1),
  evidence: z.array(evidence),
})

/** One contract without a pair. */
export const unpairedSchema = z.strictObject({
  kalshiTicker: z.string(),
  reason: z.string(),
  detail: z.string(),
})

/** See {@link pairSchema}. */
export type PairReport = z.infer<typeof pairSchema>
/** See {@link unpairedSchema}. */
export type UnpairedReport = z.infer<typeof unpairedSchema>

/** Returns every pair at or above the threshold, by fixture and ticker. */
export function pairsOf(matching: MatchResult, nowMs: number): PairReport[] {
  return matching.pairs.map((pair) => pairOf(pair, nowMs))
}

/** Returns one pair. */
export function pairOf(pair: MarketPair, nowMs: number): PairReport {
  const { contract, odds, fixture, yes, target, quotes, confidence } = pair
  return {
    kalshiTicker: contract.marketId,
    oddsEventId: odds.eventId,
    fixture: fixtureOf(fixture, nowMs >= fixture.startMs),
    marketType: yes.tag,
    period: yes.period,
    side: sideOf(yes),
    line: yes.tag === 'moneyline' ? null : checkLine(yes.line),
    target: { ...target },
    books: [...new Set(quotes.map(({ market }) => market.book))].toSorted(),
    confidence,
    evidence: pair.evidence.map((entry) => ({ ...entry })),
  }
}

/** Returns every contract that has no pair, with the reason; suggestions among them, by ticker. */
export function unpairedOf({ unpaired, suggestions }: MatchResult): UnpairedReport[] {
  const missed = unpaired.map(({ contract, reason, detail }: UnpairedContract) => ({
    kalshiTicker: contract.marketId,
    reason,
    detail,
  }))
  const unsure = suggestions.map(({ contract, odds, confidence }) => ({
    kalshiTicker: contract.marketId,
    reason: 'match-unsure',
    detail: `odds event ${odds.eventId} with confidence ${confidence}, below ${MATCH_CONFIDENCE_MIN}`,
  }))
  return [...missed, ...unsure].toSorted((x, y) => (x.kalshiTicker < y.kalshiTicker ? -1 : 1))
}

function sideOf(proposition: Proposition): PairReport['side'] {
  return proposition.tag === 'total' ? proposition.direction : proposition.team
}
