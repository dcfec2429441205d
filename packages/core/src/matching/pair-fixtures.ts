/**
 * From fixtures to markets: the contracts of each linked game with what the books quote on it.
 * @module
 */
import { type BookQuotes, bookQuotesOf } from './book-quotes.ts'
import type { FixtureLink, FixtureMiss } from './fixture-link.ts'
import {
  type Found,
  type UnpairedContract,
  unpairedByMiss,
  unpairedByQuotes,
} from './match-result.ts'
import { type MarketPair, pairContract } from './pair-markets.ts'
import type { ResolvedOdds } from './resolve-odds.ts'

/** Returns the pairs of linked games, and why the other contracts have none. */
export function pairFixtures(outcomes: readonly (FixtureLink | FixtureMiss)[]): Found {
  const candidates: MarketPair[] = []
  const unquoted = new Map<string, UnpairedContract>()
  const unpaired: UnpairedContract[] = []
  const quotesOf = new Map<ResolvedOdds, BookQuotes>()
  for (const outcome of outcomes) {
    if (outcome.tag === 'miss') {
      unpaired.push(...outcome.game.contracts.map((own) => unpairedByMiss(own.contract, outcome)))
      continue
    }
    const book = quotesOf.get(outcome.odds) ?? bookQuotesOf(outcome.odds)
    quotesOf.set(outcome.odds, book)
    for (const own of outcome.game.contracts) {
      const pair = pairContract(outcome, own, book)
      if ('tag' in pair) unquoted.set(own.contract.marketId, unpairedByQuotes(pair, outcome))
      else candidates.push(pair)
    }
  }
  // A contract that may belong to several odds events is unpaired only if none of them quotes it.
  for (const { contract } of candidates) unquoted.delete(contract.marketId)
  return {
    candidates,
    unpaired: [...unpaired, ...unquoted.values()],
    rejectedMarkets: [...quotesOf.values()].flatMap(({ rejected }) => rejected),
  }
}
