/**
 * Judges a matcher against labels: what it paired at or above the threshold is right, or wrong, and
 * what it did not pair is missed. A rescheduled game that it only suggests is missed, not wrong.
 * @module
 */
import type { MarketPair } from '@arbkit/core'
import type { LabelledRow, LabelledTarget } from './labelled-pairs.ts'

/** One label, and what the matcher made of it. */
export interface Judgement {
  readonly row: LabelledRow
  /**
   * `right`: paired with the labelled outcome. `wrong`: paired where the label says no, or with
   * another outcome or game than the labels say. `missed`: not paired. `quiet`: not paired, rightly.
   */
  readonly verdict: 'right' | 'wrong' | 'missed' | 'quiet'
  /** The pair that decided; undefined where there is none. */
  readonly pair: MarketPair | undefined
}

/** Returns a judgement of each row, in their order. */
export function judge(
  rows: readonly LabelledRow[],
  pairs: readonly MarketPair[],
): readonly Judgement[] {
  const byTicker = new Map<string, MarketPair[]>()
  for (const pair of pairs) {
    const { marketId } = pair.contract
    byTicker.set(marketId, [...(byTicker.get(marketId) ?? []), pair])
  }
  const trueEvents = new Set(
    rows
      .filter(({ label }) => label === 'match')
      .map(({ kalshi, odds }) => eventKey(kalshi.market_ticker, odds.id)),
  )
  return rows.map((row): Judgement => {
    const ticker = row.kalshi.market_ticker
    const found = byTicker.get(ticker) ?? []
    const here = found.filter(({ odds }) => odds.eventId === row.odds.id)
    const onTarget = here.find((pair) => isTargetOf(pair, row.target))
    if (row.label === 'no_match') {
      const bad = row.target === null ? here[0] : onTarget
      return { row, verdict: bad === undefined ? 'quiet' : 'wrong', pair: bad }
    }
    const elsewhere = found.find(({ odds }) => !trueEvents.has(eventKey(ticker, odds.eventId)))
    const offTarget = onTarget === undefined ? here[0] : undefined
    const bad = elsewhere ?? offTarget
    if (bad !== undefined) return { row, verdict: 'wrong', pair: bad }
    return { row, verdict: onTarget === undefined ? 'missed' : 'right', pair: onTarget }
  })
}

function eventKey(ticker: string, eventId: string): string {
  return `${ticker} ${eventId}`
}

function isTargetOf({ target }: MarketPair, labelled: LabelledTarget | null): boolean {
  return (
    target.marketKey === labelled?.market_key &&
    target.outcome === labelled.outcome &&
    target.point === labelled.point
  )
}
