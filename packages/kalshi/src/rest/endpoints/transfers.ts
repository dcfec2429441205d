/**
 * Calls that move cash between the account's shards: collateral must be on a market's shard before an
 * order is placed there.
 * @module
 */
import { assertInput, insideWire, type Microdollars } from '@arbkit/core'
import {
  parseAllocations,
  parseCreatedTransfer,
  parseTransfers,
  type ShardAllocation,
  type ShardTransfer,
} from '../../to-core/transfer.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import {
  answerOf,
  checkSame,
  type CursorParams,
  fieldOf,
  nothingOf,
  type Page,
  pageReader,
  readRequest,
  theOnly,
  writeRequest,
} from './call.ts'
import {
  checkCursor,
  checkExchangeIndex,
  checkLimit,
  checkWhole,
  queryOf,
  segmentOf,
} from './parameters.ts'

/** Microdollars in the unit that a transfer is sent in, 1/10,000 dollar (OpenAPI 3.28.0). */
export const TRANSFER_STEP_MICRODOLLARS = 100
/** Most transfers of a page (OpenAPI 3.28.0). */
export const TRANSFERS_PAGE_MAX = 500
/** What the shares add up to. */
export const ALLOCATION_PERCENT = 100

/** The instance whose shards these are; the other one is for margined products. */
const INSTANCE = 'event_contract'
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** A transfer of the primary account. */
export interface NewTransfer {
  /** Our own UUID: sent again with the same, the transfer is made once (since 2026-10-15). */
  readonly clientTransferId: string
  readonly fromExchangeIndex: number
  readonly toExchangeIndex: number
  /** Above 0, in whole 1/10,000 dollars. */
  readonly amount: Microdollars
}

/** Returns the call `POST /portfolio/intra_exchange_instance_transfer`. @throws {InvalidInputError} */
export function transferRequest(params: NewTransfer): KalshiRequest {
  const { clientTransferId, amount } = params
  const from = checkExchangeIndex(params.fromExchangeIndex, 'fromExchangeIndex')
  const to = checkExchangeIndex(params.toExchangeIndex, 'toExchangeIndex')
  assertInput(from !== to, 'toExchangeIndex must not be fromExchangeIndex', {
    parameter: 'toExchangeIndex',
  })
  const isUuid = UUID.test(clientTransferId)
  assertInput(isUuid, 'clientTransferId must be a UUID', { parameter: 'clientTransferId' })
  assertInput(
    Number.isSafeInteger(amount) && amount > 0 && amount % TRANSFER_STEP_MICRODOLLARS === 0,
    `amount must be above 0 and whole in ${TRANSFER_STEP_MICRODOLLARS} microdollars, got ${amount}`,
    { parameter: 'amount' },
  )
  const body = {
    source: INSTANCE,
    destination: INSTANCE,
    amount: amount / TRANSFER_STEP_MICRODOLLARS,
    source_exchange_shard: from,
    destination_exchange_shard: to,
    client_transfer_id: clientTransferId,
  }
  return writeRequest('POST', '/portfolio/intra_exchange_instance_transfer', { body })
}

/** Moves cash to another shard; returns the transfer's id. @throws as {@link answerOf}. */
export async function transfer(
  send: Send,
  params: NewTransfer,
  options?: SendOptions,
): Promise<string> {
  return answerOf(send, transferRequest(params), parseCreatedTransfer, options)
}

/** Which transfer. */
export interface TransferParams {
  readonly transferId: string
}

/** Returns the call `GET /portfolio/intra_exchange_instance_transfers/{transfer_id}`. @throws {InvalidInputError} */
export function getTransferRequest({ transferId }: TransferParams): KalshiRequest {
  const id = segmentOf('transferId', transferId)
  return readRequest(`/portfolio/intra_exchange_instance_transfers/${id}`, { isSigned: true })
}

/** Returns one transfer. @throws as {@link answerOf}. */
export async function getTransfer(
  send: Send,
  params: TransferParams,
  options?: SendOptions,
): Promise<ShardTransfer> {
  return answerOf(
    send,
    getTransferRequest(params),
    (payload, at) => {
      const found = theOnly(parseTransfers(payload, at), at)
      checkSame(at, 'transfer', found.transferId, params.transferId)
      return found
    },
    options,
  )
}

/** Which transfers. */
export interface TransfersParams extends CursorParams {
  /** 1 to {@link TRANSFERS_PAGE_MAX}; 100 by default. */
  readonly limit?: number | undefined
}

/** Returns the call `GET /portfolio/intra_exchange_instance_transfers`. @throws {InvalidInputError} */
export function getTransfersRequest(params: TransfersParams): KalshiRequest {
  const query = queryOf({
    limit: checkLimit(params.limit, TRANSFERS_PAGE_MAX),
    cursor: checkCursor(params.cursor),
  })
  return readRequest('/portfolio/intra_exchange_instance_transfers', { query, isSigned: true })
}

const readTransfers = pageReader(parseTransfers, 'transfers')

/** Returns a page of transfers. @throws as {@link answerOf}. */
export async function getTransfers(
  send: Send,
  params: TransfersParams,
  options?: SendOptions,
): Promise<Page<ShardTransfer>> {
  return answerOf(send, getTransfersRequest(params), readTransfers, options)
}

/** Returns the call `GET /portfolio/target_balance_allocation`. */
export function getAllocationRequest(): KalshiRequest {
  return readRequest('/portfolio/target_balance_allocation', { isSigned: true })
}

/** Returns the shares that cash is kept at; empty where it is not. @throws as {@link answerOf}. */
export async function getAllocation(
  send: Send,
  options?: SendOptions,
): Promise<readonly ShardAllocation[]> {
  return answerOf(
    send,
    getAllocationRequest(),
    (payload, at) =>
      parseAllocations(fieldOf(payload, at, 'allocations') ?? [], insideWire(at, 'allocations')),
    options,
  )
}

/** The shares that cash is to be kept at. */
export interface AllocationParams {
  /** Each shard once, together {@link ALLOCATION_PERCENT}; none to end it. */
  readonly allocations: readonly ShardAllocation[]
}

/** Returns the call `POST /portfolio/target_balance_allocation`. @throws {InvalidInputError} */
export function setAllocationRequest({ allocations }: AllocationParams): KalshiRequest {
  const parameter = 'allocations'
  const range = { min: 0, max: ALLOCATION_PERCENT }
  const items = allocations.map(({ exchangeIndex, percent }) => ({
    exchange_index: checkExchangeIndex(exchangeIndex),
    percent: checkWhole('percent', percent, range),
  }))
  const shards = new Set(items.map(({ exchange_index }) => exchange_index))
  assertInput(shards.size === items.length, 'allocations must name each shard once', { parameter })
  const sum = items.reduce((total, { percent }) => total + percent, 0)
  assertInput(
    items.length === 0 || sum === ALLOCATION_PERCENT,
    `allocations must add up to ${ALLOCATION_PERCENT} percent, got ${sum}`,
    { parameter },
  )
  const body = { allocations: items }
  return writeRequest('POST', '/portfolio/target_balance_allocation', { body })
}

/** Sets the shares that cash is kept at, instead of those before. @throws as {@link answerOf}. */
export async function setAllocation(
  send: Send,
  params: AllocationParams,
  options?: SendOptions,
): Promise<void> {
  return answerOf(send, setAllocationRequest(params), nothingOf, options)
}
