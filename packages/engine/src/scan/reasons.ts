/**
 * Why a candidate is not an opportunity: a closed list of codes, most fundamental first. A candidate
 * carries every reason that applies; the first is the one shown.
 * @module
 */

/** Codes in order of precedence, with what each means. */
export const REJECTION_REASONS = {
  'commission-unknown':
    'the bet is at an exchange whose commission was not named (--books KEY=COMMISSION)',
  'clock-skew': 'a quote is stamped later than the scan: clocks or capture times disagree',
  stale: 'a quote is older than allowed',
  'match-unsure': 'the pairing is below the confidence threshold; a person may approve it',
  'not-trading': 'the venue takes no orders for this contract',
  'out-of-sync': 'updates of the order book were missed',
  'crossed-book': 'YES and NO bids add up to a dollar or more',
  'off-grid': 'a price is not one the market accepts',
  placeholder: 'nobody bids for this side: the ask may be a placeholder',
  underround: 'the book quotes both sides at less than 100 %: its data is taken for wrong',
  outlier: 'the book stands far from the median of the others',
  'too-good':
    'a return above --max-return (7 %) is taken for bad data until a person says otherwise',
  price: 'the prices do not cross',
  fees: 'the prices cross, Kalshi fees take it all',
  rounding: 'it pays before rounding to whole contracts and cents, not after',
  unaffordable: 'not one contract with its bet fits depth, bankroll and stake limit',
  'below-min-profit': 'the guaranteed profit is below --min-profit',
  'below-min-return': 'the guaranteed return is below --min-return',
} as const

/** One code of {@link REJECTION_REASONS}. */
export type ReasonCode = keyof typeof REJECTION_REASONS

/** A reason with the figures that made it apply. */
export interface Reason {
  readonly code: ReasonCode
  /** One line for a person, with the numbers. */
  readonly detail: string
}

const RANKS: ReadonlyMap<ReasonCode, number> = new Map(
  (Object.keys(REJECTION_REASONS) as ReasonCode[]).map((code, rank) => [code, rank]),
)

/** Returns the reasons, most fundamental first. */
export function byPrecedence(reasons: readonly Reason[]): readonly Reason[] {
  const rankOf = ({ code }: Reason): number => RANKS.get(code) ?? RANKS.size
  return reasons.length < 2 ? reasons : reasons.toSorted((a, b) => rankOf(a) - rankOf(b))
}
