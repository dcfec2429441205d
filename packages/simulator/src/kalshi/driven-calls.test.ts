import { centicontracts, type Centicontracts, microdollars, priceTicks } from '@arbkit/core'
import * as kalshi from '@arbkit/kalshi'
import { describe, expect, it } from 'vitest'
import { LATER, OVER, RESULTS, CENTS, type World } from './call-world.test.ts'
import {
  BOB,
  BUF,
  EVENT,
  KC,
  MILESTONE,
  NBA,
  order,
  START_MS,
  TARGET,
  uuids,
} from './started-venue.test.ts'
import { bookTruth, fillTruth, marketTruth, orderTruth, positionTruth } from './venue-truth.test.ts'

/** Sends one call of the client's and holds what it returns to what the exchange knows. */
type Drive = (world: World) => Promise<void>

const contracts = (count: number): Centicontracts => centicontracts(count * 100)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

const idsOf = (markets: readonly { readonly listing: { readonly marketId: string } }[]): string[] =>
  markets.map(({ listing }) => listing.marketId)

const MARKET_DATA: Readonly<Record<string, Drive>> = {
  getExchangeStatus: async ({ send, exchange }) => {
    const status = await kalshi.getExchangeStatus(send)
    expect(status).toMatchObject({ isActive: true, isTrading: true })
    expect(status.shards).toMatchObject(exchange.shards())
  },
  getExchangeSchedule: async ({ send }) => {
    const { weeks } = await kalshi.getExchangeSchedule(send)
    expect(weeks[0]?.hours.thursday).toHaveLength(2)
    expect(weeks[0]?.hours.friday).toHaveLength(1)
  },
  getEndpointCosts: async ({ send }) => {
    expect(await kalshi.getEndpointCosts(send)).toEqual({
      ...kalshi.PUBLISHED_COSTS,
      listed: expect.toSatisfy((listed: readonly unknown[]) => listed.length >= 4),
    })
  },
  getMarkets: async (world) => {
    const { send, exchange, clock } = world
    const truth = exchange.markets().map(({ config }) => marketTruth(world, config.marketId))
    const found = await kalshi.allItems(
      async (cursor) => kalshi.getMarkets(send, { limit: 3, cursor }),
      { clock },
    )
    expect(found).toMatchObject(truth)
    const settled = await kalshi.getMarkets(send, { status: 'settled' })
    expect(idsOf(settled.items)).toEqual(Object.keys(RESULTS))
    const open = await kalshi.getMarkets(send, { status: 'open', eventId: EVENT })
    expect(idsOf(open.items)).toEqual([BUF, KC])
    const ended = exchange.marketOf(`${OVER}-DEN`)?.settledMs ?? 0
    const range = { minSettledMs: ended, maxSettledMs: ended }
    expect((await kalshi.getMarkets(send, range)).items).toHaveLength(4)
    expect((await kalshi.getMarkets(send, { minSettledMs: ended + 1000 })).items).toEqual([])
  },
  getMarket: async (world) => {
    for (const id of [BUF, NBA, `${OVER}-OT`]) {
      const found = await kalshi.getMarket(world.send, { marketId: id })
      expect(found).toMatchObject(marketTruth(world, id))
    }
  },
  getEvents: async (world) => {
    const params = { withMarkets: true, withMilestones: true }
    const { items, milestones } = await kalshi.getEvents(world.send, params)
    expect(items.flatMap(({ markets }) => idsOf(markets)).toSorted()).toEqual(
      world.exchange
        .markets()
        .map(({ config }) => config.marketId)
        .toSorted(),
    )
    expect(milestones).toMatchObject([{ id: MILESTONE, eventIds: [EVENT] }])
    const settled = await kalshi.getEvents(world.send, { status: 'settled' })
    expect(settled.items).toMatchObject([{ eventId: OVER, isMutuallyExclusive: true }])
  },
  getEvent: async (world) => {
    expect(await kalshi.getEvent(world.send, { eventId: EVENT })).toMatchObject({
      eventId: EVENT,
      title: 'Buffalo at Kansas City',
      markets: [marketTruth(world, BUF), marketTruth(world, KC)],
    })
  },
  getSeriesList: async ({ send }) => {
    const all = await kalshi.getSeriesList(send, { category: 'Sports' })
    expect(all.map(({ seriesId }) => seriesId)).toEqual(['KXNFLGAME', 'KXNBAGAME'])
    expect(await kalshi.getSeriesList(send, { tags: 'Football' })).toHaveLength(1)
  },
  getSeries: async ({ send, exchange }) => {
    const { seriesId, fees } = exchange.marketOf(NBA)?.config ?? {}
    const found = await kalshi.getSeries(send, { seriesId: seriesId ?? '' })
    const { feeType, feeMultiplier } = fees?.series?.[0] ?? {}
    expect(found).toMatchObject({ seriesId, feeType, feeMultiplier })
  },
  getSeriesFeeChanges: async ({ send }) => {
    expect(await kalshi.getSeriesFeeChanges(send, { seriesId: 'KXNFLGAME' })).toEqual([
      {
        id: '1',
        seriesId: 'KXNFLGAME',
        eventId: undefined,
        feeType: 'quadratic',
        feeMultiplier: '1',
        effectiveMs: Date.UTC(2027, 0),
      },
    ])
    expect(await kalshi.getSeriesFeeChanges(send, { seriesId: 'KXNBAGAME' })).toEqual([])
  },
  getEventFeeChanges: async ({ send }) => {
    const { items } = await kalshi.getEventFeeChanges(send, { eventId: EVENT })
    expect(items).toMatchObject([{ id: '2', eventId: EVENT, feeType: undefined }])
  },
  getOrderBook: async (world) => {
    const found = await kalshi.getOrderBook(world.send, { marketId: BUF })
    expect(found).toEqual(bookTruth(world, BUF))
    expect(found.book.yesBids.length).toBeGreaterThanOrEqual(2)
    const best = await kalshi.getOrderBook(world.send, { marketId: BUF, depth: 1 })
    expect(best.book.yesBids).toEqual(found.book.yesBids.slice(-1))
  },
  getOrderBooks: async (world) => {
    const marketIds = world.exchange.markets().map(({ config }) => config.marketId)
    expect(await kalshi.getOrderBooks(world.send, { marketIds })).toEqual(
      marketIds.map((id) => bookTruth(world, id)),
    )
  },
  getTrades: async ({ send, exchange, clock }) => {
    const truth = exchange
      .tradesOf(BUF)
      .toReversed()
      .map((trade) => ({
        tradeId: trade.tradeId,
        marketId: BUF,
        count: trade.count,
        yesPrice: trade.yesPrice,
        takerBookSide: trade.takerSide,
        tradedMs: trade.atMs,
        isBlockTrade: false,
      }))
    expect(truth.length).toBeGreaterThanOrEqual(3)
    const found = await kalshi.allItems(
      async (cursor) => kalshi.getTrades(send, { marketId: BUF, limit: 2, cursor }),
      { clock },
    )
    expect(found).toEqual(truth)
    const { items: two } = await kalshi.getTrades(send, { marketId: BUF, limit: 2 })
    expect(two).toEqual(truth.slice(0, 2))
    expect((await kalshi.getTrades(send, { isBlockTrade: true })).items).toEqual([])
  },
  getCandlesticks: async ({ send, exchange }) => {
    const of = { seriesId: 'KXNFLGAME', marketId: BUF, periodMinutes: 1 } as const
    const range = { fromMs: START_MS, toMs: START_MS + 3_600_000 }
    const { candlesticks } = await kalshi.getCandlesticks(send, { ...of, ...range })
    const trades = exchange.tradesOf(BUF)
    expect(candlesticks.length).toBeGreaterThanOrEqual(3)
    expect(sum(candlesticks.map(({ volume }) => volume))).toBe(sum(trades.map((t) => t.count)))
    expect(candlesticks[0]).toMatchObject({
      endMs: START_MS + 120_000,
      traded: { open: 4600, high: 4600, low: 4600, close: 4600 },
      volume: 350,
    })
    // Without what was traded before: the state of then, carried on.
    const later = { fromMs: START_MS + 1_800_000, toMs: START_MS + 3_600_000 }
    const none = await kalshi.getCandlesticks(send, { ...of, ...later })
    expect(none.candlesticks).toEqual([])
    const carried = { ...of, ...later, withStateBefore: true }
    const before = await kalshi.getCandlesticks(send, carried)
    expect(before.candlesticks).toMatchObject([
      { endMs: START_MS + 1_860_000, traded: undefined, volume: 0 },
    ])
  },
}

const GAMES: Readonly<Record<string, Drive>> = {
  getMilestones: async ({ send }) => {
    const found = await kalshi.getMilestones(send, { limit: 5, relatedEventId: EVENT })
    expect(found.items).toMatchObject([
      { id: MILESTONE, startMs: Date.UTC(2026, 10, 22, 18), homeTargetId: TARGET },
    ])
    for (const change of [
      { relatedEventId: OVER },
      { minStartMs: Date.UTC(2026, 10, 23) },
      { minUpdatedMs: Date.UTC(2026, 10, 21) },
      { competition: 'Pro Hockey' },
      { type: 'hockey_match' },
    ]) {
      expect((await kalshi.getMilestones(send, { limit: 5, ...change })).items).toEqual([])
    }
  },
  getMilestone: async ({ send }) => {
    const found = await kalshi.getMilestone(send, { milestoneId: MILESTONE })
    expect(found).toMatchObject({ type: 'football_game', league: 'NFL' })
  },
  getStructuredTargets: async ({ send }) => {
    const { items } = await kalshi.getStructuredTargets(send, { targetIds: [TARGET, 'none'] })
    expect(items).toMatchObject([{ id: TARGET, name: 'Kansas City' }])
  },
  getStructuredTarget: async ({ send }) => {
    const found = await kalshi.getStructuredTarget(send, { targetId: TARGET })
    expect(found).toMatchObject({ id: TARGET, type: 'football_team' })
  },
  getLiveData: async ({ send }) => {
    const found = await kalshi.getLiveData(send, { milestoneId: MILESTONE })
    expect(found).toMatchObject({ milestoneId: MILESTONE, details: { home_points: 3 } })
  },
  getLiveDataBatch: async ({ send }) => {
    const milestoneIds = [MILESTONE, TARGET]
    const found = await kalshi.getLiveDataBatch(send, { milestoneIds })
    expect(found).toMatchObject([{ milestoneId: MILESTONE, details: { status: 'live' } }])
  },
  getEventLiveData: async ({ send }) => {
    const found = await kalshi.getEventLiveData(send, { eventId: EVENT })
    expect(found).toMatchObject({ type: 'football_game', details: { home_points: 3 } })
  },
}

const PORTFOLIO: Readonly<Record<string, Drive>> = {
  getAccountLimits: async ({ send, sendAs }) => {
    const bucket = (refillPerSecond: number, capacity: number): object => ({
      refillPerSecond,
      capacity,
    })
    expect(await kalshi.getAccountLimits(send)).toEqual({
      tier: 'prestige',
      read: bucket(12_000, 12_000),
      write: bucket(9600, 28_800),
      grants: [],
    })
    const basic = await kalshi.getAccountLimits(sendAs(BOB))
    expect(basic).toMatchObject({ tier: 'basic', read: bucket(200, 600), write: bucket(100, 100) })
  },
  getVolumeProgress: async ({ send, exchange }) => {
    const volume = sum(exchange.fillsOf('alice').map(({ count }) => count))
    const [progress] = await kalshi.getVolumeProgress(send)
    expect(progress).toMatchObject({ volume })
    expect(volume).toBeGreaterThan(0)
  },
  getBalance: async ({ send, exchange }) => {
    const balances = exchange.balancesOf('alice')
    const shards = balances.map(({ exchangeIndex, available }) => ({ exchangeIndex, available }))
    const found = await kalshi.getBalance(send, {})
    expect(found).toMatchObject({ available: sum(shards.map((each) => each.available)), shards })
    const held = exchange.positionsOf('alice').filter(({ isSettled }) => !isSettled)
    const worth = held.map(({ marketId, position }) => {
      const last = exchange.marketOf(marketId)?.lastPrice ?? 0
      return position < 0 ? -position * (10_000 - last) : position * last
    })
    expect(found.portfolioValue).toBe(Math.floor(sum(worth) / 10_000))
    expect(found.portfolioValue).toBeGreaterThan(0)
    const third = await kalshi.getBalance(send, { exchangeIndex: 3 })
    expect(third.available).toBe(balances[3]?.available)
  },
  getPositions: async ({ send, exchange }) => {
    for (const settlementStatus of ['unsettled', 'settled', 'all'] as const) {
      const truth = exchange
        .positionsOf('alice')
        .filter(
          ({ isSettled }) =>
            settlementStatus === 'all' || isSettled === (settlementStatus === 'settled'),
        )
      const found = await kalshi.getPositions(send, { settlementStatus })
      expect(found.items).toEqual(truth.map(positionTruth))
      expect(found.items).not.toEqual([])
      const cost = sum(truth.map(({ totalTraded }) => totalTraded))
      expect(sum(found.events.map((event) => event.cost))).toBe(cost)
    }
    const usual = await kalshi.getPositions(send, {})
    expect(usual.items.some(({ marketId }) => marketId.startsWith(OVER))).toBe(false)
  },
  getFills: async ({ send, exchange, clock }) => {
    const truth = exchange.fillsOf('alice').toReversed().map(fillTruth)
    expect(truth.length).toBeGreaterThanOrEqual(7)
    const found = await kalshi.allItems(
      async (cursor) => kalshi.getFills(send, { limit: 3, cursor }),
      { clock },
    )
    expect(found).toEqual(truth)
    const some = await kalshi.getFills(send, { marketIds: [`${OVER}-DEN`, `${OVER}-LV`] })
    expect(some.items).toHaveLength(2)
    const first = truth.at(-1)
    const one = await kalshi.getFills(send, { orderId: first?.orderId, minFilledMs: START_MS })
    expect(one.items).toEqual([first])
  },
  getSettlements: async ({ send, exchange }) => {
    const { items } = await kalshi.getSettlements(send, { eventId: OVER })
    const yesCost = microdollars(2_530_000)
    expect(items.toReversed()).toMatchObject(
      [
        ['DEN', 'yes', 100, 550],
        ['LV', 'no', 0, 0],
        ['TIE', 'scalar', 50, 275],
        // 5.5 × $0.37 is $2.035: paid to the microdollar, printed in whole cents.
        ['OT', 'scalar', 37, 203],
      ].map(([name, result, valuePerYes, revenue]) => ({
        marketId: `${OVER}-${name}`,
        result,
        valuePerYes,
        revenue,
        yesCount: 550,
        noCount: 0,
        yesCost,
      })),
    )
    const paid = exchange.settlementsOf('alice').map(({ revenue }) => revenue)
    expect(paid).toEqual([5_500_000, 0, 2_750_000, 2_035_000])
    expect(items.map(({ fees }) => fees).toReversed()).toEqual(
      exchange.settlementsOf('alice').map(({ feeCost }) => feeCost),
    )
    const otherSide = await kalshi.getSettlements(send, { marketId: `${OVER}-TIE` })
    expect(otherSide.items).toHaveLength(1)
  },
  getOrders: async ({ send, exchange, newOrder }) => {
    await kalshi.createOrder(send, newOrder())
    const { orderId } = await kalshi.createOrder(send, newOrder())
    await kalshi.cancelOrder(send, { orderId, exchangeIndex: 0 })
    for (const status of kalshi.ORDER_FILTERS) {
      const truth = exchange.ordersOf('alice').filter((each) => each.status === status)
      const found = await kalshi.getOrders(send, { status, limit: 1000 })
      expect(found.items.toReversed()).toEqual(truth.map(orderTruth))
      expect(truth).not.toEqual([])
    }
  },
  getOrder: async ({ send, exchange, newOrder }) => {
    const expiresMs = START_MS + 7_200_000
    const { orderId } = await kalshi.createOrder(send, newOrder({ expiresMs }))
    const truth = exchange.orderOf(orderId)
    const found = await kalshi.getOrder(send, { orderId })
    expect(truth).toMatchObject({ status: 'resting', expiresMs })
    expect(found).toEqual(truth === undefined ? undefined : orderTruth(truth))
  },
}

const ORDERS: Readonly<Record<string, Drive>> = {
  createOrder: async ({ send, exchange, newOrder, tell }) => {
    tell(order('bob', 'ask', 4600, 500, LATER))
    const before = exchange.balancesOf('alice')[0]?.available ?? 0
    const wanted = newOrder({ marketId: LATER, price: priceTicks(4600), count: contracts(8) })
    const placed = await kalshi.createOrder(send, wanted)
    expect(placed).toMatchObject({
      clientOrderId: wanted.clientOrderId,
      filledCount: contracts(5),
      remainingCount: contracts(3),
      averagePrice: 460_000,
      processedMs: exchange.nowMs(),
    })
    const view = exchange.orderOf(placed.orderId)
    expect(view).toMatchObject({ fillCount: 500, remainingCount: 300, status: 'resting' })
    // Less what it cost, its fee and what the rest holds back.
    const after = exchange.balancesOf('alice')[0]?.available ?? 0
    expect(before - after).toBeGreaterThanOrEqual(8 * 460_000 + (view?.takerFees ?? 0))
    expect(Math.floor((view?.takerFees ?? 0) / 5)).toBe(placed.averageFee)
    // Buying NO is asking for YES.
    const no = newOrder({ side: 'no', price: priceTicks(2000), exchangeIndex: 'auto' })
    const other = await kalshi.createOrder(send, no)
    expect(exchange.orderOf(other.orderId)).toMatchObject({ side: 'ask', price: 8000 })
  },
  cancelOrder: async ({ send, exchange, newOrder }) => {
    const { orderId } = await kalshi.createOrder(send, newOrder())
    const place = { orderId, exchangeIndex: 'auto', marketId: BUF } as const
    expect(await kalshi.cancelOrder(send, place)).toMatchObject({ orderId, reducedBy: 500 })
    expect(exchange.orderOf(orderId)).toMatchObject({ status: 'canceled', reason: 'cancelled' })
  },
  amendOrder: async ({ send, exchange, newOrder }) => {
    const first = newOrder()
    const { orderId } = await kalshi.createOrder(send, first)
    const change = {
      ...first,
      orderId,
      price: priceTicks(3100),
      count: contracts(7),
      newClientOrderId: newOrder().clientOrderId,
      expiresMs: START_MS + 10_800_000,
    }
    expect(await kalshi.amendOrder(send, change)).toMatchObject({
      orderId,
      clientOrderId: change.newClientOrderId,
      filledCount: 0,
      remainingCount: contracts(7),
    })
    expect(exchange.orderOf(orderId)).toMatchObject({
      price: 3100,
      remainingCount: 700,
      clientOrderId: change.newClientOrderId,
      expiresMs: change.expiresMs,
    })
  },
  decreaseOrder: async ({ send, exchange, newOrder }) => {
    const { orderId } = await kalshi.createOrder(send, newOrder())
    const by = { orderId, exchangeIndex: 0, reduceBy: centicontracts(150) }
    expect(await kalshi.decreaseOrder(send, by)).toMatchObject({ remainingCount: 350 })
    const to = { orderId, exchangeIndex: 0, reduceTo: centicontracts(100) }
    expect(await kalshi.decreaseOrder(send, to)).toMatchObject({ remainingCount: 100 })
    expect(exchange.orderOf(orderId)).toMatchObject({ remainingCount: 100, status: 'resting' })
  },
  createOrders: async ({ send, exchange, newOrder }) => {
    const onThird = { marketId: NBA, exchangeIndex: 3, price: priceTicks(4500) }
    const orders = [
      newOrder(),
      newOrder(onThird),
      newOrder({ marketId: 'KXNONE' }),
      newOrder({ count: contracts(100_000) }),
    ]
    const results = await kalshi.createOrders(send, { orders })
    expect(results).toMatchObject([
      { tag: 'done', order: { clientOrderId: orders[0]?.clientOrderId, remainingCount: 500 } },
      { tag: 'done', order: { clientOrderId: orders[1]?.clientOrderId } },
      { tag: 'refused', refusal: { code: 'market_not_found' } },
      { tag: 'refused', refusal: { code: 'insufficient_balance' } },
    ])
    const [, third] = results
    const id = third?.tag === 'done' ? third.order.orderId : ''
    expect(exchange.orderOf(id)).toMatchObject({ marketId: NBA, exchangeIndex: 3, price: 4500 })
  },
  cancelOrders: async ({ send, exchange, newOrder }) => {
    const { orderId } = await kalshi.createOrder(send, newOrder())
    const orders = [
      { orderId, exchangeIndex: 0 },
      { orderId: 'none', exchangeIndex: 'auto', marketId: BUF } as const,
    ]
    expect(await kalshi.cancelOrders(send, { orders })).toMatchObject([
      { tag: 'done', order: { orderId, reducedBy: 500 } },
      { tag: 'refused', refusal: { code: 'not_found' } },
    ])
    expect(exchange.orderOf(orderId)?.status).toBe('canceled')
  },
  cancelAllOrders: async ({ send, exchange, newOrder }) => {
    const onThird = { marketId: NBA, exchangeIndex: 3, price: priceTicks(4500) }
    for (const change of [{}, onThird]) await kalshi.createOrder(send, newOrder(change))
    const others = exchange.ordersOf('bob').filter(({ status }) => status === 'resting')
    await kalshi.cancelAllOrders(send, {})
    expect(exchange.ordersOf('alice').filter(({ status }) => status === 'resting')).toEqual([])
    expect(exchange.balancesOf('alice').map(({ reserved }) => reserved)).toEqual([0, 0, 0, 0])
    expect(exchange.ordersOf('bob').filter(({ status }) => status === 'resting')).toEqual(others)
  },
}

/** A new group of Alice's with one order that rests. */
async function grouped({ send, newOrder }: World): Promise<{
  readonly group: kalshi.ChangeOrderGroupParams
  readonly orderId: string
}> {
  const params = { contractsLimit: contracts(20), exchangeIndex: 0 }
  const { orderGroupId } = await kalshi.createOrderGroup(send, params)
  const { orderId } = await kalshi.createOrder(send, newOrder({ orderGroupId }))
  return { group: { orderGroupId, exchangeIndex: 0 }, orderId }
}

const GROUPS: Readonly<Record<string, Drive>> = {
  createOrderGroup: async ({ send, exchange }) => {
    const params = { contractsLimit: contracts(20), exchangeIndex: 3 }
    const made = await kalshi.createOrderGroup(send, params)
    expect(made).toMatchObject({ subaccount: 0, exchangeIndex: 3 })
    expect(exchange.groupsOf('alice').at(-1)).toMatchObject({
      groupId: made.orderGroupId,
      limit: 2000,
      exchangeIndex: 3,
    })
  },
  getOrderGroups: async (world) => {
    await grouped(world)
    expect(await kalshi.getOrderGroups(world.send, {})).toEqual(
      world.exchange.groupsOf('alice').map((group) => ({
        orderGroupId: group.groupId,
        isAutoCancelEnabled: true,
        contractsLimit: group.limit,
        exchangeIndex: group.exchangeIndex,
      })),
    )
  },
  getOrderGroup: async (world) => {
    const { group, orderId } = await grouped(world)
    expect(await kalshi.getOrderGroup(world.send, group)).toEqual({
      ...group,
      isAutoCancelEnabled: true,
      contractsLimit: 2000,
      orderIds: [orderId],
    })
  },
  deleteOrderGroup: async (world) => {
    const { group, orderId } = await grouped(world)
    await kalshi.deleteOrderGroup(world.send, group)
    const left = world.exchange.groupsOf('alice').map(({ groupId }) => groupId)
    expect(left).not.toContain(group.orderGroupId)
    expect(world.exchange.orderOf(orderId)?.status).toBe('canceled')
  },
  triggerOrderGroup: async (world) => {
    const { group, orderId } = await grouped(world)
    await kalshi.triggerOrderGroup(world.send, group)
    const { status, reason } = world.exchange.orderOf(orderId) ?? {}
    expect([status, reason]).toEqual(['canceled', 'group-triggered'])
    const more = kalshi.createOrder(world.send, world.newOrder(group))
    await expect(more).rejects.toThrow('order_group_triggered')
  },
  resetOrderGroup: async (world) => {
    const { group } = await grouped(world)
    await kalshi.triggerOrderGroup(world.send, group)
    await kalshi.resetOrderGroup(world.send, group)
    const { orderId } = await kalshi.createOrder(world.send, world.newOrder(group))
    expect(world.exchange.orderOf(orderId)?.status).toBe('resting')
  },
  setOrderGroupLimit: async (world) => {
    const { group } = await grouped(world)
    const contractsLimit = centicontracts(1234)
    await kalshi.setOrderGroupLimit(world.send, { ...group, contractsLimit })
    const found = world.exchange
      .groupsOf('alice')
      .find((each) => each.groupId === group.orderGroupId)
    expect(found?.limit).toBe(1234)
  },
}

const transferIds = uuids('d')
const newTransfer = (): kalshi.NewTransfer => ({
  clientTransferId: transferIds.next(),
  fromExchangeIndex: 0,
  toExchangeIndex: 3,
  amount: microdollars(1_234_500),
})

const TRANSFERS: Readonly<Record<string, Drive>> = {
  transfer: async ({ send, exchange }) => {
    const cash = (): number[] => exchange.balancesOf('alice').map((each) => each.cash)
    const [zero = 0, one, two, three = 0] = cash()
    const wanted = newTransfer()
    for (const _ of ['once', 'the same again']) {
      expect(await kalshi.transfer(send, wanted)).toBe(wanted.clientTransferId)
    }
    expect(cash()).toEqual([zero - 1_234_500, one, two, three + 1_234_500])
  },
  getTransfer: async ({ send }) => {
    const transferId = await kalshi.transfer(send, newTransfer())
    expect(await kalshi.getTransfer(send, { transferId })).toEqual({
      transferId,
      fromInstance: 'event_contract',
      toInstance: 'event_contract',
      fromExchangeIndex: 0,
      toExchangeIndex: 3,
      amount: 1_234_500,
      status: 'complete',
    })
  },
  getTransfers: async ({ send, clock }) => {
    const ids: string[] = []
    for (const _ of [1, 2, 3]) ids.unshift(await kalshi.transfer(send, newTransfer()))
    const found = await kalshi.allItems(
      async (cursor) => kalshi.getTransfers(send, { limit: 2, cursor }),
      { clock },
    )
    expect(found.slice(0, 3).map(({ transferId }) => transferId)).toEqual(ids)
  },
  getAllocation: async ({ send }) => {
    await kalshi.setAllocation(send, { allocations: [] })
    expect(await kalshi.getAllocation(send)).toEqual([])
  },
  setAllocation: async ({ send }) => {
    const allocations = [
      { exchangeIndex: 0, percent: 75 },
      { exchangeIndex: 3, percent: 25 },
    ]
    await kalshi.setAllocation(send, { allocations })
    expect(await kalshi.getAllocation(send)).toEqual(allocations)
  },
}

/** Every call of the client by the name of its function. */
export const DRIVEN: Readonly<Record<string, Drive>> = {
  ...MARKET_DATA,
  ...GAMES,
  ...PORTFOLIO,
  ...ORDERS,
  ...GROUPS,
  ...TRANSFERS,
}

/** Names of the client's calls, by what it exports. */
export const CALLS: readonly string[] = Object.keys(kalshi)
  .filter((name) => /Requests?$/.test(name))
  .map((name) => name.replace(/Requests?$/, ''))

describe('the calls that are driven', () => {
  it('are all of the client’s', () => {
    expect(Object.keys(DRIVEN).toSorted()).toEqual(CALLS.toSorted())
    expect(CALLS).toHaveLength(49)
    for (const name of CALLS) expect(kalshi).toHaveProperty(name, expect.any(Function))
    expect(CENTS).toHaveLength(1)
  })
})
