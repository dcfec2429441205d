/**
 * Settlements of the account's own positions: what was held, what it cost, what it paid.
 * @module
 */
import {
  type Centicontracts,
  type Cents,
  cents,
  type Microdollars,
  type WireLocation,
  checkWire,
  convertWire,
} from '@arbkit/core'
import { itemsOf } from '../wire/envelope.ts'
import { settlementSchema } from '../wire/settlement.ts'
import { readCount, readDollars, readInstant } from './read.ts'

/** One settled market. Money is exact. */
export interface Settlement {
  readonly marketId: string
  readonly eventId: string
  /** `yes`, `no`, `scalar`; open. Pay by {@link valuePerYes}, never by this word alone. */
  readonly result: string
  /** What one YES contract paid, 0 to 100 cents; undefined where the venue does not say. */
  readonly valuePerYes: Cents | undefined
  readonly yesCount: Centicontracts
  readonly noCount: Centicontracts
  /** What the YES contracts had cost, fees not included. */
  readonly yesCost: Microdollars
  readonly noCost: Microdollars
  /** What was paid out, whole cents. */
  readonly revenue: Cents
  /** Sum of the fees of all fills. */
  readonly fees: Microdollars
  readonly settledMs: number
}

/**
 * Parses settlements: `{settlements: […], cursor}`, a bare list, or a bare one.
 * @throws {WireFormatError} a field missing or of another type, a negative count.
 */
export function parseSettlements(payload: unknown, at: WireLocation): readonly Settlement[] {
  return itemsOf(payload, at, { many: 'settlements' }).map(({ value, at: place }) => {
    const wire = checkWire(settlementSchema, value, place)
    return {
      marketId: wire.ticker,
      eventId: wire.event_ticker,
      result: wire.market_result,
      valuePerYes:
        typeof wire.value === 'number' ? readCents(place, 'value', wire.value) : undefined,
      yesCount: readCount(place, 'yes_count_fp', wire.yes_count_fp),
      noCount: readCount(place, 'no_count_fp', wire.no_count_fp),
      yesCost: readDollars(place, 'yes_total_cost_dollars', wire.yes_total_cost_dollars),
      noCost: readDollars(place, 'no_total_cost_dollars', wire.no_total_cost_dollars),
      revenue: readCents(place, 'revenue', wire.revenue),
      fees: readDollars(place, 'fee_cost', wire.fee_cost),
      settledMs: readInstant(place, 'settled_time', wire.settled_time),
    }
  })
}

function readCents(at: WireLocation, key: string, value: number): Cents {
  return convertWire({ at, key, expected: 'whole cents' }, value, cents)
}
