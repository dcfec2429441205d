/**
 * Every method on the same prices. How far they lie apart is what is not known about the margin: no
 * method is right by itself, and none is chosen here.
 * @module
 */
import { Decimal } from '../../units/decimal.ts'
import { devigAdditive } from './additive.ts'
import type { Devig, Devigged, DevigMethod, DevigOptions } from './devig.ts'
import { NoConvergenceError, NonPositiveProbabilityError } from './errors.ts'
import { devigGoto } from './goto.ts'
import { devigMultiplicative } from './multiplicative.ts'
import { devigOddsRatio } from './odds-ratio.ts'
import { devigPower } from './power.ts'
import { devigProbit } from './probit.ts'
import { devigShin } from './shin.ts'

/** Every method by its name. */
export const DEVIG_METHODS: Readonly<Record<DevigMethod, Devig>> = {
  multiplicative: devigMultiplicative,
  additive: devigAdditive,
  power: devigPower,
  shin: devigShin,
  'odds-ratio': devigOddsRatio,
  probit: devigProbit,
  goto: devigGoto,
}

const METHOD_NAMES = Object.keys(DEVIG_METHODS) as readonly DevigMethod[]

/** A method that could not serve the prices, and why. */
export interface DevigFailure {
  readonly method: DevigMethod
  readonly error: NonPositiveProbabilityError | NoConvergenceError
}

/** The probabilities of one outcome under all methods that succeeded. */
export interface DevigSpread {
  readonly lowest: Decimal
  readonly highest: Decimal
  /** `highest − lowest`, 0 or more: the uncertainty that comes from the choice of method. */
  readonly width: Decimal
}

/** Every method on one set of prices. */
export interface DevigComparison {
  /** In the order of {@link DEVIG_METHODS}; multiplicative is always among them. */
  readonly results: readonly Devigged[]
  readonly failures: readonly DevigFailure[]
  /** One for each outcome, in the order of the prices. */
  readonly spread: readonly DevigSpread[]
}

/**
 * Returns what every method makes of the prices, and how far they lie apart. A method that can not
 * serve these prices is among the failures; prices that no method can serve are refused.
 * @param implied implied probabilities of every outcome of one market, margin included.
 * @throws {InvalidInputError} fewer than two prices, or a probability not strictly between 0 and 1.
 * @throws {UnderroundError} a sum below 1 without `allowUnderround`.
 */
export function devigAll(implied: readonly Decimal[], options: DevigOptions = {}): DevigComparison {
  const results: Devigged[] = []
  const failures: DevigFailure[] = []
  for (const method of METHOD_NAMES) {
    try {
      results.push(DEVIG_METHODS[method](implied, options))
    } catch (error) {
      if (!isOfOneMethod(error)) throw error
      failures.push({ method, error })
    }
  }
  return { results, failures, spread: implied.map((_, index) => spreadOf(results, index)) }
}

function isOfOneMethod(error: unknown): error is DevigFailure['error'] {
  return error instanceof NonPositiveProbabilityError || error instanceof NoConvergenceError
}

function spreadOf(results: readonly Devigged[], index: number): DevigSpread {
  const values = results.flatMap(({ probabilities }) => probabilities[index] ?? [])
  const [lowest, highest] = [Decimal.min(...values), Decimal.max(...values)]
  return { lowest, highest, width: highest.minus(lowest) }
}
