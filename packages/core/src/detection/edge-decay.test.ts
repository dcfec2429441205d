import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { type EdgeDecay, type EdgeEvent, stepEdgeDecay } from './edge-decay.ts'

const at = (atMs: number, edge: string | number): EdgeEvent => ({
  tag: 'seen',
  atMs,
  edgeDollars: new Decimal(edge),
})
const goneAt = (atMs: number): EdgeEvent => ({ tag: 'gone', atMs })

function lifeOf(...events: readonly EdgeEvent[]): EdgeDecay {
  let decay: EdgeDecay | undefined
  for (const event of events) decay = stepEdgeDecay(decay, event)
  if (decay === undefined) throw new Error('no events')
  return decay
}

describe('stepEdgeDecay', () => {
  it('begins with the first sighting', () => {
    expect(lifeOf(at(100, '0.05'))).toEqual({
      firstSeenMs: 100,
      best: { atMs: 100, edgeDollars: new Decimal('0.05') },
      lastSeen: { atMs: 100, edgeDollars: new Decimal('0.05') },
      goneMs: undefined,
      halfLife: undefined,
      appearances: 1,
      atMs: 100,
    })
  })

  it('keeps the best and when it was first seen, and the last', () => {
    const life = lifeOf(at(0, '0.03'), at(5, '0.06'), at(9, '0.06'), at(12, '0.05'))
    expect([life.firstSeenMs, life.best.atMs, life.lastSeen.atMs]).toEqual([0, 5, 12])
    expect(life.best.edgeDollars.toFixed()).toBe('0.06')
    expect(life.lastSeen.edgeDollars.toFixed()).toBe('0.05')
  })

  it('knows the half-life as the interval in which it was halved, half included', () => {
    const falling = [at(0, '0.03'), at(10, '0.06'), at(15, '0.05'), at(25, '0.04')]
    expect(lifeOf(...falling).halfLife).toBeUndefined()
    expect(lifeOf(...falling, at(40, '0.030001')).halfLife).toBeUndefined()
    const half = lifeOf(...falling, at(40, '0.03'))
    expect(half.halfLife).toEqual({ lowerMs: 15, upperMs: 30 })
    // What comes later changes nothing of the first time.
    expect(lifeOf(...falling, at(40, '0.03'), at(50, '0.05'), at(60, '0.01')).halfLife).toEqual({
      lowerMs: 15,
      upperMs: 30,
    })
  })

  it('begins the half-life anew with a new best', () => {
    const events = [at(0, '0.04'), at(10, '0.01'), at(20, '0.05')]
    expect(lifeOf(...events.slice(0, 2)).halfLife).toEqual({ lowerMs: 0, upperMs: 10 })
    expect(lifeOf(...events).halfLife).toBeUndefined()
    expect(lifeOf(...events, at(32, '0.02')).halfLife).toEqual({ lowerMs: 0, upperMs: 12 })
    // The same edge again is no new best.
    expect(lifeOf(at(0, '0.04'), at(10, '0.01'), at(20, '0.04')).halfLife).toEqual({
      lowerMs: 0,
      upperMs: 10,
    })
  })

  it('takes what is gone for halved', () => {
    const life = lifeOf(at(0, '0.04'), at(7, '0.035'), goneAt(9))
    expect(life).toMatchObject({ goneMs: 9, halfLife: { lowerMs: 7, upperMs: 9 }, atMs: 9 })
    expect(life.lastSeen.atMs).toBe(7)
    expect(lifeOf(at(0, '0.04'), at(3, '0.01'), goneAt(9)).halfLife).toEqual({
      lowerMs: 0,
      upperMs: 3,
    })
  })

  it('is gone from when it was first found so, until it is seen again', () => {
    expect(lifeOf(at(0, 1), goneAt(2), goneAt(5))).toMatchObject({ goneMs: 2, atMs: 5 })
    const back = lifeOf(at(0, 1), goneAt(2), goneAt(5), at(8, '0.9'), at(9, '0.8'))
    expect(back).toMatchObject({
      firstSeenMs: 0,
      goneMs: undefined,
      appearances: 2,
      halfLife: { lowerMs: 0, upperMs: 2 },
    })
    expect(back.lastSeen.atMs).toBe(9)
    expect(lifeOf(at(0, 1), goneAt(2), at(8, 2))).toMatchObject({
      best: { atMs: 8 },
      halfLife: undefined,
      appearances: 2,
    })
  })

  it('takes two events at one time in their order', () => {
    expect(lifeOf(at(5, 4), at(5, 1))).toMatchObject({ halfLife: { lowerMs: 0, upperMs: 0 } })
    expect(lifeOf(at(5, 1), at(5, 4)).halfLife).toBeUndefined()
  })

  it.each<readonly [string, readonly EdgeEvent[], RegExp]>([
    ['a time before the last', [at(5, 1), at(4, 1)], /order of time, got 4 after 5/],
    ['a time before it was gone', [at(1, 1), goneAt(5), at(4, 1)], /order of time/],
    ['gone before the last', [at(5, 1), goneAt(4)], /order of time/],
    ['gone before it was seen', [goneAt(4)], /before it was seen/],
    ['no edge', [at(5, 0)], /above 0/],
    ['an edge below 0', [at(5, 1), at(6, '-0.01')], /above 0/],
    ['an edge without end', [at(5, 'Infinity')], /above 0/],
    ['an edge that is none', [at(5, 'NaN')], /above 0/],
    ['a broken time', [at(0.5, 1)], /whole milliseconds/],
    ['no time', [at(1, 1), goneAt(Number.NaN)], /whole milliseconds/],
  ])('refuses %s', (_what, events, message) => {
    expect(() => lifeOf(...events)).toThrow(InvalidInputError)
    expect(() => lifeOf(...events)).toThrow(message)
  })
})

const events = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 50 }),
      fc.option(fc.integer({ min: 1, max: 20 }), { freq: 5, nil: undefined }),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) => {
    let atMs = 0
    return all.map(
      ([gap, edge], index): EdgeEvent =>
        edge === undefined && index > 0 ? goneAt((atMs += gap)) : at((atMs += gap), edge ?? 5),
    )
  })

describe('whatever is seen', () => {
  prop.prop([events])('no edge is above the best, and first ≤ best ≤ last', (all) => {
    const life = lifeOf(...all)
    const seen = all.flatMap((each) => (each.tag === 'seen' ? each : []))
    expect(seen.every(({ edgeDollars }) => edgeDollars.lte(life.best.edgeDollars))).toBe(true)
    expect(seen.find(({ edgeDollars }) => edgeDollars.eq(life.best.edgeDollars))?.atMs).toBe(
      life.best.atMs,
    )
    expect([life.firstSeenMs, life.lastSeen.atMs]).toEqual([seen[0]?.atMs, seen.at(-1)?.atMs])
    expect(life.firstSeenMs).toBeLessThanOrEqual(life.best.atMs)
    expect(life.best.atMs).toBeLessThanOrEqual(life.lastSeen.atMs)
    expect(life.goneMs === undefined).toBe(all.at(-1)?.tag === 'seen')
  })

  prop.prop([events])('the half-life is what going through all of it again finds', (all) => {
    const life = lifeOf(...all)
    const values = all.map((each) => (each.tag === 'seen' ? Number(each.edgeDollars.toFixed()) : 0))
    const best = values.indexOf(Math.max(...values))
    const halved = values.findIndex((value, index) => index > best && value <= values[best]! / 2)
    expect(life.halfLife).toEqual(
      halved === -1
        ? undefined
        : {
            lowerMs: all[halved - 1]!.atMs - all[best]!.atMs,
            upperMs: all[halved]!.atMs - all[best]!.atMs,
          },
    )
  })

  prop.prop([
    fc.integer({ min: 1, max: 1000 }),
    fc.integer({ min: 1, max: 40 }),
    fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 30 }),
  ])('the bounds contain the true crossing of a falling curve', (height, slope, gaps) => {
    // The curve height − slope·t, whose half is crossed at height/(2·slope).
    let atMs = 0
    const samples = [0, ...gaps.map((gap) => (atMs += gap))]
    const life = lifeOf(
      ...samples.map((t) => {
        const edge = height - slope * t
        return edge > 0 ? at(t, edge) : goneAt(t)
      }),
    )
    const crossing = height / (2 * slope)
    if (life.halfLife === undefined) {
      expect(crossing).toBeGreaterThan(atMs)
      return
    }
    expect(life.halfLife.lowerMs).toBeLessThan(crossing)
    expect(life.halfLife.upperMs).toBeGreaterThanOrEqual(crossing)
  })

  prop.prop([fc.integer({ min: 100, max: 400 })])('the state does not grow', (count) => {
    const many = Array.from({ length: count }, (_, index) => at(index, 1 + (index % 7)))
    const sizeOf = (life: EdgeDecay) => JSON.stringify(life).length
    expect(sizeOf(lifeOf(...many))).toBeLessThanOrEqual(sizeOf(lifeOf(...many.slice(0, 8))) + 40)
  })
})
