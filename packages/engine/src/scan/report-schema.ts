/**
 * The result of a scan as data: what `arb scan --json` prints. Money, prices and counts are decimal
 * strings and exact; shares (returns, confidence) are decimal strings too; ages are milliseconds;
 * times are ISO 8601 in UTC. The schema is the documentation, and tests hold the output to it.
 * @module
 */
import { MARKET_TYPES, PERIODS } from '@arbkit/core'
import { z } from 'zod'
import { REJECTION_REASONS, type ReasonCode } from './reasons.ts'

/** Dollars with up to six decimals, signed: `12.340000` prints as `12.34`. */
const dollars = z.string().regex(/^-?\d+\.\d{2,6}$/)
/** A share: `0.0135` is 1.35 per cent. */
const share = z.string().regex(/^-?\d+(\.\d+)?$/)
const instant = z.iso.datetime()
/** Negative where a quote is stamped later than the scan; such a candidate is rejected. */
const ageMs = z.int()
const reasonCode = z.enum(Object.keys(REJECTION_REASONS) as [ReasonCode, ...ReasonCode[]])

/**
 * `fee assumed`: no fee record was known when the contract was quoted, multiplier 1 was taken.
 * `odds rounded`: the feed's decimal stands for a range, its lowest value was taken.
 * `status unknown`: only the contract's ticker is known, not whether it trades.
 * `time inferred`: a capture time is the newest stamp inside the file: quotes may be older than shown.
 */
export const MARKS = ['fee assumed', 'odds rounded', 'status unknown', 'time inferred'] as const

const fixture = z.strictObject({
  id: z.string(),
  league: z.string(),
  away: z.string(),
  home: z.string(),
  /** Codes, `TB @ SEA`. */
  shortName: z.string(),
  start: instant,
  inPlay: z.boolean(),
})

const level = z.strictObject({
  /** Dollars a contract, four decimals. */
  price: z.string().regex(/^0\.\d{4}$/),
  /** Contracts taken, two decimals. */
  contracts: z.string().regex(/^\d+\.\d{2}$/),
})

const contractLeg = z.strictObject({
  instrument: z.literal('contract'),
  venue: z.literal('kalshi'),
  marketId: z.string(),
  side: z.enum(['yes', 'no']),
  /** What has to happen for this leg to win. */
  wins: z.string(),
  contracts: z.string().regex(/^\d+\.\d{2}$/),
  /** Cheapest first; what the position takes from each. */
  levels: z.array(level),
  /** Price at which an order has to be limited. */
  limitPrice: z.string().regex(/^0\.\d{4}$/),
  cost: dollars,
  /** At most, however the order is split. */
  fees: dollars,
  /** Cost and fees. */
  allIn: dollars,
  /** `series`, `event-override`, `waiver` or `assumed`. */
  feeOrigin: z.enum(['waiver', 'event-override', 'series', 'assumed']),
  feeMultiplier: share,
  feeAssumedBecause: z.string().nullable(),
  quotedAt: instant,
  quoteAgeMs: ageMs,
})

const betLeg = z.strictObject({
  instrument: z.literal('bet'),
  /** Bookmaker's key. */
  venue: z.string(),
  oddsEventId: z.string(),
  marketKey: z.string(),
  outcome: z.string(),
  point: z.number().nullable(),
  wins: z.string(),
  odds: z.strictObject({
    original: z.string(),
    format: z.enum(['american', 'decimal', 'fractional']),
    /** Decimal odds the position was priced at, commission taken off. */
    pricedAt: share,
    /** `lowest`: the feed's decimal is rounded, the lowest value that prints so was taken. */
    exactness: z.enum(['exact', 'lowest']),
    /** Share of net winnings; null where the book's commission is not known. */
    commission: share.nullable(),
  }),
  stake: dollars,
  /** What comes back if it wins, stake included. */
  payout: dollars,
  stakeMax: dollars,
  /** The nearest page to the bet that the feed knows; `{state}` stands for the bettor's US state. */
  link: z.string().nullable(),
  linkOpens: z.enum(['bet-slip', 'market', 'event']).nullable(),
  /** The book's own id of the selection. */
  selectionId: z.string().nullable(),
  quotedAt: instant,
  quoteAgeMs: ageMs,
})

const rule = z.strictObject({
  venue: z.string(),
  effect: z.string(),
  summary: z.string(),
  source: z.string(),
  asOf: z.string(),
})

const tail = z.strictObject({
  worst: dollars,
  worstState: z.string(),
  atFairPrice: dollars,
  atFairPriceState: z.string(),
  states: z.array(
    z.strictObject({
      state: z.string(),
      worst: dollars,
      atFairPrice: dollars,
      contractRule: rule,
      betRule: rule,
    }),
  ),
})

const evidence = z.strictObject({
  part: z.string(),
  agrees: z.boolean(),
  score: z.number(),
  detail: z.string(),
})

const position = z.strictObject({
  totalCost: dollars,
  guaranteedProfit: dollars,
  /** Guaranteed profit over total cost. */
  returnOnCost: share,
  outcomes: z.array(z.strictObject({ outcome: z.string(), profit: dollars })),
  tail: tail.nullable(),
})

const common = {
  id: z.string(),
  fixture,
  marketType: z.enum(MARKET_TYPES),
  period: z.enum(PERIODS),
  /** What YES means, `STL -1.5`. */
  question: z.string(),
  legs: z.tuple([contractLeg, betLeg]),
  confidence: z.number().min(0).max(1),
  evidence: z.array(evidence),
  /** What a person should know before believing the figures; see {@link MARKS}. */
  marks: z.array(z.enum(MARKS)),
  /** Return of one contract at the best prices, fees included, nothing rounded. */
  marginReturn: share,
}

/** Regular outcomes in which a conditional one does not pay, with what it then earns. */
const exceptions = z.array(z.strictObject({ outcome: z.string(), profit: dollars }))

/** One opportunity. */
export const opportunitySchema = z.strictObject({
  ...common,
  ...position.shape,
  kind: z.enum(['locked', 'conditional']),
  exceptions,
  limitedBy: z.enum(['depth', 'stake-limit', 'bankroll', 'price']),
  /** Rank in the list, from 1. */
  rank: z.int().positive(),
})

/** One candidate that was turned down. */
export const rejectionSchema = z.strictObject({
  ...common,
  ...position.partial().shape,
  /** What it would be if nothing spoke against it; `miss` where it does not pay. */
  kind: z.enum(['locked', 'conditional', 'miss']),
  exceptions,
  reason: reasonCode,
  reasons: z.array(z.strictObject({ code: reasonCode, detail: z.string() })).min(1),
})

/** A contract whose game could be mistaken for one in the odds feed, and was not. */
export const mismatchSchema = z.strictObject({
  kalshiTicker: z.string(),
  reason: z.string(),
  detail: z.string(),
})

/** The whole report. */
export const scanReportSchema = z.strictObject({
  schema: z.literal('arbkit.scan/1'),
  session: z.string(),
  now: instant,
  opportunities: z.array(opportunitySchema),
  /** Present with `--rejected`. */
  rejected: z.array(rejectionSchema).optional(),
  /** Present with `--rejected`. */
  mismatches: z.array(mismatchSchema).optional(),
  counts: z.strictObject({
    frames: z.int(),
    contracts: z.int(),
    oddsEvents: z.int(),
    pairs: z.int(),
    /** Two-leg candidates priced: pair × side × book. */
    candidates: z.int(),
    opportunities: z.int(),
    locked: z.int(),
    conditional: z.int(),
    /** Opportunities cut off by `--limit`. */
    beyondLimit: z.int(),
    rejected: z.int(),
    /** Candidates further than 1 % from paying: counted, not listed. */
    farFromPaying: z.int(),
    /** Prices not looked at, by why. */
    excludedQuotes: z.record(z.string(), z.int()),
  }),
  notes: z.array(z.string()),
})

/** See {@link opportunitySchema}. */
export type OpportunityReport = z.infer<typeof opportunitySchema>
/** See {@link rejectionSchema}. */
export type RejectionReport = z.infer<typeof rejectionSchema>
/** See {@link scanReportSchema}. */
export type ScanReport = z.infer<typeof scanReportSchema>
