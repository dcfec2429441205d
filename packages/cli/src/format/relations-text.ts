/**
 * The text of `arb relations`, at 80 columns: a heading a group, a line a leg, then what it comes to.
 * @module
 */
import { Decimal } from '@arbkit/core'
import type { RelationMissReport, RelationOpportunityReport, RelationsReport } from '@arbkit/engine'
import { left, type Paint, right, WIDTH, wrap } from './columns.ts'
import { STATE_WORDS } from './state-words.ts'
import {
  ageText,
  costText,
  countText,
  percentText,
  priceText,
  profitText,
  utcText,
} from './values.ts'

const LEG = { market: 33, side: 4, price: 8, size: 14, cost: 12, age: 7 } as const

/** Returns the whole report as text, ending in a newline. */
export function relationsText(report: RelationsReport, paint: Paint): string {
  const { opportunities, rejected = [], nearMisses = [] } = report
  const lines = [
    ...summary(report, paint),
    '',
    ...(opportunities.length === 0 ? ['No opportunity.', ''] : [legHead(paint)]),
    ...opportunities.flatMap((found) => [...opportunityLines(found, paint), '']),
    ...(rejected.length === 0
      ? []
      : [paint.bold('Rejected: pays only if these prices are to be believed'), legHead(paint)]),
    ...rejected.flatMap((found) => [...opportunityLines(found, paint), '']),
    ...(nearMisses.length === 0 ? [] : [paint.bold('Near misses, before rounding')]),
    ...nearMisses.map(missLine),
    ...(nearMisses.length === 0 ? [] : ['']),
    ...report.notes.flatMap((note) => wrap(`note: ${note}`, { width: WIDTH, indent: '' })),
    ...closing(report),
  ]
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()}\n`
}

function summary({ counts, session, now }: RelationsReport, paint: Paint): string[] {
  const { opportunities, locked, rejected, nearMisses, groups, markets } = counts
  const where =
    session === null ? 'typed prices' : `session ${session}, as of ${utcText(now ?? '')}`
  return [
    paint.bold(
      `${locked} locked, ${opportunities - locked} conditional, ${rejected} rejected, ${nearMisses} near misses`,
    ),
    `${where}: ${counted(groups, 'group')} of related contracts, ${counted(markets, 'market')}`,
  ].flatMap((line) => wrap(line, { width: WIDTH, indent: '' }))
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function legHead(paint: Paint): string {
  return paint.dim(
    `  ${left('MARKET', LEG.market)}${left('SIDE', LEG.side)}${right('PRICE', LEG.price)}${right('SIZE', LEG.size)}${right('COST', LEG.cost)}${right('AGE', LEG.age)}`,
  )
}

function opportunityLines(found: RelationOpportunityReport, paint: Paint): string[] {
  const isLocked = found.tag === 'locked'
  const kind = isLocked ? paint.green('LOCKED') : paint.yellow('CONDITIONAL')
  const share = found.returnOnCapital
  const profit = profitText(found.guaranteedProfit)
  const comesTo = share === null ? profit : `${profit} (${percentText(share)})`
  return [
    ...wrap(`${found.title}  (${found.relation})`, { width: WIDTH, indent: '' }).map((line) =>
      paint.bold(line),
    ),
    ...found.legs.map(legLine),
    `  ${kind} ${paint.bold(comesTo)} ${capitalText(found)}`,
    ...outcomeLines(found),
    ...found.exceptions.map(
      ({ outcome, profit: loss }) =>
        `  ${paint.yellow(`except on ${outcome}: ${profitText(loss)}`)}`,
    ),
    ...tailLines(found),
    ...found.reasons.flatMap(({ code, detail }) =>
      wrap(`${code}: ${detail}`, { width: WIDTH, indent: '  ' }).map((line) => paint.yellow(line)),
    ),
  ]
}

function capitalText({ capital, totalCost }: RelationOpportunityReport): string {
  const cost = `cost ${costText(totalCost)}`
  const isGivenBack = capital.startsWith('-')
  if (isGivenBack)
    return `on no capital in the end: gives ${costText(capital.slice(1))} back, ${cost}`
  return `on capital ${costText(capital)}, ${cost}`
}

function legLine({
  marketId,
  name,
  side,
  limitPrice,
  contracts,
  cost,
  fees,
  quoteAgeMs,
}: RelationOpportunityReport['legs'][number]): string {
  const called = name === marketId ? marketId : `${name} ${marketId}`
  const age = quoteAgeMs === null ? '' : ageText(quoteAgeMs)
  const allIn = costText(new Decimal(cost).plus(fees).toFixed())
  return `  ${left(called, LEG.market)}${left(side.toUpperCase(), LEG.side)}${right(priceText(limitPrice), LEG.price)}${right(`${countText(contracts)} ct`, LEG.size)}${right(allIn, LEG.cost)}${right(age, LEG.age)}`
}

/** The outcomes are many: the worst and the best say enough. */
function outcomeLines({ outcomes }: RelationOpportunityReport): string[] {
  const [worst] = outcomes
  const best = outcomes.at(-1)
  if (worst === undefined || best === undefined || outcomes.length < 2) return []
  const text = `worst ${profitText(worst.profit)} (${worst.outcome}), best ${profitText(best.profit)} (${best.outcome})`
  return wrap(text, { width: WIDTH, indent: '  ' })
}

const wordsOf = (state: string): string => STATE_WORDS[state] ?? state

function tailLines({ tail }: RelationOpportunityReport): string[] {
  if (tail === null) return []
  const text = `tail: ${profitText(tail.worst)} if ${wordsOf(tail.worstState)}; at fair prices ${profitText(tail.atFairPrice)} if ${wordsOf(tail.atFairPriceState)}`
  return wrap(text, { width: WIDTH, indent: '  ' })
}

function missLine({ title, relation, cause, marginReturn }: RelationMissReport): string {
  return `  ${left(`${title}  (${relation})`, 58)} ${left(cause, 10)}${right(percentText(marginReturn), 9)}`
}

function closing({ counts, rejected }: RelationsReport): string[] {
  const lines: string[] = []
  if (counts.groups === 0) lines.push('Nothing here depends on anything else.')
  if (rejected === undefined && counts.rejected + counts.nearMisses > 0) {
    lines.push('--rejected lists what was turned down and the near misses.')
  }
  return lines
}
