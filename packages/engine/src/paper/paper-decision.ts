/**
 * Decisions about paper trades, as data: one JSON line each, everything that decided them inside. A trade is
 * started or not; then a step for each thing that happens to it, at its own time (`atMs`, which may lie
 * before the turn that tells of it); then what its legs were paid.
 * @module
 */
import { z } from 'zod'
import { contracts, dollars, price, share, when } from '../turns/decision-fields.ts'

const STAGES = [
  'preparing',
  'sent',
  'committing',
  'unwinding',
  'both',
  'unwound',
  'held',
  'settled',
  'dropped',
] as const

/**
 * Why an opportunity was not traded. `already-open`: a trade of it is not over. `bet-limit`: trades that
 * are not over have bet as much on the same price as the book takes. `cash`, `per-game`,
 * `at-risk`, `per-day`: what the limit leaves is not worth it. `no-size`: nothing can be planned, because
 * the book or the bet leaves no contract. `too-many`: as many trades are open as can be.
 */
export const SKIP_CODES = [
  'already-open',
  'bet-limit',
  'cash',
  'per-game',
  'at-risk',
  'per-day',
  'no-size',
  'too-many',
] as const

/** One of {@link SKIP_CODES}. */
export type SkipCode = (typeof SKIP_CODES)[number]

const which = {
  /** Id of the trade. */
  trade: z.string(),
  /** Id of the opportunity. */
  id: z.string(),
}
/** Milliseconds; latencies are whole. */
const latency = z.int().min(0)

const startedSchema = z.strictObject({
  tag: z.literal('paper-started'),
  ...when,
  ...which,
  fixture: z.string(),
  league: z.string(),
  marketType: z.string(),
  /** Contract first. As planned: counts and stakes at most, prices and odds at worst. */
  legs: z.tuple([
    z.strictObject({
      venue: z.literal('kalshi'),
      /** Exchange shard whose cash pays. */
      shard: z.int(),
      marketId: z.string(),
      side: z.enum(['yes', 'no']),
      bestPrice: price,
      limitPrice: price,
      contracts,
    }),
    z.strictObject({
      /** Bookmaker's key. */
      venue: z.string(),
      oddsEventId: z.string(),
      marketKey: z.string(),
      outcome: z.string(),
      point: z.number().nullable(),
      /** Return per 1 staked as seen, commission taken off; and the least that is taken. */
      odds: share,
      minimumOdds: share,
      stake: dollars,
      stakeMax: dollars,
    }),
  ]),
  /** Profit in the worst outcome as planned. */
  guaranteed: dollars,
  /** Set aside for both legs. */
  reserved: dollars,
  fillProbability: z.strictObject({ contract: share, bet: share, both: share }),
  /** What was drawn: latencies, the book's answer, and how far odds move, in standard deviations. */
  chances: z.strictObject({
    prepareMs: latency,
    orderMs: latency,
    commitMs: latency,
    unwindMs: latency,
    accept: share,
    change: share,
    cap: share,
    driftPrepare: share,
    driftCommit: share,
  }),
})

const skippedSchema = z.strictObject({
  tag: z.literal('paper-skipped'),
  ...when,
  id: z.string(),
  code: z.enum(SKIP_CODES),
  detail: z.string(),
})

const fill = z.strictObject({
  ordered: contracts,
  filled: contracts,
  value: dollars,
  fee: dollars,
  /** Best price first. */
  levels: z.array(z.strictObject({ price, contracts })),
})

const stepSchema = z.strictObject({
  tag: z.literal('paper-step'),
  ...when,
  ...which,
  /** When it happened, Unix ms. */
  atMs: z.int(),
  /** `bet-undecided`: the contract has its result and the bet can not be graded by it: it stays open. */
  event: z.enum(['bet-prepared', 'order-arrived', 'bet-asked', 'unwind-arrived', 'bet-undecided']),
  /** How far the trade is now. */
  stage: z.enum(STAGES),
  /** Why nothing was bought; null where something was, or still may be. */
  dropped: z.enum(['not-quoted', 'odds-below-minimum', 'stake-limit', 'not-filled']).nullable(),
  /** What the feed showed when the book was looked at; null where it showed nothing, or nobody looked. */
  shown: z.strictObject({ odds: share, ageMs: z.int().min(0), stakeMax: dollars }).nullable(),
  /** The odds of the slip; null where it was not read just now. */
  slipOdds: share.nullable(),
  /** What the order took, or the sale; null of another event. */
  fill: fill.nullable(),
  /** What the book answered; null of another event. */
  bet: z
    .strictObject({
      isAccepted: z.boolean(),
      reason: z
        .enum([
          'not-quoted',
          'odds-below-minimum',
          'odds-changed',
          'not-accepted',
          'stake-below-minimum',
        ])
        .nullable(),
      asked: dollars,
      /** What stands, or what was offered; null where nothing was. */
      odds: share.nullable(),
      stake: dollars,
      payout: dollars,
      isChanged: z.boolean(),
      isCapped: z.boolean(),
    })
    .nullable(),
  /** Contracts that no bet covers now. */
  naked: contracts,
  /** Profit in the worst outcome by what is held now. */
  guaranteed: dollars,
  /** Earned by the trade; null while something is open. */
  realised: dollars.nullable(),
  isOver: z.boolean(),
})

const settledSchema = z.strictObject({
  tag: z.literal('paper-settled'),
  ...when,
  ...which,
  atMs: z.int(),
  leg: z.enum(['contract', 'bet']),
  /** The leg's payoff: a share of what a win pays, and a share of what it cost. */
  pays: z.strictObject({ quantity: share, cost: share }),
  payout: dollars,
  stage: z.enum(STAGES),
  realised: dollars.nullable(),
  isOver: z.boolean(),
})

/** Schemas of the decisions about paper trades. */
export const PAPER_DECISION_SCHEMAS = [
  startedSchema,
  skippedSchema,
  stepSchema,
  settledSchema,
] as const

/** A decision about a paper trade. */
export type PaperDecision = z.infer<(typeof PAPER_DECISION_SCHEMAS)[number]>

/** What a desk says: a decision without the turn that tells it. */
export type PaperWord = PaperDecision extends infer Each
  ? Each extends PaperDecision
    ? Omit<Each, 'turn' | 't'>
    : never
  : never

/** Returns what a desk said as a decision of a turn, its keys in their order. */
export function paperDecisionOf(
  { tag, ...rest }: PaperWord,
  { turn, t }: { readonly turn: number; readonly t: number },
): PaperDecision {
  return { tag, turn, t, ...rest } as PaperDecision
}
