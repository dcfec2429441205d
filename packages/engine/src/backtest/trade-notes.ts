/**
 * What a person is told of a paper trade: of what it was made, and each thing that happened to it.
 * @module
 */
import { assertNever, teamShortName } from '@arbkit/core'
import type { PaperDecision } from '../paper/paper-decision.ts'
import type { TradeNotes } from '../report/backtest-report.ts'
import { durationText } from '../report/values.ts'
import { explainCandidate, type ExplanationLine, type ExplanationSection } from '../scan/explain.ts'
import { propositionLabel } from '../scan/labels.ts'
import type { Candidate } from '../scan/priced-candidate.ts'
import type { MarketState } from '../session/market-state.ts'

type PaperOf<Tag extends PaperDecision['tag']> = Extract<PaperDecision, { tag: Tag }>
type Step = PaperOf<'paper-step'>

/** What a trade was made of, as long as it is to be told in full. */
export interface Opportunity {
  readonly candidate: Candidate
  readonly state: MarketState
}

/** Notes of one trade while it goes on. */
export class NotedTrade {
  private readonly head: Pick<TradeNotes, 'fixture' | 'question'>
  private readonly before: readonly ExplanationSection[]
  private readonly lines: ExplanationLine[] = []
  private readonly beganMs: number | undefined

  /**
   * @param started undefined of a trade that an earlier run began.
   * @param opportunity undefined where how it was computed is not to be told.
   */
  constructor(started: PaperOf<'paper-started'> | undefined, opportunity: Opportunity | undefined) {
    this.beganMs = started?.t
    this.head = headOf(started, opportunity?.candidate)
    this.before = [
      ...(opportunity === undefined
        ? []
        : explainCandidate(opportunity.candidate, opportunity.state)),
      ...(started === undefined ? [] : [{ title: 'Trade as planned', lines: planLines(started) }]),
    ]
  }

  /** Takes what happened next. */
  note(decision: Step | PaperOf<'paper-settled'>): void {
    this.lines.push(
      decision.tag === 'paper-step'
        ? stepLine(decision, this.afterText(decision.atMs))
        : settledLine(decision, this.afterText(decision.atMs)),
    )
  }

  /** Returns what is told so far. */
  notes(): TradeNotes {
    const steps = { title: 'Trade, step by step', lines: this.lines }
    return {
      ...this.head,
      explanation: [...this.before, ...(this.lines.length > 0 ? [steps] : [])],
    }
  }

  private afterText(atMs: number): string {
    return this.beganMs === undefined ? '' : `${durationText(atMs - this.beganMs)} after`
  }
}

function headOf(
  started: PaperOf<'paper-started'> | undefined,
  candidate: Candidate | undefined,
): Pick<TradeNotes, 'fixture' | 'question'> {
  if (started === undefined) return { fixture: '', question: '' }
  const [{ marketId, side }] = started.legs
  if (candidate === undefined) return { fixture: started.fixture, question: `${marketId} ${side}` }
  const { fixture, yes, no } = candidate.pair
  return {
    fixture: `${teamShortName(fixture.away)} @ ${teamShortName(fixture.home)}`,
    question: propositionLabel(fixture, side === 'yes' ? yes : no),
  }
}

const line = (what: string, value: string, why = ''): ExplanationLine => ({ what, value, why })

function planLines({
  legs,
  guaranteed,
  reserved,
  fillProbability,
  chances,
}: PaperOf<'paper-started'>): readonly ExplanationLine[] {
  const [contract, bet] = legs
  return [
    line(
      'order',
      `${contract.contracts} × ${contract.side.toUpperCase()} at $${contract.limitPrice} or less`,
      `${contract.marketId}, best ask $${contract.bestPrice}`,
    ),
    line(
      'bet',
      `$${bet.stake} on ${bet.outcome}${bet.point === null ? '' : ` ${bet.point}`} at ${bet.minimumOdds} or more`,
      `${bet.venue}, seen at ${bet.odds}; at most $${bet.stakeMax}`,
    ),
    line('guaranteed if both are filled', `$${guaranteed}`, `$${reserved} set aside`),
    line(
      'likely',
      fillProbability.both,
      `contract ${fillProbability.contract}, bet ${fillProbability.bet}`,
    ),
    line(
      'drawn',
      `slip ${chances.prepareMs} ms, order ${chances.orderMs} ms, bet ${chances.commitMs} ms`,
      `chances ${chances.accept}, ${chances.change}, ${chances.cap}; drift ${chances.driftPrepare} and ${chances.driftCommit} standard deviations`,
    ),
  ]
}

function stepLine(step: Step, after: string): ExplanationLine {
  const { naked, dropped, isOver, realised, guaranteed } = step
  const isNaked = naked !== '0.00'
  const stand = isOver
    ? realised === null
      ? ''
      : `realised $${realised}`
    : step.event === 'bet-prepared'
      ? ''
      : `guaranteed $${guaranteed}`
  const why = [
    after,
    ...(dropped === null ? [] : [`dropped: ${dropped}`]),
    ...(isNaked ? [`${naked} contracts without a bet`] : []),
    ...(stand === '' ? [] : [stand]),
  ]
  const [what, value] = eventText(step)
  return line(what, value, why.filter((text) => text !== '').join('; '))
}

function eventText(step: Step): readonly [what: string, value: string] {
  const { event, shown, slipOdds, fill } = step
  const feed =
    shown === null ? 'not listed' : `feed ${shown.odds}, ${durationText(shown.ageMs)} old`
  switch (event) {
    case 'bet-prepared':
      return ['slip', slipOdds === null ? feed : `${slipOdds} (${feed})`]
    case 'order-arrived':
      return ['order', fill === null ? 'no book to meet' : fillText(fill, 'bought')]
    case 'bet-asked':
      return ['bet', betText(step, feed)]
    case 'unwind-arrived':
      return ['sale', fill === null ? 'no book to meet' : fillText(fill, 'sold')]
    case 'bet-undecided':
      return ['result', 'the contract has one, and it does not decide the bet']
    default:
      return assertNever(event)
  }
}

function fillText(
  { ordered, filled, value, fee, levels }: NonNullable<Step['fill']>,
  done: string,
) {
  const prices = levels.map(({ price, contracts }) => `${contracts} at $${price}`).join(', ')
  return `${done} ${filled} of ${ordered} for $${value}, fee $${fee}${prices === '' ? '' : `: ${prices}`}`
}

function betText({ bet }: Step, feed: string): string {
  if (bet === null) return `not asked (${feed})`
  const { isAccepted, reason, asked, odds, stake, payout, isChanged, isCapped } = bet
  if (!isAccepted) {
    return `$${asked} refused: ${reason ?? 'no reason'}${odds === null ? '' : `, ${odds} offered`} (${feed})`
  }
  const how = [...(isChanged ? ['at worse odds'] : []), ...(isCapped ? ['stake cut'] : [])]
  return `$${stake} of $${asked} at ${odds ?? ''}, pays $${payout}${how.length === 0 ? '' : `, ${how.join(', ')}`} (${feed})`
}

function settledLine(
  { leg, payout, pays, realised, isOver }: PaperOf<'paper-settled'>,
  after: string,
): ExplanationLine {
  const came = isOver && realised !== null ? `; realised $${realised}` : ''
  return line(
    `${leg} settled`,
    `pays $${payout}`,
    `${after}; ${pays.quantity} of a win, ${pays.cost} of the cost back${came}`,
  )
}
