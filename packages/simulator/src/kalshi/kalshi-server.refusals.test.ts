import { createVirtualClock } from '@arbkit/core/testing'
import { createCredentials, parseSigningKey } from '@arbkit/kalshi'
import { describe, expect, it } from 'vitest'
import {
  ALICE,
  BOB,
  BUF,
  NBA,
  newOrder,
  RSA_PEM,
  START_MS,
  startVenue,
} from './started-venue.test.ts'
import { SIGNATURE_AGE_MS_MAX } from './signature-check.ts'

const STRANGER = createCredentials('key-of-nobody', parseSigningKey(RSA_PEM))
/** The key of Alice under the id of Bob. */
const THIEF = createCredentials('key-of-bob', parseSigningKey(RSA_PEM))
const ORDERS = '/portfolio/events/orders'
const coded = (status: number, code: string): object => ({ status, body: { error: { code } } })

describe('who asks', () => {
  it('is known by RSA and by Ed25519, over path without query', async () => {
    const { ask } = await startVenue()
    for (const as of [ALICE, BOB]) {
      expect(await ask('GET /portfolio/fills?limit=5', { as })).toMatchObject({ status: 200 })
    }
  })

  it('is refused without a signature, with another key, with another id', async () => {
    const { ask } = await startVenue()
    const refused = coded(401, 'token_authentication_failure')
    for (const as of [undefined, STRANGER, THIEF]) {
      expect(await ask('GET /portfolio/balance', { as })).toMatchObject(refused)
    }
    // A wrong signature is refused where none is needed, too.
    expect(await ask('GET /markets', { as: THIEF })).toMatchObject(refused)
    expect(await ask('GET /markets')).toMatchObject({ status: 200 })
    expect(await ask('GET /markets/orderbooks?tickers=A')).toMatchObject(refused)
  })

  it('is refused where the time of the signature is far from the venue’s', async () => {
    const clock = createVirtualClock(START_MS)
    const { server, ask } = await startVenue({ clock })
    server.inject({ on: 'clock', ms: SIGNATURE_AGE_MS_MAX })
    expect(await ask('GET /portfolio/balance', { as: BOB })).toMatchObject({ status: 200 })
    server.inject({ on: 'clock', ms: 1 })
    const { status, body, date } = await ask('GET /portfolio/balance', { as: BOB })
    expect({ status, body }).toMatchObject(coded(401, 'header_timestamp_expired'))
    expect(date).toBe(new Date(START_MS + SIGNATURE_AGE_MS_MAX).toUTCString())
    server.heal()
    expect(await ask('GET /portfolio/balance', { as: BOB })).toMatchObject({ status: 200 })
  })
})

describe('token buckets over the wire', () => {
  it('answer 429 without a code once they are empty, and refill with time', async () => {
    const clock = createVirtualClock(START_MS)
    const { ask } = await startVenue({ clock })
    const create = async (change: object = {}) =>
      (await ask(`POST ${ORDERS}`, { as: BOB, body: newOrder({ count: '0.01', ...change }) }))
        .status
    for (let count = 0; count < 10; count += 1) expect(await create()).toBe(201)
    expect(await ask(`POST ${ORDERS}`, { as: BOB, body: newOrder() })).toMatchObject({
      status: 429,
      body: { error: 'too many requests' },
    })
    // The bucket of shard 3 is another one, and an order without a shard needs them all.
    expect(await create({ ticker: NBA, exchange_index: 3 })).toBe(201)
    expect(await create({ exchange_index: -1 })).toBe(429)
    expect(await create({ exchange_index: undefined })).toBe(429)
    expect(await ask('GET /portfolio/balance', { as: BOB })).toMatchObject({ status: 200 })
    clock.advance(99)
    expect(await create()).toBe(429)
    clock.advance(1)
    expect(await create()).toBe(201)
  })

  it('count each item of a batch, from the bucket of no shard', async () => {
    const { ask } = await startVenue()
    const orders = Array.from({ length: 11 }, () =>
      newOrder({ ticker: NBA, exchange_index: 3, count: '0.01' }),
    )
    const line = `POST ${ORDERS}/batched`
    expect(await ask(line, { as: BOB, body: { orders } })).toMatchObject({ status: 429 })
    const fewer = { orders: orders.slice(1) }
    expect(await ask(line, { as: BOB, body: fewer })).toMatchObject({ status: 201 })
  })
})

describe('requests that can not be done', () => {
  it('are refused in the venue’s words', async () => {
    const { ask, server } = await startVenue()
    const create = async (change: object) =>
      ask(`POST ${ORDERS}`, { as: ALICE, body: newOrder(change) })
    expect(await create({ client_order_id: 'one' })).toMatchObject({ status: 201 })
    expect(await create({ client_order_id: 'one' })).toMatchObject(
      coded(409, 'order_already_exists'),
    )
    expect(await create({ ticker: 'NONE' })).toMatchObject(coded(404, 'market_not_found'))
    expect(await create({ count: '0.00' })).toMatchObject(coded(400, 'invalid_order_size'))
    expect(await create({ price: '0.5650' })).toMatchObject(coded(400, 'invalid_order'))
    expect(await create({ count: '5000.00' })).toMatchObject({ status: 400 })
    for (const change of [
      { price: 0.56 },
      { price: '1.01' },
      { count: '1.001' },
      { side: 'yes' },
      { time_in_force: 'gtt' },
      { self_trade_prevention_type: undefined },
      { ticker: undefined },
      { post_only: 'yes' },
      { exchange_index: 101 },
    ]) {
      expect([change, await create(change)]).toMatchObject([
        change,
        coded(400, 'invalid_parameters'),
      ])
    }
    server.apply({ kind: 'close-market', marketId: BUF })
    expect(await create({})).toMatchObject(coded(400, 'MARKET_INACTIVE'))
  })

  it('answer 410 to orders of the first version, 404 to what is nowhere, 400 to what is no JSON', async () => {
    const { ask, server } = await startVenue()
    for (const line of [
      'POST /portfolio/orders',
      'DELETE /portfolio/orders/1',
      'POST /portfolio/orders/1/amend',
      'POST /portfolio/orders/1/decrease',
      'POST /portfolio/orders/batched',
      'DELETE /portfolio/orders/batched',
    ]) {
      expect(await ask(line, { as: ALICE, body: {} })).toMatchObject(
        coded(410, 'deprecated_v1_order_endpoint'),
      )
    }
    expect(await ask('GET /nowhere')).toMatchObject(coded(404, 'not_found'))
    expect(await ask(`POST ${ORDERS}`, { as: ALICE, body: [] })).toMatchObject({ status: 400 })
    const { status } = await fetch(`${server.restUrl.replace('/trade-api', '/other')}/markets`)
    expect(status).toBe(404)
  })
})
