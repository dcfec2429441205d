/**
 * What made-up sessions are scanned with.
 * @module
 */
import { rational } from '@arbkit/core'
import {
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MAX_STAKE,
  DEFAULT_MIN_PROFIT,
  type ScanOptions,
  UNLIMITED_BANKROLL,
} from '../../scan/options.ts'

/** The defaults of a scan. */
export const MADE_UP_OPTIONS: ScanOptions = {
  books: undefined,
  maxAge: DEFAULT_MAX_AGE,
  maxStake: { amount: DEFAULT_MAX_STAKE, isDefault: true },
  bankroll: UNLIMITED_BANKROLL,
  minProfit: DEFAULT_MIN_PROFIT,
  minReturn: rational(0),
  maxReturn: DEFAULT_MAX_RETURN,
  limit: undefined,
}
