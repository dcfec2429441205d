/**
 * The ledger of a running engine. What comes while the database is busy waits in a bounded queue and is
 * written in one transaction, in its order; the first write that fails is the last.
 * @module
 */
import { InvariantError, isArbError } from '@arbkit/core'
import type { Repositories } from '@arbkit/store'
import type { PaperSnapshot } from '../paper/paper-snapshot.ts'
import { noteOpened, noteRealised, openDay, writeDay } from './day-writes.ts'
import { readDesk } from './desk-body.ts'
import {
  LEDGER_ACCOUNT,
  LEDGER_QUEUE_MAX,
  LedgerFullError,
  type Ledger,
  type LedgerOptions,
  type LedgerTurn,
} from './ledger.ts'
import { copyOfBooks, emptyBooks, type LedgerBooks } from './ledger-books.ts'
import { tradeOfPlan } from './ledger-trade.ts'
import {
  joinedWrite,
  type OpportunityWrite,
  opportunityWriteOf,
  stopOpportunities,
  writeOpportunity,
} from './opportunity-writes.ts'
import type { RowOwner } from './paper-rows.ts'
import { cashOf, type PaperWrite, paperWriteOf, writePaper } from './paper-writes.ts'

/** Most things of one transaction: others of this database get their turn. */
export const LEDGER_BATCH_MAX = 500
/** How often a transaction is tried whose failure has changed nothing. */
export const LEDGER_ATTEMPTS_MAX = 3

/** Returns the ledger of a database; nothing is read or written yet. */
export function createLedger(options: LedgerOptions): Ledger {
  return new WritingLedger(options)
}

/** Something to be written. */
type Write = OpportunityWrite | PaperWrite

/** Who waits until so many things are written. */
interface Waiter {
  readonly count: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

class WritingLedger implements Ledger {
  private readonly options: LedgerOptions
  private readonly owner: RowOwner
  private books: LedgerBooks = emptyBooks()
  private queue: Write[] = []
  /** Where in the queue an update waits that a later one may take the place of, by opportunity. */
  private waitingUpdates = new Map<string, number>()
  private waiters: Waiter[] = []
  private takenCount = 0
  private writtenCount = 0
  private writing: Promise<void> | undefined
  private failure: { readonly error: unknown } | undefined
  /** Nothing more is taken; what was is still written. */
  private refusal: LedgerFullError | undefined

  constructor(options: LedgerOptions) {
    this.options = options
    this.owner = { mode: options.mode, account: options.account ?? LEDGER_ACCOUNT }
  }

  record(turn: LedgerTurn): Promise<void> {
    const durable = this.take(turn)
    // Its caller may look at it late: until then it is no reason to end the process.
    durable.catch(() => undefined)
    return durable
  }

  async restore(): Promise<PaperSnapshot | undefined> {
    const { database, mode } = this.options
    await this.stopAll()
    const desk = await database.desks.read(mode, this.owner.account)
    if (desk === undefined) return undefined
    const { snapshot, notes } = readDesk(desk.body, `${database.name}: paper desk`)
    const plans = await database.plans.open(mode)
    const known = new Map(plans.map((plan) => [plan.id, tradeOfPlan(plan)]))
    const trades = notes.tradeIds.map((id) => {
      const trade = known.get(id)
      if (trade === undefined) throw new InvariantError(`paper trade ${id} has no open plan`)
      return trade
    })
    this.books = {
      ...emptyBooks(),
      trades: new Map(trades.map((trade) => [trade.id, trade])),
      cash: cashOf(snapshot),
      deskRevision: desk.revision,
      losingStreak: notes.losingStreak,
    }
    return { ...snapshot, trades: trades.map(({ saved }) => saved) }
  }

  async close(): Promise<void> {
    await this.writing
    if (this.failure === undefined) await this.stopAll()
  }

  /** Ends everything that is open, whoever opened it: only who holds the lease may. */
  private async stopAll(): Promise<void> {
    const { database, mode, clock, lease } = this.options
    await database.transact(async (inside) => {
      await inside.leases.renew(lease())
      await stopOpportunities(inside, { mode, clock })
    })
  }

  private async take(turn: LedgerTurn): Promise<void> {
    if (this.failure !== undefined) throw this.failure.error
    if (this.refusal !== undefined) throw this.refusal
    const paper = paperWriteOf(turn)
    const seen = turn.decisions.flatMap((decision) => opportunityWriteOf(decision) ?? [])
    if (paper === undefined && seen.length === 0) return
    const { queueMax = LEDGER_QUEUE_MAX } = this.options
    const count = seen.length + (paper === undefined ? 0 : 1)
    if (this.queue.length + count > queueMax) {
      this.refusal = new LedgerFullError(
        `${this.options.database.name}: over ${queueMax} things wait to be written: it does not keep up`,
      )
      throw this.refusal
    }
    for (const write of seen) this.enqueue(write)
    if (paper !== undefined) this.push(paper)
    const written = this.untilWritten()
    this.writing ??= this.drain()
    await written
  }

  private enqueue(write: OpportunityWrite): void {
    const { id, tag } = write.decision
    const index = this.waitingUpdates.get(id)
    const waiting = index === undefined ? undefined : this.queue[index]
    if (tag === 'updated' && index !== undefined && waiting?.tag === 'opportunity') {
      this.queue[index] = joinedWrite(waiting, write)
      return
    }
    if (tag === 'updated') this.waitingUpdates.set(id, this.queue.length)
    else this.waitingUpdates.delete(id)
    this.push(write)
  }

  private push(write: Write): void {
    this.queue.push(write)
    this.takenCount += 1
  }

  private untilWritten(): Promise<void> {
    const count = this.takenCount
    return new Promise((resolve, reject) => {
      this.waiters.push({ count, resolve, reject })
    })
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0 && this.failure === undefined) {
      const batch = this.queue.slice(0, LEDGER_BATCH_MAX)
      this.queue = this.queue.slice(LEDGER_BATCH_MAX)
      // What is under way is not changed any more.
      this.waitingUpdates.clear()
      try {
        await this.write(batch)
        this.writtenCount += batch.length
        this.tell()
      } catch (error) {
        this.fail(error)
      }
    }
    this.writing = undefined
  }

  private tell(): void {
    const done = this.waiters.filter(({ count }) => count <= this.writtenCount)
    this.waiters = this.waiters.filter(({ count }) => count > this.writtenCount)
    for (const { resolve } of done) resolve()
  }

  private fail(error: unknown): void {
    this.failure ??= { error }
    const { waiters } = this
    this.waiters = []
    this.queue = []
    for (const { reject } of waiters) reject(this.failure.error)
  }

  private async write(batch: readonly Write[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const books = copyOfBooks(this.books)
      try {
        await this.options.database.transact((inside) => this.apply(batch, { inside, books }))
        this.books = books
        return
      } catch (error) {
        const isSafe = isArbError(error) && error.resend === 'safe'
        if (!isSafe || attempt >= LEDGER_ATTEMPTS_MAX) throw error
      }
    }
  }

  private async apply(
    batch: readonly Write[],
    place: { readonly inside: Repositories; readonly books: LedgerBooks },
  ): Promise<void> {
    const { owner } = this
    const { books } = place
    const lease = this.options.lease()
    // Also where no money moves: two processes would end each other's opportunities.
    await place.inside.leases.renew(lease)
    for (const write of batch) {
      const atMs = write.tag === 'paper' ? write.t : write.decision.t
      await openDay(atMs, owner, place)
      if (write.tag === 'opportunity') {
        if (write.decision.tag === 'opened') noteOpened(books)
        await writeOpportunity(write, { ...place, mode: owner.mode })
      } else {
        await writePaper(write, { ...place, owner, lease })
        noteRealised(write.paper, books)
      }
    }
    await writeDay(owner, place)
  }
}
