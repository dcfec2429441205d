/**
 * The text of `arb calc`: what it comes to, the prices, the stakes, and what they are worth to
 * someone with an opinion. Sums are rounded against the reader: profits and payouts down, costs up.
 * @module
 */
import {
  type BreakEven,
  type CalculatedKelly,
  type CalculatedValue,
  type Calculation,
  type CalculatorLeg,
  Decimal,
  formatAmericanOdds,
  formatCenticontracts,
  formatCents,
  formatDecimalOdds,
  formatMicrodollars,
  formatPercentOdds,
  type Microdollars,
  type PriceRatio,
  rational,
} from '@arbkit/core'
import type { TypedLeg } from '../calc/legs.ts'
import type { CalcRequest } from '../calc/request.ts'
import { type Paint, WIDTH, wrap } from './columns.ts'
import { table } from './table.ts'
import { costText, countText, percentText, priceText, profitText } from './values.ts'

/** Everything that is printed. */
export interface CalcAnswer {
  readonly request: CalcRequest
  readonly calculation: Calculation
  /** By leg. */
  readonly breakEvens: readonly BreakEven[]
  readonly value: CalculatedValue | undefined
}

/** Returns the answer as text of 80 columns, ending in a newline. */
export function calcText(answer: CalcAnswer, paint: Paint): string {
  const lines = [
    ...verdict(answer.calculation, paint),
    '',
    ...prices(answer, paint),
    '',
    ...stakes(answer, paint),
    ...worth(answer, paint),
    '',
    ...notes(answer),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

/** Says plainly whether it pays. */
function verdict(calculation: Calculation, paint: Paint): string[] {
  const { guaranteed, best, totalCost, returnOnCost, freeBetConversion } = calculation
  const share = returnOnCost === undefined ? '' : ` (${percentText(returnOnCost.toString())})`
  const cost = `on ${dollarsUp(totalCost)}`
  const conversion =
    freeBetConversion === undefined
      ? []
      : [`${percentText(freeBetConversion.toString())} of the free bet is kept, whatever happens.`]
  if (guaranteed > 0) {
    const kind = freeBetConversion === undefined ? 'ARBITRAGE' : 'FREE BET'
    const line = `${kind}: ${profitOf(guaranteed)} guaranteed${share} ${cost}`
    return [paint.bold(paint.green(line)), ...conversion]
  }
  if (guaranteed === 0) return [paint.bold(`BREAK-EVEN: nothing is lost, nothing sure ${cost}`)]
  const worst = lossUp(guaranteed)
  const atLeast = lossDown(best)
  const loses =
    best >= 0
      ? `${worst} at worst`
      : atLeast === worst
        ? `${worst} whatever happens`
        : `${atLeast} at least, ${worst} at most`
  const text = `NO ARBITRAGE: loses ${loses}${share} ${cost}`
  return wrap(text, { width: WIDTH, indent: '' }).map((line) => paint.bold(paint.red(line)))
}

function prices({ request, calculation, breakEvens }: CalcAnswer, paint: Paint): string[] {
  const rows = request.legs.map((typed, index) => {
    const price = asBet(typed.leg)
    return [
      typed.leg.id,
      whereOf(typed),
      typed.original,
      formatDecimalOdds(price, { places: 3, rounding: 'floor' }),
      formatAmericanOdds(price, { rounding: 'floor' }),
      formatPercentOdds(price, { places: 2, rounding: 'ceil' }).replace('%', ' %'),
      breakEvenText(breakEvens[index], typed),
    ]
  })
  const { overround, hold, costPerDollar } = calculation.margin
  const text = `overround ${percentText(overround.toString())}, hold ${percentText(hold.toString())}; after fees and commission $1 in every outcome costs $${costPerDollar.toFixed(4, Decimal.ROUND_CEIL)}`
  return [
    ...table(['LEG', 'AT', 'ODDS', 'DECIMAL', 'AMERICAN', 'IMPLIED', 'BREAK-EVEN'], rows, {
      left: 2,
      paint,
    }),
    ...wrap(text, { width: WIDTH, indent: '  ' }),
  ]
}

function stakes({ request, calculation }: CalcAnswer, paint: Paint): string[] {
  const rows = calculation.legs.map(({ id, quantity, cost, fees, winPayout }, index) => [
    id,
    quantityText((request.legs[index] as TypedLeg).leg, quantity),
    dollarsUp((cost + fees) as Microdollars),
    fees === 0 ? '' : dollarsUp(fees),
    dollarsDown(winPayout),
    profitOf((calculation.outcomes[index] as Calculation['outcomes'][number]).profit),
  ])
  const total = ['total', '', dollarsUp(calculation.totalCost), '', '', '']
  return table(['LEG', 'STAKE', 'COST', 'INCL. FEES', 'PAYS', 'PROFIT IF SO'], [...rows, total], {
    left: 1,
    paint,
  })
}

function worth({ request, value }: CalcAnswer, paint: Paint): string[] {
  if (value === undefined) return []
  const rows = value.legs.map(({ probability, edge, alone, together }, index) => {
    const { leg } = request.legs[index] as TypedLeg
    return [
      leg.id,
      percentText(probability.toString()),
      edge === undefined ? '-' : signed(percentText(edge.toString())),
      ...kellyCells(leg, alone),
      ...kellyCells(leg, together),
    ]
  })
  const share =
    request.beliefs?.lambda.eq(1) === true ? '' : ` × ${request.beliefs?.lambda.toString()}`
  const expected = `expected profit ${profitText(value.expectedProfit.toString())} with these stakes; probabilities ${request.beliefSource}`
  return [
    '',
    ...table(['LEG', 'PROBABILITY', 'EDGE', `KELLY ALONE${share}`, '', 'ALL LEGS', ''], rows, {
      left: 1,
      paint,
    }),
    ...wrap(expected, { width: WIDTH, indent: '  ' }),
  ]
}

function kellyCells(leg: CalculatorLeg, size: CalculatedKelly | undefined): string[] {
  if (size === undefined) return ['-', '']
  const stake = size.quantity === undefined ? '' : quantityText(leg, size.quantity)
  return [percentText(size.fraction.toString()), stake]
}

function notes({ request, calculation, breakEvens }: CalcAnswer): string[] {
  const { legs, input } = request
  const lines: string[] = []
  const limited = calculation.limitedBy === undefined ? undefined : legs[calculation.limitedBy]
  if (limited !== undefined)
    lines.push(`The limit of ${limited.leg.id} keeps it from being larger.`)
  if (calculation.guaranteed <= 0 && calculation.margin.costPerDollar.lt(1)) {
    lines.push(
      input.sizing.tag === 'held'
        ? 'The prices would pay with other stakes.'
        : 'The prices would pay, but not in steps this coarse or at this size.',
    )
  }
  for (const { leg, charge } of legs) {
    if (leg.tag === 'lay') {
      const other = legs.find((candidate) => candidate.leg !== leg)?.leg.id ?? ''
      lines.push(
        `${leg.id} is laid against ${other}: its stake is what is laid, its cost the liability, its odds those of the same bet on ${leg.id}.`,
      )
    }
    if (charge !== undefined) lines.push(`${leg.id}: ${charge}.`)
  }
  if (legs.some(({ notation }) => 'reading' in notation && notation.reading === 'printed')) {
    lines.push('Decimals and per cents are priced at the lowest value that prints so.')
  }
  if (breakEvens.some(({ tag }) => tag === 'price')) {
    const held = input.sizing.tag === 'held' ? 'with these stakes' : 'stakes sized again'
    lines.push(`Break-even: the worst price at which nothing is lost, ${held}.`)
  }
  lines.push('A push, a void or a postponement is none of these outcomes.')
  return lines.flatMap((line) => wrap(line, { width: WIDTH, indent: '' }))
}

function whereOf({ leg, venue }: TypedLeg): string {
  const kind = leg.tag === 'lay' ? 'lay' : leg.tag === 'bet' && leg.isFreeBet ? 'free' : ''
  return [venue ?? '', kind].filter((part) => part !== '').join(' ')
}

/** A leg's price as that of a bet on its own outcome: a contract at 0.45 returns 1/0.45, a lay at 2.04 returns 2.04/1.04. */
function asBet(leg: CalculatorLeg): PriceRatio {
  if (leg.tag === 'contract') return { returnRatio: rational(10_000, leg.price) }
  const { numerator, denominator } = leg.price.returnRatio
  return leg.tag === 'lay'
    ? { returnRatio: rational(numerator, numerator - denominator) }
    : leg.price
}

/** The price as the leg's own was typed: cents for cents. */
function breakEvenText(found: BreakEven | undefined, { original }: TypedLeg): string {
  if (found?.tag !== 'price') return found?.tag ?? ''
  const { text, leg } = found.price
  if (leg.tag !== 'contract') return text
  return original.endsWith('c') ? `${String(leg.price / TICKS_PER_CENT)}c` : priceText(text)
}

const TICKS_PER_CENT = 100

function quantityText(leg: CalculatorLeg, quantity: number): string {
  return leg.tag === 'contract'
    ? `${countText(formatCenticontracts(quantity as Parameters<typeof formatCenticontracts>[0]))} ct`
    : costText(formatCents(quantity as Parameters<typeof formatCents>[0]))
}

function profitOf(amount: Microdollars): string {
  return profitText(formatMicrodollars(amount))
}

function dollarsUp(amount: Microdollars): string {
  return costText(formatMicrodollars(amount))
}

function dollarsDown(amount: Microdollars): string {
  return profitOf(amount).slice(1)
}

function lossUp(amount: Microdollars): string {
  return profitOf(amount).slice(1)
}

/** A loss rounded down: at least this much. */
function lossDown(amount: Microdollars): string {
  return profitOf(-amount as Microdollars).slice(1)
}

function signed(text: string): string {
  return text.startsWith('-') ? text : `+${text}`
}
