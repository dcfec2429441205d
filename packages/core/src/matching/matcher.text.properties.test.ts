import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEAGUES } from '../fixtures/league.ts'
import type { ContractListing, OddsListing } from '../fixtures/listing.ts'
import { resolveTeamName, teamsOf } from '../fixtures/team-registry.ts'
import { foldName } from '../names/fold-name.ts'
import { GAME_LEAGUES, type GameChoice, gamesOf, listedOf } from '../testing/made-up-games.ts'
import { matchMarkets } from './match.ts'
import type { MatchResult } from './match-result.ts'
import type { MatchInput } from './matcher.ts'

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

describe('names', () => {
  /** Case, doubled and other blanks, hyphens for blanks, added marks: what never tells teams apart. */
  const dress = fc.array(fc.nat(5), { minLength: 12, maxLength: 12 }).map((seeds) => {
    return (text: string): string =>
      [...text]
        .map((letter, index) => {
          switch (seeds[index % seeds.length]) {
            case 0:
              return letter.toUpperCase()
            case 1:
              return letter.toLowerCase()
            case 2:
              return /[a-z]/i.test(letter) ? `${letter}\u0301` : letter
            case 3:
              return letter === ' ' ? '  ' : letter
            case 4:
              return letter === ' ' ? ' - ' : letter
            default:
              return letter
          }
        })
        .join('')
  })

  test('of teams: case, blanks, hyphens, apostrophes, points and marks never matter', () => {
    const leagues = Object.values(LEAGUES).filter(({ competitors }) => competitors === 'teams')
    const teams = leagues.flatMap(({ id }) => teamsOf(id))
    fc.assert(
      fc.property(fc.constantFrom(...teams), dress, (team, dressed) => {
        const names = [team.fullName, team.city, team.nickname, ...team.aliases]
        for (const name of names) {
          const meant = resolveTeamName(team.league, name)
          for (const other of [dressed(name), name.replaceAll(/['’.]/g, ''), ` ${name} `]) {
            expect(resolveTeamName(team.league, other)).toEqual(meant)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('of teams: the order of the full name’s words never matters', () => {
    const leagues = Object.values(LEAGUES).filter(({ competitors }) => competitors === 'teams')
    for (const { id, fullName, league } of leagues.flatMap(({ id }) => teamsOf(id))) {
      const turned = fullName.split(' ').toReversed().join(' ')
      expect(resolveTeamName(league, turned)).toMatchObject({ tag: 'team', team: { id } })
    }
  })

  test('in another dress they pair the same, at the same confidence', () => {
    fc.assert(
      fc.property(slate, dress, dress, (games, ofVenue, ofFeed) => {
        const input = listedOf(games)
        const plain = matchMarkets(input)
        const other = matchMarkets({
          contracts: input.contracts.map((contract) => dressContract(contract, ofVenue)),
          odds: input.odds.map((odds) => dressOdds(odds, ofFeed)),
        })
        const keysOf = ({ pairs }: MatchResult): readonly unknown[] =>
          pairs.map(({ contract, odds, confidence, quotes }) => [
            contract.marketId,
            odds.eventId,
            confidence,
            quotes.map(({ market, yesOutcome, noOutcome }) => [
              market.book,
              yesOutcome && foldName(yesOutcome.name),
              noOutcome && foldName(noOutcome.name),
            ]),
          ])
        expect(keysOf(other)).toEqual(keysOf(plain))
      }),
    )
  })

  test('of persons and players the order of words never matters, where a title names both', () => {
    const surnameFirst = (name: string): string => {
      const [given = '', ...surname] = name.split(' ')
      return `${surname.join(' ')}, ${given}`
    }
    const backwards = (name: string): string =>
      name.endsWith(' Jr.') ? surnameFirst(name) : name.split(' ').toReversed().join(' ')
    let paired = 0
    fc.assert(
      fc.property(slate, fc.constantFrom(surnameFirst, backwards), (games, ordered) => {
        const { contracts, odds } = listedOf(games)
        const told = contracts.filter(({ teamNames }) => teamNames !== undefined)
        const other = told.map((contract): ContractListing => {
          const { yesPlayerName, teamNames, yesTeamName, subject } = contract
          if (yesPlayerName !== undefined) {
            return { ...contract, yesPlayerName: ordered(yesPlayerName) }
          }
          const isPersons =
            subject.tag === 'game' && LEAGUES[subject.league].competitors === 'persons'
          if (!isPersons || teamNames === undefined) return contract
          const yes = yesTeamName && ordered(yesTeamName)
          const title = [ordered(teamNames[0]), ordered(teamNames[1])] as const
          return { ...contract, teamNames: title, yesTeamName: yes, yesLabel: yes }
        })
        const keysOf = (listed: readonly ContractListing[]): readonly unknown[] =>
          matchMarkets({ contracts: listed, odds }).pairs.map((pair) => [
            pair.contract.marketId,
            pair.odds.eventId,
            pair.yes,
          ])
        const plain = keysOf(told)
        expect(keysOf(other)).toEqual(plain)
        paired += plain.length
      }),
    )
    expect(paired).toBeGreaterThan(100)
  })
})

type Dress = (text: string) => string

function dressContract(contract: ContractListing, dressed: Dress): ContractListing {
  const { teamNames, yesTeamName, yesPlayerName } = contract
  return {
    ...contract,
    teamNames: teamNames && [dressed(teamNames[0]), dressed(teamNames[1])],
    yesTeamName: yesTeamName && dressed(yesTeamName),
    ...(yesPlayerName === undefined ? {} : { yesPlayerName: dressed(yesPlayerName) }),
  }
}

const SIGN_WORDS = /^(?:over|under|draw)$/i

function dressOdds(odds: OddsListing, dressed: Dress): OddsListing {
  const dressAll = (name: string): string =>
    name
      .split(' or ')
      .map((part) => (SIGN_WORDS.test(part) ? part : dressed(part)))
      .join(' or ')
  return {
    ...odds,
    homeName: dressed(odds.homeName),
    awayName: dressed(odds.awayName),
    markets: odds.markets.map((market) => ({
      ...market,
      outcomes: market.outcomes.map((outcome) => ({
        ...outcome,
        name: dressAll(outcome.name),
        ...(outcome.participant === undefined ? {} : { participant: dressed(outcome.participant) }),
      })),
    })),
  }
}

describe('garbage', () => {
  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 12 }),
    fc.constantFrom('', ' ', '-', '/', '0', '(((', '\\', '\uD800', '__proto__', 'x'.repeat(5000)),
  )
  const CONTRACT_FIELDS = [
    'eventId',
    'seriesId',
    'teamCodes',
    'outcomeCode',
    'yesLabel',
    'yesTeamName',
    'yesPlayerName',
  ] as const
  const ODDS_FIELDS = ['sportKey', 'homeName', 'awayName'] as const
  const spoilers: readonly ((input: MatchInput, text: string, at: number) => MatchInput)[] = [
    ...CONTRACT_FIELDS.map((field) => (input: MatchInput, text: string, at: number) => ({
      ...input,
      contracts: replacedAt(input.contracts, at, (own) => ({ ...own, [field]: text })),
    })),
    (input, text, at) => ({
      ...input,
      contracts: replacedAt(input.contracts, at, (own) => ({
        ...own,
        teamNames: [text, own.teamNames?.[1] ?? text],
      })),
    }),
    (input, text, at) => ({
      ...input,
      contracts: replacedAt(input.contracts, at, (own) => ({
        ...own,
        start: own.start && { ...own.start, easternDate: text },
      })),
    }),
    ...ODDS_FIELDS.map((field) => (input: MatchInput, text: string, at: number) => ({
      ...input,
      odds: replacedAt(input.odds, at, (own) => ({ ...own, [field]: text })),
    })),
    ...(['book', 'marketKey'] as const).map(
      (field) => (input: MatchInput, text: string, at: number) => ({
        ...input,
        odds: replacedAt(input.odds, at, (own) => ({
          ...own,
          markets: replacedAt(own.markets, at, (market) => ({ ...market, [field]: text })),
        })),
      }),
    ),
    ...(['name', 'participant'] as const).map(
      (field) => (input: MatchInput, text: string, at: number) => ({
        ...input,
        odds: replacedAt(input.odds, at, (own) => ({
          ...own,
          markets: own.markets.map((market) => ({
            ...market,
            outcomes: replacedAt(market.outcomes, at, (outcome) => ({ ...outcome, [field]: text })),
          })),
        })),
      }),
    ),
  ]
  const saysOf = ({ pairs }: MatchResult): readonly string[] =>
    pairs.map(({ contract, odds, yes }) =>
      [contract.marketId, odds.eventId, JSON.stringify(yes)].join(' '),
    )

  test('in any field never makes a pair that was not there, and never throws', () => {
    fc.assert(
      fc.property(
        slate,
        fc.array(fc.tuple(fc.nat(spoilers.length - 1), garbage, fc.nat()), {
          minLength: 1,
          maxLength: 3,
        }),
        (games, spoilt) => {
          const input = listedOf(games)
          const before = new Set(saysOf(matchMarkets(input)))
          const after = spoilt.reduce(
            (changed, [which, text, at]) => spoilers[which]?.(changed, text, at) ?? changed,
            input,
          )
          for (const said of saysOf(matchMarkets(after))) expect(before).toContain(said)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('everywhere at once pairs nothing', () => {
    fc.assert(
      fc.property(slate, garbage, (games, text) => {
        const input = listedOf(games)
        const spoilt = {
          contracts: input.contracts.map((own) => ({
            ...own,
            teamCodes: text,
            teamNames: [text, text] as const,
            outcomeCode: text,
            yesLabel: text,
            yesTeamName: text,
          })),
          odds: input.odds,
        }
        expect(matchMarkets(spoilt).pairs).toEqual([])
      }),
    )
  })
})

function replacedAt<T>(items: readonly T[], at: number, change: (item: T) => T): readonly T[] {
  return items.map((item, index) => (index === at % items.length ? change(item) : item))
}
