/**
 * Which calls wait for the canary's word: whatever could open or enlarge a position, move money, or
 * let orders in again. Reading, cancelling and making smaller never do. Pure but for the queue it
 * stands before.
 * @module
 */
import type { TradingGate } from '../drift/trading-gate.ts'
import type { QueuedCall, RequestQueue } from '../limits/request-queue.ts'
import { TradingRefusedError } from './trading-refused-error.ts'

/**
 * Changes that only take away: cancelling one, several or all orders, making one smaller, ending or
 * stopping an order group, which cancels its orders (OpenAPI 3.34.0, 2026-10-10).
 */
const TAKES_AWAY: readonly { readonly method: string; readonly path: RegExp }[] = [
  { method: 'DELETE', path: /^\/portfolio\/events\/orders(?:\/[^/]+)?$/ },
  { method: 'POST', path: /^\/portfolio\/events\/orders\/[^/]+\/decrease$/ },
  { method: 'DELETE', path: /^\/portfolio\/order_groups\/[^/]+$/ },
  { method: 'PUT', path: /^\/portfolio\/order_groups\/[^/]+\/trigger$/ },
]

/** True for a call that is sent only while the gate is open; true for every change not known here. */
export function needsOpenGate({ method, path }: Pick<QueuedCall, 'method' | 'path'>): boolean {
  if (method === 'GET') return false
  return !TAKES_AWAY.some((each) => each.method === method && each.path.test(path))
}

/**
 * Returns a queue that asks the gate twice: before a call waits, and again when it may be sent, for
 * the canary may have failed in between.
 */
export function guardedQueue(queue: RequestQueue, gate: () => TradingGate): RequestQueue {
  const check = (call: QueuedCall): void => {
    if (!needsOpenGate(call)) return
    const answer = gate()
    if (answer.tag === 'refused') throw new TradingRefusedError(call, answer.reasons)
  }
  return {
    ...queue,
    acquire: async (call, options) => {
      check(call)
      const grant = await queue.acquire(call, options)
      check(call)
      return grant
    },
  }
}
