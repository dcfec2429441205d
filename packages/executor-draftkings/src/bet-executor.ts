/**
 * The types of the two-phase bet port: `prepare`, then `commit` or `release`, and `find` for what
 * nobody knows.
 *
 * ```
 * prepare ──> prepared ──> commit ──> accepted | changed | refused | needs-person | unknown
 *    │            └──────> release ─> released | unknown
 *    └──────> refused | changed | needs-person
 * unknown ──> find ──> found | absent | needs-person | unknown
 * ```
 *
 * Money is integer cents, odds are exact (`OddsPrice` of `@arbkit/core`), times are unix ms. What a
 * book shows is not trusted to be what it does: only a `BetReceipt`, read back from the book after
 * the bet stands, is the truth, and what it leaves open is hedged from its numbers.
 * @module
 */
import type { Cents, Fixture, OddsPrice, Proposition } from '@arbkit/core'

/** What to bet on: the statement, and where the book sells it. */
export interface BetSelection {
  readonly fixture: Fixture
  readonly proposition: Proposition
  /** The book's own id of the selection, where the feed gave one. */
  readonly selectionId?: string
  /** The address that opens the bet slip with this selection, where the feed gave one. */
  readonly deepLink?: string
}

/** What `prepare` is asked for. */
export interface PrepareRequest {
  /** Derived from plan and leg: the same leg asks under the same id after a restart. */
  readonly legId: string
  readonly selection: BetSelection
  /** Cents to put on the slip, above 0. What is committed later may be less, never more. */
  readonly stakeCents: Cents
  /** The lowest return ratio at which the bet is still wanted; anything below answers `changed`. */
  readonly worstOdds: OddsPrice
}

/** A bet slip that is filled and read back; nothing is placed. Used up by one `commit` or `release`. */
export interface PreparedBet {
  /** Names this slip to `commit` and `release`; unique for the executor's life. */
  readonly preparedId: string
  readonly legId: string
  readonly selection: BetSelection
  /** As the slip shows them now; the book may still change them. */
  readonly odds: OddsPrice
  /** Cents on the slip now. */
  readonly stakeCents: Cents
  /** The most the book takes on this slip, cents; absent where it shows no limit before placing. */
  readonly maximumStakeCents?: Cents
  /** When the slip was read back. */
  readonly readAtMs: number
  /** After this the slip is no longer good and `commit` answers `refused`; absent where it lasts. */
  readonly expiresAtMs?: number
}

/** Why a person has to act. None of these is ever worked around. */
export type PersonReason =
  | 'captcha'
  | 'location-check'
  | 'identity-check'
  | 'sign-in'
  | 'responsible-gaming-notice'
  | 'terms-changed'
  | 'page-not-understood'

/** The executor has stopped and waits for the account's owner. */
export interface NeedsPerson {
  readonly tag: 'needs-person'
  readonly reason: PersonReason
  /** One sentence that says what the person should do, without credentials. */
  readonly message: string
}

/** Why the book offers no such bet. */
export type PrepareRefusal =
  | 'selection-not-found'
  | 'market-suspended'
  | 'stake-below-minimum'
  | 'balance-too-low'
  | 'account-restricted'

/** Answer to `prepare`. In every case nothing is placed. */
export type PrepareResult =
  | { readonly tag: 'prepared'; readonly bet: PreparedBet }
  /** The book shows worse odds than asked, or takes less: the slip is cleared, the numbers are these. */
  | {
      readonly tag: 'changed'
      readonly odds: OddsPrice
      readonly maximumStakeCents?: Cents
    }
  | { readonly tag: 'refused'; readonly refusal: PrepareRefusal; readonly message: string }
  | NeedsPerson

/** What `commit` is asked for. */
export interface CommitRequest {
  readonly preparedId: string
  /** Cents, above 0 and at most what was prepared: sized to what the other leg really filled. */
  readonly stakeCents: Cents
  readonly worstOdds: OddsPrice
}

/** One wager that stands at the book, read back from it. It overrides every earlier number. */
export interface BetReceipt {
  readonly legId: string
  /** The book's own number of the wager. */
  readonly wagerId: string
  readonly stakeCents: Cents
  readonly odds: OddsPrice
  /** Cents returned if the bet wins, stake included, as the book states it. */
  readonly payoutCents: Cents
  readonly placedAtMs: number
}

/**
 * Answer to `commit`. `accepted` may hold several wagers and may cover less than was asked (a book
 * can split or cap a bet): the sum of the receipts is what stands.
 */
export type CommitResult =
  | { readonly tag: 'accepted'; readonly receipts: readonly [BetReceipt, ...BetReceipt[]] }
  /** Odds or limit moved before placing; nothing stands, and the slip is used up. */
  | { readonly tag: 'changed'; readonly odds: OddsPrice; readonly maximumStakeCents?: Cents }
  /** The book said no; nothing stands. */
  | { readonly tag: 'refused'; readonly message: string }
  /** Stopped **before** placing; nothing stands. After placing, the answer is `unknown`. */
  | NeedsPerson
  /** It was sent and no answer could be read: it may stand. Ask `find`; never commit again. */
  | { readonly tag: 'unknown'; readonly message: string }

/** Answer to `release`. `unknown`: the slip may still be filled, though nothing is placed. */
export type ReleaseResult =
  | { readonly tag: 'released' }
  | { readonly tag: 'unknown'; readonly message: string }

/** Answer to `find`, which reads the book's own list of the account's bets. */
export type FindResult =
  | { readonly tag: 'found'; readonly receipts: readonly [BetReceipt, ...BetReceipt[]] }
  /** The list was read in full up to after the commit, and the wager is not in it. */
  | { readonly tag: 'absent' }
  | NeedsPerson
  /** The list could not be read, or the wager may still be on its way. */
  | { readonly tag: 'unknown'; readonly message: string }

/** A bookmaker at which bets can be placed in two phases. Calls are made one at a time. */
export interface BetExecutor {
  /** The book's key, as The Odds API writes it: `draftkings`. */
  readonly book: string
  /** Fills the slip and reads it back. Places nothing, whatever it answers. */
  prepare(request: PrepareRequest): Promise<PrepareResult>
  /** Places the prepared bet, once. */
  commit(request: CommitRequest): Promise<CommitResult>
  /** Clears the slip without placing anything. Releasing twice is harmless. */
  release(preparedId: string): Promise<ReleaseResult>
  /** Looks for a wager that `commit` left `unknown`, by leg. */
  find(legId: string): Promise<FindResult>
}
