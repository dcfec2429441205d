/**
 * Removing the margin: every method, on markets of two, three and eight outcomes. They compute with
 * 40 digits, so what is shown is what that costs; there is no package of npm to set beside them.
 *
 * Checked: every probability of every market against the method's own equation solved in floats by
 * halving, to 1e-9.
 * @module
 */
import {
  Decimal,
  type Devig,
  devigAdditive,
  devigGoto,
  type DevigMethod,
  devigMultiplicative,
  devigOddsRatio,
  devigPower,
  devigProbit,
  devigShin,
  type Rng,
} from '@arbkit/core'
import type { Benchmark, Context } from './benchmark.ts'
import { referenceDevig } from './devig/reference.ts'
import { measure } from './runner/measure.ts'

const METHODS: readonly (readonly [DevigMethod, Devig])[] = [
  ['multiplicative', devigMultiplicative],
  ['additive', devigAdditive],
  ['goto', devigGoto],
  ['power', devigPower],
  ['odds-ratio', devigOddsRatio],
  ['shin', devigShin],
  ['probit', devigProbit],
]

const MARKETS = 10
const ROUNDS = 5
const TOLERANCE = 1e-9

/** The devig benchmark. */
export const devigBenchmark: Benchmark = {
  name: 'devig',
  run: async (context) => {
    for (const outcomes of [2, 3, 8]) compare(context, outcomes)
  },
}

function compare({ rng, report }: Context, outcomes: number): void {
  const markets = Array.from({ length: MARKETS }, () => marketOf(rng, outcomes))
  report.title(`devig, ${outcomes} outcomes`)
  report.say(
    `One market a time, ${MARKETS} random ones. Checked: every probability, to ${TOLERANCE}, against` +
      " the method's equation solved in floats by halving.",
  )
  const timings = measure(
    METHODS.map(([name, devig]) => ({
      name,
      operations: MARKETS,
      run: () => markets.reduce((sum, market) => sum + devig(market).probabilities.length, 0),
    })),
    rng,
    ROUNDS,
  )
  const rows = timings.map((timing, index) => {
    const [method, devig] = METHODS[index] as (typeof METHODS)[number]
    const error = Math.max(...markets.map((market) => errorOf(method, devig, market)))
    if (!(error < TOLERANCE)) report.wrong(`${method}, ${outcomes} outcomes: off by ${error}`)
    return { ...timing, result: error < TOLERANCE ? 'right' : 'WRONG' }
  })
  report.table('time', rows, 'us')
}

/** Prices with a margin of 2 % to 8 %, none of them a long shot: additive has an answer to each. */
function marketOf(rng: Rng, outcomes: number): readonly Decimal[] {
  const weights = Array.from({ length: outcomes }, () => 0.4 + rng.next())
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const margin = 1.02 + 0.06 * rng.next()
  return weights.map((weight) => new Decimal(((weight / total) * margin).toFixed(6)))
}

function errorOf(method: DevigMethod, devig: Devig, market: readonly Decimal[]): number {
  const right = referenceDevig(
    method,
    market.map((implied) => Number(implied.toString())),
  )
  const errors = devig(market).probabilities.map((probability, index) =>
    Math.abs(Number(probability.toString()) - (right[index] ?? Number.NaN)),
  )
  return errors.reduce((most, error) => (error > most || Number.isNaN(error) ? error : most), 0)
}
