/**
 * Within a linked fixture: for each contract the book markets that quote the very same proposition.
 * Equal means equal in structure, side and line; −1.5 is not −2.5, and a whole line is no half line.
 * @module
 */
import { easternCivilTime } from '../fixtures/eastern-time.ts'
import type { Fixture } from '../fixtures/fixture.ts'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { oppositeOf, type Proposition, propositionKey } from '../fixtures/proposition.ts'
import { otherSide } from '../fixtures/team.ts'
import type { BookQuotes, PairedQuote } from './book-quotes.ts'
import { confidenceOf, evidenceOf, type MatchEvidence } from './confidence.ts'
import type { FixtureLink } from './fixture-link.ts'
import type { MarketRejectionReason } from './rejection.ts'
import type { ResolvedContract } from './resolve-contract.ts'
import type { VenueGame } from './venue-games.ts'

/** What YES corresponds to at the odds feed. */
export interface MarketTarget {
  readonly marketKey: 'h2h' | 'spreads' | 'totals'
  /** As the feed prints it: a team's full name, `Over`. */
  readonly outcome: string
  /** Null on a moneyline. */
  readonly point: number | null
}

/** A contract and the quotes that books give on the same proposition. */
export interface MarketPair {
  readonly contract: ContractListing
  readonly odds: OddsListing
  readonly fixture: Fixture
  /** What YES states; home and away as in `fixture`. */
  readonly yes: Proposition
  /** What NO states: the opposite. */
  readonly no: Proposition
  readonly target: MarketTarget
  /** Every book market that quotes it, exchanges and lay markets too: what may be a leg is decided later. */
  readonly quotes: readonly PairedQuote[]
  /** In [0, 1]: the product of the evidence's scores. */
  readonly confidence: number
  readonly evidence: readonly MatchEvidence[]
}

/** Why a contract of a linked fixture has no quote. */
export interface UnquotedContract {
  readonly tag: 'unquoted'
  readonly contract: ContractListing
  readonly reason: 'line-not-quoted' | 'market-not-quoted' | MarketRejectionReason
  /** Lines that are quoted for the same side, ascending. */
  readonly quotedLines: readonly number[]
}

/** Returns the pair of one contract of a linked fixture, or why no book quotes it. */
export function pairContract(
  link: FixtureLink,
  resolved: ResolvedContract,
  book: BookQuotes,
): MarketPair | UnquotedContract {
  const { contract, yes } = resolved
  const own = link.isSwapped ? swapSides(yes) : yes
  const quotes = book.byProposition.get(propositionKey(own)) ?? []
  if (quotes.length === 0) return unquoted(contract, own, book)
  const evidence = [
    ...resolved.evidence,
    ...link.evidence,
    evidenceOf('quote', 'certain', `${quotes.length} book markets quote ${propositionKey(own)}`),
  ]
  return {
    contract,
    odds: link.odds.odds,
    fixture: fixtureOf(link),
    yes,
    no: oppositeOf(yes),
    target: targetOf(own, link.odds.odds),
    quotes,
    confidence: confidenceOf(evidence),
    evidence,
  }
}

/**
 * Returns the fixture of a link. Its start is the venue's clock, which does not move with the feed's;
 * where the venue gives only the day, the odds event's. The id holds the clock only where the venue
 * states it, so that it stays the same from scan to scan.
 */
export function fixtureOf({ game, odds }: FixtureLink): Fixture {
  const { league, away, home, easternDate, startMs } = game
  const id = `${league}:${easternDate}:${codeOf(away.id)}@${codeOf(home.id)}${clockOf(game)}`
  return { id, league, away, home, startMs: startMs ?? odds.startMs }
}

function codeOf(teamId: string): string {
  return teamId.slice(teamId.indexOf(':') + 1)
}

function clockOf({ startMs, gameNumber }: VenueGame): string {
  if (startMs === undefined) return gameNumber === undefined ? '' : `:g${gameNumber}`
  const { hour, minute } = easternCivilTime(startMs)
  return `:${String(hour).padStart(2, '0')}${String(minute).padStart(2, '0')}`
}

/** The same statement where home and away are the other way round. */
function swapSides(proposition: Proposition): Proposition {
  return proposition.tag === 'total'
    ? proposition
    : { ...proposition, team: otherSide(proposition.team) }
}

function targetOf(own: Proposition, odds: OddsListing): MarketTarget {
  if (own.tag === 'total') {
    const outcome = own.direction === 'over' ? 'Over' : 'Under'
    return { marketKey: 'totals', outcome, point: own.line }
  }
  const outcome = own.team === 'home' ? odds.homeName : odds.awayName
  return own.tag === 'spread'
    ? { marketKey: 'spreads', outcome, point: own.line }
    : { marketKey: 'h2h', outcome, point: null }
}

function unquoted(contract: ContractListing, own: Proposition, book: BookQuotes): UnquotedContract {
  const quotedLines = quotedLinesOf(own, book)
  if (quotedLines.length > 0) {
    return { tag: 'unquoted', contract, reason: 'line-not-quoted', quotedLines }
  }
  const refused = book.rejected.find(({ marketType }) => marketType === own.tag)
  const reason = refused?.reason ?? 'market-not-quoted'
  return { tag: 'unquoted', contract, reason, quotedLines }
}

/** Lines quoted for the same team or direction. */
function quotedLinesOf(own: Proposition, book: BookQuotes): readonly number[] {
  if (own.tag === 'moneyline') return []
  const side = own.tag === 'spread' ? own.team : own.direction
  const prefix = `${own.tag}/${side}/`
  return [...book.byProposition.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => Number(key.slice(prefix.length)))
    .toSorted((a, b) => a - b)
}
