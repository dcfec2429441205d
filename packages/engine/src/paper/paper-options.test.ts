import {
  drawPaperChances,
  FILL_ASSUMPTIONS,
  latencyQuantileMs,
  microdollars,
  WireFormatError,
} from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { createPaperDesk } from './paper-desk.ts'
import { PAPER_NAKED_POLICY, type PaperDeskOptions, paperOptionsOf } from './paper-options.ts'
import { readPaperSnapshot } from './paper-snapshot.ts'
import { readPaperDeskOptions } from './read-paper-options.ts'
import { lists, odds, startMadeUp, SURE_DESK, TICK } from './test-support/made-up-desk.ts'
import { tradeRng } from './trade-seed.ts'

const AT = { source: 'frame 1', path: '$.paper' }

function optionsOf(text: string): PaperDeskOptions {
  const { config } = loadConfig({ text, path: 'arb.config.yaml', environment: {} })
  return paperOptionsOf(config as Config)
}

describe('a configuration', () => {
  it('is a desk: seed, delays, chances, limits', () => {
    const options = optionsOf(`
stakes: { perGame: $700, atRisk: $3000, perDay: $9000 }
thresholds: { minProfit: $0.40 }
dryRun:
  seed: 77
  kalshiDelay: 100ms..500ms
  bookDelay: 6s..30s
  bookAcceptance: 80%
  oddsDriftPerMinute: 1%
`)
    expect(options).toEqual({
      models: {
        ...FILL_ASSUMPTIONS,
        id: 'configured',
        prepareLatency: { tag: 'lognormal', p50Ms: 3_000, p99Ms: 15_000 },
        orderLatency: { tag: 'lognormal', p50Ms: 100, p99Ms: 500 },
        commitLatency: { tag: 'lognormal', p50Ms: 3_000, p99Ms: 15_000 },
        acceptance: expect.objectContaining({
          acceptProbability: 0.8,
          capProbability: FILL_ASSUMPTIONS.acceptance.capProbability,
        }) as object,
        oddsDriftPerMinute: 0.01,
      },
      seed: 77,
      limits: {
        perGame: microdollars(700_000_000),
        atRisk: microdollars(3_000_000_000),
        perDay: microdollars(9_000_000_000),
      },
      whenNaked: PAPER_NAKED_POLICY,
      cash: microdollars(3_000_000_000),
      minProfit: microdollars(400_000),
      bookAgeMsMax: 2_000,
    })
    expect(options.models.isAssumed).toBe(true)
  })

  it.each([
    ['90ms', { tag: 'fixed', latencyMs: 90 }],
    ['0ms', { tag: 'fixed', latencyMs: 0 }],
    ['0ms..100ms', { tag: 'lognormal', p50Ms: 1, p99Ms: 100 }],
  ])('of a delay of %s has a model that can be drawn from', (delay, model) => {
    const { models } = optionsOf(`dryRun: { kalshiDelay: ${delay}, bookDelay: ${delay} }`)
    expect(models.orderLatency).toEqual(model)
    expect(latencyQuantileMs(models.prepareLatency, 0.5)).toBeLessThanOrEqual(45)
    expect(drawPaperChances(models, tradeRng(1, 'a')).orderMs).toBeGreaterThanOrEqual(0)
  })
})

describe('options as a session holds them', () => {
  const run = startMadeUp()
  run.take(0, lists(), odds(108), run.book(54, 42))
  run.take(2_500, TICK)
  const from = run.desk.snapshot()

  it('are read as they were written, with the snapshot', () => {
    const options = { ...SURE_DESK, from }
    const read = readPaperDeskOptions(JSON.parse(JSON.stringify(options)), AT)
    expect(read).toEqual(JSON.parse(JSON.stringify(options)))
    expect(createPaperDesk(read).snapshot()).toEqual(from)
    expect(readPaperDeskOptions(JSON.parse(JSON.stringify(SURE_DESK)), AT)).toEqual(SURE_DESK)
    expect(readPaperSnapshot(JSON.parse(JSON.stringify(from)), AT)).toEqual(from)
  })

  it.each<readonly [string, object]>([
    ['seed', { seed: -1 }],
    ['seed', { seed: 2 ** 32 }],
    ['limits', { limits: {} }],
    ['cash', { cash: 0.5 }],
    ['tag', { whenNaked: { tag: 'hope' } }],
    ['prepareLatency', { models: { ...SURE_DESK.models, prepareLatency: { tag: 'soon' } } }],
    ['schema', { from: { ...from, schema: 'arbkit.paper/2' } }],
    ['luck', { luck: 1 }],
  ])('are refused where %s is wrong', (_, wrong) => {
    expect(() => readPaperDeskOptions({ ...SURE_DESK, ...wrong }, AT)).toThrow(WireFormatError)
  })

  it('are refused where a trade of the snapshot is none', () => {
    const [one] = from.trades as [{ trade: object }]
    for (const wrong of [{}, { ...one, trade: { ...one.trade, stage: 'hoping' } }]) {
      expect(() => readPaperSnapshot({ ...from, trades: [wrong] }, AT)).toThrow(/trades/)
    }
  })
})

describe('the chance of a trade', () => {
  const numbers = (seed: number, id: string) => {
    const rng = tradeRng(seed, id)
    return [rng.next(), rng.next(), rng.next()]
  }

  it('is decided by the seed and the name of the trade', () => {
    expect(numbers(1, 'a')).toEqual(numbers(1, 'a'))
    expect(numbers(1, 'a')).not.toEqual(numbers(2, 'a'))
    expect(numbers(1, 'a')).not.toEqual(numbers(1, 'b'))
  })

  it('is spread evenly over trades that follow each other', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let index = 0; index < 10_000; index += 1) {
      const [first = 0] = numbers(1, `2e0xoh8m@${1_795_368_600_000 + index}`)
      const tenth = Math.floor(first * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })
})
