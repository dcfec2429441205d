/**
 * Cash between the account's shards: single transfers, and the shares it is kept at.
 * @module
 */
import { checkWire, type Microdollars, type WireLocation } from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { allocationSchema, createdTransferSchema, transferSchema } from '../wire/transfer.ts'
import { readDollars } from './read.ts'

/** One transfer. */
export interface ShardTransfer {
  readonly transferId: string
  /** `event_contract`; open. */
  readonly fromInstance: string
  readonly toInstance: string
  readonly fromExchangeIndex: number
  readonly toExchangeIndex: number
  readonly amount: Microdollars
  /** `pending`, `complete`; open. */
  readonly status: string
}

/** The share of the cash that one shard is to hold. */
export interface ShardAllocation {
  readonly exchangeIndex: number
  /** Whole percent, 0 to 100. */
  readonly percent: number
}

/** Parses the answer to a new transfer: its id. @throws {WireFormatError} */
export function parseCreatedTransfer(payload: unknown, at: WireLocation): string {
  return checkWire(createdTransferSchema, payload, at).transfer_id
}

/** Parses `{transfers: […], cursor}`, `{transfer: …}`, a list, or a bare one. @throws {WireFormatError} */
export function parseTransfers(payload: unknown, at: WireLocation): readonly ShardTransfer[] {
  const keys = { many: 'transfers', one: 'transfer' }
  return itemsOf(payload, at, keys).map(({ value, at: place }) => {
    const wire = checkWire(transferSchema, value, place)
    return {
      transferId: wire.transfer_id,
      fromInstance: wire.source,
      toInstance: wire.destination,
      fromExchangeIndex: wire.source_exchange_shard,
      toExchangeIndex: wire.destination_exchange_shard,
      amount: readDollars(place, 'amount', wire.amount),
      status: wire.status,
    }
  })
}

/** Parses `{allocations: […]}` or a list; empty where nothing is kept at shares. @throws {WireFormatError} */
export function parseAllocations(payload: unknown, at: WireLocation): readonly ShardAllocation[] {
  return itemsOf(payload, at, { many: 'allocations' }).map(({ value, at: place }) => {
    const wire = checkWire(allocationSchema, value, place)
    return { exchangeIndex: wire.exchange_index, percent: wire.percent }
  })
}
