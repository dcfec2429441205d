import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { type LeagueId, LEAGUES } from '../fixtures/league.ts'
import type { Grade } from '../settlement/grade.ts'
import { otherGrade } from '../settlement/grade.ts'
import { type Payoff, payoutOf } from '../settlement/payoff.ts'
import {
  type GameState,
  IRREGULAR_STATES,
  REGULAR_STATES,
  type SettlementEffect,
  type SettlementRule,
} from '../settlement/rule.ts'
import { settlementRuleOf } from '../settlement/rule-lookup.ts'
import {
  type LeagueOrSport,
  SETTLEMENT_MARKET_TYPES,
  type SettlementMarketType,
  SPORTS,
} from '../settlement/scope.ts'
import { microdollars } from '../units/money.ts'
import { rationalToDecimal } from '../units/rational.ts'
import { type SettlementCase, settlementPayoffsOf } from './claim.ts'

const EXCHANGES = ['kalshi', 'polymarket']
const BOOKS = ['draftkings', 'fanduel', 'betmgm', 'williamhill_us', 'fanatics', 'another-book']
const SCORED: readonly GameState[] = [
  ...REGULAR_STATES,
  'postponed-and-played',
  'shortened',
  'retired',
]
const GRADES: readonly Grade[] = ['win', 'lose', 'push', 'half-win', 'half-lose']
const SCOPES: readonly LeagueOrSport[] = [...(Object.keys(LEAGUES) as LeagueId[]), ...SPORTS]

const grade = fc.constantFrom(...GRADES)
const anyCase: fc.Arbitrary<SettlementCase> = fc
  .record({
    venue: fc.constantFrom(...EXCHANGES, ...BOOKS),
    scope: fc.constantFrom(...SCOPES),
    marketType: fc.constantFrom(...SETTLEMENT_MARKET_TYPES),
    side: fc.constantFrom('yes' as const, 'no' as const),
    state: fc.constantFrom<GameState>(...REGULAR_STATES, ...IRREGULAR_STATES),
    grade,
    direction: fc.constantFrom('over' as const, 'under' as const, undefined),
  })
  .map((question) => {
    const isContract = EXCHANGES.includes(question.venue)
    const whole: Grade = ['lose', 'half-lose'].includes(question.grade) ? 'lose' : 'win'
    const scored = isContract ? whole : question.grade
    return {
      ...question,
      instrument: isContract ? 'contract' : 'bet',
      grade: SCORED.includes(question.state) ? scored : undefined,
    }
  })

/** Dollars paid on a claim that pays `win` and cost `cost`, both in cents. */
function paid({ quantity, cost: share }: Payoff, win: number, cost: number): number {
  const exact = rationalToDecimal(quantity).times(win).plus(rationalToDecimal(share).times(cost))
  return Math.round(Number(exact.times(2520).toFixed(0)))
}

function rangeOf(payoffs: readonly Payoff[], win: number, cost: number): [number, number] {
  const amounts = payoffs.map((payoff) => paid(payoff, win, cost))
  return [Math.min(...amounts), Math.max(...amounts)]
}

/** The effect in words of pairs `[share of the payout, share of the cost]`, written anew. */
function pairsOf(effect: SettlementEffect, settled: SettlementCase): string[] {
  const { instrument, marketType, side, grade: result, direction } = settled
  const graded: Record<Grade, string> = {
    win: '1,0',
    lose: '0,0',
    push: '0,1',
    'half-win': '0.5,0.5',
    'half-lose': '0,0.5',
  }
  const isCount = /total|prop/.test(marketType)
  switch (effect) {
    case 'graded':
      return [graded[result as Grade]]
    case 'void':
      return ['0,1']
    case 'half':
      return ['0.5,0']
    case 'fair-price':
      return ['0,0', '1,0']
    case 'unknown':
      return instrument === 'bet' ? ['0,0', '0,1', '1,0'] : ['0,0', '1,0']
    case 'loses':
      return instrument === 'contract' && side === 'no' ? ['1,0'] : ['0,0']
    case 'split':
      return ['0,0', ...[2, 3, 4, 5, 6, 7, 8, 9, 10].map((sharers) => `1/${sharers}`), '1,0']
    default: {
      const canWin = isCount && result === 'win' && direction !== 'under'
      const canLose = isCount && result === 'lose' && direction !== 'over'
      const isSure = canWin && direction === 'over'
      const halves = isCount && direction === undefined && result?.startsWith('half')
      return [
        ...(isSure ? [] : ['0,1']),
        ...(canWin ? ['1,0'] : []),
        ...(canLose ? ['0,0'] : []),
        ...(halves === true ? [graded[result as Grade]] : []),
      ]
    }
  }
}

function pairOf({ quantity, cost }: Payoff): string {
  const { numerator, denominator } = quantity
  const isShare = numerator === 1 && denominator > 1 && cost.numerator === 0
  if (isShare && denominator > 2) return `1/${denominator}`
  return `${numerator / denominator},${cost.numerator / cost.denominator}`
}

const half = (pair: string) => (pair === '1/2' ? '0.5,0' : pair)
const unique = (pairs: readonly string[]) => [...new Set(pairs.map(half))].toSorted()

describe('what a claim may pay', () => {
  prop.prop([anyCase], { numRuns: 500 })(
    'is what its rule says, written a second time',
    (settled) => {
      const { possible, rule } = settlementPayoffsOf(settled)
      const effects = rule.orElse === undefined ? [rule.effect] : [rule.effect, rule.orElse]
      const expected = effects.flatMap((effect) => pairsOf(effect, settled))
      expect(rule).toBe(settlementRuleOf(settled))
      expect(unique(possible.map(pairOf))).toEqual(unique(expected))
      expect(possible).toHaveLength(unique(expected).length)
    },
  )

  prop.prop([anyCase, fc.integer({ min: 1, max: 99 })], { numRuns: 500 })(
    'under an unknown rule is never better than under a known one',
    (settled, cost) => {
      const known = settlementPayoffsOf(settled)
      const { orElse: _, ...alone } = known.rule
      const open: SettlementRule = { ...alone, effect: 'unknown' }
      const unknown = settlementPayoffsOf(settled, [open])
      // A contract pays $1 at most and a bet more than its stake.
      const [least, most] = rangeOf(unknown.possible, 100, cost)
      const [worst, best] = rangeOf(known.possible, 100, cost)
      expect(least).toBeLessThanOrEqual(worst)
      expect(most).toBeGreaterThanOrEqual(best)
    },
  )

  prop.prop([anyCase, fc.integer({ min: 1, max: 99 })], { numRuns: 300 })(
    'at a fair price lies within what is possible',
    (settled, cost) => {
      const { possible, atFairPrice } = settlementPayoffsOf(settled)
      const [least, most] = rangeOf(possible, 100, cost)
      const [worst, best] = rangeOf(atFairPrice, 100, cost)
      expect(worst).toBeGreaterThanOrEqual(least)
      expect(best).toBeLessThanOrEqual(most)
    },
  )

  prop.prop([anyCase.filter(({ instrument }) => instrument === 'contract')], { numRuns: 300 })(
    'YES and NO of one contract share exactly one dollar',
    (yes) => {
      const no: SettlementCase = {
        ...yes,
        side: yes.side === 'yes' ? 'no' : 'yes',
        grade: yes.grade === undefined ? undefined : otherGrade(yes.grade),
      }
      const sides = [yes, no].map((side) => settlementPayoffsOf(side).possible.map(pairOf))
      const shares = sides.map((pairs) => pairs.map((pair) => Number(pair.split(',')[0])))
      // Whatever one side is paid, the other may be paid the rest; and there are as many ways.
      expect(shares[0]?.map((share) => 1 - share).toSorted()).toEqual(shares[1]?.toSorted())
      for (const pairs of sides) expect(pairs.every((pair) => pair.endsWith(',0'))).toBe(true)
    },
  )

  prop.prop([
    anyCase.filter(({ instrument }) => instrument === 'bet'),
    fc.integer({ min: 1, max: 1_000_000 }),
    fc.integer({ min: 1, max: 1_000_000 }),
  ])('a void bet returns exactly its stake', (bet, stakeCents, winCents) => {
    const known = settlementPayoffsOf({ ...bet, grade: bet.grade ?? 'win' })
    const rule: SettlementRule = { ...known.rule, effect: 'void' }
    const { orElse: _, ...onlyVoid } = rule
    const { possible } = settlementPayoffsOf(bet, [onlyVoid])
    expect(possible).toHaveLength(1)
    const back = payoutOf(possible[0] as Payoff, {
      winPayout: microdollars((stakeCents + winCents) * 10_000),
      cost: microdollars(stakeCents * 10_000),
      payoutStepMicrodollars: 10_000,
    })
    expect(back).toBe(stakeCents * 10_000)
  })

  const MAIN: readonly SettlementMarketType[] = ['moneyline', 'spread', 'total', 'three-way']
  /** Ties of which the sources disagree: $0.50 each, or No for both. */
  const OPEN_TIES = [
    'kalshi cfl moneyline tied',
    'kalshi mma moneyline tied',
    'kalshi ufc moneyline tied',
  ]

  test('is one payoff in a regular state, but for ties that are open', () => {
    const open = new Set<string>()
    for (const venue of [...EXCHANGES, ...BOOKS]) {
      const instrument = EXCHANGES.includes(venue) ? 'contract' : 'bet'
      for (const scope of SCOPES) {
        for (const marketType of MAIN) {
          for (const state of REGULAR_STATES) {
            for (const side of ['yes', 'no'] as const) {
              for (const result of ['win', 'lose'] as const) {
                const question = { venue, scope, marketType, side, state, direction: undefined }
                const settled: SettlementCase = { ...question, instrument, grade: result }
                const { possible, atFairPrice } = settlementPayoffsOf(settled)
                expect(atFairPrice).toEqual(possible)
                if (possible.length !== 1) open.add(`${venue} ${scope} ${marketType} ${state}`)
              }
            }
          }
        }
      }
    }
    expect([...open].toSorted()).toEqual(OPEN_TIES)
  })
})
