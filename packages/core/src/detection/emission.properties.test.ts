import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Decimal } from '../units/decimal.ts'
import { microdollars } from '../units/money.ts'
import { EMISSION_RULES, type EmissionRules, NOTHING_EMITTED, stepEmission } from './emission.ts'
import type { Emission, EmissionEvent } from './emission-event.ts'
import type { Fingerprint, OpportunityKind } from './material-change.ts'

const RULES: EmissionRules = {
  ...EMISSION_RULES,
  decisionAgeMsMax: 20,
  memoryMs: 60,
  idsMax: 3,
}

const fingerprint: fc.Arbitrary<Fingerprint> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  tag: fc.constantFrom<OpportunityKind>('locked', 'locked', 'conditional', 'value'),
  profit: fc.integer({ min: 0, max: 8 }).map((n) => microdollars(n * 300_000)),
  returnOnCapital: fc.constant(new Decimal('0.01')),
  legs: fc.constantFrom('draftkings', 'draftkings', 'fanduel').map((venue) => [
    { venue: 'kalshi', instrument: 'T yes', price: '0.43', quantity: '1' },
    { venue, instrument: 'Bears', price: '+150', quantity: '1' },
  ]),
})
const decisionAgeMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 25 }))
const happening: fc.Arbitrary<EmissionEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      tag: fc.constant('seen' as const),
      atMs: fc.constant(0),
      opportunity: fingerprint,
      decisionAgeMs,
      quoteAges: fc
        .constantFrom(0, 0, 0, 0, 5, 6)
        .map((ageMs) => [{ venue: 'kalshi', ageMs, ageMsMax: 5 }]),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      tag: fc.constant('gone' as const),
      atMs: fc.constant(0),
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      decisionAgeMs,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ tag: 'tick' as const, atMs: 0 }) },
)
/** Events some milliseconds apart, now and then longer than anything is remembered. */
const story = fc
  .array(fc.tuple(happening, fc.constantFrom(0, 1, 3, 8, 8, 70)), { maxLength: 40 })
  .map((all) => {
    let atMs = 1000
    return all.map(([event, gap]): EmissionEvent => ({ ...event, atMs: (atMs += gap) }))
  })

function tell(events: readonly EmissionEvent[]): readonly Emission[] {
  let state = NOTHING_EMITTED
  return events.flatMap((event) => {
    const step = stepEmission(state, event, RULES)
    state = step.state
    return step.emissions
  })
}

/** Emissions without what is only carried along. */
const shape = (each: Emission): string =>
  each.tag === 'expired'
    ? `${each.atMs} ${each.id} ${each.cause}`
    : `${each.atMs} ${each.id} ${each.reasons.join('+')}`

/**
 * The same told plainly: for every event, everything is looked up in a list of what was ever heard.
 */
function plainly(events: readonly EmissionEvent[]): string[] {
  interface Entry {
    id: string
    last: Fingerprint
    live: boolean
    decided: number
    heard: number
    turn: number
  }
  let entries: Entry[] = []
  const lines: string[] = []
  for (const [turn, event] of events.entries()) {
    const now = event.atMs
    const forgotten = entries.filter(({ heard }) => now > heard + 60)
    for (const { id, live } of forgotten.toSorted((a, b) => a.turn - b.turn)) {
      if (live) lines.push(`${now} ${id} unseen`)
    }
    entries = entries.filter((entry) => !forgotten.includes(entry))
    if (event.tag === 'tick') continue
    const id = event.tag === 'gone' ? event.id : event.opportunity.id
    const known = entries.find((entry) => entry.id === id)
    const decided = now - event.decisionAgeMs
    if (known !== undefined && known.decided > decided) continue
    const isBad =
      event.tag === 'gone' ||
      event.decisionAgeMs > 20 ||
      event.quoteAges.some(({ ageMs }) => ageMs > 5)
    if (isBad) {
      if (known === undefined) continue
      if (known.live) lines.push(`${now} ${id} ${event.tag === 'gone' ? 'gone' : 'stale'}`)
      Object.assign(known, { live: false, decided, heard: now, turn })
      continue
    }
    const next = event.opportunity
    const changes: string[] = []
    if (known === undefined) changes.push('new')
    else if (!known.live) changes.push('returned')
    else {
      const { last } = known
      if (last.tag !== next.tag) changes.push('kind')
      const change = Math.abs(last.profit - next.profit)
      if (change > 500_000 && change * 20 > last.profit) changes.push('profit')
      if (last.legs[1]?.venue !== next.legs[1]?.venue) changes.push('legs')
    }
    if (known === undefined && entries.length === 3) {
      const [out] = entries.toSorted((a, b) => Number(a.live) - Number(b.live) || a.turn - b.turn)
      if (out?.live === true) lines.push(`${now} ${out.id} evicted`)
      entries = entries.filter((entry) => entry !== out)
    }
    if (changes.length > 0) lines.push(`${now} ${id} ${changes.join('+')}`)
    const last = known === undefined || changes.length > 0 ? next : known.last
    entries = entries.filter((entry) => entry !== known)
    entries.push({ id, last, live: true, decided, heard: now, turn })
  }
  return lines
}

describe('whatever happens', () => {
  prop.prop([story])('the messages are those of a plain account of the rules', (events) => {
    expect(tell(events).map(shape)).toEqual(plainly(events))
  })

  prop.prop([story])('two messages in a row about one id are never the same', (events) => {
    const last = new Map<string, Emission>()
    for (const emission of tell(events)) {
      const before = last.get(emission.id)
      last.set(emission.id, emission)
      if (emission.tag === 'expired') {
        expect(before).toMatchObject({ tag: 'opportunity', opportunity: emission.previous })
      } else if (before?.tag === 'opportunity') {
        expect(emission.previous).toBe(before.opportunity)
        const { tag, profit, legs } = emission.opportunity
        const { opportunity: told } = before
        expect([tag, profit, legs]).not.toEqual([told.tag, told.profit, told.legs])
      }
    }
  })

  prop.prop([story])(
    'a listener knows what is live, of which kind, at which venues, and nearly at which profit',
    (events) => {
      let state = NOTHING_EMITTED
      const heard = new Map<string, Fingerprint>()
      for (const event of events) {
        const step = stepEmission(state, event, RULES)
        state = step.state
        for (const emission of step.emissions) {
          if (emission.tag === 'expired') heard.delete(emission.id)
          else heard.set(emission.id, emission.opportunity)
        }
        const live = [...state.known].filter(([, { isLive }]) => isLive).map(([id]) => id)
        expect([...heard.keys()].toSorted()).toEqual(live.toSorted())
        if (event.tag === 'gone' && step.dropped.length === 0) {
          expect(heard.has(event.id)).toBe(false)
        }
        if (event.tag !== 'seen') continue
        if (step.dropped.some(({ reason }) => reason === 'stale')) {
          expect(heard.has(event.opportunity.id)).toBe(false)
        }
        if (step.dropped.length > 0) continue
        const known = heard.get(event.opportunity.id)!
        expect([known.tag, known.legs]).toEqual([event.opportunity.tag, event.opportunity.legs])
        const change = Math.abs(known.profit - event.opportunity.profit)
        expect(change <= 500_000 || change * 20 <= known.profit).toBe(true)
      }
    },
  )

  prop.prop([story])(
    'the state stays within its bound, and everything ends with time',
    (events) => {
      let state = NOTHING_EMITTED
      for (const event of events) {
        state = stepEmission(state, event, RULES).state
        expect(state.known.size).toBeLessThanOrEqual(RULES.idsMax)
      }
      const end = stepEmission(state, { tag: 'tick', atMs: 1e9 }, RULES)
      expect(end.state.known.size).toBe(0)
      const live = [...state.known.values()].filter(({ isLive }) => isLive).length
      expect(end.emissions).toHaveLength(live)
    },
  )

  prop.prop([story, fc.nat(40)])(
    'the same events give the same messages, also from a state in between',
    (events, cut) => {
      expect(tell(events)).toEqual(tell(events))
      let state = NOTHING_EMITTED
      for (const event of events.slice(0, cut)) state = stepEmission(state, event, RULES).state
      const copy = { atMs: state.atMs, known: new Map(state.known) }
      const after = (from: typeof state) => {
        let at = from
        return events.slice(cut).flatMap((event) => {
          const step = stepEmission(at, event, RULES)
          at = step.state
          return step.emissions
        })
      }
      expect(after(copy)).toEqual(after(state))
    },
  )
})
