/**
 * The account's cash, in all and on each shard: collateral does not move between shards by itself.
 * @module
 */
import {
  type Cents,
  cents,
  checkWire,
  convertWire,
  insideWire,
  type Microdollars,
  type WireLocation,
} from '@arbkit/core'
import { balanceSchema } from '../wire/balance.ts'
import { readDollars } from './read.ts'
import { readUnixSeconds } from './read-account.ts'

/** Cash on one shard. */
export interface ShardBalance {
  readonly exchangeIndex: number
  readonly available: Microdollars
}

/** The account's cash at one moment. */
export interface Balance {
  /** What can be spent, over every shard that was asked about. Exact. */
  readonly available: Microdollars
  /** What the positions are worth by the venue's reckoning, whole cents, cut. */
  readonly portfolioValue: Cents
  /** One entry a shard; empty where the venue does not say (a key of one subaccount). */
  readonly shards: readonly ShardBalance[]
  /** When it last changed, Unix ms, whole seconds. */
  readonly updatedMs: number
}

/** Parses a balance. @throws {WireFormatError} a field missing or of another type. */
export function parseBalance(payload: unknown, at: WireLocation): Balance {
  const wire = checkWire(balanceSchema, payload, at)
  const value = { at, key: 'portfolio_value', expected: 'whole cents' }
  return {
    available: readDollars(at, 'balance_dollars', wire.balance_dollars),
    portfolioValue: convertWire(value, wire.portfolio_value, cents),
    shards: (wire.balance_breakdown ?? []).map((shard, index) => ({
      exchangeIndex: shard.exchange_index,
      available: readDollars(insideWire(at, 'balance_breakdown', index), 'balance', shard.balance),
    })),
    updatedMs: readUnixSeconds(at, 'updated_ts', wire.updated_ts),
  }
}
