import { type FetchInit, microdollars } from '@arbkit/core'
import { signStreamHandshake } from '@arbkit/kalshi'
import { type OddsFault, TEST_API_KEY } from '@arbkit/odds/testing'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../kalshi/faults/fault.ts'
import { startSimulator } from '../simulator.ts'
import { BOT, BOT_ACCOUNT } from './recorded-bot.test.ts'
import { type SimulatorOptions, TRADER_HISTORY_MAX } from './simulated-venues.ts'
import { createSimulation, type Simulation } from './simulation.ts'

const START_MS = Date.UTC(2026, 10, 21, 17)
const OPTIONS: SimulatorOptions = {
  seed: 1,
  startMs: START_MS,
  leagues: ['nhl'],
  gamesPerDay: 1,
  accounts: [BOT_ACCOUNT],
}
const GET: FetchInit = { method: 'GET' }
const ODDS = `/v4/sports/icehockey_nhl/odds?regions=us&markets=h2h&oddsFormat=american&apiKey=${TEST_API_KEY}`

/** A simulation ten seconds after its beginning. */
async function begun(options: Partial<SimulatorOptions> = {}): Promise<Simulation> {
  const simulation = createSimulation({ ...OPTIONS, ...options })
  await simulation.advance(START_MS + 10_000)
  return simulation
}

const rest = (trouble: Extract<Fault, { on: 'rest' }>['trouble']): Fault => ({
  on: 'rest',
  trouble,
})

/** What became of a request, and how long it took: the head, and the body behind it. */
async function asked(
  simulation: Simulation,
  url: string,
  init: FetchInit = GET,
): Promise<{ readonly seen: readonly unknown[]; readonly text?: string }> {
  const { clock, fetch } = simulation
  const fromMs = clock.now()
  const seen: unknown[] = []
  let text: string | undefined
  const ask = async (): Promise<void> => {
    try {
      const response = await fetch(url, init)
      seen.push(response.status, clock.now() - fromMs)
      text = await response.text()
      seen.push('whole', clock.now() - fromMs)
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } }
      seen.push(cause?.code ?? (error as Error).name, clock.now() - fromMs)
    }
  }
  void ask()
  await simulation.advance(fromMs + 20_000)
  return { seen, ...(text !== undefined && { text }) }
}

describe('time', () => {
  it('stands still, and takes everything along that happens in it', async () => {
    const simulation = createSimulation(OPTIONS)
    const { clock, exchange, sleep, world } = simulation
    expect([clock.now(), exchange.markets()]).toEqual([START_MS, []])
    const seen: number[] = []
    const nap = async (): Promise<void> => {
      await sleep(2500)
      seen.push(clock.now(), exchange.nowMs() <= clock.now() ? 1 : 0)
    }
    void nap()
    await simulation.advance(START_MS + 9500)
    expect(seen).toEqual([START_MS + 2500, 1])
    expect(exchange.markets()).toHaveLength(world.catalog.markets.size)
    expect(exchange.nowMs()).toBe(START_MS + 9500)
    expect(simulation.worldCommands()).toBeGreaterThan(100)
  })

  it('never goes back, nor twice at once', async () => {
    const simulation = await begun()
    await expect(simulation.advance(START_MS)).rejects.toThrow('never back')
    const first = simulation.advance(START_MS + 20_000)
    await expect(simulation.advance(START_MS + 30_000)).rejects.toThrow('once at a time')
    await first
    await simulation.advance(START_MS + 30_000)
    expect(simulation.clock.now()).toBe(START_MS + 30_000)
  })

  it('is the same world in few steps or many, and over sockets', async () => {
    const whole = createSimulation(OPTIONS)
    await whole.advance(START_MS + 300_000)
    const parts = createSimulation(OPTIONS)
    for (let ms = 7000; ms < 300_000; ms += 7000) await parts.advance(START_MS + ms)
    await parts.advance(START_MS + 300_000)
    const listening = await startSimulator(OPTIONS)
    listening.advance(START_MS + 120_000)
    listening.advance(START_MS + 300_000)
    await listening.close()
    const worthOf = ({ exchange }: Pick<Simulation, 'exchange'>): string =>
      JSON.stringify(
        exchange.markets().map(({ config: { marketId } }) => exchange.bookOf(marketId)),
      )
    expect(worthOf(parts)).toBe(worthOf(whole))
    expect(worthOf(listening)).toBe(worthOf(whole))
    expect(worthOf(whole)).toContain('"price"')
  })

  it('has the world first where something else is due at the same moment', async () => {
    const first = await begun()
    const before = first.worldCommands()
    while (first.worldCommands() === before) await first.advance(first.clock.now() + 1)
    const atMs = first.clock.now()
    const simulation = await begun()
    const seen: number[] = []
    for (const ms of [atMs - 1, atMs]) {
      const afterMs = ms - simulation.clock.now()
      simulation.timers.after(afterMs, () => seen.push(simulation.worldCommands()))
    }
    await simulation.advance(atMs + 1)
    expect(seen).toEqual([before, first.worldCommands()])
  })

  it('needs no more memory for what its traders did long ago', async () => {
    const simulation = await begun({ activity: 3 })
    await simulation.advance(START_MS + 1_200_000)
    const { exchange } = simulation
    const traders = exchange.accountIds().filter((id) => id.startsWith('sim-noise-'))
    const ended = traders.map(
      (id) => exchange.ordersOf(id).filter(({ status }) => status !== 'resting').length,
    )
    const fills = traders.map((id) => exchange.fillsOf(id).length)
    expect([Math.max(...ended), Math.max(...fills)]).toEqual([
      TRADER_HISTORY_MAX,
      TRADER_HISTORY_MAX,
    ])
  })

  it('serves whoever waits between two things of the world', async () => {
    const simulation = await begun()
    const { clock, exchange, kalshi, timers, world } = simulation
    const marketId = [...world.catalog.markets.keys()][0] ?? ''
    const atMs: number[] = []
    const cancel = (): void => {
      // As of this moment: no command of a later one was carried out.
      atMs.push(exchange.nowMs() - clock.now())
      kalshi.apply({ kind: 'pause-market', marketId })
    }
    timers.after(5000, cancel)
    await simulation.advance(START_MS + 60_000)
    expect(atMs[0]).toBeLessThanOrEqual(0)
    expect(exchange.marketOf(marketId)?.status).toBe('inactive')
  })
})

describe('fetch', () => {
  it('answers as the listening venues do, byte for byte', async () => {
    const simulation = await begun()
    const listening = await startSimulator(OPTIONS)
    listening.advance(START_MS + 10_000)
    const paths = ['/markets?status=open', '/exchange/status', '/events?with_nested_markets=true']
    for (const path of paths) {
      const own = await asked(await begun(), `${simulation.kalshi.restUrl}${path}`)
      const response = await fetch(`${listening.kalshi.restUrl}${path}`)
      expect([path, own.text]).toEqual([path, await response.text()])
      expect(own.seen).toEqual([200, 0, 'whole', 0])
    }
    const own = await asked(simulation, `${simulation.odds.url}${ODDS}`)
    const response = await fetch(`${listening.odds.url}${ODDS}`)
    expect(own.text).toEqual(await response.text())
    expect(own.text).toContain('draftkings')
    await listening.close()
  })

  it('reaches no one else', async () => {
    const simulation = await begun()
    expect((await asked(simulation, 'https://example.invalid/')).seen).toEqual(['ENOTFOUND', 0])
  })

  it.each<[string, Fault | undefined, readonly unknown[]]>([
    ['nothing', undefined, [200, 0, 'whole', 0]],
    ['latency', rest({ tag: 'latency', ms: 1500 }), [200, 1500, 'whole', 1500]],
    ['a status', rest({ tag: 'status', status: 503 }), [503, 0, 'whole', 0]],
    ['pieces', rest({ tag: 'slow', ms: 250, pieces: 4 }), [200, 0, 'whole', 1000]],
    ['a torn body', rest({ tag: 'torn' }), [200, 0, 'UND_ERR_SOCKET', 0]],
    ['a broken connection', rest({ tag: 'drop' }), ['ECONNRESET', 0]],
    ['silence', rest({ tag: 'silent' }), []],
  ])('of the exchange meets %s', async (_, fault, seen) => {
    const simulation = await begun({ faults: { kalshi: fault === undefined ? [] : [fault] } })
    const { seen: own } = await asked(simulation, `${simulation.kalshi.restUrl}/exchange/status`)
    expect(own).toEqual(seen)
  })

  it.each<[string, OddsFault['on'] extends string ? OddsFault : never, readonly unknown[]]>([
    ['latency', { on: 'request', trouble: { tag: 'latency', ms: 700 } }, [200, 700, 'whole', 700]],
    [
      'pieces',
      { on: 'request', trouble: { tag: 'slow', ms: 10, pieces: 3 } },
      [200, 0, 'whole', 30],
    ],
    ['a torn body', { on: 'request', trouble: { tag: 'torn' } }, [200, 0, 'UND_ERR_SOCKET', 0]],
    ['a broken connection', { on: 'request', trouble: { tag: 'drop' } }, ['ECONNRESET', 0]],
    ['silence', { on: 'request', trouble: { tag: 'silent' } }, []],
  ])('of the feed meets %s', async (_, fault, seen) => {
    const simulation = await begun({ faults: { odds: [fault] } })
    expect((await asked(simulation, `${simulation.odds.url}${ODDS}`)).seen).toEqual(seen)
  })

  it('gives up when it is told to, before, on the way and in the body', async () => {
    const simulation = await begun({ faults: { kalshi: [rest({ tag: 'slow', ms: 1000 })] } })
    const { kalshi, timers } = simulation
    const url = `${kalshi.restUrl}/exchange/status`
    const gone = await asked(simulation, url, { ...GET, signal: AbortSignal.abort() })
    expect(gone.seen).toEqual(['AbortError', 0])
    const later = new AbortController()
    timers.after(1500, () => later.abort())
    const cut = await asked(simulation, url, { ...GET, signal: later.signal })
    expect(cut.seen).toEqual([200, 0, 'AbortError', 1500])
    kalshi.inject(rest({ tag: 'latency', ms: 5000 }))
    const soon = new AbortController()
    timers.after(300, () => soon.abort())
    const left = await asked(simulation, url, { ...GET, signal: soon.signal })
    expect(left.seen).toEqual(['AbortError', 300])
  })

  it('asks nothing where the caller gave up before it left', async () => {
    const simulation = await begun()
    const { fetch, odds } = simulation
    const stop = new AbortController()
    const asking = fetch(`${odds.url}${ODDS}`, { ...GET, signal: stop.signal })
    stop.abort()
    await expect(asking).rejects.toThrow('aborted')
    await simulation.advance(START_MS + 20_000)
    expect([odds.calls(), odds.usage().used]).toEqual([[], 0])
  })

  it('lets a held answer go when it is told to', async () => {
    const simulation = await begun()
    const { odds, timers } = simulation
    odds.failNext('held')
    timers.after(4000, () => odds.release())
    const { seen } = await asked(simulation, `${odds.url}${ODDS}`)
    expect(seen).toEqual([200, 4000, 'whole', 4000])
  })

  it('has the feed of the moment it is asked, with what was planted in it since', async () => {
    const simulation = await begun()
    const { odds, world, exchange, clock } = simulation
    const ticker =
      [...world.catalog.markets.keys()].find((key) => key.startsWith('KXNHLGAME')) ?? ''
    await simulation.advance(START_MS + 120_000)
    const told = async (): Promise<string> => {
      const answer = simulation.fetch(`${odds.url}${ODDS}`, GET)
      await simulation.advance(clock.now())
      return (await answer).text()
    }
    const before = await told()
    const [fromMs, book] = [clock.now(), 'draftkings']
    const untilMs = fromMs + 600_000
    const plant = world.plantLocked(
      { ticker, side: 'yes', book, edge: 0.02, fromMs, untilMs },
      exchange,
    )
    const after = await told()
    expect(clock.now()).toBe(fromMs)
    expect(before).not.toContain(`"price":${plant.american}`)
    expect(after).toContain(`"price":${plant.american}`)
    await simulation.advance(START_MS + 3_600_000)
    expect(await told()).not.toContain(`"price":${plant.american}`)
  })
})

describe('the stream', () => {
  const opened = (simulation: Simulation, headers: Readonly<Record<string, string>>) => {
    const heard: string[] = []
    const note = (what: string): void => {
      heard.push(`${simulation.clock.now() - START_MS} ${what}`)
    }
    const socket = simulation.openSocket(
      { url: simulation.kalshi.streamUrl, headers },
      {
        onOpen: () => note('open'),
        onFrame: (text) => note((JSON.parse(text) as { type: string }).type),
        onHeartbeat: () => note('ping'),
        onClose: () => note('close'),
      },
    )
    return { heard, socket }
  }
  const signed = ({ clock }: Simulation) => ({ ...signStreamHandshake(BOT, clock.now()) })

  it('opens for whoever signs, pings, and ends once', async () => {
    const simulation = await begun()
    const { heard, socket } = opened(simulation, signed(simulation))
    expect(heard).toEqual([])
    socket.send('{"id":1,"cmd":"subscribe","params":{"channels":["fill"]}}')
    await simulation.advance(START_MS + 25_000)
    expect(heard).toEqual(['10000 open', '10000 subscribed', '20000 ping'])
    socket.close()
    socket.close()
    socket.send('{"id":2,"cmd":"list_subscriptions"}')
    await simulation.advance(START_MS + 45_000)
    expect(heard.slice(3)).toEqual(['25000 close'])
  })

  it('is shut to whoever does not', async () => {
    const simulation = await begun()
    const { heard } = opened(simulation, {})
    await simulation.advance(START_MS + 25_000)
    expect(heard).toEqual(['10000 close'])
  })

  it('breaks where a fault says so', async () => {
    const simulation = await begun()
    const { heard, socket } = opened(simulation, signed(simulation))
    const { kalshi } = simulation
    kalshi.inject({ on: 'stream', times: 1, trouble: { tag: 'disconnect' } })
    socket.send('{"id":1,"cmd":"list_subscriptions"}')
    await simulation.advance(START_MS + 25_000)
    expect(heard).toEqual(['10000 open', '10000 close'])
  })

  it('tells of an order whose time has come, whoever else is quiet', async () => {
    const simulation = await begun({ activity: 0 })
    const { exchange, kalshi, world } = simulation
    const [market] = world.catalog.markets.values()
    const { marketId = '', exchangeIndex = 0 } = market?.config ?? {}
    const amount = microdollars(1_000_000_000)
    kalshi.apply({ kind: 'deposit', accountId: 'bot', exchangeIndex, amount })
    const { heard, socket } = opened(simulation, signed(simulation))
    socket.send('{"id":1,"cmd":"subscribe","params":{"channels":["user_orders"]}}')
    await simulation.advance(START_MS + 11_000)
    kalshi.apply({
      kind: 'place',
      accountId: 'bot',
      orderId: 'one',
      marketId,
      side: 'bid',
      price: 100 as never,
      count: 100 as never,
      timeInForce: 'good_till_canceled',
      selfTradePrevention: 'maker',
      expiresMs: START_MS + 12_000,
    })
    await simulation.advance(START_MS + 24_000)
    expect(exchange.orderOf('one')?.status).toBe('canceled')
    const told = heard.filter((line) => line.endsWith('user_order'))
    expect(told).toEqual(['11000 user_order', '20000 user_order'])
  })
})
