/**
 * The canary: at the start and every hour it asks the venue whether everything that the rest relies on
 * still is as it was, so that a change of the interface stops trading instead of costing money.
 * @module
 */
import { assertInput, type Fetch, VenueNoAnswerError } from '@arbkit/core'
import type { Send } from '../rest/request.ts'
import type { CanaryCheck, CanaryCheckId, CanaryPorts, Judgement } from './canary-check.ts'
import { CLOCK_CHECK } from './checks/clock.ts'
import { EXCHANGE_STATUS_CHECK } from './checks/exchange-status.ts'
import { feeFieldsCheck } from './checks/fee-fields.ts'
import {
  COMBO_FILTER_CHECK,
  MARKET_STATUS_CHECK,
  MILESTONE_LIMIT_CHECK,
} from './checks/market-filters.ts'
import { ORDER_ENDPOINT_CHECK } from './checks/order-endpoint.ts'
import { PRICE_GRIDS_CHECK } from './checks/price-grids.ts'
import { SCHEMAS_CHECK } from './checks/schemas.ts'
import { UNITS_CHECK } from './checks/units.ts'
import { yesPriceDefaultCheck } from './checks/yes-price-default.ts'

/** What the canary is told. */
export interface CanaryOptions {
  /** Series whose fees are looked at; at most {@link CANARY_SERIES_MAX}. */
  readonly seriesIds?: readonly string[] | undefined
  /** What the venue's default of `use_yes_price` is taken for. */
  readonly usesYesPricesByDefault?: boolean | undefined
}

/** Series looked at unless told otherwise: games of four leagues, which are there all year. */
export const CANARY_SERIES = ['KXNFLGAME', 'KXNBAGAME', 'KXMLBGAME', 'KXNHLGAME'] as const

/** Most series asked for in one run: each costs ten tokens of reading. */
export const CANARY_SERIES_MAX = 30

/** How one check came out. */
export interface CanaryResult {
  readonly id: CanaryCheckId
  readonly question: string
  readonly isRequired: boolean
  readonly judgement: Judgement
}

/** One run. Times are Unix ms. */
export interface CanaryReport {
  readonly startedMs: number
  readonly endedMs: number
  readonly results: readonly CanaryResult[]
}

/** Returns the checks, in the order they are made. @throws {InvalidInputError} too many series. */
export function canaryChecks({
  seriesIds = CANARY_SERIES,
  usesYesPricesByDefault = false,
}: CanaryOptions = {}): readonly CanaryCheck[] {
  assertInput(
    seriesIds.length <= CANARY_SERIES_MAX,
    `the canary looks at no more than ${CANARY_SERIES_MAX} series, got ${seriesIds.length}`,
  )
  return [
    EXCHANGE_STATUS_CHECK,
    CLOCK_CHECK,
    SCHEMAS_CHECK,
    UNITS_CHECK,
    PRICE_GRIDS_CHECK,
    feeFieldsCheck([...new Set(seriesIds)]),
    MARKET_STATUS_CHECK,
    COMBO_FILTER_CHECK,
    MILESTONE_LIMIT_CHECK,
    yesPriceDefaultCheck(usesYesPricesByDefault),
    ORDER_ENDPOINT_CHECK,
  ]
}

/**
 * Makes the checks one after the other; a read that several of them need is sent once. A venue that
 * refuses or is silent is a finding, any other error ends the run without a report.
 */
export async function runCanary(
  ports: CanaryPorts,
  checks: readonly CanaryCheck[] = canaryChecks(),
): Promise<CanaryReport> {
  const startedMs = ports.clock.now()
  const sharing = { ...ports, send: sharedReads(ports.send) }
  const results: CanaryResult[] = []
  for (const { id, question, isRequired, probe, judge } of checks) {
    results.push({ id, question, isRequired, judgement: judge(await probe(sharing)) })
  }
  return { startedMs, endedMs: ports.clock.now(), results }
}

/** Returns what reads the `Date` header of an answer to `url`, which should cost nothing and be public. */
export function dateReader(fetch: Fetch, url: string): CanaryPorts['readDate'] {
  return async () => {
    try {
      const answer = await fetch(url, { method: 'GET' })
      // Read to the end, or the connection stays taken.
      await answer.text()
      return answer.headers.get('date')
    } catch (cause) {
      throw new VenueNoAnswerError('no answer with a Date header', { isRead: true, cause })
    }
  }
}

/** A `Send` that makes equal reads once and gives all of them the one answer. */
function sharedReads(send: Send): Send {
  const made = new Map<string, Promise<unknown>>()
  return (request, options) => {
    if (request.method !== 'GET') return send(request, options)
    const key = JSON.stringify([request.path, request.query])
    const earlier = made.get(key)
    if (earlier !== undefined) return earlier
    const answer = send(request, options)
    made.set(key, answer)
    return answer
  }
}
