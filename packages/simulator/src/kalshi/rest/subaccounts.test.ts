import { createVirtualClock } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { answerChecker, hasSpecification } from '../spec-validators.test.ts'
import {
  ALICE,
  BOB,
  BUF,
  KC,
  newOrder,
  order,
  START_MS,
  type Started,
  startVenue,
} from '../started-venue.test.ts'
import { SUBACCOUNT_MAX } from './fields.ts'
import { latestFirst, primaryOf, subaccountOf } from './own-accounts.ts'
import { knownTransfer, rememberTransfer, TRANSFERS_MAX } from './subaccounts.ts'

const check = hasSpecification ? answerChecker() : undefined
const ORDERS = '/portfolio/events/orders'
const SUBACCOUNTS = '/portfolio/subaccounts'

type Row = Readonly<Record<string, unknown>>
type ListName = 'subaccount_balances' | 'transfers' | 'orders' | 'fills' | 'market_positions'
/** What an answer is read for; it has some of it. */
interface Body extends Readonly<Record<ListName | 'order_groups' | 'netting_configs', Row[]>> {
  readonly order: Row
  readonly order_id: string
  readonly order_group_id: string
  readonly balance_dollars: string
  readonly error: Row
}
type Asked = (line: string, body?: unknown) => Promise<{ status: number; body: Body }>

/** Alice's calls to a venue; what succeeds is held to the specification where there is one. */
async function asAlice(venue?: Started): Promise<{ asked: Asked; venue: Started }> {
  const { ask, ...rest } = venue ?? (await startVenue())
  const asked: Asked = async (line, body) => {
    const answer = await ask(line, { as: ALICE, body })
    const [method = '', path = ''] = line.split(' ')
    const problems = answer.status < 300 ? check?.(method, path.split('?')[0] ?? '', answer) : []
    expect([line, problems ?? []]).toEqual([line, []])
    return { status: answer.status, body: answer.body as Body }
  }
  return { asked, venue: { ask, ...rest } }
}

/** With two subaccounts, the first with $300 of shard 0. */
async function withSubaccounts(): Promise<{ asked: Asked; venue: Started }> {
  const started = await asAlice()
  for (const number of [1, 2]) {
    const { status, body } = await started.asked(`POST ${SUBACCOUNTS}`, {})
    expect([status, body]).toEqual([201, { subaccount_number: number }])
  }
  expect((await started.asked(`POST ${SUBACCOUNTS}/transfer`, payment('a'))).status).toBe(200)
  return started
}

const payment = (id: string, change: object = {}): object => ({
  client_transfer_id: `00000000-0000-4000-8000-00000000000${id}`,
  from_subaccount: 0,
  to_subaccount: 1,
  amount_cents: 30_000,
  ...change,
})

const cashOf = async (asked: Asked, number: number): Promise<string> =>
  (await asked(`GET /portfolio/balance?subaccount=${number}`)).body.balance_dollars

describe('subaccounts', () => {
  it('are numbered, have cash of their own, and are paid once for one id', async () => {
    const { asked } = await withSubaccounts()
    await asked(`POST ${SUBACCOUNTS}/transfer`, payment('a'))
    expect(await Promise.all([0, 1, 2].map(async (number) => cashOf(asked, number)))).toEqual([
      '1700.0000',
      '300.0000',
      '0.0000',
    ])
    const { body } = await asked(`GET ${SUBACCOUNTS}/balances`)
    const held = body.subaccount_balances.filter(({ balance }) => balance !== '0.0000')
    expect(held).toMatchObject([
      { subaccount_number: 0, exchange_index: 0, balance: '700.0000' },
      { subaccount_number: 0, exchange_index: 3, balance: '1000.0000' },
      { subaccount_number: 1, exchange_index: 0, balance: '300.0000' },
    ])
    await asked(`POST ${SUBACCOUNTS}/transfer`, payment('b', { to_subaccount: 2, amount_cents: 1 }))
    const { transfers } = (await asked(`GET ${SUBACCOUNTS}/transfers?limit=1`)).body
    expect(transfers).toMatchObject([{ from_subaccount: 0, to_subaccount: 2, amount_cents: 1 }])
    expect(
      (await asked('GET /portfolio/intra_exchange_instance_transfers')).body.transfers,
    ).toEqual([])
  })

  it('take part in transfers between shards', async () => {
    const { asked } = await withSubaccounts()
    const { status } = await asked('POST /portfolio/intra_exchange_instance_transfer', {
      source: 'event_contract',
      destination: 'event_contract',
      amount: 1_000_000,
      source_subaccount: 1,
      destination_subaccount: 2,
      destination_exchange_shard: 3,
    })
    expect(status).toBe(200)
    expect([await cashOf(asked, 1), await cashOf(asked, 2)]).toEqual(['200.0000', '100.0000'])
  })

  it('have orders, fills, positions and groups that are listed with their number', async () => {
    const { asked, venue } = await withSubaccounts()
    const group = await asked('POST /portfolio/order_groups/create', {
      contracts_limit: 5,
      subaccount: 1,
    })
    expect(group.body).toMatchObject({ subaccount: 1 })
    const id = group.body.order_group_id
    const own = await asked(`POST ${ORDERS}`, newOrder({ subaccount: 1, order_group_id: id }))
    await asked(`POST ${ORDERS}`, newOrder({ price: '0.5500' }))
    venue.server.apply(order('bob', 'ask', 5600, 300))
    for (const list of ['orders', 'fills'] as const) {
      const numbers = async (query: string) =>
        (await asked(`GET /portfolio/${list}${query}`)).body[list].map(
          (row) => row['subaccount_number'],
        )
      expect([list, await numbers('?subaccount=1')]).toEqual([list, [1]])
      expect([list, await numbers('?subaccount=2')]).toEqual([list, []])
      expect([list, await numbers('')]).toEqual([list, list === 'orders' ? [0, 1] : [1]])
    }
    const positions = async (query: string) =>
      (await asked(`GET /portfolio/positions${query}`)).body.market_positions.length
    expect([await positions(''), await positions('?subaccount=1')]).toEqual([0, 1])
    const read = (await asked(`GET /portfolio/orders/${own.body.order_id}`)).body.order
    expect(read).toMatchObject({ subaccount_number: 1, fill_count_fp: '3.00' })
    const groups = async (query: string) =>
      (await asked(`GET /portfolio/order_groups${query}`)).body.order_groups.length
    expect([
      await groups(''),
      await groups('?subaccount=1'),
      await groups('?subaccount=0'),
    ]).toEqual([1, 1, 0])
    expect((await asked(`DELETE /portfolio/order_groups/${id}`)).status).toBe(404)
    expect((await asked(`DELETE /portfolio/order_groups/${id}?subaccount=1`)).status).toBe(200)
  })

  it('are changed under their number alone', async () => {
    const { asked, venue } = await withSubaccounts()
    const place = async (change: object) =>
      (await asked(`POST ${ORDERS}`, newOrder({ subaccount: 1, ...change }))).body.order_id
    const [one, two, three] = [await place({}), await place({}), await place({})]
    await asked(`POST ${ORDERS}`, newOrder())
    const amended = { ticker: BUF, side: 'bid', price: '0.5400', count: '9.00' }
    expect((await asked(`POST ${ORDERS}/${one}/amend`, amended)).status).toBe(404)
    expect((await asked(`POST ${ORDERS}/${one}/amend?subaccount=1`, amended)).status).toBe(200)
    expect((await asked(`POST ${ORDERS}/${one}/decrease`, { reduce_by: '1.00' })).status).toBe(404)
    const decreased = await asked(`POST ${ORDERS}/${one}/decrease?subaccount=1`, {
      reduce_by: '1.00',
    })
    expect(decreased.body).toMatchObject({ remaining_count: '8.00' })
    expect((await asked(`DELETE ${ORDERS}/${one}`)).status).toBe(404)
    expect((await asked(`DELETE ${ORDERS}/${one}?subaccount=1`)).status).toBe(200)
    const batch = await asked(`DELETE ${ORDERS}/batched`, {
      orders: [{ order_id: two }, { order_id: two, subaccount: 1 }],
    })
    expect(batch.body.orders).toMatchObject([
      { reduced_by: '0.00', error: { code: 'not_found' } },
      { reduced_by: '10.00' },
    ])
    await asked(`DELETE ${ORDERS}?subaccount=1`)
    expect(venue.exchange.orderOf(three)?.status).toBe('canceled')
    const resting = (await asked('GET /portfolio/orders?status=resting')).body.orders
    expect(resting).toMatchObject([{ subaccount_number: 0 }])
  })

  it('are refused where they are not there, for basic keys, and past the last', async () => {
    const { asked, venue } = await withSubaccounts()
    for (const line of ['balance', 'orders', 'fills', 'positions', 'settlements', 'order_groups']) {
      const { status, body } = await asked(`GET /portfolio/${line}?subaccount=3`)
      expect([line, status, body.error['code']]).toEqual([line, 404, 'not_found'])
    }
    expect((await asked(`POST ${ORDERS}`, newOrder({ subaccount: 3 }))).status).toBe(404)
    const pay = async (change: object) =>
      (await asked(`POST ${SUBACCOUNTS}/transfer`, payment('c', change))).status
    expect(await pay({ to_subaccount: 3 })).toBe(404)
    expect(await pay({ to_subaccount: 0 })).toBe(400)
    expect(await pay({ amount_cents: 70_001 })).toBe(400)
    expect(await pay({ client_transfer_id: undefined })).toBe(400)
    const { status } = await venue.ask(`POST ${SUBACCOUNTS}`, { as: BOB, body: {} })
    expect(status).toBe(400)
    for (let number = 3; number <= SUBACCOUNT_MAX; number += 1) {
      venue.server.apply({
        kind: 'open-account',
        accountId: `alice#${number}`,
        ownerId: 'alice',
        membership: 'direct',
      })
    }
    expect((await asked(`POST ${SUBACCOUNTS}`, {})).status).toBe(400)
  })

  it('choose for themselves whether collateral is given back', async () => {
    const { asked, venue } = await withSubaccounts()
    const choose = async (body: object) => asked(`PUT ${SUBACCOUNTS}/netting`, body)
    expect((await choose({ subaccount_number: 1, enabled: true })).status).toBe(200)
    expect((await choose({ subaccount_number: 1 })).status).toBe(400)
    expect((await choose({ subaccount_number: 3, enabled: true })).status).toBe(404)
    const { netting_configs: rows } = (await asked(`GET ${SUBACCOUNTS}/netting`)).body
    const enabled = rows.filter((row) => row['enabled']).map((row) => row['subaccount_number'])
    expect(new Set(enabled)).toEqual(new Set([1]))
    for (const ticker of [BUF, KC]) {
      venue.server.apply(order('bob', 'bid', 4000, 10_000, ticker))
      const body = newOrder({ ticker, side: 'ask', price: '0.4000', count: '100', subaccount: 1 })
      expect((await asked(`POST ${ORDERS}`, body)).status).toBe(201)
    }
    // NO twice for 60c, one of them sure to pay; fees of 7% × .24 a contract.
    expect(await cashOf(asked, 1)).toBe('276.6400')
    expect(venue.exchange.totals().returned).toBe(100_000_000)
  })
})

describe('refusals that logs of the venue show', () => {
  it('are 409: paused trading, a paused exchange, a killed fill-or-kill', async () => {
    const { asked, venue } = await asAlice(
      await startVenue({ clock: createVirtualClock(START_MS) }),
    )
    const all = newOrder({ time_in_force: 'fill_or_kill' })
    const refused = async () => (await asked(`POST ${ORDERS}`, all)).body.error
    expect((await asked(`POST ${ORDERS}`, all)).status).toBe(409)
    expect(await refused()).toMatchObject({
      code: 'fill_or_kill_insufficient_resting_volume',
      message: 'fill or kill insufficient resting volume',
    })
    venue.server.apply({ kind: 'set-exchange-status', isActive: true, isTrading: false })
    expect((await asked(`POST ${ORDERS}`, all)).status).toBe(409)
    expect(await refused()).toEqual({ code: 'trading_is_paused', message: 'trading is paused' })
    venue.server.apply({ kind: 'set-exchange-status', isActive: false, isTrading: false })
    expect((await asked(`POST ${ORDERS}`, all)).status).toBe(409)
    expect(await refused()).toEqual({ code: 'exchange_is_paused', message: 'exchange is paused' })
  })
})

describe('names and lists of subaccounts', () => {
  it('a number stands behind the name of the primary account', () => {
    const names = ['alice', 'alice#1', 'alice#63', 'a#b', 'a#0', 'a#100']
    expect(names.map(subaccountOf)).toEqual([0, 1, 63, 0, 0, 0])
    expect(names.slice(0, 3).map(primaryOf)).toEqual(['alice', 'alice', 'alice'])
  })

  it('rows of several accounts stand latest first', () => {
    const same = (at: number): number => at
    expect(
      latestFirst(
        [
          [1, 5],
          [2, 9],
        ],
        same,
      ),
    ).toEqual([9, 5, 2, 1])
    expect(latestFirst([[5, 1]], same)).toEqual([1, 5])
  })

  it('transfers are remembered to a bound', () => {
    const transfers: Parameters<typeof rememberTransfer>[0]['transfers'] = []
    const account = { transfers } as Parameters<typeof rememberTransfer>[0]
    for (let n = 0; n <= TRANSFERS_MAX; n += 1) {
      const places = { fromIndex: 0, toIndex: 3, amount: 1 as never, createdMs: n }
      rememberTransfer(account, { transferId: `t${n}`, ...places })
    }
    expect(transfers).toHaveLength(TRANSFERS_MAX)
    expect([knownTransfer(account, 't0'), knownTransfer(account, 't1')?.createdMs]).toEqual([
      undefined,
      1,
    ])
  })
})
