/**
 * Plans: ordered legs with their limits, as the reducer that runs them sees them. Each save has the next
 * revision, so that an older state never takes the place of a newer one.
 * @module
 */
import { InvalidInputError, type Microdollars, microdollars } from '@arbkit/core'
import type { Queries, Scope } from '../scope.ts'
import type { PlanRow, TradingMode } from '../tables.ts'
import { checkText, checkTime, jsonOf, jsonText } from './columns.ts'

/** A plan as it is kept. */
export interface PlanRecord {
  readonly id: string
  readonly mode: TradingMode
  readonly opportunityId?: string | undefined
  readonly fixtureId?: string | undefined
  /** From 1; one more with every save. */
  readonly revision: number
  readonly guaranteed: Microdollars
  readonly capital: Microdollars
  /** The plan and its state, as JSON can say it. */
  readonly body: unknown
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** How and when it ended; absent while it runs. */
  readonly end?: { readonly atMs: number; readonly outcome: string } | undefined
}

/** The plans of a database. */
export interface Plans {
  /**
   * Writes a plan at its revision: 1 where it is new, otherwise one more than what is kept. The same
   * once more changes nothing.
   * @throws {InvalidInputError} another revision, or a plan that has ended.
   */
  save(plan: PlanRecord): Promise<void>
  read(id: string): Promise<PlanRecord | undefined>
  /** Returns plans that have not ended, the oldest first: what a restart resumes. */
  open(mode: TradingMode): Promise<readonly PlanRecord[]>
}

/** Returns the plans of a database. */
export function createPlans(scope: Scope): Plans {
  return {
    async save(plan) {
      const row = rowOf(plan)
      await scope.write(async (queries) => {
        if (await write(queries, row)) return
        const kept = await queries
          .selectFrom('plans')
          .selectAll()
          .where('id', '=', plan.id)
          .executeTakeFirst()
        if (kept !== undefined && isSame(kept, row)) return
        throw new InvalidInputError(
          `plan ${plan.id}: revision ${plan.revision} does not follow ${kept?.revision ?? 0} (${kept?.status ?? 'new'})`,
        )
      })
    },
    async read(id) {
      const row = await scope.read((queries) =>
        queries.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row === undefined ? undefined : planOf(row)
    },
    async open(mode) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('plans')
          .selectAll()
          .where('mode', '=', mode)
          .where('status', '=', 'open')
          .orderBy('createdAtMs')
          .orderBy('id')
          .execute(),
      )
      return rows.map(planOf)
    },
  }
}

/** False where its revision does not follow. */
async function write(queries: Queries, row: PlanRow): Promise<boolean> {
  const { id, mode, createdAtMs, ...changes } = row
  const written =
    row.revision === 1
      ? await queries
          .insertInto('plans')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .executeTakeFirst()
      : await queries
          .updateTable('plans')
          .set(changes)
          .where('id', '=', id)
          .where('mode', '=', mode)
          .where('createdAtMs', '=', createdAtMs)
          .where('revision', '=', row.revision - 1)
          .where('status', '=', 'open')
          .returning('id')
          .executeTakeFirst()
  return written !== undefined
}

function rowOf(plan: PlanRecord): PlanRow {
  return {
    id: checkText(plan.id, 'plan: id'),
    mode: plan.mode,
    opportunityId: plan.opportunityId ?? null,
    fixtureId: plan.fixtureId ?? null,
    status: plan.end === undefined ? 'open' : 'ended',
    revision: plan.revision,
    guaranteedMicrodollars: plan.guaranteed,
    capitalMicrodollars: plan.capital,
    body: jsonText(plan.body, 'plan: body'),
    createdAtMs: checkTime(plan.createdAtMs, 'plan: createdAtMs'),
    updatedAtMs: checkTime(plan.updatedAtMs, 'plan: updatedAtMs'),
    endedAtMs: plan.end?.atMs ?? null,
    outcome: plan.end === undefined ? null : checkText(plan.end.outcome, 'plan: outcome'),
  }
}

const isSame = (one: PlanRow, other: PlanRow): boolean =>
  Object.entries(other).every(([key, value]) => one[key as keyof PlanRow] === value)

function planOf(row: PlanRow): PlanRecord {
  const { opportunityId, fixtureId, endedAtMs, outcome } = row
  return {
    id: row.id,
    mode: row.mode as TradingMode,
    ...(opportunityId === null ? {} : { opportunityId }),
    ...(fixtureId === null ? {} : { fixtureId }),
    revision: row.revision,
    guaranteed: microdollars(row.guaranteedMicrodollars),
    capital: microdollars(row.capitalMicrodollars),
    body: jsonOf(row.body),
    createdAtMs: row.createdAtMs,
    updatedAtMs: row.updatedAtMs,
    ...(endedAtMs === null || outcome === null ? {} : { end: { atMs: endedAtMs, outcome } }),
  }
}
