import { describe, expect, test } from 'vitest'
import { decisionsInOrder, decisionStateOf } from './decision-state.ts'
import type { DecisionAction, PairDecision } from './pair-decision.ts'

/** `approve@5 M1 o1`, `pause M1`, `pin E o1`: an M is a market of event E, an E the event. */
function said(text: string, more: Partial<PairDecision> = {}): PairDecision {
  const [head = '', contract = '', odds] = text.split(' ')
  const [action, at = '0'] = head.split('@')
  const isMarket = contract.startsWith('M')
  return {
    id: text,
    action: action as DecisionAction,
    subject: {
      contract: {
        venue: 'kalshi',
        eventId: isMarket ? 'E' : contract,
        ...(isMarket ? { marketId: contract } : {}),
      },
      ...(odds === undefined ? {} : { odds: { feed: 'the-odds-api', eventId: odds } }),
    },
    atMs: Number(at),
    by: 'user1',
    reason: 'because',
    ...more,
  }
}

const standing = (log: readonly PairDecision[], overrides: readonly PairDecision[] = []) => {
  const { verdicts, pauses } = decisionStateOf(log, overrides)
  return [...verdicts, ...pauses].map(({ decision }) => decision.id)
}

describe('what stands', () => {
  test.each([
    ['the last word', ['approve@1 M1 o1', 'reject@2 M1 o1'], ['reject@2 M1 o1']],
    ['by time, not by place', ['reject@2 M1 o1', 'approve@1 M1 o1'], ['reject@2 M1 o1']],
    [
      'one word each subject',
      ['approve@1 M1 o1', 'reject@2 M1 o2'],
      ['approve@1 M1 o1', 'reject@2 M1 o2'],
    ],
    [
      'event and market apart',
      ['reject@1 M1 o1', 'approve@2 E o1'],
      ['reject@1 M1 o1', 'approve@2 E o1'],
    ],
    [
      'a pause beside a verdict',
      ['approve@1 M1 o1', 'pause@2 M1 o1'],
      ['approve@1 M1 o1', 'pause@2 M1 o1'],
    ],
    ['a resumption over a pause', ['pause@1 M1', 'resume@2 M1'], ['resume@2 M1']],
    ['nothing after a withdrawal', ['approve@1 M1 o1', 'pause@2 M1 o1', 'withdraw@3 M1 o1'], []],
    [
      'what is said after it',
      ['reject@1 M1 o1', 'withdraw@2 M1 o1', 'approve@3 M1 o1'],
      ['approve@3 M1 o1'],
    ],
    [
      'what another subject’s leaves',
      ['pause@1 M1', 'approve@1 M1 o1', 'withdraw@2 M1'],
      ['approve@1 M1 o1'],
    ],
    ['the later pin of two', ['pin@1 M1 o1', 'pin@2 M1 o2'], ['pin@2 M1 o2']],
    ['no approval elsewhere before a pin', ['approve@1 M1 o1', 'pin@2 M1 o2'], ['pin@2 M1 o2']],
    [
      'rejections elsewhere beside it',
      ['reject@1 M1 o1', 'pin@2 M1 o2'],
      ['reject@1 M1 o1', 'pin@2 M1 o2'],
    ],
    [
      'an approval after a pin beside it',
      ['pin@1 M1 o1', 'approve@2 M1 o2'],
      ['pin@1 M1 o1', 'approve@2 M1 o2'],
    ],
    [
      'a market’s pin beside its event’s',
      ['pin@1 E o1', 'pin@2 M1 o2'],
      ['pin@1 E o1', 'pin@2 M1 o2'],
    ],
  ])('%s', (_name, log, expected) => {
    expect(standing(log.map((text) => said(text)))).toEqual(expected)
  })

  test('of two records of one moment the greater id is the later', () => {
    const [a, b] = [said('approve M1 o1', { id: 'a' }), said('reject M1 o1', { id: 'b' })]
    expect(standing([b, a])).toEqual(['b'])
  })

  test('an override comes last and takes nothing from the log', () => {
    const log = [said('approve@9 M1 o1'), said('pin@9 M2 o1')]
    const overrides = [said('reject@1 M1 o1'), said('pin@1 M2 o2')]
    const { verdicts } = decisionStateOf(log, overrides)
    expect(verdicts.map(({ origin, order, decision }) => [origin, order, decision.id])).toEqual([
      ['log', 0, 'approve@9 M1 o1'],
      ['log', 1, 'pin@9 M2 o1'],
      ['override', 2, 'reject@1 M1 o1'],
      ['override', 3, 'pin@1 M2 o2'],
    ])
  })
})

describe('records that share an id', () => {
  test('are one decision, whichever comes first', () => {
    const one = said('approve@1 M1 o1', { id: 'x' })
    const other = said('reject@1 M1 o1', { id: 'x', reason: 'another' })
    expect(decisionsInOrder([one, other, one])).toHaveLength(1)
    expect(decisionsInOrder([one, other])).toEqual(decisionsInOrder([other, one]))
    const late = said('approve@5 M1 o1', { id: 'x' })
    expect(decisionsInOrder([late, one])).toEqual([one])
  })
})
