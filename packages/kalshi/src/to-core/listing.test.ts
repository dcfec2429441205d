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

  it.each([
    ['KXMLBSPREAD-26AUG072145TBSEA-SEA2', 1.5],
    ['KXWNBATOTAL-26AUG07GSDAL-163', 162.5],
    ['KXWNBA1HTOTAL-26AUG03SEANY-94', 93.5],
    ['KXMLBTEAMTOTAL-26AUG072145TBSEA-SEA4', 3.5],
    ['KXCFLSPREAD-26AUG13BCCGY-BC21', 20.5],
    ['KXMLBKS-26AUG151420STLCHC-CHCMBOYD16-2', 1.5],
    ['KXNFLANYTD-25DEC14ARIHOU-HOUWMARKS27', 0.5],
    ['KXMLBRFI-26AUG031905STLNYY', 0.5],
  ])('derives the strike of a line from %s', (ticker, floor) => {
    expect(listingOfTicker(ticker).strike).toEqual({ tag: 'greater', floor })
  })

  it.each([
    'KXMLBGAME-26AUG072145TBSEA-SEA',
    'KXMLBF5-26AUG072145TBSEA-SEA',
    'KXMLBINNINGTOTAL-26AUG072145TBSEA-1-3',
    'KXNBATOTAL-26APR27DETORL-214',
    'KXBUNDESLIGASPREAD-26SEP12M05VFB-M052',
    'KXNBASUMMERTOTAL-26JUL09CHAORL-183',
  ])('derives none from %s', (ticker) => {
    expect(listingOfTicker(ticker).strike).toBeUndefined()
  })

  it('keeps the whole suffix of a club whose code holds digits', () => {
    expect(listingOfTicker('KXBUNDESLIGASPREAD-26SEP12M05VFB-M052')).toMatchObject({
      teamCodes: 'M05VFB',
      outcomeCode: 'M052',
    })
  })

  it('finds the event of a player whose suffix holds a hyphen', () => {
    expect(listingOfTicker('KXMLBKS-26AUG151420STLCHC-CHCMBOYD16-2')).toMatchObject({
      eventId: 'KXMLBKS-26AUG151420STLCHC',
      teamCodes: 'STLCHC',
      outcomeCode: 'CHCMBOYD16-2',
      subject: { marketType: 'player-prop', stat: 'pitcher-strikeouts' },
    })
    expect(listingOfTicker('KXNFLANYTD-25NOV03ARIDAL-DALGPICKENS3')).toMatchObject({
      eventId: 'KXNFLANYTD-25NOV03ARIDAL',
      outcomeCode: 'DALGPICKENS3',
    })
    expect(listingOfTicker('KXMLBKS-26AUG151420STLCHC')).toMatchObject({ outcomeCode: '' })
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
