import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import {
  ASSUMED_FEE_TYPE,
  FEE_MULTIPLIER_MAX,
  type KalshiFeeRecord,
  type KalshiFeeSources,
  kalshiFeeRateAt,
} from './kalshi-rates.ts'

const NOON = Date.UTC(2026, 7, 7, 12)
const HOUR = 3_600_000

function record(
  feeMultiplier: string,
  knownFromMs: number,
  feeType = 'quadratic',
): KalshiFeeRecord {
  return { feeType, feeMultiplier, knownFromMs }
}

function read(sources: KalshiFeeSources, atMs = NOON) {
  const { origin, feeType, multiplier, assumedBecause } = kalshiFeeRateAt(sources, atMs)
  return { origin, feeType, multiplier: multiplier.toFixed(), assumedBecause }
}

const ALL: KalshiFeeSources = {
  waiverUntilMs: NOON,
  eventOverride: record('0.5', NOON - HOUR, 'quadratic_with_maker_fees'),
  series: [record('1', NOON - 2 * HOUR)],
}

describe('which fee is in force', () => {
  it('a waiver goes before everything, until it ends', () => {
    const waived = { origin: 'waiver', feeType: 'quadratic', multiplier: '0' }
    expect(read(ALL, NOON - 1)).toMatchObject(waived)
    expect(read({ waiverUntilMs: NOON }, NOON - 1)).toMatchObject(waived)
    expect(read(ALL, NOON).origin).toBe('event-override')
  })

  it("an event's override goes before the series, from the moment it is known", () => {
    expect(read(ALL)).toEqual({
      origin: 'event-override',
      feeType: 'quadratic_with_maker_fees',
      multiplier: '0.5',
      assumedBecause: undefined,
    })
    const later = { ...ALL, eventOverride: record('0.5', NOON + 1) }
    expect(read(later)).toMatchObject({ origin: 'series', multiplier: '1' })
    expect(read(later, NOON + 1)).toMatchObject({ origin: 'event-override', multiplier: '0.5' })
  })

  it('of the series the latest record that was known then, whatever their order', () => {
    const series = [
      record('2', NOON),
      record('3', NOON + 1),
      record('1', NOON - HOUR),
      record('0', NOON - 2 * HOUR),
    ]
    expect(read({ series })).toMatchObject({ origin: 'series', multiplier: '2' })
    expect(read({ series }, NOON - 1)).toMatchObject({ origin: 'series', multiplier: '1' })
    expect(read({ series }, NOON - 2 * HOUR)).toMatchObject({ origin: 'series', multiplier: '0' })
  })

  it('of two records of one moment the one said last', () => {
    const series = [record('1', NOON), record('2', NOON)]
    expect(read({ series }).multiplier).toBe('2')
  })
})

describe('what is not known is priced at multiplier 1 and says so', () => {
  it.each([
    ['nothing at all', {}, 'no fee record of this series'],
    ['an empty list', { series: [] }, 'no fee record of this series'],
    [
      'only later records',
      { series: [record('0', NOON + 1)] },
      'every fee record of this series is later than the quote',
    ],
    ['a type that is new', { series: [record('0', NOON, 'cubic')] }, 'unknown fee type "cubic"'],
    [
      'a type without a table',
      { series: [record('0', NOON, 'flat')] },
      'fee type "flat" has no published table here',
    ],
    [
      'an override of a new type: the series says nothing about it',
      { eventOverride: record('0', NOON, 'cubic'), series: [record('0', NOON)] },
      'unknown fee type "cubic"',
    ],
  ] as const)('%s', (_what, sources, assumedBecause) => {
    expect(read(sources)).toEqual({
      origin: 'assumed',
      feeType: ASSUMED_FEE_TYPE,
      multiplier: '1',
      assumedBecause,
    })
  })

  it('a type named like a member of every object is unknown too', () => {
    expect(read({ series: [record('0', NOON, 'constructor')] }).origin).toBe('assumed')
  })
})

describe('multipliers', () => {
  it.each(['0', '0.5', '1.25', '10', '10.0'])('takes %s', (text) => {
    expect(Number(read({ series: [record(text, NOON)] }).multiplier)).toBe(Number(text))
  })

  it.each(['', '-1', '+1', '1e1', '.5', '1.', 'NaN', 'Infinity', '10.01', '11', ' 1', '1,5'])(
    'refuses %j',
    (text) => {
      const call = () => read({ series: [record(text, NOON)] })
      expect(call).toThrow(InvalidInputError)
      expect(call).toThrow(JSON.stringify(text))
    },
  )
})

const moment = fc.integer({ min: NOON - 50, max: NOON + 50 })
const text = fc.integer({ min: 0, max: FEE_MULTIPLIER_MAX * 100 }).map((n) => (n / 100).toFixed(2))
const anyRecord = fc
  .tuple(text, moment, fc.constantFrom('quadratic', 'quadratic_with_maker_fees', 'flat', 'new'))
  .map(([multiplier, at, type]) => record(multiplier, at, type))
const sources = fc.record({
  waiverUntilMs: fc.option(moment, { nil: undefined }),
  eventOverride: fc.option(anyRecord, { nil: undefined }),
  series: fc.uniqueArray(anyRecord, { maxLength: 6, selector: (r) => r.knownFromMs }),
})

describe('properties', () => {
  prop.prop([sources, moment])('what becomes known later changes nothing before', (all, atMs) => {
    const until = (r: KalshiFeeRecord | undefined) => (r && r.knownFromMs <= atMs ? r : undefined)
    const known: KalshiFeeSources = {
      waiverUntilMs: all.waiverUntilMs,
      eventOverride: until(all.eventOverride),
      series: all.series.filter((r) => until(r) !== undefined),
    }
    const [now, then] = [read(all, atMs), read(known, atMs)]
    expect({ ...now, assumedBecause: '' }).toEqual({ ...then, assumedBecause: '' })
  })

  prop.prop([sources, moment])('the order of the records does not matter', (all, atMs) => {
    expect(read({ ...all, series: all.series.toReversed() }, atMs)).toEqual(read(all, atMs))
  })

  prop.prop([sources, moment])('a reason stands exactly where the fee is assumed', (all, atMs) => {
    const { origin, assumedBecause } = read(all, atMs)
    expect(assumedBecause === undefined).toBe(origin !== 'assumed')
  })
})
