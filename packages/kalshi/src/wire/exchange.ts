/**
 * Whether the exchange takes orders, and when it does (OpenAPI 3.28.0 of 2026-08-22, GET
 * /exchange/status and /exchange/schedule).
 * @module
 */
import * as z from 'zod'

/** The default shard's status, and each one's where the venue can say. */
export const exchangeStatusSchema = z.looseObject({
  exchange_active: z.boolean(),
  trading_active: z.boolean(),
  intra_exchange_transfers_active: z.boolean().nullish(),
  exchange_estimated_resume_time: z.string().nullish(),
  exchange_index_statuses: z
    .array(
      z.looseObject({
        exchange_index: z.int(),
        description: z.string(),
        exchange_active: z.boolean(),
        trading_active: z.boolean(),
        intra_exchange_transfers_active: z.boolean(),
      }),
    )
    .nullish(),
})

/** Hours of one day, `HH:MM` Eastern; several where trading pauses. */
const daySchema = z
  .array(z.looseObject({ open_time: z.string(), close_time: z.string() }))
  .nullable()

/** Hours of the week and planned maintenance. */
export const exchangeScheduleSchema = z.looseObject({
  standard_hours: z.array(
    z.looseObject({
      start_time: z.string(),
      end_time: z.string(),
      monday: daySchema,
      tuesday: daySchema,
      wednesday: daySchema,
      thursday: daySchema,
      friday: daySchema,
      saturday: daySchema,
      sunday: daySchema,
    }),
  ),
  maintenance_windows: z
    .array(z.looseObject({ start_datetime: z.string(), end_datetime: z.string() }))
    .nullable(),
})

/** Hours of one day as they came over the wire. */
export type WireDay = z.output<typeof daySchema>
