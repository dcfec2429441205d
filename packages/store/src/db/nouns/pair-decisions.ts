/**
 * People's decisions about pairs, kept in the database: a log that only grows.
 * @module
 */
import {
  checkPairDecision,
  DECISION_ACTIONS,
  InvalidInputError,
  type PairDecision,
} from '@arbkit/core'
import * as z from 'zod'
import type { Queries, Scope } from '../scope.ts'
import { DatabaseError } from '../database-error.ts'
import { problemOf } from '../../schema-problem.ts'
import type { PairDecisionRow } from '../tables.ts'
import { takeNumbers } from './sequence.ts'

/** Most decisions of one append. */
export const DECISIONS_GROUP_MAX = 1_000

/** An append-only log of decisions: the port that the engine reads decisions through. */
export interface PairDecisions {
  /**
   * Returns every decision, in the order in which they were appended.
   * @throws {DatabaseError} one of them is none that this program knows; nothing is left out silently.
   */
  read(): Promise<readonly PairDecision[]>
  /**
   * Adds decisions, all or none; afterwards they survive a power loss. One that is there already, word
   * for word, is not added again.
   * @throws {InvalidInputError} a decision is out of its bounds, or says otherwise than the one that has
   *   its id.
   */
  append(decisions: readonly PairDecision[]): Promise<void>
}

const recordSchema = z.object({
  id: z.string(),
  action: z.enum(DECISION_ACTIONS),
  subject: z.object({
    contract: z.object({
      venue: z.enum(['kalshi', 'polymarket']),
      marketId: z.string().optional(),
      eventId: z.string(),
    }),
    odds: z.object({ feed: z.literal('the-odds-api'), eventId: z.string() }).optional(),
    orientation: z.enum(['same', 'swapped']).optional(),
  }),
  atMs: z.int(),
  by: z.string(),
  reason: z.string(),
})

/** Returns the decisions of a database. */
export function createPairDecisions(scope: Scope): PairDecisions {
  return {
    async read() {
      const rows = await scope.read((queries) =>
        queries.selectFrom('pairDecisions').selectAll().orderBy('seq').execute(),
      )
      return rows.map(decisionOf)
    },
    async append(decisions) {
      if (decisions.length > DECISIONS_GROUP_MAX) {
        throw new InvalidInputError(
          `at most ${DECISIONS_GROUP_MAX} decisions at once, got ${decisions.length}`,
        )
      }
      for (const decision of decisions) checkPairDecision(decision)
      if (decisions.length === 0) return
      await scope.write(async (queries) => {
        for (const decision of decisions) await appendOne(queries, decision)
      })
    },
  }
}

async function appendOne(queries: Queries, decision: PairDecision): Promise<void> {
  // First, so that two that append at once come one after the other.
  const seq = await takeNumbers(queries, 'pair-decisions')
  const columns = columnsOfDecision(decision)
  const known = await queries
    .selectFrom('pairDecisions')
    .selectAll()
    .where('id', '=', decision.id)
    .executeTakeFirst()
  if (known === undefined) {
    await queries
      .insertInto('pairDecisions')
      .values({ seq, ...columns })
      .execute()
    return
  }
  const own = Object.entries(columns)
  const isSame = own.every(([key, value]) => known[key as keyof PairDecisionRow] === value)
  if (isSame) return
  throw new InvalidInputError(`decision ${decision.id}: another one has this id already`)
}

function columnsOfDecision({ id, action, subject, atMs, by, reason }: PairDecision) {
  const { contract, odds, orientation } = subject
  return {
    id,
    action,
    venue: contract.venue,
    marketId: contract.marketId ?? null,
    eventId: contract.eventId,
    feed: odds?.feed ?? null,
    oddsEventId: odds?.eventId ?? null,
    orientation: orientation ?? null,
    atMs,
    decidedBy: by,
    reason,
  }
}

function decisionOf(row: PairDecisionRow): PairDecision {
  const { id, action, venue, marketId, eventId, feed, oddsEventId, orientation } = row
  const value = {
    id,
    action,
    subject: {
      contract: { venue, ...(marketId === null ? {} : { marketId }), eventId },
      ...(feed === null || oddsEventId === null ? {} : { odds: { feed, eventId: oddsEventId } }),
      ...(orientation === null ? {} : { orientation }),
    },
    atMs: row.atMs,
    by: row.decidedBy,
    reason: row.reason,
  }
  const checked = recordSchema.safeParse(value)
  if (checked.success) return checkPairDecision(checked.data)
  throw new DatabaseError(`pair decision ${id}: ${problemOf(checked.error, value)}`)
}
