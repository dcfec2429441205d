/**
 * A recorded session as a replay reads it: its frames, the decisions that were recorded with them, how far
 * reading is, and how whole both are.
 * @module
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describeSessionProblem, openSession, type SessionProblem } from '@arbkit/store'
import type { FrameSource } from '../scan/run-scan.ts'
import type { ParityEnds } from './parity-check.ts'

/** How far reading is, bytes of the files as they lie on the disk. */
export interface ReadPosition {
  readonly readBytes: number
  readonly totalBytes: number
}

/** A session that can be replayed and held against what was recorded. */
export interface ReplaySource extends FrameSource {
  /** The lines of the decisions that were recorded, in order, without their ends. */
  decisions(): AsyncIterable<string>
  /** Asked after both were read. */
  ends(): ParityEnds
  /**
   * Where the files are read after so many frames; undefined of a session that was not closed: it does not
   * say how many frames its files hold.
   */
  positionAfter(frames: number): ReadPosition | undefined
}

/** True for a source that knows what was recorded. */
export function isReplaySource(source: FrameSource): source is ReplaySource {
  return 'decisions' in source && 'ends' in source && 'positionAfter' in source
}

/**
 * Opens a recorded session for a replay.
 * @param name for people; not a path.
 * @throws {SessionError} not a session.
 */
export async function openReplay(dir: string, name: string): Promise<ReplaySource> {
  const session = await openSession(dir)
  const { manifest } = session
  const files = manifest?.complete === true ? manifest.files : []
  const sized = await Promise.all(
    files.map(async (file) => ({ ...file, bytes: (await stat(join(dir, file.name))).size })),
  )
  const totalBytes = sized.reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    name,
    frames: () => session.frames(),
    frameBatches: () => session.frameBatches(),
    decisions: () => session.decisions(),
    problems: () => session.problems().map(describeSessionProblem),
    ends: () => endsOf(session.problems()),
    positionAfter: (frames) => {
      if (sized.length === 0) return undefined
      const readBytes = sized.reduce((sum, { frames: held, firstSeq, bytes }) => {
        const share = Math.min(1, Math.max(0, (frames - firstSeq + 1) / held))
        return sum + bytes * share
      }, 0)
      return { readBytes: Math.round(readBytes), totalBytes }
    },
  }
}

const CUT: ReadonlySet<SessionProblem['tag']> = new Set(['manifest-missing', 'not-closed'])
const FRAMES_CUT: ReadonlySet<SessionProblem['tag']> = new Set(['frames-lost'])
const DECISIONS_CUT: ReadonlySet<SessionProblem['tag']> = new Set([
  'decisions-lost',
  'decisions-ahead',
])

function endsOf(problems: readonly SessionProblem[]): ParityEnds {
  const isCut = problems.some(({ tag }) => CUT.has(tag))
  const isTorn = (prefix: string) =>
    problems.some((problem) => problem.tag === 'torn-tail' && problem.file.startsWith(prefix))
  return {
    areFramesWhole:
      !isCut && !isTorn('frames-') && !problems.some(({ tag }) => FRAMES_CUT.has(tag)),
    areDecisionsWhole:
      !isCut && !isTorn('decisions-') && !problems.some(({ tag }) => DECISIONS_CUT.has(tag)),
  }
}
