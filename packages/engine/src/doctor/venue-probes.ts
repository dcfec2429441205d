/**
 * The calls that several checks need, each sent once at most: public and signed reads of Kalshi, and the
 * one call of The Odds API that is free. Failures are data.
 * @module
 */
import { type ArbError, isArbError } from '@arbkit/core'
import {
  type AccountLimits,
  createRequestQueue,
  createTransport,
  type ExchangeStatus,
  getAccountLimits,
  getExchangeStatus,
  type Send,
  TIER_LIMITS,
} from '@arbkit/kalshi'
import { createOddsTransport, getSports, type OddsAnswer } from '@arbkit/odds'
import type { DoctorPorts } from './doctor-ports.ts'
import { type KalshiKeyState, loadKalshiKey } from './kalshi-key.ts'
import { type SeenAnswer, seenAnswers } from './seen-answers.ts'

/** Longest wait for one answer, ms. */
export const PROBE_ANSWER_MS_MAX = 5_000

/** One lost answer is no finding, two are. Waits are for 429 and broken connections. */
const RETRY = { attempts: 2, firstWaitMs: 200, longestWaitMs: 2_000 } as const

/** What a call came to, and the last head of an answer that was seen for it. */
export type Probe<T> =
  | { readonly tag: 'answered'; readonly value: T; readonly seen: SeenAnswer | undefined }
  | { readonly tag: 'failed'; readonly error: ArbError; readonly seen: SeenAnswer | undefined }
  /** Not sent; why, in a few words. */
  | { readonly tag: 'not-asked'; readonly because: string }

/** The calls, each made when it is first wanted. */
export interface VenueProbes {
  readonly kalshiKey: () => Promise<KalshiKeyState>
  /** How further calls are sent; undefined where the address is wrong. */
  readonly kalshiSend: () => Promise<Send | undefined>
  readonly exchange: () => Promise<Probe<ExchangeStatus>>
  /** The account's tier: the first signed call, by which the key is known to be taken. */
  readonly account: () => Promise<Probe<AccountLimits>>
  /** The sports in season: free of credits, and the headers say what is left. */
  readonly sports: () => Promise<Probe<OddsAnswer>>
}

/** Returns the probes; nothing is sent yet. */
export function createVenueProbes(ports: DoctorPorts): VenueProbes {
  const { settings, clock, stop } = ports
  const { kalshiHost: host } = settings
  const atKalshi = seenAnswers(ports.fetch, clock)
  const options = stop === undefined ? {} : { signal: stop }
  const kalshiKey = once(async () => loadKalshiKey(ports))
  const kalshiSend = once(async (): Promise<Send | undefined> => {
    if (host.tag !== 'set') return undefined
    const key = await kalshiKey()
    return createTransport({
      ...transportOf(ports, atKalshi.fetch),
      host: host.value,
      limits: createRequestQueue({ ...ports, limits: TIER_LIMITS.basic }),
      ...(key.tag === 'loaded' ? { credentials: key.credentials } : {}),
    })
  })
  const exchange = once(async (): Promise<Probe<ExchangeStatus>> => {
    const send = await kalshiSend()
    if (send === undefined) return notAsked('the address is wrong, see settings')
    return probed(async () => getExchangeStatus(send, options), atKalshi.latest)
  })
  const account = once(async (): Promise<Probe<AccountLimits>> => {
    const send = await kalshiSend()
    const key = await kalshiKey()
    if (key.tag === 'unset') return notAsked('no key')
    if (key.tag === 'wrong') return notAsked('the key can not be used, see kalshi key')
    const isThere = isAnswering(await exchange())
    if (send === undefined || !isThere) return notAsked('the venue does not answer')
    return probed(async () => getAccountLimits(send, options), atKalshi.latest)
  })
  return { kalshiKey, kalshiSend, exchange, account, sports: once(async () => askSports(ports)) }
}

/** Says whether anything came back, if only a refusal. */
export function isAnswering(probe: Probe<unknown>): boolean {
  return probe.tag !== 'not-asked' && probe.seen !== undefined
}

async function askSports(ports: DoctorPorts): Promise<Probe<OddsAnswer>> {
  const { oddsHost: host, oddsKey: key } = ports.settings
  if (host.tag !== 'set') return notAsked('the address is wrong, see settings')
  if (key.tag === 'unset') return notAsked('no key')
  if (key.tag === 'wrong') return notAsked('the key can not be used, see odds key')
  const { fetch, latest } = seenAnswers(ports.fetch, ports.clock)
  const send = createOddsTransport({
    ...transportOf(ports, fetch),
    host: host.value,
    key: key.value,
  })
  const options = ports.stop === undefined ? {} : { signal: ports.stop }
  return probed(async () => (await getSports(send, {}, options)).answer, latest)
}

function transportOf(
  { clock, rng, sleep }: DoctorPorts,
  fetch: DoctorPorts['fetch'],
): Pick<DoctorPorts, 'clock' | 'rng' | 'sleep' | 'fetch'> & {
  readonly retry: typeof RETRY
  readonly answerTimeoutMs: number
} {
  return { clock, rng, sleep, fetch, retry: RETRY, answerTimeoutMs: PROBE_ANSWER_MS_MAX }
}

const notAsked = (because: string): Probe<never> => ({ tag: 'not-asked', because })

async function probed<T>(
  call: () => Promise<T>,
  latest: () => SeenAnswer | undefined,
): Promise<Probe<T>> {
  try {
    return { tag: 'answered', value: await call(), seen: latest() }
  } catch (error) {
    if (!isArbError(error)) throw error
    return { tag: 'failed', error, seen: latest() }
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return async () => (made ??= work())
}
