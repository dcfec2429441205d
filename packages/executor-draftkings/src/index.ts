/**
 * The port through which the engine places a sportsbook bet, in two phases: `prepare` fills the bet
 * slip and reads back what the book offers, with nothing placed; then exactly one of `commit` (place
 * it) or `release` (clear the slip). Types only; no implementation lives here yet.
 *
 * Invariants that every implementation keeps:
 * - No result is thrown: each call answers with a union to switch on, because "the book said no",
 *   "a person is needed" and "nobody knows" are ordinary answers here.
 * - One prepared bet is committed or released at most once; after either it is used up.
 * - A `commit` whose answer was lost is `unknown`, and is never repeated: `find` looks first.
 * - A CAPTCHA, a location check or an identity check is handed to the account's owner. It is never
 *   solved, skipped or evaded.
 *
 * @module
 */
export type {
  BetExecutor,
  BetReceipt,
  BetSelection,
  CommitRequest,
  CommitResult,
  FindResult,
  NeedsPerson,
  PersonReason,
  PrepareRequest,
  PreparedBet,
  PrepareRefusal,
  PrepareResult,
  ReleaseResult,
} from './bet-executor.ts'
