import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { expectedLogGrowth } from './growth.ts'

const growth = (...states: readonly (readonly [number, number])[]) =>
  expectedLogGrowth(
    states.map(([probability, wealth]) => ({
      probability: new Decimal(probability),
      wealth: new Decimal(wealth),
    })),
  ).toSignificantDigits(15)

describe('expectedLogGrowth', () => {
  it('is the mean of the logarithm of wealth', () => {
    // Doubling and halving with equal chances: nothing.
    expect(growth([0.5, 2], [0.5, 0.5]).toFixed(30)).toBe(new Decimal(0).toFixed(30))
    expect(growth([1, 2]).toFixed()).toBe('0.693147180559945')
    expect(growth([0.5, 1], [0.5, 1]).toFixed()).toBe('0')
  })

  it('is minus infinity where ruin is possible, and not where it has no probability', () => {
    expect(growth([0.999, 2], [0.001, 0]).toString()).toBe('-Infinity')
    expect(growth([1, 1], [0, 0]).toString()).toBe('0')
    expect(growth().toString()).toBe('0')
  })
})
