/**
 * What is said about a pair, from flags to a record: who, when, why, and what it changed.
 * @module
 */
import {
  DECISION_BY_MAX,
  DECISION_REASON_MAX,
  decidedContractKey,
  type DecidedPair,
  type DecisionAction,
  type DecisionSubject,
  isDecisionAbout,
  type PairDecision,
} from '@arbkit/core'
import { conflictsOf, decisionReportOf, type PairState, pairStatesOf } from '@arbkit/engine'
import { type Command, InvalidArgumentError } from 'commander'
import { createPaint } from '../../format/columns.ts'
import { decidedText } from '../../format/pairs-decisions.ts'
import type { Host } from '../../host.ts'
import { type SourceFlags, UsageError } from '../session-flags.ts'
import { type DecisionFlags, type OpenDecisions, type OpenSession, withMore } from './subcommand.ts'

/** Flags of everything that decides. */
export interface DecidingFlags extends SourceFlags, DecisionFlags {
  readonly reason: string
  readonly by?: string
  readonly event?: boolean
  readonly json?: boolean
}

/** Adds the flags of everything that decides. */
export function withReason(command: Command): Command {
  return command
    .requiredOption('--reason <text>', 'why; kept with the decision', textOf(DECISION_REASON_MAX))
    .option(
      '--by <name>',
      'who decides (default: the user of this machine)',
      textOf(DECISION_BY_MAX),
    )
    .option('--event', 'the ticker is an event: decide on all its markets')
}

function textOf(most: number) {
  return (text: string): string => {
    if (text.trim() !== '' && text.length <= most) return text
    throw new InvalidArgumentError(`expected 1 to ${most} characters, got ${text.length}`)
  }
}

/** Returns decisions of now, one a subject. @throws {UsageError} nobody signs them. */
export function sayNow(
  action: DecisionAction,
  subjects: readonly DecisionSubject[],
  {
    flags,
    log,
    host,
  }: {
    readonly flags: DecidingFlags
    readonly log: readonly PairDecision[]
    readonly host: Host
  },
): readonly PairDecision[] {
  const by = flags.by ?? host.userName?.()?.slice(0, DECISION_BY_MAX)
  if (by === undefined || by.trim() === '') throw new UsageError('say who decides: --by <name>')
  const atMs = lastWordMs(subjects, log, host.now())
  const id = host.randomId()
  return subjects.map((subject, index) => ({
    id: `${atMs.toString(36)}-${id}${index === 0 ? '' : `-${index + 1}`}`,
    action,
    subject,
    atMs,
    by,
    reason: flags.reason,
  }))
}

/** Now or, where a clock was ahead, just after what was said of these contracts before. */
function lastWordMs(
  subjects: readonly DecisionSubject[],
  log: readonly PairDecision[],
  nowMs: number,
): number {
  const keys = new Set(subjects.map(({ contract }) => decidedContractKey(contract)))
  return log
    .filter(({ subject }) => keys.has(decidedContractKey(subject.contract)))
    .reduce((latest, { atMs }) => Math.max(latest, atMs + 1), nowMs)
}

/** What a decision changed in a session. */
export interface Changed {
  readonly ticker: string
  readonly before: readonly PairState[]
  readonly after: readonly PairState[]
}

/** Writes decisions down, and prints them and what they changed. */
export async function decide(
  said: readonly PairDecision[],
  {
    open,
    session,
    json,
    host,
  }: {
    readonly open: OpenDecisions
    readonly session: OpenSession | undefined
    readonly json: boolean
    readonly host: Host
  },
): Promise<void> {
  await open.store.append(said)
  const after = session && withMore(session, open.decisions, said)
  const changed = session && after ? changesOf(session, after, said) : []
  const { overrides } = open.decisions
  const own = new Set(said.map(({ id }) => id))
  const conflicts = after === undefined ? [] : conflictsOf(after.matching, overrides)
  const result = {
    decisions: said.map((decision) => decisionReportOf(decision, overrides)),
    file: open.path,
    decisionsInFile: open.decisions.log.length + said.length,
    changed,
    conflicts: conflicts.filter(
      ({ decision, against }) => own.has(decision?.id ?? '') || own.has(against?.id ?? ''),
    ),
    stillPaired: after === undefined ? [] : stillPairedAfter(after, said),
    isUnused: after?.matching.unused.some(({ id }) => own.has(id)) ?? false,
  }
  host.write(
    json
      ? `${JSON.stringify({ schema: 'arbkit.pair-decided/1', ...result }, null, 2)}\n`
      : decidedText(result, createPaint(host.isColoured)),
  )
}

/** Who rejects one contract of a game may mean the game: what is left of it is said. */
function stillPairedAfter(
  { matched, matching }: OpenSession,
  said: readonly PairDecision[],
): readonly string[] {
  const rejected = said.filter(({ action }) => action === 'reject')
  const games = new Set(
    [...matched.pairs, ...matched.suggestions]
      .filter(({ contract, odds }) =>
        rejected.some(
          ({ subject }) =>
            isDecisionAbout(subject, contract) && subject.odds?.eventId === odds.eventId,
        ),
      )
      .map(gameKeyOf),
  )
  return matching.pairs
    .filter((pair) => games.has(gameKeyOf(pair)))
    .map(({ contract }) => contract.marketId)
}

function gameKeyOf({ fixture, odds }: DecidedPair): string {
  return `${odds.eventId} ${fixture.id}`
}

/** Every contract that stands elsewhere than before, or that was decided on. */
function changesOf(
  session: OpenSession,
  after: OpenSession,
  said: readonly PairDecision[],
): readonly Changed[] {
  const [old, now] = [pairStatesOf(session.matching), pairStatesOf(after.matching)]
  return session.contracts.flatMap((contract) => {
    const ticker = contract.marketId
    const isNamed = said.some(({ subject }) => isDecisionAbout(subject, contract))
    const before = old.get(ticker) ?? []
    const states = now.get(ticker) ?? []
    const isSame = JSON.stringify(before) === JSON.stringify(states)
    return isSame && !isNamed ? [] : [{ ticker, before, after: states }]
  })
}
