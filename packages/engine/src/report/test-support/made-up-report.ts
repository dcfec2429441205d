/**
 * Reports of made-up candidates and trades, from a source of chance: no real game, book or price.
 * @module
 */
import {
  backtestFigures,
  type CandidateRecord,
  centicontracts,
  FILL_ASSUMPTIONS,
  microdollars,
  priceTicks,
  rational,
  type Rng,
  type TradeRecord,
} from '@arbkit/core'
import { backtestReportOf, type TradeNotes } from '../backtest-report.ts'
import type { BacktestHead, BacktestReport } from '../backtest-report-schema.ts'
import { fillAssumptionsOf } from '../fill-assumptions-of.ts'

/** When the made-up recording begins. */
export const START_MS = Date.UTC(2031, 4, 6, 14, 0, 0)

/** What a made-up report is like. */
export interface MadeUpShape {
  readonly candidates: number
  /** Share of them that is taken. */
  readonly takenShare?: number
  readonly days?: number
  readonly lineCount?: number
  readonly notes?: Partial<TradeNotes>
  readonly hasResults?: boolean
}

/** The records of a made-up report. */
export interface MadeUpRecords {
  readonly candidates: readonly CandidateRecord[]
  readonly trades: readonly TradeRecord[]
}

const LEAGUES = ['mlb', 'wnba', 'nba']
const BOOKS = ['alpha', 'bravo', 'charlie', 'delta']
const REASONS = ['fees', 'stale', 'below-min-profit', 'price']

function pick<Item>(items: readonly Item[], rng: Rng): Item {
  return items[Math.floor(rng.next() * items.length)] as Item
}

/** Sum of chances less its mean: about normal, spread 1. */
function bell(rng: Rng): number {
  return Array.from({ length: 12 }, () => rng.next()).reduce((sum, value) => sum + value, -6)
}

/** Returns made-up records. */
export function madeUpRecords(shape: MadeUpShape, rng: Rng): MadeUpRecords {
  const { takenShare = 0.4, days = 6 } = shape
  const candidates = Array.from({ length: shape.candidates }, (_, index) => {
    const isTaken = rng.next() < takenShare
    return madeUpCandidate({ index, isTaken, days, rng })
  })
  const trades = candidates
    .filter(({ state }) => state.tag === 'taken')
    .map((candidate, index) => madeUpTrade(candidate, { index, rng, ...shape }))
  return { candidates, trades }
}

function madeUpCandidate(given: {
  readonly index: number
  readonly isTaken: boolean
  readonly days: number
  readonly rng: Rng
}): CandidateRecord {
  const { index, isTaken, days, rng } = given
  const foundMs = START_MS + Math.floor(rng.next() * days * 86_400_000)
  const lastedMs = Math.floor(Math.exp(7 + 2 * bell(rng)))
  const price = 3_000 + Math.floor(rng.next() * 4_000)
  const hasClosing = rng.next() < 0.9
  return {
    id: `candidate-${index}`,
    league: pick(LEAGUES, rng),
    book: pick(BOOKS, rng),
    marketType: pick(['moneyline', 'spread', 'total'], rng),
    fixtureId: `game-${Math.floor(rng.next() * Math.max(1, shapeGames(days)))}`,
    foundMs,
    lastSeenMs: foundMs + lastedMs,
    endedMs: rng.next() < 0.15 ? undefined : foundMs + lastedMs + Math.floor(rng.next() * 90),
    edgePpm: Math.round((isTaken ? 9_000 : -1_000) + 5_000 * bell(rng)),
    state: isTaken ? { tag: 'taken' } : { tag: 'rejected', reason: pick(REASONS, rng) },
    quoteAgeMs: Math.floor(rng.next() * 20_000),
    odds: rational(210 + Math.floor(rng.next() * 40), 100),
    closingOdds: hasClosing ? rational(205 + Math.floor(rng.next() * 45), 100) : undefined,
    price: priceTicks(price),
    closingPrice: hasClosing ? priceTicks(price + Math.round(60 * bell(rng)) + 30) : undefined,
  }
}

const shapeGames = (days: number): number => days * 12

function madeUpTrade(
  candidate: CandidateRecord,
  { index, rng, hasResults = true }: MadeUpShape & { readonly index: number; readonly rng: Rng },
): TradeRecord {
  const { id, league, book, marketType, fixtureId, foundMs } = candidate
  const roll = rng.next()
  const planned = 100 * (10 + Math.floor(rng.next() * 190))
  const filled = roll < 0.15 ? 0 : roll < 0.3 ? 100 * Math.ceil(planned / 250) : planned
  const naked = roll > 0.85 ? Math.floor(filled / 2) : 0
  const guaranteed = Math.round(filled * (60 + 40 * bell(rng)))
  const nakedCost = naked === 0 ? 0 : Math.round(naked * (300 + 150 * bell(rng)))
  const realised = filled === 0 ? 0 : guaranteed - 4 * nakedCost
  const isOver = hasResults && rng.next() < 0.95
  return {
    id: `trade-${index}`,
    candidateId: id,
    league,
    book,
    marketType,
    fixtureId,
    atMs: foundMs,
    closedMs: isOver ? foundMs + 3_600_000 + Math.floor(rng.next() * 7_200_000) : undefined,
    stage: filled === 0 ? 'dropped' : isOver ? 'settled' : 'both',
    dropReason: filled === 0 ? pick(['not-quoted', 'not-filled'] as const, rng) : undefined,
    planned: centicontracts(planned),
    filled: centicontracts(filled),
    naked: centicontracts(naked),
    paid: microdollars(filled * 9_870),
    plannedGuaranteed: microdollars(planned * 128),
    guaranteed: microdollars(guaranteed),
    priceSlippage: microdollars(Math.round(filled * 20 * Math.abs(bell(rng)))),
    oddsSlippage: microdollars(roll > 0.7 ? filled * 15 : 0),
    nakedCost: microdollars(nakedCost),
    realised: isOver ? microdollars(realised) : undefined,
  }
}

/** Returns the head of a made-up report. */
export function madeUpHead({ days = 6, candidates }: MadeUpShape): BacktestHead {
  const [from, to] = [START_MS, START_MS + days * 86_400_000].map((ms) =>
    new Date(ms).toISOString(),
  ) as [string, string]
  const isEmpty = candidates === 0
  return {
    sessions: isEmpty
      ? []
      : [
          {
            name: 'made-up',
            from,
            to,
            frames: 12_345,
            turns: 9_876,
            parity: { verdict: 'same', decisions: 77, detail: 'same decisions as recorded: 77' },
          },
        ],
    from: isEmpty ? null : from,
    to: isEmpty ? null : to,
    frames: isEmpty ? 0 : 12_345,
    turns: isEmpty ? 0 : 9_876,
    options: [{ name: 'minProfit', value: '$0.01', origin: 'default' }],
    assumptions: fillAssumptionsOf(FILL_ASSUMPTIONS),
    seed: '7',
    versions: [{ name: 'arbkit', version: '0.0.0' }],
  }
}

/** Returns a made-up report. */
export function madeUpReport(shape: MadeUpShape, rng: Rng): BacktestReport {
  return reportOfRecords(madeUpRecords(shape, rng), { ...shape, rng })
}

/** Returns the report of given records. */
export function reportOfRecords(
  { candidates, trades }: MadeUpRecords,
  { rng, notes = {}, lineCount = 6, ...shape }: MadeUpShape & { readonly rng: Rng },
): BacktestReport {
  const figures = backtestFigures({
    candidates,
    trades,
    source: { hasDepth: false, hasResults: true, modelsId: 'assumed', areModelsAssumed: true },
    rng,
    startCash: microdollars(1_000_000_000),
    resamples: 200,
  })
  return backtestReportOf({
    head: madeUpHead(shape),
    figures,
    candidates,
    trades,
    notesOf: ({ fixtureId }) => ({
      fixture: notes.fixture ?? `AA${fixtureId.slice(5)} @ BB`,
      question: notes.question ?? 'BB wins',
      explanation: notes.explanation ?? [
        {
          title: 'Steps',
          lines: Array.from({ length: lineCount }, (_, line) => ({
            what: `step ${line + 1}`,
            value: `${line * 250} ms`,
            why: 'the order met the book as it stood then, and took what was there',
          })),
        },
      ],
    }),
  })
}
