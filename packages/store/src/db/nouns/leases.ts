/**
 * Leases: one process at a time does what a name stands for. Each acquisition has a higher fence than
 * the one before, and the journal refuses whoever comes with a lower one, so that a process that slept
 * through the end of its lease can not write any more.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { sql } from 'kysely'
import type { Queries, Scope } from '../scope.ts'
import {
  LeaseHeldError,
  type LeaseHolder,
  LeaseLostError,
  type LeaseRecord,
} from '../database-error.ts'
import type { LeaseRow } from '../tables.ts'
import { checkText } from './columns.ts'
import { ENGINE_LEASE, LEASE_TTL_MS, LEASE_TTL_MS_MIN } from './names.ts'

/** A lease that is held; pass it to what has to be fenced. */
export interface Lease {
  readonly name: string
  /** Of this acquisition alone. */
  readonly holderId: string
  readonly fence: number
  readonly ttlMs: number
  /** Unix ms, by the lease's clock: the server's, or this machine's for a file. */
  readonly expiresAtMs: number
}

/** What to acquire. */
export interface LeaseRequest {
  /** Default {@link ENGINE_LEASE}. */
  readonly name?: string
  readonly holder: LeaseHolder
  /** Default {@link LEASE_TTL_MS}. */
  readonly ttlMs?: number
}

/** Leases of a database. */
export interface Leases {
  /**
   * Takes a lease that nobody holds: never held, given back, past its end, or its process is gone.
   * @throws {LeaseHeldError} one line: who holds it, since when, and what to do.
   */
  acquire(request: LeaseRequest): Promise<Lease>
  /**
   * Makes a lease last for its time from now on, even past its end if nobody took it.
   * @throws {LeaseLostError} somebody took it.
   */
  renew(lease: Lease): Promise<Lease>
  /** Gives a lease back; nothing where it is somebody else's by now. */
  release(lease: Lease): Promise<void>
  /** Returns a lease as it stands; undefined where it was never held. */
  read(name?: string): Promise<LeaseRecord | undefined>
}

/** Returns the leases of a database. */
export function createLeases(scope: Scope): Leases {
  return {
    acquire: (request) => acquire(scope, request),
    async renew(lease) {
      return scope.write(async (queries) => {
        await checkFence(queries, scope, lease)
        const nowMs = await leaseNowMs(queries, scope)
        const expiresAtMs = nowMs + lease.ttlMs
        await queries
          .updateTable('leases')
          .set({ renewedAtMs: nowMs, expiresAtMs })
          .where('name', '=', lease.name)
          .execute()
        return { ...lease, expiresAtMs }
      })
    },
    async release({ name, holderId }) {
      await scope.write(async (queries) => {
        await queries
          .updateTable('leases')
          .set({ holderId: null, expiresAtMs: await leaseNowMs(queries, scope) })
          .where('name', '=', name)
          .where('holderId', '=', holderId)
          .execute()
      })
    },
    async read(name = ENGINE_LEASE) {
      const row = await scope.read((queries) => rowOf(queries, name).executeTakeFirst())
      return row === undefined ? undefined : recordOf(row)
    },
  }
}

async function acquire(scope: Scope, request: LeaseRequest): Promise<Lease> {
  const { name = ENGINE_LEASE, holder, ttlMs = LEASE_TTL_MS } = request
  assertInput(
    Number.isSafeInteger(ttlMs) && ttlMs >= LEASE_TTL_MS_MIN,
    `a lease must last for whole milliseconds, at least ${LEASE_TTL_MS_MIN}, got ${ttlMs}`,
  )
  checkText(name, 'name of a lease')
  const { pid, host, command } = holder
  const holderId = scope.ports.ids.next()
  return scope.write(async (queries) => {
    // Two that come first at once: both find the row, and one of them waits for it.
    await queries
      .insertInto('leases')
      .values({
        name,
        fence: 0,
        holderId: null,
        pid,
        host,
        command,
        acquiredAtMs: 0,
        renewedAtMs: 0,
        expiresAtMs: 0,
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    const row = await locked(queries, scope, name)
    const nowMs = await leaseNowMs(queries, scope)
    if (row !== undefined && isHeld(row, nowMs, scope)) throw heldError(row, nowMs)
    const fence = (row?.fence ?? 0) + 1
    const expiresAtMs = nowMs + ttlMs
    await queries
      .updateTable('leases')
      .set({
        fence,
        holderId,
        pid,
        host,
        command,
        acquiredAtMs: nowMs,
        renewedAtMs: nowMs,
        expiresAtMs,
      })
      .where('name', '=', name)
      .execute()
    return { name, holderId, fence, ttlMs, expiresAtMs }
  })
}

/**
 * Holds a lease's row until the transaction ends, so that nobody takes it over before.
 * @throws {LeaseLostError} it is no longer ours, whatever the time: nothing may be written.
 */
export async function checkFence(queries: Queries, scope: Scope, lease: Lease): Promise<void> {
  const row = await locked(queries, scope, lease.name)
  if (row?.fence === lease.fence && row.holderId === lease.holderId) return
  const now = row === undefined || row.holderId === null ? 'nobody holds it now' : whoOf(row)
  throw new LeaseLostError(
    `lease ${lease.name} was lost (fence ${lease.fence}, now ${row?.fence ?? 'none'}): ${now}; nothing was written`,
  )
}

const rowOf = (queries: Queries, name: string) =>
  queries.selectFrom('leases').selectAll().where('name', '=', name)

/** SQLite needs no lock of a row: a transaction that writes is alone. */
async function locked(
  queries: Queries,
  { dialect }: Scope,
  name: string,
): Promise<LeaseRow | undefined> {
  const query = rowOf(queries, name)
  return (dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
}

/** Machines that share a server share its clock. */
async function leaseNowMs(queries: Queries, { dialect, ports }: Scope): Promise<number> {
  if (dialect === 'sqlite') return ports.clock.now()
  const { rows } = await sql<{ nowMs: number }>`select
    cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms`.execute(queries)
  return rows[0]?.nowMs ?? 0
}

function isHeld(row: LeaseRow, nowMs: number, { ports: { processes } }: Scope): boolean {
  if (row.holderId === null || row.expiresAtMs <= nowMs) return false
  return processes === undefined || processes.host !== row.host || processes.isRunning(row)
}

function heldError(row: LeaseRow, nowMs: number): LeaseHeldError {
  const seconds = Math.ceil((row.expiresAtMs - nowMs) / 1000)
  return new LeaseHeldError(
    `${whoOf(row)}; stop it, or use another database (if it was killed, try again in ${seconds} s)`,
    recordOf(row),
  )
}

function whoOf({ command, pid, host, acquiredAtMs }: LeaseRow): string {
  const since = new Date(acquiredAtMs).toISOString()
  return `\`${command}\` (process ${pid} on ${host}) holds this database since ${since}`
}

function recordOf(row: LeaseRow): LeaseRecord {
  const { name, fence, holderId, pid, host, command } = row
  const { acquiredAtMs, renewedAtMs, expiresAtMs } = row
  return {
    name,
    fence,
    holder: holderId === null ? undefined : { pid, host, command },
    acquiredAtMs,
    renewedAtMs,
    expiresAtMs,
  }
}
