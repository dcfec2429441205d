/**
 * Our engine and our sessions, as built: not dependencies of this folder, reached by file.
 * @module
 */
import { rational } from '@arbkit/core'
import type * as Engine from '@arbkit/engine'
import type { ScanOptions, TurnEngine } from '@arbkit/engine'
import type * as Store from '@arbkit/store'
import { importPeer } from '../runner/peer.ts'

/** What the benchmarks take of both packages. */
export interface OurEngine {
  readonly engine: typeof Engine
  readonly store: typeof Store
  /** The defaults of a scan. */
  readonly scan: ScanOptions
  /** An engine that has seen nothing. */
  readonly create: () => TurnEngine
}

/** Loads the built packages. */
export async function loadOurEngine(): Promise<OurEngine> {
  const engine = await importPeer<typeof Engine>('../../packages/engine/dist/index.js')
  const store = await importPeer<typeof Store>('../../packages/store/dist/index.js')
  const scan: ScanOptions = {
    books: undefined,
    maxAge: engine.DEFAULT_MAX_AGE,
    maxStake: { amount: engine.DEFAULT_MAX_STAKE, isDefault: true },
    bankroll: engine.UNLIMITED_BANKROLL,
    minProfit: engine.DEFAULT_MIN_PROFIT,
    minReturn: rational(0),
    maxReturn: engine.DEFAULT_MAX_RETURN,
    limit: undefined,
  }
  return { engine, store, scan, create: () => engine.createTurnEngine({ options: scan }) }
}
