/**
 * Numbers that grow by one, without gaps, in the order in which transactions are committed: whoever
 * takes one keeps others waiting until then.
 * @module
 */
import { sql } from 'kysely'
import type { Queries } from '../scope.ts'

/** Takes the next `count` numbers of a sequence (from 1 on); returns the first. Inside a transaction. */
export async function takeNumbers(queries: Queries, name: string, count = 1): Promise<number> {
  const { value } = await queries
    .insertInto('counters')
    .values({ name, value: count })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ value: sql`counters.value + ${count}` }),
    )
    .returning('value')
    .executeTakeFirstOrThrow()
  return value - count + 1
}
