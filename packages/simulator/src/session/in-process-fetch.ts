/**
 * `fetch` without sockets: a request goes to the venue whose address it bears, and its answer, or what a
 * fault made of it, comes back in virtual time.
 * @module
 */
import type { Fetch, FetchInit, FetchResponse } from '@arbkit/core'
import type { Arrival } from './in-process-reply.ts'
import type { Timeline } from './timeline.ts'

/** A request as a venue reads it. */
export interface ArrivingRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Answers in its own time. */
export type Answerer = (request: ArrivingRequest) => Promise<Arrival>

/** What is asked. */
export interface InProcessFetchOptions {
  readonly timeline: Timeline
  /** By origin: `https://kalshi.invalid`. */
  readonly venues: ReadonlyMap<string, Answerer>
  /** Takes what lets a held answer go. */
  readonly hold: (release: () => void) => void
}

/** Returns a `fetch` that reaches these venues and nothing else. */
export function createInProcessFetch(options: InProcessFetchOptions): Fetch {
  const { timeline, venues, hold } = options
  return async (address, init) => {
    const { origin, pathname, search } = new URL(address)
    const answer = venues.get(origin)
    if (answer === undefined) throw brokenConnection('ENOTFOUND')
    return untilAborted(init.signal, (resolve, reject) => {
      const arrive = async (): Promise<void> => {
        const arrival = await answer(requestOf(init, `${pathname}${search}`))
        if (arrival.tag === 'silent') return
        if (arrival.tag === 'broken') reject(brokenConnection('ECONNRESET'))
        else if (arrival.isHeld) hold(() => resolve(responseOf(arrival, timeline, init.signal)))
        else resolve(responseOf(arrival, timeline, init.signal))
      }
      timeline.soon(() => {
        // What was given up before it left was never asked.
        if (init.signal?.aborted !== true) void arrive().catch(reject)
      })
    })
  }
}

function requestOf({ method, headers = {}, body = '' }: FetchInit, url: string): ArrivingRequest {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return { method, url, headers: Object.fromEntries(lower) as Record<string, string>, body }
}

function responseOf(
  { status, headers, text, bodyMs, isTorn }: Extract<Arrival, { readonly tag: 'answer' }>,
  { sleep }: Timeline,
  signal: AbortSignal | undefined,
): FetchResponse {
  return {
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    text: async () => {
      if (bodyMs > 0) await sleep(bodyMs, signal)
      if (isTorn) throw brokenConnection('UND_ERR_SOCKET')
      return text
    },
  }
}

/** As the platform's `fetch` fails: the system's code is in the cause. */
function brokenConnection(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

/** Resolves as it is told to, unless the signal is aborted before. */
async function untilAborted<T>(
  signal: AbortSignal | undefined,
  begin: (resolve: (value: T) => void, reject: (reason: unknown) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new DOMException('aborted', 'AbortError'))
    if (signal?.aborted === true) {
      abort()
      return
    }
    signal?.addEventListener('abort', abort, { once: true })
    const stopListening = (): void => signal?.removeEventListener('abort', abort)
    begin(
      (value) => {
        stopListening()
        resolve(value)
      },
      (reason) => {
        stopListening()
        reject(reason)
      },
    )
  })
}
