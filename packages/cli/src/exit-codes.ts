/**
 * Exit codes of `arb`, the same for every command.
 * @module
 */

/** What the program ended with. */
export const EXIT_CODES = {
  /** Done; also when nothing was found. */
  done: 0,
  /** A fault of the program. */
  bug: 1,
  /** The command line is wrong: an unknown flag, a value out of range, an id that is not there. */
  usage: 2,
  /** A file or a session can not be read or written. Nothing was left half-written. */
  data: 3,
  /** A venue could not be read, or is not set up. What the other one gave was shown. */
  venue: 4,
  /** Stopped by Ctrl-C before the scan was made: what a shell says of it. */
  stopped: 130,
} as const
