import { InvalidInputError, VenueNoAnswerError, VenueRejectedError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import type { Send } from '../request.ts'
import {
  ANSWERS,
  BOOK,
  FILL,
  ISO,
  ISO_MS,
  MARKET,
  MILESTONE,
  NEW_ORDER,
  ORDER,
  ORDER_ID,
  OTHER_ID,
  PLACED,
  SERIES,
  TRADE,
  TS,
  TS_MS,
  venue,
  WEEK,
  withId,
} from './answers.test.ts'
import { getExchangeSchedule } from './exchange.ts'
import { getLiveDataBatch } from './live-data.ts'
import { getMilestone } from './milestones.ts'
import { cancelAllOrders, createOrders } from './order-batches.ts'
import { getOrderBook, getOrderBooks } from './order-books.ts'
import { cancelOrder, createOrder } from './order-writes.ts'
import { getOrder, getOrders } from './orders.ts'
import { getBalance, getFills } from './portfolio.ts'
import { getSeries } from './series.ts'
import { getTrades } from './trades.ts'

describe('answers that are not as documented', () => {
  const failureOf = async (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'nothing thrown',
      (error: unknown) => error,
    )

  it.each(ANSWERS.filter(([, , , expected]) => expected !== undefined))(
    '%s: an empty object, a list, nothing',
    async (_, call) => {
      for (const answer of [{}, [], undefined, null, 'text', { error: 'x' }]) {
        expect(await failureOf(call(venue(answer).send))).toBeInstanceOf(VenueNoAnswerError)
      }
    },
  )

  it('a read may be sent again, a write may have been done', async () => {
    const read = await failureOf(getBalance(venue({}).send, {}))
    expect(read).toMatchObject({
      resend: 'safe',
      context: { method: 'GET', place: 'balance_dollars' },
    })
    const answer = { ...PLACED, fill_count: 2.5 }
    const write = await failureOf(createOrder(venue(answer).send, NEW_ORDER))
    expect(write).toMatchObject({
      resend: 'reconcile-first',
      message: 'POST /portfolio/events/orders: answer is not as documented at fill_count',
      context: { method: 'POST', path: '/portfolio/events/orders', place: 'fill_count' },
    })
  })

  it.each<[string, (send: Send) => Promise<unknown>, unknown]>([
    ['another order', async (send) => getOrder(send, { orderId: OTHER_ID }), { order: ORDER }],
    [
      'a cancel of another order',
      async (send) => cancelOrder(send, { ...withId, orderId: OTHER_ID }),
      { order_id: ORDER_ID, reduced_by: '1.00', ts_ms: TS_MS },
    ],
    [
      'a new order under another id',
      async (send) => createOrder(send, NEW_ORDER),
      { ...PLACED, client_order_id: 'another' },
    ],
    [
      'more filled than was ordered',
      async (send) => createOrder(send, NEW_ORDER),
      { ...PLACED, fill_count: '10.01' },
    ],
    [
      'more of a batch filled than was ordered',
      async (send) => createOrders(send, { orders: [NEW_ORDER] }),
      { orders: [{ ...PLACED, remaining_count: '8.00' }] },
    ],
    [
      'another series',
      async (send) => getSeries(send, { seriesId: 'KXNFLGAME' }),
      { series: SERIES },
    ],
    [
      'another milestone',
      async (send) => getMilestone(send, { milestoneId: 'x' }),
      { milestone: MILESTONE },
    ],
    [
      'a book that was not asked for',
      async (send) => getOrderBooks(send, { marketIds: ['KX-1'] }),
      { orderbooks: [{ ticker: 'KX-2', orderbook_fp: BOOK }] },
    ],
    [
      'a book twice',
      async (send) => getOrderBooks(send, { marketIds: ['KX-1', 'KX-2'] }),
      {
        orderbooks: [
          { ticker: 'KX-1', orderbook_fp: BOOK },
          { ticker: 'KX-1', orderbook_fp: BOOK },
        ],
      },
    ],
    [
      'a book under the name it had once',
      async (send) => getOrderBook(send, { marketId: MARKET }),
      { orderbook: BOOK },
    ],
    [
      'live data of another milestone',
      async (send) => getLiveDataBatch(send, { milestoneIds: ['m'] }),
      { live_datas: [{ type: 'football', milestone_id: 'n', details: {} }] },
    ],
    [
      'a fill that is a bid for NO',
      async (send) => getFills(send, {}),
      { fills: [{ ...FILL, outcome_side: 'no' }], cursor: '' },
    ],
    [
      'a fill whose prices are not a dollar',
      async (send) => getFills(send, {}),
      { fills: [{ ...FILL, no_price_dollars: '0.5300' }], cursor: '' },
    ],
    [
      'an order whose prices are not a dollar',
      async (send) => getOrders(send, {}),
      { orders: [{ ...ORDER, no_price_dollars: '0.5600' }], cursor: '' },
    ],
    [
      'a trade that is an ask for YES',
      async (send) => getTrades(send, {}),
      { trades: [{ ...TRADE, taker_outcome_side: 'yes' }], cursor: '' },
    ],
    [
      'milliseconds where seconds are meant',
      async (send) => getBalance(send, {}),
      { balance_dollars: '1.00', portfolio_value: 0, updated_ts: TS * 1000 },
    ],
    [
      'seconds where milliseconds are meant',
      async (send) => createOrder(send, NEW_ORDER),
      { ...PLACED, ts_ms: TS },
    ],
    [
      'a time of day that is none',
      async (send) => getExchangeSchedule(send),
      {
        schedule: {
          standard_hours: [
            {
              start_time: ISO,
              end_time: ISO,
              ...Object.fromEntries(
                WEEK.map((day) => [day, [{ open_time: '25:00', close_time: '26:00' }]]),
              ),
            },
          ],
          maintenance_windows: [],
        },
      },
    ],
  ])('%s', async (_, call, answer) => {
    expect(await failureOf(call(venue(answer).send))).toBeInstanceOf(VenueNoAnswerError)
  })

  it('a list that is null is empty, one that is missing is not', async () => {
    expect(await getTrades(venue({ trades: null, cursor: '' }).send, {})).toEqual({
      items: [],
      cursor: undefined,
    })
    expect(await failureOf(getTrades(venue({ cursor: '' }).send, {}))).toBeInstanceOf(
      VenueNoAnswerError,
    )
  })

  it('what the transport throws passes', async () => {
    const refused = new VenueRejectedError('HTTP 404', { status: 404, code: 'not_found' })
    const send: Send = async () => {
      throw refused
    }
    expect(await failureOf(cancelOrder(send, withId))).toBe(refused)
  })

  it('a bad parameter sends nothing', async () => {
    const { send, sent } = venue(PLACED)
    const order = { ...NEW_ORDER, expiresMs: ISO_MS }
    expect(await failureOf(createOrder(send, order))).toBeInstanceOf(InvalidInputError)
    const marketIds = Array.from({ length: 101 }, (_, index) => (index < 100 ? `KX-${index}` : ''))
    expect(await failureOf(getOrderBooks(send, { marketIds }))).toBeInstanceOf(InvalidInputError)
    expect(sent).toEqual([])
  })

  it('a deadline and a signal reach the transport', async () => {
    const { send, options } = venue(undefined)
    const given = { deadlineMs: 5, signal: new AbortController().signal }
    await cancelAllOrders(send, { subaccount: 3 }, given)
    expect(options).toEqual([given])
  })
})
