/**
 * What a call costs in tokens, as `GET /account/endpoint_costs` tells it (demo exchange, 2026-07-06;
 * cancel-all by the changelog of 2026-09-03).
 * @module
 */

/** Tokens of a call that the table does not name. */
export const COST_DEFAULT_TOKENS = 10

/** Calls that cost something else, by method and path behind `/trade-api/v2`. */
export const LISTED_COSTS: readonly {
  readonly method: string
  readonly path: string
  readonly tokens: number
}[] = [
  { method: 'DELETE', path: '/portfolio/events/orders', tokens: 2 },
  { method: 'DELETE', path: '/portfolio/events/orders/:order_id', tokens: 2 },
  { method: 'DELETE', path: '/portfolio/events/orders/batched', tokens: 2 },
  { method: 'GET', path: '/portfolio/orders/:order_id', tokens: 2 },
]

/** Returns the tokens of one call, or of one item of a batch; `path` as its route is written. */
export function costTokensOf(method: string, path: string): number {
  const listed = LISTED_COSTS.find((each) => each.method === method && each.path === path)
  return listed?.tokens ?? COST_DEFAULT_TOKENS
}
