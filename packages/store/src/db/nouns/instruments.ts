/**
 * Instruments: what was ever traded or looked at, so that a row of money can be read years later
 * without the venue.
 * @module
 */
import type { Scope } from '../scope.ts'
import type { InstrumentRow } from '../tables.ts'
import { checkText, checkTime, jsonOf, jsonText, TEXT_LENGTH_MAX } from './columns.ts'

/** What can be bought, as it is kept. */
export interface InstrumentRecord {
  /** Ours: `kalshi:<ticker>`. */
  readonly id: string
  readonly venue: string
  readonly kind: 'contract' | 'bet'
  readonly marketId: string
  readonly eventId: string
  readonly fixtureId?: string | undefined
  /** As `propositionKey` of core. */
  readonly propositionKey?: string | undefined
  readonly title: string
  /** Whatever else is known of it. */
  readonly body: unknown
  readonly updatedAtMs: number
}

/** The instruments of a database. */
export interface Instruments {
  /** Adds instruments or takes over what has changed; their fixtures have to be there. */
  save(instruments: readonly InstrumentRecord[]): Promise<void>
  read(id: string): Promise<InstrumentRecord | undefined>
  ofFixture(fixtureId: string): Promise<readonly InstrumentRecord[]>
}

/** Returns the instruments of a database. */
export function createInstruments(scope: Scope): Instruments {
  return {
    async save(instruments) {
      const rows = instruments.map(instrumentRowOf)
      await scope.write(async (queries) => {
        for (const row of rows) {
          const { id: _id, firstSeenMs: _first, ...changes } = row
          await queries
            .insertInto('instruments')
            .values(row)
            .onConflict((conflict) =>
              conflict
                .column('id')
                .doUpdateSet(changes)
                .where('instruments.updatedAtMs', '<=', row.updatedAtMs),
            )
            .execute()
        }
      })
    },
    async read(id) {
      const row = await scope.read((queries) =>
        queries.selectFrom('instruments').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row === undefined ? undefined : instrumentOf(row)
    },
    async ofFixture(fixtureId) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('instruments')
          .selectAll()
          .where('fixtureId', '=', fixtureId)
          .orderBy('id')
          .execute(),
      )
      return rows.map(instrumentOf)
    },
  }
}

function instrumentRowOf(instrument: InstrumentRecord): InstrumentRow {
  const { id, venue, kind, marketId, eventId, fixtureId, propositionKey, title } = instrument
  const updatedAtMs = checkTime(instrument.updatedAtMs, 'instrument: updatedAtMs')
  return {
    id: checkText(id, 'instrument: id'),
    venue,
    kind,
    marketId,
    eventId,
    fixtureId: fixtureId ?? null,
    propositionKey: propositionKey ?? null,
    title: checkText(title, 'instrument: title', TEXT_LENGTH_MAX),
    body: jsonText(instrument.body, 'instrument: body'),
    firstSeenMs: updatedAtMs,
    updatedAtMs,
  }
}

function instrumentOf(row: InstrumentRow): InstrumentRecord {
  const { firstSeenMs: _first, kind, body, fixtureId, propositionKey, ...rest } = row
  return {
    ...rest,
    kind: kind as InstrumentRecord['kind'],
    ...(fixtureId === null ? {} : { fixtureId }),
    ...(propositionKey === null ? {} : { propositionKey }),
    body: jsonOf(body),
  }
}
