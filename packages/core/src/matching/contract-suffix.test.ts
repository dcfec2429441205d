import { describe, expect, test } from 'vitest'
import type { Team } from '../fixtures/team.ts'
import { codeAndRungOf } from './contract-suffix.ts'
import type { NameBook } from './name-book.ts'

const team = (code: string): Team => ({
  id: `mlb:${code.toLowerCase()}`,
  league: 'mlb',
  fullName: code,
  city: code,
  nickname: code,
  kalshiCodes: [code],
  aliases: [],
})

function bookOf(...codes: readonly string[]): NameBook {
  const teams = new Map(codes.map((code) => [code, team(code)]))
  return {
    resolveName: () => ({ tag: 'unknown' }),
    teamOfCode: (code) => teams.get(code),
  }
}

describe('a code and a rung', () => {
  test.each([
    ['SEA2', ['SEA'], ['SEA+2']],
    ['X2', ['X'], ['X+2']],
    ['M0512', ['M05', 'M0', 'M'], ['M+0512', 'M0+512', 'M05+12']],
    ['SEA2A1', ['SEA', 'SEA2A'], ['SEA2A+1']],
    ['SEA', ['SEA', 'SE'], []],
    ['12', ['1', '12'], ['1+2']],
    ['7', ['7'], []],
    ['ABCDEF1', ['ABCDEF'], ['ABCDEF+1']],
    ['', [''], []],
  ])('%s where %j are codes: %j', (suffix, codes, readings) => {
    const found = codeAndRungOf(bookOf(...codes), suffix)
    expect(found.map(({ code, rung }) => `${code}+${rung}`)).toEqual(readings)
  })
})
