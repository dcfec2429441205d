import {
  applyDecisions,
  type DecisionAction,
  decisionStateOf,
  matchMarkets,
  type PairDecision,
} from '@arbkit/core'
import { contractOf, oddsOf } from '@arbkit/core/testing'
import { describe, expect, it } from 'vitest'
import { conflictSchema, conflictsOf, decisionReportOf } from './decision-report.ts'
import { findPairs, foundSchema } from './find-pairs.ts'
import { pairDetailOf, pairDetailSchema } from './pair-detail.ts'
import { pairStatesOf } from './pair-state.ts'
import { pairSchema, pairsOf, unpairedOf, unpairedSchema } from './pairs-report.ts'

/** Rays at Mariners at night, which the feed lists twice; Celtics at Knicks; a game the feed lacks. */
const MLB = { away: 'Tampa Bay Rays', home: 'Seattle Mariners' }
const SEA = 'KXMLBGAME-26AUG072145TBSEA-SEA'
const TB = 'KXMLBGAME-26AUG072145TBSEA-TB'
const NYK = 'KXNBAGAME-26NOV22BOSNYK-NYK'
const LATE = 'KXMLBGAME-26AUG122145TBSEA-SEA'
const contracts = [
  contractOf(SEA, { yesLabel: 'Seattle' }),
  contractOf(TB),
  contractOf(NYK),
  contractOf(LATE),
]
const odds = [
  oddsOf('mlb', { ...MLB, start: '2026-08-08T01:45:00Z', id: 'night' }),
  oddsOf('mlb', { ...MLB, start: '2026-08-08T01:50:00Z', id: 'twin' }),
  oddsOf('nba', {
    away: 'Boston Celtics',
    home: 'New York Knicks',
    start: '2026-11-23T00:40:00Z',
    id: 'msg',
  }),
]
const matched = matchMarkets({ contracts, odds })
const nowMs = Date.UTC(2026, 7, 7)

let count = 0
function said(action: DecisionAction, marketId: string, event?: string): PairDecision {
  count += 1
  return {
    id: `d${count}`,
    action,
    subject: {
      contract: {
        venue: 'kalshi',
        marketId,
        eventId: marketId.slice(0, marketId.lastIndexOf('-')),
      },
      ...(event === undefined ? {} : { odds: { feed: 'the-odds-api', eventId: event } }),
    },
    atMs: count,
    by: 'user1',
    reason: `because ${count}`,
  }
}

function decided(log: readonly PairDecision[], overrides: readonly PairDecision[] = []) {
  const state = decisionStateOf(log, overrides)
  const matching = applyDecisions(matched, state)
  const decisions = { state, log, overrides, problems: [] }
  return { matching, odds, decisions, nowMs, session: { contracts, odds, matching } }
}

describe('lists', () => {
  it('say who decided, why, and whether it is an override', () => {
    const own = said('approve', SEA, 'night')
    const pause = said('pause', SEA)
    const { matching } = decided([pause], [own])
    const [pair] = pairsOf(matching.paused, { nowMs, overrides: [own] })
    expect(pairSchema.parse(pair)).toMatchObject({
      kalshiTicker: SEA,
      decision: { action: 'approve', by: 'user1', origin: 'override', oddsEventId: 'night' },
      pause: { action: 'pause', origin: 'log', oddsEventId: null, ticker: SEA },
    })
    const [plain] = pairsOf(matching.pairs, { nowMs })
    expect(pairSchema.parse(plain)).toMatchObject({
      kalshiTicker: NYK,
      decision: null,
      pause: null,
    })
  })

  it('name everything without a pair once an odds event, with what decisions did', () => {
    const log = [
      said('reject', NYK, 'msg'),
      said('pin', TB, 'night'),
      said('approve', SEA, 'twin'),
      said('approve', SEA, 'night'),
    ]
    const unpaired = unpairedSchema.array().parse(unpairedOf(decided(log).matching))
    expect(unpaired.map(({ kalshiTicker, reason }) => `${kalshiTicker} ${reason}`)).toEqual([
      `${SEA} game-split`,
      `${SEA} game-split`,
      `${TB} pinned-elsewhere`,
      `${TB} game-split`,
      `${LATE} start-differs`,
      `${NYK} rejected-by-person`,
    ])
    expect(unpaired.at(-1)?.detail).toMatch(/^by user1: because \d+ \(odds event msg\)$/)
  })

  it('stay as they were for a match without decisions', () => {
    expect(unpairedOf(matched)).toEqual(unpairedOf(decided([]).matching))
    expect(unpairedOf(matched).filter(({ reason }) => reason === 'match-unsure')).toHaveLength(4)
  })

  it('describe conflicts', () => {
    const log = [said('approve', SEA, 'twin'), said('approve', TB, 'night')]
    const conflicts = conflictsOf(decided(log).matching, [])
    expect(conflictSchema.array().parse(conflicts)).toMatchObject([
      { kalshiTicker: SEA, decision: { id: log[0]?.id }, against: { id: log[1]?.id } },
      { kalshiTicker: TB, decision: { id: log[1]?.id }, against: { id: log[0]?.id } },
    ])
  })

  it('name an event where all of it is decided on', () => {
    const own = said('pause', SEA)
    const subject = { contract: { venue: 'kalshi', eventId: 'KXA' } } as const
    expect(decisionReportOf({ ...own, subject }, [])).toMatchObject({
      ticker: null,
      eventTicker: 'KXA',
      oddsEventId: null,
      at: new Date(own.atMs).toISOString(),
    })
  })
})

describe('states', () => {
  const statesOf = (log: readonly PairDecision[], ticker: string) =>
    (pairStatesOf(decided(log).matching).get(ticker) ?? []).map(
      ({ state, oddsEventId, why }) => `${state} ${oddsEventId} ${why.replace(/ \d+$/, '')}`,
    )
  it.each([
    [NYK, [], ['paired msg ']],
    [LATE, [], ['unpaired null start-differs']],
    [SEA, [], ['suggested night ', 'suggested twin ']],
    [
      SEA,
      [said('approve', SEA, 'night')],
      ['paired night approved by user1: because', 'suggested twin '],
    ],
    [
      SEA,
      [said('pin', SEA, 'twin')],
      ['paired twin pinned by user1: because', 'pinned-elsewhere night by user1: because'],
    ],
    [NYK, [said('pause', NYK)], ['paused msg by user1: because']],
    [NYK, [said('reject', NYK, 'msg')], ['rejected msg by user1: because']],
    [
      SEA,
      [said('approve', SEA, 'night'), said('approve', TB, 'twin')],
      ['suggested night game-split', 'suggested twin '],
    ],
  ])('of %s after %j', (ticker, log, expected) => {
    expect(statesOf(log, ticker)).toEqual(expected)
  })
})

describe('findPairs', () => {
  const find = (query: string) => foundSchema.parse(findPairs(query, decided([]).session))
  const idsOf = ({ contracts, oddsEvents, teams }: ReturnType<typeof find>) => [
    contracts.map(({ ticker }) => ticker),
    oddsEvents.map(({ id }) => id),
    teams.map(({ name }) => name),
  ]

  it.each([
    ['knicks', [[NYK], ['msg'], ['New York Knicks']]],
    ['KNICKS boston', [[NYK], ['msg'], []]],
    ['26aug12', [[LATE], [], []]],
    ['seattle aug07', [[SEA, TB], [], []]],
    ['night', [[], ['night'], []]],
    ['mlb sea', [[SEA, TB, LATE].toSorted(), ['night', 'twin'], ['Seattle Mariners']]],
    ['nothing like it', [[], [], []]],
  ])('%s', (query, expected) => {
    expect(idsOf(find(query))).toEqual(expected)
  })

  it('shows states and counts', () => {
    const found = find('rays')
    expect(found.contracts[0]).toMatchObject({ ticker: SEA, label: 'Seattle' })
    expect(found.contracts[0]?.states).toMatchObject([
      { state: 'suggested' },
      { state: 'suggested' },
    ])
    expect(found.oddsEvents[0]).toMatchObject({
      id: 'night',
      start: '2026-08-08T01:45:00.000Z',
      contracts: { suggested: 2 },
      rejected: null,
    })
    expect(found.teams).toEqual([
      { name: 'Tampa Bay Rays', league: 'mlb', code: 'TB', contracts: 3, oddsEvents: 2 },
    ])
  })

  it('says of an odds event that can not be read why, and bears a start that is no time', () => {
    const strange = {
      ...oddsOf('mlb', { ...MLB, start: '2026-08-08T01:45:00Z', id: 'x' }),
      startMs: Number.NaN,
    }
    const all = [...odds, strange]
    const matching = applyDecisions(matchMarkets({ contracts, odds: all }), decisionStateOf([]))
    const { oddsEvents } = findPairs('x tampa', { contracts, odds: all, matching })
    expect(oddsEvents).toMatchObject([
      { id: 'x', start: null, rejected: 'no-start', contracts: {} },
    ])
  })
})

describe('pairDetailOf', () => {
  const detailOf = (
    ticker: string,
    log: readonly PairDecision[],
    overrides: readonly PairDecision[] = [],
  ) => {
    const contract = contracts.find(({ marketId }) => marketId === ticker)
    if (contract === undefined) throw new Error('no such contract')
    return pairDetailSchema.parse(pairDetailOf(contract, decided(log, overrides)))
  }

  it('shows the pair, its quotes and every piece of evidence', () => {
    const detail = detailOf(NYK, [])
    expect(detail.candidates).toMatchObject([
      {
        pair: { oddsEventId: 'msg', target: { outcome: 'New York Knicks' } },
        quotes: [{ book: 'draftkings', yes: '-110', no: '-110', action: 'back' }],
      },
    ])
    const parts = detail.candidates[0]?.pair.evidence.map(({ part }) => part)
    expect(parts).toContain('home-away')
    expect(detail).toMatchObject({ unpaired: null, history: [], conflicts: [] })
  })

  it('shows what was said, in order, and what of it stands', () => {
    const log = [
      said('reject', SEA, 'night'),
      said('withdraw', SEA, 'night'),
      said('approve', SEA, 'night'),
      said('approve', TB, 'night'),
    ]
    const override = { ...said('pause', SEA), atMs: 0 }
    const { history, candidates, runnerUp } = detailOf(SEA, log.toReversed(), [override])
    expect(
      history.map(({ decision, stands }) => [decision.action, decision.origin, stands]),
    ).toEqual([
      ['reject', 'log', false],
      ['withdraw', 'log', false],
      ['approve', 'log', true],
      ['pause', 'override', true],
    ])
    expect(candidates.map(({ pair }) => pair.oddsEventId)).toEqual(['night', 'twin'])
    expect(candidates[0]?.pair.pause).toMatchObject({ action: 'pause' })
    expect(runnerUp).toMatchObject({
      oddsEventId: 'twin',
      confidence: candidates[1]?.pair.confidence,
    })
    expect(runnerUp?.differed.join()).toMatch(/no telling which game/)
  })

  it('shows conflicts, why there is no pair, and the nearest meeting', () => {
    const log = [said('approve', SEA, 'night'), said('approve', TB, 'twin')]
    expect(detailOf(SEA, log).conflicts).toMatchObject([
      { reason: 'game-split', kalshiTicker: SEA, oddsEventId: 'night' },
    ])
    const late = detailOf(LATE, log)
    expect(late).toMatchObject({
      candidates: [],
      unpaired: { reason: 'start-differs' },
      runnerUp: { confidence: null },
    })
    expect(late.runnerUp?.agreed).toHaveLength(2)
    expect(late.runnerUp?.differed).toHaveLength(1)
  })
})
