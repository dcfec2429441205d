/**
 * A slate to match: Kalshi's contracts and The Odds API's events of all leagues, with what every
 * contract has to come to. Some games only one venue lists; some contracts are of no game.
 * @module
 */
import { type ContractListing, LEAGUES, type OddsListing, type Rng } from '@arbkit/core'
import { happens, inAnyOrder, oneOf } from './draw.ts'
import { contractsOf, type MadeContract, type Sought } from './kalshi-side.ts'
import { collegeNames } from './made-up-names.ts'
import { oddsEventOf, strangeEventOf } from './odds-side.ts'
import { questionsOf } from './questions.ts'
import { type ScheduledGame, scheduleOf } from './schedule.ts'

/** What a contract has to come to. */
export interface Truth {
  /** Undefined where the feed does not list the game, or there is none. */
  readonly eventId: string | undefined
  readonly sought: Sought | undefined
  /** False where the registry does not know the teams: then it may be suggested, never paired. */
  readonly isKnown: boolean
}

/** A game as both venues list it. */
export interface ListedGame {
  readonly contracts: readonly ContractListing[]
  readonly event: OddsListing | undefined
  /** Kalshi's clock, Unix ms. */
  readonly startMs: number
  /** True where no registry knows the two: persons, and the teams made up. */
  readonly isByName: boolean
}

/** Listings of both venues, and the truth about them. */
export interface MatchingSlate {
  readonly contracts: readonly ContractListing[]
  readonly odds: readonly OddsListing[]
  /** By market id. */
  readonly truths: ReadonlyMap<string, Truth>
  /** Games with contracts. */
  readonly games: readonly ListedGame[]
  /** Games that both venues list but that are not in the slate: to be added to it. */
  readonly spare: readonly ListedGame[]
}

/** How large a slate is. */
export interface SlateSize {
  readonly contracts: number
  readonly odds: number
}

/** Share of the contracts that are of no game: a season's, or of a series without a record. */
const SHARE_OF_NO_GAME = 0.02
/** Share of Kalshi's games that the feed does not list. */
const SHARE_UNLISTED = 0.06
const SPARE_GAMES = 200

/**
 * Returns a slate of exactly that size.
 * @throws {Error} when the leagues' games are more odds events than asked for.
 */
export function createMatchingSlate(rng: Rng, size: SlateSize): MatchingSlate {
  const questions = questionsOf(rng)
  const truths = new Map<string, Truth>()
  const contracts: ContractListing[] = []
  const odds: OddsListing[] = []
  const games: ListedGame[] = []
  const spare: ListedGame[] = []
  const ofGames = Math.round(size.contracts * (1 - SHARE_OF_NO_GAME))
  for (const game of inAnyOrder(rng, scheduleOf(rng))) {
    const asked = questions(game)
    const made = contractsOf(rng, game, asked)
    // Two tickers may come out the same, of brothers on one day: the venue would not let them.
    const isFree = made.every(({ contract }) => !truths.has(contract.marketId))
    const isAtKalshi = made.length > 0 && isFree && contracts.length + made.length <= ofGames
    const isListed =
      game.plan.sportKey !== undefined && !(isAtKalshi && happens(rng, SHARE_UNLISTED))
    const event = isListed ? oddsEventOf(rng, game, asked) : undefined
    const listed: ListedGame = {
      contracts: made.map(({ contract }) => contract),
      event,
      startMs: game.startMs,
      isByName: !game.isKnown || LEAGUES[game.plan.league].competitors === 'persons',
    }
    if (
      !isAtKalshi &&
      isFree &&
      made.length > 0 &&
      event !== undefined &&
      spare.length < SPARE_GAMES
    ) {
      spare.push(listed)
      tellTruths(truths, game, made, event)
      continue
    }
    if (event !== undefined) odds.push(event)
    if (!isAtKalshi) continue
    games.push(listed)
    contracts.push(...listed.contracts)
    tellTruths(truths, game, made, event)
  }
  const strangers = ofNoGame(rng, size.contracts - contracts.length)
  for (const { marketId } of strangers) truths.set(marketId, NO_GAME)
  if (odds.length > size.odds) throw new Error(`more games than ${size.odds} odds events`)
  const nameOf = collegeNames(rng)
  while (odds.length < size.odds) {
    odds.push(strangeEventOf(rng, nameOf().full, nameOf().full, Date.UTC(2026, 9, 30)))
  }
  return {
    contracts: inAnyOrder(rng, [...contracts, ...strangers]),
    odds: inAnyOrder(rng, odds),
    truths,
    games,
    spare,
  }
}

const NO_GAME: Truth = { eventId: undefined, sought: undefined, isKnown: true }

function tellTruths(
  truths: Map<string, Truth>,
  { isKnown }: ScheduledGame,
  made: readonly MadeContract[],
  event: OddsListing | undefined,
): void {
  for (const { contract, sought } of made) {
    truths.set(contract.marketId, { eventId: event?.eventId, sought, isKnown })
  }
}

function ofNoGame(rng: Rng, count: number): readonly ContractListing[] {
  return Array.from({ length: count }, (_, index) => {
    const isKnownSeries = happens(rng, 0.5)
    const seriesId = isKnownSeries ? 'KXNBAMVP' : oneOf(rng, ['KXMLBRACE', 'KXSNOW', 'KXDARTS'])
    return {
      venue: 'kalshi',
      marketId: `${seriesId}-26-${index}`,
      eventId: `${seriesId}-26`,
      seriesId,
      subject: isKnownSeries
        ? { tag: 'other', league: 'nba', reason: 'future' }
        : { tag: 'unknown' },
      start: undefined,
      otherStarts: [],
      teamCodes: undefined,
      teamNames: undefined,
      outcomeCode: String(index),
      yesLabel: `Number ${index}`,
      yesTeamName: undefined,
      strike: undefined,
    }
  })
}
