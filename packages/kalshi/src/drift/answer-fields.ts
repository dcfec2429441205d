/**
 * The fields that arbkit reads of each answer, as strict schemas: a key that the specification requires
 * has to be there, and of its JSON type. Sums, prices and counts are only looked for here, what is in
 * them is another check's part; so are the fields of fees (OpenAPI 3.28.0 of 2026-08-22 with the
 * differences of 3.34.0, 2026-10-09).
 * @module
 */
import { isRecord, type WireIssue } from '@arbkit/core'
import * as z from 'zod'

/** There, whatever it holds. */
const there = z.custom<unknown>((value) => value !== undefined, 'is missing')
const text = z.string()
const flag = z.boolean()

const market = z.looseObject({
  ticker: text,
  event_ticker: text,
  market_type: text,
  status: text,
  result: text,
  yes_sub_title: text,
  no_sub_title: text,
  rules_primary: text,
  rules_secondary: text,
  open_time: text,
  close_time: text,
  created_time: text,
  updated_time: text,
  settlement_timer_seconds: z.int(),
  settlement_bounds_type: text,
  can_close_early: flag,
  exchange_index: z.int(),
  price_ranges: there,
  notional_value_dollars: there,
  yes_bid_dollars: there,
  yes_ask_dollars: there,
  no_bid_dollars: there,
  no_ask_dollars: there,
  last_price_dollars: there,
  yes_bid_size_fp: there,
  yes_ask_size_fp: there,
  volume_fp: there,
  volume_24h_fp: there,
  open_interest_fp: there,
})

const event = z.looseObject({
  event_ticker: text,
  series_ticker: text,
  title: text,
  sub_title: text,
  mutually_exclusive: flag,
  collateral_return_type: text,
  exchange_index: z.int(),
  markets: z.array(market),
})

const milestone = z.looseObject({
  id: text,
  title: text,
  type: text,
  start_date: text,
  details: z.looseObject({}),
  primary_event_tickers: z.array(text),
  related_event_tickers: z.array(text),
})

const side = z.array(z.tuple([there, there], there)).nullable()

const fill = z.looseObject({
  fill_id: text,
  trade_id: text,
  order_id: text,
  ticker: text,
  is_taker: flag,
  outcome_side: text,
  book_side: text,
  count_fp: there,
  yes_price_dollars: there,
  no_price_dollars: there,
})

const order = z.looseObject({
  order_id: text,
  client_order_id: text,
  ticker: text,
  status: text,
  outcome_side: text,
  book_side: text,
  yes_price_dollars: there,
  no_price_dollars: there,
  initial_count_fp: there,
  fill_count_fp: there,
  remaining_count_fp: there,
  taker_fees_dollars: there,
  maker_fees_dollars: there,
  taker_fill_cost_dollars: there,
  maker_fill_cost_dollars: there,
})

const position = z.looseObject({
  ticker: text,
  exchange_index: z.int(),
  position_fp: there,
  market_exposure_dollars: there,
  realized_pnl_dollars: there,
  fees_paid_dollars: there,
})

/** What is read of each answer, by the name of the answer. */
export const ANSWER_FIELDS = {
  markets: z.looseObject({ markets: z.array(market), cursor: text }),
  events: z.looseObject({ events: z.array(event), cursor: text }),
  milestones: z.looseObject({ milestones: z.array(milestone) }),
  book: z.looseObject({ orderbook_fp: z.looseObject({ yes_dollars: side, no_dollars: side }) }),
  fills: z.looseObject({ fills: z.array(fill), cursor: text }),
  orders: z.looseObject({ orders: z.array(order), cursor: text }),
  positions: z.looseObject({ market_positions: z.array(position), event_positions: there }),
  balance: z.looseObject({ balance_dollars: there, updated_ts: there }),
} as const
/** Name of an answer that is checked. */
export type AnswerName = keyof typeof ANSWER_FIELDS

/** Words known of open enumerations, by answer, list and field (same sources). */
export const KNOWN_WORDS: readonly {
  readonly answer: AnswerName
  readonly list: string
  readonly field: string
  readonly words: readonly string[]
}[] = [
  { answer: 'markets', list: 'markets', field: 'market_type', words: ['binary', 'scalar'] },
  { answer: 'markets', list: 'markets', field: 'result', words: ['', 'yes', 'no', 'scalar'] },
  {
    answer: 'markets',
    list: 'markets',
    field: 'strike_type',
    words: [
      'greater',
      'greater_or_equal',
      'less',
      'less_or_equal',
      'between',
      'functional',
      'custom',
      'structured',
    ],
  },
  {
    answer: 'markets',
    list: 'markets',
    field: 'settlement_bounds_type',
    words: ['default', 'floor'],
  },
  {
    answer: 'events',
    list: 'events',
    field: 'collateral_return_type',
    words: ['', 'MECNET', 'DIRECNET'],
  },
  { answer: 'fills', list: 'fills', field: 'outcome_side', words: ['yes', 'no'] },
  { answer: 'fills', list: 'fills', field: 'book_side', words: ['bid', 'ask'] },
  {
    answer: 'orders',
    list: 'orders',
    field: 'status',
    words: ['resting', 'canceled', 'executed'],
  },
  { answer: 'orders', list: 'orders', field: 'outcome_side', words: ['yes', 'no'] },
  { answer: 'orders', list: 'orders', field: 'book_side', words: ['bid', 'ask'] },
]

/** Most lines reported of one answer. */
export const FIELD_FINDINGS_MAX = 20

/**
 * Returns every field that an answer lacks or has of another type, one line each with how many rows it
 * concerns and which other keys of the row might be its new name; none where all are there.
 */
export function fieldFindings(name: AnswerName, body: unknown): readonly string[] {
  const result = ANSWER_FIELDS[name].safeParse(body)
  if (result.success) return []
  const byPlace = new Map<string, { count: number; message: string; hint: string }>()
  for (const issue of result.error.issues) {
    const place = [
      name,
      ...issue.path.map((step) => (typeof step === 'number' ? '[]' : String(step))),
    ]
      .join('.')
      .replaceAll('.[]', '[]')
    const known = byPlace.get(place)
    if (known !== undefined) known.count += 1
    else byPlace.set(place, { count: 1, message: issue.message, hint: renamed(issue, body) })
  }
  return [...byPlace]
    .slice(0, FIELD_FINDINGS_MAX)
    .map(([place, { count, message, hint }]) => `${place}: ${message} (${count} times)${hint}`)
}

/** Keys beside a missing one that share a word with it. */
function renamed({ path }: WireIssue, body: unknown): string {
  const field = path.at(-1)
  const row = path.slice(0, -1).reduce<unknown>(stepInto, body)
  if (typeof field !== 'string' || !isRecord(row) || field in row) return ''
  const words = new Set(field.split('_'))
  const alike = Object.keys(row).filter(
    (key) => !READ_FIELDS.has(key) && key.split('_').some((word) => words.has(word)),
  )
  return alike.length === 0 ? '' : `; beside it: ${alike.slice(0, 5).join(', ')}`
}

function stepInto(value: unknown, step: PropertyKey): unknown {
  if (Array.isArray(value) && typeof step === 'number') return value[step]
  return isRecord(value) && typeof step === 'string' ? value[step] : undefined
}

/** Documented fields that are not read: they are no new names of anything. */
const UNREAD_FIELDS = [
  'previous_yes_bid_dollars',
  'previous_yes_ask_dollars',
  'previous_price_dollars',
  'settlement_value_dollars',
  'settlement_floor_dollars',
  'settlement_ts',
  'latest_expiration_time',
  'expected_expiration_time',
  'fee_waiver_expiration_time',
  'mve_collection_ticker',
  'market_ticker',
  'last_updated_ts',
  'created_time',
  'total_traded_dollars',
]

const READ_FIELDS: ReadonlySet<string> = new Set([
  ...[market, event, milestone, fill, order, position].flatMap((schema) =>
    Object.keys(schema.shape),
  ),
  ...UNREAD_FIELDS,
])
