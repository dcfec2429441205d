import { generateKeyPairSync } from 'node:crypto'
import { type FrameSource, type ScanReport, scanReportSchema } from '@arbkit/engine'
import { createUndiciFetch, sleep } from '@arbkit/http'
import type { Simulator } from '@arbkit/simulator'
import { afterEach, expect, it } from 'vitest'
import { runProgram } from '../program.ts'
import { readDemo } from './demo-session.ts'
import { startDemoWorld } from './demo-world.ts'

const SEEDS = process.env['ARBKIT_LONG'] === '1' ? 1000 : 5
const keys = generateKeyPairSync('ed25519')
const ports = { fetch: createUndiciFetch(), sleep, rng: { next: () => 0.5 } }

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function scan(openDemo: () => Promise<FrameSource>): Promise<ScanReport> {
  let [out, err] = ['', '']
  const code = await runProgram(['scan', '--demo', '--json', '--rejected'], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
    isColoured: false,
    version: '1.2.3',
    now: () => 0,
    randomId: () => 'abc',
    openDemo,
  })
  expect([code, err]).toEqual([0, ''])
  return scanReportSchema.parse(JSON.parse(out))
}

/** `ticker side book`, sorted. */
const sorted = (legs: readonly (readonly string[])[]): readonly string[] =>
  legs.map((leg) => leg.join(' ')).toSorted()

/** Opportunities of a kind, with those that only their age, or less than a cent of profit, speaks against. */
const found = ({ opportunities, rejected = [] }: ScanReport, kind: string): readonly string[] =>
  sorted(
    [...opportunities, ...rejected.filter(({ reasons }) => isTrue(reasons))]
      .filter((each) => each.kind === kind)
      .map(({ legs: [contract, bet] }) => [contract.marketId, contract.side, bet.venue]),
  )

const isTrue = (reasons: readonly { readonly code: string }[]): boolean =>
  reasons.every(({ code }) => code === 'stale' || code === 'below-min-profit')

const truth = ({ world, exchange, clock }: Simulator): readonly string[] =>
  sorted(
    world
      .truthOf(clock.now(), exchange)
      .map(({ ticker, side, book }) => [ticker, side, book] as const),
  )

const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1)

it.each(seeds)(
  'the real clients find what is truly there, which was planted: seed %i',
  async (seed) => {
    const world = await startDemoWorld(seed, keys.publicKey)
    const { simulator } = world
    closers.push(async () => simulator.close())
    const report = await scan(async () => readDemo(world, keys.privateKey, ports))
    const plants = simulator.world.plants.map(
      ({ ticker, side, book }) => `${ticker} ${side} ${book}`,
    )
    expect(report.counts.pairs).toBeGreaterThan(10)
    // The one of football pays unless there is a tie.
    expect(plants.map((plant) => plant.slice(0, 5))).toEqual(['KXNBA', 'KXNFL', 'KXNHL'])
    expect(found(report, 'locked')).toEqual(truth(simulator))
    expect(found(report, 'locked')).toContain(plants[0])
    expect(found(report, 'conditional')).toContain(plants[1])
    expect(found(report, 'locked')).toContain(plants[2])
    // Nothing of a game in which nothing was planted; YES of one side is NO of the other.
    const events = plants.map((plant) => plant.split('-')[1])
    const others = [...found(report, 'locked'), ...found(report, 'conditional')].filter(
      (key) => !events.includes(key.split('-')[1]),
    )
    expect(others).toEqual([])
  },
)

it('the same seed is the same report, byte for byte', async () => {
  const reports = []
  for (let time = 0; time < 2; time += 1) {
    const world = await startDemoWorld(3, keys.publicKey)
    closers.push(async () => world.simulator.close())
    reports.push(JSON.stringify(await scan(async () => readDemo(world, keys.privateKey, ports))))
  }
  expect(reports[1]).toBe(reports[0])
})
