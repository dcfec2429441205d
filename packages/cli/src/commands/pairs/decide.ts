/**
 * `arb pairs approve`, `reject`, `pin`, `pause` and `resume`: a person's word on one pair.
 * @module
 */
import {
  type ContractListing,
  type DecisionAction,
  type DecisionSubject,
  needsOddsEvent,
  orientationOf,
} from '@arbkit/core'
import { parseTicker } from '@arbkit/kalshi'
import type { Command } from 'commander'
import type { Host } from '../../host.ts'
import { UsageError } from '../session-flags.ts'
import { decide, type DecidingFlags, sayNow, withReason } from './deciding.ts'
import {
  contractNamed,
  openDecisions,
  openSession,
  type OpenSession,
  some,
  subcommand,
  unknown,
  withDecisions,
  withSource,
  withStore,
} from './subcommand.ts'

interface DecideFlags extends DecidingFlags {
  readonly force?: boolean
}

const TEXTS = {
  approve: {
    summary: 'it is a pair, whatever the score',
    description: 'Say that a contract and an odds event are a pair, whatever the score.',
  },
  reject: {
    summary: 'it is no pair',
    description: 'Say that a contract and an odds event are no pair.',
  },
  pin: {
    summary: 'it is a pair, here and nowhere else',
    description: 'Approve, and say that neither belongs to any other.',
  },
  pause: {
    summary: 'keep a pair, do not trade it',
    description: 'Keep a pair, but do not trade it.',
  },
  resume: { summary: 'trade a paused pair again', description: 'Trade a paused pair again.' },
} as const

/** Returns the commands. */
export function decideCommands(host: Host): readonly Command[] {
  return (['approve', 'reject', 'pin', 'pause', 'resume'] as const).map((action) =>
    decideCommand(action, host),
  )
}

function decideCommand(action: keyof typeof TEXTS, host: Host): Command {
  const command = subcommand(action, host)
    .summary(TEXTS[action].summary)
    .description(TEXTS[action].description)
    .argument('<ticker>', "the contract's ticker, or an event's with --event")
    .argument(
      needsOddsEvent(action) ? '<oddsEventId>' : '[oddsEventId]',
      needsOddsEvent(action) ? 'id of the odds event' : 'only with this odds event',
    )
  return withStore(withDecisions(withSource(withReason(command))))
    .option('--force', 'write it down although the session does not hold the ids')
    .option('--json', 'print data')
    .action(async (ticker: string, oddsEventId: string | undefined, flags: DecideFlags) => {
      const open = await openDecisions(flags, host, { isMade: true })
      const hasSession = flags.from !== undefined || flags.demo === true
      const session =
        hasSession || flags.force !== true ? await openSession(flags, open, host) : undefined
      const asked = { action, ticker, oddsEventId }
      const subject =
        session === undefined ? forcedSubject(asked, flags) : subjectIn(session, asked, flags)
      const said = sayNow(action, [subject], { flags, log: open.decisions.log, host })
      await decide(said, { open, session, json: flags.json === true, host })
    })
}

interface Asked {
  readonly action: DecisionAction
  readonly ticker: string
  readonly oddsEventId: string | undefined
}

/** A ticker at Kalshi begins with its event's. */
function forcedSubject({ ticker, oddsEventId }: Asked, { event }: DecideFlags): DecisionSubject {
  const contract =
    event === true
      ? { venue: 'kalshi' as const, eventId: ticker }
      : { venue: 'kalshi' as const, marketId: ticker, eventId: parseTicker(ticker).eventId }
  return { contract, ...oddsOf(oddsEventId) }
}

function oddsOf(eventId: string | undefined): Pick<DecisionSubject, 'odds'> {
  return eventId === undefined ? {} : { odds: { feed: 'the-odds-api', eventId } }
}

/** @throws {UsageError} an id that the session does not hold, unless that is forced. */
function subjectIn(session: OpenSession, asked: Asked, flags: DecideFlags): DecisionSubject {
  const { action, ticker, oddsEventId } = asked
  const contracts = contractsMeant(session, ticker, flags)
  const [first] = contracts
  if (first === undefined) return forcedSubject(asked, flags)
  const { venue, marketId, eventId } = first
  const contract = flags.event === true ? { venue, eventId } : { venue, marketId, eventId }
  if (oddsEventId === undefined) return { contract }
  const isThere = session.odds.some((odds) => odds.eventId === oddsEventId)
  if (!isThere && flags.force !== true) throw unknownOdds(session, contracts, oddsEventId)
  const meant = new Set(contracts.map((own) => own.marketId))
  const candidate = [...session.matched.pairs, ...session.matched.suggestions].find(
    (pair) => meant.has(pair.contract.marketId) && pair.odds.eventId === oddsEventId,
  )
  const isPositive = action === 'approve' || action === 'pin'
  const orientation = isPositive && candidate ? { orientation: orientationOf(candidate) } : {}
  return { contract, ...oddsOf(oddsEventId), ...orientation }
}

function contractsMeant(
  { contracts }: OpenSession,
  ticker: string,
  { event, force }: DecideFlags,
): readonly ContractListing[] {
  const isMeant = ({ marketId, eventId }: ContractListing): boolean =>
    (event === true ? eventId : marketId) === ticker
  const meant = contracts.filter(isMeant)
  if (meant.length > 0 || force === true) return meant
  if (event !== true) return [contractNamed(ticker, contracts)]
  throw unknown(
    'event',
    ticker,
    contracts.map(({ eventId }) => eventId),
  )
}

/** Ids are no words: what helps is which odds events the contract was held against. */
function unknownOdds(
  { odds, matched }: OpenSession,
  contracts: readonly ContractListing[],
  oddsEventId: string,
): UsageError {
  const tickers = new Set(contracts.map(({ marketId }) => marketId))
  const held = [...matched.pairs, ...matched.suggestions]
    .filter(({ contract }) => tickers.has(contract.marketId))
    .map((pair) => pair.odds.eventId)
  const own = [...new Set(held)].toSorted()
  if (own.length > 0) {
    return new UsageError(
      `no odds event ${oddsEventId} in this session; the contract was held against: ${some(own)}`,
    )
  }
  return unknown(
    'odds event',
    oddsEventId,
    odds.map(({ eventId }) => eventId),
  )
}
