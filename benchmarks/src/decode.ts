/**
 * Frames of Kalshi's stream, decoded, validated, checked for gaps and applied to their books, beside a
 * bare `JSON.parse` of the same texts.
 *
 * Checked: every book at the end against a fold of the frames by hand, no fault, every frame applied.
 * @module
 */
import type { Benchmark, Context } from './benchmark.ts'
import { loadOurStream, type StreamRun } from './decode/arbkit.ts'
import { differences, foldedBooks } from './decode/fold.ts'
import { createFrames, KINDS } from './decode/frames.ts'
import { recordedFrames } from './decode/recorded.ts'
import { measure } from './runner/measure.ts'

const MARKETS = 40
const FRAMES = 20_000
/** Of the rate of a bare `JSON.parse`. */
const TARGET_SHARE = 0.6

/** The decode benchmark. */
export const decodeBenchmark: Benchmark = {
  name: 'decode',
  run: async (context) => {
    const ours = await loadOurStream()
    const { texts, marketIds } = createFrames(context.rng, MARKETS, FRAMES)
    context.report.title(`stream frames, ${MARKETS} markets`)
    context.report.say(
      `${texts.length} made-up frames: a snapshot a market, then of a thousand ` +
        `${Object.entries(KINDS)
          .map(([kind, share]) => `${share} ${kind}`)
          .join(', ')}. ${CHECKED}`,
    )
    compare(context, {
      what: 'made-up frames',
      texts,
      usesYesPrices: true,
      run: () => ours.reduce(texts, marketIds),
    })
    context.report.title('stream frames, recorded on 2026-08-07')
    const recorded = recordedFrames()
    if (recorded === undefined) {
      context.report.say('SKIPPED: the recording is not beside this repository.')
      return
    }
    context.report.say(`${recorded.length} frames of 12 markets. ${CHECKED}`)
    compare(context, {
      what: 'recorded frames',
      texts: recorded,
      usesYesPrices: false,
      run: () => ours.sync(recorded),
    })
  },
}

const CHECKED = 'Checked: every book at the end against a fold by hand, no fault, all applied.'

interface Case {
  readonly what: string
  readonly texts: readonly string[]
  readonly usesYesPrices: boolean
  readonly run: () => StreamRun
}

function compare({ rng, report }: Context, { what, texts, usesYesPrices, run }: Case): void {
  const right = foldedBooks(texts, usesYesPrices)
  const verdict = (): readonly string[] => {
    const { applied, faults, books } = run().outcome()
    return [
      ...(applied === texts.length ? [] : [`${applied} of ${texts.length} frames applied`]),
      ...(faults === 0 ? [] : [`${faults} faults`]),
      ...differences(books, right),
    ]
  }
  const before = verdict()
  const timings = measure(
    [
      { name: '@arbkit/kalshi', operations: texts.length, run: () => run().applied },
      { name: 'bare JSON.parse', operations: texts.length, run: () => parseAll(texts) },
    ],
    rng,
  )
  // And once more, now that it is compiled as it was while it was timed.
  const wrong = [...before, ...verdict()]
  const results = [wrong.length === 0 ? 'right' : `WRONG: ${wrong[0]}`, 'nothing checked']
  const rows = timings.map((timing, index) => ({ ...timing, result: results[index] ?? '' }))
  report.table('ours is', rows, 'thousand/s')
  for (const text of wrong.slice(0, 5)) report.wrong(`${what}: ${text}`)
  const value = timings[1]?.ratio ?? Number.NaN
  report.target({
    what: `${what}, of the rate of JSON.parse`,
    value,
    unit: 'x',
    bound: 'least',
    goal: TARGET_SHARE,
  })
}

function parseAll(texts: readonly string[]): number {
  let read = 0
  for (const text of texts) if (JSON.parse(text) !== null) read += 1
  return read
}
