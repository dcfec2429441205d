import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { easternCivilTime } from '../fixtures/eastern-time.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import type { Team } from '../fixtures/team.ts'
import { teamsOf } from '../fixtures/team-registry.ts'
import { matchMarkets } from './match.ts'
import type { MatchResult } from './match-result.ts'
import type { MatchInput } from './matcher.ts'
import { bookMarket, contractOf, oddsOf, outcomeOf, winnerMarket } from '../testing/listings.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const NOON = Date.parse('2026-08-03T16:00:00Z')
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** One game of a made-up week; both venues may or may not list it. */
interface Game {
  readonly league: LeagueId
  readonly away: Team
  readonly home: Team
  readonly startMs: number
  readonly jitterMs: number
  readonly hasOdds: boolean
  readonly hasContracts: boolean
  readonly hasTitle: boolean
}

/** Games of six teams of a league on three days; baseball may have two a day, hours apart. */
function weekOf(league: LeagueId, skip = 0): fc.Arbitrary<readonly Game[]> {
  const teams = teamsOf(league).slice(skip, skip + 6)
  const game = fc
    .record({
      away: fc.constantFrom(...teams),
      home: fc.constantFrom(...teams),
      day: fc.nat(2),
      slot: fc.nat(league === 'mlb' ? 2 : 0),
      minute: fc.nat(30),
      jitter: fc.integer({ min: -30, max: 30 }),
      hasOdds: fc.boolean(),
      hasContracts: fc.boolean(),
      hasTitle: fc.boolean(),
    })
    .filter(({ away, home }) => away !== home)
    .map(({ day, slot, minute, jitter, ...rest }) => ({
      ...rest,
      league,
      startMs: NOON + day * DAY_MS + (slot * 240 + minute) * MINUTE_MS,
      jitterMs: jitter * MINUTE_MS,
    }))
  const slotOf = ({ away, home, startMs }: Game): string =>
    [...[away.id, home.id].toSorted(), Math.floor((startMs - NOON) / (240 * MINUTE_MS))].join()
  return fc.uniqueArray(game, { maxLength: 12, selector: slotOf })
}

const week = fc.constantFrom('mlb' as const, 'nba' as const).chain((league) => weekOf(league))

function gameCodeOf({ league, away, home, startMs }: Game): string {
  const { year, month, day, hour, minute } = easternCivilTime(startMs)
  const clock = league === 'mlb' ? `${pad(hour)}${pad(minute)}` : ''
  const codes = `${away.kalshiCodes[0]}${home.kalshiCodes[0]}`
  return `${year % 100}${MONTHS[month - 1]}${pad(day)}${clock}${codes}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

function contractsOf(game: Game): readonly ContractListing[] {
  if (!game.hasContracts) return []
  const prefix = `KX${game.league.toUpperCase()}`
  const code = gameCodeOf(game)
  const title: Partial<ContractListing> = game.hasTitle
    ? { teamNames: [game.away.fullName, game.home.fullName] }
    : {}
  const home = { ...title, ...(game.hasTitle ? { yesTeamName: game.home.nickname } : {}) }
  return [
    contractOf(`${prefix}GAME-${code}-${game.home.kalshiCodes[0]}`, home),
    contractOf(`${prefix}SPREAD-${code}-${game.home.kalshiCodes[0]}2`, home),
    contractOf(`${prefix}TOTAL-${code}-9`, title),
  ]
}

function idOf(game: Game): string {
  return `${game.away.id}@${game.home.id}@${game.startMs}`
}

function oddsOfGame(game: Game): readonly OddsListing[] {
  if (!game.hasOdds) return []
  const [away, home] = [game.away.fullName, game.home.fullName]
  const start = new Date(game.startMs + game.jitterMs).toISOString()
  return [
    oddsOf(game.league, { away, home, start, id: idOf(game) }, [
      winnerMarket(away, home),
      winnerMarket(home, away, { book: 'fanduel' }),
      bookMarket('spreads', [outcomeOf(home, -1.5), outcomeOf(away, 1.5)]),
      bookMarket('totals', [outcomeOf('Under', 8.5), outcomeOf('Over', 8.5)]),
    ]),
  ]
}

function inputOf(games: readonly Game[]): MatchInput {
  return { contracts: games.flatMap(contractsOf), odds: games.flatMap(oddsOfGame) }
}

function pairKeys({ pairs }: Pick<MatchResult, 'pairs'>): readonly string[] {
  return pairs.map(
    ({ contract, odds, target, confidence }) =>
      `${contract.marketId} ${odds.eventId} ${target.outcome} ${confidence}`,
  )
}

function reasonKeys({ unpaired }: MatchResult): readonly string[] {
  return unpaired.map(
    ({ contract, reason, detail, nearest }) =>
      `${contract.marketId} ${reason} ${detail} ${nearest?.odds.eventId} ${nearest?.differenceMs}`,
  )
}

describe('whatever the week', () => {
  test('a contract pairs only with its own game, and with it wherever the game is listed', () => {
    let paired = 0
    fc.assert(
      fc.property(week, (games) => {
        const { pairs } = matchMarkets(inputOf(games))
        paired += pairs.length
        const expected = games.flatMap((game) =>
          game.hasOdds ? contractsOf(game).map(({ marketId }) => `${marketId} ${idOf(game)}`) : [],
        )
        const found = pairs.map(({ contract, odds }) => `${contract.marketId} ${odds.eventId}`)
        expect(found.toSorted()).toEqual(expected.toSorted())
        for (const { target, contract } of pairs) {
          const home = games.find((game) => contract.marketId.includes(gameCodeOf(game)))?.home
          expect([home?.fullName, 'Over']).toContain(target.outcome)
        }
      }),
      { numRuns: 300 },
    )
    expect(paired).toBeGreaterThan(100)
  })

  test('no odds event is used by two games', () => {
    fc.assert(
      fc.property(week, (games) => {
        const fixtureOf = new Map<string, string>()
        for (const { odds, fixture } of matchMarkets(inputOf(games)).pairs) {
          expect(fixtureOf.get(odds.eventId) ?? fixture.id).toBe(fixture.id)
          fixtureOf.set(odds.eventId, fixture.id)
        }
      }),
    )
  })

  test('nor however close the clocks of two teams’ games and events are', () => {
    const quarters = fc.integer({ min: 0, max: 16 }).map((count) => 840 + count * 15)
    const clock = fc.tuple(quarters, fc.nat(1)).map(([minutes, day]) => minutes + day * 1440)
    const tail = fc.constantFrom('TBSEA-SEA', 'TBSEA-TB', 'SEATB-TB', 'TBSEAG1-TB', 'TBSEAG2-SEA')
    const contract = fc.tuple(fc.option(clock), tail).map(([minutes, codes]) => {
      const day = minutes === null || minutes < 1440 ? '03' : '04'
      const hhmm =
        minutes === null ? '' : pad(Math.floor((minutes % 1440) / 60)) + pad(minutes % 60)
      return contractOf(`KXMLBGAME-26AUG${day}${hhmm}${codes}`, {
        yesTeamName: codes.slice(codes.indexOf('-') + 1),
      })
    })
    const event = fc.tuple(clock, fc.boolean()).map(([minutes, isSwapped]) => {
      const teams = ['Tampa Bay Rays', 'Seattle Mariners']
      const [away = '', home = ''] = isSwapped ? teams.toReversed() : teams
      const start = new Date(Date.parse('2026-08-03T04:00:00Z') + minutes * MINUTE_MS).toISOString()
      return oddsOf('mlb', { away, home, start, id: `${start}${isSwapped}` })
    })
    const many = { maxLength: 8 }
    let paired = 0
    fc.assert(
      fc.property(fc.array(contract, many), fc.array(event, many), (contracts, odds) => {
        const fixtureOf = new Map<string, string>()
        const eventOf = new Map<string, string>()
        for (const pair of matchMarkets({ contracts, odds }).pairs) {
          const { eventId, startMs, homeName } = pair.odds
          const { id, home } = pair.fixture
          expect(fixtureOf.get(eventId) ?? id).toBe(id)
          expect(eventOf.get(pair.contract.marketId) ?? eventId).toBe(eventId)
          fixtureOf.set(eventId, id)
          eventOf.set(pair.contract.marketId, eventId)
          expect(homeName).toBe(home.fullName)
          const stated = pair.contract.start?.startMs ?? startMs
          expect(Math.abs(stated - startMs)).toBeLessThanOrEqual(60 * MINUTE_MS)
          paired += 1
        }
      }),
      { numRuns: 1000 },
    )
    expect(paired).toBeGreaterThan(20)
  })

  test('the order of contracts, odds events and markets is irrelevant', () => {
    fc.assert(
      fc.property(week, fc.infiniteStream(fc.nat()), (games, stream) => {
        const input = inputOf(games)
        const shuffled = <T>(items: readonly T[]): readonly T[] =>
          items
            .map((item) => ({ item, rank: stream.next().value ?? 0 }))
            .toSorted((a, b) => a.rank - b.rank)
            .map(({ item }) => item)
        const other = matchMarkets({
          contracts: shuffled(input.contracts),
          odds: shuffled(input.odds).map((event) => ({
            ...event,
            markets: shuffled(event.markets),
          })),
        })
        const plain = matchMarkets(input)
        expect(pairKeys(other)).toEqual(pairKeys(plain))
        expect(other.pairs.map(({ quotes }) => quotes)).toEqual(
          plain.pairs.map(({ quotes }) => quotes),
        )
        expect(reasonKeys(other)).toEqual(reasonKeys(plain))
        expect(pairKeys({ pairs: other.suggestions })).toEqual(
          pairKeys({ pairs: plain.suggestions }),
        )
      }),
    )
  })

  test('unrelated games never change a pair', () => {
    fc.assert(
      fc.property(weekOf('mlb'), weekOf('mlb', 6), weekOf('nba'), (games, others, basketball) => {
        const alone = matchMarkets(inputOf(games))
        const together = matchMarkets(inputOf([...basketball, ...others, ...games]))
        const own = new Set(inputOf(games).contracts.map(({ marketId }) => marketId))
        const kept = together.pairs.filter(({ contract }) => own.has(contract.marketId))
        expect(pairKeys({ pairs: kept })).toEqual(pairKeys(alone))
        const left = together.unpaired.filter(({ contract }) => own.has(contract.marketId))
        expect(left).toEqual(alone.unpaired)
      }),
    )
  })

  test('case, punctuation and diacritics of names do not matter', () => {
    const dress = fc.array(fc.nat(3), { minLength: 30, maxLength: 30 })
    fc.assert(
      fc.property(week, dress, (games, seeds) => {
        const input = inputOf(games)
        const plain = matchMarkets(input)
        const dressed = matchMarkets({
          contracts: input.contracts.map((contract) => dressContract(contract, seeds)),
          odds: input.odds.map((event) => dressEvent(event, seeds)),
        })
        expect(dressed.pairs.map(({ contract }) => contract.marketId)).toEqual(
          plain.pairs.map(({ contract }) => contract.marketId),
        )
        expect(dressed.pairs.map(({ confidence }) => confidence)).toEqual(
          plain.pairs.map(({ confidence }) => confidence),
        )
      }),
    )
  })
})

describe('garbage', () => {
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom('', 'Seattle Storm', 'TIE', 'Over', 'AL', '9'),
  )
  const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined })

  test('text that names no team never pairs', () => {
    const garbage = fc.record({
      teamCodes: maybe(words),
      teamNames: maybe(fc.tuple(words, words)),
      outcomeCode: words,
      yesLabel: maybe(words),
      yesTeamName: maybe(words),
      strike: maybe(fc.record({ tag: fc.constant('greater' as const), floor: fc.double() })),
    })
    const types = fc.constantFrom('GAME-26AUG031200TBSEA-SEA', 'SPREAD-26AUG031200TBSEA-SEA2')
    const odds = oddsOf('mlb', {
      away: 'Tampa Bay Rays',
      home: 'Seattle Mariners',
      start: '2026-08-03T16:00:00Z',
    })
    fc.assert(
      fc.property(garbage, types, (more, type) => {
        const contract = { ...contractOf(`KXMLB${type}`), ...more }
        expect(matchMarkets({ contracts: [contract], odds: [odds] }).pairs).toEqual([])
      }),
    )
  })

  test('one statement exchanged for another game’s never pairs elsewhere', () => {
    fc.assert(
      fc.property(weekOf('mlb'), fc.nat(), fc.nat(), fc.nat(3), (games, i, j, field) => {
        const full = games.map((game) => ({ ...game, hasTitle: true, hasContracts: true }))
        const input = inputOf(full)
        const contracts = input.contracts.map(withRules)
        const [one, other] = [contracts[i % contracts.length], contracts[j % contracts.length]]
        fc.pre(one !== undefined && other !== undefined)
        const key = (['teamCodes', 'teamNames', 'yesTeamName', 'start'] as const)[field] ?? 'start'
        const forged = { ...one, [key]: other[key] }
        const before = matchMarkets({ contracts: [one], odds: input.odds })
        const after = matchMarkets({ contracts: [forged], odds: input.odds })
        const targets = before.pairs.map(({ odds, target }) => `${odds.eventId} ${target.outcome}`)
        for (const { odds, target } of after.pairs) {
          expect(targets).toContain(`${odds.eventId} ${target.outcome}`)
        }
      }),
    )
  })

  test('odds events of no team, time or sport never pair', () => {
    const event = fc.record({
      homeName: words,
      awayName: words,
      sportKey: words,
      startMs: fc.oneof(fc.double(), fc.integer(), fc.constant(NOON)),
    })
    fc.assert(
      fc.property(event, (more) => {
        const contract = contractOf('KXMLBGAME-26AUG031200TBSEA-SEA')
        const game = {
          away: 'Tampa Bay Rays',
          home: 'Seattle Mariners',
          start: '2026-08-03T16:00:00Z',
        }
        const odds = { ...oddsOf('mlb', game), ...more }
        expect(matchMarkets({ contracts: [contract], odds: [odds] }).pairs).toEqual([])
      }),
    )
  })
})

/** The rules text repeats the start, as Kalshi's does. */
function withRules(contract: ContractListing): ContractListing {
  const { start } = contract
  return { ...contract, otherStarts: start === undefined ? [] : [{ ...start, source: 'rules' }] }
}

function dressContract(contract: ContractListing, seeds: readonly number[]): ContractListing {
  const { teamNames, yesTeamName } = contract
  return {
    ...contract,
    teamNames: teamNames && [disguise(teamNames[0], seeds), disguise(teamNames[1], seeds)],
    yesTeamName: yesTeamName && disguise(yesTeamName, seeds),
  }
}

function dressEvent(event: OddsListing, seeds: readonly number[]): OddsListing {
  return {
    ...event,
    homeName: disguise(event.homeName, seeds),
    awayName: disguise(event.awayName, seeds),
    markets: event.markets.map((market) => ({
      ...market,
      outcomes: market.outcomes.map((outcome) => ({
        ...outcome,
        name: /^(?:Over|Under)$/.test(outcome.name) ? outcome.name : disguise(outcome.name, seeds),
      })),
    })),
  }
}

/** The same name in another dress. */
function disguise(text: string, seeds: readonly number[]): string {
  return [...text]
    .map((letter, index) => {
      const seed = seeds[index % seeds.length]
      if (seed === 0) return letter.toUpperCase()
      if (seed === 1) return letter === ' ' ? ' - ' : `${letter}\u0301`
      return seed === 2 ? letter.toLowerCase() : letter
    })
    .join('')
}
