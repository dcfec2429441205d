/**
 * Calls for order groups: orders that are cancelled together when more contracts match within 15
 * seconds than the group allows; nothing more is taken until it is reset.
 * @module
 */
import { type Centicontracts, formatCenticontracts, insideWire } from '@arbkit/core'
import { checkOrderCount } from '../../orders/yes-book.ts'
import {
  type CreatedOrderGroup,
  type OrderGroup,
  type OrderGroupDetail,
  parseCreatedOrderGroup,
  parseOrderGroup,
  parseOrderGroups,
} from '../../to-core/order-group.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { answerOf, fieldOf, nothingOf, readRequest, writeRequest } from './call.ts'
import { bodyOf, checkExchangeIndex, checkSubaccount, queryOf, segmentOf } from './parameters.ts'

const GROUPS = '/portfolio/order_groups'

/** A new group. */
export interface NewOrderGroup {
  /** Most contracts that may match in any 15 seconds, 0.01 or more. */
  readonly contractsLimit: Centicontracts
  /** Its shard: a group does not span several. */
  readonly exchangeIndex: number
  /** 0 (the primary one, default) to 63. */
  readonly subaccount?: number | undefined
}

/** Returns the call `POST /portfolio/order_groups/create`. @throws {InvalidInputError} */
export function createOrderGroupRequest(params: NewOrderGroup): KalshiRequest {
  const exchangeIndex = checkExchangeIndex(params.exchangeIndex)
  const body = bodyOf({
    subaccount: checkSubaccount(params.subaccount),
    contracts_limit_fp: limitText(params.contractsLimit),
    exchange_index: exchangeIndex,
  })
  return writeRequest('POST', `${GROUPS}/create`, { body, exchangeIndex })
}

/** Makes a group. @throws as {@link answerOf}. */
export async function createOrderGroup(
  send: Send,
  params: NewOrderGroup,
  options?: SendOptions,
): Promise<CreatedOrderGroup> {
  return answerOf(send, createOrderGroupRequest(params), parseCreatedOrderGroup, options)
}

/** Which groups. */
export interface OrderGroupsParams {
  /** Of all by default. */
  readonly subaccount?: number | undefined
}

/** Returns the call `GET /portfolio/order_groups`. @throws {InvalidInputError} */
export function getOrderGroupsRequest({ subaccount }: OrderGroupsParams): KalshiRequest {
  const query = queryOf({ subaccount: checkSubaccount(subaccount) })
  return readRequest(GROUPS, { query, isSigned: true })
}

/** Returns the groups. @throws as {@link answerOf}. */
export async function getOrderGroups(
  send: Send,
  params: OrderGroupsParams,
  options?: SendOptions,
): Promise<readonly OrderGroup[]> {
  return answerOf(
    send,
    getOrderGroupsRequest(params),
    (payload, at) =>
      parseOrderGroups(fieldOf(payload, at, 'order_groups') ?? [], insideWire(at, 'order_groups')),
    options,
  )
}

/** Which group is asked for. */
export interface OrderGroupParams {
  readonly orderGroupId: string
  readonly subaccount?: number | undefined
}

/** Returns the call `GET /portfolio/order_groups/{order_group_id}`. @throws {InvalidInputError} */
export function getOrderGroupRequest({
  orderGroupId,
  subaccount,
}: OrderGroupParams): KalshiRequest {
  const query = queryOf({ subaccount: checkSubaccount(subaccount) })
  return readRequest(groupPath(orderGroupId), { query, isSigned: true })
}

/** Returns one group with its orders. @throws as {@link answerOf}. */
export async function getOrderGroup(
  send: Send,
  params: OrderGroupParams,
  options?: SendOptions,
): Promise<OrderGroupDetail> {
  return answerOf(
    send,
    getOrderGroupRequest(params),
    (payload, at) => parseOrderGroup(payload, at, params.orderGroupId),
    options,
  )
}

/** Which group is changed. */
export interface ChangeOrderGroupParams extends OrderGroupParams {
  readonly exchangeIndex: number
}

/** Returns the call `DELETE /portfolio/order_groups/{order_group_id}`. @throws {InvalidInputError} */
export function deleteOrderGroupRequest(params: ChangeOrderGroupParams): KalshiRequest {
  return changeRequest('DELETE', groupPath(params.orderGroupId), params)
}

/** Deletes a group and cancels its orders. @throws as {@link answerOf}. */
export async function deleteOrderGroup(
  send: Send,
  params: ChangeOrderGroupParams,
  options?: SendOptions,
): Promise<void> {
  return answerOf(send, deleteOrderGroupRequest(params), nothingOf, options)
}

/** Returns the call `PUT /portfolio/order_groups/{order_group_id}/reset`. @throws {InvalidInputError} */
export function resetOrderGroupRequest(params: ChangeOrderGroupParams): KalshiRequest {
  return changeRequest('PUT', `${groupPath(params.orderGroupId)}/reset`, params, {})
}

/** Sets a group's count to 0, so that it takes orders again. @throws as {@link answerOf}. */
export async function resetOrderGroup(
  send: Send,
  params: ChangeOrderGroupParams,
  options?: SendOptions,
): Promise<void> {
  return answerOf(send, resetOrderGroupRequest(params), nothingOf, options)
}

/** Returns the call `PUT /portfolio/order_groups/{order_group_id}/trigger`. @throws {InvalidInputError} */
export function triggerOrderGroupRequest(params: ChangeOrderGroupParams): KalshiRequest {
  return changeRequest('PUT', `${groupPath(params.orderGroupId)}/trigger`, params, {})
}

/** Cancels a group's orders as if its limit were reached. @throws as {@link answerOf}. */
export async function triggerOrderGroup(
  send: Send,
  params: ChangeOrderGroupParams,
  options?: SendOptions,
): Promise<void> {
  return answerOf(send, triggerOrderGroupRequest(params), nothingOf, options)
}

/** Which group gets which limit. */
export interface OrderGroupLimitParams extends ChangeOrderGroupParams {
  /** Most contracts that may match in any 15 seconds, 0.01 or more. */
  readonly contractsLimit: Centicontracts
}

/** Returns the call `PUT /portfolio/order_groups/{order_group_id}/limit`. @throws {InvalidInputError} */
export function setOrderGroupLimitRequest(params: OrderGroupLimitParams): KalshiRequest {
  const body = { contracts_limit_fp: limitText(params.contractsLimit) }
  return changeRequest('PUT', `${groupPath(params.orderGroupId)}/limit`, params, body)
}

/** Sets a group's limit; one that is passed already cancels its orders. @throws as {@link answerOf}. */
export async function setOrderGroupLimit(
  send: Send,
  params: OrderGroupLimitParams,
  options?: SendOptions,
): Promise<void> {
  return answerOf(send, setOrderGroupLimitRequest(params), nothingOf, options)
}

function groupPath(orderGroupId: string): string {
  return `${GROUPS}/${segmentOf('orderGroupId', orderGroupId)}`
}

function limitText(limit: Centicontracts): string {
  return formatCenticontracts(checkOrderCount(limit, 'contractsLimit'))
}

function changeRequest(
  method: 'PUT' | 'DELETE',
  path: string,
  params: ChangeOrderGroupParams,
  body?: unknown,
): KalshiRequest {
  const exchangeIndex = checkExchangeIndex(params.exchangeIndex)
  const query = queryOf({
    subaccount: checkSubaccount(params.subaccount),
    exchange_index: exchangeIndex,
  })
  return writeRequest(method, path, { query, body, exchangeIndex })
}
