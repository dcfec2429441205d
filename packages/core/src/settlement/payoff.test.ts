import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { microdollars } from '../units/money.ts'
import { rational, rationalToDecimal } from '../units/rational.ts'
import { HALF, LOSE, type Payoff, payoutOf, REFUND, WIN } from './payoff.ts'

const CENT = 10_000

function pay(payoff: Payoff, winPayout: number, cost: number, step = CENT): number {
  return payoutOf(payoff, {
    winPayout: microdollars(winPayout),
    cost: microdollars(cost),
    payoutStepMicrodollars: step,
  })
}

describe('payoutOf', () => {
  // A bet of $37.04 at 2.70: it would pay $100.00.
  const [wins, staked] = [100_000_000, 37_040_000]

  it.each([
    ['a win pays in full', WIN, wins],
    ['a loss pays nothing', LOSE, 0],
    ['a void bet gives the stake back', REFUND, staked],
    ['half of the payout', HALF, 50_000_000],
    // Half the stake wins, half of it comes back: $50.00 + $18.52.
    ['a half-win', { quantity: rational(1, 2), cost: rational(1, 2) }, 50_000_000 + 18_520_000],
    // A third of $100.00 is $33.33 and a third of a cent, which the book keeps.
    ['a dead heat of three', { quantity: rational(1, 3), cost: rational(0) }, 33_330_000],
    // 2 % of the winnings of $62.96, $1.2592, is kept: $98.7408, floored.
    [
      'commission on the winnings',
      { quantity: rational(98, 100), cost: rational(2, 100) },
      98_740_000,
    ],
  ] as const)('%s', (_what, payoff, paid) => {
    expect(pay(payoff, wins, staked)).toBe(paid)
  })

  it('floors to what the venue pays in', () => {
    // Half of 0.03 contract is $0.015: kept to four decimals, cut to whole cents.
    expect(pay(HALF, 30_000, 18_000, 100)).toBe(15_000)
    expect(pay(HALF, 30_000, 18_000)).toBe(10_000)
  })

  const payoff = fc
    .tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 }), fc.integer({ min: 1, max: 12 }))
    .map(([a, b, n]): Payoff => ({ quantity: rational(a, n), cost: rational(b, n) }))
  const amount = fc.integer({ min: 0, max: 1_000_000_000 })

  prop.prop([payoff, amount, amount, fc.constantFrom(1, 100, CENT)])(
    'is whole steps, never above the exact share, and less by no more than a step',
    (p, winPayout, cost, step) => {
      const paid = pay(p, winPayout, cost, step)
      const exact = rationalToDecimal(p.quantity)
        .times(winPayout)
        .plus(rationalToDecimal(p.cost).times(cost))
      expect(paid % step).toBe(0)
      expect(exact.minus(paid).gt('-1e-20')).toBe(true)
      // Both parts are cut to a microdollar before the sum is cut to the step.
      expect(exact.minus(paid).lt(step + 2)).toBe(true)
    },
  )
})
