/**
 * Can every price grid be read, and does it hold the whole cents that the venue promises? A grid that
 * does not would have us send prices that are refused, or read ranges that mean something else.
 * @module
 */
import { WireFormatError } from '@arbkit/core'
import { missingWholeCents, priceGridOfRanges } from '../../grid/price-ranges.ts'
import { ask, bodyOf, type CanaryCheck, judgementOf, silences } from '../canary-check.ts'
import { OPEN_MARKETS, rowsOf } from '../canary-requests.ts'

/** Most grids named. */
const FINDINGS_MAX = 20

/** The check. */
export const PRICE_GRIDS_CHECK: CanaryCheck = {
  id: 'price-grids',
  question: 'Can price grids be read, and do they hold every whole cent?',
  isRequired: true,
  probe: async (ports) => ({ markets: await ask(ports, OPEN_MARKETS) }),
  judge: (observation) => {
    const rows = rowsOf(bodyOf(observation, 'markets'), 'markets')
    const failures = rows.flatMap((row) =>
      row['price_ranges'] === undefined
        ? []
        : gridFindings(String(row['ticker']), row['price_ranges']),
    )
    return judgementOf({
      failures: [...silences(observation, ['markets']), ...failures.slice(0, FINDINGS_MAX)],
      cure: 'read "fixed point migration" in the current documents, then adapt the price grid',
    })
  },
}

function gridFindings(marketId: string, ranges: unknown): readonly string[] {
  try {
    const missing = missingWholeCents(
      priceGridOfRanges(ranges, { source: marketId, path: 'price_ranges' }),
    )
    return missing.length === 0
      ? []
      : [`${marketId}: price_ranges leave out ${missing.length} of 99 whole cents`]
  } catch (error) {
    if (error instanceof WireFormatError) return [error.message]
    throw error
  }
}
