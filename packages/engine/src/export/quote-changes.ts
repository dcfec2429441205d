/**
 * Best quotes of contracts while frames go by: a row where one changes. Rows of a turn wait for its end, when
 * the fixtures of its contracts are known as far as they can be.
 * @module
 */
import { type ContractListing, NO_DECISIONS } from '@arbkit/core'
import { matchWithDecisions } from '../decisions/match-with-decisions.ts'
import type { ContractBook } from '../session/market-book.ts'
import type { MarketState } from '../session/market-state.ts'
import type { Cell } from './parquet-file.ts'

/** Rows that wait for the end of a turn at most; a longer turn is written with what is known. */
export const WAITING_ROWS_MAX = 20_000

interface Waiting {
  readonly seq: number
  readonly t: number
  readonly listing: ContractListing
  readonly quote: readonly Cell[]
}

/** Follows a market state. */
export class QuoteChanges {
  private readonly state: MarketState
  private readonly lastQuotes = new Map<string, string>()
  private readonly fixtureIds = new Map<string, string>()
  private readonly oddsHeads = new Map<string, string>()
  private areListingsNew = false
  private waiting: Waiting[] = []

  constructor(state: MarketState) {
    this.state = state
  }

  /** Notes what the frame that was applied last has changed. True: rows wait, and should be taken now. */
  note({ seq, t }: { readonly seq: number; readonly t: number }): boolean {
    const { contracts, contractListings, oddsEvents } = this.state.takeChanges()
    if (contractListings.size > 0) this.areListingsNew = true
    for (const eventId of oddsEvents) this.noteOddsEvent(eventId)
    for (const marketId of contracts.keys()) {
      const contract = this.state.contractOf(marketId)
      if (contract?.book === undefined) continue
      const quote = quoteOf(contract.book)
      const key = quote.join(' ')
      if (this.lastQuotes.get(marketId) === key) continue
      this.lastQuotes.set(marketId, key)
      this.waiting.push({ seq, t, listing: contract.listing, quote })
    }
    return this.waiting.length >= WAITING_ROWS_MAX
  }

  /** Returns the rows that wait, as the table of quotes has them. */
  take(): readonly (readonly Cell[])[] {
    if (this.waiting.length === 0) return []
    if (this.areListingsNew) this.match()
    const rows = this.waiting.map(({ seq, t, listing, quote }) => {
      const { marketId, eventId, subject } = listing
      const league = subject.tag === 'unknown' ? null : (subject.league ?? null)
      return [seq, t, marketId, eventId, league, this.fixtureIds.get(marketId) ?? null, ...quote]
    })
    this.waiting = []
    return rows
  }

  /** New prices make no new pairs: only names, times and what is quoted at all do. */
  private noteOddsEvent(eventId: string): void {
    const listing = this.state.oddsEventOf(eventId)?.listing
    if (listing === undefined) return
    const lines = listing.markets.flatMap(({ marketKey, outcomes }) =>
      outcomes.map(({ name, point = '' }) => `${marketKey} ${name} ${point}`),
    )
    const { homeName, awayName, startMs } = listing
    const head = JSON.stringify([homeName, awayName, startMs, [...new Set(lines)].toSorted()])
    if (this.oddsHeads.get(eventId) === head) return
    this.oddsHeads.set(eventId, head)
    this.areListingsNew = true
  }

  private match(): void {
    this.areListingsNew = false
    const input = {
      contracts: this.state.contractListings(),
      odds: this.state.oddsListings(),
    }
    for (const { contract, fixture } of matchWithDecisions(input, NO_DECISIONS).pairs) {
      this.fixtureIds.set(contract.marketId, fixture.id)
    }
  }
}

/** Best bid and ask of YES with their sizes, where they come from, and whether updates were missed. */
function quoteOf({ levels, origin, isInSync }: ContractBook): readonly Cell[] {
  const [bid, noBid] = [levels.bestBid('yes'), levels.bestBid('no')]
  return [
    bid ?? null,
    bid === undefined ? null : levels.bidSize('yes', bid),
    levels.bestAsk('yes') ?? null,
    noBid === undefined ? null : levels.bidSize('no', noBid),
    origin,
    isInSync,
  ]
}
