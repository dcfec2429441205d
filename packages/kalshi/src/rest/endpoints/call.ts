/**
 * What every call has in common: its cost, how it is made, and how its answer is read. An answer that
 * is not what its schema says is no answer: a read may be sent again, a write may have been done.
 * @module
 */
import {
  checkWire,
  insideWire,
  isRecord,
  VenueNoAnswerError,
  WireFormatError,
  type WireLocation,
} from '@arbkit/core'
import * as z from 'zod'
import { DEFAULT_TOKENS } from '../../limits/endpoint-costs.ts'
import type { KalshiRequest, Query, Send, SendOptions } from '../request.ts'

/** Tokens of cancelling one order and of reading one order (the same). */
export const CHEAP_TOKENS = 2

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Where the next page begins; undefined after the last. */
  readonly cursor: string | undefined
}

/** What every list takes: where to begin. */
export interface CursorParams {
  /** Of the page before; undefined for the first page. */
  readonly cursor?: string | undefined
}

/** Returns a call that changes nothing. */
export function readRequest(
  path: string,
  options: {
    readonly query?: Query
    /** True where the venue answers only to a signature. */
    readonly isSigned: boolean
    readonly tokens?: number
  },
): KalshiRequest {
  const { query = [], isSigned, tokens = DEFAULT_TOKENS } = options
  return { method: 'GET', path, query, isRead: true, isSigned, cost: { bucket: 'read', tokens } }
}

/** Returns a call that changes something; the venue wants each signed. */
export function writeRequest(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  options: {
    readonly query?: Query
    readonly body?: unknown
    readonly tokens?: number
    /** The shard named in the call. From 1 on its own bucket pays (rate limits, 2026-09-22). */
    readonly exchangeIndex?: number | undefined
  },
): KalshiRequest {
  const { query = [], body, tokens = DEFAULT_TOKENS, exchangeIndex = 0 } = options
  return {
    method,
    path,
    query,
    ...(body === undefined ? {} : { body }),
    isRead: false,
    isSigned: true,
    cost: { bucket: 'write', tokens, ...(exchangeIndex >= 1 ? { exchangeIndex } : {}) },
  }
}

/**
 * Sends the call and returns what `read` makes of its answer.
 * @throws {VenueError} as {@link Send}; {@link VenueNoAnswerError} also where the answer is not as
 *   documented.
 */
export async function answerOf<T>(
  send: Send,
  request: KalshiRequest,
  read: (payload: unknown, at: WireLocation) => T,
  options?: SendOptions,
): Promise<T> {
  const payload = await send(request, options)
  const { method, path, isRead } = request
  try {
    return read(payload, { source: `${method} ${path}`, path: '$' })
  } catch (error) {
    if (!(error instanceof WireFormatError)) throw error
    const place = error.location.path
    throw new VenueNoAnswerError(`${method} ${path}: answer is not as documented at ${place}`, {
      isRead,
      context: { method, path, place },
      cause: error,
    })
  }
}

const cursorSchema = z.looseObject({ cursor: z.string().nullish() })

/** Returns where the next page begins; undefined after the last. @throws {WireFormatError} */
export function cursorOf(payload: unknown, at: WireLocation): string | undefined {
  const { cursor } = checkWire(cursorSchema, payload, at)
  return typeof cursor === 'string' && cursor !== '' ? cursor : undefined
}

/** Returns a reader of pages out of one of items; a list that is null is empty. */
export function pageReader<T>(
  parse: (payload: unknown, at: WireLocation) => readonly T[],
  key: string,
): (payload: unknown, at: WireLocation) => Page<T> {
  return (payload, at) => ({
    items: parse(fieldOf(payload, at, key) ?? [], insideWire(at, key)),
    cursor: cursorOf(payload, at),
  })
}

/** Returns what stands at a key of an object. @throws {WireFormatError} no object, or no such key. */
export function fieldOf(payload: unknown, at: WireLocation, key: string): unknown {
  if (!isRecord(payload)) throw new WireFormatError(at, { expected: 'object', got: payload })
  const value = payload[key]
  if (value !== undefined) return value
  throw new WireFormatError(insideWire(at, key), { expected: 'a value', got: value })
}

/** Returns the only item. @throws {WireFormatError} none, or several. */
export function theOnly<T>(items: readonly T[], at: WireLocation): T {
  const [first, ...others] = items
  if (first !== undefined && others.length === 0) return first
  throw new WireFormatError(at, { expected: 'one item', got: items.length })
}

/** Says that the answer is about what was asked. @throws {WireFormatError} it names another. */
export function checkSame(at: WireLocation, key: string, got: string, asked: string): void {
  if (got === asked) return
  const expected = JSON.stringify(asked)
  throw new WireFormatError(insideWire(at, key), { expected, got })
}

/**
 * Says that each item is about one of those asked for, and no two about the same.
 * @param at of the list. @throws {WireFormatError}
 */
export function checkAskedFor(
  at: WireLocation,
  key: string,
  { got, asked }: { readonly got: readonly string[]; readonly asked: Iterable<string> },
): void {
  const left = new Set(asked)
  for (const [index, id] of got.entries()) {
    if (left.delete(id)) continue
    const expected = 'one that was asked for, once'
    throw new WireFormatError(insideWire(at, index, key), { expected, got: id })
  }
}

/** Reads an answer that says nothing. */
export function nothingOf(): void {}
