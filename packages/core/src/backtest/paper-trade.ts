/**
 * One paper trade of two legs as a pure reducer: prepare the bet, take the contracts, size the bet to
 * what filled, sell back or hold what no bet covers, wait for the results. It is handed the market as
 * it stands at the time of each event and knows nothing of where that came from.
 *
 * Assumed: the slip stays filled until it is committed or released; the contract leg comes first, so
 * only contracts can be left naked, never a bet; what was paid before is what the book is asked to
 * cover, at the odds of the slip; a bet that is refused is not asked for again.
 * @module
 */
import { assertInput, assertInvariant, assertNever } from '../assert.ts'
import type { Payoff } from '../settlement/payoff.ts'
import { type Centicontracts, centicontracts, type PriceTicks, priceTicks } from '../units/money.ts'
import { compareRational, floorTimes } from '../units/rational.ts'
import { answerPaperBet, type PaperQuote } from './bet-acceptance.ts'
import {
  isPaperTradeOver,
  openPaperLegs,
  paperGuaranteedOf,
  paperPayoutOf,
} from './paper-holding.ts'
import { driftedQuote } from './odds-drift.ts'
import { checkPaperPlan, type PaperChances, type PaperPlan } from './paper-plan.ts'
import { stakeLimitOf, stakeToAsk } from './paper-stake.ts'
import type {
  PaperCommand,
  PaperDropReason,
  PaperEvent,
  PaperLeg,
  PaperStage,
  PaperStep,
  PaperTrade,
} from './paper-state.ts'
import { takeFromBook } from './taking.ts'

/** Returns a new trade, waiting for its bet slip. @throws {InvalidInputError} a plan out of range. */
export function startPaperTrade(plan: PaperPlan, chances: PaperChances): PaperStep {
  checkPaperPlan(plan)
  const trade: PaperTrade = {
    plan,
    chances,
    stage: 'preparing',
    atMs: plan.atMs,
    dueMs: plan.atMs + chances.prepareMs,
    dropReason: undefined,
    prepared: undefined,
    preparedMs: undefined,
    ordered: centicontracts(0),
    taking: undefined,
    askedStakeCents: undefined,
    receipt: undefined,
    unwinds: [],
    nakedAtFirst: centicontracts(0),
    naked: centicontracts(0),
    settled: {},
  }
  return { trade, commands: [{ tag: 'prepare-bet', atMs: plan.atMs + chances.prepareMs }] }
}

/**
 * Returns the trade after an event.
 * @throws {InvalidInputError} an event that the trade does not wait for, or one before its time.
 */
export function stepPaperTrade(trade: PaperTrade, event: PaperEvent): PaperStep {
  const { atMs } = event
  assertInput(
    Number.isSafeInteger(atMs) && atMs >= trade.atMs,
    `events come in the order of time, got ${atMs} after ${trade.atMs}`,
  )
  if (event.tag === 'leg-settled') return legSettled({ ...trade, atMs }, event.leg, event.payoff)
  const awaited = EVENT_STAGES[event.tag]
  assertInput(trade.stage === awaited, `${event.tag} does not fit a trade that is ${trade.stage}`)
  assertInput(
    trade.dueMs !== undefined && atMs >= trade.dueMs,
    `${event.tag} at ${atMs} comes before it is due at ${String(trade.dueMs)}`,
  )
  const now: PaperTrade = { ...trade, atMs, dueMs: undefined }
  switch (event.tag) {
    case 'bet-prepared':
      return betPrepared(now, event.quote)
    case 'order-arrived':
      return orderArrived(now, event.asks)
    case 'bet-asked':
      return betAsked(now, event.quote)
    case 'unwind-arrived':
      return unwindArrived(now, event.bids)
    default:
      return assertNever(event)
  }
}

const EVENT_STAGES = {
  'bet-prepared': 'preparing',
  'order-arrived': 'sent',
  'bet-asked': 'committing',
  'unwind-arrived': 'unwinding',
} as const satisfies Record<Exclude<PaperEvent['tag'], 'leg-settled'>, PaperStage>

function betPrepared(trade: PaperTrade, shown: PaperQuote | undefined): PaperStep {
  const { plan, chances, atMs } = trade
  if (shown === undefined) return dropped(trade, 'not-quoted')
  const quote = quotedNow(trade, shown)
  const prepared = { ...trade, prepared: quote, preparedMs: atMs }
  if (compareRational(quote.returnRatio, plan.bet.minimumOdds) < 0) {
    return dropped(prepared, 'odds-below-minimum')
  }
  // A centicontract that wins pays one cent, and so the bet's payout is what it covers.
  const coverable = floorTimes(stakeLimitOf(prepared, quote), quote.returnRatio)
  const { count, step, limitPrice, timeInForce } = plan.contract
  const ordered = Math.min(Math.floor(coverable / step) * step, count)
  if (ordered === 0) return dropped(prepared, 'stake-limit')
  const arrivesMs = atMs + chances.orderMs
  const order = { count: centicontracts(ordered), limitPrice, timeInForce }
  return {
    trade: { ...prepared, stage: 'sent', ordered: order.count, dueMs: arrivesMs },
    commands: [{ tag: 'order-arrives', atMs: arrivesMs, ...order }],
  }
}

function orderArrived(
  trade: PaperTrade,
  asks: Extract<PaperEvent, { tag: 'order-arrived' }>['asks'],
): PaperStep {
  const { plan, chances, atMs, ordered } = trade
  const { limitPrice, timeInForce, fees } = plan.contract
  const order = { action: 'buy', timeInForce, count: ordered, limitPrice } as const
  const taking = takeFromBook(order, asks, fees)
  if (taking.filled === 0) return dropped({ ...trade, taking }, 'not-filled')
  const filled = { ...trade, taking }
  const stake = stakeToAsk(filled)
  if (stake === undefined) {
    const step = nakedOf(filled, taking.filled)
    return { ...step, commands: [{ tag: 'release-bet', atMs }, ...step.commands] }
  }
  const askedMs = atMs + chances.commitMs
  return {
    trade: { ...filled, stage: 'committing', askedStakeCents: stake, dueMs: askedMs },
    commands: [
      {
        tag: 'ask-bet',
        atMs: askedMs,
        stakeCents: stake,
        minimumOdds: plan.bet.minimumOdds,
      },
    ],
  }
}

function betAsked(trade: PaperTrade, shown: PaperQuote | undefined): PaperStep {
  const { plan, chances, askedStakeCents, prepared, taking } = trade
  assertInvariant(
    askedStakeCents !== undefined && prepared !== undefined && taking !== undefined,
    'a book is asked after the contracts are there',
  )
  const receipt = answerPaperBet(
    {
      model: chances.acceptance,
      quoteThen: shown && quotedNow(trade, shown),
      seenReturnRatio: plan.bet.returnRatio,
      minimumOdds: plan.bet.minimumOdds,
      stakeCents: askedStakeCents,
      stakeStepCents: plan.bet.stakeStepCents,
    },
    chances.bet,
  )
  const answered = { ...trade, receipt }
  const isAsAsked =
    receipt.tag === 'accepted' &&
    !receipt.isCapped &&
    compareRational(receipt.returnRatio, prepared.returnRatio) >= 0
  // A bet for less that still leaves a profit in every outcome is a smaller profit, no naked leg.
  if (isAsAsked || paperGuaranteedOf(answered) >= 0) return both(answered)
  const covered = receipt.tag === 'accepted' ? receipt.payoutCents : 0
  const { step } = plan.contract
  const naked = Math.floor(Math.max(taking.filled - covered, 0) / step) * step
  return naked === 0 ? both(answered) : nakedOf(answered, centicontracts(naked))
}

/** What the book quotes where the feed shows this. */
function quotedNow({ plan, chances, preparedMs, atMs }: PaperTrade, shown: PaperQuote): PaperQuote {
  const moments = { decidedMs: plan.atMs, preparedMs, nowMs: atMs }
  return driftedQuote(shown, chances.drift, moments)
}

function nakedOf(trade: PaperTrade, naked: Centicontracts): PaperStep {
  const { atMs, plan, chances } = trade
  const alert: PaperCommand = { tag: 'alert-naked', atMs, count: naked }
  const exposed = { ...trade, naked, nakedAtFirst: naked }
  const isSettled = trade.settled.contract !== undefined
  if (plan.whenNaked.tag === 'hold' || isSettled) {
    return { trade: closed({ ...exposed, stage: 'held' }), commands: [alert] }
  }
  const next = unwindAt(exposed, atMs + chances.unwindMs)
  return { trade: next.trade, commands: [alert, ...next.commands] }
}

function unwindAt(trade: PaperTrade, atMs: number): PaperStep {
  return {
    trade: { ...trade, stage: 'unwinding', dueMs: atMs },
    commands: [{ tag: 'unwind-arrives', atMs, count: trade.naked, limitPrice: unwindLimit(trade) }],
  }
}

function unwindArrived(
  trade: PaperTrade,
  bids: Extract<PaperEvent, { tag: 'unwind-arrived' }>['bids'],
): PaperStep {
  const { plan, chances, atMs, naked } = trade
  if (trade.settled.contract !== undefined) {
    return { trade: closed({ ...trade, stage: 'held' }), commands: [] }
  }
  const sale = takeFromBook(
    { action: 'sell', timeInForce: 'ioc', count: naked, limitPrice: unwindLimit(trade) },
    bids,
    plan.contract.fees,
  )
  const sold = { ...trade, naked: sale.unfilled, unwinds: [...trade.unwinds, sale] }
  if (sale.unfilled === 0) return { trade: closed({ ...sold, stage: 'unwound' }), commands: [] }
  const { whenNaked } = plan
  assertInvariant(whenNaked.tag === 'unwind', 'only that policy sells back')
  if (sold.unwinds.length >= whenNaked.attemptsMax) {
    return { trade: closed({ ...sold, stage: 'held' }), commands: [] }
  }
  return unwindAt(sold, atMs + whenNaked.retryAfterMs + chances.unwindMs)
}

/** The mean price paid, rounded up, less the loss that the policy allows; a tick at least. */
function unwindLimit({ plan, taking }: PaperTrade): PriceTicks {
  assertInvariant(taking !== undefined && plan.whenNaked.tag === 'unwind', 'nothing to unwind')
  const meanPrice = Math.ceil(taking.value / taking.filled)
  return priceTicks(Math.max(meanPrice - plan.whenNaked.lossTicksMax, 1))
}

function legSettled(trade: PaperTrade, leg: PaperLeg, payoff: Payoff): PaperStep {
  assertInput(openPaperLegs(trade).includes(leg), `the ${leg} leg has nothing to settle`)
  const payout = paperPayoutOf(trade, leg, payoff)
  const settled = { ...trade.settled, [leg]: { atMs: trade.atMs, payout } }
  return { trade: closed({ ...trade, settled }), commands: [] }
}

function both(trade: PaperTrade): PaperStep {
  return { trade: closed({ ...trade, stage: 'both' }), commands: [] }
}

function dropped(trade: PaperTrade, dropReason: PaperDropReason): PaperStep {
  return {
    trade: { ...trade, stage: 'dropped', dropReason },
    commands: [{ tag: 'release-bet', atMs: trade.atMs }],
  }
}

/** A trade of which nothing is open is settled; one that was sold back whole has had no result. */
function closed(trade: PaperTrade): PaperTrade {
  const hasResult = trade.settled.contract !== undefined || trade.settled.bet !== undefined
  return hasResult && isPaperTradeOver(trade) ? { ...trade, stage: 'settled' } : trade
}
