import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EndpointCosts, parseEndpointCosts } from '../to-core/account.ts'
import { checkCosts, PUBLISHED_COSTS, repricedTokens, tokensOf } from './endpoint-costs.ts'

describe('tokensOf', () => {
  it.each([
    ['POST', '/portfolio/events/orders', 10],
    ['DELETE', '/portfolio/events/orders/3b23-11', 2],
    ['DELETE', '/portfolio/events/orders/batched', 2],
    ['POST', '/portfolio/events/orders/batched', 10],
    ['DELETE', '/portfolio/events/orders', 2],
    ['POST', '/portfolio/events/orders/3b23-11/amend', 10],
    ['GET', '/portfolio/orders/3b23-11', 2],
    ['GET', '/portfolio/orders/3b23-11/queue_position', 10],
    ['GET', '/portfolio/orders/queue_positions', 10],
    ['GET', '/portfolio/orders', 10],
    ['GET', '/markets', 10],
    ['GET', '/cfbenchmarks', 50],
    ['GET', '/cfbenchmarks/a/b', 50],
    ['POST', '/account/api_usage_level/upgrade', 30],
  ])('prices %s %s at %i', (method, path, tokens) => {
    expect(tokensOf(PUBLISHED_COSTS, method, path)).toBe(tokens)
  })

  it('believes the row with most fixed segments, in whichever order they stand', () => {
    const rows = [
      { method: 'GET', path: '/trade-api/v2/*rest', tokens: 3 },
      { method: 'GET', path: '/trade-api/v2/markets/:ticker', tokens: 4 },
      { method: 'GET', path: '/trade-api/v2/markets/trades', tokens: 5 },
    ]
    for (const listed of [rows, rows.toReversed()]) {
      const costs: EndpointCosts = { defaultTokens: 7, listed }
      expect(tokensOf(costs, 'GET', '/markets/trades')).toBe(5)
      expect(tokensOf(costs, 'GET', '/markets/A')).toBe(4)
      expect(tokensOf(costs, 'GET', '/events/A/B')).toBe(3)
      expect(tokensOf(costs, 'POST', '/markets/trades')).toBe(7)
    }
  })
})

describe('repricedTokens', () => {
  const dearer: EndpointCosts = {
    defaultTokens: 20,
    listed: [
      { method: 'DELETE', path: '/trade-api/v2/portfolio/events/orders/batched', tokens: 3 },
    ],
  }

  it.each([
    ['POST', '/portfolio/events/orders', 10, 20],
    ['POST', '/portfolio/events/orders/batched', 250, 500],
    ['DELETE', '/portfolio/events/orders/batched', 50, 75],
    ['DELETE', '/portfolio/events/orders/a', 2, 20],
    ['DELETE', '/portfolio/events/orders/batched', 1, 2],
  ])('prices %s %s of %i at %i', (method, path, tokens, repriced) => {
    expect(repricedTokens(dearer, { method, path, tokens })).toBe(repriced)
  })

  it('changes nothing under the published table', () => {
    const path = fc.constantFrom('/markets', '/portfolio/events/orders/batched', '/cfbenchmarks')
    fc.assert(
      fc.property(
        path,
        fc.constantFrom('GET', 'DELETE'),
        fc.integer({ min: 1, max: 1e6 }),
        (at, method, tokens) => {
          expect(repricedTokens(PUBLISHED_COSTS, { method, path: at, tokens })).toBe(tokens)
        },
      ),
    )
  })
})

describe('checkCosts', () => {
  it.each([0, -2, 0.5, Number.NaN, 2e6])('refuses a cost of %s', (tokens) => {
    const listed = [{ method: 'GET', path: '/trade-api/v2/markets', tokens }]
    expect(() => checkCosts({ defaultTokens: 10, listed })).toThrow('endpoint cost: expected whole')
    expect(() => checkCosts({ defaultTokens: tokens, listed: [] })).toThrow('endpoint cost')
  })
})

const RECORDED = new URL(
  '../../../../../shared/data/kalshi/combo_scenario_account_facts.jsonl',
  import.meta.url,
)
const isHere = existsSync(RECORDED)
if (!isHere) {
  console.warn('\nSKIPPED: no recordings in ../shared/data/kalshi, no costs were compared\n')
}

describe.skipIf(!isHere)('costs as recorded', () => {
  it('lists the published costs, besides perpetuals, a dead endpoint, and cancel-all', () => {
    const rows = readFileSync(RECORDED, 'utf8').trim().split('\n')
    const steps = rows.map(
      (row) => JSON.parse(row) as { readonly step: string; readonly data: unknown },
    )
    const data = steps.find(({ step }) => step === 'endpoint_costs')?.data
    const account = parseEndpointCosts(data, { source: 'account_facts', path: '$' })
    checkCosts(account)
    const keyOf = ({ method, path, tokens }: EndpointCosts['listed'][number]): string =>
      `${method} ${path.replace('/trade-api/v2', '')} ${tokens}`
    const published = PUBLISHED_COSTS.listed.map(keyOf)
    const recorded = account.listed.map(keyOf)
    expect(recorded.filter((row) => !published.includes(row))).toEqual([
      'GET /margin/balance 5',
      'PUT /multivariate_event_collections/:collection_ticker/lookup 2',
    ])
    expect(published.filter((row) => !recorded.includes(row))).toEqual([
      'DELETE /portfolio/events/orders 2',
    ])
    expect(account.defaultTokens).toBe(PUBLISHED_COSTS.defaultTokens)
  })
})
