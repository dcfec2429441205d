/**
 * Durations for people: `3 s`, `2 min`, `7 h 2 min`, `13 d 4 h`.
 * @module
 */

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Returns a duration in at most two units, rounded down; below a second it is `0 s`. */
export function formatDuration(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) return two(ms, { major: HOUR_MS, minor: MINUTE_MS, names: ['h', 'min'] })
  return two(ms, { major: DAY_MS, minor: HOUR_MS, names: ['d', 'h'] })
}

function two(
  ms: number,
  unit: {
    readonly major: number
    readonly minor: number
    readonly names: readonly [string, string]
  },
): string {
  const major = Math.floor(ms / unit.major)
  const minor = Math.floor((ms % unit.major) / unit.minor)
  const [majorName, minorName] = unit.names
  return minor === 0 ? `${major} ${majorName}` : `${major} ${majorName} ${minor} ${minorName}`
}
