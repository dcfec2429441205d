import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import {
  PLAN,
  quoteOf,
  rngOf,
  stepsOf,
  SURE_CHANCES,
  SURE_MODELS,
  TRADE_MS,
} from '../testing/made-up-trades.ts'
import { createSeededRng } from '../testing/seeded-rng.ts'
import { compareRational, rational } from '../units/rational.ts'
import {
  checkOddsDrift,
  DRIFT_CHANCES,
  drawOddsDrift,
  driftedQuote,
  NO_DRIFT,
  ODDS_DRIFT_MAX,
} from './odds-drift.ts'
import { drawPaperChances } from './paper-plan.ts'

const MINUTE_MS = 60_000
/** Stamped long before the decision. */
const quote = { ...quoteOf(200), ageMs: 10 * MINUTE_MS }
const at = (minutes: number, preparedMinutes?: number) => ({
  decidedMs: TRADE_MS,
  preparedMs: preparedMinutes === undefined ? undefined : TRADE_MS + preparedMinutes * MINUTE_MS,
  nowMs: TRADE_MS + minutes * MINUTE_MS,
})
const ODDS_AT = (probability: number) => rational(Math.floor(10_000 / probability), 10_000)

describe('odds that nobody looks at', () => {
  it('move by the deviation of a minute times the root of the time since the decision', () => {
    const up = { perMinute: 0.01, prepare: 1, commit: 0 }
    // 50 % + 1 point after a minute, + 2 points after four; the feed's stamp is older than both.
    expect(driftedQuote(quote, up, at(1)).returnRatio).toEqual(ODDS_AT(0.51))
    expect(driftedQuote(quote, up, at(4)).returnRatio).toEqual(ODDS_AT(0.52))
    expect(driftedQuote(quote, { ...up, prepare: -1 }, at(4)).returnRatio).toEqual(ODDS_AT(0.48))
  })

  it('go on from where the slip was read', () => {
    const drift = { perMinute: 0.01, prepare: 1, commit: -2 }
    // One point up in a minute, then 2 × 2 points down in four more.
    expect(driftedQuote(quote, drift, at(5, 1)).returnRatio).toEqual(ODDS_AT(0.47))
  })

  it('are what a newer quote shows, and move from there', () => {
    const drift = { perMinute: 0.01, prepare: 3, commit: 1 }
    const newer = { ...quote, ageMs: MINUTE_MS }
    // Stamped four minutes after the decision, one minute ago: the way before that is in it.
    expect(driftedQuote(newer, drift, at(5, 1)).returnRatio).toEqual(ODDS_AT(0.51))
    expect(driftedQuote({ ...quote, ageMs: 0 }, drift, at(5, 1))).toEqual({ ...quote, ageMs: 0 })
  })

  it('stay as they are, to the fraction, where nothing moves', () => {
    expect(driftedQuote(quote, NO_DRIFT, at(9))).toBe(quote)
    expect(driftedQuote(quote, { perMinute: 0.5, prepare: 3, commit: 3 }, at(0))).toBe(quote)
  })

  it('stay odds, however far they would go', () => {
    const far = { perMinute: 0.5, prepare: 9, commit: 0 }
    expect(driftedQuote(quote, far, at(9)).returnRatio).toEqual(rational(10_010, 10_000))
    expect(driftedQuote(quote, { ...far, prepare: -9 }, at(9)).returnRatio).toEqual(rational(1_000))
  })
})

prop.prop([fc.integer({ min: 101, max: 5_000 }), fc.nat(), fc.integer({ min: 0, max: 60 })])(
  'a walk changes nothing but the odds, leaves them above 1, and is the same for the same numbers',
  (hundredths, seed, minutes) => {
    const drift = drawOddsDrift(0.02, createSeededRng(seed))
    const shown = { ...quoteOf(hundredths), ageMs: 10 * MINUTE_MS }
    const moved = driftedQuote(shown, drift, at(minutes))
    expect({ ...moved, returnRatio: 0 }).toEqual({ ...shown, returnRatio: 0 })
    expect(compareRational(moved.returnRatio, rational(1))).toBe(1)
    const again = drawOddsDrift(0.02, createSeededRng(seed))
    expect(driftedQuote(shown, again, at(minutes))).toEqual(moved)
  },
)

it('goes both ways alike: about as many walks make the odds better as worse', () => {
  const rng = createSeededRng(3)
  let better = 0
  for (let run = 0; run < 2_000; run += 1) {
    const { returnRatio } = driftedQuote(quote, drawOddsDrift(0.01, rng), at(1))
    if (compareRational(returnRatio, quote.returnRatio) > 0) better += 1
  }
  expect(Math.abs(better - 1_000)).toBeLessThan(100)
})

it('takes as many numbers as it says, also where nothing moves', () => {
  for (const perMinute of [0, 0.3]) {
    const rng = rngOf(0.5)
    drawOddsDrift(perMinute, rng)
    expect(rng.taken()).toBe(DRIFT_CHANCES)
  }
  expect(drawOddsDrift(0.3, rngOf(0.5, 0.99))).toEqual({
    perMinute: 0.3,
    prepare: expect.closeTo(0, 9) as number,
    commit: expect.closeTo(2.326348, 6) as number,
  })
})

it.each([-0.001, ODDS_DRIFT_MAX + 0.001, Number.NaN])('refuses a deviation of %s', (bad) => {
  expect(() => checkOddsDrift(bad)).toThrow(InvalidInputError)
  const models = { ...SURE_MODELS, oddsDriftPerMinute: bad }
  expect(() => drawPaperChances(models, rngOf(0.5))).toThrow(InvalidInputError)
  expect(checkOddsDrift(ODDS_DRIFT_MAX)).toBe(ODDS_DRIFT_MAX)
})

describe('a trade whose odds move', () => {
  const moving = (prepare: number, commit: number) => ({
    ...SURE_CHANCES,
    drift: { perMinute: 0.1, prepare, commit },
  })
  const shown = { ...quoteOf(270), ageMs: MINUTE_MS }

  it('is dropped where the slip shows less than the least odds', () => {
    // 1 ÷ 2.70 and 0.1 × √(2 s) up: 0.38863, that is 2.573.
    const [, step] = stepsOf(PLAN, moving(1, 0), { prepared: shown })
    expect(step?.trade).toMatchObject({
      stage: 'dropped',
      dropReason: 'odds-below-minimum',
      prepared: { returnRatio: rational(25_731, 10_000) },
      preparedMs: TRADE_MS + 2_000,
    })
  })

  it('asks for the stake that the odds of the slip need, and may be refused at those of later', () => {
    // 1 ÷ 2.70 and 0.1 × √(3.1 s) up: 0.39310.
    const steps = stepsOf(PLAN, moving(0, 1), { prepared: shown, answered: shown })
    const asked = steps.at(2)?.trade
    expect(asked).toMatchObject({ askedStakeCents: 3_704, prepared: shown })
    expect(steps.at(3)?.trade.receipt).toMatchObject({
      tag: 'refused',
      reason: 'odds-below-minimum',
      offered: rational(25_438, 10_000),
    })
  })
})
