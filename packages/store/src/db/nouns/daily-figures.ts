/**
 * Figures of a day, per account: what daily limits and the high-water mark are read from after a
 * restart. A day is written as a whole, so that writing it twice is writing it once.
 * @module
 */
import {
  type Cents,
  cents,
  type EasternDate,
  InvalidInputError,
  type Microdollars,
  microdollars,
  printable,
} from '@arbkit/core'
import type { Scope } from '../scope.ts'
import type { DailyFigureRow, TradingMode } from '../tables.ts'
import { checkText, checkTime, jsonOf, jsonText } from './columns.ts'

/** One day of one account. */
export interface DailyFigures {
  readonly mode: TradingMode
  readonly account: string
  /** US Eastern, `2026-08-07`. */
  readonly day: EasternDate
  readonly openingEquity?: Microdollars | undefined
  /** Highest equity so far, of all days. */
  readonly highWater?: Microdollars | undefined
  readonly realised: Microdollars
  readonly fees: Microdollars
  readonly staked: Cents
  readonly orders: number
  readonly bets: number
  readonly opportunities: number
  /** Losses since the last gain, over all days. */
  readonly losingStreak: number
  /** Whatever else a day has. */
  readonly body: unknown
  readonly updatedAtMs: number
}

/** The daily figures of a database. */
export interface DailyFigureBook {
  /** Writes a day; an older state than the one kept changes nothing. */
  save(figures: DailyFigures): Promise<void>
  read(mode: TradingMode, account: string, day: EasternDate): Promise<DailyFigures | undefined>
  /** Returns days from one on (included), in order. */
  since(mode: TradingMode, day: EasternDate): Promise<readonly DailyFigures[]>
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Returns the daily figures of a database. */
export function createDailyFigures(scope: Scope): DailyFigureBook {
  return {
    async save(figures) {
      const row = rowOf(figures)
      await scope.write((queries) =>
        queries
          .insertInto('dailyFigures')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(['mode', 'account', 'day'])
              .doUpdateSet(row)
              .where('dailyFigures.updatedAtMs', '<=', row.updatedAtMs),
          )
          .execute(),
      )
    },
    async read(mode, account, day) {
      const row = await scope.read((queries) =>
        queries
          .selectFrom('dailyFigures')
          .selectAll()
          .where('mode', '=', mode)
          .where('account', '=', account)
          .where('day', '=', day)
          .executeTakeFirst(),
      )
      return row === undefined ? undefined : figuresOf(row)
    },
    async since(mode, day) {
      const rows = await scope.read((queries) =>
        queries
          .selectFrom('dailyFigures')
          .selectAll()
          .where('mode', '=', mode)
          .where('day', '>=', day)
          .orderBy('day')
          .orderBy('account')
          .execute(),
      )
      return rows.map(figuresOf)
    },
  }
}

function rowOf(figures: DailyFigures): DailyFigureRow {
  const { mode, account, day, orders, bets, opportunities, losingStreak } = figures
  if (!DAY.test(day)) {
    throw new InvalidInputError(`a day must be written YYYY-MM-DD, got ${printable(day)}`)
  }
  return {
    mode,
    account: checkText(account, 'daily figures: account'),
    day,
    openingEquityMicrodollars: figures.openingEquity ?? null,
    highWaterMicrodollars: figures.highWater ?? null,
    realisedMicrodollars: figures.realised,
    feeMicrodollars: figures.fees,
    stakeCents: figures.staked,
    orders,
    bets,
    opportunities,
    losingStreak,
    body: jsonText(figures.body, 'daily figures: body'),
    updatedAtMs: checkTime(figures.updatedAtMs, 'daily figures: updatedAtMs'),
  }
}

function figuresOf(row: DailyFigureRow): DailyFigures {
  const { account, day, orders, bets, opportunities, losingStreak, updatedAtMs } = row
  const { openingEquityMicrodollars: opening, highWaterMicrodollars: highWater } = row
  return {
    mode: row.mode as TradingMode,
    account,
    day,
    ...(opening === null ? {} : { openingEquity: microdollars(opening) }),
    ...(highWater === null ? {} : { highWater: microdollars(highWater) }),
    realised: microdollars(row.realisedMicrodollars),
    fees: microdollars(row.feeMicrodollars),
    staked: cents(row.stakeCents),
    orders,
    bets,
    opportunities,
    losingStreak,
    body: jsonOf(row.body),
    updatedAtMs,
  }
}
