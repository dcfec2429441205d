import { describe, expect, it } from 'vitest'
import { parseFeeChanges, parseSeries } from './series.ts'

const AT = { source: 's.json', path: '$' }
const series = (changes: object = {}): object => ({
  ticker: 'KXMLBGAME',
  fee_type: 'quadratic_with_maker_fees',
  fee_multiplier: 0.5,
  title: 'Professional Baseball Game',
  last_updated_ts: '2026-08-19T15:45:47.523967Z',
  ...changes,
})

describe('parseSeries', () => {
  const expected = {
    seriesId: 'KXMLBGAME',
    feeType: 'quadratic_with_maker_fees',
    feeMultiplier: '0.5',
    updatedMs: Date.UTC(2026, 7, 19, 15, 45, 47, 523),
  }

  it.each([
    ['{series: {}}', { series: series() }],
    ['{series: []}', { series: [series()] }],
    ['a list', [series()]],
    ['bare', series()],
  ])('takes %s', (_name, payload) => {
    expect(parseSeries(payload, AT)).toEqual([expected])
  })

  it('keeps a new fee type as it is, and does without the time', () => {
    const [parsed] = parseSeries(
      series({ fee_type: 'cubic', fee_multiplier: 1, last_updated_ts: null }),
      AT,
    )
    expect(parsed).toEqual({
      seriesId: 'KXMLBGAME',
      feeType: 'cubic',
      feeMultiplier: '1',
      updatedMs: undefined,
    })
  })

  it.each([
    [series({ fee_multiplier: '0.5' }), 'series.fee_multiplier: expected number, got "0.5"'],
    [series({ fee_multiplier: -1 }), 'series.fee_multiplier: expected a multiplier of 0 or more'],
    [series({ fee_multiplier: 1e-9 }), 'series.fee_multiplier: expected a multiplier of 0 or more'],
    [series({ fee_type: undefined }), 'series.fee_type: expected string, got nothing'],
    [
      series({ last_updated_ts: '2026-08-19' }),
      'series.last_updated_ts: expected a time with its zone, got "2026-08-19"',
    ],
  ])('refuses %j', (one, message) => {
    expect(() => parseSeries({ series: one }, AT)).toThrow(`s.json: ${message}`)
  })
})

describe('parseFeeChanges', () => {
  it('reads changes of series', () => {
    const payload = {
      series_fee_change_arr: [
        {
          id: '1',
          series_ticker: 'KXMLBGAME',
          fee_type: 'quadratic',
          fee_multiplier: 0.25,
          scheduled_ts: '2026-09-01T04:00:00Z',
        },
      ],
    }
    expect(parseFeeChanges(payload, AT)).toEqual([
      {
        id: '1',
        seriesId: 'KXMLBGAME',
        eventId: undefined,
        feeType: 'quadratic',
        feeMultiplier: '0.25',
        effectiveMs: Date.UTC(2026, 8, 1, 4),
      },
    ])
  })

  it('reads overrides of events, and their end', () => {
    const change = {
      id: '2',
      event_ticker: 'KXMLBGAME-26AUG072145TBSEA',
      series_ticker: 'KXMLBGAME',
      fee_type_override: 'quadratic',
      fee_multiplier_override: 0,
      scheduled_ts: '2026-08-07T00:00:00Z',
    }
    const cleared = { ...change, id: '3', fee_type_override: null, fee_multiplier_override: null }
    const parsed = parseFeeChanges({ event_fee_changes: [change, cleared], cursor: '' }, AT)
    expect(parsed).toMatchObject([
      { id: '2', eventId: 'KXMLBGAME-26AUG072145TBSEA', feeType: 'quadratic', feeMultiplier: '0' },
      { id: '3', feeType: undefined, feeMultiplier: undefined },
    ])
  })

  it('names what is wrong', () => {
    expect(() => parseFeeChanges({ series_fee_change_arr: [{}] }, AT)).toThrow(
      's.json: series_fee_change_arr[0].id: expected string, got nothing',
    )
    expect(() => parseFeeChanges({ event_fee_changes: 'x' }, AT)).toThrow(
      's.json: event_fee_changes: expected array, got "x"',
    )
  })
})
