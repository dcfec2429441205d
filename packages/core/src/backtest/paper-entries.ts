/**
 * What one step of a paper trade does to paper money: the account events that lie between a trade
 * before and after it. Applying them in order keeps accounts and trade in agreement, to the
 * microdollar where nothing had to be split.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Payoff } from '../settlement/payoff.ts'
import { centsToMicrodollars, microdollars, MICRODOLLARS_PER_CENT } from '../units/money.ts'
import type { PaperAccountEvent, PaperAccountId } from './paper-account-state.ts'
import { paperReserveOf } from './paper-plan.ts'
import type { PaperLeg, PaperTrade } from './paper-state.ts'

/** Whose cash pays for a trade, and what its exposure is added up by. */
export interface PaperTradeAccounts {
  readonly contract: PaperAccountId
  readonly bet: PaperAccountId
  readonly fixtureId: string
}

/** Returns the id of the position of a leg: `<trade>/contract`, `<trade>/bet`. */
export function paperPositionId(tradeId: string, leg: PaperLeg): string {
  return `${tradeId}/${leg}`
}

/**
 * Returns what a step did to paper money, in order; at most six events.
 * @param step `before` is undefined for the first step: both legs' most is set aside.
 * @param payoff of the event, where it settled a leg.
 * @throws {InvalidInputError} two different trades, or a leg settled without its payoff.
 */
export function paperEntriesOf(
  step: { readonly before: PaperTrade | undefined; readonly after: PaperTrade },
  accounts: PaperTradeAccounts,
  payoff?: Payoff,
): readonly PaperAccountEvent[] {
  const { before, after } = step
  const { plan } = after
  if (before === undefined) return reservations(after, accounts)
  assertInput(before.plan.id === plan.id, `${before.plan.id} and ${plan.id} are two trades`)
  return [
    ...purchases(before, after, accounts),
    ...sales(before, after),
    ...settlements(before, after, payoff),
    ...(!isDone(before) && isDone(after)
      ? [{ tag: 'released' as const, atMs: after.atMs, tradeId: plan.id }]
      : []),
  ]
}

function reservations(
  { plan, atMs }: PaperTrade,
  accounts: PaperTradeAccounts,
): readonly PaperAccountEvent[] {
  const reserve = paperReserveOf(plan)
  const common = { tag: 'reserved' as const, atMs, tradeId: plan.id }
  return [
    { ...common, account: accounts.contract, amount: reserve.contract },
    { ...common, account: accounts.bet, amount: centsToMicrodollars(reserve.stakeCents) },
  ]
}

/** Nothing more will be bought. */
function isDone({ stage }: PaperTrade): boolean {
  return stage !== 'preparing' && stage !== 'sent' && stage !== 'committing'
}

function purchases(
  before: PaperTrade,
  after: PaperTrade,
  accounts: PaperTradeAccounts,
): readonly PaperAccountEvent[] {
  const { taking, receipt, plan, atMs } = after
  const common = { tag: 'bought', atMs, tradeId: plan.id, fixtureId: accounts.fixtureId } as const
  const events: PaperAccountEvent[] = []
  if (before.taking === undefined && taking !== undefined && taking.filled > 0) {
    events.push({
      ...common,
      account: accounts.contract,
      positionId: paperPositionId(plan.id, 'contract'),
      instrument: 'contract',
      winPayout: microdollars(taking.filled * MICRODOLLARS_PER_CENT),
      cost: taking.value,
      fee: taking.fee,
    })
  }
  if (before.receipt === undefined && receipt?.tag === 'accepted') {
    events.push({
      ...common,
      account: accounts.bet,
      positionId: paperPositionId(plan.id, 'bet'),
      instrument: 'bet',
      winPayout: centsToMicrodollars(receipt.payoutCents),
      cost: centsToMicrodollars(receipt.stakeCents),
      fee: microdollars(0),
    })
  }
  return events
}

function sales(before: PaperTrade, after: PaperTrade): readonly PaperAccountEvent[] {
  return after.unwinds
    .slice(before.unwinds.length)
    .filter(({ filled }) => filled > 0)
    .map(({ filled, value, fee }) => ({
      tag: 'sold',
      atMs: after.atMs,
      positionId: paperPositionId(after.plan.id, 'contract'),
      winPayout: microdollars(filled * MICRODOLLARS_PER_CENT),
      proceeds: value,
      fee,
    }))
}

function settlements(
  before: PaperTrade,
  after: PaperTrade,
  payoff: Payoff | undefined,
): readonly PaperAccountEvent[] {
  const legs: readonly PaperLeg[] = ['contract', 'bet']
  return legs
    .filter((leg) => before.settled[leg] === undefined && after.settled[leg] !== undefined)
    .map((leg) => {
      assertInput(payoff !== undefined, `the ${leg} leg was settled: its payoff is needed`)
      const positionId = paperPositionId(after.plan.id, leg)
      return { tag: 'settled', atMs: after.atMs, positionId, payoff }
    })
}
