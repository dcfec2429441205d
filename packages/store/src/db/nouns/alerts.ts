/**
 * Alerts: what a person has to know, kept until one says that it was read. The same topic again while it
 * is unread is counted, not repeated.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import { sql } from 'kysely'
import type { Scope } from '../scope.ts'
import type { AlertRow } from '../tables.ts'
import { checkText, checkTime, jsonOf, jsonText, TEXT_LENGTH_MAX } from './columns.ts'

/** How bad it is. */
export type AlertSeverity = 'info' | 'warning' | 'critical'

/** What is to be told. */
export interface NewAlert {
  /** The same for what is one thing to its reader: `naked-leg:<plan>`. */
  readonly topic: string
  readonly severity: AlertSeverity
  /** `naked-leg`, `feed-down`. */
  readonly code: string
  /** One line for a person. */
  readonly message: string
  readonly context?: unknown
  readonly planId?: string | undefined
  readonly atMs: number
}

/** An alert as it is kept: severity, message and context of its last time. */
export interface AlertRecord extends Omit<NewAlert, 'atMs'> {
  readonly id: string
  readonly firstAtMs: number
  readonly lastAtMs: number
  readonly times: number
  readonly acknowledged?: {
    readonly atMs: number
    readonly by: string
    readonly note?: string
  }
}

/** The alerts of a database. */
export interface Alerts {
  /** Raises an alert, or counts it where its topic is unread. */
  raise(alert: NewAlert): Promise<AlertRecord>
  /**
   * Says who has read it.
   * @throws {InvalidInputError} there is no such alert, or it was acknowledged before.
   */
  acknowledge(
    id: string,
    by: { readonly atMs: number; readonly by: string; readonly note?: string },
  ): Promise<void>
  /** Returns what nobody has acknowledged, the oldest first. */
  open(): Promise<readonly AlertRecord[]>
  /** Returns alerts last raised at or after a time, in that order. */
  since(sinceMs: number): Promise<readonly AlertRecord[]>
}

/** Returns the alerts of a database. */
export function createAlerts(scope: Scope): Alerts {
  return {
    async raise(alert) {
      const row = rowOf(alert, scope.ports.ids.next())
      const { severity, code, message, context, planId, lastAtMs } = row
      const kept = await scope.write((queries) =>
        queries
          .insertInto('alerts')
          .values(row)
          .onConflict((conflict) =>
            conflict.column('topic').where('acknowledgedAtMs', 'is', null).doUpdateSet({
              severity,
              code,
              message,
              context,
              planId,
              lastAtMs,
              times: sql`alerts.times + 1`,
            }),
          )
          .returningAll()
          .executeTakeFirstOrThrow(),
      )
      return alertOf(kept)
    },
    async acknowledge(id, { atMs, by, note }) {
      const changes = {
        acknowledgedAtMs: checkTime(atMs, 'alert: acknowledged at'),
        acknowledgedBy: checkText(by, 'alert: acknowledged by'),
        note: note === undefined ? null : checkText(note, 'alert: note', TEXT_LENGTH_MAX),
      }
      await scope.write(async (queries) => {
        const changed = await queries
          .updateTable('alerts')
          .set(changes)
          .where('id', '=', id)
          .where('acknowledgedAtMs', 'is', null)
          .returning('id')
          .executeTakeFirst()
        if (changed !== undefined) return
        throw new InvalidInputError(`alert ${id}: there is none that nobody has acknowledged`)
      })
    },
    async open() {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('alerts')
          .selectAll()
          .where('acknowledgedAtMs', 'is', null)
          .orderBy('firstAtMs')
          .orderBy('id')
          .execute(),
      )
      return rows.map(alertOf)
    },
    async since(sinceMs) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('alerts')
          .selectAll()
          .where('lastAtMs', '>=', sinceMs)
          .orderBy('lastAtMs')
          .orderBy('id')
          .execute(),
      )
      return rows.map(alertOf)
    },
  }
}

function rowOf(alert: NewAlert, id: string): AlertRow {
  const atMs = checkTime(alert.atMs, 'alert: atMs')
  return {
    id,
    topic: checkText(alert.topic, 'alert: topic'),
    severity: alert.severity,
    code: checkText(alert.code, 'alert: code'),
    message: checkText(alert.message, 'alert: message', TEXT_LENGTH_MAX),
    context: jsonText(alert.context ?? {}, 'alert: context'),
    planId: alert.planId ?? null,
    firstAtMs: atMs,
    lastAtMs: atMs,
    times: 1,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    note: null,
  }
}

function alertOf(row: AlertRow): AlertRecord {
  const { id, topic, code, message, firstAtMs, lastAtMs, times, planId, note } = row
  const { acknowledgedAtMs, acknowledgedBy } = row
  return {
    id,
    topic,
    severity: row.severity as AlertSeverity,
    code,
    message,
    context: jsonOf(row.context),
    ...(planId === null ? {} : { planId }),
    firstAtMs,
    lastAtMs,
    times,
    ...(acknowledgedAtMs === null || acknowledgedBy === null
      ? {}
      : {
          acknowledged: {
            atMs: acknowledgedAtMs,
            by: acknowledgedBy,
            ...(note === null ? {} : { note }),
          },
        }),
  }
}
