import { describe, expect, test } from 'vitest'
import type { LeagueId } from '../../fixtures/league.ts'
import { EVIDENCE_SCORES, MATCH_CONFIDENCE_MIN } from '../confidence.ts'
import { fitOf } from './competitor-fit.ts'

const S = EVIDENCE_SCORES

/** What a competitor's name, and perhaps code, are worth beside a name of the feed. */
function scoreOf(league: LeagueId, name: string | undefined, printed: string, code?: string) {
  return fitOf(league, { name, code }, printed)?.score
}

describe('a person', () => {
  test.each([
    ['Carlos Alcaraz', 'Carlos Alcaraz', S.certain],
    ['Alcaraz, Carlos', 'CARLOS ALCARAZ', S.certain],
    ['Félix Auger-Aliassime', 'Felix Auger Aliassime', S.certain],
    ['Martin Damm Jr.', 'Martin Damm, Jr', S.certain],
    ['C. Alcaraz', 'Carlos Alcaraz', S.personShortened],
    ['Carlos Alcaraz', 'Alcaraz', S.personShortened],
    ['Alex Zverev', 'Alexander Zverev', S.personShortened],
    ['Martin Damm', 'Martin Damm Jr.', S.personShortened],
    // Equal, but there may be another of the name.
    ['Zverev', 'Zverev', S.personShortened],
    ['A. Zverev', 'A. Zverev', S.personShortened],
    ['A.J. McKee', 'A. J. McKee', S.certain],
    ['Alexander Zverev', 'Mischa Zverev', undefined],
    ['Xinyu Wang', 'Xiyu Wang', undefined],
    ['Carlos Alcaraz', 'Carlos Alcaraz / Jannik Sinner', undefined],
    ['Carlos Alcaraz / Jannik Sinner', 'Carlos Alcaraz', undefined],
    ['Carlos Alcaraz / Jannik Sinner', 'Carlos Alcaraz / Jannik Sinner', undefined],
    ['Carlos Alcaraz', '', undefined],
    ['', 'Carlos Alcaraz', undefined],
  ])('%s at the feed as %s', (name, printed, score) => {
    expect(scoreOf('atp', name, printed)).toBe(score)
  })

  test.each([
    ['ALC', 'Carlos Alcaraz', S.personByCode],
    ['DER', 'Reinier de Ridder', S.personByCode],
    ['JBRO', 'Jenson Brooksby', S.personByCode],
    ['ALC', 'Grigor Dimitrov', undefined],
    ['CAR', 'Carlos Alcaraz', undefined],
    ['ALC', 'Carlos Alcaraz / Jannik Sinner', undefined],
    ['A', 'Carlos Alcaraz', undefined],
    [undefined, 'Carlos Alcaraz', undefined],
  ])('by the code %s alone at the feed as %s', (code, printed, score) => {
    expect(scoreOf('ufc', undefined, printed, code)).toBe(score)
  })

  test('a name that does not fit is not saved by its code', () => {
    expect(scoreOf('atp', 'Mischa Zverev', 'Alexander Zverev', 'ZVE')).toBeUndefined()
  })
})

describe('a team', () => {
  test('is told by the registry where it knows both', () => {
    expect(scoreOf('epl', 'Man City', 'Manchester City')).toBe(S.certain)
    expect(scoreOf('epl', 'Manchester', 'Manchester City')).toBe(S.sharedName)
    expect(scoreOf('epl', 'Manchester', 'Liverpool')).toBeUndefined()
    // Alike enough, but known to be two.
    expect(scoreOf('epl', 'Manchester United', 'Manchester City')).toBeUndefined()
    expect(scoreOf('ncaaf', 'Northwestern', 'Northeastern')).toBeUndefined()
  })

  test('else by likeness, which is never worth a pair', () => {
    const same = scoreOf('usl', 'Rochester Rhinos', 'Rochester Rhinos')
    expect(same).toBe(S.similarName)
    expect(S.similarName).toBeLessThan(MATCH_CONFIDENCE_MIN)
    const alike = scoreOf('usl', 'Rochester Rhinos FC', 'Rochester Rhinos') ?? 0
    expect(alike).toBeGreaterThan(0.6)
    expect(alike).toBeLessThan(S.similarName)
  })

  test.each([
    ['Rochester Rhinos', 'Rochester Rhinos II'],
    ['Rochester Rhinos', 'Rochester Rhinos Women'],
    ['Rochester Rhinos U21', 'Rochester Rhinos'],
    ['Real Rochester', 'Real Syracuse'],
    ['Rochester', 'Syracuse'],
    ['', 'Rochester'],
    ['Rochester', ''],
  ])('%s is not %s', (name, printed) => {
    expect(scoreOf('usl', name, printed)).toBeUndefined()
  })

  test('without a name fits nobody', () => {
    expect(scoreOf('usl', undefined, 'Rochester Rhinos', 'ROC')).toBeUndefined()
  })
})
