/**
 * A paper desk as plain JSON: its money, every trade that is not over with all that decides it, and what
 * paper orders have taken of the books. A desk that begins with it goes on as the one that it was taken of.
 * @module
 */
import {
  checkWire,
  insideWire,
  type Microdollars,
  type PaperAccounts,
  type WireLocation,
} from '@arbkit/core'
import { z } from 'zod'
import { savedTrades } from './saved-trade.ts'
import type { TakenLevel } from './taken-levels.ts'

/** Form of a snapshot; another one is another number. */
export const PAPER_SNAPSHOT_FORM = 'arbkit.paper/1'

/** A desk at rest, as `JSON.stringify` writes it and `JSON.parse` reads it. */
export interface PaperSnapshot {
  readonly schema: typeof PAPER_SNAPSHOT_FORM
  /** Session time of the last turn, Unix ms. */
  readonly atMs: number
  readonly accounts: PaperAccounts
  /** Those not over, in the order in which they were started. Read them with {@link savedTrades}. */
  readonly trades: readonly unknown[]
  /** Paid by day (UTC), today's and the last one's. */
  readonly stakedByDay: Readonly<Record<string, Microdollars>>
  /** Trades that ended, ever. */
  readonly finished: number
  readonly taken: readonly TakenLevel[]
  /** Trades that were started at `atMs`, over or not. */
  readonly startedNow: readonly string[]
  /** While trades of an earlier run wait for the markets to be known again. */
  readonly resumed?: Resumed | undefined
}

/** Trades of before `firstMs` go on at `untilMs` at the earliest. */
export interface Resumed {
  readonly firstMs: number
  readonly untilMs: number
}

const whole = z.int()
const amounts = z.record(z.string(), whole)

/** Schema of a {@link PaperSnapshot}; its trades stay as they were written. */
export const paperSnapshotSchema = z.strictObject({
  schema: z.literal(PAPER_SNAPSHOT_FORM),
  atMs: whole,
  accounts: z.strictObject({
    accounts: z.record(
      z.string(),
      z.strictObject({
        venue: z.string(),
        shard: whole.optional(),
        cash: whole,
        reserved: amounts,
      }),
    ),
    positions: z.record(
      z.string(),
      z.strictObject({
        id: z.string(),
        account: z.string(),
        instrument: z.enum(['contract', 'bet']),
        fixtureId: z.string(),
        winPayout: whole,
        cost: whole,
        fees: whole,
      }),
    ),
    realisedByDay: amounts,
    deposited: whole,
    atMs: whole,
  }),
  trades: z.array(z.unknown()),
  stakedByDay: amounts,
  finished: whole.min(0),
  taken: z.array(
    z.strictObject({
      marketId: z.string(),
      side: z.enum(['yes', 'no']),
      price: whole,
      shown: whole.min(1),
      taken: whole.min(1),
    }),
  ),
  startedNow: z.array(z.string()),
  resumed: z.strictObject({ firstMs: whole, untilMs: whole }).optional(),
})

/** Returns a snapshot as JSON has it. @throws {WireFormatError} a value that is none, or a trade in it. */
export function readPaperSnapshot(value: unknown, at: WireLocation): PaperSnapshot {
  const read = checkWire(paperSnapshotSchema, value, at)
  savedTrades(read.trades, insideWire(at, 'trades'))
  // What was checked is of the shape; the units of its numbers are the ones it was written in.
  return read as unknown as PaperSnapshot
}
