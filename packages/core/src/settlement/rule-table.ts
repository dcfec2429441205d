/**
 * The settlement-rule table: venue × league or sport × market type × state, as data with source and
 * date. A row says `unknown` where no text was found; that is priced as the worst the venue could
 * do. Every question has exactly one most specific row.
 * @module
 */
import type { SettlementRule } from './rule.ts'
import { BOOK_RULES } from './rules/books.ts'
import { KALSHI_RULES } from './rules/kalshi.ts'
import { POLYMARKET_RULES } from './rules/polymarket.ts'
import { SPORTSBOOK_RULES } from './rules/sportsbook.ts'

/** Every rule known, general rows included. */
export const SETTLEMENT_RULES: readonly SettlementRule[] = [
  ...KALSHI_RULES,
  ...POLYMARKET_RULES,
  ...SPORTSBOOK_RULES,
  ...BOOK_RULES,
]
