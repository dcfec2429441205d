import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { Decimal } from '../units/decimal.ts'
import { microdollars } from '../units/money.ts'
import {
  DECISION_AGE_MS_MAX,
  EMISSION_IDS_MAX,
  EMISSION_MEMORY_MS,
  EMISSION_RULES,
  type EmissionRules,
  NOTHING_EMITTED,
  stepEmission,
} from './emission.ts'
import type {
  DroppedSighting,
  Emission,
  EmissionEvent,
  EmissionState,
  QuoteAge,
} from './emission-event.ts'
import type { Fingerprint } from './material-change.ts'

const printOf = (id: string, more: Partial<Fingerprint> = {}): Fingerprint => ({
  id,
  tag: 'locked',
  profit: microdollars(2_000_000),
  returnOnCapital: new Decimal('0.02'),
  legs: [
    { venue: 'kalshi', instrument: 'T yes', price: '0.4300', quantity: '100' },
    { venue: 'draftkings', instrument: 'Bears', price: '+150', quantity: '40.00' },
  ],
  ...more,
})
const seen = (
  atMs: number,
  opportunity: Fingerprint,
  decisionAgeMs = 0,
  quoteAges: readonly QuoteAge[] = [],
): EmissionEvent => ({ tag: 'seen', atMs, opportunity, decisionAgeMs, quoteAges })
const gone = (atMs: number, id: string, decisionAgeMs = 0): EmissionEvent => ({
  tag: 'gone',
  atMs,
  id,
  decisionAgeMs,
})
const tick = (atMs: number): EmissionEvent => ({ tag: 'tick', atMs })

function run(
  events: readonly EmissionEvent[],
  rules: Partial<EmissionRules> = {},
): {
  readonly state: EmissionState
  readonly emissions: readonly Emission[]
  readonly dropped: readonly DroppedSighting[]
} {
  let state = NOTHING_EMITTED
  const emissions: Emission[] = []
  const dropped: DroppedSighting[] = []
  for (const event of events) {
    const step = stepEmission(state, event, { ...EMISSION_RULES, ...rules })
    state = step.state
    emissions.push(...step.emissions)
    dropped.push(...step.dropped)
  }
  return { state, emissions, dropped }
}
/** Messages in short: `5 a new`, `7 a expired gone`. */
function told(events: readonly EmissionEvent[], rules: Partial<EmissionRules> = {}): string[] {
  return run(events, rules).emissions.map((each) =>
    each.tag === 'expired'
      ? `${each.atMs} ${each.id} expired ${each.cause}`
      : `${each.atMs} ${each.id} ${each.reasons.join('+')}`,
  )
}

const A = printOf('a')
const richer = (dollars: number) =>
  printOf('a', { profit: microdollars(2_000_000 + Math.round(dollars * 1e6)) })

describe('stepEmission', () => {
  it('tells of an opportunity once', () => {
    expect(told([seen(1, A), seen(2, A), seen(3, printOf('a'))])).toEqual(['1 a new'])
    const [first] = run([seen(1, A)]).emissions
    expect(first).toEqual({
      tag: 'opportunity',
      id: 'a',
      atMs: 1,
      opportunity: A,
      reasons: ['new'],
      previous: undefined,
    })
  })

  it('tells again of what is material, with what was told before', () => {
    const conditional = printOf('a', { tag: 'conditional' })
    const { emissions } = run([seen(1, A), seen(2, conditional)])
    expect(emissions[1]).toMatchObject({
      reasons: ['kind'],
      opportunity: conditional,
      previous: A,
    })
    const other = printOf('a', { legs: [] })
    expect(told([seen(1, A), seen(2, other), seen(3, richer(9))])).toEqual([
      '1 a new',
      '2 a legs',
      '3 a profit+legs',
    ])
  })

  it('measures a profit by what was told last, not by what was seen last', () => {
    const drift = [0.2, 0.4, 0.6, 0.8, 1, 1.2].map((more, index) => seen(index + 2, richer(more)))
    expect(told([seen(1, A), ...drift])).toEqual(['1 a new', '4 a profit', '7 a profit'])
    const sway = [0.4, -0.4, 0.4, -0.4].map((more, index) => seen(index + 2, richer(more)))
    expect(told([seen(1, A), ...sway])).toEqual(['1 a new'])
  })

  it('tells its end once, and anew when it returns, were it the same as before', () => {
    const events = [seen(1, A), gone(2, 'a'), gone(3, 'a'), seen(4, A), seen(5, A), gone(6, 'a')]
    expect(told(events)).toEqual([
      '1 a new',
      '2 a expired gone',
      '4 a returned',
      '6 a expired gone',
    ])
    expect(run(events).emissions[1]).toEqual({
      tag: 'expired',
      id: 'a',
      atMs: 2,
      cause: 'gone',
      previous: A,
    })
  })

  it('says nothing of the end of what it never told of', () => {
    const { emissions, state, dropped } = run([gone(1, 'a'), tick(2)])
    expect([emissions, dropped, state.known.size, state.atMs]).toEqual([[], [], 0, 2])
  })

  it('keeps ids apart', () => {
    expect(told([seen(1, A), seen(1, printOf('b')), gone(2, 'a'), seen(3, printOf('b'))])).toEqual([
      '1 a new',
      '1 b new',
      '2 a expired gone',
    ])
  })
})

describe('what is stale', () => {
  it('is not told: a decision older than 2 s, which itself is still told', () => {
    expect(DECISION_AGE_MS_MAX).toBe(2000)
    expect(told([seen(5000, A, 2000)])).toEqual(['5000 a new'])
    const { emissions, dropped, state } = run([seen(5000, A, 2001)])
    expect(emissions).toEqual([])
    expect(state.known.size).toBe(0)
    expect(dropped).toEqual([
      {
        id: 'a',
        atMs: 5000,
        reason: 'stale',
        detail: 'decided 2001 ms ago, at most 2000 allowed',
      },
    ])
    expect(told([seen(5000, A, 2001)], { decisionAgeMsMax: 3000 })).toEqual(['5000 a new'])
  })

  it('is a quote over its own limit, of whatever leg, or of no age', () => {
    const fine: QuoteAge = { venue: 'kalshi', ageMs: 2000, ageMsMax: 2000 }
    const at = (ageMs: number): QuoteAge => ({ venue: 'draftkings', ageMs, ageMsMax: 120_000 })
    expect(told([seen(1, A, 0, [fine, at(120_000)])])).toEqual(['1 a new'])
    for (const ageMs of [120_001, Number.POSITIVE_INFINITY, Number.NaN, -1]) {
      const { emissions, dropped } = run([seen(1, A, 0, [fine, at(ageMs)])])
      expect(emissions).toEqual([])
      expect(dropped).toMatchObject([{ reason: 'stale' }])
      expect(dropped[0]?.detail).toBe(
        `draftkings's quote is ${ageMs} ms old, at most 120000 allowed`,
      )
    }
  })

  it('ends what a listener holds for live, once, and it returns when it is fresh', () => {
    const old: readonly QuoteAge[] = [{ venue: 'draftkings', ageMs: 9, ageMsMax: 8 }]
    const events = [seen(1, A), seen(2, A, 0, old), seen(3, A, 0, old), seen(4, A)]
    expect(told(events)).toEqual(['1 a new', '2 a expired stale', '4 a returned'])
    expect(run(events).dropped).toHaveLength(2)
  })

  it('does not outdo what was decided later', () => {
    const { emissions, dropped } = run([
      seen(5000, A, 100),
      seen(5010, richer(50), 500),
      gone(5020, 'a', 1000),
      seen(9000, richer(50), 5000),
    ])
    expect(emissions).toHaveLength(1)
    expect(dropped.map(({ reason, detail }) => `${reason}: ${detail}`)).toEqual([
      'superseded: decided 390 ms before what is known',
      'superseded: decided 880 ms before what is known',
      'superseded: decided 900 ms before what is known',
    ])
  })

  it('does not bring back what was found gone after it was decided', () => {
    const events = [seen(1000, A), gone(2000, 'a'), seen(2500, A, 600), seen(2600, A, 600)]
    expect(told(events)).toEqual(['1000 a new', '2000 a expired gone', '2600 a returned'])
  })
})

describe('what is kept in mind', () => {
  it('what nothing was heard of for two minutes ends, and is forgotten', () => {
    expect(EMISSION_MEMORY_MS).toBe(120_000)
    expect(told([seen(0, A), tick(120_000)])).toEqual(['0 a new'])
    const late = run([seen(0, A), tick(120_001)])
    expect(late.emissions[1]).toMatchObject({ tag: 'expired', cause: 'unseen', atMs: 120_001 })
    expect(late.state.known.size).toBe(0)
    expect(told([seen(0, A), seen(100_000, A), tick(200_000)])).toEqual(['0 a new'])
    expect(told([seen(0, A), seen(120_001, printOf('b'))])).toEqual([
      '0 a new',
      '120001 a expired unseen',
      '120001 b new',
    ])
    expect(told([seen(0, A), seen(120_001, A)])).toEqual([
      '0 a new',
      '120001 a expired unseen',
      '120001 a new',
    ])
  })

  it('what has ended is forgotten in silence', () => {
    const { state, emissions } = run([seen(0, A), gone(1, 'a'), tick(120_002)])
    expect([state.known.size, emissions.length]).toEqual([0, 2])
    expect(run([seen(0, A), gone(1, 'a'), tick(120_001)]).state.known.size).toBe(1)
  })

  it('the first that was not heard of is looked at first, not the first that was told', () => {
    const b = printOf('b')
    expect(told([seen(0, A), seen(1, b), seen(2, A), tick(120_002)])).toEqual([
      '0 a new',
      '1 b new',
      '120002 b expired unseen',
    ])
  })

  it('one too many puts out what was not heard of for longest, and says so', () => {
    const [b, c] = [printOf('b'), printOf('c')]
    const rules = { idsMax: 2 }
    expect(told([seen(0, A), seen(1, b), seen(2, A), seen(3, c)], rules)).toEqual([
      '0 a new',
      '1 b new',
      '3 b expired evicted',
      '3 c new',
    ])
    // What has ended goes first.
    expect(told([seen(0, A), seen(1, b), gone(2, 'b'), seen(3, c)], rules)).toEqual([
      '0 a new',
      '1 b new',
      '2 b expired gone',
      '3 c new',
    ])
    expect(told([seen(0, A), seen(1, b), seen(2, A), seen(3, b)], rules)).toHaveLength(2)
  })

  it('is never more than the bound', () => {
    const ids = Array.from({ length: EMISSION_IDS_MAX + 1 }, (_, index) => `id-${index}`)
    const { state, emissions } = run(ids.map((id) => seen(0, printOf(id))))
    expect(state.known.size).toBe(EMISSION_IDS_MAX)
    expect(emissions).toHaveLength(EMISSION_IDS_MAX + 2)
    expect(emissions.at(-2)).toMatchObject({ tag: 'expired', id: 'id-0', cause: 'evicted' })
    expect(run(ids.slice(1).map((id) => seen(0, printOf(id)))).emissions).toHaveLength(
      EMISSION_IDS_MAX,
    )
  })

  it('is not changed behind anybody’s back', () => {
    const { state } = stepEmission(NOTHING_EMITTED, seen(1, A))
    stepEmission(state, gone(2, 'a'))
    expect([NOTHING_EMITTED.known.size, state.known.get('a')?.isLive]).toEqual([0, true])
  })
})

describe('what is refused', () => {
  it.each<readonly [RegExp, readonly EmissionEvent[], Partial<EmissionRules>]>([
    [/order of time/, [tick(5), tick(4)], {}],
    [/order of time/, [tick(Number.NaN)], {}],
    [/decision's age/, [seen(5, A, -1)], {}],
    [/decision's age/, [seen(5, A, Number.NaN)], {}],
    [/decision's age/, [seen(5, A), gone(5, 'a', Number.POSITIVE_INFINITY)], {}],
    [/age of a quote/, [seen(5, A, 0, [{ venue: 'x', ageMs: 0, ageMsMax: -1 }])], {}],
    [/oldest decision/, [tick(1)], { decisionAgeMsMax: -1 }],
    [/oldest decision/, [tick(1)], { decisionAgeMsMax: Number.NaN }],
    [/memory/, [tick(1)], { memoryMs: 1999 }],
    [/ids/, [tick(1)], { idsMax: 0 }],
    [/ids/, [tick(1)], { idsMax: EMISSION_IDS_MAX + 1 }],
    [/ids/, [tick(1)], { idsMax: 1.5 }],
  ])('%s', (message, events, rules) => {
    expect(() => run(events, rules)).toThrow(InvalidInputError)
    expect(() => run(events, rules)).toThrow(message)
  })

  it('two events at the same time are in order', () => {
    expect(told([seen(5, A), gone(5, 'a'), seen(5, A)])).toHaveLength(3)
  })
})
