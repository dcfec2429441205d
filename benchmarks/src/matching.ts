/**
 * Matching: a slate of both venues from cold, the same warm, and one listing changed.
 *
 * Checked: every contract of a game that both venues list is paired with that game's own event, on its
 * own outcome, with exactly the books that sell it, and nothing else is paired; after the changes the
 * result is that of matching everything anew.
 * @module
 */
import { matchMarkets } from '@arbkit/core'
import type { Benchmark, Context } from './benchmark.ts'
import {
  CHANGES,
  liveSlate,
  type LiveSlate,
  REPEATS,
  timeChanges,
  type Until,
} from './matching/changes.ts'
import { coldRuns, type TimedMatch } from './matching/cold-run.ts'
import { digestOf, judge } from './matching/judge.ts'
import { mistakesOf, naiveMatchers, sampleOf } from './matching/naive.ts'
import { createMatchingSlate, type MatchingSlate } from './matching/slate.ts'
import { measure, quantile } from './runner/measure.ts'

const SIZE = { contracts: 10_000, odds: 2000 }
const COLD_RUNS = 9
const TARGET_COLD_MS = 400
const TARGET_CHANGE_MS = 5
/** The naive ways are given so many contracts. */
const SAMPLE = 200
const ROUNDS = 5
const WARM_UP_CHANGES = 10

/** The matching benchmark. */
export const matchingBenchmark: Benchmark = {
  name: 'matching',
  run: async (context) => {
    const slate = createMatchingSlate(context.rng, SIZE)
    context.report.title(`matching, ${SIZE.contracts} contracts x ${SIZE.odds} odds events`)
    await wholeSlate(context, slate)
    context.report.title('matching, one listing changed')
    oneListing(context, slate)
  },
}

async function wholeSlate({ rng, report }: Context, slate: MatchingSlate): Promise<void> {
  const result = matchMarkets(slate)
  const verdict = judge(slate, result)
  const { games, expected, right, wrong, missed, suggested, suggestedOther } = verdict
  report.say(
    `${slate.games.length} games with contracts, ${games} of them with quotes on ${expected} ` +
      `contracts. Paired: right ${right}, wrong ${wrong.length}, missed ${missed.length}. Suggested, ` +
      `of teams that nobody knows: own ${suggested}, other ${suggestedOther}. Checked: game, ` +
      'outcome, line and number of books of every pair.',
  )
  for (const text of wrong.slice(0, 5)) report.wrong(text)
  for (const id of missed.slice(0, 5)) report.wrong(`${id} is not paired`)
  if (right !== expected) report.wrong(`${expected} contracts to pair, ${right} paired right`)
  await besideNaive({ rng, report }, slate)
  cold({ rng, report }, slate, digestOf(result))
}

async function besideNaive({ rng, report }: Context, slate: MatchingSlate): Promise<void> {
  const sample = sampleOf(rng, slate, SAMPLE)
  const naive = await naiveMatchers(slate)
  const timings = measure(
    [
      {
        name: '@arbkit/core matchMarkets',
        operations: slate.contracts.length,
        run: () => matchMarkets(slate).pairs.length,
      },
      ...naive.map(({ name, eventOf }) => ({
        name,
        operations: sample.length,
        run: () => sample.filter(({ contract }) => eventOf(contract) !== undefined).length,
      })),
    ],
    rng,
    ROUNDS,
  )
  const results = naive.map((matcher) => {
    const { wrong, missed } = mistakesOf(matcher, sample)
    return `${percent(wrong)} % wrong, ${percent(missed)} % missed`
  })
  report.say(
    `Time a contract. The naive ways look for the event only, of ${sample.length} contracts: the ` +
      'likest title of the league, of several the nearest in time.',
  )
  const rows = timings.map((timing, index) => ({
    ...timing,
    result: results[index - 1] ?? 'right',
  }))
  report.table('ours is', rows, 'us')
}

function percent(count: number): string {
  return ((100 * count) / SAMPLE).toFixed(1)
}

function cold({ report }: Context, slate: MatchingSlate, digest: string): void {
  const runs = coldRuns(slate, COLD_RUNS)
  const calls = runs.flatMap(({ first, second }) => [first, second])
  const differing = calls.filter((call) => call.digest !== digest).length
  if (differing > 0) report.wrong(`${differing} of ${calls.length} calls in processes of their own`)
  const firsts = runs.map(({ first }) => first)
  const seconds = runs.map(({ second }) => processorOf(second))
  const figures: readonly (readonly [string, readonly number[], number])[] = [
    ['from cold, median', firsts.map(processorOf), 0.5],
    ['a new matcher in the same process, median', seconds, 0.5],
    [`from cold, quickest of ${runs.length}`, firsts.map(processorOf), 0],
    [`from cold by the clock, quickest of ${runs.length}`, firsts.map(({ clockMs }) => clockMs), 0],
    ['from cold by the clock, median', firsts.map(({ clockMs }) => clockMs), 0.5],
  ]
  for (const [what, times, share] of figures) report.figure(what, quantile(times, share), 'ms')
  report.target({
    what: 'from cold',
    value: quantile(firsts.map(processorOf), 0.5),
    unit: 'ms',
    bound: 'most',
    goal: TARGET_COLD_MS,
  })
  report.target({
    what: 'a new matcher in a process that ran before',
    value: quantile(seconds, 0.5),
    unit: 'ms',
    bound: 'most',
    goal: TARGET_COLD_MS,
  })
}

function processorOf({ processorMs }: TimedMatch): number {
  return processorMs
}

function oneListing({ rng, report }: Context, slate: MatchingSlate): void {
  const live = liveSlate(slate)
  report.say(
    `By the clock; each change made ${REPEATS} times, of which the quickest counts but where all are ` +
      'said. Checked: pairs are of the odds told last, and in the end the whole result is that of ' +
      'matching everything anew.',
  )
  const slowest = { candidates: 0, result: 0 }
  for (const { who, until, isByName, count } of MEASURED) {
    const own = {
      games: slate.games.filter((game) => game.isByName === isByName),
      spare: slate.spare.filter((game) => game.isByName === isByName),
    }
    timeChanges(rng, own, live, { count: WARM_UP_CHANGES, until })
    const times = timeChanges(rng, own, live, { count, until })
    report.say(`${who}, until ${UNTIL[until]}`)
    for (const change of CHANGES) {
      const quickest = times[change].map((each) => Math.min(...each))
      const p99 = quantile(quickest, 0.99)
      slowest[until] = Math.max(slowest[until], p99)
      report.figure(`${change}, median`, quantile(quickest, 0.5), 'ms')
      report.figure(`${change}, p99`, p99, 'ms')
      report.figure(`${change}, p99 of all`, quantile(times[change].flat(), 0.99), 'ms')
    }
  }
  checkLive(report, slate, live)
  for (const until of ['candidates', 'result'] as const) {
    report.target({
      what: `one change until ${UNTIL[until]}, p99 of the slowest kind`,
      value: slowest[until],
      unit: 'ms',
      bound: 'most',
      goal: TARGET_CHANGE_MS,
    })
  }
}

/** Who is changed, what is waited for, and how many changes of each kind are timed. */
const MEASURED = [
  { who: 'Known teams', until: 'candidates', isByName: false, count: 200 },
  { who: 'Persons and unknown teams', until: 'candidates', isByName: true, count: 100 },
  { who: 'Known teams', until: 'result', isByName: false, count: 100 },
] as const

const UNTIL: Readonly<Record<Until, string>> = {
  candidates: 'its candidates',
  result: 'the whole result',
}

function checkLive(report: Context['report'], slate: MatchingSlate, live: LiveSlate): void {
  const told = { contracts: [...live.contracts.values()], odds: [...live.odds.values()] }
  const result = live.matcher.result()
  if (live.wrong > 0) report.wrong(`${live.wrong} pairs after a change`)
  if (digestOf(result) !== digestOf(matchMarkets(told))) {
    report.wrong('the result after the changes is not that of matching everything anew')
  }
  const { wrong, missed } = judge({ ...told, truths: slate.truths }, result)
  if (wrong.length + missed.length > 0) {
    report.wrong(`after the changes ${wrong.length} pairs wrong, ${missed.length} missed`)
  }
}
