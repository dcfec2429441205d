/**
 * Markets on one number: above, below and between strikes. Out of order where YES of a lower strike
 * costs less than YES of a higher one.
 * @module
 */
import { assertInput } from '../../assert.ts'
import { InvalidInputError, printable } from '../../errors.ts'
import type { ContractStrike } from '../../fixtures/contract-market.ts'
import { type StrikeStatement, strikeSpace } from '../../outcomes/strike-space.ts'
import { Decimal } from '../../units/decimal.ts'
import type { RelationEvent, RelationMarket } from './relation-event.ts'

/** A market and the number its question turns on. */
export interface StrikeMarket extends RelationMarket {
  readonly strike: ContractStrike
}

/** Markets on one number. All must be about the same number, settled at the same moment. */
export interface StrikeEventInput {
  readonly markets: readonly StrikeMarket[]
  /** Digits after the point that the number can have; `any` if in doubt. Too few leave an outcome out. */
  readonly decimals: number | 'any'
  /** Whether the ends of `between` count, by the contracts' own rules. */
  readonly between: { readonly includesFloor: boolean; readonly includesCap: boolean }
  /** True where the event's markets exclude one another and its collateral comes back early. */
  readonly returnsCollateral: boolean
}

/**
 * Returns the event of markets on one number.
 * @throws {InvalidInputError} a strike type that is not about a number, a strike that is missing or no
 *   decimal text, or what {@link strikeSpace} refuses.
 * @throws {TooManyOutcomesError} more outcomes than a space may have.
 */
export function strikeEvent(input: StrikeEventInput): RelationEvent {
  const { markets, decimals, returnsCollateral } = input
  const statements = markets.map((market) => statementOf(market, input))
  return {
    space: strikeSpace({ statements, decimals }),
    markets,
    collateralGroups: returnsCollateral ? [[...markets.keys()]] : [],
  }
}

/** Kalshi's `greater` counts from `floor_strike`, `less` from `cap_strike` (OpenAPI document of 2026-08-22). */
function statementOf({ id, strike }: StrikeMarket, { between }: StrikeEventInput): StrikeStatement {
  const floor = () => numberOf(id, 'floor', strike.floor)
  const cap = () => numberOf(id, 'cap', strike.cap)
  switch (strike.type) {
    case 'greater':
      return { tag: 'greater', strike: floor() }
    case 'greater_or_equal':
      return { tag: 'greater-or-equal', strike: floor() }
    case 'less':
      return { tag: 'less', strike: cap() }
    case 'less_or_equal':
      return { tag: 'less-or-equal', strike: cap() }
    case 'between':
      return { tag: 'between', floor: floor(), cap: cap(), ...between }
    default:
      throw new InvalidInputError(
        `${printable(id)}: strike type ${printable(strike.type)} is not about a number`,
      )
  }
}

const DECIMAL_TEXT = /^-?\d+(\.\d+)?$/

function numberOf(id: string, end: 'floor' | 'cap', text: string | undefined): Decimal {
  assertInput(
    text !== undefined && DECIMAL_TEXT.test(text),
    `${printable(id)}: ${end} strike must be a decimal, got ${printable(text)}`,
  )
  return new Decimal(text)
}
