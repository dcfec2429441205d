import { test as prop } from '@fast-check/vitest'
import type { Frame } from '@arbkit/store'
import { expect } from 'vitest'
import { type Decision, decisionLine, decisionSchema } from './decision.ts'
import { anySession } from './any-session.test.ts'
import { MADE_UP_OPTIONS } from './test-support/made-up-options.ts'
import { createTurnEngine } from './turn-engine.ts'

const RUNS = process.env['ARBKIT_LONG'] === '1' ? 2000 : 100

/** What each turn decided. */
function decide(frames: readonly Frame[]): readonly (readonly Decision[])[] {
  const engine = createTurnEngine({ options: MADE_UP_OPTIONS })
  const turns: (readonly Decision[])[] = []
  for (const [index, frame] of frames.entries()) {
    engine.note(frame)
    if (frames[index + 1]?.turn !== frame.turn) turns.push(engine.endTurn())
  }
  return turns
}
const linesOf = (turns: readonly (readonly Decision[])[]): readonly string[] =>
  turns.flat().map(decisionLine)

prop.prop([anySession(50)], { seed: 8, numRuns: RUNS })(
  'the same frames give the same lines, and those after a turn change none of it',
  (frames) => {
    const lines = linesOf(decide(frames))
    const again = frames.map((frame) => JSON.parse(JSON.stringify(frame)) as Frame)
    expect(linesOf(decide(again))).toEqual(lines)
    const middle = frames[Math.floor(frames.length / 2)]?.turn ?? 0
    const prefix = linesOf(decide(frames.filter(({ turn }) => turn <= middle)))
    expect(lines.slice(0, prefix.length)).toEqual(prefix)
  },
  600_000,
)

prop.prop([anySession(50)], { seed: 9, numRuns: RUNS })(
  'beginnings and ends of each opportunity take turns, and what is told differs from what was',
  (frames) => {
    const live = new Map<string, string>()
    const near = new Map<string, string>()
    for (const decisions of decide(frames)) {
      for (const decision of decisions) {
        expect(decisionSchema.parse(JSON.parse(decisionLine(decision)))).toEqual(decision)
        if (decision.tag === 'counted' || decision.tag.startsWith('paper-')) continue
        const { id, tag } = decision
        if (tag === 'opened') expect(live.has(id)).toBe(false)
        if (tag === 'updated') {
          expect(live.get(id)).toBeDefined()
          expect(live.get(id)).not.toBe(JSON.stringify(decision.figures))
        }
        if (tag === 'opened' || tag === 'updated') {
          expect(Number(decision.figures.guaranteed)).toBeGreaterThan(0)
          live.set(id, JSON.stringify(decision.figures))
        }
        if (tag === 'expired') expect(live.delete(id)).toBe(true)
        if (tag === 'near-miss') {
          expect(live.has(id)).toBe(false)
          near.set(id, decision.reasons.map(({ code }) => code).join())
        }
      }
    }
  },
  600_000,
)

prop.prop([anySession(50)], { seed: 10, numRuns: RUNS })(
  'what is live after each turn is what a scan of everything finds',
  (frames) => {
    const engine = createTurnEngine({ options: MADE_UP_OPTIONS })
    const live = new Set<string>()
    for (const [index, frame] of frames.entries()) {
      engine.note(frame)
      if (frames[index + 1]?.turn === frame.turn) continue
      for (const decision of engine.endTurn()) {
        if (decision.tag === 'opened') live.add(decision.id)
        if (decision.tag === 'expired') live.delete(decision.id)
      }
      const found = engine.result().opportunities.map(({ id }) => id)
      expect([...live].toSorted()).toEqual(found.toSorted())
    }
  },
  600_000,
)
