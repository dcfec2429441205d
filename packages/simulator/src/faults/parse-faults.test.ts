import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it, test } from 'vitest'
import { describeFaults } from './describe-faults.ts'
import { durationOf, durationTextOf, DURATION_MS_MAX } from './duration-text.ts'
import { FAULT_KINDS, FAULT_NAMES } from './fault-kinds.ts'
import { FAULT_LEVELS } from './fault-levels.ts'
import type { FaultItem } from './fault-schedule.ts'
import { itemOf, itemTextOf } from './item-text.ts'
import { nearestWord } from './nearest-word.ts'
import { parseFaultFile } from './parse-fault-file.ts'
import { FAULT_ENTRIES_MAX, parseFaults } from './parse-faults.ts'

const where = '--faults'
const parsed = (text: string) => parseFaults(text, { where })
const messageOf = (make: () => unknown): string => {
  try {
    make()
  } catch (error) {
    expect(error).toMatchObject({ name: 'InvalidInputError' })
    return (error as Error).message
  }
  return 'no error'
}

describe('a list', () => {
  test.each<readonly [string, readonly object[]]>([
    ['odds.429=0.05', [{ name: 'odds.429', share: 0.05 }]],
    ['odds.429=5%', [{ name: 'odds.429', share: 0.05 }]],
    ['odds.429=0.07%', [{ name: 'odds.429', share: 0.0007 }]],
    ['odds.429=1', [{ name: 'odds.429' }]],
    ['odds.429', [{ name: 'odds.429' }]],
    ['odds.drop@5m..7m', [{ name: 'odds.drop', fromMs: 300_000, untilMs: 420_000 }]],
    ['odds.drop@5m+2m', [{ name: 'odds.drop', fromMs: 300_000, untilMs: 420_000 }]],
    ['odds.drop=0.5@1.5s..', [{ name: 'odds.drop', share: 0.5, fromMs: 1500 }]],
    ['kalshi.rest.latency=200ms', [{ name: 'kalshi.rest.latency', ms: 200 }]],
    ['kalshi.rest.latency=50ms..2s', [{ name: 'kalshi.rest.latency', ms: 50, mostMs: 2000 }]],
    ['odds.latency=1s:0.1', [{ name: 'odds.latency', ms: 1000, share: 0.1 }]],
    ['odds.slow=1s:10%', [{ name: 'odds.slow', ms: 1000, share: 0.1 }]],
    ['odds.wrong=stale:0.02', [{ name: 'odds.wrong', wrong: 'stale', share: 0.02 }]],
    ['kalshi.stream.wrong=size', [{ name: 'kalshi.stream.wrong', wrong: 'size' }]],
    ['kalshi.pause=10m+2m', [{ name: 'kalshi.pause', fromMs: 600_000, untilMs: 720_000 }]],
    ['kalshi.pause@10m..12m', [{ name: 'kalshi.pause', fromMs: 600_000, untilMs: 720_000 }]],
    ['kalshi.pause', [{ name: 'kalshi.pause' }]],
    ['kalshi.clock=+3s', [{ name: 'kalshi.clock', ms: 3000 }]],
    [
      ' odds.clock=-3s@1m.. , odds.key=1h+5m',
      [
        { name: 'odds.clock', ms: -3000, fromMs: 60_000 },
        { name: 'odds.key', fromMs: 3_600_000, untilMs: 3_900_000 },
      ],
    ],
  ])('%s', (text, items) => {
    expect(parsed(text)).toEqual({ items, outagesPerHour: 0 })
  })

  it('begins with a level, of which a fault said by itself takes the place', () => {
    const light = parsed('light')
    expect(light.items).toHaveLength(FAULT_LEVELS.light.length)
    const latency = { name: 'kalshi.rest.latency', ms: 200 }
    const other = parsed('light,kalshi.rest.latency=200ms')
    expect(other.items).toHaveLength(light.items.length)
    expect(other.items.filter(({ name }) => name === latency.name)).toEqual([latency])
    const twice = parsed('odds.wrong=html:0.1,light,odds.wrong=stale:0.1')
    expect(twice.items).toHaveLength(light.items.length + 2)
    const off = parsed('light,odds.429=off')
    expect(off.items.map(({ name }) => name)).not.toContain('odds.429')
    expect(off.items).toHaveLength(light.items.length - 1)
    expect(parsed('none')).toEqual({ items: [], outagesPerHour: 0 })
  })

  test.each([
    ['random', 6],
    ['random=12', 12],
    ['heavy', 6],
    ['heavy,random=2', 2],
    ['heavy,random=off', 0],
    ['heavy,random=0', 0],
    ['light', 0],
  ])('has outages at random: %s', (text, perHour) => {
    expect(parsed(text).outagesPerHour).toBe(perHour)
  })

  test.each<readonly [string, string]>([
    ['haevy', "unknown fault 'haevy' (Did you mean heavy?)"],
    [
      'light,kalshi.rest.latancy=2ms',
      "unknown fault 'kalshi.rest.latancy' (Did you mean kalshi.rest.latency?)",
    ],
    ['odds.42', "unknown fault 'odds.42' (Did you mean odds.429?)"],
    ['odds.492=off', "unknown fault 'odds.492' (Did you mean odds.429?)"],
    [
      'polymarket',
      "unknown fault 'polymarket'; expected none, light, heavy, random or one such as odds.429=0.05",
    ],
    [
      'kalshi.stream.catastrophe',
      "unknown fault 'kalshi.stream.catastrophe'; expected kalshi.stream.latency, kalshi.stream.drop, kalshi.stream.duplicate, kalshi.stream.disconnect, kalshi.stream.gap, kalshi.stream.end, kalshi.stream.wrong",
    ],
    ['', 'expected none, light, heavy, random or a fault such as odds.429=0.05'],
    ['light,,none', 'expected none, light, heavy, random or a fault such as odds.429=0.05'],
    ['light,heavy', 'expected one of none, light and heavy; got light and heavy'],
    ['odds.429=often', "odds.429: expected a share such as 0.05 or 5%; got 'often'"],
    ['odds.429=0', "odds.429: expected a share such as 0.05 or 5%; got '0'"],
    ['odds.429=2', "odds.429: expected a share such as 0.05 or 5%; got '2'"],
    ['odds.429=0.0000001', "odds.429: expected a share such as 0.05 or 5%; got '0.0000001'"],
    ['odds.429=0.00001%', "odds.429: expected a share such as 0.05 or 5%; got '0.00001%'"],
    ['odds.429=0.1=0.2', "odds.429: expected a share such as 0.05 or 5%; got '0.1'"],
    [
      'odds.latency',
      "odds.latency: expected a length such as 200ms or a range such as 50ms..200ms, and at most a share: 200ms:0.05; got ''",
    ],
    [
      'odds.slow=200',
      "odds.slow: expected a length such as 200ms, and at most a share: 200ms:0.05; got '200'",
    ],
    [
      'odds.slow=1s:0.1:0.1',
      "odds.slow: expected a length such as 200ms, and at most a share: 200ms:0.05; got '1s:0.1:0.1'",
    ],
    [
      'odds.wrong=stael',
      "odds.wrong: expected one word of html, not-json, price, swapped, stale, missing-book, and at most a share; got 'stael'",
    ],
    ['kalshi.clock=3s', "kalshi.clock: expected a length with its sign, such as +3s; got '3s'"],
    ['kalshi.clock=+0s', "kalshi.clock: expected a length with its sign, such as +3s; got '+0s'"],
    [
      'kalshi.pause=10m',
      "kalshi.pause: expected when, such as 10m+2m (at 10 minutes, for 2) or 10m..12m; got '10m'",
    ],
    [
      'odds.429@7m..5m',
      "odds.429: expected a span behind @ such as 5m..7m, 5m+2m or 5m..; got '7m..5m'",
    ],
    ['odds.429@5m', "odds.429: expected a span behind @ such as 5m..7m, 5m+2m or 5m..; got '5m'"],
    ['odds.429@5m+', "odds.429: expected a span behind @ such as 5m..7m, 5m+2m or 5m..; got '5m+'"],
    [
      'odds.429@1m..2m@3m..',
      "odds.429: expected a span behind @ such as 5m..7m, 5m+2m or 5m..; got '1m..2m@3m..'",
    ],
    ['odds.key=1m+1m@5m..', "odds.key: when it happens is said twice: 'odds.key=1m+1m@5m..'"],
    ['random=61', "random: expected outages an hour, 0 to 60; got '61'"],
    ['random=some', "random: expected outages an hour, 0 to 60; got 'some'"],
    ['random=1=2', "random: expected outages an hour, 0 to 60; got ''"],
  ])('is refused in one line: %s', (text, message) => {
    expect(messageOf(() => parsed(text))).toBe(`--faults: ${message}`)
  })

  it('has so many entries and no more', () => {
    const many = Array.from({ length: FAULT_ENTRIES_MAX }, () => 'odds.drop=0.1')
    expect(parsed(many.join()).items).toHaveLength(FAULT_ENTRIES_MAX)
    expect(messageOf(() => parsed([...many, 'odds.drop'].join()))).toBe(
      '--faults: expected at most 200 faults; got 201',
    )
  })
})

const lengthMs = fc.integer({ min: 1, max: 10_000_000 })
const share = fc.integer({ min: 1, max: 999_999 }).map((n) => n / 1_000_000)

/** Any fault that can be written. */
const item: fc.Arbitrary<FaultItem> = fc
  .record({
    name: fc.constantFrom(...FAULT_NAMES),
    ms: lengthMs,
    moreMs: fc.option(lengthMs, { nil: undefined }),
    share: fc.option(share, { nil: undefined }),
    word: fc.nat(),
    from: fc.option(fc.nat(10_000_000), { nil: undefined }),
    span: fc.option(lengthMs, { nil: undefined }),
    isBack: fc.boolean(),
  })
  .map(({ name, ms, moreMs, share: part, word, from, span, isBack }) => {
    const { value, words = [] } = FAULT_KINDS.get(name) ?? { value: 'share' }
    const isShared = value !== 'skew' && value !== 'span' && part !== undefined
    return {
      name,
      ...(value === 'skew' ? { ms: isBack ? -ms : ms } : {}),
      ...(value === 'latency' || value === 'slow' ? { ms } : {}),
      ...(value === 'latency' && moreMs !== undefined ? { mostMs: ms + moreMs } : {}),
      ...(value === 'wrong' ? { wrong: words[word % words.length] ?? '' } : {}),
      ...(isShared ? { share: part } : {}),
      ...(from === undefined ? {} : { fromMs: from }),
      ...(from === undefined || span === undefined ? {} : { untilMs: from + span }),
    }
  })

describe('a fault', () => {
  prop.prop([item])('is read as it is written', (one) => {
    expect(itemOf(itemTextOf(one), where)).toEqual(one)
  })

  prop.prop([fc.string({ maxLength: 40 }), fc.constantFrom(...FAULT_NAMES), fc.string()])(
    'is never refused but by an error of one line that is ours',
    (text, name, value) => {
      for (const each of [text, `${name}=${value}`, `${name}@${value}`]) {
        try {
          expect(parsed(each).outagesPerHour).toBeGreaterThanOrEqual(0)
        } catch (error) {
          expect(error).toMatchObject({ name: 'InvalidInputError' })
          expect((error as Error).message.startsWith('--faults: ')).toBe(true)
        }
      }
    },
  )
})

describe('levels', () => {
  test.each(['none', 'light', 'heavy'] as const)('can be read: %s', (level) => {
    const { items, outagesPerHour } = parsed(level)
    const lines = describeFaults({ items, outagesPerHour })
    expect(lines).toHaveLength(FAULT_LEVELS[level].length)
  })

  it('of heavy trouble have every fault but one clock by halves', () => {
    const names = new Set(parsed('heavy').items.map(({ name }) => name))
    expect(FAULT_NAMES.filter((name) => !names.has(name))).toEqual([
      'odds.date',
      'odds.last-update',
    ])
  })

  it('of light trouble are part of the heavy', () => {
    const heavy = new Set(parsed('heavy').items.map(({ name }) => name))
    expect(parsed('light').items.filter(({ name }) => !heavy.has(name))).toEqual([])
  })

  it('have no prices that lie', () => {
    const lies = ['price', 'sides', 'size']
    const words = [...parsed('heavy').items, ...parsed('light').items].map(
      ({ wrong }) => wrong ?? '',
    )
    expect(words.filter((word) => lies.includes(word))).toEqual([])
    expect(words).toContain('stale')
  })
})

describe('a file', () => {
  const fromFile = (value: unknown) => parseFaultFile(value, { where: 'faults.yaml' })

  it('is a list, alone or as faults, of texts and of objects', () => {
    const list = [
      'light',
      'random=3',
      { fault: 'odds.503=0.5', from: '5m', until: '7m', path: '/v4/sports/basketball_nba' },
      { fault: 'kalshi.rest.lost-answer', times: 2, method: 'POST', path: '/portfolio/' },
      { fault: 'kalshi.stream.gap', times: 1, type: 'orderbook_delta' },
      { fault: 'odds.429=off' },
    ]
    expect(messageOf(() => fromFile(list))).toBe(
      "faults.yaml: faults[5].fault: expected a single fault; got 'odds.429=off'",
    )
    const schedule = fromFile({ faults: [...list.slice(0, -1), 'odds.429=off'] })
    expect(schedule.outagesPerHour).toBe(3)
    expect(schedule.items.slice(-3)).toEqual([
      {
        name: 'odds.503',
        share: 0.5,
        fromMs: 300_000,
        untilMs: 420_000,
        path: '/v4/sports/basketball_nba',
      },
      { name: 'kalshi.rest.lost-answer', times: 2, method: 'POST', path: '/portfolio/' },
      { name: 'kalshi.stream.gap', times: 1, type: 'orderbook_delta' },
    ])
    // Of the level, odds.429 is off and the gap stands by itself.
    expect(schedule.items).toHaveLength(FAULT_LEVELS.light.length - 2 + 3)
    expect(fromFile(['odds.drop']).items).toEqual([{ name: 'odds.drop' }])
  })

  test.each<readonly [unknown, string]>([
    ['light', ': expected a list of faults, or an object with the list as faults'],
    [{ fault: [] }, ": unknown field 'fault'; expected faults"],
    [{ faults: 'light' }, ': expected a list of faults, or an object with the list as faults'],
    [[7], ': faults[0]: expected a text or an object'],
    [['none', 'odds.492'], ": faults[1]: unknown fault 'odds.492' (Did you mean odds.429?)"],
    [[{ from: '1m' }], ': faults[0].fault: expected a text such as odds.429'],
    [[{ fault: 'light' }], ": faults[0].fault: expected a single fault; got 'light'"],
    [[{ fault: 'odds.429', form: '1m' }], ": faults[0]: unknown field 'form' (Did you mean from?)"],
    [
      [{ fault: 'odds.429', wherever: 1 }],
      ": faults[0]: unknown field 'wherever' (fault, from, until, times, path, method, type)",
    ],
    [[{ fault: 'odds.429', from: 5 }], ': faults[0].from: expected a length such as 5m'],
    [[{ fault: 'odds.429', until: 'x' }], ': faults[0].until: expected a length such as 5m'],
    [
      [{ fault: 'odds.429', from: '2m', until: '2m' }],
      ': faults[0]: expected until to be later than from',
    ],
    [[{ fault: 'odds.429', until: '0s' }], ': faults[0]: expected until to be later than from'],
    [[{ fault: 'odds.429@1m..', until: '2m' }], ': faults[0]: when it happens is said twice'],
    [[{ fault: 'odds.429', times: 0 }], ': faults[0].times: expected a whole number, 1 or more'],
    [[{ fault: 'odds.429', times: '1' }], ': faults[0].times: expected a whole number, 1 or more'],
    [
      [{ fault: 'odds.429', path: 'v4' }],
      ': faults[0].path: expected the start of a path, such as /markets',
    ],
    [[{ fault: 'odds.429', method: 'GET' }], ': faults[0].method: odds.429 has no method'],
    [
      [{ fault: 'kalshi.rest.429', method: 'get' }],
      ': faults[0].method: expected GET, POST, PUT or DELETE',
    ],
    [
      [{ fault: 'kalshi.stream.gap', type: '' }],
      ': faults[0].type: expected a type of message, such as orderbook_delta',
    ],
    [[{ fault: 'kalshi.pause', times: 1 }], ': faults[0].times: kalshi.pause has no times'],
  ])('is refused in one line: %j', (value, message) => {
    expect(messageOf(() => fromFile(value))).toBe(`faults.yaml${message}`)
  })

  prop.prop([fc.jsonValue()])('is refused by our own error, whatever it holds', (value) => {
    const message = messageOf(() => fromFile(value))
    expect(message === 'no error' || message.startsWith('faults.yaml: ')).toBe(true)
  })
})

describe('words', () => {
  it('of a schedule are one line each, as it can be asked for', () => {
    const schedule = parseFaultFile(
      [
        'odds.429=5%',
        'kalshi.clock=+3s@5m..7m',
        { fault: 'kalshi.rest.drop', times: 2, method: 'POST', path: '/portfolio/' },
        { fault: 'kalshi.stream.gap=0.01', type: 'trade' },
        'random=2',
      ],
      { where },
    )
    expect(describeFaults(schedule)).toEqual([
      'odds.429=0.05            requests are refused: asked too often',
      "kalshi.clock=+3s@5m..7m  Kalshi's clock is off",
      'kalshi.rest.drop         connections break before a request is carried out (POST /portfolio/, at most 2 times)',
      'kalshi.stream.gap=0.01   the numbering jumps behind a message (of type trade)',
      'random=2                 outages an hour of the stream, of REST and of the feed each, 5s to 1m long',
    ])
    expect(describeFaults({ items: [], outagesPerHour: 0 })).toEqual([])
  })

  test.each([
    ['0ms', 0],
    ['1.5s', 1500],
    ['0.001s', 1],
    ['90m', 5_400_000],
    ['744h', DURATION_MS_MAX],
    ['745h', undefined],
    ['0.5ms', undefined],
    ['1.0005s', undefined],
    ['1', undefined],
    ['1d', undefined],
    ['-1s', undefined],
    ['1m30s', undefined],
    ['', undefined],
  ])('of time: %s', (text, ms) => {
    expect(durationOf(text)).toBe(ms)
  })

  prop.prop([fc.nat(DURATION_MS_MAX)])('of time are read as they are written', (ms) => {
    expect(durationOf(durationTextOf(ms))).toBe(ms)
  })

  test.each([
    ['haevy', ['heavy', 'light'], 'heavy'],
    ['HEAVY', ['heavy'], 'heavy'],
    ['heav', ['heavy', 'heave'], 'heavy'],
    ['heavie', ['light', 'heavy'], 'heavy'],
    ['abc', ['abcd', 'xbc'], 'abcd'],
    ['ab', ['xy'], undefined],
    ['completely', ['incomplete'], undefined],
    ['', ['a'], 'a'],
  ])('near another one: %s of %j', (typed, words, expected) => {
    expect(nearestWord(typed, words)).toBe(expected)
  })
})
