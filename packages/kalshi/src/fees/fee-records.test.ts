import { InvalidInputError, kalshiFeeRateAt } from '@arbkit/core'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { feeAsOf, type FeeMarket } from './fee-as-of.ts'
import { type FeeEvent, feeRecordsOf, forgetFeesBefore } from './fee-records.ts'

const MARKET: FeeMarket = {
  marketId: 'KXMLBGAME-26AUG072145TBSEA-SEA',
  eventId: 'KXMLBGAME-26AUG072145TBSEA',
  seriesId: 'KXMLBGAME',
}

const read = (feeMultiplier: string, atMs: number, updatedMs?: number): FeeEvent => ({
  tag: 'series-read',
  fees: { seriesId: MARKET.seriesId, feeType: 'quadratic', feeMultiplier, updatedMs },
  atMs,
})
const scheduled = (effectiveMs: number, multiplier?: string, eventId?: string): FeeEvent => ({
  tag: 'change-scheduled',
  change: {
    id: 'c',
    seriesId: MARKET.seriesId,
    eventId,
    feeType: multiplier && 'quadratic',
    feeMultiplier: multiplier,
    effectiveMs,
  },
})
const override = (
  atMs: number,
  feeMultiplier?: string,
  tag: 'event-read' | 'event-update' = 'event-update',
  feeType = feeMultiplier && 'quadratic',
): Extract<FeeEvent, { tag: 'event-read' | 'event-update' }> => ({
  tag,
  eventId: MARKET.eventId,
  feeType,
  feeMultiplier,
  atMs,
})
const waiver = (atMs: number, waiverUntilMs?: number): FeeEvent => ({
  tag: 'market-read',
  marketId: MARKET.marketId,
  waiverUntilMs,
  atMs,
})

/** `series x0.5 since 40`. */
const said = (events: readonly FeeEvent[], atMs: number, market = MARKET): string => {
  const { rate, sinceMs } = feeAsOf(feeRecordsOf(events), market, atMs)
  return `${rate.origin} x${rate.multiplier.toFixed()} since ${sinceMs}`
}

describe('the fee of a series as of a time', () => {
  it('is assumed and says why where nothing was known then', () => {
    const nothing = feeAsOf(feeRecordsOf([]), MARKET, 100)
    expect(nothing.rate).toMatchObject({
      origin: 'assumed',
      feeType: 'quadratic_with_maker_fees',
      assumedBecause: 'no fee record of this series',
    })
    expect(nothing).toMatchObject({ sinceMs: undefined, source: undefined, isContested: false })
    expect(feeAsOf(feeRecordsOf([read('0.5', 60)]), MARKET, 59).rate.assumedBecause).toBe(
      'every fee record of this series is later',
    )
    expect(said([read('0.5', 60)], 60, { ...MARKET, seriesId: 'KXNFLGAME' })).toMatch(/^assumed/)
  })

  it("holds since the venue's last change of the series, or since it was read", () => {
    const events = [read('0.5', 60, 40)]
    expect(said(events, 39)).toBe('assumed x1 since undefined')
    expect(said(events, 40)).toBe('series x0.5 since 40')
    expect(said(events, 60)).toBe('series x0.5 since 60')
    expect(said([read('0.5', 60, 90)], 59)).toBe('assumed x1 since undefined')
  })

  it('changes at the scheduled moment, and a later reading is stronger than the schedule', () => {
    const events = [read('0.5', 20), scheduled(80, '2')]
    expect([said(events, 79), said(events, 80)]).toEqual([
      'series x0.5 since 20',
      'series x2 since 80',
    ])
    // Read after the change should have come: it did not.
    expect(said([...events, read('0.5', 90, 10)], 90)).toBe('series x0.5 since 90')
    expect(said([...events, read('0.5', 90, 10)], 85)).toBe('series x2 since 80')
  })

  it('of two things said of one moment is the dearer one, and says that it was contested', () => {
    for (const events of [
      [read('2', 60), read('0.5', 60)],
      [read('0.5', 60), read('2', 60)],
    ]) {
      expect(feeAsOf(feeRecordsOf(events), MARKET, 60)).toMatchObject({ isContested: true })
      expect(said(events, 60)).toBe('series x2 since 60')
    }
    // The same from two sources is no contradiction.
    const agreeing = feeRecordsOf([read('2', 60), scheduled(60, '2')])
    expect(feeAsOf(agreeing, MARKET, 60).isContested).toBe(false)
  })

  it('of two that cost takers the same is the one dearer to makers', () => {
    const withMakers: FeeEvent = {
      tag: 'series-read',
      fees: {
        seriesId: MARKET.seriesId,
        feeType: 'quadratic_with_maker_fees',
        feeMultiplier: '1',
        updatedMs: undefined,
      },
      atMs: 60,
    }
    for (const events of [
      [read('1', 60), withMakers],
      [withMakers, read('1', 60)],
    ]) {
      const { rate } = feeAsOf(feeRecordsOf(events), MARKET, 60)
      expect(rate.feeType).toBe('quadratic_with_maker_fees')
    }
  })

  it('of a type that is not known is assumed, not priced', () => {
    const event = read('0', 60)
    if (event.tag !== 'series-read') throw new Error('unreachable')
    const cubic: FeeEvent = { ...event, fees: { ...event.fees, feeType: 'cubic' } }
    expect(feeAsOf(feeRecordsOf([cubic]), MARKET, 60).rate).toMatchObject({
      origin: 'assumed',
      assumedBecause: 'unknown fee type "cubic"',
    })
  })

  it('with a multiplier that can not be is refused, not guessed', () => {
    expect(() => said([read('11', 60)], 60)).toThrow(InvalidInputError)
  })
})

describe("an event's override and a market's waiver", () => {
  const base = read('0.5', 0)

  it('go before the series, the waiver before the override, each while it lasts', () => {
    const events = [base, override(20, '3'), waiver(30, 50)]
    expect([19, 20, 29, 30, 49, 50].map((ms) => said(events, ms))).toEqual([
      'series x0.5 since 0',
      'event-override x3 since 20',
      'event-override x3 since 20',
      'waiver x0 since 30',
      'waiver x0 since 30',
      'event-override x3 since 20',
    ])
  })

  it.each(['event-read', 'event-update'] as const)('null clears an override: %s', (tag) => {
    const events = [base, override(20, '3', tag), override(30, undefined, tag)]
    expect([said(events, 29), said(events, 30)]).toEqual([
      'event-override x3 since 20',
      'series x0.5 since 0',
    ])
  })

  it('a scheduled override begins and ends at its moments, and is not undone by an earlier reading', () => {
    const events = [
      base,
      scheduled(50, '4', MARKET.eventId),
      scheduled(70, undefined, MARKET.eventId),
      override(30, undefined, 'event-read'),
    ]
    expect([49, 50, 69, 70].map((ms) => said(events, ms))).toEqual([
      'series x0.5 since 0',
      'event-override x4 since 50',
      'event-override x4 since 50',
      'series x0.5 since 0',
    ])
    expect(said(events, 60, { ...MARKET, eventId: 'another' })).toBe('series x0.5 since 0')
  })

  it('set and cleared in one moment is the dearer of override and series', () => {
    expect(said([base, override(20, '3'), override(20)], 20)).toBe('event-override x3 since 20')
    expect(said([base, override(20), override(20, '0')], 20)).toBe('series x0.5 since 0')
  })

  it('half an override is assumed, and never cheaper than the half that was stated', () => {
    const noType = feeAsOf(
      feeRecordsOf([base, { ...override(20, '3'), feeType: undefined }]),
      MARKET,
      20,
    )
    expect([noType.rate.origin, noType.rate.multiplier.toFixed(), noType.rate.feeType]).toEqual([
      'assumed',
      '3',
      'quadratic_with_maker_fees',
    ])
    expect(noType.rate.assumedBecause).toBe('override without a fee type')
    const noMultiplier = { ...override(20), feeType: 'quadratic' }
    expect(feeAsOf(feeRecordsOf([base, noMultiplier]), MARKET, 20).rate.assumedBecause).toBe(
      'override without a multiplier',
    )
  })

  it('a waiver that was taken back, or is contested, is none', () => {
    expect(said([base, waiver(10, 99), waiver(20)], 30)).toBe('series x0.5 since 0')
    expect(said([base, waiver(10, 99), waiver(10)], 30)).toBe('series x0.5 since 0')
    // Nobody knew of it then.
    expect(said([base, waiver(10, 99)], 9)).toBe('series x0.5 since 0')
  })
})

const moment = fc.nat(30)
const multiplier = fc.constantFrom('0', '0.5', '1', '2')
const optional = fc.option(multiplier, { nil: undefined })
const anyEvent: fc.Arbitrary<FeeEvent> = fc.oneof(
  fc.tuple(multiplier, moment, fc.option(moment, { nil: undefined })).map((all) => read(...all)),
  fc.tuple(moment, multiplier).map(([ms, text]) => scheduled(ms, text)),
  fc.tuple(moment, optional).map(([ms, text]) => scheduled(ms, text, MARKET.eventId)),
  fc
    .tuple(moment, optional, fc.constantFrom('event-read' as const, 'event-update' as const))
    .map((all) => override(...all)),
  fc.tuple(moment, fc.option(moment, { nil: undefined })).map((all) => waiver(...all)),
)
const events = fc.array(anyEvent, { maxLength: 10 })

describe('properties', () => {
  prop.prop([events, moment, fc.infiniteStream(fc.nat())])(
    'the order of arrival does not matter, nor how often a fact arrives',
    (all, atMs, keys) => {
      const shuffled = [...all, ...all.slice(0, 3)]
        .map((one) => ({ one, key: keys.next().value as number }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one)
      const known = feeRecordsOf(shuffled.slice(4), feeRecordsOf(shuffled.slice(0, 4)))
      expect(feeAsOf(known, MARKET, atMs)).toEqual(feeAsOf(feeRecordsOf(all), MARKET, atMs))
    },
  )

  prop.prop([events, moment, moment])('forgetting changes no later answer', (all, cut, later) => {
    const known = feeRecordsOf(all)
    expect(feeAsOf(forgetFeesBefore(known, cut), MARKET, cut + later).rate.multiplier).toEqual(
      feeAsOf(known, MARKET, cut + later).rate.multiplier,
    )
  })

  prop.prop([fc.uniqueArray(moment, { maxLength: 6 }), moment])(
    'readings alone are what core makes of the same records',
    (moments, atMs) => {
      const all = moments.map((ms, index) => read(String(index), ms))
      const series = moments.map((knownFromMs, index) => ({
        feeType: 'quadratic',
        feeMultiplier: String(index),
        knownFromMs,
      }))
      const own = feeAsOf(feeRecordsOf(all), MARKET, atMs).rate
      const core = kalshiFeeRateAt({ series }, atMs)
      expect([own.origin, own.multiplier]).toEqual([core.origin, core.multiplier])
    },
  )
})
