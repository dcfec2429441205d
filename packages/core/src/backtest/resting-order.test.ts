import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { feeOfOrder } from '../fees/kalshi.ts'
import { paperFees } from '../testing/made-up-trades.ts'
import { centicontracts, priceTicks } from '../units/money.ts'
import {
  placeRestingOrder,
  type RestingEvent,
  type RestingFill,
  type RestingOrder,
  stepRestingOrder,
  TRADE_REPORT_LAG_MS,
} from './resting-order.ts'
import type { OrderAction } from './taking.ts'

const START_MS = 1_000_000

function placed(ahead: number, count = 1_000, action: OrderAction = 'buy'): RestingOrder {
  return placeRestingOrder({
    action,
    price: priceTicks(4_000),
    count: centicontracts(count),
    levelSize: centicontracts(ahead),
    atMs: START_MS,
    fees: { tag: 'none' },
  })
}

const level = (size: number, atMs = START_MS): RestingEvent => ({
  tag: 'level',
  atMs,
  size: centicontracts(size),
})
const trade = (count: number, atMs = START_MS, ticks = 4_000): RestingEvent => ({
  tag: 'traded',
  atMs,
  price: priceTicks(ticks),
  count: centicontracts(count),
})

function after(
  order: RestingOrder,
  ...events: readonly RestingEvent[]
): { readonly order: RestingOrder; readonly fills: readonly RestingFill[] } {
  const fills: RestingFill[] = []
  let now = order
  for (const event of events) {
    const step = stepRestingOrder(now, event)
    now = step.order
    if (step.fill !== undefined) fills.push(step.fill)
  }
  return { order: now, fills }
}

describe('the queue', () => {
  it('begins behind all that rests at the price', () => {
    expect(placed(700)).toMatchObject({ ahead: 700, filled: 0, status: 'resting' })
  })

  it('is served first: only what is traded beyond it fills the order', () => {
    const { order, fills } = after(placed(700), trade(600), trade(300))
    expect(order).toMatchObject({ ahead: 0, filled: 200, status: 'resting' })
    expect(fills.map(({ count }) => count)).toEqual([200])
  })

  it('fills part by part until nothing is left', () => {
    const { order, fills } = after(placed(0), trade(400), trade(400), trade(400))
    expect(order).toMatchObject({ filled: 1_000, status: 'filled', value: 4_000_000 })
    expect(fills.map(({ count }) => count)).toEqual([400, 400, 200])
  })

  it('takes a smaller level for cancellations behind the order', () => {
    const grown = after(placed(700), level(5_000), level(800)).order
    expect(grown.ahead).toBe(700)
  })

  it('takes a level that is smaller than what was ahead for what is ahead', () => {
    expect(after(placed(700), level(300)).order.ahead).toBe(300)
  })

  it('does not grow again with the level: who comes later is behind', () => {
    expect(after(placed(700), level(300), level(9_000)).order.ahead).toBe(300)
  })

  it('is empty where the level is gone, which fills nothing', () => {
    const { order, fills } = after(placed(700), level(0))
    expect(order).toMatchObject({ ahead: 0, filled: 0 })
    expect(fills).toEqual([])
  })
})

describe('a trade and the shrinking of its level', () => {
  it('count once where the trade is told first', () => {
    expect(after(placed(700), trade(200), level(500)).order.ahead).toBe(500)
  })

  it('count once where the level is told first', () => {
    expect(after(placed(700), level(500), trade(200)).order.ahead).toBe(500)
  })

  it('count once where the level is told in parts', () => {
    expect(after(placed(700), level(600), level(500), trade(150), trade(50)).order.ahead).toBe(500)
  })

  it('are explained once: what one trade explained, the next does not', () => {
    expect(after(placed(700), level(500), trade(150), trade(150)).order.ahead).toBe(400)
  })

  it('are two things where the trade is larger: the rest of it moves the queue', () => {
    const { order } = after(placed(700), level(500), trade(300))
    expect(order.ahead).toBe(400)
  })

  it('are two things where the trade comes too late to explain it', () => {
    const lateMs = START_MS + TRADE_REPORT_LAG_MS
    expect(after(placed(700), level(500), trade(200, lateMs)).order.ahead).toBe(500)
    expect(after(placed(700), level(500), trade(200, lateMs + 1)).order.ahead).toBe(300)
  })

  it('forget an old shrinking when a new one comes', () => {
    const laterMs = START_MS + TRADE_REPORT_LAG_MS + 1
    const { order } = after(placed(700), level(500), level(400, laterMs), trade(200, laterMs))
    expect(order.ahead).toBe(300)
  })
})

describe('other prices', () => {
  it('a trade through the price of a purchase serves everyone at it', () => {
    const { order, fills } = after(placed(700), trade(250, START_MS, 3_999))
    expect(order).toMatchObject({ ahead: 0, filled: 250 })
    expect(fills[0]).toMatchObject({ price: 4_000, count: 250 })
  })

  it('a trade at a better bid is none of ours', () => {
    expect(after(placed(0), trade(250, START_MS, 4_001)).order.filled).toBe(0)
  })

  it('are mirrored for a sale', () => {
    expect(after(placed(700, 1_000, 'sell'), trade(250, START_MS, 4_001)).order.filled).toBe(250)
    expect(after(placed(0, 1_000, 'sell'), trade(250, START_MS, 3_999)).order.filled).toBe(0)
  })
})

describe('the end of it', () => {
  it('a cancelled order fills no more', () => {
    const { order, fills } = after(
      placed(0),
      trade(300),
      { tag: 'cancelled', atMs: START_MS + 5 },
      trade(300, START_MS + 6),
    )
    expect(order).toMatchObject({ status: 'cancelled', filled: 300, atMs: START_MS + 5 })
    expect(fills).toHaveLength(1)
  })

  it('a filled order can not be cancelled', () => {
    const { order } = after(placed(0), trade(1_000), { tag: 'cancelled', atMs: START_MS })
    expect(order.status).toBe('filled')
  })
})

it('pays maker fees, with what rounding gathered over its fills', () => {
  const fees = paperFees('1')
  if (fees.tag !== 'kalshi') throw new Error('made-up fees are Kalshi fees')
  const order = { ...placed(0), fees }
  const { order: filled, fills } = after(order, trade(333), trade(333), trade(334))
  const expected = feeOfOrder(
    fees.terms,
    [333, 333, 334].map((count) => ({
      action: 'buy',
      liquidity: 'maker',
      price: priceTicks(4_000),
      count: centicontracts(count),
    })),
  )
  expect(filled.fee).toBe(expected.total)
  expect(fills.map(({ fee }) => fee)).toEqual(expected.fills.map(({ netFee }) => netFee))
  expect(filled.fee).toBeGreaterThan(0)
})

it.each<() => unknown>([
  () => placed(-1),
  () => placed(0, 0),
  () => placeRestingOrder({ ...placed(0), levelSize: centicontracts(0), price: priceTicks(0) }),
  () =>
    placeRestingOrder({ ...placed(0), levelSize: centicontracts(0), price: priceTicks(10_000) }),
  () => stepRestingOrder(placed(0), level(5, START_MS - 1)),
  () => stepRestingOrder(placed(0), level(-5)),
  () => stepRestingOrder(placed(0), trade(0)),
])('refuses what can not be (%#)', (act) => {
  expect(act).toThrow(InvalidInputError)
})

/** One who is in a queue with names: who was ahead, us, who came after. */
interface NamedQueue {
  ahead: number
  behind: number
  filled: number
}

const anyMove = fc.oneof(
  fc.record({ tag: fc.constant('join' as const), count: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ tag: fc.constant('leave' as const), count: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ tag: fc.constant('leave-ahead' as const), count: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ tag: fc.constant('trade' as const), count: fc.integer({ min: 1, max: 300 }) }),
)

prop.prop([
  fc.nat(800),
  fc.integer({ min: 1, max: 500 }),
  fc.array(fc.tuple(anyMove, fc.boolean()), { maxLength: 30 }),
])('never fills more than a queue in which everyone has a name would', (ahead, count, moves) => {
  const queue: NamedQueue = { ahead, behind: 0, filled: 0 }
  let order = placed(ahead, count)
  for (const [index, [move, isLevelFirst]] of moves.entries()) {
    const atMs = START_MS + index * 10
    const events: RestingEvent[] = []
    if (move.tag === 'join') queue.behind += move.count
    if (move.tag === 'leave') queue.behind = Math.max(queue.behind - move.count, 0)
    if (move.tag === 'leave-ahead') queue.ahead = Math.max(queue.ahead - move.count, 0)
    if (move.tag === 'trade') {
      // What is recorded is a market without us: the trade took from the others.
      const traded = Math.min(move.count, queue.ahead + queue.behind)
      if (traded === 0) continue
      const ofAhead = Math.min(traded, queue.ahead)
      const ours = Math.min(traded - ofAhead, count - queue.filled)
      queue.ahead -= ofAhead
      queue.behind -= traded - ofAhead
      queue.filled += ours
      events.push(trade(traded, atMs))
    }
    events.push(level(queue.ahead + queue.behind, atMs))
    for (const event of isLevelFirst ? events.toReversed() : events) {
      order = stepRestingOrder(order, event).order
    }
    expect(order.filled).toBeLessThanOrEqual(queue.filled)
    expect(order.ahead).toBeGreaterThanOrEqual(queue.ahead)
    expect(order.filled === order.count).toBe(order.status === 'filled')
    expect(order.value).toBe(order.filled * 4_000)
    if (order.filled === order.count) return
  }
})
