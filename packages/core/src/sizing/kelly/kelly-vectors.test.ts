import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../units/decimal.ts'
import { centicontracts, cents, microdollars } from '../../units/money.ts'
import { kellyBet } from './kelly-bet.ts'
import { kellyContract } from './kelly-contract.ts'
import { kellyExclusive } from './kelly-exclusive.ts'
import { growthOfIndependent, kellyIndependent } from './kelly-independent.ts'

const vectorsFile = new URL('../../../../../../shared/data/odds-vectors.json', import.meta.url)
const hasVectors = existsSync(vectorsFile)
if (!hasVectors) console.warn('SKIPPED: ../shared/data/odds-vectors.json is absent')

interface SingleRow {
  readonly type: 'single'
  readonly p: number
  readonly decimal: number
  readonly edge: number
  readonly f: number
  readonly f_clamped: number
  readonly half: number
  readonly quarter: number
}
interface ContractRow {
  readonly type: 'binary_contract'
  readonly p: number
  readonly price: number
  readonly fee_per_contract: number
  readonly all_in_cost: number
  readonly decimal_equivalent: number
  readonly ev_per_contract: number
  readonly f: number
}
interface SetRow {
  readonly type: 'simultaneous_mutually_exclusive' | 'simultaneous_independent_two_bets'
  readonly p: readonly number[]
  readonly decimal: readonly number[]
  readonly f: readonly number[]
  readonly reserve_rate?: number
  readonly log_growth?: number
}
type Row = SingleRow | ContractRow | SetRow

const rows: readonly Row[] = hasVectors ? JSON.parse(readFileSync(vectorsFile, 'utf8')).kelly : []

const bankroll = microdollars(10_000_000_000)
const stakes = { bankroll, stakeStep: cents(1) }
const half = new Decimal('0.5')
const quarter = new Decimal('0.25')

/** The figures of the file are rounded to 15 digits. */
function agrees(found: Decimal, printed: number): boolean {
  return found.toSignificantDigits(15).eq(new Decimal(printed).toSignificantDigits(15))
}

function checkSingle(row: SingleRow): void {
  const bet = { winProbability: new Decimal(row.p), decimalOdds: new Decimal(row.decimal) }
  const { fraction, edge } = kellyBet(bet, stakes)
  expect(agrees(fraction, row.f_clamped)).toBe(true)
  expect(agrees(edge, row.edge)).toBe(true)
  expect(agrees(edge.div(bet.decimalOdds.minus(1)), row.f)).toBe(true)
  expect(agrees(kellyBet(bet, { ...stakes, lambda: half }).fraction, row.half)).toBe(true)
  expect(agrees(kellyBet(bet, { ...stakes, lambda: quarter }).fraction, row.quarter)).toBe(true)
}

function checkContract(row: ContractRow): void {
  const costDollars = new Decimal(row.price).plus(row.fee_per_contract)
  expect(costDollars.eq(row.all_in_cost)).toBe(true)
  const contract = { probability: new Decimal(row.p), costDollars }
  const found = kellyContract(contract, { bankroll, contractStep: centicontracts(1) })
  expect(agrees(found.fraction, row.f)).toBe(true)
  expect(agrees(found.edgePerContract, row.ev_per_contract)).toBe(true)
  const odds = new Decimal(1).div(costDollars)
  expect(agrees(odds, row.decimal_equivalent)).toBe(true)
  const asBet = kellyBet({ winProbability: contract.probability, decimalOdds: odds }, stakes)
  expect(asBet.fraction.minus(found.fraction).abs().lt('1e-35')).toBe(true)
}

function checkExclusive(row: SetRow): void {
  const outcomes = row.p.map((p, index) => ({
    probability: new Decimal(p),
    decimalOdds: new Decimal(row.decimal[index] as number),
  }))
  const { bets, reserve } = kellyExclusive(outcomes, stakes)
  expect(bets.map(({ fraction }, index) => agrees(fraction, row.f[index] as number))).toEqual(
    row.f.map(() => true),
  )
  expect(agrees(reserve, row.reserve_rate as number)).toBe(true)
}

function checkIndependent(row: SetRow): void {
  const bets = row.p.map((p, index) => ({
    winProbability: new Decimal(p),
    decimalOdds: new Decimal(row.decimal[index] as number),
  }))
  const found = kellyIndependent(bets, stakes)
  expect(found.bets.map(({ fraction }, index) => agrees(fraction, row.f[index] as number))).toEqual(
    row.f.map(() => true),
  )
  expect(agrees(found.growth, row.log_growth as number)).toBe(true)
  const printed = row.f.map((f) => new Decimal(f))
  expect(found.growth.gte(growthOfIndependent(bets, printed).minus('1e-35'))).toBe(true)
}

const CHECKS = {
  single: checkSingle,
  binary_contract: checkContract,
  simultaneous_mutually_exclusive: checkExclusive,
  simultaneous_independent_two_bets: checkIndependent,
}

describe.skipIf(!hasVectors)(`Kelly, ${rows.length} published cases`, () => {
  it('were found, of every type', () => {
    expect(rows.length).toBeGreaterThanOrEqual(11)
    expect(new Set(rows.map(({ type }) => type)).size).toBe(4)
  })

  it.each(rows.map((row) => [row.type, JSON.stringify(row.p), row] as const))(
    '%s, p = %s',
    (_type, _p, row) => {
      const check = CHECKS[row.type] as ((row: Row) => void) | undefined
      expect(check, 'a type of vector that no test reads').toBeDefined()
      check?.(row)
    },
  )
})
