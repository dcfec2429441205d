/**
 * What every subcommand of `arb pairs` is made from: the flags they share, and the session with the
 * decisions on it.
 * @module
 */
import {
  type ContractListing,
  type DecidedMatch,
  decisionStateOf,
  type MatchResult,
  matchMarkets,
  type OddsListing,
  type PairDecision,
} from '@arbkit/core'
import {
  decideMatch,
  type Decisions,
  type DecisionStore,
  nearestNames,
  readDecisions,
  replay,
} from '@arbkit/engine'
import { Command, Option } from 'commander'
import { withConfigFlags } from '../../config/config-flags.ts'
import { WIDTH } from '../../format/columns.ts'
import type { Host } from '../../host.ts'
import { DECISIONS_FILE, decisionPlaceOf, type PlaceUse } from './decision-place.ts'
import type { DecisionFlags } from './decision-flags.ts'
import { openSource, type SourceFlags, UsageError } from '../session-flags.ts'

export type { DecisionFlags } from './decision-flags.ts'

/** Returns a command that ends and prints as the program's others do. */
export function subcommand(name: string, host: Host): Command {
  return new Command(name)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: (text) => host.write(text), writeErr: () => {} })
    .configureHelp({ helpWidth: WIDTH })
}

/** Adds the flags that name a session. */
export function withSource(command: Command): Command {
  return command
    .option('--from <session>', 'folder of a recorded session')
    .option('--demo', 'a small simulated world on this machine, asked over real sockets')
}

/** Adds the flags that say where decisions are kept. */
export function withDecisions(command: Command): Command {
  return withPlace(command).option(
    '--overrides <yaml>',
    'decisions written by hand, which beat the others',
  )
}

/** Adds the flag that says where decisions are kept; others of the configuration are of the command itself. */
export function withPlace(command: Command): Command {
  return command.option(
    '--decisions <place>',
    `a log of decisions, or a database: sqlite:<file>, postgres://... (default: the store of the configuration if there is one, else ${DECISIONS_FILE})`,
  )
}

/** Adds the flags of where the configuration is that names a database. */
export function withStore(command: Command): Command {
  return withConfigFlags(command, { paths: ['store'], isHidden: true }).addOption(
    new Option('--config <file>', 'the configuration (default: arb.config.yaml)').hideHelp(),
  )
}

/** Where decisions are kept, read. */
export interface OpenDecisions {
  /** As it is shown: a file, or a database without its password. */
  readonly path: string
  readonly store: DecisionStore
  readonly decisions: Decisions
}

/** Reads the decisions; what a person must know about them goes to standard error. */
export async function openDecisions(
  flags: DecisionFlags,
  host: Host,
  { isMade = false, isAlone = false }: Partial<PlaceUse> = {},
): Promise<OpenDecisions> {
  const place = await decisionPlaceOf(flags, host, { isMade, isAlone })
  const { path, store } = place
  const decisions = await readDecisions(store, flags.overrides)
  for (const note of place.notes()) host.writeError(`note: ${note}\n`)
  return { path, store, decisions }
}

/** A session, matched, with the decisions on it. */
export interface OpenSession {
  /** Time of its last frame, Unix ms. */
  readonly nowMs: number
  readonly contracts: readonly ContractListing[]
  readonly odds: readonly OddsListing[]
  /** Before any decision. */
  readonly matched: MatchResult
  readonly matching: DecidedMatch
}

/** Reads a session and applies the decisions. */
export async function openSession(
  flags: SourceFlags,
  { decisions }: Pick<OpenDecisions, 'decisions'>,
  host: Host,
): Promise<OpenSession> {
  const state = await replay(await openSource(flags, host))
  const contracts = state.contractListings()
  const odds = state.oddsListings()
  const matched = matchMarkets({ contracts, odds })
  const matching = decideMatch(matched, { contracts, odds }, decisions.state)
  return { nowMs: state.nowMs, contracts, odds, matched, matching }
}

/** Returns the session as it is with more decisions in the log. */
export function withMore(
  session: OpenSession,
  { log, overrides }: Decisions,
  more: readonly PairDecision[],
): OpenSession {
  const state = decisionStateOf([...log, ...more], overrides)
  return { ...session, matching: decideMatch(session.matched, session, state) }
}

/** Returns the contract with a ticker. @throws {UsageError} naming the nearest that there are. */
export function contractNamed(
  ticker: string,
  contracts: readonly ContractListing[],
): ContractListing {
  const contract = contracts.find(({ marketId }) => marketId === ticker)
  if (contract !== undefined) return contract
  const ofEvent = contracts.filter(({ eventId }) => eventId === ticker)
  if (ofEvent.length > 0) {
    const names = ofEvent.map(({ marketId }) => marketId).toSorted()
    throw new UsageError(`${ticker} is an event (--event decides on all of it): ${some(names)}`)
  }
  throw unknown(
    'contract',
    ticker,
    contracts.map(({ marketId }) => marketId),
  )
}

/** Returns an error that names what is not there, and the nearest that is. */
export function unknown(what: string, name: string, names: readonly string[]): UsageError {
  const nearest = nearestNames(name, names)
  const hint = nearest.length === 0 ? '' : `; nearest: ${nearest.join(', ')}`
  return new UsageError(`no ${what} ${name} in this session${hint}`)
}

/** Returns some of a list, and how many more there are. */
export function some(names: readonly string[]): string {
  const most = 4
  const more = names.length - most
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ')
}

/** A JSON array with one object a line. */
export function jsonLines(items: readonly unknown[]): string {
  if (items.length === 0) return '[]\n'
  return `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`
}
