/**
 * Are prices still dollars and counts still contracts, both as strings? Cents or plain numbers in their
 * place would be read a hundred times too large, or not at all.
 * @module
 */
import {
  InvalidInputError,
  parseCenticontractsDelta,
  parseMicrodollars,
  parsePriceTicks,
  printable,
} from '@arbkit/core'
import {
  answerOf,
  ask,
  bodyOf,
  type CanaryCheck,
  judgementOf,
  type Observation,
  silences,
} from '../canary-check.ts'
import {
  bookMarketOf,
  FILLS,
  OPEN_MARKETS,
  orderBookRequest,
  POSITIONS,
  rowsOf,
} from '../canary-requests.ts'

type Row = Readonly<Record<string, unknown>>

/** Integer fields removed on 2026-03-12 and 2026-04-02 (changelog): back, they would mean cents. */
const CENT_FIELDS = [
  'yes_bid',
  'yes_ask',
  'no_bid',
  'no_ask',
  'last_price',
  'yes_price',
  'no_price',
]

/** The check. */
export const UNITS_CHECK: CanaryCheck = {
  id: 'units',
  question: 'Are prices dollars and counts contracts, as strings?',
  isRequired: true,
  probe: async (ports) => {
    const markets = await ask(ports, OPEN_MARKETS)
    const fills = await ask(ports, FILLS)
    const positions = await ask(ports, POSITIONS)
    const market = bookMarketOf(bodyOf({ markets }, 'markets'))
    if (market === undefined) return { markets, fills, positions }
    return { markets, fills, positions, book: await ask(ports, orderBookRequest(market.marketId)) }
  },
  judge: (observation) => {
    const markets = rowsOf(bodyOf(observation, 'markets'), 'markets')
    const fills = rowsOf(bodyOf(observation, 'fills'), 'fills')
    const positions = rowsOf(bodyOf(observation, 'positions'), 'market_positions')
    const failures = [
      ...silences(observation, ['markets', 'fills', 'positions']),
      ...markets.flatMap((row) => rowFindings('markets', row, parsePriceTicks)),
      ...fills.flatMap((row) => rowFindings('fills', row, parsePriceTicks)),
      ...positions.flatMap((row) => rowFindings('market_positions', row, parseMicrodollars)),
      ...levelFindings(observation),
    ]
    return judgementOf({
      failures: [...new Set(failures)],
      warnings: centFields([...markets, ...fills]),
      cure: 'stop: every price read may be off by a hundred; compare units with the current documents',
    })
  },
}

/** Fields that another check owns. */
const ELSEWHERE = new Set(['fee_cost'])

function rowFindings(
  list: string,
  row: Row,
  readDollars: (text: string) => unknown,
): readonly string[] {
  return Object.entries(row).flatMap(([field, value]) => {
    if (ELSEWHERE.has(field) || value === null) return []
    if (field.endsWith('_dollars')) return problem(`${list}[].${field}`, value, readDollars)
    if (field.endsWith('_fp')) return problem(`${list}[].${field}`, value, parseCenticontractsDelta)
    return []
  })
}

function levelFindings(observation: Observation): readonly string[] {
  const answer = answerOf(observation, 'book')
  if (answer.tag !== 'answered') return []
  const [book] = rowsOf({ list: [answer.body] }, 'list')
  const [sides] = rowsOf({ list: [book?.['orderbook_fp']] }, 'list')
  return ['yes_dollars', 'no_dollars'].flatMap((side) => {
    const levels: unknown = sides?.[side]
    if (!Array.isArray(levels)) return []
    return levels.flatMap((level: unknown) => {
      if (!Array.isArray(level)) return []
      const [price, count]: readonly unknown[] = level
      return [
        ...problem(`orderbook_fp.${side}[][0]`, price, parsePriceTicks),
        ...problem(`orderbook_fp.${side}[][1]`, count, parseCenticontractsDelta),
      ]
    })
  })
}

function problem(
  place: string,
  value: unknown,
  read: (text: string) => unknown,
): readonly string[] {
  if (typeof value !== 'string') return [`${place}: no string but ${typeof value}`]
  try {
    read(value)
    return []
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return [`${place}: ${printable(value)} is outside its unit`]
  }
}

function centFields(rows: readonly Row[]): readonly string[] {
  return CENT_FIELDS.filter((field) => rows.some((row) => field in row)).map(
    (field) => `${field}: a field of whole cents, removed in 2026, is back`,
  )
}
