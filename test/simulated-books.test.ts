/** How near simulated books come to recorded ones, within bounds: `pnpm eval:books` prints the figures. */
import { beforeAll, describe, expect, test } from 'vitest'
import { compareSamples, type ComparedRow } from '../evaluation/simulated-books/compare.ts'
import { hasRecordedBooks, recordedSamples } from '../evaluation/simulated-books/recorded.ts'
import { simulatedSamples } from '../evaluation/simulated-books/simulated.ts'

if (!hasRecordedBooks) {
  process.stderr.write(
    'WARNING: no recordings beside this checkout: simulated books not compared\n',
  )
}

/** Simulated over recorded, least and most, by measure and statistic. */
const BOUNDS: readonly (readonly [
  measure: string,
  statistic: string,
  least: number,
  most: number,
])[] = [
  ['winner spread, cents', 'median', 1, 1],
  ['winner spread, cents', '90 %', 1, 2],
  ['winner 0-6 h spread, cents', '90 %', 1, 2],
  ['winner 24-48 h spread, cents', '90 %', 0.5, 1.5],
  ['winner levels a side', 'median', 0.85, 1.15],
  ['winner depth a side, contracts', 'median', 0.75, 1.35],
  ['winner best size, contracts', 'median', 0.4, 2.5],
  ['winner best size, contracts', '90 %', 0.5, 2],
  ['winner 0-6 h best size, contracts', 'median', 0.4, 2.5],
  ['winner 24-48 h best size, contracts', 'median', 0.25, 4],
  ['winner changes a minute', 'median', 0.4, 2.5],
  ['winner changes a minute', '75 %', 0.4, 2.5],
  ['winner size of a change, contracts', 'median', 0.6, 1.7],
  ['winner size of a change, contracts', '90 %', 0.4, 2.5],
  ['winner change behind the best, cents', '75 %', 0.5, 1.5],
  ['winner traded a minute, contracts', 'median', 0.3, 3],
  ['MLB line spread, cents', 'median', 1, 1],
  ['MLB line best size, contracts', 'median', 0.6, 1.7],
  ['NBA line spread, cents', 'median', 0.6, 1.7],
  ['NBA line best size, contracts', 'median', 0.3, 3],
  ['h2h margin, points', 'median', 0.85, 1.15],
  ['spreads margin, points', 'median', 0.85, 1.15],
  ['totals margin, points', 'median', 0.85, 1.15],
  ['h2h margin in play, points', 'median', 0.85, 1.15],
  ['totals margin in play, points', 'median', 0.85, 1.15],
  ['h2h disagreement, log-odds', 'median', 0.65, 1.5],
  ['spreads disagreement, log-odds', 'median', 0.65, 1.5],
  ['totals disagreement, log-odds', 'median', 0.65, 1.5],
  ['markets changed within 300 s, %', 'mean', 0.3, 3],
  ['markets changed within 900 s, %', 'mean', 0.5, 2.5],
  ['move of a price, points', 'median', 0.6, 1.8],
  ['markets missing before, %', 'mean', 0.5, 2],
  // Real feeds show the last price of a market that is down; here it is withdrawn.
  ['markets missing in play, %', 'mean', 1, 7],
  ['age of a quote in play, s', 'median', 0.5, 2],
]

describe.skipIf(!hasRecordedBooks)('simulated books beside recorded ones', () => {
  let rows: readonly ComparedRow[] = []
  beforeAll(() => {
    rows = compareSamples(recordedSamples(), simulatedSamples([1, 2]))
  })

  test.each(BOUNDS)('%s, %s: %f to %f of what was recorded', (measure, statistic, least, most) => {
    const row = rows.find((one) => one.measure === measure && one.statistic === statistic)
    expect(row?.recorded).toBeGreaterThan(0)
    expect(row?.ratio).toBeGreaterThanOrEqual(least)
    expect(row?.ratio).toBeLessThanOrEqual(most)
  })

  test('every measure that was recorded is simulated', () => {
    expect(new Set(rows.map(({ measure }) => measure)).size).toBe(recordedSamples().size)
  })
})
