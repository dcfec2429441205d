import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import { FREE_OF_FEES, kalshiTakerCosts } from '../fees/contract-costs.ts'
import { kalshiRoundingAt } from '../fees/kalshi-schedule.ts'
import { AGREEMENT_PANEL } from '../odds/agreement.ts'
import type { BookQuote } from '../odds/book-probabilities.ts'
import type { Devig } from '../odds/devig/devig.ts'
import { devigMultiplicative } from '../odds/devig/multiplicative.ts'
import { parseOdds } from '../odds/parse-odds.ts'
import { Decimal } from '../units/decimal.ts'
import { centicontracts, microdollars, priceTicks } from '../units/money.ts'
import { TRADING_PROFILES, tradingProfile } from './profile.ts'
import { findValue, type ValueFinding, type ValueInput } from './value.ts'

const DIRECT = kalshiTakerCosts({
  rate: {
    feeType: 'quadratic',
    multiplier: new Decimal(1),
    origin: 'series',
    assumedBecause: undefined,
  },
  rounding: kalshiRoundingAt(Date.UTC(2026, 10, 21)),
  membership: 'direct',
})

/** A book's prices for outcomes A, B, C. */
const quote = (book: string, ...prices: readonly string[]): BookQuote => ({
  book,
  prices: prices.map((text, index) => ({
    name: 'ABC'[index]!,
    line: undefined,
    price: parseOdds(text),
  })),
  ageMs: 0,
})
/** The panel's books without margin, by what each gives the first outcome, in percent. */
const panelAt = (...percents: readonly number[]): BookQuote[] =>
  percents.map((percent, index) =>
    quote(AGREEMENT_PANEL[index]!, `${percent}%`, `${100 - percent}%`),
  )
const marketOf = (count: number): ValueInput['books']['market'] => ({
  type: 'moneyline',
  outcomes: [...'ABC'].slice(0, count).map((name) => ({ name, line: undefined })),
})
const booksOf = (quotes: readonly BookQuote[]): ValueInput['books'] => ({
  market: marketOf(quotes[0]?.prices.length ?? 2),
  quotes,
})
/** Ticks and whole contracts. */
const ladderOf = (...levels: readonly (readonly [number, number])[]) =>
  levels.map(([ticks, contracts]) => ({
    price: priceTicks(ticks),
    size: centicontracts(contracts * 100),
  }))

/** 47 cents and a fee of 1.75 against 55 %: an edge of 6.25 cents. */
const BASE: ValueInput = {
  books: booksOf(panelAt(55, 55, 55, 55)),
  outcomeIndex: 0,
  contract: {
    ladder: ladderOf([4700, 100], [4900, 50], [5000, 1000]),
    costs: DIRECT,
    step: centicontracts(100),
  },
  profile: TRADING_PROFILES.STANDARD,
  bankroll: microdollars(1_000_000_000),
}
const free = (...levels: readonly (readonly [number, number])[]): ValueInput['contract'] => ({
  ...BASE.contract,
  ladder: ladderOf(...levels),
  costs: FREE_OF_FEES,
})

function valueOf(input: ValueInput): Extract<ValueFinding, { tag: 'value' }> {
  const finding = findValue(input)
  if (finding.tag !== 'value') throw new Error(`a miss: ${finding.cause}`)
  return finding
}
function missOf<Cause extends string>(input: ValueInput, cause: Cause) {
  const finding = findValue(input)
  if (finding.tag !== 'miss') throw new Error('no miss')
  expect(finding.cause).toBe(cause)
  return finding as Extract<ValueFinding, { tag: 'miss' }> & { readonly cause: Cause }
}

describe('a contract cheaper than the books say', () => {
  const { probability, askDollars, edgeDollars, agreement, position, uncertainty } = valueOf(BASE)

  it('is judged by its ask with the fee', () => {
    expect([probability, askDollars, edgeDollars].map(String)).toEqual(['0.55', '0.4875', '0.0625'])
    expect([agreement.count, agreement.of]).toEqual([4, 4])
  })

  it('is bought for a quarter of Kelly: (p − c)/(1 − c)/4 of $1,000 are 62.5 contracts', () => {
    expect(position).toMatchObject({ size: 6300, spend: 30_712_500, limitedBy: 'kelly' })
    expect(position.levels).toEqual([{ price: 4700, count: 6300 }])
    expect(position.fraction.toFixed()).toBe('0.0307125')
    expect(position.isProvenBest).toBe(true)
  })

  it('says what the model expects of it, which is nothing guaranteed', () => {
    // 63 × 0.55 − 30.7125
    expect(position.expectedProfitDollars.toFixed()).toBe('3.9375')
    expect(position.expectedReturn.toFixed(6)).toBe('0.128205')
    expect(position.averageEdgeDollars.toFixed()).toBe('0.0625')
    expect(position.breakEvenProbability.toFixed()).toBe('0.4875')
    expect(position.growth.gt(0)).toBe(true)
    expect(Object.keys(position).join()).not.toMatch(/guarantee/i)
  })

  it('leaves nothing to the method where books have no margin', () => {
    expect(uncertainty.views).toHaveLength(7)
    expect(uncertainty.failures).toEqual([])
    expect(uncertainty.width.toFixed()).toBe('0')
    expect(uncertainty.edgeAtLowestDollars.toFixed()).toBe('0.0625')
    expect(uncertainty.isEdgeAtLowestEnough).toBe(true)
    expect(uncertainty.expectedProfitAtLowestDollars.toFixed()).toBe('3.9375')
  })

  it('is the outcome that was asked about', () => {
    const other = { ...BASE, books: booksOf(panelAt(45, 45, 45, 45)), outcomeIndex: 1 }
    expect(valueOf(other).position.size).toBe(6300)
    expect(missOf({ ...other, outcomeIndex: 0 }, 'edge')).toBeDefined()
  })
})

describe('how much is bought', () => {
  const rich = { ...BASE, bankroll: microdollars(100_000_000_000) }

  it('stops at the level whose all-in price has less than the profile’s edge', () => {
    // 49 and 1.75 cents leave 4.25 of 55: not for 5 cents, but for 3.
    expect(valueOf(rich).position).toMatchObject({ size: 10_000, limitedBy: 'edge' })
    const bold = valueOf({ ...rich, profile: TRADING_PROFILES.AGGRESSIVE }).position
    expect(bold.levels.map(({ price }) => price)).toEqual([4700, 4900, 5000])
    const cut = tradingProfile({
      edgeDollars: new Decimal('0.0425'),
      agreementMin: 3,
      lambda: new Decimal(1),
    })
    expect(valueOf({ ...rich, profile: cut }).position).toMatchObject({
      size: 15_000,
      limitedBy: 'edge',
    })
  })

  it('does not pass over a dear level to reach a cheaper one behind it', () => {
    // 47.5 cents lie off the grid of the balance: with what rounding may keep, 50.25; 48 cost 49.75.
    const contract = { ...BASE.contract, ladder: ladderOf([4750, 100], [4800, 100]) }
    const miss = missOf({ ...BASE, contract }, 'edge')
    expect(miss).toMatchObject({ shortBooks: 3 })
    expect('askDollars' in miss && miss.askDollars.toFixed()).toBe('0.5024')
    const alone = { ...BASE.contract, ladder: ladderOf([4800, 100]) }
    expect(valueOf({ ...BASE, contract: alone }).askDollars.toFixed()).toBe('0.4975')
    const behind = { ...BASE.contract, ladder: ladderOf([4600, 10], [4750, 100], [4800, 100]) }
    expect(valueOf({ ...rich, contract: behind }).position.size).toBe(1000)
  })

  it('is cut to what is offered and to the spending limit', () => {
    const contract = { ...BASE.contract, ladder: ladderOf([4700, 20]) }
    expect(valueOf({ ...BASE, contract }).position).toMatchObject({
      size: 2000,
      limitedBy: 'depth',
    })
    // One more is offered than Kelly buys.
    const enough = { ...BASE.contract, ladder: ladderOf([4700, 64]) }
    expect(valueOf({ ...BASE, contract: enough }).position).toMatchObject({
      size: 6300,
      limitedBy: 'kelly',
    })
    const limited = valueOf({ ...BASE, spendMax: microdollars(10_000_000) }).position
    // 20 × 0.4875 = 9.75
    expect(limited).toMatchObject({ size: 2000, spend: 9_750_000, limitedBy: 'spend-limit' })
  })

  it('counts the rounding of the order’s total into what is spent and expected', () => {
    const costs = { ...DIRECT, totalStepMicrodollars: 1_000_000 }
    const contract = { ...BASE.contract, ladder: ladderOf([4700, 10]), costs }
    const { position, askDollars } = valueOf({ ...BASE, contract })
    // 10 × 0.4875 is rounded up to 5 dollars.
    expect(askDollars.toFixed()).toBe('0.4875')
    expect(position).toMatchObject({ size: 1000, spend: 5_000_000 })
    expect(position.expectedProfitDollars.toFixed()).toBe('0.5')
    expect(position.averageEdgeDollars.toFixed()).toBe('0.05')
    expect(position.breakEvenProbability.toFixed()).toBe('0.5')
  })
})

describe('a contract that is no value says why, and by how much', () => {
  it('no-ask: nothing is offered', () => {
    const miss = missOf({ ...BASE, contract: { ...BASE.contract, ladder: [] } }, 'no-ask')
    expect(miss.consensus.tag).toBe('consensus')
  })

  it('too-few-books: with what the one book thinks', () => {
    const miss = missOf({ ...BASE, books: booksOf(panelAt(55)) }, 'too-few-books')
    expect(miss).toMatchObject({
      consensus: { booksMin: 2, used: [{ book: 'draftkings' }] },
      agreement: { count: 1, of: 4 },
    })
    expect('askDollars' in miss && miss.askDollars.toFixed()).toBe('0.4875')
    const none = { ...BASE, contract: { ...BASE.contract, ladder: [] }, books: booksOf([]) }
    missOf(none, 'no-ask')
  })

  it('edge: how many cents are missing; enough is enough', () => {
    const at = (ticks: number) => ({ ...BASE, contract: free([ticks, 1000]) })
    expect(valueOf(at(5000)).edgeDollars.toFixed()).toBe('0.05')
    const miss = missOf(at(5001), 'edge')
    expect('shortEdgeDollars' in miss && miss.shortEdgeDollars.toFixed()).toBe('0.0001')
    expect(miss).toMatchObject({ shortBooks: 3 })
    const dear = missOf(at(6000), 'edge')
    expect('edgeDollars' in dear && dear.edgeDollars.toFixed()).toBe('-0.05')
  })

  it('edge: the fee alone can take it away', () => {
    const contract = { ...BASE.contract, ladder: ladderOf([4900, 100]) }
    missOf({ ...BASE, contract }, 'edge')
    expect(valueOf({ ...BASE, contract: { ...contract, costs: FREE_OF_FEES } }).tag).toBe('value')
  })

  it('agreement: two books carry a mean that the others do not bear out', () => {
    const books = booksOf(panelAt(57, 56, 53, 53))
    const miss = missOf({ ...BASE, books, contract: free([4900, 100]) }, 'agreement')
    expect(miss).toMatchObject({ agreement: { count: 2, of: 4 }, shortBooks: 1 })
    expect('shortEdgeDollars' in miss && miss.shortEdgeDollars.toFixed()).toBe('0')
    const bold = { ...BASE, books, contract: free([4900, 100]) }
    expect(valueOf({ ...bold, profile: TRADING_PROFILES.VERY_AGGRESSIVE }).agreement.count).toBe(4)
  })

  it('agreement: is asked of the profile’s panel', () => {
    const panel = ['pinnacle', 'circa']
    const profile = tradingProfile({ ...TRADING_PROFILES.STANDARD, agreementMin: 2, panel })
    const miss = missOf({ ...BASE, profile }, 'agreement')
    expect(miss).toMatchObject({ agreement: { count: 0, of: 2 }, shortBooks: 2 })
  })

  it.each<readonly [string, Partial<ValueInput>]>([
    ['a bankroll that Kelly makes less than one contract of', { bankroll: microdollars(2e6) }],
    ['a limit below one contract', { spendMax: microdollars(400_000) }],
    ['a limit of nothing', { spendMax: microdollars(0) }],
    ['steps above the offer', { contract: { ...BASE.contract, step: centicontracts(20_000) } }],
  ])('size: %s', (_what, change) => {
    const miss = missOf({ ...BASE, ...change }, 'size')
    expect(miss).toMatchObject({ offered: 10_000, kelly: { size: 0, spend: 0 } })
  })

  it('size: at a fair price there is no edge, and nothing to buy even for one who asks none', () => {
    const profile = tradingProfile({
      edgeDollars: new Decimal(0),
      agreementMin: 1,
      lambda: new Decimal(1),
    })
    const miss = missOf({ ...BASE, contract: free([5500, 1000]), profile }, 'size')
    expect('edgeDollars' in miss && miss.edgeDollars.toFixed()).toBe('0')
  })
})

describe('how far a value rests on the method', () => {
  const longShot = ['-850', '+575'] as const
  const books = booksOf(AGREEMENT_PANEL.map((book) => quote(book, ...longShot)))
  const profile = tradingProfile({ ...TRADING_PROFILES.VERY_AGGRESSIVE, agreementMin: 1 })
  const input = { ...BASE, books, profile, outcomeIndex: 1 }

  it('shows the lowest and the highest consensus, with the methods that made them', () => {
    const { uncertainty, probability } = valueOf({ ...input, contract: free([1000, 500]) })
    const { views, lowest, highest, width } = uncertainty
    expect(views.map(({ books: count }) => count)).toEqual([4, 4, 4, 4, 4, 4, 4])
    const byMethod = Object.fromEntries(views.map((view) => [view.method, view.probability]))
    // 1/5.75 less and more of the margin of 4.29 %.
    expect(byMethod['multiplicative']?.toFixed(6)).toBe('0.142056')
    expect(byMethod['shin']?.eq(probability)).toBe(true)
    expect(byMethod['additive']?.minus(probability).abs().lt('1e-30')).toBe(true)
    expect(highest.eq(byMethod['multiplicative']!)).toBe(true)
    expect(views.every((view) => view.probability.gte(lowest))).toBe(true)
    expect(width.eq(highest.minus(lowest))).toBe(true)
    expect(width.gt('0.01')).toBe(true)
  })

  it('says that the edge does not survive the worst method, and what is expected then', () => {
    const { edgeDollars, uncertainty, position } = valueOf({
      ...input,
      contract: free([1060, 500]),
    })
    expect(edgeDollars.gte('0.02')).toBe(true)
    expect(uncertainty.edgeAtLowestDollars.lt('0.02')).toBe(true)
    expect(uncertainty.isEdgeAtLowestEnough).toBe(false)
    const expected = uncertainty.lowest.times(position.size).div(100)
    expect(
      uncertainty.expectedProfitAtLowestDollars.eq(
        expected.minus(new Decimal(position.spend).div(1e6)),
      ),
    ).toBe(true)
    expect(uncertainty.expectedProfitAtLowestDollars.lt(position.expectedProfitDollars)).toBe(true)
  })

  it('keeps the edge by every method where it is large', () => {
    const { uncertainty } = valueOf({ ...input, contract: free([500, 500]) })
    expect(uncertainty.isEdgeAtLowestEnough).toBe(true)
  })

  it('names the methods that make no consensus of a long shot', () => {
    const three = booksOf(AGREEMENT_PANEL.map((book) => quote(book, '-2000', '+1600', '+20000')))
    const { uncertainty } = valueOf({ ...input, books: three, contract: free([200, 500]) })
    expect(uncertainty.failures).toContainEqual({ method: 'additive', cause: 'too-few-books' })
    expect(uncertainty.failures.length + uncertainty.views.length).toBe(7)
    expect(uncertainty.views.map(({ method }) => method)).toContain('multiplicative')
  })

  it('counts the chosen method in, whatever it is', () => {
    const raised: Devig = (implied, options) => {
      const [first, second] = devigMultiplicative(implied, options).probabilities as [
        Decimal,
        Decimal,
      ]
      return {
        method: 'multiplicative',
        parameter: first,
        probabilities: [first.minus('0.2'), second.plus('0.2')],
      }
    }
    const { uncertainty, probability } = valueOf({
      ...input,
      books: { ...books, devig: raised },
      contract: free([1000, 500]),
    })
    expect(uncertainty.highest.eq(probability)).toBe(true)
    expect(uncertainty.lowest.lt('0.13')).toBe(true)
  })
})

describe('what is refused', () => {
  const bad: readonly (readonly [string, Partial<ValueInput>])[] = [
    ['no outcome 2', { outcomeIndex: 2 }],
    ['no outcome -1', { outcomeIndex: -1 }],
    ['no outcome 0.5', { outcomeIndex: 0.5 }],
    ['bankroll', { bankroll: 0 as never }],
    ['limit', { spendMax: -1 as never }],
    ['step', { contract: { ...BASE.contract, step: 0 as never } }],
    ['agreement', { profile: { ...TRADING_PROFILES.STANDARD, agreementMin: Number.NaN } }],
    ['agreement', { profile: { ...TRADING_PROFILES.STANDARD, agreementMin: 0 } }],
    ['ascend', { contract: { ...BASE.contract, ladder: ladderOf([4700, 1], [4600, 1]) } }],
  ]
  it.each(bad)('%s, whether or not there is value', (message, change) => {
    for (const quotes of [panelAt(55, 55, 55, 55), panelAt(20, 20), []]) {
      const find = () => findValue({ ...BASE, books: booksOf(quotes), ...change })
      expect(find).toThrow(InvalidInputError)
      expect(find).toThrow(new RegExp(message))
    }
  })
})
