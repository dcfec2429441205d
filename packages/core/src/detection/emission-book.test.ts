import { fc, test as prop } from '@fast-check/vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { microdollars } from '../units/money.ts'
import { describe, expect, it } from 'vitest'
import { EmissionBook } from './emission-book.ts'
import type { EmissionEvent } from './emission-event.ts'
import { EMISSION_RULES, type EmissionRules, NOTHING_EMITTED, stepEmission } from './emission.ts'

interface Drawn {
  readonly tag: 'seen' | 'gone' | 'tick'
  readonly id: string
  readonly afterMs: number
  readonly profit: number
  readonly decisionAgeMs: number
  readonly quoteAgeMs: number
}

const anyEvent: fc.Arbitrary<Drawn> = fc.record({
  tag: fc.constantFrom<Drawn['tag'][]>('seen', 'seen', 'seen', 'gone', 'tick'),
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  afterMs: fc.constantFrom(0, 0, 10, 700, 2500),
  profit: fc.constantFrom(1_000_000, 1_100_000, 5_000_000),
  decisionAgeMs: fc.constantFrom(0, 0, 40, 900),
  quoteAgeMs: fc.constantFrom(0, 0, 50, 3000),
})

function eventOf(drawn: Drawn, atMs: number): EmissionEvent {
  const { tag, id, profit, decisionAgeMs, quoteAgeMs } = drawn
  if (tag === 'tick') return { tag, atMs }
  if (tag === 'gone') return { tag, atMs, id, decisionAgeMs }
  const legs = [{ venue: 'kalshi', instrument: id, price: '0.4000', quantity: '10.00' }]
  return {
    tag: 'seen',
    atMs,
    opportunity: {
      id,
      tag: 'locked',
      profit: microdollars(profit),
      returnOnCapital: new Decimal(profit).div(100_000_000),
      legs,
    },
    decisionAgeMs,
    quoteAges: [{ venue: 'kalshi', ageMs: quoteAgeMs, ageMsMax: 2000 }],
  }
}

const RULES: EmissionRules = { ...EMISSION_RULES, decisionAgeMsMax: 500, memoryMs: 3000, idsMax: 3 }

describe('EmissionBook', () => {
  const tags = new Set<string>()

  prop.prop([fc.array(anyEvent, { maxLength: 60 })], { seed: 11, numRuns: 300 })(
    'tells what the reducer tells, event by event',
    (drawn) => {
      const book = new EmissionBook(RULES)
      let state = NOTHING_EMITTED
      let atMs = 0
      for (const each of drawn) {
        atMs += each.afterMs
        const event = eventOf(each, atMs)
        const step = stepEmission(state, event, RULES)
        state = step.state
        const { emissions, dropped } = step
        expect(book.step(event)).toEqual({ emissions, dropped })
        for (const told of emissions) tags.add(told.tag === 'expired' ? told.cause : told.tag)
        for (const { reason } of dropped) tags.add(reason)
      }
    },
  )

  it('was told of everything there is', () => {
    expect([...tags].toSorted()).toEqual(
      ['evicted', 'gone', 'opportunity', 'stale', 'superseded', 'unseen'].toSorted(),
    )
  })

  it('leaves a state that the reducer was given as it was', () => {
    const seen = eventOf(
      { tag: 'seen', id: 'a', afterMs: 0, profit: 1_000_000, decisionAgeMs: 0, quoteAgeMs: 0 },
      5,
    )
    const { state } = stepEmission(NOTHING_EMITTED, seen, RULES)
    stepEmission(state, { tag: 'gone', atMs: 6, id: 'a', decisionAgeMs: 0 }, RULES)
    expect([NOTHING_EMITTED.known.size, state.known.get('a')?.isLive]).toEqual([0, true])
  })

  it('refuses rules out of range, and a time before the last one', () => {
    expect(() => new EmissionBook({ ...RULES, idsMax: 0 })).toThrow(InvalidInputError)
    const book = new EmissionBook(RULES)
    book.step({ tag: 'tick', atMs: 7 })
    expect(() => book.step({ tag: 'tick', atMs: 6 })).toThrow('events come in the order of time')
  })
})
