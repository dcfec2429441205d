import { describe, expect, it } from 'vitest'
import {
  type ConformanceBook,
  type ConformanceReport,
  type CreateConformanceSubject,
  createOwnSubject,
  runConformance,
} from './index.ts'

const failedIn = (report: ConformanceReport): readonly string[] =>
  report.failures.map(({ caseName }) => caseName)

describe('runConformance', () => {
  it('finds nothing wrong with our books', () => {
    const report = runConformance(createOwnSubject)
    expect(report.failures).toEqual([])
    expect(report.cases).toBeGreaterThanOrEqual(46)
    expect(report.steps).toBeGreaterThanOrEqual(276)
    expect(new Set(report.passed).size).toBe(report.cases)
  })

  it('says where, what was expected and what was found', () => {
    const report = runConformance(() => ({ feed() {}, reconnect() {}, books: () => ({}) }))
    expect(report.failures.find(({ caseName }) => caseName === 'side-key-missing')).toEqual({
      caseName: 'side-key-missing',
      step: 1,
      marketId: 'KXTESTGAME-26NOV21AAABBB-AAA',
      expected: 'no 4500 ticks × 2000 centicontracts, no 5600 ticks × 1700 centicontracts',
      got: 'not in sync',
    })
  })

  it('takes an error of the implementation for a failure of the step', () => {
    const report = runConformance(() => ({
      feed() {
        throw new RangeError('no such side')
      },
      reconnect() {},
      books: () => ({}),
    }))
    expect(report.failures).toHaveLength(report.cases)
    expect(report.failures[0]).toMatchObject({
      step: 0,
      marketId: undefined,
      got: 'RangeError: no such side',
    })
  })

  it('reads levels in any order and with any zeros, and nothing that is no number', () => {
    const books = (yes: ConformanceBook['yes']): CreateConformanceSubject => {
      let seen = 0
      return () => ({
        feed() {
          seen += 1
        },
        reconnect() {},
        books: () => (seen > 1 ? { 'KXTESTGAME-26NOV21AAABBB-AAA': { yes, no: NO } } : {}),
      })
    }
    const NO: ConformanceBook['no'] = [
      ['0.56', '17'],
      ['0.45', '20.0'],
    ]
    const sorted = runConformance(
      books([
        ['0.42', '13'],
        ['0.410000', '10.00'],
      ]),
    ).failures[0]
    expect(sorted).toMatchObject({
      caseName: 'snapshots',
      marketId: 'KXTESTGAME-26NOV21AAABBB-BBB',
    })
    const wrong = runConformance(
      books([
        ['0.42', 'ten'],
        ['0.41', '10.00'],
      ]),
    ).failures[0]
    expect(wrong).toMatchObject({ caseName: 'snapshots', marketId: 'KXTESTGAME-26NOV21AAABBB-AAA' })
  })
})

/** What a plain implementation may get wrong; all of these were found in public code. */
type Mistake =
  | 'counts-per-market'
  | 'skips-answers'
  | 'keeps-missing-side'
  | 'adds-floats'
  | 'keys-by-text'
  | 'rounds-to-cents'
  | 'loses-one-market'
  | 'ignores-yes-prices'
  | 'keeps-over-reconnect'
  | 'clamps-below-zero'
  | 'applies-duplicates'
  | 'survives-errors'

interface NaiveFrame {
  readonly type: string
  readonly sid?: number
  readonly seq?: number
  readonly msg?: {
    readonly market_ticker?: string
    readonly code?: number
    readonly yes_dollars_fp?: readonly (readonly [string, string])[]
    readonly no_dollars_fp?: readonly (readonly [string, string])[]
    readonly price_dollars?: string
    readonly delta_fp?: string
    readonly side?: 'yes' | 'no'
  }
}

/** A book keeper as one writes it in an hour, with one mistake or several. */
function naive(...mistakes: readonly Mistake[]): CreateConformanceSubject {
  const has = (mistake: Mistake): boolean => mistakes.includes(mistake)
  return ({ useYesPrice }) => {
    const last = new Map<string, number>()
    const books = new Map<string, { yes: Map<string, number>; no: Map<string, number> }>()
    const price = (side: 'yes' | 'no', text: string): string => {
      const ticks = Math.round(Number(text) * 10_000)
      const mirrored = useYesPrice && side === 'no' && !has('ignores-yes-prices')
      if (has('keys-by-text') && !mirrored) return text
      const cents = has('rounds-to-cents') ? Math.round(ticks / 100) * 100 : ticks
      return ((mirrored ? 10_000 - cents : cents) / 10_000).toFixed(4)
    }
    const size = (text: string): number =>
      has('adds-floats') ? Number(text) : Math.round(Number(text) * 100)
    const lose = (marketId: string): void => {
      if (has('loses-one-market') || has('counts-per-market')) books.delete(marketId)
      else books.clear()
    }
    const act = ({ type, sid, seq, msg = {} }: NaiveFrame): void => {
      const marketId = msg.market_ticker ?? ''
      if (type === 'subscribed') books.clear()
      if (type === 'subscribed') last.clear()
      const isCounted = seq !== undefined && !(type === 'ok' && has('skips-answers'))
      if (isCounted) {
        const key = has('counts-per-market') ? marketId : `${sid}`
        const before = last.get(key)
        if (before !== undefined && seq <= before && !has('applies-duplicates')) return
        last.set(key, Math.max(seq, before ?? 0))
        if (before !== undefined && seq > before + 1) lose(marketId)
      }
      if (type === 'error' && !has('survives-errors')) books.clear()
      if (type === 'orderbook_snapshot') {
        const old = has('keeps-missing-side') ? books.get(marketId) : undefined
        const side = (name: 'yes' | 'no'): Map<string, number> => {
          const levels = msg[`${name}_dollars_fp`]
          if (levels === undefined && old !== undefined) return old[name]
          return new Map((levels ?? []).map(([at, count]) => [price(name, at), size(count)]))
        }
        books.set(marketId, { yes: side('yes'), no: side('no') })
      }
      const { side } = msg
      const levels = side === undefined ? undefined : books.get(marketId)?.[side]
      if (type !== 'orderbook_delta' || side === undefined || levels === undefined) return
      const at = price(side, msg.price_dollars ?? '')
      const after = (levels.get(at) ?? 0) + size(msg.delta_fp ?? '')
      if (after > 0) levels.set(at, after)
      else levels.delete(at)
      if (after < 0 && !has('clamps-below-zero')) books.delete(marketId)
    }
    const written = (levels: ReadonlyMap<string, number>): ConformanceBook['yes'] =>
      [...levels].map(([at, count]) => [
        at,
        has('adds-floats') ? `${count}` : (count / 100).toFixed(2),
      ])
    return {
      feed: (text) => act(JSON.parse(text) as NaiveFrame),
      reconnect() {
        last.clear()
        if (!has('keeps-over-reconnect')) books.clear()
      },
      books: () =>
        Object.fromEntries(
          [...books].map(([id, { yes, no }]) => [id, { yes: written(yes), no: written(no) }]),
        ),
    }
  }
}

describe('what the cases find', () => {
  const plain = failedIn(runConformance(naive()))

  it.each<[Mistake, readonly string[]]>([
    ['counts-per-market', ['ok-counts', 'gap']],
    ['skips-answers', ['ok-counts']],
    ['keeps-missing-side', ['side-key-missing-again']],
    ['adds-floats', ['fractional-sizes']],
    ['keys-by-text', ['price-text']],
    ['rounds-to-cents', ['sub-cent']],
    ['loses-one-market', ['gap', 'gap-found-by-an-answer']],
    ['ignores-yes-prices', ['yes-prices']],
    ['keeps-over-reconnect', ['reconnect']],
    ['clamps-below-zero', ['below-zero', 'below-zero-no-level']],
    ['applies-duplicates', ['duplicate', 'duplicate-snapshot']],
    ['survives-errors', ['error-10', 'error-17', 'error-25']],
  ])('an implementation that %s fails %j', (mistake, names) => {
    const failed = failedIn(runConformance(naive(mistake)))
    expect(failed).toEqual(expect.arrayContaining([...names]))
    for (const name of names) expect(plain).not.toContain(name)
  })

  it('even a careful one of an hour fails what cost others money', () => {
    expect(plain).toEqual(expect.arrayContaining(['unreadable-text', 'taken-off-the-list']))
  })
})
