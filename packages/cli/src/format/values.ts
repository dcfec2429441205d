/**
 * Single values for people. Money is shown in cents, rounded against the reader: a profit down, a
 * cost up.
 * @module
 */
import { Decimal, easternCivilTime } from '@arbkit/core'

/** Returns a profit, signed and rounded down: `+$1.28`, `-$11.68`. */
export function profitText(amount: string): string {
  const rounded = new Decimal(amount).toDecimalPlaces(2, Decimal.ROUND_FLOOR)
  const sign = rounded.isNegative() && !rounded.isZero() ? '-' : '+'
  return `${sign}$${grouped(rounded.abs().toFixed(2))}`
}

/** Returns a cost, rounded up: `$98.73`. */
export function costText(amount: string): string {
  return `$${grouped(new Decimal(amount).toDecimalPlaces(2, Decimal.ROUND_CEIL).toFixed(2))}`
}

/** Returns what is received, rounded down: `$98.72`. */
export function receiptText(amount: string): string {
  return `$${grouped(new Decimal(amount).toDecimalPlaces(2, Decimal.ROUND_FLOOR).toFixed(2))}`
}

/** Returns a share as a percentage, rounded down: `1.29 %`. */
export function percentText(share: string): string {
  const percent = new Decimal(share).times(100).toDecimalPlaces(2, Decimal.ROUND_FLOOR)
  return `${percent.isZero() ? '0.00' : percent.toFixed(2)} %`
}

/** Returns a price of a contract in cents of a dollar where that is exact: `0.43`, `0.435`. */
export function priceText(price: string): string {
  return price.replace(/0{1,2}$/, '')
}

/** Returns a count of contracts, `100` or `0.50`. */
export function countText(count: string): string {
  return grouped(count.replace(/\.00$/, ''))
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** Returns a moment on the clocks of US leagues, `Fri Aug 7 21:45 ET`. */
export function easternText(iso: string): string {
  const { year, month, day, hour, minute } = easternCivilTime(Date.parse(iso))
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return `${weekday} ${MONTHS[month - 1]} ${day} ${clock} ET`
}

/** Returns a moment in UTC to the second, `2026-08-07 13:49:13Z`. */
export function utcText(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, 'Z')
}

function grouped(text: string): string {
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Returns an age in at most six characters, rounded down: `14s`, `11m`, `7h01m`, `13d10h`. */
export function ageText(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1000)}s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)}m`
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
    return `${Math.floor(ms / HOUR_MS)}h${String(minutes).padStart(2, '0')}m`
  }
  if (ms >= 100 * DAY_MS) return `${Math.floor(ms / DAY_MS)}d`
  return `${Math.floor(ms / DAY_MS)}d${Math.floor((ms % DAY_MS) / HOUR_MS)}h`
}
