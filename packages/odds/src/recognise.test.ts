import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { recogniseOdds } from './recognise.ts'

const event = {
  id: 'a',
  sport_key: 'baseball_mlb',
  commence_time: '2026-08-08T01:46:00Z',
  bookmakers: [
    {
      key: 'draftkings',
      last_update: '2026-08-07T13:49:00Z',
      markets: [{ key: 'h2h', last_update: '2026-08-07T13:49:13Z', outcomes: [] }],
    },
  ],
}
const NEWEST_MS = Date.UTC(2026, 7, 7, 13, 49, 13)

describe('recogniseOdds', () => {
  it('knows the three shapes', () => {
    expect(recogniseOdds([event])).toEqual({
      shape: 'odds-list',
      frames: [{ shape: 'odds-list', payload: [event], path: '$', atMs: undefined }],
      capturedMs: undefined,
      newestMs: NEWEST_MS,
    })
    expect(recogniseOdds(event)).toMatchObject({ shape: 'odds-event', newestMs: NEWEST_MS })
    const historical = { timestamp: '2026-08-07T13:50:00Z', data: [event] }
    expect(recogniseOdds(historical)).toMatchObject({
      shape: 'odds-historical',
      frames: [{ payload: historical, path: '$' }],
      capturedMs: Date.UTC(2026, 7, 7, 13, 50),
    })
    expect(recogniseOdds({ ...historical, data: event })?.shape).toBe('odds-historical')
  })

  it('knows an empty snapshot by the times of its neighbours', () => {
    const empty = { timestamp: '2026-08-07T13:50:00Z', previous_timestamp: null, data: [] }
    expect(recogniseOdds(empty)).toMatchObject({ shape: 'odds-historical', newestMs: undefined })
    expect(recogniseOdds({ timestamp: '2026-08-07T13:50:00Z', data: [] })).toBeUndefined()
  })

  it.each([
    ['events', { captured_ms: 1_786_110_562_317, events: [event] }],
    ['payload', { captured_at: '2026-08-07T13:49:22.317Z', payload: [event] }],
    ['payload.events', { captured_ms: 1_786_110_562_317, payload: { events: [event] } }],
    ['data', { captured_at: '2026-08-07T13:49:22.317+00:00', data: [event] }],
  ])('takes the response out of a capture under %s', (path, file) => {
    expect(recogniseOdds(file)).toMatchObject({
      shape: 'odds-list',
      frames: [{ payload: [event], path }],
      capturedMs: 1_786_110_562_317,
    })
  })

  it.each([
    null,
    5,
    'text',
    [],
    {},
    [[]],
    { events: [] },
    { events: [{ event_ticker: 'KX', series_ticker: 'KX', title: 't' }] },
    [{ id: 'a', sport_key: 'b', commence_time: 'c', scores: null }],
    { baseball_mlb: ['Athletics'] },
    { message: 'Usage quota has been reached', error_code: 'OUT_OF_USAGE_CREDITS' },
    { payload: { payload: { payload: [event] } } },
  ])('does not claim %j', (file) => {
    expect(recogniseOdds(file)).toBeUndefined()
  })

  it('is not misled by a time that is none', () => {
    const odd = { ...event, bookmakers: [{ last_update: 'never' }, { last_update: 1_786_110_540 }] }
    expect(recogniseOdds([odd])?.newestMs).toBe(1_786_110_540_000)
    expect(recogniseOdds({ captured_at: 'today', events: [event] })?.capturedMs).toBeUndefined()
    expect(recogniseOdds({ captured_ms: '5', events: [event] })?.capturedMs).toBeUndefined()
  })

  prop.prop([fc.jsonValue()])('looks at any JSON without a complaint', (file) => {
    recogniseOdds(file)
    recogniseOdds([{ ...event, bookmakers: file }])
  })
})
