import { createVirtualClock } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { ALICE, BUF, newOrder, START_MS, startVenue } from './started-venue.test.ts'

const ORDERS = '/portfolio/events/orders'

describe('orders with an end', () => {
  it('go when it has come, even if nobody asks; an amendment moves or clears it', async () => {
    const clock = createVirtualClock(START_MS)
    const { ask, exchange, server } = await startVenue({ clock })
    const end = START_MS / 1000 + 60
    const place = async (id: string): Promise<string> => {
      const body = newOrder({ client_order_id: id, expiration_time: end, price: '0.4000' })
      const answer = await ask(`POST ${ORDERS}`, { as: ALICE, body })
      return (answer.body as { order_id: string }).order_id
    }
    const [kept, gone] = [await place('a'), await place('b')]
    const terms = { ticker: BUF, side: 'bid', price: '0.4000', count: '10.00', exchange_index: 0 }
    const body = { ...terms, expiration_time: 0 }
    const amended = await ask(`POST ${ORDERS}/${kept}/amend`, { as: ALICE, body })
    expect(amended.status).toBe(200)
    expect(exchange.orderOf(kept)?.expiresMs).toBeUndefined()
    expect(exchange.orderOf(gone)?.expiresMs).toBe(end * 1000)
    clock.advance(60_000)
    server.tick()
    expect(exchange.orderOf(kept)?.status).toBe('resting')
    expect(exchange.orderOf(gone)).toMatchObject({ status: 'canceled', reason: 'expired' })
  })

  it('have a cash balance without what resting orders hold back', async () => {
    const { ask } = await startVenue()
    await ask(`POST ${ORDERS}`, { as: ALICE, body: newOrder({ post_only: true }) })
    const { body } = await ask('GET /portfolio/balance?exchange_index=0', { as: ALICE })
    expect(body).toMatchObject({ balance_dollars: expect.toSatisfy((text) => Number(text) < 995) })
    const [shard] = (body as { balance_breakdown: { balance: string }[] }).balance_breakdown
    expect(Number(shard?.balance)).toBeLessThanOrEqual(994.4)
  })

  it.each([[{ reduce_by: '1.00', reduce_to: '1.00' }], [{}]])(
    'are not made smaller by %j',
    async (body) => {
      const { ask } = await startVenue()
      const answer = await ask(`POST ${ORDERS}/x/decrease`, { as: ALICE, body })
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_parameters' } } })
    },
  )
})
