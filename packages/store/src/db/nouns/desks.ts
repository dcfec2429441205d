/**
 * Desks: what a paper desk needs to go on after a restart, beside the trades that are under way, which are
 * plans. Each save has the next revision, so that an older state never takes the place of a newer one.
 * @module
 */
import { assertInput, InvalidInputError } from '@arbkit/core'
import type { Scope } from '../scope.ts'
import type { DeskRow, TradingMode } from '../tables.ts'
import { checkText, checkTime, jsonOf, jsonText } from './columns.ts'

/** Longest JSON text of a desk, characters: thousands of positions. */
export const DESK_LENGTH_MAX = 16_000_000

/** A desk as it is kept. */
export interface DeskRecord {
  readonly mode: TradingMode
  readonly account: string
  /** From 1; one more with every save. */
  readonly revision: number
  /** What JSON can say. */
  readonly body: unknown
  readonly updatedAtMs: number
}

/** The desks of a database. */
export interface Desks {
  /**
   * Writes a desk at its revision: 1 where it is new, otherwise one more than what is kept.
   * @throws {InvalidInputError} another revision: somebody else has written it meanwhile.
   */
  save(desk: DeskRecord): Promise<void>
  /** Returns a desk; undefined where there is none. */
  read(mode: TradingMode, account: string): Promise<DeskRecord | undefined>
}

/** Returns the desks of a database. */
export function createDesks(scope: Scope): Desks {
  return {
    async save(desk) {
      const { mode, account, ...changes } = rowOf(desk)
      await scope.write(async (queries) => {
        const written =
          desk.revision === 1
            ? await queries
                .insertInto('desks')
                .values({ mode, account, ...changes })
                .onConflict((conflict) => conflict.columns(['mode', 'account']).doNothing())
                .returning('revision')
                .executeTakeFirst()
            : await queries
                .updateTable('desks')
                .set(changes)
                .where('mode', '=', mode)
                .where('account', '=', account)
                .where('revision', '=', desk.revision - 1)
                .returning('revision')
                .executeTakeFirst()
        if (written !== undefined) return
        throw new InvalidInputError(
          `desk ${mode} ${account}: revision ${desk.revision} does not follow what is kept`,
        )
      })
    },
    async read(mode, account) {
      const row = await scope.read((queries) =>
        queries
          .selectFrom('desks')
          .selectAll()
          .where('mode', '=', mode)
          .where('account', '=', account)
          .executeTakeFirst(),
      )
      return row === undefined
        ? undefined
        : { ...row, mode: row.mode as TradingMode, body: jsonOf(row.body) }
    },
  }
}

function rowOf({ mode, account, revision, body, updatedAtMs }: DeskRecord): DeskRow {
  assertInput(
    Number.isSafeInteger(revision) && revision >= 1,
    `desk: revisions are whole numbers from 1, got ${revision}`,
  )
  return {
    mode,
    account: checkText(account, 'desk: account'),
    revision,
    body: jsonText(body, 'desk: body', DESK_LENGTH_MAX),
    updatedAtMs: checkTime(updatedAtMs, 'desk: updatedAtMs'),
  }
}
