/**
 * How many books by themselves bear out that a contract is cheap: the count that trading profiles
 * ask for ("3 of 4 books"). A mean can be carried by one book; a count can not.
 * @module
 */
import { assertInput } from '../assert.ts'
import type { Decimal } from '../units/decimal.ts'
import type { DropReason } from './book-probabilities.ts'
import type { Consensus } from './consensus.ts'

/** The four books that are asked by default, keys of The Odds API; `williamhill_us` is Caesars. */
export const AGREEMENT_PANEL: readonly string[] = [
  'draftkings',
  'fanduel',
  'betmgm',
  'williamhill_us',
]

/** What the books are asked. */
export interface AgreementQuestion {
  /** Which outcome of the market is bought: its place in `market.outcomes`, from 0. */
  readonly outcomeIndex: number
  /** What a contract paying $1 costs, fees included. Above 0. */
  readonly askDollars: Decimal
  /** The profile's edge, dollars a contract, 0 or more: 0.05 is 5 cents. */
  readonly edgeDollars: Decimal
  /** Keys of the bookmakers asked; {@link AGREEMENT_PANEL} by default. */
  readonly panel?: readonly string[]
}

/** What one book of the panel says. `absent`: it was set aside, or has no quote at all. */
export type BookOpinion =
  | {
      readonly tag: 'agrees' | 'disagrees'
      readonly book: string
      /** Its probability less ask and edge: what is left beyond the edge, 0 or more if it agrees. */
      readonly marginDollars: Decimal
    }
  | { readonly tag: 'absent'; readonly book: string; readonly reason: DropReason | 'not-quoted' }

/** The count, and what it is made of. */
export interface Agreement {
  /** Books that agree. */
  readonly count: number
  /** Books asked: those that are absent do not agree. */
  readonly of: number
  /** In the order of the panel. */
  readonly opinions: readonly BookOpinion[]
}

/**
 * Returns how many books of the panel agree: a book does if its own devigged probability is above
 * the ask by the edge at least. The weight of a book does not matter, nor whether there were enough
 * for a consensus.
 * @throws {InvalidInputError} ask not above 0, edge below 0, no such outcome, or a book named twice.
 */
export function agreementOf(
  { used, dropped }: Pick<Consensus, 'used' | 'dropped'>,
  { outcomeIndex, askDollars, edgeDollars, panel = AGREEMENT_PANEL }: AgreementQuestion,
): Agreement {
  assertInput(
    askDollars.isFinite() && askDollars.gt(0),
    `the ask must be above 0, got ${askDollars.toString()}`,
  )
  assertInput(
    edgeDollars.isFinite() && edgeDollars.gte(0),
    `the edge must be 0 or more, got ${edgeDollars.toString()}`,
  )
  assertInput(new Set(panel).size === panel.length, 'the panel names a book twice', { panel })
  const opinions = panel.map((book): BookOpinion => {
    const view = used.find((each) => each.book === book)
    if (view === undefined) {
      const reason = dropped.find((each) => each.book === book)?.reason ?? 'not-quoted'
      return { tag: 'absent', book, reason }
    }
    const probability = view.probabilities[outcomeIndex]
    assertInput(probability !== undefined, `no outcome ${outcomeIndex} in this market`)
    const marginDollars = probability.minus(askDollars).minus(edgeDollars)
    return { tag: marginDollars.gte(0) ? 'agrees' : 'disagrees', book, marginDollars }
  })
  const count = opinions.filter(({ tag }) => tag === 'agrees').length
  return { count, of: panel.length, opinions }
}
