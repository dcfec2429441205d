import { InvalidInputError, SessionError, WireFormatError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { type ImportHints, type InputFile, planImport } from './import-plan.ts'

const AT = '2026-08-07T12:00:00Z'
const ms = (iso: string): number => Date.parse(iso)
const later = (seconds: number): string => new Date(ms(AT) + seconds * 1000).toISOString()

interface Hints {
  readonly files?: Readonly<Record<string, string>>
  readonly at?: string
  readonly formats?: Readonly<Record<string, 'american' | 'decimal'>>
}

const plan = (files: readonly InputFile[], { files: own = {}, at, formats = {} }: Hints = {}) =>
  planImport(files, {
    atByFile: new Map(Object.entries(own).map(([name, iso]) => [name, ms(iso)])),
    at: at === undefined ? undefined : ms(at),
    oddsFormats: new Map(Object.entries(formats)),
  } satisfies ImportHints)
const file = (name: string, content: unknown): InputFile => ({
  name,
  text: typeof content === 'string' ? content : JSON.stringify(content),
})
const series = (updated?: string) => ({
  ticker: 'KXMLBGAME',
  fee_type: 'quadratic',
  fee_multiplier: 1,
  ...(updated && { last_updated_ts: updated }),
})
const odds = (price: number, { sport = 'baseball_mlb', updated = AT } = {}) => [
  {
    id: 'e1',
    sport_key: sport,
    commence_time: '2026-08-08T01:45:00Z',
    home_team: 'Seattle Mariners',
    away_team: 'Tampa Bay Rays',
    bookmakers: [
      {
        key: 'draftkings',
        title: 'DraftKings',
        last_update: updated,
        markets: [{ key: 'h2h', outcomes: [{ name: 'Seattle Mariners', price }] }],
      },
    ],
  },
]
const streamFrame = (seq: number, received?: string) => ({
  ...(received && { received_ms: ms(received) }),
  frame: { type: 'ok', sid: 1, seq },
})
const timesOf = ({ frames }: ReturnType<typeof plan>) =>
  frames.map(({ t, request }) => `${new Date(t).toISOString()} ${String(request?.['timeSource'])}`)
const refusal = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof InvalidInputError || error instanceof SessionError) return error.message
    throw error
  }
  return 'nothing thrown'
}

describe('the time of a frame', () => {
  const stamped = { captured_at: later(60), payload: series(AT) }

  it('is what the file says', () => {
    expect(timesOf(plan([file('a', stamped)]))).toEqual([`${later(60)} file`])
  })

  it('is --at for a file that does not say, rather than the newest time inside', () => {
    expect(timesOf(plan([file('a', series(AT))], { at: later(30) }))).toEqual([`${later(30)} flag`])
    expect(timesOf(plan([file('a', stamped)], { at: later(30) }))).toEqual([`${later(60)} file`])
  })

  it('is the newest time inside where nothing else is known, and says so', () => {
    expect(timesOf(plan([file('a', series(later(5)))]))).toEqual([`${later(5)} inferred`])
    expect(timesOf(plan([file('a', odds(-110, { updated: later(7) }))]))).toEqual([
      `${later(7)} inferred`,
    ])
  })

  it('is FILE=ISO before all of these, also before the times of single frames', () => {
    const stream = { captured_ms: ms(AT), frames: [streamFrame(1, AT), streamFrame(2, later(1))] }
    const hints = { files: { a: later(90), s: later(91) }, at: later(30) }
    const planned = plan([file('a', stamped), file('s', stream)], hints)
    expect(timesOf(planned)).toEqual([
      `${later(90)} flag`,
      `${later(91)} flag`,
      `${later(91)} flag`,
    ])
    expect(planned.imports.map(({ timeSource }) => timeSource)).toEqual(['flag', 'flag'])
  })

  it('is of each frame where the file keeps it, else that of the file', () => {
    const frames = [streamFrame(1, AT), streamFrame(2), streamFrame(3, later(3))]
    const planned = plan([file('s', { captured_ms: ms(later(9)), frames })])
    expect(timesOf(planned)).toEqual([
      `${AT.replace('Z', '.000Z')} file`,
      `${later(3)} file`,
      `${later(9)} file`,
    ])
    expect(planned.imports).toEqual([
      {
        file: 's',
        shape: 'kalshi-ws-stream',
        frames: 3,
        firstMs: ms(AT),
        lastMs: ms(later(9)),
        timeSource: 'file',
      },
    ])
    expect(timesOf(plan([file('s', [streamFrame(1, AT)])]))).toEqual([
      `${AT.replace('Z', '.000Z')} file`,
    ])
  })

  it('is not earlier than a time inside: old quotes would look fresh', () => {
    const newest = series(later(60))
    const message = `a: --at ${later(54)} is earlier than ${later(60)}, a time inside it`
    expect(refusal(() => plan([file('a', newest)], { at: later(54) }))).toBe(message)
    expect(refusal(() => plan([file('a', newest)], { files: { a: later(54) } }))).toBe(message)
    // Clocks differ by seconds.
    expect(timesOf(plan([file('a', newest)], { at: later(55) }))).toEqual([`${later(55)} flag`])
  })

  it('has to be said where nothing inside tells it', () => {
    expect(refusal(() => plan([file('a', series())]))).toBe(
      'a: no time inside; say when it was captured: --at a=ISO',
    )
  })
})

describe('the order of frames', () => {
  it('is that of time; a turn is one moment, in which the files keep their order', () => {
    const planned = plan([
      file('b', { captured_at: later(5), payload: series() }),
      file('a', { captured_at: later(5), payload: series() }),
      file('s', [streamFrame(1, AT), streamFrame(2, AT), streamFrame(3, later(5))]),
    ])
    expect(
      planned.frames.map(({ turn, request }) => [
        turn,
        `${String(request?.['file'])} ${String(request?.['path'])}`,
      ]),
    ).toEqual([
      [1, 's [0].frame'],
      [1, 's [1].frame'],
      [2, 'b payload'],
      [2, 'a payload'],
      [2, 's [2].frame'],
    ])
    expect(planned.imports.map((record) => record.file)).toEqual(['b', 'a', 's'])
  })

  it('keeps two files of one name apart, where they were given two', () => {
    const stream = [streamFrame(1, AT), streamFrame(2, later(1))]
    const planned = plan([file('s', stream), file('s#2', stream)])
    expect(planned.frames.map(({ request }) => request?.['file'])).toEqual(['s', 's#2', 's', 's#2'])
  })
})

describe('payloads', () => {
  it('are recorded as they stood in the file, digits and all', () => {
    const bare = `[ ${JSON.stringify(series(AT)).replace('"fee_multiplier":1', '"fee_multiplier":1.0')} ]\n`
    expect(plan([file('a', bare)]).frames[0]?.payload).toBe(bare)
    const wrapped = plan([file('a', `{"captured_at":"${AT}","payload":${bare}}`)])
    expect(wrapped.frames[0]?.payload).toBe(bare.replaceAll(/\s/g, ''))
    expect(wrapped.frames[0]?.source).toBe('kalshi/rest')
  })

  it('are named by source and shape', () => {
    const planned = plan([file('s', [streamFrame(1, AT)]), file('o', odds(-110))])
    expect(planned.frames.map(({ source, request }) => [source, request?.['shape']])).toEqual([
      ['kalshi/ws', 'kalshi-ws-stream'],
      ['the-odds-api/rest', 'odds-list'],
    ])
  })
})

describe('the format of odds', () => {
  it.each([
    [-110, {}, 'american'],
    [1.91, {}, 'decimal'],
    [150, { o: 'decimal' }, 'decimal'],
    [150, {}, 'american'],
    [2, {}, 'decimal'],
  ] as const)('of a price of %s with %o is %s', (price, formats, format) => {
    const [frame] = plan([file('o', odds(price))], { formats }).frames
    expect(frame?.request?.['oddsFormat']).toBe(format)
  })

  it('has to be said where the prices fit neither', () => {
    const mixed = [...odds(150), ...odds(2)].map((event, index) => ({
      ...event,
      id: String(index),
    }))
    expect(refusal(() => plan([file('o', mixed)]))).toBe(
      'o: the prices do not tell their format: --odds-format o=american|decimal',
    )
    expect(plan([file('o', mixed)], { formats: { o: 'decimal' } }).frames).toHaveLength(1)
  })

  it('need not be said where nothing is priced', () => {
    const unlisted = odds(150).map((event) => ({ ...event, bookmakers: [] }))
    const planned = plan([file('o', unlisted)], { at: AT })
    expect(planned.frames[0]?.request).not.toHaveProperty('oddsFormat')
  })

  it('is no matter of a Kalshi file', () => {
    expect(plan([file('a', series(AT))]).frames[0]?.request).not.toHaveProperty('oddsFormat')
  })
})

it('says of a stream that its NO bids stand at YES prices, where the user says so', () => {
  const files = [file('s', [streamFrame(1, AT)]), file('a', series(AT))]
  const hints = { atByFile: new Map(), at: undefined, oddsFormats: new Map() }
  const { frames } = planImport(files, { ...hints, yesPrices: new Set(['s']) })
  expect(frames.map(({ request }) => request?.['usesYesPrices'])).toEqual([true, undefined])
  expect(refusal(() => planImport(files, { ...hints, yesPrices: new Set(['t']) }))).toBe(
    'no file named t is being imported (use its base name)',
  )
})

describe('what does not fit', () => {
  it('lists files of no known shape and imports the rest', () => {
    const planned = plan([file('x', { hello: 1 }), file('a', series(AT)), file('y', [])])
    expect(planned.unrecognised).toEqual(['x', 'y'])
    expect(planned.frames).toHaveLength(1)
    expect(planned.imports).toHaveLength(1)
  })

  it('counts events of sports without a registry', () => {
    const planned = plan([file('o', odds(-110, { sport: 'tennis_atp' })), file('a', series(AT))])
    expect([...planned.unknownSports]).toEqual([['tennis_atp', 1]])
  })

  it.each([
    [[file('x', {}), file('y', 1)], {}, 'nothing to import: no known response in x, y'],
    [[file('a', ' \n')], {}, 'a: the file is empty'],
    [[file('a', '[['.repeat(99))], {}, 'a: nested deeper than 100'],
    [
      [file('a', series(AT))],
      { files: { b: AT } },
      'no file named b is being imported (use its base name)',
    ],
    [
      [file('a', series(AT))],
      { formats: { 'x/a': 'decimal' } },
      'no file named x/a is being imported (use its base name)',
    ],
  ] as const)('refuses %#', (files, hints, message) => {
    expect(refusal(() => plan(files, hints))).toBe(message)
  })

  it('says on one line that a text is no JSON, perhaps cut off', () => {
    const text = JSON.stringify(odds(-110), null, 2)
    for (const cut of [1, 20, 200, text.length - 1]) {
      expect(refusal(() => plan([file('a', text.slice(0, cut))]))).toMatch(
        /^a: not valid JSON, perhaps cut off: [^\n]+$/,
      )
    }
  })

  it('refuses the whole for one payload that can not be read, naming file, path and value', () => {
    const files = [file('a', series(AT)), file('o', odds(50))]
    expect(() => plan(files, { formats: { o: 'american' } })).toThrow(WireFormatError)
    expect(() => plan(files, { formats: { o: 'american' } })).toThrow(
      'o: [0].bookmakers[0].markets[0].outcomes[0].price: expected American odds of 100 or more either way, got 50',
    )
  })
})
