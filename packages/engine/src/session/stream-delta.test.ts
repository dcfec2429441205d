import { fc, test as prop } from '@fast-check/vitest'
import { parseStreamMessage } from '@arbkit/kalshi'
import { expect, it } from 'vitest'
import { plainDelta } from './stream-delta.ts'

const AT = { source: 'test', path: '$' }
const MSG = {
  market_ticker: 'KXNBAGAME-26NOV22BOSNYK-NYK',
  price_dollars: '0.4600',
  delta_fp: '-54.00',
  side: 'no',
  ts_ms: 1_795_000_000_000,
}
const MESSAGE = { type: 'orderbook_delta', sid: 2, seq: 3, msg: MSG }

it.each([false, true])(
  'reads a change as the venue’s package does: YES prices %s',
  (usesYesPrices) => {
    const read = plainDelta(MESSAGE, usesYesPrices)
    expect(read).toEqual(parseStreamMessage(MESSAGE, AT, { usesYesPrices }))
    expect(read?.delta.price).toBe(usesYesPrices ? 5400 : 4600)
  },
)

it.each([
  ['another message', { ...MESSAGE, type: 'orderbook_snapshot' }],
  ['no record', [MESSAGE]],
  ['no number', { ...MESSAGE, seq: undefined }],
  ['a number that is none', { ...MESSAGE, sid: '2' }],
  ['an answer to a command', { ...MESSAGE, id: 4 }],
  ['no market', { ...MESSAGE, msg: { ...MSG, market_ticker: '' } }],
  ['another side', { ...MESSAGE, msg: { ...MSG, side: 'maybe' } }],
  ['a price at which nothing trades', { ...MESSAGE, msg: { ...MSG, price_dollars: '1.0000' } }],
  ['a price that is none', { ...MESSAGE, msg: { ...MSG, price_dollars: '1e-2' } }],
  ['a change finer than is sold', { ...MESSAGE, msg: { ...MSG, delta_fp: '0.001' } }],
  ['a time that is none', { ...MESSAGE, msg: { ...MSG, ts_ms: '0' } }],
])('leaves alone %s', (_what, body) => {
  expect(plainDelta(body, false)).toBeUndefined()
})

const odd = fc.constantFrom<unknown>(undefined, null, '', 0, -1, 1.5, '1', true, {}, [])
const or = <Value>(usual: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: usual }, odd)
const anyText = fc.constantFrom(
  '0.46',
  '0.460',
  '0.4600',
  '0.4605',
  '1',
  '0.00',
  '1.5',
  '-0.2',
  ' 1',
  '0.46005',
)
const anyMessage = fc.record({
  type: or(fc.constant('orderbook_delta')),
  sid: or(fc.nat()),
  seq: or(fc.nat()),
  id: fc.oneof({ weight: 12, arbitrary: fc.constant<unknown>(undefined) }, odd),
  msg: or(
    fc.record({
      market_ticker: or(fc.constantFrom('A-B-C', 'D')),
      price_dollars: or(anyText),
      delta_fp: or(anyText),
      side: or(fc.constantFrom('yes', 'no')),
      ts_ms: or(fc.nat()),
    }),
  ),
})

let plain = 0
prop.prop([anyMessage, fc.boolean()], { seed: 12, numRuns: 3000 })(
  'what it reads is what the venue’s package reads',
  (message, usesYesPrices) => {
    const read = plainDelta(message, usesYesPrices)
    if (read === undefined) return
    plain += 1
    expect(read).toEqual(parseStreamMessage(message, AT, { usesYesPrices }))
  },
)

it('reads a good part of them', () => {
  expect(plain).toBeGreaterThan(300)
})
