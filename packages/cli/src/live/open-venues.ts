/**
 * The venues of a live command, made from the settings: keys are read, limits and the credit budget stand
 * between them and the network.
 * @module
 */
import type { Clock } from '@arbkit/core'
import type { LiveVenues, OpenKalshiStream } from '@arbkit/engine'
import {
  createCredentials,
  createKalshiStream,
  createRequestQueue,
  createSystemTimers,
  createTransport,
  type Credentials,
  loadPrivateKey,
  signStreamHandshake,
  TIER_LIMITS,
  type TokenLimits,
} from '@arbkit/kalshi'
import {
  budgeted,
  createCreditBudget,
  createOddsCache,
  createOddsTransport,
  type CreditBudget,
  type CreditEvent,
  type CreditLimits,
  jsonCreditStore,
  ODDS_RETRY,
  type OddsApiKey,
  type OddsCache,
  patientSends,
} from '@arbkit/odds'
import { NO_RETRY } from '@arbkit/http'
import type { Network } from '../host.ts'
import { type Settings, VARIABLES } from '../settings.ts'
import { makeCreditsFolder } from './credits-folder.ts'
import { SetupError, WITHOUT_VENUES } from './setup-error.ts'

/**
 * Tokens of calls without a signature: eight reads a second. The venue says nothing of them; that many
 * caused no refusal (a public project, 2026-09).
 */
export const UNSIGNED_LIMITS: TokenLimits = {
  read: { refillPerSecond: 80, capacity: 80 },
  write: { refillPerSecond: 10, capacity: 10 },
}

/** What is opened. */
export interface OpenVenues {
  readonly venues: LiveVenues
  /** Undefined where calls go unsigned: Kalshi's stream takes signed handshakes only. */
  readonly openStream: OpenKalshiStream | undefined
  readonly budget: CreditBudget
  /** Resolves when the log of credits knows what every call has cost. */
  settled(): Promise<void>
}

/** How it is opened. */
export interface OpenVenuesOptions {
  readonly settings: Settings
  readonly network: Network
  readonly clock: Clock
  readonly credits: CreditLimits
  readonly onCredits: (event: CreditEvent) => void
}

/**
 * Opens the venues; nothing is sent.
 * @throws {SetupError} no key for The Odds API.
 * @throws {InvalidInputError} a key file that can not be used, a folder that can not be made.
 */
export async function openVenues(options: OpenVenuesOptions): Promise<OpenVenues> {
  const { settings, network, clock } = options
  const { fetch, sleep, rng } = network
  const { key } = settings.odds
  if (key === undefined) {
    throw new SetupError(
      `no key for The Odds API: set ${VARIABLES.oddsKey} (the-odds-api.com gives one); ${WITHOUT_VENUES}`,
    )
  }
  const credentials = await credentialsOf(settings, network)
  const { cache, budget } = await oddsOf(options, key)
  return {
    budget,
    openStream: credentials === undefined ? undefined : streamOf(options, credentials),
    settled: async () => cache.settled(),
    venues: {
      kalshi: {
        isSigned: credentials !== undefined,
        connect: (onAnswer) => {
          const limits = credentials === undefined ? UNSIGNED_LIMITS : TIER_LIMITS.basic
          return createTransport({
            host: settings.kalshi.host,
            fetch,
            clock,
            rng,
            sleep,
            credentials,
            limits: createRequestQueue({ clock, rng, sleep, limits }),
            onAnswer,
          })
        },
      },
      odds: { send: cache.send },
    },
  }
}

function streamOf(
  { settings, clock, network: { rng } }: OpenVenuesOptions,
  credentials: Credentials,
): OpenKalshiStream {
  return (wanted) =>
    createKalshiStream({
      ...wanted,
      clock,
      rng,
      timers: createSystemTimers(),
      host: settings.kalshi.host,
      sign: ({ atMs }) => signStreamHandshake(credentials, Math.floor(atMs)),
    })
}

async function credentialsOf(
  { kalshi }: Settings,
  { keyFiles }: Network,
): Promise<Credentials | undefined> {
  if (kalshi.key === undefined) return undefined
  const { key } = await loadPrivateKey(kalshi.key.file, keyFiles)
  return createCredentials(kalshi.key.id, key)
}

/** Every call goes through the budget, so that processes of one user share what is left. */
async function oddsOf(
  { settings, network, clock, credits, onCredits }: OpenVenuesOptions,
  key: OddsApiKey,
): Promise<{ readonly cache: OddsCache; readonly budget: CreditBudget }> {
  const { fetch, sleep, rng, ids } = network
  const { host, creditsFolder } = settings.odds
  await makeCreditsFolder(creditsFolder)
  const budget = createCreditBudget({
    store: jsonCreditStore(creditsFolder),
    clock,
    ids,
    limits: credits,
    attempts: 1,
    report: onCredits,
  })
  const onUsage = budget.noteUsage
  const retry = NO_RETRY
  const transport = createOddsTransport({ host, key, fetch, clock, rng, sleep, onUsage, retry })
  // Each attempt asks the budget anew; what is fresh enough costs nothing.
  const patience = { policy: ODDS_RETRY, clock, rng, sleep }
  const patient = patientSends(budgeted(transport, budget), patience)
  return { cache: createOddsCache({ send: patient, clock, sleep }), budget }
}
