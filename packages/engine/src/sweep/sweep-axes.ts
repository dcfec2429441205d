/**
 * The options of a sweep and all their combinations, in the order of a grid: the last option changes fastest.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { mergedChanges, type SettingsChanges } from '../replay/replay-settings.ts'

/** Most combinations of one sweep. */
export const SWEEP_COMBINATIONS_MAX = 1_000
/** Most values of one option: a heat map shows no more. */
export const SWEEP_VALUES_MAX = 40

/** A value that is tried, as it was written, and what it changes. */
export interface SweepValue {
  readonly text: string
  readonly changes: SettingsChanges
}

/** An option, with the values that are tried. */
export interface SweepAxis {
  readonly name: string
  readonly values: readonly SweepValue[]
}

/** One combination. */
export interface SweepCombination {
  /** Place in the grid, from 0. */
  readonly index: number
  /** Place of its value on each axis, from 0. */
  readonly places: readonly number[]
  /** `minEdge=0.5%, latencyMs=50`. */
  readonly name: string
  readonly changes: SettingsChanges
}

/**
 * Returns the axes themselves.
 * @throws {InvalidInputError} none, one named twice or without a value, a value named twice, or too many.
 */
export function checkSweepAxes(axes: readonly SweepAxis[]): readonly SweepAxis[] {
  assertInput(axes.length > 0, 'a sweep needs at least one option')
  const names = axes.map(({ name }) => name)
  assertInput(
    new Set(names).size === names.length,
    `each option of a sweep once, got ${names.join(', ')}`,
  )
  for (const { name, values } of axes) {
    assertInput(
      values.length > 0 && values.length <= SWEEP_VALUES_MAX,
      `${name}: expected 1 to ${SWEEP_VALUES_MAX} values, got ${values.length}`,
    )
    const texts = values.map(({ text }) => text)
    assertInput(
      new Set(texts).size === texts.length,
      `${name}: each value once, got ${texts.join(', ')}`,
    )
  }
  const combinations = axes.reduce((product, { values }) => product * values.length, 1)
  assertInput(
    combinations <= SWEEP_COMBINATIONS_MAX,
    `a sweep has at most ${SWEEP_COMBINATIONS_MAX} combinations, got ${combinations}`,
  )
  return axes
}

/** The option that stands for many: single ones are set after it, in whatever order they are named. */
const PRESET = 'profile'

/** Returns every combination; what was changed before gives way to what is swept. */
export function sweepCombinations(
  axes: readonly SweepAxis[],
  before: SettingsChanges = {},
): readonly SweepCombination[] {
  checkSweepAxes(axes)
  let grid: readonly (readonly number[])[] = [[]]
  for (const { values } of axes) {
    grid = grid.flatMap((places) => values.map((_, place) => [...places, place]))
  }
  return grid.map((places, index) => {
    const chosen = axes.map(({ name, values }, axis) => ({
      name,
      value: values[places[axis] ?? 0] as SweepValue,
    }))
    const presetsFirst = chosen.toSorted(
      (a, b) => Number(b.name === PRESET) - Number(a.name === PRESET),
    )
    return {
      index,
      places,
      name: chosen.map(({ name, value }) => `${name}=${value.text}`).join(', '),
      changes: presetsFirst.reduce(
        (changes, { value }) => mergedChanges(changes, value.changes),
        before,
      ),
    }
  })
}
