import { fc, test as prop } from '@fast-check/vitest'
import type { ContractSubject, LeagueId, MarketType } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { strikeOfMarket, strikeOfSuffix, type StrikeSuffix } from './strike.ts'

const game = (marketType: MarketType, league: LeagueId = 'mlb'): ContractSubject => ({
  tag: 'game',
  league,
  marketType,
  period: 'full-game',
})
const suffix = (outcomeCode: string, changes: Partial<StrikeSuffix> = {}): StrikeSuffix => ({
  outcomeCode,
  easternDate: '2026-08-07',
  happensOnce: false,
  ...changes,
})
const over = (floor: number): object => ({ tag: 'greater', floor })
const strike = (floor: number): object => ({ tag: 'strike', strike: over(floor) })

describe('strikeOfSuffix', () => {
  it.each([
    ['spread', 'SEA2', 1.5],
    ['spread', 'BAL4', 3.5],
    ['spread', 'M-OH17', 16.5],
    ['total', '9', 8.5],
    ['total', '181', 180.5],
    ['team-total', 'NYY3', 2.5],
    ['player-prop', 'CHCMBOYD16-2', 1.5],
    ['player-prop', 'INDDJONES17-200', 199.5],
    ['player-prop', '2', 1.5],
  ] as const)('reads K as over K − 0.5: %s %s', (marketType, code, floor) => {
    expect(strikeOfSuffix(game(marketType), suffix(code))).toEqual(over(floor))
  })

  it.each([
    ['spread', 'SEA'],
    ['spread', '9'],
    ['spread', 'SEA0'],
    ['total', 'SEA2'],
    ['total', '0'],
    ['total', ''],
    ['total', '1812'],
    ['team-total', '3'],
    ['player-prop', 'HOUWMARKS27'],
    ['player-prop', 'NOTD'],
    ['moneyline', 'SEA2'],
    ['three-way', 'SEA2'],
  ] as const)('reads nothing where the grammar has no rung: %s %s', (marketType, code) => {
    expect(strikeOfSuffix(game(marketType), suffix(code))).toBeUndefined()
  })

  it.each([[{ tag: 'unknown' }], [{ tag: 'other', reason: 'future' }]] as const)(
    'reads nothing for %j',
    (subject) => {
      expect(strikeOfSuffix(subject, suffix('SEA2', { happensOnce: true }))).toBeUndefined()
    },
  )

  it('never takes the digits of a club for a rung', () => {
    const soccer = game('spread', 'bundesliga')
    expect(strikeOfSuffix(soccer, suffix('VFB2'))).toEqual(over(1.5))
    for (const code of ['M052', 'M0512', 'M05', 'S042', 'SV982', 'VFB12']) {
      expect(strikeOfSuffix(soccer, suffix(code))).toBeUndefined()
      expect(strikeOfSuffix(game('team-total', 'bundesliga'), suffix(code))).toBeUndefined()
    }
    expect(strikeOfSuffix(game('spread'), suffix('M052'))).toBeUndefined()
  })

  it('reads no rung of the days when K meant two things', () => {
    const nba = game('total', 'nba')
    expect(strikeOfSuffix(nba, suffix('214', { easternDate: '2026-04-27' }))).toBeUndefined()
    expect(strikeOfSuffix(nba, suffix('214', { easternDate: undefined }))).toBeUndefined()
    expect(strikeOfSuffix(nba, suffix('214', { easternDate: '2026-06-26' }))).toBeUndefined()
    expect(strikeOfSuffix(nba, suffix('214', { easternDate: '2026-06-27' }))).toEqual(over(213.5))
    // "5+" is 5 or more whenever it was printed.
    const catches = suffix('GBLMUSGRAVE88-5', { easternDate: '2025-11-23' })
    expect(strikeOfSuffix(game('player-prop', 'nfl'), catches)).toEqual(over(4.5))
  })

  it('knows that what happens at all happens more than half a time', () => {
    const once = suffix('HOUWMARKS27', { happensOnce: true, easternDate: '2025-12-14' })
    expect(strikeOfSuffix(game('player-prop', 'nfl'), once)).toEqual(over(0.5))
    expect(strikeOfSuffix(game('total'), suffix('', { happensOnce: true }))).toEqual(over(0.5))
  })
})

describe('strikeOfMarket', () => {
  const stated = {
    ...suffix('SEA2'),
    strikeType: 'greater',
    floorStrike: 1.5,
    labelNumber: 1.5,
  }

  it('takes the strike on which all agree', () => {
    expect(strikeOfMarket(game('spread'), stated)).toEqual(strike(1.5))
    const alone = { ...stated, outcomeCode: 'SEA', labelNumber: undefined }
    expect(strikeOfMarket(game('spread'), alone)).toEqual(strike(1.5))
  })

  it('falls back on suffix and label where the field is missing', () => {
    const missing = { ...stated, strikeType: undefined, floorStrike: undefined }
    expect(strikeOfMarket(game('spread'), missing)).toEqual(strike(1.5))
    expect(
      strikeOfMarket(game('spread'), { ...missing, outcomeCode: 'SEA', labelNumber: undefined }),
    ).toEqual({ tag: 'strike', strike: undefined })
  })

  it('lets the field and the label say what a rung of two readings can not', () => {
    const mainz = { ...stated, outcomeCode: 'M052' }
    expect(strikeOfMarket(game('spread', 'bundesliga'), mainz)).toEqual(strike(1.5))
    const april = {
      ...stated,
      outcomeCode: '214',
      easternDate: '2026-04-27',
      floorStrike: 214.5,
      labelNumber: 214.5,
    }
    expect(strikeOfMarket(game('total', 'nba'), april)).toEqual(strike(214.5))
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

  it('names a conflict between a count and the strike of a player', () => {
    const boyd = { ...stated, outcomeCode: 'CHCMBOYD16-2' }
    expect(strikeOfMarket(game('player-prop'), boyd)).toEqual(strike(1.5))
    expect(strikeOfMarket(game('player-prop'), { ...boyd, floorStrike: 2 })).toEqual({
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

  it('takes a player for a structured strike, and nothing else in its place', () => {
    const boyd = { ...stated, outcomeCode: 'CHCMBOYD16-2' }
    expect(strikeOfMarket(game('player-prop'), { ...boyd, strikeType: 'structured' })).toEqual(
      strike(1.5),
    )
    for (const strikeType of ['less', 'greater_or_equal', 'custom']) {
      expect(strikeOfMarket(game('player-prop'), { ...boyd, strikeType }).tag).toBe('rejected')
    }
  })

  it.each(['moneyline', 'three-way', 'draw-no-bet'] as const)(
    'has nothing to say about a %s',
    (marketType) => {
      const nothing = { tag: 'strike', strike: undefined }
      const winner = { ...stated, strikeType: 'structured' }
      expect(strikeOfMarket(game(marketType), winner)).toEqual(nothing)
      expect(strikeOfMarket({ tag: 'unknown' }, stated)).toEqual(nothing)
    },
  )

  prop.prop([fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })])(
    'accepts a total only where rung and strike are the same half',
    (rung, other) => {
      const verdict = strikeOfMarket(game('total'), {
        ...suffix(String(rung)),
        strikeType: 'greater',
        floorStrike: other - 0.5,
        labelNumber: undefined,
      })
      expect(verdict.tag).toBe(rung === other ? 'strike' : 'rejected')
    },
  )
})
