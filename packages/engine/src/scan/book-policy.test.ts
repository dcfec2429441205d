import { NO_COMMISSION, rational } from '@arbkit/core'
import { BOOKS, DEFAULT_BOOKS } from '@arbkit/odds'
import { describe, expect, it } from 'vitest'
import { bookPolicyOf } from './book-policy.ts'

const FIVE_PERCENT = rational(5, 100)
const named = (key: string, commission = undefined as typeof FIVE_PERCENT | undefined) => [
  { key: 'fanduel', commission: undefined },
  { key, commission },
]

describe('without a choice of books', () => {
  it('takes every regulated US sportsbook without a commission, and no other book as a leg', () => {
    const legs = [...BOOKS.keys()].filter((key) => bookPolicyOf(key, undefined).tag === 'leg')
    expect(legs.toSorted()).toEqual([...DEFAULT_BOOKS].toSorted())
    expect(bookPolicyOf('draftkings', undefined)).toEqual({ tag: 'leg', commission: NO_COMMISSION })
  })

  it.each(['novig', 'betfair_ex_eu', 'kalshi', 'polymarket', 'prizepicks'])(
    'shows %s as one whose commission is not known',
    (key) => {
      expect(bookPolicyOf(key, undefined)).toEqual({ tag: 'commission-unknown' })
    },
  )

  it.each(['bovada', 'pinnacle', 'fliff', 'a_book_no_one_knows'])('does not look at %s', (key) => {
    expect(bookPolicyOf(key, undefined)).toEqual({ tag: 'excluded' })
  })
})

describe('with a choice of books', () => {
  it.each(['draftkings', 'novig', 'kalshi', 'prizepicks', 'bovada', 'a_book_no_one_knows'])(
    'does not look at %s if it is not named',
    (key) => {
      expect(bookPolicyOf(key, named('betmgm'))).toEqual({ tag: 'excluded' })
    },
  )

  it.each(['draftkings', 'bovada', 'pinnacle'])(
    'takes %s where it is named, without a commission unless one is named too',
    (key) => {
      expect(bookPolicyOf(key, named(key))).toEqual({ tag: 'leg', commission: NO_COMMISSION })
      expect(bookPolicyOf(key, named(key, FIVE_PERCENT))).toEqual({
        tag: 'leg',
        commission: FIVE_PERCENT,
      })
    },
  )

  it.each(['novig', 'betfair_ex_eu', 'kalshi', 'polymarket', 'prizepicks', 'a_book_no_one_knows'])(
    'takes %s only where it is named with its commission, were that nothing',
    (key) => {
      expect(bookPolicyOf(key, named(key))).toEqual({ tag: 'commission-unknown' })
      for (const commission of [FIVE_PERCENT, NO_COMMISSION]) {
        expect(bookPolicyOf(key, named(key, commission))).toEqual({ tag: 'leg', commission })
      }
    },
  )
})
