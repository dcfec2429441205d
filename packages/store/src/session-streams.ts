/**
 * The two streams of a session, frames and decisions, as one: flushed and finished together, the frames
 * always first.
 * @module
 */
import { createDecisionStream, DECISIONS_PREFIX } from './decision-stream.ts'
import type { DecisionFile, SessionFile } from './manifest.ts'
import {
  createRecordFiles,
  type RecordFile,
  type RecordFilesOptions,
  type TimedLine,
} from './record-files.ts'

/** Stream name of the frames. */
export const FRAMES_PREFIX = 'frames'

/** The streams being written. Calls may overlap; they are worked off in order. */
export interface SessionStreams {
  /** @throws {SessionError} it could not be written, or an earlier line could not. */
  append(frame: TimedLine): Promise<void>
  /** Adds a decision, once its frames were appended. @throws {SessionError} as `append`. */
  decide(decision: TimedLine): Promise<void>
  /** Resolves when everything so far can be read from the files, even after a kill. */
  flush(): Promise<void>
  /** Finishes all files; everything is durable afterwards. */
  close(): Promise<{
    readonly files: readonly SessionFile[]
    readonly decisionFiles: readonly DecisionFile[]
  }>
  /** Lets go of the open files as they are. Never rejects; later calls do. */
  abandon(): Promise<void>
}

/** Returns streams without files. @throws {InvalidInputError} as `createRecordFiles`. */
export function createSessionStreams(place: Omit<RecordFilesOptions, 'prefix'>): SessionStreams {
  const frames = createRecordFiles({ ...place, prefix: FRAMES_PREFIX })
  const decisions = createDecisionStream({
    files: createRecordFiles({ ...place, prefix: DECISIONS_PREFIX }),
    flushFrames: () => frames.flush(),
  })
  return {
    append: (frame) => frames.append(frame),
    decide: (decision) => decisions.append(decision),
    flush: () => decisions.flush(),
    async close() {
      const files = sessionFiles(await frames.close())
      const decided = await decisions.close()
      return {
        files,
        decisionFiles: decided.map(({ name, recordCount }) => ({ name, decisions: recordCount })),
      }
    },
    async abandon() {
      await decisions.abandon()
      await frames.abandon()
    },
  }
}

function sessionFiles(files: readonly RecordFile[]): readonly SessionFile[] {
  let nextSeq = 1
  return files.map(({ name, recordCount }) => {
    const firstSeq = nextSeq
    nextSeq += recordCount
    return { name, frames: recordCount, firstSeq, lastSeq: nextSeq - 1 }
  })
}
