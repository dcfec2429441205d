/**
 * Opportunities and how their edge lasted: opened, updated, expired, and opened again when they return.
 * What happened to one is kept beside it, in order.
 * @module
 */
import {
  type Decimal,
  type EdgeDecay,
  type ExpiryCause,
  type FingerprintLeg,
  InvalidInputError,
  type Microdollars,
  microdollars,
  type OpportunityKind,
} from '@arbkit/core'
import { sql } from 'kysely'
import type { Queries, Scope } from '../scope.ts'
import type { OpportunityEventRow, OpportunityRow, TradingMode } from '../tables.ts'
import { checkText, checkTime, jsonOf, jsonText } from './columns.ts'

/** Most opportunities of one read. */
export const OPPORTUNITIES_PAGE_MAX = 10_000

/** Which opportunity. */
export interface OpportunityKey {
  readonly mode: TradingMode
  /** The same for as long as it is the same opportunity. */
  readonly id: string
}

/** An opportunity as it was seen. */
export interface OpportunitySighting extends OpportunityKey {
  readonly kind: OpportunityKind
  readonly fixtureId?: string | undefined
  readonly profit: Microdollars
  readonly capital: Microdollars
  readonly returnOnCapital: Decimal
  readonly legs: readonly FingerprintLeg[]
  /** The life of its edge so far, this sighting included. */
  readonly decay: EdgeDecay
  /** Whatever else explains it. */
  readonly body: unknown
  readonly atMs: number
}

/** Why one is no more; `stopped`: the program was. */
export type OpportunityExpiry = ExpiryCause | 'stopped'

/** An opportunity as it is kept. Numbers of its decay are text, as they were given. */
export interface OpportunityRecord extends OpportunityKey {
  readonly kind: OpportunityKind
  readonly status: 'open' | 'expired'
  readonly fixtureId?: string
  readonly profit: Microdollars
  readonly capital: Microdollars
  readonly returnOnCapital: string
  readonly legs: readonly FingerprintLeg[]
  readonly body: unknown
  readonly firstSeenMs: number
  readonly lastSeenMs: number
  /** How often it was written after it was first opened. */
  readonly updates: number
  readonly appearances: number
  readonly bestEdgeDollars: string
  readonly bestAtMs: number
  readonly lastEdgeDollars: string
  readonly goneMs?: number
  /** From its best until half of it: above the lower, at most the upper; absent while not halved. */
  readonly halfLifeMs?: { readonly lowerMs: number; readonly upperMs: number }
  readonly expiredAtMs?: number
  readonly expiryCause?: OpportunityExpiry
}

/** One thing that happened to an opportunity. */
export interface OpportunityEvent {
  readonly seq: number
  readonly tag: 'opened' | 'updated' | 'returned' | 'expired'
  readonly atMs: number
  readonly profit: Microdollars
  readonly detail: unknown
}

/** The opportunities of a database. */
export interface Opportunities {
  /**
   * Opens one, or opens it again after it had expired. Where it is open already (a restart), it is
   * updated.
   * @returns what it came to.
   */
  record(seen: OpportunitySighting): Promise<'opened' | 'updated' | 'returned'>
  /** @throws {InvalidInputError} it is not open, or was seen later already. */
  update(seen: OpportunitySighting): Promise<void>
  /**
   * Ends one; nothing where it had ended.
   * @param decay the life of its edge with its end; left out where nobody looked.
   * @throws {InvalidInputError} it was never recorded.
   */
  expire(
    key: OpportunityKey,
    end: { readonly atMs: number; readonly cause: OpportunityExpiry; readonly decay?: EdgeDecay },
  ): Promise<void>
  /** Ends all that a program left open which is no more; returns how many. */
  expireAll(
    mode: TradingMode,
    end: { readonly atMs: number; readonly cause: OpportunityExpiry },
  ): Promise<number>
  read(key: OpportunityKey): Promise<OpportunityRecord | undefined>
  /** Returns open or expired ones, the one last seen first; at most `limit`. */
  list(query: {
    readonly mode: TradingMode
    readonly status?: 'open' | 'expired'
    readonly sinceMs?: number
    readonly limit?: number
  }): Promise<readonly OpportunityRecord[]>
  /** Returns what happened to one, in order. */
  events(key: OpportunityKey): Promise<readonly OpportunityEvent[]>
}

/** Returns the opportunities of a database. */
export function createOpportunities(scope: Scope): Opportunities {
  return {
    record: (seen) => scope.write((queries) => record(queries, seen)),
    update: (seen) => scope.write((queries) => update(queries, seen)),
    expire: (key, end) => scope.write((queries) => expire(queries, key, end)),
    expireAll: (mode, end) =>
      scope.write(async (queries) => {
        const open = await queries
          .selectFrom('opportunities')
          .select('id')
          .where('mode', '=', mode)
          .where('status', '=', 'open')
          .orderBy('id')
          .execute()
        for (const { id } of open) await expire(queries, { mode, id }, end)
        return open.length
      }),
    async read(key) {
      const row = await scope.read((queries) => rowOf(queries, key).executeTakeFirst())
      return row === undefined ? undefined : opportunityOf(row)
    },
    async list({ mode, status, sinceMs = 0, limit = OPPORTUNITIES_PAGE_MAX }) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('opportunities')
          .selectAll()
          .where('mode', '=', mode)
          .where('lastSeenMs', '>=', sinceMs)
          .$if(status !== undefined, (query) => query.where('status', '=', status ?? ''))
          .orderBy('lastSeenMs', 'desc')
          .orderBy('id')
          .limit(Math.min(limit, OPPORTUNITIES_PAGE_MAX))
          .execute(),
      )
      return rows.map(opportunityOf)
    },
    async events({ mode, id }) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('opportunityEvents')
          .selectAll()
          .where('mode', '=', mode)
          .where('opportunityId', '=', id)
          .orderBy('seq')
          .execute(),
      )
      return rows.map(eventOf)
    },
  }
}

const rowOf = (queries: Queries, { mode, id }: OpportunityKey) =>
  queries.selectFrom('opportunities').selectAll().where('mode', '=', mode).where('id', '=', id)

async function record(
  queries: Queries,
  seen: OpportunitySighting,
): Promise<'opened' | 'updated' | 'returned'> {
  const { mode, id } = seen
  checkText(id, 'opportunity: id')
  const inserted = await queries
    .insertInto('opportunities')
    .values({ mode, id, ...columnsOfSighting(seen), firstSeenMs: seen.atMs, updates: 0 })
    .onConflict((conflict) => conflict.columns(['mode', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted !== undefined) {
    await note(queries, seen, { tag: 'opened', profit: seen.profit, detail: seen.legs })
    return 'opened'
  }
  const known = await rowOf(queries, seen).executeTakeFirstOrThrow()
  const tag = known.status === 'open' ? 'updated' : 'returned'
  await write(queries, seen, known)
  await note(queries, seen, { tag, profit: seen.profit, detail: seen.legs })
  return tag
}

async function update(queries: Queries, seen: OpportunitySighting): Promise<void> {
  const known = await rowOf(queries, seen).executeTakeFirst()
  if (known?.status !== 'open') {
    throw new InvalidInputError(`opportunity ${seen.id} is not open: record it first`)
  }
  await write(queries, seen, known)
  await note(queries, seen, { tag: 'updated', profit: seen.profit, detail: seen.legs })
}

async function write(
  queries: Queries,
  seen: OpportunitySighting,
  known: OpportunityRow,
): Promise<void> {
  if (seen.atMs < known.lastSeenMs || seen.atMs < (known.expiredAtMs ?? 0)) {
    throw new InvalidInputError(`opportunity ${seen.id}: was seen later already, got ${seen.atMs}`)
  }
  await queries
    .updateTable('opportunities')
    .set({ ...columnsOfSighting(seen), updates: sql`updates + 1` })
    .where('mode', '=', seen.mode)
    .where('id', '=', seen.id)
    .execute()
}

async function expire(
  queries: Queries,
  key: OpportunityKey,
  end: { readonly atMs: number; readonly cause: OpportunityExpiry; readonly decay?: EdgeDecay },
): Promise<void> {
  const { atMs, cause, decay } = end
  const known = await rowOf(queries, key).executeTakeFirst()
  if (known === undefined) {
    throw new InvalidInputError(`opportunity ${key.id} was never recorded`)
  }
  if (known.status === 'expired') return
  await queries
    .updateTable('opportunities')
    .set({
      status: 'expired',
      expiredAtMs: checkTime(atMs, 'opportunity: expiry'),
      expiryCause: cause,
      ...(decay === undefined ? {} : columnsOfDecay(decay)),
    })
    .where('mode', '=', key.mode)
    .where('id', '=', key.id)
    .execute()
  const profit = microdollars(known.profitMicrodollars)
  await note(queries, { ...key, atMs }, { tag: 'expired', profit, detail: { cause } })
}

async function note(
  queries: Queries,
  { mode, id, atMs }: OpportunityKey & { readonly atMs: number },
  event: Pick<OpportunityEvent, 'tag' | 'profit' | 'detail'>,
): Promise<void> {
  const last = await queries
    .selectFrom('opportunityEvents')
    .select('seq')
    .where('mode', '=', mode)
    .where('opportunityId', '=', id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  await queries
    .insertInto('opportunityEvents')
    .values({
      mode,
      opportunityId: id,
      seq: (last?.seq ?? 0) + 1,
      tag: event.tag,
      atMs,
      profitMicrodollars: event.profit,
      detail: jsonText(event.detail, 'opportunity: detail'),
    })
    .execute()
}

/** All but its key and what only grows. */
function columnsOfSighting(seen: OpportunitySighting) {
  return {
    kind: seen.kind,
    status: 'open',
    fixtureId: seen.fixtureId ?? null,
    profitMicrodollars: seen.profit,
    capitalMicrodollars: seen.capital,
    returnOnCapital: seen.returnOnCapital.toString(),
    legs: jsonText(seen.legs, 'opportunity: legs'),
    body: jsonText(seen.body, 'opportunity: body'),
    lastSeenMs: checkTime(seen.atMs, 'opportunity: atMs'),
    ...columnsOfDecay(seen.decay),
    expiredAtMs: null,
    expiryCause: null,
  }
}

function columnsOfDecay({ best, lastSeen, goneMs, halfLife, appearances }: EdgeDecay) {
  return {
    appearances,
    bestEdgeDollars: best.edgeDollars.toString(),
    bestAtMs: best.atMs,
    lastEdgeDollars: lastSeen.edgeDollars.toString(),
    goneMs: goneMs ?? null,
    halfLifeLowerMs: halfLife?.lowerMs ?? null,
    halfLifeUpperMs: halfLife?.upperMs ?? null,
  }
}

function opportunityOf(row: OpportunityRow): OpportunityRecord {
  const { fixtureId, goneMs, halfLifeLowerMs, halfLifeUpperMs, expiredAtMs, expiryCause } = row
  return {
    mode: row.mode as TradingMode,
    id: row.id,
    kind: row.kind as OpportunityKind,
    status: row.status as OpportunityRecord['status'],
    ...(fixtureId === null ? {} : { fixtureId }),
    profit: microdollars(row.profitMicrodollars),
    capital: microdollars(row.capitalMicrodollars),
    returnOnCapital: row.returnOnCapital,
    legs: jsonOf(row.legs) as readonly FingerprintLeg[],
    body: jsonOf(row.body),
    firstSeenMs: row.firstSeenMs,
    lastSeenMs: row.lastSeenMs,
    updates: row.updates,
    appearances: row.appearances,
    bestEdgeDollars: row.bestEdgeDollars,
    bestAtMs: row.bestAtMs,
    lastEdgeDollars: row.lastEdgeDollars,
    ...(goneMs === null ? {} : { goneMs }),
    ...(halfLifeLowerMs === null || halfLifeUpperMs === null
      ? {}
      : { halfLifeMs: { lowerMs: halfLifeLowerMs, upperMs: halfLifeUpperMs } }),
    ...(expiredAtMs === null ? {} : { expiredAtMs }),
    ...(expiryCause === null ? {} : { expiryCause: expiryCause as OpportunityExpiry }),
  }
}

function eventOf({ seq, tag, atMs, profitMicrodollars, detail }: OpportunityEventRow) {
  return {
    seq,
    tag: tag as OpportunityEvent['tag'],
    atMs,
    profit: microdollars(profitMicrodollars),
    detail: jsonOf(detail),
  }
}
