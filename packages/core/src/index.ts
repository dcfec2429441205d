/**
 * `@arbkit/core`: odds, fees, order books, fixtures, matching, settlement, sizing and detection, as
 * pure functions over exact numbers. No I/O comes along: time, randomness and fetch are arguments.
 * @module
 */
export { assertInput, assertInvariant, assertNever } from './assert.ts'
export {
  acceptanceProbability,
  answerPaperBet,
  BET_CHANCES,
  type BetAcceptanceModel,
  type BetChances,
  checkBetAcceptance,
  drawBetChances,
  type FactorTable,
  type PaperBetReceipt,
  type PaperBetRefusal,
  type PaperBetRequest,
  type PaperQuote,
  placePaperBet,
} from './backtest/bet-acceptance.ts'
export {
  type BacktestFigures,
  backtestFigures,
  type BacktestFiguresInput,
  type EdgeDistribution,
  edgeDistributionOf,
  type RejectionCount,
} from './backtest/figures/backtest-figures.ts'
export {
  BOOTSTRAP_CLUSTERS_MIN,
  BOOTSTRAP_DRAWS_MAX,
  BOOTSTRAP_RESAMPLES,
  BOOTSTRAP_RESAMPLES_MIN,
  type BootstrapFigures,
  bootstrapIntervals,
  bootstrapMean,
  type BootstrapOptions,
  type ClusteredValue,
  type ConfidenceInterval,
  type EstimatedMean,
} from './backtest/figures/bootstrap.ts'
export {
  type ClosingLine,
  type ClosingLines,
  closingLinesOf,
  type LegClosingLine,
  oddsClosingValue,
} from './backtest/figures/closing-line.ts'
export {
  type CandidateLife,
  type EdgeSurvival,
  edgeSurvivalOf,
  SURVIVAL_HORIZONS_MS,
  type SurvivalEstimate,
  type SurvivalHorizon,
} from './backtest/figures/edge-survival.ts'
export {
  type Drawdown,
  type Earning,
  type EquityCurve,
  equityCurveOf,
  type EquityPoint,
} from './backtest/figures/equity-curve.ts'
export { type FillFigures, fillFiguresOf, hasBothLegs } from './backtest/figures/fill-figures.ts'
export { type GroupRow, type GroupTables, groupTablesOf } from './backtest/figures/group-tables.ts'
export {
  type Histogram,
  HISTOGRAM_BINS_MAX,
  type HistogramBin,
  type HistogramBins,
  histogramBinsOf,
  histogramOf,
} from './backtest/figures/histogram.ts'
export {
  kaplanMeier,
  type Lifetime,
  medianLifetime,
  survivalAt,
  type SurvivalCurve,
  type SurvivalPoint,
} from './backtest/figures/kaplan-meier.ts'
export {
  type CandidateRecord,
  type CandidateState,
  edgePpmOf,
  type FigureLabels,
  type TradeRecord,
  tradeRecordOf,
} from './backtest/figures/records.ts'
export {
  type FigureWarning,
  figureWarningsOf,
  type SourceFacts,
  WARN_FIXTURES_MIN,
  WARN_QUOTE_AGE_MS_MAX,
  WARN_SHARE_MAX,
  WARN_TRADES_MIN,
  warningText,
} from './backtest/figures/warnings.ts'
export {
  FILL_ASSUMPTIONS,
  FILL_ASSUMPTIONS_AS_OF,
  type FillModels,
} from './backtest/fill-assumptions.ts'
export {
  type FillProbability,
  fillProbability,
  LATENCY_SAMPLES,
} from './backtest/fill-probability.ts'
export {
  checkLatencyModel,
  drawLatencyMs,
  drawNormal,
  LATENCY_MS_MAX,
  LATENCY_QUANTILES_MAX,
  type LatencyModel,
  type LatencyQuantile,
  latencyQuantileMs,
} from './backtest/latency.ts'
export {
  checkOddsDrift,
  DRIFT_CHANCES,
  type DriftMoments,
  driftedQuote,
  drawOddsDrift,
  NO_DRIFT,
  ODDS_DRIFT_MAX,
  type OddsDrift,
} from './backtest/odds-drift.ts'
export {
  availableCash,
  NO_PAPER_ACCOUNTS,
  type PaperAccount,
  type PaperAccountEvent,
  type PaperAccountId,
  paperAccountKey,
  type PaperAccounts,
  type PaperExposure,
  paperExposureOf,
  type PaperPosition,
} from './backtest/paper-account-state.ts'
export { stepPaperAccounts } from './backtest/paper-account.ts'
export {
  paperEntriesOf,
  paperPositionId,
  type PaperTradeAccounts,
} from './backtest/paper-entries.ts'
export {
  isPaperTradeOver,
  openPaperLegs,
  paperGuaranteedOf,
  type PaperHolding,
  paperHoldingOf,
  paperProfitsOf,
} from './backtest/paper-holding.ts'
export { type PaperOutcome, paperOutcomeOf } from './backtest/paper-outcome.ts'
export {
  checkPaperPlan,
  drawPaperChances,
  type NakedPolicy,
  type PaperChances,
  type PaperPlan,
  type PaperReserve,
  paperReserveOf,
  type PlannedBet,
  type PlannedContract,
  TRADE_CHANCES,
  UNWIND_ATTEMPTS_MAX,
} from './backtest/paper-plan.ts'
export type {
  PaperCommand,
  PaperDropReason,
  PaperEvent,
  PaperLeg,
  PaperStage,
  PaperStep,
  PaperTrade,
  SettledLeg,
} from './backtest/paper-state.ts'
export { startPaperTrade, stepPaperTrade } from './backtest/paper-trade.ts'
export {
  placeRestingOrder,
  type RestingEvent,
  type RestingFill,
  type RestingOrder,
  type RestingOrderInput,
  type RestingStep,
  stepRestingOrder,
  TRADE_REPORT_LAG_MS,
} from './backtest/resting-order.ts'
export { createSeededRng } from './backtest/seeded-rng.ts'
export {
  levelsLeft,
  type OrderAction,
  type PaperFees,
  takeFromBook,
  type Taking,
  type TakingOrder,
  type TimeInForce,
} from './backtest/taking.ts'
export { type TradeLimits, tradeLimitsOf, type TradeLimitsQuery } from './backtest/trade-limits.ts'
export { type AskLadder, ladderSize, type PriceLevel } from './book/ladder.ts'
export {
  type BookDelta,
  type BookSnapshot,
  type ContractSide,
  OrderBook,
  otherContractSide,
} from './book/order-book.ts'
export {
  checkPriceGrid,
  isOnGrid,
  PRICE_RANGES_MAX,
  type PriceGrid,
  type PriceRange,
} from './book/price-grid.ts'
export {
  type BestLeg,
  type BestLegs,
  type DominatedLeg,
  findBestLegs,
} from './detection/best-legs.ts'
export { LEDGER_PLACES_MAX } from './detection/bound/bound-ledger.ts'
export {
  BOUND_DENOMINATOR_MAX,
  BOUND_PAYOFFS_MAX,
  type BoundMatrix,
  boundMatrixOf,
  type BoundPayoffs,
} from './detection/bound/bound-matrix.ts'
export {
  createFixtureWatch,
  type DirtyFixture,
  type DirtySpace,
  type FixtureWatch,
  type WatchedClaim,
} from './detection/bound/fixture-watch.ts'
export {
  type QuestionClaim,
  questionPayoffsOf,
  tablePayoffsOf,
  type TablePayoffsQuery,
} from './detection/bound/required-payoffs.ts'
export {
  BOUND_SEARCH_PAYOFFS_MAX,
  createStatePriceBound,
  type StatePriceBound,
} from './detection/bound/state-price-bound.ts'
export {
  betUnitCost,
  canPayTogether,
  contractUnitCost,
  FREE_BET_UNIT_COST,
  NOT_OFFERED,
} from './detection/bound/unit-cost.ts'
export type {
  WatchedFixture,
  WatchedInstrument,
  WatchedSpace,
} from './detection/bound/watched-fixture.ts'
export {
  type ConsensusSpread,
  consensusSpreadOf,
  type MethodFailure,
  type MethodView,
} from './detection/consensus-spread.ts'
export {
  type DecaySummary,
  decaySummaryOf,
  type MedianHalfLife,
} from './detection/decay-summary.ts'
export {
  type EdgeDecay,
  type EdgeEvent,
  type EdgeSighting,
  type HalfLife,
  stepEdgeDecay,
} from './detection/edge-decay.ts'
export type {
  DroppedSighting,
  Emission,
  EmissionEvent,
  EmissionReason,
  EmissionState,
  EmissionStep,
  ExpiryCause,
  QuoteAge,
  ToldOpportunity,
} from './detection/emission-event.ts'
export {
  DECISION_AGE_MS_MAX,
  EMISSION_IDS_MAX,
  EMISSION_MEMORY_MS,
  EMISSION_RULES,
  type EmissionRules,
  NOTHING_EMITTED,
  stepEmission,
} from './detection/emission.ts'
export { EXCEPTION_EVENTS_MAX, type ExceptionEvent, TIE_EVENT } from './detection/exceptions.ts'
export { EmissionBook } from './detection/emission-book.ts'
export { findingStands, type FoundBefore, foundBefore } from './detection/finding-stands.ts'
export { type LimitedBy, limitOf } from './detection/limit.ts'
export { type UnitMargin, unitMarginOf } from './detection/margin.ts'
export {
  type Fingerprint,
  type FingerprintLeg,
  type MaterialChange,
  materialChangesOf,
  MATERIALITY_RULES,
  type MaterialityRules,
  type OpportunityKind,
} from './detection/material-change.ts'
export { type MiddleWidth, middleWidthOf } from './detection/middle-width.ts'
export {
  findMiddle,
  findMiddles,
  type Middle,
  MIDDLE_CLAIMS_MAX,
  MIDDLE_LOSS_SHARE_MAX,
  type MiddleFinding,
  type MiddleInput,
  type MiddlesInput,
  MODEL_SUM_TOLERANCE,
  type OutcomeModel,
} from './detection/middle.ts'
export {
  findPortfolio,
  type FindPortfolioInput,
  type PortfolioFinding,
  type PortfolioFound,
  type PortfolioLeg,
  type PortfolioMiss,
} from './detection/portfolio-finding.ts'
export {
  MARGIN_TOLERANCE,
  type MixShare,
  type PortfolioMargin,
  portfolioMarginOf,
} from './detection/portfolio-margin.ts'
export {
  PORTFOLIO_CLAIMS_MAX,
  type PortfolioClaim,
  type PortfolioInput,
} from './detection/portfolio-question.ts'
export type { LegRule, PortfolioTail, PortfolioTailState } from './detection/portfolio-tail.ts'
export {
  TRADING_PROFILES,
  type TradingProfile,
  tradingProfile,
  type TradingProfileInput,
  type TradingProfileName,
} from './detection/profile.ts'
export {
  DAY_MS,
  LOCK_MS_MIN,
  type Rankable,
  type RankBy,
  rankOpportunities,
  returnOnCapitalOf,
  returnPerDayOf,
} from './detection/ranking.ts'
export {
  type DeclaredEvent,
  declaredRelations,
  type DeclaredRelationsInput,
} from './detection/relations/declared-relations.ts'
export { exclusiveEvent, type ExclusiveEventInput } from './detection/relations/exclusive-event.ts'
export {
  gameEvent,
  type GameEventInput,
  type GameMarket,
} from './detection/relations/game-event.ts'
export {
  findRelationArbitrage,
  type RelationArbitrageInput,
} from './detection/relations/relation-arbitrage.ts'
export type {
  RelationEvent,
  RelationMarket,
  SettledAs,
} from './detection/relations/relation-event.ts'
export {
  strikeEvent,
  type StrikeEventInput,
  type StrikeMarket,
} from './detection/relations/strike-event.ts'
export {
  RISK_ASSUMPTIONS,
  type RiskAssumptions,
  type RiskInput,
  type RiskScore,
  riskScoreOf,
} from './detection/risk-score.ts'
export {
  type TailExposure,
  tailExposureOf,
  tailExposureOfRows,
  type TailRow,
  tailRowsOf,
  type TailState,
  type TwoClaims,
} from './detection/tail.ts'
export {
  TWO_LEG_TERMS_MAX,
  type TwoLegTerms,
  twoLegTermsOf,
  type TwoLegTermsQuery,
} from './detection/two-leg-terms.ts'
export {
  type BetLeg,
  type ContractLeg,
  type Exception,
  type Finding,
  findTwoLeg,
  type MissCause,
  returnOf,
  type TwoLegFound,
  type TwoLegInput,
} from './detection/two-leg.ts'
export {
  expectedProfitDollars,
  type ValueLimit,
  type ValuePosition,
} from './detection/value-position.ts'
export {
  findValue,
  type ValueFigures,
  type ValueFinding,
  type ValueInput,
  type ValueMiss,
  type ValueMissCause,
  type ValueUncertainty,
} from './detection/value.ts'
export {
  ArbError,
  type ErrorContext,
  InvalidInputError,
  InvariantError,
  isArbError,
  printable,
  PRINTABLE_LENGTH_MAX,
  RateLimitedError,
  type Resend,
  SessionError,
  VenueError,
  VenueNoAnswerError,
  VenueRejectedError,
  WireFormatError,
  type WireLocation,
} from './errors.ts'
export {
  type AllInTable,
  allInTableOf,
  KALSHI_TABLES_MAX,
  kalshiTakerTable,
} from './fees/all-in-table.ts'
export { NO_COMMISSION, returnAfterCommission } from './fees/commission.ts'
export { type ContractCosts, FREE_OF_FEES, kalshiTakerCosts } from './fees/contract-costs.ts'
export {
  ASSUMED_FEE_TYPE,
  dearerFeeRate,
  FEE_MULTIPLIER_MAX,
  type KalshiFeeRate,
  kalshiFeeRateAt,
  type KalshiFeeRecord,
  type KalshiFeeSources,
} from './fees/kalshi-rates.ts'
export {
  BALANCE_PRECISION_MICRODOLLARS,
  KALSHI_BASE_RATES,
  KALSHI_FEE_TYPES,
  KALSHI_ROUNDINGS,
  type KalshiFeeType,
  type KalshiRounding,
  kalshiRoundingAt,
  type Liquidity,
  type Membership,
} from './fees/kalshi-schedule.ts'
export {
  feeOfFill,
  feeOfOrder,
  type KalshiFeeAccumulator,
  type KalshiFeeTerms,
  type KalshiFill,
  type KalshiFillFee,
  maximumFee,
  modelFeeDollars,
  NEW_ORDER,
  type OrderLevel,
} from './fees/kalshi.ts'
export {
  POLYMARKET_RATE_MAX,
  POLYMARKET_SPORTS_RATE,
  polymarketFeeDollars,
  type PolymarketFill,
  polymarketTakerCosts,
} from './fees/polymarket.ts'
export type {
  ContractEvent,
  ContractMarket,
  ContractStrike,
  SeriesFees,
} from './fixtures/contract-market.ts'
export {
  type CivilTime,
  easternCivilTime,
  easternDateOf,
  easternOffsetMs,
  easternToMs,
  formatEasternDate,
} from './fixtures/eastern-time.ts'
export {
  type EasternDate,
  type Fixture,
  fixtureLeagueName,
  fixtureName,
  fixtureShortName,
} from './fixtures/fixture.ts'
export { type League, type LeagueId, leagueOfOddsApiSport, LEAGUES } from './fixtures/league.ts'
export type {
  BetLink,
  BookMarket,
  BookOutcome,
  ContractListing,
  ContractSubject,
  OddsListing,
  ScheduledStart,
} from './fixtures/listing.ts'
export { isWholeGame, type Period, PERIODS } from './fixtures/period.ts'
export { playerKeyOf } from './fixtures/player-key.ts'
export { PLAYER_STATS, type PlayerStat } from './fixtures/player-stat.ts'
export {
  checkLine,
  isWholeLine,
  LINE_ABS_MAX,
  lineOf,
  MARKET_TYPES,
  type MarketType,
  oppositeOf,
  type OverUnder,
  type Proposition,
  propositionKey,
  sameProposition,
  swapTeams,
  type ThreeWayResult,
} from './fixtures/proposition.ts'
export type {
  NameKind,
  TeamCodeSplit,
  TeamNameResolution,
} from './fixtures/registry/build-registry.ts'
export {
  resolveTeamName,
  splitTeamCodes,
  teamOfCode,
  teamOfVenueCode,
  teamsOf,
} from './fixtures/team-registry.ts'
export {
  clubIdOf,
  codesAtVenue,
  type CodeVenue,
  type HomeAway,
  otherSide,
  type Team,
  teamShortName,
} from './fixtures/team.ts'
export type { PairedQuote } from './matching/book-quotes.ts'
export {
  confidenceOf,
  type EvidencePart,
  MATCH_CONFIDENCE_MIN,
  type MatchEvidence,
} from './matching/confidence.ts'
export { applyDecisions, orientationOf } from './matching/decisions/apply-decisions.ts'
export type {
  ConflictReason,
  DecidedMatch,
  DecidedPair,
  DecisionConflict,
  DroppedPair,
} from './matching/decisions/decided-match.ts'
export {
  type DecisionOrigin,
  type DecisionState,
  decisionsInOrder,
  decisionStateOf,
  NO_DECISIONS,
  type StandingDecision,
} from './matching/decisions/decision-state.ts'
export {
  checkPairDecision,
  type DecidedContract,
  decidedContractKey,
  DECISION_ACTIONS,
  DECISION_BY_MAX,
  DECISION_REASON_MAX,
  DECISION_ID_MAX,
  type DecisionAction,
  decisionSubjectKey,
  type DecisionProblem,
  type DecisionSubject,
  isDecisionAbout,
  needsOddsEvent,
  type Orientation,
  ORIENTATIONS,
  type PairDecision,
  pairDecisionProblem,
} from './matching/decisions/pair-decision.ts'
export { type ForcedPin, forcedPinsOf } from './matching/decisions/pinned-games.ts'
export type { FixtureMissReason } from './matching/fixture-link.ts'
export {
  type ExplanationInput,
  explainMatch,
  type MatchExplanation,
  type RunnerUp,
} from './matching/explain-match.ts'
export { type LinkOrder, orderedCandidates } from './matching/forced-links.ts'
export { matchMarkets } from './matching/match.ts'
export type { MatchResult, UnpairedContract, UnpairedReason } from './matching/match-result.ts'
export {
  createMatcher,
  type ListingChanges,
  type Matcher,
  type MatchInput,
} from './matching/matcher.ts'
export type { MarketPair, MarketTarget, UnquotedContract } from './matching/pair-markets.ts'
export { pairSettlementOf, type SettlementRow } from './matching/pair-settlement.ts'
export type {
  ContractRejectionReason,
  MarketRejectionReason,
  OddsRejectionReason,
  RejectedContract,
  RejectedMarket,
  RejectedOdds,
} from './matching/rejection.ts'
export { resolveContract, type ResolvedContract } from './matching/resolve-contract.ts'
export { type VenueGame, venueGamesOf } from './matching/venue-games.ts'
export { foldedWords, foldName } from './names/fold-name.ts'
export {
  NAME_AGES,
  type NameAge,
  type NameQualifiers,
  qualifiersOf,
  sameQualifiers,
} from './names/name-qualifiers.ts'
export { NAME_SIMILARITY_MIN, NAME_WORDS_MAX, nameSimilarity } from './names/name-similarity.ts'
export { comparePersonNames, type PersonNameMatch } from './names/person-name.ts'
export {
  PERSON_WORDS_MAX,
  type PersonParts,
  personPartsOf,
  personsOf,
  type PersonSuffix,
} from './names/person-parts.ts'
export type { NameWordKind } from './names/name-words.ts'
export { type NameWord, type PreparedName, prepareName } from './names/prepared-name.ts'
export { surnameCodeFits } from './names/surname-code.ts'
export {
  type Agreement,
  AGREEMENT_PANEL,
  agreementOf,
  type AgreementQuestion,
  type BookOpinion,
} from './odds/agreement.ts'
export {
  AMERICAN_ODDS_MAX,
  AMERICAN_ODDS_MIN,
  americanOdds,
  americanToDecimal,
  decimalToAmerican,
  parseAmericanOdds,
  payoutPerDollar,
} from './odds/american.ts'
export type {
  BookProbabilities,
  BookQuote,
  DroppedBook,
  DropReason,
} from './odds/book-probabilities.ts'
export {
  type Consensus,
  CONSENSUS_AGE_MS_MAX,
  CONSENSUS_BOOKS_MIN,
  type ConsensusBook,
  type ConsensusInput,
  consensusOf,
} from './odds/consensus.ts'
export { DECIMAL_ODDS_MAX, exactDecimalOdds, printedDecimalOdds } from './odds/decimal.ts'
export { devigAdditive } from './odds/devig/additive.ts'
export {
  DEVIG_METHODS,
  devigAll,
  type DevigComparison,
  type DevigFailure,
  type DevigSpread,
} from './odds/devig/devig-all.ts'
export {
  type Devig,
  DEVIG_OUTCOMES_MAX,
  type Devigged,
  type DevigMethod,
  type DevigOptions,
  IMPLIED_MARGIN_MIN,
} from './odds/devig/devig.ts'
export {
  MissingOutcomeError,
  MixedLinesError,
  NoConvergenceError,
  NonPositiveProbabilityError,
  UnderroundError,
} from './odds/devig/errors.ts'
export { devigGoto } from './odds/devig/goto.ts'
export {
  impliedOfMarket,
  type MarketOutcome,
  type MarketShape,
  type PricedOutcome,
} from './odds/devig/market.ts'
export { devigMultiplicative } from './odds/devig/multiplicative.ts'
export { NORMAL_ABS_MAX, normalAt, type NormalPoint, normalQuantile } from './odds/devig/normal.ts'
export { devigOddsRatio } from './odds/devig/odds-ratio.ts'
export { devigPower } from './odds/devig/power.ts'
export { devigProbit } from './odds/devig/probit.ts'
export { devigShin } from './odds/devig/shin.ts'
export {
  formatAmericanOdds,
  formatDecimalOdds,
  formatFractionalOdds,
  formatOdds,
  formatPercentOdds,
} from './odds/format-odds.ts'
export { fractionalOddsOf, parseFractionalOdds } from './odds/fractional.ts'
export { decimalToImplied, impliedToDecimal } from './odds/implied.ts'
export {
  OUTLIER_BOOKS_MIN,
  OUTLIER_DEVIATION_MIN,
  OUTLIER_SCORE_FACTOR,
  OUTLIER_SCORE_MAX,
} from './odds/outliers.ts'
export { holdOf, overroundOf } from './odds/overround.ts'
export { parseOdds, type ParseOddsOptions } from './odds/parse-odds.ts'
export { exactPercentOdds, printedPercentOdds } from './odds/percent.ts'
export {
  decimalOddsOf,
  impliedProbabilityOf,
  type OddsFormat,
  type OddsNotation,
  type OddsPrice,
  type PriceRatio,
} from './odds/price.ts'
export { type OddsRounding, PRINTED_PLACES_MAX, type PrintedAs } from './odds/rounding.ts'
export {
  type Claim,
  type ClaimPayoffs,
  DEAD_HEAT_SHARERS_MAX,
  type Instrument,
  payoffsOf,
  type SettlementCase,
  settlementPayoffsOf,
} from './outcomes/claim.ts'
export {
  ContradictoryRelationsError,
  TooManyOutcomesError,
  UndecidedRelationsError,
} from './outcomes/errors.ts'
export {
  type GameOutcome,
  type GameQuestions,
  type GameSpace,
  gameSpace,
} from './outcomes/game-space.ts'
export { type GameScore, type GameStatement, gradeOfStatement } from './outcomes/game-statement.ts'
export {
  type GradedOutcome,
  type GradedSpace,
  SPACE_OUTCOMES_MAX,
} from './outcomes/graded-space.ts'
export { type OneOfList, oneOfSpace } from './outcomes/one-of-space.ts'
export {
  PAYOFF_TABLE_ROWS_MAX,
  type PayoffTable,
  type PayoffTableInput,
  payoffTableOf,
  type TableClaim,
  type TableOutcome,
  TooManyTableRowsError,
} from './outcomes/payoff-table.ts'
export {
  type DecidedProposition,
  type RelatedPropositions,
  RELATION_STEPS_MAX,
  type RelationSpace,
  relationSpace,
} from './outcomes/relation-space.ts'
export {
  namesOf,
  type Relation,
  RELATION_PROPOSITIONS_MAX,
  RELATIONS_MAX,
  relationText,
} from './outcomes/relation.ts'
export { isInCell, type ScoreCell, type WholeRange } from './outcomes/score-cell.ts'
export { type Outcome, type OutcomeSpace, type Result, twoSidedSpace } from './outcomes/space.ts'
export {
  STRIKE_ABS_MAX,
  STRIKE_DECIMALS_MAX,
  type StrikeQuestions,
  strikeSpace,
  type StrikeStatement,
} from './outcomes/strike-space.ts'
export type { Clock, Fetch, FetchInit, FetchResponse, Ids, Rng } from './ports.ts'
export { scrub, SCRUB_STRETCH } from './scrub.ts'
export { isSameSecret, reveal, Secret, SECRET_LENGTH_MAX, SECRET_MARK } from './secret.ts'
export { type Grade, HALF_LOSE, HALF_WIN, otherGrade, payoffOfGrade } from './settlement/grade.ts'
export { irregularStatesOf } from './settlement/irregular-states.ts'
export { HALF, LOSE, type Payoff, payoutOf, REFUND, type Stakes, WIN } from './settlement/payoff.ts'
export { type SettlementQuery, settlementRuleOf } from './settlement/rule-lookup.ts'
export { SETTLEMENT_RULES } from './settlement/rule-table.ts'
export {
  ANY_SPORTSBOOK,
  CONTRACT_VENUES,
  type GameState,
  IRREGULAR_STATES,
  REGULAR_STATES,
  type SettlementEffect,
  type SettlementRule,
} from './settlement/rule.ts'
export {
  type LeagueOrSport,
  SETTLEMENT_MARKET_TYPES,
  type SettlementMarketType,
  type SettlementScope,
  type Sport,
  sportOf,
  SPORTS,
} from './settlement/scope.ts'
export { type BreakEven, breakEven, type BreakEvenInput } from './sizing/calculator/break-even.ts'
export {
  calculate,
  type CalculatedLeg,
  type CalculatedMargin,
  type CalculatedOutcome,
  type Calculation,
  type CalculatorInput,
  guaranteedProfit,
  impliedOfLeg,
} from './sizing/calculator/calculate.ts'
export {
  CALCULATOR_LEGS_MAX,
  CALCULATOR_PAYOUT_MAX,
  type CalculatorBet,
  type CalculatorContract,
  type CalculatorLay,
  type CalculatorLeg,
} from './sizing/calculator/calculator-leg.ts'
export {
  type CalculatedKelly,
  type CalculatedValue,
  type CalculatorBeliefs,
  calculatorValue,
  type LegValue,
} from './sizing/calculator/calculator-value.ts'
export type { CalculatorSizing } from './sizing/calculator/ideal-quantities.ts'
export {
  type PriceNotation,
  type PriceScale,
  priceScaleOf,
  SCALE_ODDS_MAX,
  SCALE_PLACES_MAX,
  type ScalePrice,
} from './sizing/calculator/price-scale.ts'
export {
  KELLY_ITERATIONS_MAX,
  KELLY_RESERVE_MIN,
  KELLY_SHORTFALL_MAX,
} from './sizing/kelly/growth-maximum.ts'
export { expectedLogGrowth, type WealthState } from './sizing/kelly/growth.ts'
export { KELLY_JOINT_OUTCOMES_MAX } from './sizing/kelly/joint-outcomes.ts'
export {
  growthOfBet,
  type KellyBet,
  kellyBet,
  type KellyBetSize,
  type KellyStake,
} from './sizing/kelly/kelly-bet.ts'
export {
  growthOfContract,
  type KellyContract,
  kellyContract,
  type KellyContractSize,
} from './sizing/kelly/kelly-contract.ts'
export {
  KELLY_PROBABILITY_MARGIN,
  KellyConvergenceError,
  KellyInputError,
  type KellyProblem,
} from './sizing/kelly/kelly-errors.ts'
export {
  growthOfExclusive,
  KELLY_EXCLUSIVE_OUTCOMES_MAX,
  kellyExclusive,
  type KellyExclusiveSize,
  type KellyOutcome,
} from './sizing/kelly/kelly-exclusive.ts'
export {
  growthOfIndependent,
  KELLY_INDEPENDENT_BETS_MAX,
  kellyIndependent,
  type KellyIndependentSize,
} from './sizing/kelly/kelly-independent.ts'
export {
  KELLY_CANDIDATES_MAX,
  kellyLadder,
  type KellyLadderSize,
} from './sizing/kelly/kelly-ladder.ts'
export type { KellyBankroll, KellyContractPlan, KellyStakePlan } from './sizing/kelly/kelly-plan.ts'
export type { KellyLadder } from './sizing/kelly/ladder-growth.ts'
export {
  allInCost,
  type CostSegment,
  LADDER_LEVELS_MAX,
  type LadderCost,
  ladderCostOf,
  linearCost,
  takenLevels,
} from './sizing/ladder-cost.ts'
export {
  bestPortfolio,
  type PortfolioOptions,
  type PortfolioSolution,
} from './sizing/portfolio/best-portfolio.ts'
export {
  checkPortfolio,
  PORTFOLIO_OUTCOMES_MAX,
  PORTFOLIO_PARTS_MAX,
  PORTFOLIO_PAYOFFS_MAX,
  PORTFOLIO_SEGMENTS_MAX,
} from './sizing/portfolio/check-portfolio.ts'
export { evaluatePortfolio } from './sizing/portfolio/evaluate-portfolio.ts'
export { PIVOTS_MAX, RelaxationError } from './sizing/portfolio/linear-program.ts'
export type {
  BetPart,
  CapitalReturn,
  ContractPart,
  PortfolioHolding,
  PortfolioOutcome,
  PortfolioOutcomeProfit,
  PortfolioPart,
  PortfolioPosition,
  PortfolioProblem,
} from './sizing/portfolio/portfolio.ts'
export {
  type PortfolioRelaxation,
  type RelaxationOptions,
  relaxPortfolio,
} from './sizing/portfolio/relax-portfolio.ts'
export { ROUNDING_BOXES_MAX, ROUNDING_CANDIDATES_MAX } from './sizing/portfolio/round-portfolio.ts'
export { bestTwoLadder, type TwoLadderSolution } from './sizing/two-ladder.ts'
export type { TwoLadderOutcome, TwoLadderProblem } from './sizing/two-ladder-problem.ts'
export {
  type JointPayoff,
  type OutcomeProfit,
  type PositionLegs,
  profitUnder,
  type TwoLegPosition,
} from './sizing/two-leg-position.ts'
export type {
  BetEnd,
  ContractShares,
  OutcomePay,
  PreparedProblem,
  TwoLegOutcome,
  TwoLegProblem,
} from './sizing/two-leg-problem.ts'
export {
  bestTwoLeg,
  SIZING_CANDIDATES_MAX,
  twoLegAt,
  type TwoLegSolution,
} from './sizing/two-leg.ts'
export { Decimal } from './units/decimal.ts'
export {
  formatCenticontracts,
  formatCents,
  formatFixedPoint,
  formatMicrodollars,
  formatPriceTicks,
  parseCenticontracts,
  parseCenticontractsDelta,
  parseCents,
  parseFixedPoint,
  parseMicrodollars,
  parsePriceTicks,
} from './units/fixed-point.ts'
export { isInstant, parseInstant } from './units/instant.ts'
export {
  type Centicontracts,
  centicontracts,
  CENTICONTRACTS_MAX,
  CENTICONTRACTS_PER_CONTRACT,
  type Cents,
  cents,
  CENTS_PER_DOLLAR,
  centsToMicrodollars,
  complementTicks,
  costMicrodollars,
  floorToCents,
  type Microdollars,
  microdollars,
  MICRODOLLARS_MAX,
  MICRODOLLARS_PER_CENT,
  MICRODOLLARS_PER_DOLLAR,
  type PriceTicks,
  priceTicks,
  TICKS_PER_DOLLAR,
} from './units/money.ts'
export {
  addRational,
  ceilDivide,
  compareRational,
  floorTimes,
  multiplyRational,
  type Rational,
  rational,
  rationalToDecimal,
} from './units/rational.ts'
export {
  checkWire,
  convertWire,
  insideWire,
  isRecord,
  type WireIssue,
  type WireSchema,
  type WireStep,
} from './wire/check-wire.ts'
