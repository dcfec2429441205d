/**
 * Values for people. Money is shown in cents, rounded against the reader: a profit down, a cost up. What
 * is exact is written beside it, where a pointer or the table asks for it.
 * @module
 */
import { formatFixedPoint, parseFixedPoint } from '@arbkit/core'

/** Returns decimal text of at most six decimals in millionths, exactly. */
export function millionthsOf(text: string): number {
  return parseFixedPoint(text, 6)
}

/** Returns millionths as decimal text, the inverse of {@link millionthsOf}. */
export function decimalOf(millionths: number): string {
  return formatFixedPoint(millionths, 6)
}

const MILLIONTHS_PER_CENT = 10_000
/** Millionths in a hundredth of a per cent. */
const MILLIONTHS_PER_BASIS_POINT = 100

const MINUS = '−'

/** Returns a profit, signed, rounded down to the cent: `+$1.28`, `−$11.68`. */
export function profitText(dollars: string): string {
  const cents = Math.floor(millionthsOf(dollars) / MILLIONTHS_PER_CENT)
  return `${cents < 0 ? MINUS : '+'}$${grouped(formatFixedPoint(Math.abs(cents), 2))}`
}

/** Returns a cost, rounded up to the cent: `$98.73`; what was gained instead has a minus. */
export function costText(dollars: string): string {
  const cents = Math.ceil(millionthsOf(dollars) / MILLIONTHS_PER_CENT)
  return `${cents < 0 ? MINUS : ''}$${grouped(formatFixedPoint(Math.abs(cents), 2))}`
}

/** Returns a sum to the last digit it has, cents at least: `$0.012966`. */
export function exactText(dollars: string): string {
  const millionths = millionthsOf(dollars)
  const digits = formatFixedPoint(Math.abs(millionths), 6).replace(/0{1,4}$/, '')
  return `${millionths < 0 ? MINUS : ''}$${grouped(digits)}`
}

/** Returns a share as a percentage, to the nearest hundredth: `1.29 %`. */
export function percentText(share: string): string {
  const points = Math.round(millionthsOf(share) / MILLIONTHS_PER_BASIS_POINT)
  return `${points < 0 ? MINUS : ''}${grouped(formatFixedPoint(Math.abs(points), 2))} %`
}

/** Returns a count of contracts: `100`, `0.50`. */
export function contractsText(contracts: string): string {
  return grouped(contracts.replace(/\.00$/, ''))
}

/** Returns a whole number with its thousands apart. */
export function countText(count: number): string {
  return grouped(String(count))
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Returns a duration with two or three digits that count: `450 ms`, `1.5 s`, `2 min 5 s`, `3 h 20 min`. */
export function durationText(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`
  if (ms < MINUTE_MS) return `${String(Math.round(ms / 100) / 10)} s`
  const [unit, small, names] =
    ms < HOUR_MS
      ? [MINUTE_MS, SECOND_MS, ['min', 's']]
      : ms < DAY_MS
        ? [HOUR_MS, MINUTE_MS, ['h', 'min']]
        : [DAY_MS, HOUR_MS, ['d', 'h']]
  const whole = Math.floor(ms / unit)
  const rest = Math.floor((ms - whole * unit) / small)
  return rest === 0 ? `${whole} ${names[0]}` : `${whole} ${names[0]} ${rest} ${names[1]}`
}

/** Returns a moment in UTC to the second, `2026-08-07 13:49:13 UTC`. */
export function utcText(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`
}

/** Returns one of two words for a number. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`
}

/** Writes a value of an axis; its step says how many decimals. */
export type AxisText = (millionths: number, stepMillionths: number) => string

/** Dollars of an axis: `$1,200`, `−$0.50`. */
export const axisDollars: AxisText = (value, step) =>
  `${value < 0 ? MINUS : ''}$${axisDigits(Math.abs(value), step, 6)}`

/** Shares of an axis, in per cent: `0.5 %`. */
export const axisPercent: AxisText = (value, step) =>
  `${value < 0 ? MINUS : ''}${axisDigits(Math.abs(value), step, 4)} %`

/** Dollars of an axis, in cents: `0.5¢`. */
export const axisCents: AxisText = (value, step) =>
  `${value < 0 ? MINUS : ''}${axisDigits(Math.abs(value), step, 4)}¢`

/** `decimals`: how many stand behind the point of the unit when it is written out whole. */
function axisDigits(value: number, step: number, decimals: number): string {
  const full = formatFixedPoint(value, decimals)
  const needed = Math.max(0, decimals - trailingZeros(step === 0 ? value : step, decimals))
  const kept = needed === 0 ? full.length - decimals - 1 : full.length - decimals + needed
  // Of dollars one decimal alone would read as no money.
  const text = full.slice(0, kept)
  return grouped(decimals === 6 && needed === 1 ? `${text}0` : text)
}

function trailingZeros(step: number, most: number): number {
  let [left, zeros] = [step, 0]
  for (; zeros < most && left % 10 === 0; zeros += 1) left /= 10
  return zeros
}

function grouped(text: string): string {
  const [whole = '', ...fraction] = text.split('.')
  return [whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ','), ...fraction].join('.')
}
