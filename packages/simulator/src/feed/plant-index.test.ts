import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { Plant } from './plant.ts'
import { PlantIndex } from './plant-index.ts'

const place = fc.record({
  gameId: fc.constantFrom('a', 'b'),
  book: fc.constantFrom('x', 'y'),
  marketKey: fc.constantFrom('h2h' as const, 'totals' as const),
})
const planted = fc.tuple(place, fc.nat(40), fc.nat(20), fc.integer({ min: 100, max: 999 })).map(
  ([where, fromMs, lastsMs, american]): Plant => ({
    ...where,
    ticker: 'T',
    side: 'no',
    result: 'home',
    point: undefined,
    american,
    fromMs,
    untilMs: fromMs + lastsMs,
  }),
)

describe('the plants of a world', () => {
  prop.prop([fc.array(planted, { maxLength: 60, size: 'max' }), place, fc.nat(70)])(
    'are found as if all were looked at, at any time',
    (plants, { gameId, book, marketKey }, nowMs) => {
      const plain = plants.find(
        (one) =>
          one.gameId === gameId &&
          one.book === book &&
          one.marketKey === marketKey &&
          one.fromMs <= nowMs &&
          nowMs < one.untilMs,
      )
      const index = new PlantIndex(plants)
      expect(index.liveAt({ gameId, book, marketKey }, nowMs)).toBe(plain)
      expect(index.all).toEqual(plants)
    },
  )

  it('are not looked at once they are over, nor from another place', () => {
    const index = new PlantIndex()
    let looks = 0
    const add = (gameId: string, hour: number): void => {
      index.add({
        ticker: 'T',
        side: 'no',
        gameId,
        book: 'x',
        marketKey: 'h2h',
        result: 'home',
        point: undefined,
        american: 100,
        get fromMs() {
          looks += 1
          return hour
        },
        untilMs: hour + 1,
      })
    }
    for (let hour = 0; hour < 1000; hour += 1) for (const game of ['a', 'b']) add(game, hour)
    expect(index.all).toHaveLength(2000)
    const where = { book: 'x', marketKey: 'h2h' } as const
    expect(index.liveAt({ ...where, gameId: 'a' }, 999)).toBe(index.all[1998])
    expect(index.liveAt({ ...where, gameId: 'b' }, 1000)).toBeUndefined()
    expect(index.liveAt({ ...where, gameId: 'c' }, 500)).toBeUndefined()
    expect(looks).toBe(1)
  })
})
