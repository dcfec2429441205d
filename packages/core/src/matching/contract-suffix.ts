/**
 * The suffix of a ticker, `SEA`, `SEA2`, `M052`, `CHCMBOYD16-2`: a team's code, and the rung behind it.
 * Codes have no fixed length and a few hold digits, so the league's registry decides where one ends.
 * @module
 */
import type { Team } from '../fixtures/team.ts'
import type { NameBook } from './name-book.ts'

/** A code and the number behind it. */
export interface CodeAndRung {
  readonly code: string
  /** Undefined where no team of the league has the code. */
  readonly team: Team | undefined
  readonly rung: string
}

/** The least that a suffix of a team's rung looks like. */
const CODE_AND_RUNG = /^([A-Z]+)([0-9]+)$/
/** Longest code of a team in a suffix. */
const CODE_LENGTH_MAX = 5

/**
 * Returns every way to read a suffix as a team's code and a rung; where no code is known, the one in
 * letters and digits.
 */
export function codeAndRungOf(names: NameBook, suffix: string): readonly CodeAndRung[] {
  const readings: CodeAndRung[] = []
  for (let cut = digitsFrom(suffix); cut < suffix.length && cut <= CODE_LENGTH_MAX; cut += 1) {
    const code = suffix.slice(0, cut)
    const team = names.teamOfCode(code)
    if (team !== undefined) readings.push({ code, team, rung: suffix.slice(cut) })
  }
  if (readings.length > 0) return readings
  const [, code, rung] = CODE_AND_RUNG.exec(suffix) ?? []
  return code === undefined || rung === undefined ? [] : [{ code, team: undefined, rung }]
}

/** From where on a suffix is all digits, at least 1: a code has a letter. */
function digitsFrom(suffix: string): number {
  let from = suffix.length
  while (from > 1 && isDigit(suffix.charCodeAt(from - 1))) from -= 1
  return from
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Returns the teams whose code a player's suffix begins with, `CHCMBOYD16-2`; several where one code begins another. */
export function teamsOfPlayerSuffix(names: NameBook, suffix: string): readonly Team[] {
  const teams: Team[] = []
  for (let cut = 1; cut < suffix.length && cut <= CODE_LENGTH_MAX; cut += 1) {
    const team = names.teamOfCode(suffix.slice(0, cut))
    if (team !== undefined) teams.push(team)
  }
  return teams
}

/** Returns the count behind a player's suffix, `2` of `CHCMBOYD16-2`. */
export function rungOfPlayerSuffix(suffix: string): string | undefined {
  return /-([0-9]+)$/.exec(suffix)?.[1]
}
