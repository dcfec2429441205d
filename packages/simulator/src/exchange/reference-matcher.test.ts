import { describe, expect, it } from 'vitest'
import type { ExchangeCommand, PlaceOrder } from './protocol.ts'

interface Resting {
  readonly orderId: string
  readonly ownerId: string
  readonly side: 'bid' | 'ask'
  price: number
  remaining: number
  /** Place in the queue: who has the lower one came first. */
  queued: number
  /** Whose group it is in; undefined: none. */
  readonly group: string | undefined
}

/** One trade as the reference sees it. */
export interface ReferenceTrade {
  readonly makerId: string
  readonly takerId: string
  readonly price: number
  readonly count: number
}

/**
 * Matching as one would write it down on paper: one list, sorted anew for every trade. Slow, and with
 * nothing in common with the exchange's book.
 */
export class ReferenceMatcher {
  private resting: Resting[] = []
  private queued = 0

  private readonly ownerOf: (accountId: string) => string
  /** Of every group: matched at most within 15 seconds. */
  private readonly groupLimit: number
  private matches: { group: string; atMs: number; count: number }[] = []
  private readonly groups = new Map<string, string | undefined>()

  constructor(ownerOf: (accountId: string) => string, groupLimit = Infinity) {
    this.ownerOf = ownerOf
    this.groupLimit = groupLimit
  }

  /** Does what the exchange has accepted. */
  apply(command: ExchangeCommand, filledBefore: number): ReferenceTrade[] {
    switch (command.kind) {
      case 'place':
        if (command.groupId !== undefined) this.groups.set(command.orderId, command.accountId)
        return this.match(command, command.count)
      case 'reset-group':
        this.matches = this.matches.filter(({ group }) => group !== command.accountId)
        return []
      case 'cancel':
        this.remove(command.orderId)
        return []
      case 'decrease': {
        const order = this.find(command.orderId)
        const { by } = command
        const left = 'reduceTo' in by ? by.reduceTo : order.remaining - by.reduceBy
        if (left === 0) this.remove(command.orderId)
        order.remaining = left
        return []
      }
      case 'amend': {
        const order = this.find(command.orderId)
        const left = command.count - filledBefore
        if (command.price === order.price && left <= order.remaining) {
          order.remaining = left
          return []
        }
        this.remove(command.orderId)
        const { nowMs, accountId, orderId, marketId, side, price } = command
        const anew: PlaceOrder = {
          kind: 'place',
          nowMs,
          accountId,
          orderId,
          marketId,
          side,
          price,
          count: command.count,
          timeInForce: 'good_till_canceled',
          selfTradePrevention: this.preventionOf.get(command.orderId) ?? 'taker_at_cross',
        }
        return this.match(anew, left)
      }
      default:
        return []
    }
  }

  /** An order that went for a reason that is not matching's. */
  remove(orderId: string): void {
    this.resting = this.resting.filter((order) => order.orderId !== orderId)
  }

  /** What rests, by id. */
  remaining(): Map<string, number> {
    return new Map(this.resting.map(({ orderId, remaining }) => [orderId, remaining]))
  }

  private readonly preventionOf = new Map<string, PlaceOrder['selfTradePrevention']>()

  private find(orderId: string): Resting {
    const order = this.resting.find((candidate) => candidate.orderId === orderId)
    if (order === undefined) throw new Error(`the reference does not have ${orderId}`)
    return order
  }

  private roomOf(group: string | undefined, nowMs: number): number {
    if (group === undefined) return Infinity
    const counted = this.matches.filter((one) => one.group === group && one.atMs > nowMs - 15_000)
    return counted.reduce((room, one) => room - one.count, this.groupLimit)
  }

  /** Returns true where the group is stopped by it. */
  private countIn(group: string | undefined, atMs: number, count: number): boolean {
    if (group === undefined) return false
    this.matches.push({ group, atMs, count })
    const isStopped = this.roomOf(group, atMs) === 0
    if (isStopped) this.resting = this.resting.filter((order) => order.group !== group)
    return isStopped
  }

  private match(command: PlaceOrder, count: number): ReferenceTrade[] {
    const { nowMs } = command
    const ownerId = this.ownerOf(command.accountId)
    const own = this.groups.get(command.orderId)
    this.preventionOf.set(command.orderId, command.selfTradePrevention)
    const trades: ReferenceTrade[] = []
    let left = count
    for (;;) {
      const maker = this.bestFor(command)
      if (maker === undefined || left === 0) break
      if (maker.ownerId === ownerId) {
        if (command.selfTradePrevention === 'taker_at_cross') return trades
        this.remove(maker.orderId)
        continue
      }
      const rooms = [this.roomOf(maker.group, nowMs), this.roomOf(own, nowMs)]
      const matched = Math.min(left, maker.remaining, ...rooms)
      left -= matched
      maker.remaining -= matched
      if (maker.remaining === 0) this.remove(maker.orderId)
      const { orderId: makerId, price } = maker
      trades.push({ makerId, takerId: command.orderId, price, count: matched })
      this.countIn(maker.group, nowMs, matched)
      if (this.countIn(own, nowMs, matched)) return trades
    }
    if (left > 0 && command.timeInForce === 'good_till_canceled') {
      this.queued += 1
      const { orderId, side, price } = command
      const queued = this.queued
      this.resting.push({ orderId, ownerId, side, price, remaining: left, queued, group: own })
    }
    return trades
  }

  private bestFor({ side, price }: PlaceOrder): Resting | undefined {
    const sign = side === 'bid' ? 1 : -1
    return this.resting
      .filter((order) => order.side !== side && (price - order.price) * sign >= 0)
      .toSorted((a, b) => (a.price - b.price) * sign || a.queued - b.queued)[0]
  }
}

describe('the reference itself', () => {
  it('takes the better price first, then the earlier order', () => {
    const reference = new ReferenceMatcher((accountId) => accountId)
    const place = (orderId: string, side: 'bid' | 'ask', price: number) =>
      reference.apply(
        {
          kind: 'place',
          nowMs: 0,
          accountId: side,
          orderId,
          marketId: 'M',
          side,
          price: price as PlaceOrder['price'],
          count: 100 as PlaceOrder['count'],
          timeInForce: 'good_till_canceled',
          selfTradePrevention: 'maker',
        },
        0,
      )
    place('a', 'ask', 5000)
    place('b', 'ask', 4000)
    place('c', 'ask', 4000)
    const makers = ['d', 'e', 'f', 'g'].map((id) => place(id, 'bid', 5000)[0]?.makerId)
    expect(makers).toEqual(['b', 'c', 'a', undefined])
    expect([...reference.remaining()]).toEqual([['g', 100]])
  })
})
