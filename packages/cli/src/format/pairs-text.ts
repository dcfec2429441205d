/**
 * The text of `arb pairs`.
 * @module
 */
import type { DecisionReport, PairReport, UnpairedReport } from '@arbkit/engine'
import { cut, left, type Paint, right, WIDTH, wrap } from './columns.ts'
import { easternText } from './values.ts'

/** Returns a list of pairs as text by fixture, a line each and a line for what was decided. */
export function pairsText(pairs: readonly PairReport[], paint: Paint, title = 'pair'): string {
  const lines: string[] = [paint.bold(countText(pairs.length, title))]
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
      `  ${left(pair.kalshiTicker, 44)} ${left(`${pair.target.side === 'no' ? 'not ' : ''}${targetText(pair.target)}`, 18)} ${right(`${pair.books.length} books`, 8)} ${right(pair.confidence.toFixed(2), 4)}`,
      ...[pair.decision, pair.pause].flatMap((decision) =>
        decision === null ? [] : wrap(decisionText(decision), { width: WIDTH, indent: '      ' }),
      ),
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

/** Returns what was decided, by whom and why: `approved by desk: same game`. */
export function decisionText({ action, by, reason, origin, id }: DecisionReport): string {
  const where = origin === 'override' ? ` (override ${id})` : ''
  return `${DECIDED_WORDS[action]} by ${by}: ${reason}${where}`
}

const DECIDED_WORDS = {
  approve: 'approved',
  reject: 'rejected',
  pin: 'pinned',
  pause: 'paused',
  resume: 'resumed',
  withdraw: 'withdrawn',
} as const

/** Returns `1 pair`, `2 pairs`. */
export function countText(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** Returns an outcome of the feed: `Over 8.5`, `Aaron Judge Over 1.5`. */
export function targetText({ outcome, point, participant }: PairReport['target']): string {
  const words = [participant, outcome, point === null ? null : String(point)]
  return words.filter((word) => word !== null && word !== '').join(' ')
}

function byFixture(a: PairReport, b: PairReport): number {
  if (a.fixture.start !== b.fixture.start) return a.fixture.start < b.fixture.start ? -1 : 1
  return a.kalshiTicker < b.kalshiTicker ? -1 : 1
}
