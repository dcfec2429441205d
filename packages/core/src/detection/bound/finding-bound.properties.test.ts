import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { allInTableOf } from '../../fees/all-in-table.ts'
import { FREE_OF_FEES } from '../../fees/contract-costs.ts'
import type { GradedSpace } from '../../outcomes/graded-space.ts'
import { payoffTableOf, type TableClaim } from '../../outcomes/payoff-table.ts'
import { ladderCostOf } from '../../sizing/ladder-cost.ts'
import type { PortfolioPart } from '../../sizing/portfolio/portfolio.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { findPortfolio } from '../portfolio-finding.ts'
import { tablePayoffsOf } from './required-payoffs.ts'
import { createStatePriceBound } from './state-price-bound.ts'
import { betUnitCost, contractUnitCost } from './unit-cost.ts'

const RUNS = 200

const TABLE = allInTableOf(FREE_OF_FEES)

/** Home wins by 3 or more, or by less, or the away team wins, or nobody does. */
const SPACE: GradedSpace = {
  outcomes: [
    { id: 'home by 3', state: 'completed' },
    { id: 'home by less', state: 'completed' },
    { id: 'away', state: 'completed' },
    { id: 'level', state: 'tied' },
  ],
  // The home team wins; it wins by more than 2.5.
  grades: [
    ['win', 'win'],
    ['win', 'lose'],
    ['lose', 'lose'],
    ['push', 'lose'],
  ],
}
const EVENTS = [{ name: 'a close one', outcomes: ['home by less'] }]

const offer = fc.record({
  isContract: fc.boolean(),
  statement: fc.constantFrom(0, 0, 1),
  side: fc.constantFrom('yes' as const, 'no' as const),
  /** Cents of a dollar. */
  price: fc.integer({ min: 15, max: 70 }),
})
type Offer = ReturnType<typeof offer.generate>['value']

const claimOf = ({ isContract, statement, side }: Offer): TableClaim => ({
  venue: isContract ? 'kalshi' : 'draftkings',
  instrument: isContract ? 'contract' : 'bet',
  scope: 'nfl',
  marketType: statement === 0 ? 'moneyline' : 'spread',
  statement,
  side,
})

function partOf({ isContract, price }: Offer, index: number): PortfolioPart {
  const id = `part ${index}`
  if (!isContract) {
    return {
      tag: 'bet',
      id,
      account: 'draftkings',
      returnRatio: rational(100, price),
      stakeStep: cents(1),
      stakeMin: cents(0),
      stakeMax: cents(20_000),
      isFreeBet: false,
    }
  }
  const ladder = [{ price: priceTicks(price * 100), size: centicontracts(5000) }]
  return {
    tag: 'contract',
    id,
    account: 'kalshi',
    cost: ladderCostOf(ladder, TABLE),
    step: centicontracts(100),
    payoutStepMicrodollars: 100,
  }
}

describe('the quick bound and findings that may leave something out', () => {
  const seen = { rejected: 0, locked: 0, conditional: 0, miss: 0 }

  prop.prop([fc.array(offer, { minLength: 2, maxLength: 4 }), fc.boolean()], { numRuns: RUNS })(
    'what it rejects is neither locked nor conditional',
    (offers, mayBeClose) => {
      const claims = offers.map(claimOf)
      const parts = offers.map(partOf)
      const mayExcept = mayBeClose ? EVENTS : []
      const table = payoffTableOf({ space: SPACE, claims })
      const rejections = tablePayoffsOf({ table, claims, mayExcept }).map((payoffs) => {
        const bound = createStatePriceBound(payoffs)
        for (const [index, { isContract, price }] of offers.entries()) {
          const ratio = rational(100, price)
          bound.update(
            index,
            isContract ? contractUnitCost(TABLE, price * 100) : betUnitCost(ratio),
          )
        }
        return bound.refresh()
      })
      const isRejected = rejections.every(Boolean)
      const finding = findPortfolio({
        space: SPACE,
        claims: claims.map((claim, index) => ({ claim, part: parts[index] as PortfolioPart })),
        cash: new Map(),
        bankroll: microdollars(1e12),
        capitalReturns: [],
        mayExcept,
      })
      if (isRejected) expect(finding.tag).toBe('miss')
      seen.rejected += isRejected ? 1 : 0
      seen[finding.tag] += 1
    },
  )

  it('all of them came up', () => {
    expect(Math.min(seen.rejected, seen.locked, seen.conditional)).toBeGreaterThan(RUNS / 50)
  })
})
