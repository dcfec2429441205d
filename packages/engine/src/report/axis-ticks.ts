/**
 * The ticks of pictures as they are written: counts, and values at round places.
 * @module
 */
import { type AxisTick, labelWidth, type Plot, ticksBelow } from './plot.ts'
import type { Bounds } from './scale.ts'
import { ticksOf } from './ticks.ts'
import { type AxisText, countText } from './values.ts'

/** Most ticks of a vertical axis. */
const SIDE_TICKS_MAX = 6

/** Returns where an axis of counts ends, 1 or more, and its ticks. */
export function countAxis(counts: readonly number[]): {
  readonly high: number
  readonly ticks: readonly AxisTick[]
} {
  const high = counts.reduce((most, count) => Math.max(most, count), 1)
  const ticks = ticksOf(0, high, SIDE_TICKS_MAX)
  return { high, ticks: ticks.map((value) => ({ value, label: countText(value) })) }
}

/** Returns the ticks of a vertical axis. */
export function sideTicks({ low, high }: Bounds, write: AxisText): readonly AxisTick[] {
  return written(ticksOf(low, high, SIDE_TICKS_MAX), write)
}

/** Returns ticks below a plot, as many as there is room for. */
export function belowTicks(
  plot: Plot,
  { low, high }: Bounds,
  write: AxisText,
): readonly AxisTick[] {
  for (let countMax = ticksBelow(plot, 0); countMax > 1; countMax -= 1) {
    const ticks = written(ticksOf(low, high, countMax), write)
    const widest = Math.max(0, ...ticks.map(({ label }) => labelWidth(label)))
    if (ticks.length <= ticksBelow(plot, widest)) return ticks
  }
  return written(ticksOf(low, high, 1), write)
}

/** A tick that is alone is its own step: all its digits are written. */
function written(values: readonly number[], write: AxisText): readonly AxisTick[] {
  const step = Math.abs((values[1] ?? 0) - (values[0] ?? 0))
  return values.map((value) => ({ value, label: write(value, step) }))
}
