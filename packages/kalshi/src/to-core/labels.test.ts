import { describe, expect, it } from 'vitest'
import { parseYesLabel, startOfRules, teamNamesOfRules, teamNamesOfTitle } from './labels.ts'

describe('teamNamesOfTitle', () => {
  it.each([
    ['Denver vs Kansas City', 'Denver', 'Kansas City'],
    ['Colorado vs St. Louis: Total Runs', 'Colorado', 'St. Louis'],
    ['Colorado vs St. Louis Total Runs?', 'Colorado', 'St. Louis'],
    ['Tampa Bay vs Seattle: Spread', 'Tampa Bay', 'Seattle'],
    ['Indiana vs Chicago: Total', 'Indiana', 'Chicago'],
    ['Los Angeles D vs Arizona Winner?', 'Los Angeles D', 'Arizona'],
    ['Indiana vs Phoenix winner?', 'Indiana', 'Phoenix'],
    ['Miami at New York J', 'Miami', 'New York J'],
    ['Philadelphia at Charlotte Winner?', 'Philadelphia', 'Charlotte'],
    ['Game 6: Denver at Minnesota Winner?', 'Denver', 'Minnesota'],
    ['DET vs TOR', 'DET', 'TOR'],
    ["Oakland vs A's", 'Oakland', "A's"],
    ['Clemson vs Boston College', 'Clemson', 'Boston College'],
    [
      'Will Los Angeles R win the San Francisco vs Los Angeles R Pro Football game?',
      'San Francisco',
      'Los Angeles R',
    ],
    [
      'Will Boston College win the Clemson vs Boston College college football game?',
      'Clemson',
      'Boston College',
    ],
    [
      "Golden State vs Dallas women's Pro Basketball game: Over 159.5 points?",
      'Golden State',
      'Dallas',
    ],
    [
      'Will Charlotte win the Charlotte vs Orlando Summer League game originally scheduled for Jul 9, 2026?',
      'Charlotte',
      'Orlando',
    ],
  ])('reads %s', (title, away, home) => {
    expect(teamNamesOfTitle(title)).toEqual([away, home])
  })

  it.each([
    'Seattle wins by over 1.5 runs?',
    'Golden State wins the game by over 1.5 points?',
    'Over 7.5 runs scored',
    '2027 Pro Basketball Champion',
    'MVP Winner?',
    'Will Atlanta win the 2027 Pro Basketball Finals?',
    'A vs B vs C',
    'vs',
    '',
  ])('reads no teams into %s', (title) => {
    expect(teamNamesOfTitle(title)).toBeUndefined()
  })
})

describe('teamNamesOfRules', () => {
  it.each([
    [
      'If Texas wins by more than 1.5 runs in the Washington vs Texas professional baseball game originally scheduled for Aug 20, 2026 at 8:05 PM EDT, then the market resolves to Yes.',
      ['Washington', 'Texas'],
    ],
    [
      'If Denver wins the Denver vs Kansas City professional football game originally scheduled for Sep 14, 2026, then …',
      ['Denver', 'Kansas City'],
    ],
    [
      "If the teams in the Golden State vs Dallas women's Pro Basketball game originally scheduled for Aug 7, 2026 collectively score more than 162.5 points, then …",
      ['Golden State', 'Dallas'],
    ],
    [
      'If Atlanta wins the first 5 innings of the Atlanta vs New York Y professional baseball game originally scheduled for Aug 8, 2026 at 3:05 PM EDT, then …',
      ['Atlanta', 'New York Y'],
    ],
    ['If Atlanta wins the 2027 Pro Basketball Finals, then the market resolves to Yes.', undefined],
  ])('reads %s', (rules, teams) => {
    expect(teamNamesOfRules(rules)).toEqual(teams)
  })
})

describe('parseYesLabel', () => {
  it.each([
    ['Seattle wins by over 1.5 runs', 'Seattle', 1.5],
    ['Golden State wins the game by over 13.5 points?', 'Golden State', 13.5],
    ['New York Y wins by more than 2 runs', 'New York Y', 2],
    ['Over 8.5 runs scored', undefined, 8.5],
    ['Over 159.5 points scored', undefined, 159.5],
    ['Los Angeles C', 'Los Angeles C', undefined],
    [' Seattle ', 'Seattle', undefined],
    ['Tie', undefined, undefined],
    ['Draw', undefined, undefined],
    ['', undefined, undefined],
  ])('reads %s', (label, team, number) => {
    expect(parseYesLabel(label)).toEqual({ team, number })
  })
})

describe('startOfRules', () => {
  const rule = (when: string): string => `… game originally scheduled for ${when}, then Yes.`

  it.each([
    ['Aug 7, 2026 at 9:45 PM EDT', Date.UTC(2026, 7, 8, 1, 45)],
    ['Aug 7, 2026 at 12:05 PM ET', Date.UTC(2026, 7, 7, 16, 5)],
    ['Aug 7, 2026 at 12:05 AM EDT', Date.UTC(2026, 7, 7, 4, 5)],
    ['November 12, 2026 at 7:00 PM EST', Date.UTC(2026, 10, 13, 0, 0)],
  ])('reads %s', (when, startMs) => {
    expect(startOfRules(rule(when))).toMatchObject({ startMs, source: 'rules' })
  })

  it.each(['Sep 9, 2026', 'Sep 9, 2026 at 7:00 PM CDT', 'Sep 9, 2026 at 13:00 PM EDT'])(
    'gives only the day of %s',
    (when) => {
      expect(startOfRules(rule(when))).toEqual({ easternDate: '2026-09-09', source: 'rules' })
    },
  )

  it.each(['no date', 'originally scheduled for Foo 9, 2026', ''])(
    'gives nothing for %s',
    (text) => {
      expect(startOfRules(text)).toBeUndefined()
    },
  )
})
