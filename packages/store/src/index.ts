/**
 * `@arbkit/store`: recorded sessions, and the database. A session is a folder: `manifest.json`,
 * `frames-NNNN.ndjson.zst`, one line a frame, the payload exactly as it was received, and
 * `decisions-NNNN.ndjson.zst`, what was decided. The database is a SQLite file or PostgreSQL; it is
 * loaded when one is opened.
 * @module
 */
export type { BackupReport } from './db/backup.ts'
export {
  DatabaseError,
  LeaseHeldError,
  type LeaseHolder,
  LeaseLostError,
  type LeaseRecord,
} from './db/database-error.ts'
export type { Database, DatabaseLocation, OpenDatabaseOptions } from './db/database.ts'
export { backupDatabase, databaseStatus, migrateDatabase } from './db/maintenance.ts'
export type { AppliedMigration, SchemaState } from './db/migrations/migrate.ts'
export type { AlertRecord, Alerts, AlertSeverity, NewAlert } from './db/nouns/alerts.ts'
export type { BalanceRecord, Balances } from './db/nouns/balances.ts'
export type { BetRecord, Bets, BetStatus } from './db/nouns/bets.ts'
export type { DailyFigureBook, DailyFigures } from './db/nouns/daily-figures.ts'
export type { DeskRecord, Desks } from './db/nouns/desks.ts'
export type { FillRecord, Fills } from './db/nouns/fills.ts'
export type { FixtureRecord, Fixtures, FixtureStatus } from './db/nouns/fixtures.ts'
export type { InstrumentRecord, Instruments } from './db/nouns/instruments.ts'
export type {
  Journal,
  JournalAddress,
  JournalEntry,
  NewJournalEntry,
} from './db/nouns/journal.ts'
export type { KillSwitch, KillSwitchRecord, KillSwitchTurn } from './db/nouns/kill-switch.ts'
export type { Lease, LeaseRequest, Leases } from './db/nouns/leases.ts'
export {
  ENGINE_LEASE,
  JOURNAL_GROUP_MAX,
  KILL_EVERYTHING,
  LEASE_TTL_MS,
  LEASE_TTL_MS_MIN,
} from './db/nouns/names.ts'
export type {
  Opportunities,
  OpportunityEvent,
  OpportunityExpiry,
  OpportunityKey,
  OpportunityRecord,
  OpportunitySighting,
} from './db/nouns/opportunities.ts'
export type { OrderRecord, Orders, OrderStatus } from './db/nouns/orders.ts'
export type { PairDecisions } from './db/nouns/pair-decisions.ts'
export type { PlanRecord, Plans } from './db/nouns/plans.ts'
export type {
  PositionDifference,
  PositionKey,
  PositionRecord,
  Positions,
} from './db/nouns/positions.ts'
export { openDatabase } from './db/open-database.ts'
export type { Repositories } from './db/repositories.ts'
export type { DatabasePorts, Dialect, Queries, Scope } from './db/scope.ts'
export type { DatabaseStatus } from './db/status.ts'
export { type TableName, type Tables, TRADING_MODES, type TradingMode } from './db/tables.ts'
export { type ByteSink, openFileSink, type OpenSink } from './file-sink.ts'
export {
  type Frame,
  type FrameHeader,
  type JsonFrame,
  type NewFrame,
  SOURCE_LENGTH_MAX,
  type TextFrame,
  TIME_MS_MAX,
} from './frame.ts'
export { LINE_LENGTH_MAX } from './line-writer.ts'
export {
  type DecisionFile,
  type ImportRecord,
  MANIFEST_NAME,
  SESSION_VERSION,
  type SessionFile,
  type SessionManifest,
} from './manifest.ts'
export { isUnfinishedSessionName } from './session-folder.ts'
export type { DecisionTime } from './session-lines.ts'
export { describeSessionProblem, type SessionProblem } from './session-problem.ts'
export { openSession, type Session } from './session-reader.ts'
export {
  type CloseOptions,
  createSessionWriter,
  type Every,
  FLUSH_INTERVAL_MS,
  type SessionWriter,
  type SessionWriterOptions,
  writeSession,
} from './session-writer.ts'
