/**
 * Opens the engine of a running command: venues, database, people's decisions and recording, as the
 * configuration says.
 * @module
 */
import { type Clock, type LeagueId, LEAGUES, reveal } from '@arbkit/core'
import {
  type Config,
  createEngine,
  createVenueSources,
  type EngineOptions,
  paperOptionsOf,
  scanOptionsOf,
  type StorePlace,
} from '@arbkit/engine'
import { type Database, migrateDatabase, openDatabase } from '@arbkit/store'
import { openDecisions } from '../commands/pairs/subcommand.ts'
import { creditText } from '../format/live-text.ts'
import type { Host, Network } from '../host.ts'
import { type OpenVenues, openVenues } from '../live/open-venues.ts'
import { SetupError, WITHOUT_VENUES } from '../live/setup-error.ts'
import { pollCreditsOf } from '../live/poll-credits.ts'
import { wantedOddsOf } from '../live/wanted-odds.ts'
import { settingsOfConfig } from '../settings.ts'
import type { EngineRequest, OpenEngine } from './open-engine.ts'

/** Opens the engine of a host: see {@link OpenEngine}. @throws {SetupError} there is no network. */
export async function openRunningEngine(
  request: EngineRequest,
  host: Host,
): ReturnType<OpenEngine> {
  const { config, say } = request
  const { network } = host
  if (network === undefined) throw new SetupError(`no network; ${WITHOUT_VENUES}`)
  const clock = { now: () => host.now() }
  const open = await openVenues({
    settings: settingsOfConfig(config, network.environment, network.userHome),
    network,
    clock,
    credits: config.polling.credits,
    onCredits: (event) => {
      const text = `the-odds-api: ${creditText(event)}`
      say({ level: 'warn', atMs: clock.now(), event: 'credits', text })
    },
  })
  const database = request.kind === 'run' ? await openedDatabase(request, host, network) : undefined
  try {
    const options = await engineOptions({ request, open, database, clock }, host, network)
    return {
      engine: createEngine(options),
      close: async () => {
        await open.settled()
        await database?.close()
      },
    }
  } catch (error) {
    await database?.close()
    throw error
  }
}

/** Everything that was opened. */
interface Parts {
  readonly request: EngineRequest
  readonly open: OpenVenues
  readonly database: Database | undefined
  readonly clock: Clock
}

async function engineOptions(
  { request, open, database, clock }: Parts,
  host: Host,
  network: Network,
): Promise<EngineOptions> {
  const { config, kind, decisions } = request
  const people = await openDecisions(decisions, host)
  const { ids } = network
  // Without a stream books come every half minute or so: they are believed as long as in a scan.
  const isStreamed = open.openStream !== undefined
  const scan = scanOptionsOf(config, isStreamed ? 'engine' : 'once')
  if (!isStreamed) {
    const every = `${config.polling.scanEveryMs / 1000} s`
    const text = `no key for Kalshi: no stream, books are read every ${every}`
    request.say({ level: 'info', atMs: clock.now(), event: 'unsigned', text })
  }
  const isRecorded = kind === 'record' || config.recording.isEnabled
  return {
    version: host.version,
    sources: sourcesOf(config, { open, clock, network }),
    time: {
      clock,
      every: (intervalMs, run) => host.every?.(intervalMs, run) ?? (() => undefined),
      soon: (run) => void setImmediate(run),
      stopwatch: () => performance.now(),
    },
    scan,
    decisions: { store: people.store, overrides: people.decisions.overrides },
    ...(kind === 'run'
      ? { paper: { ...paperOptionsOf(config), bookAgeMsMax: scan.maxAge.exchangeMs } }
      : {}),
    ...(database === undefined
      ? {}
      : { store: { database, holder: { ...holderOf(host), command: 'arb run' } } }),
    ...(isRecorded
      ? {
          recording: {
            parent: config.recording.folder,
            createdBy: `arb ${host.version} ${kind}`,
            ids,
            rotateEveryMs: config.recording.rotateEveryMs,
            maxDiskBytes: config.recording.maxDiskBytes,
          },
        }
      : {}),
  }
}

function sourcesOf(
  { games, books, polling }: Config,
  {
    open,
    clock,
    network,
  }: { readonly open: OpenVenues; readonly clock: Clock; readonly network: Network },
) {
  return createVenueSources({
    venues: open.venues,
    openStream: open.openStream,
    clock,
    sleep: network.sleep,
    games: { leagues: new Set(games.leagues ?? allLeagues()), withinMs: games.withinMs },
    odds: wantedOddsOf({ ...games, books }),
    discoverEveryMs: polling.discoverEveryMs,
    scanEveryMs: polling.scanEveryMs,
    creditsNow: async () => pollCreditsOf(polling.credits, await open.budget.state()),
  })
}

const allLeagues = (): readonly LeagueId[] => Object.values(LEAGUES).map(({ id }) => id)

/** Opens the database and brings it up to date. */
async function openedDatabase(
  { config, say }: EngineRequest,
  host: Host,
  { ids }: Network,
): Promise<Database> {
  const { holder } = host
  const ports = {
    clock: { now: () => host.now() },
    ids,
    // A process of this machine that was killed holds nothing any more, whatever its lease says.
    ...(holder === undefined
      ? {}
      : {
          processes: {
            host: holder.host,
            isRunning: ({ pid }: { readonly pid: number }) => holder.isRunning(pid),
          },
        }),
  }
  const database = await openDatabase(locationOf(config.store), ports)
  try {
    const applied = await migrateDatabase(database)
    const text = `database ${database.name}: ${applied.length === 0 ? 'up to date' : 'made, or brought up to date'}`
    say({ level: 'debug', atMs: host.now(), event: 'database', text })
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

const locationOf = (place: StorePlace) =>
  place.tag === 'sqlite' ? { sqliteFile: place.file } : reveal(place.url)

function holderOf({ holder }: Host) {
  const { pid = 0, host = 'unknown' } = holder ?? {}
  return { pid, host }
}
