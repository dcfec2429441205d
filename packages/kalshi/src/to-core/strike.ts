/**
 * The strike of a spread or total, from the market's own `floor_strike`. The ticker's suffix says it
 * again as a whole number K, meaning K − 0.5 (`SEA2` is over 1.5, `9` over 8.5), and so does the
 * label; where two of them disagree the market is rejected by name, never paired on either.
 * @module
 */
import type { ContractSubject } from '@arbkit/core'

/** "Over `floor`". */
export type Strike = { readonly tag: 'greater'; readonly floor: number } | undefined

/** A strike, or the word for why it can not be trusted. */
export type StrikeVerdict =
  | { readonly tag: 'strike'; readonly strike: Strike }
  | { readonly tag: 'rejected'; readonly reason: StrikeRejection }

/** `strike-conflict`: two sources disagree; `strike-not-greater`: not an "over" question. */
export type StrikeRejection = 'strike-conflict' | 'strike-not-greater'

const SPREAD_SUFFIX = /^[A-Z-]+(\d{1,3})$/
const TOTAL_SUFFIX = /^(\d{1,3})$/

/** Returns the strike that a ticker's suffix states; undefined where the series has none. */
export function strikeOfSuffix(subject: ContractSubject, outcomeCode: string): Strike {
  if (!hasStrike(subject)) return undefined
  const suffix = subject.marketType === 'spread' ? SPREAD_SUFFIX : TOTAL_SUFFIX
  const rung = suffix.exec(outcomeCode)?.[1]
  return rung === undefined ? undefined : { tag: 'greater', floor: Number(rung) - 0.5 }
}

/** Returns the strike of a market of which the record is known. */
export function strikeOfMarket(
  subject: ContractSubject,
  stated: {
    readonly strikeType: string | undefined
    readonly floorStrike: number | undefined
    readonly outcomeCode: string
    /** Number in the YES label. */
    readonly labelNumber: number | undefined
  },
): StrikeVerdict {
  if (!hasStrike(subject)) return { tag: 'strike', strike: undefined }
  const { strikeType, floorStrike, outcomeCode, labelNumber } = stated
  if (strikeType !== undefined && strikeType !== 'greater') {
    return { tag: 'rejected', reason: 'strike-not-greater' }
  }
  const ofSuffix = strikeOfSuffix(subject, outcomeCode)
  const floors = [floorStrike, ofSuffix?.floor, labelNumber].filter((value) => value !== undefined)
  if (new Set(floors).size > 1) return { tag: 'rejected', reason: 'strike-conflict' }
  const [floor] = floors
  return { tag: 'strike', strike: floor === undefined ? undefined : { tag: 'greater', floor } }
}

function hasStrike(
  subject: ContractSubject,
): subject is Extract<ContractSubject, { readonly tag: 'game' }> {
  return subject.tag === 'game' && subject.marketType !== 'moneyline'
}
