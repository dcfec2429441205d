/**
 * A claim: one side of one instrument at one venue, and what it may pay in each outcome.
 * @module
 */
import { assertInvariant, assertNever } from '../assert.ts'
import { InvalidInputError } from '../errors.ts'
import type { LeagueId } from '../fixtures/league.ts'
import type { MarketType } from '../fixtures/proposition.ts'
import { type Grade, payoffOfGrade } from '../settlement/grade.ts'
import { HALF, LOSE, type Payoff, REFUND, WIN } from '../settlement/payoff.ts'
import {
  CONTRACT_VENUES,
  type GameState,
  type SettlementEffect,
  type SettlementRule,
} from '../settlement/rule.ts'
import { settlementRuleOf } from '../settlement/rule-lookup.ts'
import type { LeagueOrSport, SettlementMarketType } from '../settlement/scope.ts'
import { rational } from '../units/rational.ts'
import type { Outcome } from './space.ts'

/** What was bought: a contract of an exchange, or a bet at fixed odds. */
export type Instrument = 'contract' | 'bet'

/** Something that can be bought and pays if its side comes true. */
export interface Claim {
  /** `kalshi` or a bookmaker's key. */
  readonly venue: string
  readonly instrument: Instrument
  readonly league: LeagueId
  readonly marketType: MarketType
  /** The side of the question on which it wins. */
  readonly wins: 'yes' | 'no'
}

/** What a claim may pay in one outcome. More than one entry where the venue's rule leaves it open. */
export interface ClaimPayoffs {
  /** Every payoff to be reckoned with, extremes of a range included; at least one, each once. */
  readonly possible: readonly Payoff[]
  /** The payoff if a price the venue sets equals the price paid; the same as `possible` elsewhere. */
  readonly atFairPrice: readonly Payoff[]
  readonly rule: SettlementRule
}

/** A claim in one state of the game. */
export interface SettlementCase {
  /** `kalshi`, `polymarket` or a bookmaker's key. */
  readonly venue: string
  readonly instrument: Instrument
  /** The league, or the sport alone. */
  readonly scope: LeagueOrSport
  readonly marketType: SettlementMarketType
  /** Side of the statement on which it wins. */
  readonly side: 'yes' | 'no'
  readonly state: GameState
  /** How this side ends by the score; undefined in a state that leaves no score. */
  readonly grade: Grade | undefined
  /**
   * The regular way in which an irregular game ended, where it has one: a postponed game that is
   * played to a tie is settled as a tie. Taken for `completed` where left out.
   */
  readonly ending?: 'completed' | 'tied' | undefined
  /**
   * Which way this side of a total or a player's number counts: once an Over has won, no further play
   * can take that from it. Where left out, both ways are reckoned with.
   */
  readonly direction?: 'over' | 'under' | undefined
}

/** Most who are taken to share one place in a dead heat: with more, a share is smaller yet. */
export const DEAD_HEAT_SHARERS_MAX = 10

const DEAD_HEAT_SHARES: readonly Payoff[] = Array.from(
  { length: DEAD_HEAT_SHARERS_MAX - 1 },
  (_, index) => ({ quantity: rational(1, index + 2), cost: rational(0) }),
)

/** Markets about a number that only grows while play goes on. */
const COUNTS: ReadonlySet<SettlementMarketType> = new Set(['total', 'team-total', 'player-prop'])

/**
 * Returns what a claim may pay in one state of the game, by the settlement-rule table.
 * @throws {InvalidInputError} a contract at a venue whose contracts have no rules here, or one whose
 *   statement ends level or by half at a venue whose contracts never do.
 */
export function settlementPayoffsOf(
  settled: SettlementCase,
  table?: readonly SettlementRule[],
): ClaimPayoffs {
  const { venue, instrument, state } = settled
  if (instrument === 'contract' && !CONTRACT_VENUES.includes(venue)) {
    const known = CONTRACT_VENUES.join(' and ')
    throw new InvalidInputError(`contracts have settlement rules at ${known} only, got ${venue}`)
  }
  const rule = settlementRuleOf(settled, table)
  const isTie = settled.ending === 'tied' && state !== 'tied'
  const graded = isTie ? settlementRuleOf({ ...settled, state: 'tied' }, table) : rule
  const { possible, atFairPrice } = payoffsByRule(settled, rule, graded)
  return { possible, atFairPrice, rule }
}

/** A game whose score stands is settled like a regular one: by `graded`, the rule for ties, on a tie. */
function payoffsByRule(
  settled: SettlementCase,
  rule: SettlementRule,
  graded: SettlementRule,
): Payoffs {
  const under = (effect: SettlementEffect) =>
    effect === 'graded' && graded !== rule
      ? payoffsByRule(settled, graded, graded)
      : payoffsUnder(effect, settled, rule)
  const first = under(rule.effect)
  if (rule.orElse === undefined) return first
  const second = under(rule.orElse)
  const possible = unionOf(first.possible, second.possible)
  const isOpen = first.possible !== first.atFairPrice || second.possible !== second.atFairPrice
  return isOpen
    ? { possible, atFairPrice: unionOf(first.atFairPrice, second.atFairPrice) }
    : anyOf(possible)
}

/** Returns what a claim of a two-sided market may pay in an outcome, by the settlement-rule table. */
export function payoffsOf(claim: Claim, outcome: Outcome): ClaimPayoffs {
  const { venue, instrument, league, marketType, wins } = claim
  const { state, result } = outcome
  return settlementPayoffsOf({
    venue,
    instrument,
    scope: league,
    marketType,
    side: wins,
    state,
    grade: result === undefined ? undefined : gradeOfResult(result, wins),
  })
}

function gradeOfResult(result: NonNullable<Outcome['result']>, wins: 'yes' | 'no'): Grade {
  if (result === 'neither') return 'push'
  return result === wins ? 'win' : 'lose'
}

type Payoffs = Omit<ClaimPayoffs, 'rule'>

function payoffsUnder(
  effect: SettlementEffect,
  settled: SettlementCase,
  rule: SettlementRule,
): Payoffs {
  const isContract = settled.instrument === 'contract'
  switch (effect) {
    case 'graded':
      return certain(gradedPayoff(settled, rule))
    case 'half':
      return certain(HALF)
    case 'void':
      return certain(REFUND)
    case 'fair-price':
      return { possible: [LOSE, WIN], atFairPrice: [REFUND] }
    case 'decided-only':
      return anyOf(decidedPayoffs(settled))
    case 'split':
      return anyOf(splitPayoffs(settled.grade))
    case 'loses':
      return certain(isContract && settled.side === 'no' ? WIN : LOSE)
    case 'unknown':
      return isContract
        ? { possible: [LOSE, WIN], atFairPrice: [REFUND] }
        : anyOf([LOSE, REFUND, WIN])
    default:
      return assertNever(effect)
  }
}

function certain(payoff: Payoff): Payoffs {
  return anyOf([payoff])
}

function anyOf(possible: readonly Payoff[]): Payoffs {
  return { possible, atFairPrice: possible }
}

function gradedPayoff({ instrument, grade, venue }: SettlementCase, rule: SettlementRule): Payoff {
  assertInvariant(grade !== undefined, 'a graded outcome has a result', { rule })
  if (grade === 'win' || grade === 'lose') return payoffOfGrade(grade)
  if (grade === 'push' && rule.contractPush === 'half') return HALF
  if (instrument === 'contract') {
    throw new InvalidInputError(`a ${venue} contract wins or loses, got the grade ${grade}`)
  }
  return payoffOfGrade(grade)
}

/**
 * What can not change any more is graded: an Over already passed has won. An Under that is lost
 * with it was lost at one book and is said to be void at others.
 */
function decidedPayoffs({ marketType, grade, direction }: SettlementCase): readonly Payoff[] {
  if (!COUNTS.has(marketType)) return [REFUND]
  assertInvariant(grade !== undefined, 'what is decided has a result')
  const isWon = grade === 'win' && direction === 'over'
  if (isWon) return [WIN]
  const isLost = grade === 'lose' && direction === 'under'
  if (isLost) return [LOSE, REFUND]
  return direction === undefined ? unionOf([payoffOfGrade(grade)], [REFUND]) : [REFUND]
}

/** Those who share the place get a share each; who is not among them loses or wins in full. */
function splitPayoffs(grade: Grade | undefined): readonly Payoff[] {
  if (grade === undefined) return [LOSE, ...DEAD_HEAT_SHARES, WIN]
  return grade === 'lose' ? [LOSE] : DEAD_HEAT_SHARES
}

/** Payoffs are constants, so that the same one is the same object. */
function unionOf(a: readonly Payoff[], b: readonly Payoff[]): readonly Payoff[] {
  return [...a, ...b.filter((payoff) => !a.includes(payoff))]
}
