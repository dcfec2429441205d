/**
 * Readable ids of score cells: `home by 4+ / 45 to 47 in all`.
 * @module
 */
import { assertInvariant } from '../assert.ts'
import type { ScoreAxis } from './game-statement.ts'
import type { ScoreCell, WholeRange } from './score-cell.ts'

/** Returns what tells a cell from the others of its grid, by the axes that are cut. */
export function scoreLabel(cell: ScoreCell, axes: ReadonlySet<ScoreAxis>): string {
  const parts = [
    ...(axes.has('margin') ? [marginLabel(cell.margin)] : []),
    ...(axes.has('total') ? [`${pointsLabel(cell.total)} in all`] : []),
    ...(axes.has('home') ? [`home scores ${pointsLabel(cell.home)}`] : []),
    ...(axes.has('away') ? [`away scores ${pointsLabel(cell.away)}`] : []),
  ]
  return parts.length === 0 ? 'any score' : parts.join(' / ')
}

function marginLabel(ranges: readonly WholeRange[]): string {
  return ranges.map(oneSidedLabel).toReversed().join(' or ')
}

function oneSidedLabel({ low, high }: WholeRange): string {
  if (low === 0 && high === 0) return 'tie'
  assertInvariant(low > 0 || high < 0, 'a range of margins does not cross 0', { low, high })
  const [team, least, most] = low > 0 ? ['home', low, high] : ['away', -high, -low]
  if (least === 1 && most === Infinity) return `${team} wins`
  return `${team} by ${rangeLabel(least, most)}`
}

function pointsLabel({ low, high }: WholeRange): string {
  return low === 0 && high > 0 ? `${high} or fewer` : rangeLabel(low, high)
}

function rangeLabel(low: number, high: number): string {
  if (high === Infinity) return `${low}+`
  return low === high ? String(low) : `${low} to ${high}`
}
