/**
 * Cash between the account's shards (OpenAPI 3.28.0 of 2026-08-22, /portfolio/intra_exchange_*;
 * /portfolio/target_balance_allocation).
 * @module
 */
import * as z from 'zod'

/** Answer to a new transfer. */
export const createdTransferSchema = z.looseObject({ transfer_id: z.string().min(1) })

/** One transfer; `status` is open: pending, complete. */
export const transferSchema = z.looseObject({
  transfer_id: z.string().min(1),
  source: z.string(),
  destination: z.string(),
  source_exchange_shard: z.int(),
  destination_exchange_shard: z.int(),
  amount: z.string(),
  status: z.string(),
})

/** One shard's share. */
export const allocationSchema = z.looseObject({ exchange_index: z.int(), percent: z.int() })
