/**
 * What each endpoint costs in tokens: the published table, and the account's own before it.
 * @module
 */
import { assertInput } from '@arbkit/core'
import { REST_PREFIX } from '../auth/signature.ts'
import type { EndpointCost, EndpointCosts } from '../to-core/account.ts'
import { BUCKET_TOKENS_MAX } from './token-bucket.ts'

/** Tokens of an endpoint that no table names (rate_limits, 2026-09-22). */
export const DEFAULT_TOKENS = 10

/** Endpoints that a pattern of the table would match, but which are endpoints of their own. */
const OWN_ENDPOINTS = new Set(['GET /portfolio/orders/queue_positions'])

const published = (method: string, path: string, tokens: number): EndpointCost => ({
  method,
  path: `${REST_PREFIX}${path}`,
  tokens,
})

/**
 * Answer of `GET /account/endpoint_costs` on the demo exchange, 2026-07-06, without perpetuals and with
 * cancel-all, which costs what one cancel costs (changelog, 2026-09-03).
 */
export const PUBLISHED_COSTS: EndpointCosts = {
  defaultTokens: DEFAULT_TOKENS,
  listed: [
    published('POST', '/account/api_usage_level/upgrade', 30),
    published('GET', '/cfbenchmarks', 50),
    published('GET', '/cfbenchmarks/*endpoint', 50),
    published('POST', '/communications/quotes', 2),
    published('DELETE', '/communications/quotes/:quote_id', 2),
    published('GET', '/communications/quotes/:quote_id', 2),
    published('DELETE', '/communications/rfqs/:rfq_id/quotes/:quote_id', 2),
    published('DELETE', '/portfolio/events/orders', 2),
    published('DELETE', '/portfolio/events/orders/:order_id', 2),
    published('DELETE', '/portfolio/events/orders/batched', 2),
    published('GET', '/portfolio/orders/:order_id', 2),
  ],
}

/** @throws {InvalidInputError} for a cost that is no whole number from 1. */
export function checkCosts({ defaultTokens, listed }: EndpointCosts): void {
  for (const tokens of [defaultTokens, ...listed.map((endpoint) => endpoint.tokens)]) {
    assertInput(
      Number.isInteger(tokens) && tokens >= 1 && tokens <= BUCKET_TOKENS_MAX,
      `endpoint cost: expected whole tokens from 1 to ${BUCKET_TOKENS_MAX}`,
      { tokens },
    )
  }
}

/**
 * Returns what one call costs; `path` is behind `/trade-api/v2`. In a row, `:name` stands for one segment
 * and `*name` for all that follow; where several rows match, the one with most fixed segments says it.
 */
export function tokensOf(costs: EndpointCosts, method: string, path: string): number {
  if (OWN_ENDPOINTS.has(`${method} ${path}`)) return costs.defaultTokens
  const segments = `${REST_PREFIX}${path}`.split('/')
  let best: { readonly fixed: number; readonly tokens: number } | undefined
  for (const endpoint of costs.listed) {
    if (endpoint.method !== method) continue
    const fixed = fixedSegments(endpoint.path.split('/'), segments)
    if (fixed !== undefined && (best === undefined || fixed > best.fixed)) {
      best = { fixed, tokens: endpoint.tokens }
    }
  }
  return best?.tokens ?? costs.defaultTokens
}

/**
 * Returns what a call costs by `costs` when it was reckoned at `tokens` by the published table: a batch of
 * 25 cancels at 50 stays 25 times one cancel. Rounded up to whole tokens.
 */
export function repricedTokens(
  costs: EndpointCosts,
  call: { readonly method: string; readonly path: string; readonly tokens: number },
): number {
  const { method, path, tokens } = call
  const before = tokensOf(PUBLISHED_COSTS, method, path)
  return Math.ceil((tokens * tokensOf(costs, method, path)) / before)
}

/** Returns how many segments of the pattern are fixed, undefined where it does not match. */
function fixedSegments(
  pattern: readonly string[],
  segments: readonly string[],
): number | undefined {
  let fixed = 0
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index]
    if (segment === undefined) return undefined
    if (part.startsWith('*')) return fixed
    if (part.startsWith(':')) continue
    if (part !== segment) return undefined
    fixed += 1
  }
  return pattern.length === segments.length ? fixed : undefined
}
