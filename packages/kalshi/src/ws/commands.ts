/**
 * Commands of the stream as the text that is sent (AsyncAPI of 2026-08-22), with their bounds.
 * `use_yes_price` is always stated and always true: the venue will change its default, and a client
 * that relied on it would read every NO bid at the price of the other side.
 * @module
 */
import { assertInput } from '@arbkit/core'

/** Channels that can be subscribed to. */
export type StreamChannel =
  | 'orderbook_delta'
  | 'ticker'
  | 'trade'
  | 'fill'
  | 'market_positions'
  | 'market_lifecycle_v2'
  | 'multivariate_market_lifecycle'
  | 'communications'
  | 'order_group_updates'
  | 'user_orders'

/** Which part of the `communications` channel a connection takes, where several share it. */
export interface StreamShard {
  /** How many parts, 1 to {@link SHARD_FACTOR_MAX}. */
  readonly factor: number
  /** Which one, from 0, below `factor`. */
  readonly key: number
}

/** A command. */
export type StreamCommand =
  | {
      readonly tag: 'subscribe'
      readonly channel: StreamChannel
      /** Empty for all markets, where the channel allows that; the order book's does not. */
      readonly marketIds: readonly string[]
      readonly shard?: StreamShard | undefined
    }
  | {
      readonly tag: 'add-markets' | 'delete-markets' | 'get-snapshot'
      readonly sid: number
      readonly marketIds: readonly string[]
    }
  | { readonly tag: 'unsubscribe'; readonly sids: readonly number[] }
  | { readonly tag: 'list' }

/** NO bids come at YES prices on every subscription made here. */
export const USES_YES_PRICES = true

/**
 * Markets in one command. Ours: the venue states no such bound, but answers each market with a
 * snapshot of some kilobytes and ends a subscription whose buffer overflows (code 25).
 */
export const MARKETS_PER_COMMAND_MAX = 100

/** Market subscriptions of one connection (docs.kalshi.com, websocket limits, 2026-10-02). */
export const MARKETS_PER_CONNECTION_MAX = 500_000

/** Parts that the `communications` channel can be cut into (AsyncAPI of 2026-08-22, code 22). */
export const SHARD_FACTOR_MAX = 100

/**
 * Returns a command as the text to send.
 * @param id unique within the connection, 1 or more; the answer carries it.
 * @throws {InvalidInputError} no market or too many, no subscription, a shard out of its range.
 */
export function commandText(id: number, command: StreamCommand): string {
  assertInput(Number.isSafeInteger(id) && id >= 1, `command id must be 1 or more, got ${id}`)
  return JSON.stringify({ id, ...bodyOf(command) })
}

function bodyOf(command: StreamCommand): object {
  switch (command.tag) {
    case 'subscribe':
      return { cmd: 'subscribe', params: subscribeParams(command) }
    case 'add-markets':
    case 'delete-markets':
    case 'get-snapshot':
      checkMarkets(command.marketIds, 1)
      return {
        cmd: 'update_subscription',
        params: {
          sids: [checkedSid(command.sid)],
          market_tickers: command.marketIds,
          action: command.tag.replace('-', '_'),
        },
      }
    case 'unsubscribe':
      assertInput(command.sids.length > 0, 'a subscription to end must be named')
      return { cmd: 'unsubscribe', params: { sids: command.sids.map(checkedSid) } }
    case 'list':
      return { cmd: 'list_subscriptions' }
  }
}

function subscribeParams({
  channel,
  marketIds,
  shard,
}: Extract<StreamCommand, { tag: 'subscribe' }>): object {
  checkMarkets(marketIds, channel === 'orderbook_delta' ? 1 : 0)
  return {
    channels: [channel],
    ...(marketIds.length > 0 && { market_tickers: marketIds }),
    use_yes_price: USES_YES_PRICES,
    ...(shard !== undefined && shardParams(channel, shard)),
  }
}

function shardParams(channel: StreamChannel, { factor, key }: StreamShard): object {
  assertInput(channel === 'communications', `channel ${channel} can not be sharded`)
  assertInput(
    Number.isInteger(factor) && factor >= 1 && factor <= SHARD_FACTOR_MAX,
    `shard factor must be whole, from 1 to ${SHARD_FACTOR_MAX}, got ${factor}`,
  )
  assertInput(
    Number.isInteger(key) && key >= 0 && key < factor,
    `shard key must be whole, from 0 to below ${factor}, got ${key}`,
  )
  return { shard_factor: factor, shard_key: key }
}

function checkMarkets(marketIds: readonly string[], least: number): void {
  assertInput(marketIds.length >= least, 'a market must be named')
  assertInput(
    marketIds.length <= MARKETS_PER_COMMAND_MAX,
    `at most ${MARKETS_PER_COMMAND_MAX} markets a command, got ${marketIds.length}`,
  )
  assertInput(!marketIds.includes(''), 'a market has no name')
}

function checkedSid(sid: number): number {
  assertInput(Number.isSafeInteger(sid) && sid >= 1, `subscription must be 1 or more, got ${sid}`)
  return sid
}
