import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { NORMAL_ABS_MAX, normalAt, normalQuantile } from './normal.ts'

function relativeError(found: Decimal, expected: Decimal | string): Decimal {
  return found.minus(expected).abs().div(new Decimal(expected).abs())
}

describe('published values', () => {
  it.each([
    ['1', '0.841344746068543'],
    ['2', '0.977249868051821'],
    ['3', '0.998650101968370'],
    ['0.5', '0.691462461274013'],
    ['0', '0.5'],
  ])('Φ(%s) is %s (Abramowitz & Stegun, Table 26.1)', (x, probability) => {
    expect(normalAt(new Decimal(x)).probability.toDecimalPlaces(15).eq(probability)).toBe(true)
  })

  it.each([
    ['0.25', '-0.6744897501960817'],
    ['0.001', '-3.090232306167814'],
    ['1e-20', '-9.262340089798408'],
  ])('Φ⁻¹(%s) is %s (Wichura, Algorithm AS 241, Applied Statistics 37, 1988)', (p, quantile) => {
    expect(normalQuantile(new Decimal(p)).toSignificantDigits(16).toFixed()).toBe(quantile)
  })
})

// 50-digit arithmetic of mpmath 1.3 (erfc), printed to 32 digits.
describe('values of a second implementation, to 31 digits', () => {
  it.each([
    ['-12', '1.7764821120776789976961710018456e-33'],
    ['-10', '7.6198530241605260659733432515993e-24'],
    ['-6', '9.8658764503769814070086413239804e-10'],
    ['-4.000001', '0.000031671108003161816485373478904305'],
    ['-4', '0.000031671241833119921253770756722151'],
    ['-3', '0.0013498980316300945266518147675950'],
    ['-1', '0.15865525393145705141476745436796'],
    ['0.25', '0.59870632568292372424085379158103'],
    ['1.96', '0.97500210485177956586341573095916'],
    ['4', '0.99996832875816688007874622924328'],
    ['5', '0.99999971334842812080608832624767'],
  ])('Φ(%s) is %s', (x, probability) => {
    expect(relativeError(normalAt(new Decimal(x)).probability, probability).lt('1e-31')).toBe(true)
  })

  it.each([
    ['0', '0.39894228040143267793994605993438'],
    ['1', '0.24197072451914334979783019293556'],
    ['-2.5', '0.017528300493568537362158322166749'],
  ])('φ(%s) is %s', (x, density) => {
    expect(relativeError(normalAt(new Decimal(x)).density, density).lt('1e-31')).toBe(true)
  })

  it.each([
    ['0.975', '1.9599639845400542355245944305206'],
    ['0.95', '1.6448536269514727148638489079916'],
    ['0.75', '0.67448975019608174320222701454131'],
    ['0.4999999', '-0.00000025066282746310267517656748227545'],
    ['0.000001', '-4.7534243088228989481939881870043'],
    ['1e-12', '-7.0344838253011319298095150689885'],
  ])('Φ⁻¹(%s) is %s', (p, quantile) => {
    expect(relativeError(normalQuantile(new Decimal(p)), quantile).lt('1e-30')).toBe(true)
  })
})

describe('what is refused', () => {
  it.each([50.1, -51, Number.NaN, Number.NEGATIVE_INFINITY])('the place %d', (x) => {
    expect(() => normalAt(new Decimal(x))).toThrow(/must lie within ±50/)
  })

  it('nothing as far out as is accepted (mpmath), and every quantile beyond', () => {
    const { probability } = normalAt(new Decimal(-NORMAL_ABS_MAX))
    expect(probability.toSignificantDigits(15).toString()).toBe('1.08059794676164e-545')
    expect(normalQuantile(new Decimal('1e-500')).toSignificantDigits(15).toFixed()).toBe(
      '-47.8853706738535',
    )
    expect(() => normalQuantile(new Decimal('1e-600'))).toThrow(/must lie within ±50/)
  })

  it.each([0, 1, -0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])('the quantile of %d', (p) => {
    expect(() => normalQuantile(new Decimal(p))).toThrow(/must lie between 0 and 1/)
  })
})

describe('properties', () => {
  const place = fc.integer({ min: -200_000, max: 200_000 }).map((n) => new Decimal(n).div(10_000))
  const share = fc.integer({ min: 1, max: 999_999_999 }).map((n) => new Decimal(n).div(1e9))

  prop.prop([place])('the two tails make 1', (x) => {
    const { probability, density } = normalAt(x)
    const other = normalAt(x.neg())
    expect(probability.plus(other.probability).minus(1).abs().lt('1e-37')).toBe(true)
    expect(density.eq(other.density)).toBe(true)
    expect(probability.gt(0) && other.probability.gt(0)).toBe(true)
  })

  prop.prop([share])('quantile and distribution undo each other to 30 digits', (p) => {
    expect(relativeError(normalAt(normalQuantile(p)).probability, p).lt('1e-30')).toBe(true)
  })

  prop.prop([share])('the quantile is odd about one half', (p) => {
    const mirrored = normalQuantile(new Decimal(1).minus(p))
    expect(mirrored.plus(normalQuantile(p)).abs().lt('1e-35')).toBe(true)
  })

  prop.prop([place, place])('the distribution increases', (a, b) => {
    fc.pre(a.lt(b) && b.lt(8))
    expect(normalAt(a).probability.lt(normalAt(b).probability)).toBe(true)
  })

  prop.prop([place])('the density is the slope of the distribution', (x) => {
    const step = new Decimal('1e-9')
    const [below, above] = [x.minus(step), x.plus(step)].map((at) => normalAt(at).probability)
    const slope = above!.minus(below!).div(step.times(2))
    expect(slope.minus(normalAt(x).density).abs().lt('1e-17')).toBe(true)
  })
})
