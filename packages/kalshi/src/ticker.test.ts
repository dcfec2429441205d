import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { parseTicker, startOfGameCode } from './ticker.ts'

describe('parseTicker', () => {
  it('reads a baseball game with its Eastern clock', () => {
    expect(parseTicker('KXMLBSPREAD-26AUG072145TBSEA-SEA2')).toEqual({
      seriesId: 'KXMLBSPREAD',
      eventId: 'KXMLBSPREAD-26AUG072145TBSEA',
      game: {
        easternDate: '2026-08-07',
        clock: { hour: 21, minute: 45 },
        teamCodes: 'TBSEA',
      },
      outcomeCode: 'SEA2',
      isConsistent: true,
    })
  })

  it('reads a game without a clock', () => {
    const { game, outcomeCode } = parseTicker('KXNFLGAME-26SEP09NESEA-NE')
    expect(game).toEqual({ easternDate: '2026-09-09', clock: undefined, teamCodes: 'NESEA' })
    expect(outcomeCode).toBe('NE')
  })

  it('keeps the hyphen of an event whose ticker is known', () => {
    const eventTicker = 'KXNCAAFGAME-25NOV29BALLM-OH'
    const known = parseTicker(`${eventTicker}-BALL`, { eventTicker })
    expect(known.game?.teamCodes).toBe('BALLM-OH')
    expect(known.outcomeCode).toBe('BALL')
    expect(parseTicker(`${eventTicker}-M-OH`, { eventTicker }).outcomeCode).toBe('M-OH')
  })

  it('takes the last segment for the outcome where only the market is known', () => {
    const bare = parseTicker('KXNCAAFGAME-25NOV29BALLM-OH-BALL')
    expect(bare.eventId).toBe('KXNCAAFGAME-25NOV29BALLM-OH')
    expect(bare.outcomeCode).toBe('BALL')
  })

  it('leaves the number of a doubleheader in the codes', () => {
    expect(parseTicker('KXMLBGAME-25APR26BALDETG1-DET').game?.teamCodes).toBe('BALDETG1')
  })

  it('reads an event that is its own only market', () => {
    const eventTicker = 'KXMLBRFI-26AUG031905STLNYY'
    const expected = { eventId: eventTicker, outcomeCode: '', isConsistent: true }
    expect(parseTicker(eventTicker)).toMatchObject(expected)
    expect(parseTicker(eventTicker, { eventTicker })).toMatchObject(expected)
  })

  it.each([
    ['KXNBA-27-ATL', 'KXNBA', 'KXNBA-27', 'ATL'],
    ['KXNFLMVP-27-TIE', 'KXNFLMVP', 'KXNFLMVP-27', 'TIE'],
    ['KXNBA', 'KXNBA', 'KXNBA', ''],
    ['KXMVE-S2026BF3-9F3D', 'KXMVE', 'KXMVE-S2026BF3', '9F3D'],
  ])('sees no game in %s', (ticker, seriesId, eventId, outcomeCode) => {
    const parsed = parseTicker(ticker)
    expect(parsed).toEqual({ seriesId, eventId, game: undefined, outcomeCode, isConsistent: true })
  })

  it.each([
    '26AUG32TBSEA',
    '26FOO07TBSEA',
    '26FEB29TBSEA',
    '26AUG071960TBSEA',
    '26AUG072460TBSEA',
    '26AUG072400TBSEA',
  ])('sees no game where date or clock do not exist: %s', (code) => {
    expect(parseTicker(`KXMLBGAME-${code}-SEA`).game).toBeUndefined()
  })

  it('says where market, event and series contradict each other', () => {
    const eventTicker = 'KXMLBGAME-26AUG072145TBSEA'
    const other = parseTicker('KXMLBGAME-26AUG091610TBSEA-SEA', { eventTicker })
    expect(other).toMatchObject({ eventId: eventTicker, outcomeCode: 'SEA', isConsistent: false })
    const market = `${eventTicker}-SEA`
    const wrongSeries = parseTicker(market, { eventTicker, seriesTicker: 'KXMLBTOTAL' })
    expect(wrongSeries.isConsistent).toBe(false)
    expect(parseTicker(`${eventTicker}9-SEA`, { eventTicker }).isConsistent).toBe(false)
  })

  it('knows a series with a hyphen of its own when it is told', () => {
    const known = { eventTicker: 'KXWO-CURL-26FEB10USACAN', seriesTicker: 'KXWO-CURL' }
    expect(parseTicker('KXWO-CURL-26FEB10USACAN-USA', known)).toMatchObject({
      seriesId: 'KXWO-CURL',
      game: { teamCodes: 'USACAN' },
      outcomeCode: 'USA',
      isConsistent: true,
    })
  })

  prop.prop({
    day: fc.date({
      min: new Date('2010-01-01'),
      max: new Date('2098-12-31'),
      noInvalidDate: true,
    }),
    clock: fc.option(fc.record({ hour: fc.nat(23), minute: fc.nat(59) }), { nil: undefined }),
    teamCodes: fc.stringMatching(/^[A-Z]{4,6}(?:-[A-Z]{2})?$/),
    outcomeCode: fc.stringMatching(/^[A-Z]{2,4}\d{0,2}$/),
  })('reads back what it was written from', ({ day, clock, teamCodes, outcomeCode }) => {
    const iso = day.toISOString().slice(0, 10)
    const month = day.toLocaleString('en', { month: 'short', timeZone: 'UTC' }).toUpperCase()
    const two = (value: number): string => String(value).padStart(2, '0')
    const hhmm = clock === undefined ? '' : two(clock.hour) + two(clock.minute)
    const eventTicker = `KXMLBGAME-${iso.slice(2, 4)}${month}${iso.slice(8)}${hhmm}${teamCodes}`
    const parsed = parseTicker(`${eventTicker}-${outcomeCode}`, { eventTicker })
    expect(parsed.game).toEqual({ easternDate: iso, clock, teamCodes })
    expect(parsed.outcomeCode).toBe(outcomeCode)
    expect(parseTicker(`${eventTicker}-${outcomeCode}`)).toEqual(parsed)
  })

  prop.prop([fc.string(), fc.option(fc.string(), { nil: undefined })])(
    'takes any text apart without a complaint',
    (ticker, eventTicker) => {
      parseTicker(ticker, eventTicker === undefined ? {} : { eventTicker })
    },
  )
})

describe('startOfGameCode', () => {
  it('reads the clock as US Eastern, summer and winter', () => {
    const summer = parseTicker('KXMLBGAME-26AUG072145TBSEA-SEA').game
    expect(summer && startOfGameCode(summer)).toEqual({
      easternDate: '2026-08-07',
      startMs: Date.UTC(2026, 7, 8, 1, 45),
      source: 'ticker',
    })
    const winter = parseTicker('KXMLBGAME-26NOV051905TBSEA-SEA').game
    expect(winter && startOfGameCode(winter).startMs).toBe(Date.UTC(2026, 10, 6, 0, 5))
  })

  it('gives a day and no time without a clock', () => {
    const game = parseTicker('KXNFLGAME-26SEP09NESEA-NE').game
    expect(game && startOfGameCode(game)).toEqual({ easternDate: '2026-09-09', source: 'ticker' })
  })
})
