/**
 * One pair at a moment: every price of every book of it against both sides of the contract.
 * @module
 */
import type { AllInTable, DecidedPair, OrderBook } from '@arbkit/core'
import { standingOf } from './bet-standing.ts'
import {
  type PricedAgainst,
  pricedAgainst,
  pricedCandidate,
  type ScanContext,
} from './candidate.ts'
import { isFarFromPaying } from './far-bound.ts'
import { type PreparedBet, type PreparedPair, refusalOf, SIDES } from './prepared-pair.ts'
import type { Candidate } from './priced-candidate.ts'

/** What a pair came to. */
export interface PairEvaluation {
  /** Those that pay or nearly do. */
  readonly candidates: readonly Candidate[]
  /** Candidates further from paying than a near miss. */
  readonly farFromPaying: number
  /** Candidates whose figures are out of every bound, one line each. */
  readonly unpriceable: readonly string[]
  /** Prices not looked at, by why. */
  readonly excludedQuotes: ReadonlyMap<string, number>
}

/** Evaluates a pair. */
export function evaluatePair(prepared: PreparedPair, context: ScanContext): PairEvaluation {
  const { pair, bets, excludedQuotes, refusals, bestReturn, betsOf } = prepared
  if (isTooLate(pair, context)) return TOO_LATE
  const against = pricedAgainst(pair.contract.marketId, context.state)
  if (against === undefined || bets.length === 0) return nothingOf(prepared, 0)
  const { levels } = against.contract.book
  const isOpen = { yes: false, no: false }
  let farFromPaying = 0
  for (const side of SIDES) {
    const bestAsk = levels.bestAsk(side)
    const best = bestReturn[side]
    if (bestAsk === undefined || best === undefined) continue
    const costs = against.costs()
    // Also of a candidate that is far a fee that is not believed is told.
    const isFar = costs !== undefined && isFarFromPaying(bestAsk, best, costs.leastFrom(bestAsk))
    if (isFar) farFromPaying += betsOf[side]
    else isOpen[side] = true
  }
  if (!isOpen.yes && !isOpen.no) return nothingOf(prepared, farFromPaying)
  const candidates: Candidate[] = []
  const unpriceable = [...refusals]
  for (const bet of bets) {
    if (!isOpen[bet.side]) continue
    try {
      const candidate = candidateOf(prepared, bet, { against, context })
      if (candidate === 'far') farFromPaying += 1
      else candidates.push(candidate)
    } catch (error) {
      unpriceable.push(refusalOf(error, { pair, side: bet.side, book: bet.quote.market.book }))
    }
  }
  return { candidates, farFromPaying, unpriceable, excludedQuotes }
}

/**
 * Returns what {@link evaluatePair} says of a pair whose best asks are so far from paying that nothing else
 * matters; undefined of any other. It must not be too late, nor its fee one that is not believed.
 */
export function farEvaluation(
  prepared: PreparedPair,
  levels: OrderBook,
  costs: AllInTable,
): PairEvaluation | undefined {
  const { bestReturn, betsOf } = prepared
  let farFromPaying = 0
  for (const side of SIDES) {
    const bestAsk = levels.bestAsk(side)
    const best = bestReturn[side]
    if (bestAsk === undefined || best === undefined) continue
    if (!isFarFromPaying(bestAsk, best, costs.leastFrom(bestAsk))) return undefined
    farFromPaying += betsOf[side]
  }
  return nothingOf(prepared, farFromPaying)
}

function nothingOf(
  { refusals: unpriceable, excludedQuotes }: PreparedPair,
  farFromPaying: number,
): PairEvaluation {
  return { candidates: [], farFromPaying, unpriceable, excludedQuotes }
}

const TOO_LATE: PairEvaluation = {
  candidates: [],
  farFromPaying: 0,
  unpriceable: [],
  excludedQuotes: new Map([['begins too late: --within', 1]]),
}

function candidateOf(
  prepared: PreparedPair,
  bet: PreparedBet,
  { against, context }: { readonly against: PricedAgainst; readonly context: ScanContext },
): Candidate | 'far' {
  const { side, returnRatio } = bet
  const bestAsk = against.contract.book.levels.bestAsk(side)
  const costs = against.costs()
  if (bestAsk === undefined) return 'far'
  if (costs !== undefined && isFarFromPaying(bestAsk, returnRatio, costs.leastFrom(bestAsk))) {
    return 'far'
  }
  return pricedCandidate(standingOf(prepared, bet, context.options), { against, context })
}

/** True where a game begins too late to be looked at yet. */
export function isTooLate(pair: DecidedPair, { options, nowMs }: ScanContext): boolean {
  const { withinMs = Infinity } = options
  return pair.odds.startMs > nowMs + withinMs
}
