/**
 * The API's own words for what it refuses, and what a user can do about each (the-odds-api.com, error codes,
 * read 2026-11-21). The code decides, not the status: being out of credits is said with 401.
 * @module
 */

/**
 * What a refusal is about. `out-of-credits`: nothing more is answered until credits come. `bad-key`: the key
 * has to be changed. `plan`: the plan does not hold it. `event-gone`: the event has ended or never was.
 * `no-data`: nothing is recorded there. `bad-request`: the call has to be changed. `unknown`: none of these
 * is known.
 */
export type OddsRefusal =
  | 'out-of-credits'
  | 'bad-key'
  | 'plan'
  | 'event-gone'
  | 'no-data'
  | 'bad-request'
  | 'unknown'

/** What a code means. */
export interface OddsErrorMeaning {
  readonly kind: OddsRefusal
  /** One sentence: what the user can do. */
  readonly cure: string
}

/** Asked too often: the one code after which the same call is sent again. */
export const FREQUENCY_CODE = 'EXCEEDED_FREQ_LIMIT'

/** Every other code that is documented. */
const MEANINGS = {
  OUT_OF_USAGE_CREDITS: {
    kind: 'out-of-credits',
    cure: "the plan's credits are used up until the 1st; take a larger plan or lower the poll rate",
  },
  MISSING_KEY: badKey('no API key was sent; set one'),
  INVALID_KEY: badKey('the API key is not known there; copy it again from the mail it came with'),
  DEACTIVATED_KEY: badKey('the API key was deactivated; ask the-odds-api.com for a new one'),
  HISTORICAL_UNAVAILABLE_ON_FREE_USAGE_PLAN: {
    kind: 'plan',
    cure: 'past odds come with paid plans only; take one, or leave history out',
  },
  EVENT_NOT_FOUND: {
    kind: 'event-gone',
    cure: 'the event has ended or was never listed; list the events of the sport anew',
  },
  HISTORICAL_MARKETS_UNAVAILABLE_AT_DATE: {
    kind: 'no-data',
    cure: 'these markets were not recorded then; ask for a later moment (most from 2023-05-03 on)',
  },
  UNKNOWN_SPORT: badRequest('take the sport key from the list of sports'),
  INVALID_SPORT: badRequest('take the sport key from the list of sports'),
  MISSING_REGION: badRequest('name a region or a bookmaker'),
  INVALID_REGION: badRequest(
    'name regions as documented: us, us2, us_dfs, us_ex, uk, eu, fr, se, au',
  ),
  INVALID_BOOKMAKERS: badRequest('name bookmakers by their keys, with commas between them'),
  MISSING_MARKET: badRequest('name a market'),
  INVALID_MARKET: badRequest(
    'ask for additional markets event by event; a whole sport has h2h, spreads, totals and outrights',
  ),
  INVALID_MARKET_COMBO: badRequest('ask for outrights by themselves'),
  INVALID_DATE_FORMAT: badRequest('write the date format as iso or unix'),
  INVALID_ODDS_FORMAT: badRequest('write the odds format as american or decimal'),
  INVALID_EVENT_ID: badRequest('take the event id from the list of events'),
  INVALID_EVENT_IDS: badRequest('take the event ids from the list of events'),
  INVALID_SCORES_DAYS_FROM: badRequest('ask for scores of 1 to 3 days back'),
  INVALID_COMMENCE_TIME_FROM: badRequest('write the time like 2026-11-21T18:00:00Z'),
  INVALID_COMMENCE_TIME_TO: badRequest('write the time like 2026-11-21T18:00:00Z'),
  INVALID_COMMENCE_TIME_RANGE: badRequest('the start of the range must not be after its end'),
  MISSING_HISTORICAL_TIMESTAMP: badRequest('name the moment whose odds are asked for'),
  INVALID_HISTORICAL_TIMESTAMP: badRequest('write the moment like 2026-11-21T18:00:00Z'),
  INVALID_INCLUDE_LINKS: badRequest('say true or false for links'),
  INVALID_INCLUDE_SIDS: badRequest('say true or false for sids'),
  INVALID_INCLUDE_BET_LIMITS: badRequest('say true or false for bet limits'),
  INVALID_INCLUDE_MULTIPLIERS: badRequest('say true or false for multipliers'),
  INVALID_INCLUDE_ROTATION_NUMBERS: badRequest('say true or false for rotation numbers'),
  INVALID_ALL_SPORTS_PARAM: badRequest('say true or false for all sports'),
  INVALID_PARTICIPANT_ID: badRequest('take the participant id from the list of participants'),
  INVALID_STATUS: badRequest('take the status filter out'),
} satisfies Readonly<Record<string, OddsErrorMeaning>>

/** A code that is documented. */
export type OddsErrorCode = keyof typeof MEANINGS | typeof FREQUENCY_CODE

const BY_CODE: ReadonlyMap<string, OddsErrorMeaning> = new Map(Object.entries(MEANINGS))

/** Every documented code that refuses a call for good. */
export const ODDS_ERROR_CODES: readonly string[] = [...BY_CODE.keys()]

/** Returns what a code means; undefined where it is not documented. */
export function meaningOf(code: string): OddsErrorMeaning | undefined {
  return BY_CODE.get(code)
}

function badKey(cure: string): OddsErrorMeaning {
  return { kind: 'bad-key', cure }
}

function badRequest(cure: string): OddsErrorMeaning {
  return { kind: 'bad-request', cure }
}
