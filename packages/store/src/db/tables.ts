/**
 * The tables as their rows are read and written: integers, text, and null. Columns are the same words
 * in snake_case. Money is a whole number of the unit in its name; times are Unix ms; JSON is text.
 * @module
 */

/** How trading was meant: rows of one are never mixed with those of another. */
export const TRADING_MODES = ['dry-run', 'paper', 'manual', 'live'] as const

/** One of {@link TRADING_MODES}. */
export type TradingMode = (typeof TRADING_MODES)[number]

export interface SchemaMigrationRow {
  readonly name: string
  readonly position: number
  readonly checksum: string
  readonly appliedAtMs: number
}

/** The last number given out of a sequence. */
export interface CounterRow {
  readonly name: string
  readonly value: number
}

export interface LeaseRow {
  readonly name: string
  readonly fence: number
  readonly holderId: string | null
  readonly pid: number
  readonly host: string
  readonly command: string
  readonly acquiredAtMs: number
  readonly renewedAtMs: number
  readonly expiresAtMs: number
}

export interface FixtureRow {
  readonly id: string
  readonly league: string
  readonly awayTeamId: string
  readonly homeTeamId: string
  readonly title: string
  readonly startMs: number
  readonly status: string
  readonly result: string | null
  readonly firstSeenMs: number
  readonly updatedAtMs: number
}

export interface InstrumentRow {
  readonly id: string
  readonly venue: string
  readonly kind: string
  readonly marketId: string
  readonly eventId: string
  readonly fixtureId: string | null
  readonly propositionKey: string | null
  readonly title: string
  readonly body: string
  readonly firstSeenMs: number
  readonly updatedAtMs: number
}

export interface PairDecisionRow {
  readonly seq: number
  readonly id: string
  readonly action: string
  readonly venue: string
  readonly marketId: string | null
  readonly eventId: string
  readonly feed: string | null
  readonly oddsEventId: string | null
  readonly orientation: string | null
  readonly atMs: number
  readonly decidedBy: string
  readonly reason: string
}

export interface OpportunityRow {
  readonly mode: string
  readonly id: string
  readonly kind: string
  readonly status: string
  readonly fixtureId: string | null
  readonly profitMicrodollars: number
  readonly capitalMicrodollars: number
  readonly returnOnCapital: string
  readonly legs: string
  readonly body: string
  readonly firstSeenMs: number
  readonly lastSeenMs: number
  readonly updates: number
  readonly appearances: number
  readonly bestEdgeDollars: string
  readonly bestAtMs: number
  readonly lastEdgeDollars: string
  readonly goneMs: number | null
  readonly halfLifeLowerMs: number | null
  readonly halfLifeUpperMs: number | null
  readonly expiredAtMs: number | null
  readonly expiryCause: string | null
}

export interface OpportunityEventRow {
  readonly mode: string
  readonly opportunityId: string
  readonly seq: number
  readonly tag: string
  readonly atMs: number
  readonly profitMicrodollars: number
  readonly detail: string
}

export interface PlanRow {
  readonly id: string
  readonly mode: string
  readonly opportunityId: string | null
  readonly fixtureId: string | null
  readonly status: string
  readonly revision: number
  readonly guaranteedMicrodollars: number
  readonly capitalMicrodollars: number
  readonly body: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
  readonly endedAtMs: number | null
  readonly outcome: string | null
}

export interface JournalRow {
  readonly mode: string
  readonly account: string
  readonly seq: number
  readonly atMs: number
  readonly kind: string
  readonly planId: string | null
  readonly body: string
  readonly lease: string
  readonly fence: number
}

export interface OrderRow {
  readonly clientOrderId: string
  readonly mode: string
  readonly account: string
  readonly venue: string
  readonly venueOrderId: string | null
  readonly planId: string | null
  readonly leg: number | null
  readonly instrumentId: string
  readonly side: string
  readonly action: string
  readonly timeInForce: string
  readonly priceTicks: number
  readonly countCenticontracts: number
  readonly filledCenticontracts: number
  readonly status: string
  readonly reason: string | null
  readonly createdAtMs: number
  readonly updatedAtMs: number
}

export interface FillRow {
  readonly id: string
  readonly mode: string
  readonly account: string
  readonly venue: string
  readonly venueFillId: string
  readonly clientOrderId: string | null
  readonly instrumentId: string
  readonly side: string
  readonly action: string
  readonly liquidity: string | null
  readonly priceTicks: number
  readonly countCenticontracts: number
  readonly cashMicrodollars: number
  readonly feeMicrodollars: number
  readonly atMs: number
  readonly recordedAtMs: number
}

export interface BetRow {
  readonly clientBetId: string
  readonly mode: string
  readonly account: string
  readonly venue: string
  readonly venueBetId: string | null
  readonly planId: string | null
  readonly leg: number | null
  readonly instrumentId: string
  readonly status: string
  readonly odds: string
  readonly stakeCents: number
  readonly toReturnCents: number
  readonly returnedCents: number | null
  readonly reason: string | null
  readonly createdAtMs: number
  readonly updatedAtMs: number
  readonly placedAtMs: number | null
  readonly settledAtMs: number | null
}

export interface PositionRow {
  readonly mode: string
  readonly account: string
  readonly venue: string
  readonly instrumentId: string
  readonly side: string
  readonly boughtCenticontracts: number
  readonly boughtMicrodollars: number
  readonly soldCenticontracts: number
  readonly soldMicrodollars: number
  readonly settledCenticontracts: number
  readonly settledMicrodollars: number
  readonly feeMicrodollars: number
  readonly openBets: number
  readonly openStakeCents: number
  readonly openReturnCents: number
  readonly settledStakeCents: number
  readonly settledReturnCents: number
  readonly updatedAtMs: number
}

export interface BalanceRow {
  readonly seq: number
  readonly mode: string
  readonly account: string
  readonly venue: string
  readonly shard: string
  readonly atMs: number
  readonly cashMicrodollars: number
  readonly positionsMicrodollars: number | null
}

export interface DailyFigureRow {
  readonly mode: string
  readonly account: string
  readonly day: string
  readonly openingEquityMicrodollars: number | null
  readonly highWaterMicrodollars: number | null
  readonly realisedMicrodollars: number
  readonly feeMicrodollars: number
  readonly stakeCents: number
  readonly orders: number
  readonly bets: number
  readonly opportunities: number
  readonly losingStreak: number
  readonly body: string
  readonly updatedAtMs: number
}

export interface AlertRow {
  readonly id: string
  readonly topic: string
  readonly severity: string
  readonly code: string
  readonly message: string
  readonly context: string
  readonly planId: string | null
  readonly firstAtMs: number
  readonly lastAtMs: number
  readonly times: number
  readonly acknowledgedAtMs: number | null
  readonly acknowledgedBy: string | null
  readonly note: string | null
}

export interface DeskRow {
  readonly mode: string
  readonly account: string
  readonly revision: number
  readonly body: string
  readonly updatedAtMs: number
}

export interface KillSwitchRow {
  readonly seq: number
  readonly scope: string
  readonly state: string
  readonly atMs: number
  readonly actor: string
  readonly setBy: string
  readonly reason: string
}

/** Every table by its name in queries. */
export interface Tables {
  readonly schemaMigrations: SchemaMigrationRow
  readonly counters: CounterRow
  readonly leases: LeaseRow
  readonly fixtures: FixtureRow
  readonly instruments: InstrumentRow
  readonly pairDecisions: PairDecisionRow
  readonly opportunities: OpportunityRow
  readonly opportunityEvents: OpportunityEventRow
  readonly plans: PlanRow
  readonly journal: JournalRow
  readonly orders: OrderRow
  readonly fills: FillRow
  readonly bets: BetRow
  readonly positions: PositionRow
  readonly balances: BalanceRow
  readonly dailyFigures: DailyFigureRow
  readonly alerts: AlertRow
  readonly killSwitch: KillSwitchRow
  readonly desks: DeskRow
}

/** Tables that hold what is kept, as the database names them: what a backup counts. */
export const TABLE_NAMES = [
  'schema_migrations',
  'counters',
  'leases',
  'fixtures',
  'instruments',
  'pair_decisions',
  'opportunities',
  'opportunity_events',
  'plans',
  'journal',
  'orders',
  'fills',
  'bets',
  'positions',
  'balances',
  'daily_figures',
  'alerts',
  'kill_switch',
  'desks',
] as const

/** One of {@link TABLE_NAMES}. */
export type TableName = (typeof TABLE_NAMES)[number]
