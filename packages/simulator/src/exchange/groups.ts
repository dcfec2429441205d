/**
 * Order groups, as their owner makes and stops them.
 * @module
 */
import { roomOf, tellGroup, triggerGroup } from './group-limit.ts'
import { accountOf, groupNamed } from './lookup.ts'
import type {
  CommandResult,
  CreateGroup,
  DeleteGroup,
  LimitGroup,
  ResetGroup,
  TriggerGroup,
} from './protocol.ts'
import { accept, isRefusal, refuse } from './refusal.ts'
import { cancelEach } from './resting.ts'
import type { Group, State } from './state.ts'

/** What is done to a group that exists. */
export type GroupCommand = ResetGroup | TriggerGroup | LimitGroup | DeleteGroup

/** Groups an account may have (OpenAPI 3.28.0, CreateOrderGroup, 2026-08-22). */
export const GROUPS_MAX = 100_000

/** Carries out `create-group`. */
export function createGroup(state: State, command: CreateGroup): CommandResult {
  const account = accountOf(state, command.accountId)
  if (isRefusal(account)) return { refused: account }
  const { groupId, exchangeIndex, limit } = command
  if (account.groups.has(groupId)) return refuse('already_exists', 'order group already exists')
  if (!state.shards.has(exchangeIndex) || !isLimit(limit) || account.groups.size >= GROUPS_MAX) {
    return refuse('invalid_parameters', 'no such shard, no limit above 0, or too many groups')
  }
  const group: Group = {
    groupId,
    account,
    exchangeIndex,
    limit,
    isTriggered: false,
    resting: new Set(),
    matches: [],
  }
  account.groups.set(groupId, group)
  tellGroup(state, group, 'created')
  return accept()
}

/** Carries out what is done to a group. */
export function changeGroup(state: State, command: GroupCommand): CommandResult {
  const group = groupNamed(state, command)
  if (isRefusal(group)) return { refused: group }
  switch (command.kind) {
    case 'reset-group':
      group.isTriggered = false
      group.matches = []
      tellGroup(state, group, 'reset')
      return accept()
    case 'trigger-group':
      triggerGroup(state, group)
      return accept()
    case 'limit-group':
      if (!isLimit(command.limit)) return refuse('invalid_parameters', 'limit must be above 0')
      group.limit = command.limit
      tellGroup(state, group, 'limit_updated')
      if (!group.isTriggered && roomOf(group, state.nowMs) === 0) triggerGroup(state, group)
      return accept()
    case 'delete-group':
      cancelEach(state, group.resting, 'cancelled')
      group.account.groups.delete(group.groupId)
      tellGroup(state, group, 'deleted')
      return accept()
  }
}

function isLimit(limit: number): boolean {
  return Number.isInteger(limit) && limit > 0
}
