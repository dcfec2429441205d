import { describe, expect, it } from 'vitest'
import { listingOfTicker } from './listing.ts'

describe('listingOfTicker', () => {
  it('knows all that a stream gives: the ticker', () => {
    expect(listingOfTicker('KXMLBGAME-26AUG072145TBSEA-TB')).toEqual({
      venue: 'kalshi',
      marketId: 'KXMLBGAME-26AUG072145TBSEA-TB',
      eventId: 'KXMLBGAME-26AUG072145TBSEA',
      seriesId: 'KXMLBGAME',
      subject: { tag: 'game', league: 'mlb', marketType: 'moneyline', period: 'full-game' },
      start: { easternDate: '2026-08-07', startMs: Date.UTC(2026, 7, 8, 1, 45), source: 'ticker' },
      otherStarts: [],
      teamCodes: 'TBSEA',
      teamNames: undefined,
      outcomeCode: 'TB',
      yesLabel: undefined,
      yesTeamName: undefined,
      strike: undefined,
    })
  })

  it('derives the strike of a spread or total, and of nothing else', () => {
    expect(listingOfTicker('KXMLBSPREAD-26AUG072145TBSEA-SEA2').strike?.floor).toBe(1.5)
    expect(listingOfTicker('KXWNBATOTAL-26AUG07GSDAL-163').strike?.floor).toBe(162.5)
    expect(listingOfTicker('KXWNBA1HTOTAL-26AUG03SEANY-94').strike).toBeUndefined()
    expect(listingOfTicker('KXMLBTEAMTOTAL-26AUG072145TBSEA-SEA4').strike).toBeUndefined()
    expect(listingOfTicker('KXCFLSPREAD-26AUG13BCCGY-BC21').strike).toBeUndefined()
  })

  it('uses the event where it is known', () => {
    const eventId = 'KXNCAAFGAME-25NOV29BALLM-OH'
    expect(listingOfTicker(`${eventId}-M-OH`, eventId)).toMatchObject({
      eventId,
      teamCodes: 'BALLM-OH',
      outcomeCode: 'M-OH',
    })
    expect(listingOfTicker('KXMLBGAME-26AUG072145TBSEA-TB', 'KXMLBGAME-X').subject).toEqual({
      tag: 'other',
      league: 'mlb',
      reason: 'ticker-mismatch',
    })
  })
})
