/**
 * The bare loop: two typed arrays and two best levels, for one grid, without a class, a check or a
 * second reader. What an order book could be at most.
 * @module
 */
import type { BookContender } from '../book-contender.ts'
import type { DeltaStream } from '../delta-stream.ts'
import { type FinalLevel, weightOf } from '../oracle.ts'

const TICKS_PER_DOLLAR = 10_000

/** Returns the contender. It is given the signed change. */
export function createTypedArrayContender(): BookContender {
  let yes = new Float64Array()
  let no = new Float64Array()
  let step = 1
  return {
    name: 'bare typed-array loop',
    unit: 'ticks',
    run: (stream) => {
      step = stream.stepTicks
      yes = new Float64Array(TICKS_PER_DOLLAR / step + 1)
      no = new Float64Array(TICKS_PER_DOLLAR / step + 1)
      return applyAll(yes, no, stream)
    },
    levels: () => [...levelsOf('yes', yes, step), ...levelsOf('no', no, step)],
  }
}

function applyAll(
  yes: Float64Array,
  no: Float64Array,
  { length, stepTicks, isYes, ticks, change }: DeltaStream,
): number {
  let readings = 0
  let bestYes = 0
  let bestNo = 0
  for (let index = 0; index < length; index += 1) {
    const level = ((ticks[index] as number) / stepTicks) | 0
    if (isYes[index] === 1) {
      const size = (yes[level] as number) + (change[index] as number)
      yes[level] = size
      if (size > 0) {
        if (level > bestYes) bestYes = level
      } else if (level === bestYes) {
        while (bestYes > 0 && yes[bestYes] === 0) bestYes -= 1
      }
    } else {
      const size = (no[level] as number) + (change[index] as number)
      no[level] = size
      if (size > 0) {
        if (level > bestNo) bestNo = level
      } else if (level === bestNo) {
        while (bestNo > 0 && no[bestNo] === 0) bestNo -= 1
      }
    }
    const bid = bestYes * stepTicks
    const ask = TICKS_PER_DOLLAR - bestNo * stepTicks
    readings += (bid + 3 * ask) * weightOf(index)
  }
  return readings
}

function levelsOf(name: 'yes' | 'no', sizes: Float64Array, step: number): FinalLevel[] {
  const levels: FinalLevel[] = []
  for (let level = sizes.length - 1; level > 0; level -= 1) {
    const size = sizes[level] as number
    if (size > 0) levels.push([name, level * step, size])
  }
  return levels
}
