import { describe, expect, it } from 'vitest'
import { subjectOfSeries } from './series-table.ts'

const LEAGUES = [
  ['KXMLB', 'mlb'],
  ['KXNFL', 'nfl'],
  ['KXNBA', 'nba'],
  ['KXNHL', 'nhl'],
  ['KXWNBA', 'wnba'],
] as const

describe('subjectOfSeries', () => {
  it.each(LEAGUES)('knows the full-game series of %s', (prefix, league) => {
    const game = (marketType: string): object => ({
      tag: 'game',
      league,
      marketType,
      period: 'full-game',
    })
    expect(subjectOfSeries(`${prefix}GAME`)).toEqual(game('moneyline'))
    expect(subjectOfSeries(`${prefix}SPREAD`)).toEqual(game('spread'))
    expect(subjectOfSeries(`${prefix}TOTAL`)).toEqual(game('total'))
    expect(subjectOfSeries(`${prefix}TEAMTOTAL`)).toEqual({
      tag: 'other',
      league,
      reason: 'team-total',
    })
  })

  it.each([
    ['KXNCAAFGAME', 'ncaaf'],
    ['KXNCAAMBGAME', 'ncaamb'],
    ['KXNCAAWBGAME', 'ncaawb'],
  ])('knows the winner of a college game: %s', (seriesId, league) => {
    const game = { tag: 'game', league, marketType: 'moneyline', period: 'full-game' }
    expect(subjectOfSeries(seriesId)).toEqual(game)
  })

  it.each([
    ['KXNCAAF1HSPREAD', 'partial-game'],
    ['KXNCAAMB1HWINNER', 'partial-game'],
    ['KXNCAAWB4QTOTAL', 'partial-game'],
    ['KXNCAAFTEAMTOTAL', 'team-total'],
    ['KXNBA1HSPREAD', 'partial-game'],
    ['KXNBA2HWINNER', 'partial-game'],
    ['KXWNBA1QTOTAL', 'partial-game'],
    ['KXNFL4QSPREAD', 'partial-game'],
    ['KXNFL1H', 'partial-game'],
    ['KXNHL1P', 'partial-game'],
    ['KXNHL3PTOTAL', 'partial-game'],
    ['KXMLBF5', 'partial-game'],
    ['KXMLBF5SPREAD', 'partial-game'],
    ['KXMLBF5TOTAL', 'partial-game'],
    ['KXMLBF3', 'partial-game'],
    ['KXMLBRFI', 'partial-game'],
    ['KXMLBINNINGTOTAL', 'partial-game'],
    ['KXMLBEXTRAS', 'game-prop'],
    ['KXMLBKS', 'player-prop'],
    ['KXNFL2TD', 'player-prop'],
    ['KXNFLANYTD', 'player-prop'],
    ['KXNBA3PT', 'player-prop'],
    ['KXNBA2D', 'player-prop'],
    ['KXNHLFIRSTGOAL', 'player-prop'],
    ['KXNBA', 'future'],
    ['KXMLB', 'future'],
    ['KXNHL', 'future'],
    ['KXWNBA', 'future'],
    ['KXNFLMVP', 'future'],
    ['KXNFL1SEED', 'future'],
    ['KXMLBSERIESGAMETOTAL', 'future'],
    ['KXNBASERIES', 'future'],
    ['KXNBASUMMERGAME', 'exhibition'],
    ['KXNBASUMMERSPREAD', 'exhibition'],
    ['KXMLBSTGAME', 'exhibition'],
    ['KXMVECROSSCATEGORY', 'parlay'],
    ['KXMVENFLSINGLEGAME', 'parlay'],
    ['KXMVESPORTSMULTIGAMEEXTENDED', 'parlay'],
  ])('says what %s is instead: %s', (seriesId, reason) => {
    expect(subjectOfSeries(seriesId)).toMatchObject({ tag: 'other', reason })
  })

  it.each([
    'KXCFLSPREAD',
    'KXNCAAFSPREAD',
    'KXNCAAMBTOTAL',
    'KXNCAAWBSPREAD',
    'KXNCAAF',
    'KXNCAABGAME',
    'KXNCAABBGAME',
    'KXNCAAGAME',
    'KXMLSGAME',
    'KXNBASOMETHINGNEW',
    'KXNBAGAMES',
    'KXMLBGAME2',
    'MLBGAME',
    'kxmlbgame',
    '',
  ])('never guesses: %s', (seriesId) => {
    expect(subjectOfSeries(seriesId)).toEqual({ tag: 'unknown' })
  })
})
