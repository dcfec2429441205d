/**
 * Decisions on their way into a session. They are held back until every frame that they were made from
 * can be read from its file, so that a process that is killed never leaves a decision without its frames.
 * @module
 */
import type { RecordFile, RecordFiles, TimedLine } from './record-files.ts'

/** Stream name of the decisions. */
export const DECISIONS_PREFIX = 'decisions'
/** Bytes of decisions that are held back at most; more are let go at once, behind their frames. */
export const HELD_DECISION_BYTES_MAX = 1024 * 1024

/** Decisions being written. Calls may overlap; they are worked off in order. */
export interface DecisionStream {
  /** Takes a decision whose frames have all been handed over. @throws {SessionError} as the files do. */
  append(decision: TimedLine): Promise<void>
  /** Resolves when frames and decisions so far can be read from the files, even after a kill. */
  flush(): Promise<void>
  /** Finishes the last file. The frames have to be finished before. Returns all files in order. */
  close(): Promise<readonly RecordFile[]>
  /** Lets go of the open file as it is, and of what was held. Never rejects. */
  abandon(): Promise<void>
}

/** Returns a stream into `files`; `flushFrames` makes every frame so far readable. */
export function createDecisionStream({
  files,
  flushFrames,
  heldBytesMax = HELD_DECISION_BYTES_MAX,
}: {
  readonly files: RecordFiles
  readonly flushFrames: () => Promise<void>
  readonly heldBytesMax?: number | undefined
}): DecisionStream {
  let held: TimedLine[] = []
  let heldBytes = 0
  let tail: Promise<unknown> = Promise.resolve()

  const taken = (): readonly TimedLine[] => {
    const decisions = held
    held = []
    heldBytes = 0
    return decisions
  }
  const write = async (decisions: readonly TimedLine[]): Promise<void> => {
    for (const decision of decisions) await files.append(decision)
  }
  /** One after the other: what was held first is written first. */
  const inOrder = async (work: () => Promise<void>): Promise<void> => {
    const result = tail.then(work)
    tail = result.catch(() => undefined)
    return result
  }
  const release = () => {
    // Taken first: a decision that comes while the frames are flushed may be of frames that are not.
    const decisions = taken()
    const flushed = flushFrames()
    // It may fail while an earlier one is still being written: then it is told in its turn.
    flushed.catch(() => undefined)
    return inOrder(async () => {
      await flushed
      await write(decisions)
    })
  }

  return {
    async append(decision) {
      held.push(decision)
      heldBytes += Buffer.byteLength(decision.line)
      if (heldBytes >= heldBytesMax) await release()
    },
    async flush() {
      await release()
      await files.flush()
    },
    async close() {
      await inOrder(() => write(taken()))
      return files.close()
    },
    async abandon() {
      taken()
      await tail
      await files.abandon()
    },
  }
}
