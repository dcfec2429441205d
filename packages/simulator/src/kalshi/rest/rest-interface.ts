/**
 * One REST request from its parts to its answer: route, signature, tokens, body, and whatever refuses
 * it on the way. No sockets.
 * @module
 */
import { createSignatureCheck, type KeyHolder } from '../signature-check.ts'
import { writeBucketsOf } from '../limits/token-buckets.ts'
import type { AccountState, VenueContext } from '../venue-state.ts'
import { type Answer, invalid, Refusal, TOO_MANY_REQUESTS } from './answer.ts'
import { type Call, costOf, type Route, routeOf } from './routes.ts'

/** What stands before every path. */
export const REST_PREFIX = '/trade-api/v2'

/** A request, whole. */
export interface RestRequest {
  readonly method: string
  /** Path and query as they stood in the request line. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** What the interface is made of. */
export interface RestOptions<Holder extends KeyHolder> {
  readonly context: VenueContext
  readonly holders: readonly Holder[]
  readonly stateOf: (holder: Holder) => AccountState
}

/** Answers requests. */
export interface RestInterface {
  /** @param nowMs for the buckets. */
  answer(request: RestRequest, nowMs: number): Answer
}

const UNAUTHORIZED = {
  key: 'authentication failed',
  signature: 'authentication failed',
  expired: 'header timestamp expired',
} as const

/** Returns the path behind the prefix, undefined for one elsewhere. */
export function pathOf(url: string): string | undefined {
  const [path = ''] = url.split('?', 1)
  return path.startsWith(`${REST_PREFIX}/`) ? path.slice(REST_PREFIX.length) : undefined
}

/** Returns the interface. */
export function createRestInterface<Holder extends KeyHolder>(
  options: RestOptions<Holder>,
): RestInterface {
  const { context, stateOf } = options
  const identify = createSignatureCheck(options.holders)
  const whose = ({ method, url, headers }: RestRequest): AccountState | undefined => {
    const identity = identify({ method, path: url, headers }, context.toldMs())
    if (identity.tag === 'known') return stateOf(identity.holder)
    if (identity.tag === 'none') return undefined
    const isOld = identity.reason === 'expired'
    const code = isOld ? 'header_timestamp_expired' : 'token_authentication_failure'
    throw new Refusal(401, code, UNAUTHORIZED[identity.reason])
  }
  const answerOf = (request: RestRequest, nowMs: number): Answer => {
    const found = routeOf(request.method, pathOf(request.url) ?? '')
    if (found === undefined) throw new Refusal(404, 'not_found', 'page not found')
    const { route, names } = found
    const state = whose(request)
    if (route.access === 'signed' && state === undefined) {
      throw new Refusal(401, 'token_authentication_failure', UNAUTHORIZED.signature)
    }
    const query = new URL(request.url, 'http://venue').searchParams
    const call: Call = { names, query, body: parsedBody(request.body) }
    if (state !== undefined && !pays(route, call, state, nowMs)) return TOO_MANY_REQUESTS
    if (route.access === 'public') return route.answer(context, call)
    if (state === undefined) throw new Refusal(401, 'token_authentication_failure')
    return route.answer(context, state, call)
  }
  return {
    answer: (request, nowMs) => {
      try {
        return answerOf(request, nowMs)
      } catch (error) {
        if (error instanceof Refusal) return error.answer
        if (error instanceof URIError) return invalid('path is not valid').answer
        throw error
      }
    },
  }
}

/** Only who signed is counted: limits of others are not published. */
function pays(route: Route, call: Call, { buckets }: AccountState, nowMs: number): boolean {
  const { bucket, tokens, exchangeIndex } = costOf(route, call)
  const names = bucket === 'read' ? (['read'] as const) : writeBucketsOf(exchangeIndex)
  return buckets.take(names, tokens, nowMs)
}

function parsedBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw invalid('request body is not valid JSON')
  }
}
