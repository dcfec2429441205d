import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { DURATION_MS_MAX } from './duration-text.ts'
import { FAULT_NAMES } from './fault-kinds.ts'
import { faultsOf } from './faults-of.ts'
import { OUTAGE_MS_MAX, OUTAGE_MS_MIN } from './outages.ts'
import { OUTAGES_PER_HOUR_MAX, parseFaults } from './parse-faults.ts'
import { parseFaultFile } from './parse-fault-file.ts'

const START_MS = Date.UTC(2026, 10, 21, 18)
const HOUR_MS = 3_600_000
const parsed = (text: string) => parseFaults(text, { where: '--faults' })
const laid = (text: string, untilMs = START_MS + HOUR_MS, seed = 1) =>
  faultsOf(parsed(text), { seed, startMs: START_MS, untilMs })

describe('a schedule laid upon a start', () => {
  it('is the faults of both venues, their times counted from there', () => {
    const schedule = parseFaultFile(
      [
        'kalshi.rest.latency=50ms..200ms:0.1',
        { fault: 'kalshi.rest.429=0.5', method: 'POST', path: '/portfolio/', times: 2 },
        { fault: 'kalshi.stream.gap@5m..7m', type: 'trade' },
        'kalshi.clock=-3s',
        'kalshi.pause=10m+2m',
        'kalshi.closed@1m..',
        { fault: 'odds.slow=1s', path: '/v4/sports', until: '1m' },
        'odds.wrong=price',
        'odds.date=+1s',
        'odds.last-update=+1s',
        'odds.key',
        'odds.credits=1m+1m',
      ],
      { where: 'file' },
    )
    const minuteMs = (count: number): number => START_MS + count * 60_000
    expect(faultsOf(schedule, { seed: 1, startMs: START_MS, untilMs: minuteMs(60) })).toEqual({
      kalshi: [
        { on: 'rest', probability: 0.1, trouble: { tag: 'latency', ms: 50, jitterMs: 150 } },
        {
          on: 'rest',
          probability: 0.5,
          times: 2,
          path: '/portfolio/',
          method: 'POST',
          trouble: { tag: 'status', status: 429 },
        },
        {
          on: 'stream',
          fromMs: minuteMs(5),
          untilMs: minuteMs(7),
          type: 'trade',
          trouble: { tag: 'gap' },
        },
        { on: 'clock', ms: -3000 },
        { on: 'exchange', fromMs: minuteMs(10), untilMs: minuteMs(12), isClosed: false },
        { on: 'exchange', fromMs: minuteMs(1), isClosed: true },
      ],
      odds: [
        {
          on: 'request',
          path: '/v4/sports',
          untilMs: minuteMs(1),
          trouble: { tag: 'slow', ms: 1000 },
        },
        { on: 'request', trouble: { tag: 'wrong', rewrite: 'price' } },
        { on: 'clock', ms: 1000, shows: 'date' },
        { on: 'clock', ms: 1000, shows: 'last-update' },
        { on: 'account', state: 'deactivated' },
        { on: 'account', fromMs: minuteMs(1), untilMs: minuteMs(2), state: 'out-of-credits' },
      ],
    })
  })

  it('leaves out what begins behind its end', () => {
    expect(laid('odds.drop@5m..7m', START_MS + 300_000).odds).toEqual([])
    expect(laid('odds.drop@5m..7m', START_MS + 300_001).odds).toHaveLength(1)
  })

  it('refuses an end before the start, a stretch before the start or over a month, and a made-up word', () => {
    const schedule = parsed('heavy')
    const at = { seed: 1, startMs: START_MS }
    expect(() => faultsOf(schedule, { ...at, untilMs: START_MS - 1 })).toThrow('in order')
    expect(() =>
      faultsOf(schedule, { ...at, fromMs: START_MS - 1, untilMs: START_MS + 1 }),
    ).toThrow('in order')
    expect(() => faultsOf(schedule, { ...at, untilMs: Infinity })).toThrow('a month at most')
    expect(() =>
      faultsOf(parsed('none'), { ...at, untilMs: START_MS + DURATION_MS_MAX }),
    ).not.toThrow()
    for (const name of ['kalshi.rest.wrong', 'kalshi.stream.wrong', 'odds.wrong'] as const) {
      const made = { items: [{ name, wrong: 'toString' }], outagesPerHour: 0 }
      expect(() => faultsOf(made, { ...at, untilMs: START_MS + 1 })).toThrow(
        `${name}: unknown word 'toString'`,
      )
    }
  })
})

describe('outages at random', () => {
  it('are of both venues, of the lengths and the number that are said', () => {
    const { kalshi, odds } = laid('random=60', START_MS + 2 * HOUR_MS)
    const lengths = [...kalshi, ...odds].map(
      ({ fromMs = 0, untilMs = Infinity }) => untilMs - fromMs,
    )
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(OUTAGE_MS_MIN)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(OUTAGE_MS_MAX)
    expect([kalshi.length, odds.length]).toEqual([240, 120])
    const seen = new Set(
      [...kalshi, ...odds].map((fault) =>
        'trouble' in fault ? `${fault.on} ${fault.trouble.tag}` : '',
      ),
    )
    expect([...seen].toSorted()).toEqual([
      'request drop',
      'request silent',
      'request status',
      'rest drop',
      'rest silent',
      'rest status',
      'stream disconnect',
      'stream drop',
    ])
  })

  it('are others in each hour', () => {
    const minutes = laid('random', START_MS + 2 * HOUR_MS).odds.map(
      ({ fromMs = 0 }) => (fromMs - START_MS) % HOUR_MS,
    )
    expect(new Set(minutes).size).toBe(12)
  })

  it('are others of another seed, and none where none are asked for', () => {
    const text = (seed: number): string => JSON.stringify(laid('random', START_MS + HOUR_MS, seed))
    expect(text(1)).toBe(text(1))
    expect(text(1)).not.toBe(text(2))
    expect(laid('none')).toEqual({ kalshi: [], odds: [] })
  })

  prop.prop([
    fc.constantFrom('heavy', 'random=3', 'odds.drop@90m..,random=1,kalshi.rest.drop'),
    fc.nat(),
    fc.array(fc.nat(5 * HOUR_MS), { maxLength: 5 }),
  ])('are the same however the time is cut', (text, seed, cuts) => {
    const schedule = parsed(text)
    const endMs = START_MS + 5 * HOUR_MS
    const whole = faultsOf(schedule, { seed, startMs: START_MS, untilMs: endMs })
    const moments = [START_MS, ...cuts.map((ms) => START_MS + ms), endMs].toSorted((a, b) => a - b)
    const parts = moments
      .slice(1)
      .map((untilMs, index) =>
        faultsOf(schedule, { seed, startMs: START_MS, fromMs: moments[index] ?? 0, untilMs }),
      )
    const sorted = (faults: readonly object[]) =>
      faults.map((each) => JSON.stringify(each)).toSorted()
    expect(sorted(parts.flatMap(({ kalshi }) => kalshi))).toEqual(sorted(whole.kalshi))
    expect(sorted(parts.flatMap(({ odds }) => odds))).toEqual(sorted(whole.odds))
  })

  it('of six hours fit into a plan even at their most', () => {
    const { kalshi, odds } = laid(`random=${OUTAGES_PER_HOUR_MAX}`, START_MS + 6 * HOUR_MS)
    expect([kalshi.length, odds.length]).toEqual([720, 360])
  })
})

it('every fault by name comes to one fault', () => {
  const values = { latency: '=1ms', slow: '=1ms', wrong: '=html', clock: '=+1s', date: '=+1s' }
  for (const name of FAULT_NAMES) {
    const tail = name.slice(name.lastIndexOf('.') + 1)
    const value = tail === 'last-update' ? '=+1s' : (values[tail as keyof typeof values] ?? '')
    const text = name === 'kalshi.stream.wrong' ? `${name}=empty` : `${name}${value}`
    const { kalshi, odds } = laid(text)
    expect([name, kalshi.length, odds.length]).toEqual([
      name,
      name.startsWith('kalshi') ? 1 : 0,
      name.startsWith('odds') ? 1 : 0,
    ])
  }
})
