/**
 * Order books of the contracts that matter, read last, so that they are fresh when the scan is made: all
 * that are paired where calls are signed, a hundred at a time; without a key only those near to paying,
 * one by one, and the best quotes of the listings for the rest.
 * @module
 */
import { type ArbError, type Clock, isArbError } from '@arbkit/core'
import {
  allItems,
  getMarkets,
  getOrderBook,
  getOrderBooks,
  MARKETS_PAGE_MAX,
  ORDER_BOOKS_PER_CALL,
  type Send,
} from '@arbkit/kalshi'
import type { OnProgress } from './progress.ts'

/** Most books that are read one by one: at the ten calls a second that go unsigned, ten seconds. */
export const SINGLE_BOOKS_MAX = 100

/** What reading books needs. */
export interface BookPorts {
  readonly send: Send
  readonly onProgress: OnProgress
  readonly signal?: AbortSignal | undefined
}

/** Reads books a hundred at a time; the calls are signed. Returns what failed, one line each. @throws where all did. */
export async function readBooksTogether(
  ports: BookPorts,
  marketIds: readonly string[],
): Promise<readonly string[]> {
  const parts: string[][] = []
  for (let from = 0; from < marketIds.length; from += ORDER_BOOKS_PER_CALL) {
    parts.push(marketIds.slice(from, from + ORDER_BOOKS_PER_CALL))
  }
  return readEach(ports, { what: 'order books', parts }, async (ids) =>
    getOrderBooks(ports.send, { marketIds: ids }, { signal: ports.signal }),
  )
}

/** Reads books one by one, at most {@link SINGLE_BOOKS_MAX}. Returns what failed, one line each. @throws where all did. */
export async function readBooksSingly(
  ports: BookPorts,
  marketIds: readonly string[],
): Promise<readonly string[]> {
  const parts = marketIds.slice(0, SINGLE_BOOKS_MAX)
  return readEach(ports, { what: 'order books', parts }, async (marketId) =>
    getOrderBook(ports.send, { marketId }, { signal: ports.signal }),
  )
}

/** Reads the open markets of series again, with their best quotes. Returns what failed, one line each. @throws where all did. */
export async function readListings(
  ports: BookPorts & { readonly clock: Clock },
  seriesIds: readonly string[],
): Promise<readonly string[]> {
  const { send, clock, signal } = ports
  return readEach(ports, { what: 'open markets', parts: seriesIds }, async (seriesId) =>
    allItems(
      async (cursor, options) =>
        getMarkets(send, { seriesId, status: 'open', limit: MARKETS_PAGE_MAX, cursor }, options),
      { clock, signal },
    ),
  )
}

/** @throws {ArbError} where every part failed: the venue can not be read. */
async function readEach<T>(
  { onProgress }: BookPorts,
  { what, parts }: { readonly what: string; readonly parts: readonly T[] },
  read: (part: T) => Promise<unknown>,
): Promise<readonly string[]> {
  const failures: ArbError[] = []
  let done = 0
  await Promise.all(
    parts.map(async (part) => {
      try {
        await read(part)
      } catch (error) {
        if (!isArbError(error)) throw error
        failures.push(error)
      }
      done += 1
      onProgress({ venue: 'kalshi', what, done, total: parts.length })
    }),
  )
  const [first] = failures
  if (first !== undefined && failures.length === parts.length) throw first
  return failures.map((error) => `kalshi: ${what}: ${error.message}`)
}
