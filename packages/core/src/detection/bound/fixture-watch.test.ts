import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import { allInTableOf } from '../../fees/all-in-table.ts'
import { FREE_OF_FEES } from '../../fees/contract-costs.ts'
import { LOSE, WIN } from '../../settlement/payoff.ts'
import { rational } from '../../units/rational.ts'
import type { BoundPayoffs } from './bound-matrix.ts'
import { createFixtureWatch, type FixtureWatch, type WatchedClaim } from './fixture-watch.ts'
import type { WatchedFixture } from './watched-fixture.ts'

const FREE = allInTableOf(FREE_OF_FEES)
/** A contract's YES, and a bet on NO. */
const PAYOFFS: BoundPayoffs = [
  [[WIN], [LOSE]],
  [[LOSE], [WIN]],
]
const ODDS_2 = rational(2)

/** One question: claim 0 a contract's YES, claim 1 a bet on NO. */
const oneQuestion = (fixture: string): WatchedFixture<string, string> => ({
  fixture,
  claims: [{ tag: 'contract', costs: FREE }, { tag: 'bet' }],
  spaces: [{ space: `${fixture}/moneyline`, claims: [0, 1], payoffs: PAYOFFS }],
})

function watchOf(...fixtures: readonly string[]): {
  readonly watch: FixtureWatch<string, string>
  readonly yes: readonly WatchedClaim[]
  readonly no: readonly WatchedClaim[]
} {
  const watch = createFixtureWatch<string, string>()
  const claims = fixtures.map((fixture) => watch.add(oneQuestion(fixture)))
  return {
    watch,
    yes: claims.map(([yes]) => yes as WatchedClaim),
    no: claims.map(([, no]) => no as WatchedClaim),
  }
}

const open = (fixture: string) => ({
  fixture,
  spaces: [{ space: `${fixture}/moneyline`, isRejected: false }],
})
const gone = (fixture: string) => ({
  fixture,
  spaces: [{ space: `${fixture}/moneyline`, isRejected: true }],
})

describe('a watched fixture', () => {
  it('is handed out where its prices may pay, once', () => {
    const { watch, yes, no } = watchOf('a')
    expect(watch.setContractAsk(yes[0] as WatchedClaim, 4999)).toBe(true)
    expect(watch.setBet(no[0] as WatchedClaim, ODDS_2)).toBe(true)
    expect(watch.takeDirty()).toEqual([open('a')])
    expect(watch.takeDirty()).toEqual([])
  })

  it('is not where they come to a dollar', () => {
    const { watch, yes, no } = watchOf('a')
    watch.setContractAsk(yes[0] as WatchedClaim, 5000)
    watch.setBet(no[0] as WatchedClaim, ODDS_2)
    expect(watch.takeDirty()).toEqual([])
    expect(watch.setContractAsk(yes[0] as WatchedClaim, 5100)).toBe(false)
    expect(watch.unitCostOf(yes[0] as WatchedClaim)).toBe(510_000)
  })

  it('leaves every other fixture alone', () => {
    const { watch, yes, no } = watchOf('a', 'b')
    for (const [index, ask] of [4900, 4800].entries()) {
      watch.setContractAsk(yes[index] as WatchedClaim, ask)
      watch.setBet(no[index] as WatchedClaim, ODDS_2)
    }
    expect(watch.takeDirty()).toEqual([open('a'), open('b')])
    watch.setContractAsk(yes[1] as WatchedClaim, 4700)
    expect(watch.takeDirty()).toEqual([open('b')])
  })

  it('is evaluated anew at every change while it may pay, of depth alone too', () => {
    const { watch, yes, no } = watchOf('a')
    watch.setBet(no[0] as WatchedClaim, ODDS_2)
    for (const ask of [4900, 4900, 4950]) {
      watch.setContractAsk(yes[0] as WatchedClaim, ask)
      expect(watch.takeDirty()).toEqual([open('a')])
    }
  })

  it('is handed out once more when nothing pays any longer', () => {
    const { watch, yes, no } = watchOf('a')
    watch.setContractAsk(yes[0] as WatchedClaim, 4900)
    watch.setBet(no[0] as WatchedClaim, ODDS_2)
    watch.takeDirty()
    expect(watch.setContractAsk(yes[0] as WatchedClaim, undefined)).toBe(true)
    expect(watch.takeDirty()).toEqual([gone('a')])
    expect(watch.setContractAsk(yes[0] as WatchedClaim, 5000)).toBe(false)
    expect(watch.takeDirty()).toEqual([])
  })

  it('is not handed out for a burst that comes to nothing', () => {
    const { watch, yes, no } = watchOf('a')
    watch.setContractAsk(yes[0] as WatchedClaim, 5000)
    watch.setBet(no[0] as WatchedClaim, ODDS_2)
    watch.takeDirty()
    expect(watch.setContractAsk(yes[0] as WatchedClaim, 4000)).toBe(true)
    watch.setContractAsk(yes[0] as WatchedClaim, 5000)
    expect(watch.takeDirty()).toEqual([])
  })

  it('takes a free bet as what it costs: nothing', () => {
    const { watch, yes, no } = watchOf('a')
    watch.setContractAsk(yes[0] as WatchedClaim, 9900)
    watch.setUnitCost(no[0] as WatchedClaim, 0)
    expect(watch.takeDirty()).toEqual([open('a')])
    watch.setBet(no[0] as WatchedClaim, undefined)
    expect(watch.takeDirty()).toEqual([gone('a')])
  })

  it('is handed out with those of its spaces that may pay', () => {
    const watch = createFixtureWatch<string, string>()
    // Claim 0 stands in both spaces, the bets in one each.
    const [yes, first, second] = watch.add({
      fixture: 'a',
      claims: [{ tag: 'contract', costs: FREE }, { tag: 'bet' }, { tag: 'bet' }],
      spaces: [
        { space: 'x', claims: [0, 1], payoffs: PAYOFFS },
        { space: 'y', claims: [2, 0], payoffs: PAYOFFS.toReversed() },
      ],
    }) as [WatchedClaim, WatchedClaim, WatchedClaim]
    watch.setBet(first, rational(3, 2))
    watch.setBet(second, rational(5, 2))
    watch.setContractAsk(yes, 5000)
    expect(watch.takeDirty()).toEqual([
      { fixture: 'a', spaces: [{ space: 'y', isRejected: false }] },
    ])
    watch.setContractAsk(yes, 3000)
    expect(watch.takeDirty()).toEqual([
      {
        fixture: 'a',
        spaces: [
          { space: 'x', isRejected: false },
          { space: 'y', isRejected: false },
        ],
      },
    ])
  })
})

describe('a fixture that is removed', () => {
  it('is not handed out, and its claims change nothing', () => {
    const { watch, yes, no } = watchOf('a', 'b')
    for (const index of [0, 1]) {
      watch.setContractAsk(yes[index] as WatchedClaim, 4000)
      watch.setBet(no[index] as WatchedClaim, ODDS_2)
    }
    expect(watch.remove('a')).toBe(true)
    expect(watch.takeDirty()).toEqual([open('b')])
    expect(watch.setContractAsk(yes[0] as WatchedClaim, 1000)).toBe(false)
    expect(watch.takeDirty()).toEqual([])
    expect(watch.remove('a')).toBe(false)
  })

  it('does not reach the fixture that takes its place', () => {
    const { watch, yes, no } = watchOf('a')
    watch.setContractAsk(yes[0] as WatchedClaim, 5000)
    watch.remove('a')
    const [later] = watch.add(oneQuestion('c')) as [WatchedClaim, WatchedClaim]
    watch.setContractAsk(later, 5000)
    watch.setContractAsk(yes[0] as WatchedClaim, 1)
    watch.setBet(no[0] as WatchedClaim, ODDS_2)
    expect([watch.unitCostOf(later), watch.unitCostOf(yes[0] as WatchedClaim)]).toEqual([
      500_000,
      Infinity,
    ])
    expect(watch.takeDirty()).toEqual([])
  })

  it('may be added again, with nothing offered', () => {
    const { watch } = watchOf('a')
    watch.remove('a')
    const [yes] = watch.add(oneQuestion('a'))
    watch.setContractAsk(yes as WatchedClaim, 1)
    expect(watch.takeDirty()).toEqual([])
  })
})

describe('what is refused', () => {
  it.each<[string, Partial<WatchedFixture<string, string>>, RegExp]>([
    ['a fixture that is watched already', {}, /watched once/],
    [
      'a claim that the fixture has not',
      { fixture: 'b', spaces: [{ space: 'x', claims: [0, 2], payoffs: PAYOFFS }] },
      /claims of its fixture/,
    ],
    [
      'a claim twice in a space',
      { fixture: 'b', spaces: [{ space: 'x', claims: [1, 1], payoffs: PAYOFFS }] },
      /each claim once/,
    ],
    [
      'payoffs of fewer claims than there are',
      { fixture: 'b', spaces: [{ space: 'x', claims: [0], payoffs: PAYOFFS }] },
      /payoffs for each of its claims/,
    ],
  ])('%s', (_what, change, message) => {
    const { watch } = watchOf('a')
    const add = () => watch.add({ ...oneQuestion('a'), ...change })
    expect(add).toThrow(InvalidInputError)
    expect(add).toThrow(message)
    // Nothing is left of it.
    expect(watch.remove('b')).toBe(false)
  })

  it('prices that are none, and an ask of a bet; nothing is changed by them', () => {
    const { watch, yes, no } = watchOf('a')
    watch.setContractAsk(yes[0] as WatchedClaim, 5000)
    watch.setBet(no[0] as WatchedClaim, ODDS_2)
    const calls = [
      () => watch.setContractAsk(yes[0] as WatchedClaim, 10_001),
      () => watch.setContractAsk(yes[0] as WatchedClaim, Number.NaN),
      () => watch.setContractAsk(no[0] as WatchedClaim, 10),
      () => watch.setBet(no[0] as WatchedClaim, { numerator: 0, denominator: 1 }),
      () => watch.setUnitCost(no[0] as WatchedClaim, -1),
    ]
    for (const call of calls) expect(call).toThrow(InvalidInputError)
    expect([
      watch.unitCostOf(yes[0] as WatchedClaim),
      watch.unitCostOf(no[0] as WatchedClaim),
    ]).toEqual([500_000, 500_000])
    expect(watch.takeDirty()).toEqual([])
  })
})

describe('properties', () => {
  const FIXTURES = ['a', 'b', 'c']
  const step = fc.oneof(
    fc.record({
      fixture: fc.nat(2),
      isYes: fc.boolean(),
      cost: fc.oneof(fc.integer({ min: 400_000, max: 600_000 }), fc.constant(Infinity)),
    }),
    fc.constant('take' as const),
  )

  prop.prop([fc.array(step, { maxLength: 60 })], { numRuns: 500 })(
    'what is handed out is what may pay and was touched, and what no longer may',
    (steps) => {
      const { watch, yes, no } = watchOf(...FIXTURES)
      const costs = FIXTURES.map(() => [Infinity, Infinity])
      const wasOpen = new Set<string>()
      let touched = new Set<string>()
      for (const one of [...steps, 'take' as const]) {
        if (one !== 'take') {
          const { fixture, isYes, cost } = one
          const claims = isYes ? yes : no
          watch.setUnitCost(claims[fixture] as WatchedClaim, cost)
          ;(costs[fixture] as number[])[isYes ? 0 : 1] = cost
          touched.add(FIXTURES[fixture] as string)
          continue
        }
        const mayPay = (fixture: string) => {
          const [first, second] = costs[FIXTURES.indexOf(fixture)] as [number, number]
          return first + second < 1_000_000
        }
        const expected = [...touched].flatMap((fixture) => {
          if (mayPay(fixture)) return [open(fixture)]
          return wasOpen.has(fixture) ? [gone(fixture)] : []
        })
        const dirty = watch.takeDirty()
        expect(dirty).toHaveLength(expected.length)
        expect(dirty).toEqual(expect.arrayContaining(expected))
        for (const fixture of touched) {
          if (mayPay(fixture)) wasOpen.add(fixture)
          else wasOpen.delete(fixture)
        }
        touched = new Set()
      }
    },
  )
})
