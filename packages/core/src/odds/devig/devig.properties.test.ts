import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { devigAdditive } from './additive.ts'
import { DEVIG_METHODS } from './devig-all.ts'
import { NonPositiveProbabilityError, UnderroundError } from './errors.ts'
import { normalQuantile } from './normal.ts'
import { devigOddsRatio } from './odds-ratio.ts'
import { devigPower } from './power.ts'
import { devigProbit } from './probit.ts'
import { devigShin } from './shin.ts'
import type { Devig, Devigged } from './devig.ts'

const anySum = { allowUnderround: true }
const methods = Object.entries(DEVIG_METHODS)
/** Methods that never leave a long shot with nothing. */
const positive = methods.filter(([name]) => name !== 'additive' && name !== 'goto')

const sumOf = (values: readonly Decimal[]) => values.reduce((a, b) => a.plus(b), new Decimal(0))
const near = (a: Decimal, b: Decimal, off = '1e-28') => a.minus(b).abs().lte(off)

/** Any prices at all: from a millionth to a million to one. */
const prices = fc
  .array(
    fc.oneof(
      fc.integer({ min: 1, max: 999_999 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 999_000, max: 999_999 }),
    ),
    { minLength: 2, maxLength: 6 },
  )
  .map((millionths) => millionths.map((n) => new Decimal(n).div(1e6)))

/** A book: fair probabilities, each raised by a margin of its own, up to half of itself. */
const book = fc
  .array(
    fc.record({
      weight: fc.integer({ min: 10, max: 1000 }),
      margin: fc.integer({ min: 1, max: 500 }),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((parts) => {
    const total = parts.reduce((sum, { weight }) => sum + weight, 0)
    return parts.map(({ weight, margin }) =>
      new Decimal(weight)
        .div(total)
        .times(1000 + margin)
        .div(1000),
    )
  })
  .filter((implied) => implied.every((r) => r.lt('0.999')))

/** Fair probabilities that do not end. */
const fair = fc
  .array(fc.integer({ min: 1, max: 10_000 }), { minLength: 2, maxLength: 6 })
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return weights.map((weight) => new Decimal(weight).div(total))
  })

/** Undefined where the method subtracts too much: that has its own property. */
function tried(devig: Devig, implied: readonly Decimal[]): Devigged | undefined {
  try {
    return devig(implied, anySum)
  } catch (error) {
    if (error instanceof NonPositiveProbabilityError) return undefined
    throw error
  }
}

describe.each(methods)('%s', (name, devig) => {
  // Logarithms and normal quantiles at 40 digits take a while.
  const runs = { numRuns: name === 'power' || name === 'probit' ? 30 : 100 }

  prop.prop([prices], runs)('probabilities lie in (0, 1) and sum to 1', (implied) => {
    const found = tried(devig, implied)
    fc.pre(found !== undefined)
    expect(found.probabilities).toHaveLength(implied.length)
    expect(found.probabilities.every((p) => p.gt(0) && p.lt(1))).toBe(true)
    expect(near(sumOf(found.probabilities), new Decimal(1), '1e-30')).toBe(true)
  })

  prop.prop([prices, fc.infiniteStream(fc.nat())], runs)(
    'does not depend on the order of the prices',
    (implied, keys) => {
      const order = implied
        .map((_, index) => ({ index, key: keys.next().value as number }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ index }) => index)
      const straight = tried(devig, implied)
      const shuffled = tried(
        devig,
        order.map((index) => implied[index]!),
      )
      expect(shuffled === undefined).toBe(straight === undefined)
      if (straight === undefined || shuffled === undefined) return
      for (const [place, index] of order.entries()) {
        expect(near(shuffled.probabilities[place]!, straight.probabilities[index]!)).toBe(true)
      }
      const size = Decimal.max(1, straight.parameter.abs())
      expect(near(shuffled.parameter, straight.parameter, size.times('1e-28').toString())).toBe(
        true,
      )
    },
  )

  prop.prop([fair], runs)('fair prices come back unchanged', (implied) => {
    const { probabilities } = devig(implied)
    expect(probabilities.every((p, index) => p.eq(implied[index]!))).toBe(true)
  })

  prop.prop([book], runs)('what is fair already stays as it is', (implied) => {
    const once = tried(devig, implied)
    fc.pre(once !== undefined)
    const twice = devig(once.probabilities, anySum)
    expect(twice.probabilities.every((p, index) => near(p, once.probabilities[index]!))).toBe(true)
  })

  prop.prop([prices], runs)('refuses every underround and no overround', (implied) => {
    const call = () => {
      try {
        devig(implied)
      } catch (error) {
        if (!(error instanceof NonPositiveProbabilityError)) throw error
      }
    }
    if (sumOf(implied).lt(1)) expect(call).toThrow(UnderroundError)
    else expect(call).not.toThrow()
  })

  prop.prop([book], runs)('keeps the order of the prices: a favourite stays one', (implied) => {
    const found = tried(devig, implied)
    fc.pre(found !== undefined)
    for (const [i, a] of implied.entries()) {
      for (const [j, b] of implied.entries()) {
        const [p, q] = [found.probabilities[i]!, found.probabilities[j]!]
        if (a.lt(b)) expect(p.lte(q)).toBe(true)
        if (a.eq(b)) expect(near(p, q)).toBe(true)
      }
    }
  })

  prop.prop([book], runs)(
    'favourite-longshot direction: a longer shot gives up no smaller share of its price',
    (implied) => {
      const found = tried(devig, implied)
      fc.pre(found !== undefined)
      const kept = found.probabilities.map((p, index) => p.div(implied[index]!))
      for (const [i, a] of implied.entries()) {
        for (const [j, b] of implied.entries()) {
          if (a.lt(b)) expect(kept[i]!.lte(kept[j]!.plus('1e-28'))).toBe(true)
        }
      }
      // And truly smaller, unless the method is the one that ignores the bias or the prices are equal.
      const isEven = implied.every((r) => r.eq(implied[0]!))
      if (name !== 'multiplicative' && !isEven) {
        expect(
          Decimal.max(...kept)
            .minus(Decimal.min(...kept))
            .gt('1e-12'),
        ).toBe(true)
      }
    },
  )

  prop.prop([book], runs)('takes the margin off every outcome', (implied) => {
    const found = tried(devig, implied)
    fc.pre(found !== undefined)
    expect(found.probabilities.every((p, index) => p.lt(implied[index]!))).toBe(true)
  })
})

describe.each(positive)('%s', (_name, devig) => {
  prop.prop([prices], { numRuns: 30 })('has a solution for any prices at all', (implied) => {
    expect(() => devig(implied, anySum)).not.toThrow()
  })
})

describe('methods that subtract', () => {
  prop.prop([prices])('fail exactly where a raw value is 0 or less, and show it', (implied) => {
    for (const name of ['additive', 'goto'] as const) {
      const excess = sumOf(implied).minus(1)
      const widths = implied.map((r) =>
        name === 'additive' ? new Decimal(1) : new Decimal(1).minus(r).sqrt(),
      )
      const raw = implied.map((r, index) =>
        r.minus(excess.times(widths[index]!).div(sumOf(widths))),
      )
      const isShort = raw.some((p) => p.lte(0))
      try {
        const { probabilities } = DEVIG_METHODS[name](implied, anySum)
        expect(isShort).toBe(false)
        expect(probabilities.every((p, index) => near(p, raw[index]!))).toBe(true)
      } catch (error) {
        if (!(error instanceof NonPositiveProbabilityError)) throw error
        expect(isShort).toBe(true)
        expect(error.probabilities.every((p, index) => near(p, raw[index]!))).toBe(true)
        expect(error.context['method']).toBe(name)
      }
    }
  })
})

describe('relations between methods and parameters', () => {
  const two = prices.map(([a, b]) => [a!, b!] as const)

  prop.prop([two])('Shin is the additive method for two outcomes', (implied) => {
    const shin = devigShin(implied, anySum)
    const additive = devigAdditive(implied, anySum)
    expect(shin.probabilities.every((p, i) => near(p, additive.probabilities[i]!, '1e-38'))).toBe(
      true,
    )
    // And its z solves the equation of the general case.
    const share = implied[0].pow(2).div(sumOf(implied))
    const [p, z] = [shin.probabilities[0]!, shin.parameter]
    const equation = z.times(p).plus(new Decimal(1).minus(z).times(p.pow(2)))
    expect(near(equation, share, z.abs().plus(1).times('1e-30').toString())).toBe(true)
  })

  prop.prop([book])('odds-ratio is one shift of all log odds, by ln C', (implied) => {
    const { probabilities, parameter } = devigOddsRatio(implied)
    const logit = (p: Decimal) => p.div(new Decimal(1).minus(p)).ln()
    for (const [index, p] of probabilities.entries()) {
      expect(near(logit(implied[index]!).minus(logit(p)), parameter.ln())).toBe(true)
    }
  })

  prop.prop([book], { numRuns: 50 })(
    'probit is one shift of all normal quantiles, by c',
    (implied) => {
      const { probabilities, parameter } = devigProbit(implied)
      for (const [index, p] of probabilities.entries()) {
        const shift = normalQuantile(implied[index]!).minus(normalQuantile(p))
        expect(near(shift, parameter)).toBe(true)
      }
    },
  )

  prop.prop([book], { numRuns: 40 })('power is one factor of all logarithms, k', (implied) => {
    const { probabilities, parameter } = devigPower(implied)
    for (const [index, p] of probabilities.entries()) {
      expect(near(p.ln().div(implied[index]!.ln()), parameter)).toBe(true)
    }
  })

  prop.prop([book, fc.nat(), fc.integer({ min: 1, max: 999 })], { numRuns: 40 })(
    'the exponent of the power method increases with every price',
    (implied, at, thousandths) => {
      const place = at % implied.length
      const raise = (r: Decimal) => r.plus(new Decimal(1).minus(r).times(thousandths).div(1000))
      const shorter = implied.map((r, index) => (index === place ? raise(r) : r))
      const [before, after] = [implied, shorter].map((each) => devigPower(each).parameter)
      expect(after!.gt(before!)).toBe(true)
    },
  )

  prop.prop([prices], { numRuns: 30 })(
    'every parameter stands on the side of the margin',
    (implied) => {
      const side = sumOf(implied).cmp(1)
      fc.pre(side !== 0)
      for (const [name, devig] of methods) {
        const found = tried(devig, implied)
        if (found === undefined) continue
        const isRatio = name === 'multiplicative' || name === 'power' || name === 'odds-ratio'
        expect(found.parameter.cmp(isRatio ? 1 : 0)).toBe(side)
      }
    },
  )
})
