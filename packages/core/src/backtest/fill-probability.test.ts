import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import {
  AS_PLANNED,
  PLAN,
  quoteOf,
  rngOf,
  stepsOf,
  SURE_CHANCES,
  SURE_MODELS,
  TAKES_ALL,
} from '../testing/made-up-trades.ts'
import { createSeededRng } from '../testing/seeded-rng.ts'
import { FILL_ASSUMPTIONS, type FillModels } from './fill-assumptions.ts'
import { fillProbability } from './fill-probability.ts'
import { checkLatencyModel, drawLatencyMs, drawNormal } from './latency.ts'
import { drawPaperChances, paperReserveOf, TRADE_CHANCES } from './paper-plan.ts'

const of = (changes: Partial<FillModels>) =>
  fillProbability(PLAN, { ...SURE_MODELS, ...changes }, quoteOf(270))

describe('the estimate', () => {
  it('halves with each half-life that things take', () => {
    // 2.1 s of a half-life of 2.1 s until the order is there; 5.1 s until the book decides.
    const { contract, bet, both } = of({ contractHalfLifeMs: 2_100, oddsHalfLifeMs: 5_100 })
    expect(contract).toBeCloseTo(0.5, 12)
    expect(bet).toBeCloseTo(0.5, 12)
    expect(both).toBeCloseTo(0.25, 12)
  })

  it('counts only bets that are taken as asked', () => {
    const acceptance = {
      ...TAKES_ALL,
      acceptProbability: 0.8,
      changeProbability: 0.5,
      capProbability: 0.25,
    }
    const sure = of({}).bet
    expect(of({ acceptance }).bet / sure).toBeCloseTo(0.8 * 0.5 * 0.75, 12)
  })

  it('is asked for the stake at its most', () => {
    const acceptance = {
      ...TAKES_ALL,
      byStakeShare: { bands: [{ upTo: 0.5, factor: 1 }], beyond: 0.1 },
    }
    const models = { ...SURE_MODELS, acceptance }
    const stakeCents = paperReserveOf(PLAN).stakeCents
    const roomy = fillProbability(PLAN, models, quoteOf(270, 2 * stakeCents))
    const tight = fillProbability(PLAN, models, quoteOf(270, 2 * stakeCents - 1))
    expect(tight.bet / roomy.bet).toBeCloseTo(0.1, 12)
  })

  it.each([0, -1, Number.NaN])('needs a half-life, not %d', (contractHalfLifeMs) => {
    expect(() => of({ contractHalfLifeMs })).toThrow(InvalidInputError)
    expect(() => of({ oddsHalfLifeMs: contractHalfLifeMs })).toThrow(InvalidInputError)
  })

  it('is how often a simulated market that decays so leaves both legs', () => {
    const models: FillModels = { ...FILL_ASSUMPTIONS, oddsHalfLifeMs: 20_000 }
    const estimate = fillProbability(PLAN, models, quoteOf(270))
    const rng = createSeededRng(11)
    const isThere = (halfLifeMs: number, ms: number) => rng.next() < 2 ** (-ms / halfLifeMs)
    const runs = 8_000
    let both = 0
    for (let run = 0; run < runs; run += 1) {
      const chances = drawPaperChances(models, rng)
      const { prepareMs, orderMs, commitMs } = chances
      const isBet = isThere(models.oddsHalfLifeMs, prepareMs + orderMs + commitMs)
      const isContract = isThere(models.contractHalfLifeMs, prepareMs + orderMs)
      const steps = stepsOf(PLAN, chances, {
        asks: isContract ? AS_PLANNED.asks : [],
        answered: isBet ? quoteOf(270) : undefined,
      })
      const receipt = steps.at(-1)?.trade.receipt
      if (receipt?.tag === 'accepted' && !receipt.isChanged && !receipt.isCapped) both += 1
    }
    expect(Math.abs(both / runs - estimate.both)).toBeLessThan(0.02)
  })
})

describe('the chances of a trade', () => {
  it('take as many random numbers as they say, in a fixed order, whatever the models', () => {
    const numbers = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    const rng = rngOf(...numbers)
    const chances = drawPaperChances(FILL_ASSUMPTIONS, rng)
    expect(rng.taken()).toBe(TRADE_CHANCES)
    const latency = (model: FillModels['orderLatency'], number: number) =>
      drawLatencyMs(model, rngOf(number))
    expect(chances).toEqual({
      prepareMs: latency(FILL_ASSUMPTIONS.prepareLatency, 0.1),
      orderMs: latency(FILL_ASSUMPTIONS.orderLatency, 0.2),
      commitMs: latency(FILL_ASSUMPTIONS.commitLatency, 0.3),
      unwindMs: latency(FILL_ASSUMPTIONS.orderLatency, 0.4),
      bet: { accept: 0.5, change: 0.6, cap: 0.7 },
      acceptance: FILL_ASSUMPTIONS.acceptance,
      drift: { perMinute: 0.005, prepare: drawNormal(rngOf(0.8)), commit: drawNormal(rngOf(0.9)) },
    })
    const sure = rngOf(...numbers)
    expect(drawPaperChances(SURE_MODELS, sure)).toMatchObject({ prepareMs: 2_000, orderMs: 100 })
    expect(sure.taken()).toBe(TRADE_CHANCES)
    expect(SURE_CHANCES.acceptance).toBe(SURE_MODELS.acceptance)
  })

  it('come from models that are valid', () => {
    for (const model of ['prepareLatency', 'orderLatency', 'commitLatency'] as const) {
      expect(checkLatencyModel(FILL_ASSUMPTIONS[model])).toBe(FILL_ASSUMPTIONS[model])
    }
    const acceptance = { ...TAKES_ALL, acceptProbability: 2 }
    expect(() => drawPaperChances({ ...SURE_MODELS, acceptance }, rngOf(0.5))).toThrow(
      InvalidInputError,
    )
  })
})
