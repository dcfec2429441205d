import {
  type Centicontracts,
  centicontracts,
  InvalidInputError,
  type Microdollars,
  microdollars,
  type PriceTicks,
  priceTicks,
} from '@arbkit/core'
import { expect, it } from 'vitest'
import type { ExchangeEvent } from './events.ts'
import { createExchange, type ExchangeOptions } from './exchange.ts'
import type { CommandResult, ExchangeCommand, MarketConfig, PlaceOrder } from './protocol.ts'

/** A Wednesday, 2026-11-18 18:00 UTC: 13:00 in New York. */
export const START_MS = Date.UTC(2026, 10, 18, 18)
export const HOUR_MS = 3_600_000

const FEES = { feeType: 'quadratic_with_maker_fees', feeMultiplier: '1', knownFromMs: 0 }

export const dollars = (amount: number): Microdollars =>
  microdollars(Math.round(amount * 1_000_000))
export const price = (cents: number): PriceTicks => priceTicks(Math.round(cents * 100))
export const contracts = (count: number): Centicontracts => centicontracts(Math.round(count * 100))

export const MARKET: MarketConfig = {
  marketId: 'KXNFLGAME-26NOV22KCDEN-KC',
  eventId: 'KXNFLGAME-26NOV22KCDEN',
  seriesId: 'KXNFLGAME',
  grid: [{ start: priceTicks(0), end: priceTicks(10_000), step: priceTicks(100) }],
  opensMs: START_MS,
  closesMs: START_MS + 48 * HOUR_MS,
  exchangeIndex: 0,
  fees: { series: [FEES] },
  isMutuallyExclusive: true,
}

export type PlaceOptions = Partial<Omit<PlaceOrder, 'kind' | 'nowMs' | 'side' | 'accountId'>>

type Untimed<T> = T extends unknown ? Omit<T, 'nowMs'> : never

/** An exchange with one market, and short ways to speak to it. */
export class Desk {
  readonly exchange
  readonly events: ExchangeEvent[] = []
  nowMs = START_MS
  private placed = 0

  constructor(options: ExchangeOptions = {}, market: Partial<MarketConfig> = {}) {
    this.exchange = createExchange(options)
    this.send({ kind: 'list-market', market: { ...MARKET, ...market } })
  }

  send(command: Untimed<ExchangeCommand>): CommandResult {
    const { result, events } = this.exchange.apply({ ...command, nowMs: this.nowMs })
    this.events.push(...events)
    return result
  }

  /** Lets time pass. */
  wait(ms: number): void {
    this.nowMs += ms
    this.send({ kind: 'tick' })
  }

  fund(...accountIds: string[]): this {
    for (const accountId of accountIds) {
      this.send({ kind: 'deposit', accountId, exchangeIndex: 0, amount: dollars(1000) })
    }
    return this
  }

  place(accountId: string, side: 'bid' | 'ask', options: PlaceOptions): CommandResult {
    this.placed += 1
    return this.send({
      kind: 'place',
      accountId,
      orderId: `order-${this.placed}`,
      marketId: MARKET.marketId,
      side,
      price: price(50),
      count: contracts(10),
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'taker_at_cross',
      ...options,
    })
  }

  bid(accountId: string, cents: number, count: number, options: PlaceOptions = {}): CommandResult {
    return this.place(accountId, 'bid', {
      price: price(cents),
      count: contracts(count),
      ...options,
    })
  }

  ask(accountId: string, cents: number, count: number, options: PlaceOptions = {}): CommandResult {
    return this.place(accountId, 'ask', {
      price: price(cents),
      count: contracts(count),
      ...options,
    })
  }

  /** Free cash on a shard, microdollars. */
  available(accountId: string, exchangeIndex = 0): number {
    return this.balance(accountId, exchangeIndex).available
  }

  balance(accountId: string, exchangeIndex = 0) {
    const found = this.exchange
      .balancesOf(accountId)
      .find((balance) => balance.exchangeIndex === exchangeIndex)
    if (found === undefined) throw new Error(`no balance of ${accountId}`)
    return found
  }

  position(accountId: string): number {
    return this.exchange.positionsOf(accountId)[0]?.position ?? 0
  }

  /** The book as pairs of cents and contracts: bids of YES, bids of NO. */
  book(): [number, number][][] {
    const { yesBids = [], noBids = [] } = this.exchange.bookOf(MARKET.marketId) ?? {}
    return [yesBids, noBids].map((levels) =>
      levels.map(({ price: at, size }) => [at / 100, size / 100]),
    )
  }

  status(orderId: string) {
    const order = this.exchange.orderOf(orderId)
    return order === undefined ? undefined : [order.status, order.reason]
  }

  /** Yes price in cents, count, maker's order id of every trade so far. */
  trades(): [number, number, string][] {
    return this.events.flatMap((event) =>
      event.kind === 'fill' && !event.fill.isTaker
        ? [[event.fill.yesPrice / 100, event.fill.count / 100, event.fill.orderId]]
        : [],
    )
  }
}

/** The code of a refusal, or `ok`. */
export function codeOf(result: CommandResult): string {
  return 'refused' in result ? result.refused.code : 'ok'
}

it('time never goes back, and is whole', () => {
  const desk = new Desk()
  const apply = (nowMs: number) => () => desk.exchange.apply({ kind: 'tick', nowMs })
  expect(apply(START_MS - 1)).toThrow(InvalidInputError)
  expect(apply(START_MS + 0.5)).toThrow(InvalidInputError)
  expect(apply(Number.NaN)).toThrow(InvalidInputError)
  desk.wait(0)
  expect(desk.exchange.nowMs()).toBe(START_MS)
})
