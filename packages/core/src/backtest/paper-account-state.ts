/**
 * What paper money consists of, what happens to it, and what can be read off it: plain data.
 * @module
 */
import type { EasternDate } from '../fixtures/fixture.ts'
import type { Payoff } from '../settlement/payoff.ts'
import { type Microdollars, microdollars } from '../units/money.ts'

/** Where cash is: a venue, and its shard where cash is kept apart. */
export interface PaperAccountId {
  /** `kalshi` or a bookmaker's key. */
  readonly venue: string
  readonly shard: number | undefined
}

/** One account. */
export interface PaperAccount extends PaperAccountId {
  readonly cash: Microdollars
  /** Set aside for trades under way, by trade. */
  readonly reserved: Readonly<Record<string, Microdollars>>
}

/** Something that is held until it has a result. */
export interface PaperPosition {
  readonly id: string
  /** Key of the account that paid, see {@link paperAccountKey}. */
  readonly account: string
  readonly instrument: 'contract' | 'bet'
  /** What exposure is added up by. */
  readonly fixtureId: string
  /** What it pays if it wins: a dollar a contract; stake times odds, floored to the cent. */
  readonly winPayout: Microdollars
  /** Paid for it, without fees. */
  readonly cost: Microdollars
  readonly fees: Microdollars
}

/** All accounts, and what they hold. Records by key; the keys come in the order they were made. */
export interface PaperAccounts {
  readonly accounts: Readonly<Record<string, PaperAccount>>
  readonly positions: Readonly<Record<string, PaperPosition>>
  /** Earned by sales and settlements, by the day of them. */
  readonly realisedByDay: Readonly<Record<EasternDate, Microdollars>>
  /** Paid in less what was paid out. */
  readonly deposited: Microdollars
  /** Time of the last event, Unix ms. */
  readonly atMs: number
}

/** What happens to paper money; in the order of times. */
export type PaperAccountEvent =
  /** Cash comes in, or goes out where it is below 0. The first one opens the account. */
  | {
      readonly tag: 'deposited'
      readonly atMs: number
      readonly account: PaperAccountId
      readonly amount: Microdollars
    }
  /** Cash is set aside for a trade, in place of what was before. */
  | {
      readonly tag: 'reserved'
      readonly atMs: number
      readonly account: PaperAccountId
      readonly tradeId: string
      readonly amount: Microdollars
    }
  /** A trade needs nothing more: all that is set aside for it is free again, in every account. */
  | { readonly tag: 'released'; readonly atMs: number; readonly tradeId: string }
  /** Bought; adds to a position of that id. What was set aside for the trade is used first. */
  | {
      readonly tag: 'bought'
      readonly atMs: number
      readonly account: PaperAccountId
      readonly tradeId: string
      readonly positionId: string
      readonly fixtureId: string
      readonly instrument: 'contract' | 'bet'
      readonly winPayout: Microdollars
      readonly cost: Microdollars
      readonly fee: Microdollars
    }
  /** Part of a position, or all of it, sold: so much of its payout goes, with its share of the cost. */
  | {
      readonly tag: 'sold'
      readonly atMs: number
      readonly positionId: string
      readonly winPayout: Microdollars
      readonly proceeds: Microdollars
      readonly fee: Microdollars
    }
  /** The result of a position: a payoff of the settlement rules, or the share that a venue set. */
  | {
      readonly tag: 'settled'
      readonly atMs: number
      readonly positionId: string
      readonly payoff: Payoff
    }

/** Before anything was paid in. */
export const NO_PAPER_ACCOUNTS: PaperAccounts = {
  accounts: {},
  positions: {},
  realisedByDay: {},
  deposited: microdollars(0),
  atMs: Number.MIN_SAFE_INTEGER,
}

/** Returns the key of an account: `kalshi/2`, `draftkings/`. */
export function paperAccountKey({ venue, shard }: PaperAccountId): string {
  return `${venue}/${shard ?? ''}`
}

/** Returns the cash that is not set aside; 0 of an account that is not there. */
export function availableCash(state: PaperAccounts, id: PaperAccountId): Microdollars {
  const account = state.accounts[paperAccountKey(id)]
  return account === undefined
    ? microdollars(0)
    : microdollars(account.cash - reservedCash(account))
}

/** What could be lost at most: what is held cost, fees included. */
export interface PaperExposure {
  readonly total: Microdollars
  readonly byAccount: Readonly<Record<string, Microdollars>>
  readonly byFixture: Readonly<Record<string, Microdollars>>
}

/** Returns the exposure of what is held; only accounts and fixtures that have any. */
export function paperExposureOf({ positions }: PaperAccounts): PaperExposure {
  const byAccount: Record<string, Microdollars> = {}
  const byFixture: Record<string, Microdollars> = {}
  let total = 0
  for (const { account, fixtureId, cost, fees } of Object.values(positions)) {
    const paid = cost + fees
    total += paid
    byAccount[account] = microdollars((byAccount[account] ?? 0) + paid)
    byFixture[fixtureId] = microdollars((byFixture[fixtureId] ?? 0) + paid)
  }
  return { total: microdollars(total), byAccount, byFixture }
}

/** Returns what is set aside in an account, over all trades. */
export function reservedCash({ reserved }: PaperAccount): number {
  return Object.values(reserved).reduce((sum, amount) => sum + amount, 0)
}
