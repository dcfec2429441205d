/**
 * A paper desk's options as a recorded session holds them, checked field by field.
 * @module
 */
import { checkWire, LATENCY_MS_MAX, LATENCY_QUANTILES_MAX, type WireLocation } from '@arbkit/core'
import { z } from 'zod'
import type { PaperDeskOptions } from './paper-options.ts'
import { paperSnapshotSchema } from './paper-snapshot.ts'
import { acceptanceSchema, nakedPolicySchema } from './saved-trade.ts'

const latencyMs = z.number().min(0).max(LATENCY_MS_MAX)
const latency = z.discriminatedUnion('tag', [
  z.strictObject({ tag: z.literal('fixed'), latencyMs }),
  z.strictObject({ tag: z.literal('lognormal'), p50Ms: latencyMs, p99Ms: latencyMs }),
  z.strictObject({
    tag: z.literal('empirical'),
    quantiles: z
      .array(z.strictObject({ probability: z.number().min(0).max(1), latencyMs }))
      .max(LATENCY_QUANTILES_MAX),
  }),
])
const amount = z.int().min(0)

const schema = z.strictObject({
  models: z.strictObject({
    id: z.string(),
    isAssumed: z.boolean(),
    prepareLatency: latency,
    orderLatency: latency,
    commitLatency: latency,
    acceptance: acceptanceSchema,
    contractHalfLifeMs: z.number(),
    oddsHalfLifeMs: z.number(),
    oddsDriftPerMinute: z.number(),
  }),
  seed: z.int().min(0).max(4_294_967_295),
  limits: z.strictObject({ perGame: amount, atRisk: amount, perDay: amount }),
  whenNaked: nakedPolicySchema,
  cash: amount,
  minProfit: z.int(),
  bookAgeMsMax: z.number().min(0),
  from: paperSnapshotSchema.optional(),
})

/**
 * Returns options, with the snapshot that they may begin from, as `JSON.stringify` wrote them.
 * @throws {WireFormatError} a field is missing, unknown, of another type or out of its bounds.
 */
export function readPaperDeskOptions(value: unknown, at: WireLocation): PaperDeskOptions {
  // What was checked is of the shape; the units of its numbers are the ones it was written in.
  return checkWire(schema, value, at) as unknown as PaperDeskOptions
}
