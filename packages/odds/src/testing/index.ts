/**
 * A stand-in of The Odds API for tests of whatever asks it: `@arbkit/odds/testing`.
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
  type OddsApiCall,
  type OddsApiFault,
  type OddsApiServer,
  type OddsApiServerOptions,
  startOddsApiServer,
  TEST_API_KEY,
  TEST_CREDITS,
} from './odds-api-server.ts'
