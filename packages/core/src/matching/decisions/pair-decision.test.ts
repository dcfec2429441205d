import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../errors.ts'
import {
  checkPairDecision,
  decidedContractKey,
  DECISION_AT_MS_MAX,
  type DecisionSubject,
  isDecisionAbout,
  type PairDecision,
  decisionSubjectKey,
} from './pair-decision.ts'

const market: DecisionSubject = {
  contract: { venue: 'kalshi', marketId: 'KXA-1-X', eventId: 'KXA-1' },
  odds: { feed: 'the-odds-api', eventId: 'o1' },
}
const decision: PairDecision = {
  id: 'd1',
  action: 'approve',
  subject: market,
  atMs: 0,
  by: 'user1',
  reason: 'same game',
}

describe('checkPairDecision', () => {
  test('returns what is within its bounds', () => {
    expect(checkPairDecision(decision)).toBe(decision)
    const longest = { reason: 'r'.repeat(500), by: 'b'.repeat(100), atMs: DECISION_AT_MS_MAX }
    expect(checkPairDecision({ ...decision, ...longest })).toMatchObject(longest)
    const { odds: _, ...contractOnly } = market
    expect(checkPairDecision({ ...decision, action: 'pause', subject: contractOnly })).toBeDefined()
  })

  test.each([
    [{ reason: '' }, /reason: expected 1 to 500 characters/],
    [{ reason: ' \n' }, /reason: expected/],
    [{ reason: 'r'.repeat(501) }, /reason: expected/],
    [{ by: 'b'.repeat(101) }, /by: expected 1 to 100/],
    [{ id: '' }, /id: expected/],
    [{ atMs: 0.5 }, /atMs: expected whole Unix milliseconds.*got 0\.5/],
    [{ atMs: -1 }, /atMs/],
    [{ atMs: DECISION_AT_MS_MAX + 1 }, /atMs/],
    [{ subject: { contract: market.contract } }, /subject\.odds: expected.*approve needs/],
    [{ action: 'reject', subject: { contract: market.contract } }, /reject needs/],
    [{ action: 'pin', subject: { contract: market.contract } }, /pin needs/],
    [{ subject: { ...market, contract: { venue: 'kalshi', eventId: '' } } }, /eventId/],
  ] as const)('refuses %j', (change, message) => {
    const check = () => checkPairDecision({ ...decision, ...change })
    expect(check).toThrow(InvalidInputError)
    expect(check).toThrow(message)
  })
})

describe('subjects', () => {
  test('a market is the same whatever event it is said to be of; an event is not a market', () => {
    const { contract } = market
    expect(decidedContractKey({ ...contract, eventId: 'other' })).toBe(decidedContractKey(contract))
    expect(decidedContractKey({ venue: 'kalshi', eventId: 'KXA-1-X' })).not.toBe(
      decidedContractKey(contract),
    )
    expect(decidedContractKey({ ...contract, venue: 'polymarket' })).not.toBe(
      decidedContractKey(contract),
    )
  })

  test('the orientation is no part of what is decided on, the odds event is', () => {
    expect(decisionSubjectKey({ ...market, orientation: 'swapped' })).toBe(
      decisionSubjectKey(market),
    )
    expect(decisionSubjectKey({ contract: market.contract })).not.toBe(decisionSubjectKey(market))
    const other = { feed: 'the-odds-api', eventId: 'o2' } as const
    expect(decisionSubjectKey({ ...market, odds: other })).not.toBe(decisionSubjectKey(market))
  })

  test('an event speaks of all its markets, of one venue', () => {
    const subject: DecisionSubject = { contract: { venue: 'kalshi', eventId: 'KXA-1' } }
    const listing = { venue: 'kalshi', marketId: 'KXA-1-Y', eventId: 'KXA-1' } as const
    expect(isDecisionAbout(subject, listing)).toBe(true)
    expect(isDecisionAbout(market, listing)).toBe(false)
    expect(isDecisionAbout(subject, { ...listing, venue: 'polymarket' })).toBe(false)
    expect(isDecisionAbout(market, { ...listing, marketId: 'KXA-1-X', eventId: 'moved' })).toBe(
      true,
    )
  })
})
