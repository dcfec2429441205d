/**
 * `arb scan` without a session: asks the venues, records if told to, and scans. What it says meanwhile
 * goes to standard error, what it finds to standard output.
 * @module
 */
import { type DecisionState, LEAGUES, type LeagueId } from '@arbkit/core'
import {
  createLiveRecording,
  createLiveScanner,
  failureText,
  LIVE_VENUES,
  type LiveRecording,
  type LiveScanner,
  type LiveSports,
  planLive,
  type ScanOptions,
  type ScanRun,
  VenuesFailedError,
  type WantedOdds,
  watchLive,
} from '@arbkit/engine'
import {
  type BookScope,
  cheapestScope,
  type CreditLimits,
  planText,
  type PollCredits,
} from '@arbkit/odds'
import type { LiveFlags } from './live-flags.ts'
import { creditText, newsOf, sportsText } from '../format/live-text.ts'
import type { Host, Network } from '../host.ts'
import { openVenues } from '../live/open-venues.ts'
import { pollCreditsOf } from '../live/poll-credits.ts'
import { createProgressPrinter, type ProgressPrinter } from '../live/progress-printer.ts'
import { SetupError, WITHOUT_VENUES } from '../live/setup-error.ts'
import { readSettings } from '../settings.ts'

/** What the scan itself needs, as for a session. */
export interface LiveScanRequest {
  readonly flags: LiveFlags
  readonly scan: ScanOptions
  readonly decisions: DecisionState
  readonly withRejected: boolean
}

/** Games that begin up to this far from now, unless told otherwise, ms. */
export const DEFAULT_WITHIN_MS = 3 * 86_400_000
/** Markets asked for unless told otherwise: those whose settlement rules are on record. */
export const DEFAULT_MARKETS: readonly string[] = ['h2h', 'spreads', 'totals']
/** Regions asked for unless told otherwise: most books that one can bet at, for one credit a market. */
export const DEFAULT_REGIONS: readonly string[] = ['us']

/** Between two scans of a watch unless told otherwise, ms. */
export const DEFAULT_WATCH_MS = 30_000

/** A command that talks to the venues. */
interface LiveCommand extends LiveScanRequest {
  readonly host: Host
  readonly network: Network
  readonly printer: ProgressPrinter
  readonly odds: WantedOdds
}

/**
 * Scans the venues once and hands the result to `show`.
 * @throws {SetupError} nothing could be asked. @throws {ClockSkewError} quotes can not be dated.
 * @throws {VenuesFailedError} a venue could not be read; what the other gave was shown before.
 */
export async function scanLive(
  request: LiveScanRequest,
  host: Host,
  show: (run: ScanRun) => void,
): Promise<void> {
  const { network } = host
  if (network === undefined) throw new SetupError(`no network; ${WITHOUT_VENUES}`)
  const isInteractive = host.isInteractive === true
  const printer = createProgressPrinter((text) => host.writeError(text), isInteractive)
  const odds = wantedOdds(request)
  const command: LiveCommand = { ...request, host, network, printer, odds }
  const recording = await recordingOf(command)
  try {
    const live = await liveOf(command, recording)
    if (request.flags.plan === true) await showPlan(command, live)
    else if (request.flags.watch === undefined) await scanOnce(command, live, show)
    else await watch(command, live, show)
  } finally {
    printer.clear()
    await closed(recording, host)
  }
}

async function scanOnce(
  command: LiveCommand,
  { scanner }: Live,
  show: (run: ScanRun) => void,
): Promise<void> {
  const sports = await scanner.discover()
  saySports(command, sports)
  await scanner.poll(sports.sports.map(({ sportKey }) => sportKey))
  const { failures, run } = await scanner.scan()
  command.printer.clear()
  const isAnythingRead = failures.length < LIVE_VENUES.length
  if (isAnythingRead) show(run)
  if (failures.length > 0) {
    throw new VenuesFailedError(failures, isAnythingRead ? undefined : WITHOUT_VENUES)
  }
}

/** Lists both venues, which is free, and shows what watching them would cost. */
async function showPlan(
  { host, odds, printer }: LiveCommand,
  { scanner, creditsNow }: Live,
): Promise<void> {
  const sports = await scanner.discover()
  const plan = planLive(sports, { odds, credits: await creditsNow(), nowMs: host.now() })
  printer.clear()
  host.write(`${planText(plan)}\n`)
  const failures = scanner.failures()
  if (failures.length > 0) throw new VenuesFailedError(failures)
}

/** Scans until the person stops it; a report is shown when it says something new. */
async function watch(
  command: LiveCommand,
  { scanner, creditsNow }: Live,
  show: (run: ScanRun) => void,
): Promise<void> {
  const { flags, host, network, printer, odds } = command
  const say = (text: string): void => {
    printer.clear()
    host.writeError(`${text}\n`)
  }
  let planned: string | undefined
  let shown: string | undefined
  await watchLive({
    scanner,
    odds,
    creditsNow,
    clock: { now: () => host.now() },
    sleep: network.sleep,
    signal: network.stop,
    everyMs: flags.watch === undefined || flags.watch === true ? DEFAULT_WATCH_MS : flags.watch,
    onSports: (sports) => saySports(command, sports),
    onPlan: (plan) => {
      const sports = plan.perSport.map(({ sportKey }) => sportKey).join()
      if (sports === planned) return
      planned = sports
      say(planText(plan))
    },
    onScan: ({ run, failures }) => {
      printer.clear()
      for (const failure of failures) host.writeError(`${failureText(failure)}\n`)
      const content = newsOf(run)
      if (content === shown) return
      shown = content
      show(run)
    },
  })
}

/** A scanner, and what may be spent with it. */
interface Live {
  readonly scanner: LiveScanner
  readonly creditsNow: () => Promise<PollCredits>
}

async function liveOf(
  { flags, scan, decisions, withRejected, host, network, printer, odds }: LiveCommand,
  recording: LiveRecording | undefined,
): Promise<Live> {
  const clock = { now: () => host.now() }
  const settings = readSettings(network.environment, network.userHome)
  const credits = creditLimitsOf(flags)
  const { venues, budget } = await openVenues({
    settings,
    network,
    clock,
    credits,
    onCredits: (event) => {
      printer.clear()
      host.writeError(`the-odds-api: ${creditText(event)}\n`)
    },
  })
  const scanner = createLiveScanner({
    venues,
    clock,
    games: {
      leagues: new Set(flags.sports ?? allLeagues()),
      withinMs: flags.within ?? DEFAULT_WITHIN_MS,
    },
    odds,
    scan,
    decisions,
    withRejected,
    onProgress: printer.onProgress,
    record: recording?.record,
    signal: network.stop,
  })
  return { scanner, creditsNow: async () => pollCreditsOf(credits, await budget.state()) }
}

function saySports({ host, printer, odds }: LiveCommand, sports: LiveSports): void {
  printer.clear()
  host.writeError(`${sportsText(sports, odds)}\n`)
}

async function recordingOf({ flags, host }: LiveCommand): Promise<LiveRecording | undefined> {
  if (flags.record === undefined) return undefined
  return createLiveRecording({
    parent: flags.record,
    createdBy: `arb ${host.version} scan`,
    nowMs: host.now(),
    every: (intervalMs, run) => host.every?.(intervalMs, run) ?? (() => undefined),
  })
}

async function closed(recording: LiveRecording | undefined, host: Host): Promise<void> {
  if (recording === undefined) return
  const { frames } = await recording.close()
  host.writeError(`recorded: ${recording.dir}, ${frames.count} frames\n`)
}

function wantedOdds({ flags, scan }: LiveScanRequest): WantedOdds {
  return { markets: flags.markets ?? DEFAULT_MARKETS, books: bookScope(flags, scan) }
}

/** Books that were named are asked for and nobody else; regions bring others to compare with. */
function bookScope({ regions }: LiveFlags, { books }: ScanOptions): BookScope {
  if (regions !== undefined) return { regions }
  return books === undefined
    ? { regions: DEFAULT_REGIONS }
    : cheapestScope(books.map(({ key }) => key))
}

function allLeagues(): readonly LeagueId[] {
  return Object.values(LEAGUES).map(({ id }) => id)
}

function creditLimitsOf(flags: LiveFlags): CreditLimits {
  const { creditsPerDay: perDay, creditsPerMonth: perMonth, creditsReserve: reserve } = flags
  return { perDay, perMonth, reserve }
}
