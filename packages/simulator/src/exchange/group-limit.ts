/**
 * The limit of an order group: contracts matched within a rolling 15 seconds (OpenAPI 3.28.0,
 * CreateOrderGroup, 2026-08-22). It is looked at once a command's matching is done: what one order
 * sweeps may pass the limit, what comes after it does not.
 * @module
 */
import type { Centicontracts } from '@arbkit/core'
import type { GroupUpdatedEvent } from './events.ts'
import { cancelEach } from './resting.ts'
import type { Group, State } from './state.ts'

/** How long a match counts, in ms. */
export const GROUP_ROLLING_MS = 15_000

/** Counts contracts that were matched. */
export function countMatch(group: Group, nowMs: number, count: number): void {
  group.matches.push({ atMs: nowMs, count })
}

/** Stops every group of these whose limit is reached. */
export function triggerReached(state: State, groups: Iterable<Group>): void {
  for (const group of groups) {
    group.matches = group.matches.filter(({ atMs }) => atMs > state.nowMs - GROUP_ROLLING_MS)
    const matched = group.matches.reduce((sum, { count }) => sum + count, 0)
    if (matched >= group.limit && !group.isTriggered) triggerGroup(state, group)
  }
}

/** Cancels a group's orders; it takes no more until a reset. */
export function triggerGroup(state: State, group: Group): void {
  group.isTriggered = true
  cancelEach(state, group.resting, 'group-triggered')
  tellGroup(state, group, 'triggered')
}

/** Says that a group changed. */
export function tellGroup(state: State, group: Group, change: GroupUpdatedEvent['change']): void {
  state.events.push({
    kind: 'group-updated',
    accountId: group.account.accountId,
    groupId: group.groupId,
    change,
    limit: group.limit as Centicontracts,
    atMs: state.nowMs,
  })
}
