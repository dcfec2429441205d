import { type Lease, LeaseLostError, type Leases } from '@arbkit/store'
import { expect, it } from 'vitest'
import { keepLease } from './lease-keeping.ts'

const HOLDER = { pid: 1, host: 'here', command: 'arb run' }

/** Leases that count what is asked of them, and timers by hand. */
function surroundings(renewed: (lease: Lease) => Promise<Lease>) {
  const calls: string[] = []
  const beats: { readonly intervalMs: number; readonly run: () => void }[] = []
  let stopped = 0
  const time = { nowMs: 0 }
  const leases: Leases = {
    acquire: async ({ ttlMs = 10_000 }) => {
      calls.push('acquire')
      return { name: 'engine', holderId: 'a', fence: 1, ttlMs, expiresAtMs: 0 }
    },
    renew: async (lease) => {
      calls.push('renew')
      return renewed(lease)
    },
    release: async () => {
      calls.push('release')
    },
    read: async () => undefined,
  }
  const every = (intervalMs: number, run: () => void) => {
    beats.push({ intervalMs, run })
    return () => {
      stopped += 1
    }
  }
  const clock = { now: () => time.nowMs }
  return { calls, beats, clock, every, leases, time, stops: () => stopped }
}

it('renews three times in the time that it lasts, and gives back', async () => {
  const around = surroundings(async (lease) => ({ ...lease, expiresAtMs: lease.expiresAtMs + 1 }))
  const lost: unknown[] = []
  const kept = await keepLease({
    leases: around.leases,
    holder: HOLDER,
    every: around.every,
    clock: around.clock,
    ttlMs: 900,
    onLost: (error) => lost.push(error),
  })
  expect(around.beats.map(({ intervalMs }) => intervalMs)).toEqual([300])
  around.beats[0]?.run()
  around.beats[0]?.run()
  await kept.release()
  // One renewal at a time, and the release waits for it.
  expect(around.calls).toEqual(['acquire', 'renew', 'release'])
  expect(kept.current().expiresAtMs).toBe(1)
  expect(around.stops()).toBe(1)
  expect(lost).toEqual([])
})

const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('says once that it is lost, and renews no more', async () => {
  const taken = new LeaseLostError('taken')
  const around = surroundings(async () => Promise.reject(taken))
  const lost: unknown[] = []
  await keepLease({
    leases: around.leases,
    holder: HOLDER,
    every: around.every,
    clock: around.clock,
    onLost: (error) => lost.push(error),
  })
  around.beats[0]?.run()
  await settled()
  expect(lost).toEqual([taken])
  expect(around.stops()).toBe(1)
})

it('bears a database that is away for less than the lease lasts', async () => {
  const away = new Error('away')
  let isAway = true
  const around = surroundings(async (lease) =>
    isAway ? Promise.reject(away) : Promise.resolve(lease),
  )
  const lost: unknown[] = []
  await keepLease({
    leases: around.leases,
    holder: HOLDER,
    every: around.every,
    clock: around.clock,
    ttlMs: 900,
    onLost: (error) => lost.push(error),
  })
  const beatAt = async (nowMs: number): Promise<void> => {
    around.time.nowMs = nowMs
    around.beats[0]?.run()
    await settled()
  }
  await beatAt(899)
  isAway = false
  await beatAt(1000)
  isAway = true
  await beatAt(1899)
  expect(lost).toEqual([])
  await beatAt(1900)
  expect(lost).toEqual([away])
})
