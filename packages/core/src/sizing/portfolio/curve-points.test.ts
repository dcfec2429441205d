import { describe, expect, it } from 'vitest'
import type { ContractCosts } from '../../fees/contract-costs.ts'
import { REFUND, WIN } from '../../settlement/payoff.ts'
import { centicontracts, priceTicks } from '../../units/money.ts'
import { ladderCostOf } from '../ladder-cost.ts'
import { columnOf, curveChoice, nearerChoice, wholeCurve } from './curve-points.ts'
import type { ContractPart } from './portfolio.ts'
import { relaxedPartOf } from './relaxed-part.ts'

/** Levels of a hundred hundredths each, at these unit costs. */
function partOf(unitCosts: readonly number[], payoff = WIN) {
  const costs: ContractCosts = {
    perCenticontract: (price) => unitCosts[price - 1] as number,
    totalStepMicrodollars: 1,
  }
  const ladder = unitCosts.map((_, n) => ({ price: priceTicks(n + 1), size: centicontracts(100) }))
  const part: ContractPart = {
    tag: 'contract',
    id: 'a',
    account: 'a',
    cost: ladderCostOf(ladder, costs),
    step: centicontracts(1),
    payoutStepMicrodollars: 1,
  }
  return relaxedPartOf(part, { sets: [[payoff]], most: unitCosts.length * 100 })
}
const quantities = (choice: ReturnType<typeof wholeCurve>) =>
  columnOf(choice).points.map(({ quantity }) => quantity)
const rising = Array.from({ length: 40 }, (_, n) => 4000 + n)

describe('points of a curve', () => {
  it('are the ends of its levels, and of what is asked for', () => {
    const choice = curveChoice(partOf([5, 6, 7]), { low: 150, high: 250 })
    expect([choice.base.quantity, ...quantities(choice)]).toEqual([150, 200, 250])
    expect(quantities(curveChoice(partOf([5, 6, 7]), { low: 0, high: 300 }))).toEqual([
      100, 200, 300,
    ])
    expect(quantities(curveChoice(partOf([5, 6]), { low: 100, high: 100 }))).toEqual([])
  })

  it('skip a level that is dearer than the one behind it', () => {
    // 500, 1200 and 1800: from the first to the third is cheaper than through the second.
    const choice = curveChoice(partOf([5, 7, 6]), { low: 0, high: 300 })
    expect(quantities(choice)).toEqual([100, 300])
  })

  it('are all kept where a payoff gives the price back', () => {
    const choice = curveChoice(partOf([5, 7, 6], REFUND), { low: 0, high: 300 })
    expect(quantities(choice)).toEqual([100, 200, 300])
    const long = curveChoice(partOf(rising, REFUND), { low: 0, high: 4000 })
    expect(quantities(long)).toHaveLength(40)
    expect(nearerChoice(long, 123)).toBeUndefined()
  })

  it('are few at first where there are many', () => {
    const choice = curveChoice(partOf(rising), { low: 0, high: 4000 })
    expect(quantities(choice)).toEqual([100, 1400, 2700, 4000])
    expect(quantities(wholeCurve(choice))).toHaveLength(40)
  })
})

describe('nearer points', () => {
  const part = partOf(rising)
  const first = curveChoice(part, { low: 0, high: 4000 })
  const settled = (target: number) => {
    let choice = first
    for (let round = 0; round < 10; round += 1) {
      const nearer = nearerChoice(choice, part.pointAt(target).winPayout)
      if (nearer === undefined) return quantities(choice)
      choice = nearer
    }
    return undefined
  }

  it.each([1, 55, 150, 1399, 1950, 2633, 3999])('come to lie around %i', (target) => {
    const points = settled(target)
    const below = Math.floor(target / 100) * 100
    expect(points).toEqual(expect.arrayContaining([below, below + 100].filter((end) => end > 0)))
  })

  it.each([100, 1400, 2700, 2300, 4000])(
    'come to lie on both sides of %i, an end of a level',
    (target) => {
      const points = settled(target)
      const around = [target - 100, target, target + 100].filter((end) => end > 0 && end <= 4000)
      expect(points).toEqual(expect.arrayContaining(around))
    },
  )

  it('of nothing bought are the first ones', () => {
    expect(settled(0)).toContain(100)
  })
})
