/**
 * Calls for order books.
 * @module
 */
import { insideWire, type WireLocation } from '@arbkit/core'
import { type MarketBook, parseOrderBooks } from '../../to-core/order-book.ts'
import type { KalshiRequest, Send, SendOptions } from '../request.ts'
import { answerOf, checkAskedFor, fieldOf, readRequest, theOnly } from './call.ts'
import { checkIds, checkWhole, optional, partsOf, queryOf, segmentOf } from './parameters.ts'

/** Most levels of a side that can be asked for; 0 is all (OpenAPI 3.28.0). */
export const ORDER_BOOK_DEPTH_MAX = 100
/** Most books of one call (OpenAPI 3.28.0). */
export const ORDER_BOOKS_PER_CALL = 100
/** Most books of one batch, which is cut into calls. */
export const ORDER_BOOKS_MAX = 10_000

/** Which book. */
export interface OrderBookParams {
  readonly marketId: string
  /** Levels of each side, best first; 0 for all, which is the default. */
  readonly depth?: number | undefined
}

/** Returns the call `GET /markets/{ticker}/orderbook`. @throws {InvalidInputError} */
export function getOrderBookRequest({ marketId, depth }: OrderBookParams): KalshiRequest {
  const range = { min: 0, max: ORDER_BOOK_DEPTH_MAX }
  const query = queryOf({ depth: optional(depth, (levels) => checkWhole('depth', levels, range)) })
  const path = `/markets/${segmentOf('marketId', marketId)}/orderbook`
  return readRequest(path, { query, isSigned: false })
}

/** Returns one book; the answer does not name its market. @throws as {@link answerOf}. */
export async function getOrderBook(
  send: Send,
  params: OrderBookParams,
  options?: SendOptions,
): Promise<MarketBook> {
  return answerOf(
    send,
    getOrderBookRequest(params),
    (payload, at) => {
      const book = { ticker: params.marketId, orderbook_fp: fieldOf(payload, at, 'orderbook_fp') }
      return theOnly(parseOrderBooks(book, at), at)
    },
    options,
  )
}

/** Which books. */
export interface OrderBooksParams {
  /** 1 to {@link ORDER_BOOKS_MAX}, each once. */
  readonly marketIds: readonly string[]
}

/** Returns the calls `GET /markets/orderbooks`, as few as hold the markets. @throws {InvalidInputError} */
export function getOrderBooksRequests({ marketIds }: OrderBooksParams): readonly KalshiRequest[] {
  const ids = checkIds('marketIds', marketIds, ORDER_BOOKS_MAX)
  return partsOf(ids, ORDER_BOOKS_PER_CALL).map((tickers) =>
    readRequest('/markets/orderbooks', { query: queryOf({ tickers }), isSigned: true }),
  )
}

/**
 * Returns the books in the order received; a market that the venue left out is not among them. Fails as
 * a whole. @throws as {@link answerOf}.
 */
export async function getOrderBooks(
  send: Send,
  params: OrderBooksParams,
  options?: SendOptions,
): Promise<readonly MarketBook[]> {
  const parts = getOrderBooksRequests(params).map(async (request) =>
    answerOf(
      send,
      request,
      (payload, at) =>
        booksAskedFor(
          payload,
          at,
          request.query.map(([, ticker]) => ticker),
        ),
      options,
    ),
  )
  return (await Promise.all(parts)).flat()
}

function booksAskedFor(
  payload: unknown,
  at: WireLocation,
  marketIds: readonly string[],
): readonly MarketBook[] {
  const place = insideWire(at, 'orderbooks')
  const books = parseOrderBooks(fieldOf(payload, at, 'orderbooks') ?? [], place)
  checkAskedFor(place, 'ticker', { got: books.map(({ marketId }) => marketId), asked: marketIds })
  return books
}
