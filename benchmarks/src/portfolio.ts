/**
 * Sizing over many legs: the linear program behind a portfolio of so many parts and outcomes, from
 * the problem to the unrounded optimum, beside HiGHS (WebAssembly), which is only given its arrays;
 * and the whole of it, to the portfolio that can be bought.
 *
 * Checked: the optimum against that of HiGHS over a program written apart. Ours knows that payouts
 * come in whole cents, so it may lie a cent below; above, by no more than a millionth. What can be
 * bought: its guarantee added up the long way, and never above that optimum.
 * @module
 */
import {
  bestPortfolio,
  Decimal,
  kalshiRoundingAt,
  kalshiTakerCosts,
  type PortfolioProblem,
  relaxPortfolio,
} from '@arbkit/core'
import type { Benchmark, Context } from './benchmark.ts'
import {
  createHighsSolver,
  type HighsProgram,
  type HighsSolver,
} from './portfolio/highs-reference.ts'
import { type ProblemSize, randomPortfolio } from './portfolio/random-portfolio.ts'
import { slowGuarantee } from './portfolio/slow-guarantee.ts'
import { measure } from './runner/measure.ts'

const SIZES: readonly ProblemSize[] = [
  { parts: 3, outcomes: 3, levels: 5 },
  { parts: 8, outcomes: 12, levels: 5 },
  { parts: 20, outcomes: 50, levels: 1 },
  { parts: 20, outcomes: 50, levels: 5 },
]

const PROBLEMS = 30
/** Of so many the whole way to what can be bought: a search, much dearer than the program. */
const ROUNDED = 4
const ROUNDS = 7
/** Dollars, and a share. */
const BELOW = 0.01
const ABOVE = 1e-6
const TARGET_MS = 1

const COSTS = kalshiTakerCosts({
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
})

/** The linear program benchmark. */
export const portfolioBenchmark: Benchmark = {
  name: 'portfolio',
  run: async (context) => {
    const highs = await createHighsSolver()
    for (const size of SIZES) compare(context, highs, size)
  },
}

function compare({ rng, report }: Context, highs: HighsSolver, size: ProblemSize): void {
  const { parts, outcomes, levels } = size
  const problems = Array.from({ length: PROBLEMS }, () => randomPortfolio(rng, size, COSTS))
  const solve = (program: HighsProgram): number => highs.solve(program)
  const programs = problems.map((problem) => highs.write(problem))
  report.title(`linear program, ${parts} parts x ${outcomes} outcomes, ladders of ${levels}`)
  report.say(
    `One problem a time, ${PROBLEMS} random ones. Checked: each optimum against that of HiGHS over ` +
      'a program written apart: a cent below it at most, and a millionth above.',
  )
  const rounded = problems.slice(0, ROUNDED)
  const timings = measure(
    [
      {
        name: '@arbkit/core relaxPortfolio',
        operations: PROBLEMS,
        run: () => sumOver(problems, (problem) => relaxPortfolio(problem).relaxedGuarantee),
      },
      { name: highs.name, operations: PROBLEMS, run: () => sumOver(programs, solve) },
      {
        name: '@arbkit/core bestPortfolio',
        operations: ROUNDED,
        run: () => sumOver(rounded, (problem) => bestPortfolio(problem)?.position.guaranteed ?? 0),
      },
    ],
    rng,
    ROUNDS,
  )
  const wrong = problems.filter((problem) => !isRight(problem, highs)).length
  if (wrong > 0) report.wrong(`${wrong} of ${PROBLEMS} optima, ${parts} x ${outcomes}`)
  const misjudged = rounded.filter((problem) => !isRoundedRight(problem, highs)).length
  if (misjudged > 0) report.wrong(`${misjudged} of ${ROUNDED} portfolios, ${parts} x ${outcomes}`)
  const results = [
    wrong === 0 ? 'right' : `WRONG: ${wrong} of ${PROBLEMS}`,
    'the reference',
    misjudged === 0 ? 'right, rounded' : `WRONG: ${misjudged} of ${ROUNDED}`,
  ]
  const rows = timings.map((timing, index) => ({ ...timing, result: results[index] ?? '' }))
  report.table('time', rows, 'us')
  if (parts === 20) {
    const value = (timings[0]?.nanoseconds ?? Number.NaN) / 1e6
    const what = `${parts} x ${outcomes}`
    report.target({ what, value, unit: 'ms', bound: 'most', goal: TARGET_MS })
  }
}

function isRight(problem: PortfolioProblem, highs: HighsSolver): boolean {
  const ours = relaxPortfolio(problem).relaxedGuarantee / 1e6
  const right = highs.solve(highs.write(problem))
  return right > 0 && ours >= right - BELOW && ours <= right + ABOVE * Math.max(1, right)
}

function isRoundedRight(problem: PortfolioProblem, highs: HighsSolver): boolean {
  const solution = bestPortfolio(problem)
  if (solution === undefined) return false
  const guarantee = slowGuarantee(problem, solution.quantities, COSTS)
  const right = highs.solve(highs.write(problem))
  return guarantee === solution.position.guaranteed && guarantee / 1e6 <= right + ABOVE
}

function sumOver<Item>(items: readonly Item[], figureOf: (item: Item) => number): number {
  let sum = 0
  for (const item of items) sum += figureOf(item)
  return sum
}
