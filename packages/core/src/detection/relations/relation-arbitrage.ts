/**
 * Relationship arbitrage: strike ladders out of order, sums of exclusive events that do not come to
 * a dollar, subsets that cost more than what holds them. All of it is the search for a portfolio
 * over the event's outcome space, with both sides of every market for sale.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { printable } from '../../errors.ts'
import { ladderCostOf } from '../../sizing/ladder-cost.ts'
import type { CapitalReturn } from '../../sizing/portfolio/portfolio.ts'
import { CONTRACT_PAYOUT_STEP_MICRODOLLARS } from '../../sizing/two-leg-position.ts'
import type { Microdollars } from '../../units/money.ts'
import type { ExceptionEvent } from '../exceptions.ts'
import { findPortfolio, type PortfolioFinding } from '../portfolio-finding.ts'
import type { PortfolioClaim } from '../portfolio-question.ts'
import type { RelationEvent, RelationMarket } from './relation-event.ts'

/** Related markets, and what there is to pay for them. */
export interface RelationArbitrageInput extends RelationEvent {
  readonly venue: string
  /** Cash by account; an account that is not named has no limit of its own. */
  readonly cash: ReadonlyMap<string, Microdollars>
  /** Most capital in all. */
  readonly bankroll: Microdollars
  /** Regular outcomes that a conditional position may leave open; none where left out. */
  readonly mayExcept?: readonly ExceptionEvent[]
}

/**
 * Returns what the markets come to together. YES and NO of one market net at once; the NO side of a
 * collateral group gives capital back. Legs are called `<market> yes` and `<market> no`.
 * @throws {InvalidInputError} markets that are not one a statement, an id given twice, a collateral
 *   group whose markets can be true together, that overlaps another or spans accounts, or what
 *   {@link findPortfolio} refuses.
 */
export function findRelationArbitrage(input: RelationArbitrageInput): PortfolioFinding {
  const { space, markets, cash, bankroll, mayExcept } = input
  checkEvent(input)
  return findPortfolio({
    space,
    claims: markets.flatMap((market, statement) => sidesOf(input, market, statement)),
    cash,
    bankroll,
    capitalReturns: [...pairsOf(markets), ...exclusivesOf(input)],
    ...(mayExcept === undefined ? {} : { mayExcept }),
  })
}

/** Both sides of a market, YES before NO; a side without asks is there and can not be bought. */
function sidesOf(
  { venue }: RelationArbitrageInput,
  { id, settledAs, account, costs, step, yesLadder, noLadder }: RelationMarket,
  statement: number,
): readonly PortfolioClaim[] {
  return (['yes', 'no'] as const).map((side) => ({
    claim: { venue, instrument: 'contract', ...settledAs, statement, side },
    part: {
      tag: 'contract',
      id: `${id} ${side}`,
      account,
      cost: ladderCostOf(side === 'yes' ? yesLadder : noLadder, costs),
      step,
      payoutStepMicrodollars: CONTRACT_PAYOUT_STEP_MICRODOLLARS,
    },
  }))
}

const yesOf = (statement: number): number => statement * 2
const noOf = (statement: number): number => statement * 2 + 1

function pairsOf(markets: readonly RelationMarket[]): readonly CapitalReturn[] {
  return [...markets.keys()].map((statement) => ({
    tag: 'pair',
    yes: yesOf(statement),
    no: noOf(statement),
  }))
}

/** A group of one has nothing to give back. */
function exclusivesOf({ collateralGroups }: RelationEvent): readonly CapitalReturn[] {
  return collateralGroups
    .filter((group) => group.length >= 2)
    .map((group) => ({ tag: 'exclusive', noParts: group.map(noOf) }))
}

function checkEvent({ space, markets, collateralGroups }: RelationEvent): void {
  const statements = space.grades[0]?.length ?? 0
  assertInput(
    markets.length === statements,
    `one market for each of ${statements} statements, got ${markets.length}`,
  )
  const ids = new Set(markets.map(({ id }) => id))
  assertInput(ids.size === markets.length, 'each market needs an id of its own')
  const seen = new Set<number>()
  for (const group of collateralGroups) {
    for (const index of group) {
      assertInput(markets[index] !== undefined, `collateral group has no market ${index}`)
      assertInput(!seen.has(index), `market ${index} is in two collateral groups, or twice in one`)
      seen.add(index)
    }
    const accounts = new Set(group.map((index) => markets[index]?.account))
    assertInput(accounts.size <= 1, 'collateral comes back to one account', { group })
    const together = space.grades.findIndex(
      (grades) => group.filter((index) => grades[index] === 'win').length > 1,
    )
    assertInput(
      together < 0,
      `collateral group is not mutually exclusive: ${printable(space.outcomes[together]?.id)}`,
    )
  }
}
