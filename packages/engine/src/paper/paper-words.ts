/**
 * What a desk says of its trades, key by key in the order in which it is written.
 * @module
 */
import {
  centicontracts,
  centsToMicrodollars,
  formatCenticontracts,
  formatPriceTicks,
  isPaperTradeOver,
  microdollars,
  type PaperBetReceipt,
  type PaperEvent,
  paperGuaranteedOf,
  type PaperLeg,
  paperOutcomeOf,
  type PaperQuote,
  paperReserveOf,
  type PaperTrade,
  type Payoff,
  priceTicks,
  type Rational,
  rationalToDecimal,
  type Cents,
  type Taking,
} from '@arbkit/core'
import { moneyOf } from '../scan/report.ts'
import { SHARE_DIGITS } from '../turns/decision-fields.ts'
import type { PaperWord } from './paper-decision.ts'
import type { PaperTradeView } from './paper-trade-view.ts'
import type { BegunTrade } from './trade-start.ts'

type WordOf<Tag extends PaperWord['tag']> = Extract<PaperWord, { tag: Tag }>
type StepWord = WordOf<'paper-step'>
/** What a step is about. */
type SteppingEvent = Exclude<PaperEvent, { tag: 'leg-settled' }>

/** Returns that a trade was started. */
export function startedWord(
  view: PaperTradeView,
  { stakeCents, chance }: Pick<BegunTrade, 'stakeCents' | 'chance'>,
): WordOf<'paper-started'> {
  const { trade, opportunityId, labels, contract, bet } = view
  const { plan, chances } = trade
  const reserve = paperReserveOf(plan)
  const reserved = reserve.contract + centsToMicrodollars(reserve.stakeCents)
  return {
    tag: 'paper-started',
    trade: plan.id,
    id: opportunityId,
    fixture: labels.fixtureId,
    league: labels.league,
    marketType: labels.marketType,
    legs: [
      {
        venue: 'kalshi',
        shard: contract.shard,
        marketId: contract.marketId,
        side: contract.side,
        bestPrice: formatPriceTicks(plan.contract.ladder[0]?.price ?? priceTicks(0)),
        limitPrice: formatPriceTicks(plan.contract.limitPrice),
        contracts: formatCenticontracts(plan.contract.count),
      },
      {
        venue: bet.book,
        oddsEventId: bet.oddsEventId,
        marketKey: bet.marketKey,
        outcome: bet.outcome,
        point: bet.point ?? null,
        odds: ratioText(plan.bet.returnRatio),
        minimumOdds: ratioText(plan.bet.minimumOdds),
        stake: stakeText(stakeCents),
        stakeMax: stakeText(plan.bet.stakeMaxCents),
      },
    ],
    guaranteed: moneyOf(plan.guaranteed),
    reserved: moneyOf(microdollars(reserved)),
    fillProbability: {
      contract: shareText(chance.contract),
      bet: shareText(chance.bet),
      both: shareText(chance.both),
    },
    chances: {
      prepareMs: chances.prepareMs,
      orderMs: chances.orderMs,
      commitMs: chances.commitMs,
      unwindMs: chances.unwindMs,
      accept: shareText(chances.bet.accept),
      change: shareText(chances.bet.change),
      cap: shareText(chances.bet.cap),
      driftPrepare: shareText(chances.drift.prepare),
      driftCommit: shareText(chances.drift.commit),
    },
  }
}

/** Returns what an event made of a trade. */
export function stepWord(
  { trade, opportunityId }: PaperTradeView,
  event: SteppingEvent,
  before: PaperTrade,
): StepWord {
  return {
    tag: 'paper-step',
    trade: trade.plan.id,
    id: opportunityId,
    atMs: event.atMs,
    event: event.tag,
    stage: trade.stage,
    dropped: trade.dropReason ?? null,
    shown: 'quote' in event && event.quote !== undefined ? shownOf(event.quote) : null,
    slipOdds:
      event.tag === 'bet-prepared' && trade.prepared !== undefined
        ? ratioText(trade.prepared.returnRatio)
        : null,
    fill: fillOf(takenBy(trade, event, before)),
    bet: event.tag === 'bet-asked' ? betOf(trade) : null,
    ...standOf(trade),
  }
}

/** Returns that the result of the contract does not decide the bet. */
export function undecidedWord({ trade, opportunityId }: PaperTradeView, atMs: number): StepWord {
  return {
    tag: 'paper-step',
    trade: trade.plan.id,
    id: opportunityId,
    atMs,
    event: 'bet-undecided',
    stage: trade.stage,
    dropped: null,
    shown: null,
    slipOdds: null,
    fill: null,
    bet: null,
    ...standOf(trade),
  }
}

/** Returns what a leg was paid. */
export function settledWord(
  { trade, opportunityId }: PaperTradeView,
  leg: PaperLeg,
  payoff: Payoff,
): WordOf<'paper-settled'> {
  const { realised } = paperOutcomeOf(trade)
  return {
    tag: 'paper-settled',
    trade: trade.plan.id,
    id: opportunityId,
    atMs: trade.atMs,
    leg,
    pays: { quantity: ratioText(payoff.quantity), cost: ratioText(payoff.cost) },
    payout: moneyOf(trade.settled[leg]?.payout ?? microdollars(0)),
    stage: trade.stage,
    realised: realised === undefined ? null : moneyOf(realised),
    isOver: isPaperTradeOver(trade),
  }
}

function standOf(
  trade: PaperTrade,
): Pick<StepWord, 'naked' | 'guaranteed' | 'realised' | 'isOver'> {
  const { realised } = paperOutcomeOf(trade)
  return {
    naked: formatCenticontracts(trade.naked),
    guaranteed: moneyOf(paperGuaranteedOf(trade)),
    realised: realised === undefined ? null : moneyOf(realised),
    isOver: isPaperTradeOver(trade),
  }
}

/** What met the book just now: the order, or the sale that this event brought. */
function takenBy(
  { taking, unwinds }: PaperTrade,
  { tag }: SteppingEvent,
  before: PaperTrade,
): Taking | undefined {
  if (tag === 'order-arrived') return taking
  return tag === 'unwind-arrived' ? unwinds[before.unwinds.length] : undefined
}

function fillOf(taking: Taking | undefined): StepWord['fill'] {
  if (taking === undefined) return null
  const { fills, filled, unfilled, value, fee } = taking
  return {
    ordered: formatCenticontracts(centicontracts(filled + unfilled)),
    filled: formatCenticontracts(filled),
    value: moneyOf(value),
    fee: moneyOf(fee),
    levels: fills.map(({ price, count }) => ({
      price: formatPriceTicks(price),
      contracts: formatCenticontracts(count),
    })),
  }
}

function shownOf({ returnRatio, ageMs, stakeMaxCents }: PaperQuote): StepWord['shown'] {
  return { odds: ratioText(returnRatio), ageMs, stakeMax: stakeText(stakeMaxCents) }
}

function betOf({ receipt, askedStakeCents }: PaperTrade): StepWord['bet'] {
  if (receipt === undefined || askedStakeCents === undefined) return null
  return { isAccepted: receipt.tag === 'accepted', ...answerOf(receipt, askedStakeCents) }
}

function answerOf(
  receipt: PaperBetReceipt,
  asked: Cents,
): Omit<NonNullable<StepWord['bet']>, 'isAccepted'> {
  if (receipt.tag === 'refused') {
    return {
      reason: receipt.reason,
      asked: stakeText(asked),
      odds: receipt.offered === undefined ? null : ratioText(receipt.offered),
      stake: '0.00',
      payout: '0.00',
      isChanged: false,
      isCapped: false,
    }
  }
  return {
    reason: null,
    asked: stakeText(asked),
    odds: ratioText(receipt.returnRatio),
    stake: stakeText(receipt.stakeCents),
    payout: stakeText(receipt.payoutCents),
    isChanged: receipt.isChanged,
    isCapped: receipt.isCapped,
  }
}

function stakeText(amount: Cents): string {
  return moneyOf(centsToMicrodollars(amount))
}

function ratioText(ratio: Rational): string {
  return rationalToDecimal(ratio).toFixed(SHARE_DIGITS)
}

/** Chances are no money. */
function shareText(chance: number): string {
  return chance.toFixed(SHARE_DIGITS)
}
