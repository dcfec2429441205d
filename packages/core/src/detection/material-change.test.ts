import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { microdollars } from '../units/money.ts'
import { rational } from '../units/rational.ts'
import {
  type Fingerprint,
  type FingerprintLeg,
  materialChangesOf,
  MATERIALITY_RULES,
} from './material-change.ts'

const leg = (venue: string, instrument: string, more: Partial<FingerprintLeg> = {}) => ({
  venue,
  instrument,
  price: '0.4300',
  quantity: '100',
  ...more,
})
const BASE: Fingerprint = {
  id: 'a',
  tag: 'locked',
  profit: microdollars(20_000_000),
  returnOnCapital: new Decimal('0.02'),
  legs: [leg('kalshi', 'T yes'), leg('draftkings', 'Bears')],
}
const profitOf = (profit: number): Fingerprint => ({ ...BASE, profit: microdollars(profit) })

describe('materialChangesOf', () => {
  it('finds nothing to tell of the same, or of other prices, quantities and returns', () => {
    expect(materialChangesOf(BASE, BASE)).toEqual([])
    const moved: Fingerprint = {
      ...BASE,
      returnOnCapital: new Decimal('0.03'),
      legs: BASE.legs.map((each) => ({ ...each, price: '0.4400', quantity: '90' })),
    }
    expect(materialChangesOf(BASE, moved)).toEqual([])
  })

  it('tells of another kind', () => {
    expect(materialChangesOf(BASE, { ...BASE, tag: 'conditional' })).toEqual(['kind'])
  })

  it.each([
    // A twentieth of $20 is $1; both ends are no change yet.
    [20_000_000, 21_000_000, false],
    [20_000_000, 21_000_001, true],
    [20_000_000, 19_000_000, false],
    [20_000_000, 18_999_999, true],
    // Half a dollar is more than a twentieth of $5.
    [5_000_000, 5_500_000, false],
    [5_000_000, 5_500_001, true],
    [5_000_000, 4_499_999, true],
    // A twentieth of a loss.
    [-20_000_000, -21_000_000, false],
    [-20_000_000, -21_000_001, true],
    [0, 500_000, false],
    // A twentieth of 20.000019 is not whole.
    [20_000_019, 21_000_019, false],
    [20_000_019, 21_000_020, true],
  ])('from %i to %i microdollars is material: %s', (told, seen, isMaterial) => {
    const changes = materialChangesOf(profitOf(told), profitOf(seen))
    expect(changes).toEqual(isMaterial ? ['profit'] : [])
  })

  it('goes by the rules it is given', () => {
    const exact = { profitChangeMax: microdollars(0), profitChangeShareMax: rational(0) }
    expect(materialChangesOf(profitOf(5), profitOf(6), exact)).toEqual(['profit'])
    expect(materialChangesOf(profitOf(5), profitOf(5), exact)).toEqual([])
    for (const wrong of [
      { profitChangeMax: microdollars(-1) },
      { profitChangeShareMax: rational(-1, 20) },
    ]) {
      const rules = { ...MATERIALITY_RULES, ...wrong }
      expect(() => materialChangesOf(BASE, BASE, rules)).toThrow(/0 or more/)
    }
  })

  it('tells of another venue, another instrument, one leg more or less, not of another order', () => {
    const legs: readonly (readonly FingerprintLeg[])[] = [
      [leg('kalshi', 'T yes'), leg('fanduel', 'Bears')],
      [leg('kalshi', 'T no'), leg('draftkings', 'Bears')],
      [leg('kalshi', 'T yes')],
      [...BASE.legs, leg('fanduel', 'Bears')],
      [...BASE.legs, leg('draftkings', 'Bears')],
      [leg('kalshi', 'Bears'), leg('draftkings', 'T yes')],
    ]
    for (const each of legs) {
      expect(materialChangesOf(BASE, { ...BASE, legs: each })).toEqual(['legs'])
    }
    expect(materialChangesOf(BASE, { ...BASE, legs: BASE.legs.toReversed() })).toEqual([])
  })

  it('does not take one name for two, however they are spelled', () => {
    const joined = { ...BASE, legs: [leg('ab', 'c')] }
    expect(materialChangesOf(joined, { ...BASE, legs: [leg('a', 'bc')] })).toEqual(['legs'])
    const broken = { ...BASE, legs: [leg('a', 'b"]\n["c')] }
    expect(materialChangesOf(broken, { ...BASE, legs: [leg('a', 'b'), leg('c', '')] })).toEqual([
      'legs',
    ])
  })

  it('tells of all that has changed', () => {
    const other: Fingerprint = { ...profitOf(1), tag: 'value', legs: [] }
    expect(materialChangesOf(BASE, other)).toEqual(['kind', 'profit', 'legs'])
  })

  prop.prop([
    fc.integer({ min: -10_000_000, max: 10_000_000 }),
    fc.integer({ min: -10_000_000, max: 10_000_000 }),
    fc.integer({ min: 0, max: 2_000_000 }),
    fc.integer({ min: 0, max: 100 }),
  ])('a change is material above both bounds, exactly', (told, seen, most, percent) => {
    const rules = {
      profitChangeMax: microdollars(most),
      profitChangeShareMax: rational(percent, 100),
    }
    const change = Math.abs(seen - told)
    const isMaterial = change > most && change * 100 > Math.abs(told) * percent
    expect(materialChangesOf(profitOf(told), profitOf(seen), rules)).toHaveLength(
      isMaterial ? 1 : 0,
    )
  })
})
