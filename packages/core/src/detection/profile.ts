/**
 * Trading profiles: how cheap a contract must be, how many books must bear it out, and how boldly it
 * is bought. A profile that was made here is always one that can be traded by; none of them says
 * that a trade pays.
 * @module
 */
import { assertInput } from '../assert.ts'
import { AGREEMENT_PANEL } from '../odds/agreement.ts'
import { Decimal } from '../units/decimal.ts'

/** What a contract must show before it counts as value, and the share of Kelly that is bought. */
export interface TradingProfile {
  /** For reports: `STANDARD`. */
  readonly name: string
  /** Least edge, dollars a contract after fees, in [0, 1): 0.05 is 5 cents. */
  readonly edgeDollars: Decimal
  /** Fewest books of the panel that must agree, from 1 to the size of the panel. */
  readonly agreementMin: number
  /** Share of full Kelly, in (0, 1]. */
  readonly lambda: Decimal
  /** Keys of the bookmakers asked, each once. */
  readonly panel: readonly string[]
}

/** The profiles that have a name of their own. */
export type TradingProfileName = 'CONSERVATIVE' | 'STANDARD' | 'AGGRESSIVE' | 'VERY_AGGRESSIVE'

/** What a profile of one's own is made of. */
export interface TradingProfileInput extends Omit<TradingProfile, 'name' | 'panel'> {
  /** `CUSTOM` by default. */
  readonly name?: string
  /** {@link AGREEMENT_PANEL} by default. */
  readonly panel?: readonly string[]
}

/**
 * Returns a profile of one's own, checked.
 * @throws {InvalidInputError} an edge outside [0, 1), an agreement that is no whole number from 1 to
 *   the size of the panel, a lambda outside (0, 1], or a panel that names a book twice.
 */
export function tradingProfile({
  name = 'CUSTOM',
  edgeDollars,
  agreementMin,
  lambda,
  panel = AGREEMENT_PANEL,
}: TradingProfileInput): TradingProfile {
  assertInput(
    edgeDollars.gte(0) && edgeDollars.lt(1),
    `a profile's edge must be 0 or more and below 1 dollar, got ${edgeDollars.toString()}`,
  )
  assertInput(new Set(panel).size === panel.length, 'the panel names a book twice', { panel })
  assertInput(
    Number.isInteger(agreementMin) && agreementMin >= 1 && agreementMin <= panel.length,
    `agreement must be a whole number from 1 to the ${panel.length} books asked, got ${agreementMin}`,
  )
  assertInput(
    lambda.gt(0) && lambda.lte(1),
    `the share of full Kelly must be above 0 and at most 1, got ${lambda.toString()}`,
  )
  return { name, edgeDollars, agreementMin, lambda, panel: [...panel] }
}

const named = (
  name: TradingProfileName,
  edgeDollars: string,
  agreementMin: number,
  lambda: string,
): TradingProfile =>
  tradingProfile({
    name,
    edgeDollars: new Decimal(edgeDollars),
    agreementMin,
    lambda: new Decimal(lambda),
  })

/**
 * The named profiles, strictest first; each asks {@link AGREEMENT_PANEL}. An opinion of this project
 * on how much to ask, not figures that were measured.
 */
export const TRADING_PROFILES: Readonly<Record<TradingProfileName, TradingProfile>> = {
  CONSERVATIVE: named('CONSERVATIVE', '0.06', 4, '0.15'),
  STANDARD: named('STANDARD', '0.05', 3, '0.25'),
  AGGRESSIVE: named('AGGRESSIVE', '0.03', 3, '0.35'),
  VERY_AGGRESSIVE: named('VERY_AGGRESSIVE', '0.02', 2, '0.50'),
}
