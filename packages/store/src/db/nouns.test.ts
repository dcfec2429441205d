import {
  centicontracts,
  costMicrodollars,
  Decimal,
  microdollars,
  type PairDecision,
  priceTicks,
  stepEdgeDecay,
} from '@arbkit/core'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from './database.ts'
import type { FillRecord } from './nouns/fills.ts'
import { JOURNAL_GROUP_MAX, LEASE_TTL_MS_MIN } from './nouns/names.ts'
import type { OpportunitySighting } from './nouns/opportunities.ts'
import {
  ageLease,
  HOLDER,
  homesOf,
  leaseOf,
  openNew,
  portsOf,
  T0,
  type TestDatabase,
} from './test-support/two-homes.ts'
import { openDatabase } from './open-database.ts'

const ACCOUNT = { mode: 'live', account: 'main' } as const
const entry = (n: number) => ({ atMs: T0 + n, kind: 'intent', planId: 'plan-1', body: { n } })

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

const sighting = (atMs: number, edge: string, more: Partial<OpportunitySighting> = {}) => ({
  ...({ mode: 'dry-run', id: 'opportunity-1', kind: 'locked', fixtureId: 'fixture-1' } as const),
  profit: microdollars(1_250_000),
  capital: microdollars(93_000_000),
  returnOnCapital: new Decimal('0.0134408602150537634'),
  legs: [{ venue: 'kalshi', instrument: 'TEST yes', price: '0.4300', quantity: '10' }],
  decay: stepEdgeDecay(undefined, { tag: 'seen', atMs, edgeDollars: new Decimal(edge) }),
  body: { note: 'what explains it' },
  atMs,
  ...more,
})

const decision = (id: string, more: Partial<PairDecision> = {}): PairDecision => ({
  id,
  action: 'approve',
  subject: {
    contract: {
      venue: 'kalshi',
      marketId: 'KXMLBGAME-26AUG07TBSEA-SEA',
      eventId: 'KXMLBGAME-26AUG07TBSEA',
    },
    odds: { feed: 'the-odds-api', eventId: 'event-1' },
    orientation: 'swapped',
  },
  atMs: T0,
  by: 'user1',
  reason: 'same game',
  ...more,
})

describe.each(homesOf(process.env))('kept on $name', (home) => {
  let test: TestDatabase
  let database: Database
  beforeAll(() => home.start())
  afterAll(() => home.stop())
  beforeEach(async () => {
    test = await openNew(home)
    database = test.database
  })
  afterEach(() => database.close())

  describe('leases', () => {
    it("are one holder's at a time, and their fence grows", async () => {
      expect(await database.leases.read()).toBeUndefined()
      const first = await leaseOf(database)
      expect(first).toMatchObject({ name: 'engine', fence: 1, ttlMs: 60_000 })
      const record = await database.leases.read()
      expect(record).toMatchObject({ fence: 1, holder: HOLDER, expiresAtMs: first.expiresAtMs })
      await expect(leaseOf(database)).rejects.toMatchObject({
        name: 'LeaseHeldError',
        lease: { holder: HOLDER, fence: 1 },
        message: expect.stringMatching(
          /^`arb run` \(process 4321 on here\) holds this database since /,
        ),
      })
      await database.leases.release(first)
      expect(await database.leases.read()).toMatchObject({ fence: 1, holder: undefined })
      expect(await leaseOf(database)).toMatchObject({ fence: 2 })
      expect(await database.leases.acquire({ name: 'other', holder: HOLDER })).toMatchObject({
        fence: 1,
      })
    })

    it('that ended may be taken; the one who slept through it writes nothing more', async () => {
      const slow = await leaseOf(database)
      await database.journal.append(ACCOUNT, [entry(1)], slow)
      await ageLease(database)
      // Past its end, but nobody took it: it may go on.
      const renewed = await database.leases.renew(slow)
      expect(renewed).toEqual({ ...slow, expiresAtMs: expect.any(Number) })
      await ageLease(database)
      const quick = await leaseOf(database)
      expect(quick.fence).toBe(2)
      await expect(database.journal.append(ACCOUNT, [entry(2)], slow)).rejects.toMatchObject({
        name: 'LeaseLostError',
        resend: 'never',
        message: expect.stringContaining(
          'lease engine was lost (fence 1, now 2): `arb run` (process 4321 on here)',
        ),
      })
      await expect(database.leases.renew(slow)).rejects.toMatchObject({ name: 'LeaseLostError' })
      // Giving back what is somebody else's changes nothing.
      await database.leases.release(slow)
      expect(await database.leases.read()).toMatchObject({ fence: 2, holder: HOLDER })
      await database.journal.append(ACCOUNT, [entry(3)], quick)
      const kept = await database.journal.read(ACCOUNT)
      expect(kept.map(({ seq, fence, body }) => [seq, fence, body])).toEqual([
        [1, 1, { n: 1 }],
        [2, 2, { n: 3 }],
      ])
    })

    it('that were given back are lost too, and takes the whole transaction with it', async () => {
      const lease = await leaseOf(database)
      await database.leases.release(lease)
      const lost = database.transact(async (inside) => {
        await inside.fills.record(fill())
        await inside.journal.append(ACCOUNT, [entry(1)], lease)
      })
      await expect(lost).rejects.toThrow('nobody holds it now; nothing was written')
      expect(await database.fills.since('live', 0)).toEqual([])
      expect(await database.positions.list({ mode: 'live' })).toEqual([])
    })

    it('of a process that is gone may be taken at once, if it was on this host', async () => {
      const asked: number[] = []
      const processes = {
        host: 'here',
        isRunning: ({ pid }: { pid: number }) => {
          asked.push(pid)
          return false
        },
      }
      const other = await openDatabase(test.location, { ...portsOf('other'), processes })
      const elsewhere = { ...HOLDER, host: 'elsewhere' }
      await database.leases.acquire({ name: 'far', holder: elsewhere })
      await expect(other.leases.acquire({ name: 'far', holder: HOLDER })).rejects.toThrow(
        'on elsewhere',
      )
      await leaseOf(database)
      expect(await leaseOf(other)).toMatchObject({ fence: 2 })
      expect(asked).toEqual([4_321])
      await other.close()
    })

    it('go to one of many that ask at once', async () => {
      const asked = await Promise.allSettled(Array.from({ length: 6 }, () => leaseOf(database)))
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await database.leases.read()).toMatchObject({ fence: 1 })
    })

    it.each([LEASE_TTL_MS_MIN - 1, 0, 1_000.5, Number.NaN])(
      'do not last for %d ms',
      async (ttlMs) => {
        await expect(leaseOf(database, ttlMs)).rejects.toThrow('a lease must last for')
      },
    )
  })

  describe('the journal', () => {
    it('numbers entries per account and mode, in groups', async () => {
      const lease = await leaseOf(database)
      expect(await database.journal.last(ACCOUNT)).toBeUndefined()
      expect(await database.journal.append(ACCOUNT, [entry(1), entry(2)], lease)).toEqual({
        firstSeq: 1,
        lastSeq: 2,
      })
      expect(await database.journal.append(ACCOUNT, [entry(3)], lease)).toEqual({
        firstSeq: 3,
        lastSeq: 3,
      })
      const paper = { mode: 'paper', account: 'main' } as const
      expect(
        await database.journal.append(paper, [{ atMs: 5, kind: 'answer', body: null }], lease),
      ).toMatchObject({ firstSeq: 1 })
      expect(await database.journal.last(paper)).toEqual({
        ...paper,
        seq: 1,
        atMs: 5,
        kind: 'answer',
        body: null,
        lease: 'engine',
        fence: 1,
      })
      const own = await database.journal.read(ACCOUNT, { afterSeq: 1, limit: 1 })
      expect(own).toEqual([{ ...ACCOUNT, ...entry(2), seq: 2, lease: 'engine', fence: 1 }])
      expect((await database.journal.ofPlan('plan-1')).map(({ seq }) => seq)).toEqual([1, 2, 3])
      expect((await database.journal.last(ACCOUNT))?.body).toEqual({ n: 3 })
    })

    it('leaves no gap where a group failed, and none of it', async () => {
      const lease = await leaseOf(database)
      const wrong = { ...entry(2), body: undefined }
      await expect(database.journal.append(ACCOUNT, [entry(1), wrong], lease)).rejects.toThrow(
        'journal: body',
      )
      const failed = database.transact(async (inside) => {
        await inside.journal.append(ACCOUNT, [entry(1)], lease)
        throw new Error('stop')
      })
      await expect(failed).rejects.toThrow('stop')
      expect(await database.journal.append(ACCOUNT, [entry(3)], lease)).toEqual({
        firstSeq: 1,
        lastSeq: 1,
      })
    })

    it('numbers without gaps whoever writes at the same time', async () => {
      const lease = await leaseOf(database)
      const other = await openDatabase(test.location, portsOf('other'))
      const writes = Array.from({ length: 20 }, (_none, n) =>
        (n % 2 === 0 ? database : other).journal.append(ACCOUNT, [entry(n), entry(n)], lease),
      )
      const firsts = (await Promise.all(writes)).map(({ firstSeq }) => firstSeq)
      expect(firsts.toSorted((a, b) => a - b)).toEqual(firsts.map((_none, n) => 1 + 2 * n))
      await other.close()
    })

    it('has bounds', async () => {
      const lease = await leaseOf(database)
      const full = Array.from({ length: JOURNAL_GROUP_MAX }, (_none, n) => entry(n))
      expect(await database.journal.append(ACCOUNT, full, lease)).toEqual({
        firstSeq: 1,
        lastSeq: JOURNAL_GROUP_MAX,
      })
      for (const [entries, message] of [
        [[...full, entry(0)], 'must have 1 to 1000 entries, got 1001'],
        [[], 'must have 1 to 1000 entries, got 0'],
        [[{ ...entry(1), kind: ' ' }], 'journal: kind'],
        [[{ ...entry(1), atMs: 1.5 }], 'journal: atMs'],
        [[{ ...entry(1), body: 'x'.repeat(1_000_000) }], 'at most 1000000 characters of JSON'],
      ] as const) {
        await expect(database.journal.append(ACCOUNT, entries, lease)).rejects.toThrow(message)
      }
    })

    it('keeps any JSON as it was', async () => {
      const lease = await leaseOf(database)
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (body) => {
          await database.journal.append(ACCOUNT, [{ atMs: 1, kind: 'any', body }], lease)
          expect((await database.journal.last(ACCOUNT))?.body).toEqual(
            JSON.parse(JSON.stringify(body)),
          )
        }),
        { numRuns: 25 },
      )
    })
  })

  describe('decisions about pairs', () => {
    it('come back as they were said, in that order', async () => {
      expect(await database.pairDecisions.read()).toEqual([])
      const all: PairDecision[] = [
        decision('d-2'),
        decision('d-1', {
          action: 'pause',
          subject: { contract: { venue: 'polymarket', eventId: '45' } },
          atMs: T0 - 1,
        }),
      ]
      await database.pairDecisions.append(all)
      await database.pairDecisions.append([])
      // The same words again are the same decision.
      await database.pairDecisions.append([decision('d-2')])
      expect(await database.pairDecisions.read()).toEqual(all)
    })

    it('are all kept or none', async () => {
      const other = database.pairDecisions.append([
        decision('d-1'),
        decision('d-1', { reason: 'another' }),
      ])
      await expect(other).rejects.toThrow('decision d-1: another one has this id already')
      const wrong = database.pairDecisions.append([
        decision('d-2'),
        decision('d-3', { reason: ' ' }),
      ])
      await expect(wrong).rejects.toMatchObject({ name: 'InvalidInputError' })
      expect(await database.pairDecisions.read()).toEqual([])
      const many = Array.from({ length: 1_001 }, (_none, n) => decision(`d-${n}`))
      await expect(database.pairDecisions.append(many)).rejects.toThrow(
        'at most 1000 decisions at once',
      )
    })

    it('that this program does not know are named, not left out', async () => {
      await database.scope.write((queries) =>
        queries
          .insertInto('pairDecisions')
          .values({
            seq: 7,
            id: 'd-7',
            action: 'pause',
            venue: 'betfair',
            marketId: null,
            eventId: 'e',
            feed: null,
            oddsEventId: null,
            orientation: null,
            atMs: T0,
            decidedBy: 'user1',
            reason: 'r',
          })
          .execute(),
      )
      await expect(database.pairDecisions.read()).rejects.toThrow(
        'pair decision d-7: $.subject.contract.venue',
      )
    })
  })

  describe('opportunities', () => {
    const key = { mode: 'dry-run', id: 'opportunity-1' } as const

    it('open, are updated, expire and return; their decay with them', async () => {
      expect(await database.opportunities.record(sighting(T0, '1.5'))).toBe('opened')
      const halved = stepEdgeDecay(sighting(T0, '1.5').decay, {
        tag: 'seen',
        atMs: T0 + 400,
        edgeDollars: new Decimal('0.7'),
      })
      await database.opportunities.update(
        sighting(T0 + 400, '1', { decay: halved, profit: microdollars(700_000) }),
      )
      const gone = stepEdgeDecay(halved, { tag: 'gone', atMs: T0 + 900 })
      await database.opportunities.expire(key, { atMs: T0 + 900, cause: 'gone', decay: gone })
      expect(await database.opportunities.read(key)).toEqual({
        ...key,
        kind: 'locked',
        status: 'expired',
        fixtureId: 'fixture-1',
        profit: 700_000,
        capital: 93_000_000,
        returnOnCapital: '0.0134408602150537634',
        legs: sighting(T0, '1').legs,
        body: { note: 'what explains it' },
        firstSeenMs: T0,
        lastSeenMs: T0 + 400,
        updates: 1,
        appearances: 1,
        bestEdgeDollars: '1.5',
        bestAtMs: T0,
        lastEdgeDollars: '0.7',
        halfLifeMs: { lowerMs: 0, upperMs: 400 },
        goneMs: T0 + 900,
        expiredAtMs: T0 + 900,
        expiryCause: 'gone',
      })
      const back = stepEdgeDecay(gone, {
        tag: 'seen',
        atMs: T0 + 2_000,
        edgeDollars: new Decimal('2'),
      })
      expect(await database.opportunities.record(sighting(T0 + 2_000, '2', { decay: back }))).toBe(
        'returned',
      )
      expect(await database.opportunities.read(key)).toMatchObject({
        status: 'open',
        updates: 2,
        appearances: 2,
        bestEdgeDollars: '2',
      })
      expect(await database.opportunities.read(key)).not.toHaveProperty('expiredAtMs')
      const events = await database.opportunities.events(key)
      expect(events.map(({ seq, tag, atMs, profit }) => [seq, tag, atMs - T0, profit])).toEqual([
        [1, 'opened', 0, 1_250_000],
        [2, 'updated', 400, 700_000],
        [3, 'expired', 900, 700_000],
        [4, 'returned', 2_000, 1_250_000],
      ])
      expect(events[2]?.detail).toEqual({ cause: 'gone' })
    })

    it('keep to their order', async () => {
      await expect(database.opportunities.update(sighting(T0, '1'))).rejects.toThrow(
        'is not open: record it first',
      )
      const end = { atMs: T0, cause: 'gone' } as const
      await expect(database.opportunities.expire(key, end)).rejects.toThrow('was never recorded')
      await database.opportunities.record(sighting(T0, '1'))
      // A restart sees what it had left open.
      expect(await database.opportunities.record(sighting(T0 + 5, '1'))).toBe('updated')
      await expect(database.opportunities.update(sighting(T0 + 4, '1'))).rejects.toThrow(
        'was seen later already',
      )
      await database.opportunities.expire(key, { ...end, atMs: T0 + 10 })
      await database.opportunities.expire(key, { ...end, atMs: T0 + 20 })
      expect(await database.opportunities.read(key)).toMatchObject({ expiredAtMs: T0 + 10 })
      await expect(database.opportunities.update(sighting(T0 + 30, '1'))).rejects.toThrow(
        'is not open',
      )
      await expect(database.opportunities.record(sighting(T0 + 9, '1'))).rejects.toThrow(
        'was seen later already',
      )
      expect(await database.opportunities.events(key)).toHaveLength(3)
    })

    it('of one mode are not those of another; a stop ends all that are open', async () => {
      await database.opportunities.record(sighting(T0, '1'))
      await database.opportunities.record(sighting(T0 + 1, '1', { id: 'opportunity-2' }))
      await database.opportunities.record(sighting(T0 + 2, '1', { mode: 'live' }))
      const end = { atMs: T0 + 5, cause: 'stopped' } as const
      expect(await database.opportunities.expireAll('dry-run', end)).toBe(2)
      expect(await database.opportunities.expireAll('dry-run', end)).toBe(0)
      const ids = async (query: Parameters<typeof database.opportunities.list>[0]) =>
        (await database.opportunities.list(query)).map(({ id }) => id)
      expect(await ids({ mode: 'live', status: 'open' })).toEqual(['opportunity-1'])
      expect(await ids({ mode: 'dry-run', status: 'open' })).toEqual([])
      expect(await ids({ mode: 'dry-run', status: 'expired' })).toEqual([
        'opportunity-2',
        'opportunity-1',
      ])
      expect(await ids({ mode: 'dry-run', sinceMs: T0 + 1 })).toEqual(['opportunity-2'])
      expect(await ids({ mode: 'dry-run', limit: 1 })).toEqual(['opportunity-2'])
    })
  })
})
