/**
 * The paper money of a desk: its accounts, what is at stake, and what was paid today.
 * @module
 */
import {
  availableCash,
  easternDateOf,
  type Microdollars,
  microdollars,
  NO_PAPER_ACCOUNTS,
  type PaperAccountEvent,
  type PaperAccountId,
  paperAccountKey,
  type PaperAccounts,
  paperEntriesOf,
  paperExposureOf,
  type PaperTrade,
  type PaperTradeAccounts,
  type Payoff,
  stepPaperAccounts,
} from '@arbkit/core'
import type { Standing } from './trade-size.ts'

/** What was earned, and what is at stake without what is set aside. */
export interface Earned {
  readonly realised: Microdollars
  readonly realisedToday: Microdollars
  readonly exposure: Microdollars
}

/** Money that changes with trades. */
export class PaperMoney {
  private readonly cash: Microdollars
  private state: PaperAccounts
  private readonly staked: Map<string, number>

  constructor(
    cash: Microdollars,
    accounts: PaperAccounts = NO_PAPER_ACCOUNTS,
    stakedByDay: Readonly<Record<string, Microdollars>> = {},
  ) {
    this.cash = cash
    this.state = accounts
    this.staked = new Map(Object.entries(stakedByDay))
  }

  get accounts(): PaperAccounts {
    return this.state
  }

  /** Time of the last event, Unix ms: nothing happens before it. */
  get lastMs(): number {
    return this.state.atMs
  }

  /** Returns what is taken already; trades under way are told by their fixture. */
  standing(
    { contract, bet, fixtureId }: PaperTradeAccounts,
    underWay: Iterable<{ readonly tradeId: string; readonly fixtureId: string }>,
    atMs: number,
  ): Standing {
    const { total, byFixture } = paperExposureOf(this.state)
    let [aside, onGame] = [0, byFixture[fixtureId] ?? 0]
    for (const each of underWay) {
      const reserved = this.reservedFor(each.tradeId)
      aside += reserved
      if (each.fixtureId === fixtureId) onGame += reserved
    }
    return {
      contractCash: this.freeCash(contract),
      betCash: this.freeCash(bet),
      onGame,
      atRisk: total + aside,
      today: (this.staked.get(dayOf(atMs)) ?? 0) + aside,
    }
  }

  /** Pays into the accounts of a trade that are not there yet, and sets its most aside. */
  begin(trade: PaperTrade, accounts: PaperTradeAccounts): void {
    for (const account of [accounts.contract, accounts.bet]) {
      if (paperAccountKey(account) in this.state.accounts) continue
      this.apply({ tag: 'deposited', atMs: trade.atMs, account, amount: this.cash })
    }
    this.step({ before: undefined, after: trade }, accounts)
  }

  /** Takes what a step did to money. @param payoff of a leg that it settled. */
  step(
    step: { readonly before: PaperTrade | undefined; readonly after: PaperTrade },
    accounts: PaperTradeAccounts,
    payoff?: Payoff,
  ): void {
    for (const event of paperEntriesOf(step, accounts, payoff)) {
      this.apply(event)
      if (event.tag === 'bought') this.noteStaked(event.atMs, event.cost + event.fee)
    }
  }

  /** Returns what was earned. @param atMs today's moment, Unix ms. */
  earned(atMs: number): Earned {
    const { realisedByDay } = this.state
    const all = Object.values(realisedByDay).reduce((sum, amount) => sum + amount, 0)
    return {
      realised: microdollars(all),
      realisedToday: realisedByDay[easternDateOf(atMs)] ?? microdollars(0),
      exposure: paperExposureOf(this.state).total,
    }
  }

  /** Returns what was paid by day, UTC. */
  stakedByDay(): Readonly<Record<string, Microdollars>> {
    return Object.fromEntries([...this.staked].map(([day, paid]) => [day, microdollars(paid)]))
  }

  private apply(event: PaperAccountEvent): void {
    this.state = stepPaperAccounts(this.state, event)
  }

  private noteStaked(atMs: number, paid: number): void {
    const day = dayOf(atMs)
    this.staked.set(day, (this.staked.get(day) ?? 0) + paid)
    for (const known of this.staked.keys()) {
      if (this.staked.size <= STAKED_DAYS_MAX) break
      this.staked.delete(known)
    }
  }

  private freeCash(account: PaperAccountId): number {
    const isThere = paperAccountKey(account) in this.state.accounts
    return isThere ? availableCash(this.state, account) : this.cash
  }

  private reservedFor(tradeId: string): number {
    return Object.values(this.state.accounts).reduce(
      (sum, { reserved }) => sum + (reserved[tradeId] ?? 0),
      0,
    )
  }
}

/** Days whose payments are kept: today's and the one before. */
const STAKED_DAYS_MAX = 2

/** Day of a moment, UTC. */
function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}
