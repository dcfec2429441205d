/**
 * Do series still state a fee that we can reckon with? A fee type without a known formula, or a
 * multiplier beyond belief, makes every profit a guess.
 * @module
 */
import {
  FEE_MULTIPLIER_MAX,
  InvalidInputError,
  isRecord,
  KALSHI_FEE_TYPES,
  parseMicrodollars,
  printable,
  WireFormatError,
} from '@arbkit/core'
import { parseFeeChanges } from '../../to-core/series.ts'
import {
  ask,
  bodyOf,
  type CanaryCheck,
  judgementOf,
  type Observation,
  silences,
} from '../canary-check.ts'
import {
  EVENT_FEE_CHANGES,
  FILLS,
  rowsOf,
  SERIES_FEE_CHANGES,
  seriesRequest,
} from '../canary-requests.ts'

const FIXED = ['series-changes', 'event-changes', 'fills'] as const

/** What the fee fields of one record came to. */
interface Findings {
  readonly failures: readonly string[]
  readonly warnings: readonly string[]
}

/** Returns the check over these series. */
export function feeFieldsCheck(seriesIds: readonly string[]): CanaryCheck {
  return {
    id: 'fee-fields',
    question: 'Do series and fills still state fees of known types?',
    isRequired: true,
    probe: async (ports) => {
      const answers: Record<string, Observation[string]> = {
        'series-changes': await ask(ports, SERIES_FEE_CHANGES),
        'event-changes': await ask(ports, EVENT_FEE_CHANGES),
        fills: await ask(ports, FILLS),
      }
      for (const id of seriesIds) answers[id] = await ask(ports, seriesRequest(id))
      return answers
    },
    judge: (observation) => {
      const found = [
        ...seriesIds.map((id) => seriesFindings(id, bodyOf(observation, id))),
        ...FIXED.slice(0, 2).map((name) => changeFindings(name, bodyOf(observation, name))),
      ]
      return judgementOf({
        failures: [
          ...silences(observation, [...FIXED, ...seriesIds]),
          ...found.flatMap(({ failures }) => failures),
          ...fillFindings(bodyOf(observation, 'fills')),
        ],
        warnings: found.flatMap(({ warnings }) => warnings),
        cure: 'read the fee schedule and the fee rounding page, then teach core the new fee',
      })
    },
  }
}

function seriesFindings(id: string, body: unknown): Findings {
  const series = isRecord(body) ? body['series'] : undefined
  if (!isRecord(series)) {
    return { failures: body === undefined ? [] : [`${id}: no series in the answer`], warnings: [] }
  }
  const { fee_type: type, fee_multiplier: multiplier } = series
  const isBelievable =
    typeof multiplier === 'number' && multiplier >= 0 && multiplier <= FEE_MULTIPLIER_MAX
  const word = wordFindings(`${id}: fee_type`, type)
  return {
    failures: [
      ...word.failures,
      ...(isBelievable
        ? []
        : [`${id}: fee_multiplier: ${printable(multiplier)} is no number of 0 to 10`]),
    ],
    warnings: word.warnings,
  }
}

/** `flat` is documented, but its table is not public here: such a series is priced as assumed. */
function wordFindings(place: string, type: unknown): Findings {
  if (typeof type !== 'string') {
    return { failures: [`${place}: ${printable(type)} is no fee type`], warnings: [] }
  }
  const isKnown = KALSHI_FEE_TYPES.some((known) => known === type)
  return {
    failures: isKnown ? [] : [`${place}: unknown fee type ${printable(type)}`],
    warnings: type === 'flat' ? [`${place}: "flat" has no table here, its fee is assumed`] : [],
  }
}

function changeFindings(name: string, body: unknown): Findings {
  if (body === undefined) return { failures: [], warnings: [] }
  try {
    const found = parseFeeChanges(body, { source: name, path: '$' })
      .filter(({ feeType }) => feeType !== undefined)
      .map(({ feeType, seriesId, eventId }) =>
        wordFindings(`${name}: ${eventId ?? seriesId}`, feeType),
      )
    return {
      // A change ahead is no fee yet: it is told, and fails once a series has it.
      failures: [],
      warnings: found.flatMap(({ failures, warnings }) => [...failures, ...warnings]),
    }
  } catch (error) {
    if (error instanceof WireFormatError) return { failures: [error.message], warnings: [] }
    throw error
  }
}

function fillFindings(body: unknown): readonly string[] {
  const problems = rowsOf(body, 'fills').flatMap(({ fee_cost: cost }) => {
    if (typeof cost !== 'string')
      return [`fills[].fee_cost: ${printable(cost)} is no sum in dollars`]
    try {
      parseMicrodollars(cost)
      return []
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error
      return [`fills[].fee_cost: ${printable(cost)} is no sum in dollars`]
    }
  })
  return [...new Set(problems)]
}
