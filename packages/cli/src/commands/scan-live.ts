/**
 * `arb scan` without a session: asks the venues, records if told to, and scans. What it says meanwhile
 * goes to standard error, what it finds to standard output.
 * @module
 */
import { type DecisionState, LEAGUES, type LeagueId, SessionError } from '@arbkit/core'
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
import { type CreditLimits, planText, type PollCredits } from '@arbkit/odds'
import { liveConfigOf, type LiveRequestFlags } from '../config/live-config.ts'
import type { LiveFlags } from './live-flags.ts'
import { scanOptionsOf } from './pricing-flags.ts'
import { creditText, newsOf, sportsText } from '../format/live-text.ts'
import type { Host, Network } from '../host.ts'
import { DEFAULT_WITHIN_MS } from '../live/defaults.ts'
import { type OpenVenues, openVenues } from '../live/open-venues.ts'
import { pollCreditsOf } from '../live/poll-credits.ts'
import { createProgressPrinter, type ProgressPrinter } from '../live/progress-printer.ts'
import { SetupError, WITHOUT_VENUES } from '../live/setup-error.ts'
import { StoppedError } from '../live/stopped-error.ts'
import { wantedOddsOf } from '../live/wanted-odds.ts'
import type { Settings } from '../settings.ts'

/** What is asked for. */
export interface LiveScanRequest {
  readonly flags: LiveRequestFlags
  /** Name of the file with the configuration; undefined for the usual one, if it is there. */
  readonly config: string | undefined
  readonly decisions: DecisionState
  readonly withRejected: boolean
}

/** Between two scans of a watch unless told otherwise, ms. */
export const DEFAULT_WATCH_MS = 30_000

/** A command that talks to the venues. */
interface LiveCommand extends LiveScanRequest {
  readonly scan: ScanOptions
  readonly settings: Settings
  readonly host: Host
  readonly network: Network
  readonly printer: ProgressPrinter
  readonly odds: WantedOdds
}

/**
 * Scans the venues once and hands the result to `show`.
 * @throws {SetupError} nothing could be asked. @throws {UsageError} the configuration has problems, which
 * were printed. @throws {ClockSkewError} quotes can not be dated.
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
  const { environment, userHome } = network
  const place = { file: request.config, host, environment, userHome }
  const { settings, flags, maxAge } = liveConfigOf(request.flags, place)
  const said = scanOptionsOf(flags)
  const scan = maxAge === undefined ? said : { ...said, maxAge }
  const odds = wantedOddsOf({ ...flags, books: scan.books })
  const command: LiveCommand = { ...request, flags, scan, settings, host, network, printer, odds }
  const open = await opened(command)
  const recording = await recordingOf(command)
  const live = liveOf(command, open, recording)
  try {
    if (flags.plan === true) await showPlan(command, live)
    else if (flags.watch === undefined) await scanOnce(command, live, show)
    else await watch(command, live, show)
  } catch (error) {
    // What went wrong first is what is told; a recording that failed too is said beside it.
    await open.settled()
    await closed(command, recording).catch((problem: unknown) => {
      host.writeError(`recording: ${problem instanceof Error ? problem.message : 'failed'}\n`)
    })
    throw error
  }
  await open.settled()
  await closed(command, recording)
}

async function scanOnce(
  command: LiveCommand,
  { scanner }: Live,
  show: (run: ScanRun) => void,
): Promise<void> {
  const { stop } = command.network
  const sports = await scanner.discover()
  checkStopped(stop)
  saySports(command, sports)
  await scanner.poll(sports.sports.map(({ sportKey }) => sportKey))
  checkStopped(stop)
  const { failures, run } = await scanner.scan()
  checkStopped(stop)
  command.printer.clear()
  const isAnythingRead = failures.length < LIVE_VENUES.length
  if (isAnythingRead) show(run)
  if (failures.length > 0) {
    throw new VenuesFailedError(failures, isAnythingRead ? undefined : WITHOUT_VENUES)
  }
}

/** @throws {StoppedError} the person stopped it: what was read until then is not shown as if it were all. */
function checkStopped(stop: AbortSignal): void {
  if (stop.aborted) throw new StoppedError('stopped before the scan was made')
}

/** Lists both venues, which is free, and shows what watching them would cost. */
async function showPlan(
  { host, odds, printer, network }: LiveCommand,
  { scanner, creditsNow }: Live,
): Promise<void> {
  const sports = await scanner.discover()
  checkStopped(network.stop)
  const plan = planLive(sports, { odds, credits: await creditsNow(), nowMs: host.now() })
  printer.clear()
  host.write(`${planText(plan)}\n`)
  const failures = scanner.failures()
  if (failures.length > 0) throw new VenuesFailedError(failures)
}

/** Scans until the person stops it; a report is shown when it says something new. */
async function watch(
  command: LiveCommand,
  { scanner, creditsNow, recording }: Live,
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
    withinMs: withinOf(flags),
    creditsNow,
    clock: { now: () => host.now() },
    sleep: network.sleep,
    signal: network.stop,
    everyMs: flags.watch === undefined || flags.watch === true ? DEFAULT_WATCH_MS : flags.watch,
    onSports: (sports) => saySports(command, sports),
    onPlan: (plan) => {
      const sports = plan.perSport.map(({ sportKey }) => sportKey).join()
      const isPolling = plan.perSport.some((each) => each.sportOdds ?? each.eventOdds)
      if (!isPolling || sports === planned) return
      planned = sports
      say(planText(plan))
    },
    onScan: ({ run, failures }) => {
      printer.clear()
      printer.quieten()
      const problem = recording?.problem()
      if (problem !== undefined) throw new SessionError(problem)
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
  readonly recording: LiveRecording | undefined
  readonly creditsNow: () => Promise<PollCredits>
}

/** Opens the venues: what is missing is said before anything is begun. */
async function opened({
  flags,
  settings,
  host,
  network,
  printer,
}: LiveCommand): Promise<OpenVenues> {
  return openVenues({
    settings,
    network,
    clock: { now: () => host.now() },
    credits: creditLimitsOf(flags),
    onCredits: (event) => {
      printer.clear()
      host.writeError(`the-odds-api: ${creditText(event)}\n`)
    },
  })
}

function liveOf(
  { flags, scan, decisions, withRejected, host, network, printer, odds }: LiveCommand,
  { venues, budget }: OpenVenues,
  recording: LiveRecording | undefined,
): Live {
  const clock = { now: () => host.now() }
  const credits = creditLimitsOf(flags)
  const scanner = createLiveScanner({
    venues,
    clock,
    games: {
      leagues: new Set(flags.sports ?? allLeagues()),
      withinMs: withinOf(flags),
    },
    odds,
    scan: { ...scan, withinMs: withinOf(flags) },
    decisions,
    withRejected,
    onProgress: printer.onProgress,
    record: recording?.record,
    signal: network.stop,
  })
  return {
    scanner,
    recording,
    creditsNow: async () => pollCreditsOf(credits, await budget.state()),
  }
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

async function closed(
  { host, printer }: LiveCommand,
  recording: LiveRecording | undefined,
): Promise<void> {
  printer.clear()
  if (recording === undefined) return
  const { frames } = await recording.close()
  host.writeError(`recorded: ${recording.dir}, ${frames.count} frames\n`)
}

function withinOf({ within = DEFAULT_WITHIN_MS }: LiveFlags): number {
  return within
}

function allLeagues(): readonly LeagueId[] {
  return Object.values(LEAGUES).map(({ id }) => id)
}

function creditLimitsOf(flags: LiveFlags): CreditLimits {
  const { creditsPerDay: perDay, creditsPerMonth: perMonth, creditsReserve: reserve } = flags
  return { perDay, perMonth, reserve }
}
