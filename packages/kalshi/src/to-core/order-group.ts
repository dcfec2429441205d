/**
 * Order groups: a limit on the contracts that may match within 15 seconds, over several orders.
 * @module
 */
import { type Centicontracts, checkWire, type WireLocation } from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import {
  createdOrderGroupSchema,
  listedOrderGroupSchema,
  orderGroupSchema,
} from '../wire/order-group.ts'
import { readOptionalCount } from './read-account.ts'

/** A new group. */
export interface CreatedOrderGroup {
  readonly orderGroupId: string
  readonly subaccount: number
  readonly exchangeIndex: number | undefined
}

/** A group as it stands. */
export interface OrderGroup {
  readonly orderGroupId: string
  /** True where the venue cancels the group once its limit is reached. */
  readonly isAutoCancelEnabled: boolean
  /** Most contracts that may match in any 15 seconds; undefined where the venue does not say. */
  readonly contractsLimit: Centicontracts | undefined
  readonly exchangeIndex: number | undefined
}

/** A group with its orders. */
export interface OrderGroupDetail extends OrderGroup {
  readonly orderIds: readonly string[]
}

/** Parses the answer to a new group. @throws {WireFormatError} */
export function parseCreatedOrderGroup(payload: unknown, at: WireLocation): CreatedOrderGroup {
  const wire = checkWire(createdOrderGroupSchema, payload, at)
  return {
    orderGroupId: wire.order_group_id,
    subaccount: wire.subaccount,
    exchangeIndex: wire.exchange_index ?? undefined,
  }
}

/** Parses one group; its answer does not name it. @throws {WireFormatError} */
export function parseOrderGroup(
  payload: unknown,
  at: WireLocation,
  orderGroupId: string,
): OrderGroupDetail {
  const wire = checkWire(orderGroupSchema, payload, at)
  return {
    orderGroupId,
    isAutoCancelEnabled: wire.is_auto_cancel_enabled,
    contractsLimit: readOptionalCount(at, 'contracts_limit_fp', wire.contracts_limit_fp),
    exchangeIndex: wire.exchange_index ?? undefined,
    orderIds: wire.orders ?? [],
  }
}

/** Parses the list of groups: `{order_groups: […]}` or a list. @throws {WireFormatError} */
export function parseOrderGroups(payload: unknown, at: WireLocation): readonly OrderGroup[] {
  return itemsOf(payload, at, { many: 'order_groups' }).map(({ value, at: place }) => {
    const wire = checkWire(listedOrderGroupSchema, value, place)
    return {
      orderGroupId: wire.id,
      isAutoCancelEnabled: wire.is_auto_cancel_enabled,
      contractsLimit: readOptionalCount(place, 'contracts_limit_fp', wire.contracts_limit_fp),
      exchangeIndex: wire.exchange_index ?? undefined,
    }
  })
}
