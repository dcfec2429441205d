/**
 * What Kalshi publishes about its fees, as dated data: base rates and rounding rules. The type and
 * the multiplier of a series come from the venue at run time; these tables never do.
 * @module
 */
import { Decimal } from '../units/decimal.ts'

/**
 * How a series is charged, as the venue names it. `flat` has its own table, which no series used on
 * 2026-09-13; it is priced as unknown.
 * Source: Kalshi OpenAPI 3.28.0, schema FeeType, 2026-08-22.
 */
export const KALSHI_FEE_TYPES = [
  'quadratic',
  'quadratic_with_maker_fees',
  'quadratic_with_combo_maker_fees',
  'flat',
] as const
/** One of {@link KALSHI_FEE_TYPES}. */
export type KalshiFeeType = (typeof KALSHI_FEE_TYPES)[number]

/** Whether an order met resting orders or rested itself. */
export type Liquidity = 'taker' | 'maker'

/**
 * Base rates of the quadratic model `rate × contracts × price × (1 − price)`, in dollars.
 * Source: Kalshi fee schedule, "July 2026 - 7.7.26 Update": taker 0.07; maker a quarter of it where
 * the series charges makers, half of it for combos (OpenAPI 3.28.0, FeeType).
 */
export const KALSHI_BASE_RATES: Readonly<
  Record<Exclude<KalshiFeeType, 'flat'>, Readonly<Record<Liquidity, Decimal>>>
> = {
  quadratic: { taker: new Decimal('0.07'), maker: new Decimal(0) },
  quadratic_with_maker_fees: { taker: new Decimal('0.07'), maker: new Decimal('0.0175') },
  quadratic_with_combo_maker_fees: { taker: new Decimal('0.07'), maker: new Decimal('0.035') },
}

/**
 * What an account's balance is kept aligned to, in microdollars: $0.0001 for direct members, $0.01
 * for members who clear through a broker.
 */
export const BALANCE_PRECISION_MICRODOLLARS = { direct: 100, 'non-direct': 10_000 } as const
/** Kind of membership. */
export type Membership = keyof typeof BALANCE_PRECISION_MICRODOLLARS

/** One version of the rounding rules. */
export interface KalshiRounding {
  readonly id: string
  /** Unix ms from which it applies (included). */
  readonly effectiveFromMs: number
  /** The model fee of a fill is rounded up to a multiple of this, microdollars. */
  readonly tradeFeeStepMicrodollars: number
  /** A rebate comes in multiples of this, microdollars; undefined: of the balance precision. */
  readonly rebateStepMicrodollars: number | undefined
  /** True where a rebate needs more than one step gathered, not exactly one. */
  readonly rebateNeedsMore: boolean
  /** Most steps rebated on one fill. */
  readonly rebateStepsMax: number
  readonly source: string
}

/** Steps of rebate one fill can get under the current rule: no limit but the fill's own fee. */
const UNLIMITED_STEPS = Number.MAX_SAFE_INTEGER

/** Rounding rules, newest first. */
export const KALSHI_ROUNDINGS: readonly KalshiRounding[] = [
  {
    id: 'kalshi-rounding-2026-08-26',
    effectiveFromMs: Date.UTC(2026, 7, 26),
    tradeFeeStepMicrodollars: 1,
    rebateStepMicrodollars: undefined,
    rebateNeedsMore: false,
    rebateStepsMax: UNLIMITED_STEPS,
    source: 'docs.kalshi.com/getting_started/fee_rounding, 2026-08-26',
  },
  {
    id: 'kalshi-rounding-2026-03',
    effectiveFromMs: 0,
    tradeFeeStepMicrodollars: 100,
    rebateStepMicrodollars: 10_000,
    rebateNeedsMore: true,
    rebateStepsMax: 1,
    source: 'docs.kalshi.com/getting_started/fee_rounding, 2026-03-20 and later until 2026-08-26',
  },
]

/** Returns the rounding rule in force at a moment. */
export function kalshiRoundingAt(atMs: number): KalshiRounding {
  const rule = KALSHI_ROUNDINGS.find((candidate) => candidate.effectiveFromMs <= atMs)
  return rule ?? (KALSHI_ROUNDINGS.at(-1) as KalshiRounding)
}
