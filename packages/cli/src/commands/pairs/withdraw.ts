/**
 * `arb pairs withdraw`: takes back what stands for a contract or an event.
 * @module
 */
import { type DecisionSubject, decisionSubjectKey, type StandingDecision } from '@arbkit/core'
import { nearestNames } from '@arbkit/engine'
import type { Command } from 'commander'
import type { Host } from '../../host.ts'
import { UsageError } from '../session-flags.ts'
import { decide, type DecidingFlags, sayNow, withReason } from './deciding.ts'
import {
  type OpenDecisions,
  openDecisions,
  openSession,
  subcommand,
  withDecisions,
  withSource,
  withStore,
} from './subcommand.ts'

/** Returns the command. */
export function withdrawCommand(host: Host): Command {
  const command = subcommand('withdraw', host)
    .summary('take back what was decided')
    .description('Take back what was decided, as if it had never been said.')
    .argument('<ticker>', "the contract's ticker, or an event's with --event")
    .argument('[oddsEventId]', 'only what names this odds event (default: all that stands)')
  return withStore(withDecisions(withSource(withReason(command))))
    .option('--json', 'print data')
    .action(async (ticker: string, oddsEventId: string | undefined, flags: DecidingFlags) => {
      const open = await openDecisions(flags, host)
      const subjects = subjectsOf(open, { ticker, oddsEventId, isEvent: flags.event === true })
      const hasSession = flags.from !== undefined || flags.demo === true
      const session = hasSession ? await openSession(flags, open, host) : undefined
      const said = sayNow('withdraw', subjects, { flags, log: open.decisions.log, host })
      await decide(said, { open, session, json: flags.json === true, host })
    })
}

interface Asked {
  readonly ticker: string
  readonly oddsEventId: string | undefined
  readonly isEvent: boolean
}

/** @throws {UsageError} nothing stands that could be taken back. */
function subjectsOf({ path, decisions }: OpenDecisions, asked: Asked): readonly DecisionSubject[] {
  const all = [...decisions.state.verdicts, ...decisions.state.pauses]
  const meant = all.filter((word) => isMeant(word, asked))
  const subjects = new Map(
    meant
      .filter(({ origin }) => origin === 'log')
      .map(({ decision: { subject } }) => {
        const { orientation: _, ...plain } = subject
        return [decisionSubjectKey(subject), plain]
      }),
  )
  if (subjects.size > 0) return [...subjects.values()]
  const [override] = meant
  if (override !== undefined) {
    throw new UsageError(
      `${asked.ticker} is decided on at ${override.decision.id}: change it there`,
    )
  }
  const names = all.map(({ decision: { subject } }) => {
    const { marketId, eventId } = subject.contract
    return marketId ?? `${eventId} --event`
  })
  const nearest = nearestNames(asked.ticker, names)
  const hint = nearest.length === 0 ? '' : `; nearest: ${nearest.join(', ')}`
  const where = asked.oddsEventId === undefined ? '' : ` with ${asked.oddsEventId}`
  throw new UsageError(`nothing stands for ${asked.ticker}${where} in ${path}${hint}`)
}

function isMeant(
  { decision: { subject } }: StandingDecision,
  { ticker, oddsEventId, isEvent }: Asked,
): boolean {
  const { marketId, eventId } = subject.contract
  const name = isEvent ? eventId : marketId
  if (name !== ticker || (isEvent && marketId !== undefined)) return false
  return oddsEventId === undefined || subject.odds?.eventId === oddsEventId
}
