/**
 * A stand-in of The Odds API for tests of whatever asks it, with faults as data: `@arbkit/odds/testing`.
 * @module
 */
export type {
  ApiBookmaker,
  ApiEvent,
  ApiMarket,
  ApiOutcome,
  ApiParticipant,
  ApiScore,
  ApiSnapshot,
  ApiSport,
  OddsApiData,
} from './feed-data.ts'
export {
  createOddsApi,
  type OddsApi,
  type OddsApiCall,
  type OddsApiFault,
  type OddsApiOptions,
  type OddsApiRequest,
  TEST_API_KEY,
  TEST_CREDITS,
} from './odds-api.ts'
export type { OddsApiReply } from './odds-api-reply.ts'
export {
  type OddsApiServer,
  type OddsApiServerOptions,
  startOddsApiServer,
} from './odds-api-server.ts'
export type {
  OddsAccountFault,
  OddsClockFault,
  OddsFault,
  OddsRequestFault,
  OddsTrouble,
} from './odds-fault.ts'
export { ODDS_FAULTS_MAX } from './odds-fault-plan.ts'
export { ODDS_REWRITES, type OddsRewrite, type OddsWrong, STALE_MS } from './odds-rewrites.ts'
