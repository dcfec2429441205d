import { cents, centicontracts, costMicrodollars, microdollars, priceTicks } from '@arbkit/core'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from './database.ts'
import type { BetRecord } from './nouns/bets.ts'
import type { FillRecord } from './nouns/fills.ts'
import type { OrderRecord } from './nouns/orders.ts'
import type { PlanRecord } from './nouns/plans.ts'
import { homesOf, openNew, portsOf, T0, type TestDatabase } from './test-support/two-homes.ts'
import { openDatabase } from './open-database.ts'

const ACCOUNT = { mode: 'live', account: 'main' } as const

const order = (more: Partial<OrderRecord> = {}): OrderRecord => ({
  clientOrderId: 'plan-1:0',
  ...ACCOUNT,
  venue: 'kalshi',
  planId: 'plan-1',
  leg: 0,
  instrumentId: 'kalshi:TEST',
  side: 'yes',
  action: 'buy',
  timeInForce: 'ioc',
  priceTicks: priceTicks(4_300),
  countCenticontracts: centicontracts(1_000),
  filledCenticontracts: centicontracts(0),
  status: 'intended',
  createdAtMs: T0,
  updatedAtMs: T0,
  ...more,
})

const fill = (more: Partial<FillRecord> = {}): FillRecord => {
  const base = {
    ...ACCOUNT,
    venue: 'kalshi',
    venueFillId: 'fill-1',
    clientOrderId: 'plan-1:0',
    instrumentId: 'kalshi:TEST',
    side: 'yes',
    action: 'buy',
    liquidity: 'taker',
    priceTicks: priceTicks(4_300),
    countCenticontracts: centicontracts(1_000),
    feeMicrodollars: microdollars(171_600),
    atMs: T0,
    ...more,
  } as const
  return { cashMicrodollars: costMicrodollars(base.priceTicks, base.countCenticontracts), ...base }
}

const bet = (more: Partial<BetRecord> = {}): BetRecord => ({
  clientBetId: 'plan-1:1',
  ...ACCOUNT,
  venue: 'draftkings',
  instrumentId: 'draftkings:TEST',
  status: 'intended',
  odds: '+130',
  stakeCents: cents(5_000),
  toReturnCents: cents(11_500),
  createdAtMs: T0,
  updatedAtMs: T0,
  ...more,
})

const plan = (more: Partial<PlanRecord> = {}): PlanRecord => ({
  id: 'plan-1',
  mode: 'live',
  opportunityId: 'opportunity-1',
  revision: 1,
  guaranteed: microdollars(1_250_000),
  capital: microdollars(93_000_000),
  body: { tag: 'ready' },
  createdAtMs: T0,
  updatedAtMs: T0,
  ...more,
})

describe.each(homesOf(process.env))('kept of money on $name', (home) => {
  let test: TestDatabase
  let database: Database
  beforeAll(() => home.start())
  afterAll(() => home.stop())
  beforeEach(async () => {
    test = await openNew(home)
    database = test.database
  })
  afterEach(() => database.close())

  describe('plans', () => {
    it('go from revision to revision until they end', async () => {
      await database.plans.save(plan())
      await database.plans.save(plan())
      const second = plan({ revision: 2, body: { tag: 'open' }, updatedAtMs: T0 + 1 })
      await database.plans.save(second)
      await database.plans.save(second)
      expect(await database.plans.open('live')).toEqual([second])
      expect(await database.plans.open('paper')).toEqual([])
      await expect(database.plans.save(plan())).rejects.toThrow(
        'plan plan-1: revision 1 does not follow 2 (open)',
      )
      await expect(database.plans.save(plan({ revision: 4 }))).rejects.toThrow(
        'revision 4 does not follow 2',
      )
      await expect(database.plans.save(plan({ id: 'plan-2', revision: 2 }))).rejects.toThrow(
        'revision 2 does not follow 0 (new)',
      )
      await expect(database.plans.save(plan({ revision: 3, mode: 'paper' }))).rejects.toThrow(
        'does not follow',
      )
      const ended = plan({ revision: 3, end: { atMs: T0 + 2, outcome: 'hedged' } })
      await database.plans.save(ended)
      expect(await database.plans.read('plan-1')).toEqual(ended)
      expect(await database.plans.open('live')).toEqual([])
      await expect(database.plans.save(plan({ revision: 4 }))).rejects.toThrow(
        'does not follow 3 (ended)',
      )
      expect(await database.plans.read('plan-9')).toBeUndefined()
    })
  })

  describe('orders', () => {
    beforeEach(() => database.plans.save(plan()))

    it('only go forward', async () => {
      expect(await database.orders.upsert(order())).toBe('added')
      expect(
        await database.orders.upsert(
          order({
            status: 'resting',
            venueOrderId: 'v-1',
            filledCenticontracts: centicontracts(300),
            updatedAtMs: T0 + 2,
          }),
        ),
      ).toBe('updated')
      expect(await database.orders.open('live')).toHaveLength(1)
      // Late, or less filled than is known.
      expect(await database.orders.upsert(order({ status: 'sent', updatedAtMs: T0 + 1 }))).toBe(
        'stale',
      )
      expect(await database.orders.upsert(order({ status: 'resting', updatedAtMs: T0 + 3 }))).toBe(
        'stale',
      )
      // The venue's id is not forgotten by an answer without it.
      const done = order({
        status: 'cancelled',
        reason: 'ioc',
        filledCenticontracts: centicontracts(300),
        updatedAtMs: T0 + 4,
      })
      expect(await database.orders.upsert(done)).toBe('updated')
      expect(await database.orders.read('plan-1:0')).toEqual({ ...done, venueOrderId: 'v-1' })
      expect(
        await database.orders.upsert({ ...done, status: 'resting', updatedAtMs: T0 + 9 }),
      ).toBe('stale')
      expect(await database.orders.open('live')).toEqual([])
      expect(await database.orders.ofPlan('plan-1')).toHaveLength(1)
    })

    it.each([
      ['priceTicks', { priceTicks: priceTicks(4_400) }],
      ['countCenticontracts', { countCenticontracts: centicontracts(2_000) }],
      ['side', { side: 'no' }],
      ['action', { action: 'sell' }],
      ['mode', { mode: 'paper' }],
      ['instrumentId', { instrumentId: 'kalshi:OTHER' }],
      ['planId', { planId: undefined }],
    ] as const)('are never another order: %s', async (key, more) => {
      await database.orders.upsert(order())
      await expect(database.orders.upsert(order({ ...more, updatedAtMs: T0 + 1 }))).rejects.toThrow(
        `order plan-1:0 was recorded with another ${key}`,
      )
    })

    it('have one id of the venue each, and a plan that is there', async () => {
      await database.orders.upsert(order({ venueOrderId: 'v-1' }))
      const twice = database.orders.upsert(
        order({ clientOrderId: 'plan-1:2', venueOrderId: 'v-1' }),
      )
      await expect(twice).rejects.toMatchObject({ name: 'DatabaseError', resend: 'never' })
      const orphan = database.orders.upsert(order({ clientOrderId: 'plan-2:0', planId: 'plan-2' }))
      await expect(orphan).rejects.toMatchObject({ name: 'DatabaseError' })
      const over = order({ clientOrderId: 'plan-1:3', filledCenticontracts: centicontracts(1_001) })
      await expect(database.orders.upsert(over)).rejects.toMatchObject({ name: 'DatabaseError' })
      expect(await database.orders.ofPlan('plan-1')).toHaveLength(1)
    })
  })

  describe('fills, bets and positions', () => {
    const yes = { ...ACCOUNT, venue: 'kalshi', instrumentId: 'kalshi:TEST', side: 'yes' } as const
    const back = {
      ...ACCOUNT,
      venue: 'draftkings',
      instrumentId: 'draftkings:TEST',
      side: 'back',
    } as const

    it('a fill counts once, however often it is told', async () => {
      expect(await database.fills.record(fill())).toBe('recorded')
      expect(await database.fills.record(fill())).toBe('known')
      // The stream tells less of it than the list does.
      expect(
        await database.fills.record(fill({ liquidity: undefined, clientOrderId: undefined })),
      ).toBe('known')
      expect(await database.fills.record(fill({ mode: 'paper' }))).toBe('recorded')
      await expect(
        database.fills.record(fill({ feeMicrodollars: microdollars(1) })),
      ).rejects.toThrow('fill fill-1 of kalshi was recorded with another feeMicrodollars')
      await expect(
        database.fills.record(fill({ venueFillId: 'fill-2', cashMicrodollars: microdollars(1) })),
      ).rejects.toThrow('cash must be price × count, 4300000 microdollars, got 1')
      expect(await database.fills.ofOrder('plan-1:0')).toEqual([fill(), fill({ mode: 'paper' })])
      expect(await database.fills.since('live', T0)).toEqual([fill()])
      expect(await database.fills.since('live', T0 + 1)).toEqual([])
      expect(await database.positions.read(yes)).toMatchObject({
        bought: 1_000,
        boughtFor: 4_300_000,
        fees: 171_600,
        open: 1_000,
      })
    })

    it('a position is bought, sold and settled', async () => {
      await database.fills.record(fill())
      const sale = {
        action: 'sell',
        countCenticontracts: centicontracts(400),
        priceTicks: priceTicks(5_000),
      } as const
      await database.fills.record(fill({ ...sale, venueFillId: 'fill-2' }))
      expect(await database.positions.list({ mode: 'live', open: true })).toHaveLength(1)
      const end = {
        action: 'settle',
        countCenticontracts: centicontracts(600),
        priceTicks: priceTicks(10_000),
        liquidity: undefined,
      } as const
      await database.fills.record(
        fill({
          ...end,
          venueFillId: 'settlement:TEST',
          cashMicrodollars: microdollars(6_000_000),
          feeMicrodollars: microdollars(0),
        }),
      )
      expect(await database.positions.read(yes)).toEqual({
        ...yes,
        bought: 1_000,
        boughtFor: 4_300_000,
        sold: 400,
        soldFor: 2_000_000,
        settled: 600,
        settledFor: 6_000_000,
        fees: 343_200,
        open: 0,
        openBets: 0,
        openStake: 0,
        openReturn: 0,
        settledStake: 0,
        settledReturn: 0,
        updatedAtMs: T0,
      })
      expect(await database.positions.list({ mode: 'live', open: true })).toEqual([])
      expect(await database.positions.differences()).toEqual([])
    })

    it('a bet is open until it is graded, and may be graded again', async () => {
      expect(await database.bets.record(bet())).toBe('added')
      expect(await database.positions.read(back)).toMatchObject({ openBets: 0, openStake: 0 })
      const unknown = bet({ status: 'unknown', updatedAtMs: T0 + 1 })
      expect(await database.bets.record(unknown)).toBe('updated')
      expect(await database.positions.read(back)).toMatchObject({
        openBets: 1,
        openStake: 5_000,
        openReturn: 11_500,
      })
      // The receipt is the truth: less than was asked for.
      const placed = bet({
        status: 'placed',
        venueBetId: 'b-1',
        stakeCents: cents(3_000),
        toReturnCents: cents(6_900),
        updatedAtMs: T0 + 2,
        placedAtMs: T0 + 2,
      })
      expect(await database.bets.record(placed)).toBe('updated')
      expect(await database.bets.record(unknown)).toBe('stale')
      expect(
        await database.bets.record({ ...placed, status: 'unknown', updatedAtMs: T0 + 3 }),
      ).toBe('stale')
      expect(await database.positions.read(back)).toMatchObject({
        openBets: 1,
        openStake: 3_000,
        openReturn: 6_900,
      })
      expect(await database.bets.open('live')).toEqual([placed])
      const lost = {
        ...placed,
        status: 'lost',
        returnedCents: cents(0),
        settledAtMs: T0 + 5,
        updatedAtMs: T0 + 5,
      } as const
      await database.bets.record(lost)
      expect(await database.positions.read(back)).toMatchObject({
        openBets: 0,
        openStake: 0,
        openReturn: 0,
        settledStake: 3_000,
        settledReturn: 0,
      })
      const refunded = {
        ...lost,
        status: 'void',
        returnedCents: cents(3_000),
        updatedAtMs: T0 + 6,
        venueBetId: undefined,
      } as const
      await database.bets.record(refunded)
      expect(await database.positions.read(back)).toMatchObject({
        settledStake: 3_000,
        settledReturn: 3_000,
        openBets: 0,
      })
      expect(await database.bets.read('plan-1:1')).toEqual({ ...refunded, venueBetId: 'b-1' })
      expect(await database.bets.open('live')).toEqual([])
      expect(await database.positions.differences()).toEqual([])
    })

    it('a bet is never another one, nor graded without what came back', async () => {
      await database.bets.record(bet())
      await expect(database.bets.record(bet({ instrumentId: 'other' }))).rejects.toThrow(
        'recorded with another instrumentId',
      )
      await expect(database.bets.record(bet({ status: 'won' }))).rejects.toThrow(
        'returnedCents and settledAtMs must be there',
      )
      await expect(
        database.bets.record(bet({ returnedCents: cents(1), settledAtMs: T0 })),
      ).rejects.toThrow('only then')
      await expect(database.bets.record(bet({ planId: 'nothing' }))).rejects.toThrow(
        'another planId',
      )
      expect(
        await database.bets.record(
          bet({ status: 'rejected', reason: 'odds changed', updatedAtMs: T0 + 1 }),
        ),
      ).toBe('updated')
      expect(await database.bets.ofPlan('plan-1')).toEqual([])
    })

    it('positions are what fills and bets add up to, whatever comes in whatever order', async () => {
      const fillsOf = fc.record({
        venueFillId: fc.integer({ min: 1, max: 6 }).map((n) => `f-${n}`),
        action: fc.constantFrom('buy' as const, 'sell' as const),
        side: fc.constantFrom('yes' as const, 'no' as const),
        priceTicks: fc.integer({ min: 1, max: 9_999 }).map(priceTicks),
        countCenticontracts: fc.integer({ min: 1, max: 100_000 }).map(centicontracts),
      })
      const betsOf = fc.record({
        clientBetId: fc.integer({ min: 1, max: 3 }).map((n) => `b-${n}`),
        status: fc.constantFrom(
          'intended' as const,
          'unknown' as const,
          'placed' as const,
          'lost' as const,
        ),
        stakeCents: fc.integer({ min: 0, max: 50_000 }).map(cents),
        updatedAtMs: fc.integer({ min: T0, max: T0 + 3 }),
      })
      await fc.assert(
        fc.asyncProperty(
          fc.array(fillsOf, { maxLength: 6 }),
          fc.array(betsOf, { maxLength: 6 }),
          async (fills, bets) => {
            for (const one of fills) await database.fills.record(fill(one)).catch(() => undefined)
            for (const one of bets) {
              const graded =
                one.status === 'lost' ? { returnedCents: cents(0), settledAtMs: T0 } : {}
              await database.bets.record(bet({ ...one, ...graded }))
            }
            expect(await database.positions.differences()).toEqual([])
          },
        ),
        { numRuns: 15 },
      )
      expect(
        (await database.positions.list({ mode: 'live', account: 'main' })).length,
      ).toBeGreaterThan(0)
      expect(await database.positions.list({ mode: 'live', account: 'none' })).toEqual([])
    })
  })

  it('balances: the last snapshot of each place counts', async () => {
    const place = { ...ACCOUNT, venue: 'kalshi', shard: '' }
    await database.balances.record({ ...place, atMs: T0, cash: microdollars(5) })
    await database.balances.record({
      ...place,
      atMs: T0,
      cash: microdollars(7),
      positions: microdollars(1),
    })
    await database.balances.record({ ...place, shard: 's2', atMs: T0 - 5, cash: microdollars(9) })
    await database.balances.record({ ...place, mode: 'paper', atMs: T0, cash: microdollars(11) })
    expect(await database.balances.latest('live')).toEqual([
      { ...place, atMs: T0, cash: 7, positions: 1 },
      { ...place, shard: 's2', atMs: T0 - 5, cash: 9 },
    ])
    expect((await database.balances.since('live', T0)).map(({ cash }) => cash)).toEqual([5, 7])
  })

  it('daily figures: a day is written as a whole, and an older state changes nothing', async () => {
    const day = {
      ...ACCOUNT,
      day: '2026-08-07',
      openingEquity: microdollars(100_000_000),
      realised: microdollars(-5),
      fees: microdollars(2),
      staked: cents(300),
      orders: 1,
      bets: 2,
      opportunities: 3,
      losingStreak: 1,
      body: { exposure: 5 },
      updatedAtMs: T0,
    }
    await database.dailyFigures.save(day)
    await database.dailyFigures.save({ ...day, orders: 4, updatedAtMs: T0 + 1 })
    await database.dailyFigures.save(day)
    expect(await database.dailyFigures.read('live', 'main', '2026-08-07')).toEqual({
      ...day,
      orders: 4,
      updatedAtMs: T0 + 1,
    })
    await database.dailyFigures.save({ ...day, day: '2026-08-08', highWater: microdollars(7) })
    expect(
      (await database.dailyFigures.since('live', '2026-08-08')).map(({ highWater }) => highWater),
    ).toEqual([7])
    expect(await database.dailyFigures.read('paper', 'main', '2026-08-07')).toBeUndefined()
    await expect(database.dailyFigures.save({ ...day, day: '8/7/2026' })).rejects.toThrow(
      'YYYY-MM-DD',
    )
  })

  it('alerts: unread ones are counted, read ones are raised anew', async () => {
    const alert = {
      topic: 'feed:kalshi',
      severity: 'warning',
      code: 'feed-down',
      message: 'no frame for 30 s',
      atMs: T0,
    } as const
    const first = await database.alerts.raise(alert)
    expect(first).toMatchObject({ times: 1, firstAtMs: T0, context: {} })
    const again = await database.alerts.raise({
      ...alert,
      severity: 'critical',
      message: 'no frame for 60 s',
      context: { s: 60 },
      atMs: T0 + 5,
    })
    expect(again).toMatchObject({
      id: first.id,
      times: 2,
      firstAtMs: T0,
      lastAtMs: T0 + 5,
      severity: 'critical',
      context: { s: 60 },
    })
    expect(await database.alerts.open()).toEqual([again])
    await database.alerts.acknowledge(first.id, { atMs: T0 + 6, by: 'user1', note: 'seen' })
    await expect(
      database.alerts.acknowledge(first.id, { atMs: T0 + 7, by: 'user2' }),
    ).rejects.toThrow('there is none')
    expect(await database.alerts.open()).toEqual([])
    const third = await database.alerts.raise({ ...alert, atMs: T0 + 8 })
    expect(third.id).not.toBe(first.id)
    const all = await database.alerts.since(T0 + 5)
    expect(all.map(({ id, acknowledged }) => [id, acknowledged])).toEqual([
      [first.id, { atMs: T0 + 6, by: 'user1', note: 'seen' }],
      [third.id, undefined],
    ])
    expect(await database.alerts.since(T0 + 8)).toHaveLength(1)
  })

  it('the kill switch: anybody engages it, only a person resets it, and it survives', async () => {
    expect(await database.killSwitch.engaged()).toEqual([])
    const stop = {
      state: 'engaged',
      actor: 'program',
      by: 'daily-loss',
      reason: 'lost $500',
      atMs: T0,
    } as const
    await database.killSwitch.set(stop)
    await database.killSwitch.set({ ...stop, scope: 'venue:kalshi', atMs: T0 + 1 })
    const reset = { ...stop, state: 'reset', atMs: T0 + 2 } as const
    await expect(database.killSwitch.set(reset)).rejects.toThrow('reset by a person only')
    await expect(database.killSwitch.set({ ...stop, by: ' ' })).rejects.toThrow('kill switch: by')
    const again = await openDatabase(test.location, portsOf())
    expect(await again.killSwitch.engaged()).toEqual([
      { ...stop, seq: 1, scope: 'all' },
      { ...stop, seq: 2, scope: 'venue:kalshi', atMs: T0 + 1 },
    ])
    await again.killSwitch.set({ ...reset, actor: 'person', by: 'user1' })
    await again.close()
    expect((await database.killSwitch.engaged()).map(({ scope }) => scope)).toEqual([
      'venue:kalshi',
    ])
    expect((await database.killSwitch.history()).map(({ state }) => state)).toEqual([
      'engaged',
      'engaged',
      'reset',
    ])
    // Not even by going around the program.
    const forged = database.scope.write((queries) =>
      queries
        .insertInto('killSwitch')
        .values({
          seq: 9,
          scope: 'all',
          state: 'reset',
          atMs: T0,
          actor: 'program',
          setBy: 'x',
          reason: 'x',
        })
        .execute(),
    )
    await expect(forged).rejects.toMatchObject({ name: 'DatabaseError' })
  })

  it('fixtures and instruments: the newest record counts', async () => {
    const fixture = {
      id: 'mlb:2026-08-07:TB@SEA:2145',
      league: 'mlb',
      awayTeamId: 'mlb:TB',
      homeTeamId: 'mlb:SEA',
      ...({ title: 'TB @ SEA', startMs: T0, status: 'scheduled', updatedAtMs: T0 } as const),
    }
    const instrument = {
      ...({
        id: 'kalshi:TEST',
        venue: 'kalshi',
        kind: 'contract',
        marketId: 'TEST',
        eventId: 'T',
      } as const),
      fixtureId: fixture.id,
      propositionKey: 'p',
      title: 'Seattle wins',
      body: { a: 1 },
      updatedAtMs: T0,
    }
    await expect(database.instruments.save([instrument])).rejects.toMatchObject({
      name: 'DatabaseError',
    })
    await database.fixtures.save([fixture])
    const final = {
      ...fixture,
      status: 'final',
      result: { home: 3, away: 2 },
      updatedAtMs: T0 + 9,
    } as const
    await database.fixtures.save([final])
    await database.fixtures.save([fixture])
    expect(await database.fixtures.read(fixture.id)).toEqual(final)
    await database.instruments.save([
      instrument,
      { ...instrument, id: 'kalshi:2', fixtureId: undefined },
    ])
    await database.instruments.save([{ ...instrument, title: 'older', updatedAtMs: T0 - 1 }])
    expect(await database.instruments.read('kalshi:TEST')).toEqual(instrument)
    expect(await database.instruments.ofFixture(fixture.id)).toEqual([instrument])
    expect(await database.fixtures.startingBetween(T0, T0 + 1)).toEqual([final])
    expect(await database.fixtures.startingBetween(T0 + 1, T0 + 2)).toEqual([])
    expect(await database.fixtures.read('none')).toBeUndefined()
  })
})
