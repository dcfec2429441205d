/**
 * What candidates of a pair are priced against is read once, and side by side.
 * @module
 */
import { describe, expect, it } from 'vitest'
import { MarketState } from '../session/market-state.ts'
import { pricedAgainst } from './candidate.ts'

const MARKET = 'KXMLBGAME-26AUG072145TBSEA-TB'

function stateWith(yes: readonly string[], no: readonly string[]): MarketState {
  const state = new MarketState()
  const levels = (prices: readonly string[]) => prices.map((price) => [price, '5.00'])
  const body = [
    { ticker: MARKET, orderbook_fp: { yes_dollars: levels(yes), no_dollars: levels(no) } },
  ]
  const request = {
    shape: 'kalshi-order-books',
    file: 'a.json',
    path: '$',
    timeSource: 'file' as const,
  }
  state.apply({ seq: 1, turn: 1, t: Date.UTC(2026, 7, 7), source: 'test', request, body })
  return state
}

describe('what a contract is bought at', () => {
  it('has what is wrong with its book for each side by itself, whichever is asked for first', () => {
    for (const sides of [['no', 'yes'] as const, ['yes', 'no'] as const]) {
      const against = pricedAgainst(MARKET, stateWith(['0.41'], []))
      const codes = Object.fromEntries(
        sides.map((side) => [side, against?.bookReasons(side).map(({ code }) => code)]),
      )
      expect(codes).toEqual({ yes: [], no: ['placeholder'] })
    }
  })

  it('is read once: the same reasons and the same ladder each time', () => {
    const against = pricedAgainst(MARKET, stateWith(['0.61'], ['0.42']))
    expect(against?.bookReasons('yes').map(({ code }) => code)).toEqual(['crossed-book'])
    expect(against?.bookReasons('yes')).toBe(against?.bookReasons('yes'))
    expect(against?.ladder('no')).toBe(against?.ladder('no'))
  })
})
