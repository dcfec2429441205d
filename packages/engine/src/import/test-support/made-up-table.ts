/**
 * Rows of a joined table, made up: games that were never played at prices that were never quoted. Numbers are
 * text, and stand bare in the line, so that a test sees every digit.
 * @module
 */

/** A field of a row: numbers bare, `undefined` left out. */
export type Field = string | boolean | Bare | { readonly [key: string]: Field | undefined } | null

/** A number as it stands in the line. */
export class Bare {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
}

/** Returns a number that stands in the line with these digits. */
export function bare(digits: string): Bare {
  return new Bare(digits)
}

/** Returns one side's quotes: bid and ask in dollars, and sizes where they are named. */
export function side(
  ticker: string,
  { bid, ask, sizes }: { bid: string; ask: string; sizes?: readonly [string, string] },
): Record<string, Field | undefined> {
  return {
    ticker,
    yes_bid: bare(bid),
    yes_ask: bare(ask),
    ...(sizes && { yes_bid_size: bare(sizes[0]), yes_ask_size: bare(sizes[1]) }),
  }
}

/** Returns one book's moneylines and when they last changed. */
export function book(home: string, away: string, changed: string): Record<string, Field> {
  return { home: bare(home), away: bare(away), changed }
}

/** The game that a row is about where nothing else is said. */
export const EVENT = 'KXMLBGAME-26AUG072145TBSEA'

/** Returns a row: Tampa Bay at Seattle, a quarter to ten Eastern, three hours before. */
export function row(
  changes: Record<string, Field | undefined> = {},
): Record<string, Field | undefined> {
  return {
    captured_at: '2026-08-07T22:45:00Z',
    league: 'MLB',
    kalshi_event: EVENT,
    odds_event_id: 'odds-tb-sea',
    sport_key: 'baseball_mlb',
    commence_time: '2026-08-08T01:46:00Z',
    home_team: 'Seattle Mariners',
    away_team: 'Tampa Bay Rays',
    pregame: true,
    odds_feed_last_poll: '2026-08-07T22:38:00Z',
    odds_feed_age_s: bare('420'),
    kalshi: {
      away: side(`${EVENT}-TB`, { bid: '0.40', ask: '0.42', sizes: ['1200.5', '310.0'] }),
      home: side(`${EVENT}-SEA`, { bid: '0.58', ask: '0.6', sizes: ['90', '77.25'] }),
    },
    books: {
      draftkings: book('-150.0', '126.0', '2026-08-07T20:00:00Z'),
      fanduel: book('-148.0', '130', '2026-08-07T22:38:00Z'),
    },
    src: 'made up',
    ...changes,
  }
}

/** Returns a row as a line. */
export function lineOf(field: Field | undefined | Record<string, Field | undefined>): string {
  if (field instanceof Bare) return field.digits
  if (typeof field !== 'object' || field === null) return JSON.stringify(field ?? null)
  const fields = Object.entries(field).flatMap(([key, value]) =>
    value === undefined ? [] : [`${JSON.stringify(key)}: ${lineOf(value)}`],
  )
  return `{${fields.join(', ')}}`
}

/** Returns rows as the text of a table. */
export function tableOf(...rows: readonly Record<string, Field | undefined>[]): string {
  return rows.map((each) => `${lineOf(each)}\n`).join('')
}
