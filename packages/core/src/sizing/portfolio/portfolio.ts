/**
 * A portfolio: a quantity of each of several legs at any number of venues. What can be bought, what
 * must be paid for it where, and what it pays in each outcome.
 * @module
 */
import type { Payoff } from '../../settlement/payoff.ts'
import type { Centicontracts, Cents, Microdollars } from '../../units/money.ts'
import type { Rational } from '../../units/rational.ts'
import type { LadderCost } from '../ladder-cost.ts'

/** Contracts bought from an ask ladder. Quantities are centicontracts. */
export interface ContractPart {
  readonly tag: 'contract'
  /** Unique in its problem; a name for people: `KXNFLGAME-26SEP10-DAL yes`. */
  readonly id: string
  /** Whose cash pays for it: a venue, and its shard where cash is kept apart: `kalshi/3`. */
  readonly account: string
  readonly cost: LadderCost
  /** Bought in multiples of this, above 0. */
  readonly step: Centicontracts
  /** Most that may be bought; the depth of the ladder where left out. */
  readonly sizeMax?: Centicontracts
  /** Payouts are floored to a multiple of this, microdollars. */
  readonly payoutStepMicrodollars: number
}

/** One bet at fixed odds. Quantities are cents of stake. */
export interface BetPart {
  readonly tag: 'bet'
  readonly id: string
  readonly account: string
  /** What 1 staked returns if it wins, stake included, commission taken off; above 0. */
  readonly returnRatio: Rational
  /** Stakes are multiples of this: 1 for cents, 100 "to the dollar", 500 "to the five dollars". */
  readonly stakeStep: Cents
  /** Least stake that the book takes, if any is placed. */
  readonly stakeMin: Cents
  readonly stakeMax: Cents
  /**
   * True for a free bet: the stake is the book's, costs nothing and never comes back;
   * `returnRatio` is then what it returns without the stake.
   */
  readonly isFreeBet: boolean
}

/** Something a portfolio may hold. */
export type PortfolioPart = ContractPart | BetPart

/** What the parts pay in one outcome. */
export interface PortfolioOutcome {
  readonly id: string
  /** By part: every payoff to be reckoned with, at least one. The worst joint choice counts. */
  readonly payoffs: readonly (readonly Payoff[])[]
}

/**
 * Capital that comes back at once, before anything ends (Kalshi, help pages on netting and
 * collateral return, read 2026-08-22).
 */
export type CapitalReturn =
  /** YES and NO of one market: each pair of contracts is paid out as one dollar. Indices of contract parts. */
  | { readonly tag: 'pair'; readonly yes: number; readonly no: number }
  /** NO of several mutually exclusive markets: all but the largest holding are sure to pay. */
  | { readonly tag: 'exclusive'; readonly noParts: readonly number[] }

/** What to size. */
export interface PortfolioProblem {
  readonly parts: readonly PortfolioPart[]
  /** Regular outcomes that the guarantee covers; at least one. */
  readonly outcomes: readonly PortfolioOutcome[]
  /** Cash by account; an account that is not named has no limit of its own. */
  readonly cash: ReadonlyMap<string, Microdollars>
  /** Most capital in all, over every account. */
  readonly bankroll: Microdollars
  readonly capitalReturns: readonly CapitalReturn[]
}

/** One part as held. */
export interface PortfolioHolding {
  /** Centicontracts, or cents of stake; a multiple of the part's step, 0 where it is not held. */
  readonly quantity: number
  /** Price without fees; 0 for a free bet. */
  readonly cost: Microdollars
  /** Fees at most. */
  readonly fees: Microdollars
  /** What it pays if it wins, floored to what the venue pays in. */
  readonly winPayout: Microdollars
}

/** What a portfolio earns in one outcome, at the worst joint choice of its payoffs. */
export interface PortfolioOutcomeProfit {
  readonly id: string
  /** By part, at that choice. */
  readonly payouts: readonly Microdollars[]
  readonly profit: Microdollars
}

/** A portfolio, evaluated exactly. */
export interface PortfolioPosition {
  /** By part. */
  readonly holdings: readonly PortfolioHolding[]
  /** Costs and fees. */
  readonly totalCost: Microdollars
  /** Costs and fees less what comes back at once: what the accounts must hold. */
  readonly capital: Microdollars
  readonly capitalByAccount: ReadonlyMap<string, Microdollars>
  readonly outcomes: readonly PortfolioOutcomeProfit[]
  /** The least profit over the outcomes. */
  readonly guaranteed: Microdollars
}
