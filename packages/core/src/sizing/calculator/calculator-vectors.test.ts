import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ContractCosts } from '../../fees/contract-costs.ts'
import { exactDecimalOdds } from '../../odds/decimal.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../../units/money.ts'
import { rational } from '../../units/rational.ts'
import { calculate, type Calculation } from './calculate.ts'
import type { CalculatorBet, CalculatorContract } from './calculator-leg.ts'

const vectorsFile = new URL('../../../../../../shared/data/odds-vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/odds-vectors.json is absent')

interface BookRow {
  readonly decimal: readonly [number, number]
  readonly sum_inverse: number
  readonly is_arb: boolean
  readonly margin_pct_on_total: number
  readonly total: number
  readonly stakes: readonly [number, number]
  readonly payout: number
  readonly profit: number
  readonly rounded: {
    readonly increments: readonly [number, number]
    readonly stakes: readonly [number, number]
    readonly outcome_profit: readonly [number, number]
    readonly guaranteed: number
  }
}
interface ExchangeRow {
  readonly contracts: number
  readonly price: number
  readonly exchange_cost: number
  readonly book_decimal: number
  readonly equal_payout_stake: number
  readonly stake_increment: number
  readonly stake: number
  readonly profit_if_contract_pays: number
  readonly profit_if_book_wins: number
  readonly guaranteed: number
  readonly total_outlay: number
}
interface BiasedRow {
  readonly decimal: readonly [number, number]
  readonly total: number
  readonly stakes: readonly [number, number]
  readonly profit_A: number
  readonly profit_B: number
}

const vectors = hasVectors ? JSON.parse(readFileSync(vectorsFile, 'utf8')) : { arbitrage: [] }
const rowsOf = (type: string) =>
  vectors.arbitrage.filter((row: { type: string }) => row.type === type)
const books: readonly BookRow[] = rowsOf('two_book_equal_payout')
const exchanges: readonly ExchangeRow[] = rowsOf('exchange_contracts_plus_book')
const biased: readonly BiasedRow[] = rowsOf('biased')

const whole = (value: number, unit: number) => Math.round(value * unit)
const dollars = (value: number) => microdollars(whole(value, 1e6))
const bet = (id: string, decimal: number, increment = 0.01): CalculatorBet => ({
  tag: 'bet',
  id,
  price: exactDecimalOdds(String(decimal)),
  commission: rational(0),
  isFreeBet: false,
  step: cents(whole(increment, 100)),
})
const idealStakes = ({ legs }: Calculation) =>
  legs.map(({ idealQuantity }) => Number(idealQuantity.div(100).toFixed(15)))
const unfloored = ({ outcomes }: Calculation) =>
  outcomes.map(({ unflooredProfit }) => Number(unflooredProfit.toFixed(15)))

/** Relative to 1: the file prints 15 significant digits. */
const expectPrinted = (got: number, printed: number) =>
  expect(Math.abs(got - printed)).toBeLessThanOrEqual(Math.max(1, Math.abs(printed)) * 5e-15)
const expectAllPrinted = (got: readonly number[], printed: readonly number[]) => {
  expect(got).toHaveLength(printed.length)
  for (const [index, value] of printed.entries()) expectPrinted(got[index] as number, value)
}

describe.skipIf(!hasVectors)('published stakes', () => {
  it('were found', () => {
    expect([books.length, exchanges.length, biased.length].every((count) => count > 0)).toBe(true)
  })

  it.each(books.map((row) => [...row.decimal, row.total, row] as const))(
    'of two books, %d and %d, total %d',
    (_a, _b, _total, row) => {
      const [a, b] = row.rounded.increments
      const answer = calculate({
        legs: [bet('A', row.decimal[0], a), bet('B', row.decimal[1], b)],
        sizing: { tag: 'total', total: dollars(row.total) },
      })
      expectPrinted(Number(answer.margin.costPerDollar.toFixed(17)), row.sum_inverse)
      expectAllPrinted(idealStakes(answer), row.stakes)
      expectPrinted(idealStakes(answer)[0]! * row.decimal[0], row.payout)
      expect(answer.legs.map(({ quantity }) => quantity)).toEqual(
        row.rounded.stakes.map((stake) => whole(stake, 100)),
      )
      expectAllPrinted(unfloored(answer), row.rounded.outcome_profit)
      expectPrinted(Math.min(...unfloored(answer)), row.rounded.guaranteed)
      // The file does not floor payouts to the cent; the books do.
      const payouts = row.rounded.stakes.map((stake, index) =>
        Math.floor(whole(stake * (row.decimal[index] as number), 1e6) / 1e4),
      )
      const spent = row.rounded.stakes.reduce((sum, stake) => sum + whole(stake, 100), 0)
      expect(answer.outcomes.map(({ profit }) => profit)).toEqual(
        payouts.map((payout) => (payout - spent) * 1e4),
      )
      expect(answer.guaranteed > 0).toBe(row.is_arb)
    },
  )

  it.each(exchanges.map((row) => [row.contracts, row.price, row.book_decimal, row] as const))(
    'of %i contracts at %d and a book at %d',
    (_contracts, _price, _odds, row) => {
      // The file tells the order's total with its fee: rounding up to it charges just that.
      const costs: ContractCosts = {
        perCenticontract: (price) => price,
        totalStepMicrodollars: dollars(row.exchange_cost),
      }
      const contract: CalculatorContract = {
        tag: 'contract',
        id: 'contract',
        price: priceTicks(whole(row.price, 10_000)),
        costs,
        step: centicontracts(100),
      }
      const book = bet('book', row.book_decimal, row.stake_increment)
      const answer = calculate({
        legs: [contract, book],
        sizing: { tag: 'leg', leg: 0, quantity: row.contracts * 100 },
      })
      const [held, placed] = answer.legs
      expect(held!.cost + held!.fees).toBe(dollars(row.exchange_cost))
      expectPrinted(idealStakes(answer)[1]!, row.equal_payout_stake)
      expect(placed!.quantity).toBe(whole(row.stake, 100))
      expect(answer.totalCost).toBe(dollars(row.total_outlay))
      expectAllPrinted(unfloored(answer), [row.profit_if_contract_pays, row.profit_if_book_wins])
      expectPrinted(Math.min(...unfloored(answer)), row.guaranteed)
    },
  )

  it.each(biased.map((row) => [...row.decimal, row] as const))(
    'that leave the first of %d and %d without profit',
    (_a, _b, row) => {
      const answer = calculate({
        legs: [bet('A', row.decimal[0]), bet('B', row.decimal[1])],
        sizing: { tag: 'total', total: dollars(row.total) },
        zeroProfitLegs: [0],
      })
      expectAllPrinted(idealStakes(answer), row.stakes)
      const [a, b] = idealStakes(answer) as [number, number]
      expect(a * row.decimal[0] - row.total).toBeCloseTo(row.profit_A, 9)
      expect(b * row.decimal[1] - row.total).toBeCloseTo(row.profit_B, 9)
      expect(answer.guaranteed).toBeGreaterThanOrEqual(0)
    },
  )
})
