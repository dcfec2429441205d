/**
 * The account's cash (OpenAPI 3.28.0 of 2026-08-22, GET /portfolio/balance; live capture of 2026-07-06).
 * `balance` is the same in cents, cut; only the dollars are exact.
 * @module
 */
import * as z from 'zod'

/** What is there in all, and on each shard; the breakdown is missing for keys of one subaccount. */
export const balanceSchema = z.looseObject({
  balance_dollars: z.string(),
  portfolio_value: z.int(),
  updated_ts: z.int(),
  balance_breakdown: z
    .array(z.looseObject({ exchange_index: z.int(), balance: z.string() }))
    .nullish(),
})
