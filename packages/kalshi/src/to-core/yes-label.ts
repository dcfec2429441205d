/**
 * What the venue prints for YES, taken apart by what the series asks (live captures of 2025-12 to
 * 2026-10): a team, a player, a number. A label that fits none of its kind's styles names nothing.
 * @module
 */
import type { ContractSubject, MarketType } from '@arbkit/core'

/** What a YES label says. */
export interface YesLabel {
  /** `Seattle` of `Seattle wins by over 1.5 runs`; the whole label where the kind of market is not known. */
  readonly team: string | undefined
  /** `Matthew Boyd` of `Matthew Boyd: 2+`. */
  readonly player: string | undefined
  /** What has to be exceeded: 1.5 in `by over 1.5 runs` and in `2+`. */
  readonly number: number | undefined
}

const NOTHING: YesLabel = { team: undefined, player: undefined, number: undefined }

/** Part of the game that a label begins with, `Reg Time: France`, `1st inning: Over 0.5 runs`. */
const PART_LEAD =
  /^(?:Goal Diff )?(?:Reg(?:ulation)?(?: Time)?|Full Game|(?:1st|First) (?:half|inning|\d innings)|2nd half)\s*:\s*/i
/** Part of the game as the middle or end of a label says it: `the 1H`, `first 5 innings`, `2nd Half`. */
const PART =
  '(?:the )?(?:game|[12]H|[1-4]Q|[1-3]P|(?:1st|2nd|3rd|4th|first|second|third|fourth) (?:half|quarter|period|inning)|first \\d innings)'
const NUMBER = String.raw`(\d+(?:\.\d+)?)`

const SPREAD = new RegExp(`^(.+?) wins? (?:${PART} )?by (?:over|more than) ${NUMBER}\\b`, 'i')
/** A spread of games in tennis, `Arthur Fils -3.5 games`. */
const GAME_SPREAD = new RegExp(`^(.+?) -${NUMBER} games$`, 'i')
const TOTAL = new RegExp(`^over ${NUMBER}\\b`, 'i')
const TEAM_TOTAL = new RegExp(`^(.+?) (?:scores? )?over ${NUMBER}\\b`, 'i')
const PART_WINNER = new RegExp(`^(.+?) wins? ${PART}$`, 'i')
/** `Minnesota wins` of a winner's market; of `Minnesota or Tie wins` no side is read. */
const WINNER = /^(?!.*\bor\b)(.+?) wins$/i
const TIE = new RegExp(`^(?:tie|draw)(?: wins)?(?: ${PART})?$`, 'i')
const COUNT = /^([^:]+): (\d{1,4})\+(?: .*)?$/
/** A player's label without a number: `Josh Allen`, `Artyom Levshunov: First Goalscorer`. */
const PLAYER = /^([^:+]+)(?::[^+]*)?$/
/** The leg that nobody does it. */
const NOBODY = /^no\b/i

/** Takes a YES label apart: `Seattle wins by over 1.5 runs`, `Over 8.5 runs scored`, `Matthew Boyd: 2+`. */
export function parseYesLabel(label: string, subject: ContractSubject): YesLabel {
  const text = label.trim().replace(/\?$/, '').replace(PART_LEAD, '')
  if (text === '' || TIE.test(text)) return NOTHING
  return subject.tag === 'game' ? labelOfGame(text, subject.marketType) : labelOfAny(text)
}

function labelOfGame(text: string, marketType: MarketType): YesLabel {
  switch (marketType) {
    case 'player-prop':
      return playerLabel(text)
    case 'team-total':
      return teamAndNumber(TEAM_TOTAL.exec(text)) ?? countLabel(text, 'team') ?? NOTHING
    case 'spread':
      return teamAndNumber(SPREAD.exec(text) ?? GAME_SPREAD.exec(text)) ?? labelOfAny(text)
    case 'moneyline':
    case 'three-way':
    case 'draw-no-bet':
      return labelOfAny(WINNER.exec(text)?.[1] ?? text)
    case 'total':
      return labelOfAny(text)
  }
}

/** Whatever is asked: a line of a team, a line of the game, or the label is a name. A count is neither. */
function labelOfAny(text: string): YesLabel {
  if (COUNT.test(text)) return NOTHING
  const spread = teamAndNumber(SPREAD.exec(text))
  if (spread !== undefined) return spread
  const total = TOTAL.exec(text)
  if (total !== null) return { ...NOTHING, number: Number(total[1]) }
  return { ...NOTHING, team: PART_WINNER.exec(text)?.[1] ?? text }
}

function teamAndNumber(match: RegExpExecArray | null): YesLabel | undefined {
  return match === null ? undefined : { ...NOTHING, team: match[1], number: Number(match[2]) }
}

function playerLabel(text: string): YesLabel {
  const counted = countLabel(text, 'player')
  if (counted !== undefined) return counted
  return { ...NOTHING, player: NOBODY.test(text) ? undefined : PLAYER.exec(text)?.[1]?.trim() }
}

/** `2+` is over 1.5. */
function countLabel(text: string, whose: 'team' | 'player'): YesLabel | undefined {
  const [, name, count] = COUNT.exec(text) ?? []
  if (name === undefined || count === undefined) return undefined
  return { ...NOTHING, [whose]: name.trim(), number: Number(count) - 0.5 }
}
