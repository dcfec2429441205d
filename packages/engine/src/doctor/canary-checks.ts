/**
 * The drift canary as the doctor runs it: what can be read. Its questions about clock and status are asked
 * by checks of their own; those to the order endpoints are writes, though of nothing that could be an
 * order or a cancellation, and are sent only when asked for; the stream is not opened.
 * @module
 */
import type { Clock } from '@arbkit/core'
import {
  type AccountLimits,
  type CanaryCheck,
  type CanaryCheckId,
  canaryChecks,
  type CanaryResult,
  runCanary,
  type Send,
} from '@arbkit/kalshi'
import { fail, type Finding, pass, skip, warn } from './finding.ts'
import type { Probe } from './venue-probes.ts'

/** How long the whole run may take, ms. */
export const CANARY_LIMIT_MS = 60_000

/** Asked by checks of their own. */
const ELSEWHERE: readonly CanaryCheckId[] = ['clock', 'exchange-status']

/** They need the stream, which the doctor does not open. */
const OF_STREAM: readonly CanaryCheckId[] = ['yes-price-default']

/** They read the account, so they need a key that is taken. */
const SIGNED: readonly CanaryCheckId[] = ['schemas', 'units', 'fee-fields']

/** They send what is no order and no cancellation to the order endpoints. */
const WRITES: readonly CanaryCheckId[] = ['order-endpoint']

/** What the canary needs. */
export interface CanaryOptions {
  readonly send: Send | undefined
  readonly clock: Clock
  /** Whether the venue answers at all. */
  readonly isAnswering: boolean
  readonly account: Probe<AccountLimits>
  readonly probesOrders: boolean
  readonly signal: AbortSignal
}

/** Returns one line for all that passed, and one for each that did not or was not asked. */
export async function canaryFindings(options: CanaryOptions): Promise<readonly Finding[]> {
  const { send, clock, isAnswering, signal } = options
  if (send === undefined || !isAnswering) return [skip('not asked: the venue does not answer')]
  const { asked, skipped } = chosen(options)
  const report = await runCanary(
    {
      send: async (request, sendOptions) => send(request, { ...sendOptions, signal }),
      clock,
      readDate: async () => null,
    },
    asked,
  )
  const passed = report.results.filter(({ judgement }) => judgement.tag === 'pass')
  const summary = `${passed.length} of ${asked.length} as expected: ${namesOf(passed)}`
  return [
    ...(passed.length === 0 ? [] : [pass(summary)]),
    ...report.results.flatMap(findingsOf),
    ...skipped,
  ]
}

/** Which checks are made, and why the others are not. */
function chosen({ account, probesOrders }: CanaryOptions): {
  readonly asked: readonly CanaryCheck[]
  readonly skipped: readonly Finding[]
} {
  const isSigned = account.tag === 'answered'
  const left = [...OF_STREAM, ...(isSigned ? [] : SIGNED)]
  const leftOut = new Set([...ELSEWHERE, ...left, ...(isSigned && probesOrders ? [] : WRITES)])
  const asked = canaryChecks().filter(({ id }) => !leftOut.has(id))
  return {
    asked,
    skipped: [
      skip(`not asked: ${OF_STREAM.join(', ')}, which needs the stream`),
      ...(isSigned
        ? []
        : [skip(`not asked: ${SIGNED.join(', ')}, which need a key that is taken`)]),
      ...(leftOut.has('order-endpoint') ? [skip(ordersText(isSigned))] : []),
    ],
  }
}

function ordersText(isSigned: boolean): string {
  return isSigned
    ? 'not asked: order-endpoint; --probe-orders sends it an order with nothing in it, and cancels one that can not exist'
    : 'not asked: order-endpoint, which needs a key that is taken'
}

function findingsOf({ id, judgement }: CanaryResult): readonly Finding[] {
  if (judgement.tag === 'pass') return []
  const { findings, cure } = judgement
  const what = `${id}: ${findings.join('; ')}`
  const finding = judgement.tag === 'fail' ? fail(what, cure) : warn(what, cure)
  return [{ ...finding, part: id }]
}

const namesOf = (results: readonly CanaryResult[]): string => results.map(({ id }) => id).join(', ')
