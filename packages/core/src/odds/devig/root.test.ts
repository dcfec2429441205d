import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { NoConvergenceError } from './errors.ts'
import {
  NEWTON_RUN_MAX,
  ROOT_EVALUATIONS_MAX,
  ROOT_TOLERANCE,
  rootOfDecreasing,
  type RootPoint,
} from './root.ts'

/** A function that counts its calls. */
function counted(value: (x: Decimal) => Decimal, slope: (x: Decimal) => Decimal) {
  const at = (x: Decimal): RootPoint => {
    calls.count += 1
    return { x, value: value(x), slope: slope(x) }
  }
  const calls = { at, count: 0 }
  return calls
}

const ten = new Decimal(10)
const cube = () =>
  counted(
    (x) => new Decimal(5).minus(x.pow(3)),
    (x) => x.pow(2).times(-3),
  )

describe('rootOfDecreasing', () => {
  it('finds the cube root of 5 from either side, in a few steps', () => {
    for (const [from, end] of [
      [1, 10],
      [10, 1],
    ] as const) {
      const { at, ...calls } = cube()
      const { x, value } = rootOfDecreasing({
        at,
        start: at(new Decimal(from)),
        end: new Decimal(end),
      })
      expect(x.minus(new Decimal(5).cbrt()).abs().lte(ROOT_TOLERANCE.times(2))).toBe(true)
      expect(value.abs().lt('1e-32')).toBe(true)
      expect(calls.count).toBeLessThan(20)
    }
  })

  it('takes seven evaluations for ordinary odds, the first and the closing one included', () => {
    const logs = ['2.05', '3.2', '3.8'].map((odds) => new Decimal(odds).ln().neg())
    const sum = (values: readonly Decimal[]) => values.reduce((a, b) => a.plus(b))
    const calls = counted(
      (k) => sum(logs.map((log) => log.times(k).exp())).minus(1),
      (k) => sum(logs.map((log) => log.times(k).exp().times(log))),
    )
    const start = calls.at(new Decimal(1))
    const { x } = rootOfDecreasing({ at: calls.at, start, end: new Decimal(4) })
    expect(x.toSignificantDigits(15).toFixed()).toBe('1.0615799979049')
    expect(calls.count).toBe(7)
  })

  it('takes an exact root at the start without asking again', () => {
    const calls = counted(
      (x) => x.neg(),
      () => new Decimal(-1),
    )
    const start = calls.at(new Decimal(0))
    expect(rootOfDecreasing({ at: calls.at, start, end: new Decimal(0) })).toBe(start)
    expect(calls.count).toBe(1)
  })

  it('needs no slope: halving alone closes the bracket', () => {
    for (const slope of [0, 1, Number.NaN]) {
      const calls = counted(
        (x) => new Decimal(5).minus(x.pow(3)),
        () => new Decimal(slope),
      )
      const { x } = rootOfDecreasing({ at: calls.at, start: calls.at(new Decimal(1)), end: ten })
      expect(x.minus(new Decimal(5).cbrt()).abs().lte(ROOT_TOLERANCE.times(2))).toBe(true)
      // log2(9/1.7e-34) = 115.
      expect(calls.count).toBeLessThan(120)
    }
  })

  it('halves now and then where every Newton step is good but small', () => {
    // A slope a thousand times too steep: without halving it would take thousands of steps.
    const calls = counted(
      (x) => new Decimal(1).minus(x),
      () => new Decimal(-1000),
    )
    const { x } = rootOfDecreasing({ at: calls.at, start: calls.at(new Decimal(0)), end: ten })
    expect(x.minus(1).abs().lte(ROOT_TOLERANCE)).toBe(true)
    expect(calls.count).toBeLessThan((NEWTON_RUN_MAX + 1) * 120)
    expect(calls.count).toBeGreaterThan(NEWTON_RUN_MAX * 50)
  })

  it('never leaves the bracket', () => {
    // A slope a thousand times too flat: Newton would jump far outside.
    const calls = counted(
      (x) => new Decimal(1).minus(x),
      () => new Decimal('-0.001'),
    )
    const asked: Decimal[] = []
    const at = (x: Decimal) => {
      asked.push(x)
      return calls.at(x)
    }
    rootOfDecreasing({ at, start: calls.at(new Decimal(0)), end: ten })
    expect(asked.every((x) => x.gt(0) && x.lt(10))).toBe(true)
  })

  it('says so when the bound on evaluations is reached', () => {
    // No bracket of ours is that wide: 10^300 takes more halvings than the bound allows.
    const calls = counted(
      (x) => new Decimal(1).minus(x),
      () => new Decimal('-1e300'),
    )
    const start = calls.at(new Decimal(0))
    const call = () => rootOfDecreasing({ at: calls.at, start, end: new Decimal('1e300') })
    expect(call).toThrow(NoConvergenceError)
    expect(call).toThrow(`no root after ${ROOT_EVALUATIONS_MAX} evaluations`)
    expect(calls.count).toBe(1 + 2 * ROOT_EVALUATIONS_MAX)
    expect(call).toThrow(
      expect.objectContaining({
        name: 'NoConvergenceError',
        resend: 'never',
        code: 'no-convergence',
        context: { lower: expect.any(String), upper: expect.any(String) },
      }),
    )
  })

  it('refuses an end on the wrong side', () => {
    const { at } = cube()
    const one = at(new Decimal(1))
    expect(() => rootOfDecreasing({ at, start: one, end: new Decimal(0) })).toThrow(
      /beyond the root/,
    )
    expect(() => rootOfDecreasing({ at, start: at(ten), end: new Decimal(11) })).toThrow(
      /beyond the root/,
    )
  })

  prop.prop([
    fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 1, max: 1_000_000 }),
  ])('solves any sum of decreasing hyperbolas', (poles, target) => {
    const terms = poles.map((pole) => new Decimal(pole).div(1000))
    const level = new Decimal(target).div(1_000_001).times(poles.length)
    const sum = (values: readonly Decimal[]) => values.reduce((a, b) => a.plus(b))
    const calls = counted(
      (x) => sum(terms.map((a) => a.div(a.plus(x)))).minus(level),
      (x) => sum(terms.map((a) => a.neg().div(a.plus(x).pow(2)))),
    )
    const start = calls.at(new Decimal(0))
    const { x, value } = rootOfDecreasing({ at: calls.at, start, end: new Decimal('1e12') })
    expect(value.abs().lt('1e-28')).toBe(true)
    expect(x.gt(0)).toBe(true)
    expect(calls.count).toBeLessThan(300)
  })
})
