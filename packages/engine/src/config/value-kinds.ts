/**
 * The kinds of single values: durations, money, shares, counts, names. Units are part of the text and read
 * exactly, so that nobody has to remember whether a key counts seconds or milliseconds.
 * @module
 */
import {
  type Cents,
  cents,
  compareRational,
  formatFixedPoint,
  InvalidInputError,
  type Microdollars,
  microdollars,
  parseFixedPoint,
  type Rational,
  rational,
  rationalToDecimal,
} from '@arbkit/core'
import { type Kind, scalar } from './kind.ts'

/** Without a zero before it, which other languages take for octal. */
const NUMBER = String.raw`(?:0|[1-9]\d{0,11})(?:\.\d{1,8})?`

const refuse = (): never => {
  throw new InvalidInputError('not one')
}

function matched(form: RegExp, text: string): readonly string[] {
  return form.exec(text) ?? refuse()
}

const MS_OF_UNIT = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
type TimeUnit = keyof typeof MS_OF_UNIT
const DURATION = new RegExp(`^(${NUMBER})(ms|s|m|min|h|d)$`)

/** Returns milliseconds of `90s`, `1.5h`, `250ms`. @throws {InvalidInputError} no unit, or part of a ms. */
export function parseDurationMs(text: string): number {
  const [, number = '', unit = ''] = matched(DURATION, text)
  const scaled = parseFixedPoint(number, 3) * MS_OF_UNIT[unit === 'min' ? 'm' : (unit as TimeUnit)]
  if (!Number.isSafeInteger(scaled) || scaled % 1000 !== 0) refuse()
  return scaled / 1000
}

/** Returns a duration in its largest unit without a fraction: `90s`, `2m`, `250ms`. */
export function durationText(ms: number): string {
  if (ms === 0) return '0s'
  const unit = (['d', 'h', 'm', 's', 'ms'] as const).find((each) => ms % MS_OF_UNIT[each] === 0)
  return `${ms / MS_OF_UNIT[unit ?? 'ms']}${unit ?? 'ms'}`
}

/** Returns a kind of durations, in ms, from `leastMs` to `mostMs`. */
export function duration(leastMs: number, mostMs: number): Kind<number> {
  const range = `${durationText(leastMs)} to ${durationText(mostMs)}`
  return scalar({
    expected: `a duration of ${range} with its unit, such as 250ms, 90s, 5m, 2h or 3d`,
    shape: { type: 'string', pattern: DURATION.source },
    read: (text) => {
      const ms = parseDurationMs(text)
      return ms >= leastMs && ms <= mostMs ? ms : refuse()
    },
    print: durationText,
  })
}

const DOLLARS = new RegExp(String.raw`^\$?(${NUMBER})$`)
const SHAPE_OF_MONEY = { type: ['string', 'number'], pattern: DOLLARS.source } as const

const dollarsText = (value: number, decimals: number): string =>
  `$${formatFixedPoint(value, decimals).replace(/(\.\d\d\d*?)0+$/, '$1')}`

/** Dollars to microdollars, 0 or more: `$500`, `37.04`. */
export const dollars: Kind<Microdollars> = scalar({
  expected: 'dollars such as $25 or 37.04',
  shape: SHAPE_OF_MONEY,
  read: (text) => microdollars(parseFixedPoint(matched(DOLLARS, text)[1] ?? '', 6)),
  print: (value) => dollarsText(value, 6),
})

/** Dollars above 0, to microdollars. */
export const dollarsAboveZero: Kind<Microdollars> = scalar({
  expected: 'dollars above 0 such as $500',
  shape: SHAPE_OF_MONEY,
  read: (text) => {
    const value = parseFixedPoint(matched(DOLLARS, text)[1] ?? '', 6)
    return value > 0 ? microdollars(value) : refuse()
  },
  print: (value) => dollarsText(value, 6),
})

/** Dollars and whole cents above 0: what a book takes. */
export const stake: Kind<Cents> = scalar({
  expected: 'dollars and whole cents above 0, such as $250 or 99.50',
  shape: SHAPE_OF_MONEY,
  read: (text) => {
    const value = parseFixedPoint(matched(DOLLARS, text)[1] ?? '', 2)
    return value > 0 ? cents(value) : refuse()
  },
  print: (value) => dollarsText(value, 2),
})

const PERCENT = new RegExp(`^(${NUMBER})(%|bps)$`)
const PLAIN_SHARE = /^0(?:\.\d{1,8})?$/
const SHARE_DECIMALS = 8

/** Returns a share of `1.5%`, `150bps` or `0.015`. @throws {InvalidInputError} a bare 1: of which? */
export function parseShare(text: string): Rational {
  if (PLAIN_SHARE.test(text)) {
    return rational(parseFixedPoint(text, SHARE_DECIMALS), 10 ** SHARE_DECIMALS)
  }
  const [, number = '', unit] = matched(PERCENT, text)
  const scale = (unit === '%' ? 100 : 10_000) * 10 ** SHARE_DECIMALS
  return rational(parseFixedPoint(number, SHARE_DECIMALS), scale)
}

/** Returns a share in per cent, `1.5%`. */
export const shareText = (share: Rational): string =>
  `${rationalToDecimal(share).times(100).toFixed()}%`

/** Bounds of a share, per cent. */
export interface ShareBounds {
  readonly leastPercent?: number
  /** True unless said. */
  readonly isLeastIncluded?: boolean
  readonly mostPercent: number
  /** True where the largest is itself allowed. */
  readonly isMostIncluded: boolean
}

/** Returns a kind of shares. */
export function share({
  leastPercent = 0,
  isLeastIncluded = true,
  mostPercent,
  isMostIncluded,
}: ShareBounds): Kind<Rational> {
  const range = `${isLeastIncluded ? '' : 'above '}${leastPercent}% to ${isMostIncluded ? '' : 'below '}${mostPercent}%`
  return scalar({
    expected: `a share of ${range} such as 1.5%, 150bps or 0.015`,
    shape: {
      type: ['string', 'number'],
      pattern: `${PERCENT.source}|${PLAIN_SHARE.source}`,
    },
    read: (text) => {
      const value = parseShare(text)
      const least = compareRational(value, rational(leastPercent, 100))
      if (least < 0 || (!isLeastIncluded && least === 0)) refuse()
      const most = compareRational(value, rational(mostPercent, 100))
      return most < 0 || (isMostIncluded && most === 0) ? value : refuse()
    },
    print: shareText,
  })
}

/** Returns a kind of whole numbers. */
export function count(least: number, most: number): Kind<number> {
  return scalar({
    expected: `a whole number from ${least} to ${most}`,
    shape: { type: ['string', 'integer'], pattern: String.raw`^(?:0|[1-9]\d*)$` },
    read: (text) => {
      const value = parseFixedPoint(matched(/^(?:0|[1-9]\d{0,15})$/, text)[0] ?? '', 0)
      return value >= least && value <= most ? value : refuse()
    },
    print: String,
  })
}

const BYTES_OF_UNIT = { MB: 1_000_000, GB: 1_000_000_000, TB: 1_000_000_000_000 } as const
const BYTES = new RegExp(`^(${NUMBER})(MB|GB|TB)$`)

/** Sizes on a disk, bytes, decimal units: `20GB`. */
export const byteSize: Kind<number> = scalar({
  expected: 'a size of 1MB or more with its unit, such as 500MB, 20GB or 1TB',
  shape: { type: 'string', pattern: BYTES.source },
  read: (text) => {
    const [, number = '', unit = ''] = matched(BYTES, text)
    const bytes =
      parseFixedPoint(number, 6) * (BYTES_OF_UNIT[unit as keyof typeof BYTES_OF_UNIT] / 1e6)
    return Number.isSafeInteger(bytes) && bytes >= BYTES_OF_UNIT.MB ? bytes : refuse()
  },
  print: (bytes) => {
    const unit = (['TB', 'GB', 'MB'] as const).find((each) => bytes % BYTES_OF_UNIT[each] === 0)
    if (unit !== undefined) return `${bytes / BYTES_OF_UNIT[unit]}${unit}`
    return `${formatFixedPoint(bytes, 6).replace(/0+$/, '')}MB`
  },
})

/** Returns a kind of one of some names. */
export function choice<const T extends string>(options: readonly T[]): Kind<T> {
  return scalar({
    expected: `one of ${options.join(', ')}`,
    shape: { type: 'string', enum: [...options] },
    read: (text) => options.find((option) => option === text) ?? refuse(),
    print: (value) => value,
    options,
  })
}

/** `true` or `false`, and nothing else. */
export const flag: Kind<boolean> = scalar({
  expected: 'true or false',
  shape: { type: ['boolean', 'string'], enum: [true, false, 'true', 'false'] },
  read: (text) => (text === 'true' ? true : text === 'false' ? false : refuse()),
  print: String,
  options: ['true', 'false'],
})

/** Longest name of a file taken. */
export const PATH_LENGTH_MAX = 1000

/** The name of a file or folder; from a file it is as seen from that file's folder. */
export const filePath: Kind<string> = {
  ...scalar({
    expected: 'the name of a file or folder',
    shape: { type: 'string', minLength: 1 },
    read: (text) =>
      text !== '' && text.length <= PATH_LENGTH_MAX && !/[\u0000-\u001f]/.test(text)
        ? text
        : refuse(),
    print: (value: string) => value,
  }),
  withPlace: (value, resolve) => resolve(value),
}

/** Spread of a delay: half of them are below the one, 99 of 100 below the other, ms. */
export interface DelaySpread {
  readonly medianMs: number
  readonly p99Ms: number
}

/** Longest delay taken, ms. */
export const DELAY_MS_MAX = 600_000

/** `90ms..400ms`: half of all delays are below the first, 99 of 100 below the second; `90ms`: always. */
export const delaySpread: Kind<DelaySpread> = scalar({
  expected: `a delay up to ${durationText(DELAY_MS_MAX)} such as 90ms, or 90ms..400ms (median..99th percentile)`,
  shape: {
    type: 'string',
    pattern: String.raw`^[\d.]+(?:ms|s|m|min)(?:\.\.[\d.]+(?:ms|s|m|min))?$`,
  },
  read: (text) => {
    const [median = '', p99 = median, ...rest] = text.split('..').map((part) => part.trim())
    const spread = { medianMs: parseDurationMs(median), p99Ms: parseDurationMs(p99) }
    const isOrdered = spread.medianMs <= spread.p99Ms && spread.p99Ms <= DELAY_MS_MAX
    return rest.length === 0 && isOrdered ? spread : refuse()
  },
  print: ({ medianMs, p99Ms }) =>
    medianMs === p99Ms
      ? durationText(medianMs)
      : `${durationText(medianMs)}..${durationText(p99Ms)}`,
})
