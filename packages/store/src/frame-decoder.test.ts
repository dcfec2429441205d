/**
 * The decoder of a session's lines says of every line what `decodeFrame` says of it alone, whatever lines
 * came before.
 * @module
 */
import { fc, test as prop } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { decodeFrame, encodeFrame, type Frame, type LinePlace } from './frame.ts'
import { createFrameDecoder, FRAME_HEADS_MAX } from './frame-decoder.ts'

const PLACE: LinePlace = { file: 'frames-0001.ndjson.zst', line: 1 }

/** What reading comes to: the frame, in its order of keys, or the error. */
const said = (read: () => Frame): string => {
  try {
    return JSON.stringify(read())
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}
/** What is said otherwise of lines that follow each other than of each alone. */
const differing = (lines: readonly string[]) => {
  const decode = createFrameDecoder()
  return lines
    .map((line) => ({
      line,
      said: said(() => decode(line, PLACE)),
      alone: said(() => decodeFrame(line, PLACE)),
    }))
    .filter((each) => each.said !== each.alone)
}
const STREAM = { shape: 'stream', file: 'stream 1', usesYesPrices: false }
const lineOf = (seq: number, payload: string, request: Record<string, unknown> | 'none' = STREAM) =>
  encodeFrame(seq, {
    turn: seq,
    t: 1_795_292_521_000 + seq,
    source: 'kalshi/ws',
    payload,
    ...(request === 'none' ? {} : { request }),
  })
const LINE = lineOf(7, '{"price":"0.1900","n":[1.10,-0,1e400]}')

describe('lines of the same source and request', () => {
  it('give the frames that each line alone gives', () => {
    expect(
      differing([1, 2, 3].map((seq) => lineOf(seq, `{"n":${seq},"__proto__":{"a":1}}`))),
    ).toEqual([])
  })

  it('share one request, and give no request where there is none', () => {
    const decode = createFrameDecoder()
    const [first, second, third] = [1, 2, 3].map((seq) => decode(lineOf(seq, '{}'), PLACE))
    expect(second?.request).toEqual(STREAM)
    expect(third?.request).toBe(second?.request)
    expect(first?.request).toEqual(STREAM)
    const bare = createFrameDecoder()
    const frames = [1, 2].map((seq) => bare(lineOf(seq, '{}', 'none'), PLACE))
    expect(frames.map((frame) => 'request' in frame)).toEqual([false, false])
  })

  it('are remembered for as many streams as may take turns, and no more', () => {
    const requestOf = (stream: number) => ({ ...STREAM, file: `stream ${stream}` })
    const isShared = (streams: number): boolean => {
      const decode = createFrameDecoder()
      const seen = [0, 1, 2].map((round) =>
        Array.from({ length: streams }, (_, stream) =>
          decode(lineOf(round * streams + stream + 1, '{}', requestOf(stream)), PLACE),
        ),
      )
      return seen[1]?.[0]?.request === seen[2]?.[0]?.request
    }
    expect(isShared(FRAME_HEADS_MAX)).toBe(true)
    expect(isShared(FRAME_HEADS_MAX + 1)).toBe(false)
  })
})

describe('a line that is not plainly of a known head', () => {
  it.each([
    ['is cut', LINE.slice(0, -1)],
    ['is cut twice', LINE.slice(0, -2)],
    ['has more after its end', `${LINE}}`],
    ['ends in a space', `${LINE} `],
    ['has no payload', LINE.replace(/"body":.*$/, '"body":}')],
    ['has a text beside its body', LINE.replace(/\}$/, ',"text":"a"}')],
    ['has a second body', LINE.replace(/\}$/, ',"body":2}')],
    ['has a key too many', LINE.replace(/\}$/, ',"more":2}')],
    ['has a number of seventeen digits', LINE.replace('"seq":7', '"seq":12345678901234567')],
    ['has a time beyond any date', LINE.replace(/"t":\d+/, '"t":8640000000000001')],
    ['has the number 0', LINE.replace('"seq":7', '"seq":0')],
    ['has a number with a zero before it', LINE.replace('"seq":7', '"seq":07')],
    ['has a turn with a zero before it', LINE.replace('"turn":7', '"turn":00')],
    ['has no number', LINE.replace('"seq":7', '"seq":')],
    ['has a negative number', LINE.replace('"seq":7', '"seq":-7')],
    ['has a number with a fraction', LINE.replace('"turn":7', '"turn":7.5')],
    ['has a space in its head', LINE.replace('"turn":', '"turn": ')],
    ['has another key for its turn', LINE.replace('"turn"', '"turm"')],
    ['has another key for its time', LINE.replace('"t":', '"u":')],
    ['has another key for its number', LINE.replace('"seq"', '"sep"')],
    ['has another source', LINE.replace('kalshi/ws', 'kalshi/wt')],
    ['is empty', ''],
  ])('is read as if it stood alone: %s', (_, line) => {
    expect(differing([LINE, line, LINE])).toEqual([])
  })

  it.each(['12', 'null', '"12"', '[12]', '1.5e3'])('is read to its last brace: %s', (payload) => {
    const line = lineOf(7, payload)
    expect(
      differing([line, line.slice(0, -1), `${line} `, `${line}\r`, `${line.slice(0, -1)}]`, line]),
    ).toEqual([])
  })

  it('is no frame where the head it repeats ends inside of the request', () => {
    const nested = '{"seq":1,"turn":0,"t":0,"source":"a","request":{"b":1,"body":2},"body":3}'
    expect(differing([nested, nested, nested.replace(/\},"body":3\}$/, '}'), nested])).toEqual([])
  })

  it('is read where body comes before source, or twice', () => {
    const early = '{"seq":1,"turn":0,"t":0,"body":1,"source":"a"}'
    const twice = '{"seq":1,"turn":0,"t":0,"source":"a","body":1,"body":2}'
    const texts = '{"seq":1,"turn":0,"t":0,"source":"a","text":"x","body":2}'
    expect(differing([early, early, twice, twice, texts, texts])).toEqual([])
  })
})

prop.prop([
  fc.array(
    fc.record({
      turn: fc.nat(),
      t: fc.nat({ max: 9_000_000_000_000_000 }),
      source: fc.constantFrom('a', 'b/"c', ',"body":'),
      request: fc.option(
        fc.constantFrom<Record<string, unknown>>(
          {},
          { body: 1 },
          { a: ',"body":', b: { body: [] } },
        ),
        { nil: undefined },
      ),
      payload: fc.oneof(fc.json(), fc.string()),
    }),
    { maxLength: 12 },
  ),
  fc.array(
    fc.tuple(fc.nat(), fc.nat({ max: 400 }), fc.constantFrom('', '}', '{', '0', '"', ',', ' ')),
    {
      maxLength: 6,
    },
  ),
])('lines, whole and damaged, are read as each alone', (frames, damages) => {
  const lines = frames.map(({ request, t, ...frame }, index) =>
    encodeFrame(index + 1, {
      ...frame,
      t: Math.min(t, 8.64e15),
      ...(request === undefined ? {} : { request }),
    }),
  )
  const damaged = damages.flatMap(([which, at, by]) => {
    const line = lines[which % Math.max(1, lines.length)]
    return line === undefined ? [] : [line.slice(0, at) + by + line.slice(at + 1)]
  })
  expect(differing([...lines, ...damaged, ...lines])).toEqual([])
})
