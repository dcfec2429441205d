/**
 * A paper desk as it stands in the database: the desk's own snapshot without its trades, which are plans,
 * and their order.
 * @module
 */
import { checkWire } from '@arbkit/core'
import { z } from 'zod'
import { type PaperSnapshot, paperSnapshotSchema } from '../paper/paper-snapshot.ts'

/** Form of a desk in the database; another one is another number. */
export const LEDGER_DESK_FORM = 'arbkit.paper-desk/1'

const schema = z.strictObject({
  schema: z.literal(LEDGER_DESK_FORM),
  snapshot: paperSnapshotSchema,
  /** Trades that are not over, in the order in which they were started. */
  tradeIds: z.array(z.string()),
  losingStreak: z.int().min(0),
})

/** What stands beside the snapshot. */
export interface DeskNotes {
  readonly tradeIds: readonly string[]
  readonly losingStreak: number
}

/** Returns the body of a desk. */
export function savedDesk(paper: PaperSnapshot, notes: DeskNotes): unknown {
  return { schema: LEDGER_DESK_FORM, snapshot: { ...paper, trades: [] }, ...notes }
}

/** Reads a body. @throws {WireFormatError} it is of another form: where, and what was expected. */
export function readDesk(
  body: unknown,
  source: string,
): { readonly snapshot: PaperSnapshot; readonly notes: DeskNotes } {
  const { snapshot, ...notes } = checkWire(schema, body, { source, path: '$' })
  // What was checked is of the shape; the units of its numbers are the ones it was written in.
  return { snapshot: snapshot as unknown as PaperSnapshot, notes }
}
