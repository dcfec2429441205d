/** The real clients over real sockets against a simulated world that knows the truth. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runProgram } from '@arbkit/cli'
import { randomUUID } from 'node:crypto'
import { scanReportSchema } from '@arbkit/engine'
import { createUndiciFetch, sleep } from '@arbkit/http'
import { createKeyFiles } from '@arbkit/kalshi'
import { TEST_API_KEY } from '@arbkit/odds/testing'
import { createSeededRng } from '@arbkit/core/testing'
import { type Simulator, startSimulator } from '@arbkit/simulator'
import { afterEach, expect, it } from 'vitest'

const START_MS = Date.UTC(2026, 10, 21, 17)
const MINUTE_MS = 60_000

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A world whose time passes as ours does, ten minutes after its beginning. */
async function begin(seed: number): Promise<Simulator> {
  const simulator = await startSimulator({
    seed,
    startMs: START_MS,
    leagues: ['nhl'],
    gamesPerDay: 2,
    activity: 0.2,
  })
  simulator.advance(START_MS + 10 * MINUTE_MS)
  const startedMs = performance.now()
  const timer = setInterval(() => {
    simulator.advance(START_MS + 10 * MINUTE_MS + Math.floor(performance.now() - startedMs))
  }, 20)
  closers.push(async () => {
    clearInterval(timer)
    await simulator.close()
  })
  return simulator
}

async function scan({ kalshi, odds, clock }: Simulator) {
  const folder = await mkdtemp(path.join(tmpdir(), 'arbkit-simulated-'))
  closers.push(async () => rm(folder, { recursive: true }))
  let [out, err] = ['', '']
  const code = await runProgram(['scan', '--json', '--sports', 'nhl'], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => clock.now(),
    randomId: () => 'abc',
    openDemo: () => Promise.reject(new Error('no demo here')),
    network: {
      environment: {
        ODDS_API_KEY: TEST_API_KEY,
        ODDS_API_URL: odds.url,
        KALSHI_HOST: kalshi.restUrl,
      },
      userHome: folder,
      fetch: createUndiciFetch(),
      sleep,
      rng: createSeededRng(1),
      ids: { next: () => randomUUID() },
      keyFiles: createKeyFiles('linux'),
      stop: new AbortController().signal,
    },
  })
  return { code, err, report: scanReportSchema.parse(JSON.parse(out)) }
}

/** `ticker side book`, sorted. */
const keysOf = (legs: readonly (readonly [string, string, string])[]): readonly string[] =>
  legs.map((leg) => leg.join(' ')).toSorted()

const truthOf = ({ world, exchange, clock }: Simulator): readonly string[] =>
  keysOf(
    world
      .truthOf(clock.now(), exchange)
      .map(({ ticker, side, book }) => [ticker, side, book] as const),
  )

it.each([1, 2, 3])('finds what was planted, and nothing that is not so: seed %i', async (seed) => {
  const simulator = await begin(seed)
  const { world, exchange, clock } = simulator
  const ticker = [...world.catalog.markets.keys()].find((key) => key.startsWith('KXNHLGAME')) ?? ''
  const [fromMs, book, edge] = [clock.now(), 'draftkings', 0.02]
  const untilMs = fromMs + 60 * MINUTE_MS
  world.plantLocked({ ticker, side: 'yes', book, edge, fromMs, untilMs }, exchange)
  const { code, report } = await scan(simulator)
  expect(code).toBe(0)
  expect(report.counts.pairs).toBeGreaterThan(5)
  const found = report.opportunities.map(({ legs: [contract, bet] }) => {
    const { marketId, side } = contract as { marketId: string; side: string }
    return [marketId, side, bet?.venue ?? ''] as const
  })
  expect(report.counts.conditional).toBe(0)
  expect(truthOf(simulator)).toContain(`${ticker} yes draftkings`)
  expect(keysOf(found)).toEqual(truthOf(simulator))
})

it.each([4, 5])('finds nothing where nothing was planted: seed %i', async (seed) => {
  const simulator = await begin(seed)
  const { code, report } = await scan(simulator)
  expect([code, report.counts.locked, report.counts.conditional]).toEqual([0, 0, 0])
  expect(truthOf(simulator)).toEqual([])
  expect(report.counts.pairs).toBeGreaterThan(5)
})
