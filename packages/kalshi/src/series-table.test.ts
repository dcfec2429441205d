import { LEAGUES, type LeagueId, type Period } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { happensOnce, subjectOfSeries } from './series-table.ts'
import { AMERICAN_FOOTBALL_SERIES } from './series/american-football.ts'
import { BASEBALL_SERIES } from './series/baseball.ts'
import { BASKETBALL_SERIES } from './series/basketball.ts'
import { ICE_HOCKEY_SERIES } from './series/ice-hockey.ts'
import { subjectsOf } from './series/league-series.ts'
import { SOCCER_SERIES } from './series/soccer.ts'
import { TENNIS_AND_MMA_SERIES } from './series/tennis-mma.ts'

const ALL = [
  ...AMERICAN_FOOTBALL_SERIES,
  ...BASEBALL_SERIES,
  ...BASKETBALL_SERIES,
  ...ICE_HOCKEY_SERIES,
  ...SOCCER_SERIES,
  ...TENNIS_AND_MMA_SERIES,
].flatMap(subjectsOf)

/** `nfl spread first-half`, `mlb player-prop hits`, `nba other future`, `unknown`. */
function described(seriesId: string): string {
  const subject = subjectOfSeries(seriesId)
  if (subject.tag === 'unknown') return 'unknown'
  if (subject.tag === 'other') return `${subject.league ?? '-'} other ${subject.reason}`
  const { league, marketType, period, stat } = subject
  return `${league} ${marketType} ${stat ?? period}`
}

const AMERICAN = [
  ['KXMLB', 'mlb'],
  ['KXNFL', 'nfl'],
  ['KXNBA', 'nba'],
  ['KXNHL', 'nhl'],
  ['KXWNBA', 'wnba'],
  ['KXNCAAF', 'ncaaf'],
] as const

const SOCCER = [
  ['KXEPL', 'epl'],
  ['KXLALIGA', 'laliga'],
  ['KXBUNDESLIGA', 'bundesliga'],
  ['KXSERIEA', 'seriea'],
  ['KXLIGUE1', 'ligue1'],
  ['KXMLS', 'mls'],
  ['KXUCL', 'ucl'],
  ['KXUEL', 'uel'],
  ['KXWC', 'national-men'],
] as const

describe('subjectOfSeries', () => {
  it.each(AMERICAN)('knows the full-game series of %s', (prefix, league) => {
    expect(described(`${prefix}GAME`)).toBe(`${league} moneyline full-game`)
    expect(described(`${prefix}SPREAD`)).toBe(`${league} spread full-game`)
    expect(described(`${prefix}TOTAL`)).toBe(`${league} total full-game`)
    expect(described(`${prefix}TEAMTOTAL`)).toBe(`${league} team-total full-game`)
  })

  it.each(SOCCER)('counts 90 minutes of %s, with the draw as a side', (prefix, league) => {
    expect(described(`${prefix}GAME`)).toBe(`${league} three-way regulation`)
    expect(described(`${prefix}SPREAD`)).toBe(`${league} spread regulation`)
    expect(described(`${prefix}TOTAL`)).toBe(`${league} total regulation`)
    expect(described(`${prefix}TEAMTOTAL`)).toBe(`${league} team-total regulation`)
    expect(described(`${prefix}1H`)).toBe(`${league} three-way first-half`)
    expect(described(`${prefix}1HSPREAD`)).toBe(`${league} spread first-half`)
    expect(described(`${prefix}1HTOTAL`)).toBe(`${league} total first-half`)
    expect(described(`${prefix}ADVANCE`)).toBe(`${league} other to-advance`)
    expect(described(`${prefix}BTTS`)).toBe(`${league} other game-prop`)
    expect(described(`${prefix}FTTS`)).toBe(`${league} other game-prop`)
    expect(described(`${prefix}SCORE`)).toBe(`${league} other correct-score`)
  })

  it.each([
    ['KXNCAAMBGAME', 'ncaamb moneyline full-game'],
    ['KXNCAAMBSPREAD', 'ncaamb spread full-game'],
    ['KXNCAAMBTOTAL', 'ncaamb total full-game'],
    ['KXNCAAMB1HWINNER', 'ncaamb moneyline first-half'],
    ['KXNCAAMB2HTOTAL', 'ncaamb total second-half'],
    ['KXNCAAWBGAME', 'ncaawb moneyline full-game'],
    ['KXNCAAWBTOTAL', 'ncaawb total full-game'],
    ['KXNCAAF1HWINNER', 'ncaaf three-way first-half'],
    ['KXNCAAF1Q', 'ncaaf three-way first-quarter'],
    ['KXNCAAF4QTOTAL', 'ncaaf total fourth-quarter'],
    ['KXNCAAF1HTEAMTOTAL', 'ncaaf team-total first-half'],
    ['KXCFLGAME', 'cfl moneyline full-game'],
    ['KXCFLSPREAD', 'cfl spread full-game'],
    ['KXCFLTOTAL', 'cfl total full-game'],
    ['KXNFL1H', 'nfl three-way first-half'],
    ['KXNFL2HSPREAD', 'nfl spread second-half'],
    ['KXNFL3QTOTAL', 'nfl total third-quarter'],
    ['KXNFL4QSPREAD', 'nfl spread fourth-quarter'],
    ['KXNBA1HWINNER', 'nba three-way first-half'],
    ['KXNBA2HWINNER', 'nba three-way second-half'],
    ['KXWNBA1HTOTAL', 'wnba total first-half'],
    ['KXWNBA1QWINNER', 'wnba three-way first-quarter'],
    ['KXNHL1P', 'nhl three-way first-period'],
    ['KXNHL3P', 'nhl three-way third-period'],
    ['KXMLBF3', 'mlb three-way first-3-innings'],
    ['KXMLBF5', 'mlb three-way first-5-innings'],
    ['KXMLBF5SPREAD', 'mlb spread first-5-innings'],
    ['KXMLBF5TOTAL', 'mlb total first-5-innings'],
    ['KXMLBF7', 'mlb three-way first-7-innings'],
    ['KXMLBRFI', 'mlb total first-inning'],
    ['KXMLS2H', 'mls three-way second-half'],
    ['KXBUNDESLIGA2HTOTAL', 'bundesliga total second-half'],
    ['KXLIGUE11H', 'ligue1 three-way first-half'],
    ['KXNWSLGAME', 'nwsl three-way regulation'],
    ['KXUSLGAME', 'usl three-way regulation'],
    ['KXINTLFRIENDLYGAME', 'national-men three-way regulation'],
    ['KXFIFAGAME', 'national-men three-way regulation'],
    ['KXFIFAWGAME', 'national-women three-way regulation'],
    ['KXUEFANLGAME', 'national-men three-way regulation'],
    ['KXATPMATCH', 'atp moneyline full-game'],
    ['KXWTAMATCH', 'wta moneyline full-game'],
    ['KXATPGSPREAD', 'atp spread full-game'],
    ['KXWTAGTOTAL', 'wta total full-game'],
    ['KXUFCFIGHT', 'ufc moneyline full-game'],
  ])('knows %s: %s', (seriesId, subject) => {
    expect(described(seriesId)).toBe(subject)
  })

  it.each([
    ['KXMLBHIT', 'hits'],
    ['KXMLBHR', 'home-runs'],
    ['KXMLBHRR', 'hits-runs-rbis'],
    ['KXMLBTB', 'total-bases'],
    ['KXMLBKS', 'pitcher-strikeouts'],
    ['KXMLBOUTS', 'pitcher-outs'],
    ['KXNFLTD', 'touchdowns'],
    ['KXNFLANYTD', 'touchdowns'],
    ['KXNFLFIRSTTD', 'first-touchdown'],
    ['KXNFLPASSYDS', 'passing-yards'],
    ['KXNFLRECYDS', 'receiving-yards'],
    ['KXNFLREC', 'receptions'],
    ['KXNBAPTS', 'points'],
    ['KXNBAPR', 'points-rebounds'],
    ['KXNBAPRA', 'points-rebounds-assists'],
    ['KXNBA3PT', 'threes'],
    ['KXNBA3D', 'triple-double'],
    ['KXWNBAAST', 'assists'],
    ['KXNHLPTS', 'hockey-points'],
    ['KXNHLAST', 'hockey-assists'],
    ['KXNHLGOAL', 'goals'],
    ['KXNHLFIRSTGOAL', 'first-goal'],
  ])('knows what %s counts of a player: %s', (seriesId, stat) => {
    expect(subjectOfSeries(seriesId)).toMatchObject({
      tag: 'game',
      marketType: 'player-prop',
      period: 'full-game',
      stat,
    })
  })

  it.each([
    ['KXMLBEXTRAS', 'game-prop'],
    ['KXMLBINNINGTOTAL', 'partial-game'],
    ['KXNFL2TD', 'player-prop'],
    ['KXNFLTIE', 'game-prop'],
    ['KXNFL1HFT', 'game-prop'],
    ['KXNBA', 'future'],
    ['KXMLB', 'future'],
    ['KXNHL', 'future'],
    ['KXWNBA', 'future'],
    ['KXUCL', 'future'],
    ['KXNFLMVP', 'future'],
    ['KXNFL1SEED', 'future'],
    ['KXMLBSERIESGAMETOTAL', 'future'],
    ['KXNBASERIES', 'future'],
    ['KXNBASUMMERGAME', 'exhibition'],
    ['KXNBASUMMERSPREAD', 'exhibition'],
    ['KXMLBSTGAME', 'exhibition'],
    ['KXATPDOUBLES', 'doubles'],
    ['KXWTADOUBLES', 'doubles'],
    ['KXATPSETWINNER', 'partial-game'],
    ['KXATPEXACTMATCH', 'correct-score'],
    ['KXUFCVICROUND', 'game-prop'],
    ['KXMVECROSSCATEGORY', 'parlay'],
    ['KXMVENFLSINGLEGAME', 'parlay'],
    ['KXMVESPORTSMULTIGAMEEXTENDED', 'parlay'],
  ])('says what %s is instead: %s', (seriesId, reason) => {
    expect(subjectOfSeries(seriesId)).toMatchObject({ tag: 'other', reason })
  })

  it.each([
    // Other competitions whose tickers begin like one of ours.
    'KXUCLWGAME',
    'KXUECLGAME',
    'KXWCWOMENGAME',
    'KXWC2HGAME',
    'KXWCQGAME',
    'KXMLSNPGAME',
    'KXMLSASTGAME',
    'KXEPLWGAME',
    'KXEPL2GAME',
    'KXLALIGA2GAME',
    'KXBUNDESLIGA2GAME',
    'KXBUNDESLIGA21H',
    'KXLIGUE2GAME',
    'KXSERIEBGAME',
    'KXSERIEAWGAME',
    'KXBRASILEIROGAME',
    'KXUSLCUPGAME',
    'KXUSL1GAME',
    'KXATPCHALLENGERMATCH',
    'KXWTACHALLENGERMATCH',
    'KXITFMATCH',
    'KXATPGAME',
    'KXBOXINGFIGHT',
    'KXNCAABGAME',
    'KXNCAABBGAME',
    'KXNCAAGAME',
    'KXNCAAFD3GAME',
    'KXNCAAMSOCCERGAME',
    'KXWNBAGAMEH1',
    // Never recorded.
    'KXNCAAWBSPREAD',
    'KXNCAAMBTEAMTOTAL',
    'KXCFL1HTOTAL',
    'KXNHL1PTOTAL',
    'KXNHL1HWINNER',
    'KXNBASOMETHINGNEW',
    'KXNBAGAMES',
    'KXMLBGAME2',
    'KXMLB1HTOTAL',
    'KXNFL',
    'KXWC',
    'MLBGAME',
    'kxmlbgame',
    '',
  ])('never guesses: %s', (seriesId) => {
    expect(subjectOfSeries(seriesId)).toEqual({ tag: 'unknown' })
  })

  it('lists every ticker once', () => {
    const ids = ALL.map(([seriesId]) => seriesId)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(ids.every((id) => /^KX[A-Z0-9]+$/.test(id))).toBe(true)
  })

  it('asks of every league what its sport has', () => {
    const ofSport: Readonly<Record<string, readonly Period[]>> = {
      soccer: ['regulation', 'first-half', 'second-half'],
      tennis: ['full-game'],
      mma: ['full-game'],
      baseball: [
        'full-game',
        'first-inning',
        'first-3-innings',
        'first-5-innings',
        'first-7-innings',
      ],
      'ice-hockey': ['full-game', 'first-period', 'second-period', 'third-period'],
    }
    const seen = new Set<LeagueId>()
    for (const [seriesId, subject] of ALL) {
      if (subject.tag !== 'game') continue
      const { league, period, marketType } = subject
      seen.add(league)
      const { sport, canTie } = LEAGUES[league]
      // A whole game has three sides in soccer only, and two sides never there.
      const isWhole = period === 'full-game' || period === 'regulation'
      const isSoccer = sport === 'soccer' && canTie
      expect({
        seriesId,
        isOfSport: ofSport[sport]?.includes(period) ?? true,
        hasItsSides:
          (marketType !== 'three-way' || !isWhole || isSoccer) &&
          (marketType !== 'moneyline' || sport !== 'soccer'),
      }).toEqual({ seriesId, isOfSport: true, hasItsSides: true })
    }
    expect([...seen].toSorted()).toEqual(Object.keys(LEAGUES).toSorted())
  })
})

describe('happensOnce', () => {
  it('is true of what prints no number', () => {
    const once = ALL.map(([seriesId]) => seriesId).filter(happensOnce)
    expect(once.toSorted()).toEqual([
      'KXMLBRFI',
      'KXNBA2D',
      'KXNBA3D',
      'KXNFLANYTD',
      'KXNFLFIRSTTD',
      'KXNHLFIRSTGOAL',
      'KXWNBA2D',
      'KXWNBA3D',
    ])
  })
})
