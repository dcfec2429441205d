import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookMarket, contractOf, oddsOf, outcomeOf, winnerMarket } from '../../testing/listings.ts'
import { MATCH_CONFIDENCE_MIN } from '../confidence.ts'
import { matchMarkets } from '../match.ts'
import type { MatchResult } from '../match-result.ts'
import type { MarketPair } from '../pair-markets.ts'
import { applyDecisions } from './apply-decisions.ts'
import { isPositive, oddsIdOf, rankOf } from './decided-words.ts'
import {
  type DecisionOrigin,
  type DecisionState,
  decisionStateOf,
  type StandingDecision,
} from './decision-state.ts'
import {
  DECISION_ACTIONS,
  type DecisionAction,
  decidedContractKey,
  decisionSubjectKey,
  isDecisionAbout,
  needsOddsEvent,
  type PairDecision,
} from './pair-decision.ts'
import { type ForcedPin, forcedPinsOf } from './pinned-games.ts'

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
const decisionAbout = (some: typeof contracts) =>
  fc
    .record({
      id: fc.nat(40),
      action: fc.constantFrom(...DECISION_ACTIONS),
      contract: fc.constantFrom(...some),
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
const decision = decisionAbout(contracts)
/** Few markets, so that most decisions meet another. */
const crowded = decisionAbout(contracts.slice(0, 3))
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

  test('a suggestion that a decision made of a pair is named by a conflict', () => {
    let refusedPairs = 0
    let refusedApprovals = 0
    fc.assert(
      fc.property(results, decisions, decisions, (name, log, overrides) => {
        const result = RESULTS[name]
        const decided = applyDecisions(result, decisionStateOf(log, overrides))
        const conflictOf = new Map(decided.conflicts.map((conflict) => [conflict.pair, conflict]))
        const named = decided.suggestions.flatMap((pair) => conflictOf.get(pair) ?? [])
        expect(named.filter(({ decision, against }) => !decision && !against)).toEqual([])
        const others = decided.suggestions.filter((pair) => !conflictOf.has(pair))
        expect(others.filter((pair) => !result.suggestions.includes(pair))).toEqual([])
        expect(others.filter(({ confidence }) => confidence >= MATCH_CONFIDENCE_MIN)).toEqual([])
        const refused = named.filter(({ pair }) => result.pairs.includes(pair)).length
        refusedPairs += refused
        refusedApprovals += named.length - refused
      }),
      runs,
    )
    expect(refusedPairs).toBeGreaterThan(100)
    expect(refusedApprovals).toBeGreaterThan(100)
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

describe('what is paused is no pair, whatever is said before or after, until it is resumed', () => {
  const contract = fc.constantFrom(...contracts)
  const PAUSE = { id: 'pause', action: 'pause', by: 'user1', reason: 'injury' } as const
  const isResume = ({ action }: PairDecision): boolean => action === 'resume'
  const later = (log: readonly PairDecision[]): readonly PairDecision[] =>
    log.map((said) => ({ ...said, id: `later ${said.id}`, atMs: said.atMs + 100 }))

  test('a market, resumed before or not', () => {
    let held = 0
    fc.assert(
      fc.property(
        results,
        contract,
        decisions,
        decisions,
        decisions,
        (name, { venue, marketId, eventId }, before, after, overrides) => {
          const pause = { ...PAUSE, subject: { contract: { venue, marketId, eventId } }, atMs: 50 }
          const isTakenBack = (said: PairDecision): boolean =>
            isResume(said) ||
            (said.action === 'withdraw' &&
              decisionSubjectKey(said.subject) === decisionSubjectKey(pause.subject))
          const log = [...before, pause, ...later(after).filter((said) => !isTakenBack(said))]
          const state = decisionStateOf(
            log,
            overrides.filter((said) => !isResume(said)),
          )
          const { pairs, paused } = applyDecisions(RESULTS[name], state)
          expect(pairs.filter((pair) => pair.contract.marketId === marketId)).toEqual([])
          held += paused.filter((pair) => pair.contract.marketId === marketId).length
        },
      ),
      runs,
    )
    expect(held).toBeGreaterThan(100)
  })

  test('an event, by an override, where no override resumes one of its markets', () => {
    let held = 0
    fc.assert(
      fc.property(results, contract, decisions, decisions, (name, of, log, overrides) => {
        const { venue, eventId } = of
        const pause = { ...PAUSE, subject: { contract: { venue, eventId } }, atMs: 0 }
        const others = overrides.filter(
          ({ action }) => action !== 'resume' && action !== 'withdraw',
        )
        const state = decisionStateOf(log, [pause, ...others])
        const { pairs, paused } = applyDecisions(RESULTS[name], state)
        expect(pairs.filter((pair) => pair.contract.eventId === eventId)).toEqual([])
        held += paused.filter((pair) => pair.contract.eventId === eventId).length
      }),
      runs,
    )
    expect(held).toBeGreaterThan(100)
  })
})

/** What stands by the definition alone: every record looks at all that stood before it. */
function standingByDefinition(
  log: readonly PairDecision[],
  overrides: readonly PairDecision[],
): DecisionState {
  let verdicts: readonly StandingDecision[] = []
  let pauses: readonly StandingDecision[] = []
  const inOrder = log.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  const said: readonly (readonly [DecisionOrigin, PairDecision])[] = [
    ...inOrder.map((decision) => ['log', decision] as const),
    ...overrides.map((decision) => ['override', decision] as const),
  ]
  for (const [order, [origin, decision]] of said.entries()) {
    const { action, subject } = decision
    const isOther = (earlier: StandingDecision): boolean =>
      earlier.origin !== origin ||
      decisionSubjectKey(earlier.decision.subject) !== decisionSubjectKey(subject)
    const isElsewhere = (earlier: StandingDecision): boolean =>
      action === 'pin' &&
      earlier.origin === origin &&
      earlier.decision.action !== 'reject' &&
      decidedContractKey(earlier.decision.subject.contract) === decidedContractKey(subject.contract)
    const isPause = action === 'pause' || action === 'resume'
    if (!isPause) {
      verdicts = verdicts.filter((earlier) => isOther(earlier) && !isElsewhere(earlier))
    }
    if (isPause || action === 'withdraw') pauses = pauses.filter(isOther)
    if (isPause) pauses = [...pauses, { decision, origin, order }]
    else if (action !== 'withdraw') verdicts = [...verdicts, { decision, origin, order }]
  }
  return { verdicts, pauses }
}

/** The pins without a candidate by the definition alone: each looks at all candidates and verdicts. */
function forcedByDefinition(
  { verdicts }: DecisionState,
  { pairs, suggestions }: MatchResult,
): readonly ForcedPin[] {
  const overrules = (other: StandingDecision, pin: StandingDecision): boolean => {
    const { venue, marketId, eventId } = pin.decision.subject.contract
    const isAll =
      marketId === undefined
        ? other.decision.subject.contract.marketId === undefined &&
          other.decision.subject.contract.eventId === eventId
        : isDecisionAbout(other.decision.subject, { venue, marketId, eventId })
    if (!isAll || rankOf(other) <= rankOf(pin)) return false
    return oddsIdOf(other) === oddsIdOf(pin) ? !isPositive(other) : isPositive(other)
  }
  return verdicts.flatMap((pin): ForcedPin[] => {
    const { action, subject } = pin.decision
    const { marketId, eventId } = subject.contract
    const oddsEventId = oddsIdOf(pin)
    const hasCandidate = [...pairs, ...suggestions].some(
      ({ contract, odds }) => isDecisionAbout(subject, contract) && odds.eventId === oddsEventId,
    )
    if (action !== 'pin' || oddsEventId === undefined || hasCandidate) return []
    if (verdicts.some((other) => overrules(other, pin))) return []
    return [
      marketId === undefined
        ? { contractEventId: eventId, oddsEventId }
        : { marketId, oddsEventId },
    ]
  })
}

describe('by the definition', () => {
  const words = fc.array(crowded, { maxLength: 8 })
  const logs = fc.uniqueArray(crowded, { maxLength: 25, selector: ({ id }) => id })

  test('stands what stands, and are forced the pins that are', () => {
    let takenBack = 0
    let forced = 0
    let overruled = 0
    fc.assert(
      fc.property(results, logs, words, (name, log, overrides) => {
        const state = decisionStateOf(log, overrides)
        expect(state).toEqual(standingByDefinition(log, overrides))
        const pins = forcedPinsOf(state, RESULTS[name])
        expect(pins).toEqual(forcedByDefinition(state, RESULTS[name]))
        const subjects = new Set(
          log
            .filter(({ action }) => needsOddsEvent(action))
            .map((d) => decisionSubjectKey(d.subject)),
        )
        takenBack += subjects.size - state.verdicts.filter(({ origin }) => origin === 'log').length
        forced += pins.length
        if (forcedPinsOf(decisionStateOf(log), RESULTS[name]).length > pins.length) overruled += 1
      }),
      { numRuns: 5000 },
    )
    expect(Math.min(takenBack, forced, overruled)).toBeGreaterThan(100)
  })

  test('of twenty thousand decisions too, in no time', { timeout: 5000 }, () => {
    const pinOf = (index: number, event: string, odds: string): PairDecision => ({
      id: `${odds} ${index}`,
      action: 'pin',
      subject: {
        contract: { venue: 'kalshi', marketId: `M${index}`, eventId: event },
        odds: { feed: 'the-odds-api', eventId: odds },
      },
      atMs: index,
      by: 'user1',
      reason: 'because',
    })
    const half = Array.from({ length: 10_000 }, (_, index) => index)
    const log = [
      ...half.map((index) => pinOf(index, `E${index}`, `old ${index}`)),
      ...half.map((index) => ({ ...pinOf(index, `E${index}`, `new ${index}`), atMs: 20_000 })),
    ]
    const state = decisionStateOf(log)
    expect(state.verdicts).toHaveLength(10_000)
    expect(forcedPinsOf(state, crossed)).toHaveLength(10_000)
    expect(applyDecisions(crossed, state).unused).toHaveLength(10_000)
  })
})
