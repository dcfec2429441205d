import { describe, expect, test } from 'vitest'
import { MATCH_CONFIDENCE_MIN } from '../confidence.ts'
import type { Found } from '../match-result.ts'
import {
  bookMarket,
  contractAbout,
  gameEvent,
  outcomeOf,
  personContract,
  winnerContract,
} from '../../testing/listings.ts'
import { matchNamed } from './match-named.ts'

const TITLE = ['Carlos Alcaraz', 'Grigor Dimitrov'] as const
const ALC = personContract('atp', 'KXATPMATCH-26MAR06ALCDIM-ALC', TITLE, 'Carlos Alcaraz')
const DIM = personContract('atp', 'KXATPMATCH-26MAR06ALCDIM-DIM', TITLE, 'Grigor Dimitrov')
const EVENT = gameEvent('atp', 'Carlos Alcaraz @ Grigor Dimitrov', '2026-03-06T17:00:00Z')

/** `suffix > outcome of YES, confidence` of each candidate. */
const linesOf = ({ candidates }: Found): readonly string[] =>
  candidates.map(
    ({ contract, quotes, confidence }) =>
      `${contract.outcomeCode} > ${quotes[0]?.yesOutcome?.name}, ${confidence}`,
  )

describe('persons', () => {
  test('each contract pays with its own person, whoever is at home', () => {
    const expected = ['ALC > Carlos Alcaraz, 0.96', 'DIM > Grigor Dimitrov, 0.96']
    expect(linesOf(matchNamed('atp', [DIM, ALC], [EVENT]))).toEqual(expected)
    const { homeName, awayName } = EVENT
    const turned = { ...EVENT, homeName: awayName, awayName: homeName }
    expect(linesOf(matchNamed('atp', [DIM, ALC], [turned]))).toEqual(expected)
  })

  test('a fixture has the feed’s home, and the same two', () => {
    const [pair] = matchNamed('atp', [ALC], [EVENT]).candidates
    expect(pair?.yes).toEqual({ tag: 'moneyline', period: 'full-game', team: 'away' })
    expect(pair?.fixture).toMatchObject({
      home: { fullName: 'Grigor Dimitrov' },
      away: { fullName: 'Carlos Alcaraz' },
      startMs: EVENT.startMs,
    })
  })

  test('a total is of both, a set no match', () => {
    const asked = { league: 'atp', marketType: 'total' } as const
    const total = contractAbout(asked, 'KXATPGTOTAL-26MAR06ALCDIM-23', { teamNames: TITLE })
    const markets = [bookMarket('totals', [outcomeOf('Over', 22.5), outcomeOf('Under', 22.5)])]
    expect(linesOf(matchNamed('atp', [total], [{ ...EVENT, markets }]))).toEqual([
      '23 > Over, 0.96',
    ])
    const set = { ...total, subject: { tag: 'game', period: 'first-set', ...asked } } as const
    const found = matchNamed('atp', [set], [{ ...EVENT, markets }])
    expect([found.candidates, found.unpaired.map(({ reason }) => reason)]).toEqual([
      [],
      ['market-not-quoted'],
    ])
  })

  test('the winner of a set is never a pair: what a level one pays is not on record', () => {
    const subject = {
      tag: 'game',
      league: 'atp',
      marketType: 'moneyline',
      period: 'first-set',
    } as const
    const markets = EVENT.markets.map((market) => ({ ...market, period: 'first-set' as const }))
    const [own] = matchNamed('atp', [{ ...ALC, subject }], [{ ...EVENT, markets }]).candidates
    expect(own?.confidence).toBeLessThan(MATCH_CONFIDENCE_MIN)
  })

  test.each([
    ['a label of somebody else', { yesLabel: 'Jannik Sinner', yesTeamName: 'Jannik Sinner' }],
    ['a label of the opponent', { yesLabel: 'Grigor Dimitrov', yesTeamName: 'Grigor Dimitrov' }],
    ['a suffix of the opponent', { outcomeCode: 'DIM' }],
    ['a line', { strike: { tag: 'greater', floor: 1.5 } as const }],
    ['a label of a part', { yesLabel: 'Carlos Alcaraz wins 1st set' }],
    ['a draw', { yesLabel: 'Draw', yesTeamName: undefined }],
  ])('%s beside the others is never a pair with the wrong person', (_case, more) => {
    const { candidates } = matchNamed('atp', [{ ...ALC, ...more }, DIM], [EVENT])
    const sure = candidates.filter(({ confidence }) => confidence >= MATCH_CONFIDENCE_MIN)
    for (const { contract, quotes } of sure) {
      expect(quotes[0]?.yesOutcome?.name).toBe(contract.yesTeamName)
    }
    expect(sure.map(({ contract }) => contract)).toContain(DIM)
  })

  test('a match that the feed does not list leaves no candidate and no reason', () => {
    expect(matchNamed('atp', [ALC], [])).toEqual({
      candidates: [],
      unpaired: [],
      rejectedMarkets: [],
    })
  })
})

describe('teams that no registry has', () => {
  const rhinos = winnerContract(
    'usl',
    'KXUSLGAME-26APR11ROCSYR-ROC',
    'Rochester Rhinos v Syracuse Salt',
    'Rochester Rhinos',
  )
  const game = gameEvent('usl', 'Syracuse Salt @ Rochester Rhinos', '2026-04-11T14:00:00Z')

  test('are suggested, and never more, however equal their names', () => {
    const [own, ...more] = matchNamed('usl', [rhinos], [game]).candidates
    expect(more).toEqual([])
    expect(own?.quotes[0]?.yesOutcome?.name).toBe('Rochester Rhinos')
    expect(own?.confidence).toBeLessThan(MATCH_CONFIDENCE_MIN)
  })

  test('nor where the registry knows both names', () => {
    const known = winnerContract(
      'epl',
      'KXEPLGAME-26APR11QQQYYY-QQQ',
      'Arsenal v Chelsea',
      'Arsenal',
    )
    const own = gameEvent('epl', 'Chelsea @ Arsenal', '2026-04-11T14:00:00Z')
    const [pair] = matchNamed('epl', [known], [own]).candidates
    expect(pair?.confidence).toBeLessThan(MATCH_CONFIDENCE_MIN)
  })

  test.each([
    ['Syracuse Salt II @ Rochester Rhinos II'],
    ['Syracuse Salt Women @ Rochester Rhinos Women'],
    ['Syracuse Salt @ Rochester Lancers'],
  ])('%s are not even suggested', (teams) => {
    const other = gameEvent('usl', teams, '2026-04-11T14:00:00Z')
    expect(matchNamed('usl', [rhinos], [other]).candidates).toEqual([])
  })
})
