/**
 * What happens in the world, taken one command at a time: the next one is known before it is due, so that
 * whoever lives in the same time can be served in between.
 * @module
 */
import type { ExchangeCommand } from '../exchange/protocol.ts'
import type { World, WorldExchange } from '../games/world.ts'

/** Commands of a world, in order. */
export interface WorldCommands {
  /** Returns when the next one is due, Unix ms; undefined where there is none any more. */
  nextMs(): number | undefined
  /** Takes the next one. */
  take(): ExchangeCommand | undefined
  /** How many were taken. */
  count(): number
}

/** Returns a world's commands, from where it stands. The traders decide on each one ahead of its time. */
export function createWorldCommands(
  world: Pick<World, 'advance'>,
  exchange: WorldExchange,
): WorldCommands {
  const commands = world.advance(Infinity, exchange)
  let next: ExchangeCommand | undefined
  let taken = 0
  const peek = (): ExchangeCommand | undefined => {
    next ??= commands.next().value ?? undefined
    return next
  }
  return {
    nextMs: () => peek()?.nowMs,
    take: () => {
      const command = peek()
      next = undefined
      if (command !== undefined) taken += 1
      return command
    },
    count: () => taken,
  }
}
