/**
 * What markets are settled at, as the venue says while frames go by. A value that is determined may still
 * be disputed and amended; it counts once the market is finalized, or its stream says that it is settled.
 * Only the venue's own value counts, never what the word of a result would mean: a market may be settled
 * at a fraction, or at a floor.
 * @module
 */
import { addRational, type ContractMarket, Decimal, type Rational, rational } from '@arbkit/core'
import type { StreamMessage } from '@arbkit/kalshi'

/** A market's result. */
export interface MarketResult {
  /** What a YES pays, share of a dollar, 0 to 1; a NO pays the rest. */
  readonly yesPays: Rational
  /** False while the venue may still amend it. */
  readonly isFinal: boolean
}

type LifecycleMessage = Extract<StreamMessage, { tag: 'lifecycle' }>

/** Statuses after which a value stands (OpenAPI 3.34.0 of 2026-10-09: `finalized`). */
const FINAL_STATUSES: ReadonlySet<string> = new Set(['finalized', 'settled'])
/** Statuses in which a value is told that may change. */
const OPEN_STATUSES: ReadonlySet<string> = new Set(['determined', 'disputed', 'amended'])

/** Results by market. */
export class ResultBook {
  private readonly results = new Map<string, MarketResult>()
  /** Markets whose stream said that they are settled, at what being unknown. */
  private readonly settled = new Set<string>()
  private finals = 0

  /** Grows with every result that becomes final: as long as it stands, none has. */
  get version(): number {
    return this.finals
  }

  /** Returns a market's result; undefined where the venue has not said. */
  resultOf(marketId: string): MarketResult | undefined {
    return this.results.get(marketId)
  }

  noteMarket({ listing, status, settlementValue }: ContractMarket): void {
    const { marketId } = listing
    const isFinal = FINAL_STATUSES.has(status)
    if (isFinal || OPEN_STATUSES.has(status)) this.note(marketId, settlementValue, isFinal)
    // Trading again, it is not determined any more.
    else if (status === 'active') this.forget(marketId)
  }

  noteEvent({ marketId, eventType, settlementValue }: LifecycleMessage): void {
    if (eventType === 'determined') this.note(marketId, settlementValue, false)
    if (eventType !== 'settled') return
    const known = this.results.get(marketId)
    if (settlementValue !== undefined) this.note(marketId, settlementValue, true)
    else if (known === undefined) this.settled.add(marketId)
    else if (!known.isFinal) this.keep(marketId, { ...known, isFinal: true })
  }

  private note(marketId: string, value: string | undefined, isFinal: boolean): void {
    const yesPays = shareOf(value)
    if (yesPays === undefined || this.results.get(marketId)?.isFinal === true) return
    this.keep(marketId, { yesPays, isFinal: isFinal || this.settled.has(marketId) })
  }

  private keep(marketId: string, result: MarketResult): void {
    this.results.set(marketId, result)
    this.settled.delete(marketId)
    if (result.isFinal) this.finals += 1
  }

  private forget(marketId: string): void {
    if (this.results.get(marketId)?.isFinal === false) this.results.delete(marketId)
  }
}

/** Returns the rest of a dollar. */
export function otherShare({ numerator, denominator }: Rational): Rational {
  return addRational(rational(1), rational(-numerator, denominator))
}

/** Longest text that is read: `0.` and twelve digits. */
const VALUE_DIGITS_MAX = 12

/** What is no share of a dollar settles nothing. */
function shareOf(value: string | undefined): Rational | undefined {
  if (value === undefined || !/^[01](?:\.\d+)?$/.test(value)) return undefined
  const [, fraction = ''] = value.split('.')
  if (fraction.length > VALUE_DIGITS_MAX || new Decimal(value).gt(1)) return undefined
  const whole = BigInt(value.replace('.', ''))
  return rational(whole, 10n ** BigInt(fraction.length))
}
