import { describe, expect, test } from 'vitest'
import { bookMarket, contractOf, oddsOf, outcomeOf, winnerMarket } from '../../testing/listings.ts'
import { matchMarkets } from '../match.ts'
import type { MatchResult } from '../match-result.ts'
import { applyDecisions, orientationOf } from './apply-decisions.ts'
import type { DecidedMatch } from './decided-match.ts'
import { decisionStateOf } from './decision-state.ts'
import type { DecisionAction, PairDecision } from './pair-decision.ts'
import { forcedPinsOf } from './pinned-games.ts'

/** Rays at Mariners: `a` in the afternoon, `b` at night, and `c` the next day; the feed lists the night twice. */
const TEAMS = { away: 'Tampa Bay Rays', home: 'Seattle Mariners' }
const markets = [
  winnerMarket(TEAMS.away, TEAMS.home),
  bookMarket('totals', [outcomeOf('Over', 8.5), outcomeOf('Under', 8.5)]),
]
const event = (id: string, start: string, teams = TEAMS) =>
  oddsOf('mlb', { ...teams, start, id }, markets)
const GAMES = { a: '26AUG071205TBSEA', b: '26AUG072145TBSEA', c: '26AUG082145TBSEA' } as const
const contractsOf = (code: string) => [
  contractOf(`KXMLBGAME-${code}-SEA`),
  contractOf(`KXMLBGAME-${code}-TB`),
  contractOf(`KXMLBTOTAL-${code}-9`),
]
const day = event('day', '2026-08-07T16:05:00Z')
const night = event('night', '2026-08-08T01:45:00Z')
const twin = event('twin', '2026-08-08T01:50:00Z')
const next = event('next', '2026-08-09T01:45:00Z')
const result = matchMarkets({
  contracts: [...contractsOf(GAMES.a), ...contractsOf(GAMES.b), ...contractsOf(GAMES.c)],
  odds: [day, night, twin, next],
})

/** `a-SEA` is the winner's market of game a, `a-9` its total, `a` the winner's event. */
const marketOf = (name: string): string => {
  const [game = 'a', side = ''] = name.split('-')
  const code = GAMES[game as keyof typeof GAMES] ?? game
  if (side === '') return `KXMLBGAME-${code}`
  return `${side === '9' ? 'KXMLBTOTAL' : 'KXMLBGAME'}-${code}-${side}`
}
const nameOf = (ticker: string): string => {
  const [, code = '', side = ''] = ticker.split('-')
  return `${Object.entries(GAMES).find(([, own]) => own === code)?.[0]}-${side}`
}

let count = 0
/** `approve a-SEA day`. */
function said(text: string, more: Partial<PairDecision['subject']> = {}): PairDecision {
  const [action, name = '', odds] = text.split(' ')
  const ticker = marketOf(name)
  const isMarket = name.includes('-')
  const eventId = isMarket ? ticker.slice(0, ticker.lastIndexOf('-')) : ticker
  count += 1
  return {
    id: text,
    action: action as DecisionAction,
    subject: {
      contract: { venue: 'kalshi', eventId, ...(isMarket ? { marketId: ticker } : {}) },
      ...(odds === undefined ? {} : { odds: { feed: 'the-odds-api', eventId: odds } }),
      ...more,
    },
    atMs: count,
    by: 'user1',
    reason: 'because',
  }
}

type Listed = {
  readonly contract: { readonly marketId: string }
  readonly odds: { readonly eventId: string }
}
const keysOf = (pairs: readonly Listed[]): readonly string[] =>
  pairs.map(({ contract, odds }) => `${nameOf(contract.marketId)} ${odds.eventId}`).toSorted()
const apply = (texts: readonly (string | PairDecision)[], overrides: readonly string[] = []) =>
  applyDecisions(
    result,
    decisionStateOf(
      texts.map((text) => (typeof text === 'string' ? said(text) : text)),
      overrides.map((text) => said(text)),
    ),
  )
const conflictsOf = ({ conflicts }: DecidedMatch): readonly string[] =>
  conflicts.map(
    ({ reason, pair, decision, against }) =>
      `${reason}: ${keysOf([pair])[0]}, ${decision?.id ?? 'score'} / ${against?.id ?? 'now'}`,
  )
const AUTOMATIC = ['a-9 day', 'a-SEA day', 'a-TB day', 'c-9 next', 'c-SEA next', 'c-TB next']
const without = (...keys: readonly string[]): readonly string[] =>
  AUTOMATIC.filter((key) => !keys.includes(key))

test('what the matcher says: two games for sure, the night’s one of two', () => {
  expect(keysOf(result.pairs)).toEqual(AUTOMATIC)
  expect(keysOf(result.suggestions)).toEqual(
    ['9', 'SEA', 'TB'].flatMap((side) => [`b-${side} night`, `b-${side} twin`]),
  )
  expect(apply([])).toEqual({
    ...result,
    paused: [],
    rejectedByPerson: [],
    dropped: [],
    conflicts: [],
    unused: [],
  })
})

describe('approve', () => {
  test('makes a pair of a suggestion, whatever its score, and leaves the evidence alone', () => {
    const decided = apply(['approve b-SEA night'])
    expect(keysOf(decided.pairs)).toEqual([...AUTOMATIC, 'b-SEA night'].toSorted())
    const before = result.suggestions.find((pair) => keysOf([pair])[0] === 'b-SEA night')
    const after = decided.pairs.find(({ decision }) => decision !== undefined)
    expect(after).toEqual({ ...before, decision: expect.objectContaining({ reason: 'because' }) })
    expect(after?.confidence).toBeLessThan(0.85)
    expect(decided.conflicts).toEqual([])
  })

  test('of an event means all its markets, and none of another event of the game', () => {
    const decided = apply(['approve b night'])
    expect(keysOf(decided.pairs)).toEqual([...AUTOMATIC, 'b-SEA night', 'b-TB night'].toSorted())
    expect(keysOf(decided.suggestions)).toContain('b-9 night')
  })

  test('a person beats the score: the automatic pairs of the other game become suggestions', () => {
    // Made up: the matcher would suggest both.
    const [other] = foreign(result)
    const sure = { ...result, pairs: [...result.pairs, other] }
    expect(keysOf(applyDecisions(sure, decisionStateOf([])).pairs)).toContain('a-SEA night')
    const decided = applyDecisions(sure, decisionStateOf([said('approve b-SEA night')]))
    expect(keysOf(decided.pairs)).toEqual([...AUTOMATIC, 'b-SEA night'].toSorted())
    expect(decided.suggestions).toContain(other)
    expect(conflictsOf(decided)).toEqual([
      'odds-event-shared: a-SEA night, score / approve b-SEA night',
    ])
  })

  test('of one market of a game leaves its automatic pairs on the same odds event alone', () => {
    expect(keysOf(apply(['approve a-SEA day']).pairs)).toEqual(AUTOMATIC)
  })

  test('two approvals of two games on one odds event: neither is a pair', () => {
    const both: MatchResult = {
      ...result,
      suggestions: [...result.suggestions, ...foreign(result)],
    }
    const state = decisionStateOf([said('approve b-SEA night'), said('approve a-SEA night')])
    const decided = applyDecisions(both, state)
    expect(keysOf(decided.pairs)).not.toContain('b-SEA night')
    expect(keysOf(decided.pairs)).not.toContain('a-SEA night')
    expect(conflictsOf(decided)).toContain(
      'odds-event-shared: a-SEA night, approve a-SEA night / approve b-SEA night',
    )
    expect(conflictsOf(decided)).toContain(
      'odds-event-shared: b-SEA night, approve b-SEA night / approve a-SEA night',
    )
    expect(decided.conflicts.map(({ detail }) => detail)).toContain(
      'odds event night was given to mlb:2026-08-07:tb@sea:2145, it serves one game',
    )
  })

  test('one game on two odds events: neither is a pair', () => {
    const decided = apply(['approve b-SEA night', 'approve b-9 twin'])
    expect(keysOf(decided.pairs)).toEqual(AUTOMATIC)
    expect(conflictsOf(decided)).toEqual([
      'game-split: b-SEA night, approve b-SEA night / approve b-9 twin',
      'game-split: b-9 twin, approve b-9 twin / approve b-SEA night',
    ])
    expect(decided.conflicts[0]?.detail).toMatch(/was given odds event twin, a game has one$/)
  })

  test('of an event does not speak for the market that is approved elsewhere', () => {
    expect(conflictsOf(apply(['approve b night', 'approve b-SEA twin']))).toEqual([
      'game-split: b-SEA twin, approve b-SEA twin / approve b night',
      'game-split: b-TB night, approve b night / approve b-SEA twin',
    ])
  })

  test('does not apply where home and away have changed since', () => {
    const same = apply([said('approve b-SEA night', { orientation: 'same' })])
    expect(keysOf(same.pairs)).toContain('b-SEA night')
    const swapped = apply([said('approve b-SEA night', { orientation: 'swapped' })])
    expect(keysOf(swapped.pairs)).not.toContain('b-SEA night')
    expect(keysOf(swapped.suggestions)).toContain('b-SEA night')
    expect(swapped.conflicts).toMatchObject([
      {
        reason: 'orientation-differs',
        detail: 'home and away are same now, and were swapped then',
      },
    ])
  })
})

/** Game a's winner as if the night's odds event could be meant by it. */
function foreign({ suggestions }: MatchResult) {
  const [pair] = suggestions.filter(({ odds }) => odds.eventId === 'night')
  const [own] = result.pairs.filter(({ contract }) => contract.marketId === marketOf('a-SEA'))
  if (pair === undefined || own === undefined) throw new Error('no such pair')
  return [{ ...pair, contract: own.contract, fixture: own.fixture }] as const
}

describe('reject', () => {
  test('takes a pair away, by name and with its reason', () => {
    const decided = apply(['reject a-SEA day'])
    expect(keysOf(decided.pairs)).toEqual(without('a-SEA day'))
    expect(decided.rejectedByPerson).toMatchObject([{ decision: { reason: 'because' } }])
    expect(keysOf(decided.suggestions)).toEqual(keysOf(result.suggestions))
  })

  test('takes a suggestion away; the other one stays', () => {
    const decided = apply(['reject b-SEA twin'])
    expect(keysOf(decided.suggestions)).toContain('b-SEA night')
    expect(keysOf(decided.suggestions)).not.toContain('b-SEA twin')
  })

  test.each([
    [
      'a market’s own word beats its event’s, whatever came last',
      ['approve b-SEA night', 'reject b night'],
      ['b-SEA night'],
    ],
    ['in both directions', ['reject b-SEA night', 'approve b night'], ['b-TB night']],
    [
      'an event’s holds where its market is silent',
      ['approve b-SEA twin', 'reject b night'],
      ['b-SEA twin'],
    ],
  ])('%s', (_name, texts, expected) => {
    const { pairs } = apply(texts)
    expect(keysOf(pairs).filter((key) => key.startsWith('b'))).toEqual(expected)
  })
})

describe('pause', () => {
  test.each([
    ['one pair', ['pause a-SEA day'], ['a-SEA day']],
    ['a market wherever it is paired', ['pause a-SEA'], ['a-SEA day']],
    ['an event', ['pause a'], ['a-SEA day', 'a-TB day']],
    ['but not the market that was resumed', ['resume a-SEA', 'pause a'], ['a-TB day']],
    ['nor what was resumed later', ['pause a', 'resume a'], []],
    ['with the last word, odds event or not', ['pause a-SEA', 'resume a-SEA day'], []],
    ['also the other way', ['resume a-SEA day', 'pause a-SEA'], ['a-SEA day']],
    ['not another odds event’s pair', ['pause a-SEA next'], []],
  ])('holds %s', (_name, texts, expected) => {
    const decided = apply(texts)
    expect(keysOf(decided.paused)).toEqual(expected)
    expect(keysOf(decided.pairs)).toEqual(without(...expected))
  })

  test('and an approval are independent: the pair carries both', () => {
    const [pair] = apply(['pause b-SEA night', 'approve b-SEA night']).paused
    expect(pair).toMatchObject({
      decision: { action: 'approve' },
      pause: { action: 'pause', reason: 'because' },
    })
  })

  test('a paused pair keeps its odds event', () => {
    const decided = apply(['approve b-SEA night', 'pause b-SEA', 'approve b-9 twin'])
    expect(keysOf([...decided.pairs, ...decided.paused])).toEqual(AUTOMATIC)
    expect(decided.conflicts).toHaveLength(2)
  })
})

describe('pin', () => {
  test('is an approval that leaves the market nowhere else', () => {
    const decided = apply(['pin b-SEA night'])
    expect(keysOf(decided.pairs)).toEqual([...AUTOMATIC, 'b-SEA night'].toSorted())
    expect(decided.dropped).toMatchObject([
      { reason: 'pinned-elsewhere', decision: { action: 'pin' } },
    ])
    expect(keysOf(decided.dropped.map(({ pair }) => pair))).toEqual(['b-SEA twin'])
    expect(keysOf(decided.suggestions)).toEqual([
      'b-9 night',
      'b-9 twin',
      'b-TB night',
      'b-TB twin',
    ])
  })

  test('leaves no other game on its odds event, approved or not', () => {
    const shared = { ...result, suggestions: [...result.suggestions, ...foreign(result)] }
    const state = decisionStateOf([said('pin b night'), said('approve a-SEA night')])
    const decided = applyDecisions(shared, state)
    expect(keysOf(decided.dropped.map(({ pair }) => pair))).toEqual([
      'a-SEA night',
      'b-SEA twin',
      'b-TB twin',
    ])
    expect(conflictsOf(decided)).toEqual([
      'pinned-elsewhere: a-SEA night, approve a-SEA night / pin b night',
    ])
    expect(keysOf(decided.suggestions)).toEqual(['b-9 night', 'b-9 twin'])
    expect(keysOf(decided.pairs)).toEqual([...AUTOMATIC, 'b-SEA night', 'b-TB night'].toSorted())
  })

  test('elsewhere takes the automatic pair away, and the rest of the game with it', () => {
    const decided = apply(['pin a-SEA gone'])
    expect(keysOf(decided.pairs)).toEqual(['c-9 next', 'c-SEA next', 'c-TB next'])
    expect(keysOf(decided.dropped.map(({ pair }) => pair))).toEqual(['a-SEA day'])
    expect(conflictsOf(decided)).toEqual([
      'game-split: a-TB day, score / pin a-SEA gone',
      'game-split: a-9 day, score / pin a-SEA gone',
    ])
    expect(decided.unused).toEqual([])
  })

  test('beats an approval elsewhere of the same market, by name', () => {
    const decided = apply(['pin b-SEA night', 'approve b-SEA twin'])
    expect(keysOf(decided.pairs)).toContain('b-SEA night')
    expect(conflictsOf(decided)).toEqual([
      'pinned-elsewhere: b-SEA twin, approve b-SEA twin / pin b-SEA night',
    ])
  })

  test('of a market beats its event’s', () => {
    const decided = apply(['pin b night', 'pin b-SEA twin', 'reject b-TB night'])
    expect(keysOf(decided.pairs)).toEqual([...AUTOMATIC, 'b-SEA twin'].toSorted())
  })

  test('of a market that no book quotes keeps the rest of its game on the same odds event', () => {
    const unquoted = contractOf(`KXMLBTOTAL-${GAMES.a}-12`)
    const withIt = matchMarkets({
      contracts: [...contractsOf(GAMES.a), unquoted],
      odds: [day],
    })
    expect(withIt.unpaired).toMatchObject([{ reason: 'line-not-quoted' }])
    const state = decisionStateOf([said('pin a-12 day')])
    const pin = { ...state, verdicts: state.verdicts.map((word) => aboutMarket(word, unquoted)) }
    expect(keysOf(applyDecisions(withIt, pin).pairs)).toEqual(['a-9 day', 'a-SEA day', 'a-TB day'])
    expect(forcedPinsOf(pin, withIt)).toEqual([{ marketId: unquoted.marketId, oddsEventId: 'day' }])
  })

  test('of an unreadable market leaves nothing else on its odds event', () => {
    const unreadable = contractOf('KXMLBGAME-26AUG071205QQQSEA-SEA')
    const withIt = matchMarkets({ contracts: [...contractsOf(GAMES.a), unreadable], odds: [day] })
    const state = decisionStateOf([said('pin a-SEA day')])
    const pin = { ...state, verdicts: state.verdicts.map((word) => aboutMarket(word, unreadable)) }
    expect(applyDecisions(withIt, pin).pairs).toEqual([])
  })
})

function aboutMarket<T extends { readonly decision: PairDecision }>(
  word: T,
  { marketId, eventId }: { readonly marketId: string; readonly eventId: string },
): T {
  const contract = { venue: 'kalshi', marketId, eventId } as const
  const subject = { ...word.decision.subject, contract }
  return { ...word, decision: { ...word.decision, subject } }
}

describe('overrides', () => {
  test('beat the log, also where the log names the market and they its event', () => {
    expect(keysOf(apply(['approve b-SEA night'], ['reject b night']).pairs)).toEqual(AUTOMATIC)
    expect(keysOf(apply(['reject a-SEA day'], ['approve a-SEA day']).pairs)).toEqual(AUTOMATIC)
    expect(keysOf(apply(['resume a-SEA'], ['pause a']).paused)).toEqual(['a-SEA day', 'a-TB day'])
  })

  test('win a conflict with the log, and the log’s word is named', () => {
    const decided = apply(['approve b-SEA night'], ['approve b-9 twin'])
    expect(keysOf(decided.pairs)).toEqual([...AUTOMATIC, 'b-9 twin'].toSorted())
    expect(conflictsOf(decided)).toEqual([
      'game-split: b-SEA night, approve b-SEA night / approve b-9 twin',
    ])
  })

  test('win against a pin of the log on the same odds event', () => {
    const shared = { ...result, suggestions: [...result.suggestions, ...foreign(result)] }
    const state = decisionStateOf([said('pin b night')], [said('approve a-SEA night')])
    const decided = applyDecisions(shared, state)
    expect(keysOf(decided.pairs)).toContain('a-SEA night')
    expect(keysOf(decided.pairs)).not.toContain('b-SEA night')
    expect(keysOf(decided.pairs)).not.toContain('a-SEA day')
  })
})

describe('what names nothing here', () => {
  test('stands, changes nothing and is listed', () => {
    const decided = apply([
      'approve a-SEA gone',
      'reject d-SEA day',
      'pause d',
      'resume d-SEA',
      'pause a-SEA day',
      'pin d-TB day',
    ])
    expect(decided.unused.map(({ id }) => id)).toEqual([
      'approve a-SEA gone',
      'reject d-SEA day',
      'pause d',
      'pin d-TB day',
    ])
    expect(keysOf([...decided.pairs, ...decided.paused])).toEqual(AUTOMATIC)
  })
})

describe('forcedPinsOf', () => {
  const forced = (texts: readonly string[], overrides: readonly string[] = []) =>
    forcedPinsOf(
      decisionStateOf(
        texts.map((text) => said(text)),
        overrides.map((text) => said(text)),
      ),
      result,
    )

  test('are the pins without a candidate', () => {
    expect(forced(['pin b-SEA night', 'pin a-SEA gone', 'pin c gone', 'approve c-9 gone'])).toEqual(
      [
        { marketId: marketOf('a-SEA'), oddsEventId: 'gone' },
        { contractEventId: marketOf('c'), oddsEventId: 'gone' },
      ],
    )
  })

  test.each([
    [['pin a-SEA gone'], ['reject a gone']],
    [['pin a-SEA gone'], ['pin a-SEA day']],
    [['pin a gone'], ['approve a day']],
  ])('%j is overruled by %j', (texts, overrides) => {
    expect(forced(texts, overrides)).toEqual([])
  })

  test('an event’s pin is not overruled by a word on one of its markets', () => {
    expect(forced(['pin a gone', 'reject a-SEA gone'])).toEqual([
      { contractEventId: marketOf('a'), oddsEventId: 'gone' },
    ])
  })
})

test('orientationOf tells swapped sides by the evidence', () => {
  const away = event('x', '2026-08-08T01:45:00Z', { away: TEAMS.home, home: TEAMS.away })
  const [swapped] = matchMarkets({ contracts: contractsOf(GAMES.b), odds: [away] }).suggestions
  expect(swapped && orientationOf(swapped)).toBe('swapped')
  expect(result.pairs.map(orientationOf)).toEqual(result.pairs.map(() => 'same'))
})
