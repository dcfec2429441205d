/**
 * A stand-in of The Odds API without sockets: it answers every endpoint from given data, counts credits as
 * documented, refuses as documented, and misbehaves when told to. A reply is data; who asks writes it.
 * @module
 */
import type { Clock, Rng } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import type { CreditUsage } from '../rest/usage-headers.ts'
import { answerTo } from './answers.ts'
import { ApiRefusal, KEY_REFUSALS, OUT_OF_CREDITS, refusalBody, TOO_OFTEN } from './api-refusal.ts'
import { createCreditLedger, type CreditLedger } from './credit-ledger.ts'
import type { OddsApiData } from './feed-data.ts'
import {
  type OddsApiAnswer,
  type OddsApiReply,
  type ReplyMaker,
  replyTo,
  textReply,
} from './odds-api-reply.ts'
import type { OddsFault } from './odds-fault.ts'
import { OddsFaultPlan } from './odds-fault-plan.ts'
import { shiftedUpdates } from './odds-rewrites.ts'

/** A key that the stand-in takes unless told otherwise. */
export const TEST_API_KEY = '0123456789abcdef0123456789abcdef'

/** Credits of a month unless told otherwise. */
export const TEST_CREDITS = 500

/** Calls that are remembered; the oldest go first. */
export const CALLS_KEPT_MAX = 100_000

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
export interface OddsApiOptions {
  readonly data?: OddsApiData | undefined
  /** What the `date` header shows, to the second, and by which events are live. */
  readonly clock: Clock
  /** {@link TEST_API_KEY} unless given. */
  readonly keys?: readonly string[] | undefined
  readonly deactivatedKeys?: readonly string[] | undefined
  /** Left at the start; {@link TEST_CREDITS} unless given. */
  readonly credits?: number | undefined
  /** Chance of the faults; it is asked nothing else. Seed 1 unless given. */
  readonly rng?: Rng | undefined
  readonly faults?: readonly OddsFault[] | undefined
}

/** A request as it is read. Every method is answered alike: the API only reads. */
export interface OddsApiRequest {
  readonly method: string
  /** Path and query as they stand in the request line, the key among them. */
  readonly url: string
}

/** One call as it came, without the key. */
export interface OddsApiCall {
  readonly path: string
  /** In the order sent, the key left out. */
  readonly query: readonly (readonly [name: string, value: string])[]
}

/** A stand-in. */
export interface OddsApi {
  /** Answers as far as the faults let it, and charges. */
  reply(request: OddsApiRequest): OddsApiReply
  /** In the order they came, the last {@link CALLS_KEPT_MAX}. */
  calls(): readonly OddsApiCall[]
  /** Credits now; `last` is the cost of the latest answer. */
  usage(): CreditUsage
  /** Answers from other data from now on. */
  setData(data: OddsApiData): void
  /** As on the first of the month, or after another program spent some. */
  setCredits(remaining: number): void
  /** The next calls meet these, one each and before any other fault. */
  failNext(...faults: readonly OddsApiFault[]): void
  /** Adds a fault. @throws {RangeError} too many. */
  inject(fault: OddsFault): void
  /** Ends all faults, those of {@link failNext} too; what they did stays done. */
  heal(): void
}

/** Returns a stand-in. */
export function createOddsApi(options: OddsApiOptions): OddsApi {
  return new StandIn(options)
}

class StandIn implements OddsApi {
  private readonly options: OddsApiOptions
  private readonly ledger: CreditLedger
  private readonly rng: Rng
  private readonly plan: OddsFaultPlan
  private readonly kept: OddsApiCall[] = []
  private data: OddsApiData
  private next: readonly OddsApiFault[] = []

  constructor(options: OddsApiOptions) {
    this.options = options
    this.data = options.data ?? {}
    this.ledger = createCreditLedger(options.credits ?? TEST_CREDITS)
    this.rng = options.rng ?? createSeededRng(1)
    this.plan = new OddsFaultPlan(this.rng)
    for (const fault of options.faults ?? []) this.inject(fault)
  }

  reply({ url: address }: OddsApiRequest): OddsApiReply {
    const url = urlOf(address)
    this.kept.push(callOf(url))
    if (this.kept.length > CALLS_KEPT_MAX) this.kept.shift()
    const maker: ReplyMaker = {
      answer: () => this.answer(url),
      chargeNothing: () => this.ledger.charge(0),
      head: () => this.head(),
      rng: this.rng,
    }
    const [told, ...others] = this.next
    this.next = others
    if (told !== undefined) return replyAsTold(told, maker)
    return replyTo(this.plan.ofRequest(url.pathname, this.nowMs()), maker)
  }

  calls(): readonly OddsApiCall[] {
    return [...this.kept]
  }

  usage(): CreditUsage {
    const usage = this.ledger.usage()
    if (!this.plan.isAccount('out-of-credits', this.nowMs())) return usage
    return { ...usage, remaining: 0, used: usage.used + usage.remaining }
  }

  setData(data: OddsApiData): void {
    this.data = data
  }

  setCredits(remaining: number): void {
    this.ledger.reset(remaining)
  }

  failNext(...faults: readonly OddsApiFault[]): void {
    this.next = [...this.next, ...faults]
  }

  inject(fault: OddsFault): void {
    this.plan.add(fault, this.nowMs())
  }

  heal(): void {
    this.next = []
    this.plan.clear()
  }

  private nowMs(): number {
    return this.options.clock.now()
  }

  private toldMs(): number {
    return this.nowMs() + this.plan.skewMs('date', this.nowMs())
  }

  private answer(url: URL): OddsApiAnswer {
    try {
      this.checkKey(url.searchParams.get('apiKey') ?? '')
      const { body, cost } = answerTo(this.data, url, this.toldMs())
      if (cost > this.usage().remaining) throw OUT_OF_CREDITS
      this.ledger.charge(cost)
      const skewMs = this.plan.skewMs('last-update', this.nowMs())
      return { status: 200, body: skewMs === 0 ? body : shiftedUpdates(body, skewMs) }
    } catch (refusal) {
      if (!(refusal instanceof ApiRefusal)) throw refusal
      this.ledger.charge(0)
      return { status: refusal.status, body: refusalBody(refusal) }
    }
  }

  /** @throws {ApiRefusal} */
  private checkKey(key: string): void {
    const { keys = [TEST_API_KEY], deactivatedKeys = [] } = this.options
    if (key === '') throw KEY_REFUSALS.missing
    if (deactivatedKeys.includes(key)) throw KEY_REFUSALS.deactivated
    if (!keys.includes(key)) throw KEY_REFUSALS.unknown
    if (this.plan.isAccount('deactivated', this.nowMs())) throw KEY_REFUSALS.deactivated
  }

  private head(): Readonly<Record<string, string>> {
    const { remaining, used, last } = this.usage()
    return {
      'content-type': 'application/json',
      date: new Date(this.toldMs()).toUTCString(),
      'x-requests-remaining': String(remaining),
      'x-requests-used': String(used),
      'x-requests-last': String(last),
    }
  }
}

/** Returns what a fault has the next call meet. */
function replyAsTold(fault: OddsApiFault, maker: ReplyMaker): OddsApiReply {
  const instead = (status: number, text: string): OddsApiReply => {
    maker.chargeNothing()
    return textReply(status, text, maker.head())
  }
  if (typeof fault === 'object') return instead(fault.status, fault.body)
  switch (fault) {
    case 'rate-limited':
      return instead(TOO_OFTEN.status, JSON.stringify(refusalBody(TOO_OFTEN)))
    case 'server-error':
      return instead(500, '<html>Internal Server Error</html>')
    case 'not-json':
      return instead(200, '<html>Just a moment...</html>')
    case 'held': {
      const { status, body } = maker.answer()
      return { ...textReply(status, JSON.stringify(body), maker.head()), tag: 'held' }
    }
    case 'torn':
    case 'silent':
      return replyTo({ delayMs: 0, trouble: { tag: fault } }, maker)
  }
}

/** Whatever stands in a request line has an address here: `//` alone is none to `new URL`. */
function urlOf(address: string): URL {
  const [path = ''] = address.split('?', 1)
  const url = new URL('http://stand-in.invalid')
  url.pathname = path
  url.search = address.slice(path.length)
  return url
}

function callOf({ pathname, searchParams }: URL): OddsApiCall {
  return { path: pathname, query: [...searchParams].filter(([name]) => name !== 'apiKey') }
}
