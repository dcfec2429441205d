import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ArbError, InvalidInputError } from '../../errors.ts'
import { Decimal } from '../../units/decimal.ts'
import { devigAdditive } from './additive.ts'
import type { DevigMethod } from './devig.ts'
import { DEVIG_METHODS, devigAll } from './devig-all.ts'
import { NonPositiveProbabilityError, UnderroundError } from './errors.ts'
import { devigGoto } from './goto.ts'
import { normalQuantile } from './normal.ts'
import { devigOddsRatio } from './odds-ratio.ts'
import { devigPower } from './power.ts'
import { devigProbit } from './probit.ts'
import { devigShin } from './shin.ts'

interface VectorMethod {
  readonly p: readonly number[]
  readonly param?: number
  readonly agree: Readonly<Record<string, number | string>>
}
interface VectorSet {
  readonly name: string
  readonly decimal_odds: readonly number[]
  readonly overround: number
  readonly methods: Readonly<Record<string, VectorMethod>>
}

const vectorsFile = new URL('../../../../../../shared/data/odds-vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/odds-vectors.json is absent')
const vectors = hasVectors
  ? JSON.parse(readFileSync(vectorsFile, 'utf8'))
  : { devig: [], published: [], properties: [], pitfalls: [] }
const sets: readonly VectorSet[] = vectors.devig

const anySum = { allowUnderround: true }
const impliedOf = (odds: readonly number[]) => odds.map((each) => new Decimal(1).div(each))
const sumOf = (values: readonly Decimal[]) => values.reduce((a, b) => a.plus(b), new Decimal(0))

/** Largest distance between what was found and what the file says. */
function off(found: readonly Decimal[], expected: readonly (Decimal | number)[]): Decimal {
  expect(found).toHaveLength(expected.length)
  return Decimal.max(...found.map((p, index) => p.minus(expected[index]!).abs()))
}

/** A method's result, or the raw values of one that fails on a long shot. */
function tried(method: DevigMethod, implied: readonly Decimal[]) {
  try {
    return { ...DEVIG_METHODS[method](implied, anySum), error: undefined }
  } catch (error) {
    if (!(error instanceof NonPositiveProbabilityError)) throw error
    return { method, probabilities: error.probabilities, parameter: undefined, error }
  }
}

describe.skipIf(!hasVectors)('the vectors of all methods', () => {
  it('are there', () => {
    expect(sets.length).toBeGreaterThanOrEqual(10)
    for (const { methods } of sets) {
      expect(
        Object.keys(methods)
          .map((key) => key.replace('_', '-'))
          .toSorted(),
      ).toEqual(Object.keys(DEVIG_METHODS).toSorted())
    }
  })

  it.each(sets)('$name: probabilities and parameters to 1e-12', ({ decimal_odds, methods }) => {
    const implied = impliedOf(decimal_odds)
    for (const [key, { p, param }] of Object.entries(methods)) {
      const name = key.replace('_', '-') as DevigMethod
      const { error, probabilities, parameter } = tried(name, implied)
      expect([name, error !== undefined]).toEqual([name, p.some((each) => each <= 0)])
      // The figures have 15 digits, the decimal odds behind them are doubles.
      expect([name, off(probabilities, p).lt('5e-15')]).toEqual([name, true])
      const away = parameter === undefined || param === undefined ? 0 : parameter.minus(param).abs()
      expect([name, new Decimal(away).lt('1e-12')]).toEqual([name, true])
    }
  })

  it('an underround among them is refused unless told otherwise', () => {
    const isRefused = sets.map(({ decimal_odds }) => {
      try {
        return devigAll(impliedOf(decimal_odds)).results.length < 5
      } catch (error) {
        return error instanceof UnderroundError
      }
    })
    expect(isRefused).toEqual(sets.map(({ overround }) => overround < 0))
    expect(isRefused).toContain(true)
  })
})

describe.skipIf(!hasVectors)('what others published', () => {
  const bySource = (text: string) =>
    vectors.published.find(({ src }: { src: string }) => src.includes(text))

  it('Shin as in the tests of mberk/shin, to the digits printed', () => {
    const row = bySource('mberk/shin')
    const { probabilities, parameter } = devigShin(impliedOf(row.odds))
    expect(off(probabilities, row.shin).lt('1e-7')).toBe(true)
    expect(parameter.minus(row.z).abs().lt('1e-8')).toBe(true)
    for (const text of row.raises_on) {
      expect(() => devigShin(impliedOf(JSON.parse(text)))).toThrow(InvalidInputError)
    }
    expect(row.raises_on).toHaveLength(3)
  })

  it('additive as in Clarke, Kovalchik & Ingram (2017): negative, named, raw values kept', () => {
    const row = bySource('Clarke')
    const implied = row.inverse_odds.map((r: number) => new Decimal(r))
    for (const devig of [devigAdditive, devigGoto]) {
      expect(() => devig(implied)).toThrow(NonPositiveProbabilityError)
    }
    const { failures } = devigAll(implied)
    expect(failures.map(({ method }) => method)).toEqual(['additive', 'goto'])
    const raw = failures[0]!.error.context['probabilities'] as readonly string[]
    expect(
      off(
        raw.map((p) => new Decimal(p)),
        row.additive,
      ).lt('1e-15'),
    ).toBe(true)
  })
})

describe.skipIf(!hasVectors)('what the file says of the methods', () => {
  it('says what is tested here, and nothing else', () => {
    expect(vectors.properties).toHaveLength(7)
    expect(vectors.pitfalls).toHaveLength(5)
  })

  it('differential margin weighting is the additive method', () => {
    for (const { decimal_odds } of sets) {
      const implied = impliedOf(decimal_odds)
      const margin = sumOf(implied).minus(1)
      const count = implied.length
      // Odds nO/(n − M·O), as Buchdahl writes it.
      const weighted = decimal_odds.map((odds) =>
        new Decimal(count).minus(margin.times(odds)).div(new Decimal(count).times(odds)),
      )
      const { probabilities } = devigAdditive(implied, anySum)
      expect(off(probabilities, weighted).lt('1e-35')).toBe(true)
    }
  })

  it('a constant shift of the log odds is the odds-ratio method, C its exponential', () => {
    for (const { decimal_odds } of sets) {
      const implied = impliedOf(decimal_odds)
      const { probabilities, parameter } = devigOddsRatio(implied, anySum)
      const shifted = implied.map((r) => {
        const logit = r.div(new Decimal(1).minus(r)).ln().minus(parameter.ln())
        return new Decimal(1).div(logit.neg().exp().plus(1))
      })
      expect(off(probabilities, shifted).lt('1e-30')).toBe(true)
    }
  })

  it('two outcomes: Shin is additive, C and c have closed forms', () => {
    const pairs = sets.filter(({ decimal_odds }) => decimal_odds.length === 2)
    expect(pairs.length).toBeGreaterThanOrEqual(6)
    for (const { decimal_odds } of pairs) {
      const implied = impliedOf(decimal_odds)
      const shin = devigShin(implied, anySum)
      expect(
        off(shin.probabilities, devigAdditive(implied, anySum).probabilities).lt('1e-35'),
      ).toBe(true)
      const [a, b] = implied as [Decimal, Decimal]
      const one = new Decimal(1)
      const ratio = a
        .times(b)
        .div(one.minus(a).times(one.minus(b)))
        .sqrt()
      expect(devigOddsRatio(implied, anySum).parameter.minus(ratio).abs().lt('1e-30')).toBe(true)
      const shift = normalQuantile(a).plus(normalQuantile(b)).div(2)
      expect(devigProbit(implied, anySum).parameter.minus(shift).abs().lt('1e-30')).toBe(true)
    }
  })

  it('the exponent is the one that p = r^k has: R prints 1/k', () => {
    for (const { decimal_odds } of sets) {
      const implied = impliedOf(decimal_odds)
      const { probabilities, parameter } = devigPower(implied, anySum)
      expect(
        off(
          probabilities,
          implied.map((r) => r.pow(parameter)),
        ).lt('1e-30'),
      ).toBe(true)
    }
  })

  it('the "efficient" closed form of Shin is exact for two outcomes and off by what is said for more', () => {
    for (const { name, decimal_odds, methods } of sets) {
      const implied = impliedOf(decimal_odds)
      const said = Object.entries(methods['shin']!.agree).find(([key]) => key.includes('efficient'))
      const distance = off(devigShin(implied, anySum).probabilities, efficientShin(implied))
      // What the file says of two outcomes is the noise of doubles.
      const expected = decimal_odds.length === 2 ? 0 : said?.[1]
      const found = distance.lt('1e-30') ? 0 : distance.toSignificantDigits(2).toNumber()
      expect([name, found]).toEqual([name, expected])
    }
  })
})

/** Kizildemir et al. (2025), as goto_conversion has it: each outcome's z as if against one other. */
function efficientShin(implied: readonly Decimal[]): Decimal[] {
  const sum = sumOf(implied)
  const one = new Decimal(1)
  const values = implied.map((r) => {
    const square = r.times(2).minus(sum).pow(2)
    const z = sum.minus(1).times(square.minus(sum)).div(square.minus(1).times(sum))
    const root = z
      .pow(2)
      .plus(one.minus(z).times(4).times(r.pow(2)).div(sum))
      .sqrt()
    return root.minus(z).div(one.minus(z).times(2))
  })
  return values.map((value) => value.div(sumOf(values)))
}

describe.skipIf(!hasVectors)('pitfalls of other implementations', () => {
  it('an underround of three outcomes is refused by every method, and never returned unsolved', () => {
    const implied = impliedOf([3.2, 3.4, 2.9])
    for (const devig of Object.values(DEVIG_METHODS)) {
      expect(() => devig(implied)).toThrow(UnderroundError)
      // Told to go on, no method returns what does not sum to 1 (mberk/shin: 0.8637).
      const { probabilities } = devig(implied, anySum)
      expect(sumOf(probabilities).minus(1).abs().lt('1e-30')).toBe(true)
    }
    // No share of insiders explains an underround: z is not one.
    expect(devigShin(implied, anySum).parameter.lt(0)).toBe(true)
  })

  it('odds of exactly 1 are refused by every method', () => {
    for (const odds of [
      [1, 1],
      [1, 5],
      [1, 3, 4],
    ]) {
      for (const devig of Object.values(DEVIG_METHODS)) {
        expect(() => devig(impliedOf(odds), anySum)).toThrow(InvalidInputError)
      }
    }
  })

  it('two outcomes are no special case to Shin', () => {
    expect(() => devigShin(impliedOf([1.9, 1.95]))).not.toThrow()
  })

  it('negative probabilities are named, never returned', () => {
    const implied = ['0.87', '0.2', '0.1', '0.05', '0.02', '0.01'].map((r) => new Decimal(r))
    for (const name of Object.keys(DEVIG_METHODS) as DevigMethod[]) {
      const { error, probabilities } = tried(name, implied)
      const isNamed = error instanceof ArbError
      expect([name, isNamed]).toEqual([name, name === 'additive' || name === 'goto'])
      expect([name, probabilities.every((p) => p.gt(0))]).toEqual([name, !isNamed])
    }
  })

  it('the closed form for more than two is up to 0.17 off on a field of six', () => {
    const runners = ['0.87', '0.2', '0.1', '0.05', '0.02', '0.01'].map((r) => new Decimal(r))
    const distance = off(devigShin(runners).probabilities, efficientShin(runners))
    expect(distance.toFixed(2)).toBe('0.17')
  })
})
