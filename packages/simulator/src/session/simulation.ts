/**
 * A simulation in one process: no sockets, and a time that passes only when it is told to. Clients are
 * given its clock, timers, `fetch` and sockets, and live in the same time as the world. The same seed and
 * the same clients give the same session, byte for byte.
 * @module
 */
import { assertInput, type Clock, type Fetch } from '@arbkit/core'
import type { Sleep } from '@arbkit/http'
import { createOddsApi, type OddsApi } from '@arbkit/odds/testing'
import type { Exchange } from '../exchange/exchange.ts'
import type { World } from '../games/world.ts'
import { STREAM_PATH } from '../kalshi/kalshi-server.ts'
import type { KalshiVenue } from '../kalshi/kalshi-venue.ts'
import { REST_PREFIX } from '../kalshi/rest/rest-interface.ts'
import { type Answerer, createInProcessFetch } from './in-process-fetch.ts'
import { arrivalOfKalshi, arrivalOfOdds } from './in-process-reply.ts'
import { createInProcessSockets, type OpenInProcessSocket } from './in-process-sockets.ts'
import {
  createSimulatedVenues,
  type SimulatedVenues,
  type SimulatorOptions,
} from './simulated-venues.ts'
import { createTimeline, type Timeline } from './timeline.ts'

/** The exchange, and where clients find it. The addresses lead nowhere but here. */
export interface SimulatedKalshi
  extends Pick<KalshiVenue, 'apply' | 'inject' | 'heal' | 'toldMs' | 'unheard'> {
  readonly restUrl: string
  readonly streamUrl: string
}

/** The odds feed, and where clients find it. */
export interface SimulatedOdds
  extends Pick<OddsApi, 'calls' | 'usage' | 'setCredits' | 'failNext' | 'inject' | 'heal'> {
  readonly url: string
  /** Lets all answers go that are held. */
  release(): void
}

/** A simulation in one process. */
export interface Simulation {
  readonly kalshi: SimulatedKalshi
  readonly odds: SimulatedOdds
  readonly exchange: Exchange
  /** Knows the truth. */
  readonly world: World
  /** The time of the world and of all who live in it. */
  readonly clock: Clock
  readonly sleep: Sleep
  readonly timers: Pick<Timeline, 'after'>
  /** Reaches both venues, and nothing else. */
  readonly fetch: Fetch
  /** Opens the exchange's stream. */
  readonly openSocket: OpenInProcessSocket
  /**
   * Lets everything happen up to a time, Unix ms, included: the world first where something else is due
   * at the same moment. Resolves when whoever was asked has answered, or waits for a later time.
   * @throws {InvalidInputError} the time lies behind, or another call is still running.
   */
  advance(toMs: number): Promise<void>
  /** How many commands the world has given the exchange. */
  worldCommands(): number
}

const KALSHI_ORIGIN = 'https://kalshi.invalid'
const STREAM_ORIGIN = 'wss://kalshi.invalid'
const ODDS_ORIGIN = 'https://odds.invalid'

/** Returns a simulation at the world's beginning: nothing is listed yet. */
export function createSimulation(options: SimulatorOptions): Simulation {
  const timeline = createTimeline(options.startMs)
  const { sleep } = timeline
  const venues = createSimulatedVenues(options, { clock: timeline, sleep })
  const { venue, exchange, world } = venues
  const api = createOddsApi(venues.feed)
  let held: readonly (() => void)[] = []
  const fetch = createInProcessFetch({
    timeline,
    venues: new Map<string, Answerer>([
      [
        KALSHI_ORIGIN,
        async (request) => arrivalOfKalshi(await venue.reply(request), venue.toldMs()),
      ],
      [ODDS_ORIGIN, async (request) => oddsArrival(api, timeline, request)],
    ]),
    hold: (release) => {
      held = [...held, release]
    },
  })
  return {
    kalshi: {
      restUrl: `${KALSHI_ORIGIN}${REST_PREFIX}`,
      streamUrl: `${STREAM_ORIGIN}${STREAM_PATH}`,
      apply: (command) => venue.apply(command),
      inject: (fault) => venue.inject(fault),
      heal: () => venue.heal(),
      toldMs: () => venue.toldMs(),
      unheard: () => venue.unheard(),
    },
    odds: {
      url: ODDS_ORIGIN,
      calls: () => api.calls(),
      usage: () => api.usage(),
      setCredits: (remaining) => api.setCredits(remaining),
      failNext: (...faults) => api.failNext(...faults),
      inject: (fault) => api.inject(fault),
      heal: () => api.heal(),
      release: () => {
        const going = held
        held = []
        for (const release of going) timeline.soon(release)
      },
    },
    exchange,
    world,
    clock: timeline,
    sleep,
    timers: timeline,
    fetch,
    openSocket: createInProcessSockets(venue, timeline, STREAM_ORIGIN),
    advance: createAdvance(venues, timeline),
    worldCommands: () => venues.commands.count(),
  }
}

async function oddsArrival(
  api: OddsApi,
  { sleep }: Timeline,
  request: Parameters<Answerer>[0],
): ReturnType<Answerer> {
  const reply = api.reply(request)
  if (reply.delayMs > 0) await sleep(reply.delayMs)
  return arrivalOfOdds(reply)
}

function createAdvance(
  { venue, commands }: SimulatedVenues,
  timeline: Timeline,
): Simulation['advance'] {
  let isRunning = false
  /** The next thing up to a time; false where there is none. */
  const step = (toMs: number): boolean => {
    const worldMs = commands.nextMs() ?? Infinity
    if (timeline.runNext(Math.min(toMs, worldMs - 1))) return true
    if (worldMs > toMs) return false
    timeline.moveTo(worldMs)
    const command = commands.take()
    if (command !== undefined) venue.apply(command)
    return true
  }
  return async (toMs) => {
    const nowMs = timeline.now()
    assertInput(!isRunning, 'a simulation is told to go on once at a time')
    assertInput(toMs >= nowMs, 'a simulation goes on, never back', { toMs, nowMs })
    isRunning = true
    try {
      timeline.stir()
      await timeline.settle()
      while (step(toMs)) await timeline.settle()
      timeline.moveTo(toMs)
      venue.tick()
      await timeline.settle()
    } finally {
      isRunning = false
    }
  }
}
