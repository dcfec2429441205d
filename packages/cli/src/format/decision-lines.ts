/**
 * Decisions as lines of a log: what pays and what became of it, legs in words.
 * @module
 */
import type { EngineEvent, TurnDecision } from '@arbkit/engine'
import type { LogLine } from '../run/log-line.ts'
import { legsWords } from './leg-words.ts'
import { paperLine } from './paper-lines.ts'
import { costText, percentText, profitText } from './values.ts'

/** Opportunities kept in mind to name their legs when they end; the oldest is forgotten for the next. */
export const OPPORTUNITIES_KEPT_MAX = 10_000

type DecisionEvent = Extract<EngineEvent, { tag: 'decision' }>
type DecisionOf<Tag extends TurnDecision['tag']> = Extract<TurnDecision, { tag: Tag }>

/** Returns what makes lines of decisions; it remembers what was opened. */
export function createDecisionLines(): (event: DecisionEvent) => readonly LogLine[] {
  const open = new Map<string, string>()
  const remember = (id: string, words: string): void => {
    open.delete(id)
    open.set(id, words)
    for (const oldest of open.keys()) {
      if (open.size <= OPPORTUNITIES_KEPT_MAX) break
      open.delete(oldest)
    }
  }
  return ({ atMs, decision }) => {
    const line = { atMs, event: decision.tag, fields: { decision } }
    switch (decision.tag) {
      case 'opened':
      case 'updated': {
        const words = legsWords(decision.legs)
        remember(decision.id, words)
        return [{ ...line, level: 'info', text: foundText(decision, words) }]
      }
      case 'expired': {
        const words = open.get(decision.id)
        open.delete(decision.id)
        return [{ ...line, level: 'info', text: expiredText(decision, words) }]
      }
      case 'near-miss':
        return [{ ...line, level: 'debug', text: nearMissText(decision) }]
      case 'counted':
        return []
      case 'paper-started':
      case 'paper-skipped':
      case 'paper-step':
      case 'paper-settled':
        return [paperLine(decision, atMs)]
    }
  }
}

const CHANGES: Readonly<Record<DecisionOf<'updated'>['reasons'][number], string>> = {
  kind: 'another kind',
  profit: 'another profit',
  legs: 'other legs',
}

function foundText(decision: DecisionOf<'opened' | 'updated'>, words: string): string {
  const { id, figures } = decision
  const isBack = decision.tag === 'opened' && decision.reasons[0] === 'returned'
  const what =
    decision.tag === 'opened'
      ? isBack
        ? 'again'
        : 'found'
      : `changed (${decision.reasons.map((reason) => CHANGES[reason]).join(', ')})`
  return `${what} ${id}: ${figuresText(figures)}: ${words}`
}

/** Returns `locked +$16.25 (1.12 %) on $1,443.75`. */
function figuresText({
  kind,
  guaranteed,
  cost,
  returnOnCost,
}: DecisionOf<'opened'>['figures']): string {
  if (guaranteed === null || cost === null || returnOnCost === null) return kind
  return `${kind} ${profitText(guaranteed)} (${percentText(returnOnCost)}) on ${costText(cost)}`
}

const CAUSES: Readonly<Record<DecisionOf<'expired'>['cause'], string>> = {
  gone: 'it does not pay any more',
  stale: 'its quotes are too old',
  unseen: 'nothing was heard of it',
  evicted: 'too many others were newer',
}

function expiredText(
  { id, cause, reasons }: DecisionOf<'expired'>,
  words: string | undefined,
): string {
  const why = reasons.length === 0 ? '' : ` (${reasons.join(', ')})`
  return `over ${id}: ${CAUSES[cause]}${why}${words === undefined ? '' : `: ${words}`}`
}

function nearMissText({ id, figures, legs, reasons }: DecisionOf<'near-miss'>): string {
  const why = reasons.map(({ code, detail }) => `${code}, ${detail}`).join('; ')
  return `near miss ${id}: ${percentText(figures.marginReturn)} before rounding: ${why}: ${legsWords(legs)}`
}
