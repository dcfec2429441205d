/**
 * Whether the exchange takes orders now, and when it is to.
 * @module
 */
import { checkWire, insideWire, WireFormatError, type WireLocation } from '@arbkit/core'
import { exchangeScheduleSchema, exchangeStatusSchema, type WireDay } from '../wire/exchange.ts'
import { readInstant } from './read.ts'
import { readOptionalInstant } from './read-account.ts'

/** One shard's state. */
export interface ShardStatus {
  readonly exchangeIndex: number
  /** The venue's words for what trades there. */
  readonly description: string
  /** False while nothing at all changes. */
  readonly isActive: boolean
  /** False while no order is taken; cancelling may still work. */
  readonly isTrading: boolean
  readonly isTransferring: boolean
}

/** The exchange's state. */
export interface ExchangeStatus {
  /** Of the default shard, as {@link ShardStatus}. */
  readonly isActive: boolean
  readonly isTrading: boolean
  /** Undefined where the venue does not say. */
  readonly isTransferring: boolean | undefined
  /** When it hopes to be back, Unix ms; no promise. */
  readonly resumesMs: number | undefined
  /** Each shard's own; empty where the venue can not say. */
  readonly shards: readonly ShardStatus[]
}

/** Days of the week as the schedule names them. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number]

/** One stretch of trading on one day. */
export interface TradingHours {
  /** `HH:MM`, US Eastern. */
  readonly opens: string
  /** `HH:MM`, US Eastern. */
  readonly closes: string
}

/** The week's hours while they hold. */
export interface TradingWeek {
  readonly fromMs: number
  readonly untilMs: number
  readonly hours: Readonly<Record<Weekday, readonly TradingHours[]>>
}

/** When the exchange is to be open. */
export interface ExchangeSchedule {
  readonly weeks: readonly TradingWeek[]
  readonly maintenance: readonly { readonly fromMs: number; readonly untilMs: number }[]
}

/** Parses the status. @throws {WireFormatError} */
export function parseExchangeStatus(payload: unknown, at: WireLocation): ExchangeStatus {
  const wire = checkWire(exchangeStatusSchema, payload, at)
  const resumes = wire.exchange_estimated_resume_time
  return {
    isActive: wire.exchange_active,
    isTrading: wire.trading_active,
    isTransferring: wire.intra_exchange_transfers_active ?? undefined,
    resumesMs: readOptionalInstant(at, 'exchange_estimated_resume_time', resumes),
    shards: (wire.exchange_index_statuses ?? []).map((shard) => ({
      exchangeIndex: shard.exchange_index,
      description: shard.description,
      isActive: shard.exchange_active,
      isTrading: shard.trading_active,
      isTransferring: shard.intra_exchange_transfers_active,
    })),
  }
}

/** Parses `{schedule: …}`'s content. @throws {WireFormatError} */
export function parseExchangeSchedule(payload: unknown, at: WireLocation): ExchangeSchedule {
  const wire = checkWire(exchangeScheduleSchema, payload, at)
  return {
    weeks: wire.standard_hours.map((week, index) => {
      const place = insideWire(at, 'standard_hours', index)
      const hoursOn = (day: Weekday): readonly TradingHours[] =>
        hoursOf(week[day], insideWire(place, day))
      return {
        fromMs: readInstant(place, 'start_time', week.start_time),
        untilMs: readInstant(place, 'end_time', week.end_time),
        hours: {
          monday: hoursOn('monday'),
          tuesday: hoursOn('tuesday'),
          wednesday: hoursOn('wednesday'),
          thursday: hoursOn('thursday'),
          friday: hoursOn('friday'),
          saturday: hoursOn('saturday'),
          sunday: hoursOn('sunday'),
        },
      }
    }),
    maintenance: (wire.maintenance_windows ?? []).map((planned, index) => {
      const place = insideWire(at, 'maintenance_windows', index)
      return {
        fromMs: readInstant(place, 'start_datetime', planned.start_datetime),
        untilMs: readInstant(place, 'end_datetime', planned.end_datetime),
      }
    }),
  }
}

/** `24:00` and `00:00` both close a day. */
const HOURS_MINUTES = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/

function hoursOf(day: WireDay, at: WireLocation): readonly TradingHours[] {
  return (day ?? []).map((hours, index) => {
    const place = insideWire(at, index)
    return {
      opens: readTimeOfDay(place, 'open_time', hours.open_time),
      closes: readTimeOfDay(place, 'close_time', hours.close_time),
    }
  })
}

function readTimeOfDay(at: WireLocation, key: string, text: string): string {
  if (HOURS_MINUTES.test(text)) return text
  throw new WireFormatError(insideWire(at, key), { expected: 'HH:MM', got: text })
}
