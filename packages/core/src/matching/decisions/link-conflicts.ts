/**
 * One game, one odds event: where a person's word would break that, nothing is a pair that the word
 * stands against. A person's word beats the score, an override beats the log, and two words of one
 * kind beat each other.
 * @module
 */
import type { MarketPair } from '../pair-markets.ts'
import type { ConflictReason, DecisionConflict } from './decided-match.ts'
import type { StandingDecision } from './decision-state.ts'
import type { PinnedMarket } from './pinned-games.ts'

/** A pair that nothing but another game or odds event speaks against. */
export interface AcceptedPair {
  readonly pair: MarketPair
  /** The approval or pin; undefined where the score speaks. */
  readonly word: StandingDecision | undefined
}

/** A person's word that a game is an odds event. */
interface PersonalLink {
  readonly fixtureId: string
  readonly oddsEventId: string
  /** The strongest word, of several the first. */
  readonly word: StandingDecision
}

/** Returns the pairs that no person's word stands against, and the others with the reason. */
export function settleLinks(
  accepted: readonly AcceptedPair[],
  pinned: readonly PinnedMarket[],
): { readonly standing: readonly AcceptedPair[]; readonly refused: readonly DecisionConflict[] } {
  const links = personalLinksOf(accepted, pinned)
  const byFixture = new Map<string, PersonalLink[]>()
  const byOdds = new Map<string, PersonalLink[]>()
  for (const link of links.values()) {
    push(byFixture, link.fixtureId, link)
    push(byOdds, link.oddsEventId, link)
  }
  const standing: AcceptedPair[] = []
  const refused: DecisionConflict[] = []
  for (const item of accepted) {
    const { id } = item.pair.fixture
    const { eventId } = item.pair.odds
    const own = links.get(linkKey(id, eventId))
    const isAgainst = (link: PersonalLink): boolean => strengthOf(link) >= strengthOf(own)
    const shared = byOdds.get(eventId)?.find((link) => link.fixtureId !== id && isAgainst(link))
    const split = byFixture.get(id)?.find((link) => link.oddsEventId !== eventId && isAgainst(link))
    if (shared !== undefined) refused.push(conflictOf('odds-event-shared', item, shared))
    else if (split !== undefined) refused.push(conflictOf('game-split', item, split))
    else standing.push(item)
  }
  return { standing, refused }
}

/** By the order in which the words were said, so that which one is named depends on nothing else. */
function personalLinksOf(
  accepted: readonly AcceptedPair[],
  pinned: readonly PinnedMarket[],
): ReadonlyMap<string, PersonalLink> {
  const approved = accepted.flatMap(({ pair, word }) =>
    word === undefined
      ? []
      : [{ fixtureId: pair.fixture.id, oddsEventId: pair.odds.eventId, word }],
  )
  const pins = pinned.flatMap(({ fixtureId, oddsEventId, pin }) =>
    fixtureId === undefined ? [] : [{ fixtureId, oddsEventId, word: pin }],
  )
  const said = [...approved, ...pins].toSorted((a, b) => a.word.order - b.word.order)
  const links = new Map<string, PersonalLink>()
  for (const link of said) {
    const key = linkKey(link.fixtureId, link.oddsEventId)
    const known = links.get(key)
    if (known === undefined || strengthOf(link) > strengthOf(known)) links.set(key, link)
  }
  return links
}

function linkKey(fixtureId: string, oddsEventId: string): string {
  return JSON.stringify([fixtureId, oddsEventId])
}

function strengthOf(link: PersonalLink | undefined): number {
  if (link === undefined) return 0
  return link.word.origin === 'override' ? 2 : 1
}

function conflictOf(
  reason: ConflictReason & ('odds-event-shared' | 'game-split'),
  { pair, word }: AcceptedPair,
  link: PersonalLink,
): DecisionConflict {
  const other = reason === 'game-split' ? link.oddsEventId : link.fixtureId
  const detail =
    reason === 'game-split'
      ? `${pair.fixture.id} was given odds event ${other}, a game has one`
      : `odds event ${pair.odds.eventId} was given to ${other}, it serves one game`
  return { reason, pair, decision: word?.decision, against: link.word.decision, detail }
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}
