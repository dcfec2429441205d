/**
 * How far the books' consensus on one outcome moves with the method that removes the margin. No
 * method is right by itself, so the distance is what a figure made from the consensus leaves open;
 * a method that can not serve is named, never left out silently.
 * @module
 */
import { type ConsensusInput, consensusOf } from '../odds/consensus.ts'
import { DEVIG_METHODS, type DevigSpread } from '../odds/devig/devig-all.ts'
import type { DevigMethod } from '../odds/devig/devig.ts'
import { NoConvergenceError } from '../odds/devig/errors.ts'
import { Decimal } from '../units/decimal.ts'

/** The consensus by one method. */
export interface MethodView {
  readonly method: DevigMethod
  /** Of the outcome asked about, in (0, 1). */
  readonly probability: Decimal
  /** Books with a say; a method that fails on a book's prices, or makes it an outlier, has fewer. */
  readonly books: number
}

/** A method that came to no consensus. */
export interface MethodFailure {
  readonly method: DevigMethod
  readonly cause: 'too-few-books' | 'no-convergence'
}

/** The consensus on one outcome under every method. */
export interface ConsensusSpread extends DevigSpread {
  /** In the order of `DEVIG_METHODS`. */
  readonly views: readonly MethodView[]
  readonly failures: readonly MethodFailure[]
}

/**
 * Returns what the same question to the same books comes to by every method: each time the whole
 * consensus is made anew, with what that method sets aside.
 * @param outcomeIndex place of the outcome in `books.market.outcomes`, from 0.
 * @param chosen the consensus by the method in use, in (0, 1): always within the spread, also where
 *   that method is none of the known ones.
 * @throws {InvalidInputError} and {MixedLinesError} as `consensusOf`.
 */
export function consensusSpreadOf(
  books: ConsensusInput,
  outcomeIndex: number,
  chosen: Decimal,
): ConsensusSpread {
  const views: MethodView[] = []
  const failures: MethodFailure[] = []
  for (const method of Object.keys(DEVIG_METHODS) as DevigMethod[]) {
    const view = viewOf(books, outcomeIndex, method)
    if ('cause' in view) failures.push(view)
    else views.push(view)
  }
  const all = [chosen, ...views.map(({ probability }) => probability)]
  const [lowest, highest] = [Decimal.min(...all), Decimal.max(...all)]
  return { views, failures, lowest, highest, width: highest.minus(lowest) }
}

function viewOf(
  books: ConsensusInput,
  outcomeIndex: number,
  method: DevigMethod,
): MethodView | MethodFailure {
  try {
    const consensus = consensusOf({ ...books, devig: DEVIG_METHODS[method] })
    const probability =
      consensus.tag === 'consensus' ? consensus.probabilities[outcomeIndex] : undefined
    if (probability === undefined) return { method, cause: 'too-few-books' }
    const heard = consensus.used.filter(({ weight }) => weight.gt(0)).length
    return { method, probability, books: heard }
  } catch (error) {
    if (error instanceof NoConvergenceError) return { method, cause: 'no-convergence' }
    throw error
  }
}
