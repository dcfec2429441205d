/**
 * Detection: how fast the quick bound says no, how fast a full evaluation says yes or no, and how
 * long it takes from one parsed update of one order book to the decision.
 *
 * Checked: whatever the bound rejects and whatever evaluation finds, against brute force over every
 * number of contracts and every stake that could be best for it.
 * @module
 */
import { performance } from 'node:perf_hooks'
import {
  type AskLadder,
  betUnitCost,
  canPayTogether,
  contractUnitCost,
  type ContractSide,
  type OrderBook,
  otherContractSide,
  type Rational,
} from '@arbkit/core'
import type { Benchmark, Context } from './benchmark.ts'
import { bestGuarantee, costsOfContracts } from './detection/brute-force.ts'
import {
  evaluateMarket,
  evaluatePair,
  type Found,
  type WatchedMarket,
  type WatchedSlate,
  watchSlate,
} from './detection/evaluate.ts'
import { createSlate, type SlateMarket, TABLE } from './detection/slate.ts'
import { copiesOf, createUpdates, type Update } from './detection/updates.ts'
import { measure, quantile, type Timing } from './runner/measure.ts'

const MARKETS_PER_FIXTURE = 5
const SLATE = { fixtures: 100, marketsPerFixture: MARKETS_PER_FIXTURE, books: 10, shareOff: 0.01 }
/** More books that are off, so that there are pairs enough that pay. */
const RICH_SLATE = { ...SLATE, shareOff: 0.2 }
const UPDATES = 200_000
const WARM_UPDATES = 50_000
/** One in so many decisions is compared with brute force: of those that find nothing, and of those that do. */
const CHECKED_EVERY = 97
const CHECKED_EVERY_FOUND = 7
const OTHER_LEG = { yes: 'no', no: 'yes' } as const

/** The detection benchmark. */
export const detectionBenchmark: Benchmark = {
  name: 'detection',
  run: async (context) => {
    compareRates(context)
    updateToDecision(context)
  },
}

interface SlatePair {
  readonly market: SlateMarket
  readonly side: ContractSide
  readonly book: number
  readonly ladder: AskLadder
  readonly returnRatio: Rational
  /** By brute force. */
  readonly guarantee: number
}

function compareRates({ rng, report }: Context): void {
  const pairs = createSlate(rng, RICH_SLATE).flatMap(pairsOf)
  const rejected = pairs.filter((pair) => isRejected(pair))
  const kept = pairs.filter((pair) => !isRejected(pair))
  const paying = kept.filter(({ guarantee }) => guarantee > 0)
  report.title('quick bound and full evaluation')
  report.say(
    `${pairs.length} pairs of contracts and a bet: ${rejected.length} rejected, ${paying.length} of ` +
      `the ${kept.length} others pay. Checked: every rejection and every guarantee, against brute ` +
      'force.',
  )
  const lost = rejected.filter(({ guarantee }) => guarantee > 0).length
  if (lost > 0) report.wrong(`the bound rejects ${lost} pairs that pay`)
  const misjudged = pairs.filter((pair) => !isEvaluatedRight(pair)).length
  if (misjudged > 0) report.wrong(`${misjudged} of ${pairs.length} full evaluations`)
  const updates = rejectedUpdates(createSlate(rng, { ...SLATE, shareOff: 0 }))
  const timings = measure(
    [
      {
        name: 'one pair, rejected',
        operations: rejected.length,
        run: () => countRejected(rejected),
      },
      { name: 'one price told, rejected', operations: updates.count, run: updates.run },
      { name: 'one pair in full, rejected', operations: 500, run: () => evaluated(rejected, 500) },
      { name: 'one pair in full, pays', operations: paying.length, run: () => evaluated(paying) },
    ],
    rng,
  )
  const results = [
    'right',
    updates.verdict(),
    ...Array(2).fill(misjudged === 0 ? 'right' : 'WRONG'),
  ]
  if (updates.verdict() !== 'right') report.wrong('a price that pays nothing was handed out')
  const rows = timings.map((timing, index) => ({ ...timing, result: String(results[index]) }))
  report.table('time', rows, 'thousand/s')
  for (const { name, nanoseconds } of timings.slice(0, 2) satisfies readonly Timing[]) {
    const value = 1e3 / nanoseconds
    report.target({ what: name, value, unit: 'million/s', bound: 'least', goal: 5 })
  }
}

function pairsOf(market: SlateMarket): readonly SlatePair[] {
  return (['yes', 'no'] as const).flatMap((side) => {
    const ladder = market.book.askLadder(side)
    const costs = costsOfContracts(market.book, side)
    return market.bets.map((returns, book) => {
      const returnRatio = returns[OTHER_LEG[side]]
      return {
        market,
        side,
        book,
        ladder,
        returnRatio,
        guarantee: bestGuarantee(costs, returnRatio),
      }
    })
  })
}

function isRejected({ market, side, returnRatio }: SlatePair): boolean {
  const unitCost = contractUnitCost(TABLE, market.book.bestAsk(side))
  return !canPayTogether(unitCost, betUnitCost(returnRatio))
}

function countRejected(pairs: readonly SlatePair[]): number {
  let count = 0
  for (const pair of pairs) if (isRejected(pair)) count += 1
  return count
}

/** Evaluates the first `most` pairs and returns how many pay. */
function evaluated(pairs: readonly SlatePair[], most: number = pairs.length): number {
  let count = 0
  for (let index = 0; index < most; index += 1) {
    const pair = pairs[index] as SlatePair
    if (evaluatePair(pair.market, pair).tag !== 'miss') count += 1
  }
  return count
}

function isEvaluatedRight(pair: SlatePair): boolean {
  const finding = evaluatePair(pair.market, pair)
  if (finding.tag === 'miss') return pair.guarantee <= 0
  return finding.tag === 'locked' && finding.position.guaranteed === pair.guarantee
}

/** Prices told to the watch that leave every space rejected: each ask a cent up, then back. */
function rejectedUpdates(slate: readonly SlateMarket[]): {
  readonly count: number
  readonly run: () => number
  readonly verdict: () => string
} {
  const watched = watchSlate(slate, MARKETS_PER_FIXTURE)
  tellAll(watched, slate)
  watched.watch.takeDirty()
  const asks = slate.map(({ book }) => [book.bestAsk('yes') ?? 0, book.bestAsk('no') ?? 0] as const)
  let handedOut = 0
  const run = (): number => {
    for (const dearer of [100, 0]) {
      for (let index = 0; index < asks.length; index += 1) {
        const claims = watched.markets[index] as WatchedMarket
        const [yes, no] = asks[index] as readonly [number, number]
        if (watched.watch.setContractAsk(claims.yes, yes + dearer)) handedOut += 1
        if (watched.watch.setContractAsk(claims.no, no + dearer)) handedOut += 1
      }
    }
    return handedOut
  }
  return { count: asks.length * 4, run, verdict: () => (handedOut === 0 ? 'right' : 'WRONG') }
}

function tellAll({ watch, markets }: WatchedSlate, slate: readonly SlateMarket[]): void {
  for (const [number, { book, bets }] of slate.entries()) {
    const claims = markets[number] as WatchedMarket
    watch.setContractAsk(claims.yes, book.bestAsk('yes'))
    watch.setContractAsk(claims.no, book.bestAsk('no'))
    for (const [index, returns] of bets.entries()) {
      watch.setBet((claims.bets[index] as WatchedMarket['bets'][number]).yes, returns.yes)
      watch.setBet((claims.bets[index] as WatchedMarket['bets'][number]).no, returns.no)
    }
  }
}

/** A slate whose order books change, under watch. */
interface LiveSlate {
  readonly watched: WatchedSlate
  readonly markets: readonly SlateMarket[]
}

function liveSlate(slate: readonly SlateMarket[]): LiveSlate {
  const books = copiesOf(slate)
  const markets = slate.map((market, index) => ({ ...market, book: books[index] as OrderBook }))
  const watched = watchSlate(markets, MARKETS_PER_FIXTURE)
  tellAll(watched, markets)
  watched.watch.takeDirty()
  return { watched, markets }
}

/** What is timed: the book takes the change, the watch its best prices; what it hands out is evaluated. */
function decide({ watched, markets }: LiveSlate, { market, delta }: Update, found: Found[]): void {
  const { book } = markets[market] as SlateMarket
  const claims = watched.markets[market] as WatchedMarket
  book.apply(delta)
  // A change of the YES bids is one of the NO asks: the other claim's price stays as it is.
  const claim = delta.side === 'yes' ? claims.no : claims.yes
  const ask = book.bestAsk(otherContractSide(delta.side))
  if (!watched.watch.setContractAsk(claim, ask)) return
  for (const { spaces } of watched.watch.takeDirty()) {
    for (const { space, isRejected } of spaces) {
      if (!isRejected) evaluateMarket(markets[space] as SlateMarket, space, found)
    }
  }
}

function updateToDecision({ rng, report }: Context): void {
  const slate = createSlate(rng, { ...SLATE, fixtures: 1000 })
  const updates = createUpdates(rng, slate, WARM_UPDATES + UPDATES)
  const live = liveSlate(slate)
  const microseconds = new Float64Array(UPDATES)
  const whenFound: number[] = []
  let found: Found[] = []
  for (let index = -WARM_UPDATES; index < UPDATES; index += 1) {
    const update = updates[index + WARM_UPDATES] as Update
    found = []
    const before = performance.now()
    decide(live, update, found)
    const spent = (performance.now() - before) * 1e3
    if (index < 0) continue
    microseconds[index] = spent
    if (found.length > 0) whenFound.push(spent)
  }
  const { compared, wrong } = checkDecisions(slate, updates)
  report.title('one parsed update to decision, 1000 fixtures, 10 books')
  report.say(
    `${UPDATES} changes of 5,000 order books: book, watch, and what it hands out in full. ` +
      `${whenFound.length} of them left something that pays. Checked: ${compared} decisions against ` +
      'brute force. By the clock.',
  )
  if (wrong > 0) report.wrong(`${wrong} of ${compared} decisions after an update`)
  for (const [what, share] of [
    ['median', 0.5],
    ['99 in 100 within', 0.99],
    ['999 in 1000 within', 0.999],
  ] as const) {
    report.figure(what, quantile(microseconds, share), 'us')
  }
  report.figure('median where something pays', quantile(whenFound, 0.5), 'us')
  const p99 = quantile(microseconds, 0.99)
  report.target({
    what: 'update to decision, p99',
    value: p99,
    unit: 'us',
    bound: 'most',
    goal: 50,
  })
}

/** The same updates once more, apart from the timing, some decisions compared with brute force. */
function checkDecisions(
  slate: readonly SlateMarket[],
  updates: readonly Update[],
): { readonly compared: number; readonly wrong: number } {
  const live = liveSlate(slate)
  let [compared, wrong] = [0, 0]
  for (const [index, update] of updates.entries()) {
    const found: Found[] = []
    decide(live, update, found)
    const every = found.length === 0 ? CHECKED_EVERY : CHECKED_EVERY_FOUND
    if (index % every !== 0) continue
    compared += 1
    const market = live.markets[update.market] as SlateMarket
    const right = pairsOf(market).filter(({ guarantee }) => guarantee > 0)
    const isSame =
      right.length === found.length &&
      right.every(({ side, book, guarantee }) =>
        found.some(
          (each) =>
            each.side === side && each.book === book && each.guaranteedMicrodollars === guarantee,
        ),
      )
    if (!isSame) wrong += 1
  }
  return { compared, wrong }
}
