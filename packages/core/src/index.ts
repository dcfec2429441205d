/**
 * `@arbkit/core`: odds, fees, order books, fixtures, matching, settlement, sizing and detection, as
 * pure functions over exact numbers. No I/O comes along: time, randomness and fetch are arguments.
 * @module
 */
export { assertInput, assertInvariant, assertNever } from './assert.ts'
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
  ArbError,
  type ErrorContext,
  InvalidInputError,
  InvariantError,
  isArbError,
  printable,
  type Resend,
  SessionError,
  WireFormatError,
  type WireLocation,
} from './errors.ts'
export type { ContractEvent, ContractMarket, SeriesFees } from './fixtures/contract-market.ts'
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
export { type League, type LeagueId, LEAGUES, leagueOfOddsApiSport } from './fixtures/league.ts'
export type {
  BookMarket,
  BookOutcome,
  ContractListing,
  ContractSubject,
  OddsListing,
  ScheduledStart,
} from './fixtures/listing.ts'
export {
  checkLine,
  isWholeLine,
  type MarketType,
  oppositeOf,
  type Period,
  type Proposition,
  propositionKey,
  sameProposition,
} from './fixtures/proposition.ts'
export { type HomeAway, otherSide, type Team } from './fixtures/team.ts'
export {
  AMERICAN_ODDS_MAX,
  AMERICAN_ODDS_MIN,
  americanOdds,
  americanToDecimal,
  decimalToAmerican,
  parseAmericanOdds,
} from './odds/american.ts'
export { DECIMAL_ODDS_MAX, exactDecimalOdds, printedDecimalOdds } from './odds/decimal.ts'
export { fractionalOddsOf, parseFractionalOdds } from './odds/fractional.ts'
export {
  decimalOddsOf,
  impliedProbabilityOf,
  type OddsFormat,
  type OddsPrice,
} from './odds/price.ts'
export type { Clock, Fetch, FetchInit, FetchResponse, Ids, Rng } from './ports.ts'
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
export {
  type Centicontracts,
  CENTICONTRACTS_MAX,
  CENTICONTRACTS_PER_CONTRACT,
  centicontracts,
  type Cents,
  CENTS_PER_DOLLAR,
  cents,
  centsToMicrodollars,
  complementTicks,
  costMicrodollars,
  floorToCents,
  type Microdollars,
  MICRODOLLARS_MAX,
  MICRODOLLARS_PER_CENT,
  MICRODOLLARS_PER_DOLLAR,
  microdollars,
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
