import {
  type ContractEvent,
  type KalshiFeeRate,
  kalshiFeeRateAt,
  type SeriesFees,
} from '@arbkit/core'
import type { FeeChange } from '@arbkit/kalshi'
import { fc, test as prop } from '@fast-check/vitest'
import { beforeEach, describe, expect, it } from 'vitest'
import { FeeBook } from './fee-book.ts'

const SERIES = 'KXMLBGAME'
const EVENT = 'KXMLBGAME-26AUG072145TBSEA'

let fees: FeeBook
beforeEach(() => {
  fees = new FeeBook()
})

const series = (feeMultiplier: string, updatedMs?: number): SeriesFees => ({
  seriesId: SERIES,
  feeType: 'quadratic',
  feeMultiplier,
  updatedMs,
})
const event = (multiplier?: string): ContractEvent => ({
  eventId: EVENT,
  seriesId: SERIES,
  title: '',
  isMutuallyExclusive: false,
  collateralReturnType: undefined,
  feeTypeOverride: multiplier && 'quadratic',
  feeMultiplierOverride: multiplier,
  markets: [],
})
const change = (
  effectiveMs: number,
  multiplier: string | undefined,
  eventId?: string,
): FeeChange => ({
  id: 'c',
  seriesId: SERIES,
  eventId,
  feeType: multiplier === undefined ? undefined : 'quadratic',
  feeMultiplier: multiplier,
  effectiveMs,
})
const rateAt = (
  atMs: number,
  { eventId = EVENT, waiverUntilMs = undefined as number | undefined } = {},
): KalshiFeeRate =>
  kalshiFeeRateAt(fees.sourcesOf({ seriesId: SERIES, eventId, waiverUntilMs }, atMs), atMs)
/** `series x0.5`, `assumed x1`. */
const said = (atMs: number, market?: Parameters<typeof rateAt>[1]): string => {
  const { origin, multiplier } = rateAt(atMs, market)
  return `${origin} x${multiplier.toFixed()}`
}

describe('the fee of a series', () => {
  it('is assumed where nothing was said', () => {
    expect(said(100)).toBe('assumed x1')
    expect(rateAt(100).assumedBecause).toBe('no fee record of this series')
  })

  it("holds from the venue's last change of the series, where that is before it was read", () => {
    fees.noteSeries(series('0.5', 40), 60)
    expect(said(39)).toBe('assumed x1')
    expect(said(40)).toBe('series x0.5')
    expect(said(60)).toBe('series x0.5')
  })

  it.each([
    ['the venue does not say when it changed', undefined],
    ['the change lies after it was read', 90],
  ])('holds from the moment it was read where %s', (_name, updatedMs) => {
    fees.noteSeries(series('0.5', updatedMs), 60)
    expect(said(59)).toBe('assumed x1')
    expect(rateAt(59).assumedBecause).toBe(
      'every fee record of this series is later than the quote',
    )
    expect(said(60)).toBe('series x0.5')
  })

  it('is the latest record of its time, and an earlier quote keeps the earlier one', () => {
    fees.noteSeries(series('0.5', 10), 20)
    fees.noteSeries(series('2', 50), 60)
    expect([said(49), said(50), said(70)]).toEqual(['series x0.5', 'series x2', 'series x2'])
  })

  it('changes at the moment that was scheduled', () => {
    fees.noteSeries(series('0.5', 10), 20)
    fees.noteChange(change(80, '2'), 20)
    expect([said(79), said(80)]).toEqual(['series x0.5', 'series x2'])
  })

  it('is of its own series only', () => {
    fees.noteSeries({ ...series('0.5', 10), seriesId: 'KXNFLGAME' }, 20)
    expect(said(30)).toBe('assumed x1')
  })

  it('is nothing while it is waived', () => {
    fees.noteSeries(series('0.5', 10), 20)
    expect(said(30, { waiverUntilMs: 31 })).toBe('waiver x0')
    expect(said(31, { waiverUntilMs: 31 })).toBe('series x0.5')
  })
})

describe("an event's override", () => {
  beforeEach(() => {
    fees.noteSeries(series('0.5', 0), 10)
  })

  it('goes before the series from the moment it was read', () => {
    fees.noteEvent(event('3'), 20)
    expect([said(19), said(20)]).toEqual(['series x0.5', 'event-override x3'])
    expect(said(20, { eventId: 'another' })).toBe('series x0.5')
  })

  it('ends when the event is read without it', () => {
    fees.noteEvent(event('3'), 20)
    fees.noteEvent(event(), 30)
    expect([said(29), said(30)]).toEqual(['event-override x3', 'series x0.5'])
  })

  it('begins and ends as scheduled, and stays what it is until then', () => {
    fees.noteEvent(event('3'), 20)
    fees.noteChange(change(50, '4', EVENT), 20)
    fees.noteChange(change(70, undefined, EVENT), 20)
    expect([said(49), said(50), said(69), said(70)]).toEqual([
      'event-override x3',
      'event-override x4',
      'event-override x4',
      'series x0.5',
    ])
  })

  it('that is scheduled is not undone by an event read before its time', () => {
    fees.noteChange(change(50, '4', EVENT), 20)
    fees.noteEvent(event(), 30)
    expect([said(40), said(50)]).toEqual(['series x0.5', 'event-override x4'])
  })

  it('of which one half is missing is completed by what is assumed anyway', () => {
    fees.noteEvent({ ...event(), feeTypeOverride: 'quadratic' }, 20)
    expect(said(30)).toBe('event-override x1')
    fees.noteEvent({ ...event(), feeMultiplierOverride: '3' }, 40)
    expect(said(40)).toBe('event-override x3')
  })

  it('may come and go over the stream', () => {
    fees.noteUpdate({ eventId: EVENT, feeType: 'quadratic', feeMultiplier: '0' }, 20)
    fees.noteUpdate({ eventId: EVENT }, 30)
    expect([said(19), said(20), said(29), said(30)]).toEqual([
      'series x0.5',
      'event-override x0',
      'event-override x0',
      'series x0.5',
    ])
  })

  it('of a type without a published table is assumed, not priced as if nothing were charged', () => {
    fees.noteEvent({ ...event('0'), feeTypeOverride: 'flat' }, 20)
    expect(said(30)).toBe('assumed x1')
  })
})

prop.prop([fc.array(fc.tuple(fc.nat(9), fc.nat(90), fc.nat(90)), { maxLength: 6 }), fc.nat(100)], {
  seed: 3,
})('a record is never used for a quote of before it is known to hold', (notes, atMs) => {
  fees = new FeeBook()
  for (const [multiplier, updatedMs, readMs] of notes) {
    fees.noteSeries(series(String(multiplier), updatedMs), readMs)
  }
  const known = notes.filter(([, updatedMs, readMs]) => Math.min(updatedMs, readMs) <= atMs)
  const { origin, multiplier } = rateAt(atMs)
  expect(origin).toBe(known.length === 0 ? 'assumed' : 'series')
  if (known.length > 0) expect(known.map(([own]) => String(own))).toContain(multiplier.toFixed())
})

describe('when a fee last changed', () => {
  it('is never, then the last moment that is past, whatever is to come', () => {
    expect(fees.lastChangeMs(100)).toBe(-Infinity)
    fees.noteSeries(series('0.5', 40), 60)
    fees.noteChange(change(80, '2'), 60)
    fees.noteChange(change(90, '3'), 60)
    expect([60, 79, 80, 89, 90, 500].map((ms) => fees.lastChangeMs(ms))).toEqual([
      40, 40, 80, 80, 90, 90,
    ])
    fees.noteUpdate({ eventId: EVENT, feeType: 'quadratic', feeMultiplier: '0' }, 85)
    expect([85, 90].map((ms) => fees.lastChangeMs(ms))).toEqual([85, 90])
  })

  it('is not when the same is said again', () => {
    expect(fees.noteSeries(series('0.5', 40), 60)).toBe(true)
    expect(fees.noteSeries(series('0.5'), 70)).toBe(false)
    expect(fees.noteEvent(event(), 70)).toBe(false)
    expect(fees.noteEvent(event('3'), 75)).toBe(true)
    expect(fees.noteEvent(event('3'), 80)).toBe(false)
    expect(fees.lastChangeMs(90)).toBe(75)
    expect(fees.noteEvent(event(), 90)).toBe(true)
    expect(fees.noteUpdate({ eventId: EVENT }, 95)).toBe(false)
  })

  it('keeps the first saying where one of an earlier time comes later', () => {
    fees.noteSeries(series('0.5'), 60)
    expect(fees.noteSeries(series('0.5', 40), 70)).toBe(true)
    expect([said(39), said(40), said(70)]).toEqual(['assumed x1', 'series x0.5', 'series x0.5'])
  })
})

const anyNote = fc.record({
  kind: fc.constantFrom('series', 'event', 'scheduled', 'update'),
  multiplier: fc.constantFrom('0', '0.5', undefined),
  gapMs: fc.integer({ min: 0, max: 20 }),
  offsetMs: fc.integer({ min: -40, max: 40 }),
})
prop.prop([fc.array(anyNote, { maxLength: 12 })], { seed: 3 })(
  'between the last change and now every fee is the same as now',
  (notes) => {
    const book = new FeeBook()
    let nowMs = 100
    for (const { kind, multiplier, gapMs, offsetMs } of notes) {
      nowMs += gapMs
      if (kind === 'series') book.noteSeries(series(multiplier ?? '2', nowMs + offsetMs), nowMs)
      if (kind === 'event') book.noteEvent(event(multiplier), nowMs)
      if (kind === 'scheduled') book.noteChange(change(nowMs + offsetMs, multiplier, EVENT), nowMs)
      if (kind === 'update') {
        book.noteUpdate(
          { eventId: EVENT, feeType: multiplier && 'quadratic', feeMultiplier: multiplier },
          nowMs,
        )
      }
      const market = { seriesId: SERIES, eventId: EVENT, waiverUntilMs: undefined }
      const at = (ms: number) => kalshiFeeRateAt(book.sourcesOf(market, ms), ms)
      for (const laterMs of [nowMs, nowMs + 15, nowMs + 60]) {
        const fromMs = Math.max(0, book.lastChangeMs(laterMs))
        for (let ms = fromMs; ms <= laterMs; ms += 1) expect(at(ms)).toEqual(at(laterMs))
      }
    }
  },
)
