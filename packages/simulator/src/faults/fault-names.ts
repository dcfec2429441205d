/**
 * The names of all faults that can be asked for, with what each says and does.
 * @module
 */

/**
 * What stands behind `=`. `share`: of what is hit. `latency`: a length or a range, and a share. `slow`: a
 * length and a share. `wrong`: a word and a share. `skew`: a length with its sign. `span`: when.
 */
export type FaultValue = 'share' | 'latency' | 'slow' | 'wrong' | 'skew' | 'span'

/** What stands behind `=` of a fault, and what it does in words. */
export type Row = readonly [value: FaultValue, says: string]

/** What can happen to a request at either venue. */
export const REQUEST_ROWS = {
  latency: ['latency', 'answers come late'],
  429: ['share', 'requests are refused: asked too often'],
  500: ['share', 'requests are refused: internal error'],
  502: ['share', 'requests are refused by a proxy: bad gateway'],
  503: ['share', 'requests are refused: not available'],
  504: ['share', 'requests are refused by a proxy: timed out'],
  drop: ['share', 'connections break before a request is carried out'],
  'lost-answer': ['share', 'requests are carried out, and connections break before the answer'],
  duplicate: ['share', 'requests are carried out twice'],
  torn: ['share', 'connections break in the middle of an answer'],
  slow: ['slow', 'answers come in pieces'],
  silent: ['share', 'requests are not answered'],
  wrong: ['wrong', 'answers are wrong'],
} as const satisfies Readonly<Record<string, Row>>

/** What can happen to a message. */
export const MESSAGE_ROWS = {
  latency: ['latency', 'messages come late'],
  drop: ['share', 'messages are lost'],
  duplicate: ['share', 'messages come twice'],
  disconnect: ['share', 'connections break before a message'],
  gap: ['share', 'the numbering jumps behind a message'],
  end: ['share', 'subscriptions end: buffer overflow'],
  wrong: ['wrong', 'messages are wrong'],
} as const satisfies Readonly<Record<string, Row>>

/** What happens to a venue as a whole. */
export const SPAN_ROWS = {
  'kalshi.clock': ['skew', "Kalshi's clock is off"],
  'kalshi.pause': ['span', 'trading stops; orders can be cancelled'],
  'kalshi.closed': ['span', 'the exchange is closed; nothing can be cancelled'],
  'odds.clock': ['skew', "the feed's clock is off: its date and when it looked"],
  'odds.date': ['skew', "the feed's date is off"],
  'odds.last-update': ['skew', 'when the feed looked is off'],
  'odds.key': ['span', 'the API key is deactivated'],
  'odds.credits': ['span', 'all credits are used up'],
} as const satisfies Readonly<Record<string, readonly [value: 'skew' | 'span', says: string]>>

/** Name of what happens to a venue as a whole. */
export type SpanName = keyof typeof SPAN_ROWS

/** Last part of the name of what can happen to a request. */
export type RequestTail =
  | Extract<keyof typeof REQUEST_ROWS, string>
  | `${429 | 500 | 502 | 503 | 504}`

/** A name. */
export type FaultName =
  | `kalshi.rest.${RequestTail}`
  | `kalshi.stream.${keyof typeof MESSAGE_ROWS}`
  | keyof typeof SPAN_ROWS
  | `odds.${RequestTail}`
