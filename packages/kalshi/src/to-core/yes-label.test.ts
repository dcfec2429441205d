import { fc, test as prop } from '@fast-check/vitest'
import type { ContractSubject, MarketType } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { parseYesLabel } from './yes-label.ts'

const of = (marketType: MarketType): ContractSubject => ({
  tag: 'game',
  league: 'mlb',
  marketType,
  period: 'full-game',
})
const team = (name: string, number?: number): object => ({
  team: name,
  player: undefined,
  number,
})
const player = (name: string | undefined, number?: number): object => ({
  team: undefined,
  player: name,
  number,
})
const nobody = (number?: number): object => ({ team: undefined, player: undefined, number })

describe('parseYesLabel', () => {
  it.each([
    ['Seattle wins by over 1.5 runs', 'Seattle', 1.5],
    ['Golden State wins the game by over 13.5 points?', 'Golden State', 13.5],
    ['New York Y wins by more than 2 runs', 'New York Y', 2],
    ['British Columbia Lions wins by over 20.5 points', 'British Columbia Lions', 20.5],
    ['Los Angeles G wins by more than 1.5 goals', 'Los Angeles G', 1.5],
    ['Goal Diff Reg Time: Norway wins by more than 1.5 goals', 'Norway', 1.5],
    ['Spain wins the 1H by more than 1.5 goals', 'Spain', 1.5],
    ['Portland wins the 1H by over 5.5 points', 'Portland', 5.5],
    ['New York Y wins first 5 innings by over 1.5 runs?', 'New York Y', 1.5],
    ['Arthur Fils -3.5 games', 'Arthur Fils', 3.5],
  ])('reads the spread %s', (label, name, number) => {
    expect(parseYesLabel(label, of('spread'))).toEqual(team(name, number))
  })

  it.each([
    ['Over 8.5 runs scored', 8.5],
    ['Over 159.5 points scored', 159.5],
    ['Reg Time: Over 2.5 goals scored', 2.5],
    ['Over 1.5 1H goals scored', 1.5],
    ['Over 6.5 runs in the first 5 innings', 6.5],
    ['First 5 innings: Over 6.5 runs', 6.5],
    ['1st inning: Over 0.5 runs', 0.5],
    ['Over 28.5 games', 28.5],
  ])('reads the total %s, which names no team', (label, number) => {
    expect(parseYesLabel(label, of('total'))).toEqual(nobody(number))
  })

  it.each([
    ['Dallas over 24.5 points', 'Dallas', 24.5],
    ['Washington over 7.5 runs scored', 'Washington', 7.5],
    ['Edmonton over 5.5', 'Edmonton', 5.5],
    ['Los Angeles D scores over 3.5 runs', 'Los Angeles D', 3.5],
    ['Reg Time: Belgium over 1.5 goals scored', 'Belgium', 1.5],
    ['Cleveland: 3+', 'Cleveland', 2.5],
  ])('reads the team total %s', (label, name, number) => {
    expect(parseYesLabel(label, of('team-total'))).toEqual(team(name, number))
  })

  it.each(['Over 8.5 runs scored', 'Dallas', 'Tie'])('reads no team total into %s', (label) => {
    expect(parseYesLabel(label, of('team-total'))).toEqual(nobody())
  })

  it.each([
    ['Los Angeles C', 'Los Angeles C'],
    [' Seattle ', 'Seattle'],
    ["A's", "A's"],
    ['Reg Time: France', 'France'],
    ['M´gladbach', 'M´gladbach'],
    ['Spain wins 1st Half', 'Spain'],
    ['Washington wins first 5 innings', 'Washington'],
    ['Cincinnati wins 3rd Quarter', 'Cincinnati'],
    ['New York wins 2nd half', 'New York'],
    ['Carlos Alcaraz', 'Carlos Alcaraz'],
  ])('reads the winner %s', (label, name) => {
    expect(parseYesLabel(label, of('three-way'))).toEqual(team(name))
  })

  it.each(['moneyline', 'three-way', 'draw-no-bet'] as const)('reads who wins a %s', (winner) => {
    expect(parseYesLabel('Minnesota wins', of(winner))).toEqual(team('Minnesota'))
    expect(parseYesLabel('Los Angeles C wins?', of(winner))).toEqual(team('Los Angeles C'))
    expect(parseYesLabel('Reg Time: France wins', of(winner))).toEqual(team('France'))
    expect(parseYesLabel('Winston-Salem', of(winner))).toEqual(team('Winston-Salem'))
  })

  it.each([
    ['Minnesota or Tie wins', 'three-way'],
    ['Minnesota wins by KO', 'moneyline'],
    ['wins', 'moneyline'],
    ['Minnesota wins', 'spread'],
  ] as const)('leaves %s of a %s whole', (label, marketType) => {
    expect(parseYesLabel(label, of(marketType))).toEqual(team(label))
  })

  it.each(['Tie', 'Tie wins', 'Draw', 'Reg Time: Tie', 'Tie 2nd Half', 'Tie 4th Quarter', '', ' '])(
    'names nobody: %s',
    (label) => {
      expect(parseYesLabel(label, of('three-way'))).toEqual(nobody())
    },
  )

  it.each([
    ['Matthew Boyd: 2+', 'Matthew Boyd', 1.5],
    ['Shohei Ohtani: 1+', 'Shohei Ohtani', 0.5],
    ['Aaron Judge: 2+ hits', 'Aaron Judge', 1.5],
    ['Bijan Robinson: 50+ rushing yards', 'Bijan Robinson', 49.5],
    ["Ja'Marr Chase: 100+", "Ja'Marr Chase", 99.5],
    ['Ronald Acuña Jr.: 1+', 'Ronald Acuña Jr.', 0.5],
    ['Josh Allen', 'Josh Allen', undefined],
    ['Artyom Levshunov: First Goalscorer', 'Artyom Levshunov', undefined],
    ['Noah Fant: 3+', 'Noah Fant', 2.5],
  ])('reads the player %s', (label, name, number) => {
    expect(parseYesLabel(label, of('player-prop'))).toEqual(player(name, number))
  })

  it.each(['No Touchdown', 'No Goal', '2+ hits', ': 2+', 'A: B: 2+', ''])(
    'reads no player into %s',
    (label) => {
      expect(parseYesLabel(label, of('player-prop'))).toEqual(nobody())
    },
  )

  it('takes a player no winner is: a count is no name', () => {
    expect(parseYesLabel('Some Player: 2+', of('moneyline'))).toEqual(nobody())
    expect(parseYesLabel('Some Player: 2+', { tag: 'unknown' })).toEqual(nobody())
    expect(parseYesLabel('Atlanta', { tag: 'other', reason: 'future' })).toEqual(team('Atlanta'))
  })

  prop.prop([
    fc.stringMatching(/^[A-Z][a-z]{1,8}(?: [A-Z][a-z]{1,8}){1,2}$/),
    fc.integer({ min: 1, max: 400 }),
  ])('reads back every name and rung that the venue would print', (name, rung) => {
    const floor = rung - 0.5
    expect(parseYesLabel(`${name}: ${rung}+`, of('player-prop'))).toEqual(player(name, floor))
    expect(parseYesLabel(`${name} wins by over ${floor} points`, of('spread'))).toEqual(
      team(name, floor),
    )
    expect(parseYesLabel(`${name} over ${floor} points`, of('team-total'))).toEqual(
      team(name, floor),
    )
    expect(parseYesLabel(`Over ${floor} points scored`, of('total'))).toEqual(nobody(floor))
  })
})
