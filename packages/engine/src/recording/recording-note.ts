/**
 * What a recording has to tell beside its frames: sessions that were deleted to make room, that a killed
 * process left, and why nothing is recorded any more.
 * @module
 */
import { ArbError, assertNever } from '@arbkit/core'

/** Why a recording was ended before its run. `bound`: of the folder; `disk`: too little is free. */
export type RecordingStop = 'bound' | 'disk'

/** There is no room for more: the session was closed in order, and the run goes on without it. */
export class RecordingStoppedError extends ArbError {
  override readonly name = 'RecordingStoppedError'
  override readonly resend = 'never'
  readonly because: RecordingStop

  constructor(message: string, because: RecordingStop) {
    super(message)
    this.because = because
  }
}

/** One thing to tell; `tag` says which. */
export type RecordingNote =
  /** A complete session was deleted so that this one has room. */
  | { readonly tag: 'deleted'; readonly dir: string; readonly bytes: number }
  /**
   * Processes that were killed left these, newer than every complete session: they are read up to where
   * they end, and never deleted.
   */
  | { readonly tag: 'left-behind'; readonly dirs: readonly string[] }
  /** Nothing is recorded any more. One line. */
  | { readonly tag: 'stopped'; readonly problem: string }

/** Returns a note as one line of English, without a full stop. */
export function recordingNoteText(note: RecordingNote): string {
  switch (note.tag) {
    case 'deleted':
      return `deleted ${note.dir} (${note.bytes} bytes) to make room`
    case 'left-behind':
      return leftText(note.dirs)
    case 'stopped':
      return `nothing is recorded any more: ${note.problem}`
    default:
      return assertNever(note)
  }
}

function leftText(dirs: readonly string[]): string {
  const [first = ''] = dirs
  const more = dirs.length > 1 ? ` and ${dirs.length - 1} more` : ''
  return `a process was killed while it recorded ${first}${more}: readable up to where it ends`
}
