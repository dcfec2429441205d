import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { exactDecimalOdds } from '../odds/decimal.ts'
import { LOSE, REFUND, WIN } from '../settlement/payoff.ts'
import { centicontracts, cents, microdollars, priceTicks } from '../units/money.ts'
import type { LadderCost } from './ladder-cost.ts'
import { twoLegAt } from './two-leg.ts'
import { profitUnder, type TwoLegPosition } from './two-leg-position.ts'
import type { TwoLegProblem } from './two-leg-problem.ts'

const vectorsFile = new URL('../../../../../shared/data/odds-vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/odds-vectors.json is absent')

interface ExchangeRow {
  readonly contracts: number
  readonly price: number
  readonly fee_total: number
  readonly book_decimal: number
  readonly stake_increment: number
  readonly stake: number
  readonly profit_if_contract_pays: number
  readonly profit_if_book_wins: number
  readonly guaranteed: number
  readonly profit_if_book_pushes_and_contract_pays: number
  readonly profit_if_book_pushes_and_contract_loses: number
  readonly total_outlay: number
}
const rows: readonly ExchangeRow[] = hasVectors
  ? JSON.parse(readFileSync(vectorsFile, 'utf8')).arbitrage.filter(
      (row: { type: string }) => row.type === 'exchange_contracts_plus_book',
    )
  : []

const whole = (value: number, unit: number) => Math.round(value * unit)

/** The fee of these rows is a given sum for the whole order, so it stands before the first contract. */
function problemOf(row: ExchangeRow): TwoLegProblem {
  const [price, size] = [priceTicks(whole(row.price, 10_000)), row.contracts * 100]
  const contracts: LadderCost = {
    segments: [
      { price, from: 0, to: size, unitCost: price, costBefore: whole(row.fee_total, 1e6) },
    ],
    depth: centicontracts(size),
    totalStepMicrodollars: 1,
  }
  return {
    contracts,
    contractStep: centicontracts(100),
    betReturn: exactDecimalOdds(String(row.book_decimal)).returnRatio,
    stakeStep: cents(whole(row.stake_increment, 100)),
    stakeMax: cents(1_000_000),
    bankroll: microdollars(1e12),
    outcomes: [
      { id: 'contract pays', contract: WIN, bet: LOSE },
      { id: 'book wins', contract: LOSE, bet: WIN },
    ],
  }
}

describe.skipIf(!hasVectors)(`contracts and a bet, ${rows.length} published cases`, () => {
  it('were found', () => {
    expect(rows.length).toBeGreaterThanOrEqual(3)
  })

  it.each(rows.map((row) => [row.contracts, row.price, row.book_decimal, row] as const))(
    '%i contracts at %d against %d',
    (_contracts, _price, _odds, row) => {
      const position = twoLegAt(
        problemOf(row),
        centicontracts(row.contracts * 100),
      ) as TwoLegPosition
      expect(position.stake).toBe(whole(row.stake, 100))
      expect(position.totalCost).toBe(whole(row.total_outlay, 1e6))
      const [pays, wins] = position.outcomes.map(({ profit }) => profit / 1e6)
      expect(pays).toBeCloseTo(row.profit_if_contract_pays, 9)
      // The file does not floor the book's payout to the cent; the book does.
      const payout = row.stake * row.book_decimal
      const kept = payout - Math.floor(Math.round(payout * 1e6) / 1e4) / 100
      expect(wins).toBeCloseTo(row.profit_if_book_wins - kept, 9)
      expect(position.guaranteed).toBeLessThanOrEqual(whole(row.guaranteed, 1e6))

      const pushed = (contract: typeof WIN) =>
        profitUnder(position, { contract, bet: REFUND }).profit
      expect(pushed(WIN)).toBe(whole(row.profit_if_book_pushes_and_contract_pays, 1e6))
      expect(pushed(LOSE)).toBe(whole(row.profit_if_book_pushes_and_contract_loses, 1e6))
    },
  )
})
