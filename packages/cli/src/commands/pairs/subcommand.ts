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
  type JsonDecisionStore,
  jsonDecisionStore,
  nearestNames,
  readDecisions,
  replay,
} from '@arbkit/engine'
import { Command } from 'commander'
import { WIDTH } from '../../format/columns.ts'
import type { Host } from '../../host.ts'
import { openSource, type SourceFlags, UsageError } from '../session-flags.ts'

/** Flags that say where decisions are kept. */
export interface DecisionFlags {
  readonly decisions?: string
  readonly overrides?: string
}

/** The log, in the current folder, where no flag names another. */
export const DECISIONS_FILE = 'arb-decisions.jsonl'

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
  return command
    .option('--decisions <file>', `log of decisions (default: ${DECISIONS_FILE})`)
    .option('--overrides <yaml>', 'decisions written by hand, which beat the log')
}

/** Where decisions are kept, read. */
export interface OpenDecisions {
  /** As the user named it. */
  readonly path: string
  readonly store: JsonDecisionStore
  readonly decisions: Decisions
}

/**
 * Reads the decisions; what a person must know about them goes to standard error. That a named log is
 * not there yet is worth a note only where it is not about to be made.
 */
export async function openDecisions(
  flags: DecisionFlags,
  host: Host,
  { isMade = false }: { readonly isMade?: boolean } = {},
): Promise<OpenDecisions> {
  const path = flags.decisions ?? DECISIONS_FILE
  const store = jsonDecisionStore(path)
  const decisions = await readDecisions(store, flags.overrides)
  for (const problem of decisions.problems) host.writeError(`note: ${problem}\n`)
  if (flags.decisions !== undefined && !isMade && !store.isThere()) {
    host.writeError(`note: ${path}: no such file yet, so it holds no decision\n`)
  }
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
