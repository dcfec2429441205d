/**
 * What a running engine tells, as lines of a log. No flood: what is further from paying than a near miss is
 * left out, near misses are for debugging, the same problem is said once until it is over.
 * @module
 */
import type { EngineEvent } from '@arbkit/engine'
import type { LogLine } from '../run/log-line.ts'
import { createDecisionLines } from './decision-lines.ts'
import { FEED_NAMES } from './feed-names.ts'
import { problemWords } from './problem-words.ts'
import { countText } from './values.ts'
import { spanText } from './span-text.ts'

/** Problems kept in mind so that they are not said again; the oldest is forgotten for the next. */
export const PROBLEMS_KEPT_MAX = 1000

/** Returns what makes lines of events; it remembers what was said. */
export function createEventLines(): (event: EngineEvent) => readonly LogLine[] {
  const decisionLines = createDecisionLines()
  const problems = createKeptProblems()
  let discovered = ''
  let sports: readonly string[] = []
  let planned = ''
  return (event) => {
    switch (event.tag) {
      case 'started':
        return [startedLine(event)]
      case 'decision':
        return decisionLines(event)
      case 'feed':
        return [feedLine(event)]
      case 'discovered': {
        // A look at the exchange says nothing of the sports: those of the feed stand.
        if (event.sports.length > 0) sports = event.sports
        const line = discoveredLine({ ...event, sports })
        const isNews = line.text !== discovered
        discovered = line.text
        return [isNews ? line : { ...line, level: 'debug' }]
      }
      case 'poll-plan': {
        const line = planLine(event)
        const polled = polledSports(event).join()
        const isNews = polled !== planned
        planned = polled
        return [isNews ? line : { ...line, level: 'debug' }]
      }
      case 'problem':
        return problems.isNew(event) ? [said(event, 'warn', problemWords(event))] : []
      case 'recovered':
        problems.over(event)
        return [said(event, 'info', `over: ${problemWords(event)}`)]
      case 'note':
        return [said(event, 'info', `${event.where}: ${event.text}`)]
      case 'left-out':
        return [leftOutLine(event)]
      case 'stopped':
        return [stoppedLine(event)]
    }
  }
}

type Said = Pick<EventOf<'problem'>, 'where' | 'text'>
type EventOf<Tag extends EngineEvent['tag']> = Extract<EngineEvent, { tag: Tag }>

const keyOf = ({ where, text }: Said): string => `${where}\n${text}`

function createKeptProblems() {
  const open = new Map<string, string>()
  return {
    isNew: (event: EventOf<'problem'>): boolean => {
      const key = keyOf(event)
      if (open.has(key)) return false
      open.set(key, event.where)
      for (const oldest of open.keys()) {
        if (open.size <= PROBLEMS_KEPT_MAX) break
        open.delete(oldest)
      }
      return true
    },
    /** One that is told by its own text is over by itself; by another text, all of the place are. */
    over: (event: EventOf<'recovered'>): void => {
      if (open.delete(keyOf(event))) return
      for (const [key, where] of open) if (where === event.where) open.delete(key)
    },
  }
}

const resumedWords = (count: number): string =>
  count === 1
    ? '1 paper trade of an earlier run goes on'
    : `${count} paper trades of an earlier run go on`

function startedLine({ atMs, session, resumedTrades }: EventOf<'started'>): LogLine {
  const recording = session === undefined ? 'nothing is recorded' : `recording ${session}`
  const resumed = resumedTrades === 0 ? '' : `; ${resumedWords(resumedTrades)}`
  return {
    level: 'info',
    atMs,
    event: 'started',
    text: `started: ${recording}${resumed}`,
    fields: { session: session ?? null, resumedTrades },
  }
}

function feedLine({ atMs, feed, status, detail, outageMs }: EventOf<'feed'>): LogLine {
  const fields = { feed, status, detail: detail ?? null, outageMs: outageMs ?? null }
  const name = FEED_NAMES[feed]
  const line = { atMs, event: 'feed', fields }
  switch (status) {
    case 'down':
      return { ...line, level: 'warn', text: `${name} is down: ${detail ?? 'no reason known'}` }
    case 'up': {
      const after = outageMs === undefined ? 'is up' : `is back after ${spanText(outageMs)}`
      return { ...line, level: 'info', text: `${name} ${after}` }
    }
    case 'waiting':
      return { ...line, level: 'debug', text: `${name} is waited for` }
    case 'off':
      return { ...line, level: 'info', text: `${name} is not used` }
  }
}

function discoveredLine(event: EventOf<'discovered'>): LogLine {
  const { atMs, contracts, oddsEvents, pairs, sports } = event
  const listed = `${count(contracts)} contracts, ${count(oddsEvents)} odds events, ${count(pairs)} pairs`
  const polled = sports.length === 0 ? 'no sport is polled' : `polled: ${sports.join(', ')}`
  return {
    level: 'info',
    atMs,
    event: 'discovered',
    text: `listed: ${listed}; ${polled}`,
    fields: { contracts, oddsEvents, pairs, sports },
  }
}

const polledSports = ({ plan }: EventOf<'poll-plan'>): readonly string[] =>
  plan.perSport.flatMap(({ sportKey, sportOdds, eventOdds }) =>
    sportOdds === undefined && eventOdds === undefined ? [] : [sportKey],
  )

function planLine(event: EventOf<'poll-plan'>): LogLine {
  const { atMs, plan } = event
  const { creditsPerHour, creditsPerDay, creditsPerMonth } = plan.totals
  const credits = `${whole(creditsPerHour)} credits in the next hour, ${whole(creditsPerDay)} in the rest of the day, ${whole(creditsPerMonth)} of the month`
  const sports = polledSports(event)
  const what = sports.length === 0 ? 'nothing to poll' : `polling ${sports.join(', ')}`
  return {
    level: 'info',
    atMs,
    event: 'poll-plan',
    text: `${what}: ${credits}`,
    fields: { sports, totals: plan.totals, stretch: plan.lambda, binding: plan.binding },
  }
}

function said(
  { tag, atMs, where }: EventOf<'problem' | 'recovered' | 'note'>,
  level: LogLine['level'],
  text: string,
): LogLine {
  return { level, atMs, event: tag, text, fields: { where } }
}

function leftOutLine({ atMs, count: many }: EventOf<'left-out'>): LogLine {
  const text = `${count(many)} events were left out of this log: it was too slow for them`
  return { level: 'warn', atMs, event: 'left-out', text, fields: { count: many } }
}

function stoppedLine({ atMs, because, session }: EventOf<'stopped'>): LogLine {
  return {
    level: because === 'asked' ? 'info' : 'error',
    atMs,
    event: 'stopped',
    text: because === 'asked' ? 'stopped' : 'stopped by a failure',
    fields: { because, session: session ?? null },
  }
}

const count = (value: number): string => countText(String(value))
/** Whole credits, rounded up. */
const whole = (credits: number): string => count(Math.ceil(credits))
