/**
 * A paper trade of a desk: the trade, what it is about, and everything that decides how it ends.
 * @module
 */
import {
  type Cents,
  cents,
  type ContractSide,
  type FigureLabels,
  paperReserveOf,
  type PaperTrade,
  type PaperTradeAccounts,
  type Rational,
  type TwoLegOutcome,
} from '@arbkit/core'

/** The contract that is bought. */
export interface TradedContract {
  readonly marketId: string
  readonly side: ContractSide
  /** Exchange shard whose cash pays. */
  readonly shard: number
}

/** The price of a book that is bet on: it is looked up again by this. */
export interface TradedBet {
  readonly oddsEventId: string
  /** Bookmaker's key. */
  readonly book: string
  readonly marketKey: string
  readonly outcome: string
  /** Of a prop or a team's total. */
  readonly participant: string | undefined
  readonly point: number | undefined
  /** Commission on net winnings. */
  readonly commission: Rational | undefined
}

/** One paper trade that is not over, or was until just now. Plain data but for the fee's multiplier. */
export interface PaperTradeView {
  readonly trade: PaperTrade
  readonly opportunityId: string
  readonly labels: FigureLabels
  readonly contract: TradedContract
  readonly bet: TradedBet
  /** Every regular outcome, exceptions included: the bet is graded by them. */
  readonly outcomes: readonly TwoLegOutcome[]
  /** True once the contract's result did not decide the bet's: it stays open. */
  readonly isBetUndecided: boolean
}

/** True where both are the same bet: whoever takes one has less room for the other. */
export function isSameBet(a: TradedBet, b: TradedBet): boolean {
  return (
    a.oddsEventId === b.oddsEventId &&
    a.book === b.book &&
    a.marketKey === b.marketKey &&
    a.outcome === b.outcome &&
    a.participant === b.participant &&
    a.point === b.point
  )
}

/** Returns what a trade has at stake on its bet, or may still bet: until the book has answered, its most. */
export function stakeOf({ trade }: Pick<PaperTradeView, 'trade'>): Cents {
  const { receipt, stage, plan } = trade
  if (receipt !== undefined) return receipt.tag === 'accepted' ? receipt.stakeCents : cents(0)
  const isToCome = stage === 'preparing' || stage === 'sent' || stage === 'committing'
  return isToCome ? paperReserveOf(plan).stakeCents : cents(0)
}

/** Returns whose cash pays for a trade. */
export function tradeAccountsOf({
  contract,
  bet,
  labels,
}: Omit<PaperTradeView, 'trade'>): PaperTradeAccounts {
  return {
    contract: { venue: 'kalshi', shard: contract.shard },
    bet: { venue: bet.book, shard: undefined },
    fixtureId: labels.fixtureId,
  }
}
