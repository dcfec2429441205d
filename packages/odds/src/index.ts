/**
 * `@arbkit/odds`: The Odds API v4. Its wire formats are checked and turned into the nouns of `@arbkit/core`;
 * its endpoints are asked with the clock, the network and the waiting as arguments. Wire schemas are private,
 * so a change of the wire stays in here.
 * @module
 */
export {
  type Book,
  type BookKind,
  bookKindOf,
  type BookRegion,
  BOOKS,
  DEFAULT_BOOKS,
} from './books.ts'
export { createOddsCache, type OddsCache, type OddsCacheOptions } from './cache/odds-cache.ts'
export { DEFAULT_ODDS_TTL, type OddsTtl } from './cache/odds-ttl.ts'
export {
  BOOKMAKERS_PER_REGION,
  type BookScope,
  type CreditCost,
  FREE,
  HISTORY_FACTOR,
  LISTING_COST,
  oddsCost,
  type OddsScope,
  PAST_EVENTS_COST,
  pastOddsCost,
  regionCountOf,
  scoresCost,
} from './credits/cost.ts'
export {
  budgeted,
  createCreditBudget,
  type CreditBudget,
  type CreditBudgetOptions,
  type CreditEvent,
  type CreditsUnlogged,
} from './credits/credit-budget.ts'
export type { CreditMonth } from './credits/credit-calendar.ts'
export type { CreditDrift } from './credits/credit-charge.ts'
export type { CreditEntry } from './credits/credit-entry.ts'
export type { CreditState } from './credits/credit-ledger.ts'
export { CREDITS_MAX, type CreditLimits } from './credits/credit-limits.ts'
export type { CreditPage, CreditPosition, CreditStore } from './credits/credit-store.ts'
export {
  CreditsExhaustedError,
  type CreditLimitName,
  type CreditShortfall,
} from './credits/credits-exhausted-error.ts'
export { type JsonCreditStore, jsonCreditStore } from './credits/json-credit-store.ts'
export { memoryCreditStore } from './credits/memory-credit-store.ts'
export { detectOddsFormat, type FeedOddsFormat, oddsFormatOf } from './odds-format.ts'
export type { PollPlan } from './poller/plan.ts'
export { durationText, PLAN_WIDTH_MIN, planText } from './poller/plan-text.ts'
export { planPoll } from './poller/plan.ts'
export {
  createPoller,
  judgeFailure,
  type Poller,
  type PollerOptions,
  type PollFailure,
} from './poller/poller.ts'
export type {
  FailureCause,
  PollerCommand,
  PollerEvent,
  SeenFixture,
} from './poller/poller-event.ts'
export {
  createPollerState,
  type PollerStart,
  type PollerState,
  type PollerStep,
  stepPoller,
  worldOf,
} from './poller/poller-reducer.ts'
export { madeUpSaturday } from './poller/made-up-saturday.ts'
export {
  type PollingOutcome,
  type PollingScenario,
  type SimulatedCall,
  simulatePolling,
} from './poller/simulate-polling.ts'
export { cheapestScope } from './poller/scope.ts'
export type {
  CreditWindow,
  NearEdge,
  PlannedCall,
  PollCredits,
  PollerWorld,
  PollFixture,
  PollSport,
} from './poller/world.ts'
export {
  type OddsFrame,
  type OddsRecognition,
  type OddsShape,
  recogniseOdds,
} from './recognise.ts'
export { OddsApiKey } from './rest/api-key.ts'
export type { OddsReply } from './rest/endpoints/call.ts'
export {
  type EventMarketsParams,
  eventMarketsRequest,
  getEventMarkets,
} from './rest/endpoints/event-markets.ts'
export {
  type EventOddsParams,
  eventOddsRequest,
  getEventOdds,
} from './rest/endpoints/event-odds.ts'
export { type EventsParams, eventsRequest, getEvents } from './rest/endpoints/events.ts'
export {
  getHistoricalEventOdds,
  type HistoricalEventOddsParams,
  historicalEventOddsRequest,
} from './rest/endpoints/historical-event-odds.ts'
export {
  getHistoricalEvents,
  type HistoricalEventsParams,
  historicalEventsRequest,
} from './rest/endpoints/historical-events.ts'
export {
  getHistoricalOdds,
  type HistoricalOddsParams,
  historicalOddsRequest,
} from './rest/endpoints/historical-odds.ts'
export type { OddsExtras, PricesParams } from './rest/endpoints/odds-query.ts'
export { getOdds, type OddsParams, oddsRequest } from './rest/endpoints/odds.ts'
export { type CommenceRange, FEATURED_MARKETS, UPCOMING } from './rest/endpoints/parameters.ts'
export {
  getParticipants,
  type ParticipantsParams,
  participantsRequest,
} from './rest/endpoints/participants.ts'
export {
  getScores,
  SCORES_DAYS_MAX,
  type ScoresParams,
  scoresRequest,
} from './rest/endpoints/scores.ts'
export { getSports, type SportsParams, sportsRequest } from './rest/endpoints/sports.ts'
export type { OddsErrorCode, OddsRefusal } from './rest/error-codes.ts'
export { OddsApiError } from './rest/errors.ts'
export {
  customOddsHost,
  type OddsApiHost,
  PRODUCTION_ODDS_HOST,
  PRODUCTION_ODDS_HOST_IPV6,
} from './rest/hosts.ts'
export { IN_FLIGHT_MAX, type OddsNotSentReason, OddsRequestNotSentError } from './rest/in-flight.ts'
export { type PatienceOptions, patientSends } from './rest/patient-sends.ts'
export type { OddsAnswer, OddsEndpoint, OddsRequest, SendOdds } from './rest/request.ts'
export {
  createOddsTransport,
  ODDS_ANSWER_TIMEOUT_MS,
  ODDS_RETRY,
  type OddsTransportOptions,
} from './rest/transport.ts'
export type { CreditUsage } from './rest/usage-headers.ts'
export { type EventMarkets, parseEventMarkets, type SeenMarket } from './to-core/event-markets.ts'
export { type FeedEvent, parseEvents } from './to-core/feed-event.ts'
export { parseOdds, type ParseOddsOptions } from './to-core/listing.ts'
export { type FeedParticipant, parseParticipants } from './to-core/participant.ts'
export { type FeedScore, parseScores } from './to-core/score.ts'
export { type FeedSnapshot, parseSnapshot } from './to-core/snapshot.ts'
export { type FeedSport, parseSports } from './to-core/sport.ts'
