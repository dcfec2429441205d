/**
 * A portfolio evaluated exactly: what it costs at most, what the accounts must hold for it, and what
 * it earns in each outcome at the worst joint choice of payoffs. The one place whose figures are shown.
 * @module
 */
import { assertInput } from '../../assert.ts'
import type { Payoff } from '../../settlement/payoff.ts'
import { type Microdollars, microdollars } from '../../units/money.ts'
import { returnedCapital } from './capital.ts'
import { checkPortfolio, checkQuantity } from './check-portfolio.ts'
import { holdingOf, leastPayout } from './holding.ts'
import type {
  PortfolioHolding,
  PortfolioOutcome,
  PortfolioOutcomeProfit,
  PortfolioPart,
  PortfolioPosition,
  PortfolioProblem,
} from './portfolio.ts'

/**
 * Returns the position that holds `quantities[i]` of part `i`: centicontracts, or cents of stake.
 * Cash and bankroll are not limits here: compare `capital` and `capitalByAccount` with what is there.
 * Both may be below 0, where more comes back at once than was paid.
 * @throws {InvalidInputError} a malformed problem; not one quantity for each part; a quantity that is
 *   not in whole steps, or beyond limit or depth; a sum past a billion dollars.
 */
export function evaluatePortfolio(
  problem: PortfolioProblem,
  quantities: readonly number[],
): PortfolioPosition {
  checkPortfolio(problem)
  const { parts } = problem
  assertInput(
    quantities.length === parts.length,
    `a portfolio of ${parts.length} parts needs as many quantities, got ${quantities.length}`,
  )
  const holdings = parts.map((part, index) => {
    const quantity = quantities[index] as number
    checkQuantity(part, quantity)
    return holdingOf(part, quantity)
  })
  const totalCost = sumOf(holdings.map(({ cost, fees }) => cost + fees))
  const capitalByAccount = capitalOf(problem, holdings)
  const outcomes = problem.outcomes.map((outcome) =>
    profitIn(parts, holdings, { outcome, totalCost }),
  )
  return {
    holdings,
    totalCost,
    capital: sumOf([...capitalByAccount.values()]),
    capitalByAccount,
    outcomes,
    guaranteed: outcomes.reduce(
      (least, { profit }) => (profit < least ? profit : least),
      (outcomes[0] as PortfolioOutcomeProfit).profit,
    ),
  }
}

/**
 * Costs and fees of each account less what comes back to it at once.
 *
 * The profit of an outcome is the same with and without netting: YES and NO of one market pay one
 * dollar together in every state the market is graded to, so the dollar that comes back early is the
 * one that is not paid at the end. The payouts of the position are those without netting.
 */
function capitalOf(
  { parts, capitalReturns }: PortfolioProblem,
  holdings: readonly PortfolioHolding[],
): ReadonlyMap<string, Microdollars> {
  const capital = new Map<string, number>()
  const add = (account: string, amount: number): void => {
    capital.set(account, (capital.get(account) ?? 0) + amount)
  }
  for (const [index, { account }] of parts.entries()) {
    const { cost, fees } = holdings[index] as PortfolioHolding
    add(account, cost + fees)
  }
  const quantities = holdings.map(({ quantity }) => quantity)
  for (const returned of returnedCapital(parts, capitalReturns, quantities)) {
    add(returned.account, -returned.microdollars)
  }
  return new Map([...capital].map(([account, amount]) => [account, microdollars(amount)]))
}

/**
 * The worst joint choice is found part by part. Within an outcome every part may have any of its
 * payoffs whatever the others have, so the joint choices are all the combinations; the profit is the
 * sum of the payouts less a cost that no choice changes; and a sum whose terms are chosen freely is
 * least where each term is least.
 */
function profitIn(
  parts: readonly PortfolioPart[],
  holdings: readonly PortfolioHolding[],
  { outcome, totalCost }: { readonly outcome: PortfolioOutcome; readonly totalCost: Microdollars },
): PortfolioOutcomeProfit {
  const payouts = parts.map((part, index) =>
    leastPayout(
      part,
      holdings[index] as PortfolioHolding,
      outcome.payoffs[index] as readonly Payoff[],
    ),
  )
  return { id: outcome.id, payouts, profit: microdollars(sumOf(payouts) - totalCost) }
}

/** Each amount is within a billion dollars, so a sum that is not exact is far past the range. */
function sumOf(amounts: readonly number[]): Microdollars {
  return microdollars(amounts.reduce((sum, amount) => sum + amount, 0))
}
