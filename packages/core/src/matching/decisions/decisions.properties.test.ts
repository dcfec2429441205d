import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookMarket, contractOf, oddsOf, outcomeOf, winnerMarket } from '../../testing/listings.ts'
import { matchMarkets } from '../match.ts'
import type { MatchResult } from '../match-result.ts'
import type { MarketPair } from '../pair-markets.ts'
import { applyDecisions } from './apply-decisions.ts'
import { decisionStateOf } from './decision-state.ts'
import {
  DECISION_ACTIONS,
  type DecisionAction,
  needsOddsEvent,
  type PairDecision,
} from './pair-decision.ts'

const TEAMS = { away: 'Tampa Bay Rays', home: 'Seattle Mariners' }
const GAMES = ['26AUG071205TBSEA', '26AUG072145TBSEA', '26AUG072215TBSEA', '26AUG082145TBSEA']
const STARTS = {
  day: '2026-08-07T16:05:00Z',
  night: '2026-08-08T01:45:00Z',
  twin: '2026-08-08T01:50:00Z',
  next: '2026-08-09T01:45:00Z',
}
const markets = [
  winnerMarket(TEAMS.away, TEAMS.home),
  bookMarket('totals', [outcomeOf('Over', 8.5), outcomeOf('Under', 8.5)]),
]
const contracts = GAMES.flatMap((game) => [
  contractOf(`KXMLBGAME-${game}-SEA`),
  contractOf(`KXMLBGAME-${game}-TB`),
  contractOf(`KXMLBTOTAL-${game}-9`),
])
const matched = matchMarkets({
  contracts,
  odds: Object.entries(STARTS).map(([id, start]) =>
    oddsOf('mlb', { ...TEAMS, start, id }, markets),
  ),
})

type Candidate = Pick<MarketPair, 'contract' | 'odds'>
const keyOf = ({ contract, odds }: Candidate): string => `${contract.marketId} ${odds.eventId}`
const isSame = (a: Candidate, b: Candidate): boolean => keyOf(a) === keyOf(b)

/** Every market with every odds event as a candidate: more doubt than the matcher ever has. */
const crossed: MatchResult = {
  ...matched,
  suggestions: contracts.flatMap((contract) => {
    const all = [...matched.pairs, ...matched.suggestions]
    const own = all.find((pair) => pair.contract.marketId === contract.marketId)
    const events = new Map(all.map(({ odds }) => [odds.eventId, odds]))
    if (own === undefined) return []
    return [...events.values()]
      .filter((odds) => !matched.pairs.some((pair) => isSame(pair, { contract, odds })))
      .map((odds) => ({ ...own, contract, odds, confidence: 0.4 }))
  }),
}

const RESULTS = { matched, crossed }
/** By name, so that a counterexample stays readable. */
const results = fc.constantFrom('matched' as const, 'crossed' as const)
const decision = fc
  .record({
    id: fc.nat(40),
    action: fc.constantFrom(...DECISION_ACTIONS),
    contract: fc.constantFrom(...contracts),
    isEvent: fc.boolean(),
    odds: fc.option(fc.constantFrom(...Object.keys(STARTS), 'gone'), { nil: undefined }),
    atMs: fc.nat(12),
    orientation: fc.constantFrom(undefined, 'same' as const, 'swapped' as const),
  })
  .map(({ id, action, contract, isEvent, odds, atMs, orientation }): PairDecision => {
    const { eventId, marketId } = contract
    const eventOfFeed = odds ?? (needsOddsEvent(action) ? 'night' : undefined)
    return {
      id: `d${id}`,
      action,
      subject: {
        contract: { venue: 'kalshi', eventId, ...(isEvent ? {} : { marketId }) },
        odds:
          eventOfFeed === undefined ? undefined : { feed: 'the-odds-api', eventId: eventOfFeed },
        orientation,
      },
      atMs,
      by: 'user1',
      reason: `reason ${id}`,
    }
  })
const decisions = fc.array(decision, { maxLength: 25 })
const distinct = fc.uniqueArray(decision, { maxLength: 25, selector: ({ id }) => id })

const runs = { numRuns: 500 }

describe('whatever was decided', () => {
  test('no odds event serves two games, and no game has two', () => {
    let approved = 0
    let refused = 0
    fc.assert(
      fc.property(results, decisions, decisions, (name, log, overrides) => {
        const result = RESULTS[name]
        const decided = applyDecisions(result, decisionStateOf(log, overrides))
        const gameOf = new Map<string, string>()
        const eventOf = new Map<string, string>()
        for (const { odds, fixture, decision } of [...decided.pairs, ...decided.paused]) {
          expect(gameOf.get(odds.eventId) ?? fixture.id).toBe(fixture.id)
          expect(eventOf.get(fixture.id) ?? odds.eventId).toBe(odds.eventId)
          gameOf.set(odds.eventId, fixture.id)
          eventOf.set(fixture.id, odds.eventId)
          if (decision !== undefined) approved += 1
        }
        refused += decided.conflicts.length
      }),
      runs,
    )
    expect(approved).toBeGreaterThan(100)
    expect(refused).toBeGreaterThan(100)
  })

  test('every candidate ends in exactly one place, its evidence as it was', () => {
    fc.assert(
      fc.property(results, decisions, decisions, (name, log, overrides) => {
        const result = RESULTS[name]
        const decided = applyDecisions(result, decisionStateOf(log, overrides))
        const before = [...result.pairs, ...result.suggestions]
        const after = [
          ...decided.pairs,
          ...decided.paused,
          ...decided.suggestions,
          ...decided.rejectedByPerson,
          ...decided.dropped.map(({ pair }) => pair),
        ]
        expect(after.map(keyOf).toSorted()).toEqual(before.map(keyOf).toSorted())
        const byKey = new Map(before.map((pair) => [keyOf(pair), pair]))
        for (const pair of after) {
          const own = byKey.get(keyOf(pair))
          expect([pair.confidence, pair.evidence]).toEqual([own?.confidence, own?.evidence])
        }
      }),
      runs,
    )
  })

  test('a pair that the score does not make carries the approval or pin that does', () => {
    fc.assert(
      fc.property(results, decisions, (name, log) => {
        const result = RESULTS[name]
        const sure = new Set(result.pairs.map(keyOf))
        const { pairs, paused } = applyDecisions(result, decisionStateOf(log))
        const made = [...pairs, ...paused].filter((pair) => !sure.has(keyOf(pair)))
        const actions = made.map(({ decision }) => decision?.action)
        expect(actions.filter((action) => action !== 'approve' && action !== 'pin')).toEqual([])
      }),
      runs,
    )
  })

  test('neither the order of records nor their repetition matters', () => {
    const shuffled = decisions.chain((log) =>
      fc.tuple(
        fc.constant(log),
        fc.shuffledSubarray([...log, ...log], { minLength: log.length * 2 }),
      ),
    )
    fc.assert(
      fc.property(results, shuffled, (name, [log, other]) => {
        const result = RESULTS[name]
        const [state, again] = [decisionStateOf(log), decisionStateOf(other)]
        expect(again).toEqual(state)
        expect(applyDecisions(result, again)).toEqual(applyDecisions(result, state))
      }),
      runs,
    )
  })

  test('the order of the matcher’s lists does not matter', () => {
    fc.assert(
      fc.property(results, decisions, (name, log) => {
        const result = RESULTS[name]
        const state = decisionStateOf(log)
        const turned = {
          ...result,
          pairs: result.pairs.toReversed(),
          suggestions: result.suggestions.toReversed(),
        }
        const pick = ({
          pairs,
          paused,
          suggestions,
          conflicts,
        }: ReturnType<typeof applyDecisions>) => [
          ...[pairs, paused, suggestions].map((list) => list.map(keyOf)),
          conflicts.map(({ reason, pair, against }) => [reason, keyOf(pair), against?.id]),
        ]
        expect(pick(applyDecisions(turned, state))).toEqual(pick(applyDecisions(result, state)))
      }),
      runs,
    )
  })
})

/** The last verdict, or withdrawal, on exactly this subject, found without any of the code above. */
function lastWord(
  log: readonly PairDecision[],
  isSubject: (decision: PairDecision) => boolean,
): DecisionAction | undefined {
  let last: PairDecision | undefined
  for (const said of log) {
    if (!isSubject(said) || said.action === 'pause' || said.action === 'resume') continue
    const isLater =
      last === undefined || said.atMs > last.atMs || (said.atMs === last.atMs && said.id > last.id)
    if (isLater) last = said
  }
  return last?.action
}

test('what is rejected stays so until the same subject is approved, pinned or withdrawn', () => {
  let rejections = 0
  fc.assert(
    fc.property(results, distinct, (name, log) => {
      const result = RESULTS[name]
      const decided = applyDecisions(result, decisionStateOf(log))
      const alive = new Set(
        [...decided.pairs, ...decided.paused, ...decided.suggestions].map(keyOf),
      )
      for (const { contract, odds } of [...result.pairs, ...result.suggestions]) {
        const onOdds = ({ subject }: PairDecision) => subject.odds?.eventId === odds.eventId
        const own = lastWord(
          log,
          (said) => onOdds(said) && said.subject.contract.marketId === contract.marketId,
        )
        const ofEvent = lastWord(
          log,
          (said) =>
            onOdds(said) &&
            said.subject.contract.marketId === undefined &&
            said.subject.contract.eventId === contract.eventId,
        )
        const isSilent = own === undefined || own === 'withdraw'
        const isRejected = own === 'reject' || (ofEvent === 'reject' && isSilent)
        if (!isRejected) continue
        rejections += 1
        expect(alive.has(keyOf({ contract, odds }))).toBe(false)
      }
    }),
    runs,
  )
  expect(rejections).toBeGreaterThan(100)
})
