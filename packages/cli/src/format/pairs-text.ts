/**
 * The text of `arb pairs`.
 * @module
 */
import type { PairReport, UnpairedReport } from '@arbkit/engine'
import { cut, left, type Paint, right, WIDTH } from './columns.ts'
import { easternText } from './values.ts'

/** Returns the pairs as text, two lines each, by fixture. */
export function pairsText(pairs: readonly PairReport[], paint: Paint): string {
  const lines: string[] = [paint.bold(`${pairs.length} pairs`)]
  let fixture = ''
  for (const pair of pairs.toSorted(byFixture)) {
    if (pair.fixture.id !== fixture) {
      fixture = pair.fixture.id
      const { shortName, league, start } = pair.fixture
      lines.push(
        '',
        cut(`${shortName}  ${league}  ${easternText(start)}  ${pair.oddsEventId}`, WIDTH),
      )
    }
    lines.push(
      `  ${left(pair.kalshiTicker, 44)} ${left(targetText(pair), 18)} ${right(`${pair.books.length} books`, 8)} ${right(pair.confidence.toFixed(2), 4)}`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** Returns the contracts without a pair as text, one line each. */
export function unpairedText(unpaired: readonly UnpairedReport[], paint: Paint): string {
  const lines = unpaired.map(({ kalshiTicker, reason, detail }) =>
    cut(`  ${left(kalshiTicker, 38)} ${reason}${detail === '' ? '' : `: ${detail}`}`, WIDTH),
  )
  return `${[paint.bold(`${unpaired.length} contracts without a pair`), ...lines].join('\n')}\n`
}

function targetText({ target }: PairReport): string {
  return target.point === null ? target.outcome : `${target.outcome} ${target.point}`
}

function byFixture(a: PairReport, b: PairReport): number {
  if (a.fixture.start !== b.fixture.start) return a.fixture.start < b.fixture.start ? -1 : 1
  return a.kalshiTicker < b.kalshiTicker ? -1 : 1
}
