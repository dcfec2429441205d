/**
 * Which group an order is in.
 * @module
 */
import type { Group, Order } from './state.ts'

/** Returns the group an order is in; undefined: none. */
export function groupOf(order: Order): Group | undefined {
  const { groupId } = order.placed
  return groupId === undefined ? undefined : order.account.groups.get(groupId)
}
