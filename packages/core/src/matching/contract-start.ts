/**
 * When a contract's game starts, from everything the venue says about it (ticker, rules text,
 * milestone). All must name the same US-Eastern day and, where they give a clock, the same clock up
 * to a few minutes: two games of one day differ in nothing else.
 * @module
 */
import { easternDateOf } from '../fixtures/eastern-time.ts'
import type { EasternDate } from '../fixtures/fixture.ts'
import type { ContractListing, ScheduledStart } from '../fixtures/listing.ts'
import { evidenceOf, type MatchEvidence, START_CLOSE_MS } from './confidence.ts'
import { type Refusal, refuse } from './refusal.ts'

/** The start that a contract's own statements agree on. */
export interface ContractStart {
  readonly tag: 'start'
  readonly easternDate: EasternDate
  /** Unix ms; undefined where only the day is known. */
  readonly startMs: number | undefined
  readonly evidence: readonly MatchEvidence[]
}

/** The source that follows a game when it moves. */
const SCHEDULE = 'milestone'

const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/
/** Moments outside these years are no game of ours, and Eastern time is not defined for them. */
const START_MIN_MS = Date.UTC(2007, 0, 2)
const START_MAX_MS = Date.UTC(2099, 11, 30)

/** True for a moment that can be the start of a game. */
export function isStartMs(startMs: number): boolean {
  return Number.isInteger(startMs) && startMs >= START_MIN_MS && startMs <= START_MAX_MS
}

/** What was asked last: the contracts of one game come one after another, with the same statements. */
let last:
  | {
      readonly start: ScheduledStart
      readonly otherStarts: readonly ScheduledStart[]
      readonly found: ContractStart | Refusal
    }
  | undefined

/** Returns when the contract's game starts, or why that is not known. */
export function contractStartOf({
  start,
  otherStarts,
}: Pick<ContractListing, 'start' | 'otherStarts'>): ContractStart | Refusal {
  if (start === undefined) return refuse('no-start', 'the venue gives no start')
  const isAsBefore =
    last !== undefined &&
    isSameStatement(last.start, start) &&
    last.otherStarts.length === otherStarts.length &&
    last.otherStarts.every((statement, at) => isSameStatement(statement, otherStarts[at]))
  if (isAsBefore && last !== undefined) return last.found
  const found = readStart(start, [start, ...otherStarts])
  last = { start, otherStarts, found }
  return found
}

function isSameStatement(a: ScheduledStart, b: ScheduledStart | undefined): boolean {
  return a.easternDate === b?.easternDate && a.startMs === b.startMs && a.source === b.source
}

function readStart(
  start: ScheduledStart,
  statements: readonly ScheduledStart[],
): ContractStart | Refusal {
  for (const statement of statements) {
    const problem = problemOf(statement)
    if (problem !== undefined) return problem
    if (statement.easternDate !== start.easternDate && statement.source !== SCHEDULE) {
      return refuse('conflicting-evidence', `${described(start)}, but ${described(statement)}`)
    }
  }
  const schedule = statements.find(({ source }) => source === SCHEDULE)
  if (schedule !== undefined && isMoved(schedule, statements)) return movedTo(schedule, statements)
  const clocked = statements.filter(hasClock)
  const [first] = clocked
  if (first === undefined) {
    return { tag: 'start', easternDate: start.easternDate, startMs: undefined, evidence: [] }
  }
  const differing = clocked.find(({ startMs }) => startMs !== first.startMs)
  const far = clocked.find(({ startMs }) => Math.abs(startMs - first.startMs) > START_CLOSE_MS)
  if (far !== undefined) {
    return refuse('conflicting-evidence', `${described(first)}, but ${described(far)}`)
  }
  const evidence =
    differing === undefined
      ? []
      : [evidenceOf('own-start', 'ownClocksDiffer', `${described(first)}, ${described(differing)}`)]
  return { tag: 'start', easternDate: start.easternDate, startMs: first.startMs, evidence }
}

/** True where the venue's schedule says another time than the contract was listed for. */
function isMoved(schedule: ScheduledStart, statements: readonly ScheduledStart[]): boolean {
  return statements.some(
    (other) =>
      other.source !== SCHEDULE &&
      (other.easternDate !== schedule.easternDate ||
        (hasClock(other) &&
          hasClock(schedule) &&
          Math.abs(other.startMs - schedule.startMs) > START_CLOSE_MS)),
  )
}

/** A postponed game: the schedule tells where it went, and a person whether the contract went along. */
function movedTo(
  schedule: ScheduledStart,
  statements: readonly ScheduledStart[],
): ContractStart | Refusal {
  const other = statements.find(
    ({ source, startMs }) => source === SCHEDULE && startMs !== schedule.startMs,
  )
  if (other !== undefined) {
    return refuse('conflicting-evidence', `${described(schedule)}, but ${described(other)}`)
  }
  const [listed = schedule] = statements
  const detail = `${described(listed)}, moved to ${described(schedule)}`
  return {
    tag: 'start',
    easternDate: schedule.easternDate,
    startMs: schedule.startMs,
    evidence: [evidenceOf('own-start', 'startMoved', detail)],
  }
}

function hasClock(start: ScheduledStart): start is ScheduledStart & { readonly startMs: number } {
  return start.startMs !== undefined
}

function problemOf({ easternDate, startMs, source }: ScheduledStart): Refusal | undefined {
  if (!DATE_PATTERN.test(easternDate) || Number.isNaN(Date.parse(easternDate))) {
    return refuse('no-start', `${source}: not a date: ${easternDate}`)
  }
  if (startMs === undefined) return undefined
  if (!isStartMs(startMs)) return refuse('no-start', `${source}: not a time: ${startMs}`)
  const ofClock = easternDateOf(startMs)
  if (ofClock === easternDate) return undefined
  const detail = `${source}: ${ofClock} by its clock, ${easternDate} by its date`
  return refuse('conflicting-evidence', detail)
}

function described({ easternDate, startMs, source }: ScheduledStart): string {
  return `${source}: ${startMs === undefined ? easternDate : new Date(startMs).toISOString()}`
}
