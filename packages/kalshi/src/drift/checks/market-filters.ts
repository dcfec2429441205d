/**
 * Do the filters and defaults of the listings mean what we take them for? `status=open` returns markets
 * that are `active`; combos stay out where asked; milestones need a limit.
 * @module
 */
import {
  answerOf,
  ask,
  bodyOf,
  type CanaryCheck,
  describeAnswer,
  judgementOf,
  silences,
} from '../canary-check.ts'
import {
  CANARY_ROWS,
  MILESTONES,
  MILESTONES_WITHOUT_LIMIT,
  OPEN_MARKETS,
  rowsOf,
} from '../canary-requests.ts'

/** Statuses in answers (OpenAPI 3.28.0, Market.status, 2026-08-22); the filter's words are others. */
const STATUSES: readonly unknown[] = [
  'initialized',
  'inactive',
  'active',
  'closed',
  'determined',
  'disputed',
  'amended',
  'finalized',
]

/** Statuses of a market that trades, or will again. */
const OPEN_STATUSES: readonly unknown[] = ['active', 'inactive']

/** `status=open` answers with `active`. */
export const MARKET_STATUS_CHECK: CanaryCheck = {
  id: 'market-status',
  question: 'Are open markets still called "active"?',
  isRequired: true,
  probe: async (ports) => ({ markets: await ask(ports, OPEN_MARKETS) }),
  judge: (observation) => {
    const statuses = rowsOf(bodyOf(observation, 'markets'), 'markets').flatMap(({ status }) =>
      status === undefined ? [] : [status],
    )
    const others = [...new Set(statuses)].filter((status) => !OPEN_STATUSES.includes(status))
    const isMute = statuses.length > 0 && !statuses.includes('active')
    return judgementOf({
      failures: [
        ...silences(observation, ['markets']),
        ...(isMute ? ['no open market is "active": none would be traded'] : []),
      ],
      warnings: others.map((status) =>
        STATUSES.includes(status)
          ? `status=open returned a market that is ${JSON.stringify(status)}`
          : `markets[].status: new word ${JSON.stringify(status)}`,
      ),
      cure: 'compare the statuses with the current specification, then adapt to-core/market',
    })
  },
}

/** `mve_filter=exclude` leaves combos out. */
export const COMBO_FILTER_CHECK: CanaryCheck = {
  id: 'combo-filter',
  question: 'Does mve_filter=exclude still leave combos out?',
  isRequired: false,
  probe: async (ports) => ({ markets: await ask(ports, OPEN_MARKETS) }),
  judge: (observation) => {
    const combos = rowsOf(bodyOf(observation, 'markets'), 'markets').filter(
      ({ ticker, mve_collection_ticker: collection }) =>
        (typeof collection === 'string' && collection !== '') ||
        (typeof ticker === 'string' && ticker.startsWith('KXMVE')),
    )
    return judgementOf({
      failures: [
        ...silences(observation, ['markets']),
        ...(combos.length === 0
          ? []
          : [
              `${combos.length} combos in spite of mve_filter=exclude, as ${String(combos[0]?.['ticker'])}`,
            ]),
      ],
      cure: 'find the new name of the filter; until then listings are nearly all combos',
    })
  },
}

/** The limit of milestones is required, and kept. */
export const MILESTONE_LIMIT_CHECK: CanaryCheck = {
  id: 'milestone-limit',
  question: 'Do milestones still need a limit, and keep it?',
  isRequired: false,
  probe: async (ports) => ({
    limited: await ask(ports, MILESTONES),
    unlimited: await ask(ports, MILESTONES_WITHOUT_LIMIT),
  }),
  judge: (observation) => {
    const rows = rowsOf(bodyOf(observation, 'limited'), 'milestones').length
    const unlimited = answerOf(observation, 'unlimited')
    const isAsKnown = unlimited.tag === 'refused' && unlimited.status === 400
    return judgementOf({
      failures: [
        ...silences(observation, ['limited']),
        ...(rows > CANARY_ROWS ? [`${rows} milestones, though ${CANARY_ROWS} were asked for`] : []),
      ],
      warnings: isAsKnown
        ? []
        : [`milestones without a limit: ${describeAnswer(unlimited)}, expected 400`],
      cure: 'read the page of GET /milestones; always send a limit',
    })
  },
}
