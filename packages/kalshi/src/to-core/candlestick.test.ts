import { describe, expect, it } from 'vitest'
import { parseCandlesticks } from './candlestick.ts'

const AT = { source: 'c.json', path: '$' }
const ohlc = (price: string): object => ({
  open_dollars: price,
  high_dollars: price,
  low_dollars: price,
  close_dollars: price,
})
const candlestick = (changes: object = {}): object => ({
  end_period_ts: 1_786_137_900,
  yes_bid: ohlc('0.3300'),
  yes_ask: ohlc('0.3400'),
  price: { ...ohlc('0.3400'), mean_dollars: '0.339512', previous_dollars: '0.3400' },
  volume_fp: '28.74',
  open_interest_fp: '128107.77',
  ...changes,
})
const of = (...candlesticks: readonly object[]): object => ({ ticker: 'T', candlesticks })
const flat = (price: number): object => ({ open: price, high: price, low: price, close: price })

describe('parseCandlesticks', () => {
  it('reads a period', () => {
    expect(parseCandlesticks(of(candlestick()), AT)).toEqual({
      marketId: 'T',
      candlesticks: [
        {
          endMs: 1_786_137_900_000,
          yesBid: flat(3300),
          yesAsk: flat(3400),
          traded: flat(3400),
          volume: 2874,
          openInterest: 12_810_777,
        },
      ],
    })
  })

  it('reads a period without a trade', () => {
    const quiet = [{}, { previous_dollars: '0.3400' }, { open_dollars: null, close_dollars: null }]
    for (const price of quiet) {
      const { candlesticks } = parseCandlesticks(of(candlestick({ price })), AT)
      expect(candlesticks[0]?.traded).toBeUndefined()
    }
  })

  it.each([
    [{ price: { open_dollars: '0.5' } }, 'price.high_dollars: expected string, got nothing'],
    [{ yes_bid: { close: 33 } }, 'yes_bid.open_dollars: expected string, got nothing'],
    [{ yes_ask: ohlc('1.5') }, 'yes_ask.open_dollars: expected a price in dollars from 0 to 1'],
    [{ volume_fp: '-1' }, 'volume_fp: expected a count of contracts of 0 or more, got "-1"'],
    [{ end_period_ts: '1' }, 'end_period_ts: expected number, got "1"'],
  ])('refuses %j', (changes, message) => {
    const payload = of(candlestick(), candlestick(changes))
    expect(() => parseCandlesticks(payload, AT)).toThrow(`c.json: candlesticks[1].${message}`)
  })
})
