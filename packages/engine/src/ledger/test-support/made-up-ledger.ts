/**
 * A made-up engine with a paper desk whose turns are written into a database: what a running engine does,
 * step by step.
 * @module
 */
import type { Database, DatabasePorts, Lease, LeaseHolder } from '@arbkit/store'
import type { PaperDeskOptions } from '../../paper/paper-options.ts'
import { type MadeUpRun, startMadeUp } from '../../paper/test-support/made-up-desk.ts'
import { MADE_UP_MS, type MadeUpFrame } from '../../turns/test-support/made-up-frames.ts'
import type { Decision } from '../../turns/decision.ts'
import { createLedger } from '../create-ledger.ts'
import type { Ledger, LedgerOptions, LedgerTurn } from '../ledger.ts'

/** Who holds the lease in these tests. */
export const LEDGER_HOLDER: LeaseHolder = { pid: 4_321, host: 'here', command: 'arb run' }

/** Ports of a clock that stands and of ids that count. */
export function ledgerPorts(prefix = 'id'): DatabasePorts {
  let made = 0
  return {
    clock: { now: () => MADE_UP_MS },
    ids: {
      next: () => {
        made += 1
        return `${prefix}-${made}`
      },
    },
  }
}

/** A ledger with what it goes on from. */
export interface OpenLedger {
  readonly ledger: Ledger
  readonly lease: Lease
  readonly run: MadeUpRun
  /** Ends a turn so many ms after the beginning, as {@link MadeUpRun.take}, and returns what to write. */
  turnAt(ms: number, ...frames: readonly MadeUpFrame[]): LedgerTurn
  /** The same, written. */
  take(ms: number, ...frames: readonly MadeUpFrame[]): Promise<LedgerTurn>
}

/** Takes the lease, restores, and begins an engine whose desk goes on from there. */
export async function openLedger(
  database: Database,
  given: Partial<PaperDeskOptions> = {},
  {
    holder = LEDGER_HOLDER,
    ...more
  }: Partial<LedgerOptions> & { readonly holder?: LeaseHolder } = {},
): Promise<OpenLedger> {
  const lease = await database.leases.acquire({ holder, ttlMs: 600_000 })
  const ledger = createLedger({
    database,
    lease: () => lease,
    mode: 'dry-run',
    clock: { now: () => MADE_UP_MS },
    ...more,
  })
  const from = await ledger.restore()
  const run = startMadeUp({ ...given, ...(from === undefined ? {} : { from }) })
  let turn = 0
  const turnAt = (ms: number, ...frames: readonly MadeUpFrame[]): LedgerTurn => {
    turn += 1
    const before = run.decisions.length
    run.take(ms, ...frames)
    const decisions: readonly Decision[] = run.decisions.slice(before)
    return { turn, t: run.engine.state.nowMs, decisions, paper: run.desk.snapshot() }
  }
  return {
    ledger,
    lease,
    run,
    turnAt,
    take: async (ms, ...frames) => {
      const written = turnAt(ms, ...frames)
      await ledger.record(written)
      return written
    },
  }
}
