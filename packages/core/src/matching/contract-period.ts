/**
 * Whether a YES label speaks of the part of the game that its series asks about. A label that names
 * another part ends the matter, whatever the series says.
 * @module
 */
import type { Period } from '../fixtures/period.ts'

/** Words of less than a full game, and their abbreviations: `the 1H`, `2Q`, `3P`. */
const PART =
  /\b(?:1st|2nd|3rd|4th|first|second|third|fourth|half|quarter|period|innings?|set|regulation|reg time|[12]H|[1-4]Q|[1-3]P)\b/i

/** How labels name a part. */
const WORDS: Readonly<Partial<Record<Period, RegExp>>> = {
  'full-game': /\bfull game\b/gi,
  regulation: /\b(?:regulation|reg)(?: time)?\b/gi,
  'first-half': /\b(?:(?:1st|first) half|1H)\b/gi,
  'second-half': /\b(?:(?:2nd|second) half|2H)\b/gi,
  'first-quarter': /\b(?:(?:1st|first) quarter|1Q)\b/gi,
  'second-quarter': /\b(?:(?:2nd|second) quarter|2Q)\b/gi,
  'third-quarter': /\b(?:(?:3rd|third) quarter|3Q)\b/gi,
  'fourth-quarter': /\b(?:(?:4th|fourth) quarter|4Q)\b/gi,
  'first-period': /\b(?:(?:1st|first) period|1P)\b/gi,
  'second-period': /\b(?:(?:2nd|second) period|2P)\b/gi,
  'third-period': /\b(?:(?:3rd|third) period|3P)\b/gi,
  'first-inning': /\b(?:1st|first) inning\b/gi,
  'first-3-innings': /\b(?:1st|first) (?:3|three) innings\b/gi,
  'first-5-innings': /\b(?:1st|first) (?:5|five) innings\b/gi,
  'first-7-innings': /\b(?:1st|first) (?:7|seven) innings\b/gi,
  'first-set': /\b(?:1st|first) set\b|\bset 1\b/gi,
  'second-set': /\b(?:2nd|second) set\b|\bset 2\b/gi,
}

/** True where a label names a part of the game other than the one that is asked about. */
export function namesOtherPart(label: string, period: Period): boolean {
  return PART.test(withoutPart(label, period))
}

/** What was asked last: several ask about one contract's label. */
let last: { readonly label: string; readonly period: Period; readonly rest: string } | undefined

/** Returns a label without the words for the part that is asked about: `Reg Time: France` is `France`. */
export function withoutPart(label: string, period: Period): string {
  if (last?.label === label && last.period === period) return last.rest
  const own = WORDS[period]
  const rest =
    own === undefined
      ? label.trim()
      : label
          .replace(own, ' ')
          .trim()
          .replace(/^:\s*|\s*:$/g, '')
          .trim()
  last = { label, period, rest }
  return rest
}
