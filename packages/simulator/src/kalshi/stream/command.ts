/**
 * Commands of the stream as they are read, and the error codes of those that can not be (AsyncAPI of
 * 2026-08-22, `errorResponsePayload`).
 * @module
 */
import { isRecord } from '@arbkit/core'
import { type ChannelName, isChannel } from './channels.ts'

/** A command that can be carried out. */
export type Command =
  | {
      readonly tag: 'subscribe'
      readonly id: number | undefined
      readonly channels: readonly ChannelName[]
      readonly tickers: readonly string[]
      readonly usesYesPrices: boolean
      /** Send the last quotes of each market at once (`ticker` only). */
      readonly withSnapshot: boolean
      /** Leave the list of tickers out of the acknowledgement. */
      readonly skipsTickers: boolean
    }
  | {
      readonly tag: 'unsubscribe'
      readonly id: number | undefined
      readonly sids: readonly number[]
    }
  | {
      readonly tag: 'update'
      readonly id: number | undefined
      readonly action: 'add_markets' | 'delete_markets' | 'get_snapshot'
      readonly sid: number
      readonly tickers: readonly string[]
      readonly withSnapshot: boolean
    }
  | { readonly tag: 'list'; readonly id: number | undefined }

/** What an error message says. */
export interface CommandError {
  readonly tag: 'error'
  readonly id: number | undefined
  readonly code: number
  readonly msg: string
}

/** What the codes say that are sent here. */
export const ERROR_TEXTS = {
  1: 'Unable to process message',
  2: 'Params required',
  3: 'Channels required',
  4: 'Subscription IDs required',
  5: 'Unknown command',
  7: 'Unknown subscription ID',
  8: 'Unknown channel name',
  9: 'Authentication required',
  10: 'Channel error',
  11: 'Invalid parameter',
  12: 'Exactly one subscription ID is required',
  13: 'Unsupported action',
  14: 'Market ticker required',
  15: 'Action required',
  17: 'Internal error',
  25: 'Subscription buffer overflow',
  26: 'Subscription market limit exceeded',
} as const

/** A code that is sent here. */
export type ErrorCode = keyof typeof ERROR_TEXTS

/** Returns an error, with or without the number of its command. */
export const commandError = (id: number | undefined, code: ErrorCode): CommandError => ({
  tag: 'error',
  id,
  code,
  msg: ERROR_TEXTS[code],
})

/** Returns what a client sent, or why it can not be carried out. */
export function readCommand(text: string): Command | CommandError {
  const body = parsed(text)
  if (!isRecord(body)) return commandError(undefined, 1)
  const id = Number.isSafeInteger(body['id']) ? (body['id'] as number) : undefined
  const { cmd, params } = body
  if (cmd === 'list_subscriptions') return { tag: 'list', id }
  if (cmd !== 'subscribe' && cmd !== 'unsubscribe' && cmd !== 'update_subscription') {
    return commandError(id, 5)
  }
  if (!isRecord(params)) return commandError(id, 2)
  if (cmd === 'subscribe') return readSubscribe(id, params)
  return cmd === 'unsubscribe' ? readUnsubscribe(id, params) : readUpdate(id, params)
}

type Params = Readonly<Record<string, unknown>>

function readSubscribe(id: number | undefined, params: Params): Command | CommandError {
  const { channels } = params
  if (!Array.isArray(channels) || channels.length === 0) return commandError(id, 3)
  const known = (channels as readonly unknown[]).filter(isChannel)
  if (known.length < channels.length) return commandError(id, 8)
  const tickers = tickersOf(params)
  if (tickers === undefined) return commandError(id, 11)
  return {
    tag: 'subscribe',
    id,
    channels: known,
    tickers,
    usesYesPrices: params['use_yes_price'] === true,
    withSnapshot: params['send_initial_snapshot'] === true,
    skipsTickers: params['skip_ticker_ack'] === true,
  }
}

function readUnsubscribe(id: number | undefined, params: Params): Command | CommandError {
  const sids = sidsOf(params)
  return sids.length === 0 ? commandError(id, 4) : { tag: 'unsubscribe', id, sids }
}

function readUpdate(id: number | undefined, params: Params): Command | CommandError {
  const { action } = params
  const [sid, ...others] = sidsOf(params)
  if (sid === undefined || others.length > 0) return commandError(id, 12)
  if (action === undefined || action === '') return commandError(id, 15)
  if (action !== 'add_markets' && action !== 'delete_markets' && action !== 'get_snapshot') {
    return commandError(id, 13)
  }
  const tickers = tickersOf(params)
  if (tickers === undefined) return commandError(id, 11)
  if (tickers.length === 0) return commandError(id, 14)
  const withSnapshot = params['send_initial_snapshot'] === true
  return { tag: 'update', id, action, sid, tickers, withSnapshot }
}

function sidsOf({ sid, sids }: Params): readonly number[] {
  const named: readonly unknown[] = Array.isArray(sids) ? sids : sid === undefined ? [] : [sid]
  return named.filter((each): each is number => Number.isSafeInteger(each))
}

function tickersOf(params: Params): readonly string[] | undefined {
  const { market_ticker: one, market_tickers: many } = params
  const named: readonly unknown[] = Array.isArray(many) ? many : one === undefined ? [] : [one]
  const texts = named.filter((each): each is string => typeof each === 'string' && each !== '')
  return texts.length === named.length ? [...new Set(texts)] : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
