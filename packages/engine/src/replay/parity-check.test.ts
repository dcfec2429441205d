import { describe, expect, it } from 'vitest'
import { type Decision, decisionLine } from '../turns/decision.ts'
import { type Parity, PARITY_FIELDS_MAX, ParityCheck } from './parity-check.ts'
import type { ReplayedTurn } from './session-replay.ts'

const expired = (turn: number, id: string): Decision => ({
  tag: 'expired',
  turn,
  t: turn * 1000,
  id,
  cause: 'gone',
  reasons: [],
})
/** Turn `n` has the frames `2n - 1` and `2n`. */
const turnOf = (turn: number, ...ids: readonly string[]): ReplayedTurn => ({
  turn,
  t: turn * 1000,
  frames: { firstSeq: turn * 2 - 1, lastSeq: turn * 2 },
  decisions: ids.map((id) => expired(turn, id)),
})
const linesOf = (...turns: readonly ReplayedTurn[]): readonly string[] =>
  turns.flatMap(({ decisions }) => decisions.map(decisionLine))

async function* given(lines: readonly string[], closed = { count: 0 }): AsyncGenerator<string> {
  try {
    yield* lines
  } finally {
    closed.count += 1
  }
}

const WHOLE = { areFramesWhole: true, areDecisionsWhole: true }

async function check(
  recorded: readonly string[],
  replayed: readonly ReplayedTurn[],
  ends = WHOLE,
): Promise<Parity> {
  const closed = { count: 0 }
  const parity = new ParityCheck(given(recorded, closed))
  for (const turn of replayed) await parity.take(turn)
  const done = await parity.finish(() => ends)
  // What was begun to be read is closed.
  expect(closed.count).toBe(1)
  return done
}

const TURNS = [turnOf(1, 'a'), turnOf(2), turnOf(3, 'b', 'c'), turnOf(4, 'd')]

describe('parity', () => {
  it('holds where every line is the same', async () => {
    expect(await check(linesOf(...TURNS), TURNS)).toEqual({
      same: 4,
      until: { turn: 4, t: 4000 },
      isWhole: true,
      difference: undefined,
    })
  })

  it('names the first difference: the decision, the turn, its frames and the fields', async () => {
    const recorded = linesOf(...TURNS).map((line) => line.replace('"c"', '"x"'))
    const { difference, same, until } = await check(recorded, TURNS)
    expect([same, until]).toEqual([2, { turn: 2, t: 2000 }])
    expect(difference).toEqual({
      decision: 3,
      turn: 3,
      t: 3000,
      recorded: recorded[2],
      replayed: decisionLine(expired(3, 'c')),
      fields: [{ path: 'id', recorded: 'x', replayed: 'c' }],
      frames: { firstSeq: 5, lastSeq: 6 },
    })
  })

  it('tells what a replay has and the recording has not, and the other way round', async () => {
    const less = [turnOf(1, 'a'), turnOf(3, 'b'), turnOf(4, 'd')]
    const missing = (await check(linesOf(...less), TURNS)).difference
    expect(missing).toMatchObject({ turn: 3, recorded: undefined, fields: [] })
    expect(missing?.replayed).toBe(decisionLine(expired(3, 'c')))
    const extra = (await check(linesOf(...TURNS), less)).difference
    expect(extra).toMatchObject({ turn: 3, replayed: undefined, frames: { firstSeq: 5 } })
    expect(extra?.recorded).toBe(decisionLine(expired(3, 'c')))
  })

  it('tells of a line whose turn the frames do not have', async () => {
    const { difference } = await check(linesOf(...TURNS), [turnOf(1, 'a'), turnOf(4, 'd')])
    expect(difference).toMatchObject({ decision: 2, turn: 3, t: 3000, frames: undefined })
  })

  it('tells of lines beyond the last frame, and of lines that are missing at the end', async () => {
    const more = (await check(linesOf(...TURNS), TURNS.slice(0, 3))).difference
    expect(more).toMatchObject({ decision: 4, turn: 4, replayed: undefined, frames: undefined })
    const short = (await check(linesOf(...TURNS.slice(0, 3)), TURNS)).difference
    expect(short).toMatchObject({ turn: 4, recorded: undefined, frames: { firstSeq: 7 } })
  })

  it('compares a torn recording as far as it is whole, and says so', async () => {
    const tornDecisions = { areFramesWhole: true, areDecisionsWhole: false }
    expect(await check(linesOf(...TURNS).slice(0, 2), TURNS, tornDecisions)).toEqual({
      same: 2,
      until: { turn: 2, t: 2000 },
      isWhole: false,
      difference: undefined,
    })
    const tornFrames = { areFramesWhole: false, areDecisionsWhole: true }
    expect(await check(linesOf(...TURNS), TURNS.slice(0, 2), tornFrames)).toEqual({
      same: 1,
      until: { turn: 2, t: 2000 },
      isWhole: false,
      difference: undefined,
    })
    // What is whole is compared all the same.
    const wrong = ['{"turn":1}', ...linesOf(...TURNS.slice(1))]
    expect((await check(wrong, TURNS, tornDecisions)).difference?.turn).toBe(1)
  })

  it('tells of a line that is no decision, and of one that is only written otherwise', async () => {
    const [line = ''] = linesOf(turnOf(1, 'a'))
    const broken = (await check(['not JSON'], [turnOf(1, 'a')])).difference
    expect(broken?.fields).toMatchObject([{ path: '$', recorded: 'not JSON' }])
    const spaced = (await check([line.replace(':', ': ')], [turnOf(1, 'a')])).difference
    expect(spaced?.fields).toMatchObject([{ path: '$', replayed: line }])
    const quoted = (await check(['{"id":"x\\"turn\\":9","turn":1}'], [turnOf(1, 'a')])).difference
    expect(quoted?.fields.map(({ path }) => path)).toContain('id')
  })

  it('names fields by their path, and no more than it may', async () => {
    const figures = Object.fromEntries(
      Array.from({ length: PARITY_FIELDS_MAX + 5 }, (_, index) => [`figure${index}`, index]),
    )
    const [own = ''] = linesOf(turnOf(1, 'a'))
    const wide = JSON.stringify({ ...(JSON.parse(own) as object), figures, reasons: ['x'] })
    const fields = (await check([wide], [turnOf(1, 'a')])).difference?.fields ?? []
    expect(fields[0]).toEqual({ path: 'reasons[0]', recorded: 'x', replayed: undefined })
    const [list = ''] = linesOf(turnOf(1, 'a')).map((line) => line.replace('[]', '{}'))
    expect((await check([list], [turnOf(1, 'a')])).difference?.fields).toEqual([
      { path: 'reasons', recorded: {}, replayed: [] },
    ])
    const many = own.replace('{', `{"many":${JSON.stringify(figures)},`)
    const inner = (await check([many], [turnOf(1, 'a')])).difference?.fields
    expect(inner).toHaveLength(1)
    const deep = (
      await check([own.replace('[]', JSON.stringify(Object.values(figures)))], [turnOf(1, 'a')])
    ).difference?.fields
    expect(deep).toHaveLength(PARITY_FIELDS_MAX)
  })
})
