/**
 * The limit of an order group: contracts that can be matched within a rolling 15 seconds (OpenAPI
 * 3.28.0, CreateOrderGroup, 2026-08-22). A match that would pass the limit is cut to it; the one that
 * reaches it stops the group.
 * @module
 */
import type { Centicontracts } from '@arbkit/core'
import type { GroupUpdatedEvent } from './events.ts'
import { cancelEach } from './resting.ts'
import type { Group, State } from './state.ts'

/** How long a match counts, in ms. */
export const GROUP_ROLLING_MS = 15_000

/** Counts contracts that were matched; those of one ms are one entry. */
export function countMatch(group: Group, nowMs: number, count: number): void {
  forgetOld(group, nowMs)
  const last = group.matches.at(-1)
  if (last?.atMs === nowMs) last.count += count
  else group.matches.push({ atMs: nowMs, count })
}

/** Returns how many centicontracts may still be matched now: 0 or more. */
export function roomOf(group: Group, nowMs: number): number {
  forgetOld(group, nowMs)
  return group.matches.reduce((room, { count }) => Math.max(0, room - count), group.limit)
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

function forgetOld(group: Group, nowMs: number): void {
  const [oldest] = group.matches
  if (oldest === undefined || oldest.atMs > nowMs - GROUP_ROLLING_MS) return
  group.matches = group.matches.filter(({ atMs }) => atMs > nowMs - GROUP_ROLLING_MS)
}
