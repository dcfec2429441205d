/**
 * What the venue prints about a game, read by the few styles it has used (live captures of 2025-12 to
 * 2026-08): team names in titles, the team and number in a YES label, the scheduled start in a rule.
 * Text that fits no style gives nothing; nothing is guessed.
 * @module
 */
import { type ScheduledStart, formatEasternDate } from '@arbkit/core'
import { scheduledStart, type WallClock } from '../ticker.ts'

/** Team names in the order printed, away first in US leagues. */
export type TeamNames = readonly [string, string]

const SEPARATOR = /\s+(?:vs\.?|at|@)\s+/
/** `Game 6: `, `Will Seattle win the `. */
const LEAD = /^(?:Game \d+:\s*)?(?:Will .+? win the )?/
/** `: Total Runs`, and a total's or winner's words: ` Winner`, ` Total Points`. */
const SUBJECT = /(?::.*|\s+(?:winner|total(?: runs| points| goals)?|spread))$/i
/** ` Pro Football game`, ` women's Pro Basketball game`, ` college football game originally …`. */
const SPORT = /\s+(?:women's |men's )?(?:Pro|professional|college|Summer League)\b.*\bgame\b.*$/

/**
 * Returns the two teams of a title: `Tampa Bay vs Seattle: Spread`, `Boston at Florida Winner?`,
 * `Will Denver win the Denver vs Kansas City Pro Football game?`. Undefined for any other text.
 */
export function teamNamesOfTitle(title: string): TeamNames | undefined {
  const question = title.trim().replace(/\?$/, '')
  const names = question.replace(LEAD, '').replace(SUBJECT, '').replace(SPORT, '').split(SEPARATOR)
  const [away = '', home = ''] = names
  return names.length === 2 && away !== '' && home !== '' ? [away, home] : undefined
}

/** The game a rule is about: `in the Washington vs Texas professional baseball game originally`. */
const RULE_GAME = /\b(?:in|of|wins) the ((?:(?! the ).)+? vs\.? (?:(?! the ).)+? game) originally/

/** Returns the two teams of a rule, `If Texas wins by … in the Washington vs Texas … game …`. */
export function teamNamesOfRules(rules: string): TeamNames | undefined {
  const game = RULE_GAME.exec(rules)?.[1]
  return game === undefined ? undefined : teamNamesOfTitle(game)
}

const SPREAD_LABEL = /^(.+?) wins? (?:the game )?by (?:over|more than) (\d+(?:\.\d+)?)\b/
const TOTAL_LABEL = /^over (\d+(?:\.\d+)?)\b/i
const TIE_LABEL = /^(?:tie|draw)$/i

/** What a YES label says. */
export interface YesLabel {
  /** Part in front of `wins by over`, or the whole label where it is neither a total nor a tie. */
  readonly team: string | undefined
  /** `1.5` of `by over 1.5 runs`, `8.5` of `Over 8.5 runs scored`. */
  readonly number: number | undefined
}

/** Takes a YES label apart: `Seattle wins by over 1.5 runs`, `Over 8.5 runs scored`, `Seattle`. */
export function parseYesLabel(label: string): YesLabel {
  const text = label.trim()
  const spread = SPREAD_LABEL.exec(text)
  if (spread !== null) return { team: spread[1], number: Number(spread[2]) }
  const total = TOTAL_LABEL.exec(text)
  if (total !== null) return { team: undefined, number: Number(total[1]) }
  return { team: text === '' || TIE_LABEL.test(text) ? undefined : text, number: undefined }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const SCHEDULED =
  /originally scheduled for ([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})(?: at (\d{1,2}):(\d{2}) ([AP])M (?:EDT|EST|ET)\b)?/

/**
 * Returns the start a rule states, `originally scheduled for Aug 7, 2026 at 9:45 PM EDT`, read as US
 * Eastern wall clock; without a clock in Eastern time it is a day only.
 */
export function startOfRules(rules: string): ScheduledStart | undefined {
  const match = SCHEDULED.exec(rules)
  if (match === null) return undefined
  const [, month = '', day, year, hour, minute, half] = match
  const number = MONTHS.indexOf(month) + 1
  if (number === 0) return undefined
  const clock = hour === undefined ? undefined : wallClock(Number(hour), Number(minute), half)
  const easternDate = formatEasternDate(Number(year), number, Number(day))
  return scheduledStart({ easternDate, clock, source: 'rules' })
}

/** Twelve-hour clock to 24: 12 AM is 0, 12 PM is 12. */
function wallClock(hour: number, minute: number, half: string | undefined): WallClock | undefined {
  if (hour < 1 || hour > 12) return undefined
  return { hour: (hour % 12) + (half === 'P' ? 12 : 0), minute }
}
