/**
 * What comparing by names found out before, of one league: a game, an odds event and a day that stay
 * are not compared again. It holds nothing longer than they last.
 * @module
 */
import type { EasternDate } from '../../fixtures/fixture.ts'
import type { LeagueId } from '../../fixtures/league.ts'
import { createNameIndex, type NameIndex } from './name-index.ts'
import type { NamedGame } from './named-game.ts'
import type { Candidate, NamedLink, NamedOdds } from './named-link.ts'

/** The odds events of one day. */
export interface NamedDay {
  readonly events: readonly NamedOdds[]
  /** Positions are those in `events`; undefined until a game asks. */
  index: NameIndex | undefined
}

interface KnownGame {
  readonly rated: WeakMap<NamedOdds, Rating>
  readonly onDay: WeakMap<NamedDay, readonly Candidate[]>
}

/** A comparison's result; without a candidate the two do not fit. */
interface Rating {
  readonly candidate: Candidate | undefined
}

interface KnownLink {
  readonly rivals: readonly Candidate[]
  readonly link: NamedLink
}

/** Remembers one league's days, candidates and links. */
export class NameMemory {
  private days: ReadonlyMap<EasternDate, NamedDay> = new Map()
  private readonly games = new WeakMap<NamedGame, KnownGame>()
  private readonly links = new WeakMap<Candidate, KnownLink>()

  /** Returns the days of some odds events; a day whose events are the same ones is the same object. */
  daysOf(events: readonly NamedOdds[]): ReadonlyMap<EasternDate, NamedDay> {
    const lists = new Map<EasternDate, NamedOdds[]>()
    for (const event of events) {
      const list = lists.get(event.easternDate)
      if (list === undefined) lists.set(event.easternDate, [event])
      else list.push(event)
    }
    const days = new Map<EasternDate, NamedDay>()
    for (const [date, list] of lists) {
      const known = this.days.get(date)
      const isKnown = known !== undefined && areSame(known.events, list)
      days.set(date, isKnown ? known : { events: list, index: undefined })
    }
    this.days = days
    return days
  }

  /** Returns the candidates of a game on a day. */
  candidatesOf(
    game: NamedGame,
    day: NamedDay,
    rate: (game: NamedGame, event: NamedOdds) => Candidate | undefined,
  ): readonly Candidate[] {
    const own = this.gameOf(game)
    const known = own.onDay.get(day)
    if (known !== undefined) return known
    const candidates: Candidate[] = []
    day.index ??= indexOf(game.league, day.events)
    for (const position of day.index.mayBe(game.competitors)) {
      const event = day.events[position]
      if (event === undefined) continue
      const rating = own.rated.get(event) ?? { candidate: rate(game, event) }
      own.rated.set(event, rating)
      if (rating.candidate !== undefined) candidates.push(rating.candidate)
    }
    own.onDay.set(day, candidates)
    return candidates
  }

  /** Returns the link of a candidate; the same object as long as its rivals are. */
  linkOf(
    candidate: Candidate,
    rivals: readonly Candidate[],
    link: (candidate: Candidate, rivals: readonly Candidate[]) => NamedLink,
  ): NamedLink {
    const known = this.links.get(candidate)
    if (known !== undefined && areSame(known.rivals, rivals)) return known.link
    const made = link(candidate, rivals)
    this.links.set(candidate, { rivals, link: made })
    return made
  }

  private gameOf(game: NamedGame): KnownGame {
    const known = this.games.get(game)
    if (known !== undefined) return known
    const made: KnownGame = { rated: new WeakMap(), onDay: new WeakMap() }
    this.games.set(game, made)
    return made
  }
}

function indexOf(league: LeagueId, events: readonly NamedOdds[]): NameIndex {
  const index = createNameIndex(league)
  for (const [position, { odds }] of events.entries()) {
    index.add(position, [odds.homeName, odds.awayName])
  }
  return index
}

function areSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at])
}
