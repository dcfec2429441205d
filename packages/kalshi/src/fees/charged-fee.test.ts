import { existsSync, readFileSync } from 'node:fs'
import {
  Decimal,
  feeOfFill,
  feeOfOrder,
  formatMicrodollars,
  InvalidInputError,
  type KalshiFeeRate,
  type KalshiFeeTerms,
  type KalshiFillFee,
  KALSHI_ROUNDINGS,
  kalshiRoundingAt,
  type Liquidity,
  type Membership,
  microdollars,
  NEW_ORDER,
  parseCenticontracts,
  parseMicrodollars,
  parsePriceTicks,
  type PriceTicks,
  centicontracts,
  complementTicks,
  priceTicks,
} from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type ChargedFill, checkOrderFees, feeFillOf } from './charged-fee.ts'
import { driftCausesOf } from './drift-causes.ts'
import { feeDriftOf } from './fee-drift.ts'

const OLD = kalshiRoundingAt(Date.UTC(2026, 7, 25))
const NOW = kalshiRoundingAt(Date.UTC(2026, 10, 21))

function termsOf(
  multiplier = '1',
  {
    rounding = NOW,
    membership = 'direct',
    feeType = 'quadratic_with_maker_fees',
  }: {
    readonly rounding?: typeof NOW
    readonly membership?: Membership
    readonly feeType?: KalshiFeeRate['feeType']
  } = {},
): KalshiFeeTerms {
  const rate = {
    feeType,
    multiplier: new Decimal(multiplier),
    origin: 'series' as const,
    assumedBecause: undefined,
  }
  return { rate, rounding, membership }
}

let fills = 0
function fillOf(
  count: string,
  yesPrice: string,
  charged: string,
  changes: Partial<ChargedFill> = {},
): ChargedFill {
  fills += 1
  return {
    fillId: `f${fills}`,
    orderId: 'o',
    seriesId: 'KXNFLGAME',
    liquidity: 'taker',
    outcomeSide: 'yes',
    yesPrice: parsePriceTicks(yesPrice),
    count: parseCenticontracts(count),
    charged: parseMicrodollars(charged),
    atMs: 1000 + fills,
    terms: termsOf(),
    ...changes,
  }
}

const checked = (fill: ChargedFill) => {
  const [check] = checkOrderFees({ fills: [fill], isFromFirstFill: true })
  if (check === undefined) throw new Error('no check')
  return check
}
const driftOf = (fill: ChargedFill): string => formatMicrodollars(checked(fill).drift)

describe('real fills named in the facts (first fills of their orders)', () => {
  it.each([
    ['UFC', '15', '0.74', '0.2021', '1'],
    ['UFC', '20', '0.33', '0.3096', '1'],
    ['WNBA', '1', '0.28', '0.0142', '1'],
    ['MLB', '1', '0.52', '0.0088', '0.5'],
    ['MLB', '20', '0.13', '0.0792', '0.5'],
    ['MLB', '10', '0.27', '0.0690', '0.5'],
    ['MLB', '0.27', '0.27', '0.0019', '0.5'],
  ])('%s: %s at %s was charged %s (multiplier %s)', (_league, count, price, charged, m) => {
    for (const rounding of [OLD, NOW]) {
      const check = checked(fillOf(count, price, charged, { terms: termsOf(m, { rounding }) }))
      expect([check.drift, check.isExact, check.assumedBecause]).toEqual([0, true, undefined])
    }
  })

  it('the demo purchase of NO at 0.52 took 0.0175', () => {
    expect(driftOf(fillOf('1', '0.48', '0.0175', { outcomeSide: 'no' }))).toBe('0.000000')
  })

  it('the combo of 71.94 at 0.013 is of the older rule, and the drift under the newer one names it', () => {
    const combo = fillOf('71.94', '0.013', '0.06478', { terms: termsOf('1', { rounding: OLD }) })
    expect(driftOf(combo)).toBe('0.000000')
    const check = checked({ ...combo, terms: termsOf() })
    expect(formatMicrodollars(check.drift)).toBe('0.000100')
    // Its whole cost is a dollar to the microdollar, so a broker's cent would explain it as well.
    expect(driftCausesOf(check)).toEqual([
      'charged as non-direct member',
      'rounding rule kalshi-rounding-2026-03',
    ])
  })

  it("the venue's own example for members who clear through a broker", () => {
    const terms = termsOf('1', { membership: 'non-direct' })
    expect(driftOf(fillOf('1', '0.055', '0.005', { terms }))).toBe('0.000000')
    expect(driftOf(fillOf('1', '0.50', '0.02', { terms }))).toBe('0.000000')
  })

  it.each([
    ['1', '0.50', '0.0044', '0.01'],
    ['100', '0.50', '0.4375', '0.44'],
  ])('a maker of %s at %s pays %s, or %s through a broker', (count, price, direct, broker) => {
    const maker = { liquidity: 'maker' as Liquidity }
    expect(driftOf(fillOf(count, price, direct, maker))).toBe('0.000000')
    const terms = termsOf('1', { membership: 'non-direct' })
    expect(driftOf(fillOf(count, price, broker, { ...maker, terms }))).toBe('0.000000')
  })
})

describe('a charge that the algorithm does not make', () => {
  it.each([
    ['a microdollar too much', '0.017501', '0.000001'],
    ['a microdollar too little', '0.017499', '-0.000001'],
    ['nothing', '0', '-0.017500'],
    ['twice', '0.035', '0.017500'],
  ])('%s is a drift of exactly that', (_name, charged, drift) => {
    expect(driftOf(fillOf('1', '0.50', charged))).toBe(drift)
  })

  it.each([
    ['0.0088', {}, ['multiplier 0.5']],
    ['0.035', {}, ['multiplier 2']],
    ['0', {}, ['no fee is charged']],
    ['0.02', {}, ['charged as non-direct member']],
    // A quarter of the taker fee.
    ['0.0044', {}, ['charged as maker']],
    ['0.0175', { liquidity: 'maker' as const }, ['charged as taker']],
    ['0', { liquidity: 'maker' as const }, ['no fee is charged', 'fee type quadratic']],
    ['0.123456', {}, []],
    ['0.0175', {}, []],
  ])('a charge of %s is explained where one difference explains it', (charged, changes, causes) => {
    expect(driftCausesOf(checked(fillOf('1', '0.50', charged, changes)))).toEqual(causes)
  })

  it('of a market whose fee is assumed says so', () => {
    const terms = termsOf()
    const rate = { ...terms.rate, origin: 'assumed' as const, assumedBecause: 'no fee record' }
    const check = checked(fillOf('1', '0.50', '0.0088', { terms: { ...terms, rate } }))
    expect(check.assumedBecause).toBe('no fee record')
    expect(check.drift).toBe(-8700)
    expect(feeDriftOf([check])).toMatchObject({ isClean: true, driftedFills: 0 })
    expect(feeDriftOf([check]).series).toMatchObject([{ assumedFills: 1, worst: undefined }])
  })
})

describe('the fills of one order', () => {
  /** Three fills at 0.37 whose rounding comes back with the third. */
  const order = (charges: readonly string[], changes: Partial<ChargedFill> = {}) =>
    charges.map((charged) => fillOf('1', '0.37', charged, changes))
  const drifts = (all: readonly ChargedFill[], isFromFirstFill = true) =>
    checkOrderFees({ fills: all, isFromFirstFill }).map(({ drift }) => drift)

  // The model is 0.016317: 0.0164 is charged, 83 microdollars too much, which come back by the hundred.
  const charges = ['0.0164', '0.0163', '0.0163', '0.0163', '0.0163', '0.0164', '0.0163']

  it('pass what was rounded on to the next one, taker or maker', () => {
    const expected = feeOfOrder(
      termsOf(),
      charges.map(() => feeFillOf(fillOf('1', '0.37', '0'))),
    ).fills.map(({ netFee }: KalshiFillFee) => formatMicrodollars(netFee))
    expect(expected).toEqual(
      charges.map((charge) => parseMicrodollars(charge)).map(formatMicrodollars),
    )
    expect(drifts(order(charges))).toEqual(charges.map(() => 0))
    const checks = checkOrderFees({ fills: order(charges), isFromFirstFill: true })
    expect(checks.every(({ isExact }) => isExact)).toBe(true)
  })

  it('are each exact: a rebate that did not come is a drift', () => {
    expect(drifts(order(['0.0164', '0.0164']))).toEqual([0, 100])
  })

  it('are bounded where earlier ones are missing, by whole steps of the balance', () => {
    const [first] = checkOrderFees({ fills: order(['0.0163']), isFromFirstFill: false })
    expect(first).toMatchObject({ drift: 0, isExact: false, predicted: { least: 0, most: 16_400 } })
    expect(drifts(order(['0.0165']), false)).toEqual([100])
    // Inside the bounds, but no whole number of rebates below the most.
    expect(drifts(order(['0.01637']), false)).toEqual([-30])
  })

  it('are narrowed by what was charged: then a drift is seen again', () => {
    // One rebate: between 100 and 199 microdollars were gathered, so 0 to 99 are left.
    const [, second] = checkOrderFees({
      fills: order(['0.0163', '0.0165']),
      isFromFirstFill: false,
    })
    expect(second?.predicted).toEqual({ least: 16_300, most: 16_400 })
    expect(second?.drift).toBe(100)
  })

  it('of the same millisecond may have come either way round', () => {
    const at = { atMs: 5000 }
    expect(drifts(order(['0.0163', '0.0164'], at))).toEqual([0, 0])
    expect(drifts(order(['0.0164', '0.0163'], at))).toEqual([0, 0])
    expect(drifts(order(['0.0165', '0.0163'], at))).toEqual([100, 0])
    // What is left behind them is known again: 66 microdollars, so the third gives one back.
    const third = fillOf('1', '0.37', '0.0163', { atMs: 5001 })
    const checks = checkOrderFees({
      fills: [...order(['0.0163', '0.0164'], at), third],
      isFromFirstFill: true,
    })
    expect(checks.at(-1)).toMatchObject({ isExact: true, drift: 0 })
  })

  it('are refused of several orders, or back in time', () => {
    const [a, b] = order(['0.0164', '0.0163']) as [ChargedFill, ChargedFill]
    expect(() => drifts([a, { ...b, orderId: 'p' }])).toThrow(InvalidInputError)
    expect(() => drifts([b, a])).toThrow('fills go back in time')
    expect(drifts([])).toEqual([])
  })
})

describe('the report', () => {
  it('sums up by series: counts, the worst, since when, and what would explain it', () => {
    const mlb = { seriesId: 'KXMLBGAME' }
    const all = [
      fillOf('1', '0.50', '0.0175'),
      fillOf('1', '0.50', '0.0088', { ...mlb, atMs: 9000 }),
      fillOf('10', '0.50', '0.0875', { ...mlb, atMs: 8000, fillId: 'worst' }),
      fillOf('1', '0.50', '0.0175', { ...mlb, atMs: 7000 }),
    ]
    const checks = all.map((fill) => checked(fill))
    const report = feeDriftOf(checks)
    expect(report).toMatchObject({ fills: 4, driftedFills: 2, isClean: false })
    expect(report.series.map(({ seriesId }) => seriesId)).toEqual(['KXMLBGAME', 'KXNFLGAME'])
    expect(report.series[0]).toMatchObject({
      fills: 3,
      exactFills: 3,
      assumedFills: 0,
      driftedFills: 2,
      driftSum: -96_200,
      worst: { fill: { fillId: 'worst' }, drift: -87_500 },
      causes: ['multiplier 0.5'],
      firstDriftMs: 8000,
    })
    expect(report.series[1]).toMatchObject({ driftedFills: 0, worst: undefined, causes: [] })
    expect(feeDriftOf(checks.toReversed())).toEqual(report)
    expect(feeDriftOf([])).toEqual({ series: [], fills: 0, driftedFills: 0, isClean: true })
  })
})

const price = fc.integer({ min: 1, max: 9999 }).map(priceTicks)
const count = fc.integer({ min: 1, max: 5000 }).map(centicontracts)
const anyTerms = fc
  .tuple(
    fc.constantFrom('0', '0.5', '1', '2'),
    fc.constantFrom(...KALSHI_ROUNDINGS),
    fc.constantFrom<Membership>('direct', 'non-direct'),
  )
  .map(([m, rounding, membership]) => termsOf(m, { rounding, membership }))
const side = fc.constantFrom('yes' as const, 'no' as const)
const liquidity = fc.constantFrom('taker' as const, 'maker' as const)
const anyOrder = fc.array(fc.tuple(price, count, side, liquidity, fc.boolean()), {
  minLength: 1,
  maxLength: 8,
})

/** An order as the algorithm charges it; `ties` decides which fills share a millisecond. */
function chargedOrder(
  terms: KalshiFeeTerms,
  parts: readonly (readonly [
    ReturnType<typeof priceTicks>,
    ReturnType<typeof centicontracts>,
    'yes' | 'no',
    Liquidity,
    boolean,
  ])[],
): ChargedFill[] {
  let atMs = 0
  let accumulator = NEW_ORDER
  return parts.map(([yesPrice, size, outcomeSide, kind, isTie], index) => {
    if (!isTie) atMs += 1
    const fill = { yesPrice, count: size, outcomeSide, liquidity: kind }
    const fee = feeOfFill(terms, accumulator, feeFillOf(fill))
    accumulator = fee.accumulator
    const id = { fillId: String(index), orderId: 'o', seriesId: 's' }
    return { ...fill, ...id, charged: fee.netFee, atMs, terms }
  })
}

describe('properties', () => {
  prop.prop([anyTerms, anyOrder, fc.nat(7), fc.boolean()])(
    'what the algorithm charges never drifts, wherever one begins to look and whatever ties there are',
    (terms, parts, from, keepsTies) => {
      const all = chargedOrder(
        terms,
        parts.map(([p, c, s, l, tie]) => [p, c, s, l, tie && keepsTies] as const),
      )
      const seen = checkOrderFees({ fills: all.slice(from), isFromFirstFill: from === 0 })
      expect(seen.map(({ drift }) => drift)).toEqual(seen.map(() => 0))
      if (from === 0 && !keepsTies) expect(seen.every(({ isExact }) => isExact)).toBe(true)
    },
  )

  prop.prop([anyTerms, anyOrder, fc.integer({ min: -500, max: 500 })])(
    'of an order seen whole every microdollar charged otherwise is the drift',
    (terms, parts, offBy) => {
      const all = chargedOrder(
        terms,
        parts.map(([p, c, s, l]) => [p, c, s, l, false] as const),
      )
      const last = all.at(-1) as ChargedFill
      const changed = { ...last, charged: microdollars(last.charged + offBy) }
      const seen = checkOrderFees({ fills: [...all.slice(0, -1), changed], isFromFirstFill: true })
      expect(seen.at(-1)?.drift).toBe(offBy)
    },
  )

  prop.prop([anyTerms, price, count, liquidity])(
    'selling YES at p is charged like buying NO at 1 − p',
    (terms, yesPrice: PriceTicks, size, kind) => {
      const sale = { action: 'sell', liquidity: kind, price: yesPrice, count: size } as const
      const purchase = feeFillOf({ yesPrice, count: size, liquidity: kind, outcomeSide: 'no' })
      expect(purchase.price).toBe(complementTicks(yesPrice))
      expect(feeOfFill(terms, NEW_ORDER, purchase)).toEqual(feeOfFill(terms, NEW_ORDER, sale))
    },
  )
})

const vectorsFile = new URL('../../../../../shared/data/kalshi/fee_vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/kalshi/fee_vectors.json is absent')

describe.skipIf(!hasVectors)('recorded fills', () => {
  const rows: readonly Record<string, string>[] = hasVectors
    ? JSON.parse(readFileSync(vectorsFile, 'utf8')).observed
    : []
  const recorded = (rounding: typeof NOW) =>
    rows.map((row, index) =>
      fillOf(row['count']!, row['yes_price']!, row['fee_cost_observed']!, {
        orderId: String(index),
        seriesId: row['series']!,
        outcomeSide: row['outcome_side'] === 'yes' ? 'yes' : 'no',
        terms: termsOf(row['fee_multiplier'], { rounding }),
      }),
    )

  it('are all reproduced under the rule of their day, and under the current one', () => {
    expect(rows.length).toBeGreaterThanOrEqual(17)
    for (const rounding of [OLD, NOW]) {
      const report = feeDriftOf(recorded(rounding).map((fill) => checked(fill)))
      expect(report).toMatchObject({ fills: rows.length, driftedFills: 0, isClean: true })
      expect(report.series.every((one) => one.exactFills === one.fills)).toBe(true)
    }
  })

  it('of baseball drift at multiplier 1, and the report names the half', () => {
    const baseball = recorded(OLD).filter(({ seriesId }) => seriesId.startsWith('KXMLB'))
    const report = feeDriftOf(
      baseball.map((fill) => checked({ ...fill, terms: termsOf('1', { rounding: OLD }) })),
    )
    expect(report.driftedFills).toBe(baseball.length)
    expect(report.series.map(({ causes }) => causes.includes('multiplier 0.5'))).toEqual(
      report.series.map(() => true),
    )
  })
})
