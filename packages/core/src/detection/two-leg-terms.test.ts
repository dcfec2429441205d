import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import type { Proposition } from '../fixtures/proposition.ts'
import { HALF, LOSE, REFUND, WIN } from '../settlement/payoff.ts'
import { TWO_LEG_TERMS_MAX, type TwoLegTermsQuery, twoLegTermsOf } from './two-leg-terms.ts'

const MONEYLINE: Proposition = { tag: 'moneyline', period: 'full-game', team: 'home' }
const QUERY: TwoLegTermsQuery = {
  league: 'nfl',
  question: MONEYLINE,
  venue: 'kalshi',
  side: 'yes',
  book: 'draftkings',
}
const spread = (line: number): Proposition => ({
  tag: 'spread',
  period: 'full-game',
  team: 'home',
  line,
})

describe('how two legs settle', () => {
  it('over every regular outcome, and over those in which a side came true', () => {
    const { regular, decided } = twoLegTermsOf(QUERY)
    expect(regular).toEqual([
      { id: 'yes', contract: WIN, bet: LOSE },
      { id: 'no', contract: LOSE, bet: WIN },
      { id: 'tie', contract: HALF, bet: REFUND },
    ])
    expect(decided).toEqual(regular.slice(0, 2))
  })

  it('is the same list where no game ends level', () => {
    const { regular, decided } = twoLegTermsOf({ ...QUERY, league: 'mlb' })
    expect(decided).toBe(regular)
  })

  it('has the irregular outcomes in the order of the space, with their rules', () => {
    const { tailRows } = twoLegTermsOf({ ...QUERY, league: 'mlb' })
    expect(tailRows.length).toBeGreaterThan(0)
    for (const { state, contract, bet } of tailRows) {
      expect([contract.rule.state, bet.rule.state]).toEqual([state, state])
      expect(contract.rule.venue).toBe('kalshi')
    }
  })

  it.each<[string, Partial<TwoLegTermsQuery>]>([
    ['league', { league: 'mlb' }],
    ['side', { side: 'no' }],
    ['book', { book: 'fanduel' }],
    ['kind of question', { question: spread(-1.5) }],
    ['venue', { venue: 'polymarket' }],
  ])('is worked out once, but for each %s', (_what, change) => {
    expect(twoLegTermsOf({ ...QUERY })).toBe(twoLegTermsOf(QUERY))
    expect(twoLegTermsOf({ ...QUERY, ...change })).not.toBe(twoLegTermsOf(QUERY))
  })

  it('refuses a line that can push, also after one that can not', () => {
    twoLegTermsOf({ ...QUERY, question: spread(-3.5) })
    for (const line of [-3, Number.NaN]) {
      const query = { ...QUERY, question: spread(line) }
      expect(() => twoLegTermsOf(query)).toThrow(InvalidInputError)
      expect(() => twoLegTermsOf(query)).toThrow(/half-point line/)
    }
  })

  it('is worked out anew once it was dropped for newer ones', () => {
    const first = twoLegTermsOf(QUERY)
    for (let n = 0; n < TWO_LEG_TERMS_MAX; n += 1) twoLegTermsOf({ ...QUERY, book: `book ${n}` })
    expect(twoLegTermsOf(QUERY)).not.toBe(first)
    expect(twoLegTermsOf(QUERY)).toEqual(first)
  })
})
