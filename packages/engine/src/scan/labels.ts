/**
 * Short words for propositions and outcomes, as traders write them.
 * @module
 */
import {
  assertNever,
  type Fixture,
  type Proposition,
  teamShortName,
  type ThreeWayResult,
} from '@arbkit/core'

/** Returns `SEA`, `STL -1.5`, `over 8.5`. */
export function propositionLabel(fixture: Fixture, proposition: Proposition): string {
  switch (proposition.tag) {
    case 'moneyline':
      return teamCode(fixture, proposition.team)
    case 'draw-no-bet':
      return `${teamCode(fixture, proposition.team)} or money back`
    case 'three-way':
      return resultLabel(fixture, proposition.result)
    case 'spread':
      return `${teamCode(fixture, proposition.team)} ${signed(proposition.line)}`
    case 'total':
      return `${proposition.direction} ${proposition.line}`
    case 'team-total':
      return `${teamCode(fixture, proposition.team)} ${proposition.direction} ${proposition.line}`
    case 'player-prop': {
      const { player, stat, direction, line } = proposition
      return `${player} ${stat} ${direction} ${line}`
    }
    default:
      return assertNever(proposition)
  }
}

/** Three ways to end, or two of them: `SEA`, `draw`, `SEA or draw`. */
function resultLabel(fixture: Fixture, result: ThreeWayResult): string {
  const home = teamCode(fixture, 'home')
  const away = teamCode(fixture, 'away')
  const labels: Readonly<Record<ThreeWayResult, string>> = {
    home,
    draw: 'draw',
    away,
    'not-home': `${away} or draw`,
    'not-draw': `${home} or ${away}`,
    'not-away': `${home} or draw`,
  }
  return labels[result]
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
