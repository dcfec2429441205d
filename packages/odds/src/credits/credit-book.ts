/**
 * The log of credits as one process writes it: one thing after another, and what became of calls before
 * anything else.
 * @module
 */
import { assertInvariant, type Clock, type Ids } from '@arbkit/core'
import type { OddsRequest } from '../rest/request.ts'
import {
  CALL_MS_MAX,
  type CreditMonth,
  creditDayOf,
  creditMonthOf,
  creditMonthsOf,
} from './credit-calendar.ts'
import { chargeOf, type EndedCall } from './credit-charge.ts'
import {
  type AccountCredits,
  CREDIT_ENTRY_VERSION,
  type CreditEntry,
  type ReserveEntry,
} from './credit-entry.ts'
import type { CreditState } from './credit-ledger.ts'
import type { CreditLimits } from './credit-limits.ts'
import type { CreditStore } from './credit-store.ts'
import { CreditsExhaustedError } from './credits-exhausted-error.ts'
import { newestUsageOf } from './ended-call.ts'
import { LedgerReader } from './ledger-reader.ts'

/** What the book needs. */
export interface CreditBookOptions {
  readonly store: CreditStore
  readonly clock: Clock
  readonly ids: Ids
  readonly limits: CreditLimits
  /** Told, in one line, why something is not written yet. */
  readonly complain: (problem: string) => void
}

/** Credits that are set aside. */
export interface Reservation {
  readonly id: string
  readonly months: readonly CreditMonth[]
  /** When its call must have ended, Unix ms. */
  readonly untilMs: number
}

interface Unwritten {
  readonly month: CreditMonth
  readonly entry: CreditEntry
}

/** Writes the log, and reads it. */
export class CreditBook {
  private readonly options: CreditBookOptions
  private readonly reader: LedgerReader
  /** Of calls that are over; written before anything else is. */
  private unwritten: readonly Unwritten[] = []
  private last: Promise<unknown> = Promise.resolve()

  constructor(options: CreditBookOptions) {
    this.options = options
    this.reader = new LedgerReader(options.store)
  }

  /** Sets credits aside. @throws {CreditsExhaustedError} too few are left. @throws {ArbError} the log fails. */
  async reserve(request: OddsRequest, credits: number): Promise<Reservation> {
    return this.inTurn(async () => {
      await this.flush()
      const { limits, ids } = this.options
      const { perDay, perMonth, reserve } = limits
      const entry: ReserveEntry = {
        ...this.head(ids.next()),
        kind: 'reserve',
        credits,
        endpoint: request.endpoint,
        limits: {
          ...(perDay === undefined ? {} : { perDay }),
          ...(perMonth === undefined ? {} : { perMonth }),
          ...(reserve === undefined ? {} : { reserve }),
        },
      }
      const { id, atMs } = entry
      const reservation = { id, months: creditMonthsOf(atMs), untilMs: atMs + CALL_MS_MAX }
      // What can not fit is not written down: asking again and again does not fill the log.
      for (const month of reservation.months) {
        const shortfall = (await this.reader.level(month)).ledger.shortfall(entry)
        if (shortfall !== undefined) throw new CreditsExhaustedError(request.endpoint, shortfall)
      }
      await this.hold(request, entry, reservation)
      return reservation
    })
  }

  /** Gives back what was set aside for a call that was never sent; never throws. */
  async withdraw(reservation: Reservation): Promise<void> {
    await this.write(this.withdrawals(reservation))
  }

  /** Counts what a call came to; never throws. */
  async settle({ id, months }: Reservation, call: EndedCall): Promise<void> {
    const entry: CreditEntry = {
      ...this.head(id),
      kind: 'settle',
      credits: chargeOf(call),
      ...accountOf(call),
    }
    const all = new Set([...months, creditMonthOf(entry.atMs)])
    await this.write([...all].map((month) => ({ month, entry })))
  }

  /**
   * Logs a call for which nothing was set aside: only if it was charged all the same, or its headers say
   * something new of the account. Were they left out, a plan that was raised would never be noticed. Never throws.
   */
  async noteFree(call: EndedCall): Promise<void> {
    const credits = chargeOf(call)
    const { account } = accountOf(call)
    const { ids } = this.options
    const entryOf = (): CreditEntry => ({
      ...this.head(ids.next()),
      kind: 'usage',
      credits,
      ...accountOf(call),
    })
    if (credits > 0) {
      const entry = entryOf()
      await this.write([{ month: creditMonthOf(entry.atMs), entry }])
    } else if (account !== undefined) {
      await this.inTurn(async () => {
        const known = (await this.now()).account
        if (known?.used === account.used && known.remaining === account.remaining) return
        const entry = entryOf()
        await this.options.store.append(creditMonthOf(entry.atMs), [entry])
      }).catch((error: unknown) => this.complain(error))
    }
  }

  /** Returns where the month stands now. @throws {ArbError} the log can not be read. */
  async state(): Promise<CreditState> {
    return this.inTurn(async () => this.now())
  }

  private async now(): Promise<CreditState> {
    const { clock, limits } = this.options
    const nowMs = clock.now()
    const { ledger } = await this.reader.level(creditMonthOf(nowMs))
    return ledger.state(creditDayOf(nowMs), limits)
  }

  /** Writes a reservation down in each of its months, and looks whether it holds there. */
  private async hold(
    request: OddsRequest,
    entry: ReserveEntry,
    reservation: Reservation,
  ): Promise<void> {
    const { store } = this.options
    try {
      for (const month of reservation.months) {
        await store.append(month, [entry])
        const { ledger, refused } = await this.reader.level(month)
        if (ledger.holds(entry.id)) continue
        const shortfall = refused.get(entry.id)
        assertInvariant(shortfall !== undefined, 'credits: the store lost what was appended')
        throw new CreditsExhaustedError(request.endpoint, shortfall)
      }
    } catch (error) {
      this.unwritten = [...this.unwritten, ...this.withdrawals(reservation)]
      await this.flush().catch((failure: unknown) => this.complain(failure))
      throw error
    }
  }

  private withdrawals({ id, months }: Reservation): readonly Unwritten[] {
    const entry: CreditEntry = { ...this.head(id), kind: 'withdraw' }
    return months.map((month) => ({ month, entry }))
  }

  /** Writes what became of a call, now or with whatever is written next; never throws. */
  private async write(entries: readonly Unwritten[]): Promise<void> {
    this.unwritten = [...this.unwritten, ...entries]
    await this.inTurn(async () => this.flush()).catch((error: unknown) => this.complain(error))
  }

  private async flush(): Promise<void> {
    for (let [first] = this.unwritten; first !== undefined; [first] = this.unwritten) {
      await this.options.store.append(first.month, [first.entry])
      this.unwritten = this.unwritten.slice(1)
    }
  }

  private head(id: string): Pick<CreditEntry, 'v' | 'id' | 'atMs'> {
    return { v: CREDIT_ENTRY_VERSION, id, atMs: Math.floor(this.options.clock.now()) }
  }

  private complain(error: unknown): void {
    this.options.complain(error instanceof Error ? error.message : String(error))
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work)
    this.last = mine.catch(() => undefined)
    return mine
  }
}

function accountOf(call: EndedCall): { readonly account?: AccountCredits } {
  const usage = newestUsageOf(call)
  return usage === undefined ? {} : { account: { remaining: usage.remaining, used: usage.used } }
}
