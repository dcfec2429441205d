/**
 * What a sportsbook answers to a paper bet, as a model: taken, taken at other odds or with less stake,
 * or refused. The probability of being taken falls with how far the odds moved since they were seen,
 * how old the quote is, and how near the stake comes to the limit; each factor by itself, as if they
 * were independent. Nothing here knows a book: the figures are data, and assumed until they are
 * replaced by one's own receipts.
 *
 * Every answer takes exactly {@link BET_CHANCES} random numbers, so that another model leaves the later
 * draws of a seed where they were. Probabilities are floats, odds and stakes are exact.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Rng } from '../ports.ts'
import { type Cents, cents } from '../units/money.ts'
import { compareRational, floorTimes, type Rational, rational } from '../units/rational.ts'

/** A factor for figures up to a bound, bounds ascending, and the one for all beyond. */
export interface FactorTable {
  readonly bands: readonly { readonly upTo: number; readonly factor: number }[]
  readonly beyond: number
}

/** How a book answers. All probabilities and factors lie in [0, 1]. */
export interface BetAcceptanceModel {
  /** Names the model in a report. */
  readonly id: string
  /** Day the figures were set down, and where they come from. */
  readonly asOf: string
  readonly source: string
  /** Probability of being taken before any factor. */
  readonly acceptProbability: number
  /** By the odds' move since they were seen, either way, as a share of the return: 0.02 for 2.00 to 2.04. */
  readonly byDrift: FactorTable
  /** By the age of the quote, milliseconds. */
  readonly byAgeMs: FactorTable
  /** By the stake as a share of the limit, above 0. */
  readonly byStakeShare: FactorTable
  /** Of the bets that are taken: how many at worse odds than quoted. */
  readonly changeProbability: number
  /** By how much of the winnings worse, 1/10,000. */
  readonly changeBasisPoints: number
  /** Of the bets that are taken: how many with less stake than the limit allows. */
  readonly capProbability: number
  /** Share of the stake that is then left. */
  readonly capShare: number
  /** Least stake that a book takes. */
  readonly stakeMinCents: Cents
}

/** What a book quotes at a moment. */
export interface PaperQuote {
  /** Return per 1 staked, commission taken off; above 1. */
  readonly returnRatio: Rational
  /** Time since the quote was known to stand, 0 or more. */
  readonly ageMs: number
  /** Largest stake the book takes. */
  readonly stakeMaxCents: Cents
}

/** Random numbers that one answer takes. */
export const BET_CHANCES = 3

/** The random numbers of one answer, each in [0, 1). */
export interface BetChances {
  readonly accept: number
  readonly change: number
  readonly cap: number
}

/** A bet that is asked for. */
export interface PaperBetRequest {
  readonly model: BetAcceptanceModel
  /** What is quoted when the bet is decided; undefined where the selection is gone or suspended. */
  readonly quoteThen: PaperQuote | undefined
  /** The return when the opportunity was seen: drift is counted from there. */
  readonly seenReturnRatio: Rational
  /** Below it the bet is not wanted. */
  readonly minimumOdds: Rational
  /** Above 0. */
  readonly stakeCents: Cents
  /** Stakes are multiples of this, above 0. */
  readonly stakeStepCents: Cents
}

/** Why there is no bet. `odds-below-minimum` and `odds-changed` are our word, the others the book's. */
export type PaperBetRefusal =
  | 'not-quoted'
  | 'odds-below-minimum'
  | 'odds-changed'
  | 'not-accepted'
  | 'stake-below-minimum'

/** What stands after asking. */
export type PaperBetReceipt =
  | {
      readonly tag: 'accepted'
      readonly returnRatio: Rational
      readonly stakeCents: Cents
      /** What a win pays, stake included, floored to the cent. */
      readonly payoutCents: Cents
      /** True where the odds are worse than quoted. */
      readonly isChanged: boolean
      /** True where the stake is less than asked. */
      readonly isCapped: boolean
    }
  | {
      readonly tag: 'refused'
      readonly reason: PaperBetRefusal
      /** The odds that were there; undefined where nothing was quoted. */
      readonly offered: Rational | undefined
    }

/** Returns the model itself. @throws {InvalidInputError} a probability or factor outside [0, 1], or bounds that do not ascend. */
export function checkBetAcceptance(model: BetAcceptanceModel): BetAcceptanceModel {
  for (const share of [
    model.acceptProbability,
    model.changeProbability,
    model.changeBasisPoints / BASIS_POINTS,
    model.capProbability,
    model.capShare,
  ]) {
    checkShare(share)
  }
  assertInput(
    Number.isInteger(model.changeBasisPoints),
    `basis points must be whole, got ${model.changeBasisPoints}`,
  )
  assertInput(model.stakeMinCents > 0, 'the least stake must be above 0')
  for (const { bands, beyond } of [model.byDrift, model.byAgeMs, model.byStakeShare]) {
    checkShare(beyond)
    let before = -1
    for (const { upTo, factor } of bands) {
      checkShare(factor)
      assertInput(upTo > before, `bounds must ascend, got ${upTo} after ${before}`)
      before = upTo
    }
  }
  return model
}

/** Returns the probability that the book takes a bet at what it quotes, in [0, 1]. */
export function acceptanceProbability(
  { model, seenReturnRatio, stakeCents }: Omit<PaperBetRequest, 'quoteThen' | 'minimumOdds'>,
  quote: PaperQuote,
): number {
  const then = quote.returnRatio
  const seen = seenReturnRatio
  const drift = (then.numerator * seen.denominator) / (then.denominator * seen.numerator) - 1
  const stakeShare = quote.stakeMaxCents > 0 ? stakeCents / quote.stakeMaxCents : Infinity
  return (
    model.acceptProbability *
    factorAt(model.byDrift, Math.abs(drift)) *
    factorAt(model.byAgeMs, quote.ageMs) *
    factorAt(model.byStakeShare, stakeShare)
  )
}

/** Returns the random numbers of one answer, drawn in a fixed order. */
export function drawBetChances(rng: Rng): BetChances {
  const accept = rng.next()
  const change = rng.next()
  return { accept, change, cap: rng.next() }
}

/** Returns the book's answer, with chances from the source of randomness. */
export function placePaperBet(request: PaperBetRequest & { readonly rng: Rng }): PaperBetReceipt {
  return answerPaperBet(request, drawBetChances(request.rng))
}

/**
 * Returns the book's answer under given chances. A bet that is taken stands at `minimumOdds` or
 * better, with at most the stake asked for, a multiple of the step.
 * @throws {InvalidInputError} a stake or a step of 0 or less, or a model that is none.
 */
export function answerPaperBet(request: PaperBetRequest, chances: BetChances): PaperBetReceipt {
  const { model, quoteThen, minimumOdds, stakeCents, stakeStepCents } = request
  checkBetAcceptance(model)
  assertInput(stakeCents > 0, `a stake must be above 0, got ${stakeCents}`)
  assertInput(stakeStepCents > 0, `stake step must be above 0, got ${stakeStepCents}`)
  if (quoteThen === undefined) {
    return { tag: 'refused', reason: 'not-quoted', offered: undefined }
  }
  const quoted = quoteThen.returnRatio
  if (compareRational(quoted, minimumOdds) < 0) return refused('odds-below-minimum', quoted)
  if (chances.accept >= acceptanceProbability(request, quoteThen)) {
    return refused('not-accepted', quoted)
  }
  const isChanged = chances.change < model.changeProbability
  const odds = isChanged ? worsened(quoted, model.changeBasisPoints) : quoted
  if (odds === undefined || compareRational(odds, minimumOdds) < 0) {
    return refused('odds-changed', odds)
  }
  const wanted = Math.min(stakeCents, quoteThen.stakeMaxCents)
  const cut = chances.cap < model.capProbability ? wanted * model.capShare : wanted
  const stake = cents(Math.floor(cut / stakeStepCents) * stakeStepCents)
  if (stake < model.stakeMinCents) return refused('stake-below-minimum', odds)
  return {
    tag: 'accepted',
    returnRatio: odds,
    stakeCents: stake,
    payoutCents: cents(floorTimes(stake, odds)),
    isChanged,
    isCapped: stake < stakeCents,
  }
}

const BASIS_POINTS = 10_000

function refused(reason: PaperBetRefusal, offered: Rational | undefined): PaperBetReceipt {
  return { tag: 'refused', reason, offered }
}

/** Less of the winnings, floored to four decimals; undefined where nothing above the stake is left. */
function worsened(ratio: Rational, basisPoints: number): Rational | undefined {
  const winnings = floorTimes(BASIS_POINTS, ratio) - BASIS_POINTS
  const left = Math.floor((winnings * (BASIS_POINTS - basisPoints)) / BASIS_POINTS)
  return left > 0 ? rational(BASIS_POINTS + left, BASIS_POINTS) : undefined
}

function factorAt({ bands, beyond }: FactorTable, figure: number): number {
  return bands.find(({ upTo }) => figure <= upTo)?.factor ?? beyond
}

function checkShare(share: number): void {
  assertInput(share >= 0 && share <= 1, `must lie between 0 and 1, got ${share}`)
}
