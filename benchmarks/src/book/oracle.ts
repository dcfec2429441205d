/**
 * The right answers to a stream of changes, computed as slowly and plainly as can be: a map a side,
 * searched from end to end for its best price after every change.
 * @module
 */
import type { DeltaStream } from './delta-stream.ts'

/** One resting level: `yes` or `no` bids, price in ticks. */
export type FinalLevel = readonly [side: 'yes' | 'no', ticks: number, size: number]

/** What applying a stream comes to. */
export interface BookAnswer {
  /** Every best bid and ask read along the way, weighted and added up. */
  readonly readings: number
  /** Everything that rests at the end, YES then NO, best first. */
  readonly levels: readonly FinalLevel[]
}

/** The right answers, with prices read in ticks and in dollars. */
export interface Oracle {
  readonly inTicks: BookAnswer
  readonly inDollars: BookAnswer
}

const TICKS_PER_DOLLAR = 10_000

/** The weight of the reading after change `index`: small whole numbers, so that order counts. */
export const weightOf = (index: number): number => (index & 15) + 1

/** Returns the right answers. A missing bid counts as 0, a missing ask as 1 dollar. */
export function oracleOf(stream: DeltaStream): Oracle {
  const [yes, no] = [new Map<number, number>(), new Map<number, number>()]
  let inTicks = 0
  let inDollars = 0
  for (let index = 0; index < stream.length; index += 1) {
    const side = stream.isYes[index] === 1 ? yes : no
    const ticks = stream.ticks[index] as number
    const size = (side.get(ticks) ?? 0) + (stream.change[index] as number)
    if (size > 0) side.set(ticks, size)
    else side.delete(ticks)
    const bid = highestOf(yes)
    const ask = TICKS_PER_DOLLAR - highestOf(no)
    inTicks += (bid + 3 * ask) * weightOf(index)
    inDollars += (bid / TICKS_PER_DOLLAR + 3 * (ask / TICKS_PER_DOLLAR)) * weightOf(index)
  }
  const levels = [...levelsOf('yes', yes), ...levelsOf('no', no)]
  return {
    inTicks: { readings: inTicks, levels },
    inDollars: { readings: inDollars, levels },
  }
}

function highestOf(side: ReadonlyMap<number, number>): number {
  let highest = 0
  for (const ticks of side.keys()) if (ticks > highest) highest = ticks
  return highest
}

function levelsOf(name: 'yes' | 'no', side: ReadonlyMap<number, number>): FinalLevel[] {
  const sorted = [...side].toSorted(([a], [b]) => b - a)
  return sorted.map(([ticks, size]) => [name, ticks, size])
}

/** Returns `right`, or how an answer is wrong. */
export function verdictOf(answer: BookAnswer, right: BookAnswer): string {
  const wrong = answer.levels.length - right.levels.length
  if (wrong !== 0) return `WRONG: ${Math.abs(wrong)} levels too ${wrong > 0 ? 'many' : 'few'}`
  const differing = right.levels.filter((level, index) => {
    const other = answer.levels[index]
    return other === undefined || level.some((part, at) => part !== other[at])
  })
  if (differing.length > 0) return `WRONG: ${differing.length} of ${right.levels.length} levels`
  return answer.readings === right.readings ? 'right' : 'WRONG: best prices on the way'
}
