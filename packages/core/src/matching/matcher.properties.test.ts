import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEAGUES } from '../fixtures/league.ts'
import type { BookMarket, BookOutcome, ContractListing, OddsListing } from '../fixtures/listing.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { foldName } from '../names/fold-name.ts'
import {
  contractAbout,
  gameEvent,
  oddsOf,
  personContract,
  threeWayMarket,
  winnerContract,
} from '../testing/listings.ts'
import {
  codeOfPerson,
  FIRST_NOON_MS,
  GAME_LEAGUES,
  type GameChoice,
  gamesOf,
  listedOf,
} from '../testing/made-up-games.ts'
import { codeOfGame, PLAYERS, type Score, scoreIn } from '../testing/made-up-markets.ts'
import { createSeededRng } from '../testing/seeded-rng.ts'
import { matchMarkets } from './match.ts'
import type { MatchResult } from './match-result.ts'
import { createMatcher, type ListingChanges, type MatchInput } from './matcher.ts'
import type { MarketPair } from './pair-markets.ts'

const DAY_MS = 86_400_000

const choice: fc.Arbitrary<GameChoice> = fc.record({
  league: fc.constantFrom(...GAME_LEAGUES),
  one: fc.nat(9),
  other: fc.nat(9),
  day: fc.nat(2),
  minute: fc.nat(30),
  jitter: fc.integer({ min: -30, max: 30 }),
  isSwapped: fc.boolean(),
  hasTitle: fc.boolean(),
  hasOdds: fc.boolean(),
  hasContracts: fc.boolean(),
})
const choices = fc.array(choice, { maxLength: 8 })
const slate = choices.map((chosen) => gamesOf(chosen))

const outcomeKey = (outcome: BookOutcome | undefined): string =>
  outcome === undefined
    ? '-'
    : [outcome.name, outcome.point ?? '', outcome.participant ?? ''].join(' ').trim()

function pairKey({ contract, odds, yes, no, target, quotes, confidence }: MarketPair): unknown {
  return {
    ids: `${contract.marketId} ${odds.eventId}`,
    yes,
    no,
    target,
    confidence,
    quotes: quotes.map(({ market, yesOutcome, noOutcome, outcomes }) => ({
      market: `${market.book} ${market.marketKey}`,
      yes: outcomeKey(yesOutcome),
      no: outcomeKey(noOutcome),
      outcomes: outcomes.map(outcomeKey).toSorted(),
    })),
  }
}

const idsOf = (pairs: readonly MarketPair[]): readonly string[] =>
  pairs.map(({ contract, odds }) => `${contract.marketId} ${odds.eventId}`)

/** All of a result that may not depend on the order in which its input was listed. */
function resultKey(result: MatchResult): unknown {
  return {
    pairs: result.pairs.map(pairKey),
    suggestions: result.suggestions.map(pairKey),
    unpaired: result.unpaired.map(({ contract, reason, detail, nearest, quotedLines }) => ({
      contract: contract.marketId,
      reason,
      detail,
      nearest: nearest && [nearest.odds.eventId, nearest.differenceMs],
      quotedLines,
    })),
    rejectedOdds: result.rejectedOdds.map(({ odds, reason }) => [odds.eventId, reason]),
    rejectedMarkets: result.rejectedMarkets.map(({ oddsEventId, market, reason }) => [
      oddsEventId,
      market.book,
      market.marketKey,
      reason,
    ]),
  }
}

function shuffledBy(seed: number): <T>(items: readonly T[]) => readonly T[] {
  const rng = createSeededRng(seed)
  return (items) =>
    items
      .map((item) => ({ item, rank: rng.next() }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ item }) => item)
}

describe('whatever the slate', () => {
  test('each contract pairs with its own game, wherever that is listed, and with no other', () => {
    const pairedIn = new Map<string, number>()
    fc.assert(
      fc.property(slate, (games) => {
        const { pairs } = matchMarkets(listedOf(games))
        for (const { yes, fixture } of pairs) {
          const kind = `${fixture.league} ${yes.tag}`
          pairedIn.set(kind, (pairedIn.get(kind) ?? 0) + 1)
        }
        const listed = games.filter(({ hasOdds }) => hasOdds)
        const expected = listed.flatMap((game) =>
          listedOf([game]).contracts.map(({ marketId }) => `${marketId} ${game.odds.eventId}`),
        )
        expect(idsOf(pairs)).toEqual(expected.toSorted())
      }),
    )
    const lines = ['spread', 'team-total', 'three-way', 'total']
    const kinds = {
      atp: ['moneyline', 'total'],
      epl: lines,
      mlb: ['moneyline', 'player-prop', ...lines],
      'national-men': lines,
      nba: ['moneyline', ...lines],
      ufc: ['moneyline', 'total'],
    }
    expect([...pairedIn.keys()].toSorted()).toEqual(
      Object.entries(kinds).flatMap(([league, types]) => types.map((type) => `${league} ${type}`)),
    )
  })

  test('the order of contracts, odds events, markets and outcomes is irrelevant', () => {
    fc.assert(
      fc.property(slate, fc.integer(), (games, seed) => {
        const shuffled = shuffledBy(seed)
        const input = listedOf(games)
        const mixed = matchMarkets({
          contracts: shuffled(input.contracts),
          odds: shuffled(input.odds).map((odds) => ({
            ...odds,
            markets: shuffled(odds.markets).map((market) => ({
              ...market,
              outcomes: shuffled(market.outcomes),
            })),
          })),
        })
        expect(resultKey(mixed)).toEqual(resultKey(matchMarkets(input)))
      }),
    )
  })

  test('games of other teams and persons leave everything as it was', () => {
    fc.assert(
      fc.property(
        slate,
        choices.map((chosen) => gamesOf(chosen, 'other')),
        (games, others) => {
          const alone = matchMarkets(listedOf(games))
          const together = matchMarkets(listedOf([...others, ...games]))
          const own = new Set(listedOf(games).contracts.map(({ marketId }) => marketId))
          const isOwn = ({ contract }: Pick<MarketPair, 'contract'>): boolean =>
            own.has(contract.marketId)
          expect(together.pairs.filter(isOwn)).toEqual(alone.pairs)
          expect(together.suggestions.filter(isOwn)).toEqual(alone.suggestions)
          expect(together.unpaired.filter(isOwn)).toEqual(alone.unpaired)
        },
      ),
    )
  })

  test('home and away swapped at the feed never pair where games have a home', () => {
    let swappedPairs = 0
    fc.assert(
      fc.property(slate, (games) => {
        const input = listedOf(games)
        const swapped = input.odds.map((odds) => ({
          ...odds,
          homeName: odds.awayName,
          awayName: odds.homeName,
        }))
        const plain = matchMarkets(input).pairs
        const { pairs } = matchMarkets({ ...input, odds: swapped })
        const isNeutral = ({ fixture }: MarketPair): boolean =>
          LEAGUES[fixture.league].namedFirst === 'any'
        expect(idsOf(pairs)).toEqual(idsOf(plain.filter(isNeutral)))
        // Each keeps the outcomes that it had.
        const outcomesOf = (list: readonly MarketPair[]): readonly unknown[] =>
          list.map((pair) =>
            pair.quotes.map(({ yesOutcome, noOutcome }) => [yesOutcome, noOutcome]),
          )
        expect(outcomesOf(pairs)).toEqual(outcomesOf(plain.filter(isNeutral)))
        swappedPairs += pairs.length
      }),
    )
    expect(swappedPairs).toBeGreaterThan(100)
  })
})

/** Scores of every part, apart from each other; a game whose winner is asked for is not level. */
const points = fc.tuple(fc.nat(8), fc.nat(8))
const scores: fc.Arbitrary<Score> = fc
  .record({
    parts: fc.record({
      'full-game': points,
      regulation: points,
      'first-half': points,
      'first-5-innings': points,
    }),
    players: fc.record(
      Object.fromEntries(PLAYERS.map((player) => [foldName(player), fc.nat(3)] as const)),
    ),
  })
  .map(({ parts, players }) => {
    const [home, away] = parts['full-game']
    return { parts: { ...parts, 'full-game': [home, home === away ? away + 1 : away] }, players }
  })

function turned({ parts, players }: Score): Score {
  const scored = Object.entries(parts).map(
    ([period, [home, away]]) => [period, [away, home]] as const,
  )
  return { parts: Object.fromEntries(scored), players }
}

/** What an outcome as printed pays in a score, the feed's home first; undefined: the stake comes back. */
function outcomePays(
  { name, point = 0, participant }: BookOutcome,
  { marketType, period }: BookMarket,
  { homeName, awayName }: OddsListing,
  score: Score,
): boolean | undefined {
  const [home, away] = scoreIn(score, period)
  const marginOf = (team: string): number => {
    if (team === homeName) return home - away
    return team === awayName ? away - home : Number.NaN
  }
  if (marketType === 'spread') return marginOf(name) + point > 0
  const counts: Readonly<Record<string, number | undefined>> = {
    total: home + away,
    'team-total': participant === homeName ? home : away,
    'player-prop': score.players[foldName(participant ?? '')],
  }
  const count = counts[marketType ?? '']
  if (count !== undefined) {
    if (count === point) return undefined
    return name === 'Over' ? count > point : count < point
  }
  return name.split(' or ').some((part) => (part === 'Draw' ? home === away : marginOf(part) > 0))
}

/** What a proposition says of a score, the fixture's home first. */
function holds(said: Proposition, score: Score): boolean {
  const [home, away] = scoreIn(score, said.period)
  const beats = (count: number, { line, direction }: { line: number; direction: string }) =>
    direction === 'over' ? count > line : count < line
  switch (said.tag) {
    case 'moneyline':
    case 'draw-no-bet':
      return said.team === 'home' ? home > away : away > home
    case 'spread':
      return (said.team === 'home' ? home - away : away - home) + said.line > 0
    case 'total':
      return beats(home + away, said)
    case 'team-total':
      return beats(said.team === 'home' ? home : away, said)
    case 'player-prop': {
      const own = PLAYERS.map(foldName).find(
        (name) => name.split(' ').toSorted().join(' ') === said.player,
      )
      return beats(score.players[own ?? ''] ?? Number.NaN, said)
    }
    case 'three-way': {
      const came = home === away ? 'draw' : home > away ? 'home' : 'away'
      return said.result.startsWith('not-') ? said.result !== `not-${came}` : said.result === came
    }
  }
}

test('what pays with YES never pays with NO, and both say what the contract says', () => {
  let graded = 0
  fc.assert(
    fc.property(slate, fc.array(scores, { minLength: 2, maxLength: 6 }), (games, played) => {
      const asked = new Map(
        games.flatMap((game) =>
          game.asked.map(({ contract, pays }) => [contract.marketId, { pays, home: game.home }]),
        ),
      )
      for (const { contract, odds, fixture, yes, no, quotes } of matchMarkets(listedOf(games))
        .pairs) {
        const { pays, home } = asked.get(contract.marketId) ?? { pays: () => false, home: '' }
        for (const score of played) {
          const isYes = pays(score)
          const ofFixture = fixture.home.fullName === home ? score : turned(score)
          const ofFeed = odds.homeName === home ? score : turned(score)
          expect([holds(yes, ofFixture), holds(no, ofFixture)]).toEqual([isYes, !isYes])
          for (const { market, yesOutcome, noOutcome, outcomes } of quotes) {
            const paysIn = (outcome: BookOutcome): boolean | undefined =>
              outcomePays(outcome, market, odds, ofFeed)
            expect(yesOutcome === undefined ? isYes : paysIn(yesOutcome)).toBe(isYes)
            expect(noOutcome === undefined ? !isYes : paysIn(noOutcome)).toBe(!isYes)
            expect(outcomes.filter(paysIn)).toHaveLength(outcomes.length === 0 ? 0 : 1)
            expect(yesOutcome ?? noOutcome).toBeDefined()
            graded += 1
          }
        }
      }
    }),
    { numRuns: 200 },
  )
  expect(graded).toBeGreaterThan(1000)
})

describe('listings that come, change and go', () => {
  /** Indexes into what there is, in the order of the calls. */
  const call = fc.record({
    contracts: fc.array(fc.tuple(fc.nat(), fc.nat(5)), { maxLength: 8 }),
    odds: fc.array(fc.tuple(fc.nat(), fc.nat(5)), { maxLength: 4 }),
    goneContracts: fc.array(fc.nat(), { maxLength: 4 }),
    goneOdds: fc.array(fc.nat(), { maxLength: 2 }),
    isAsked: fc.boolean(),
  })

  /** Listings as they may be a poll later. */
  const changedContract = (own: ContractListing, how: number): ContractListing => {
    switch (how) {
      case 0:
        return { ...own, teamNames: ['Nowhere Nobodies', 'Somewhere Else'], teamCodes: 'XXYY' }
      case 1:
        return { ...own, start: undefined }
      case 2:
        return { ...own, subject: { tag: 'unknown' } }
      default:
        return own
    }
  }
  const changedOdds = (own: OddsListing, how: number): OddsListing => {
    switch (how) {
      case 0:
        return { ...own, startMs: own.startMs + DAY_MS }
      case 1:
        return { ...own, markets: own.markets.slice(0, 1) }
      case 2:
        return { ...own, homeName: `${own.homeName} II` }
      default:
        return own
    }
  }

  test('end in what one call with all that is left gives, however often it was asked', () => {
    let seen = 0
    fc.assert(
      fc.property(slate, fc.array(call, { minLength: 1, maxLength: 8 }), (games, calls) => {
        const everything = {
          contracts: games.flatMap(({ asked }) => asked.map(({ contract }) => contract)),
          odds: games.map(({ odds }) => odds),
        }
        const contracts = new Map<string, ContractListing>()
        const odds = new Map<string, OddsListing>()
        const matcher = createMatcher()
        for (const { isAsked, ...step } of calls) {
          const changes = changesOf(step, everything)
          for (const id of changes.goneContracts ?? []) contracts.delete(id)
          for (const id of changes.goneOdds ?? []) odds.delete(id)
          for (const own of changes.contracts ?? []) contracts.set(own.marketId, own)
          for (const own of changes.odds ?? []) odds.set(own.eventId, own)
          matcher.update(changes)
          if (!isAsked) continue
          const left = { contracts: [...contracts.values()], odds: [...odds.values()] }
          expect(matcher.result()).toEqual(matchMarkets(left))
        }
        const left = { contracts: [...contracts.values()], odds: [...odds.values()] }
        const result = matcher.result()
        expect(result).toEqual(matchMarkets(left))
        const all = [...result.pairs, ...result.suggestions]
        for (const { marketId } of everything.contracts) {
          const own = all
            .filter(({ contract }) => contract.marketId === marketId)
            .toSorted((a, b) => b.confidence - a.confidence)
          const candidates = matcher.candidatesOf(marketId)
          expect(candidates.map(pairKey)).toEqual(own.map(pairKey))
          seen += candidates.length
        }
      }),
      { numRuns: 200 },
    )
    expect(seen).toBeGreaterThan(100)
  })

  test('and so where a likeness is at stake: an event that is a game’s for certain is no other’s', () => {
    const teams = 'Tampa Bay Rays @ Seattle Mariners'
    const own = winnerContract(
      'mlb',
      'KXMLBGAME-26AUG07TBSEA-SEA',
      'Tampa Bay v Seattle',
      'Seattle',
    )
    const alike: ContractListing = {
      ...own,
      marketId: 'KXMLBGAME-26AUG07XXYY-YY',
      eventId: 'KXMLBGAME-26AUG07XXYY',
      teamCodes: 'XXYY',
      outcomeCode: 'YY',
      teamNames: ['Tampa Bay Rays FC', 'Seattle Marinerz'],
      yesLabel: 'Seattle Marinerz',
      yesTeamName: 'Seattle Marinerz',
    }
    const event = { ...gameEvent('mlb', teams, '2026-08-08T01:45:00Z'), eventId: 'e' }
    const moved = { ...event, startMs: event.startMs + DAY_MS }
    const steps: readonly ListingChanges[] = [
      { contracts: [own] },
      { goneContracts: [own.marketId] },
      { contracts: [{ ...own, start: undefined }] },
      { contracts: [alike] },
      { goneContracts: [alike.marketId] },
      { odds: [event] },
      { odds: [moved] },
      { goneOdds: ['e'] },
    ]
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (changes) => {
        const matcher = createMatcher()
        const contracts = new Map<string, ContractListing>()
        const odds = new Map<string, OddsListing>()
        for (const step of changes) {
          for (const id of step.goneContracts ?? []) contracts.delete(id)
          for (const contract of step.contracts ?? []) contracts.set(contract.marketId, contract)
          for (const id of step.goneOdds ?? []) odds.delete(id)
          for (const listing of step.odds ?? []) odds.set(listing.eventId, listing)
          matcher.update(step)
          const result = matcher.result()
          const left = { contracts: [...contracts.values()], odds: [...odds.values()] }
          expect(result).toEqual(matchMarkets(left))
          seen.add(`${result.pairs.length} ${result.suggestions.length}`)
        }
      }),
      { numRuns: 300 },
    )
    expect([...seen].toSorted()).toEqual(['0 0', '0 1', '1 0'])
  })

  function changesOf(
    step: {
      readonly contracts: readonly (readonly [number, number])[]
      readonly odds: readonly (readonly [number, number])[]
      readonly goneContracts: readonly number[]
      readonly goneOdds: readonly number[]
    },
    { contracts, odds }: MatchInput,
  ): ListingChanges {
    const pick = <T>(items: readonly T[], at: number): readonly T[] =>
      items.slice(at % Math.max(items.length, 1)).slice(0, 1)
    const byId = <T>(items: readonly (readonly [string, T])[]): readonly T[] => [
      ...new Map(items).values(),
    ]
    return {
      contracts: byId(
        step.contracts.flatMap(([at, how]) =>
          pick(contracts, at).map((own) => [own.marketId, changedContract(own, how)] as const),
        ),
      ),
      odds: byId(
        step.odds.flatMap(([at, how]) =>
          pick(odds, at).map((own) => [own.eventId, changedOdds(own, how)] as const),
        ),
      ),
      goneContracts: step.goneContracts.flatMap((at) => pick(contracts, at)).map((c) => c.marketId),
      goneOdds: step.goneOdds.flatMap((at) => pick(odds, at)).map((own) => own.eventId),
    }
  }
})

describe('one odds event never serves two games', () => {
  const NAMES = [
    'Alexander Zverev',
    'Mischa Zverev',
    'Francisco Cerundolo',
    'Juan Manuel Cerundolo',
    'Carlos Alcaraz',
  ] as const
  const short = (name: string): string => `${name[0]}. ${name.split(' ').at(-1)}`
  const surname = (name: string): string => name.split(' ').at(-1) ?? ''
  const whole = (name: string): string => name
  const printed = fc.constantFrom(whole, whole, whole, short, surname)
  interface PersonsMeeting {
    readonly one: string
    readonly other: string
    readonly day: number
    readonly print: (name: string) => string
    readonly hasTitle: boolean
    readonly hasLabel: boolean
    readonly isTurned: boolean
  }
  const meeting: fc.Arbitrary<PersonsMeeting> = fc
    .record({
      one: fc.constantFrom(...NAMES),
      other: fc.constantFrom(...NAMES),
      day: fc.nat(2),
      print: printed,
      hasTitle: fc.boolean(),
      hasLabel: fc.boolean(),
      isTurned: fc.boolean(),
    })
    .filter(({ one, other }) => one !== other)

  interface ToldContract {
    readonly contract: ContractListing
    readonly person: string
    readonly names: readonly string[]
  }

  /** Both winners' contracts of each meeting, by market id; a ticker names one meeting. */
  function contractsOfMeetings(
    listed: readonly PersonsMeeting[],
  ): ReadonlyMap<string, ToldContract> {
    const told = new Map<string, ToldContract>()
    for (const { one, other, day, print, hasTitle, hasLabel, isTurned } of listed) {
      const codes = [codeOfPerson(one, other), codeOfPerson(other, one)]
      const key = codeOfGame('atp', FIRST_NOON_MS + day * DAY_MS, codes.join(''))
      const title = isTurned
        ? ([print(other), print(one)] as const)
        : ([print(one), print(other)] as const)
      for (const [side, person] of [one, other].entries()) {
        const id = `KXATPMATCH-${key}-${codes[side]}`
        if (told.has(id)) continue
        const own = personContract('atp', id, title, print(person))
        const labelled = hasLabel ? own : { ...own, yesLabel: undefined, yesTeamName: undefined }
        const contract = hasTitle ? labelled : { ...labelled, teamNames: undefined }
        told.set(id, { contract, person, names: [one, other] })
      }
    }
    return told
  }

  test('nor two matches of persons, however like their names and near their days', () => {
    let paired = 0
    fc.assert(
      fc.property(
        fc.array(meeting, { maxLength: 6 }),
        fc.array(meeting, { maxLength: 6 }),
        (listed, offered) => {
          const told = contractsOfMeetings(listed)
          const odds = offered.map(({ one, other, day, print }, index) => {
            const start = new Date(FIRST_NOON_MS + day * DAY_MS).toISOString()
            return oddsOf('atp', { away: print(one), home: print(other), start, id: `${index}` })
          })
          const contracts = [...told.values()].map(({ contract }) => contract)
          const gameOf = new Map<string, string>()
          const eventOf = new Map<string, string>()
          for (const pair of matchMarkets({ contracts, odds }).pairs) {
            const { eventId, marketId, start } = pair.contract
            expect(gameOf.get(pair.odds.eventId) ?? eventId).toBe(eventId)
            expect(eventOf.get(marketId) ?? pair.odds.eventId).toBe(pair.odds.eventId)
            gameOf.set(pair.odds.eventId, eventId)
            eventOf.set(marketId, pair.odds.eventId)
            const apart = Math.abs(Date.parse(`${start?.easternDate}T16:00Z`) - pair.odds.startMs)
            expect(apart).toBeLessThanOrEqual(DAY_MS)
            const meant = offered[Number(pair.odds.eventId)]
            const yes = pair.quotes[0]?.yesOutcome?.name
            const paid = yes === pair.odds.homeName ? meant?.other : meant?.one
            const { person, names } = told.get(marketId) ?? { person: '', names: [] }
            // A code alone does not tell brothers apart: then only the one with a name is known.
            const isByCode = pair.evidence.some(({ detail }) => /^[A-Z]{3}: /.test(detail))
            const known = isByCode ? names.filter((name) => name === 'Carlos Alcaraz') : names
            expect([meant?.one, meant?.other]).toEqual(expect.arrayContaining([...known]))
            expect(codeOfPerson(paid ?? '')).toBe(codeOfPerson(person))
            expect(isByCode ? person : paid).toBe(person)
            paired += 1
          }
        },
      ),
      { numRuns: 1000 },
    )
    expect(paired).toBeGreaterThan(20)
  })

  test('nor two games of teams, whoever is at home and whatever is listed twice', () => {
    const clubs = ['Arsenal', 'Chelsea'] as const
    const codes = ['ARS', 'CFC'] as const
    const own = fc.record({ day: fc.nat(2), isTurned: fc.boolean(), league: fc.nat(1) })
    fc.assert(
      fc.property(
        fc.array(own, { maxLength: 6 }),
        fc.array(own, { maxLength: 6 }),
        (listed, offered) => {
          const contracts = listed.flatMap(({ day, isTurned }) => {
            const order = isTurned ? codes.toReversed() : codes
            const key = codeOfGame('epl', FIRST_NOON_MS + day * DAY_MS, order.join(''))
            return [...codes, 'TIE'].map((code) =>
              contractAbout({ league: 'epl', marketType: 'three-way' }, `KXEPLGAME-${key}-${code}`),
            )
          })
          const odds = offered.map(({ day, isTurned, league }, index) => {
            const [home, away] = isTurned ? clubs.toReversed() : clubs
            const start = new Date(FIRST_NOON_MS + day * DAY_MS).toISOString()
            const game = { away: away ?? '', home: home ?? '', start, id: `${index}` }
            return oddsOf(league === 0 ? 'epl' : 'ucl', game, [
              threeWayMarket(game.away, game.home),
            ])
          })
          const gameOf = new Map<string, string>()
          for (const { contract, odds: event, target } of matchMarkets({ contracts, odds }).pairs) {
            const { eventId, outcomeCode } = contract
            expect(gameOf.get(event.eventId) ?? eventId).toBe(eventId)
            gameOf.set(event.eventId, eventId)
            expect(event.league).toBe('epl')
            const meant = { ARS: 'Arsenal', CFC: 'Chelsea', TIE: 'Draw' }[outcomeCode]
            expect(target.outcome).toBe(meant)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
