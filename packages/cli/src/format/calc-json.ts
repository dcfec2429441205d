/**
 * The answer of `arb calc --json`: every figure, sums both as whole microdollars and as dollars.
 * Fields are described in the documentation of the calculator, and stay.
 * @module
 */
import {
  type CalculatedKelly,
  type CalculatorLeg,
  type CalculatorSizing,
  Decimal,
  formatCenticontracts,
  formatFixedPoint,
  formatMicrodollars,
  type Microdollars,
  rationalToDecimal,
} from '@arbkit/core'
import type { TypedLeg } from '../calc/legs.ts'
import type { CalcAnswer } from './calc-text.ts'

/** Digits of a figure that does not end. */
const SIGNIFICANT_DIGITS = 15
const SCHEMA = 'arbkit.calculation/1'

/** Returns the answer as JSON, ending in a newline. */
export function calcJson(answer: CalcAnswer): string {
  const { calculation, request } = answer
  const { margin, limitedBy } = calculation
  const data = {
    schema: SCHEMA,
    isArbitrage: calculation.guaranteed > 0,
    guaranteed: money(calculation.guaranteed),
    best: money(calculation.best),
    totalCost: money(calculation.totalCost),
    returnOnCost: figure(calculation.returnOnCost),
    freeBetConversion: figure(calculation.freeBetConversion),
    margin: {
      overround: figure(margin.overround),
      hold: figure(margin.hold),
      costPerDollar: figure(margin.costPerDollar),
    },
    size: sizeOf(request.input.sizing, request.legs),
    zeroProfitLegs: (request.input.zeroProfitLegs ?? []).map((leg) => nameAt(request.legs, leg)),
    idealTotalCost: figure(calculation.idealTotalCost),
    limitedBy: limitedBy === undefined ? null : nameAt(request.legs, limitedBy),
    legs: request.legs.map((typed, index) => legOf(typed, index, answer)),
    outcomes: calculation.outcomes.map(({ id, profit, unflooredProfit }) => ({
      name: id,
      profit: money(profit),
      unflooredProfit: figure(unflooredProfit),
    })),
    value: valueOf(answer),
  }
  return `${JSON.stringify(data, null, 2)}\n`
}

function legOf(typed: TypedLeg, index: number, answer: CalcAnswer): unknown {
  const { leg, venue, original, charge } = typed
  const calculated = answer.calculation.legs[index]
  const breakEven = answer.breakEvens[index]
  if (calculated === undefined || breakEven === undefined) return null
  const { quantity, idealQuantity, cost, fees, winPayout, effectiveOdds } = calculated
  return {
    name: leg.id,
    kind: leg.tag === 'bet' && leg.isFreeBet ? 'free-bet' : leg.tag,
    venue: venue ?? null,
    odds: {
      original,
      pricedAt: figure(pricedAt(leg)),
      exactness:
        'reading' in typed.notation && typed.notation.reading === 'printed' ? 'lowest' : 'exact',
    },
    charge: charge ?? null,
    effectiveOdds: figure(effectiveOdds),
    ...quantityFields(leg, quantity),
    idealQuantity: figure(idealQuantity.div(100)),
    cost: money(cost),
    fees: money(fees),
    allIn: money((cost + fees) as Microdollars),
    winPayout: money(winPayout),
    breakEven:
      breakEven.tag === 'price'
        ? { tag: 'price', price: breakEven.price.text }
        : { tag: breakEven.tag, price: null },
  }
}

function valueOf({ value, request }: CalcAnswer): unknown {
  if (value === undefined || request.beliefs === undefined) return null
  const { lambda, bankroll } = request.beliefs
  return {
    probabilitySource: request.beliefSource,
    expectedProfit: figure(value.expectedProfit),
    kellyShare: figure(lambda),
    bankroll: bankroll === undefined ? null : money(bankroll),
    legs: value.legs.map(({ probability, edge, alone, together }, index) => {
      const { leg } = request.legs[index] as TypedLeg
      return {
        name: leg.id,
        probability: figure(probability),
        edge: figure(edge),
        kellyAlone: kellyOf(leg, alone),
        kellyTogether: kellyOf(leg, together),
      }
    }),
  }
}

function kellyOf(leg: CalculatorLeg, size: CalculatedKelly | undefined): unknown {
  if (size === undefined) return null
  const { fraction, quantity } = size
  return {
    fraction: figure(fraction),
    ...(quantity === undefined ? { stake: null, contracts: null } : quantityFields(leg, quantity)),
  }
}

/** Stakes as sums, contracts as a count with two decimals; the other one is null. */
function quantityFields(
  leg: CalculatorLeg,
  quantity: number,
): { readonly stake: unknown; readonly contracts: string | null } {
  return leg.tag === 'contract'
    ? {
        stake: null,
        contracts: formatCenticontracts(quantity as Parameters<typeof formatCenticontracts>[0]),
      }
    : { stake: money((quantity * 10_000) as Microdollars), contracts: null }
}

function sizeOf(sizing: CalculatorSizing, legs: readonly TypedLeg[]): unknown {
  switch (sizing.tag) {
    case 'total':
      return { by: 'total', amount: money(sizing.total) }
    case 'payout':
      return { by: 'payout', amount: money(sizing.payout) }
    case 'leg':
      return {
        by: 'leg',
        leg: nameAt(legs, sizing.leg),
        quantity: formatFixedPoint(sizing.quantity, 2),
      }
    default:
      return { by: 'held' }
  }
}

function nameAt(legs: readonly TypedLeg[], index: number): string | null {
  return legs[index]?.leg.id ?? null
}

/** The decimal odds of a bet or lay, the dollars of a contract. */
function pricedAt(leg: CalculatorLeg): Decimal {
  return leg.tag === 'contract'
    ? new Decimal(leg.price).div(10_000)
    : rationalToDecimal(leg.price.returnRatio)
}

function money(amount: Microdollars): { readonly microdollars: number; readonly dollars: string } {
  return { microdollars: amount, dollars: formatMicrodollars(amount) }
}

function figure(value: Decimal | undefined): string | null {
  return value === undefined ? null : value.toSignificantDigits(SIGNIFICANT_DIGITS).toFixed()
}
