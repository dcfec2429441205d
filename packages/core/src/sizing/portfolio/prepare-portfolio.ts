/**
 * A portfolio problem made ready for the search: how much of each part can be of use at all, and each
 * different outcome once. Nothing that could be part of a best portfolio is left out.
 * @module
 */
import { assertInput } from '../../assert.ts'
import type { Payoff } from '../../settlement/payoff.ts'
import { MICRODOLLARS_MAX, MICRODOLLARS_PER_CENT } from '../../units/money.ts'
import { floorTimes } from '../../units/rational.ts'
import { allInCost } from '../ladder-cost.ts'
import { accountOf, returnedCapital } from './capital.ts'
import { checkPortfolio, membersOf } from './check-portfolio.ts'
import { holdingOf, leastPayout, stepOf } from './holding.ts'
import type { PortfolioPart, PortfolioProblem } from './portfolio.ts'

/** The payoffs that a part may have in an outcome; the least counts. */
export type PayoffSet = readonly Payoff[]

/** A problem that was checked, with what the search reads of it. */
export interface PreparedPortfolio {
  readonly problem: PortfolioProblem
  /** By part: the largest quantity worth trying, in whole steps, at least as much as is affordable and useful. */
  readonly most: readonly number[]
  /** By part: its different payoff sets. */
  readonly sets: readonly (readonly PayoffSet[])[]
  /** Different outcomes: by part, which of its payoff sets. */
  readonly rows: readonly (readonly number[])[]
}

/**
 * Returns the problem ready for the search.
 * @throws {InvalidInputError} a malformed problem, or one whose payouts could pass a billion dollars.
 */
export function preparePortfolio(problem: PortfolioProblem): PreparedPortfolio {
  checkPortfolio(problem)
  const { sets, rows } = distinctOutcomes(problem)
  const affordable = mostAffordable(problem)
  const most = mostUseful(problem, { sets, rows, affordable })
  const sum = problem.parts.reduce(
    (total, part, index) => total + holdingOf(part, most[index] as number).winPayout,
    0,
  )
  assertInput(sum <= MICRODOLLARS_MAX, 'payouts of a portfolio must stay below a billion dollars')
  return { problem, most, sets, rows }
}

/** Returns the largest whole quantity that limits and depth allow, and that pays no sum past the range. */
export function mostOffered(part: PortfolioPart): number {
  const step = stepOf(part)
  if (part.tag === 'contract') {
    const { depth } = part.cost
    return Math.floor(Math.min(depth, part.sizeMax ?? depth) / step) * step
  }
  const most = largestPassing(
    { most: part.stakeMax, step },
    (stake) => floorTimes(stake, part.returnRatio) <= MICRODOLLARS_MAX / MICRODOLLARS_PER_CENT,
  )
  return most < leastStake(part) ? 0 : most
}

/** Returns the least quantity above 0 that a part can be held in. */
export function leastStake(part: PortfolioPart): number {
  const step = stepOf(part)
  const least = part.tag === 'bet' ? part.stakeMin : 0
  return Math.max(Math.ceil(least / step) * step, step)
}

/** Returns the largest multiple of `step`, from 0 up to `most`, that passes; `passes` must be monotone. */
export function largestPassing(
  { most, step }: { readonly most: number; readonly step: number },
  passes: (quantity: number) => boolean,
): number {
  let [low, high] = [0, Math.floor(most / step)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (passes(middle * step)) low = middle
    else high = middle - 1
  }
  return low * step
}

/** What each part could be bought for all the cash its account can have, were nothing else bought. */
function mostAffordable({
  parts,
  cash,
  bankroll,
  capitalReturns,
}: PortfolioProblem): readonly number[] {
  const offered = parts.map(mostOffered)
  const back = new Map<string, number>()
  let backInAll = 0
  for (const capitalReturn of capitalReturns) {
    const most = returnedCapital(parts, [capitalReturn], offered)[0]?.microdollars ?? 0
    const account = accountOf(parts, capitalReturn)
    back.set(account, (back.get(account) ?? 0) + most)
    backInAll += most
  }
  return parts.map((part, index) => {
    const { account } = part
    const held = (cash.get(account) ?? Number.POSITIVE_INFINITY) + (back.get(account) ?? 0)
    const budget = Math.min(held, bankroll + backInAll)
    const step = stepOf(part)
    const most = offered[index] as number
    const affordable = largestPassing(
      { most, step },
      (quantity) => costOf(part, quantity) <= budget,
    )
    return affordable < leastStake(part) ? 0 : affordable
  })
}

function costOf(part: PortfolioPart, quantity: number): number {
  if (quantity === 0) return 0
  if (part.tag === 'contract') return allInCost(part.cost, quantity)
  return part.isFreeBet ? 0 : quantity * MICRODOLLARS_PER_CENT
}

/** How many times what could be of use is left of a part that offers more. */
const OVERSIZE_FACTOR = 2

/**
 * Cuts a part that offers far more than the others can match. Some outcome pays at most `reach` in all;
 * a part that by itself pays `reach` wherever it pays anything is of no more use beyond that size: it
 * costs more and lifts no worst case. It is cut well above, so that nothing rounded decides: what the
 * unrounded parts reach is less than a cent each more. Parts that net are left alone: size there also
 * returns capital. So are free bets: they cost nothing, and may still lift what is not the worst.
 */
function mostUseful(
  { parts, capitalReturns }: PortfolioProblem,
  {
    sets,
    rows,
    affordable,
  }: Pick<PreparedPortfolio, 'sets' | 'rows'> & { readonly affordable: readonly number[] },
): readonly number[] {
  const payouts = parts.map((part, index) => {
    const holding = holdingOf(part, affordable[index] as number)
    return (sets[index] as readonly PayoffSet[]).map((set) => leastPayout(part, holding, set))
  })
  const lowest = rows.reduce((least, row) => {
    const sum = row.reduce((total, set, index) => total + (payouts[index]?.[set] as number), 0)
    return Math.min(least, sum)
  }, Number.POSITIVE_INFINITY)
  const reach = OVERSIZE_FACTOR * (lowest + parts.length * MICRODOLLARS_PER_CENT)
  const netting = new Set(capitalReturns.flatMap(membersOf))
  return parts.map((part, index) => {
    const most = affordable[index] as number
    const paying = (payouts[index] as readonly number[]).flatMap((payout, set) =>
      payout > 0 ? [set] : [],
    )
    const paysLeast = Math.min(...paying.map((set) => payouts[index]?.[set] as number))
    const isSpared = netting.has(index) || (part.tag === 'bet' && part.isFreeBet)
    if (isSpared || !(paysLeast > reach)) return most
    const isShort = (quantity: number): boolean => {
      const holding = holdingOf(part, quantity)
      const own = sets[index] as readonly PayoffSet[]
      return paying.some((set) => leastPayout(part, holding, own[set] as PayoffSet) < reach)
    }
    const step = stepOf(part)
    const enough = largestPassing({ most, step }, isShort)
    return Math.min(most, Math.max(enough, leastStake(part)))
  })
}

/** Outcomes in which every part has the same payoffs are one. */
function distinctOutcomes({
  parts,
  outcomes,
}: PortfolioProblem): Pick<PreparedPortfolio, 'sets' | 'rows'> {
  const numberings = parts.map(() => setNumbering())
  const rows = new Map<string, readonly number[]>()
  for (const { payoffs } of outcomes) {
    const row = payoffs.map((set, index) => (numberings[index] as SetNumbering).numberOf(set))
    rows.set(String.fromCharCode(...row), row)
  }
  return { sets: numberings.map(({ sets }) => sets), rows: [...rows.values()] }
}

/** Numbers the payoff sets of one part, equal ones alike. */
interface SetNumbering {
  readonly sets: readonly PayoffSet[]
  numberOf(set: PayoffSet): number
}

function setNumbering(): SetNumbering {
  const sets: PayoffSet[] = []
  const byText = new Map<string, number>()
  // Sets of one payoff are most, and most of those are the same few objects.
  const bySingle = new Map<Payoff, number>()
  const numberByText = (set: PayoffSet): number => {
    const text = set.map(textOf).join()
    const number = byText.get(text) ?? sets.push(set) - 1
    byText.set(text, number)
    return number
  }
  return {
    sets,
    numberOf: (set) => {
      const single = set[0] as Payoff
      if (set.length > 1) return numberByText(set)
      const number = bySingle.get(single) ?? numberByText(set)
      bySingle.set(single, number)
      return number
    },
  }
}

function textOf({ quantity, cost }: Payoff): string {
  return `${quantity.numerator}/${quantity.denominator}+${cost.numerator}/${cost.denominator}`
}
