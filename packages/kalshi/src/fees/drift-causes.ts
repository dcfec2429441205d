/**
 * What would explain a charge that the algorithm does not: other terms under which exactly that sum
 * comes out. Names for a person to look into, no proof. Pure.
 * @module
 */
import {
  Decimal,
  KALSHI_ROUNDINGS,
  type KalshiFeeRate,
  type KalshiFeeTerms,
  type Membership,
} from '@arbkit/core'
import { type ChargedFill, checkFill, type FeeCheck } from './charged-fee.ts'
import { NOTHING_GATHERED } from './gathered-rounding.ts'

/** Multipliers that series have had: halves of them, and twice (live series, 2026-08 and 2026-09). */
const MULTIPLIERS = ['0.5', '1', '2'] as const

const MEMBERSHIPS: readonly Membership[] = ['direct', 'non-direct']

const FEE_TYPES: readonly KalshiFeeRate['feeType'][] = [
  'quadratic',
  'quadratic_with_maker_fees',
  'quadratic_with_combo_maker_fees',
]

/** One thing that would have to be other than we think. */
interface Alternative {
  readonly name: string
  readonly fill: ChargedFill
}

/**
 * Returns the single differences under which the algorithm charges exactly what was charged, taking
 * the fill as the first of its order; none where nothing explains it, and none without a drift.
 */
export function driftCausesOf({ fill, drift }: FeeCheck): readonly string[] {
  if (drift === 0) return []
  const waived = fill.charged === 0 ? ['no fee is charged'] : []
  const named = alternativesOf(fill)
    .filter((alternative) => checkFill(alternative.fill, NOTHING_GATHERED).drift === 0)
    .map(({ name }) => name)
  return [...waived, ...named]
}

function alternativesOf(fill: ChargedFill): readonly Alternative[] {
  const { terms, liquidity } = fill
  const { rate, rounding, membership } = terms
  const withTerms = (changes: Partial<KalshiFeeTerms>): ChargedFill => ({
    ...fill,
    terms: { ...terms, ...changes },
  })
  const other = liquidity === 'taker' ? 'maker' : 'taker'
  return [
    ...MULTIPLIERS.filter((text) => !rate.multiplier.eq(text)).map((text) => ({
      name: `multiplier ${text}`,
      fill: withTerms({ rate: { ...rate, multiplier: new Decimal(text) } }),
    })),
    // The type decides what makers are charged, and nothing else.
    ...FEE_TYPES.filter((feeType) => liquidity === 'maker' && feeType !== rate.feeType).map(
      (feeType) => ({
        name: `fee type ${feeType}`,
        fill: withTerms({ rate: { ...rate, feeType } }),
      }),
    ),
    { name: `charged as ${other}`, fill: { ...fill, liquidity: other } },
    ...MEMBERSHIPS.filter((kind) => kind !== membership).map((kind) => ({
      name: `charged as ${kind} member`,
      fill: withTerms({ membership: kind }),
    })),
    ...KALSHI_ROUNDINGS.filter(({ id }) => id !== rounding.id).map((rule) => ({
      name: `rounding rule ${rule.id}`,
      fill: withTerms({ rounding: rule }),
    })),
  ]
}
