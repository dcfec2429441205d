/**
 * Which odds events can be a game's by a glance at the names: whatever fits shares a word, two words
 * written as one, or the beginning of a word. It leaves out only what no comparison would take.
 * @module
 */
import { type LeagueId, LEAGUES } from '../../fixtures/league.ts'
import { foldedWords } from '../../names/fold-name.ts'
import { remembered } from '../../names/remembered.ts'
import type { NamedCompetitor } from './named-game.ts'

/** Words of a name, neighbours written as one, and `^` with the first letter of each. */
const tokensOf = remembered((name: string): readonly string[] => {
  const words = foldedWords(name)
  const glued = words.map((word, index) => word + (words[index + 1] ?? ''))
  return [...new Set([...words, ...glued, ...words.map((word) => `^${word.slice(0, 1)}`)])]
})

/** Odds events by the tokens of their names. */
export interface NameIndex {
  /** Adds an event under both its names. */
  readonly add: (position: number, names: readonly string[]) => void
  /** Positions of the events that may be a game's, ascending. */
  readonly mayBe: (competitors: readonly [NamedCompetitor, NamedCompetitor]) => readonly number[]
}

/** Returns an empty index of one league's names. */
export function createNameIndex(league: LeagueId): NameIndex {
  const positions = new Map<string, Set<number>>()
  const isPersons = LEAGUES[league].competitors === 'persons'
  return {
    add: (position, names) => {
      for (const token of names.flatMap(tokensOf)) {
        const known = positions.get(token)
        if (known === undefined) positions.set(token, new Set([position]))
        else known.add(position)
      }
    },
    mayBe: (competitors) => {
      const found = new Set<number>()
      // Persons: what fits has to fit the one of whom most is known. Teams: a likeness of either.
      const asked = isPersons ? [moreTelling(competitors)] : competitors
      for (const token of asked.flatMap((competitor) => lookUps(competitor, isPersons))) {
        for (const position of positions.get(token) ?? []) found.add(position)
      }
      return [...found].toSorted((a, b) => a - b)
    },
  }
}

function moreTelling([first, second]: readonly [
  NamedCompetitor,
  NamedCompetitor,
]): NamedCompetitor {
  return first.name === undefined ? second : first
}

/** A person's surname is shared whole; of teams and codes only the first letters are certain. */
function lookUps({ name, code }: NamedCompetitor, isPersons: boolean): readonly string[] {
  if (name === undefined) return code === undefined ? [] : [`^${code.slice(0, 1).toLowerCase()}`]
  const tokens = tokensOf(name)
  return isPersons ? tokens.filter((token) => !token.startsWith('^')) : tokens
}
