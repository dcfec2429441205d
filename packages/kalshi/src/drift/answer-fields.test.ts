import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ANSWER_FIELDS } from './answer-fields.ts'
import {
  changed,
  findingsOf,
  type Json,
  MARKET,
  notPassed,
  run,
  todaysAnswers,
} from './fake-venue.test.ts'

describe('every field that is read is missed', () => {
  const places: readonly [keyof typeof ANSWER_FIELDS, readonly [string, ...(string | number)[]]][] =
    [
      ['markets', ['GET /markets', 'markets', 1]],
      ['events', ['GET /events', 'events', 0]],
      ['milestones', ['GET /milestones', 'milestones', 0]],
      ['fills', ['GET /portfolio/fills', 'fills', 0]],
      ['orders', ['GET /portfolio/orders', 'orders', 0]],
      ['balance', ['GET /portfolio/balance']],
    ]
  const fieldsOf = (name: keyof typeof ANSWER_FIELDS): readonly string[] => {
    const shape = ANSWER_FIELDS[name].shape
    const rows = Object.values(shape).find((one) => 'element' in one)
    return Object.keys(rows === undefined ? shape : rows.element.shape)
  }

  it.each(
    places.flatMap(([name, place]) => fieldsOf(name).map((field) => [name, field, place] as const)),
  )('%s: %s', async (name, field, place) => {
    const answers = changed(place, (row) => {
      delete row[field]
    })
    const report = await run({ answers })
    const [schemas] = report.results.filter(({ id }) => id === 'schemas')
    expect(schemas?.judgement).toMatchObject({ tag: 'fail' })
    expect(
      findingsOf(report).some(
        (line) => line.startsWith(`${name}.`) && line.includes(`.${field}: `),
      ),
    ).toBe(true)
  })
})

/** OpenAPI's `nullable`, which stands beside references too, in the words of JSON Schema. */
function withNulls(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNulls)
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, ...rest } = schema as Json
  const own = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, withNulls(one)]))
  return nullable === true ? { anyOf: [own, { type: 'null' }] } : own
}

const specFile = new URL(
  '../../../../../shared/spec/kalshi-openapi-2026-08-22.yaml',
  import.meta.url,
)
const hasSpec = existsSync(specFile)
if (!hasSpec) console.warn('SKIPPED: ../shared/spec is absent, the fake venue was not checked')

describe.skipIf(!hasSpec)('the fake venue itself', () => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  if (hasSpec) ajv.addSchema(withNulls(parse(readFileSync(specFile, 'utf8'))) as Json, 'spec')

  it.each([
    ['GET /markets', 'GetMarketsResponse'],
    ['GET /events', 'GetEventsResponse'],
    ['GET /milestones', 'GetMilestonesResponse'],
    [`GET /markets/${MARKET}/orderbook`, 'GetMarketOrderbookResponse'],
    ['GET /series/KXNFLGAME', 'GetSeriesResponse'],
    ['GET /series/fee_changes', 'GetSeriesFeeChangesResponse'],
    ['GET /events/fee_changes', 'GetEventFeeChangesResponse'],
    ['GET /exchange/status', 'ExchangeStatus'],
    ['GET /portfolio/fills', 'GetFillsResponse'],
    ['GET /portfolio/orders', 'GetOrdersResponse'],
    ['GET /portfolio/positions', 'GetPositionsResponse'],
    ['GET /portfolio/balance', 'GetBalanceResponse'],
  ])('%s answers as %s of the specification', (key, schema) => {
    const check = ajv.compile({ $ref: `spec#/components/schemas/${schema}` })
    check(todaysAnswers()[key])
    expect(check.errors ?? []).toEqual([])
  })
})

const recordedFile = new URL(
  '../../../../../shared/data/kalshi/events_sports_nested.json',
  import.meta.url,
)
const hasRecorded = existsSync(recordedFile)
if (!hasRecorded) console.warn('SKIPPED: ../shared/data/kalshi is absent, no recording was judged')

describe.skipIf(!hasRecorded)('markets of a recording (2026-08)', () => {
  const events: readonly Json[] = hasRecorded ? JSON.parse(readFileSync(recordedFile, 'utf8')) : []
  const markets = events.flatMap((event) => (event['markets'] ?? []) as Json[])

  it('raise no false alarm: all that is missing came after the recording', async () => {
    expect(markets.length).toBeGreaterThan(100)
    const books = Object.fromEntries(
      markets.map(({ ticker }) => [
        `GET /markets/${String(ticker)}/orderbook`,
        todaysAnswers()[`GET /markets/${MARKET}/orderbook`],
      ]),
    )
    const answers = {
      ...todaysAnswers(),
      ...books,
      'GET /markets': { markets, cursor: '' },
      'GET /events': { events, cursor: '' },
    }
    const report = await run({ answers })
    expect(findingsOf(report).filter((line) => !line.includes('settlement_bounds_type'))).toEqual(
      [],
    )
    expect(notPassed(report)).toEqual(['schemas: fail'])
  })
})
