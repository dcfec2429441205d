import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type Dated, factsAt, type Timeline, withFact, withoutFactsBefore } from './timeline.ts'

const fact = (fromMs: number, value: string): Dated<string> => ({ fromMs, value, key: value })
const lineOf = (facts: readonly Dated<string>[]): Timeline<string> =>
  facts.reduce<Timeline<string>>(withFact, [])
const at = (line: Timeline<string>, ms: number) => factsAt(line, ms).map(({ value }) => value)

describe('a timeline', () => {
  it('says what held at a moment, however the facts arrived', () => {
    const line = lineOf([fact(20, 'b'), fact(30, 'c'), fact(10, 'a')])
    expect([at(line, 9), at(line, 10), at(line, 29), at(line, 30), at(line, 99)]).toEqual([
      [],
      ['a'],
      ['b'],
      ['c'],
      ['c'],
    ])
  })

  it('keeps both of two that contradict each other at one moment, and one of two equal ones', () => {
    const line = lineOf([fact(10, 'b'), fact(10, 'a'), fact(10, 'b')])
    expect(at(line, 10)).toEqual(['a', 'b'])
    expect(withFact(line, fact(10, 'a'))).toBe(line)
  })
})

const facts = fc.array(
  fc.tuple(fc.nat(20), fc.constantFrom('a', 'b', 'c')).map(([ms, value]) => fact(ms, value)),
  { maxLength: 12 },
)

prop.prop([facts, fc.infiniteStream(fc.nat())])('is the same for every order', (all, keys) => {
  const shuffled = all
    .map((one) => ({ one, key: keys.next().value as number }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ one }) => one)
  expect(lineOf(shuffled)).toEqual(lineOf(all))
})

prop.prop([facts, fc.nat(20), fc.nat(20)])(
  'answers later questions as before once earlier facts are forgotten',
  (all, cut, later) => {
    const line = lineOf(all)
    const shorter = withoutFactsBefore(line, cut)
    expect(at(shorter, cut + later)).toEqual(at(line, cut + later))
    expect(shorter.filter(({ fromMs }) => fromMs < cut).length).toBe(
      factsAt(line, cut).filter(({ fromMs }) => fromMs < cut).length,
    )
  },
)
