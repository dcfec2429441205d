import {
  centicontracts,
  Decimal,
  feeOfOrder,
  type KalshiFeeTerms,
  kalshiRoundingAt,
  microdollars,
  priceTicks,
} from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { AccountFill } from '../to-core/fill.ts'
import type { AccountOrder } from '../to-core/order.ts'
import { feeFillOf } from './charged-fee.ts'
import { checkFills } from './check-fills.ts'
import { type FeeEvent, feeRecordsOf, NO_FEE_RECORDS } from './fee-records.ts'

const NOW = Date.UTC(2026, 10, 21, 18)
const MARKET = 'KXNFLGAME-26NOV22KCDEN-KC'
const SERIES: FeeEvent = {
  tag: 'series-read',
  atMs: NOW - 1_000_000,
  fees: {
    seriesId: 'KXNFLGAME',
    feeType: 'quadratic_with_maker_fees',
    feeMultiplier: '1',
    updatedMs: undefined,
  },
}
const RECORDS = feeRecordsOf([SERIES])
const TERMS: KalshiFeeTerms = {
  rate: {
    feeType: 'quadratic_with_maker_fees',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(NOW),
  membership: 'direct',
}

const fillOf = (changes: Partial<AccountFill> = {}): AccountFill => ({
  fillId: 'f1',
  orderId: 'o1',
  marketId: MARKET,
  exchangeIndex: 0,
  bookSide: 'bid',
  yesPrice: priceTicks(5000),
  count: centicontracts(100),
  isTaker: true,
  fee: microdollars(17_500),
  filledMs: NOW,
  subaccount: 0,
  ...changes,
})

const orderOf = (changes: Partial<AccountOrder> = {}): AccountOrder => ({
  orderId: 'o1',
  clientOrderId: 'c',
  marketId: MARKET,
  exchangeIndex: 0,
  status: 'executed',
  bookSide: 'bid',
  yesPrice: priceTicks(5000),
  initialCount: centicontracts(100),
  filledCount: centicontracts(100),
  remainingCount: centicontracts(0),
  takerCost: microdollars(500_000),
  makerCost: microdollars(0),
  takerFees: microdollars(17_500),
  makerFees: microdollars(0),
  expiresMs: undefined,
  createdMs: NOW,
  updatedMs: NOW,
  orderGroupId: undefined,
  subaccount: 0,
  ...changes,
})

const AGAINST = { records: RECORDS, membership: 'direct' } as const

describe('one fill', () => {
  it('of a whole order is predicted exactly', () => {
    const { orders, drift } = checkFills({ ...AGAINST, fills: [fillOf()], orders: [orderOf()] })
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({
      orderId: 'o1',
      marketId: MARKET,
      predicted: { least: 17_500, most: 17_500 },
      charged: 17_500,
      drift: 0,
      isWhole: true,
      statedFees: 17_500,
    })
    expect(drift).toMatchObject({ fills: 1, isClean: true })
  })

  it('of an order that is not known is predicted within a range', () => {
    const { orders } = checkFills({ ...AGAINST, fills: [fillOf()] })
    expect(orders[0]).toMatchObject({ isWhole: false, statedFees: undefined, drift: 0 })
    const other = checkFills({
      ...AGAINST,
      fills: [fillOf()],
      orders: [orderOf({ orderId: 'o2' })],
    })
    expect(other.orders[0]).toMatchObject({ isWhole: false, statedFees: undefined })
    const more = orderOf({ filledCount: centicontracts(200), makerFees: microdollars(4) })
    const part = checkFills({ ...AGAINST, fills: [fillOf()], orders: [more] })
    expect(part.orders[0]).toMatchObject({ isWhole: false, statedFees: 17_504 })
  })

  it('charged otherwise is a drift of its series, with what would explain it', () => {
    const fills = [fillOf({ fee: microdollars(35_000) })]
    const { orders, drift } = checkFills({ ...AGAINST, fills, orders: [orderOf()] })
    expect(orders[0]?.drift).toBe(17_500)
    expect(drift).toMatchObject({ isClean: false, driftedFills: 1 })
    expect(drift.series[0]).toMatchObject({
      seriesId: 'KXNFLGAME',
      driftSum: 17_500,
      causes: expect.arrayContaining(['multiplier 2']),
      firstDriftMs: NOW,
    })
  })

  it('is charged by its side and by who took', () => {
    const sale = fillOf({
      bookSide: 'ask',
      yesPrice: priceTicks(4_800),
      count: centicontracts(100),
    })
    const maker = fillOf({ fillId: 'f2', orderId: 'o2', isTaker: false, fee: microdollars(4_400) })
    const { orders } = checkFills({ ...AGAINST, fills: [sale, maker], orders: [orderOf()] })
    const [first, second] = orders
    expect(first?.fills[0]?.fill).toMatchObject({ outcomeSide: 'no', liquidity: 'taker' })
    expect(second?.fills[0]?.fill.liquidity).toBe('maker')
    expect(second?.drift).toBe(0)
  })

  it('is judged by what was in force when it was made', () => {
    const later: FeeEvent = {
      tag: 'change-scheduled',
      change: {
        seriesId: 'KXNFLGAME',
        eventId: undefined,
        feeType: 'quadratic',
        feeMultiplier: '2',
        effectiveMs: NOW + 1,
      } as Extract<FeeEvent, { tag: 'change-scheduled' }>['change'],
    }
    const waiver: FeeEvent = {
      tag: 'market-read',
      marketId: 'KXNFLGAME-26NOV22KCDEN-DEN',
      waiverUntilMs: NOW + 100,
      atMs: NOW - 5,
    }
    const override: FeeEvent = {
      tag: 'event-read',
      eventId: 'KXNFLGAME-26NOV29KCDEN',
      feeType: 'quadratic',
      feeMultiplier: '0.5',
      atMs: NOW - 5,
    }
    const records = feeRecordsOf([later, waiver, override], RECORDS)
    const fills = [
      fillOf(),
      fillOf({ fillId: 'f2', orderId: 'o2', filledMs: NOW + 1, fee: microdollars(35_000) }),
      fillOf({
        fillId: 'f3',
        orderId: 'o3',
        marketId: 'KXNFLGAME-26NOV22KCDEN-DEN',
        fee: microdollars(0),
      }),
      fillOf({
        fillId: 'f4',
        orderId: 'o4',
        marketId: 'KXNFLGAME-26NOV29KCDEN-DEN',
        fee: microdollars(8_800),
      }),
    ]
    const orders = fills.map(({ orderId }) => orderOf({ orderId }))
    const check = checkFills({ ...AGAINST, records, fills, orders })
    expect(check.orders.map(({ drift, isWhole }) => [drift, isWhole])).toEqual(
      fills.map(() => [0, true]),
    )
    // The waived one is of a market that is told apart by more than its ticker's series.
    const marketOf = () => ({ marketId: 'X', eventId: 'X', seriesId: 'KXNFLGAME' })
    const unwaived = checkFills({ ...AGAINST, records, fills: [fills[2]!], orders, marketOf })
    expect(unwaived.orders[0]?.drift).toBe(-17_500)
  })

  it('of a series that nobody stated is assumed, and no drift', () => {
    const fills = [fillOf({ fee: microdollars(9) })]
    const { drift } = checkFills({ ...AGAINST, records: NO_FEE_RECORDS, fills })
    expect(drift.series[0]).toMatchObject({ assumedFills: 1, driftedFills: 0 })
    expect(drift.isClean).toBe(true)
  })

  it('is charged as a member of its kind', () => {
    const fills = [fillOf({ fee: microdollars(20_000) })]
    const input = { ...AGAINST, fills, orders: [orderOf()] }
    expect(checkFills(input).drift.isClean).toBe(false)
    expect(checkFills({ ...input, membership: 'non-direct' }).drift.isClean).toBe(true)
  })

  it('without a time is told and left out, and its order is not whole', () => {
    const undated = fillOf({ fillId: 'f2', filledMs: undefined })
    const check = checkFills({ ...AGAINST, fills: [undated, fillOf()], orders: [orderOf()] })
    expect(check.undatedFillIds).toEqual(['f2'])
    expect(check.orders).toHaveLength(1)
    expect(check.orders[0]).toMatchObject({ isWhole: false, charged: 17_500 })
    expect(checkFills({ ...AGAINST, fills: [] })).toMatchObject({ orders: [], undatedFillIds: [] })
  })
})

const anyFills = fc.array(
  fc.record({
    yesPrice: fc.integer({ min: 1, max: 9_999 }).map(priceTicks),
    count: fc.integer({ min: 1, max: 50_000 }).map(centicontracts),
    bookSide: fc.constantFrom('bid' as const, 'ask' as const),
    isTaker: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
)

/** Fills of one order as the algorithm charges them, one a millisecond. */
function chargedFills(orderId: string, parts: readonly Partial<AccountFill>[]): AccountFill[] {
  const fills = parts.map((part, index) =>
    fillOf({ ...part, orderId, fillId: `${orderId}-${index}`, filledMs: NOW + index }),
  )
  const { fills: fees } = feeOfOrder(
    TERMS,
    fills.map(({ bookSide, yesPrice, count, isTaker }) =>
      feeFillOf({
        outcomeSide: bookSide === 'bid' ? 'yes' : 'no',
        liquidity: isTaker ? 'taker' : 'maker',
        yesPrice,
        count,
      }),
    ),
  )
  return fills.map((fill, index) => ({ ...fill, fee: fees[index]!.netFee }))
}

describe('orders', () => {
  prop.prop([fc.array(anyFills, { minLength: 1, maxLength: 4 }), fc.nat(), fc.boolean()])(
    'charged by the algorithm never drift, in whatever order and however often the fills come',
    (plans, seed, isPartial) => {
      const all = plans.flatMap((plan, index) => chargedFills(`o${index}`, plan))
      const orders = plans.map((plan, index) =>
        orderOf({
          orderId: `o${index}`,
          filledCount: centicontracts(plan.reduce((sum, { count }) => sum + count, 0)),
        }),
      )
      // Also from the middle of an order.
      const kept = isPartial && all.length > 1 ? all.toSpliced(seed % all.length, 1) : all
      const mixed = kept.toSorted((a, b) => ((a.fee * 7 + seed) % 11) - ((b.fee * 7 + seed) % 11))
      const check = checkFills({ ...AGAINST, fills: [...mixed, ...kept.slice(0, 2)], orders })
      expect(check.drift).toMatchObject({ isClean: true, fills: kept.length })
      const wholeFills = check.orders.filter(({ isWhole }) => isWhole)
      for (const { fills, predicted, charged } of wholeFills) {
        expect(fills.every(({ isExact }) => isExact)).toBe(true)
        expect([predicted.least, predicted.most]).toEqual([charged, charged])
      }
      if (kept === all) expect(wholeFills).toHaveLength(plans.length)
    },
  )

  prop.prop([anyFills, fc.integer({ min: -500, max: 500 })])(
    'of which the last fill is charged otherwise drift by just that',
    (plan, offBy) => {
      const fills = chargedFills('o1', plan)
      const last = fills.at(-1)!
      const changed = { ...last, fee: microdollars(last.fee + offBy) }
      const filledCount = centicontracts(plan.reduce((sum, { count }) => sum + count, 0))
      const check = checkFills({
        ...AGAINST,
        fills: [...fills.slice(0, -1), changed],
        orders: [orderOf({ filledCount })],
      })
      expect(check.orders[0]?.drift).toBe(offBy)
      expect(check.drift.isClean).toBe(offBy === 0)
    },
  )
})
