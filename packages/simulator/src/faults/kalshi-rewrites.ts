/**
 * Kalshi's answers and messages that are wrong in a known way, by name. What holds nothing of the kind
 * stays as it is.
 * @module
 */
import { isRecord } from '@arbkit/core'
import type { Rewrite } from '../kalshi/faults/fault.ts'

const notJson: Rewrite = (body) => JSON.stringify(body ?? {}).slice(0, -1)

/**
 * `html`: the page of a proxy. `not-json`: the text ends before its last character. `empty`: an object
 * without fields. `sides`: the bids of YES and NO of order books are exchanged.
 */
export const REST_REWRITES = {
  html: () => '<html><body>Just a moment...</body></html>',
  'not-json': notJson,
  empty: () => ({}),
  sides: withSidesExchanged,
} as const satisfies Readonly<Record<string, Rewrite>>

/**
 * `not-json`: the text ends before its last character. `empty`: what the message says is an object
 * without fields. `size`: what came to a level is told as taken away, and the other way round.
 */
export const STREAM_REWRITES = {
  'not-json': notJson,
  empty: (body) => (isRecord(body) ? { ...body, msg: {} } : body),
  size: (body) => {
    const msg = isRecord(body) ? body['msg'] : undefined
    const delta = isRecord(msg) ? msg['delta_fp'] : undefined
    if (!isRecord(body) || !isRecord(msg) || typeof delta !== 'string') return body
    const turned = delta.startsWith('-') ? delta.slice(1) : `-${delta}`
    return { ...body, msg: { ...msg, delta_fp: turned } }
  },
} as const satisfies Readonly<Record<string, Rewrite>>

function withSidesExchanged(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withSidesExchanged)
  if (!isRecord(body)) return body
  const { yes_dollars: yes, no_dollars: no, ...rest } = body
  const others = Object.entries(rest).map(([name, value]) => [name, withSidesExchanged(value)])
  return {
    ...Object.fromEntries(others),
    ...(no === undefined ? {} : { yes_dollars: no }),
    ...(yes === undefined ? {} : { no_dollars: yes }),
  }
}
