/**
 * A simulation that people run: a world from now on by the real clock, its addresses and a key for it, what
 * goes wrong, and what is planted. It ends by itself, or when it is told to.
 * @module
 */
import { generateKeyPairSync } from 'node:crypto'
import { type Clock, type Ids, microdollars } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import type {
  FaultSchedule,
  Game,
  GameStatus,
  Planter,
  SimulatedLeague,
  Simulator,
} from '@arbkit/simulator'

/** What is simulated. */
export interface SimulateRequest {
  readonly seed: number
  /** Every league that has a model where left out. */
  readonly leagues: readonly SimulatedLeague[] | undefined
  readonly gamesPerLeague: number
  readonly speed: number
  readonly faults: FaultSchedule
  readonly durationMs: number
  /** False: nothing is planted, and nothing is there to be found. */
  readonly hasPlants: boolean
  /** Credits that the feed gives a month. */
  readonly credits: number
}

/** What it needs of the outside. */
export interface SimulatePorts {
  readonly clock: Clock
  readonly sleep: Sleep
  readonly ids: Ids
  readonly stop: AbortSignal
}

/** Where clients find it, and how they sign. */
export interface SimulatedAccess {
  readonly kalshiUrl: string
  readonly kalshiKeyId: string
  /** PEM; of use nowhere else. */
  readonly kalshiPrivateKey: string
  readonly oddsUrl: string
  readonly oddsKey: string
}

/** How it goes. */
export interface SimulatedProgress {
  readonly atMs: number
  readonly games: { readonly inPlay: number; readonly toCome: number; readonly over: number }
  readonly markets: number
  readonly planted: number
  /** Opportunities that are truly there now, pairs of a contract's side and a bet. */
  readonly locked: number
  readonly oddsCalls: number
  readonly creditsLeft: number
}

/** What is told, as it happens. */
export interface SimulateListener {
  onReady(access: SimulatedAccess, progress: SimulatedProgress): Promise<void>
  onPlant(text: string): void
  onProgress(progress: SimulatedProgress): void
}

/** Cash of the account that the key speaks for. */
const CASH = microdollars(10_000_000_000)
/** Shards that it is put on (docs.kalshi.com, exchange sharding, 2026-10-02). */
const SHARDS = [0, 1, 2, 3] as const
const ACCOUNT_ID = 'bot'
/** The world goes on so often. */
const STEP_MS = 50
/** Faults are drawn up for so long at a time: no list of them is without end. */
const STRETCH_MS = 3_600_000
/** Progress is told so often. */
export const PROGRESS_MS = 60_000

/** Runs a simulation. @throws what the listener throws. */
export async function simulate(
  request: SimulateRequest,
  ports: SimulatePorts,
  listener: SimulateListener,
): Promise<SimulatedProgress> {
  const made = await import('@arbkit/simulator')
  const { seed, durationMs } = request
  const keys = generateKeyPairSync('ed25519')
  const kalshiKeyId = ports.ids.next()
  const startMs = ports.clock.now()
  const untilMs = startMs + durationMs
  const { publicKey } = keys
  const simulator = await made.startSimulator({
    seed,
    startMs,
    ...(request.leagues === undefined ? {} : { leagues: request.leagues }),
    gamesPerDay: request.gamesPerLeague,
    speed: request.speed,
    startsWithinMs: durationMs,
    credits: request.credits,
    accounts: [{ keyId: kalshiKeyId, publicKey, accountId: ACCOUNT_ID, tier: 'premier' }],
  })
  try {
    for (const exchangeIndex of SHARDS) {
      const deposit = { accountId: ACCOUNT_ID, exchangeIndex, amount: CASH }
      simulator.kalshi.apply({ kind: 'deposit', ...deposit })
    }
    simulator.advance(startMs)
    const faults = await faultsBeside(simulator, { request, startMs, untilMs })
    const planter = request.hasPlants
      ? made.createPlanter(simulator, { ...made.USUAL_PLANTS, seed }, startMs)
      : undefined
    const watch = new Watch(simulator, { planter, listener, statusOf: made.gameStatusAt })
    await listener.onReady(
      {
        kalshiUrl: simulator.kalshi.restUrl,
        kalshiKeyId,
        kalshiPrivateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        oddsUrl: simulator.odds.url,
        oddsKey: made.SIMULATED_ODDS_KEY,
      },
      watch.progress(),
    )
    const { clock } = simulator
    const going = {
      clock,
      advance: (toMs: number) => {
        faults(toMs)
        simulator.advance(toMs)
        watch.look()
      },
    }
    await made.runSimulator(going, {
      everyMs: STEP_MS,
      untilMs,
      signal: ports.stop,
      sleep: ports.sleep,
      nowMs: () => ports.clock.now(),
    })
    return watch.progress()
  } finally {
    await simulator.close()
  }
}

/** Returns what injects the faults of the time up to a moment, an hour of them at once. */
async function faultsBeside(
  simulator: Simulator,
  run: { readonly request: SimulateRequest; readonly startMs: number; readonly untilMs: number },
): Promise<(toMs: number) => void> {
  const { faultsOf } = await import('@arbkit/simulator')
  const { request, startMs, untilMs } = run
  let nextMs = startMs
  return (toMs) => {
    while (nextMs <= toMs && nextMs < untilMs) {
      const [fromMs, endMs] = [nextMs, Math.min(nextMs + STRETCH_MS, untilMs)]
      nextMs = endMs
      const stretch = { seed: request.seed, startMs, fromMs, untilMs: endMs }
      const { kalshi, odds } = faultsOf(request.faults, stretch)
      for (const fault of kalshi) simulator.kalshi.inject(fault)
      for (const fault of odds) simulator.odds.inject(fault)
    }
  }
}

/** Plants, counts and tells. */
class Watch {
  private readonly simulator: Simulator
  private readonly planter: Planter | undefined
  private readonly listener: SimulateListener
  private readonly statusOf: (game: Game, nowMs: number) => GameStatus
  private toldMs: number

  constructor(
    simulator: Simulator,
    {
      planter,
      listener,
      statusOf,
    }: {
      readonly planter: Planter | undefined
      readonly listener: SimulateListener
      readonly statusOf: (game: Game, nowMs: number) => GameStatus
    },
  ) {
    this.simulator = simulator
    this.planter = planter
    this.listener = listener
    this.statusOf = statusOf
    this.toldMs = simulator.clock.now()
  }

  look(): void {
    const nowMs = this.simulator.clock.now()
    const plant = this.planter?.plant(nowMs)
    if (plant !== undefined) {
      const seconds = Math.round((plant.untilMs - plant.fromMs) / 1000)
      const { side, ticker, book, marketKey, american } = plant
      const odds = american > 0 ? `+${american}` : String(american)
      this.listener.onPlant(`${side} ${ticker} against ${book} ${marketKey} ${odds}, ${seconds} s`)
    }
    if (nowMs - this.toldMs < PROGRESS_MS) return
    this.toldMs = nowMs
    this.listener.onProgress(this.progress())
  }

  progress(): SimulatedProgress {
    const { world, clock, odds, exchange } = this.simulator
    const atMs = clock.now()
    const statuses = world.games.map((game) => this.statusOf(game, atMs))
    const count = (...of: readonly GameStatus[]): number =>
      statuses.filter((status) => of.includes(status)).length
    return {
      atMs,
      games: {
        inPlay: count('live', 'suspended'),
        toCome: count('scheduled'),
        over: count('final', 'cancelled'),
      },
      markets: exchange.markets().filter(({ status }) => status === 'active').length,
      planted: world.plants.length,
      locked: world.truthOf(atMs, exchange).length,
      oddsCalls: odds.calls().length,
      creditsLeft: odds.usage().remaining,
    }
  }
}
