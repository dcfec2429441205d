import { fc, test as prop } from '@fast-check/vitest'
import { InvalidInputError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { BOOKS } from '../books.ts'
import { regionCountOf } from '../credits/cost.ts'
import { cheapestScope, isExchangeScope } from './scope.ts'

const keys = [...BOOKS.keys()]

describe('the cheapest scope', () => {
  it('names the books where that costs no more, sorted and once each', () => {
    expect(cheapestScope(['fanduel', 'draftkings', 'fanduel'])).toEqual({
      bookmakers: ['draftkings', 'fanduel'],
    })
  })

  it('counts ten books as a region, and eleven as two', () => {
    const us = keys.filter((key) => BOOKS.get(key)?.region === 'us')
    expect(regionCountOf(cheapestScope(us.slice(0, 10)))).toBe(1)
    expect(cheapestScope(us.slice(0, 10))).toHaveProperty('bookmakers')
    expect(cheapestScope(us.slice(0, 11))).toEqual({ regions: ['us'] })
  })

  it('takes names where eleven books stand in two regions', () => {
    const us = keys.filter((key) => BOOKS.get(key)?.region === 'us').slice(0, 10)
    expect(cheapestScope([...us, 'pinnacle'])).toHaveProperty('bookmakers')
  })

  it('takes names where the region of one is not known', () => {
    const us = keys.filter((key) => BOOKS.get(key)?.region === 'us').slice(0, 11)
    expect(cheapestScope([...us, 'brand_new'])).toHaveProperty('bookmakers')
  })

  it('refuses no book', () => {
    expect(() => cheapestScope([])).toThrow(InvalidInputError)
  })

  prop.prop([fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 })])(
    'brings every book and costs the lesser of the two',
    (books) => {
      const scope = cheapestScope(books)
      const regions = new Set(books.map((key) => BOOKS.get(key)!.region))
      expect(regionCountOf(scope)).toBe(Math.min(regions.size, Math.ceil(books.length / 10)))
      if ('regions' in scope) expect(new Set(scope.regions)).toEqual(regions)
      else expect(scope.bookmakers).toEqual(books.toSorted())
    },
  )
})

it('knows scopes of exchanges alone', () => {
  expect(isExchangeScope({ regions: ['us_ex'] })).toBe(true)
  expect(isExchangeScope({ regions: ['us_ex', 'us'] })).toBe(false)
  expect(isExchangeScope({ bookmakers: ['kalshi', 'novig'] })).toBe(true)
  expect(isExchangeScope({ bookmakers: ['kalshi', 'draftkings'] })).toBe(false)
})
