/**
 * What a portfolio problem has to be before anything is computed from it: ids that tell parts apart,
 * steps above zero, a payoff for every part in every outcome, and nothing past a named bound.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { printable } from '../../errors.ts'
import type { Payoff } from '../../settlement/payoff.ts'
import type {
  CapitalReturn,
  PortfolioOutcome,
  PortfolioPart,
  PortfolioProblem,
} from './portfolio.ts'

/** Most parts of one problem. */
export const PORTFOLIO_PARTS_MAX = 64
/** Most outcomes of one problem; as many as an outcome space may have. */
export const PORTFOLIO_OUTCOMES_MAX = 4096
/** Most ladder levels of all parts together; a single ladder may use them all. */
export const PORTFOLIO_SEGMENTS_MAX = 10_001
/** Most payoffs one part may have in one outcome. */
export const PORTFOLIO_PAYOFFS_MAX = 16

/**
 * Checks a problem; every function of this folder does so first.
 * @throws {InvalidInputError} no part or outcome, or more than the bounds; an id twice; a step, limit,
 *   ratio, cash or payoff out of range; an outcome without a payoff for each part; a capital return
 *   over parts that are not contracts of one account, or that counts a part twice.
 */
export function checkPortfolio(problem: PortfolioProblem): void {
  const { parts, outcomes, cash, bankroll } = problem
  checkCount('part', parts.length, PORTFOLIO_PARTS_MAX)
  checkCount('outcome', outcomes.length, PORTFOLIO_OUTCOMES_MAX)
  checkUnique('part', parts)
  checkUnique('outcome', outcomes)
  for (const part of parts) checkPart(part)
  const levels = parts.reduce(
    (sum, part) => sum + (part.tag === 'contract' ? part.cost.segments.length : 0),
    0,
  )
  assertInput(
    levels <= PORTFOLIO_SEGMENTS_MAX,
    `a portfolio may have at most ${PORTFOLIO_SEGMENTS_MAX} ladder levels, got ${levels}`,
  )
  for (const outcome of outcomes) checkOutcome(outcome, parts.length)
  for (const [account, amount] of cash) checkWhole(`cash of ${printable(account)}`, amount, 0)
  checkWhole('bankroll', bankroll, 0)
  checkReturns(problem)
}

/**
 * Checks that a part can be held in this quantity: whole steps, within its limits and its depth.
 * @throws {InvalidInputError}
 */
export function checkQuantity(part: PortfolioPart, quantity: number): void {
  const name = `quantity of ${printable(part.id)}`
  checkWhole(name, quantity, 0)
  const [step, most] =
    part.tag === 'contract'
      ? [part.step, Math.min(part.cost.depth, part.sizeMax ?? part.cost.depth)]
      : [part.stakeStep, part.stakeMax]
  assertInput(quantity % step === 0, `${name} must be a multiple of ${step}, got ${quantity}`)
  assertInput(quantity <= most, `${name} must be at most ${most}, got ${quantity}`)
  const least = part.tag === 'bet' && quantity > 0 ? part.stakeMin : 0
  assertInput(quantity >= least, `${name} must be 0 or at least ${least}, got ${quantity}`)
}

function checkCount(noun: string, count: number, most: number): void {
  assertInput(count >= 1 && count <= most, `a portfolio has 1 to ${most} ${noun}s, got ${count}`)
}

function checkUnique(noun: string, items: readonly { readonly id: string }[]): void {
  const seen = new Set<string>()
  for (const { id } of items) {
    assertInput(!seen.has(id), `${noun} id twice: ${printable(id)}`)
    seen.add(id)
  }
}

function checkWhole(name: string, value: number, least: 0 | 1): void {
  assertInput(
    Number.isSafeInteger(value) && value >= least,
    `${name} must be a whole number of at least ${least}, got ${value}`,
  )
}

function checkPart(part: PortfolioPart): void {
  const name = printable(part.id)
  if (part.tag === 'contract') {
    checkWhole(`step of ${name}`, part.step, 1)
    checkWhole(`payout step of ${name}`, part.payoutStepMicrodollars, 1)
    if (part.sizeMax !== undefined) checkWhole(`largest size of ${name}`, part.sizeMax, 0)
    return
  }
  checkWhole(`stake step of ${name}`, part.stakeStep, 1)
  checkWhole(`least stake of ${name}`, part.stakeMin, 0)
  checkWhole(`largest stake of ${name}`, part.stakeMax, 0)
  assertInput(part.returnRatio.numerator > 0, `return of ${name} must be above 0`)
}

function checkOutcome({ id, payoffs }: PortfolioOutcome, parts: number): void {
  const name = `outcome ${printable(id)}`
  assertInput(
    payoffs.length === parts,
    `${name} needs payoffs for ${parts} parts, got ${payoffs.length}`,
  )
  for (const choices of payoffs) {
    assertInput(
      choices.length >= 1 && choices.length <= PORTFOLIO_PAYOFFS_MAX,
      `${name} needs 1 to ${PORTFOLIO_PAYOFFS_MAX} payoffs for each part, got ${choices.length}`,
    )
    assertInput(choices.every(isPossible), `${name}: what is held can not owe anything`)
  }
}

function isPossible({ quantity, cost }: Payoff): boolean {
  return quantity.numerator >= 0 && cost.numerator >= 0
}

/**
 * A part may net in one pair and in one group: counted twice, a dollar would come back twice. YES and NO
 * of one market are never two of a group: they are not of two markets.
 */
function checkReturns({ parts, capitalReturns }: PortfolioProblem): void {
  const seen = { pair: new Set<number>(), exclusive: new Set<number>() }
  for (const capitalReturn of capitalReturns) {
    const members = membersOf(capitalReturn)
    assertInput(members.length >= 2, 'capital comes back for two parts or more')
    const accounts = new Set<string>()
    for (const index of members) {
      const part = parts[index]
      assertInput(
        part?.tag === 'contract',
        `capital comes back for contract parts, got part number ${index}`,
      )
      assertInput(
        !seen[capitalReturn.tag].has(index),
        `part number ${index} counts twice for a capital return`,
      )
      seen[capitalReturn.tag].add(index)
      accounts.add(part.account)
    }
    assertInput(accounts.size === 1, 'capital comes back to one account, got parts of several')
  }
  for (const pair of capitalReturns) {
    if (pair.tag !== 'pair') continue
    const isInOneGroup = capitalReturns.some(
      (group) =>
        group.tag === 'exclusive' &&
        group.noParts.includes(pair.yes) &&
        group.noParts.includes(pair.no),
    )
    assertInput(!isInOneGroup, `parts number ${pair.yes} and ${pair.no} are of one market, not two`)
  }
}

/** Returns the indices of the parts that a capital return is over. */
export function membersOf(capitalReturn: CapitalReturn): readonly number[] {
  return capitalReturn.tag === 'pair'
    ? [capitalReturn.yes, capitalReturn.no]
    : capitalReturn.noParts
}
