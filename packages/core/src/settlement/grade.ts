/**
 * How a statement ends by the score alone, before any venue's rule for unusual ends: win, lose, push
 * on a whole line, or half of each on a quarter line.
 * @module
 */
import { rational } from '../units/rational.ts'
import { LOSE, type Payoff, REFUND, WIN } from './payoff.ts'

/** `half-win`: half of the stake wins, half comes back; `half-lose`: half is lost, half comes back. */
export type Grade = 'win' | 'lose' | 'push' | 'half-win' | 'half-lose'

/** Half of the stake wins and half comes back. */
export const HALF_WIN: Payoff = { quantity: rational(1, 2), cost: rational(1, 2) }
/** Half of the stake is lost and half comes back. */
export const HALF_LOSE: Payoff = { quantity: rational(0), cost: rational(1, 2) }

const OTHER: Readonly<Record<Grade, Grade>> = {
  win: 'lose',
  lose: 'win',
  push: 'push',
  'half-win': 'half-lose',
  'half-lose': 'half-win',
}

const PAYOFFS: Readonly<Record<Grade, Payoff>> = {
  win: WIN,
  lose: LOSE,
  push: REFUND,
  'half-win': HALF_WIN,
  'half-lose': HALF_LOSE,
}

/** Returns how the opposite statement ends. */
export function otherGrade(grade: Grade): Grade {
  return OTHER[grade]
}

/** Returns what a bet pays that ends like this. */
export function payoffOfGrade(grade: Grade): Payoff {
  return PAYOFFS[grade]
}
