/**
 * The text of `arb pairs show`.
 * @module
 */
import type { PairDetail } from '@arbkit/engine'
import { cut, type Paint, WIDTH, wrap } from './columns.ts'
import { conflictsText, subjectText } from './pairs-decisions.ts'
import { stateText } from './pairs-state.ts'
import { decisionText, targetText } from './pairs-text.ts'
import { table } from './table.ts'
import { easternText, utcText } from './values.ts'

const SCORE_WIDTH = 24

/** Returns everything about one contract. */
export function pairDetailText(detail: PairDetail, paint: Paint): string {
  const blocks = [
    contractLines(detail, paint),
    ...detail.candidates.map((candidate) => candidateLines(candidate, detail, paint)),
    detail.conflicts.length === 0 ? [] : [conflictsText(detail.conflicts, paint).trimEnd()],
    historyLines(detail, paint),
    runnerUpLines(detail, paint),
  ].filter((lines) => lines.length > 0)
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function contractLines({ contract, unpaired, states }: PairDetail, paint: Paint): string[] {
  const { venue, ticker, eventTicker, series, label, teams, strike, day } = contract
  const facts = [
    `${venue}, event ${eventTicker}, series ${series}`,
    ...(label === null ? [] : [`YES: ${label}`]),
    ...(teams.length === 0 ? [] : [`teams: ${teams.join(', ')}`]),
    ...(strike === null ? [] : [`strike: above ${strike}`]),
    ...(day === null ? [] : [`day: ${day}`]),
    ...(unpaired === null ? [] : [`unpaired: ${unpaired.reason}: ${unpaired.detail}`]),
  ]
  const [state] = states
  const head = `${ticker}  ${state === undefined ? '' : stateText({ ...state, why: '' })}`
  return [paint.bold(cut(head.trimEnd(), WIDTH)), ...facts.flatMap((fact) => wrapped(fact))]
}

function candidateLines(
  { pair, quotes, settlement }: PairDetail['candidates'][number],
  { states }: PairDetail,
  paint: Paint,
): string[] {
  const { fixture, target, oddsEventId, evidence } = pair
  const state = states.find((own) => own.oddsEventId === oddsEventId)
  return [
    ...wrap(`odds event ${oddsEventId}: ${state === undefined ? '' : stateText(state)}`, {
      width: WIDTH,
      indent: '',
    }).map((line) => paint.bold(line)),
    ...wrapped(
      `${fixture.away} @ ${fixture.home}, ${fixture.league}, ${easternText(fixture.start)}`,
    ),
    ...wrapped(`fixture ${fixture.id}`),
    ...wrapped(`${target.side.toUpperCase()} is ${targetText(target)} in ${target.marketKey}`),
    '',
    ...table(
      ['BOOK', 'MARKET', 'YES', 'NO', 'UPDATED'],
      quotes.map((quote) => [
        quote.book,
        quote.marketKey,
        quote.yes ?? '',
        quote.no ?? '',
        utcText(quote.updatedAt),
      ]),
      { left: 2, paint },
    ),
    '',
    ...evidenceLines(evidence, paint),
    ...settlementLines(settlement, paint),
  ]
}

/** Where a hedge comes apart: states in which contract and bet do not do the same. */
function settlementLines(
  settlement: PairDetail['candidates'][number]['settlement'],
  paint: Paint,
): string[] {
  if (settlement.length === 0) return []
  return [
    '',
    ...table(
      ['NOT ALIKE', 'CONTRACT', 'BET', 'BOOKS'],
      settlement.map(({ state, contract, bet, books }) => [state, contract, bet, booksText(books)]),
      { left: 4, paint },
    ),
  ]
}

function booksText([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} and ${more.length} more`
}

function evidenceLines(
  evidence: PairDetail['candidates'][number]['pair']['evidence'],
  paint: Paint,
): string[] {
  const indent = ' '.repeat(SCORE_WIDTH)
  return [
    paint.dim('  EVIDENCE        SCORE   DETAIL'),
    ...evidence.flatMap(({ part, agrees, score, detail }) => {
      const head = `  ${part.padEnd(15)} ${score.toFixed(2)}${agrees ? '' : ' !'}`.padEnd(
        SCORE_WIDTH,
      )
      const lines = wrap(detail, { width: WIDTH, indent })
      const [first = indent, ...rest] = lines
      return [(head + first.slice(SCORE_WIDTH)).trimEnd(), ...rest]
    }),
  ]
}

function historyLines({ history }: PairDetail, paint: Paint): string[] {
  if (history.length === 0) return []
  return [
    paint.bold('decisions'),
    ...history.flatMap(({ decision, stands }) => {
      const note = stands ? 'stands' : 'no longer stands'
      return [
        ...wrapped(`${utcText(decision.at)}  ${subjectText(decision)}, ${note}`),
        ...wrap(decisionText(decision), { width: WIDTH, indent: '      ' }),
      ]
    }),
  ]
}

function runnerUpLines({ runnerUp }: PairDetail, paint: Paint): string[] {
  if (runnerUp === null) return [paint.dim('no runner-up')]
  const { oddsEventId, away, home, start, confidence, agreed, differed } = runnerUp
  const score = confidence === null ? 'no candidate' : confidence.toFixed(2)
  return [
    paint.bold(cut(`runner-up ${oddsEventId}: ${score}`, WIDTH)),
    ...wrapped(`${away} @ ${home}, ${easternText(start)}`),
    ...agreed.flatMap((line) => wrap(`same: ${line}`, { width: WIDTH, indent: '  ' })),
    ...differed.flatMap((line) => wrap(`not: ${line}`, { width: WIDTH, indent: '  ' })),
  ]
}

function wrapped(text: string): string[] {
  return wrap(text, { width: WIDTH, indent: '  ' })
}
