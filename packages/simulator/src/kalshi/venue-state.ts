/**
 * What the server keeps beside the exchange: whose keys there are, token buckets, transfers and shares
 * of cash that were asked for; and what every route is given.
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type { Ids, Microdollars } from '@arbkit/core'
import type { CommandOutcome, Exchange } from '../exchange/exchange.ts'
import type { ExchangeCommand } from '../exchange/protocol.ts'
import type { Catalog } from './catalog.ts'
import type { Tier } from './limits/tiers.ts'
import { TIERS } from './limits/tiers.ts'
import { TokenBuckets } from './limits/token-buckets.ts'

/** A key of the venue's API, and the account of the exchange that it speaks for. */
export interface KalshiAccount {
  readonly keyId: string
  /** RSA or Ed25519; PEM or read already. */
  readonly publicKey: string | KeyObject
  readonly accountId: string
  readonly tier: Tier
}

/** A transfer between shards or subaccounts that was carried out. */
export interface DoneTransfer {
  readonly transferId: string
  readonly fromIndex: number
  readonly toIndex: number
  /** Both or none: undefined for one between shards. */
  readonly fromSubaccount?: number
  readonly toSubaccount?: number
  readonly amount: Microdollars
  readonly createdMs: number
}

/** What one account has asked of the server. */
export interface AccountState {
  readonly accountId: string
  readonly tier: Tier
  readonly buckets: TokenBuckets
  readonly transfers: DoneTransfer[]
  /** Percent by shard; stored and told, not acted on. */
  allocations: readonly { readonly exchangeIndex: number; readonly percent: number }[]
}

/** Commands as the server sends them: it adds the time. */
export type TimelessCommand = ExchangeCommand extends infer Command
  ? Command extends ExchangeCommand
    ? Omit<Command, 'nowMs'>
    : never
  : never

/** What the routes work on. */
export interface VenueContext {
  readonly exchange: Exchange
  readonly catalog: Catalog
  readonly ids: Ids
  /** Carries a command out now, and tells the stream. */
  readonly apply: (command: TimelessCommand) => CommandOutcome
  /** The venue's time as it is told, Unix ms; a fault may have it off. */
  readonly toldMs: () => number
}

/** Returns the state of an account that has done nothing yet; keys of one account share it. */
export function newAccountState({ accountId, tier }: KalshiAccount): AccountState {
  const buckets = new TokenBuckets(TIERS[tier])
  return { accountId, tier, buckets, transfers: [], allocations: [] }
}
