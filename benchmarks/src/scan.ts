/**
 * A scan of a whole slate: every price of 5,000 markets and 10 books told to the watch, and what it
 * hands out evaluated in full. Two slates in turn, so that every price changes between two scans.
 *
 * Checked: what was found and to what guarantee, against every pair of the slate searched through by
 * brute force, one contract after another.
 * @module
 */
import { performance } from 'node:perf_hooks'
import type { Benchmark, Context } from './benchmark.ts'
import { bestGuarantee, costsOfContracts } from './detection/brute-force.ts'
import {
  evaluateMarket,
  evaluatePair,
  type Found,
  type WatchedSlate,
  watchSlate,
} from './detection/evaluate.ts'
import { createSlate, type SlateMarket, type SlateSize } from './detection/slate.ts'
import { measure, quantile } from './runner/measure.ts'

const SIZE: SlateSize = { fixtures: 1000, marketsPerFixture: 5, books: 10, shareOff: 0.01 }
/** Scans timed one by one, by the clock, after those that warm up. */
const SCANS = 60
const TARGET_MS = 50
/** Of so many markets every pair is evaluated in full, to show what the bound saves. */
const MARKETS_IN_FULL = 50
const ROUNDS = 5

/** The scan benchmark. */
export const scanBenchmark: Benchmark = {
  name: 'scan',
  run: async ({ rng, report }: Context) => {
    const { fixtures, marketsPerFixture, books } = SIZE
    const count = fixtures * marketsPerFixture
    const slates = [createSlate(rng, SIZE), createSlate(rng, SIZE)] as const
    const watched = watchSlate(slates[0], marketsPerFixture)
    let scans = 0
    const next = (): Scan => {
      scans += 1
      return scanOnce(watched, slates[scans % 2] as readonly SlateMarket[])
    }
    report.title(`scan, ${count} markets x ${fixtures} fixtures x ${books} books`)
    const { handedOut, found } = next()
    report.say(
      `Every price told anew, ${handedOut} markets handed out and evaluated in full, ` +
        `${found.length} pairs pay. Checked: which, and how much, against every pair searched ` +
        'through by brute force.',
    )
    const inFull = slates[0].slice(0, MARKETS_IN_FULL)
    const timings = measure(
      [
        { name: 'one scan', operations: 1, run: () => next().found.length },
        {
          name: 'every pair in full, no bound',
          operations: MARKETS_IN_FULL / count,
          run: () => countInFull(inFull),
        },
      ],
      rng,
      ROUNDS,
    )
    const clock = Array.from({ length: SCANS }, () => {
      const before = performance.now()
      next()
      return performance.now() - before
    })
    const wrong = slates.flatMap((slate) => differences(scanOnce(watched, slate).found, slate))
    for (const text of wrong.slice(0, 5)) report.wrong(text)
    const results = [wrong.length === 0 ? 'right' : `WRONG: ${wrong.length}`, 'from 50 markets']
    const rows = timings.map((timing, index) => ({ ...timing, result: results[index] ?? '' }))
    report.table('ours is', rows, 'ms')
    report.figure('one scan by the clock, median', quantile(clock, 0.5), 'ms')
    report.figure(`one scan by the clock, slowest of ${SCANS}`, quantile(clock, 1), 'ms')
    const value = (timings[0]?.nanoseconds ?? Number.NaN) / 1e6
    report.target({ what: 'one scan', value, unit: 'ms', bound: 'most', goal: TARGET_MS })
  },
}

interface Scan {
  readonly handedOut: number
  readonly found: readonly Found[]
}

/** Tells the watch every price, and evaluates what it hands out. */
function scanOnce({ watch, markets }: WatchedSlate, slate: readonly SlateMarket[]): Scan {
  for (const [number, { book, bets }] of slate.entries()) {
    const claims = markets[number] as WatchedSlate['markets'][number]
    watch.setContractAsk(claims.yes, book.bestAsk('yes'))
    watch.setContractAsk(claims.no, book.bestAsk('no'))
    for (const [index, returns] of bets.entries()) {
      const bet = claims.bets[index] as WatchedSlate['markets'][number]['bets'][number]
      watch.setBet(bet.yes, returns.yes)
      watch.setBet(bet.no, returns.no)
    }
  }
  const found: Found[] = []
  let handedOut = 0
  for (const { spaces } of watch.takeDirty()) {
    for (const { space, isRejected } of spaces) {
      if (isRejected) continue
      handedOut += 1
      evaluateMarket(slate[space] as SlateMarket, space, found)
    }
  }
  return { handedOut, found }
}

/** Evaluates every pair, whatever the bound says, and returns how many pay. */
function countInFull(slate: readonly SlateMarket[]): number {
  let count = 0
  for (const market of slate) {
    for (const side of ['yes', 'no'] as const) {
      const ladder = market.book.askLadder(side)
      for (const book of market.bets.keys()) {
        if (evaluatePair(market, { side, book, ladder }).tag !== 'miss') count += 1
      }
    }
  }
  return count
}

const keyOf = ({ market, side, book }: Omit<Found, 'guaranteedMicrodollars'>): string =>
  `market ${market}, ${side} against book ${book}`

/** Returns how findings differ from what brute force finds; nothing where they are right. */
function differences(found: readonly Found[], slate: readonly SlateMarket[]): readonly string[] {
  const ours = new Map(found.map((each) => [keyOf(each), each.guaranteedMicrodollars]))
  const wrong: string[] = []
  for (const [market, { book: orderBook, bets }] of slate.entries()) {
    for (const side of ['yes', 'no'] as const) {
      const costs = costsOfContracts(orderBook, side)
      for (const [book, returns] of bets.entries()) {
        const key = keyOf({ market, side, book })
        const right = bestGuarantee(costs, returns[side === 'yes' ? 'no' : 'yes'])
        const said = ours.get(key)
        ours.delete(key)
        if ((right > 0 || said !== undefined) && said !== right) {
          wrong.push(`${key}: ${said ?? 'nothing'}, not ${right}`)
        }
      }
    }
  }
  return wrong
}
