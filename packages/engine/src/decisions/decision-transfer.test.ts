import { DECISION_ACTIONS, decisionStateOf, needsOddsEvent, type PairDecision } from '@arbkit/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecisionStore } from './decision-store.ts'
import { decisionsExport, importDecisions, readDecisionsExport } from './decision-transfer.ts'

function memoryStore(...log: PairDecision[]): DecisionStore {
  return {
    read: () => Promise.resolve([...log]),
    append: (decisions) => {
      log.push(...decisions)
      return Promise.resolve()
    },
  }
}

const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'binary' })
  .filter((own) => own.trim() !== '')
const decision = fc
  .record({
    id: text,
    action: fc.constantFrom(...DECISION_ACTIONS),
    marketId: fc.option(fc.constantFrom('KXA-1-X', 'KXA-1-Y'), { nil: undefined }),
    odds: fc.option(fc.constantFrom('o1', 'o2'), { nil: undefined }),
    orientation: fc.constantFrom(undefined, 'same' as const, 'swapped' as const),
    atMs: fc.nat(),
    by: text,
    reason: text,
  })
  .map(({ marketId, odds, orientation, action, ...rest }): PairDecision => {
    const eventId = odds ?? (needsOddsEvent(action) ? 'o1' : undefined)
    return {
      ...rest,
      action,
      subject: {
        contract: { venue: 'kalshi', marketId, eventId: 'KXA-1' },
        odds: eventId === undefined ? undefined : { feed: 'the-odds-api', eventId },
        orientation,
      },
    }
  })
const logs = fc.uniqueArray(decision, { maxLength: 20, selector: ({ id }) => id })

describe('export and import', () => {
  it('bring the same state, however often and wherever to', async () => {
    await fc.assert(
      fc.asyncProperty(logs, logs, async (log, other) => {
        const handed = readDecisionsExport(decisionsExport(log), 'x.json')
        expect(decisionStateOf(handed)).toEqual(decisionStateOf(log))
        const fresh = memoryStore()
        await importDecisions(fresh, handed)
        const again = await importDecisions(fresh, handed)
        expect(again).toEqual({ read: log.length, added: 0, known: log.length })
        expect(decisionStateOf(await fresh.read())).toEqual(decisionStateOf(log))
        const ids = new Set(log.map(({ id }) => id))
        const rest = other.filter(({ id }) => !ids.has(id))
        const merged = memoryStore(...rest)
        await importDecisions(merged, handed)
        expect(decisionStateOf(await merged.read())).toEqual(decisionStateOf([...log, ...rest]))
      }),
    )
  })

  const sample: PairDecision = {
    id: 'a',
    action: 'pause',
    subject: { contract: { venue: 'kalshi', eventId: 'KXA-1' } },
    atMs: 1,
    by: 'user1',
    reason: 'r',
  }

  it('counts what is read, new and known; a log is read as it is', async () => {
    const twice = `${JSON.stringify(sample)}\n${JSON.stringify({ ...sample, id: 'b' })}\n`
    const decisions = readDecisionsExport(twice + twice, 'log.jsonl')
    expect(await importDecisions(memoryStore(sample), decisions)).toEqual({
      read: 4,
      added: 1,
      known: 3,
    })
    expect(readDecisionsExport(JSON.stringify(sample), 'one.jsonl')).toEqual([sample])
    expect(readDecisionsExport('', 'empty.jsonl')).toEqual([])
  })

  it('adds nothing where one id means two decisions', async () => {
    const store = memoryStore(sample)
    const changed = [
      { ...sample, id: 'new' },
      { ...sample, reason: 'other' },
    ]
    await expect(importDecisions(store, changed)).rejects.toThrow(
      'decision a is known and says something else',
    )
    expect(await store.read()).toEqual([sample])
  })

  it.each([
    ['{"schema": "arbkit.scan/1"}', 'x: schema: expected "arbkit.pair-decisions/1"'],
    ['{"schema": "arbkit.pair-decisions/1"}', 'x: decisions: expected array, got nothing'],
    [
      '{"schema": "arbkit.pair-decisions/1", "decisions": [{"id": 1}]}',
      'x: decisions[0].id: expected string, got 1',
    ],
    ['{"schema": "arbkit.pair-decisions/1", "decisions": [], "more": 1}', 'x: more: expected no'],
    ['{"frames": 1}\n', 'x:1: frames: expected no such key'],
    ['not JSON\n', 'x:1: $: expected one line of JSON, got "not JSON"'],
    ['{"id": "a"', 'x:1: a write was cut off here'],
  ])('refuses %s', (text, message) => {
    expect(() => readDecisionsExport(text, 'x')).toThrow(message)
  })
})
