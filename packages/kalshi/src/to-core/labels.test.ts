import { describe, expect, it } from 'vitest'
import { GAME_TEXT_MAX, startOfRules, teamNamesOfRules, teamNamesOfTitle } from './labels.ts'

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
    ['Belgium vs Senegal Winner?', 'Belgium', 'Senegal'],
    ['Lazio vs Parma Calcio', 'Lazio', 'Parma Calcio'],
    ['Denver Summit FC vs Houston Winner?', 'Denver Summit FC', 'Houston'],
    ['St. Louis vs Chicago C: Strikeouts', 'St. Louis', 'Chicago C'],
    ['Golden State vs Toronto: 1st Quarter Winner?', 'Golden State', 'Toronto'],
    [
      'British Columbia Lions vs Calgary Stampeders: Spread',
      'British Columbia Lions',
      'Calgary Stampeders',
    ],
    ['NY Jets at CHI Bears', 'NY Jets', 'CHI Bears'],
    [
      'Will Luciano Darderi win the Cerundolo vs Darderi: Round Of 64 match?',
      'Cerundolo',
      'Darderi',
    ],
    [
      'Will Roberto Bautista Agut win the Bautista Agut vs Berrettini : Round Of 64 match?',
      'Bautista Agut',
      'Berrettini',
    ],
    ['Will Iga Swiatek win the Bouzkova vs Swiatek match?', 'Bouzkova', 'Swiatek'],
    [
      'Will Kamaru Usman win the Du Plessis vs Usman professional MMA fight scheduled for Jul 18, 2026?',
      'Du Plessis',
      'Usman',
    ],
    ['331: Tsarukyan vs Ruffy', 'Tsarukyan', 'Ruffy'],
    ['UFC 331: Tsarukyan vs Ruffy', 'Tsarukyan', 'Ruffy'],
    ['UFC 331: Tsarukyan vs Ruffy: Method of Victory', 'Tsarukyan', 'Ruffy'],
    [
      'UFC 331: Will Arman Tsarukyan win the Tsarukyan vs Ruffy professional MMA fight?',
      'Tsarukyan',
      'Ruffy',
    ],
    ['1860 Munich vs Dynamo 04', '1860 Munich', 'Dynamo 04'],
    ['Boston College vs Clemson college football game', 'Boston College', 'Clemson'],
    ["Atlanta vs New York Women's Pro Basketball game: Over 83.5 points?", 'Atlanta', 'New York'],
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
    'Morocco advances',
    'Matthew Boyd: 2+ strikeouts?',
    'Los Angeles G wins by more than 1.5 goals',
    'UFC 331',
    '331: Winner?',
    '10:30 Tsarukyan vs Ruffy',
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
    [
      'If Tie is the result of the Los Angeles G vs San Jose professional MLS soccer game originally scheduled for Aug 19, 2026 after 90 minutes plus stoppage time (does not include extra time or penalties), then the market resolves to Yes.',
      ['Los Angeles G', 'San Jose'],
    ],
    [
      'If Stuttgart is the winner of the second half in the Paderborn vs Stuttgart professional Bundesliga soccer game originally scheduled for Oct 10, 2026 after 45 minutes plus stoppage time, then the market resolves to Yes.',
      ['Paderborn', 'Stuttgart'],
    ],
    [
      'If Aston Villa and Fenerbahce both score a goal in the Aston Villa vs Fenerbahce Champions League match originally scheduled for Oct 14, 2026 after 90 minutes, then …',
      ['Aston Villa', 'Fenerbahce'],
    ],
    [
      'If neither team wins the 3rd period (excluding overtime) of the Carolina vs Chicago NHL game originally scheduled for Oct 10, 2026, then …',
      ['Carolina', 'Chicago'],
    ],
    [
      "If the teams in the game collectively score more than 83.5 points in the 2nd half (not including overtime) of the Atlanta vs New York Women's Pro Basketball game originally scheduled for Oct 9, 2026, then …",
      ['Atlanta', 'New York'],
    ],
    [
      'If Matthew Boyd records 2+ strikeouts in the St. Louis vs Chicago C professional baseball game originally scheduled for Aug 15, 2026 at 2:20 PM EDT, then …',
      ['St. Louis', 'Chicago C'],
    ],
    [
      'If Eva Lys wins the Lys vs Gauff professional tennis match in the 2025 WTA Beijing quarterfinal after a ball has been played, then …',
      ['Lys', 'Gauff'],
    ],
    [
      'If Ernesta Kareckaite wins by KO/TKO/DQ during the fight of the Ernesta Kareckaite vs Melissa Gatto UFC Fight Night: Allen vs. Duncan fight originally scheduled for Oct 10, 2026, then …',
      ['Ernesta Kareckaite', 'Melissa Gatto'],
    ],
    ['If Atlanta wins the 2027 Pro Basketball Finals, then the market resolves to Yes.', undefined],
    ['If Bo Nix wins the MVP in the 2026-27 season, then the market resolves to Yes.', undefined],
  ])('reads %s', (rules, teams) => {
    expect(teamNamesOfRules(rules)).toEqual(teams)
  })
})

describe('long text', () => {
  const padded = (text: string, length: number): string => text.padEnd(length, ' x')

  it('names nobody past the limit', () => {
    const title = padded(
      'Will Denver win the Denver vs Kansas City Pro Football game',
      GAME_TEXT_MAX,
    )
    expect(teamNamesOfTitle(title)).toEqual(['Denver', 'Kansas City'])
    expect(teamNamesOfTitle(`${title}x`)).toBeUndefined()
    const rules = padded(
      'If Denver wins the Denver vs Kansas City professional football game, then',
      GAME_TEXT_MAX,
    )
    expect(teamNamesOfRules(rules)).toEqual(['Denver', 'Kansas City'])
    expect(teamNamesOfRules(`${rules}x`)).toBeUndefined()
  })

  const repeat = (text: string, length: number): string =>
    text.repeat(Math.ceil(length / text.length)).slice(0, length)
  it.each([
    ' ',
    ' vs',
    ' vs x',
    ' : ',
    ' Pro game',
    'Will x win the ',
    'in the ',
    ' wins the a vs ',
  ])('reads %j, over and over, in no time', { timeout: 1000 }, (text) => {
    for (const length of [GAME_TEXT_MAX, 20 * GAME_TEXT_MAX]) {
      const long = repeat(text, length)
      expect(teamNamesOfTitle(`a${long}.`)).toBeUndefined()
      expect(teamNamesOfRules(`in the ${long}.`)).toBeUndefined()
    }
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
