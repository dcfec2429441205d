/**
 * One request and its whole answer. It ends by the answer, by time or by the caller, whichever is first,
 * and the connection is let go of.
 * @module
 */
import { type Fetch, type FetchInit, isRecord } from '@arbkit/core'
import { BODY_BYTES_MAX, BodyTooLargeError, readBody } from './body.ts'
import type { Sleep } from './sleep.ts'

/** What is sent. */
export interface Outgoing {
  readonly url: string
  readonly method: FetchInit['method']
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Longest wait for the whole answer, ms. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: {
    /** The value of a header, its name in any case; null where there is none. */
    get(name: string): string | null
  }
  /** Empty where there was none, or where that of a refusal could not be read. */
  readonly body: string
}

/** No whole answer: the request may have been acted on. The venue's client makes an error of its own of it. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  /** Where a status came before the rest failed. */
  readonly status: number | undefined

  /** @param problem one line without anything that was sent */
  constructor(problem: string, status?: number) {
    super(problem)
    this.status = status
  }
}

/** What sending needs. */
export interface ExchangePorts {
  readonly fetch: Fetch
  readonly sleep: Sleep
}

/**
 * Sends a request once and returns its whole answer, whatever its status.
 * @throws {NoAnswer} in time, or broken off, or a success with a body of more than {@link BODY_BYTES_MAX}.
 */
export async function exchange(ports: ExchangePorts, outgoing: Outgoing): Promise<Answer> {
  const { timeoutMs, signal } = outgoing
  const ended = new AbortController()
  const late = ports.sleep(timeoutMs, ended.signal).then(() => {
    throw new NoAnswer(`no answer in ${Math.ceil(timeoutMs)} ms`)
  })
  const ear = listen(signal, () => new NoAnswer('aborted after it was sent'))
  try {
    return await Promise.race([sendAndRead(ports.fetch, outgoing, ended.signal), late, ear.aborted])
  } finally {
    ear.stop()
    ended.abort()
  }
}

/** Returns a promise that fails when the signal is aborted, and how to stop listening. */
function listen(
  signal: AbortSignal | undefined,
  error: () => Error,
): { readonly aborted: Promise<never>; readonly stop: () => void } {
  const inner = new AbortController()
  const aborted = new Promise<never>((_resolve, reject) => {
    const options = { once: true, signal: inner.signal }
    signal?.addEventListener('abort', () => reject(error()), options)
  })
  return { aborted, stop: () => inner.abort() }
}

async function sendAndRead(
  fetch: Fetch,
  { url, method, headers, body }: Outgoing,
  signal: AbortSignal,
): Promise<Answer> {
  let status: number | undefined
  try {
    const init = { method, headers, signal, ...(body === undefined ? {} : { body }) }
    const response = await fetch(url, init)
    status = response.status
    // A refusal stands by its status, whatever became of its body; a success does not.
    const text = status < 400 ? readBody(response) : readBody(response).catch(() => '')
    return { status, headers: response.headers, body: await text }
  } catch (failure) {
    const isTooLarge = failure instanceof BodyTooLargeError
    const problem = isTooLarge
      ? `body of more than ${BODY_BYTES_MAX} bytes`
      : `connection failed (${connectionProblem(failure)})`
    throw new NoAnswer(problem, status)
  }
}

/** Causes looked through for a code. */
const CAUSES_MAX = 5

/**
 * Returns the system's code behind a failure of the connection, `ECONNRESET`, or a word for it. Nothing
 * else of it is passed on: what stands in the messages of libraries is not ours to promise.
 */
export function connectionProblem(failure: unknown): string {
  let at = failure
  for (let depth = 0; depth < CAUSES_MAX; depth += 1) {
    if (!isRecord(at)) break
    const code = at['code']
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code
    at = at['cause']
  }
  return 'no code'
}
