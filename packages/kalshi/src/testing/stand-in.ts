/**
 * A stand-in of the venue's REST interface on this machine: answers reads from given payloads, checks
 * signatures, tells the time of an injected clock, and misbehaves on demand. For tests of whatever
 * asks the venue, over real HTTP.
 * @module
 */
import type { ServerResponse } from 'node:http'
import type { Clock } from '@arbkit/core'
import { type ReceivedRequest, sendJson, startLoopbackServer } from '@arbkit/http/testing'
import { REST_PREFIX, STREAM_PATH } from '../auth/signature.ts'
import { customHost, type KalshiHost } from '../rest/hosts.ts'
import { hasSignature, isSignedBy, type StandInKey } from './stand-in-account.ts'
import { type FaultPlace, FaultPlan, performFault, type StandInFault } from './stand-in-faults.ts'
import { StandInOrders } from './stand-in-orders.ts'
import type { StandInPayloads } from './stand-in-payloads.ts'
import { answerRead, needsSignature, refusal, type StandInAnswer } from './stand-in-routes.ts'

/** What a stand-in is made of. */
export interface StandInOptions {
  readonly payloads: StandInPayloads
  /** The venue's time, as its `Date` headers tell it; set apart from the client's for skew. */
  readonly clock: Clock
  /** Whose signatures are believed; nobody's where it is left out. */
  readonly account?: StandInKey | undefined
}

/** A stand-in that listens. */
export interface KalshiStandIn {
  /** For the transport; nothing answers at its stream address. */
  readonly host: KalshiHost
  /** Every request, in the order they were complete, also those that a fault hit. */
  readonly received: readonly ReceivedRequest[]
  /** Answers from these from now on. */
  setPayloads(payloads: StandInPayloads): void
  /** Has requests fail; several faults for the same requests are used up in order. */
  fail(fault: StandInFault, place?: FaultPlace): void
  /** Answers all again. */
  heal(): void
  /** Breaks every connection and ends. */
  close(): Promise<void>
}

/** Starts a stand-in on a free port. */
export async function startKalshiStandIn(options: StandInOptions): Promise<KalshiStandIn> {
  const { clock, account } = options
  let { payloads } = options
  const faults = new FaultPlan()
  const orders = new StandInOrders()
  const answerOf = (request: ReceivedRequest): StandInAnswer => {
    const url = new URL(request.url, 'http://stand-in')
    const path = pathOf(url)
    if (path === undefined) return refusal(404, 'not_found', 'page not found')
    const isWrite = request.method !== 'GET'
    const isChecked = isWrite || needsSignature(path) || hasSignature(request)
    if (isChecked && !isSignedBy(request, account)) {
      return refusal(401, 'token_authentication_failure', 'authentication failed')
    }
    if (!isWrite) return answerRead(payloads, { path, query: url.searchParams })
    const body = request.body === '' ? undefined : (JSON.parse(request.body) as unknown)
    return orders.answer({ method: request.method, path, body, atMs: clock.now() })
  }
  const server = await startLoopbackServer((response, request) => {
    const answer = (): void => {
      const { status, body } = answerOf(request)
      sendJson(dated(response, clock), body, status)
    }
    const path = pathOf(new URL(request.url, 'http://stand-in'))
    const fault = faults.take(request.method, path ?? '')
    if (fault === undefined) answer()
    else performFault(fault, dated(response, clock), answer)
  })
  return {
    host: customHost({
      restUrl: `${server.url}${REST_PREFIX}`,
      streamUrl: `${server.url.replace(/^http/, 'ws')}${STREAM_PATH}`,
    }),
    received: server.received,
    setPayloads: (next) => {
      payloads = next
    },
    fail: (fault, place = {}) => faults.add(fault, place),
    heal: () => faults.clear(),
    close: async () => server.close(),
  }
}

function pathOf({ pathname }: URL): string | undefined {
  return pathname.startsWith(`${REST_PREFIX}/`)
    ? decodeURIComponent(pathname.slice(REST_PREFIX.length))
    : undefined
}

/** The header counts whole seconds, as the venue's does. */
function dated(response: ServerResponse, clock: Clock): ServerResponse {
  response.setHeader('date', new Date(clock.now()).toUTCString())
  return response
}
