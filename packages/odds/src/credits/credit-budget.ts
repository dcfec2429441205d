/**
 * The budget: no call that may be charged is sent before its credits are set aside in a log that all
 * processes share, and each is counted by what the API says it cost. Where the log can not be read or
 * written nothing is spent; free calls go through in any case. It does not repeat, and it caches nothing.
 * @module
 */
import { assertInput, type Clock, type Ids } from '@arbkit/core'
import type { SendOptions } from '@arbkit/http'
import type { OddsAnswer, OddsRequest, SendOdds } from '../rest/request.ts'
import { ODDS_RETRY } from '../rest/transport.ts'
import type { CreditUsage } from '../rest/usage-headers.ts'
import { CreditBook } from './credit-book.ts'
import { type CreditDrift, driftsOf, type EndedCall } from './credit-charge.ts'
import type { CreditState } from './credit-ledger.ts'
import { checkCreditLimits, type CreditLimits, isCredits } from './credit-limits.ts'
import type { CreditStore } from './credit-store.ts'
import { type CallOutcome, endedCallOf, isNeverSent, type SeenCall } from './ended-call.ts'

/** What became of a call could not be logged yet. Nothing is spent until it is; it is tried again each time. */
export interface CreditsUnlogged {
  readonly tag: 'unlogged'
  /** One line. */
  readonly problem: string
}

/** What a budget reports beside its answers. */
export type CreditEvent = CreditDrift | CreditsUnlogged

/** What a budget needs. */
export interface CreditBudgetOptions {
  readonly store: CreditStore
  readonly clock: Clock
  /** Unique among all processes that share the store: `crypto.randomUUID`. Two alike stop everybody. */
  readonly ids: Ids
  readonly limits: CreditLimits
  /**
   * Times that `send` sends a call at most: the most each costs is set aside as often, since each may be
   * charged. That of the transport's own policy unless given; 1 where repeating lies outside the budget.
   */
  readonly attempts?: number | undefined
  /** Told of each event as it happens; must not throw. */
  readonly report?: ((event: CreditEvent) => void) | undefined
}

/** Spends credits within limits. */
export interface CreditBudget {
  /**
   * Returns the answer of `send`, whose credits were set aside before and are settled after.
   * @throws {CreditsExhaustedError} too few are left; nothing was sent.
   * @throws {ArbError} the log can not be read or written; nothing was sent.
   * @throws what `send` throws; it is counted as charged unless the headers or the error say otherwise.
   */
  withCredits(request: OddsRequest, send: SendOdds, options?: SendOptions): Promise<OddsAnswer>
  /**
   * The transport's `onUsage`: told of each attempt that was sent. A call of which nothing is told is
   * counted as sent as often as it may be. One that was not sent through the budget is counted all the same.
   */
  readonly noteUsage: (usage: CreditUsage | undefined, request: OddsRequest) => void
  /** Returns where the month stands now. @throws {ArbError} the log can not be read. */
  state(): Promise<CreditState>
}

/** Returns a `SendOdds` that spends from a budget. */
export function budgeted(send: SendOdds, budget: CreditBudget): SendOdds {
  return async (request, options) => budget.withCredits(request, send, options)
}

/** Returns a budget. @throws {InvalidInputError} limits or attempts out of range. */
export function createCreditBudget(options: CreditBudgetOptions): CreditBudget {
  const { limits, attempts = ODDS_RETRY.attempts, report } = options
  checkCreditLimits(limits)
  assertInput(Number.isInteger(attempts) && attempts >= 1, 'credits: expected 1 attempt or more')
  const complain = (problem: string): void => report?.({ tag: 'unlogged', problem })
  const book = new CreditBook({ ...options, complain })
  /** Attempts told of, by the request as it was handed to `send`. */
  const running = new Map<OddsRequest, (CreditUsage | undefined)[]>()

  const run = async (
    request: OddsRequest,
    send: SendOdds,
    sendOptions: SendOptions,
  ): Promise<{ readonly seen: SeenCall; readonly outcome: CallOutcome }> => {
    // A copy of its own: the same request may be under way twice.
    const own = { ...request }
    const notes: (CreditUsage | undefined)[] = []
    const seen = { cost: request.cost, notes, attempts }
    running.set(own, notes)
    try {
      return { seen, outcome: { answer: await send(own, sendOptions) } }
    } catch (error) {
      return { seen, outcome: { error } }
    } finally {
      running.delete(own)
    }
  }
  const ended = (request: OddsRequest, seen: SeenCall, outcome: CallOutcome): EndedCall => {
    const call = endedCallOf(seen, outcome)
    for (const drift of driftsOf(request.endpoint, call)) report?.(drift)
    return call
  }

  return {
    async withCredits(request, send, sendOptions = {}) {
      const { cost } = request
      assertInput(isCredits(cost.max) && isCredits(cost.min), 'credits: expected a whole cost')
      if (cost.max === 0) {
        const { seen, outcome } = await run(request, send, sendOptions)
        // Not waited for: a free call is never held up.
        void book.noteFree(ended(request, seen, outcome))
        return answerOf(outcome)
      }
      const reservation = await book.reserve(request, attempts * cost.max)
      const deadlineMs = Math.min(sendOptions.deadlineMs ?? Infinity, reservation.untilMs)
      const { seen, outcome } = await run(request, send, { ...sendOptions, deadlineMs })
      if (isNeverSent(seen, outcome)) await book.withdraw(reservation)
      else await book.settle(reservation, ended(request, seen, outcome))
      return answerOf(outcome)
    },
    noteUsage(usage, request) {
      const notes = running.get(request)
      if (notes !== undefined) notes.push(usage)
      else void book.noteFree({ cost: request.cost, ...unasked(usage) })
    },
    state: async () => book.state(),
  }
}

/** An attempt of a call that was not sent through the budget. */
function unasked(usage: CreditUsage | undefined): Omit<EndedCall, 'cost'> {
  const refused = usage === undefined ? [] : [usage]
  return { answered: undefined, refused, unanswered: 1 - refused.length }
}

function answerOf(outcome: CallOutcome): OddsAnswer {
  if ('error' in outcome) throw outcome.error
  return outcome.answer
}
