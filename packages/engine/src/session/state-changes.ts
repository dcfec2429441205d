/**
 * What frames have changed since somebody last asked: enough to look again at that, and only that.
 * @module
 */

/** Ids, each once. */
export type Ids = Pick<ReadonlySet<string>, 'has' | 'keys' | 'size'>

/** Changes of a market state. */
export interface StateChanges {
  /** Market ids whose book, market or trading may be another. */
  readonly contracts: Ids
  /** Of those whose book may be another: the last moment it was right for before, Unix ms. */
  readonly booksBeforeMs: ReadonlyMap<string, number | undefined>
  /** Market ids whose listing may be another, new ones included: what matching reads. */
  readonly contractListings: ReadonlySet<string>
  /** Odds events whose listing or quotes may be others, or that are gone. */
  readonly oddsEvents: ReadonlySet<string>
  /** True where something new was said about fees. */
  readonly areFeesNew: boolean
  /** True where something was said about what trades, beside what contracts say of themselves. */
  readonly isTradingNew: boolean
}

/** Notes changes until they are taken. It holds an id once: it is as large as what was ever listed. */
export class ChangeNotes {
  private contracts = new Set<string>()
  private contractListings = new Set<string>()
  private areFeesNew = false
  private isTradingNew = false

  noteContract(marketId: string): void {
    this.contracts.add(marketId)
  }

  noteListing(marketId: string): void {
    this.contractListings.add(marketId)
  }

  noteFees(areNew: boolean): void {
    this.areFeesNew ||= areNew
  }

  noteTrading(): void {
    this.isTradingNew = true
  }

  /** Returns what was noted, and forgets it. The rest is noted by those who keep books and quotes. */
  take(more: {
    readonly books: ReadonlyMap<string, number | undefined>
    readonly oddsEvents: ReadonlySet<string>
  }): StateChanges {
    const { contracts, contractListings, areFeesNew, isTradingNew } = this
    if (contractListings.size > 0) this.contractListings = new Set()
    this.areFeesNew = false
    this.isTradingNew = false
    const { books: booksBeforeMs, oddsEvents } = more
    const rest = { contractListings, areFeesNew, isTradingNew, booksBeforeMs, oddsEvents }
    // Of most turns books are all that has changed.
    if (contracts.size === 0) return { contracts: booksBeforeMs, ...rest }
    this.contracts = new Set()
    for (const marketId of booksBeforeMs.keys()) contracts.add(marketId)
    return { contracts, ...rest }
  }
}
