/**
 * What the bootstrap installs, and every bound it keeps.
 * @module
 */

/** Exact versions put under `.toolchain`. */
export const TOOLCHAIN_VERSIONS = Object.freeze({ node: '24.21.0', pnpm: '12.21.0' })

/** The oldest Node that runs the built CLI: a person's own Node from here on is used as it is. */
export const NODE_VERSION_MIN = Object.freeze([22, 19, 0])

/** One step may take this long before it is stopped and reported as failed. */
export const STEP_MS_MAX = 15 * 60_000

/** How long to wait for another process that is setting up the same checkout. */
export const LOCK_WAIT_MS_MAX = 20 * 60_000

/** The holder touches its lock this often ... */
export const LOCK_BEAT_MS = 2_000

/** ... and a lock untouched for this long is abandoned, whatever its process id says. */
export const LOCK_STALE_MS = 60_000

/** How often a waiting process looks at the lock again. */
export const LOCK_POLL_MS = 200

/** How often to look whether the npm that started this is still there. */
export const STARTER_POLL_MS = 250

/** Lines and characters of a failed command's output that are kept and shown. */
export const TAIL_LINES_MAX = 60
export const TAIL_CHARS_MAX = 64 * 1024
