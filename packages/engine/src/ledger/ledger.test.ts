import { InvariantError } from '@arbkit/core'
import { type Database, LeaseLostError, openDatabase } from '@arbkit/store'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  lists,
  lifecycle,
  noOdds,
  odds,
  SURE_DESK,
  SURE_MODELS,
  TAKES_ALL,
  TICK,
  TICKER,
} from '../paper/test-support/made-up-desk.ts'
import { MADE_UP_MS } from '../turns/test-support/made-up-frames.ts'
import type { LedgerTurn } from './ledger.ts'
import { LedgerFullError } from './ledger.ts'
import { SIGHTINGS_MAX } from './opportunity-writes.ts'
import {
  LEDGER_HOLDER,
  ledgerPorts,
  type OpenLedger,
  openLedger,
} from './test-support/made-up-ledger.ts'

const MODE = 'dry-run'
const OWNER = { mode: MODE, account: 'paper' } as const
const REFUSES = { ...SURE_MODELS, acceptance: { ...TAKES_ALL, acceptProbability: 0 } }

let database: Database
beforeEach(async () => {
  database = await openDatabase(':memory:', ledgerPorts(), { migrate: true })
})
afterEach(async () => {
  await database.close()
})

const settled = [
  lifecycle(TICKER, 'determined', { result: 'yes', settlement_value: '1.0000' }),
  lifecycle(TICKER, 'settled'),
]
/** An opportunity that is traded at once. */
const begin = (open: OpenLedger, noBid = 54) =>
  open.take(0, lists(), odds(108), open.run.book(noBid))
const journalOf = () => database.journal.read(OWNER)
const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1)
  return items[0] as T
}
const opportunity = async () => only(await database.opportunities.list({ mode: MODE }))
const tradeOf = ({ decisions }: LedgerTurn): string => {
  const [started] = decisions.flatMap((each) => (each.tag === 'paper-started' ? [each.trade] : []))
  return started ?? ''
}
/** Drops the lease as if another process had taken it over. */
const takeOver = async () => {
  await database.scope.write((queries) =>
    queries.updateTable('leases').set({ expiresAtMs: 1 }).execute(),
  )
  return database.leases.acquire({ holder: { ...LEDGER_HOLDER, pid: 1 } })
}

describe('a paper trade', () => {
  it('is a journal, a plan, orders, fills, a bet, positions, balances and a day', async () => {
    const open = await openLedger(database)
    const trade = tradeOf(await begin(open))
    await open.take(6_000, TICK)
    const plan = only(await database.plans.open(MODE))
    expect(plan).toMatchObject({
      id: trade,
      opportunityId: (await opportunity()).id,
      fixtureId: 'nba:2026-11-22:bos@nyk',
      guaranteed: 2_090_600,
      capital: 49_955_200,
    })
    expect((await journalOf()).map(({ kind, planId, fence }) => [kind, planId, fence])).toEqual([
      ['paper-started', trade, 1],
      ['paper-step', trade, 1],
      ['paper-step', trade, 1],
      ['paper-step', trade, 1],
    ])
    expect(only(await database.orders.ofPlan(trade))).toMatchObject({
      clientOrderId: `${trade}/contract`,
      venue: 'kalshi',
      instrumentId: `kalshi:${TICKER}`,
      side: 'yes',
      action: 'buy',
      timeInForce: 'ioc',
      priceTicks: 4_800,
      countCenticontracts: 5_000,
      filledCenticontracts: 5_000,
      status: 'filled',
    })
    expect(only(await database.fills.ofOrder(`${trade}/contract`))).toMatchObject({
      priceTicks: 4_600,
      countCenticontracts: 5_000,
      cashMicrodollars: 23_000_000,
      feeMicrodollars: 869_400,
      atMs: MADE_UP_MS + 2_100,
    })
    expect(only(await database.bets.ofPlan(trade))).toMatchObject({
      clientBetId: `${trade}/bet`,
      venue: 'draftkings',
      status: 'placed',
      odds: '2.080000',
      stakeCents: 2_404,
      toReturnCents: 5_000,
      placedAtMs: MADE_UP_MS + 5_100,
    })
    await open.take(7_000, ...settled)
    expect(await database.plans.open(MODE)).toEqual([])
    expect(await database.plans.read(trade)).toMatchObject({
      end: { atMs: MADE_UP_MS + 7_000, outcome: 'settled' },
    })
    expect(only(await database.bets.ofPlan(trade))).toMatchObject({
      status: 'lost',
      returnedCents: 0,
      settledAtMs: MADE_UP_MS + 7_000,
    })
    expect(await database.positions.list({ mode: MODE, open: true })).toEqual([])
    expect(await database.positions.differences()).toEqual([])
    const balances = await database.balances.latest(MODE)
    expect(balances.map(({ venue, shard, cash }) => [venue, shard, cash])).toEqual([
      ['draftkings', '', SURE_DESK.cash - 24_040_000],
      ['kalshi', '0', SURE_DESK.cash + 26_130_600],
    ])
    expect(only(await database.dailyFigures.since(MODE, '2026-01-01'))).toMatchObject({
      day: '2026-11-22',
      realised: 2_090_600,
      fees: 869_400,
      staked: 2_404,
      orders: 1,
      bets: 1,
      opportunities: 1,
      losingStreak: 0,
    })
    expect(await database.alerts.open()).toEqual([])
  })

  it('that loses its bet is an alert, sales and a loss', async () => {
    const open = await openLedger(database, { models: REFUSES })
    const trade = tradeOf(await begin(open))
    await open.take(5_100, TICK)
    expect(only(await database.alerts.open())).toMatchObject({
      topic: `naked-leg:${trade}`,
      code: 'naked-leg',
      severity: 'warning',
      message: `paper: 50.00 contracts of ${trade} are naked: no bet (not-accepted)`,
      planId: trade,
    })
    expect(only(await database.bets.ofPlan(trade))).toMatchObject({
      status: 'rejected',
      reason: 'not-accepted',
      stakeCents: 2_404,
    })
    // The bids are too low for what the policy lets go.
    await open.take(20_000, TICK)
    const orders = await database.orders.ofPlan(trade)
    expect(
      orders.map(({ clientOrderId, action, status }) => [clientOrderId, action, status]),
    ).toEqual([
      [`${trade}/contract`, 'buy', 'filled'],
      [`${trade}/unwind-1`, 'sell', 'cancelled'],
      [`${trade}/unwind-2`, 'sell', 'cancelled'],
    ])
    expect(only(await database.alerts.open())).toMatchObject({
      times: 2,
      message: `paper: 50.00 contracts of ${trade} are naked: could not be sold back`,
    })
    await open.take(
      21_000,
      lifecycle(TICKER, 'determined', { result: 'no', settlement_value: '0.0000' }),
      lifecycle(TICKER, 'settled'),
    )
    expect(await database.positions.differences()).toEqual([])
    expect(only(await database.dailyFigures.since(MODE, '2026-01-01'))).toMatchObject({
      realised: -23_869_400,
      orders: 3,
      bets: 0,
      staked: 0,
      losingStreak: 1,
    })
  })

  it('that sells what it holds takes it off the position', async () => {
    const open = await openLedger(database, { models: REFUSES })
    const trade = tradeOf(await begin(open))
    await open.take(4_000, open.run.book(54, 44))
    await open.take(20_000, TICK)
    expect(await database.fills.ofOrder(`${trade}/unwind-1`)).toMatchObject([
      { action: 'sell', priceTicks: 4_400, countCenticontracts: 5_000 },
    ])
    expect(await database.orders.read(`${trade}/unwind-1`)).toMatchObject({
      status: 'filled',
      priceTicks: 4_400,
    })
    expect(await database.plans.read(trade)).toMatchObject({ end: { outcome: 'unwound' } })
    expect(await database.positions.list({ mode: MODE, open: true })).toEqual([])
    expect(await database.positions.differences()).toEqual([])
    const [kalshi] = (await database.balances.latest(MODE)).filter(
      ({ venue }) => venue === 'kalshi',
    )
    const { accounts } = open.run.desk.accounts()
    expect(kalshi?.cash).toBe(accounts['kalshi/0']?.cash)
  })

  it('that sells a part is paid for the rest alone', async () => {
    const open = await openLedger(database, { models: REFUSES })
    await begin(open)
    await open.take(4_000, open.run.change('yes', 44, 20))
    await open.take(20_000, TICK)
    await open.take(21_000, ...settled)
    const fills = await database.fills.since(MODE, 0)
    expect(fills.map(({ action, countCenticontracts }) => [action, countCenticontracts])).toEqual([
      ['buy', 5_000],
      ['sell', 2_000],
      ['settle', 3_000],
    ])
    expect(await database.positions.list({ mode: MODE, open: true })).toEqual([])
  })

  it('that buys nothing ends with why', async () => {
    const open = await openLedger(database)
    const trade = tradeOf(await begin(open))
    await open.take(1_000, noOdds())
    await open.take(3_000, TICK)
    expect(await database.plans.read(trade)).toMatchObject({
      end: { outcome: 'dropped: not-quoted' },
    })
    expect(await database.orders.ofPlan(trade)).toEqual([])
  })

  it('is written whole or not at all', async () => {
    const open = await openLedger(database)
    await begin(open)
    const turn = open.turnAt(6_000, TICK)
    const transact = database.transact.bind(database)
    vi.spyOn(database, 'transact').mockImplementation((work) =>
      transact(async (inside) => {
        await work(inside)
        throw new Error('the disk failed')
      }),
    )
    await expect(open.ledger.record(turn)).rejects.toThrow('the disk failed')
    vi.restoreAllMocks()
    expect(await journalOf()).toHaveLength(1)
    expect(await database.fills.since(MODE, 0)).toEqual([])
    expect(only(await database.plans.open(MODE))).toMatchObject({ revision: 1 })
    expect((await database.desks.read(MODE, 'paper'))?.revision).toBe(1)
    // After a hole nothing is written.
    await expect(open.take(7_000, ...settled)).rejects.toThrow('the disk failed')
    expect(await journalOf()).toHaveLength(1)
    await open.ledger.close()
    expect(await opportunity()).toMatchObject({ status: 'open' })
  })

  it('is tried again where nothing was changed, and only a few times', async () => {
    const open = await openLedger(database)
    const busy = Object.assign(new LedgerFullError('busy'), { resend: 'safe' })
    const spy = vi
      .spyOn(database, 'transact')
      .mockRejectedValueOnce(busy)
      .mockRejectedValueOnce(busy)
    await begin(open)
    expect(spy).toHaveBeenCalledTimes(3)
    expect(await journalOf()).toHaveLength(1)
    spy.mockReset().mockRejectedValue(busy)
    await expect(open.take(6_000, TICK)).rejects.toBe(busy)
    expect(spy).toHaveBeenCalledTimes(3)
  })

  it('without its desk is a fault of the program', async () => {
    const open = await openLedger(database)
    const { paper: _, ...turn } = open.turnAt(0, lists(), odds(108), open.run.book(54))
    await expect(open.ledger.record(turn)).rejects.toThrow(InvariantError)
  })
})

describe('a restart', () => {
  it('goes on from the desk as it stood, at any turn', async () => {
    const first = await openLedger(database, { models: REFUSES })
    const script = [
      [0, lists(), odds(108), first.run.book(54)],
      [2_000, TICK],
      [2_100, TICK],
      [5_100, TICK],
      [5_200, TICK],
      [9_000, TICK],
    ] as const
    for (const [ms, ...frames] of script) {
      await first.take(ms, ...frames)
      const snapshot = first.run.desk.snapshot()
      const lease = await takeOver()
      const again = await openLedgerOn(lease)
      expect(again).toEqual({ ...JSON.parse(JSON.stringify(snapshot)), atMs: again?.atMs })
      // The lease is given back so that the first goes on: here nobody else has written.
      Object.assign(first.lease, await database.leases.renew(lease))
    }
  })

  const openLedgerOn = async (lease: Awaited<ReturnType<typeof takeOver>>) => {
    const { createLedger } = await import('./create-ledger.ts')
    const clock = { now: () => MADE_UP_MS }
    return createLedger({ database, lease: () => lease, mode: MODE, clock }).restore()
  }

  it('ends what was open, counts on, and writes trades at their next revision', async () => {
    const first = await openLedger(database)
    const trade = tradeOf(await begin(first))
    await first.take(6_000, TICK)
    await takeOver().then((lease) => database.leases.release(lease))
    const second = await openLedger(database)
    expect(await opportunity()).toMatchObject({ status: 'expired', expiryCause: 'stopped' })
    expect(second.run.desk.trades()).toHaveLength(1)
    await second.take(7_000, lists(), odds(108, 7_000), second.run.book(54))
    await second.take(8_000, ...settled)
    const journal = await journalOf()
    expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_none, index) => index + 1))
    expect(journal.at(-1)).toMatchObject({ kind: 'paper-settled', planId: trade })
    expect(await database.plans.read(trade)).toMatchObject({ end: { outcome: 'settled' } })
    expect(only(await database.dailyFigures.since(MODE, '2026-01-01'))).toMatchObject({
      realised: 2_090_600,
      orders: 1,
      bets: 1,
    })
    expect(await database.positions.differences()).toEqual([])
  })

  it('finds nothing where nothing was, and refuses a desk of another form', async () => {
    const { ledger } = await openLedger(database)
    await ledger.close()
    expect(await database.desks.read(MODE, 'paper')).toBeUndefined()
    await database.desks.save({ ...OWNER, revision: 1, body: { schema: 'x' }, updatedAtMs: 1 })
    const lease = await takeOver()
    await expect(openLedgerOn(lease)).rejects.toThrow(/paper desk: schema/)
  })

  it('does not take over trades that the database does not know', async () => {
    const elsewhere = await openLedger(database)
    await begin(elsewhere)
    const from = elsewhere.run.desk.snapshot()
    const other = await openDatabase(':memory:', ledgerPorts(), { migrate: true })
    const open = await openLedger(other, { from })
    await open.take(30_000, lists(), open.run.book(54))
    await expect(open.take(60_000, odds(108, 60_000))).rejects.toThrow(
      /does not know paper trade .*: a desk begins with what restore returns/,
    )
    await other.close()
  })
})

describe('opportunities', () => {
  it('are opened, updated and expired, with the life of their edge', async () => {
    const open = await openLedger(database, {
      limits: { ...SURE_DESK.limits, perGame: SURE_DESK.minProfit },
    })
    await begin(open, 52)
    expect(await opportunity()).toMatchObject({
      kind: 'locked',
      status: 'open',
      profit: 1_085_000,
      firstSeenMs: MADE_UP_MS,
      bestEdgeDollars: '0.0217',
      legs: [
        { venue: 'kalshi', instrument: `${TICKER} yes`, price: '0.4800', quantity: '50.00' },
        { venue: 'draftkings', instrument: 'odds-nba h2h Boston Celtics', price: '+108' },
      ],
    })
    await open.take(1_000, open.run.book(54))
    await open.take(2_000, open.run.book(52))
    await open.take(3_000, open.run.book(40))
    const found = await opportunity()
    expect(found).toMatchObject({
      status: 'expired',
      expiryCause: 'gone',
      expiredAtMs: MADE_UP_MS + 3_000,
      goneMs: MADE_UP_MS + 3_000,
      bestAtMs: MADE_UP_MS + 1_000,
      appearances: 1,
    })
    expect(found).toMatchObject({
      bestEdgeDollars: '0.0418',
      lastEdgeDollars: '0.0217',
      halfLifeMs: { lowerMs: 1_000, upperMs: 2_000 },
    })
    await open.take(4_000, open.run.book(54))
    expect(await opportunity()).toMatchObject({
      status: 'open',
      appearances: 2,
      bestAtMs: MADE_UP_MS + 1_000,
    })
    const events = await database.opportunities.events(found)
    expect(events.map(({ tag }) => tag)).toEqual([
      'opened',
      'updated',
      'updated',
      'expired',
      'returned',
    ])
    expect((await journalOf()).length).toBe(0)
    await open.ledger.close()
    expect(await opportunity()).toMatchObject({ status: 'expired', expiryCause: 'stopped' })
  })

  it('that wait as updates become the latest, ends and beginnings never', async () => {
    const open = await openLedger(database, {
      limits: { ...SURE_DESK.limits, perGame: SURE_DESK.minProfit },
    })
    const turns = [open.turnAt(0, lists(), odds(108), open.run.book(52))]
    for (let ms = 1; ms <= 50; ms += 1)
      turns.push(open.turnAt(ms, open.run.book(ms % 2 === 0 ? 52 : 54)))
    turns.push(
      open.turnAt(60, open.run.book(40)),
      open.turnAt(70, open.run.book(54)),
      open.turnAt(80, open.run.book(52)),
    )
    await Promise.all(turns.map((turn) => open.ledger.record(turn)))
    const found = await opportunity()
    const events = await database.opportunities.events(found)
    expect(events.map(({ tag }) => tag)).toEqual([
      'opened',
      'updated',
      'expired',
      'returned',
      'updated',
    ])
    expect(events[1]).toMatchObject({ atMs: MADE_UP_MS + 50 })
    // The best of all of them is known although it was never written by itself.
    expect(found).toMatchObject({ bestAtMs: MADE_UP_MS + 1, appearances: 2 })
  })

  it('keep the sightings of one write within a bound, the last among them', async () => {
    const open = await openLedger(database, {
      limits: { ...SURE_DESK.limits, perGame: SURE_DESK.minProfit },
    })
    const turns = [open.turnAt(0, lists(), odds(108), open.run.book(52))]
    for (let ms = 1; ms <= 3 * SIGHTINGS_MAX + 1; ms += 1) {
      turns.push(open.turnAt(ms, open.run.book(ms % 2 === 0 ? 52 : 54)))
    }
    await Promise.all(turns.map((turn) => open.ledger.record(turn)))
    expect(await opportunity()).toMatchObject({
      lastSeenMs: MADE_UP_MS + 3 * SIGHTINGS_MAX + 1,
      lastEdgeDollars: '0.0418',
      updates: 1,
    })
  })

  it('are never older than what is kept, whatever the clock says', async () => {
    const small = { limits: { ...SURE_DESK.limits, perGame: SURE_DESK.minProfit } }
    const first = await openLedger(database, small)
    await first.take(50_000, lists(), odds(108, 50_000), first.run.book(54))
    await takeOver().then((lease) => database.leases.release(lease))
    const second = await openLedger(database, small)
    await second.take(0, lists(), odds(108), second.run.book(54))
    await second.take(10, second.run.book(52))
    expect(await opportunity()).toMatchObject({ status: 'open', lastSeenMs: MADE_UP_MS + 50_000 })
  })
})

describe('the queue', () => {
  it('refuses what is over its bound, and everything after it, but writes what it took', async () => {
    const open = await openLedger(database, {}, { queueMax: 2 })
    const taken = [
      open.ledger.record(open.turnAt(0, lists(), odds(108), open.run.book(54))),
      open.ledger.record(open.turnAt(6_000, TICK)),
    ]
    const refused = open.ledger.record(open.turnAt(7_000, ...settled))
    await expect(refused).rejects.toThrow(LedgerFullError)
    await expect(refused).rejects.toThrow('over 2 things wait to be written: it does not keep up')
    await Promise.all(taken)
    expect(await journalOf()).toHaveLength(4)
    await expect(open.take(8_000, lists())).rejects.toThrow(LedgerFullError)
    await open.ledger.close()
    expect(await opportunity()).toMatchObject({ status: 'expired', expiryCause: 'stopped' })
  })

  it('takes turns that say nothing of trades or opportunities for written', async () => {
    const open = await openLedger(database)
    const spy = vi.spyOn(database, 'transact')
    await open.ledger.record({ turn: 1, t: MADE_UP_MS, decisions: [] })
    await open.take(0, lists())
    expect(spy).not.toHaveBeenCalled()
  })
})

describe('the lease', () => {
  it('that was lost ends the writing: nothing of the turn is there', async () => {
    const open = await openLedger(database)
    await begin(open)
    await takeOver()
    await expect(open.take(6_000, TICK)).rejects.toThrow(LeaseLostError)
    expect(await journalOf()).toHaveLength(1)
    expect(await database.fills.since(MODE, 0)).toEqual([])
    await open.ledger.close()
    expect(await opportunity()).toMatchObject({ status: 'open' })
  })

  it('keeps the opportunities of the process that has it from one that lost it', async () => {
    const open = await openLedger(database, {
      limits: { ...SURE_DESK.limits, perGame: SURE_DESK.minProfit },
    })
    await begin(open)
    await takeOver()
    await expect(open.ledger.close()).rejects.toThrow(LeaseLostError)
    expect(await opportunity()).toMatchObject({ status: 'open' })
    await expect(open.take(1_000, open.run.book(40))).rejects.toThrow(LeaseLostError)
    expect(await opportunity()).toMatchObject({ status: 'open' })
  })
})

it('a rejection that nobody looks at does not end the process', async () => {
  const unhandled: unknown[] = []
  const note = (error: unknown) => unhandled.push(error)
  process.on('unhandledRejection', note)
  const open = await openLedger(database, {}, { queueMax: 0 })
  const turn = open.turnAt(0, lists(), odds(108), open.run.book(54))
  const late = open.ledger.record(turn)
  await new Promise((resolve) => setImmediate(resolve))
  expect(unhandled).toEqual([])
  await expect(late).rejects.toThrow(LedgerFullError)
  process.off('unhandledRejection', note)
})
