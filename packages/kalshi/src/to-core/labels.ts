/**
 * What the venue prints about a game, read by the few styles it has used (live captures of 2025-12 to
 * 2026-10): names in titles and rules, the scheduled start in a rule. Text that fits no style gives
 * nothing; nothing is guessed.
 * @module
 */
import { type ScheduledStart, formatEasternDate } from '@arbkit/core'
import { scheduledStart, type WallClock } from '../ticker.ts'

/** Names of the two sides in the order printed, away first in US leagues. */
export type TeamNames = readonly [string, string]

/**
 * Longest text in which a game is looked for, characters: twice the longest recorded title or rule
 * (241), and so short that no text takes noticeable time. A longer one names nobody.
 */
export const GAME_TEXT_MAX = 500

const SEPARATOR = /\s+(?:vs\.?|at|@)\s+/
/** `Game 6: `, a card's number `UFC 331: ` or `331: `, `Will Seattle win the `. */
const LEAD = /^(?:Game \d+:\s*|(?:UFC )?\d{1,4}:\s+)?(?:Will .+? win the )?/
/** `: Total Runs`, ` : Round Of 64 match`, and a total's or winner's words: ` Winner`, ` Total Points`. */
const SUBJECT = /(?:\s*:.*|\s+(?:winner|total(?: runs| points| goals)?|spread))$/i
/**
 * From the sport or competition to the end: ` Pro Football game`, ` women's Pro Basketball game`,
 * ` college football game originally …`, ` professional tennis match in the …`, ` NHL game`. Case
 * counts: `Boston College` is a team, ` college football game` is not.
 */
const SPORT =
  /\s+(?:(?:[Ww]om|[Mm])en's )?(?:Pro|professional|college|Summer League|NHL|UFC|(?:UEFA )?(?:Champions|Europa) League)\b.*\b(?:game|match|[Ff]ight)\b.*$/
/** A meeting of two persons without their sport: `Bouzkova vs Swiatek match`. */
const MEETING = /\s+(?:match|fight)$/

/**
 * Returns the two teams or persons of a title, as printed: `Tampa Bay vs Seattle: Spread`,
 * `Boston at Florida Winner?`, `Will Denver win the Denver vs Kansas City Pro Football game?`,
 * `Will Iga Swiatek win the Bouzkova vs Swiatek : Round Of 64 match?`, `UFC 331: Tsarukyan vs Ruffy`.
 * Undefined for any other text, and above {@link GAME_TEXT_MAX} characters.
 */
export function teamNamesOfTitle(title: string): TeamNames | undefined {
  if (title.length > GAME_TEXT_MAX) return undefined
  const question = title.trim().replace(/\?$/, '')
  const bare = [LEAD, SUBJECT, SPORT, MEETING].reduce(
    (text, pattern) => text.replace(pattern, ''),
    question,
  )
  const names = bare.split(SEPARATOR)
  const [first = '', second = ''] = names
  return names.length === 2 && first !== '' && second !== '' ? [first, second] : undefined
}

/** The game a rule is about: `in the Washington vs Texas professional baseball game originally`. */
const RULE_GAME =
  /\b(?:in|of|wins?) the ((?:(?! the ).)+? vs\.? (?:(?! the ).)+? (?:game|match|fight))\b/

/**
 * Returns the two teams of a rule, `If Texas wins by … in the Washington vs Texas … game …`. Undefined
 * for any other text, and above {@link GAME_TEXT_MAX} characters.
 */
export function teamNamesOfRules(rules: string): TeamNames | undefined {
  if (rules.length > GAME_TEXT_MAX) return undefined
  const game = RULE_GAME.exec(rules)?.[1]
  return game === undefined ? undefined : teamNamesOfTitle(game)
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
