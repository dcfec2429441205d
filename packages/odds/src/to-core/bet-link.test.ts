import { describe, expect, it } from 'vitest'
import { betLinkOf, LINK_LENGTH_MAX } from './bet-link.ts'

const SLIP = 'https://sportsbook.example/?outcomes=0ML85398709_3'
const MARKET = 'https://sportsbook.example/market/1'
const EVENT = 'https://sports.{state}.example/event/1'

describe('betLinkOf', () => {
  it.each([
    [{ link: SLIP }, { link: MARKET }, { link: EVENT }, { url: SLIP, opens: 'bet-slip' }],
    [{ link: null }, { link: MARKET }, { link: EVENT }, { url: MARKET, opens: 'market' }],
    [{}, { link: null }, { link: EVENT }, { url: EVENT, opens: 'event' }],
    [{}, {}, {}, undefined],
  ])('takes the nearest of %o, %o, %o', (outcome, market, bookmaker, link) => {
    expect(betLinkOf(outcome, market, bookmaker)).toEqual(link)
  })

  it.each([
    'http://sportsbook.example/',
    'javascript:alert(1)',
    'https://sportsbook.example/ a',
    'https://sportsbook.example/\u001b[31m',
    `https://${'a'.repeat(LINK_LENGTH_MAX)}`,
    '',
  ])('passes %j over', (link) => {
    expect(betLinkOf({ link }, { link: MARKET }, {})).toEqual({ url: MARKET, opens: 'market' })
    expect(betLinkOf({ link }, {}, {})).toBeUndefined()
  })
})
