import { existsSync, readFileSync } from 'node:fs'
import { isRecord } from '@arbkit/core'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

/** The venue's specifications beside the repository; nothing of them is copied into it. */
const SPEC = new URL('../../../../../shared/spec/', import.meta.url)
export const hasSpecification = existsSync(new URL('kalshi-openapi-2026-08-22.yaml', SPEC))
if (!hasSpecification) {
  console.warn('\nSKIPPED: no specification in ../shared/spec, no answer was checked against it\n')
}

type Json = Record<string, unknown>
const loaded = new Map<string, Json>()
function load(name: string): Json {
  const spec = loaded.get(name) ?? (parse(readFileSync(new URL(name, SPEC), 'utf8')) as Json)
  loaded.set(name, spec)
  return spec
}

/** What later documents add, or captures show, by schema. */
const ADDED: Readonly<Record<string, Json>> = {
  // 3.34.0
  Market: { settlement_bounds_type: { enum: ['default', 'floor'] } },
}

/** A schema as ajv takes it: `nullable` is an alternative, objects know their own properties only. */
function strict(schema: unknown, name = ''): unknown {
  if (Array.isArray(schema)) return schema.map((each) => strict(each))
  if (!isRecord(schema)) return schema
  const { nullable, example: _, discriminator: __, ...kept } = schema
  const copy: Json = Object.fromEntries(
    Object.entries(kept).map(([key, value]) => [
      key,
      key === 'properties' && isRecord(value)
        ? Object.fromEntries(
            Object.entries({ ...value, ...ADDED[name] }).map(([k, each]) => [k, strict(each)]),
          )
        : strict(value),
    ]),
  )
  const closed = isRecord(schema['properties'])
    ? { ...copy, additionalProperties: schema['additionalProperties'] ?? false }
    : copy
  return nullable === true ? { anyOf: [closed, { type: 'null' }] } : closed
}

function strictComponents(components: unknown): unknown {
  if (!isRecord(components)) return components
  return Object.fromEntries(
    Object.entries(components).map(([kind, all]) => [
      kind,
      kind === 'schemas' && isRecord(all)
        ? Object.fromEntries(Object.entries(all).map(([name, each]) => [name, strict(each, name)]))
        : strict(all),
    ]),
  )
}

function checkerOf(
  components: unknown,
): (key: string, schema: unknown, value: unknown) => string[] {
  const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }))
  ajv.addSchema({ $id: 'spec', components: strictComponents(components) })
  const compiled = new Map<string, ValidateFunction>()
  return (key, schema, value) => {
    const text = JSON.stringify(strict(schema)).replaceAll('"#/components/', '"spec#/components/')
    const validate = compiled.get(key) ?? ajv.compile(JSON.parse(text) as object)
    compiled.set(key, validate)
    return validate(value) ? [] : [`${key}: ${ajv.errorsText(validate.errors)}`]
  }
}

interface Operation {
  readonly operationId: string
  readonly responses?: Readonly<Record<string, { readonly content?: Json }>>
}

/** What is wrong with an answer; nothing where it is as specified. */
export type AnswerChecker = (
  method: string,
  path: string,
  answer: { readonly status: number; readonly body: unknown },
) => string[]

interface Found {
  /** As the specification writes the path. */
  readonly template: string | undefined
  readonly operation: Operation | undefined
}

/** Returns what finds the operation of a path: the one with most fixed segments. */
function finderOf(spec: Json): (method: string, path: string) => Found {
  const paths = spec['paths'] as Record<string, Record<string, Operation>>
  return (method, path) => {
    const segments = path.split('/')
    const template = Object.keys(paths)
      .filter((each) => {
        const parts = each.split('/')
        const fits = parts.every((part, index) => part.startsWith('{') || part === segments[index])
        return parts.length === segments.length && fits && paths[each]?.[method.toLowerCase()]
      })
      .toSorted((a, b) => a.split('{').length - b.split('{').length)[0]
    return { template, operation: paths[template ?? '']?.[method.toLowerCase()] }
  }
}

/** Returns a function that names the operation of a path as the specification does. */
export function operationFinder(): (method: string, path: string) => string | undefined {
  const find = finderOf(load('kalshi-openapi-2026-08-22.yaml'))
  return (method, path) => find(method, path).operation?.operationId
}

/** Returns a function that says what is wrong with an answer that is no refusal. */
export function answerChecker(): AnswerChecker {
  const spec = load('kalshi-openapi-2026-08-22.yaml')
  const check = checkerOf(spec['components'])
  const find = finderOf(spec)
  return (method, path, { status, body }) => {
    const { template, operation } = find(method, path)
    // Cancelling all came on 2026-08-27, after the specification.
    if (operation === undefined && `${method} ${path}` === 'DELETE /portfolio/events/orders') {
      return status === 204 && body === undefined ? [] : [`${method} ${path}: no 204 without body`]
    }
    const response = operation?.responses?.[String(status)]
    if (response === undefined) return [`${method} ${path}: ${status} is not specified`]
    const content = response.content?.['application/json']
    if (!isRecord(content)) return body === undefined ? [] : [`${method} ${path}: has a body`]
    return check(`${method} ${template} ${status}`, content['schema'], body)
  }
}

/** Statuses of refusals that the specification of August does not name for a call, and why they come. */
const LATER_STATUSES: readonly {
  readonly line: RegExp
  readonly statuses: readonly number[]
  readonly why: string
}[] = [
  { line: /./, statuses: [400, 401, 429], why: 'reading, signing and paying are the same for all' },
  {
    line: /^(?:POST|DELETE) \/portfolio\/events\/orders/,
    statuses: [403, 404, 503],
    why: 'OpenAPI 3.34.0 has 403 and 503 of a new order; 404 by captures of 2026',
  },
  {
    line: /^(?:POST|PUT|DELETE) \/portfolio\//,
    statuses: [409],
    why: 'a pause and an id that is taken, by logs of bots',
  },
  { line: /^GET \/series\/[^/]+$/, statuses: [404], why: 'as markets and events have it' },
  { line: /^\w+ \/portfolio\/orders/, statuses: [410], why: 'V1 ended in June 2026' },
]

/**
 * Returns a function that says what is wrong with a refusal: a status that is not documented, or a body
 * in none of the three forms that the venue was seen to use.
 */
export function refusalChecker(): AnswerChecker {
  const spec = load('kalshi-openapi-2026-08-22.yaml')
  const check = checkerOf(spec['components'])
  const find = finderOf(spec)
  return (method, path, { status, body }) => {
    const line = `${method} ${path}`
    const responses = find(method, path).operation?.responses ?? {}
    const isKnown =
      status in responses ||
      LATER_STATUSES.some((each) => each.line.test(line) && each.statuses.includes(status))
    if (!isKnown) return [`${line}: a refusal with ${status} is not documented`]
    if (!isRecord(body)) return [`${line}: a refusal without a body`]
    if (status === 429) {
      const text = JSON.stringify(body)
      return text === '{"error":"too many requests"}' ? [] : [`${line}: 429 with ${text}`]
    }
    if (status === 400 && Object.keys(body).join() === 'msg') return []
    const { error, ...others } = body
    if (Object.keys(others).length > 0 || !isRecord(error)) return [`${line}: no error in the body`]
    if (typeof error['code'] !== 'string' || error['code'] === '') return [`${line}: no code`]
    return check('refusal', { $ref: '#/components/schemas/ErrorResponse' }, error)
  }
}

/** What messages carry beyond the specification, as captures of 2026 show. */
const FRAME_EXTRAS: Readonly<Record<string, readonly string[]>> = {
  trade: ['seq'],
  user_order: ['last_update_reason', 'exchange_index'],
  error: ['sid', 'seq'],
}

/** Returns a function that says what is wrong with a message of the stream. */
export function frameChecker(): (frame: unknown) => string[] {
  const spec = load('kalshi-asyncapi-2026-08-22.yaml')
  const { schemas } = spec['components'] as { schemas: Record<string, Json> }
  const check = checkerOf({ schemas })
  const ofType = (type: string): string[] =>
    Object.keys(schemas).filter((name) => {
      const properties = schemas[name]?.['properties']
      const typed = isRecord(properties) ? properties['type'] : undefined
      return isRecord(typed) && typed['const'] === type
    })
  return (frame) => {
    if (!isRecord(frame)) return ['not an object']
    const type = String(frame['type'])
    const extras = FRAME_EXTRAS[type] ?? []
    const bare = without(frame, extras)
    const known = ofType(type)
    const problems = known.map((name) =>
      check(name, { $ref: `#/components/schemas/${name}` }, bare),
    )
    if (known.length === 0) return [`${type} is not specified`]
    return problems.some((each) => each.length === 0) ? [] : problems.flat()
  }
}

function without(frame: Json, extras: readonly string[]): Json {
  const bare = Object.fromEntries(Object.entries(frame).filter(([key]) => !extras.includes(key)))
  const msg = bare['msg']
  if (!isRecord(msg)) return bare
  const kept = Object.entries(msg).filter(([key]) => !extras.includes(key))
  return { ...bare, msg: Object.fromEntries(kept) }
}

describe.skipIf(!hasSpecification)('the validators', () => {
  it('pass what is specified and catch what is not', () => {
    const check = answerChecker()
    const book = { orderbook_fp: { yes_dollars: [['0.4100', '10.00']], no_dollars: [] } }
    const at = ['GET', '/markets/A/orderbook'] as const
    expect(check(...at, { status: 200, body: book })).toEqual([])
    expect(check(...at, { status: 200, body: { orderbook_fp: {} } })).toHaveLength(1)
    expect(check(...at, { status: 200, body: { ...book, more: 1 } })).toHaveLength(1)
    expect(check(...at, { status: 418, body: book })).toHaveLength(1)
    expect(check('GET', '/nowhere', { status: 200, body: {} })).toHaveLength(1)
    const all = ['DELETE', '/portfolio/events/orders'] as const
    expect(check(...all, { status: 204, body: undefined })).toEqual([])
    expect(check(...all, { status: 200, body: {} })).toHaveLength(1)
    expect(operationFinder()('GET', '/markets/trades')).toBe('GetTrades')
  })

  it('pass documented refusals and catch others', () => {
    const check = refusalChecker()
    const body = { error: { code: 'not_found', message: 'market not found' } }
    const at = ['GET', '/markets/A'] as const
    expect(check(...at, { status: 404, body })).toEqual([])
    expect(check(...at, { status: 429, body: { error: 'too many requests' } })).toEqual([])
    expect(check(...at, { status: 400, body: { msg: 'limit is required' } })).toEqual([])
    for (const wrong of [
      { status: 409, body },
      { status: 404, body: undefined },
      { status: 404, body: { ...body, more: 1 } },
      { status: 404, body: { error: { message: 'without a code' } } },
      { status: 404, body: { error: { code: 'not_found', more: 1 } } },
      { status: 429, body },
    ]) {
      expect(check(...at, wrong)).toHaveLength(1)
    }
  })

  it('pass messages that are specified and catch others', () => {
    const check = frameChecker()
    const msg = {
      market_ticker: 'A',
      market_id: '9b0f6b43-5b68-4f9f-9f02-9a2d1b8ac1a1',
      yes_dollars_fp: [['0.1', '1']],
    }
    const frame = { type: 'orderbook_snapshot', sid: 1, seq: 1, msg }
    expect(check(frame)).toEqual([])
    expect(check({ ...frame, seq: 'x' })).toHaveLength(1)
    expect(check({ ...frame, msg: { market_ticker: 'A' } })).toHaveLength(1)
    expect(check({ type: 'nothing' })).toHaveLength(1)
    expect(check({ type: 'ok', id: 1, sid: 1, seq: 2, msg: { market_tickers: ['A'] } })).toEqual([])
  })
})
