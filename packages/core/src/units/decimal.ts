/**
 * The decimal arithmetic of odds, probabilities and fees: one configuration, 40 significant
 * digits, half-even where a division does not end.
 * @module
 */
import { Decimal as Base } from 'decimal.js'

/** Significant digits kept by a division or a root. */
export const DECIMAL_PRECISION = 40

/** Our own constructor: other users of decimal.js in the process can not change its settings. */
export const Decimal = Base.clone({
  precision: DECIMAL_PRECISION,
  rounding: Base.ROUND_HALF_EVEN,
  toExpNeg: -40,
  toExpPos: 40,
  defaults: true,
})
/** A decimal number of our configuration. */
export type Decimal = Base
