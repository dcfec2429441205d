/**
 * Within a linked fixture: for each contract the book markets that quote the very same proposition.
 * Equal means equal in structure, side and line; −1.5 is not −2.5, and a whole line is no half line.
 * @module
 */
import { easternCivilTime } from '../fixtures/eastern-time.ts'
import type { Fixture } from '../fixtures/fixture.ts'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import {
  lineOf,
  oppositeOf,
  type Proposition,
  propositionKey,
  swapTeams,
} from '../fixtures/proposition.ts'
import type { BookQuotes, PairedQuote } from './book-quotes.ts'
import { confidenceOf, evidenceOf, type MatchEvidence } from './confidence.ts'
import type { FixtureLink } from './fixture-link.ts'
import type { MarketRejectionReason } from './rejection.ts'
import type { ResolvedContract } from './resolve-contract.ts'
import type { VenueGame } from './venue-games.ts'

/** What YES corresponds to at the odds feed. */
export interface MarketTarget {
  /** The feed's key, `h2h`; of several markets that quote it the plainest, `spreads` before `alternate_spreads`. */
  readonly marketKey: string
  /** As the feed prints it: a team's full name, `Over`, `Draw`. */
  readonly outcome: string
  /** Null where the outcome has none. */
  readonly point: number | null
  /** Player or team that the outcome is about, where the feed names one beside it. */
  readonly participant: string | null
  /** Side of the contract that the outcome pays with: `no` only where no outcome pays with YES. */
  readonly side: 'yes' | 'no'
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
  fixture: Fixture = fixtureOf(link),
): MarketPair | UnquotedContract {
  const { contract, yes } = resolved
  const own = link.isSwapped ? swapTeams(yes) : yes
  const key = propositionKey(own)
  const quotes = book.byProposition.get(key) ?? []
  const target = targetOf(own, link.odds.odds, quotes)
  if (target === undefined) return unquoted(contract, own, book)
  const quoted = evidenceOf('quote', 'certain', `${quotes.length} book markets quote ${key}`)
  const evidence = resolved.evidence.concat(link.evidence, quoted)
  return {
    contract,
    odds: link.odds.odds,
    fixture,
    yes,
    no: oppositeOf(yes),
    target,
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

/** The plainest outcome that pays with YES; where there is none, with NO. */
function targetOf(
  own: Proposition,
  odds: OddsListing,
  quotes: readonly PairedQuote[],
): MarketTarget | undefined {
  let quote: PairedQuote | undefined
  for (const other of quotes) {
    if (quote === undefined || isPlainer(other, quote)) quote = other
  }
  const outcome = quote?.yesOutcome ?? quote?.noOutcome
  if (quote === undefined || outcome === undefined) return undefined
  return {
    marketKey: quote.market.marketKey,
    outcome: (quote.yesOutcome && teamNameOf(own, odds)) ?? outcome.name,
    point: outcome.point ?? null,
    participant: outcome.participant ?? null,
    side: quote.yesOutcome === undefined ? 'no' : 'yes',
  }
}

/** A team goes by the event's name for it, whatever one book prints. */
function teamNameOf(own: Proposition, odds: OddsListing): string | undefined {
  const isTeam = own.tag === 'moneyline' || own.tag === 'spread' || own.tag === 'draw-no-bet'
  const side = isTeam ? own.team : own.tag === 'three-way' ? own.result : undefined
  if (side === 'home') return odds.homeName
  return side === 'away' ? odds.awayName : undefined
}

/** What pays with YES before what pays with NO only, then by {@link byPlainness}. */
function isPlainer(a: PairedQuote, b: PairedQuote): boolean {
  const isYes = a.yesOutcome !== undefined
  if (isYes !== (b.yesOutcome !== undefined)) return isYes
  return byPlainness(a, b) < 0
}

/** Bets before lays, the shortest key first. */
function byPlainness({ market: a }: PairedQuote, { market: b }: PairedQuote): number {
  if (a.action !== b.action) return a.action === 'back' ? -1 : 1
  if (a.marketKey === b.marketKey) return 0
  const byLength = a.marketKey.length - b.marketKey.length
  return byLength === 0 ? (a.marketKey < b.marketKey ? -1 : 1) : byLength
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

/** Lines quoted of the same question: the same team, player or direction. */
function quotedLinesOf(own: Proposition, book: BookQuotes): readonly number[] {
  if (lineOf(own) === undefined) return []
  const key = propositionKey(own)
  const prefix = key.slice(0, key.lastIndexOf('/') + 1)
  const lines: number[] = []
  for (const other of book.byProposition.keys()) {
    if (other.startsWith(prefix)) lines.push(Number(other.slice(prefix.length)))
  }
  return lines.toSorted((a, b) => a - b)
}
