import type { KalshiRequest } from '@arbkit/kalshi'
import { beforeAll, describe, expect, it } from 'vitest'
import { liveDay, startWorld, type World } from './call-world.test.ts'
import { CALLS, DRIVEN } from './driven-calls.test.ts'
import { hasSpecification, operationFinder } from './spec-validators.test.ts'

describe('every call of our client, over HTTP', () => {
  let world: World
  const sent = new Map<string, readonly KalshiRequest[]>()

  beforeAll(async () => {
    world = await startWorld()
    liveDay(world)
  })

  it.each(CALLS)('%s is answered by what the exchange knows', async (name) => {
    const from = world.sent.length
    world.problems.splice(0)
    await DRIVEN[name]?.(world)
    expect(world.problems).toEqual([])
    sent.set(name, world.sent.slice(from))
    const { deposits, cash, collateral, fees } = world.exchange.totals()
    expect(cash + collateral + fees).toBe(deposits)
  })

  it.skipIf(!hasSpecification)('asked for as many operations of the specification', () => {
    const operationOf = operationFinder()
    const operations = [...sent.values()]
      .flat()
      .map(({ method, path }) => operationOf(method, path) ?? `${method} ${path}`)
    expect(sent.size).toBe(CALLS.length)
    expect([...new Set(operations)]).toHaveLength(CALLS.length)
  })
})
