import type { NewFrame } from '@arbkit/store'
import { describe, expect, it } from 'vitest'
import type { LiveAnswer } from '../live/live-session.ts'
import { tickFrame } from '../live/answer-frames.ts'
import { createTurnEngine } from '../turns/turn-engine.ts'
import { MADE_UP_OPTIONS } from '../turns/test-support/made-up-options.ts'
import { type DecidedTurn, TurnLoop } from './turn-loop.ts'

const NOW_MS = Date.UTC(2026, 10, 22)

/** A loop whose turns end when the test says so. */
function loopByHand() {
  const waiting: (() => void)[] = []
  const frames: NewFrame[] = []
  const turns: DecidedTurn[] = []
  const failures: unknown[] = []
  let ms = 0
  const engine = createTurnEngine({ options: MADE_UP_OPTIONS })
  const loop = new TurnLoop({
    engine,
    soon: (run) => waiting.push(run),
    stopwatch: () => (ms += 5),
    onFrame: (frame) => frames.push(frame),
    onTurn: (turn) => turns.push(turn),
    onFailure: (error) => failures.push(error),
  })
  const settle = (): void => {
    for (const run of waiting.splice(0)) run()
  }
  return { engine, loop, waiting, frames, turns, failures, settle }
}

const unreadable = (text: string): LiveAnswer => ({ ...tickFrame(NOW_MS), text })
const wrong: LiveAnswer = {
  ...tickFrame(NOW_MS),
  request: { shape: 'kalshi-markets', file: 'GET /markets', path: '$', timeSource: 'received' },
  text: '{"markets":7}',
}

describe('the loop of turns', () => {
  it('decides once on what came in one go', () => {
    const { loop, waiting, frames, turns, settle } = loopByHand()
    loop.note(tickFrame(NOW_MS))
    loop.note(tickFrame(NOW_MS + 1))
    expect([waiting.length, turns.length]).toEqual([1, 0])
    settle()
    expect(turns).toMatchObject([{ turn: 0, t: NOW_MS + 1, tookMs: 5 }])
    loop.note(tickFrame(NOW_MS + 2))
    settle()
    expect(turns.map(({ turn }) => turn)).toEqual([0, 1])
    expect(frames.map(({ turn, t }) => [turn, t - NOW_MS])).toEqual([
      [0, 0],
      [0, 1],
      [1, 2],
    ])
  })

  it('ends no turn in which nothing came', () => {
    const { loop, turns, settle } = loopByHand()
    loop.nextTurn()
    settle()
    expect(turns).toEqual([])
  })

  it('leaves out what can not be read, of the recording too, until it can', () => {
    const { loop, frames, turns, settle } = loopByHand()
    loop.note(unreadable('{'))
    loop.note(wrong)
    settle()
    expect([frames, turns]).toEqual([[], []])
    expect(loop.problems()).toHaveLength(2)
    expect(loop.problems()[1]).toMatch(/^GET \/markets: .*markets/)
    loop.note(tickFrame(NOW_MS))
    expect(loop.problems()).toHaveLength(1)
    expect(frames).toHaveLength(1)
  })

  it('finishes the turn under way, and takes nothing after that', () => {
    const { loop, frames, turns, settle } = loopByHand()
    loop.note(tickFrame(NOW_MS))
    loop.finish()
    expect(turns).toHaveLength(1)
    loop.note(tickFrame(NOW_MS + 1))
    settle()
    expect([turns.length, frames.length]).toEqual([1, 1])
  })

  it('puts what comes while a turn ends into the next', () => {
    const { engine, loop, frames, turns, settle } = loopByHand()
    const endTurn = engine.endTurn.bind(engine)
    engine.endTurn = () => {
      loop.note(tickFrame(NOW_MS + 9))
      engine.endTurn = endTurn
      return endTurn()
    }
    loop.note(tickFrame(NOW_MS))
    settle()
    expect(turns).toMatchObject([{ turn: 0, t: NOW_MS }])
    expect(frames.map(({ turn }) => turn)).toEqual([0, 1])
    settle()
    expect(turns).toMatchObject([{ turn: 0 }, { turn: 1, t: NOW_MS + 9 }])
  })

  it('hands on what deciding throws', () => {
    const { engine, loop, failures, settle } = loopByHand()
    engine.endTurn = () => {
      throw new Error('no state')
    }
    loop.note(tickFrame(NOW_MS))
    settle()
    expect(failures).toEqual([new Error('no state')])
  })
})
