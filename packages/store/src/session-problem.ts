/**
 * What a reader of a session has to say that is no error: the session can be used, and its user
 * must know.
 * @module
 */
import { assertNever } from '@arbkit/core'

/** One such thing; `tag` tells which. */
export type SessionProblem =
  /** The manifest is missing or empty: the writer was killed as it began. */
  | { readonly tag: 'manifest-missing' }
  /** The session was never closed: the writer was killed, or is still writing. */
  | { readonly tag: 'not-closed' }
  /** A file ends inside its data; everything before line `atLine` (from 1) was read. */
  | { readonly tag: 'torn-tail'; readonly file: string; readonly atLine: number }
  /** A closed session of `expectedCount` frames gave only `count`: its last file is torn. */
  | { readonly tag: 'frames-lost'; readonly count: number; readonly expectedCount: number }
  /** `count` decisions are of turns after the last frame's, `turn`: they were left out. */
  | { readonly tag: 'decisions-ahead'; readonly count: number; readonly turn: number }
  /** A closed session of `expectedCount` decisions gave only `count`: its last file is torn. */
  | { readonly tag: 'decisions-lost'; readonly count: number; readonly expectedCount: number }
  /** A file of several zstd frames; all were read here, but some programs read only the first. */
  | { readonly tag: 'several-zstd-frames'; readonly file: string; readonly count: number }
  /** `count` frames are older than the one before them; `seq` is the first of these. */
  | { readonly tag: 'time-backwards'; readonly count: number; readonly seq: number }

/** Returns a problem as one line of English, without a full stop. */
export function describeSessionProblem(problem: SessionProblem): string {
  switch (problem.tag) {
    case 'manifest-missing':
      return 'the session has no manifest: its writer was killed; the files in the folder are read'
    case 'not-closed':
      return 'the session was never closed: its writer was killed or is still writing'
    case 'torn-tail':
      return `${problem.file} is torn: read up to line ${problem.atLine}, the rest is lost`
    case 'frames-lost':
      return `${problem.count} of ${problem.expectedCount} frames could be read`
    case 'decisions-ahead':
      return `${problem.count} decisions are of turns whose frames are lost (after ${problem.turn}): left out`
    case 'decisions-lost':
      return `${problem.count} of ${problem.expectedCount} decisions could be read`
    case 'several-zstd-frames':
      return `${problem.file} holds ${problem.count} zstd frames; all are read here`
    case 'time-backwards':
      return `${problem.count} frames are older than the one before, the first is ${problem.seq}`
    default:
      return assertNever(problem)
  }
}
