/**
 * One world, seen through both venues: games, an exchange with traders, and the odds feed, over sockets of
 * this machine. Its time stands still until it is told to go on; the same seed gives the same session.
 * @module
 */
import { assertInput, type Clock } from '@arbkit/core'
import { type OddsApiServer, startOddsApiServer } from '@arbkit/odds/testing'
import type { Exchange } from './exchange/exchange.ts'
import type { World } from './games/world.ts'
import { type KalshiServer, serveKalshiVenue } from './kalshi/kalshi-server.ts'
import { createSimulatedVenues, type SimulatorOptions } from './session/simulated-venues.ts'

export type { SimulatorOptions } from './session/simulated-venues.ts'

/** A simulation that listens. */
export interface Simulator {
  readonly kalshi: KalshiServer
  readonly odds: OddsApiServer
  readonly exchange: Exchange
  /** Knows the truth. */
  readonly world: World
  /** The time of the world: for clients that live in it. */
  readonly clock: Clock
  /**
   * Lets everything happen up to a time, Unix ms. What faults hold back waits in real time.
   * @throws {InvalidInputError} the time lies behind.
   */
  advance(toMs: number): void
  close(): Promise<void>
}

/** Starts both venues on free ports, at the world's beginning. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  let nowMs = options.startMs
  const clock: Clock = { now: () => nowMs }
  const { world, exchange, venue, feed, commands } = createSimulatedVenues(options, { clock })
  const kalshi = await serveKalshiVenue(venue)
  const odds = await startOddsApiServer(feed)
  return {
    kalshi,
    odds,
    exchange,
    world,
    clock,
    advance: (toMs) => {
      assertInput(toMs >= nowMs, 'a simulation goes on, never back', { toMs, nowMs })
      for (let next = commands.nextMs(); next !== undefined && next <= toMs; ) {
        nowMs = Math.max(nowMs, next)
        const command = commands.take()
        if (command !== undefined) kalshi.apply(command)
        next = commands.nextMs()
      }
      nowMs = toMs
      kalshi.tick()
    },
    close: async () => {
      await Promise.all([kalshi.close(), odds.close()])
    },
  }
}
