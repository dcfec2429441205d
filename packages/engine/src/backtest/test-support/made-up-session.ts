/**
 * Made-up sessions of one game that is too good at one book, in memory and in folders.
 * @module
 */
import { createSessionWriter, type Frame, type NewFrame } from '@arbkit/store'
import type { EngineStart } from '../../replay/engine-start.ts'
import { engineRequest, engineStartText } from '../../replay/engine-start.ts'
import { ENGINE } from '../../session/frame-request.ts'
import {
  eventsFrame,
  frameAt,
  MADE_UP_GAMES,
  MADE_UP_MS,
  type MadeUpFrame,
  marketOf,
  oddsEventOf,
  snapshotFrame,
  tickerOf,
} from '../../turns/test-support/made-up-frames.ts'

const [NFL, GAME] = MADE_UP_GAMES
const MARKET = { yesBid: 30, yesAsk: 70, status: 'active', waiver: undefined }

/** Lists of both games. */
export const LISTS: readonly MadeUpFrame[] = [GAME, NFL].map((game) =>
  eventsFrame(game, [marketOf(game, 0, MARKET), marketOf(game, 1, MARKET)]),
)
/** Says what time it is. */
export const TICK: MadeUpFrame = { shape: 'tick', body: {} }

/** Returns the book of the home side's contract, as the stream's message of that number. */
export function bookFrame(noBid: number, number: number, yesBid = 40): MadeUpFrame {
  return snapshotFrame('one', number, { ticker: tickerOf(GAME, 1), yesBid, noBid })
}

/** Returns a book's odds of the away side, last updated so many seconds after the beginning. */
export function oddsFrame(away: number, seconds: number): MadeUpFrame {
  const updatedMs = MADE_UP_MS + seconds * 1000
  const quote = { book: 'draftkings', prices: [away, -away - 20] as const, updatedMs }
  return {
    shape: 'odds-list',
    body: [oddsEventOf(GAME, [quote])],
    request: { oddsFormat: 'american' },
  }
}

/** Frames with the second that each arrived in, a turn a second. */
export type Timed = readonly (readonly [seconds: number, ...frames: readonly MadeUpFrame[]])[]

/** Returns frames as a reader gives them, with what an engine began with in front. */
export function timedFrames(timed: Timed, start?: EngineStart): readonly Frame[] {
  let seq = 0
  const next = () => (seq += 1)
  const head: readonly Frame[] =
    start === undefined
      ? []
      : [
          {
            seq: next(),
            turn: 1,
            t: MADE_UP_MS + (timed[0]?.[0] ?? 0) * 1000,
            source: ENGINE,
            request: engineRequest('engine-start'),
            body: JSON.parse(engineStartText(start)) as unknown,
          },
        ]
  return [
    ...head,
    ...timed.flatMap(([seconds, ...frames], index) =>
      frames.map((each) =>
        frameAt(each, { seq: next(), turn: index + 1, t: MADE_UP_MS + seconds * 1000 }),
      ),
    ),
  ]
}

/** An opportunity that stands for two minutes and is confirmed again and again. */
export const STANDING: Timed = [
  [0, ...LISTS, oddsFrame(108, 0), bookFrame(54, 1)],
  ...Array.from({ length: 24 }, (_, index): Timed[number] => {
    const seconds = (index + 1) * 5
    return [seconds, oddsFrame(108, seconds), bookFrame(54, index + 2)]
  }),
]

/** Writes a session into a folder. */
export async function writeFrames(dir: string, frames: readonly Frame[]): Promise<void> {
  const writer = await createSessionWriter({ dir, createdBy: 'a test', startedAtMs: 0 })
  for (const frame of frames) {
    const { turn, t, source, request } = frame
    const payload = JSON.stringify('body' in frame ? frame.body : null)
    const made: NewFrame = {
      turn,
      t,
      source,
      payload,
      ...(request === undefined ? {} : { request }),
    }
    await writer.append(made)
  }
  await writer.close()
}
