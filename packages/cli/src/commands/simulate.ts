/**
 * `arb simulate`: a simulated Kalshi and a simulated odds feed on this machine, for `arb` and for any other
 * bot. Where they listen goes to standard output, as lines that a shell reads; how it goes to standard error.
 * @module
 */
import { Command } from 'commander'
import { parseCount, parseDuration } from '../flags.ts'
import type { Host, Network } from '../host.ts'
import { SetupError } from '../live/setup-error.ts'
import { environmentText, progressText } from '../format/simulate-text.ts'
import { askedFaults, parseSeed, parseSpeed, simulatedLeagues } from '../simulate/flags.ts'
import { type SimulatedAccess, simulate } from '../simulate/simulate-session.ts'
import { writeAccess } from '../simulate/write-access.ts'
import { UsageError } from './session-flags.ts'

interface SimulateFlags {
  readonly seed?: number
  readonly sports?: string
  readonly games?: number
  readonly speed?: number
  readonly faults?: string
  readonly duration?: number
  readonly credits?: number
  readonly plants: boolean
  readonly env?: string
  readonly json?: boolean
}

/** What is simulated unless told otherwise. */
const USUAL = { seed: 1, games: 4, speed: 1, durationMs: 86_400_000, credits: 100_000 }
/** Unless told otherwise a day is played, however fast, and not less than this, ms. */
const SHORTEST_USUAL_MS = 600_000
/** Longest simulation, ms: its games are made before it begins. */
const DURATION_MS_MAX = 7 * 86_400_000

/** Returns the command. */
export function simulateCommand(host: Host): Command {
  return new Command('simulate')
    .description(
      'Run a simulated Kalshi and a simulated odds feed on this machine, from now on by the real clock.',
    )
    .option(
      '--seed <number>',
      'which world: the same seed is the same games (default: 1)',
      parseSeed,
    )
    .option('--sports <leagues>', 'leagues that play: nfl,nba (default: all)')
    .option('--games <count>', 'most games of a league (default: 4)', parseCount)
    .option('--speed <factor>', 'how many times as fast games are played (default: 1)', parseSpeed)
    .option(
      '--faults <list>',
      'what goes wrong: none, light, heavy, random, or single faults such as odds.429=0.05 (default: none); or @file',
    )
    .option(
      '--duration <duration>',
      'how long it runs: 90s, 10m, 2h (default: a day, divided by the speed)',
      parseDuration,
    )
    .option('--credits <count>', 'credits that the odds feed gives (default: 100000)', parseCount)
    .option('--no-plants', 'plant no opportunity')
    .option('--env <file>', 'write the addresses and the keys into this file, for the shell')
    .option('--json', 'print the addresses as data')
    .action(async (flags: SimulateFlags) => {
      const { network } = host
      if (network === undefined) throw new SetupError('no network to listen on')
      await run(flags, host, network)
    })
}

async function run(flags: SimulateFlags, host: Host, network: Network): Promise<void> {
  const speed = flags.speed ?? USUAL.speed
  const durationMs = flags.duration ?? Math.max(SHORTEST_USUAL_MS, USUAL.durationMs / speed)
  if (durationMs < 1000 || durationMs > DURATION_MS_MAX) {
    throw new UsageError('--duration: expected 1s to 7d')
  }
  const { schedule, lines } = await askedFaults(flags.faults ?? 'none')
  const request = {
    seed: flags.seed ?? USUAL.seed,
    leagues: flags.sports === undefined ? undefined : await simulatedLeagues(flags.sports),
    gamesPerLeague: flags.games ?? USUAL.games,
    speed,
    faults: schedule,
    durationMs,
    hasPlants: flags.plants,
    credits: flags.credits ?? USUAL.credits,
  }
  const { sleep, ids, stop } = network
  const ports = { clock: { now: () => host.now() }, sleep, ids, stop }
  const say = (text: string): void => host.writeError(`${text}\n`)
  const isJson = flags.json === true
  const end = await simulate(request, ports, {
    onReady: async (access, progress) => {
      const keyFile =
        flags.env === undefined ? undefined : await writeAccess(flags.env, access, ids.next())
      host.write(isJson ? readyJson(access, keyFile) : environmentText(access, keyFile))
      say(`seed ${request.seed}: ${progressText(progress)}`)
      for (const line of lines) say(`  ${line}`)
      say('Ctrl-C stops it.')
    },
    onPlant: (text) => say(`planted: ${text}`),
    onProgress: (progress) => say(progressText(progress)),
  })
  say(`ended: ${progressText(end)}`)
}

/** What a program that starts a simulation needs; the signing key is read from its file. */
function readyJson(access: SimulatedAccess, kalshiKeyFile: string | undefined): string {
  const { kalshiUrl, kalshiKeyId, oddsUrl, oddsKey } = access
  const ready = { kalshiUrl, kalshiKeyId, kalshiKeyFile, oddsUrl, oddsKey }
  return `${JSON.stringify({ schema: 'arbkit.simulation/1', ...ready })}\n`
}
