/**
 * What is known of whether contracts trade, beside what each last said of itself: the exchange's own state,
 * shard by shard, and series whose open markets were listed to the end: what is not in the list is not open.
 * @module
 */
import type { ExchangeStatus } from '@arbkit/kalshi'

/** A part of the list of a series' open markets. */
export interface ListedPart {
  readonly seriesId: string
  readonly isFirst: boolean
  /** True where nothing follows: the list is complete. */
  readonly isLast: boolean
  readonly marketIds: readonly string[]
}

/** Why a contract does not trade, in a word of an event's kind. */
export type NotTrading = 'exchange-paused' | 'unlisted'

/** The exchange and its lists while frames go by. */
export class TradingBook {
  private status: ExchangeStatus | undefined
  private readonly parts = new Map<string, Set<string>>()
  private readonly complete = new Map<string, ReadonlySet<string>>()

  noteStatus(status: ExchangeStatus): void {
    this.status = status
  }

  noteList({ seriesId, isFirst, isLast, marketIds }: ListedPart): void {
    const known = isFirst ? undefined : this.parts.get(seriesId)
    // A part whose beginning was not seen tells nothing of what is missing.
    if (known === undefined && !isFirst) return
    const ids = new Set([...(known ?? []), ...marketIds])
    this.parts.set(seriesId, ids)
    if (isLast) this.complete.set(seriesId, ids)
  }

  /** Returns why a contract does not trade; undefined where nothing here speaks against it. */
  problemOf(market: {
    readonly seriesId: string
    readonly marketId: string
    readonly exchangeIndex: number | undefined
  }): NotTrading | undefined {
    if (!this.isExchangeTrading(market.exchangeIndex)) return 'exchange-paused'
    const listed = this.complete.get(market.seriesId)
    return listed === undefined || listed.has(market.marketId) ? undefined : 'unlisted'
  }

  private isExchangeTrading(exchangeIndex = 0): boolean {
    const { status } = this
    if (status === undefined) return true
    if (!status.isActive || !status.isTrading) return false
    const shard = status.shards.find((each) => each.exchangeIndex === exchangeIndex)
    return shard === undefined || (shard.isActive && shard.isTrading)
  }
}
