import { describe, expect, it } from 'vitest'
import { parseSettlements } from './settlement.ts'

const AT = { source: 'p.json', path: '$' }
const settlement = (changes: object = {}): object => ({
  ticker: 'KXMLBGAME-26AUG101840AB-A',
  event_ticker: 'KXMLBGAME-26AUG101840AB',
  market_result: 'yes',
  yes_count_fp: '11.27',
  yes_total_cost_dollars: '3.042900',
  no_count_fp: '0.00',
  no_total_cost_dollars: '0.000000',
  revenue: 1127,
  value: 100,
  fee_cost: '0.077800',
  settled_time: '2026-08-11T04:00:00Z',
  ...changes,
})

describe('parseSettlements', () => {
  it('keeps every amount exact', () => {
    expect(parseSettlements({ settlements: [settlement()], cursor: '' }, AT)).toEqual([
      {
        marketId: 'KXMLBGAME-26AUG101840AB-A',
        eventId: 'KXMLBGAME-26AUG101840AB',
        result: 'yes',
        valuePerYes: 100,
        yesCount: 1127,
        noCount: 0,
        yesCost: 3_042_900,
        noCost: 0,
        revenue: 1127,
        fees: 77_800,
        settledMs: Date.UTC(2026, 7, 11, 4),
      },
    ])
  })

  it('takes a fair price, a new word for the result, and no value', () => {
    const scalar = settlement({ market_result: 'scalar', value: 37, revenue: 416 })
    expect(parseSettlements([scalar], AT)[0]).toMatchObject({ result: 'scalar', valuePerYes: 37 })
    const unsaid = settlement({ market_result: 'void', value: null })
    expect(parseSettlements(unsaid, AT)[0]).toMatchObject({
      result: 'void',
      valuePerYes: undefined,
    })
  })

  it.each([
    [{ revenue: '1127' }, 'revenue: expected number, got "1127"'],
    [{ revenue: 11.27 }, 'revenue: expected whole number, got 11.27'],
    [{ revenue: Number.MAX_SAFE_INTEGER }, 'revenue: expected whole cents, got 9007199254740991'],
    [{ yes_count_fp: '-1.00' }, 'yes_count_fp: expected a count of contracts of 0 or more'],
    [{ fee_cost: '0.0000001' }, 'fee_cost: expected a sum in dollars, got "0.0000001"'],
    [{ settled_time: '' }, 'settled_time: expected a time with its zone, got ""'],
    [{ ticker: undefined }, 'ticker: expected string, got nothing'],
  ])('refuses %j', (changes, message) => {
    const payload = { settlements: [settlement(), settlement(changes)] }
    expect(() => parseSettlements(payload, AT)).toThrow(`p.json: settlements[1].${message}`)
  })
})
