/**
 * What was paired, as data: what `arb pairs --json` prints, one object a pair.
 * @module
 */
import {
  type DecidedMatch,
  type DecidedPair,
  lineOf,
  MARKET_TYPES,
  MATCH_CONFIDENCE_MIN,
  type MatchResult,
  type PairDecision,
  PERIODS,
  type Proposition,
  type UnpairedContract,
} from '@arbkit/core'
import { z } from 'zod'
import { fixtureOf } from '../scan/report.ts'
import { decisionReportOf, decisionSchema } from './decision-report.ts'

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
  marketType: z.enum(MARKET_TYPES),
  period: z.enum(PERIODS),
  /** What YES states: a team, the draw, or over. */
  side: z.enum(['home', 'away', 'draw', 'not-home', 'not-draw', 'not-away', 'over', 'under']),
  /** The line YES corresponds to there: -1.5, 8.5; null on a moneyline. */
  line: z.number().nullable(),
  /** The outcome of the feed that YES corresponds to. */
  target: z.strictObject({
    marketKey: z.string(),
    outcome: z.string(),
    point: z.number().nullable(),
    participant: z.string().nullable(),
    side: z.enum(['yes', 'no']),
  }),
  /** Books that quote it. */
  books: z.array(z.string()),
  confidence: z.number().min(0).max(1),
  evidence: z.array(evidence),
  /** Why it stands where it does, where a person said so; null where the score did. */
  decision: decisionSchema.nullable(),
  /** Why it is not traded; null unless paused. */
  pause: decisionSchema.nullable(),
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

/** What a report needs beside what was matched. */
export interface PairsContext {
  /** Time of the session's last frame, Unix ms. */
  readonly nowMs: number
  /** Decisions that come from a file of overrides; the others are of the log. */
  readonly overrides?: readonly PairDecision[]
}

/** Returns pairs, suggestions or whatever else is a list of them, in their order. */
export function pairsOf(pairs: readonly DecidedPair[], context: PairsContext): PairReport[] {
  return pairs.map((pair) => pairOf(pair, context))
}

/** Returns one pair. */
export function pairOf(pair: DecidedPair, { nowMs, overrides = [] }: PairsContext): PairReport {
  const { contract, odds, fixture, yes, target, quotes, confidence, decision, pause } = pair
  return {
    kalshiTicker: contract.marketId,
    oddsEventId: odds.eventId,
    fixture: fixtureOf(fixture, nowMs >= fixture.startMs),
    marketType: yes.tag,
    period: yes.period,
    side: sideOf(yes),
    line: lineOf(yes) ?? null,
    target: { ...target },
    books: [...new Set(quotes.map(({ market }) => market.book))].toSorted(),
    confidence,
    evidence: pair.evidence.map((entry) => ({ ...entry })),
    decision: decision === undefined ? null : decisionReportOf(decision, overrides),
    pause: pause === undefined ? null : decisionReportOf(pause, overrides),
  }
}

/**
 * Returns every contract that has no pair, with the reason, by ticker: suggestions among them, and
 * what people's decisions keep from being one.
 */
export function unpairedOf(matching: MatchResult | DecidedMatch): UnpairedReport[] {
  const missed = matching.unpaired.map(({ contract, reason, detail }: UnpairedContract) => ({
    kalshiTicker: contract.marketId,
    reason,
    detail,
  }))
  const refused = 'conflicts' in matching ? refusedOf(matching) : []
  const named = new Set(refused.map(({ key }) => key))
  const unsure = matching.suggestions
    .filter((pair) => !named.has(keyOf(pair)))
    .map(({ contract, odds, confidence }) => ({
      kalshiTicker: contract.marketId,
      reason: 'match-unsure',
      detail: `odds event ${odds.eventId} with confidence ${confidence}, below ${MATCH_CONFIDENCE_MIN}`,
    }))
  return [...missed, ...unsure, ...refused.map(({ report }) => report)].toSorted((x, y) =>
    x.kalshiTicker < y.kalshiTicker ? -1 : 1,
  )
}

/** What decisions keep from being a pair; a pair that stands all the same is left out. */
function refusedOf(matching: DecidedMatch) {
  const { rejectedByPerson, dropped, conflicts } = matching
  const standing = new Set([...matching.pairs, ...matching.paused].map(keyOf))
  const entryOf = (pair: DecidedPair, reason: string, detail: string) => ({
    key: keyOf(pair),
    report: {
      kalshiTicker: pair.contract.marketId,
      reason,
      detail: `${detail} (odds event ${pair.odds.eventId})`,
    },
  })
  return [
    ...rejectedByPerson.map((pair) =>
      entryOf(pair, 'rejected-by-person', pair.decision === undefined ? '' : saidBy(pair.decision)),
    ),
    ...dropped.map(({ pair, reason, decision }) => entryOf(pair, reason, saidBy(decision))),
    ...conflicts
      .filter(({ reason, pair }) => reason !== 'pinned-elsewhere' && !standing.has(keyOf(pair)))
      .map(({ pair, reason, detail }) => entryOf(pair, reason, detail)),
  ]
}

function saidBy({ by, reason }: PairDecision): string {
  return `by ${by}: ${reason}`
}

function keyOf({ contract, odds }: DecidedPair): string {
  return JSON.stringify([contract.venue, contract.marketId, odds.eventId])
}

function sideOf(proposition: Proposition): PairReport['side'] {
  if ('direction' in proposition) return proposition.direction
  return proposition.tag === 'three-way' ? proposition.result : proposition.team
}
