/**
 * The form of a canary check: a probe that asks the venue and changes nothing, and a pure judgement of
 * what came back. Checks are data; running them and deciding what they mean for trading is elsewhere.
 * @module
 */
import { type Clock, VenueError, VenueRejectedError } from '@arbkit/core'
import type { KalshiRequest, Send } from '../rest/request.ts'

/** Every check there is. */
export const CANARY_CHECK_IDS = [
  'schemas',
  'units',
  'order-endpoint',
  'price-grids',
  'fee-fields',
  'market-status',
  'combo-filter',
  'milestone-limit',
  'yes-price-default',
  'clock',
  'exchange-status',
] as const
/** One of {@link CANARY_CHECK_IDS}. */
export type CanaryCheckId = (typeof CANARY_CHECK_IDS)[number]

/** What one call came to. Times are ours, Unix ms. */
export type Answer =
  | {
      readonly tag: 'answered'
      readonly body: unknown
      readonly askedMs: number
      readonly answeredMs: number
    }
  | { readonly tag: 'refused'; readonly status: number; readonly code: string | undefined }
  /** Never sent, or no answer that can be believed. */
  | { readonly tag: 'unanswered'; readonly because: string }

/** Answers by a name that the check gives them. */
export type Observation = Readonly<Record<string, Answer>>

/** What a check concludes; findings are one line each. */
export type Judgement =
  | { readonly tag: 'pass' }
  | {
      readonly tag: 'warn' | 'fail'
      readonly findings: readonly string[]
      /** What a person does about it. */
      readonly cure: string
    }

/** What probes ask with. */
export interface CanaryPorts {
  readonly send: Send
  readonly clock: Clock
  /** Returns the `Date` header of any answer of the venue, null where it has none. */
  readonly readDate: () => Promise<string | null>
  /**
   * Subscribes afresh to one market's `orderbook_delta` and returns the first `orderbook_snapshot`
   * message as parsed JSON; `use_yes_price` is left out where undefined. Undefined: no stream is used.
   */
  readonly readSnapshot?:
    | ((marketId: string, usesYesPrices: boolean | undefined) => Promise<unknown>)
    | undefined
}

/** One check. */
export interface CanaryCheck {
  readonly id: CanaryCheckId
  /** What is asked, in one line. */
  readonly question: string
  /** True where trading stops if it fails, or was not made. */
  readonly isRequired: boolean
  /** Asks; a refusal or silence is part of the observation, never an error. */
  readonly probe: (ports: CanaryPorts) => Promise<Observation>
  readonly judge: (observation: Observation) => Judgement
}

/** Nothing to say. */
export const PASS: Judgement = { tag: 'pass' }

/** Sends a call and returns what it came to. */
export async function ask(
  { send, clock }: Pick<CanaryPorts, 'send' | 'clock'>,
  request: KalshiRequest,
): Promise<Answer> {
  return observe(clock, () => send(request))
}

/** Runs any question to the venue and returns what it came to; errors that are not a venue's pass. */
export async function observe(clock: Clock, question: () => Promise<unknown>): Promise<Answer> {
  const askedMs = clock.now()
  try {
    const body = await question()
    return { tag: 'answered', body, askedMs, answeredMs: clock.now() }
  } catch (error) {
    if (error instanceof VenueRejectedError) {
      return { tag: 'refused', status: error.status, code: error.code }
    }
    if (error instanceof VenueError) return { tag: 'unanswered', because: error.message }
    throw error
  }
}

/** Returns an answer of an observation by its name. */
export function answerOf(observation: Observation, name: string): Answer {
  return observation[name] ?? { tag: 'unanswered', because: 'was not asked' }
}

/** Returns the body of an answer; undefined where there was none. */
export function bodyOf(observation: Observation, name: string): unknown {
  const answer = answerOf(observation, name)
  return answer.tag === 'answered' ? answer.body : undefined
}

/** Returns one line for each of these questions that got no answer. */
export function silences(observation: Observation, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const answer = answerOf(observation, name)
    return answer.tag === 'answered' ? [] : [`${name}: ${describeAnswer(answer)}`]
  })
}

/** Returns an answer in a few words. */
export function describeAnswer(answer: Answer): string {
  switch (answer.tag) {
    case 'answered':
      return 'answered'
    case 'refused':
      return `refused with ${answer.status}${answer.code === undefined ? '' : ` ${answer.code}`}`
    case 'unanswered':
      return `no answer: ${answer.because}`
  }
}

/** Fails on any failure, else warns on any warning, else passes. */
export function judgementOf(found: {
  readonly failures: readonly string[]
  readonly warnings?: readonly string[]
  readonly cure: string
}): Judgement {
  const { failures, warnings = [], cure } = found
  if (failures.length > 0) return { tag: 'fail', findings: [...failures, ...warnings], cure }
  return warnings.length > 0 ? { tag: 'warn', findings: warnings, cure } : PASS
}
