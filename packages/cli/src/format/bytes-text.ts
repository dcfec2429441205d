/**
 * Sizes of files for people, decimal as disks are sold.
 * @module
 */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const
const STEP = 1000

/** Returns `812 B`, `1.2 MB`, `80.2 GB`, rounded down. */
export function bytesText(bytes: number): string {
  let [value, unit] = [Math.max(0, bytes), 0]
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP
    unit += 1
  }
  const shown = unit === 0 ? String(Math.floor(value)) : (Math.floor(value * 10) / 10).toFixed(1)
  return `${shown} ${UNITS[unit]}`
}
