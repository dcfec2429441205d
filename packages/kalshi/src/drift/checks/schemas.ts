/**
 * Are the fields that we read still there, under their names and of their types? New words in open
 * enumerations are told as warnings.
 * @module
 */
import { type AnswerName, fieldFindings, KNOWN_WORDS } from '../answer-fields.ts'
import {
  ask,
  bodyOf,
  type CanaryCheck,
  judgementOf,
  type Observation,
  silences,
} from '../canary-check.ts'
import {
  BALANCE,
  bookMarketOf,
  FILLS,
  MILESTONES,
  OPEN_EVENTS,
  OPEN_MARKETS,
  orderBookRequest,
  ORDERS,
  POSITIONS,
  rowsOf,
} from '../canary-requests.ts'

const REQUESTS = {
  markets: OPEN_MARKETS,
  events: OPEN_EVENTS,
  milestones: MILESTONES,
  fills: FILLS,
  orders: ORDERS,
  positions: POSITIONS,
  balance: BALANCE,
} as const

const NAMES: readonly AnswerName[] = [
  'markets',
  'events',
  'milestones',
  'book',
  'fills',
  'orders',
  'positions',
  'balance',
]

/** Answers that are never empty while the venue trades: an empty one means that it was misread. */
const NEVER_EMPTY = ['markets', 'events', 'milestones'] as const

/** Strike types that state a number, and where. */
const STRIKE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  greater: ['floor_strike'],
  greater_or_equal: ['floor_strike'],
  less: ['cap_strike'],
  less_or_equal: ['cap_strike'],
  between: ['floor_strike', 'cap_strike'],
}

/** The check. */
export const SCHEMAS_CHECK: CanaryCheck = {
  id: 'schemas',
  question: 'Do the answers still have the fields that are read, of their types?',
  isRequired: true,
  probe: async (ports) => {
    const answers: Record<string, Observation[string]> = {}
    for (const [name, request] of Object.entries(REQUESTS)) {
      answers[name] = await ask(ports, request)
    }
    const market = bookMarketOf(bodyOf(answers, 'markets'))
    if (market !== undefined) answers['book'] = await ask(ports, orderBookRequest(market.marketId))
    return answers
  },
  judge: (observation) => {
    const answered = NAMES.filter((name) => observation[name]?.tag === 'answered')
    return judgementOf({
      failures: [
        ...silences(observation, NAMES),
        ...answered.flatMap((name) => fieldFindings(name, bodyOf(observation, name))),
        ...emptyAnswers(observation),
        ...strikesWithoutNumber(observation),
      ],
      warnings: newWords(observation),
      cure: 'compare the named answers with the current specification, then adapt wire/ and this check',
    })
  },
}

function emptyAnswers(observation: Observation): readonly string[] {
  return NEVER_EMPTY.filter((name) => {
    const body = bodyOf(observation, name)
    return body !== undefined && fieldFindings(name, body).length === 0
      ? rowsOf(body, name).length === 0
      : false
  }).map((name) => `${name}: the list is empty`)
}

function strikesWithoutNumber(observation: Observation): readonly string[] {
  return rowsOf(bodyOf(observation, 'markets'), 'markets').flatMap((row) => {
    const type = row['strike_type']
    const fields = typeof type === 'string' ? (STRIKE_FIELDS[type] ?? []) : []
    return fields
      .filter((field) => typeof row[field] !== 'number')
      .map(
        (field) => `markets[].${field}: is no number on ${String(row['ticker'])} (${String(type)})`,
      )
      .slice(0, 1)
  })
}

function newWords(observation: Observation): readonly string[] {
  return KNOWN_WORDS.flatMap(({ answer, list, field, words }) => {
    const unknown = rowsOf(bodyOf(observation, answer), list)
      .map((row) => row[field])
      .filter((word): word is string => typeof word === 'string' && !words.includes(word))
    return [...new Set(unknown)].map(
      (word) => `${list}[].${field}: new word ${JSON.stringify(word)}`,
    )
  })
}
