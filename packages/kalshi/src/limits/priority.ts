/**
 * Which call goes first where several wait for the same tokens.
 * @module
 */
import type { KalshiRequest } from '../rest/request.ts'

/** Classes of calls, the first goes first. */
export const PRIORITIES = ['orders', 'books', 'listings'] as const

/** A class of calls. */
export type Priority = (typeof PRIORITIES)[number]

/**
 * Returns the class: whatever changes something or reads one's own orders, fills and balance; reads of
 * order books; all else.
 */
export function priorityOf({ method, path }: Pick<KalshiRequest, 'method' | 'path'>): Priority {
  if (method !== 'GET' || path.startsWith('/portfolio/')) return 'orders'
  return /\/orderbooks?$/.test(path) ? 'books' : 'listings'
}
