/**
 * The lease of whoever decides with a database: taken at the start, renewed three times as often as it
 * lasts, given back at the end. Whoever loses it stops.
 * @module
 */
import type { Clock } from '@arbkit/core'
import {
  type Every,
  type Lease,
  type LeaseHolder,
  LeaseLostError,
  type Leases,
} from '@arbkit/store'

/** Renewals in the time that a lease lasts. */
export const RENEWALS_PER_TTL = 3

/** A lease that is kept. */
export interface KeptLease {
  /** Returns the lease as it was last renewed. */
  current(): Lease
  /** Ends the renewals and gives it back. */
  release(): Promise<void>
}

/** What keeping needs. */
export interface LeaseKeepingOptions {
  readonly leases: Leases
  readonly holder: LeaseHolder
  readonly every: Every
  readonly clock: Clock
  /** Told once, with what the database said: somebody else has it, or it can not be renewed in time. */
  readonly onLost: (error: unknown) => void
  readonly ttlMs?: number | undefined
}

/** Takes the lease and keeps it. @throws {LeaseHeldError} somebody has it: who, and since when. */
export async function keepLease(options: LeaseKeepingOptions): Promise<KeptLease> {
  const { leases, holder, every, clock, onLost, ttlMs } = options
  let lease = await leases.acquire({ holder, ...(ttlMs === undefined ? {} : { ttlMs }) })
  let renewal: Promise<void> | undefined
  let isOver = false
  let renewedMs = clock.now()
  const renew = async (): Promise<void> => {
    try {
      const askedMs = clock.now()
      lease = await leases.renew(lease)
      renewedMs = askedMs
    } catch (error) {
      // A database that is away for a moment takes no lease from us; one that lasted too long may have.
      const isOurs = !(error instanceof LeaseLostError) && clock.now() - renewedMs < lease.ttlMs
      if (isOver || isOurs) return
      isOver = true
      stop()
      onLost(error)
    } finally {
      renewal = undefined
    }
  }
  const stop = every(Math.max(1, Math.floor(lease.ttlMs / RENEWALS_PER_TTL)), () => {
    renewal ??= renew()
  })
  return {
    current: () => lease,
    release: async () => {
      isOver = true
      stop()
      await renewal
      await leases.release(lease)
    },
  }
}
