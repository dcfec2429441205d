/**
 * A stand-in of The Odds API on this machine: a real HTTP server that answers every endpoint from given data,
 * counts credits as documented, refuses as documented, and misbehaves when told to. It waits for nothing:
 * a slow answer is one that the test lets go.
 * @module
 */
import type { ServerResponse } from 'node:http'
import type { Clock } from '@arbkit/core'
import { type ReceivedRequest, startLoopbackServer } from '@arbkit/http/testing'
import type { CreditUsage } from '../rest/usage-headers.ts'
import { type ApiAnswer, answerTo } from './answers.ts'
import { ApiRefusal, KEY_REFUSALS, OUT_OF_CREDITS, refusalBody, TOO_OFTEN } from './api-refusal.ts'
import type { OddsApiData } from './feed-data.ts'

/** A key that the stand-in takes unless told otherwise. */
export const TEST_API_KEY = '0123456789abcdef0123456789abcdef'

/** Credits of a month unless told otherwise. */
export const TEST_CREDITS = 500

/**
 * What happens to the next call in place of an honest answer. `held`: the answer waits for `release`.
 * `torn`: the connection breaks in the body, after the credits are gone. `silent`: no answer at all.
 * `rate-limited`: 429. `server-error`: 500. `not-json`: 200 with a page. Or an answer of one's own.
 */
export type OddsApiFault =
  | 'held'
  | 'torn'
  | 'silent'
  | 'rate-limited'
  | 'server-error'
  | 'not-json'
  | { readonly status: number; readonly body: string }

/** What the stand-in is made of. */
export interface OddsApiServerOptions {
  readonly data?: OddsApiData | undefined
  /** What the `date` header shows, to the second, and by which events are live. */
  readonly clock: Clock
  /** {@link TEST_API_KEY} unless given. */
  readonly keys?: readonly string[] | undefined
  readonly deactivatedKeys?: readonly string[] | undefined
  /** Left at the start; {@link TEST_CREDITS} unless given. */
  readonly credits?: number | undefined
}

/** One call as it came, without the key. */
export interface OddsApiCall {
  readonly path: string
  /** In the order sent, the key left out. */
  readonly query: readonly (readonly [name: string, value: string])[]
}

/** A stand-in that listens. */
export interface OddsApiServer {
  /** `http://127.0.0.1:port`, for `customOddsHost`. */
  readonly url: string
  /** In the order they were complete. */
  calls(): readonly OddsApiCall[]
  /** Credits now; `last` is the cost of the latest answer. */
  usage(): CreditUsage
  /** Most calls that were open at once. */
  peakInFlight(): number
  /** Answers from other data from now on. */
  setData(data: OddsApiData): void
  /** As on the first of the month, or after another program spent some. */
  setCredits(remaining: number): void
  /** The next calls meet these, one each; after them calls are answered honestly. */
  failNext(...faults: readonly OddsApiFault[]): void
  /** Calls whose answers are held. */
  heldCount(): number
  /** Lets all answers go that are held. */
  release(): void
  /** Breaks every connection and ends. */
  close(): Promise<void>
}

/** Starts a stand-in on a free port. */
export async function startOddsApiServer(options: OddsApiServerOptions): Promise<OddsApiServer> {
  const { keys = [TEST_API_KEY], deactivatedKeys = [], clock } = options
  let data = options.data ?? {}
  const ledger = createLedger(options.credits ?? TEST_CREDITS)
  let [open, peak] = [0, 0]
  let faults: readonly OddsApiFault[] = []
  let held: readonly (() => void)[] = []

  /** @throws {ApiRefusal} */
  const honest = (request: ReceivedRequest): ApiAnswer => {
    const url = urlOf(request)
    const key = url.searchParams.get('apiKey') ?? ''
    if (key === '') throw KEY_REFUSALS.missing
    if (deactivatedKeys.includes(key)) throw KEY_REFUSALS.deactivated
    if (!keys.includes(key)) throw KEY_REFUSALS.unknown
    const answer = answerTo(data, url, clock.now())
    if (answer.cost > ledger.usage().remaining) throw OUT_OF_CREDITS
    return answer
  }
  const answered = (request: ReceivedRequest): Written => {
    try {
      const { body, cost } = honest(request)
      ledger.charge(cost)
      return { status: 200, text: JSON.stringify(body) }
    } catch (refusal) {
      if (!(refusal instanceof ApiRefusal)) throw refusal
      ledger.charge(0)
      return { status: refusal.status, text: JSON.stringify(refusalBody(refusal)) }
    }
  }
  const respond = (response: ServerResponse, request: ReceivedRequest): void => {
    open += 1
    peak = Math.max(peak, open)
    response.once('close', () => {
      open -= 1
    })
    const [fault, ...others] = faults
    faults = others
    if (fault === 'silent') return
    const instead = insteadOf(fault)
    if (instead !== undefined) ledger.charge(0)
    const written = instead ?? answered(request)
    const head = headOf(ledger.usage(), clock.now())
    const send = (): void => write(response, { ...written, head, isTorn: fault === 'torn' })
    if (fault === 'held') held = [...held, send]
    else send()
  }

  const server = await startLoopbackServer(respond)
  return {
    url: server.url,
    calls: () => server.received.map(callOf),
    usage: ledger.usage,
    peakInFlight: () => peak,
    setData: (next) => {
      data = next
    },
    setCredits: ledger.reset,
    failNext: (...more) => {
      faults = [...faults, ...more]
    },
    heldCount: () => held.length,
    release: () => {
      const going = held
      held = []
      for (const send of going) send()
    },
    close: async () => server.close(),
  }
}

/** Credits as the account has them. */
interface Ledger {
  readonly usage: () => CreditUsage
  readonly charge: (cost: number) => void
  readonly reset: (remaining: number) => void
}

function createLedger(credits: number): Ledger {
  let usage: CreditUsage = { remaining: credits, used: 0, last: 0 }
  return {
    usage: () => usage,
    charge: (cost) => {
      usage = { remaining: usage.remaining - cost, used: usage.used + cost, last: cost }
    },
    reset: (remaining) => {
      usage = { remaining, used: 0, last: 0 }
    },
  }
}

interface Written {
  readonly status: number
  readonly text: string
}

/** Returns what a fault answers in place of the truth; undefined where the truth is told. */
function insteadOf(fault: OddsApiFault | undefined): Written | undefined {
  if (typeof fault === 'object') return { status: fault.status, text: fault.body }
  switch (fault) {
    case 'rate-limited':
      return { status: TOO_OFTEN.status, text: JSON.stringify(refusalBody(TOO_OFTEN)) }
    case 'server-error':
      return { status: 500, text: '<html>Internal Server Error</html>' }
    case 'not-json':
      return { status: 200, text: '<html>Just a moment...</html>' }
    default:
      return undefined
  }
}

function headOf(usage: CreditUsage, nowMs: number): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    date: new Date(nowMs).toUTCString(),
    'x-requests-remaining': String(usage.remaining),
    'x-requests-used': String(usage.used),
    'x-requests-last': String(usage.last),
  }
}

function write(
  response: ServerResponse,
  {
    status,
    text,
    head,
    isTorn,
  }: Written & { readonly head: Readonly<Record<string, string>>; readonly isTorn: boolean },
): void {
  const length = Buffer.byteLength(text)
  response.writeHead(status, { ...head, 'content-length': String(length) })
  if (!isTorn) {
    response.end(text)
    return
  }
  const half = Buffer.from(text).subarray(0, Math.floor(length / 2))
  response.write(half, () => response.destroy())
}

const urlOf = (request: ReceivedRequest): URL => new URL(request.url, 'http://stand-in.invalid')

function callOf(request: ReceivedRequest): OddsApiCall {
  const { pathname, searchParams } = urlOf(request)
  return { path: pathname, query: [...searchParams].filter(([name]) => name !== 'apiKey') }
}
