/**
 * Calls about what the account may ask for.
 * @module
 */
import { insideWire } from '@arbkit/core'
import {
  type AccountLimits,
  type EndpointCosts,
  parseAccountLimits,
  parseEndpointCosts,
  parseVolumeProgress,
  type VolumeProgress,
} from '../../to-core/account.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { answerOf, fieldOf, readRequest } from './call.ts'

/** Returns the call `GET /account/limits`. */
export function getAccountLimitsRequest(): KalshiRequest {
  return readRequest('/account/limits', { isSigned: true })
}

/** Returns the account's tier and token buckets. @throws as {@link answerOf}. */
export async function getAccountLimits(send: Send, options?: SendOptions): Promise<AccountLimits> {
  return answerOf(send, getAccountLimitsRequest(), parseAccountLimits, options)
}

/** Returns the call `GET /account/endpoint_costs`. */
export function getEndpointCostsRequest(): KalshiRequest {
  return readRequest('/account/endpoint_costs', { isSigned: false })
}

/** Returns what calls cost. @throws as {@link answerOf}. */
export async function getEndpointCosts(send: Send, options?: SendOptions): Promise<EndpointCosts> {
  return answerOf(send, getEndpointCostsRequest(), parseEndpointCosts, options)
}

/** Returns the call `GET /account/api_usage_level/volume_progress`. */
export function getVolumeProgressRequest(): KalshiRequest {
  return readRequest('/account/api_usage_level/volume_progress', { isSigned: true })
}

/** Returns how far the account's volume has come towards a higher tier. @throws as {@link answerOf}. */
export async function getVolumeProgress(
  send: Send,
  options?: SendOptions,
): Promise<readonly VolumeProgress[]> {
  return answerOf(
    send,
    getVolumeProgressRequest(),
    (payload, at) =>
      parseVolumeProgress(
        fieldOf(payload, at, 'volume_progress') ?? [],
        insideWire(at, 'volume_progress'),
      ),
    options,
  )
}
