/**
 * The command line of `arb calc` as one question to the calculator: legs, size, and what is believed.
 * Everything that does not go together is refused here, in one line.
 * @module
 */
import {
  type CalculatorBeliefs,
  type CalculatorInput,
  type CalculatorSizing,
  type Cents,
  Decimal,
  DEVIG_METHODS,
  type DevigMethod,
  impliedOfLeg,
  impliedProbabilityOf,
  InvalidInputError,
  InvariantError,
  isArbError,
  type Microdollars,
  parseOdds,
} from '@arbkit/core'
import { CommanderError } from 'commander'
import { parseStake } from '../flags.ts'
import type { CalcFlags } from './flags.ts'
import { parseContracts } from './leg-options.ts'
import { type LegDefaults, parseLeg, type TypedLeg } from './legs.ts'

/** The question. */
export interface CalcRequest {
  readonly legs: readonly TypedLeg[]
  readonly input: CalculatorInput
  /** Undefined where no probability was told. */
  readonly beliefs: CalculatorBeliefs | undefined
  /** Where the probabilities come from, for people. */
  readonly beliefSource: string | undefined
}

/** Spread over the legs, or the face of the first free bet, where no size is told. */
export const DEFAULT_SIZE_DOLLARS = 100
/** Most legs of one command. */
export const CALC_LEGS_MAX = 3

/** The method that takes the margin off where none is told. */
const DEFAULT_DEVIG: DevigMethod = 'shin'
const CENT = 1 as Cents
const DEFAULT_TOTAL = (DEFAULT_SIZE_DOLLARS * 1_000_000) as Microdollars

/**
 * Returns the question that arguments and flags ask.
 * @throws {InvalidInputError} what does not go together, or can not be read.
 */
export function calcRequest(
  texts: readonly string[],
  flags: CalcFlags,
  nowMs: number,
): CalcRequest {
  if (texts.length < 2 || texts.length > CALC_LEGS_MAX) {
    throw new InvalidInputError(
      `a calculation has 2 or ${CALC_LEGS_MAX} legs, one for each outcome, got ${texts.length}`,
    )
  }
  const defaults: LegDefaults = {
    round: flags.round ?? CENT,
    isFractional: flags.fractional === true,
    isPrinted: flags.printed === true,
    nowMs,
  }
  const legs = texts.map((text, index) => parseLeg(text, index + 1, defaults))
  const input: CalculatorInput = {
    legs: legs.map(({ leg }) => leg),
    sizing: sizingOf(legs, flags),
    zeroProfitLegs: (flags.bias ?? []).map((number) => number - 1),
  }
  return { legs, input, ...beliefsOf(legs, flags) }
}

/** One size: a flag, or a leg whose stake was typed, or all of them. */
function sizingOf(legs: readonly TypedLeg[], flags: CalcFlags): CalculatorSizing {
  const { total, stake, payout } = flags
  const typed = legs.filter(({ quantity }) => quantity !== undefined)
  const told = [total, stake, payout].filter((value) => value !== undefined)
  if (told.length > 1 || (told.length === 1 && typed.length > 0)) {
    throw new InvalidInputError(
      'say one size: --total, --stake, --payout, or the stake of a leg (stake=… or free=…)',
    )
  }
  if (total !== undefined) return { tag: 'total', total }
  if (payout !== undefined) return { tag: 'payout', payout }
  if (stake !== undefined) return { tag: 'leg', leg: 0, quantity: firstStake(legs[0], stake) }
  if (typed.length === legs.length) {
    return { tag: 'held', quantities: typed.map(({ quantity }) => quantity ?? 0) }
  }
  if (typed.length > 1) {
    throw new InvalidInputError(
      'say the stake of one leg, or of all: the others are sized to cover it',
    )
  }
  const [fixed] = typed
  if (fixed?.quantity !== undefined) {
    return { tag: 'leg', leg: legs.indexOf(fixed), quantity: fixed.quantity }
  }
  const free = legs.findIndex(({ leg }) => leg.tag === 'bet' && leg.isFreeBet)
  return free === -1
    ? { tag: 'total', total: DEFAULT_TOTAL }
    : { tag: 'leg', leg: free, quantity: DEFAULT_SIZE_DOLLARS * 100 }
}

/** `--stake` in the unit of the first leg. */
function firstStake(first: TypedLeg | undefined, text: string): number {
  return refused('--stake', () =>
    first?.leg.tag === 'contract' ? parseContracts(text) : parseStake(text),
  )
}

function beliefsOf(
  legs: readonly TypedLeg[],
  flags: CalcFlags,
): Pick<CalcRequest, 'beliefs' | 'beliefSource'> {
  const { prob, fair, devig, bankroll, kelly } = flags
  if (prob !== undefined && (fair !== undefined || devig !== undefined)) {
    throw new InvalidInputError(
      'say the probabilities (--prob) or what to take them from (--fair, --devig)',
    )
  }
  const found =
    prob === undefined
      ? devigged(legs, fair, devig)
      : { probabilities: completed(prob, legs.length), source: 'as told' }
  if (found === undefined) {
    if (bankroll === undefined && kelly === undefined) {
      return { beliefs: undefined, beliefSource: undefined }
    }
    throw new InvalidInputError(
      '--bankroll and --kelly need probabilities: --prob, --fair or --devig',
    )
  }
  return {
    beliefs: {
      probabilities: found.probabilities,
      lambda: kelly ?? new Decimal(1),
      ...(bankroll === undefined ? {} : { bankroll }),
    },
    beliefSource: found.source,
  }
}

/** The last probability may be left out: it is the rest. */
function completed(told: readonly Decimal[], count: number): readonly Decimal[] {
  const sum = told.reduce((total, value) => total.plus(value), new Decimal(0))
  const all = told.length === count - 1 ? [...told, new Decimal(1).minus(sum)] : told
  if (all.length !== count) {
    throw new InvalidInputError(
      `--prob: expected ${count} probabilities, or ${count - 1} and the last is the rest, got ${told.length}`,
    )
  }
  if (all.some((value) => value.lte(0)) || (told.length === count && !sum.eq(1))) {
    throw new InvalidInputError(
      `--prob: expected probabilities that sum to 1 (the last may be left out), got ${sum.toString()}`,
    )
  }
  return all
}

function devigged(
  legs: readonly TypedLeg[],
  fair: string | undefined,
  devig: DevigMethod | undefined,
): { readonly probabilities: readonly Decimal[]; readonly source: string } | undefined {
  if (fair !== undefined) {
    const method = devig ?? DEFAULT_DEVIG
    const prices = fair.split(',').map((text) => refused('--fair', () => parseOdds(text)))
    if (prices.length !== legs.length) {
      throw new InvalidInputError(
        `--fair: expected odds of ${legs.length} outcomes, got ${prices.length}`,
      )
    }
    const { probabilities } = refused('--fair', () =>
      DEVIG_METHODS[method](prices.map(impliedProbabilityOf)),
    )
    return { probabilities, source: `from ${fair.replaceAll('\u2212', '-')} by ${method} devig` }
  }
  if (devig === undefined) return undefined
  const { probabilities } = refused('--devig', () =>
    DEVIG_METHODS[devig](legs.map(({ leg }) => impliedOfLeg(leg))),
  )
  return { probabilities, source: `from these prices by ${devig} devig` }
}

/** Runs a parser, and says which flag it was about. */
function refused<T>(flag: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (isRefusal(error)) throw new InvalidInputError(`${flag}: ${error.message}`)
    throw error
  }
}

/** True for what the command line is to blame for. */
function isRefusal(error: unknown): error is Error {
  return (
    error instanceof CommanderError || (isArbError(error) && !(error instanceof InvariantError))
  )
}
