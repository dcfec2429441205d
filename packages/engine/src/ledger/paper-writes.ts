/**
 * Paper trades of a turn as a ledger writes them, all inside of one transaction: the journal first, fenced
 * by the lease, then plans, orders, fills, bets, balances, alerts and the desk to go on from.
 * @module
 */
import {
  assertInput,
  assertInvariant,
  isRecord,
  type Microdollars,
  parseMicrodollars,
} from '@arbkit/core'
import { JOURNAL_GROUP_MAX, type Lease, type NewAlert, type Repositories } from '@arbkit/store'
import type { PaperSnapshot } from '../paper/paper-snapshot.ts'
import { noteRows } from './day-writes.ts'
import { savedDesk } from './desk-body.ts'
import type { LedgerTurn } from './ledger.ts'
import type { LedgerBooks } from './ledger-books.ts'
import {
  isOver,
  type LedgerTrade,
  planOfTrade,
  type Settled,
  startedTrade,
  type Step,
  type TradeDecision,
} from './ledger-trade.ts'
import { betId, gradedBet, type PaperRows, paperRowsOf, type RowOwner } from './paper-rows.ts'

/** What is to be written of a turn with paper trades. */
export interface PaperWrite {
  readonly tag: 'paper'
  readonly turn: number
  readonly t: number
  readonly decisions: readonly TradeDecision[]
  readonly paper: PaperSnapshot
}

/** Returns what is to be written; undefined where no trade has moved. @throws {InvariantError} without a desk. */
export function paperWriteOf({ turn, t, decisions, paper }: LedgerTurn): PaperWrite | undefined {
  const moving = decisions.filter(
    (decision): decision is TradeDecision =>
      decision.tag === 'paper-started' ||
      decision.tag === 'paper-step' ||
      decision.tag === 'paper-settled',
  )
  if (moving.length === 0) return undefined
  assertInvariant(paper !== undefined, 'a turn with paper trades comes with its desk')
  return { tag: 'paper', turn, t, decisions: moving, paper }
}

/** Where it is written. */
export interface PaperPlace {
  readonly inside: Repositories
  readonly owner: RowOwner
  readonly lease: Lease
  readonly books: LedgerBooks
}

/** Writes it, and takes it into the books. @throws {LeaseLostError} another process took over. */
export async function writePaper(write: PaperWrite, place: PaperPlace): Promise<void> {
  const { books } = place
  const desk = new Map(write.paper.trades.map((saved) => [tradeIdOf(saved), saved]))
  await journal(write, place)
  const touched = new Set<string>()
  for (const [id, saved] of desk) {
    const known = books.trades.get(id)
    if (known === undefined) checkStarted(id, write)
    else if (isChanged(known, saved)) {
      books.trades.set(id, { ...known, saved })
      touched.add(id)
    }
  }
  for (const decision of write.decisions) {
    if (decision.tag !== 'paper-started') touched.add(decision.trade)
    await writeDecision(decision, desk.get(decision.trade), place)
  }
  for (const id of touched) await savePlan(id, write.t, place)
  await recordCash(write, place)
  await saveDesk(write, place)
}

/** @throws {InvalidInputError} a trade that the desk has from elsewhere: its rows would be half a story. */
function checkStarted(id: string, { decisions }: PaperWrite): void {
  const isNew = decisions.some(({ tag, trade }) => tag === 'paper-started' && trade === id)
  assertInput(isNew, unknownText(id))
}

const unknownText = (id: string): string =>
  `the database does not know paper trade ${id}: a desk begins with what restore returns`

function isChanged({ saved }: LedgerTrade, now: unknown): boolean {
  return JSON.stringify(saved) !== JSON.stringify(now)
}

function tradeIdOf(saved: unknown): string {
  const trade = isRecord(saved) ? saved['trade'] : undefined
  const plan = isRecord(trade) ? trade['plan'] : undefined
  const id = isRecord(plan) ? plan['id'] : undefined
  assertInvariant(typeof id === 'string', 'a trade of a paper desk has an id')
  return id
}

async function journal(
  { t, decisions }: PaperWrite,
  { inside, owner, lease }: PaperPlace,
): Promise<void> {
  for (let first = 0; first < decisions.length; first += JOURNAL_GROUP_MAX) {
    const entries = decisions.slice(first, first + JOURNAL_GROUP_MAX).map((decision) => ({
      atMs: t,
      kind: decision.tag,
      planId: decision.trade,
      body: decision,
    }))
    await inside.journal.append(owner, entries, lease)
  }
}

async function writeDecision(
  decision: TradeDecision,
  saved: unknown,
  place: PaperPlace,
): Promise<void> {
  const { books, owner } = place
  if (decision.tag === 'paper-started') {
    // Its plan is there before its orders, which name it.
    books.trades.set(decision.trade, startedTrade(decision, saved))
    await savePlan(decision.trade, decision.t, place)
    return
  }
  const trade = books.trades.get(decision.trade)
  assertInput(trade !== undefined, unknownText(decision.trade))
  const rows = paperRowsOf(trade, decision, owner)
  await writeRows(rows, decision, place)
  books.trades.set(trade.id, {
    ...trade,
    held: rows.held,
    sales: rows.sales,
    guaranteed:
      decision.tag === 'paper-step' ? parseMicrodollars(decision.guaranteed) : trade.guaranteed,
    saved: saved ?? trade.saved,
    last: decision,
  })
}

async function writeRows(
  rows: PaperRows,
  decision: Step | Settled,
  { inside, books }: PaperPlace,
): Promise<void> {
  for (const order of rows.orders) await inside.orders.upsert(order)
  for (const fill of rows.fills) await inside.fills.record(fill)
  for (const bet of rows.bets) await inside.bets.record(bet)
  if (decision.tag === 'paper-settled' && decision.leg === 'bet') {
    const bet = await inside.bets.read(betId({ id: decision.trade }))
    if (bet !== undefined) await inside.bets.record(gradedBet(bet, decision))
  }
  noteRows(rows, decision, books)
  const alert = alertOf(decision)
  if (alert !== undefined) await inside.alerts.raise(alert)
}

/** Contracts that no bet covers: when the book has answered, and again where they stay. */
function alertOf(decision: Step | Settled): NewAlert | undefined {
  if (decision.tag === 'paper-settled' || decision.naked === '0.00') return undefined
  const { trade, event, stage, naked, bet, atMs } = decision
  const isLeft = event === 'unwind-arrived' && stage === 'held'
  if (event !== 'bet-asked' && !isLeft) return undefined
  const why = isLeft ? 'could not be sold back' : `no bet (${bet?.reason ?? 'partly accepted'})`
  return {
    topic: `naked-leg:${trade}`,
    severity: 'warning',
    code: 'naked-leg',
    message: `paper: ${naked} contracts of ${trade} are naked: ${why}`,
    context: { decision },
    planId: trade,
    atMs,
  }
}

async function savePlan(id: string, atMs: number, { inside, owner, books }: PaperPlace) {
  const trade = books.trades.get(id)
  if (trade === undefined) return
  const plan = planOfTrade(trade, { mode: owner.mode, atMs: Math.max(atMs, trade.createdAtMs) })
  await inside.plans.save(plan)
  if (isOver(trade.last)) {
    books.trades.delete(id)
    noteResult(trade.last.realised, books)
  } else books.trades.set(id, { ...trade, revision: plan.revision })
}

function noteResult(realised: string | null, books: LedgerBooks): void {
  const earned = realised === null ? 0 : parseMicrodollars(realised)
  if (earned < 0) books.losingStreak += 1
  if (earned > 0) books.losingStreak = 0
}

/** Cash as the desk has it, where it is another than was written last. */
async function recordCash(
  { t, paper }: PaperWrite,
  { inside, owner, books }: PaperPlace,
): Promise<void> {
  for (const [key, account] of Object.entries(paper.accounts.accounts)) {
    const { venue, shard, cash } = account
    if (books.cash.get(key) === cash) continue
    const place = { venue, shard: shard === undefined ? '' : String(shard) }
    await inside.balances.record({ ...owner, ...place, atMs: t, cash })
    books.cash.set(key, cash)
  }
}

async function saveDesk(
  { t, paper }: PaperWrite,
  { inside, owner, books }: PaperPlace,
): Promise<void> {
  const revision = books.deskRevision + 1
  const { losingStreak } = books
  await inside.desks.save({
    ...owner,
    revision,
    body: savedDesk(paper, { losingStreak, tradeIds: paper.trades.map(tradeIdOf) }),
    updatedAtMs: t,
  })
  books.deskRevision = revision
  books.isDayChanged = true
}

/** Returns the cash of a desk's accounts, as it was written with it. */
export function cashOf({ accounts }: PaperSnapshot): Map<string, Microdollars> {
  return new Map(Object.entries(accounts.accounts).map(([key, { cash }]) => [key, cash]))
}
