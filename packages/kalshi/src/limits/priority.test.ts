import { expect, it } from 'vitest'
import { priorityOf } from './priority.ts'

it.each([
  ['POST', '/portfolio/events/orders', 'orders'],
  ['DELETE', '/portfolio/events/orders/a', 'orders'],
  ['GET', '/portfolio/orders/a', 'orders'],
  ['GET', '/portfolio/balance', 'orders'],
  ['POST', '/multivariate_event_collections/a', 'orders'],
  ['GET', '/markets/KXMLBGAME-26AUG071840NYMPIT-NYM/orderbook', 'books'],
  ['GET', '/markets/orderbooks', 'books'],
  ['GET', '/markets', 'listings'],
  ['GET', '/events/orderbook-of-the-year', 'listings'],
  ['GET', '/exchange/status', 'listings'],
] as const)('%s %s is of %s', (method, path, priority) => {
  expect(priorityOf({ method, path })).toBe(priority)
})
