/**
 * The leagues that the exchange lists markets of, as one source knows and another waits for: nothing is
 * paid for games that the exchange does not have.
 * @module
 */
import type { LeagueId } from '@arbkit/core'

/** Leagues with open markets. */
export class ListedLeagues {
  private leagues: ReadonlySet<LeagueId> | undefined
  private waiting: (() => void)[] = []

  set(leagues: ReadonlySet<LeagueId>): void {
    this.leagues = leagues
    for (const wake of this.waiting.splice(0)) wake()
  }

  /** Returns them as last seen; undefined before the first look, or where the signal ended the wait. */
  async known(signal: AbortSignal): Promise<ReadonlySet<LeagueId> | undefined> {
    while (this.leagues === undefined && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
    return this.leagues
  }
}
