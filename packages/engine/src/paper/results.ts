/**
 * What the legs of a paper trade are paid, by the result that the venue gave the contract. The contract
 * gets exactly that. The bet is graded where the regular outcomes in which the contract pays just that all
 * grade it alike; where they do not, or there is none, nothing is made up: it stays open.
 *
 * A game that was called early or made up later may be paid in full by the exchange and be void at the
 * book: the result alone does not tell, and the bet is graded as in a regular game.
 * @module
 */
import { compareRational, type Payoff, rational } from '@arbkit/core'
import { type MarketResult, otherShare } from '../session/result-book.ts'
import type { PaperTradeView } from './paper-trade-view.ts'

/** Returns what the contracts are paid. */
export function contractPayoffOf(
  { contract }: Pick<PaperTradeView, 'contract'>,
  { yesPays }: MarketResult,
): Payoff {
  const quantity = contract.side === 'yes' ? yesPays : otherShare(yesPays)
  return { quantity, cost: rational(0) }
}

/** Returns what the bet is paid where the contracts are paid this; undefined where that does not say. */
export function betPayoffOf(
  { outcomes }: Pick<PaperTradeView, 'outcomes'>,
  contract: Payoff,
): Payoff | undefined {
  const [first, ...others] = outcomes.filter((outcome) => isSame(outcome.contract, contract))
  if (first === undefined) return undefined
  return others.every(({ bet }) => isSame(bet, first.bet)) ? first.bet : undefined
}

function isSame(a: Payoff, b: Payoff): boolean {
  return compareRational(a.quantity, b.quantity) === 0 && compareRational(a.cost, b.cost) === 0
}
