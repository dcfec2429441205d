/**
 * From fixtures to markets: the contracts of each linked game with what the books quote on it.
 * @module
 */
import { type BookQuotes, bookQuotesOf } from './book-quotes.ts'
import { confidenceOf, evidenceOf } from './confidence.ts'
import type { FixtureLink, FixtureMiss } from './fixture-link.ts'
import {
  type Found,
  type UnpairedContract,
  unpairedByMiss,
  unpairedByQuotes,
} from './match-result.ts'
import { fixtureOf, type MarketPair, pairContract } from './pair-markets.ts'
import type { ResolvedContract } from './resolve-contract.ts'
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
    const fixture = fixtureOf(outcome)
    const namesakes = namesakesIn(outcome.game.contracts)
    for (const own of outcome.game.contracts) {
      const pair = pairContract(outcome, own, book, fixture)
      if ('tag' in pair) unquoted.set(own.contract.marketId, unpairedByQuotes(pair, outcome))
      else candidates.push(namesakes.has(own) ? unsure(pair) : pair)
    }
  }
  // A contract that may belong to several odds events is unpaired only if none of them quotes it.
  if (unquoted.size > 0) {
    for (const { contract } of candidates) unquoted.delete(contract.marketId)
  }
  return {
    candidates,
    unpaired: [...unpaired, ...unquoted.values()],
    rejectedMarkets: [...quotesOf.values()].flatMap(({ rejected }) => rejected),
  }
}

const NOBODY: ReadonlySet<ResolvedContract> = new Set()

/**
 * Props of one game that say the same of players with two codes: two men of one name, and the feed's
 * is one of them.
 */
function namesakesIn(contracts: readonly ResolvedContract[]): ReadonlySet<ResolvedContract> {
  if (!contracts.some(({ yes }) => yes.tag === 'player-prop')) return NOBODY
  const byStatement = new Map<string, ResolvedContract[]>()
  for (const own of contracts) {
    if (own.yes.tag !== 'player-prop') continue
    const key = `${own.yes.stat} ${own.yes.player}`
    const known = byStatement.get(key)
    if (known === undefined) byStatement.set(key, [own])
    else known.push(own)
  }
  const shared = [...byStatement.values()].filter(
    (same) => new Set(same.map(({ contract }) => playerCodeOf(contract.outcomeCode))).size > 1,
  )
  return new Set(shared.flat())
}

/** `LADWSMITH16` of `LADWSMITH16-1`. */
function playerCodeOf(outcomeCode: string): string {
  return outcomeCode.replace(/-[0-9]+$/, '')
}

function unsure(pair: MarketPair): MarketPair {
  const detail = 'two players of this name are in the game'
  const evidence = [...pair.evidence, evidenceOf('player', 'severalCandidates', detail)]
  return { ...pair, evidence, confidence: confidenceOf(evidence) }
}
