import { WireFormatError } from '@arbkit/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCancelledBatch, parsePlacedBatch } from './order-batch.ts'

const AT = { source: 'batch', path: '$' }
const placed = (id: string | null): object => ({
  order_id: `o-${id}`,
  client_order_id: id,
  fill_count: '0.00',
  remaining_count: '1.00',
  error: null,
  ts_ms: 1_715_793_600_123,
})
const refused = (code: string, id?: string): object => ({
  ...(id === undefined ? {} : { client_order_id: id }),
  fill_count: null,
  remaining_count: null,
  ts_ms: null,
  error: { code, message: 'm', details: 'd' },
})
const shortOf = (orders: readonly object[], ids: readonly string[]): readonly string[] =>
  parsePlacedBatch({ orders }, AT, ids).map((result) =>
    result.tag === 'done' ? result.order.orderId : `no:${result.refusal.code}`,
  )

describe('results of a batch', () => {
  it('are given to the orders that were sent, in whatever order they come', () => {
    expect(shortOf([placed('b'), refused('x', 'a'), placed('c')], ['a', 'b', 'c'])).toEqual([
      'no:x',
      'o-b',
      'o-c',
    ])
  })

  it('refusals without a name go to the orders left over', () => {
    expect(shortOf([refused('x'), placed('c'), refused('y')], ['a', 'b', 'c'])).toEqual([
      'no:x',
      'no:y',
      'o-c',
    ])
  })

  it('each order has exactly its own, for any shuffle and any refusals', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(
        ids.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.array(fc.constantFrom('placed', 'refused', 'nameless'), {
              minLength: list.length,
              maxLength: list.length,
            }),
            fc.shuffledSubarray(list, { minLength: list.length }),
          ),
        ),
        ([list, kinds, shuffled]) => {
          const kindOf = new Map(list.map((id, index) => [id, kinds[index]]))
          const orders = shuffled.map((id) => {
            if (kindOf.get(id) === 'placed') return placed(id)
            return kindOf.get(id) === 'refused' ? refused(id, id) : refused('?')
          })
          expect(shortOf(orders, list)).toEqual(
            list.map((id) => {
              if (kindOf.get(id) === 'placed') return `o-${id}`
              return kindOf.get(id) === 'refused' ? `no:${id}` : 'no:?'
            }),
          )
        },
      ),
    )
  })

  it.each([
    ['fewer than were sent', [placed('a')]],
    ['more than were sent', [placed('a'), placed('b'), placed('c')]],
    ['one twice', [placed('a'), placed('a')]],
    ['one that was not sent', [placed('a'), placed('z')]],
    ['a refusal of one that was not sent', [placed('a'), refused('x', 'z')]],
    ['a placed one without a name', [placed('a'), placed(null)]],
    ['a placed one with an empty name', [placed('a'), placed('')]],
    ['neither placed nor refused', [placed('a'), { client_order_id: 'b' }]],
  ])('are no answer: %s', (_, orders) => {
    expect(() => shortOf(orders, ['a', 'b'])).toThrow(WireFormatError)
  })

  it('of cancels go by the order id, and a refused one needs no moment', () => {
    const orders = [
      { order_id: 'b', reduced_by: '0.00', ts_ms: null, error: { code: 'not_found' } },
      { order_id: 'a', client_order_id: null, reduced_by: '1.50', ts_ms: 1_715_793_600_123 },
    ]
    expect(parseCancelledBatch({ orders }, AT, ['a', 'b'])).toEqual([
      {
        tag: 'done',
        order: {
          orderId: 'a',
          clientOrderId: undefined,
          processedMs: 1_715_793_600_123,
          reducedBy: 150,
        },
      },
      {
        tag: 'refused',
        refusal: { code: 'not_found', message: undefined, details: undefined },
      },
    ])
  })
})
