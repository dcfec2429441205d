/**
 * A plan of polling as a table for people.
 * @module
 */
import { assertInput } from '@arbkit/core'
import type { PollPlan } from './plan.ts'
import type { CallRhythm, SportPlan } from './sport-plan.ts'

/** Widths of the columns after the sport's, each right-aligned with one blank in front. */
const COLUMNS = [
  ['>6h', 4],
  ['<6h', 5],
  ['<1h', 5],
  ['live', 5],
  ['calls', 8],
  ['every', 7],
  ['/hour', 7],
  ['/day', 7],
  ['/month', 8],
] as const

const COLUMNS_WIDTH = COLUMNS.reduce((sum, [, width]) => sum + width, 0)

/** Narrowest table. */
export const PLAN_WIDTH_MIN = COLUMNS_WIDTH + 12

/**
 * Returns a plan as lines of at most `width` characters: a row a sport and kind of call, with how many
 * fixtures are further than 6 h, within 6 h, within the hour and in play, how often they are asked about, and the
 * credits of the next hour, the rest of the day and the rest of the month (UTC), rounded up.
 * @throws {InvalidInputError} a width below {@link PLAN_WIDTH_MIN}.
 */
export function planText(plan: PollPlan, { width = 80 }: { readonly width?: number } = {}): string {
  assertInput(width >= PLAN_WIDTH_MIN, 'plan: expected a wider page', { width })
  const line = (name: string, cells: readonly string[]) => {
    const room = width - COLUMNS_WIDTH
    const first = name.length > room ? `${name.slice(0, room - 1)}…` : name.padEnd(room)
    return COLUMNS.map(([, size], index) => (cells[index] ?? '').padStart(size))
      .reduce((text, cell) => text + cell, first)
      .trimEnd()
  }
  const head = line(
    'sport',
    COLUMNS.map(([title]) => title),
  )
  const rows = plan.perSport.flatMap((sport) =>
    rowsOf(sport).map((cells, index) => line(index === 0 ? sport.sportKey : '', cells)),
  )
  const totals = line('all', ['', '', '', '', '', '', ...creditCells(plan.totals)])
  return [
    head,
    ...rows,
    totals,
    ...wrapped(limitSentence(plan), width),
    ...wrapped(starvedSentence(plan), width),
  ].join('\n')
}

function rowsOf(sport: SportPlan): string[][] {
  const { phases, sportOdds, eventOdds } = sport
  const counts = [phases.far, phases.ramp, phases['last-hour'], phases['in-play']].map(countText)
  const rhythms = [
    ...(sportOdds === undefined ? [] : [['sport', intervalText(sportOdds)]]),
    ...(eventOdds === undefined ? [] : [[`${eventOdds.count} ev`, intervalText(eventOdds)]]),
  ]
  const [first = ['none', '-'], ...others] = rhythms
  return [
    [...counts, ...first, ...creditCells(sport)],
    ...others.map((rhythm) => ['', '', '', '', ...rhythm]),
  ]
}

function countText(count: number): string {
  return count === 0 ? '.' : String(count)
}

/** Whole credits, rounded up; a hair of a credit from sums of fractions is none. */
function creditText(credits: number): string {
  return String(Math.max(0, Math.ceil(credits - 1e-6)))
}

function creditCells(totals: PollPlan['totals']): string[] {
  return [totals.creditsPerHour, totals.creditsPerDay, totals.creditsPerMonth].map(creditText)
}

function intervalText({ intervalMs }: CallRhythm): string {
  return intervalMs === Infinity ? '-' : durationText(intervalMs)
}

/** Returns a time in its two largest units, `40s`, `2m05`, `3h20`, `12d`; over 99 days `>99d`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m${two(seconds % 60)}`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours}h${two(minutes % 60)}`
  const days = Math.floor(hours / 24)
  return days > 99 ? '>99d' : `${days}d`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function limitSentence({ binding, lambda, spendableCredits }: PollPlan): string {
  const left =
    spendableCredits === Infinity ? 'No limit' : `${spendableCredits} credits left to spend`
  if (binding === 'none') return `${left}; nothing is held back.`
  return `${left}; the ${binding} limit stretches every interval ${lambda.toPrecision(3)} times.`
}

function starvedSentence({ starved }: PollPlan): string {
  if (starved.length === 0) return ''
  const counts = new Map<string, number>()
  for (const { phase, reason } of starved) {
    const key = `${phase} (${reason})`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const parts = [...counts].map(([key, count]) => `${count} ${key}`)
  return `Too rarely to be of use: ${parts.join(', ')}.`
}

/** Breaks a sentence between words. */
function wrapped(sentence: string, width: number): string[] {
  if (sentence === '') return []
  const lines: string[] = []
  let current = ''
  for (const word of sentence.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`
    if (longer.length > width && current !== '') {
      lines.push(current)
      current = word
    } else {
      current = longer
    }
  }
  return [...lines, current]
}
