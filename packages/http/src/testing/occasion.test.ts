import type { Rng } from '@arbkit/core'
import { createSeededRng } from '@arbkit/core/testing'
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type Hit, isWithin, type Mishap, MishapPlan } from './occasion.ts'

interface Sample extends Mishap {
  readonly of: string
}

/** What the plan says of itself, done the plain way: everything is looked at each time. */
class PlainPlan {
  private readonly rng: Rng
  private readonly all: { readonly mishap: Sample; left: number }[] = []

  constructor(rng: Rng) {
    this.rng = rng
  }

  add(mishap: Sample): void {
    this.all.push({ mishap, left: mishap.times ?? Infinity })
  }

  hit(nowMs: number, of: string): Hit<Mishap['trouble']> {
    let delayMs = 0
    let trouble: Mishap['trouble'] | undefined
    for (const each of this.all) {
      const { probability = 1, trouble: own } = each.mishap
      const isLate = own.tag === 'latency'
      const fits = each.left > 0 && isWithin(each.mishap, nowMs) && each.mishap.of === of
      if (!fits || (!isLate && trouble !== undefined)) continue
      if (probability < 1 && this.rng.next() >= probability) continue
      each.left -= 1
      if (!isLate) trouble = own
      else if ('ms' in own) delayMs += Number(own.ms)
    }
    return { delayMs, trouble }
  }
}

const mishaps = fc.record(
  {
    of: fc.constantFrom('a', 'b'),
    fromMs: fc.nat(40),
    untilMs: fc.nat(60),
    times: fc.integer({ min: 1, max: 3 }),
    probability: fc.constantFrom(0, 0.3, 1),
    trouble: fc.oneof(
      fc.record({ tag: fc.constant('latency'), ms: fc.nat(9) }),
      fc.record({ tag: fc.constantFrom('x', 'y') }),
    ),
  },
  { requiredKeys: ['of', 'trouble'] },
)
const step = fc.oneof(
  fc.record({ add: mishaps }),
  fc.record({ of: fc.constantFrom('a', 'b'), passMs: fc.nat(8) }),
)

describe('the plan', () => {
  prop.prop([fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), fc.nat()])(
    'picks what it would if it looked at everything',
    (steps, seed) => {
      const plan = new MishapPlan<Sample>(createSeededRng(seed))
      const plain = new PlainPlan(createSeededRng(seed))
      let nowMs = 0
      for (const each of steps) {
        if ('add' in each) {
          if (seed % 2 === 0) plan.forgetOver(nowMs)
          plan.add(each.add)
          plain.add(each.add)
          continue
        }
        nowMs += each.passMs
        const { of } = each
        expect(plan.hit(nowMs, (one) => one.of === of)).toEqual(plain.hit(nowMs, of))
      }
    },
  )

  it('adds up every latency, behind a trouble too, and takes the first of the rest as they were given', () => {
    const plan = new MishapPlan<Mishap>(createSeededRng(1))
    plan.add({ trouble: { tag: 'latency', ms: 1 } as Mishap['trouble'] })
    plan.add({ trouble: { tag: 'late' }, fromMs: 10 })
    plan.add({ trouble: { tag: 'early' } })
    plan.add({ trouble: { tag: 'latency', ms: 2 } as Mishap['trouble'] })
    expect(plan.hit(9, () => true)).toEqual({ delayMs: 3, trouble: { tag: 'early' } })
    expect(plan.hit(10, () => true)).toEqual({ delayMs: 3, trouble: { tag: 'late' } })
  })

  it.each([
    [{}, true],
    [{ fromMs: 5 }, true],
    [{ fromMs: 6 }, false],
    [{ untilMs: 6 }, true],
    [{ untilMs: 5 }, false],
  ])('has occasions whose end is not included: %j at 5', (occasion, expected) => {
    expect(isWithin(occasion, 5)).toBe(expected)
  })

  it('forgets what is over or used up, and all when told', () => {
    const plan = new MishapPlan<Mishap>(createSeededRng(1))
    const trouble = { tag: 'x' }
    plan.add({ trouble, untilMs: 5 })
    plan.add({ trouble, times: 1, fromMs: 5 })
    plan.add({ trouble, fromMs: 50 })
    expect(plan.size).toBe(3)
    expect(plan.hit(4, () => true).trouble).toEqual(trouble)
    expect(plan.hit(5, () => true).trouble).toEqual(trouble)
    expect(plan.hit(6, () => true).trouble).toBeUndefined()
    expect(plan.size).toBe(1)
    // The first one was over: it is not there again where the time is set back.
    expect(plan.hit(4, () => true).trouble).toBeUndefined()
    plan.clear()
    expect([plan.size, plan.hit(60, () => true).trouble]).toEqual([0, undefined])
  })

  it('forgets without being asked what hits, ahead and begun, and nothing else', () => {
    const plan = new MishapPlan<Mishap>(createSeededRng(1))
    const trouble = { tag: 'x' }
    plan.add({ trouble, untilMs: 5 })
    plan.add({ trouble: { tag: 'used' }, times: 1 })
    plan.hit(0, (one) => one.trouble.tag === 'used')
    plan.add({ trouble, fromMs: 1, untilMs: 5 })
    plan.add({ trouble: { tag: 'last' }, fromMs: 5, untilMs: 6 })
    expect(plan.size).toBe(4)
    plan.forgetOver(4)
    expect(plan.size).toBe(3)
    plan.forgetOver(5)
    expect(plan.size).toBe(1)
    expect(plan.hit(5, () => true).trouble).toEqual({ tag: 'last' })
    plan.forgetOver(6)
    expect(plan.size).toBe(0)
  })

  it('holds back by chance, up to the most that was said, both ends included', () => {
    const plan = new MishapPlan<Mishap>(createSeededRng(1))
    plan.add({ trouble: { tag: 'latency', ms: 10, jitterMs: 2 } as Mishap['trouble'] })
    const seen = new Set(Array.from({ length: 60 }, () => plan.hit(0, () => true).delayMs))
    expect(seen).toEqual(new Set([10, 11, 12]))
  })

  it('hits a share', () => {
    const plan = new MishapPlan<Mishap>(createSeededRng(3))
    plan.add({ trouble: { tag: 'x' }, probability: 0.25 })
    const hits = Array.from({ length: 4000 }, () => plan.hit(0, () => true).trouble?.tag)
    const count = hits.filter((tag) => tag === 'x').length
    expect(count).toBeGreaterThan(900)
    expect(count).toBeLessThan(1100)
  })
})
