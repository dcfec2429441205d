/**
 * Links and selection ids in the forms that the feed's documentation and captures show (release of
 * 2024-09-22; forms read 2026-11-21): a link may hold placeholders such as `{state}`.
 * @module
 */
import { hashOf } from '../games/seeded-choice.ts'
import type { FeedMarketKey, LinkStyle } from './book-profile.ts'

/** What a link leads to. */
export interface LinkedOutcome {
  readonly eventId: string
  readonly marketKey: FeedMarketKey
  /** `home`, `away`, `draw`, `over`, `under`. */
  readonly result: string
  readonly point: number | undefined
}

/** A link and an id; null where the book has none. */
export interface OutcomeLink {
  readonly link: string | null
  readonly sid: string | null
}

const NONE: OutcomeLink = { link: null, sid: null }
/** As DraftKings names the kinds in its selection ids. */
const KINDS = { h2h: 'ML', spreads: 'HC', totals: 'OU' } as const

/** Returns the link of an outcome. */
export function linkOf(style: LinkStyle, outcome: LinkedOutcome): OutcomeLink {
  const { eventId, marketKey, result } = outcome
  const event = 30_000_000 + (hashOf(eventId) % 9_000_000)
  const market = 70_000_000 + (hashOf(`${eventId} ${marketKey}`) % 20_000_000)
  const selection = 10_000_000 + (hashOf(`${eventId} ${marketKey} ${result}`) % 80_000_000)
  switch (style) {
    case 'draftkings': {
      const sid = draftKingsId(outcome, market)
      return { link: `https://sportsbook.draftkings.com/event/${event}?outcomes=${sid}`, sid }
    }
    case 'fanduel': {
      const query = `marketId=42.${market}&selectionId=${selection}`
      return {
        link: `https://sportsbook.fanduel.com/addToBetslip?${query}`,
        sid: String(selection),
      }
    }
    case 'betmgm': {
      const sid = `${event}-${market}-${selection}`
      const page = 'https://sports.{state}.betmgm.com/en/sports'
      return { link: `${page}?options=${sid}&type=Single`, sid }
    }
    case 'betrivers': {
      const page = `https://{state}.betrivers.com/?page=sportsbook#event/${event}`
      const coupon = `{pickType}|${selection}|{wagerAmount}`
      return { link: `${page}?coupon=${coupon}`, sid: String(selection) }
    }
    case 'none':
      return NONE
  }
}

/** A line that moves is another selection. */
function draftKingsId({ marketKey, result, point }: LinkedOutcome, core: number): string {
  const ending = result === 'home' || result === 'over' ? '_1' : '_3'
  if (marketKey === 'h2h') return `0${KINDS.h2h}${core}${result === 'draw' ? '_2' : ending}`
  const hundredths = Math.abs(point ?? 0) * 100
  const sign =
    marketKey === 'totals' ? result.slice(0, 1).toUpperCase() : (point ?? 0) < 0 ? 'N' : 'P'
  return `0${KINDS[marketKey]}${core}${sign}${hundredths}${ending}`
}
