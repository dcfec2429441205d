/**
 * Which fee a Kalshi market charges at a moment: waiver, then event override, then series. What is
 * not known then is priced at multiplier 1 and marked as assumed. Pure.
 * @module
 */
import { assertInput } from '../assert.ts'
import { printable } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { KALSHI_FEE_TYPES, type KalshiFeeType } from './kalshi-schedule.ts'

/** Fee type and multiplier, as text of the venue, known to hold from a moment on. */
export interface KalshiFeeRecord {
  readonly feeType: string
  /** Decimal text, `0.5`; 0 or more. */
  readonly feeMultiplier: string
  /** Unix ms from which the record is known to hold (included). */
  readonly knownFromMs: number
}

/** What the venue has said about one market's fee. */
export interface KalshiFeeSources {
  /** `fee_waiver_expiration_time` of the market, Unix ms. */
  readonly waiverUntilMs?: number | undefined
  /** The event's override; both fields null on the wire means none. */
  readonly eventOverride?: KalshiFeeRecord | undefined
  /** Records of the series, any order. */
  readonly series?: readonly KalshiFeeRecord[] | undefined
}

/** The fee in force. */
export interface KalshiFeeRate {
  readonly feeType: Exclude<KalshiFeeType, 'flat'>
  /** Multiplier on the base rate, 0 or more. */
  readonly multiplier: Decimal
  readonly origin: 'waiver' | 'event-override' | 'series' | 'assumed'
  /** Why it had to be assumed; undefined unless `origin` is `assumed`. */
  readonly assumedBecause: string | undefined
}

/** Largest multiplier believed. */
export const FEE_MULTIPLIER_MAX = 10

/** What is charged where nothing better is known: taker and maker fees at multiplier 1. */
export const ASSUMED_FEE_TYPE = 'quadratic_with_maker_fees'

/**
 * Returns the dearer of two rates, the first where they are equal: of the rate when a quote was taken
 * and the rate when an order would be sent, the one to reckon with. Takers pay the same base rate
 * under every type, so the multiplier decides.
 */
export function dearerFeeRate(a: KalshiFeeRate, b: KalshiFeeRate): KalshiFeeRate {
  return b.multiplier.gt(a.multiplier) ? b : a
}

/** Returns the rate in force at `atMs`. @throws {InvalidInputError} a multiplier that is no number of 0 to 10. */
export function kalshiFeeRateAt(sources: KalshiFeeSources, atMs: number): KalshiFeeRate {
  if (sources.waiverUntilMs !== undefined && atMs < sources.waiverUntilMs) {
    return {
      feeType: 'quadratic',
      multiplier: new Decimal(0),
      origin: 'waiver',
      assumedBecause: undefined,
    }
  }
  const override = sources.eventOverride
  if (override !== undefined && override.knownFromMs <= atMs)
    return rateOf(override, 'event-override')
  const records = sources.series ?? []
  const inForce = latest(records.filter((record) => record.knownFromMs <= atMs))
  if (inForce !== undefined) return rateOf(inForce, 'series')
  return assumed(
    records.length === 0
      ? 'no fee record of this series'
      : 'every fee record of this series is later than the quote',
  )
}

function rateOf(record: KalshiFeeRecord, origin: 'event-override' | 'series'): KalshiFeeRate {
  const { feeType } = record
  if (!isKnownFeeType(feeType)) return assumed(`unknown fee type ${printable(feeType)}`)
  if (feeType === 'flat') return assumed('fee type "flat" has no published table here')
  return {
    feeType,
    multiplier: parseMultiplier(record.feeMultiplier),
    origin,
    assumedBecause: undefined,
  }
}

function assumed(because: string): KalshiFeeRate {
  return {
    feeType: ASSUMED_FEE_TYPE,
    multiplier: new Decimal(1),
    origin: 'assumed',
    assumedBecause: because,
  }
}

function latest(records: readonly KalshiFeeRecord[]): KalshiFeeRecord | undefined {
  return records.reduce<KalshiFeeRecord | undefined>(
    (best, record) =>
      best === undefined || record.knownFromMs >= best.knownFromMs ? record : best,
    undefined,
  )
}

function isKnownFeeType(text: string): text is KalshiFeeType {
  return (KALSHI_FEE_TYPES as readonly string[]).includes(text)
}

function parseMultiplier(text: string): Decimal {
  assertInput(/^\d+(\.\d+)?$/.test(text), `fee multiplier must be a number, got ${printable(text)}`)
  const multiplier = new Decimal(text)
  assertInput(
    multiplier.lte(FEE_MULTIPLIER_MAX),
    `fee multiplier must be at most ${FEE_MULTIPLIER_MAX}, got ${printable(text)}`,
  )
  return multiplier
}
