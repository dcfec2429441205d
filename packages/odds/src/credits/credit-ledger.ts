/**
 * What a month's log says is spent, set aside and left: a fold over its entries, in their order. It reads
 * no clock and knows no limits but those that stand in the entries, so that whoever reads the same entries
 * comes to the same verdict on each reservation. That is what makes a budget safe without a lock: who
 * wants to spend appends first and looks afterwards. A reservation holds if, with all that holds before it
 * in the log, it keeps its limits; of two that raced, the later one counts the earlier, so never both pass
 * for the same credits. One that does not hold counts for nobody, whatever becomes of its writer; one that
 * holds counts whole until it is settled, for ever if its writer died.
 * @module
 */
import { InvalidInputError } from '@arbkit/core'
import {
  type CreditDay,
  type CreditMonth,
  creditDayOf,
  creditDaysOf,
  creditMonthOf,
  endOfDayMs,
  endOfMonthMs,
} from './credit-calendar.ts'
import type { AccountCredits, CreditEntry, ReserveEntry, SettleEntry } from './credit-entry.ts'
import type { CreditLimits } from './credit-limits.ts'
import type { CreditLimitName, CreditShortfall } from './credits-exhausted-error.ts'

/**
 * Answers overtake each other by no more than this, ms. Of two within it the one with more `used` stands;
 * less `used` after longer is a plan that started anew.
 */
export const ACCOUNT_OVERTAKING_MS = 60_000

/** What the account was last heard to have, and when (Unix ms). */
export interface AccountAt extends AccountCredits {
  readonly atMs: number
}

/** Where a month stands, in whole credits; undefined: no limit. */
export interface CreditState {
  /** Settled on the day asked for, by everybody who shares the store. */
  readonly spentToday: number
  /** Settled in the month, or what the account says is used, whichever is more. */
  readonly spentMonth: number
  /** Set aside and not settled. */
  readonly openReservations: { readonly count: number; readonly credits: number }
  readonly account: AccountAt | undefined
  /** 0 or more, of `perDay`. */
  readonly leftToday: number | undefined
  /** 0 or more, of `perMonth`. */
  readonly leftMonth: number | undefined
  /** 0 or more: what a call may cost now, by all limits and by what the account has. */
  readonly left: number | undefined
}

/** What a reservation asks for. */
export type CreditAsk = Pick<ReserveEntry, 'atMs' | 'credits' | 'limits'>

interface OpenReservation {
  readonly credits: number
  readonly atMs: number
  /** Those of this month. */
  readonly days: readonly CreditDay[]
}

type Fate = 'open' | 'refused' | 'withdrawn' | 'settled'

/** The fold over one month's log. */
export class CreditLedger {
  private readonly month: CreditMonth
  private readonly fates = new Map<string, Fate>()
  private readonly open = new Map<string, OpenReservation>()
  private readonly settledByDay = new Map<CreditDay, number>()
  private settled = 0
  private account: AccountAt | undefined
  /** Settled without a word of the account, since it was last heard of. */
  private unheard = 0

  constructor(month: CreditMonth) {
    this.month = month
  }

  /**
   * Takes the next entry of the log; returns what is missing where it is a reservation that does not hold.
   * @throws {InvalidInputError} a reservation with the identifier of another: nobody could be sure whose
   * is whose. The ledger must not be used afterwards.
   */
  apply(entry: CreditEntry): CreditShortfall | undefined {
    switch (entry.kind) {
      case 'reserve':
        return this.reserve(entry)
      case 'withdraw':
        this.open.delete(entry.id)
        this.fates.set(entry.id, 'withdrawn')
        return undefined
      case 'settle':
      case 'usage':
        // The same entry again: its first append was not known to have worked.
        if (this.fates.get(entry.id) !== 'settled') this.settle(entry)
        return undefined
    }
  }

  /** Returns what is missing for an ask after everything taken so far; undefined: it fits. */
  shortfall({ atMs, credits, limits }: CreditAsk): CreditShortfall | undefined {
    for (const day of this.daysOf(atMs)) {
      const left = this.leftOfDay(day, limits)
      if (left !== undefined && left < credits) {
        return missing('day', { whole: limits.perDay, left, credits }, endOfDayMs(day))
      }
    }
    const monthEndMs = endOfMonthMs(this.month)
    const left = this.leftOfMonth(limits)
    if (left !== undefined && left < credits) {
      return missing('month', { whole: limits.perMonth, left, credits }, monthEndMs)
    }
    const leftOfAccount = this.leftOfAccount(limits)
    if (leftOfAccount !== undefined && leftOfAccount < credits) {
      return missing('account', { left: leftOfAccount, credits }, monthEndMs, limits.reserve ?? 0)
    }
    return undefined
  }

  /** Says whether a reservation is in the log, held, and neither settled nor withdrawn. */
  holds(id: string): boolean {
    return this.open.has(id)
  }

  /** Returns where the month stands on a day under limits. */
  state(day: CreditDay, limits: CreditLimits): CreditState {
    const leftToday = atLeastZero(this.leftOfDay(day, limits))
    const leftMonth = atLeastZero(this.leftOfMonth(limits))
    const bounds = [leftToday, leftMonth, atLeastZero(this.leftOfAccount(limits))]
    const known = bounds.filter((bound) => bound !== undefined)
    return {
      spentToday: this.settledByDay.get(day) ?? 0,
      spentMonth: this.spent(),
      openReservations: { count: this.open.size, credits: this.openCredits() },
      account: this.account,
      leftToday,
      leftMonth,
      left: known.length === 0 ? undefined : Math.min(...known),
    }
  }

  private reserve(entry: ReserveEntry): CreditShortfall | undefined {
    const { id, atMs, credits } = entry
    if (this.fates.has(id)) {
      const problem = `credits: ${this.month}: two entries of one identifier`
      throw new InvalidInputError(`${problem}: expected ids unique among all processes, got ${id}`)
    }
    const shortfall = this.shortfall(entry)
    this.fates.set(id, shortfall === undefined ? 'open' : 'refused')
    if (shortfall === undefined) this.open.set(id, { credits, atMs, days: this.daysOf(atMs) })
    return shortfall
  }

  private settle(entry: SettleEntry | Extract<CreditEntry, { kind: 'usage' }>): void {
    const { id, credits, account } = entry
    const reservation = this.open.get(id)
    this.open.delete(id)
    this.fates.set(id, 'settled')
    const atMs = Math.max(entry.atMs, reservation?.atMs ?? 0)
    const day = creditDayOf(atMs)
    // Set aside and settled on one day it was charged then. Over midnight, which day was charged is not
    // known: both are.
    const isOneDay = reservation !== undefined && creditDayOf(reservation.atMs) === day
    const days = new Set([...(isOneDay ? [] : (reservation?.days ?? [])), day])
    const own = [...days].filter((each) => each.startsWith(this.month))
    for (const each of own) {
      this.settledByDay.set(each, (this.settledByDay.get(each) ?? 0) + credits)
    }
    if (own.length === 0) return
    this.settled += credits
    const isHeard = account !== undefined && creditMonthOf(atMs) === this.month
    if (isHeard) this.hear({ ...account, atMs })
    else this.unheard += credits
  }

  private hear(account: AccountAt): void {
    const known = this.account
    const isNewer =
      known === undefined ||
      account.used >= known.used ||
      account.atMs - known.atMs > ACCOUNT_OVERTAKING_MS
    if (!isNewer) return
    this.account = account
    this.unheard = 0
  }

  private daysOf(atMs: number): readonly CreditDay[] {
    return creditDaysOf(atMs).filter((day) => day.startsWith(this.month))
  }

  private openCredits(day?: CreditDay): number {
    const all = [...this.open.values()]
    const counted = day === undefined ? all : all.filter(({ days }) => days.includes(day))
    return counted.reduce((sum, { credits }) => sum + credits, 0)
  }

  private spent(): number {
    return Math.max(this.settled, (this.account?.used ?? 0) + this.unheard)
  }

  /** May be negative: what was charged beyond what was set aside is counted, not undone. */
  private leftOfDay(day: CreditDay, { perDay }: CreditLimits): number | undefined {
    if (perDay === undefined) return undefined
    return perDay - (this.settledByDay.get(day) ?? 0) - this.openCredits(day)
  }

  private leftOfMonth({ perMonth }: CreditLimits): number | undefined {
    return perMonth === undefined ? undefined : perMonth - this.spent() - this.openCredits()
  }

  private leftOfAccount({ reserve = 0 }: CreditLimits): number | undefined {
    if (this.account === undefined) return undefined
    return this.account.remaining - this.unheard - this.openCredits() - reserve
  }
}

function missing(
  limit: CreditLimitName,
  amount: { readonly whole?: number | undefined; readonly left: number; readonly credits: number },
  freesAtMs: number,
  limitCredits = amount.whole ?? 0,
): CreditShortfall {
  const { whole, left, credits } = amount
  return {
    limit,
    limitCredits,
    leftCredits: Math.max(0, left),
    neededCredits: credits,
    freesAtMs: whole !== undefined && whole < credits ? undefined : freesAtMs,
  }
}

function atLeastZero(credits: number | undefined): number | undefined {
  return credits === undefined ? undefined : Math.max(0, credits)
}
