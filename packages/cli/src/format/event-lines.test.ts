import type { EngineEvent, TurnDecision } from '@arbkit/engine'
import { describe, expect, it } from 'vitest'
import { AT_MS, decided, opened } from '../run/test-support.test.ts'
import { createEventLines, PROBLEMS_KEPT_MAX } from './event-lines.ts'
import { OPPORTUNITIES_KEPT_MAX } from './decision-lines.ts'

/** Returns `level text` of each line that comes of some events. */
function said(...events: readonly EngineEvent[]): string[] {
  const linesOf = createEventLines()
  return events.flatMap((event) => linesOf(event).map(({ level, text }) => `${level} ${text}`))
}
const problem = (text: string, where = 'kalshi'): EngineEvent => ({
  tag: 'problem',
  atMs: AT_MS,
  where,
  text,
})
const recovered = (text: string, where = 'kalshi'): EngineEvent => ({
  tag: 'recovered',
  atMs: AT_MS,
  where,
  text,
})
const expired = (changes: Partial<Extract<TurnDecision, { tag: 'expired' }>> = {}): EngineEvent =>
  decided({
    tag: 'expired',
    turn: 8,
    t: AT_MS,
    id: 'rsalp7nq',
    cause: 'gone',
    reasons: [],
    ...changes,
  })

describe('begin and end', () => {
  it.each<readonly [EngineEvent, string]>([
    [
      { tag: 'started', atMs: AT_MS, session: 'logs/a', resumedTrades: 0 },
      'info started: recording logs/a',
    ],
    [
      { tag: 'started', atMs: AT_MS, session: undefined, resumedTrades: 1 },
      'info started: nothing is recorded; 1 paper trade of an earlier run goes on',
    ],
    [
      { tag: 'started', atMs: AT_MS, session: undefined, resumedTrades: 3 },
      'info started: nothing is recorded; 3 paper trades of an earlier run go on',
    ],
    [{ tag: 'stopped', atMs: AT_MS, because: 'asked', session: undefined }, 'info stopped'],
    [
      { tag: 'stopped', atMs: AT_MS, because: 'failed', session: undefined },
      'error stopped by a failure',
    ],
    [
      { tag: 'left-out', atMs: AT_MS, count: 1200 },
      'warn 1,200 events were left out of this log: it was too slow for them',
    ],
  ])('%j', (event, line) => {
    expect(said(event)).toEqual([line])
  })
})

describe('opportunities', () => {
  it('are said with legs, profit and return; their end names the legs again', () => {
    const legs =
      '1,460 YES of KXNHLGAME-26NOV22NSHANA-ANA at 0.63 and $500.00 on Nashville Predators +192 at BetMGM'
    const figures = 'locked +$16.25 (1.12 %) on $1,443.75'
    expect(
      said(
        decided(opened()),
        decided({ ...opened(), tag: 'updated', reasons: ['profit', 'legs'] }),
        expired({ cause: 'stale', reasons: ['stale'] }),
        expired(),
        decided(opened({ reasons: ['returned'] })),
      ),
    ).toEqual([
      `info found rsalp7nq: ${figures}: ${legs}`,
      `info changed (another profit, other legs) rsalp7nq: ${figures}: ${legs}`,
      `info over rsalp7nq: its quotes are too old (stale): ${legs}`,
      'info over rsalp7nq: it does not pay any more',
      `info again rsalp7nq: ${figures}: ${legs}`,
    ])
  })

  it('round profits down and costs up, and show lines', () => {
    const [contract, bet] = opened().legs
    const figures = {
      ...opened().figures,
      kind: 'conditional' as const,
      guaranteed: '0.009999',
      cost: '10.000001',
    }
    const legs = [
      contract,
      { ...bet, venue: 'unheardof', point: 3.5 },
    ] as typeof opened extends () => infer T ? (T extends { legs: infer L } ? L : never) : never
    const [line = ''] = said(decided(opened({ figures, legs })))
    expect(line).toContain('conditional +$0.00 (1.12 %) on $10.01')
    expect(line).toContain('on Nashville Predators +3.5 +192 at unheardof')
  })

  it('are near misses for debugging only, and counts are left out', () => {
    const reasons = [{ code: 'fees' as const, detail: 'fees take $1.20' }]
    expect(
      said(
        decided({ ...opened(), tag: 'near-miss', reasons }),
        decided({
          tag: 'counted',
          turn: 7,
          t: AT_MS,
          evaluated: 3,
          farFromPaying: 9,
          unpriceable: 0,
        }),
      ),
    ).toEqual([
      expect.stringMatching(
        /^debug near miss rsalp7nq: 1\.13 % .*: fees, fees take \$1\.20: 1,460 YES/,
      ),
    ])
  })

  it('are forgotten where too many are open', () => {
    const linesOf = createEventLines()
    for (let at = 0; at <= OPPORTUNITIES_KEPT_MAX; at += 1)
      linesOf(decided(opened({ id: `o${at}` })))
    const end = (id: string) => linesOf(expired({ id }))[0]?.text
    expect(end('o0')).toBe('over o0: it does not pay any more')
    expect(end('o1')).toContain(': 1,460 YES of')
  })

  it('carry the whole decision for programs', () => {
    const [line] = createEventLines()(decided(opened()))
    expect(line).toMatchObject({ event: 'opened', atMs: AT_MS, fields: { decision: opened() } })
  })
})

describe('feeds', () => {
  it.each<readonly [Partial<Extract<EngineEvent, { tag: 'feed' }>>, string]>([
    [{ status: 'up' }, 'info Kalshi stream is up'],
    [{ status: 'up', outageMs: 41_900 }, 'info Kalshi stream is back after 41 s'],
    [
      { status: 'down', detail: 'closed by us: silent' },
      'warn Kalshi stream is down: closed by us: silent',
    ],
    [{ status: 'down' }, 'warn Kalshi stream is down: no reason known'],
    [{ status: 'waiting' }, 'debug Kalshi stream is waited for'],
    [{ status: 'off' }, 'info Kalshi stream is not used'],
  ])('%j', (changes, line) => {
    const event: EngineEvent = {
      tag: 'feed',
      atMs: AT_MS,
      feed: 'kalshi/ws',
      status: 'up',
      detail: undefined,
      outageMs: undefined,
      ...changes,
    }
    expect(said(event)).toEqual([line])
  })
})

describe('what the venues list', () => {
  const discovered = (pairs: number): EngineEvent => ({
    tag: 'discovered',
    atMs: AT_MS,
    contracts: 1204,
    oddsEvents: 96,
    pairs,
    sports: ['basketball_nba'],
  })

  it('is said where it is new, else for debugging', () => {
    const line = 'listed: 1,204 contracts, 96 odds events, 410 pairs; polled: basketball_nba'
    expect(said(discovered(410), discovered(410), discovered(411))).toEqual([
      `info ${line}`,
      `debug ${line}`,
      `info ${line.replace('410', '411')}`,
    ])
    const unheard = { ...discovered(410), sports: [] } as EngineEvent
    expect(said(unheard)[0]).toContain('no sport is polled')
    // What the exchange lists says nothing of the feed's sports.
    expect(said(discovered(410), unheard)).toEqual([`info ${line}`, `debug ${line}`])
  })

  it('is polled by plan, said where the sports are others', () => {
    const plan = (perSport: readonly string[]): EngineEvent =>
      ({
        tag: 'poll-plan',
        atMs: AT_MS,
        plan: {
          perSport: [
            ...perSport.map((sportKey) => ({ sportKey, sportOdds: {}, eventOdds: undefined })),
            { sportKey: 'idle', sportOdds: undefined, eventOdds: undefined },
          ],
          totals: { creditsPerHour: 1.2, creditsPerDay: 23, creditsPerMonth: 1229.01 },
          lambda: 1,
          binding: 'none',
        },
      }) as unknown as EngineEvent
    const credits = '2 credits in the next hour, 23 in the rest of the day, 1,230 of the month'
    expect(said(plan(['nba']), plan(['nba']), plan(['nba', 'nfl']), plan([]))).toEqual([
      `info polling nba: ${credits}`,
      `debug polling nba: ${credits}`,
      `info polling nba, nfl: ${credits}`,
      `info nothing to poll: ${credits}`,
    ])
  })
})

describe('problems', () => {
  it('are said once until they are over', () => {
    expect(
      said(
        problem('status 500'),
        problem('status 500'),
        problem('another'),
        problem('status 500', 'store'),
        recovered('status 500'),
        problem('status 500'),
        problem('another'),
      ),
    ).toEqual([
      'warn kalshi: status 500',
      'warn kalshi: another',
      'warn store: status 500',
      'info over: kalshi: status 500',
      'warn kalshi: status 500',
    ])
  })

  it('are all over where the place has recovered by another word', () => {
    expect(
      said(
        problem('a'),
        problem('b'),
        problem('c', 'store'),
        recovered('reads again'),
        problem('a'),
        problem('b'),
        problem('c', 'store'),
      ),
    ).toEqual([
      'warn kalshi: a',
      'warn kalshi: b',
      'warn store: c',
      'info over: kalshi: reads again',
      'warn kalshi: a',
      'warn kalshi: b',
    ])
  })

  it('name their place once', () => {
    expect(said(problem('kalshi: GET /markets: status 503'))).toEqual([
      'warn kalshi: GET /markets: status 503',
    ])
  })

  it('are kept in mind up to a number', () => {
    const linesOf = createEventLines()
    for (let at = 0; at <= PROBLEMS_KEPT_MAX; at += 1) linesOf(problem(`p${at}`))
    expect(linesOf(problem(`p${PROBLEMS_KEPT_MAX}`))).toEqual([])
    expect(linesOf(problem('p0'))).toHaveLength(1)
  })
})
