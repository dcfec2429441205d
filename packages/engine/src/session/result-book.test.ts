import { type ContractMarket, rational } from '@arbkit/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { otherShare, ResultBook } from './result-book.ts'

let book: ResultBook
beforeEach(() => {
  book = new ResultBook()
})

const market = (status: string, settlementValue?: string): void =>
  book.noteMarket({
    listing: { marketId: 'M' },
    status,
    ...(settlementValue === undefined ? {} : { settlementValue }),
  } as ContractMarket)
const event = (eventType: string, settlementValue?: string): void =>
  book.noteEvent({
    tag: 'lifecycle',
    sid: 1,
    seq: undefined,
    marketId: 'M',
    eventType,
    settlementValue,
  })
const result = (): readonly unknown[] => {
  const known = book.resultOf('M')
  return known === undefined ? [] : [known.yesPays, known.isFinal]
}

describe('a market', () => {
  it('has no result before the venue says so', () => {
    market('active')
    market('closed', '1.0000')
    event('deactivated', '1.0000')
    expect(result()).toEqual([])
    expect(book.version).toBe(0)
  })

  it('may be amended as long as it is determined only', () => {
    market('determined', '1.0000')
    expect(result()).toEqual([rational(1), false])
    market('disputed', '1.0000')
    market('amended', '0.0000')
    expect(result()).toEqual([rational(0), false])
    expect(book.version).toBe(0)
    market('finalized', '0.5000')
    expect(result()).toEqual([rational(1, 2), true])
    expect(book.version).toBe(1)
  })

  it('keeps a result that is final', () => {
    market('finalized', '1.0000')
    market('finalized', '0.0000')
    event('determined', '0.0000')
    market('active')
    event('settled')
    expect(result()).toEqual([rational(1), true])
    expect(book.version).toBe(1)
  })

  it('is not determined any more where it trades again', () => {
    market('determined', '1.0000')
    market('active')
    expect(result()).toEqual([])
  })

  it('is settled at what its stream determined', () => {
    event('determined', '0.3700')
    expect(result()).toEqual([rational(37, 100), false])
    event('settled')
    expect(result()).toEqual([rational(37, 100), true])
    expect(book.version).toBe(1)
  })

  it('that is settled at what nobody heard waits for the value', () => {
    event('settled')
    expect(result()).toEqual([])
    market('determined', '1.0000')
    expect(result()).toEqual([rational(1), true])
    expect(book.version).toBe(1)
  })

  it('may be told its value with its settlement', () => {
    event('settled', '0.0000')
    expect(result()).toEqual([rational(0), true])
  })

  it.each(['', 'yes', '1.0001', '-0.5', '2', '0.1234567890123', '1e-3'])(
    'is not settled at %j',
    (value) => {
      market('finalized', value)
      expect(result()).toEqual([])
    },
  )

  it.each([
    ['0.333333', rational(333_333, 1_000_000)],
    ['1', rational(1)],
    ['0', rational(0)],
    ['0.123456789012', rational(123_456_789_012, 1_000_000_000_000)],
  ])('is settled at %s exactly', (value, share) => {
    market('finalized', value)
    expect(result()).toEqual([share, true])
  })

  it('settled without a value is not settled', () => {
    market('finalized')
    expect(result()).toEqual([])
  })
})

it('gives the other side the rest', () => {
  expect(otherShare(rational(37, 100))).toEqual(rational(63, 100))
  expect(otherShare(rational(1))).toEqual(rational(0))
})
