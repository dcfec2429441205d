/**
 * The table of `arb scan`: three lines an opportunity at 80 columns. The first names the game and
 * what it comes to, the others are the legs.
 * @module
 */
import { type OpportunityReport, type RejectionReport, type ScanReport } from '@arbkit/engine'
import { BOOKS } from '@arbkit/odds'
import { cut, left, type Paint, right, WIDTH, wrap } from './columns.ts'
import { STATE_WORDS } from './state-words.ts'
import {
  ageText,
  costText,
  countText,
  easternText,
  percentText,
  priceText,
  profitText,
  utcText,
} from './values.ts'

type Entry = OpportunityReport | RejectionReport

const LEG = { venue: 14, side: 24, price: 8, size: 11, cost: 11, age: 8 } as const

/** Returns the whole report as text, ending in a newline. */
export function scanText(report: ScanReport, paint: Paint): string {
  const lines = [
    ...summary(report, paint),
    '',
    ...opportunities(report, paint),
    ...(report.rejected === undefined ? [] : rejections(report.rejected, paint)),
    ...(report.mismatches === undefined ? [] : mismatches(report.mismatches, paint)),
    ...report.notes.flatMap((note) => wrap(`note: ${note}`, { width: WIDTH, indent: '' })),
    ...closing(report),
  ]
  return `${lines.join('\n')}\n`
}

function summary({ counts, session, now }: ScanReport, paint: Paint): string[] {
  const { locked, conditional, rejected, contracts, oddsEvents, pairs } = counts
  return [
    paint.bold(`${locked} locked, ${conditional} conditional, ${rejected} near misses`),
    `session ${session}, as of ${utcText(now)}: ${contracts} contracts, ${oddsEvents} odds events, ${pairs} pairs`,
  ].flatMap((line) => wrap(line, { width: WIDTH, indent: '' }))
}

function opportunities({ opportunities: found }: ScanReport, paint: Paint): string[] {
  if (found.length === 0) return ['No opportunity.', '']
  return [legHead(paint), ...found.flatMap((entry) => [...opportunity(entry, paint), ''])]
}

function legHead(paint: Paint): string {
  const head = `  ${left('VENUE', LEG.venue)}${left('SIDE', LEG.side)}${right('PRICE', LEG.price)}${right('SIZE', LEG.size)}${right('COST', LEG.cost)}${right('AGE', LEG.age)}`
  return paint.dim(head)
}

function opportunity(entry: OpportunityReport, paint: Paint): string[] {
  return [
    paint.bold(cut(`${entry.rank}. ${heading(entry)}`, WIDTH)),
    ...legs(entry),
    ...result(entry, paint),
    ...exceptionLines(entry, paint),
    ...tailLines(entry),
    ...marks(entry),
  ]
}

function exceptionLines({ exceptions }: Entry, paint: Paint): string[] {
  return exceptions.map(
    ({ outcome, profit }) => `  ${paint.yellow(`except on ${outcome}: ${profitText(profit)}`)}`,
  )
}

/** One line, or two where the figures are large. */
function result(entry: OpportunityReport, paint: Paint): string[] {
  const isLocked = entry.kind === 'locked'
  const profit = `${profitText(entry.guaranteedProfit)} (${percentText(entry.returnOnCost)})`
  const cost = `on ${costText(entry.totalCost)}`
  const limit = `limited by ${entry.limitedBy.replace('-limit', '')}`
  const match = `match ${entry.confidence.toFixed(2)}`
  const kind = isLocked ? paint.green('LOCKED') : paint.yellow('CONDITIONAL')
  const first = `  ${kind} ${paint.bold(profit)} ${cost}`
  const second = `${limit}, ${match}  ${paint.dim(entry.id)}`
  const plain = `  ${isLocked ? 'LOCKED' : 'CONDITIONAL'} ${profit} ${cost}, ${limit}, ${match}  ${entry.id}`
  return plain.length <= WIDTH ? [`${first}, ${second}`] : [first, `  ${second}`]
}

function heading({ fixture, question, marketType }: Entry): string {
  const state = fixture.inPlay ? ' (started)' : ''
  const what = marketType === 'moneyline' ? 'moneyline' : `${marketType} ${question}`
  return `${fixture.shortName}  ${fixture.league} ${what}  ${easternText(fixture.start)}${state}`
}

function legs({ legs: [contract, bet] }: Entry): string[] {
  return [
    leg({
      venue: 'Kalshi',
      side: `${contract.side.toUpperCase()} (${contract.wins})`,
      price: priceText(contract.limitPrice),
      size: `${countText(contract.contracts)} ct`,
      cost: costText(contract.allIn),
      age: ageText(contract.quoteAgeMs),
    }),
    leg({
      venue: BOOKS.get(bet.venue)?.title ?? bet.venue,
      side: bet.wins,
      price: bet.odds.original,
      size: costText(bet.stake),
      cost: costText(bet.stake),
      age: ageText(bet.quoteAgeMs),
    }),
  ]
}

function leg(cells: Readonly<Record<keyof typeof LEG, string>>): string {
  return `  ${left(cells.venue, LEG.venue)}${left(cells.side, LEG.side)}${right(cells.price, LEG.price)}${right(cells.size, LEG.size)}${right(cells.cost, LEG.cost)}${right(cells.age, LEG.age)}`
}

function tailLines({ tail }: OpportunityReport): string[] {
  if (tail === null) return []
  const { worst, worstState, atFairPrice, atFairPriceState } = tail
  const atWorst = `${profitText(worst)} if ${STATE_WORDS[worstState] ?? worstState}`
  const isSame = worst === atFairPrice && worstState === atFairPriceState
  const fair = `${profitText(atFairPrice)} if ${STATE_WORDS[atFairPriceState] ?? atFairPriceState}`
  const text = isSame ? `tail: ${atWorst}` : `tail: ${atWorst}; at fair prices ${fair}`
  return wrap(text, { width: WIDTH, indent: '  ' })
}

function marks({ marks: found }: Entry): string[] {
  return found.length === 0 ? [] : [`  ${found.join(', ')}`]
}

function rejections(rejected: readonly RejectionReport[], paint: Paint): string[] {
  if (rejected.length === 0) return ['Nothing was rejected near a profit.', '']
  return [
    paint.bold('Rejected: candidates that pay or nearly do, best first'),
    legHead(paint),
    ...rejected.flatMap((entry) => [
      cut(`${entry.id}  ${heading(entry)}`, WIDTH),
      ...legs(entry),
      `  ${outcomeText(entry)}`,
      ...exceptionLines(entry, paint),
      ...entry.reasons.flatMap(({ code, detail }) =>
        wrap(`${code}: ${detail}`, { width: WIDTH, indent: '  ' }).map((line) =>
          paint.yellow(line),
        ),
      ),
      ...marks(entry),
      '',
    ]),
  ]
}

function outcomeText({
  guaranteedProfit,
  returnOnCost,
  totalCost,
  marginReturn,
}: RejectionReport): string {
  if (guaranteedProfit === undefined || returnOnCost === undefined || totalCost === undefined) {
    return `return before rounding ${percentText(marginReturn)}`
  }
  return `would come to ${profitText(guaranteedProfit)} (${percentText(returnOnCost)}) on ${costText(totalCost)}`
}

function mismatches(found: NonNullable<ScanReport['mismatches']>, paint: Paint): string[] {
  if (found.length === 0) return []
  return [
    paint.bold('Not paired: same teams, another game'),
    ...found.flatMap(({ kalshiTicker, reason, detail }) =>
      wrap(`${kalshiTicker}: ${reason}, ${detail}`, { width: WIDTH, indent: '  ' }),
    ),
    '',
  ]
}

function closing({ counts, rejected }: ScanReport): string[] {
  const lines: string[] = []
  if (counts.opportunities > 1) {
    lines.push('Rows that share a leg share its depth or stake limit: alternatives, not a sum.')
  }
  if (counts.beyondLimit > 0) lines.push(`${counts.beyondLimit} more beyond --limit.`)
  if (rejected === undefined && counts.rejected > 0)
    lines.push('--rejected lists the near misses, --explain ID any of them.')
  else if (counts.opportunities > 0)
    lines.push('--explain ID shows every number from wire to result.')
  return lines.flatMap((line) => wrap(line, { width: WIDTH, indent: '' }))
}
