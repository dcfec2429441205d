/**
 * Fixtures: the games that were ever looked at, so that a row of money can be read years later without
 * the venue.
 * @module
 */
import type { Scope } from '../scope.ts'
import type { FixtureRow } from '../tables.ts'
import { checkText, checkTime, jsonOf, jsonText, TEXT_LENGTH_MAX } from './columns.ts'

/** How far a game is. */
export type FixtureStatus = 'scheduled' | 'live' | 'final' | 'postponed' | 'cancelled'

/** A game as it is kept. */
export interface FixtureRecord {
  /** As `Fixture.id` of core. */
  readonly id: string
  readonly league: string
  readonly awayTeamId: string
  readonly homeTeamId: string
  /** `Tampa Bay Rays @ Seattle Mariners`. */
  readonly title: string
  readonly startMs: number
  readonly status: FixtureStatus
  /** How it ended, as JSON can say it. */
  readonly result?: unknown
  /** When it was last written, Unix ms. */
  readonly updatedAtMs: number
}

/** The fixtures of a database. */
export interface Fixtures {
  /** Adds fixtures or takes over what has changed; an older record than the one kept changes nothing. */
  save(fixtures: readonly FixtureRecord[]): Promise<void>
  read(id: string): Promise<FixtureRecord | undefined>
  /** Returns those that start in a span of time (from included, until not), by start. */
  startingBetween(fromMs: number, untilMs: number): Promise<readonly FixtureRecord[]>
}

/** Returns the fixtures of a database. */
export function createFixtures(scope: Scope): Fixtures {
  return {
    async save(fixtures) {
      const rows = fixtures.map(fixtureRowOf)
      await scope.write(async (queries) => {
        for (const row of rows) {
          const { id: _id, firstSeenMs: _first, ...changes } = row
          await queries
            .insertInto('fixtures')
            .values(row)
            .onConflict((conflict) =>
              conflict
                .column('id')
                .doUpdateSet(changes)
                .where('fixtures.updatedAtMs', '<=', row.updatedAtMs),
            )
            .execute()
        }
      })
    },
    async read(id) {
      const row = await scope.read((queries) =>
        queries.selectFrom('fixtures').selectAll().where('id', '=', id).executeTakeFirst(),
      )
      return row === undefined ? undefined : fixtureOf(row)
    },
    async startingBetween(fromMs, untilMs) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('fixtures')
          .selectAll()
          .where('startMs', '>=', fromMs)
          .where('startMs', '<', untilMs)
          .orderBy('startMs')
          .orderBy('id')
          .execute(),
      )
      return rows.map(fixtureOf)
    },
  }
}

function fixtureRowOf(fixture: FixtureRecord): FixtureRow {
  const { id, league, awayTeamId, homeTeamId, title, startMs, status, result } = fixture
  const updatedAtMs = checkTime(fixture.updatedAtMs, 'fixture: updatedAtMs')
  return {
    id: checkText(id, 'fixture: id'),
    league,
    awayTeamId,
    homeTeamId,
    title: checkText(title, 'fixture: title', TEXT_LENGTH_MAX),
    startMs: checkTime(startMs, 'fixture: startMs'),
    status,
    result: result === undefined ? null : jsonText(result, 'fixture: result'),
    firstSeenMs: updatedAtMs,
    updatedAtMs,
  }
}

function fixtureOf({ firstSeenMs: _first, result, status, ...row }: FixtureRow): FixtureRecord {
  return {
    ...row,
    status: status as FixtureStatus,
    ...(result === null ? {} : { result: jsonOf(result) }),
  }
}
