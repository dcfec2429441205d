/**
 * `@arbkit/engine`: composes core, the venues and the store into import, pairs and scan.
 * @module
 */
export { backtestSessions, type BacktestRequest } from './backtest/backtest-sessions.ts'
export { BACKTEST_CANDIDATES_MAX } from './backtest/candidate-collector.ts'
export type { BacktestCandidate } from './backtest/candidate-life.ts'
export {
  type BacktestOptions,
  type BacktestProgress,
  type BacktestRun,
  PROGRESS_FRAMES,
  runBacktest,
} from './backtest/run-backtest.ts'
export {
  CONFIG_GROUPS,
  CONFIG_PATHS,
  type ConfigKey,
  configKeyOf,
  type ConfigPath,
  PROFILE_NAMES,
  type ProfileName,
  VENUE_VARIABLES,
} from './config/config-keys.ts'
export { type ConfigPlace, type ConfigProblem, problemText } from './config/config-problem.ts'
export { readText as readConfigText } from './config/config-reading.ts'
export { configFileSchema, configJsonSchema } from './config/config-schema.ts'
export type { SecretFile, SecretState } from './config/config-secrets.ts'
export { type Config, scanOptionsOf } from './config/config.ts'
export type { EnvFile, Environment } from './config/env-file.ts'
export {
  type ConfigSource,
  loadConfig,
  type LoadConfigInput,
  type LoadedConfig,
} from './config/load-config.ts'
export {
  CONFIG_FILE,
  type ReadConfig,
  readConfig,
  type ReadConfigOptions,
} from './config/read-config.ts'
export type { DelaySpread } from './config/value-kinds.ts'
export { type ConfigBook, parseKalshiHost, type StorePlace } from './config/venue-kinds.ts'
export {
  type DatabaseDecisions,
  databaseDecisionStore,
  DECISIONS_APPENDED_MAX,
  type StoreBesideLog,
  storeBesideLog,
} from './decisions/database-decision-store.ts'
export { OVERRIDES_CHARACTERS_MAX, parseDecisionOverrides } from './decisions/decision-overrides.ts'
export type { DecisionStore } from './decisions/decision-store.ts'
export {
  DECISIONS_SCHEMA,
  decisionsExport,
  type ImportCounts,
  importDecisions,
  readDecisionsExport,
} from './decisions/decision-transfer.ts'
export {
  DECISION_LOG_BYTES_MAX,
  type JsonDecisionStore,
  jsonDecisionStore,
  writeNewFile,
} from './decisions/json-decision-store.ts'
export { decideMatch, matchWithDecisions } from './decisions/match-with-decisions.ts'
export { type Decisions, readDecisions } from './decisions/read-decisions.ts'
export { lookAtDisk } from './doctor/disk-facts.ts'
export type {
  DiskFacts,
  DoctorMachine,
  DoctorOptions,
  DoctorPorts,
  DoctorSettings,
  Setting,
  Variable,
} from './doctor/doctor-ports.ts'
export { type DoctorLine, type DoctorReport, doctorReportSchema } from './doctor/doctor-report.ts'
export { runDoctor } from './doctor/run-doctor.ts'
export { type ExportOptions, type ExportReport, exportSession } from './export/export-session.ts'
export type { ImportHints, ImportPlan, InputFile } from './import/import-plan.ts'
export { planImport } from './import/import-plan.ts'
export {
  type ImportOptions,
  type ImportReport,
  importSession,
  INPUT_BYTES_MAX,
  inputNames,
  readInputs,
} from './import/import-session.ts'
export { createLedger, LEDGER_ATTEMPTS_MAX, LEDGER_BATCH_MAX } from './ledger/create-ledger.ts'
export {
  type Ledger,
  LEDGER_ACCOUNT,
  LEDGER_QUEUE_MAX,
  LedgerFullError,
  type LedgerOptions,
  type LedgerTurn,
} from './ledger/ledger.ts'
export { type DatedAnswer, ClockSkewError } from './live/clock-skew.ts'
export type { WantedGames } from './live/kalshi-discovery.ts'
export { planLive } from './live/live-plan.ts'
export {
  createLiveRecording,
  type LiveRecording,
  type LiveRecordingOptions,
} from './live/live-recording.ts'
export {
  createLiveScanner,
  type LiveScan,
  type LiveScanner,
  type LiveScannerOptions,
  type LiveSports,
  type LiveVenues,
} from './live/live-scanner.ts'
export {
  createLiveSession,
  type FrameRecorder,
  type LiveAnswer,
  type LiveSession,
} from './live/live-session.ts'
export { type LiveWatchOptions, watchLive } from './live/live-watch.ts'
export type { PlayedSport } from './live/odds-discovery.ts'
export { pollCost, type WantedOdds } from './live/odds-polling.ts'
export {
  LIVE_VENUES,
  type LiveProgress,
  type LiveVenue,
  type OnProgress,
} from './live/progress.ts'
export { failureText, type VenueFailure, VenuesFailedError } from './live/venues-failed-error.ts'
export { makeFolder, type MakeFolderOptions } from './make-folder.ts'
export {
  type ConflictReport,
  conflictSchema,
  conflictsOf,
  type DecisionReport,
  decisionReportOf,
  decisionSchema,
} from './pairs/decision-report.ts'
export { findPairs, type Found, foundSchema, type SearchedSession } from './pairs/find-pairs.ts'
export { nearestNames } from './pairs/name-search.ts'
export {
  type DetailContext,
  type PairDetail,
  pairDetailOf,
  pairDetailSchema,
} from './pairs/pair-detail.ts'
export { type PairState, pairStateSchema, pairStatesOf } from './pairs/pair-state.ts'
export {
  type PairReport,
  type PairsContext,
  pairOf,
  pairSchema,
  pairsOf,
  type UnpairedReport,
  unpairedOf,
  unpairedSchema,
} from './pairs/pairs-report.ts'
export {
  type PaperDecision,
  type PaperWord,
  SKIP_CODES as PAPER_SKIP_CODES,
  type SkipCode as PaperSkipCode,
} from './paper/paper-decision.ts'
export {
  createPaperDesk,
  type DeskTurn,
  PAPER_TRADES_MAX,
  type PaperDesk,
  type PaperNews,
  RESUME_WAIT_MS,
} from './paper/paper-desk.ts'
export {
  PAPER_NAKED_POLICY,
  type PaperDeskOptions,
  type PaperLimits,
  paperOptionsOf,
} from './paper/paper-options.ts'
export { type PaperSnapshot, readPaperSnapshot } from './paper/paper-snapshot.ts'
export type { PaperTradeView, TradedBet, TradedContract } from './paper/paper-trade-view.ts'
export { readPaperDeskOptions } from './paper/read-paper-options.ts'
export {
  createSessionRecording,
  RECORDING_PENDING_BYTES_MAX,
} from './recording/create-session-recording.ts'
export {
  type RecordingNote,
  recordingNoteText,
  type RecordingStop,
  RecordingStoppedError,
} from './recording/recording-note.ts'
export type { SessionRecording, SessionRecordingOptions } from './recording/session-recording.ts'
export {
  findRelations,
  type RelationMiss,
  type RelationOpportunity,
  type RelationOptions,
  type RelationReason,
  type RelationResult,
} from './relations/find-relations.ts'
export type { QuoteCheck, QuotedMarket } from './relations/relation-market.ts'
export {
  type DeclaredProposition,
  parseRelationsFile,
  RELATIONS_FILE_CHARACTERS_MAX,
  type RelationsFile,
} from './relations/relations-file.ts'
export {
  type RelationMissReport,
  relationMissSchema,
  type RelationOpportunityReport,
  relationOpportunitySchema,
  type RelationsReport,
  relationsReportSchema,
} from './relations/relations-report.ts'
export { runRelations, type RelationsRequest } from './relations/run-relations.ts'
export {
  type AccountTerms,
  type RelationGroup,
  type SessionGroups,
  sessionGroupsOf,
} from './relations/session-groups.ts'
export {
  checkParity,
  type ReplayedDecision,
  replayDecisions,
  type ReplayOptions,
} from './replay/check-parity.ts'
export {
  ENGINE_START_FORM,
  type EngineStart,
  engineRequest,
  engineStartOf,
  engineStartText,
  parseEngineStart,
} from './replay/engine-start.ts'
export {
  pairDecisionsOf,
  pairDecisionsText,
  type SaidOfPairs,
} from './replay/pair-decisions-frame.ts'
export {
  type Parity,
  type ParityDifference,
  type ParityEnds,
  type ParityField,
} from './replay/parity-check.ts'
export { profileChanges, usualPaper } from './replay/paper-defaults.ts'
export {
  type ParityVerdict,
  differenceLines,
  parityVerdict,
} from './replay/parity-text.ts'
export {
  type ChosenSettings,
  mergedChanges,
  ownSettings,
  type PaperChanges,
  type ReplaySettings,
  type SettingsChanges,
  type SettingsOf,
  settingsOfStart,
} from './replay/replay-settings.ts'
export { openReplay, type ReadPosition, type ReplaySource } from './replay/replay-source.ts'
export { backtestReportHtml } from './report/backtest-report-html.ts'
export {
  BACKTEST_SCHEMA,
  type BacktestHead,
  type BacktestReport,
  backtestReportSchema,
} from './report/backtest-report-schema.ts'
export { backtestReportText } from './report/backtest-report-text.ts'
export {
  type BacktestReportInput,
  backtestReportOf,
  type TradeNotes,
} from './report/backtest-report.ts'
export { fillAssumptionsOf, paperRulesOf } from './report/fill-assumptions-of.ts'
export { type HeatMap, type HeatMapAxis, type HeatMapCell, heatMapSvg } from './report/heat-map.ts'
export { createEngine } from './run/create-engine.ts'
export type { EngineEvent, FeedName, FeedStatus } from './run/engine-event.ts'
export {
  DECISIONS_EVERY_MS,
  type EngineDecisions,
  type EngineOptions,
  type EngineStore,
  type EngineTime,
  TICK_EVERY_MS,
} from './run/engine-options.ts'
export type { EnginePort, EngineSource } from './run/engine-source.ts'
export type { EngineView, FeedView, PaperView } from './run/engine-view.ts'
export type { Engine } from './run/engine.ts'
export type {
  OpenKalshiStream,
  VenueSourcesOptions,
} from './run/sources/venue-sources-options.ts'
export { createVenueSources } from './run/sources/venue-sources.ts'
export { sweepReportHtml } from './report/sweep-report-html.ts'
export { SWEEP_SCHEMA, type SweepReport, sweepReportSchema } from './report/sweep-report-schema.ts'
export { sweepReportText } from './report/sweep-report-text.ts'
export { bookPolicyOf, type BookPolicy } from './scan/book-policy.ts'
export { formatDuration } from './scan/duration.ts'
export { explainCandidate, type ExplanationLine, type ExplanationSection } from './scan/explain.ts'
export {
  type BookChoice,
  DEFAULT_MAX_AGE,
  DEFAULT_MAX_RETURN,
  DEFAULT_MAX_STAKE,
  DEFAULT_MIN_PROFIT,
  type QuoteAgeLimits,
  type ScanOptions,
  UNLIMITED_BANKROLL,
} from './scan/options.ts'
export type { Candidate } from './scan/priced-candidate.ts'
export { type Reason, type ReasonCode, REJECTION_REASONS } from './scan/reasons.ts'
export {
  type OpportunityReport,
  opportunitySchema,
  type RejectionReport,
  rejectionSchema,
  type ScanReport,
  scanReportSchema,
} from './scan/report-schema.ts'
export { opportunityOf, rejectionOf } from './scan/report.ts'
export {
  findCandidate,
  type FrameSource,
  replay,
  runScan,
  type ScanRun,
  sessionSource,
} from './scan/run-scan.ts'
export { type ScanResult, scanMarkets } from './scan/scan.ts'
export { MarketState } from './session/market-state.ts'
export { runSweep, type SweepProgress, type SweepRequest } from './sweep/run-sweep.ts'
export {
  checkSweepAxes,
  SWEEP_COMBINATIONS_MAX,
  type SweepAxis,
  type SweepCombination,
  sweepCombinations,
  type SweepValue,
} from './sweep/sweep-axes.ts'
export { type SweepFigures, type SweepSession } from './sweep/sweep-task.ts'
export {
  type Decision as TurnDecision,
  decisionLine,
  decisionSchema as turnDecisionSchema,
} from './turns/decision.ts'
export { IncrementalScan, type TurnWork } from './turns/incremental-scan.ts'
export {
  createTurnEngine,
  type EndedTurn,
  type TurnEngine,
  type TurnEngineOptions,
} from './turns/turn-engine.ts'
