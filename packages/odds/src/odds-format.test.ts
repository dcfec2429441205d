import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { detectOddsFormat, oddsFormatOf } from './odds-format.ts'
import { DEPTH_MAX } from './walk.ts'

describe('oddsFormatOf', () => {
  it.each([
    [[-110, -110]],
    [[150, -175]],
    [[100, 250, 3000]],
    [[-110, 0]],
    [[-110, 50]],
    [[-110, 1.91]],
    [[120]],
  ])('takes %j for American', (prices) => {
    expect(oddsFormatOf(prices)).toBe('american')
  })

  it.each([[[1.91, 1.91]], [[2, 3]], [[2, 1.01, 151]], [[2.5, 0]], [[101.5]], [[2]]])(
    'takes %j for decimal',
    (prices) => {
      expect(oddsFormatOf(prices)).toBe('decimal')
    },
  )

  it.each([[[]], [[0]], [[1]], [[150, 50]], [[2, 101]], [[150, 0]], [[1, 2]]])(
    'asks the user about %j',
    (prices) => {
      expect(oddsFormatOf(prices)).toBeUndefined()
    },
  )

  const american = fc.oneof(
    fc.integer({ min: 100, max: 100_000 }),
    fc.integer({ min: -100_000, max: -100 }),
  )
  prop.prop([fc.array(american, { minLength: 1 })])('knows American odds', (prices) => {
    expect(oddsFormatOf(prices)).toBe('american')
  })

  const decimal = fc.integer({ min: 101, max: 9999 }).map((cents) => cents / 100)
  prop.prop([fc.array(decimal, { minLength: 1 })])('knows decimal odds', (prices) => {
    expect(oddsFormatOf(prices)).toBe('decimal')
  })
})

describe('detectOddsFormat', () => {
  const priced = (price: unknown): object => ({
    bookmakers: [{ markets: [{ outcomes: [{ name: 'Over', price, point: 8.5 }] }] }],
  })

  it('looks at prices and at nothing else, in any envelope', () => {
    expect(detectOddsFormat([priced(-110)])).toBe('american')
    expect(detectOddsFormat(priced(1.91))).toBe('decimal')
    expect(detectOddsFormat({ timestamp: '', data: [priced(2), priced(2.5)] })).toBe('decimal')
    expect(detectOddsFormat([])).toBeUndefined()
    expect(detectOddsFormat([priced('-110'), priced(null)])).toBeUndefined()
    expect(detectOddsFormat(null)).toBeUndefined()
  })

  it('stops looking at a depth no response has', () => {
    const nested = (depth: number): unknown => (depth === 0 ? { price: -110 } : [nested(depth - 1)])
    expect(detectOddsFormat(nested(DEPTH_MAX))).toBe('american')
    expect(detectOddsFormat(nested(DEPTH_MAX + 1))).toBeUndefined()
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown
    expect(detectOddsFormat(deep)).toBeUndefined()
  })
})
