/**
 * Where a bet is placed: the link of the outcome, else of its market, else of its event (feed's release of
 * 2024-09-22). Books give links of different depth, and some give none.
 * @module
 */
import type { BetLink } from '@arbkit/core'

/** Longest link that is passed on, characters. */
export const LINK_LENGTH_MAX = 2000

type Linked = { readonly link?: string | null | undefined }

/** Returns the nearest link; undefined where there is none that can be opened. */
export function betLinkOf(outcome: Linked, market: Linked, bookmaker: Linked): BetLink | undefined {
  return (
    linkOf(outcome, 'bet-slip') ??
    linkOf(market, 'market') ??
    linkOf(bookmaker, 'event') ??
    undefined
  )
}

/** Nothing but https, and nothing that a terminal would act on, is passed on. */
function linkOf({ link }: Linked, opens: BetLink['opens']): BetLink | undefined {
  if (typeof link !== 'string' || link.length > LINK_LENGTH_MAX) return undefined
  return /^https:\/\/[!-~]+$/.test(link) ? { url: link, opens } : undefined
}
