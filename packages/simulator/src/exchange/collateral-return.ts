/**
 * Collateral that is given back: of markets of which at most one ends YES, all NO contracts but the
 * largest position's are sure to pay, and who chose so has that money at once (help.kalshi.com,
 * collateral return; spec PUT /portfolio/subaccounts/netting). Off unless chosen, and an event keeps the
 * choice under which the account came into it. Nested markets (over 3.5, over 4.5) are not netted.
 *
 * Invariants: what is given back is never more than the contracts pay in the end, as long as what the
 * markets of an event pay a YES contract adds up to a dollar at most. Where it does not, the account
 * pays back what it has and the exchange bears the rest: `shortfall` of the totals.
 *
 * Why no balance falls below 0 by a fill: a NO contract that is closed gives its dollar only as far as
 * the largest position shrinks, so a bid is believed to close no more than that.
 * @module
 */
import { TICKS_PER_DOLLAR } from '@arbkit/core'
import { type Exposure, reserveFor, touch, updateReserve } from './ledger.ts'
import type { MarketConfig } from './protocol.ts'
import type { Account, EventNet, ExclusiveEvent, Holding, Market, State } from './state.ts'

/** Returns what a market that is listed shares with those that exclude it; undefined: none may. */
export function joinEvent(state: State, config: MarketConfig): ExclusiveEvent | undefined {
  if (!config.isMutuallyExclusive) return undefined
  const key = `${config.exchangeIndex} ${config.eventId}`
  const event = state.exclusiveEvents.get(key) ?? { key, marketCount: 0, settledValue: 0 }
  event.marketCount += 1
  state.exclusiveEvents.set(key, event)
  return event
}

/** Returns the net that an account's holdings in a market's event share; undefined: it is not netted. */
export function netOf(account: Account, { event }: Market): EventNet | undefined {
  if (event === undefined) return undefined
  const known = account.nets.get(event)
  if (known !== undefined) return known
  const net: EventNet = { event, holdings: [], isNetting: false, returned: 0 }
  account.nets.set(event, net)
  return net
}

/** Takes the account's choice over where it has no position and no order in the event yet. */
export function adoptChoice({ net, account }: Holding): void {
  if (net === undefined || net.isNetting === account.isNetting) return
  const isIdle = net.holdings.every(
    ({ position, bidCount, askCount }) => position === 0 && bidCount === 0 && askCount === 0,
  )
  if (isIdle) net.isNetting = account.isNetting
}

/** NO contracts of an event: all, the largest position, and the largest of the others. */
interface NoCounts {
  sum: number
  most: number
  second: number
}

/** @param changed stands for the holding of `of`. */
function noCountsOf({ holdings }: EventNet, of?: Holding, changed?: Exposure): NoCounts {
  const counts: NoCounts = { sum: 0, most: 0, second: 0 }
  for (const holding of holdings) {
    const { position } = holding === of && changed !== undefined ? changed : holding
    const count = Math.max(0, -position)
    counts.sum += count
    counts.second = Math.max(counts.second, Math.min(count, counts.most))
    counts.most = Math.max(counts.most, count)
  }
  return counts
}

/** The least that the NO contracts pay together, after YES contracts that were paid `settledValue`. */
function returnedFor({ isNetting, event }: EventNet, { sum, most }: NoCounts): number {
  if (!isNetting) return 0
  const left = Math.max(0, TICKS_PER_DOLLAR - event.settledValue)
  return TICKS_PER_DOLLAR * sum - left * most
}

/** NO contracts whose closing gives their dollar: what stands above the other positions. */
function closableOf({ event }: EventNet, { most, second }: NoCounts, position: number): number {
  if (event.settledValue > 0) return 0
  return -position === most ? most - second : 0
}

/** Returns by how much free cash grows where a holding becomes `after`, payments left aside. */
export function freedBy(holding: Holding, after: Exposure): number {
  const { net } = holding
  if (net?.isNetting !== true) return holding.reserved - reserveFor(after)
  const counts = noCountsOf(net, holding, after)
  let freed = returnedFor(net, counts) - net.returned
  for (const each of net.holdings) {
    const exposure = each === holding ? after : each
    const closable = closableOf(net, counts, exposure.position)
    freed += each.reserved - reserveFor(exposure, closable)
  }
  return freed
}

/** Brings reserves, and what was given back, up to date with a holding's orders and position. */
export function updateHolding(state: State, holding: Holding): void {
  const { net } = holding
  if (net?.isNetting === true) updateNet(state, net)
  else updateReserve(state, holding)
}

/** The same for all that an account has in an event; only where it is netting. */
export function updateNet(state: State, net: EventNet): void {
  const counts = noCountsOf(net)
  const returned = returnedFor(net, counts)
  for (const holding of net.holdings) {
    updateReserve(state, holding, closableOf(net, counts, holding.position))
  }
  const [first] = net.holdings
  if (returned === net.returned || first === undefined) return
  touch(state, first.purse)
  first.purse.cash += returned - net.returned
  state.returned += returned - net.returned
  net.returned = returned
}

/** Forgets a market's part in its event. */
export function leaveEvent(state: State, { event, holdings }: Market): void {
  if (event === undefined) return
  for (const { account, net } of holdings) {
    if (net === undefined) continue
    net.holdings = net.holdings.filter((each) => !holdings.has(each))
    if (net.holdings.length === 0) account.nets.delete(event)
  }
  event.marketCount -= 1
  if (event.marketCount === 0) state.exclusiveEvents.delete(event.key)
}
