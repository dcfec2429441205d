/**
 * Bets at a book, by the id that we gave them: meant, placed or of unknown fate, then graded. A bet and
 * the position it belongs to are written in one transaction. A book may regrade a bet, so a graded bet may
 * be graded again; it is never open again.
 * @module
 */
import { assertInput, type Cents, cents, InvalidInputError } from '@arbkit/core'
import type { Queries, Scope } from '../scope.ts'
import type { BetRow, TradingMode } from '../tables.ts'
import { checkText, checkTime, columnsOf, differingKeys, withoutNulls } from './columns.ts'
import { addToPosition, NO_SUMS, type PositionSums } from './positions.ts'

/** `intended`: in the journal, not known to have left; `unknown`: committed, no receipt that can be believed. */
export type BetStatus =
  | 'intended'
  | 'unknown'
  | 'placed'
  | 'rejected'
  | 'won'
  | 'lost'
  | 'void'
  | 'cashed-out'

/** A bet as it is kept. */
export interface BetRecord {
  /** Derived from plan and leg. */
  readonly clientBetId: string
  readonly mode: TradingMode
  readonly account: string
  /** The book. */
  readonly venue: string
  readonly venueBetId?: string | undefined
  readonly planId?: string | undefined
  readonly leg?: number | undefined
  readonly instrumentId: string
  readonly status: BetStatus
  /** As the book prints them, `-110`: what the receipt says. */
  readonly odds: string
  /** What the receipt says; before, what is asked for. */
  readonly stakeCents: Cents
  /** If it wins, stake included. */
  readonly toReturnCents: Cents
  /** What came back, stake included; only where it is graded. */
  readonly returnedCents?: Cents | undefined
  readonly reason?: string | undefined
  readonly createdAtMs: number
  readonly updatedAtMs: number
  readonly placedAtMs?: number | undefined
  readonly settledAtMs?: number | undefined
}

/** How far a status is; a bet never goes back. */
const STAGE: Readonly<Record<BetStatus, number>> = {
  intended: 0,
  unknown: 1,
  placed: 2,
  rejected: 3,
  won: 3,
  lost: 3,
  void: 3,
  'cashed-out': 3,
}

const TERMS = ['mode', 'account', 'venue', 'planId', 'leg', 'instrumentId', 'createdAtMs'] as const
const PROGRESS = [
  'venueBetId',
  'status',
  'odds',
  'stakeCents',
  'toReturnCents',
  'returnedCents',
  'reason',
  'updatedAtMs',
  'placedAtMs',
  'settledAtMs',
] as const

/** The bets of a database. */
export interface Bets {
  /**
   * Adds a bet, or takes over how far it is, and what that does to its position.
   * @returns `stale` where what is kept is further: then nothing was changed.
   * @throws {InvalidInputError} it was recorded as another bet, or is graded without what it returned.
   */
  record(bet: BetRecord): Promise<'added' | 'updated' | 'stale'>
  read(clientBetId: string): Promise<BetRecord | undefined>
  ofPlan(planId: string): Promise<readonly BetRecord[]>
  /** Returns bets that are neither rejected nor graded, the oldest first. */
  open(mode: TradingMode): Promise<readonly BetRecord[]>
}

/** Returns the bets of a database. */
export function createBets(scope: Scope): Bets {
  return {
    record: (bet) => scope.write((queries) => record(queries, scope, bet)),
    async read(clientBetId) {
      const row = await scope.read((queries) => byId(queries, clientBetId).executeTakeFirst())
      return row === undefined ? undefined : betOf(row)
    },
    async ofPlan(planId) {
      const rows = await scope.read((queries) =>
        inOrder(queries).where('planId', '=', planId).execute(),
      )
      return rows.map(betOf)
    },
    async open(mode) {
      const rows = await scope.read((queries) =>
        inOrder(queries)
          .where('mode', '=', mode)
          .where('status', 'in', ['intended', 'unknown', 'placed'])
          .execute(),
      )
      return rows.map(betOf)
    },
  }
}

const byId = (queries: Queries, clientBetId: string) =>
  queries.selectFrom('bets').selectAll().where('clientBetId', '=', clientBetId)

const inOrder = (queries: Queries) =>
  queries.selectFrom('bets').selectAll().orderBy('createdAtMs').orderBy('clientBetId')

async function record(
  queries: Queries,
  { dialect }: Scope,
  bet: BetRecord,
): Promise<'added' | 'updated' | 'stale'> {
  checkBet(bet)
  const { clientBetId } = bet
  const added = await queries
    .insertInto('bets')
    .values({ clientBetId, ...columnsOf(bet, TERMS), ...columnsOf(bet, PROGRESS) })
    .onConflict((conflict) => conflict.column('clientBetId').doNothing())
    .returning('clientBetId')
    .executeTakeFirst()
  if (added !== undefined) {
    await changePosition(queries, undefined, bet)
    return 'added'
  }
  const query = byId(queries, clientBetId)
  const kept = betOf(
    await (dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow(),
  )
  const [other] = differingKeys(kept, bet, TERMS)
  if (other !== undefined) {
    throw new InvalidInputError(`bet ${clientBetId} was recorded with another ${other}`)
  }
  if (bet.updatedAtMs < kept.updatedAtMs || STAGE[bet.status] < STAGE[kept.status]) return 'stale'
  const next = { ...bet, venueBetId: bet.venueBetId ?? kept.venueBetId }
  await queries
    .updateTable('bets')
    .set(columnsOf(next, PROGRESS))
    .where('clientBetId', '=', clientBetId)
    .execute()
  await changePosition(queries, kept, next)
  return 'updated'
}

function checkBet(bet: BetRecord): void {
  checkText(bet.clientBetId, 'bet: clientBetId')
  checkText(bet.account, 'bet: account')
  checkTime(bet.createdAtMs, 'bet: createdAtMs')
  checkTime(bet.updatedAtMs, 'bet: updatedAtMs')
  const isGraded = STAGE[bet.status] === STAGE.won && bet.status !== 'rejected'
  assertInput(
    (bet.returnedCents !== undefined) === isGraded && (bet.settledAtMs !== undefined) === isGraded,
    `bet ${bet.clientBetId}: returnedCents and settledAtMs must be there if it is graded, and only then`,
  )
}

/** What the bet was is taken off, what it is by now is added. */
async function changePosition(
  queries: Queries,
  before: BetRecord | undefined,
  after: BetRecord,
): Promise<void> {
  const [was, is] = [before === undefined ? NO_SUMS : sumsOf(before), sumsOf(after)]
  const columns = Object.keys(is) as (keyof PositionSums)[]
  const sums = Object.fromEntries(columns.map((column) => [column, is[column] - was[column]]))
  const { mode, account, venue, instrumentId, updatedAtMs } = after
  const key = { mode, account, venue, instrumentId, side: 'back' as const }
  await addToPosition(queries, key, { sums, atMs: updatedAtMs })
}

function sumsOf({ status, stakeCents, toReturnCents, returnedCents }: BetRecord): PositionSums {
  if (status === 'placed' || status === 'unknown') {
    return { ...NO_SUMS, openBets: 1, openStakeCents: stakeCents, openReturnCents: toReturnCents }
  }
  if (returnedCents === undefined) return NO_SUMS
  return { ...NO_SUMS, settledStakeCents: stakeCents, settledReturnCents: returnedCents }
}

function betOf({ returnedCents, ...row }: BetRow): BetRecord {
  return {
    ...withoutNulls(row),
    mode: row.mode as TradingMode,
    status: row.status as BetStatus,
    stakeCents: cents(row.stakeCents),
    toReturnCents: cents(row.toReturnCents),
    ...(returnedCents === null ? {} : { returnedCents: cents(returnedCents) }),
  }
}
