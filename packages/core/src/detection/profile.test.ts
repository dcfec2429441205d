import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { AGREEMENT_PANEL } from '../odds/agreement.ts'
import { Decimal } from '../units/decimal.ts'
import { TRADING_PROFILES, tradingProfile, type TradingProfileInput } from './profile.ts'

const BASE: TradingProfileInput = {
  edgeDollars: new Decimal('0.04'),
  agreementMin: 2,
  lambda: new Decimal('0.2'),
}

describe('TRADING_PROFILES', () => {
  it.each([
    ['CONSERVATIVE', '0.06', 4, '0.15'],
    ['STANDARD', '0.05', 3, '0.25'],
    ['AGGRESSIVE', '0.03', 3, '0.35'],
    ['VERY_AGGRESSIVE', '0.02', 2, '0.5'],
  ] as const)('%s: edge %s, %i of 4 books, Kelly %s', (name, edge, agreementMin, lambda) => {
    const profile = TRADING_PROFILES[name]
    expect(profile).toMatchObject({ name, agreementMin, panel: AGREEMENT_PANEL })
    expect([profile.edgeDollars.toFixed(), profile.lambda.toFixed()]).toEqual([edge, lambda])
  })

  it('are four, strictest first', () => {
    const all = Object.values(TRADING_PROFILES)
    expect(all).toHaveLength(4)
    for (const [index, looser] of all.slice(1).entries()) {
      const stricter = all[index]!
      expect(stricter.edgeDollars.gt(looser.edgeDollars)).toBe(true)
      expect(stricter.agreementMin).toBeGreaterThanOrEqual(looser.agreementMin)
      expect(stricter.lambda.lt(looser.lambda)).toBe(true)
    }
  })
})

describe('tradingProfile', () => {
  it('takes a profile of one’s own, and asks the four books unless told otherwise', () => {
    expect(tradingProfile(BASE)).toEqual({ ...BASE, name: 'CUSTOM', panel: AGREEMENT_PANEL })
    const own = { ...BASE, name: 'MINE', agreementMin: 1, panel: ['pinnacle'] }
    expect(tradingProfile(own)).toEqual(own)
  })

  it('keeps its panel when the list it was made from changes', () => {
    const panel = ['a', 'b']
    const profile = tradingProfile({ ...BASE, panel })
    panel.push('b')
    expect(profile.panel).toEqual(['a', 'b'])
  })

  it('takes the ends that are in range', () => {
    for (const edge of ['0', '0.9999']) {
      expect(
        tradingProfile({ ...BASE, edgeDollars: new Decimal(edge) }).edgeDollars.toFixed(),
      ).toBe(edge)
    }
    expect(tradingProfile({ ...BASE, lambda: new Decimal(1) }).lambda.toFixed()).toBe('1')
    for (const agreementMin of [1, 4]) {
      expect(tradingProfile({ ...BASE, agreementMin }).agreementMin).toBe(agreementMin)
    }
  })

  it.each([
    ['edge', ['-0.01', '1', 'NaN', 'Infinity'].map((e) => ({ edgeDollars: new Decimal(e) }))],
    ['Kelly', ['0', '-0.1', '1.01', 'NaN'].map((l) => ({ lambda: new Decimal(l) }))],
    ['agreement', [0, -1, 5, 1.5, Number.NaN].map((agreementMin) => ({ agreementMin }))],
    ['agreement', [{ panel: [] }, { panel: ['a'] }]],
    ['twice', [{ panel: ['a', 'b', 'a'] }]],
  ] as const)('refuses what can not be traded by: %s', (message, changes) => {
    for (const change of changes) {
      const make = () => tradingProfile({ ...BASE, ...change })
      expect(make).toThrow(InvalidInputError)
      expect(make).toThrow(new RegExp(message))
    }
  })
})
