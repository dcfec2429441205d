/**
 * Orders of the stand-in: what is placed rests and is never filled, until it is taken back. Enough to
 * see what a client sends; no exchange.
 * @module
 */
import { isRecord } from '@arbkit/core'
import { refusal, type StandInAnswer } from './stand-in-routes.ts'

const ORDERS = '/portfolio/events/orders'

/** What an order must have (OpenAPI 3.34.0, CreateOrderV2). */
const REQUIRED = ['ticker', 'client_order_id', 'side', 'count', 'price', 'time_in_force']

/** A change that was asked for. */
export interface StandInWrite {
  readonly method: string
  /** Behind `/trade-api/v2`, without query. */
  readonly path: string
  readonly body: unknown
  readonly atMs: number
}

/** Orders that rest. */
export class StandInOrders {
  private readonly resting = new Map<string, { readonly count: string }>()
  private readonly clientIds = new Set<string>()
  private placed = 0

  /** Carries a change out, or refuses it. */
  answer({ method, path, body, atMs }: StandInWrite): StandInAnswer {
    if (method === 'POST' && path === ORDERS) return this.place(body, atMs)
    if (method === 'DELETE' && path === ORDERS) {
      this.resting.clear()
      return { status: 200, body: {} }
    }
    const id = method === 'DELETE' ? /\/orders\/([^/]+)$/.exec(path)?.[1] : undefined
    const order = id === undefined ? undefined : this.resting.get(id)
    if (id === undefined || order === undefined) return refusal(404, 'not_found', 'not found')
    this.resting.delete(id)
    return { status: 200, body: { order_id: id, reduced_by: order.count, ts_ms: atMs } }
  }

  private place(body: unknown, atMs: number): StandInAnswer {
    const order: Readonly<Record<string, unknown>> = isRecord(body) ? body : {}
    const missing = REQUIRED.find((key) => typeof order[key] !== 'string')
    if (missing !== undefined) return refusal(400, 'invalid_order', `${missing} is required`)
    const clientId = String(order['client_order_id'])
    if (this.clientIds.has(clientId)) return refusal(409, 'order_already_exists', 'already exists')
    this.clientIds.add(clientId)
    this.placed += 1
    const orderId = `order-${this.placed}`
    const count = String(order['count'])
    this.resting.set(orderId, { count })
    const placed = { order_id: orderId, client_order_id: clientId, fill_count: '0.00' }
    return { status: 201, body: { ...placed, remaining_count: count, ts_ms: atMs } }
  }
}
