import { existsSync, readFileSync } from 'node:fs'
import { isRecord } from '@arbkit/core'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { KalshiRequest } from '../request.ts'
import { EVERY_CALL } from './every-call.test.ts'

/** The venue's specification beside the repository; nothing of it is copied into it. */
const SPEC = new URL('../../../../../../shared/spec/', import.meta.url)
const isHere = existsSync(new URL('kalshi-openapi-2026-08-22.yaml', SPEC))
if (!isHere) {
  console.warn('\nSKIPPED: no specification in ../shared/spec, no call was checked against it\n')
}

type Json = Record<string, unknown>
const textOf = (name: string): string => readFileSync(new URL(name, SPEC), 'utf8')

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  readonly schema: Json
}
interface Operation {
  readonly operationId: string
  readonly tags?: readonly string[]
  readonly security?: readonly unknown[]
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { schema: Json } } }
}
interface Specification {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: {
    readonly parameters: Record<string, Parameter>
    readonly schemas: Record<string, Json>
  }
}

/**
 * What the documents after the specification say. Each change names a line of the digest it is from.
 */
const LATER: readonly {
  readonly file: string
  readonly says: string
  readonly apply: (spec: Specification) => void
}[] = [
  {
    file: 'kalshi-openapi-3.34.0-deltas.md',
    says: 'AmendOrderV2Request: + expiration_time int64 ≥0 (seconds; omit=keep, 0=clear)',
    apply: ({ components }) => {
      const amend = components.schemas['AmendOrderV2Request']?.['properties'] as Json
      amend['expiration_time'] = { type: 'integer', format: 'int64', minimum: 0 }
    },
  },
  {
    file: 'kalshi-openapi-3.34.0-deltas.md',
    says: 'GET /markets/{ticker}/orderbook: no `security` block any more',
    apply: ({ paths }) => {
      Object.assign(paths['/markets/{ticker}/orderbook']?.['get'] ?? {}, { security: [] })
    },
  },
  {
    file: 'kalshi-openapi-3.34.0-deltas.md',
    says: 'Most request fields accept 2-4 decimal places',
    apply: ({ components }) => {
      Object.assign(components.schemas['FixedPointDollars'] ?? {}, { pattern: '^\\d+\\.\\d{2,4}$' })
      Object.assign(components.schemas['FixedPointCount'] ?? {}, {
        pattern: '^\\d+(?:\\.\\d{1,2})?$',
      })
    },
  },
  {
    file: 'kalshi-changelog-2026-08-22_to_2026-10-15.md',
    says: 'cancel-all endpoints',
    apply: ({ paths }) => {
      const ref = '#/components/parameters/SubaccountQuery'
      Object.assign(paths['/portfolio/events/orders'] ?? {}, {
        delete: {
          operationId: 'CancelAllOrders',
          tags: ['orders'],
          security: [{}],
          parameters: [{ $ref: ref }],
        },
      })
    },
  },
  {
    file: 'kalshi-changelog-2026-08-22_to_2026-10-15.md',
    says: 'GET /portfolio/positions settlement_status=unsettled|settled|all',
    apply: ({ paths }) => {
      const positions = paths['/portfolio/positions']?.['get']
      const schema = { type: 'string', enum: ['unsettled', 'settled', 'all'] }
      const parameter = { name: 'settlement_status', in: 'query', schema } as const
      Object.assign(positions ?? {}, {
        parameters: [...(positions?.parameters ?? []), parameter],
      })
    },
  },
  {
    file: 'kalshi-changelog-2026-08-22_to_2026-10-15.md',
    says: 'client_transfer_id (UUID) makes POST /portfolio/intra_exchange_instance_transfer idempotent',
    apply: ({ components }) => {
      const body = components.schemas['IntraExchangeInstanceTransferRequest']?.[
        'properties'
      ] as Json
      body['client_transfer_id'] = { type: 'string', format: 'uuid' }
    },
  },
]

function loadSpecification(): Specification {
  const spec = parse(textOf('kalshi-openapi-2026-08-22.yaml')) as Specification
  for (const { apply } of LATER) apply(spec)
  return spec
}

/**
 * A schema as ajv takes it: no `nullable`, which calls of ours never use, and objects that know their
 * own properties only, so that a misspelt one does not pass.
 */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (!isRecord(schema)) return schema
  const kept = Object.entries(schema).filter(([key]) => key !== 'nullable' && key !== 'example')
  const copy = Object.fromEntries(kept.map(([key, value]) => [key, strict(value)]))
  return isRecord(schema['properties']) ? { ...copy, additionalProperties: false } : copy
}

/** Checks calls against one specification. */
function createChecker(spec: Specification): (operation: string, call: KalshiRequest) => string[] {
  const ajv = addFormats.default(new Ajv({ strict: false, coerceTypes: false, allErrors: true }))
  ajv.addSchema({ $id: 'spec', components: strict(spec.components) })
  const compiled = new Map<string, ValidateFunction>()
  const problemsOf = (key: string, schema: unknown, value: unknown): string[] => {
    const local = JSON.parse(
      JSON.stringify(strict(schema)).replaceAll('"#/components/', '"spec#/components/'),
    ) as object
    const validate = compiled.get(key) ?? ajv.compile(local)
    compiled.set(key, validate)
    return validate(value) ? [] : [`${key}: ${ajv.errorsText(validate.errors)}`]
  }
  return (operationId, call) => {
    const found = Object.entries(spec.paths).flatMap(([template, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) =>
        operation.operationId === operationId ? [{ template, method, operation }] : [],
      ),
    )
    const [{ template, method, operation } = { template: '', method: '', operation: undefined }] =
      found
    if (operation === undefined || found.length !== 1) return [`${operationId} is not specified`]
    const parameters = (operation.parameters ?? []).map((parameter) =>
      '$ref' in parameter
        ? (spec.components.parameters[parameter.$ref.split('/').at(-1) ?? ''] as Parameter)
        : parameter,
    )
    const problems: string[] = []
    if (method.toUpperCase() !== call.method) problems.push(`method ${call.method}`)
    if (routeOf(spec, method, call.path) !== template) problems.push(`path ${call.path}`)
    if (call.isSigned !== (operation.security ?? []).length > 0) problems.push('isSigned')
    const queries = parameters.filter((parameter) => parameter.in === 'query')
    for (const name of new Set(call.query.map(([key]) => key))) {
      const parameter = queries.find((known) => known.name === name)
      const values = call.query.flatMap(([key, value]) => (key === name ? [value] : []))
      if (parameter === undefined) problems.push(`${name} is no parameter`)
      else {
        const value = valueOf(values, resolve(spec, parameter.schema))
        problems.push(...problemsOf(`${operationId} ${name}`, parameter.schema, value))
      }
    }
    for (const { name, required } of queries) {
      const isThere = call.query.some(([key]) => key === name)
      if (required === true && !isThere) problems.push(`${name} is missing`)
    }
    const schema = operation.requestBody?.content['application/json'].schema
    if (schema === undefined) return call.body === undefined ? problems : [...problems, 'body']
    const body = JSON.parse(JSON.stringify(call.body ?? null)) as unknown
    return [...problems, ...problemsOf(`${operationId} body`, schema, body)]
  }
}

/** The template that a server would take the path for: most fixed segments first. */
function routeOf(spec: Specification, method: string, path: string): string | undefined {
  const segments = path.split('/')
  const matching = Object.keys(spec.paths).filter((template) => {
    const parts = template.split('/')
    const fits = parts.every((part, index) => part.startsWith('{') || part === segments[index])
    return fits && parts.length === segments.length && spec.paths[template]?.[method] !== undefined
  })
  return matching.toSorted((a, b) => a.split('{').length - b.split('{').length)[0]
}

function resolve(spec: Specification, schema: Json): Json {
  const ref = schema['$ref']
  return typeof ref === 'string'
    ? (spec.components.schemas[ref.split('/').at(-1) ?? ''] ?? {})
    : schema
}

/** The value that a server reads: by the schema's type, or the text where it is none of that type. */
function valueOf(values: readonly string[], schema: Json): unknown {
  const [first = ''] = values
  if (schema['type'] === 'array') return values
  if (values.length !== 1) return values
  if (schema['type'] === 'integer') return /^-?\d+$/.test(first) ? Number(first) : first
  if (schema['type'] === 'boolean') return { true: true, false: false }[first] ?? first
  return first
}

/** Tags of what the client is for; the rest is other business of the venue's. */
const TAGS_IN_SCOPE = new Set([
  'account',
  'events',
  'exchange',
  'live-data',
  'market',
  'milestone',
  'order-groups',
  'orders',
  'portfolio',
  'structured-targets',
])

/** Operations of those tags that have no function, each with why. */
const WITHOUT_FUNCTION: Readonly<Record<string, string>> = {
  ApplySubaccountTransfer: 'subaccounts are not managed here',
  BatchGetMarketCandlesticks: 'candlesticks are asked for market by market',
  CreateSubaccount: 'subaccounts are not managed here',
  GetDeposits: 'money from outside',
  GetEventForecastPercentilesHistory: 'no sports events',
  GetEventMetadata: 'images and colours',
  GetGameStats: 'play by play; no decision rests on it',
  GetLiveData: 'older place of GetLiveDataByMilestone',
  GetMarketCandlesticksByEvent: 'candlesticks are asked for market by market',
  GetMultivariateEvents: 'combos',
  GetOrderQueuePosition: 'resting orders are not steered by their place',
  GetOrderQueuePositions: 'resting orders are not steered by their place',
  GetPortfolioRestingOrderTotalValue: 'reckoned from the orders',
  GetSubaccountBalances: 'subaccounts are not managed here',
  GetSubaccountNetting: 'subaccounts are not managed here',
  GetSubaccountTransfers: 'subaccounts are not managed here',
  GetUserDataTimestamp: 'moments of single answers are used',
  GetWeatherIndex: 'no sports events',
  GetWithdrawals: 'money to outside',
  LockSubaccountForSettlementAdvance: 'subaccounts are not managed here',
  UnlockSubaccountForSettlementAdvance: 'subaccounts are not managed here',
  UpdateSubaccountNetting: 'subaccounts are not managed here',
  UpgradeAccountApiUsageLevel: 'asked for once, by a person',
}

describe.skipIf(!isHere)('calls against the specification of the venue', () => {
  const spec = isHere ? loadSpecification() : undefined
  const check = spec === undefined ? undefined : createChecker(spec)

  it.each(LATER)('a later document says: $says', ({ file, says }) => {
    expect(textOf(file)).toContain(says)
  })

  it.each(EVERY_CALL)('$builder is $operation', ({ operation, cases }) => {
    fc.assert(
      fc.property(cases, ({ requests }) => {
        for (const request of requests) expect(check?.(operation, request)).toEqual([])
      }),
    )
  })

  it('has a function for every operation in scope, or says why not', () => {
    const inScope = Object.values(spec?.paths ?? {})
      .flatMap((methods) => Object.values(methods))
      .filter(({ tags = [] }) => tags.some((tag) => TAGS_IN_SCOPE.has(tag)))
      .map(({ operationId }) => operationId)
    const known = [
      ...EVERY_CALL.map(({ operation }) => operation),
      ...Object.keys(WITHOUT_FUNCTION),
    ]
    expect(known.toSorted()).toEqual(inScope.toSorted())
  })

  describe('catches', () => {
    const call = (operation: string): KalshiRequest => {
      const found = EVERY_CALL.find((one) => one.operation === operation)
      if (found === undefined) throw new Error(`no ${operation}`)
      const [first] = fc.sample(found.cases, { numRuns: 1, seed: 7 })
      if (first?.requests[0] === undefined) throw new Error(`no ${operation}`)
      return first.requests[0]
    }
    const body = (operation: string): Json => call(operation).body as Json

    it.each([
      ['another method', 'GetMarkets', { method: 'POST' as const }, /method/],
      ['another path', 'GetMarkets', { path: '/market' }, /path/],
      ['a path of another call', 'GetMarket', { path: '/markets/trades' }, /path/],
      ['a parameter that is none', 'GetMarkets', { query: [['mve', 'x']] }, /no parameter/],
      ['a word that is none', 'GetMarkets', { query: [['status', 'active']] }, /allowed values/],
      ['a number out of range', 'GetEvents', { query: [['limit', '201']] }, /<= 200/],
      ['a number that is none', 'GetEvents', { query: [['limit', 'x']] }, /integer/],
      [
        'a parameter twice',
        'GetEvents',
        {
          query: [
            ['limit', '1'],
            ['limit', '1'],
          ],
        },
        /integer/,
      ],
      ['a missing parameter', 'GetMilestones', { query: [] }, /limit is missing/],
      ['a missing signature', 'GetBalance', { isSigned: false }, /isSigned/],
      ['a body where there is none', 'GetBalance', { body: {} }, /body/],
    ] satisfies readonly [string, string, Partial<KalshiRequest>, RegExp][])(
      '%s',
      (_, operation, change, problem) => {
        expect(check?.(operation, { ...call(operation), ...change }).join()).toMatch(problem)
      },
    )

    it.each([
      ['a price as a number', { price: 0.56 }, /price must be string/],
      ['a price of five decimals', { price: '0.56001' }, /price must match/],
      ['a missing field', { time_in_force: undefined }, /required property 'time_in_force'/],
      ['a field that is none', { buy_max_cost: '1.00' }, /additional properties/],
      ['YES as a side of the book', { side: 'yes' }, /side must be equal/],
    ])('%s of an order', (_, change, problem) => {
      const changed = { ...call('CreateOrderV2'), body: { ...body('CreateOrderV2'), ...change } }
      expect(check?.('CreateOrderV2', changed).join()).toMatch(problem)
    })
  })
})
