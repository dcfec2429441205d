/**
 * Short words for propositions and outcomes, as traders write them.
 * @module
 */
import { assertNever, type Fixture, type Proposition, teamShortName } from '@arbkit/core'

/** Returns `SEA`, `STL -1.5`, `over 8.5`. */
export function propositionLabel(fixture: Fixture, proposition: Proposition): string {
  switch (proposition.tag) {
    case 'moneyline':
      return teamCode(fixture, proposition.team)
    case 'spread':
      return `${teamCode(fixture, proposition.team)} ${signed(proposition.line)}`
    case 'total':
      return `${proposition.direction} ${proposition.line}`
    default:
      return assertNever(proposition)
  }
}

/** Returns what an outcome of a question means: `SEA`, `TB +1.5`, `tie`. */
export function outcomeLabel(
  fixture: Fixture,
  question: { readonly yes: Proposition; readonly no: Proposition },
  outcome: string,
): string {
  if (outcome === 'yes') return propositionLabel(fixture, question.yes)
  return outcome === 'no' ? propositionLabel(fixture, question.no) : outcome
}

function teamCode(fixture: Fixture, side: 'home' | 'away'): string {
  return teamShortName(fixture[side])
}

function signed(line: number): string {
  return line > 0 ? `+${line}` : String(line)
}
