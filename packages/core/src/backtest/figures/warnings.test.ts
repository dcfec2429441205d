import { describe, expect, it } from 'vitest'
import { CANDIDATE, copiesOf, TRADE } from '../../testing/made-up-records.ts'
import { createSeededRng } from '../../testing/seeded-rng.ts'
import { edgeSurvivalOf } from './edge-survival.ts'
import type { CandidateRecord, TradeRecord } from './records.ts'
import {
  type FigureWarning,
  figureWarningsOf,
  type SourceFacts,
  WARN_FIXTURES_MIN,
  WARN_QUOTE_AGE_MS_MAX,
  WARN_TRADES_MIN,
  warningText,
} from './warnings.ts'

const GOOD: SourceFacts = {
  hasDepth: true,
  hasResults: true,
  modelsId: 'measured',
  areModelsAssumed: false,
}
const CANDIDATES = copiesOf(CANDIDATE, 40)
const TRADES = copiesOf(TRADE, 40)

function warned(
  input: {
    readonly source?: Partial<SourceFacts>
    readonly candidates?: readonly CandidateRecord[]
    readonly trades?: readonly TradeRecord[]
  } = {},
): readonly FigureWarning[] {
  const { candidates = CANDIDATES, trades = TRADES, source } = input
  const survival = edgeSurvivalOf(candidates, { rng: createSeededRng(1), resamples: 10 })
  return figureWarningsOf({ source: { ...GOOD, ...source }, candidates, trades, survival })
}

/** The first so many candidates changed. */
const some = (count: number, changes: Partial<CandidateRecord>) =>
  CANDIDATES.map((candidate, index) => (index < count ? { ...candidate, ...changes } : candidate))

describe('warnings', () => {
  it('are none where the data supports every figure', () => {
    expect(warned()).toEqual([])
  })

  it('are of the source', () => {
    const source = { hasDepth: false, hasResults: false, areModelsAssumed: true, modelsId: 'a-1' }
    expect(warned({ source })).toEqual([
      { tag: 'no-depth' },
      { tag: 'assumed-models', modelsId: 'a-1' },
      { tag: 'no-results' },
    ])
  })

  it('are of too few trades and games', () => {
    expect(warned({ trades: TRADES.slice(0, WARN_TRADES_MIN) })).toEqual([])
    expect(warned({ trades: TRADES.slice(0, WARN_TRADES_MIN - 1) })).toEqual([
      { tag: 'few-trades', trades: WARN_TRADES_MIN - 1, tradesMin: WARN_TRADES_MIN },
    ])
    const games = (count: number) => {
      const inGame = <Item extends { readonly fixtureId: string }>(items: readonly Item[]) =>
        items.map((item, index) => ({ ...item, fixtureId: `game-${index % count}` }))
      return warned({ candidates: inGame(CANDIDATES), trades: inGame(TRADES) })
    }
    expect(games(WARN_FIXTURES_MIN)).toEqual([])
    expect(games(WARN_FIXTURES_MIN - 1)).toEqual([
      { tag: 'few-fixtures', fixtures: WARN_FIXTURES_MIN - 1, fixturesMin: WARN_FIXTURES_MIN },
    ])
  })

  it('are of trades that have no result', () => {
    const open = (count: number) =>
      warned({
        trades: TRADES.map((trade, index) =>
          index < count ? { ...trade, realised: undefined } : trade,
        ),
      })
    expect(open(0)).toEqual([])
    expect(open(1)).toEqual([{ tag: 'open-trades', open: 1, trades: 40 }])
  })

  it('are of horizons that looks are too far apart for', () => {
    const polled = some(40, { lastSeenMs: CANDIDATE.foundMs, endedMs: CANDIDATE.foundMs + 2_000 })
    expect(warned({ candidates: polled })).toEqual([
      { tag: 'look-gap', horizonMs: 100, gapMs: 2_000 },
      { tag: 'look-gap', horizonMs: 1_000, gapMs: 2_000 },
    ])
  })

  it('are of candidates most of which were there at the end', () => {
    expect(warned({ candidates: some(20, { endedMs: undefined }) })).toEqual([])
    expect(warned({ candidates: some(21, { endedMs: undefined }) })).toEqual([
      { tag: 'heavy-censoring', censored: 21, total: 40 },
    ])
    expect(warned({ candidates: some(40, { endedMs: undefined }) })).toContainEqual({
      tag: 'look-gap',
      horizonMs: 60_000,
      gapMs: undefined,
    })
  })

  it.each<Partial<CandidateRecord>>([{ closingOdds: undefined }, { closingPrice: undefined }])(
    'are of closing prices that are missing: %j',
    (changes) => {
      expect(warned({ candidates: some(20, changes) })).toEqual([])
      expect(warned({ candidates: some(21, changes) })).toEqual([
        { tag: 'no-closing-line', missing: 21, total: 40 },
      ])
    },
  )

  it('are of quotes that were old when found', () => {
    const ageMsMax = WARN_QUOTE_AGE_MS_MAX
    expect(warned({ candidates: some(40, { quoteAgeMs: ageMsMax }) })).toEqual([])
    expect(warned({ candidates: some(40, { quoteAgeMs: ageMsMax + 1 }) })).toEqual([
      { tag: 'stale-quotes', medianAgeMs: ageMsMax + 1, ageMsMax },
    ])
  })

  it('say nothing of candidates that are not there', () => {
    expect(warned({ candidates: [], trades: [] }).map(({ tag }) => tag)).toEqual([
      'few-trades',
      'few-fixtures',
    ])
  })
})

it.each<[FigureWarning, RegExp]>([
  [{ tag: 'no-depth' }, /only the best price/],
  [{ tag: 'assumed-models', modelsId: 'set-7' }, /set-7/],
  [{ tag: 'no-results' }, /nothing was settled/],
  [{ tag: 'few-trades', trades: 3, tradesMin: 30 }, /3 trades, fewer than 30/],
  [{ tag: 'few-fixtures', fixtures: 2, fixturesMin: 20 }, /2 games, fewer than 20/],
  [
    { tag: 'open-trades', open: 6, trades: 9 },
    /6 of 9 trades have no result in the data: their profit is the guarantee/,
  ],
  [{ tag: 'look-gap', horizonMs: 100, gapMs: 5_000 }, /5 s apart.*100 ms/],
  [{ tag: 'look-gap', horizonMs: 100, gapMs: undefined }, /no candidate was seen to end/],
  [{ tag: 'heavy-censoring', censored: 8, total: 9 }, /8 of 9/],
  [{ tag: 'no-closing-line', missing: 8, total: 9 }, /8 of 9/],
  [
    { tag: 'stale-quotes', medianAgeMs: 514_000, ageMsMax: 60_000 },
    /8\.6 min old.*more than 1 min/,
  ],
])('%j says what not to believe', (warning, pattern) => {
  expect(warningText(warning)).toMatch(pattern)
})
