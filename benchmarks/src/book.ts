/**
 * Our order book against those of npm and against a bare loop. Each applies the same changes, one at
 * a time, and gives its best bid and ask after every one of them.
 *
 * Checked for each: all levels at the end, and every best price on the way, against maps searched
 * from end to end. A peer that is wrong is said to be; ours fails the run.
 * @module
 */
import type { Benchmark, Context } from './benchmark.ts'
import type { BookContender } from './book/book-contender.ts'
import { createDeltaStream, type DeltaStream } from './book/delta-stream.ts'
import { type Oracle, oracleOf, verdictOf } from './book/oracle.ts'
import { createArbkitContender } from './book/peers/arbkit.ts'
import { createCcxtContender } from './book/peers/ccxt.ts'
import { createSynchronizerContender } from './book/peers/orderbook-synchronizer.ts'
import { createPmxtContender } from './book/peers/pmxt.ts'
import { createTardisContender } from './book/peers/tardis.ts'
import { createTypedArrayContender } from './book/peers/typed-array.ts'
import { measure } from './runner/measure.ts'

const CHANGES = 200_000

/** The order book benchmark. */
export const bookBenchmark: Benchmark = {
  name: 'book',
  run: async (context) => {
    const contenders = [
      createArbkitContender(),
      createTypedArrayContender(),
      await createCcxtContender(),
      await createTardisContender(),
      await createSynchronizerContender(),
      await createPmxtContender(),
    ]
    for (const gridLevels of [100, 1000]) compare(context, contenders, gridLevels)
  },
}

function compare(
  { rng, report }: Context,
  contenders: readonly BookContender[],
  gridLevels: number,
): void {
  const stream = createDeltaStream(rng, CHANGES, gridLevels)
  const oracle = oracleOf(stream)
  report.title(`order book, ${gridLevels} prices a dollar`)
  report.say(
    `${CHANGES} changes applied one by one, best bid and ask read after each; ${churnOf(stream)}.` +
      ' Checked: every best price and the final book, against maps searched from end to end.',
  )
  const before = contenders.map((contender) => verdictFor(contender, stream, oracle))
  const timings = measure(
    contenders.map(({ name, run }) => ({ name, operations: CHANGES, run: () => run(stream) })),
    rng,
  )
  // And once more, now that it is compiled as it was while it was timed.
  const verdicts = contenders.map((contender, index) => {
    const first = before[index] as string
    return first === 'right' ? verdictFor(contender, stream, oracle) : first
  })
  const rows = timings.map((timing, index) => ({ ...timing, result: verdicts[index] ?? '' }))
  report.table('ours is', rows, 'million/s')
  if (verdicts[0] !== 'right') report.wrong(`our order book: ${verdicts[0]}`)
  if (gridLevels === 100) {
    const value = 1e3 / (timings[0]?.nanoseconds ?? Number.NaN)
    report.target({ what: 'ours', value, unit: 'million/s', bound: 'least', goal: 20 })
  }
  for (const { name, ratio } of timings.slice(2, 4)) {
    report.target({ what: `against ${name}`, value: ratio, unit: 'x', bound: 'least', goal: 3 })
  }
}

function verdictFor(
  { run, levels, unit }: BookContender,
  stream: DeltaStream,
  oracle: Oracle,
): string {
  const readings = run(stream)
  return verdictOf(
    { readings, levels: levels() },
    unit === 'ticks' ? oracle.inTicks : oracle.inDollars,
  )
}

function churnOf({ length, change, sizeAfter }: DeltaStream): string {
  let [opened, emptied] = [0, 0]
  for (let index = 0; index < length; index += 1) {
    if (sizeAfter[index] === 0) emptied += 1
    else if (sizeAfter[index] === change[index]) opened += 1
  }
  const percent = (count: number) => `${((100 * count) / length).toFixed(1)} %`
  return `${percent(opened)} open a level, ${percent(emptied)} empty one`
}
