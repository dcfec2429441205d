import {
  type CalculatorContract,
  type CalculatorLeg,
  cents,
  InvalidInputError,
  priceTicks,
} from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { LEG_NAME_LENGTH_MAX } from './leg-options.ts'
import { type LegDefaults, parseLeg } from './legs.ts'

const DEFAULTS: LegDefaults = {
  round: cents(1),
  isFractional: false,
  isPrinted: false,
  nowMs: Date.UTC(2026, 10, 21),
}
const parse = (text: string, changes: Partial<LegDefaults> = {}) =>
  parseLeg(text, 2, { ...DEFAULTS, ...changes })
const ratioOf = (leg: CalculatorLeg) => {
  if (leg.tag === 'contract') throw new Error('no bet')
  const { numerator, denominator } = leg.price.returnRatio
  return `${numerator}/${denominator}`
}
const unitCost = (text: string) => {
  const { costs, price } = parse(text).leg as CalculatorContract
  return costs.perCenticontract(price)
}

describe('a price', () => {
  it.each([
    ['+150', '5/2', '+150'],
    ['-120', '11/6', '-120'],
    ['\u2212120', '11/6', '-120'],
    ['2.10', '21/10', '2.10'],
    ['3', '3/1', '3'],
    ['10/11', '21/11', '10/11'],
    ['52.4%', '250/131', '52.4%'],
    ['EVEN', '2/1', 'EVEN'],
  ])('%s is a bet that returns %s', (text, ratio, original) => {
    const typed = parse(text)
    expect(typed.leg).toMatchObject({ tag: 'bet', id: 'B', isFreeBet: false, step: 1 })
    expect([ratioOf(typed.leg), typed.original]).toEqual([ratio, original])
    expect([typed.venue, typed.quantity, typed.charge]).toEqual([undefined, undefined, undefined])
  })

  it('of two decimals is exact, or the lowest value that prints so', () => {
    expect(ratioOf(parse('1.91').leg)).toBe('191/100')
    expect(ratioOf(parse('1.91', { isPrinted: true }).leg)).toBe('381/200')
  })

  it.each([
    ['45c', 'kalshi', 4500],
    ['45c@kalshi', 'kalshi', 4500],
    ['45.5c@Kalshi', 'kalshi', 4550],
    ['0.455@kalshi', 'kalshi', 4550],
    ['.4555@polymarket', 'polymarket', 4555],
    ['1c', 'kalshi', 100],
    ['99.99c', 'kalshi', 9999],
  ])('%s is a contract at %s, %i ticks', (text, venue, ticks) => {
    const typed = parse(text)
    expect(typed.leg).toMatchObject({ tag: 'contract', price: priceTicks(ticks), step: 100 })
    expect(typed.venue).toBe(venue)
  })

  it.each([
    // 0.07 × 0.01 × 0.45 × 0.55 = $0.00017325, rounded up; half of it; Polymarket's 0.05.
    ['45c', 4500 + 174],
    ['45c,fee=0.5', 4500 + 87],
    ['45c,fee=0', 4500],
    ['45c@polymarket', 4500 + 130],
    ['45c@polymarket,fee=0.03', 4500 + 80],
  ])('%s costs %i millionths a hundredth', (text, cost) => {
    expect(unitCost(text)).toBe(cost)
  })

  it.each([
    ['+150', { tag: 'american' }],
    ['10/11', { tag: 'fractional' }],
    ['2.1', { tag: 'decimal', places: 2, reading: 'exact' }],
    ['2.105', { tag: 'decimal', places: 3, reading: 'exact' }],
    ['2.123456789', { tag: 'decimal', places: 6, reading: 'exact' }],
    ['52%', { tag: 'percent', places: 1, reading: 'exact' }],
    ['45c', { tag: 'contract', stepTicks: 100 }],
    ['45.5c', { tag: 'contract', stepTicks: 10 }],
    ['0.4555@kalshi', { tag: 'contract', stepTicks: 1 }],
  ])('%s breaks even in its own notation', (text, notation) => {
    expect(parse(text).notation).toEqual(notation)
  })
})

describe('options', () => {
  it('say everything about a bet', () => {
    const typed = parse('2.10@betfair,commission=2%,limit=500,stake=99.50,round=5,name=Draw')
    expect(typed).toMatchObject({ venue: 'betfair', quantity: 9950, charge: '2 % commission' })
    expect(typed.leg).toMatchObject({
      id: 'Draw',
      commission: { numerator: 1, denominator: 50 },
      most: 50_000,
      step: 500,
    })
  })

  it('make a lay or a free bet of it', () => {
    expect(parse('2.10,lay').leg.tag).toBe('lay')
    expect(parse('2.10,free')).toMatchObject({ leg: { isFreeBet: true }, quantity: undefined })
    expect(parse('2.10,free=50')).toMatchObject({ leg: { isFreeBet: true }, quantity: 5000 })
    expect(parse('2.10,free,stake=50')).toMatchObject({ leg: { isFreeBet: true }, quantity: 5000 })
  })

  it('count contracts', () => {
    const typed = parse('45c,limit=250.5,stake=100,fractional')
    expect(typed).toMatchObject({ quantity: 10_000, leg: { most: 25_050, step: 1 } })
    expect(parse('45c', { isFractional: true }).leg.step).toBe(1)
  })

  it('take a name as long as it may be', () => {
    const name = 'x'.repeat(LEG_NAME_LENGTH_MAX)
    expect(parse(`2.10,name=${name}`).leg.id).toBe(name)
    expect(() => parse(`2.10,name=${name}x`)).toThrow(/a name of 1 to 40 printable characters/)
  })
})

describe('what is refused, with the leg and what was expected', () => {
  it.each([
    [
      '150',
      'leg 2 "150": ambiguous odds "150": put + before American odds, .0 behind decimal ones',
    ],
    ['', 'leg 2 "": not odds: ""'],
    ['abc', 'leg 2 "abc": not odds: "abc"'],
    ['-50', 'leg 2 "-50": American odds can not lie between -100 and 100, got -50'],
    ['\u221250', 'leg 2 "-50": American odds can not lie between -100 and 100, got -50'],
    ['1.0', 'leg 2 "1.0": decimal odds must be above 1, got "1.0"'],
    [
      '0.45',
      `leg 2 "0.45": expected odds above 1, or a contract's price with its venue: 0.45@kalshi, got "0.45"`,
    ],
    [
      '+120@kalshi',
      `leg 2 "+120@kalshi": expected a contract's price between 0 and 1 dollar, such as 45c or 0.455, got "+120"`,
    ],
    [
      '0c',
      `leg 2 "0c": expected a contract's price between 0 and 1 dollar, such as 45c or 0.455, got "0c"`,
    ],
    ['45c@dk', 'leg 2 "45c@dk": expected kalshi or polymarket behind a price in cents, got "dk"'],
    ['2.1@', 'leg 2 "2.1@": expected a venue of up to 20 letters and digits behind @, got "2.1@"'],
    [
      '2.1@a@b',
      'leg 2 "2.1@a@b": expected a venue of up to 20 letters and digits behind @, got "2.1@a@b"',
    ],
    [
      '2.1,comission=2%',
      'leg 2 "2.1,comission=2%": expected an option, one of commission, fee, fractional, free, lay, limit, name, round, stake, got "comission=2%"',
    ],
    ['2.1,lay,lay', 'leg 2 "2.1,lay,lay": lay is said twice'],
    ['2.1,lay=1', 'leg 2 "2.1,lay=1": lay takes no value'],
    ['2.1,limit', 'leg 2 "2.1,limit": limit needs a value: limit=…'],
    ['2.1,free,lay', 'leg 2 "2.1,free,lay": free and lay do not go together'],
    ['2.1,free=5,stake=5', 'leg 2 "2.1,free=5,stake=5": stake and free=… both size the leg'],
    ['2.1,fee=1', 'leg 2 "2.1,fee=1": fee is for contracts'],
    ['45c,lay', 'leg 2 "45c,lay": lay is for bets'],
    ['45c,round=1', 'leg 2 "45c,round=1": round is for bets'],
    [
      '2.1,commission=100%',
      'leg 2 "2.1,commission=100%": expected a commission below 100%, such as 5% or 0.05, got "100%"',
    ],
    [
      '2.1,commission=5',
      'leg 2 "2.1,commission=5": expected a commission below 100%, such as 5% or 0.05, got "5"',
    ],
    ['45c,fee=11', 'leg 2 "45c,fee=11": expected a number from 0 to 10, got "11"'],
    [
      '45c@polymarket,fee=2',
      'leg 2 "45c@polymarket,fee=2": expected a number from 0 to 1, got "2"',
    ],
    [
      '45c,stake=0',
      'leg 2 "45c,stake=0": expected a count of contracts above 0, such as 100, got "0"',
    ],
    [
      '2.1,stake=0.001',
      'leg 2 "2.1,stake=0.001": expected dollars and whole cents above 0, such as 250 or 99.50, got "0.001"',
    ],
    [
      '2.1,name=\u0007',
      'leg 2 "2.1,name=\\u0007": expected a name of 1 to 40 printable characters, got "\\u0007"',
    ],
  ])('%j', (text, message) => {
    expect(() => parse(text)).toThrow(new InvalidInputError(message))
  })
})
