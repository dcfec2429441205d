import { fc, test as prop } from '@fast-check/vitest'
import type { ContractSubject } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { strikeOfMarket, strikeOfSuffix } from './strike.ts'

const game = (marketType: 'moneyline' | 'spread' | 'total'): ContractSubject => ({
  tag: 'game',
  league: 'mlb',
  marketType,
  period: 'full-game',
})
const greater = (floor: number): object => ({ tag: 'strike', strike: { tag: 'greater', floor } })

describe('strikeOfSuffix', () => {
  it('reads K as over K − 0.5', () => {
    expect(strikeOfSuffix(game('spread'), 'SEA2')).toEqual({ tag: 'greater', floor: 1.5 })
    expect(strikeOfSuffix(game('spread'), 'BAL4')).toEqual({ tag: 'greater', floor: 3.5 })
    expect(strikeOfSuffix(game('total'), '9')).toEqual({ tag: 'greater', floor: 8.5 })
    expect(strikeOfSuffix(game('total'), '181')).toEqual({ tag: 'greater', floor: 180.5 })
  })

  it('reads nothing where the grammar has no rung', () => {
    expect(strikeOfSuffix(game('spread'), 'SEA')).toBeUndefined()
    expect(strikeOfSuffix(game('spread'), '9')).toBeUndefined()
    expect(strikeOfSuffix(game('total'), 'SEA2')).toBeUndefined()
    expect(strikeOfSuffix(game('moneyline'), 'SEA2')).toBeUndefined()
    expect(strikeOfSuffix({ tag: 'unknown' }, 'SEA2')).toBeUndefined()
    expect(strikeOfSuffix({ tag: 'other', reason: 'team-total' }, 'SEA2')).toBeUndefined()
  })
})

describe('strikeOfMarket', () => {
  const stated = {
    strikeType: 'greater',
    floorStrike: 1.5,
    outcomeCode: 'SEA2',
    labelNumber: 1.5,
  }

  it('takes the strike on which all agree', () => {
    expect(strikeOfMarket(game('spread'), stated)).toEqual(greater(1.5))
    const alone = { ...stated, outcomeCode: 'SEA', labelNumber: undefined }
    expect(strikeOfMarket(game('spread'), alone)).toEqual(greater(1.5))
  })

  it('falls back on suffix and label where the field is missing', () => {
    const missing = { ...stated, strikeType: undefined, floorStrike: undefined }
    expect(strikeOfMarket(game('spread'), missing)).toEqual(greater(1.5))
    expect(
      strikeOfMarket(game('spread'), { ...missing, outcomeCode: 'SEA', labelNumber: undefined }),
    ).toEqual({ tag: 'strike', strike: undefined })
  })

  it.each([
    { floorStrike: 2.5 },
    { outcomeCode: 'SEA3' },
    { labelNumber: 2.5 },
    { floorStrike: 2 },
  ])('names a conflict: %j', (change) => {
    expect(strikeOfMarket(game('spread'), { ...stated, ...change })).toEqual({
      tag: 'rejected',
      reason: 'strike-conflict',
    })
  })

  it.each(['less', 'greater_or_equal', 'between', 'structured'])(
    'names a question other than over: %s',
    (strikeType) => {
      expect(strikeOfMarket(game('total'), { ...stated, strikeType })).toEqual({
        tag: 'rejected',
        reason: 'strike-not-greater',
      })
    },
  )

  it('has nothing to say about other subjects', () => {
    const nothing = { tag: 'strike', strike: undefined }
    expect(strikeOfMarket(game('moneyline'), { ...stated, strikeType: 'structured' })).toEqual(
      nothing,
    )
    expect(strikeOfMarket({ tag: 'unknown' }, stated)).toEqual(nothing)
  })

  prop.prop([fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })])(
    'accepts a total only where rung and strike are the same half',
    (rung, other) => {
      const verdict = strikeOfMarket(game('total'), {
        strikeType: 'greater',
        floorStrike: other - 0.5,
        outcomeCode: String(rung),
        labelNumber: undefined,
      })
      expect(verdict.tag).toBe(rung === other ? 'strike' : 'rejected')
    },
  )
})
