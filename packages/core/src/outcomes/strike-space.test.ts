import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { TooManyOutcomesError } from './errors.ts'
import { type GradedSpace, SPACE_OUTCOMES_MAX } from './graded-space.ts'
import {
  STRIKE_ABS_MAX,
  STRIKE_DECIMALS_MAX,
  strikeSpace,
  type StrikeStatement,
} from './strike-space.ts'

type OneSided = Exclude<StrikeStatement, { tag: 'between' }>['tag']
const strike = (tag: OneSided, value: number | string): StrikeStatement => ({
  tag,
  strike: new Decimal(value),
})
const between = (floor: number | string, cap: number | string, ends: string): StrikeStatement => ({
  tag: 'between',
  floor: new Decimal(floor),
  cap: new Decimal(cap),
  includesFloor: ends.startsWith('['),
  includesCap: ends.endsWith(']'),
})
const rows = ({ outcomes, grades }: GradedSpace): (readonly [string, string])[] =>
  outcomes.map(({ id }, index) => [id, grades[index]?.join(' ') ?? ''])

describe('strikes over whole numbers', () => {
  const counts = (...statements: StrikeStatement[]) => strikeSpace({ statements, decimals: 0 })

  it('a ladder of half points is a chain', () => {
    const ladder = counts(strike('greater', 1.5), strike('greater', 2.5), strike('greater', '5.5'))
    expect(rows(ladder)).toEqual([
      ['1 or less', 'lose lose lose'],
      ['2', 'win lose lose'],
      ['3 to 5', 'win win lose'],
      ['6 or more', 'win win win'],
    ])
    expect(ladder.outcomes.every(({ state }) => state === 'completed')).toBe(true)
  })

  it('different words for one statement make two outcomes, not more', () => {
    const same = counts(
      strike('greater', 2),
      strike('greater', 2.5),
      strike('greater-or-equal', 3),
      strike('greater-or-equal', '2.1'),
      strike('less', 3),
      strike('less-or-equal', 2),
      strike('less-or-equal', 2.9),
    )
    expect(rows(same)).toEqual([
      ['2 or less', 'lose lose lose lose win win win'],
      ['3 or more', 'win win win win lose lose lose'],
    ])
  })

  it('between, with its ends and without', () => {
    expect(rows(counts(between(80, 81, '[]'), between(82, 83, '[]')))).toEqual([
      ['79 or less', 'lose lose'],
      ['80 to 81', 'win lose'],
      ['82 to 83', 'lose win'],
      ['84 or more', 'lose lose'],
    ])
    expect(
      rows(counts(between(80, 82, '()'), between(80, 82, '[)'), between(80, 82, '(]'))),
    ).toEqual([
      ['79 or less', 'lose lose lose'],
      ['80', 'lose win lose'],
      ['81', 'win win win'],
      ['82', 'lose lose win'],
      ['83 or more', 'lose lose lose'],
    ])
  })

  it('numbers below 0', () => {
    expect(rows(counts(strike('greater', -0.5), strike('less', -2.5)))).toEqual([
      ['-3 or less', 'lose win'],
      ['-2 to -1', 'lose lose'],
      ['0 or more', 'win lose'],
    ])
  })
})

describe('strikes over other numbers', () => {
  it('any number: a strike is a point of its own where it is told from both sides', () => {
    const space = strikeSpace({
      decimals: 'any',
      statements: [strike('greater', '95000'), strike('less', 95000), between(95000, 95250, '[)')],
    })
    expect(rows(space)).toEqual([
      ['below 95000', 'lose win lose'],
      ['exactly 95000', 'lose lose win'],
      ['above 95000 and below 95250', 'win lose win'],
      ['at least 95250', 'win lose lose'],
    ])
  })

  it('any number: there is one between neighbouring brackets, unless decimals say otherwise', () => {
    const statements = [between(95000, '95249.99', '[]'), between(95250, '95499.99', '[]')]
    expect(rows(strikeSpace({ statements, decimals: 'any' }))).toEqual([
      ['below 95000', 'lose lose'],
      ['at least 95000 and at most 95249.99', 'win lose'],
      ['above 95249.99 and below 95250', 'lose lose'],
      ['at least 95250 and at most 95499.99', 'lose win'],
      ['above 95499.99', 'lose lose'],
    ])
    expect(rows(strikeSpace({ statements, decimals: 2 }))).toEqual([
      ['94999.99 or less', 'lose lose'],
      ['95000.00 to 95249.99', 'win lose'],
      ['95250.00 to 95499.99', 'lose win'],
      ['95500.00 or more', 'lose lose'],
    ])
  })

  it('strikes are exact: 0.1 + 0.2 is 0.3, and the last of many digits counts', () => {
    const sum = new Decimal('0.1').plus('0.2')
    const space = strikeSpace({
      decimals: 'any',
      statements: [
        { tag: 'greater', strike: sum },
        strike('greater', '0.30'),
        strike('greater', '0.30000000000000000000000000000000000000000000000001'),
      ],
    })
    expect(rows(space).map(([, grades]) => grades)).toEqual([
      'lose lose lose',
      'win win lose',
      'win win win',
    ])
  })

  it('at the largest strike and the most decimals the next number is still its neighbour', () => {
    const statements = [strike('greater', STRIKE_ABS_MAX), strike('less', -STRIKE_ABS_MAX)]
    expect(rows(strikeSpace({ statements, decimals: STRIKE_DECIMALS_MAX }))).toEqual([
      ['-1000000000000000.000000000000001 or less', 'lose win'],
      ['-1000000000000000.000000000000000 to 1000000000000000.000000000000000', 'lose lose'],
      ['1000000000000000.000000000000001 or more', 'win lose'],
    ])
  })
})

describe('what is refused', () => {
  const build = (decimals: number | 'any', ...statements: StrikeStatement[]) =>
    strikeSpace({ statements, decimals })

  it.each<[string, number | 'any', StrikeStatement]>([
    ['a floor above the cap', 'any', between(3, 2, '[]')],
    ['a point without its end', 'any', between(3, 3, '[)')],
    ['no whole number inside', 0, between('2.1', '2.9', '[]')],
    ['no whole number between neighbours', 0, between(2, 3, '()')],
    ['not a number', 'any', strike('greater', Number.NaN)],
    ['an infinite strike', 0, strike('less', Infinity)],
    ['a strike beyond the limit', 0, strike('less', '1000000000000000.1')],
    ['a strike below the limit', 0, strike('less', '-1000000000000000.1')],
    ['too many decimals', STRIKE_DECIMALS_MAX + 1, strike('less', 1)],
    ['negative decimals', -1, strike('less', 1)],
    ['half a decimal', 0.5, strike('less', 1)],
  ])('%s', (_, decimals, statement) => {
    expect(() => build(decimals, statement)).toThrow(InvalidInputError)
  })

  it('a point with both ends is a number', () => {
    expect(build('any', between(3, 3, '[]')).outcomes.map(({ id }) => id)).toEqual([
      'below 3',
      'exactly 3',
      'above 3',
    ])
  })

  it('no statement', () => {
    expect(() => build(0)).toThrow(InvalidInputError)
  })

  it('more outcomes than a space may have', () => {
    const ladder = (count: number) =>
      Array.from({ length: count }, (_, index) => strike('greater', index))
    expect(build('any', ...ladder(SPACE_OUTCOMES_MAX - 1)).outcomes).toHaveLength(
      SPACE_OUTCOMES_MAX,
    )
    expect(() => build('any', ...ladder(SPACE_OUTCOMES_MAX))).toThrow(TooManyOutcomesError)
  })
})
