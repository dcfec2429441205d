/**
 * Calls about the exchange itself.
 * @module
 */
import { insideWire } from '@arbkit/core'
import {
  type ExchangeSchedule,
  type ExchangeStatus,
  parseExchangeSchedule,
  parseExchangeStatus,
} from '../../to-core/exchange.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { answerOf, fieldOf, readRequest } from './call.ts'

/** Returns the call `GET /exchange/status`. */
export function getExchangeStatusRequest(): KalshiRequest {
  return readRequest('/exchange/status', { isSigned: false })
}

/** Returns whether the exchange takes orders, shard by shard. @throws as {@link answerOf}. */
export async function getExchangeStatus(
  send: Send,
  options?: SendOptions,
): Promise<ExchangeStatus> {
  return answerOf(send, getExchangeStatusRequest(), parseExchangeStatus, options)
}

/** Returns the call `GET /exchange/schedule`. */
export function getExchangeScheduleRequest(): KalshiRequest {
  return readRequest('/exchange/schedule', { isSigned: false })
}

/** Returns the hours of trading and planned maintenance. @throws as {@link answerOf}. */
export async function getExchangeSchedule(
  send: Send,
  options?: SendOptions,
): Promise<ExchangeSchedule> {
  return answerOf(
    send,
    getExchangeScheduleRequest(),
    (payload, at) =>
      parseExchangeSchedule(fieldOf(payload, at, 'schedule'), insideWire(at, 'schedule')),
    options,
  )
}
