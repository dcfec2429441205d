import { type ContractListing, WireFormatError } from '@arbkit/core'
import { describe, expect, it } from 'vitest'
import { listingOfTicker } from './listing.ts'
import { parseMilestones, parseStructuredTargets, withMilestone } from './milestone.ts'

const AT = { source: 'm.json', path: '$' }
const MAIN = 'KXNCAAFGAME-26SEP17SYRPITT'
const SPREAD = 'KXNCAAFSPREAD-26SEP17SYRPITT'

/** A game as GET /milestones returns it (2026-09-17, ids shortened). */
const wire = (changes: object = {}): Record<string, unknown> => ({
  id: 'a852dcb8',
  title: 'Syracuse vs Pittsburgh',
  start_date: '2026-09-17T23:30:00Z',
  category: 'Sports',
  type: 'football_game',
  details: {
    league: 'NCAAFB',
    status: 'scheduled',
    main_game_event_ticker: MAIN,
    season: { year: 2026, type: 'REG', week: 3 },
    home_team_id: '17b70f39',
    away_team_id: '862690f7',
  },
  primary_event_tickers: [MAIN, SPREAD],
  related_event_tickers: [SPREAD, 'KXNCAAFTOTAL-26SEP17SYRPITT'],
  ...changes,
})
const one = (changes: object = {}) => {
  const [milestone] = parseMilestones(wire(changes), AT)
  if (milestone === undefined) throw new Error('no milestone')
  return milestone
}
const TARGETS = new Map(
  parseStructuredTargets(
    {
      structured_targets: [
        { id: '17b70f39', name: 'Pittsburgh', type: 'football_team', details: {} },
        { id: '862690f7', name: 'Syracuse', type: 'football_team', details: {} },
      ],
      cursor: '',
    },
    AT,
  ).map((target) => [target.id, target] as const),
)

describe('parseMilestones', () => {
  it('reads a game', () => {
    expect(one()).toEqual({
      id: 'a852dcb8',
      title: 'Syracuse vs Pittsburgh',
      type: 'football_game',
      league: 'NCAAFB',
      status: 'scheduled',
      startMs: Date.UTC(2026, 8, 17, 23, 30),
      homeTargetId: '17b70f39',
      awayTargetId: '862690f7',
      mainEventId: MAIN,
      eventIds: [MAIN, SPREAD, 'KXNCAAFTOTAL-26SEP17SYRPITT'],
    })
  })

  it.each([
    ['bare', wire()],
    ['list', [wire()]],
    ['{milestone}', { milestone: wire() }],
    ['{milestones, cursor}', { milestones: [wire()], cursor: '' }],
    ['beside events', { events: [], milestones: [wire()], cursor: '' }],
  ])('takes it %s', (_name, payload) => {
    expect(parseMilestones(payload, AT)).toEqual([one()])
  })

  it('takes another occasion, without sides and with an event of its own', () => {
    const race = {
      details: null,
      primary_event_tickers: null,
      related_event_tickers: ['KXPRES-28'],
    }
    expect(one(race)).toMatchObject({
      league: undefined,
      homeTargetId: undefined,
      mainEventId: undefined,
      eventIds: ['KXPRES-28'],
    })
    expect(parseMilestones({ milestones: [], cursor: '' }, AT)).toEqual([])
  })

  it('takes the competitors of a match in their order', () => {
    const details = { first_competitor_id: 'c1', second_competitor_id: 'c2' }
    expect(one({ details })).toMatchObject({ homeTargetId: 'c1', awayTargetId: 'c2' })
  })

  it.each([
    [{ start_date: 'soon' }, 'start_date: expected a time with its zone, got "soon"'],
    [{ start_date: undefined }, 'start_date: expected string, got nothing'],
    [{ id: '' }, 'id: expected'],
    [{ details: { league: 3 } }, 'details.league: expected string, got 3'],
    [{ related_event_tickers: 'X' }, 'related_event_tickers: expected array, got "X"'],
  ])('names what is wrong: %j', (changes, message) => {
    const parse = (): unknown => parseMilestones({ milestones: [wire(), wire(changes)] }, AT)
    expect(parse).toThrow(WireFormatError)
    expect(parse).toThrow(`m.json: milestones[1].${message}`)
  })
})

describe('parseStructuredTargets', () => {
  it('reads id, name and type', () => {
    expect(TARGETS.get('862690f7')).toEqual({
      id: '862690f7',
      name: 'Syracuse',
      type: 'football_team',
    })
    const target = { id: 't', name: 'n', type: 'y' }
    expect(parseStructuredTargets({ structured_target: target }, AT)).toEqual([target])
  })

  it('names what is wrong', () => {
    const parse = (): unknown => parseStructuredTargets({ structured_targets: [{ id: 't' }] }, AT)
    expect(parse).toThrow('m.json: structured_targets[0].name: expected string, got nothing')
  })
})

describe('withMilestone', () => {
  const listing = listingOfTicker(`${MAIN}-SYR`, MAIN)
  const START = {
    source: 'milestone',
    easternDate: '2026-09-17',
    startMs: Date.UTC(2026, 8, 17, 23, 30),
  }

  it('adds the start and both names, away first in an American league', () => {
    expect(withMilestone(listing, one(), TARGETS)).toEqual({
      ...listing,
      otherStarts: [START],
      teamNames: ['Syracuse', 'Pittsburgh'],
    })
  })

  it('says the day in US Eastern time', () => {
    const late = one({ start_date: '2026-09-18T02:00:00Z' })
    expect(withMilestone(listing, late, TARGETS).otherStarts[0]?.easternDate).toBe('2026-09-17')
  })

  it('puts the home side first in soccer', () => {
    const event = 'KXMLSGAME-26AUG19LAGSJ'
    const details = { home_team_id: '17b70f39', away_team_id: '862690f7' }
    const soccer = one({ details, primary_event_tickers: [event] })
    const named = withMilestone(listingOfTicker(`${event}-SJ`, event), soccer, TARGETS)
    expect(named.teamNames).toEqual(['Pittsburgh', 'Syracuse'])
  })

  it('leaves the names that the venue prints, and what is not its own', () => {
    const named: ContractListing = { ...listing, teamNames: ['A', 'B'] }
    expect(withMilestone(named, one(), TARGETS).teamNames).toEqual(['A', 'B'])
    const other = listingOfTicker('KXNCAAFGAME-26SEP18SYRPITT-SYR')
    expect(withMilestone(other, one(), TARGETS)).toBe(other)
  })

  it('names nobody where a target is not known, or no game is asked about', () => {
    expect(withMilestone(listing, one(), new Map()).teamNames).toBeUndefined()
    const [pittsburgh] = [...TARGETS]
    expect(withMilestone(listing, one(), new Map([pittsburgh!])).teamNames).toBeUndefined()
    const unknown: ContractListing = { ...listing, subject: { tag: 'unknown' } }
    expect(withMilestone(unknown, one(), TARGETS)).toMatchObject({
      teamNames: undefined,
      otherStarts: [START],
    })
  })

  it('says the same start once and another one beside it', () => {
    const once = withMilestone(listing, one(), TARGETS)
    expect(withMilestone(once, one(), TARGETS).otherStarts).toEqual([START])
    const moved = one({ start_date: '2026-09-18T23:30:00Z' })
    const both = withMilestone(once, moved, TARGETS).otherStarts
    expect(both.map(({ easternDate }) => easternDate)).toEqual(['2026-09-17', '2026-09-18'])
  })

  it('states no start that was never set', () => {
    for (const start_date of ['0001-01-01T00:00:00Z', '2150-01-01T00:00:00Z']) {
      expect(withMilestone(listing, one({ start_date }), TARGETS).otherStarts).toEqual([])
    }
  })
})
