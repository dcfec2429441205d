/**
 * Decisions about paper trades as lines of a log: what was bought on paper, what it came to.
 * @module
 */
import { Decimal } from '@arbkit/core'
import type { TurnDecision } from '@arbkit/engine'
import type { LogLine } from '../run/log-line.ts'
import { bookName } from './leg-words.ts'
import { costText, countText, percentText, priceText, profitText, receiptText } from './values.ts'

/** A decision about a paper trade. */
export type PaperDecision = Extract<TurnDecision, { tag: `paper-${string}` }>
type PaperOf<Tag extends PaperDecision['tag']> = Extract<PaperDecision, { tag: Tag }>

/** Returns a decision's line. A naked leg is a warning, what was not traded is for debugging. */
export function paperLine(decision: PaperDecision, atMs: number): LogLine {
  const line = { atMs, event: decision.tag, fields: { decision } }
  switch (decision.tag) {
    case 'paper-started':
      return { ...line, level: 'info', text: startedText(decision) }
    case 'paper-skipped':
      return { ...line, level: 'debug', text: skippedText(decision) }
    case 'paper-step':
      return { ...line, level: stepLevel(decision), text: stepText(decision) }
    case 'paper-settled':
      return { ...line, level: 'info', text: settledText(decision) }
  }
}

function startedText({
  trade,
  id,
  legs,
  guaranteed,
  fillProbability,
}: PaperOf<'paper-started'>): string {
  const [contract, bet] = legs
  const point = bet.point === null ? '' : ` ${bet.point > 0 ? '+' : ''}${bet.point}`
  const order = `${countText(contract.contracts)} ${contract.side.toUpperCase()} of ${contract.marketId} at ${priceText(contract.limitPrice)} or less`
  const asked = `${costText(bet.stake)} on ${bet.outcome}${point} at ${oddsText(bet.minimumOdds)} or more at ${bookName(bet.venue)}`
  const chance = percentText(fillProbability.both)
  return `paper ${trade} started (of ${id}): ${order} and ${asked}: guarantees ${profitText(guaranteed)} if both are filled (${chance} likely)`
}

const SKIPS: Readonly<Record<PaperOf<'paper-skipped'>['code'], string>> = {
  'already-open': 'a trade of it is open',
  'bet-limit': "the book's limit on this bet is reached",
  cash: 'too little cash is left',
  'per-game': 'the limit of the game is reached',
  'at-risk': 'the limit at risk is reached',
  'per-day': 'the limit of the day is reached',
  'no-size': 'no contract can be planned',
  'too-many': 'too many trades are open',
}

function skippedText({ id, code, detail }: PaperOf<'paper-skipped'>): string {
  return `no paper trade of ${id}: ${SKIPS[code]}${detail === '' ? '' : ` (${detail})`}`
}

const isNaked = (contracts: string): boolean => !new Decimal(contracts).isZero()

function stepLevel({ event, naked, isOver }: PaperOf<'paper-step'>): LogLine['level'] {
  // Between its order and the answer of the book every trade is naked: only what stays so is alarming.
  if (event === 'bet-undecided') return 'warn'
  if (isNaked(naked) && (event === 'bet-asked' || event === 'unwind-arrived')) return 'warn'
  return event === 'bet-prepared' && !isOver ? 'debug' : 'info'
}

function stepText(step: PaperOf<'paper-step'>): string {
  const { trade, naked, isOver, realised, dropped, stage } = step
  const parts = [
    eventText(step),
    ...(dropped === null ? [] : [DROPS[dropped]]),
    ...(isNaked(naked) ? [`${countText(naked)} contracts naked`] : []),
    ...(stage === 'both' && !isOver
      ? [`both legs stand, ${profitText(step.guaranteed)} guaranteed`]
      : []),
    ...(stage === 'held' && !isOver ? ['the naked leg is held to its result'] : []),
    ...endWords(isOver, realised),
  ]
  return `paper ${trade}: ${parts.join('; ')}`
}

const DROPS: Readonly<Record<NonNullable<PaperOf<'paper-step'>['dropped']>, string>> = {
  'not-quoted': 'dropped: the book does not quote it any more',
  'odds-below-minimum': 'dropped: the odds are too low by now',
  'stake-limit': 'dropped: the book takes too small a stake',
  'not-filled': 'dropped: no contract was filled',
}

function eventText({ event, slipOdds, fill, bet }: PaperOf<'paper-step'>): string {
  switch (event) {
    case 'bet-prepared':
      return slipOdds === null ? 'slip looked at' : `slip read at ${oddsText(slipOdds)}`
    case 'order-arrived':
      return fill === null ? 'order arrived' : filledText('bought', fill, costText)
    case 'unwind-arrived':
      return fill === null ? 'unwinding' : filledText('unwound: sold', fill, receiptText)
    case 'bet-asked':
      return bet === null ? 'bet asked for' : betText(bet)
    case 'bet-undecided':
      return 'the contract has its result, and the bet can not be graded by it: it stays open'
  }
}

function filledText(
  what: string,
  { ordered, filled, value, fee }: NonNullable<PaperOf<'paper-step'>['fill']>,
  money: (amount: string) => string,
): string {
  if (!isNaked(filled)) return `${what} none of ${countText(ordered)} contracts`
  const count =
    ordered === filled
      ? `all ${countText(filled)}`
      : `${countText(filled)} of ${countText(ordered)}`
  return `${what} ${count} contracts for ${money(value)}, fee ${costText(fee)}`
}

function betText({
  isAccepted,
  reason,
  asked,
  odds,
  stake,
  isChanged,
  isCapped,
}: NonNullable<PaperOf<'paper-step'>['bet']>): string {
  if (!isAccepted)
    return `bet of ${costText(asked)} refused${reason === null ? '' : ` (${reason})`}`
  const changes = [
    ...(isChanged ? ['other odds than asked'] : []),
    ...(isCapped ? [`of ${costText(asked)} asked`] : []),
  ]
  const at = odds === null ? '' : ` at ${oddsText(odds)}`
  return `bet of ${costText(stake)} taken${at}${changes.length === 0 ? '' : ` (${changes.join(', ')})`}`
}

function settledText({ trade, leg, payout, isOver, realised }: PaperOf<'paper-settled'>): string {
  return `paper ${trade}: ${[`the ${leg} paid ${receiptText(payout)}`, ...endWords(isOver, realised)].join('; ')}`
}

function endWords(isOver: boolean, realised: string | null): readonly string[] {
  if (!isOver) return []
  return [realised === null ? 'over' : `over, ${profitText(realised)} realised`]
}

/** A return per 1 staked, rounded down. */
function oddsText(odds: string): string {
  return new Decimal(odds).toDecimalPlaces(3, Decimal.ROUND_FLOOR).toFixed()
}
