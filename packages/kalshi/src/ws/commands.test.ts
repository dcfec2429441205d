import { existsSync, readFileSync } from 'node:fs'
import { InvalidInputError } from '@arbkit/core'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  commandText,
  MARKETS_PER_COMMAND_MAX,
  SHARD_FACTOR_MAX,
  type StreamChannel,
  type StreamCommand,
} from './commands.ts'

const SPEC = new URL('../../../../../shared/spec/kalshi-asyncapi-2026-08-22.yaml', import.meta.url)
const isHere = existsSync(SPEC)
if (!isHere) {
  console.warn('\nSKIPPED: no AsyncAPI in ../shared/spec, no command was checked against it\n')
}

const A = 'KXMLBGAME-26AUG072145TBSEA-TB'
const B = 'KXMLBGAME-26AUG072145TBSEA-SEA'
const bodyOf = (command: StreamCommand): unknown => JSON.parse(commandText(7, command))

describe('commandText', () => {
  it.each<[StreamCommand, object]>([
    [
      { tag: 'subscribe', channel: 'orderbook_delta', marketIds: [A, B] },
      {
        cmd: 'subscribe',
        params: { channels: ['orderbook_delta'], market_tickers: [A, B], use_yes_price: true },
      },
    ],
    [
      { tag: 'subscribe', channel: 'fill', marketIds: [] },
      { cmd: 'subscribe', params: { channels: ['fill'], use_yes_price: true } },
    ],
    [
      {
        tag: 'subscribe',
        channel: 'communications',
        marketIds: [],
        shard: { factor: SHARD_FACTOR_MAX, key: SHARD_FACTOR_MAX - 1 },
      },
      {
        cmd: 'subscribe',
        params: {
          channels: ['communications'],
          use_yes_price: true,
          shard_factor: 100,
          shard_key: 99,
        },
      },
    ],
    [
      { tag: 'add-markets', sid: 3, marketIds: [A] },
      {
        cmd: 'update_subscription',
        params: { sids: [3], market_tickers: [A], action: 'add_markets' },
      },
    ],
    [
      { tag: 'delete-markets', sid: 3, marketIds: [A] },
      {
        cmd: 'update_subscription',
        params: { sids: [3], market_tickers: [A], action: 'delete_markets' },
      },
    ],
    [
      { tag: 'get-snapshot', sid: 3, marketIds: [A] },
      {
        cmd: 'update_subscription',
        params: { sids: [3], market_tickers: [A], action: 'get_snapshot' },
      },
    ],
    [
      { tag: 'unsubscribe', sids: [1, 2] },
      { cmd: 'unsubscribe', params: { sids: [1, 2] } },
    ],
    [{ tag: 'list' }, { cmd: 'list_subscriptions' }],
  ])('writes %j', (command, body) => {
    expect(bodyOf(command)).toEqual({ id: 7, ...body })
  })

  const many = Array.from({ length: MARKETS_PER_COMMAND_MAX + 1 }, (_, i) => `KX-${i}`)

  it('takes as many markets as the bound says', () => {
    const command = { tag: 'add-markets', sid: 1, marketIds: many.slice(1) } as const
    expect(bodyOf(command)).toMatchObject({ params: { market_tickers: many.slice(1) } })
  })

  it.each<[string, number, StreamCommand]>([
    ['an id of 0', 0, { tag: 'list' }],
    ['an id that is no whole number', 1.5, { tag: 'list' }],
    ['books of no market', 1, { tag: 'subscribe', channel: 'orderbook_delta', marketIds: [] }],
    ['a market without a name', 1, { tag: 'subscribe', channel: 'ticker', marketIds: [''] }],
    ['too many markets', 1, { tag: 'get-snapshot', sid: 1, marketIds: many }],
    ['nothing to add', 1, { tag: 'add-markets', sid: 1, marketIds: [] }],
    ['subscription 0', 1, { tag: 'delete-markets', sid: 0, marketIds: [A] }],
    ['nothing to end', 1, { tag: 'unsubscribe', sids: [] }],
    ['subscription -1', 1, { tag: 'unsubscribe', sids: [-1] }],
    ...[
      { factor: 0, key: 0 },
      { factor: SHARD_FACTOR_MAX + 1, key: 0 },
      { factor: 2, key: 2 },
      { factor: 2, key: -1 },
      { factor: 2, key: 0.5 },
    ].map((shard): [string, number, StreamCommand] => [
      `the shard ${JSON.stringify(shard)}`,
      1,
      { tag: 'subscribe', channel: 'communications', marketIds: [], shard },
    ]),
    [
      'a shard of a channel that has none',
      1,
      { tag: 'subscribe', channel: 'trade', marketIds: [], shard: { factor: 2, key: 0 } },
    ],
  ])('refuses %s', (_, id, command) => {
    expect(() => commandText(id, command)).toThrow(InvalidInputError)
  })
})

/** The schema that a command has to follow, by its `cmd`. */
const SCHEMAS: Readonly<Record<string, string>> = {
  subscribe: 'subscribeCommandPayload',
  update_subscription: 'updateSubscriptionCommandPayload',
  unsubscribe: 'unsubscribeCommandPayload',
  list_subscriptions: 'listSubscriptionsCommandPayload',
}

const CHANNELS: readonly StreamChannel[] = [
  'orderbook_delta',
  'ticker',
  'trade',
  'fill',
  'market_positions',
  'market_lifecycle_v2',
  'multivariate_market_lifecycle',
  'communications',
  'order_group_updates',
  'user_orders',
]

const marketIds = fc.uniqueArray(fc.stringMatching(/^KX[A-Z0-9]{2,8}-[A-Z0-9]{4,12}$/), {
  minLength: 1,
  maxLength: MARKETS_PER_COMMAND_MAX,
})
const sid = fc.integer({ min: 1, max: 2 ** 31 })
const shard = fc
  .integer({ min: 1, max: SHARD_FACTOR_MAX })
  .chain((factor) =>
    fc.record({ factor: fc.constant(factor), key: fc.integer({ min: 0, max: factor - 1 }) }),
  )
const anyCommand: fc.Arbitrary<StreamCommand> = fc.oneof(
  fc.record({ tag: fc.constant('subscribe'), channel: fc.constantFrom(...CHANNELS), marketIds }),
  fc.record({
    tag: fc.constant('subscribe'),
    channel: fc.constant('communications'),
    marketIds: fc.constant([]),
    shard,
  }),
  fc.record({
    tag: fc.constantFrom('add-markets', 'delete-markets', 'get-snapshot'),
    sid,
    marketIds,
  }),
  fc.record({ tag: fc.constant('unsubscribe'), sids: fc.array(sid, { minLength: 1 }) }),
  fc.constant({ tag: 'list' } as const),
)

describe.skipIf(!isHere)('commands against the AsyncAPI', () => {
  const spec: object = isHere ? parse(readFileSync(SPEC, 'utf8')) : {}
  const ajv = new Ajv({ strict: false, allErrors: true, discriminator: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'spec', ...spec })
  const validate = (body: { readonly cmd: string }): string => {
    const name = SCHEMAS[body.cmd]
    const check = ajv.getSchema(`spec#/components/schemas/${name}`)
    if (check === undefined) throw new Error(`no schema for ${body.cmd}`)
    return check(body) === true ? '' : ajv.errorsText(check.errors)
  }

  it('follows the schema of each command, whatever the command', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), anyCommand, (id, command) => {
        const body = JSON.parse(commandText(id, command))
        expect(validate(body)).toBe('')
        const isSubscribe = body.cmd === 'subscribe'
        expect(body.params?.use_yes_price).toBe(isSubscribe ? true : undefined)
      }),
      { numRuns: 300 },
    )
  })

  it('would notice a command that does not', () => {
    const wrong = { id: 1, cmd: 'update_subscription', params: { sids: [1, 2], action: 'grow' } }
    expect(validate(wrong)).toContain('action')
    expect(validate({ cmd: 'subscribe' })).toContain('required')
  })
})
