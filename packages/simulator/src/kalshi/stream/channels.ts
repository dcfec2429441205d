/**
 * The channels of the stream: which number their messages, which need a market, which tell of the
 * account alone (AsyncAPI of 2026-08-22; a capture of 2026-08-07).
 * @module
 */

/** What a channel is like. */
export interface Channel {
  /** Its messages carry `seq`. */
  readonly isNumbered: boolean
  /** Whom it tells: everybody, or the account whose connection it is. */
  readonly isPrivate: boolean
  /** Without a market there is no subscription. */
  readonly needsMarket: boolean
}

const open: Channel = { isNumbered: false, isPrivate: false, needsMarket: false }
const own: Channel = { ...open, isPrivate: true }

/** Channels by name. Those of combos and quotes are taken and stay silent. */
export const CHANNELS = {
  orderbook_delta: { ...open, isNumbered: true, needsMarket: true },
  ticker: open,
  trade: { ...open, isNumbered: true },
  fill: own,
  user_orders: own,
  market_positions: own,
  market_lifecycle_v2: open,
  multivariate_market_lifecycle: open,
  order_group_updates: { ...own, isNumbered: true },
  communications: own,
} as const satisfies Readonly<Record<string, Channel>>

/** Name of a channel. */
export type ChannelName = keyof typeof CHANNELS

/** True for a name of {@link CHANNELS}. */
export const isChannel = (name: unknown): name is ChannelName =>
  typeof name === 'string' && Object.hasOwn(CHANNELS, name)
