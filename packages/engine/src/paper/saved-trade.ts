/**
 * A paper trade as plain JSON: the schema of all that decides how it goes on. Its one number that is no
 * JSON, the fee's multiplier, is decimal text.
 * @module
 */
import { checkWire, Decimal, type WireLocation } from '@arbkit/core'
import { z } from 'zod'
import type { PaperTradeView } from './paper-trade-view.ts'

const whole = z.int()
const ratio = z.strictObject({ numerator: whole, denominator: whole.min(1) })
const payoff = z.strictObject({ quantity: ratio, cost: ratio })
const outcomes = z.array(z.strictObject({ id: z.string(), contract: payoff, bet: payoff })).min(1)
const side = z.enum(['yes', 'no'])
const factors = z.strictObject({
  bands: z.array(z.strictObject({ upTo: z.number(), factor: z.number() })),
  beyond: z.number(),
})
const levels = z.array(z.strictObject({ price: whole.min(1), size: whole.min(1) }))
const fills = z.array(z.strictObject({ price: whole.min(1), count: whole.min(1) }))
const taking = z.strictObject({
  fills,
  filled: whole.min(0),
  unfilled: whole.min(0),
  value: whole,
  fee: whole,
  feeMost: whole,
})
const fees = z.discriminatedUnion('tag', [
  z.strictObject({ tag: z.literal('none') }),
  z.strictObject({
    tag: z.literal('kalshi'),
    terms: z.strictObject({
      rate: z.strictObject({
        feeType: z.string(),
        multiplier: z
          .string()
          .regex(/^\d+(?:\.\d+)?(?:e-?\d+)?$/)
          .transform((text) => new Decimal(text)),
        origin: z.string(),
        assumedBecause: z.string().optional(),
      }),
      rounding: z.strictObject({
        id: z.string(),
        effectiveFromMs: whole,
        tradeFeeStepMicrodollars: whole.min(1),
        rebateStepMicrodollars: whole.optional(),
        rebateNeedsMore: z.boolean(),
        rebateStepsMax: whole,
        source: z.string(),
      }),
      membership: z.enum(['direct', 'non-direct']),
    }),
  }),
])
/** Schema of what is done about naked contracts. */
export const nakedPolicySchema = z.discriminatedUnion('tag', [
  z.strictObject({ tag: z.literal('hold') }),
  z.strictObject({
    tag: z.literal('unwind'),
    lossTicksMax: whole.min(0),
    attemptsMax: whole.min(1),
    retryAfterMs: whole.min(0),
  }),
])

/** Schema of how a book answers. */
export const acceptanceSchema = z.strictObject({
  id: z.string(),
  asOf: z.string(),
  source: z.string(),
  acceptProbability: z.number(),
  byDrift: factors,
  byAgeMs: factors,
  byStakeShare: factors,
  changeProbability: z.number(),
  changeBasisPoints: whole,
  capProbability: z.number(),
  capShare: z.number(),
  stakeMinCents: whole,
})

const plan = z.strictObject({
  id: z.string(),
  atMs: whole,
  contract: z.strictObject({
    ladder: levels,
    count: whole.min(1),
    limitPrice: whole.min(1),
    timeInForce: z.enum(['ioc', 'fok']),
    step: whole.min(1),
    fees,
  }),
  bet: z.strictObject({
    returnRatio: ratio,
    minimumOdds: ratio,
    stakeMaxCents: whole,
    stakeStepCents: whole.min(1),
  }),
  outcomes,
  guaranteed: whole,
  whenNaked: nakedPolicySchema,
})
const chances = z.strictObject({
  prepareMs: whole.min(0),
  orderMs: whole.min(0),
  commitMs: whole.min(0),
  unwindMs: whole.min(0),
  bet: z.strictObject({ accept: z.number(), change: z.number(), cap: z.number() }),
  acceptance: acceptanceSchema,
  drift: z.strictObject({ perMinute: z.number(), prepare: z.number(), commit: z.number() }),
})
const settledLeg = z.strictObject({ atMs: whole, payout: whole }).optional()
const receipt = z.discriminatedUnion('tag', [
  z.strictObject({
    tag: z.literal('accepted'),
    returnRatio: ratio,
    stakeCents: whole,
    payoutCents: whole,
    isChanged: z.boolean(),
    isCapped: z.boolean(),
  }),
  z.strictObject({ tag: z.literal('refused'), reason: z.string(), offered: ratio.optional() }),
])
const trade = z.strictObject({
  plan,
  chances,
  stage: z.enum([
    'preparing',
    'sent',
    'committing',
    'unwinding',
    'both',
    'unwound',
    'held',
    'settled',
    'dropped',
  ]),
  atMs: whole,
  dueMs: whole.optional(),
  dropReason: z.string().optional(),
  prepared: z
    .strictObject({ returnRatio: ratio, ageMs: z.number(), stakeMaxCents: whole })
    .optional(),
  preparedMs: whole.optional(),
  ordered: whole.min(0),
  taking: taking.optional(),
  askedStakeCents: whole.optional(),
  receipt: receipt.optional(),
  unwinds: z.array(taking),
  nakedAtFirst: whole.min(0),
  naked: whole.min(0),
  settled: z.strictObject({ contract: settledLeg, bet: settledLeg }),
})
const tradeViewSchema = z.strictObject({
  trade,
  opportunityId: z.string(),
  labels: z.strictObject({
    league: z.string(),
    book: z.string(),
    marketType: z.string(),
    fixtureId: z.string(),
  }),
  contract: z.strictObject({ marketId: z.string(), side, shard: whole.min(0) }),
  bet: z.strictObject({
    oddsEventId: z.string(),
    book: z.string(),
    marketKey: z.string(),
    outcome: z.string(),
    participant: z.string().optional(),
    point: z.number().optional(),
    commission: ratio.optional(),
  }),
  outcomes,
  isBetUndecided: z.boolean(),
})

/** Returns a trade as JSON has it. */
export function savedTrade(view: PaperTradeView): unknown {
  return JSON.parse(JSON.stringify(view))
}

/** Returns trades that {@link savedTrade} wrote. @throws {WireFormatError} one that is none. */
export function savedTrades(
  saved: readonly unknown[],
  at: WireLocation,
): readonly PaperTradeView[] {
  // What was checked is of the shape; the units of its numbers are the ones it was written in.
  return checkWire(z.array(tradeViewSchema), saved, at) as unknown as readonly PaperTradeView[]
}
