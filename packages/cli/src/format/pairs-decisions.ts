/**
 * The text of what was decided: one decision and what it changed, conflicts, and the line below a
 * list that says which decisions are in it.
 * @module
 */
import type { DecidedMatch, PairDecision } from '@arbkit/core'
import type { ConflictReport, DecisionReport, PairState } from '@arbkit/engine'
import { type Paint, WIDTH, wrap } from './columns.ts'
import { stateText } from './pairs-state.ts'
import { countText, decisionText } from './pairs-text.ts'
import { utcText } from './values.ts'

/** What a decision came to. */
export interface DecidedResult {
  readonly decisions: readonly DecisionReport[]
  readonly file: string
  readonly decisionsInFile: number
  readonly changed: readonly {
    readonly ticker: string
    readonly before: readonly PairState[]
    readonly after: readonly PairState[]
  }[]
  readonly conflicts: readonly ConflictReport[]
  /** Contracts of a game that was rejected in part, still paired with the same odds event. */
  readonly stillPaired: readonly string[]
  /** True where it names nothing in the session. */
  readonly isUnused: boolean
}

/** Returns the decision, what it changed and where it was written down. */
export function decidedText(result: DecidedResult, paint: Paint): string {
  const { decisions, file, decisionsInFile, changed, conflicts, stillPaired, isUnused } = result
  const head = decisions.flatMap((decision) => [
    ...wrap(`${decision.action} ${subjectText(decision)}`, { width: WIDTH, indent: '' }).map(
      (line) => paint.bold(line),
    ),
    ...wrap(decisionText(decision), { width: WIDTH, indent: '  ' }),
  ])
  const changes = changed.flatMap(({ ticker, before, after }) => [
    ...wrap(ticker, { width: WIDTH, indent: '  ' }),
    ...stateLines('was', before),
    ...stateLines('is', after),
  ])
  const left =
    stillPaired.length === 0
      ? []
      : wrap(`still paired with it, of the same game: ${stillPaired.join(', ')}`, {
          width: WIDTH,
          indent: '  ',
        })
  const unused = isUnused
    ? wrap('it names no pair or suggestion of this session: it stands, and changes nothing here', {
        width: WIDTH,
        indent: '  ',
      })
    : []
  return textOf([
    ...head,
    ...changes,
    ...[...left, ...unused].map((line) => paint.yellow(line)),
    ...conflicts.flatMap((conflict) => conflictLines(conflict, paint)),
    ...wrap(`decisions: ${file} (${countText(decisionsInFile, 'decision')})`, {
      width: WIDTH,
      indent: '',
    }),
  ])
}

function stateLines(word: 'was' | 'is', states: readonly PairState[]): readonly string[] {
  const texts = states.map((state) => {
    const odds = state.oddsEventId === null ? '' : `${state.oddsEventId}  `
    return `${odds}${stateText(state)}`
  })
  const label = `    ${word.padEnd(4)}`
  return texts.flatMap((text, index) =>
    wrap(text, { width: WIDTH, indent: ' '.repeat(label.length) }).map((line, row) =>
      index === 0 && row === 0 ? label + line.slice(label.length) : line,
    ),
  )
}

/** Returns the pairs that decisions refuse. */
export function conflictsText(conflicts: readonly ConflictReport[], paint: Paint): string {
  return textOf([
    paint.bold(countText(conflicts.length, 'conflict')),
    ...conflicts.flatMap((conflict) => conflictLines(conflict, paint)),
  ])
}

function conflictLines(conflict: ConflictReport, paint: Paint): readonly string[] {
  const { kalshiTicker, oddsEventId, reason, detail, decision, against } = conflict
  const head = `conflict: ${kalshiTicker} with ${oddsEventId} is refused: ${reason}, ${detail}`
  return [
    ...wrap(head, { width: WIDTH, indent: '  ' }).map((line) => paint.yellow(line)),
    ...wrap(`for it: ${decision === null ? 'its score' : decisionText(decision)}`, {
      width: WIDTH,
      indent: '    ',
    }),
    ...(against === null
      ? []
      : wrap(`against it: ${decisionText(against)}`, { width: WIDTH, indent: '    ' })),
  ]
}

/** Returns the decisions that name nothing in the session. */
export function unusedText(decisions: readonly DecisionReport[], paint: Paint): string {
  const title = `${countText(decisions.length, 'decision')} on nothing in this session`
  return textOf([
    paint.bold(title),
    ...decisions.flatMap((decision) => [
      ...wrap(`${utcText(decision.at)}  ${subjectText(decision)}`, { width: WIDTH, indent: '  ' }),
      ...wrap(decisionText(decision), { width: WIDTH, indent: '      ' }),
    ]),
  ])
}

/** Where decisions come from, as far as a footer needs it. */
export interface FooterSource {
  readonly path: string
  readonly decisions: {
    readonly log: readonly PairDecision[]
    readonly overrides: readonly PairDecision[]
  }
}

/** Returns what decisions do to a list; empty where nobody has decided anything. */
export function decisionsFooter(
  { paused, rejectedByPerson, dropped, conflicts, unused }: DecidedMatch,
  { path, decisions: { log, overrides } }: FooterSource,
): string {
  if (log.length + overrides.length === 0) return ''
  const sources = [
    ...(log.length === 0 ? [] : [`${countText(log.length, 'decision')} in ${path}`]),
    ...(overrides.length === 0 ? [] : [countText(overrides.length, 'override')]),
  ].join(', ')
  const counts = [
    { count: paused.length, text: `${paused.length} paused`, flag: '--paused' },
    {
      count: rejectedByPerson.length,
      text: `${rejectedByPerson.length} rejected`,
      flag: '--rejected',
    },
    { count: dropped.length, text: `${dropped.length} pinned elsewhere`, flag: '--unpaired' },
    { count: conflicts.length, text: countText(conflicts.length, 'conflict'), flag: '--conflicts' },
    { count: unused.length, text: `${unused.length} unused`, flag: '--unused' },
  ].filter(({ count }) => count > 0)
  const texts = counts.map(({ text }) => text).join(', ')
  const flags = counts.map(({ flag }) => flag).join(', ')
  const lists = counts.length === 0 ? '' : `: ${texts} (${flags})`
  return `\n${wrap(`${sources}${lists}`, { width: WIDTH, indent: '' }).join('\n')}\n`
}

/** Returns what a decision is about: `KXA-1-X with o1`, `all of KXA-1`. */
export function subjectText({ ticker, eventTicker, oddsEventId }: DecisionReport): string {
  const contract = ticker ?? `all of ${eventTicker}`
  return oddsEventId === null ? contract : `${contract} with ${oddsEventId}`
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
