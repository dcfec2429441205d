/**
 * The state of one paper trade of two legs, its events and its commands: plain data, the one Decimal
 * being the multiplier of its fees.
 *
 * ```
 * preparing ──> sent ──> committing ──> both ─────────────────────────────> settled
 *     │           │           └──────> unwinding ──> unwound | held ──────────┘
 *     └───────────┴──> dropped (nothing was bought)
 * ```
 * @module
 */
import type { AskLadder, PriceLevel } from '../book/ladder.ts'
import type { Payoff } from '../settlement/payoff.ts'
import type { Centicontracts, Cents, Microdollars, PriceTicks } from '../units/money.ts'
import type { Rational } from '../units/rational.ts'
import type { PaperBetReceipt, PaperQuote } from './bet-acceptance.ts'
import type { PaperChances, PaperPlan } from './paper-plan.ts'
import type { Taking, TimeInForce } from './taking.ts'

/**
 * How far a trade is. `both`: the bet stands, and nothing is left to do but to wait. `unwound`: what no
 * bet covered was sold back. `held`: some of it is still there, by policy or because nobody took it.
 * `settled`: every leg that was open has its result. `dropped`: it ended before anything was bought.
 */
export type PaperStage =
  | 'preparing'
  | 'sent'
  | 'committing'
  | 'unwinding'
  | 'both'
  | 'unwound'
  | 'held'
  | 'settled'
  | 'dropped'

/** Why nothing was bought. `stake-limit`: the book would not cover one step of contracts. */
export type PaperDropReason = 'not-quoted' | 'odds-below-minimum' | 'stake-limit' | 'not-filled'

/** One of the two legs. */
export type PaperLeg = 'contract' | 'bet'

/** What a leg was paid. */
export interface SettledLeg {
  readonly atMs: number
  readonly payout: Microdollars
}

/** One paper trade. */
export interface PaperTrade {
  readonly plan: PaperPlan
  readonly chances: PaperChances
  readonly stage: PaperStage
  /** Time of the last event, Unix ms. */
  readonly atMs: number
  /** When what it waits for happens; undefined where only results are left, or nothing. */
  readonly dueMs: number | undefined
  readonly dropReason: PaperDropReason | undefined
  /** What the bet slip showed, and when it was read, Unix ms. */
  readonly prepared: PaperQuote | undefined
  readonly preparedMs: number | undefined
  /** Contracts ordered: fewer than planned where the book would not cover them. 0 before. */
  readonly ordered: Centicontracts
  readonly taking: Taking | undefined
  /** Asked of the book; undefined where the book was not asked. */
  readonly askedStakeCents: Cents | undefined
  readonly receipt: PaperBetReceipt | undefined
  /** Sales of what was naked, one an attempt. */
  readonly unwinds: readonly Taking[]
  /** Contracts that were left without a bet when the book had answered. */
  readonly nakedAtFirst: Centicontracts
  /** Those of them still held. */
  readonly naked: Centicontracts
  readonly settled: { readonly [Leg in PaperLeg]?: SettledLeg }
}

/** What happens to a trade; in the order of times, never before it is due. */
export type PaperEvent =
  /**
   * The slip is filled and read back, the feed showing this; no quote where the selection is gone or
   * suspended. What the slip shows is that and what the odds moved since, see `odds-drift.ts`.
   */
  | {
      readonly tag: 'bet-prepared'
      readonly atMs: number
      readonly quote: PaperQuote | undefined
    }
  /** The order meets the book as it stands now; an empty ladder where the market does not trade. */
  | { readonly tag: 'order-arrived'; readonly atMs: number; readonly asks: AskLadder }
  /** The book decides, the feed showing this; it quotes that and what the odds moved since. */
  | { readonly tag: 'bet-asked'; readonly atMs: number; readonly quote: PaperQuote | undefined }
  /** A sale meets the bids of the side that is held, best first. */
  | {
      readonly tag: 'unwind-arrived'
      readonly atMs: number
      readonly bids: readonly PriceLevel[]
    }
  /** A leg has its result: win, loss, refund, or the share a venue set. */
  | {
      readonly tag: 'leg-settled'
      readonly atMs: number
      readonly leg: PaperLeg
      readonly payoff: Payoff
    }

/** What the shell is to do: nothing leaves, it only brings the event back when its time has come. */
export type PaperCommand =
  /** At that time bring `bet-prepared` with what is quoted then. */
  | { readonly tag: 'prepare-bet'; readonly atMs: number }
  /** At that time bring `order-arrived` with the asks of then. */
  | {
      readonly tag: 'order-arrives'
      readonly atMs: number
      readonly count: Centicontracts
      readonly limitPrice: PriceTicks
      readonly timeInForce: TimeInForce
    }
  /** At that time bring `bet-asked` with what is quoted then. */
  | {
      readonly tag: 'ask-bet'
      readonly atMs: number
      readonly stakeCents: Cents
      readonly minimumOdds: Rational
    }
  /** The slip is not needed any more. */
  | { readonly tag: 'release-bet'; readonly atMs: number }
  /** Contracts are held that no bet covers: say so at once. */
  | { readonly tag: 'alert-naked'; readonly atMs: number; readonly count: Centicontracts }
  /** At that time bring `unwind-arrived` with the bids of then. */
  | {
      readonly tag: 'unwind-arrives'
      readonly atMs: number
      readonly count: Centicontracts
      readonly limitPrice: PriceTicks
    }

/** A trade after an event, and what is to be done. */
export interface PaperStep {
  readonly trade: PaperTrade
  readonly commands: readonly PaperCommand[]
}
