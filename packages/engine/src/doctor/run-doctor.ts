/**
 * `arb doctor`'s engine: all checks, side by side, and their report. Only what is free is asked, nothing is
 * changed, and no secret stands in what comes out.
 * @module
 */
import { accountFinding, balanceFinding, exchangeFinding } from './account-checks.ts'
import { CANARY_LIMIT_MS, canaryFindings } from './canary-checks.ts'
import { creditLogCheck, creditsFinding } from './credit-checks.ts'
import type { DoctorOptions, DoctorPorts, DoctorSettings } from './doctor-ports.ts'
import { type DoctorReport, doctorReportOf } from './doctor-report.ts'
import type { CheckId, DoctorCheck, Finding } from './finding.ts'
import { diskFinding, nodeFinding } from './machine-checks.ts'
import { clockFinding, kalshiFinding, oddsApiFinding } from './reach-checks.ts'
import { runChecks } from './run-checks.ts'
import { kalshiKeyFinding, oddsKeyFinding, settingsFindings } from './settings-checks.ts'
import { createVenueProbes, isAnswering, type VenueProbes } from './venue-probes.ts'

/** How long a check may take, ms: two answers one after the other, each asked for twice, and some. */
export const CHECK_LIMIT_MS = 25_000

/** Makes all checks; never throws for what it finds. */
export async function runDoctor(ports: DoctorPorts, options: DoctorOptions): Promise<DoctorReport> {
  const probes = createVenueProbes(ports)
  const checks = [
    ...localChecks(ports, probes, options),
    ...reachChecks(ports, probes),
    ...accountChecks(ports, probes, options),
  ]
  return doctorReportOf(await runChecks(checks, ports), hider(ports.settings))
}

type Found = Finding | readonly Finding[]

function check(
  id: CheckId,
  title: string,
  look: (signal: AbortSignal) => Promise<Found> | Found,
): DoctorCheck {
  return { id, title, limitMs: CHECK_LIMIT_MS, run: async (signal) => [await look(signal)].flat() }
}

function localChecks(
  { machine, settings }: DoctorPorts,
  probes: VenueProbes,
  { logFolder }: DoctorOptions,
): readonly DoctorCheck[] {
  return [
    check('node', 'node', () => nodeFinding(machine.nodeVersion)),
    check('disk', 'disk', async () => diskFinding(machine, logFolder)),
    check('settings', 'settings', () => settingsFindings(settings)),
    check('odds-key', 'odds key', () => oddsKeyFinding(settings)),
    check('kalshi-key', 'kalshi key', async () =>
      kalshiKeyFinding(await probes.kalshiKey(), settings),
    ),
  ]
}

function reachChecks({ settings }: DoctorPorts, probes: VenueProbes): readonly DoctorCheck[] {
  return [
    check('kalshi', 'kalshi', async () => kalshiFinding(await probes.exchange(), settings)),
    check('odds-api', 'odds api', async () => oddsApiFinding(await probes.sports(), settings)),
    check('clock-kalshi', 'clock', async () => clockFinding(await probes.exchange(), 'kalshi')),
    check('clock-odds-api', 'clock', async () => clockFinding(await probes.sports(), 'odds api')),
  ]
}

function accountChecks(
  ports: DoctorPorts,
  probes: VenueProbes,
  { probesOrders }: DoctorOptions,
): readonly DoctorCheck[] {
  const { clock } = ports
  return [
    check('credits', 'credits', async () => creditsFinding(await probes.sports())),
    check('credit-log', 'credit log', async () => creditLogCheck(ports)),
    check('exchange', 'exchange', async () => exchangeFinding(await probes.exchange())),
    check('account', 'account', async () => accountFinding(await probes.account(), clock.now())),
    check('balance', 'shards', async (signal) =>
      balanceFinding(await probes.account(), await probes.kalshiSend(), signal),
    ),
    {
      id: 'canary',
      title: 'canary',
      limitMs: CANARY_LIMIT_MS,
      run: async (signal) =>
        canaryFindings({
          send: await probes.kalshiSend(),
          clock,
          isAnswering: isAnswering(await probes.exchange()),
          account: await probes.account(),
          probesOrders,
          signal,
        }),
    },
  ]
}

/** What stands in the place of a secret. */
const HIDDEN = '(hidden)'

/** A shorter text stands anywhere by chance. */
const HIDDEN_LENGTH_MIN = 8

/** Returns what strikes keys and key ids out of a text, should anything have put one there. */
function hider({ oddsKey, kalshiKey }: DoctorSettings): (text: string) => string {
  return (text) => {
    const known = oddsKey.tag === 'set' ? oddsKey.value.struckFrom(text) : text
    const id = kalshiKey.tag === 'set' ? kalshiKey.value.id : ''
    return id.length < HIDDEN_LENGTH_MIN ? known : known.replaceAll(id, HIDDEN)
  }
}
